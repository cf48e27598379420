"""Asking named people for papers, and what becomes of what was asked."""

from datetime import date, timedelta

import pytest

from quorate.commands import agreeing, meetings, papers, papers_asked
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.queries.handover.promises import promises_of
from quorate.queries.meeting_forms import said_of_moving
from quorate.queries.my_work import page_my_work
from quorate.queries.owed import owed_messages
from quorate.queries.papers_asked import page_papers
from quorate.records import scopes
from quorate.records.models import EventRow, Message, Paper, PaperAsked, Person
from tests.builders.meetings import MEETING_ON, PAPERS_DUE, a_meeting, a_paper, an_item, version_of
from tests.builders.restrictions import a_restriction
from tests.builders.world import TODAY, done, make_two, make_world, moment
from tests.commands.test_meetings import last_event, refused

pytestmark = pytest.mark.django_db


def ask(world, meeting, *people, key="coordinator", title="Repeat calls", due_on=PAPERS_DUE, **more):
    return papers_asked.ask_for_paper(
        world.as_(key),
        meeting=meeting,
        title=title,
        people=[world.people[one] for one in people],
        due_on=due_on,
        **more,
    )


def asked_of(world, meeting, person="police", **more):
    done(ask(world, meeting, person, **more))
    return PaperAsked.objects.get(meeting=meeting, person=world.people[person]).id


def test_each_person_asked_is_owed_one_neutral_message():
    world = make_world()
    meeting = a_meeting(world)

    outcome = ask(world, meeting, "police", "health", "police", title="Deaths of two")

    done(outcome)
    assert outcome.sentence == "2 people are asked."
    assert {row.due_on for row in PaperAsked.objects.all()} == {PAPERS_DUE}
    messages = Message.objects.filter(kind="paper_asked")
    assert set(messages.values_list("person", flat=True)) == {world.people["police"], world.people["health"]}
    assert not any("Deaths" in body for body in messages.values_list("body", flat=True))
    assert EventRow.objects.filter(code="meetings.paper_asked").count() == 2


def test_what_is_asked_in_one_sitting_is_one_message_and_an_earlier_day_another():
    world = make_world()
    meeting = a_meeting(world)

    for title, due_on in (("Repeat calls", PAPERS_DUE), ("Refuge places", PAPERS_DUE)):
        done(ask(world, meeting, "police", title=title, due_on=due_on))
    assert Message.objects.filter(kind="paper_asked").count() == 1

    done(ask(world, meeting, "police", title="Court waits", due_on=PAPERS_DUE - timedelta(days=1)))
    assert Message.objects.filter(kind="paper_asked").count() == 2


@pytest.mark.parametrize("narrow", ["paper", "item"])
def test_a_request_is_seen_no_wider_than_the_paper_that_came(narrow):
    world = make_world()
    meeting = a_meeting(world)
    asked = asked_of(world, meeting, title="Review of a death")
    assert "Review of a death" in asked_titles(world, meeting, "adviser")

    widths = {one: Audience.CORE if one == narrow else Audience.PARTNERSHIP for one in ("paper", "item")}
    under = an_item(world, meeting, "Cases", audience=widths["item"])
    a_paper(
        world,
        meeting,
        "Review of a death",
        for_asked=asked,
        item=under,
        audience=widths["paper"],
        by="police",
    )

    assert "Review of a death" not in asked_titles(world, meeting, "adviser")
    assert "Review of a death" in asked_titles(world, meeting, "health")


def asked_titles(world, meeting, key):
    rows = page_papers(world.actor(key), meeting=meeting, today=TODAY)
    return repr(rows)


def test_the_same_is_not_asked_of_somebody_twice_while_it_is_owed():
    world = make_world()
    meeting = a_meeting(world)
    first = asked_of(world, meeting)

    assert refused(ask(world, meeting, "police", title="repeat CALLS")) == "papers.asked_already"
    done(
        papers_asked.drop_paper_asked(
            world.as_("coordinator"), meeting=meeting, asked=first, version=version_of(meeting)
        )
    )
    done(ask(world, meeting, "police"))


def test_nobody_is_asked_for_what_they_may_not_know_of():
    world = make_world()
    meeting = a_meeting(world)
    item = an_item(world, meeting, "A tender", restriction=a_restriction(world, bar=["charity"]))

    assert refused(ask(world, meeting, "charity", item=item)) == "papers.asked_may_not_see"
    done(ask(world, meeting, "police", item=item))
    assert not scopes.papers_asked(world.actor("charity")).exists()
    assert scopes.papers_asked(world.actor("health")).exists()


def test_a_settled_meeting_asks_for_nothing():
    world = make_world()
    meeting = a_meeting(world)
    done(
        meetings.cancel_meeting(
            world.as_("coordinator"), meeting=meeting, reason="Snow", version=version_of(meeting)
        )
    )

    assert refused(ask(world, meeting, "police")) == "meetings.settled"


