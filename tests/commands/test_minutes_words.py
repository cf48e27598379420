"""The words of minutes: found by those who may read them, hidden with their item, and taken out for good."""

import pytest

from quorate.commands import labelling, minutes_after, redactions
from quorate.domain.access.audience import Audience
from quorate.domain.events.redaction import MARKER
from quorate.domain.meetings.minutes import MinuteKind
from quorate.queries.copies import copies_of
from quorate.queries.search import page_search
from quorate.queries.subjects import names_of
from quorate.records import scopes
from quorate.records.models import AgendaItem, Amendment, Entry, EntryVersion, Minute
from tests.builders.meetings import a_meeting, an_item
from tests.builders.minutes import HELD_ON, a_minute, an_action, circulated
from tests.builders.world import TODAY, World, done, make_world

pytestmark = pytest.mark.django_db
NAMED = "The eldest child of the family at Harbour Road told the worker"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path


def found(world: World, asked: str, by: str = "coordinator") -> list[tuple[str, str]]:
    page = page_search(world.actor(by), asked=asked, today=TODAY)
    return [(row.kind, "".join(part for part, _ in row.title)) for row in page.rows]


def test_a_minute_is_found_by_whoever_may_read_it_and_by_nobody_else():
    world = make_world()
    meeting = a_meeting(world, HELD_ON, as_of=HELD_ON)
    hidden = an_item(world, meeting, "Tender", audience=Audience.RESTRICTED)
    a_minute(world, meeting, words="The lighthouse was discussed")
    a_minute(world, meeting, hidden, "The lighthouse was sold")

    assert found(world, "lighthouse", "police") == [], "a draft is not found by members"
    circulated(world, meeting)

    assert found(world, "lighthouse", "police") == [("minute", "The lighthouse was discussed")]
    assert len(found(world, "lighthouse")) == 2


def test_an_item_hidden_afterwards_hides_its_minutes_and_the_actions_they_became():
    world = make_world()
    meeting = a_meeting(world, HELD_ON, as_of=HELD_ON)
    item = an_item(world, meeting, "Tender")
    an_action(world, meeting, item, "Ask the bidder for its sums")
    circulated(world, meeting)
    entry = Entry.objects.get()
    assert scopes.entries(world.actor("police")).filter(id=entry.id).exists()

    done(
        labelling.set_audience(
            world.as_("coordinator"),
            kind="agenda_item",
            id=item,
            version=AgendaItem.objects.get(id=item).version,
            audience=Audience.RESTRICTED,
            restriction=None,
        )
    )

    assert not scopes.minutes(world.actor("police")).exists()
    assert not scopes.entries(world.actor("police")).exists()
    assert found(world, "bidder", "police") == []


def test_a_minutes_words_are_taken_out_of_it_its_amendments_and_its_action():
    world = make_world()
    meeting = a_meeting(world, HELD_ON, as_of=HELD_ON)
    action = an_action(world, meeting, words=NAMED)
    noted = a_minute(world, meeting, words=f"It was reported. {NAMED}.")
    circulated(world, meeting)
    by = world.as_("coordinator")
    done(
        minutes_after.amend_minute(
            by, meeting=meeting, minute=action, words="A family told the worker", reason="A slip", version=1
        )
    )

    where = {
        one.where for one in copies_of(by.actor, world.partnership, kind="minute", id=action, columns=())
    }
    assert "Wordings of other entries" in where
    asked = redactions.propose_redaction(
        by, subject_kind="minute", subject_id=action, reason="It names a child"
    )
    done(redactions.confirm_redaction(world.as_("governance"), redaction=done(asked)))

    said = [
        *Minute.objects.values_list("words", flat=True),
        *Amendment.objects.values_list("was", flat=True),
        *EntryVersion.objects.values_list("text", flat=True),
    ]
    assert not any("Harbour Road" in words for words in said)
    assert Minute.objects.get(id=action).words == MARKER
    assert MARKER in Minute.objects.get(id=noted).words


def test_a_minute_has_a_name_in_the_record_for_those_who_may_see_it():
    world = make_world()
    meeting = a_meeting(world, HELD_ON, as_of=HELD_ON)
    minute = a_minute(world, meeting, words="Keep the post", kind=MinuteKind.ADVICE, given_to="The council")
    subject = ("minute", str(minute))

    names = names_of(world.actor("coordinator"), subjects=[subject], people=())
    unseen = names_of(world.actor("police"), subjects=[subject], people=())

    assert names.subject(*subject).text == "Advice, minutes of 12 November 2026: Keep the post"
    assert unseen.subject(*subject) is None
