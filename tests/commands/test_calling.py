"""An extraordinary meeting called, in time or with a waiver, and a question put to members by email."""

from datetime import date, time

import pytest

from quorate.commands import agenda, calling, meetings, minutes, room
from quorate.commands.meeting_rows import When
from quorate.domain.access.audience import Audience
from quorate.domain.calendar.periods import Period
from quorate.domain.calendar.types import Unit
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError
from quorate.domain.kernel.outcomes import Refusal, Waiver
from quorate.domain.meetings.minutes import MinuteDraft, MinuteKind
from quorate.domain.meetings.timetable import StepState
from quorate.domain.terms.clauses import Clause, ClauseKind
from quorate.queries.attendance import page_attendance
from quorate.queries.board import page_board
from quorate.queries.compliance_year import year_seen
from quorate.queries.meetings import page_meeting, page_meetings
from quorate.queries.timetable import steps_of
from quorate.records.facts.groups import group_facts
from quorate.records.facts.meetings import basis, terms_by_group
from quorate.records.models import AgendaItem, ClauseRow, EventRow, Group, Meeting, Message, Minute, WaiverRow
from tests.builders.browsing import signed_in
from tests.builders.meetings import version_of
from tests.builders.world import CITY_CLAUSES, TODAY, TOWN_CLAUSES, done, make_two, make_world, moment, offset

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day(settings):
    settings.TODAY = TODAY.isoformat()


YEAR = Period("2026", date(2026, 1, 1), date(2026, 12, 31))
NOTICE = Clause(
    id="",
    kind=ClauseKind.NOTICE,
    quote="Five working days of notice are given",
    reading="",
    anchor="meeting",
    offset=offset(5, Unit.WORKING_DAY),
)
IN_TIME, TOO_SOON = date(2026, 11, 30), date(2026, 11, 26)  # five working days after today, and three


def with_notice():
    return make_world(clauses=(*CITY_CLAUSES, NOTICE))


def call(world, on=IN_TIME, key="coordinator", why="The refuge closes", **more):
    when = When(on, time(10), 60, "Library")
    return calling.call_meeting(world.as_(key), group=world.board, when=when, why=why, **more)


def ask(world, on=date(2026, 12, 4), key="coordinator", **more):
    said = {"question": "Shall the post be kept?", "ask": "Say yes or no", "why": "It ends"} | more
    return calling.ask_by_email(world.as_(key), group=world.board, when=When(on, time(17), 1), **said)


def code(outcome):
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def waiver_of(world, **more):
    clause = ClauseRow.objects.get(terms=world.terms, kind=ClauseKind.NOTICE.value)
    said = {"reason": "It cannot wait", "agreed_by": str(world.people["chair"]), "agreed_on": TODAY} | more
    return Waiver(str(clause.id), said["reason"], said["agreed_by"], said["agreed_on"])


def test_a_meeting_is_called_in_time_with_its_reason_and_members_are_told():
    world = with_notice()

    outcome = call(world, waiver=waiver_of(world))

    row = Meeting.objects.get(id=done(outcome))
    assert (row.kind, row.called_why, row.place) == ("extraordinary", "The refuge closes", "Library")
    assert outcome.waiver is None
    assert not WaiverRow.objects.exists()
    assert Message.objects.filter(kind="meeting_set").exists()
    assert EventRow.objects.filter(code="meetings.set").exists()


def test_short_notice_is_refused_with_the_clause_and_kept_as_a_waiver_when_the_chair_agrees():
    world = with_notice()

    refused = call(world, TOO_SOON)
    assert code(refused) == "meetings.short_notice"
    assert refused.is_waivable
    assert "was due by 19 November 2026, and today is 2 working days later" in refused.sentence
    assert code(call(world, TOO_SOON, waiver=waiver_of(world, reason=" "))) == "waivers.no_reason"
    not_the_chair = waiver_of(world, agreed_by=str(world.people["police"]))
    assert code(call(world, TOO_SOON, waiver=not_the_chair)) == "waivers.not_the_chair"
    assert not Meeting.objects.exists()

    meeting = done(call(world, TOO_SOON, waiver=waiver_of(world)))

    row = WaiverRow.objects.get()
    assert (row.subject_id, row.clause_kind) == (meeting, "notice")
    assert row.sentence == "Notice of the meeting was given on 23 November 2026, 2 working days late."


def test_without_a_clause_of_notice_any_day_to_come_will_do():
    world = make_world()

    assert done(call(world, TODAY))
    assert code(call(world, date(2026, 11, 22))) == "meetings.not_to_come"
    assert code(call(world, why="  ")) == "meetings.call_reason"
    assert code(call(world, TODAY)) == "meetings.set_already"
    assert code(call(world, key="secretary", audience=Audience.RESTRICTED)) == "meetings.audience_not_yours"


