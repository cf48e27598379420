"""My work: what is due from one person."""

import uuid
from datetime import date, timedelta

import pytest

from quorate.commands import meetings, packs, plans, redactions
from quorate.domain.access.audience import Audience
from quorate.domain.plans.facts import Status
from quorate.queries.my_work import page_my_work
from quorate.records.models import Entry, Message, Plan
from tests.builders.board import LATE, LATER, a_plan, asks_the_same, recorded
from tests.builders.meetings import MEETING_ON, PAPERS_DUE, a_meeting, an_item, version_of
from tests.builders.packs import issued
from tests.builders.plans import add, led_by, led_by_agency, start, update
from tests.builders.world import TODAY, done, make_two, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path


def my_work(world, key, today=TODAY, **more):
    return page_my_work(world.actor(key, today), today=today, **more)


def test_nothing_due_is_said_plainly():
    page = my_work(make_world(), "police")

    assert page.lede == "Nothing is due from you."
    assert (page.due, page.later, page.running, page.stuck) == ((), (), None, None)
    assert page.leads_nothing


def test_what_a_person_or_their_agency_leads_comes_overdue_first():
    world = make_world()
    plan = start(world)
    late = add(world, plan, "Late", code="2", leads=led_by(world, "charity"), targets=LATE)
    asked = add(world, plan, "Ours", code="1", leads=led_by_agency(world, "charity"), targets=LATER)
    add(world, plan, "Another's", code="3", leads=led_by(world, "health"), targets=LATE)
    for entry in (late, asked):
        recorded(world, entry)

    page = my_work(world, "charity")

    assert [(line.text, line.said) for line in page.due] == [("2 Late", "Overdue 53 days")]
    assert [line.text for line in page.later] == ["1 Ours"]
    assert page.lede == "One action you lead needs an update, and it is overdue."


def test_what_an_agency_leads_is_not_called_its_members_own():
    world = make_world()
    plan = start(world)
    ours = add(world, plan, "Ours", code="1", leads=led_by_agency(world, "charity"), targets=LATE)
    recorded(world, ours)
    agencys = my_work(world, "charity")
    mine = add(world, plan, "Mine", code="2", leads=led_by(world, "charity"), targets=LATE)
    recorded(world, mine)
    both = my_work(world, "charity")

    assert agencys.lede == "One action your agency leads needs an update, and it is overdue."
    assert both.lede == "Two actions you or your agency lead need an update, both overdue."
    assert {line.text: bool(line.by_agency) for line in both.due} == {"1 Ours": True, "2 Mine": False}


def test_what_is_complete_or_withdrawn_is_not_due():
    world = make_world()
    plan = start(world)
    complete = add(world, plan, "Done", leads=led_by(world, "charity"), targets=LATE)
    gone = add(world, plan, "Gone", leads=led_by(world, "charity"), targets=LATE)
    recorded(world, complete, status=Status.COMPLETE, evidence="It is done")
    done(plans.withdraw_entry(world.as_("coordinator"), entry=gone, reason="No longer needed"))

    assert my_work(world, "charity").mine == 0


def test_an_answer_is_owed_since_the_first_time_it_was_asked_until_it_is_given():
    world = make_world()
    entry = add(world, start(world), "Report", leads=led_by(world, "charity"), targets=LATER)
    then = date(2026, 10, 1)
    done(plans.record_progress(world.as_("coordinator", then), entry=entry, draft=update(then)))
    plan = Entry.objects.get(id=entry).plan_id
    for on, by in ((date(2026, 11, 2), date(2026, 11, 9)), (date(2026, 11, 16), date(2026, 11, 30))):
        done(plans.ask_for_updates(world.as_("coordinator", on), plan=plan, due_on=by))

    (line,) = my_work(world, "charity").due
    assert line.owed == "An answer has been owed for 21 days: it was needed by 9 November 2026."

    done(plans.record_progress(world.as_("charity"), entry=entry, draft=update(TODAY, "Here it is")))
    assert my_work(world, "charity").due == ()


def test_an_answer_given_on_the_day_it_was_asked_for_is_owed_no_more():
    world = make_world()
    entry = add(world, start(world), "Report", leads=led_by(world, "charity"), targets=LATER)
    plan = Entry.objects.get(id=entry).plan_id
    done(plans.ask_for_updates(world.as_("coordinator"), plan=plan, due_on=date(2026, 11, 30)))
    assert len(my_work(world, "charity").due) == 1

    done(plans.record_progress(world.as_("charity"), entry=entry, draft=update(TODAY, "Here it is")))

    assert my_work(world, "charity").due == ()


