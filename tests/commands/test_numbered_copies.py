"""Numbered copies of a restricted pack: to a reader, under a fresh number, and back."""

import json
import uuid
from datetime import date

import pytest

from quorate.commands import copies, membership, packs, setting_up
from quorate.domain.access.audience import Audience
from quorate.domain.access.roles import Role
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.queries.pack_readers import may_read, readable
from quorate.records import scopes
from quorate.records.models import ConfidentialityStatement, EventRow, Meeting, NumberedCopy, Pack, Person
from tests.builders.meetings import a_meeting
from tests.builders.packs import a_copy_out, hand_out, issued, restricted
from tests.builders.restrictions import a_restriction
from tests.builders.world import TODAY, done, make_two, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_apart(settings, tmp_path):
    settings.FILES = tmp_path


def refused(outcome) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def take_back(world, meeting, pack, copy, by=None):
    return copies.take_back_copy(by or world.as_("coordinator"), meeting=meeting, pack=pack, copy=copy)


def test_a_copy_goes_out_under_its_number_and_comes_back():
    world = make_world()
    id = a_meeting(world)
    pack, copy = a_copy_out(world, id)

    row = NumberedCopy.objects.get()
    assert (row.number, row.person_id, row.out_by_id, row.back_at) == (
        1, world.people["coordinator"], world.people["coordinator"], None,
    )  # fmt: skip
    done(take_back(world, id, pack, copy))

    row.refresh_from_db()
    assert (row.back_at is not None, row.back_to_id) == (True, world.people["coordinator"])
    events = EventRow.objects.filter(code__startswith="packs.copy").order_by("number")
    assert [(event.code, event.subject_id) for event in events] == [
        ("packs.copy_out", str(pack)),
        ("packs.copy_back", str(pack)),
    ]
    assert [json.loads(event.contents)["details"]["number"] for event in events] == ["1", "1"]


def test_a_copy_that_came_back_keeps_its_number_and_its_reader_may_have_another():
    world = make_world()
    id = a_meeting(world)
    pack, copy = a_copy_out(world, id)
    assert refused(hand_out(world, id, pack, number=2)) == "copies.has_one"
    done(take_back(world, id, pack, copy))

    assert refused(hand_out(world, id, pack, number=1)) == "copies.number_used"
    done(hand_out(world, id, pack, number=2))
    assert refused(take_back(world, id, pack, copy)) == "copies.back_already"


def test_no_copy_goes_to_somebody_who_may_not_read_the_pack():
    world = make_world()
    id = a_meeting(world)
    pack = restricted(world, id)

    for key in ("police", "chair", "charity", "observer"):
        assert refused(hand_out(world, id, pack, to=key)) == "copies.may_not_read"
    assert not NumberedCopy.objects.exists()


def test_a_copy_goes_to_a_named_reader_only_once_they_signed_and_never_to_one_who_is_barred():
    world = make_world()
    id = a_meeting(world)
    named = a_restriction(world, allow=["police"], bar=["charity"])
    Meeting.objects.filter(id=id).update(restriction=named)
    pack, by = restricted(world, id), world.as_("coordinator")
    ConfidentialityStatement.objects.filter(person=world.people["police"]).delete()
    assert refused(hand_out(world, id, pack, to="police")) == "copies.may_not_read"

    done(membership.record_statement(by, person=world.people["police"], signed_on=TODAY))

    done(hand_out(world, id, pack, to="police"))
    assert refused(hand_out(world, id, pack, to="charity", number=2)) == "copies.may_not_read"


def test_whoever_left_gets_no_copy():
    world = make_world()
    id = a_meeting(world)
    pack = restricted(world, id)
    done(
        setting_up.give_role(
            world.as_("coordinator"),
            person=world.people["governance"],
            role=Role.COORDINATOR,
            from_on=TODAY,
        )
    )
    Person.objects.filter(id=world.people["governance"]).update(left_on=TODAY)

    assert refused(hand_out(world, id, pack, to="governance")) == "copies.may_not_read"


@pytest.mark.parametrize(
    ("edition", "issue", "code"),
    [(Audience.CORE, True, "copies.not_restricted"), (Audience.RESTRICTED, False, "copies.not_issued")],
)
def test_only_an_issued_restricted_pack_goes_out_in_copies(edition, issue, code):
    world = make_world()
    id = a_meeting(world)
    if issue:
        pack = issued(world, id, edition=edition)
    else:
        asked = {"kind": "pack", "format": "pdf", "edition": edition}
        pack = done(packs.ask_for_pack(world.as_("coordinator"), meeting=id, **asked))

    assert refused(hand_out(world, id, pack)) == code


def test_who_makes_no_packs_hands_out_none_and_takes_none_back():
    world, outsider = make_two()
    id = a_meeting(world)
    pack, copy = a_copy_out(world, id)
    reader = world.as_("governance")
    assert not scopes.packs(reader.actor).exists()

    for by in (reader, outsider.as_("coordinator")):
        with pytest.raises(NotFoundError):
            hand_out(world, id, pack, number=2, by=by)
        with pytest.raises(NotFoundError):
            take_back(world, id, pack, copy, by=by)


def test_a_reader_who_makes_no_packs_may_not_hand_one_out():
    world = make_world()
    id = a_meeting(world)
    named = a_restriction(world, allow=["police"])
    Meeting.objects.filter(id=id).update(restriction=named)
    pack, copy = a_copy_out(world, id)

    with pytest.raises(NotAllowedError):
        hand_out(world, id, pack, number=2, by=world.as_("police"))
    with pytest.raises(NotAllowedError):
        take_back(world, id, pack, copy, by=world.as_("police"))


def test_a_copy_of_another_pack_is_not_found():
    world = make_world()
    id = a_meeting(world)
    pack, _ = a_copy_out(world, id)

    with pytest.raises(NotFoundError):
        take_back(world, id, pack, uuid.uuid4())
    with pytest.raises(NotFoundError):
        hand_out(world, a_meeting(world, date(2027, 1, 21)), pack, number=2)


def test_two_who_hand_out_at_once_are_told_and_one_copy_goes_out():
    world = make_world()
    id = a_meeting(world)
    pack = restricted(world, id)
    seen = Pack.objects.get(id=pack).version
    done(hand_out(world, id, pack, number=1, version=seen))

    with pytest.raises(StaleError):
        hand_out(world, id, pack, to="secretary", number=1, version=seen)
    assert NumberedCopy.objects.count() == 1


def test_who_may_read_one_pack_is_what_the_list_of_packs_shows_them():
    world = make_world()
    id = a_meeting(world)
    named = a_restriction(world, allow=["police", "chair"], bar=["secretary"])
    kept = [restricted(world, id), issued(world, id, edition=Audience.CORE), issued(world, id, kind="brief")]
    Pack.objects.filter(id=kept[0]).update(restriction=named)

    row = Meeting.objects.get(id=id)
    found = set()
    for key in world.people:
        actor = world.actor(key)
        shown = {each.id for each in readable(actor, row)}
        for pack in Pack.objects.filter(id__in=kept):
            assert may_read(actor, pack) == (pack.id in shown), (key, pack.kind, pack.edition)
            found.add(pack.id in shown)
    assert found == {True, False}