def test_a_meeting_cancelled_asks_for_no_paper_and_no_agreement_any_more():
    world = make_world()
    meeting, by, now = a_meeting(world), world.as_("coordinator"), moment().at
    an_item(world, meeting)
    asked_of(world, meeting, "police")
    came = asked_of(world, meeting, "health")
    requests = Message.objects.filter(kind__in=("paper_asked", "agenda_to_agree"))
    requests.filter(person=world.people["health"]).update(sent_at=now)
    paper = a_paper(world, meeting, by="health", for_asked=came)
    done(agreeing.ask_for_agenda(by, meeting=meeting, version=version_of(meeting)))
    requests.filter(person=world.people["chair"]).update(leased_until=now + timedelta(minutes=1))

    done(meetings.cancel_meeting(by, meeting=meeting, reason="Snow", version=version_of(meeting)))
    done(
        papers.withdraw_paper(world.as_("health"), meeting=meeting, paper=paper, version=version_of(meeting))
    )

    # What was being sent as it was cancelled may have gone; where it had not, it is not tried again.
    assert set(requests.values_list("person", flat=True)) == {world.people["health"], world.people["chair"]}
    later = owed_messages(now + timedelta(hours=1), most_attempts=9)
    assert {row.kind for row in later} == {"meeting_cancelled"}
    page = page_papers(by.actor, meeting=meeting, today=PAPERS_DUE + timedelta(days=1))
    assert (page.owed, page.late, {one.said for one in page.settled}) == ((), (), {"Asked for no more"})
    assert all(page_my_work(world.actor(key), today=TODAY).papers == () for key in ("police", "health"))
    leaving = promises_of(by.actor, Person.objects.get(id=world.people["health"]), TODAY)
    assert leaving.papers == ()
    assert EventRow.objects.filter(code="meetings.paper_asked_dropped").count() == 1


@pytest.mark.parametrize("key", ["police", "observer", "analyst"])
def test_only_those_who_build_the_agenda_ask(key):
    world = make_world()
    meeting = a_meeting(world)

    with pytest.raises(NotAllowedError):
        ask(world, meeting, "health", key=key)


def test_nothing_is_asked_at_another_partnerships_meeting():
    first, second = make_two()
    meeting = a_meeting(first)

    with pytest.raises(NotFoundError):
        ask(second, meeting, "police")


def test_a_paper_sent_for_a_request_answers_it_and_goes_to_its_item():
    world = make_world()
    meeting = a_meeting(world)
    item = an_item(world, meeting)
    request = asked_of(world, meeting, item=item)

    paper = a_paper(world, meeting, "Repeat calls", by="police", for_asked=request)

    assert PaperAsked.objects.get(id=request).paper_id == paper
    assert Paper.objects.get(id=paper).item_id == item


def test_a_request_is_answered_once_and_owed_again_when_the_paper_is_withdrawn():
    world = make_world()
    meeting = a_meeting(world)
    request = asked_of(world, meeting)
    paper = a_paper(world, meeting, by="police", for_asked=request)
    second = papers.add_paper(
        world.as_("police"),
        meeting=meeting,
        title="Another",
        submitted_on=TODAY,
        name="a.txt",
        data=b"Words",
        for_asked=request,
    )
    assert refused(second) == "papers.asked_settled"

    done(
        papers.withdraw_paper(world.as_("police"), meeting=meeting, paper=paper, version=version_of(meeting))
    )

    assert PaperAsked.objects.get(id=request).paper_id is None


def test_another_member_does_not_answer_for_whoever_was_asked():
    world = make_world()
    meeting = a_meeting(world)
    request = asked_of(world, meeting)

    with pytest.raises(NotAllowedError):
        a_paper(world, meeting, by="health", for_asked=request)
    a_paper(world, meeting, by="coordinator", for_asked=request)


def test_a_request_of_another_meeting_is_not_found():
    world = make_world()
    request = asked_of(world, a_meeting(world))

    with pytest.raises(NotFoundError):
        a_paper(world, a_meeting(world, date(2027, 1, 15)), by="police", for_asked=request)


def test_what_was_asked_for_is_dropped_once_and_from_the_page_as_it_is():
    world = make_world()
    meeting = a_meeting(world)
    request = asked_of(world, meeting)
    by, seen = world.as_("coordinator"), version_of(meeting)
    drop = {"meeting": meeting, "asked": request}
    an_item(world, meeting)

    with pytest.raises(StaleError):
        papers_asked.drop_paper_asked(by, version=seen, **drop)
    done(papers_asked.drop_paper_asked(by, version=version_of(meeting), **drop))
    assert last_event().code == "meetings.paper_asked_dropped"
    again = papers_asked.drop_paper_asked(by, version=version_of(meeting), **drop)
    assert refused(again) == "papers.asked_settled"


def test_whoever_moves_a_meeting_is_told_of_papers_asked_for_by_a_later_day():
    world = make_world()
    meeting = a_meeting(world)
    asked_of(world, meeting)
    asked = {"meeting": meeting, "today": TODAY}

    (said,) = said_of_moving(world.actor("coordinator"), on=MEETING_ON - timedelta(days=1), **asked)

    assert said.startswith("1 paper is asked for by 30 December 2026: for 13 January 2027 papers are due by ")
    assert said_of_moving(world.actor("coordinator"), on=MEETING_ON + timedelta(days=7), **asked) == ()
    PaperAsked.objects.update(dropped_at=world.as_("coordinator").moment.at)
    assert said_of_moving(world.actor("coordinator"), on=MEETING_ON - timedelta(days=1), **asked) == ()


def test_nobody_is_sent_a_request_that_is_settled():
    world = make_world()
    meeting = a_meeting(world)

    def waiting():
        rows = Message.objects.filter(kind="paper_asked", sent_at__isnull=True)
        return {key for key in ("police", "health") if rows.filter(person=world.people[key]).exists()}

    came, dropped = asked_of(world, meeting), asked_of(world, meeting, "health")
    done(ask(world, meeting, "police", title="Court waits"))
    other = PaperAsked.objects.get(title="Court waits").id

    a_paper(world, meeting, "Repeat calls", by="police", for_asked=came)
    assert waiting() == {"police", "health"}, "one of two papers came"
    a_paper(world, meeting, "Court waits", by="police", for_asked=other)
    assert waiting() == {"health"}
    drop = {"meeting": meeting, "asked": dropped, "version": version_of(meeting)}
    done(papers_asked.drop_paper_asked(world.as_("coordinator"), **drop))
    assert waiting() == set()
