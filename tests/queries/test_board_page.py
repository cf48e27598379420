"""The page of a group."""

from datetime import date

import pytest

from quorate.commands import meetings, plans, setting_up, terms
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.plans.drafts import EntryDraft
from quorate.domain.plans.facts import EntryKind, Rating
from quorate.domain.terms.clauses import Clause, ClauseKind
from quorate.queries.board import page_board
from quorate.queries.duties import DutyLine, folded
from tests.builders.board import LATE, LATER, a_plan, asks_the_same, recorded
from tests.builders.meetings import MEETING_ON, a_meeting, a_paper, an_item, version_of
from tests.builders.plans import add, led_by, start
from tests.builders.world import CITY_CLAUSES, TODAY, done, make_two, make_world

pytestmark = pytest.mark.django_db
REPORT = Clause(
    id="",
    kind=ClauseKind.REPORTING,
    quote="The board reports bi-annually",
    reading="",
    item="Report to the Safe City Partnership",
    times_a_year=2,
)


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path


def board(world, key="coordinator", today=TODAY, **more):
    return page_board(world.actor(key, today), today=today, **more)


def test_the_first_sentence_says_the_next_meeting_and_what_is_owed_for_it():
    world = make_world()
    a_meeting(world)

    page = board(world)

    assert page.lede.startswith("Next meeting Thursday 14 January 2027, 10am, Committee room 2.")
    assert "Wednesday 30 December" in page.lede
    assert [point.on for point in page.meeting.points if point.on] == [
        date(2026, 12, 30),
        date(2027, 1, 5),  # the last day for the chair to agree the agenda, and for the papers to go
        date(2027, 1, 5),
        MEETING_ON,
        date(2027, 1, 28),
    ]


def test_without_a_meeting_it_says_so_and_offers_to_set_one_to_who_may():
    world = make_world()

    assert board(world).lede == "No meeting is set."
    assert board(world).may_set
    assert not board(world, "police").may_set


def test_late_papers_are_listed_with_how_late():
    world = make_world()
    meeting = a_meeting(world)
    a_paper(world, meeting, "Late figures", on=date(2027, 1, 4))

    page = board(world, today=date(2027, 1, 4))

    assert [(line.what, line.said) for line in page.late if line.standing == "late"] == [
        ("Paper: Late figures", "2 working days late")
    ]
    assert "One paper is late." in page.lede


def test_minutes_owed_for_the_last_meeting_are_late_too():
    world = make_world()
    meeting = a_meeting(world, on=date(2026, 11, 2), as_of=date(2026, 10, 1))
    an_item(world, meeting)
    done(
        meetings.circulate_papers(
            world.as_("coordinator", date(2026, 10, 20)), meeting=meeting, version=version_of(meeting)
        )
    )

    lines = board(world).late

    assert [(line.what, line.said) for line in lines if "Minutes" in line.what] == [
        ("Minutes to members, meeting of 2 November 2026", "Overdue 5 working days")
    ]


def test_what_is_stuck_comes_worst_first_with_why():
    world = make_world()
    a_plan(world)
    plan = start(world, "Housing plan")
    worse = add(world, plan, "Mend the lists", code="9", targets=LATE, leads=led_by(world, "health"))
    recorded(world, worse, rating=Rating.ON_TRACK)
    said = add(world, plan, "Keep the posts", code="3", targets=LATER, leads=led_by(world, "health"))
    recorded(world, said, rating=Rating.OFF_TRACK)

    stuck = board(world).stuck

    assert stuck.sentence == "3 of 4 actions are off track or waiting, or said to be. One is short of money."
    assert [(line.text, line.said) for line in stuck.lines] == [
        ("1.0 Action 0 of City action plan", "Overdue 53 days"),
        ("9 Mend the lists", "Overdue 53 days"),
        ("3 Keep the posts", "Said to be off track"),
    ]
    assert stuck.lines[0].why == "Superintendent · held up: There is no funding"


def test_outcomes_are_counted_from_the_actions_under_them():
    world = make_world()
    a_plan(world, actions=3)

    (plan,) = board(world).by_outcome

    assert (plan.name, plan.heading) == ("City action plan", "Outcome")
    (row,) = plan.rows
    assert row.label == "1 Help comes sooner"
    assert dict(row.counts) == {"off_track": 1, "on_track": 2}
    assert row.note == "1 off track, 1 where update and record differ"


def test_a_plan_whose_lines_stand_under_no_outcome_is_counted_whole():
    world = make_world()
    add(world, start(world), "Do it", targets=LATER)

    page = board(world)

    assert page.by_outcome == ()
    assert [(plan.name, dict(plan.whole.counts)) for plan in page.whole_plans] == [
        ("City action plan", {"at_risk": 1})
    ]


def test_gaps_count_the_lines_that_the_plan_page_shows_for_them():
    world = make_world()
    plan = start(world)
    add(world, plan, "Nobody leads it", targets=LATER)
    done(
        plans.add_entry(
            world.as_("coordinator"), plan=plan, draft=EntryDraft(EntryKind.ACTION, "No date", leads=())
        )
    )

    (line,) = board(world).gaps

    assert (line.slug, line.counts["no_lead"], line.counts["no_target_date"]) == ("city-action-plan", 2, 1)