def test_what_somebody_may_not_see_is_not_on_their_list():
    world = make_world()
    plan = start(world, "Tender plan", audience=Audience.RESTRICTED)
    add(world, plan, "Secret", leads=led_by(world, "charity"), targets=LATE)

    assert my_work(world, "charity").mine == 0


def test_another_partnerships_work_is_not_here():
    world, other = make_two()
    a_plan(other)

    assert my_work(world, "police").mine == 0
    assert my_work(other, "police").mine == 1


def test_a_long_list_has_pages_of_fifty():
    world = make_world()
    plan = start(world)
    for n in range(53):
        add(world, plan, f"Action {n}", leads=led_by(world, "charity"), targets=LATE)

    first, second = my_work(world, "charity"), my_work(world, "charity", number=2)

    assert (len(first.due), len(second.due), first.last) == (50, 3, 2)
    assert not {line.id for line in first.due} & {line.id for line in second.due}
    assert my_work(world, "charity", number=9).number == 1


def test_the_chair_sees_what_is_stuck_and_a_member_does_not():
    world = make_world()
    a_plan(world)

    assert my_work(world, "chair").stuck.count == 1
    assert my_work(world, "police").stuck is None


def test_whoever_runs_the_board_sees_the_steps_due_within_28_days_and_those_missed():
    world = make_world()
    a_meeting(world, on=date(2026, 12, 10))

    steps = my_work(world, "secretary").running.steps

    assert [(step.what, step.said) for step in steps] == [
        ("Papers in", "By 26 November"),
        ("Papers to members", "By 1 December"),
    ]
    later = my_work(world, "secretary", date(2026, 12, 3)).running.steps
    assert ("Papers to members", "Overdue 2 working days") in [(s.what, s.said) for s in later]
    assert my_work(world, "coordinator").lede.endswith(
        "Next: papers in for the meeting of 10 December, by 26 November."
    )
    assert my_work(world, "chair").running is None
    since = my_work(world, "secretary", date(2026, 12, 11))
    assert not [step.what for step in since.running.steps if "Papers" in step.what], "the meeting is past"


def test_dates_to_keep_are_in_one_order_what_is_overdue_first_then_by_day():
    world = make_world()
    a_meeting(world, on=date(2026, 12, 10))

    running = my_work(world, "secretary", date(2026, 12, 3)).running
    dates = [(s.standing, s.on) if s else (d.line.standing, d.line.due_on) for s, d in running.dates]

    assert running.steps
    assert running.duties
    assert len(dates) == len(running.steps) + len(running.duties)
    assert dates == sorted(dates, key=lambda one: (one[0] != "overdue", one[1]))
    assert dates[0][0] == "overdue"


def test_a_meeting_a_month_ahead_is_not_yet_something_to_see_to():
    world = make_world()
    a_meeting(world, on=date(2027, 3, 11))

    assert my_work(world, "secretary").running.steps == ()


@pytest.mark.parametrize(("days", "shown"), [(28, ["Papers in"]), (29, [])])
def test_a_step_due_on_the_last_of_the_28_days_is_one_to_see_to(days, shown):
    world = make_world()
    a_meeting(world, on=MEETING_ON)

    steps = my_work(world, "secretary", PAPERS_DUE - timedelta(days=days)).running.steps

    assert [step.what for step in steps] == shown


@pytest.mark.parametrize(("days", "shown"), [(60, 1), (61, 0)])
def test_an_item_without_a_paper_is_to_be_seen_to_from_the_sixtieth_day_before_its_meeting(days, shown):
    world = make_world()
    meeting = a_meeting(world, on=TODAY + timedelta(days=days))
    an_item(world, meeting, "Decide on the helpline", purpose="decide")

    assert len(my_work(world, "coordinator").running.matters) == shown


@pytest.mark.parametrize(("days", "shown"), [(90, ["Minutes to members"]), (91, [])])
def test_minutes_owed_are_seen_to_up_to_the_ninetieth_day_after_the_meeting(days, shown):
    world = make_world()
    a_meeting(world, on=date(2026, 11, 12), as_of=date(2026, 10, 1))

    steps = my_work(world, "secretary", date(2026, 11, 12) + timedelta(days=days)).running.steps

    assert [step.what for step in steps if "Minutes" in step.what] == shown