def test_a_question_by_email_has_an_item_and_no_room_and_is_sent_as_a_question():
    world = make_world()
    meeting = done(ask(world))
    item = AgendaItem.objects.get(meeting=meeting)
    assert (item.title, item.purpose, item.ask) == ("Shall the post be kept?", "advise", "Say yes or no")
    assert not Message.objects.exists()

    done(meetings.circulate_papers(world.as_("coordinator"), meeting=meeting, version=version_of(meeting)))

    message = Message.objects.filter(kind="papers_circulated").first()
    assert "It closes on Friday 4 December 2026 at 5pm." in message.body
    assert "post be kept" not in message.body
    assert message.subject == "Partnership meeting"


def test_two_questions_close_at_one_hour_and_at_that_of_a_meeting_and_the_same_is_asked_once():
    world = make_world()
    done(ask(world))

    second = done(ask(world, question="Shall the room be let?"))

    assert code(ask(world)) == "meetings.asked_already"
    when = When(date(2026, 12, 4), time(17), 60)
    done(calling.call_meeting(world.as_("coordinator"), group=world.board, when=when, why="It burns"))
    again = calling.call_meeting(world.as_("coordinator"), group=world.board, when=when, why="It burns")
    assert code(again) == "meetings.set_already"
    done(meetings.cancel_meeting(world.as_("coordinator"), meeting=second, version=1, reason="Settled"))
    done(ask(world, question="Shall the room be let?"))


def test_the_pages_of_a_question_by_email_speak_of_a_question():
    world = make_world()
    client, address = signed_in(world), f"/marlhaven/meetings/{done(ask(world))}/"

    page, form = client.get(address).content.decode(), client.get(f"{address}change/").content.decode()

    assert "Change or take back the question" in page
    for words in ("Change or cancel the meeting", "to be named", "Carry what was not reached"):
        assert words not in page
    assert "Closes on" in form
    assert "Take back the question" in form
    assert "Length in minutes" not in form
    assert "Set who sees this question" in page
    day = {"on": "7 12 2026", "starts": "5pm", "minutes": "1", "place": ""}
    moved = client.post(f"{address}change/", {"version": 1, **day}, follow=True).content.decode()
    gone = client.post(f"{address}cancel/", {"version": 2, "cancel_reason": "Settled"}, follow=True)
    assert "The question was changed." in moved
    for words in (
        "The question is taken back.",
        "It was to close on Monday 7 December 2026, 5pm. No answer is owed.",
        "Taken back on 23 November 2026: Settled.",
    ):
        assert words in gone.content.decode()


def test_a_question_is_sent_listed_answered_and_closed_in_words_of_a_question():
    world = make_world()
    meeting = done(ask(world))
    client, address = signed_in(world), f"/marlhaven/meetings/{meeting}/"
    shown = client.get(address).content.decode()
    sent = client.post(f"{address}circulate/", {"version": 1, "read": "yes"}, follow=True).content.decode()
    listed = client.get("/marlhaven/meetings/").content.decode()
    chair = signed_in(world, "chair").get("/marlhaven/my-work/").content.decode()

    for words in ("Check and send the question", "The question closes on Friday 4 December 2026 at 5pm."):
        assert words in shown
    for words in ("Check and circulate the papers", "The terms give no last day", "agenda goes"):
        assert words not in shown
    assert "The question went to 7 members with no paper." in sent
    assert "Question by email, closes Friday 4 December 2026, 5pm" in listed
    assert "Shall the post be kept?" in chair
    assert "Answer the coordinator by Friday 4 December 2026, 5pm" in chair


def test_once_it_closed_a_question_is_not_changed_and_its_minutes_are_its_answers(settings):
    world = make_world()
    meeting = done(ask(world))
    address, after = f"/marlhaven/meetings/{meeting}/", date(2026, 12, 5)
    done(meetings.circulate_papers(world.as_("coordinator"), meeting=meeting))
    settings.TODAY = after.isoformat()
    client, by = signed_in(world), world.as_("coordinator", after)

    moved = {"on": date(2026, 12, 9), "starts": time(17), "minutes": 1}
    refused = meetings.move_meeting(by, meeting=meeting, version=version_of(meeting), **moved)
    gone = meetings.cancel_meeting(by, meeting=meeting, reason="Settled", version=version_of(meeting))
    page, form = client.get(address).content.decode(), client.get(f"{address}change/").content.decode()
    answers = client.get(f"{address}minutes/").content.decode()
    said = agenda.Said(title="Another question", purpose="decide", minutes=1)
    added = agenda.add_item(by, meeting=meeting, said=said)

    assert code(refused) == code(gone) == code(added) == "meetings.question_closed"
    assert "Add an item" not in page
    assert "Change or take back the question" not in page
    assert "The question closed on 4 December 2026." in form
    assert "Answers to the question of 4 December 2026" in answers
    assert "Nothing was recorded in the room" not in answers


