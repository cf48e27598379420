"""What is kept of each sending, and the supplements that follow the first."""

import pytest

from quorate.commands import agenda, circulating, meetings, papers
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.records import scopes
from quorate.records.models import AgendaItem, Circulation, Message, Paper, WaiverRow
from tests.builders.meetings import a_meeting, a_paper, an_item, version_of
from tests.builders.restrictions import a_restriction
from tests.builders.world import done, make_two, make_world
from tests.commands.test_meetings import A_DAY_LATE, last_event, refused, waiver

pytestmark = pytest.mark.django_db


def sent(world, **item):
    """A meeting whose papers went to its members, with an item and a paper."""
    meeting = a_meeting(world)
    of = an_item(world, meeting, **item)
    paper = a_paper(world, meeting, "Sent", item=of)
    done(meetings.circulate_papers(world.as_("coordinator"), meeting=meeting))
    return meeting, of, paper


def supplement(world, meeting, key="coordinator", on=None, **more):
    asked = world.as_(key, on) if on else world.as_(key)
    return circulating.send_supplement(asked, meeting=meeting, version=version_of(meeting), **more)


def told(kind="supplement_sent"):
    return set(Message.objects.filter(kind=kind).values_list("person_id", flat=True))


def test_the_first_sending_keeps_what_went_and_to_whom():
    world = make_world()
    meeting, item, paper = sent(world)

    row = Circulation.objects.get(meeting=meeting)

    assert (row.number, row.what["items"], row.what["papers"]) == (1, [str(item)], [str(paper)])
    assert {str(id) for id in told("papers_circulated")} == set(row.to)
    assert row.by_id == world.people["coordinator"]


def test_a_supplement_takes_what_is_new_to_the_same_people_and_marks_it_no_more():
    world = make_world()
    meeting, item, paper = sent(world)
    new = a_paper(world, meeting, "Came since")
    added = an_item(world, meeting, "Brought up since")
    row = AgendaItem.objects.get(id=item)
    said = agenda.Said(title="Reworded")
    done(
        agenda.change_item(
            world.as_("coordinator"), meeting=meeting, item=item, version=row.version, said=said
        )
    )
    done(
        papers.withdraw_paper(
            world.as_("coordinator"), meeting=meeting, paper=paper, version=version_of(meeting)
        )
    )

    outcome = supplement(world, meeting, said="  The figures came late. ")

    done(outcome)
    assert outcome.sentence == "The supplement went to 7 members."
    row = Circulation.objects.get(meeting=meeting, number=2)
    assert row.what == {
        "items": [str(added)],
        "papers": [str(new)],
        "changed": [str(item)],
        "removed": [],
        "withdrawn": [str(paper)],
    }
    assert row.said == "The figures came late."
    assert told() == told("papers_circulated")
    assert not AgendaItem.objects.filter(changed_after_sending=True).exists()
    assert not AgendaItem.objects.filter(added_after_sending=True).exists()
    assert not Paper.objects.filter(added_after_sending=True).exists()
    assert refused(supplement(world, meeting)) == "meetings.nothing_new"
    assert (last_event().code, last_event().subject_id) == ("meetings.supplement_sent", str(meeting))


def test_the_message_of_a_supplement_says_nothing_of_what_is_in_it():
    world = make_world()
    meeting, _, _ = sent(world)
    a_paper(world, meeting, "A secret title")

    done(supplement(world, meeting, said="A secret note"))

    (body,) = set(Message.objects.filter(kind="supplement_sent").values_list("body", flat=True))
    assert "secret" not in body
    assert f"/meetings/{meeting}/circulation/" in body


def test_the_second_supplement_is_number_three_and_holds_only_what_is_new_since():
    world = make_world()
    meeting, _, _ = sent(world)
    a_paper(world, meeting, "First since")
    done(supplement(world, meeting))
    second = a_paper(world, meeting, "Second since")

    done(supplement(world, meeting))

    row = Circulation.objects.get(meeting=meeting, number=3)
    assert row.what["papers"] == [str(second)]
    assert Message.objects.filter(kind="supplement_sent").count() == 14