def test_minutes_owed_are_seen_to_until_they_are_sent():
    world = make_world()
    meeting = a_meeting(world, on=date(2026, 11, 12), as_of=date(2026, 10, 1))

    steps = my_work(world, "secretary").running.steps
    assert [(step.what, step.said) for step in steps if "Minutes" in step.what] == [
        ("Minutes to members", "By 26 November")
    ]

    done(
        meetings.record_minutes_sent(
            world.as_("secretary"), meeting=meeting, to="members", on=TODAY, version=version_of(meeting)
        )
    )
    assert my_work(world, "secretary").running.steps == ()


def test_a_pack_is_said_to_be_issued_to_those_who_may_read_it_and_a_brief_is_no_pack():
    world = make_world()
    meeting = a_meeting(world, on=date(2026, 12, 10))
    an_item(world, meeting, "Figures")
    readers = ("coordinator", "chair", "police", "observer")

    def told() -> list[str]:
        return [key for key in readers if my_work(world, key).coming[0].has_pack]

    issued(world, meeting, kind="brief")
    assert told() == []
    issued(world, meeting, edition=Audience.CORE)
    assert told() == ["coordinator", "chair", "police"]


def test_items_without_a_paper_packs_being_made_and_messages_that_failed_are_matters():
    world = make_world()
    meeting = a_meeting(world, on=date(2026, 12, 10))
    an_item(world, meeting, "Decide on the helpline", purpose="decide")
    done(packs.ask_for_pack(world.as_("coordinator"), meeting=meeting, kind="brief", format="pdf"))
    Message.objects.create(
        id=uuid.uuid4(),
        partnership_id=world.partnership,
        person_id=world.people["police"],
        kind="papers_circulated",
        key="k",
        subject="Partnership meeting",
        body="",
        due_at=world.as_("police").moment.at,
        attempts=2,
        fault="mailbox full",
    )

    matters = {m.sentence: (m.page, m.note) for m in my_work(world, "coordinator").running.matters}

    assert matters == {
        "1 item without a paper for the meeting of 10 December 2026": (
            "meeting",
            "Strategic partnership board",
        ),
        "The agenda of 10 December 2026 waits to be agreed by the chair": (
            "meeting",
            "Strategic partnership board",
        ),
        "The chair’s brief for the meeting of 10 December 2026 waits to be made": ("meeting", ""),
        "1 message to Superintendent could not be sent": ("messages", "mailbox full"),
    }


def test_a_redaction_waits_for_the_other_officer_and_not_for_who_proposed_it():
    world = make_world()
    entry = add(world, start(world), "It names somebody")
    done(
        redactions.propose_redaction(
            world.as_("coordinator"), subject_kind="entry", subject_id=entry, reason="It names somebody"
        )
    )

    assert my_work(world, "governance").redactions == 1
    assert my_work(world, "coordinator").redactions == 0
    assert my_work(world, "chair").redactions == 0


def test_a_member_sees_their_own_groups_next_meeting_only():
    world = make_world()
    a_meeting(world, on=date(2027, 1, 14))
    a_meeting(world, on=date(2027, 4, 15))

    page = my_work(world, "police")

    assert [meeting.when for meeting in page.coming] == ["Thursday 14 January 2027, 10am, Committee room 2"]
    assert page.lede.endswith("Next meeting Thursday 14 January 2027, 10am, Committee room 2.")


@pytest.mark.parametrize("key", ["coordinator", "chair", "police"])
def test_the_database_is_asked_as_much_for_many_rows_as_for_few(key):
    world = make_world()

    def few():
        a_plan(world)
        an_item(world, a_meeting(world), purpose="decide")

    def many():
        for n in range(4):
            a_plan(world, f"Plan {n}", actions=6)
            an_item(world, a_meeting(world, on=date(2027, 1, 18 + n)), purpose="decide")
        plan = Plan.objects.get(name="City action plan").id
        done(plans.ask_for_updates(world.as_("coordinator"), plan=plan, due_on=TODAY))

    first, second = asks_the_same(lambda: my_work(world, key), few, many)

    assert second == first
