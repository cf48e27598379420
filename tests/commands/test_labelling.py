"""Setting anew who sees a thing: what follows it, who may, what is refused, and that the rest see nothing."""

import json
import uuid
from datetime import timedelta

import pytest

from quorate.commands import agenda, setting_up
from quorate.commands.agenda import Said
from quorate.commands.labelling import set_audience
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.records import scopes
from quorate.records.models import AgendaItem, Entry, EventRow, Meeting, Paper, Plan
from tests.builders.meetings import a_meeting, a_paper, an_item, version_of
from tests.builders.plans import add, start
from tests.builders.world import TODAY, World, done, make_two, make_world

pytestmark = pytest.mark.django_db
MODELS = {"plan": Plan, "entry": Entry, "meeting": Meeting, "agenda_item": AgendaItem, "paper": Paper}
READ_BY = {
    "plan": scopes.plans,
    "entry": scopes.entries,
    "meeting": scopes.meetings,
    "agenda_item": scopes.agenda_items,
    "paper": scopes.papers,
}


@pytest.fixture(autouse=True)
def files_of_its_own(settings, tmp_path):
    settings.FILES = tmp_path


def one_of_each(world: World) -> dict[str, uuid.UUID]:
    plan, meeting = start(world), a_meeting(world)
    item = an_item(world, meeting)
    return {
        "plan": plan,
        "entry": add(world, plan, "Train staff"),
        "meeting": meeting,
        "agenda_item": item,
        "paper": a_paper(world, meeting, item=item),
    }


def tender(world: World, key: str = "coordinator", **more) -> uuid.UUID:
    said = {"barred_agencies": [world.agencies["charity"]], "from_on": TODAY} | more
    return done(setting_up.set_restriction(world.as_(key), name="Tender", reason="It is open", **said))


def version(kind: str, id: uuid.UUID) -> int:
    row = MODELS[kind].objects.get(id=id)
    return row.meeting.version if kind == "paper" else row.version


def label(
    world, kind, id, audience=Audience.PARTNERSHIP, restriction=None, *, by="coordinator", was=None, on=TODAY
):
    return set_audience(
        world.as_(by, on),
        kind=kind,
        id=id,
        version=version(kind, id) if was is None else was,
        audience=audience,
        restriction=restriction,
    )


def sees(world: World, key: str, kind: str, id: uuid.UUID) -> bool:
    return READ_BY[kind](world.actor(key)).filter(id=id).exists()


def code(outcome) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


@pytest.mark.parametrize("kind", MODELS)
def test_what_is_set_to_named_people_only_is_seen_by_them_and_nobody_else(kind):
    world = make_world()
    id = one_of_each(world)[kind]
    admits = tender(world, barred_agencies=[], allowed_people=[world.people["health"]])
    before = version(kind, id)

    done(label(world, kind, id, Audience.RESTRICTED, admits))

    assert [key for key in ("coordinator", "chair", "health", "charity") if sees(world, key, kind, id)] == [
        "coordinator",
        "health",
    ]
    assert version(kind, id) == before + 1
    event = EventRow.objects.latest("number")
    assert (event.code, event.subject_kind, event.subject_id) == ("access.labelled", kind, str(id))

    done(label(world, kind, id))

    assert sees(world, "chair", kind, id)


@pytest.mark.parametrize("kind", MODELS)
def test_whom_a_restriction_bars_does_not_see_what_is_open_to_everybody_else(kind):
    world = make_world()
    id = one_of_each(world)[kind]

    done(label(world, kind, id, restriction=tender(world)))

    assert sees(world, "observer", kind, id)
    assert not sees(world, "charity", kind, id)


def test_entries_that_have_their_plan_s_readers_follow_it_and_those_set_apart_keep_theirs():
    world = make_world()
    plan = start(world)
    same, apart = add(world, plan, "Train staff"), add(world, plan, "Buy a building")
    done(label(world, "entry", apart, Audience.RESTRICTED))

    done(label(world, "plan", plan, Audience.CORE))

    assert Entry.objects.get(id=same).audience == "core"
    assert Entry.objects.get(id=apart).audience == "restricted"


def test_an_entry_that_follows_its_plan_moves_on_so_a_form_open_on_it_is_stale():
    world = make_world()
    plan = start(world)
    same, apart = add(world, plan, "Train staff"), add(world, plan, "Buy a building")
    done(label(world, "entry", apart, Audience.RESTRICTED))
    shown = {id: version("entry", id) for id in (same, apart)}

    done(label(world, "plan", plan, Audience.CORE))

    with pytest.raises(StaleError):
        label(world, "entry", same, Audience.RESTRICTED, was=shown[same])
    assert version("entry", apart) == shown[apart]