def test_duties_come_from_the_terms_with_their_clause_and_are_met_once_recorded():
    world = make_world(clauses=(*CITY_CLAUSES, REPORT))

    before = {line.period: line for line in board(world).duties if line.title.startswith("Report")}
    overdue = before["April 2026 to September 2026"]
    assert (overdue.said, overdue.clause) == ("Overdue 54 days", "The board reports bi-annually")
    assert "It can also mean every two years." in overdue.warnings[0]

    done(
        terms.record_duty_met(
            world.as_("secretary"),
            group=world.board,
            kind="reporting",
            item=REPORT.item,
            done_on=date(2026, 9, 1),
        )
    )
    after = {line.period: line for line in board(world).duties if line.title.startswith("Report")}
    assert after["April 2026 to September 2026"].said == "Met"


def test_a_workplan_agreed_before_its_year_counts_for_the_year_named():
    clause = Clause(id="", kind=ClauseKind.WORKPLAN, quote="A workplan each year", reading="")
    world = make_world(clauses=(*CITY_CLAUSES, clause))
    (owed,) = [line for line in board(world).duties if line.title == "Agree the workplan"]
    years = ["workplan|2024-04-01", "workplan|2025-04-01", "workplan|2026-04-01"]
    assert [line.value for line in (*owed.earlier, owed)] == years

    done(
        terms.record_duty_met(
            world.as_("secretary"),
            group=world.board,
            kind="workplan",
            item="2026-04-01",
            done_on=date(2026, 3, 20),
        )
    )

    said = {line.value: line.said for line in board(world).duties if line.title == "Agree the workplan"}
    assert said["workplan|2026-04-01"] == "Met"
    assert said["workplan|2025-04-01"] == "Overdue 601 days", "the one before it is still owed"


def test_a_meeting_in_each_quarter_is_met_by_meetings_held():
    world = make_world()
    meeting = a_meeting(world, on=date(2026, 9, 10), as_of=date(2026, 7, 1))
    done(
        meetings.record_minutes_sent(
            world.as_("secretary"),
            meeting=meeting,
            to="members",
            on=date(2026, 9, 20),
            version=version_of(meeting),
        )
    )

    said = {line.period: line.said for line in board(world).duties if line.title == "Meet"}

    assert said["Quarter 2, July to September 2026"] == "Met"
    assert said["Quarter 1, April to June 2026"].startswith("Overdue")


def test_another_group_shows_its_own_plans_and_meetings_only():
    world = make_world()
    coordinator = world.as_("coordinator")
    done(setting_up.add_group(coordinator, slug="operations", name="Operational group", order=2))
    a_meeting(world)
    a_plan(world)

    page = board(world, group="operations")

    assert (page.name, page.meeting, page.by_outcome, page.stuck.of) == ("Operational group", None, (), 0)
    assert page.others == (("board", "Strategic partnership board"),)


def test_an_address_of_no_group_is_not_found_nor_is_another_partnerships():
    world, other = make_two()
    done(setting_up.add_group(other.as_("coordinator"), slug="operations", name="Operations", order=2))

    for slug in ("operations", "nothing"):
        with pytest.raises(NotFoundError):
            board(world, group=slug)


def test_what_a_reader_may_not_see_is_in_none_of_the_numbers():
    world = make_world()
    a_plan(world)
    hidden = start(world, "Tender plan", audience=Audience.RESTRICTED)
    add(world, hidden, "Secret action", targets=LATE)
    a_meeting(world, audience=Audience.CORE)

    page = board(world, "observer")

    assert page.meeting is None
    assert page.stuck.count == 1
    assert "Tender plan" not in repr(page)


def test_a_duty_met_in_another_partnership_is_not_met_here():
    world, other = make_two()
    before = [line.said for line in board(world).duties]

    done(
        terms.record_duty_met(
            other.as_("secretary"), group=other.board, kind="cadence", done_on=date(2026, 9, 1)
        )
    )

    assert [line.said for line in board(world).duties] == before


def test_the_database_is_asked_as_much_for_many_rows_as_for_few():
    world = make_world(clauses=(*CITY_CLAUSES, REPORT))

    def few():
        a_plan(world)
        a_paper(world, a_meeting(world))

    def many():
        for n in range(4):
            a_plan(world, f"Plan {n}", actions=6)
            a_meeting(world, on=date(2027, 3, 1 + n))
            a_paper(world, a_meeting(world, on=date(2027, 4, 1 + n)), f"Paper {n}")
        group = done(setting_up.add_group(world.as_("coordinator"), slug="g", name="G", order=2))
        done(setting_up.add_seat(world.as_("coordinator"), group=group, title="Seat"))

    first, second = asks_the_same(lambda: board(world), few, many)

    assert second == first


def test_years_of_one_duty_missed_are_one_line_and_each_still_stands_under_it():
    def line(period, state="overdue", title="Report"):
        return DutyLine(title, period, state, state, "", "", "", "")

    old, last, other, met = line("2024"), line("2025"), line("2025", title="Review"), line("2023", "met")

    found = folded([old, last, other, met])

    assert [(one.name, one.earlier, one.earlier_said) for one in found] == [
        ("Report, 2025", (old,), "Also overdue: 2024."),
        ("Review, 2025", (), ""),
        ("Report, 2023", (), ""),
    ]
    assert folded([old, old, last])[0].earlier_said == "Also overdue: 2 earlier, the first 2024."
