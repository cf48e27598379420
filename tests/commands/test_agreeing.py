"""The chair agrees an agenda before it goes out: asked for, given, or recorded on her behalf."""

import json

import pytest

from quorate.commands import agenda, agreeing, meetings
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.domain.kernel.outcomes import OnBehalf
from quorate.records.facts.agreeing import agreement_of
from quorate.records.models import AgendaItem, Appointment, Meeting, Message
from tests.builders.meetings import a_meeting, an_item, version_of
from tests.builders.restrictions import a_restriction
from tests.builders.world import TODAY, done, make_two, make_world
from tests.commands.test_meetings import last_event, refused

pytestmark = pytest.mark.django_db


def ready(world, **item):
    meeting = a_meeting(world)
    return meeting, an_item(world, meeting, **item)


def ask(world, meeting, by="coordinator"):
    return agreeing.ask_for_agenda(world.as_(by), meeting=meeting, version=version_of(meeting))


def agree(world, meeting, by="chair", **more):
    return agreeing.agree_agenda(world.as_(by), meeting=meeting, version=version_of(meeting), **more)


def asked_people():
    return set(Message.objects.filter(kind="agenda_to_agree").values_list("person_id", flat=True))


def stands(world, meeting, by="coordinator"):
    return agreement_of(world.actor(by), Meeting.objects.get(id=meeting))


def test_the_chair_is_asked_and_agrees_and_then_nothing_is_asked_of_her_any_more():
    world = make_world()
    meeting, _ = ready(world)

    done(ask(world, meeting))
    assert (asked_people(), Meeting.objects.get(id=meeting).agenda_asked_on) == (
        {world.people["chair"]},
        TODAY,
    )
    assert last_event().code == "meetings.agenda_asked"
    assert refused(ask(world, meeting)) == "agenda.asked_today"
    done(agree(world, meeting))

    row = Meeting.objects.get(id=meeting)
    assert (row.agenda_agreed_on, row.agenda_agreed_by_id, row.agenda_asked_on) == (
        TODAY,
        world.people["chair"],
        None,
    )
    assert last_event().code == "meetings.agenda_agreed"
    assert refused(agree(world, meeting)) == "agenda.agreed_already"


def test_the_coordinator_records_the_chairs_agreement_with_the_day_and_how():
    world = make_world()
    meeting, _ = ready(world)
    behalf = OnBehalf(str(world.people["vice_chair"]), "telephone", TODAY)

    done(agree(world, meeting, "coordinator", on_behalf=behalf))

    row = Meeting.objects.get(id=meeting)
    assert (row.agenda_agreed_by_id, row.agenda_agreed_how) == (world.people["vice_chair"], "telephone")
    assert row.agenda_agreed_recorded_by_id == world.people["coordinator"]
    with pytest.raises(NotAllowedError):
        agree(world, meeting, "chair", on_behalf=behalf)


def test_what_is_changed_after_it_was_agreed_is_known_until_it_is_agreed_again():
    world = make_world()
    meeting, first = ready(world)
    gone = an_item(world, meeting, "Taken off")
    done(agree(world, meeting))
    assert stands(world, meeting).is_whole

    new = an_item(world, meeting, "Added")
    said = agenda.Said(title="Reworded")
    done(agenda.change_item(world.as_("coordinator"), meeting=meeting, item=first, version=1, said=said))
    done(agenda.remove_item(world.as_("coordinator"), meeting=meeting, item=gone, version=1))

    since = stands(world, meeting).since
    assert (since.added, since.changed, since.removed) == ((str(new),), (str(first),), (str(gone),))
    done(agree(world, meeting, "vice_chair"))
    assert stands(world, meeting).is_whole


def test_a_vacant_chair_leaves_it_to_the_vice_chair_and_then_to_nobody():
    world = make_world()
    meeting, _ = ready(world)
    Appointment.objects.filter(office="chair").delete()
    done(ask(world, meeting))
    assert asked_people() == {world.people["vice_chair"]}

    Appointment.objects.filter(office="vice_chair").delete()
    Meeting.objects.filter(id=meeting).update(agenda_asked_on=None)
    assert refused(ask(world, meeting)) == "agenda.nobody_to_ask"


def test_a_chair_from_whom_an_item_is_kept_leaves_it_to_the_vice_chair():
    world = make_world()
    meeting, _ = ready(world)
    tender = a_restriction(world, "Tender", allow=["coordinator", "vice_chair"], bar=["chair"])
    kept = an_item(world, meeting, "Tender")
    AgendaItem.objects.filter(id=kept).update(restriction=tender, audience=Audience.RESTRICTED.value)

    done(ask(world, meeting))
    assert asked_people() == {world.people["vice_chair"]}
    done(agree(world, meeting, "chair"))

    assert stands(world, meeting).since.added == (str(kept),)  # she did not see it, so did not agree it
    assert stands(world, meeting, "chair").is_whole


def test_an_agenda_nobody_wrote_is_not_agreed_and_one_that_moved_on_is_read_again():
    world = make_world()
    meeting = a_meeting(world)
    assert refused(agree(world, meeting)) == "meetings.no_agenda_items"
    assert refused(ask(world, meeting)) == "meetings.no_agenda_items"

    old = version_of(meeting)
    an_item(world, meeting)
    for verb, by in ((agreeing.agree_agenda, "chair"), (agreeing.ask_for_agenda, "coordinator")):
        with pytest.raises(StaleError):
            verb(world.as_(by), meeting=meeting, version=old)


def test_only_who_runs_or_chairs_the_group_may_and_only_of_a_meeting_they_may_know_of():
    world, other = make_two()
    meeting, _ = ready(world)
    with pytest.raises(NotAllowedError):
        agree(world, meeting, "police")
    with pytest.raises(NotAllowedError):
        ask(world, meeting, "chair")
    with pytest.raises(NotFoundError):
        agreeing.agree_agenda(other.as_("coordinator"), meeting=meeting, version=1)
    assert refused(agree(world, meeting, "coordinator")) == "agenda.not_the_chair"


@pytest.mark.parametrize(("is_agreed", "recorded"), [(False, "no"), (True, "as_it_stands")])
def test_papers_go_out_without_the_agreement_and_the_record_says_so(is_agreed, recorded):
    world = make_world()
    meeting, _ = ready(world)
    if is_agreed:
        done(agree(world, meeting))

    done(meetings.circulate_papers(world.as_("coordinator"), meeting=meeting))

    assert json.loads(last_event().contents)["details"]["agreed"] == recorded