def test_an_item_taken_off_is_told_once_and_one_nobody_was_sent_never():
    world = make_world()
    meeting, item, _ = sent(world)
    never = an_item(world, meeting, "Came and went")
    for one in (item, never):
        version = AgendaItem.objects.get(id=one).version
        done(agenda.remove_item(world.as_("coordinator"), meeting=meeting, item=one, version=version))

    done(supplement(world, meeting))

    assert Circulation.objects.get(meeting=meeting, number=2).what["removed"] == [str(item)]
    assert refused(supplement(world, meeting)) == "meetings.nothing_new"


def test_a_late_supplement_needs_the_chair_and_the_waiver_is_kept():
    world = make_world()
    meeting, _, _ = sent(world)
    a_paper(world, meeting, "Came since")

    assert refused(supplement(world, meeting, on=A_DAY_LATE)) == "meetings.circulated_late"
    outcome = supplement(world, meeting, on=A_DAY_LATE, waiver=waiver(world))

    done(outcome)
    assert outcome.waiver is not None
    row = WaiverRow.objects.get(subject_id=meeting)
    assert row.sentence == "A supplement went to members on 6 January 2027, 1 working day late."


def test_a_waiver_that_a_supplement_in_time_does_not_need_is_not_kept():
    world = make_world()
    meeting, _, _ = sent(world)
    a_paper(world, meeting, "Came since")

    outcome = supplement(world, meeting, waiver=waiver(world))

    done(outcome)
    assert outcome.waiver is None
    assert not WaiverRow.objects.exists()


def test_whoever_may_see_nothing_of_a_supplement_hears_of_none():
    world = make_world()
    meeting, _, _ = sent(world)
    bars = a_restriction(world, bar=["charity"])
    an_item(world, meeting, "A tender", restriction=bars)

    done(supplement(world, meeting, said="About the tender"))

    assert world.people["charity"] not in told()
    assert world.people["police"] in told()
    assert scopes.circulations(world.actor("charity")).filter(meeting=meeting).count() == 1
    assert scopes.circulations(world.actor("police")).filter(meeting=meeting).count() == 2


def test_a_supplement_of_restricted_things_alone_goes_to_no_member_who_is_not_among_them():
    world = make_world()
    meeting, _, _ = sent(world)
    a_paper(world, meeting, "For few", audience=Audience.RESTRICTED)

    done(supplement(world, meeting))

    assert told() == set()


def test_what_the_sender_may_not_see_waits_for_somebody_who_may():
    world = make_world()
    meeting, _, _ = sent(world)
    bars = a_restriction(world, bar=["secretary"])
    hidden = an_item(world, meeting, "A tender", restriction=bars)
    seen = a_paper(world, meeting, "Came since")

    done(supplement(world, meeting, "secretary"))

    row = Circulation.objects.get(meeting=meeting, number=2)
    assert (row.what["items"], row.what["papers"]) == ([], [str(seen)])
    done(supplement(world, meeting))
    assert Circulation.objects.get(meeting=meeting, number=3).what["items"] == [str(hidden)]


def test_a_supplement_before_the_papers_is_refused():
    world = make_world()
    meeting = a_meeting(world)
    an_item(world, meeting)

    assert isinstance(supplement(world, meeting), Refusal)
    assert not Circulation.objects.exists()


def test_a_supplement_is_asked_of_the_agenda_that_was_read():
    world = make_world()
    meeting, _, _ = sent(world)
    a_paper(world, meeting, "Came since")
    seen = version_of(meeting)
    a_paper(world, meeting, "Came meanwhile")

    with pytest.raises(StaleError):
        circulating.send_supplement(world.as_("coordinator"), meeting=meeting, version=seen)


@pytest.mark.parametrize("key", ["chair", "police", "observer", "analyst"])
def test_only_those_who_run_the_board_send_a_supplement(key):
    world = make_world()
    meeting, _, _ = sent(world)
    a_paper(world, meeting, "Came since")

    with pytest.raises(NotAllowedError):
        supplement(world, meeting, key)


def test_no_supplement_goes_for_another_partnerships_meeting():
    first, second = make_two()
    meeting, _, _ = sent(first)

    with pytest.raises(NotFoundError):
        supplement(second, meeting)