def test_a_question_by_email_is_no_meeting_for_attendance_cadence_or_what_is_next():
    world = make_world()
    done(ask(world))
    actor = world.actor("coordinator")
    terms = terms_by_group([world.board])

    assert group_facts(actor, terms, TODAY)[world.board].planned == ()
    assert page_board(actor, today=TODAY).meeting is None
    page = page_meetings(actor, today=TODAY)
    assert [group.next for group in page.groups] == [None]
    assert [row.kind for row in page.to_come] == ["Question by email"]
    done(call(world))
    assert page_board(actor, today=TODAY).meeting is not None
    assert group_facts(actor, terms, TODAY)[world.board].planned == (IN_TIME,)


def test_a_decision_on_a_question_by_email_says_how_the_quorum_stood_and_without_one_needs_the_chair():
    world = make_world(clauses=TOWN_CLAUSES)
    meeting = done(ask(world, TODAY))
    page = f"/marlhaven/meetings/{meeting}/minutes/write/"
    draft = MinuteDraft(MinuteKind.DECISION, "The post is kept")
    by, client = world.as_("coordinator"), signed_in(world)

    unsaid = minutes.write_minute(by, meeting=meeting, draft=draft)
    without = minutes.write_minute(by, meeting=meeting, draft=draft, quorum="not_quorate")
    typed = {"kind": "decision", "words": "The post is kept"}
    told = client.post(page, typed)

    assert code(unsaid) == "minutes.quorum_unsaid"
    assert "Answers by email are advice." in unsaid.sentence
    assert code(without) == "minutes.not_quorate"
    assert without.sentence == "Those who answered made no quorum."
    assert told.status_code == 409
    assert "say how the quorum stood among those who answered" in told.content.decode()
    assert "Nothing was recorded in the room" not in told.content.decode()
    assert not Minute.objects.exists()

    agreed = Waiver(without.waivable_clause, "It could not wait", str(world.people["chair"]), TODAY)
    done(minutes.write_minute(by, meeting=meeting, draft=draft, quorum="not_quorate", waiver=agreed))

    kept = WaiverRow.objects.get().sentence
    assert "on a question that closed on 23 November 2026, without a quorum" in kept
    seen = year_seen(world.actor("coordinator"), Group.objects.get(id=world.board), YEAR, TODAY)
    told = [(one.id, decision.words) for one, decision in seen.unratified]
    assert told == [(str(meeting), "The post is kept")]
    assert len(seen.agreed) == 1
    assert seen.meetings == ()
    advice = MinuteDraft(MinuteKind.ADVICE, "Keep it", given_to="Housing")
    done(minutes.write_minute(by, meeting=meeting, draft=advice))


def test_a_decision_on_a_question_by_email_with_enough_answers_needs_no_waiver():
    world = make_world(clauses=TOWN_CLAUSES)
    draft = MinuteDraft(MinuteKind.DECISION, "The post is kept")
    asked = {"meeting": done(ask(world, TODAY)), "draft": draft, "quorum": "quorate"}

    minute = done(minutes.write_minute(world.as_("coordinator"), **asked))

    assert Minute.objects.get(id=minute).quorum == "quorate"
    assert not WaiverRow.objects.exists()


def test_nobody_is_recorded_as_having_come_to_a_question():
    world = make_world()
    meeting = done(ask(world, TODAY))

    outcome = room.record_arrival(
        world.as_("coordinator"),
        meeting=meeting,
        seat=world.seats["police"],
        person=world.people["police"],
        seen=room.Seen(key="5a2d0e5c-4f0e-4f6e-9a70-0d5a7b6c8e01", at=time(9)),
    )

    assert code(outcome) == "room.by_email"
    assert page_attendance(world.actor("coordinator"), group="board", today=TODAY).columns == ()


def test_its_page_says_when_it_closes_why_it_is_asked_and_shows_no_timetable():
    world = make_world()
    meeting = done(ask(world))

    page = page_meeting(world.actor("police"), meeting=meeting, today=TODAY)
    shown = signed_in(world, "police").get(f"/{world.slug}/meetings/{meeting}/").content.decode()
    assert ">From</th>" not in shown  # a question is taken at no time
    assert ">Minutes</th>" not in shown

    assert page.title == "Question by email of 4 December 2026"
    assert page.lede == "It closes on Friday 4 December 2026, 5pm. It has not gone to members."
    assert "Why it is asked by email: It ends" in shown
    assert "Timetable" not in shown
    assert "Who is coming" not in shown
    assert page.agenda.open_items[0].starts_at is None


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"question": " "}, "meetings.no_title"),
        ({"why": " "}, "meetings.call_reason"),
        ({"on": date(2026, 11, 22)}, "meetings.not_to_come"),
    ],
)
def test_a_question_that_says_too_little_is_refused(more, expected):
    world = make_world()

    assert code(ask(world, **more)) == expected
    assert not Meeting.objects.exists()