def test_the_record_says_which_restriction_was_taken_off_and_how_many_followed():
    world = make_world()
    meeting, plan, named = a_meeting(world), start(world), tender(world)
    item = an_item(world, meeting)
    papers = [a_paper(world, meeting, title, item=item) for title in ("Figures", "Bids")]
    done(label(world, "agenda_item", item, restriction=named))
    done(label(world, "paper", papers[0]))
    add(world, plan, "Train staff")

    done(label(world, "agenda_item", item, Audience.CORE))
    of_item = json.loads(EventRow.objects.latest("number").contents)["details"]
    done(label(world, "plan", plan, Audience.CORE))
    of_plan = json.loads(EventRow.objects.latest("number").contents)["details"]

    assert of_item == {
        "audience": "core",
        "was": "partnership",
        "restriction": "",
        "restriction_was": str(named),
        "followed": "1",
    }
    assert (of_plan["restriction_was"], of_plan["followed"]) == ("", "1")


def test_papers_that_name_their_item_s_restriction_follow_it_and_one_with_its_own_keeps_it():
    world = make_world()
    meeting = a_meeting(world)
    item = an_item(world, meeting)
    same, apart = a_paper(world, meeting, item=item), a_paper(world, meeting, "Bids", item=item)
    own, other = tender(world), tender(world, barred_agencies=[world.agencies["health"]])
    done(label(world, "paper", apart, restriction=own))

    done(label(world, "agenda_item", item, restriction=other))

    assert Paper.objects.get(id=same).restriction_id == other
    assert Paper.objects.get(id=apart).restriction_id == own


def test_changing_what_an_item_says_leaves_a_paper_s_own_restriction_alone():
    world = make_world()
    meeting = a_meeting(world)
    item = an_item(world, meeting)
    paper = a_paper(world, meeting, item=item)
    done(label(world, "paper", paper, restriction=tender(world)))

    done(
        agenda.change_item(
            world.as_("secretary"),
            meeting=meeting,
            item=item,
            version=version("agenda_item", item),
            said=Said("Other figures"),
        )
    )

    assert not sees(world, "charity", "paper", paper)


def test_an_item_s_meeting_moves_on_with_it():
    world = make_world()
    meeting = a_meeting(world)
    item = an_item(world, meeting)
    before = version_of(meeting)

    done(label(world, "agenda_item", item, Audience.CORE))

    assert version_of(meeting) == before + 1


def test_who_sees_it_already_is_refused():
    world = make_world()

    assert code(label(world, "plan", start(world))) == "access.same_readers"


def test_a_restriction_that_will_bar_whoever_asks_is_refused():
    world = make_world()
    plan = start(world)
    next_week = TODAY + timedelta(days=7)
    later = tender(world, "first", barred_agencies=[world.agencies["council"]], from_on=next_week)

    assert code(label(world, "plan", plan, restriction=later)) == "access.bars_yourself"
    assert Plan.objects.get(id=plan).restriction_id is None


def test_a_restriction_that_barred_whoever_asks_and_was_lifted_can_be_named():
    world = make_world()
    plan = start(world)
    days = {"from_on": TODAY - timedelta(days=7), "to_on": TODAY - timedelta(days=1)}
    lifted = tender(world, "first", barred_agencies=[world.agencies["council"]], **days)

    done(label(world, "plan", plan, restriction=lifted))

    assert Plan.objects.get(id=plan).restriction_id == lifted


def test_a_restriction_that_bars_whoever_asks_is_not_found():
    world = make_world()
    plan = start(world)
    now = tender(world, "first", barred_agencies=[world.agencies["council"]])

    with pytest.raises(NotFoundError):
        label(world, "plan", plan, restriction=now)


@pytest.mark.parametrize("kind", MODELS)
def test_only_the_coordinator_sets_who_sees_a_thing(kind):
    world = make_world()
    id = one_of_each(world)[kind]

    for key in ("chair", "secretary", "police", "governance"):
        with pytest.raises(NotAllowedError):
            label(world, kind, id, Audience.CORE, by=key)
    assert MODELS[kind].objects.get(id=id).audience == "partnership"


@pytest.mark.parametrize("kind", MODELS)
def test_another_partnership_s_thing_and_restriction_are_not_found(kind):
    world, other = make_two()
    id, theirs = one_of_each(world)[kind], tender(other)

    with pytest.raises(NotFoundError):
        label(other, kind, id, Audience.CORE)
    with pytest.raises(NotFoundError):
        label(world, kind, id, restriction=theirs)


def test_what_has_no_readers_to_set_is_not_found():
    world = make_world()

    with pytest.raises(NotFoundError):
        label(world, "group", world.board, Audience.CORE, was=1)


@pytest.mark.parametrize("kind", MODELS)
def test_a_label_set_on_what_was_changed_meanwhile_is_stale(kind):
    world = make_world()
    id = one_of_each(world)[kind]
    was = version(kind, id)
    done(label(world, kind, id, Audience.CORE))

    with pytest.raises(StaleError):
        label(world, kind, id, Audience.RESTRICTED, was=was)
    assert MODELS[kind].objects.get(id=id).audience == "core"


def test_an_entry_added_after_its_plan_was_narrowed_is_as_narrow():
    world = make_world()
    plan = start(world)
    done(label(world, "plan", plan, Audience.CORE))

    entry = add(world, plan, "Train staff")

    assert not sees(world, "observer", "entry", entry)