def test_only_those_who_set_meetings_call_and_ask():
    world, other = make_two()

    for act in (lambda: call(world, key="police"), lambda: ask(world, key="police")):
        with pytest.raises(NotAllowedError):
            act()
    world.board = other.board
    for act in (lambda: call(world), lambda: ask(world)):
        with pytest.raises(NotFoundError):
            act()
    assert not Meeting.objects.exists()


def test_a_question_not_open_to_somebody_is_not_found_by_them():
    world = make_world()
    meeting = done(ask(world, audience=Audience.RESTRICTED))

    with pytest.raises(NotFoundError):
        page_meeting(world.actor("police"), meeting=meeting, today=TODAY)
    assert AgendaItem.objects.get().audience == "restricted"


def test_in_the_browser_short_notice_asks_for_the_waiver_and_keeps_what_was_typed(settings):
    settings.TODAY = TODAY.isoformat()
    world = with_notice()
    client, address = signed_in(world), f"/{world.slug}/meetings/call/"
    form = {
        "group": world.board, "why": "The refuge closes", "on": "26 11 2026", "starts": "10am",
        "minutes": "60", "place": "Library", "audience": "partnership",
    }  # fmt: skip

    assert "Five working days of notice are given" in client.get(address).content.decode()
    refused = client.post(address, form)
    words = refused.content.decode()
    assert refused.status_code == 409
    assert "record who agreed" in words
    assert "The refuge closes" in words
    clause = waiver_of(world).clause
    agreed = {"clause": clause, "agreed_by": world.people["chair"], "agreed_on": "23 11 2026"}
    wrong = client.post(address, form | agreed | {"reason": ""})
    assert wrong.status_code == 422
    assert "Say why the terms are departed from." in wrong.content.decode()
    assert client.post(address, form | agreed | {"reason": "It cannot wait"}).status_code == 302
    assert WaiverRow.objects.count() == 1


def test_in_the_browser_a_question_is_asked_and_what_is_missing_is_said(settings):
    settings.TODAY = TODAY.isoformat()
    world = make_world()
    client, address = signed_in(world), f"/{world.slug}/meetings/by-email/"
    form = {
        "group": world.board, "question": "Shall the post be kept?", "why": "It ends", "on": "4 12 2026",
        "starts": "5pm", "audience": "core",
    }  # fmt: skip

    wrong = client.post(address, form | {"question": ""})
    assert wrong.status_code == 422
    assert "Write the question." in wrong.content.decode()
    assert client.post(address, form).status_code == 302
    assert Meeting.objects.get().audience == "core"


def notice_of(world, meeting):
    row = Meeting.objects.get(id=meeting)
    steps = steps_of(basis(world.actor("coordinator"), row, TODAY), TODAY)
    return next(step for step in steps if step.kind == ClauseKind.NOTICE.value)


def test_notice_is_given_on_the_day_the_invitations_left_and_of_a_new_day_when_that_was_told():
    world = with_notice()
    meeting = done(call(world))
    assert notice_of(world, meeting).done_on is None  # owed is not sent
    Message.objects.update(sent_at=moment().at)

    step = notice_of(world, meeting)
    assert (step.done_on, step.state) == (TODAY, StepState.MET)
    assert step.sentence.startswith("Met on 23 November 2026")

    move = {"starts": time(10), "minutes": 60, "place": "Library", "version": version_of(meeting)}
    done(meetings.move_meeting(world.as_("coordinator"), meeting=meeting, on=TOO_SOON, **move))
    assert notice_of(world, meeting).done_on is None
    Message.objects.filter(kind="meeting_moved").update(sent_at=moment().at)
    assert notice_of(world, meeting).sentence == "Done on 23 November 2026, 2 working days late."


def test_a_place_that_changed_takes_nothing_from_the_notice_of_the_day():
    world = with_notice()
    meeting = done(call(world))
    Message.objects.update(sent_at=moment().at)
    move = {"starts": time(10), "minutes": 60, "place": "Town hall", "version": version_of(meeting)}

    done(meetings.move_meeting(world.as_("coordinator"), meeting=meeting, on=IN_TIME, **move))

    assert notice_of(world, meeting).done_on == TODAY
