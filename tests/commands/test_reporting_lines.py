"""Who reports to whom: drawing, changing and ending a line, and what is owed and received under it."""

from dataclasses import replace
from datetime import date, time

import pytest

from quorate.commands import calling, duties, setting_up, structure, terms
from quorate.commands.meeting_rows import When
from quorate.commands.structure import LineSaid
from quorate.domain.calendar.periods import Period
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.terms.clauses import Clause, ClauseKind
from quorate.queries.board import page_board
from quorate.queries.duties import duties_in_year, duties_of
from quorate.queries.my_work import page_my_work
from quorate.queries.structure.chart import page_structure
from quorate.queries.structure.lines import lines_shown, offered_lines, page_line
from quorate.records.models import DutyDone, EventRow, ReportingLine
from tests.builders.board import asks_the_same
from tests.builders.meetings import a_meeting
from tests.builders.structure import a_group, a_line
from tests.builders.world import CITY_CLAUSES, TODAY, done, make_two, make_world

pytestmark = pytest.mark.django_db
REPORT = Clause(
    id="",
    kind=ClauseKind.REPORTING,
    quote="The board reports twice a year to the Safe City Partnership.",
    reading="",
    item="Report to the Safe City Partnership",
    to="Safe City Partnership",
    times_a_year=2,
)


def code(outcome) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def owed(world, group):
    return [
        (line.title, line.period, line.state)
        for line in duties_of(world.actor("coordinator"), [group], TODAY)[group]
        if line.line
    ]


def record(world, line, period=date(2026, 10, 1), *, by="coordinator", version=None, made_on=TODAY):
    held = ReportingLine.objects.get(id=line).version
    return structure.record_report(
        world.as_(by), line=line, version=version or held, period=period, made_on=made_on
    )


def test_both_groups_are_told_of_a_report_and_that_it_came():
    world = make_world()
    group = a_group(world, "Operational group")
    line = a_line(world, group, world.board)
    before = owed(world, group), owed(world, world.board)

    done(record(world, line))

    assert (
        "Progress to Strategic partnership board",
        "Quarter 3, October to December 2026",
        "due",
    ) in before[0]
    assert (
        "Receive: Progress from Operational group",
        "Quarter 3, October to December 2026",
        "due",
    ) in before[1]
    assert ("Receive: Progress from Operational group", "Quarter 3, October to December 2026", "met") in owed(
        world, world.board
    )
    assert EventRow.objects.filter(code="structure.report_made").count() == 1
    assert any(d.line for d in page_board(world.actor("coordinator"), today=TODAY).duties)


def test_a_report_at_each_meeting_follows_the_meetings_of_whoever_receives_it():
    world = make_world()
    group = a_group(world, "Operational group")
    a_line(world, group, world.board, times=None, each_meeting=True)
    a_meeting(world, date(2026, 12, 10))

    assert owed(world, group) == [
        ("Progress to Strategic partnership board", "meeting of 10 December 2026", "due")
    ]


def test_a_question_by_email_is_no_meeting_that_a_report_is_owed_at():
    world = make_world()
    group = a_group(world, "Operational group")
    a_line(world, group, world.board, times=None, each_meeting=True)
    a_meeting(world, date(2026, 12, 10))
    before = owed(world, group)
    when = When(date(2026, 12, 12), time(17), 1)
    asked = {"question": "Shall the post be kept?", "ask": "Say yes or no", "why": "It cannot wait"}

    done(calling.ask_by_email(world.as_("coordinator"), group=world.board, when=when, **asked))

    assert len(before) >= 1
    assert owed(world, group) == before


def test_a_meeting_one_may_not_know_of_is_not_betrayed_by_a_report_owed_at_it():
    from quorate.domain.access.audience import Audience

    world = make_world()
    group = a_group(world, "Operational group")
    a_line(world, group, world.board, times=None, each_meeting=True)
    a_meeting(world, date(2026, 12, 10), audience=Audience.RESTRICTED)

    seen = {key: duties_of(world.actor(key), [group], TODAY)[group] for key in ("coordinator", "police")}

    assert [bool([d for d in lines if d.line]) for lines in seen.values()] == [True, False]


def test_what_the_terms_ask_already_is_asked_once_and_a_record_counts_for_both():
    world = make_world(clauses=(*CITY_CLAUSES, REPORT))
    city = a_group(world, "Safe City Partnership", "outside_body")
    actor = world.actor("coordinator")
    (offer,) = offered_lines(actor, TODAY)
    line = a_line(world, world.board, city, offer.what, times=offer.times_a_year)

    assert offered_lines(actor, TODAY) == ()
    assert owed(world, world.board) == []
    done(record(world, line))

    asked = [d for d in duties_of(actor, [world.board], TODAY)[world.board] if d.title == REPORT.item]
    assert "met" in {d.state for d in asked}
    assert DutyDone.objects.get(group=world.board).item == f"2026-10-01|{REPORT.item}"


def test_my_work_lists_a_report_once_whoever_runs_both_groups_and_whoever_owns_it():
    world = make_world(clauses=(*CITY_CLAUSES, REPORT))
    city = a_group(world, "Safe City Partnership", "outside_body")
    a_line(world, a_group(world, "Operational group"), world.board)
    a_line(world, world.board, city, REPORT.to, times=REPORT.times_a_year)

    def listed(key):
        page = page_my_work(world.actor(key), today=TODAY)
        found = [(f"{one.group}: {one.line.title}", one.line.period) for one in page.running.duties]
        mine = [(f"Mine: {one.line.title}", one.line.period) for one in page.owned]
        assert len(set(found + mine)) == len(found + mine)
        return {title for title, _ in found + mine if "rogress" in title or "Partnership" in title}

    progress = "Operational group: Progress to Strategic partnership board"
    report = f"Strategic partnership board: {REPORT.item}"
    received = "Strategic partnership board: Receive: Progress from Operational group"
    assert listed("coordinator") >= {progress, report}
    assert not [title for title in listed("coordinator") if "Receive" in title]
    assert listed("secretary") >= {received, report}

    said = {"kind": "reporting", "item": REPORT.item, "owner": world.people["coordinator"]}
    done(duties.settle_duty(world.as_("coordinator"), group=world.board, **said))
    assert f"Mine: {REPORT.item}" in listed("coordinator")
    assert not [title for title in listed("coordinator") if "Receive" in title]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (LineSaid(" ", 4), "structure.what_needed"),
        (LineSaid("Progress", 4, each_meeting=True), "structure.two_paces"),
        (LineSaid("Progress", 53), "structure.too_often"),
        (LineSaid("Progress", None, each_meeting=True), "structure.meetings_not_kept"),
    ],
)
def test_a_line_that_cannot_be_is_refused(said, expected):
    world = make_world()
    city = a_group(world, "Safe City Partnership", "outside_body")

    outcome = structure.add_line(
        world.as_("coordinator"), reports=world.board, to=city, said=said, from_on=TODAY
    )

    assert code(outcome) == expected
    assert not ReportingLine.objects.exists()


def test_a_line_to_itself_twice_or_of_a_group_that_ended_is_refused():
    world = make_world()
    by, group = world.as_("coordinator"), a_group(world, "Operational group")
    said = LineSaid("Progress", 4)
    line = a_line(world, group, world.board)

    def add(reports, to):
        return structure.add_line(by, reports=reports, to=to, said=said, from_on=TODAY)

    assert code(add(group, group)) == "structure.to_itself"
    assert code(add(group, world.board)) == "structure.line_already"
    done(structure.end_line(by, line=line, version=1, ended_on=date(2026, 11, 1)))
    done(add(group, world.board))
    gone = a_group(world, "Gone")
    done(setting_up.end_group(by, group=gone, version=1, ended_on=date(2026, 11, 1)))
    assert code(add(gone, world.board)) == code(add(world.board, gone)) == "groups.ended"


def test_a_line_is_changed_and_ended_and_then_owes_nothing_more():
    world = make_world()
    by, group = world.as_("coordinator"), a_group(world, "Operational group")
    line = a_line(world, group, world.board)

    assert code(structure.change_line(by, line=line, version=1, said=LineSaid("Progress", 4))) == (
        "structure.nothing_changed"
    )
    done(structure.change_line(by, line=line, version=1, said=LineSaid("Progress", 1)))
    assert {period for _, period, _ in owed(world, group)} == {"2026 to 2027"}
    early = structure.end_line(by, line=line, version=2, ended_on=date(2026, 3, 1))
    assert code(early).endswith("ends_before_it_starts")
    done(structure.end_line(by, line=line, version=2, ended_on=date(2026, 11, 1)))
    assert owed(world, group) == []
    again = structure.change_line(by, line=line, version=3, said=LineSaid("Progress", 2))
    assert code(again) == "structure.line_ended"


def test_a_report_is_recorded_once_for_a_period_asked_for_and_not_before_its_day():
    world = make_world()
    line = a_line(world, a_group(world, "Operational group"), world.board)

    assert code(record(world, line, date(2026, 10, 2))) == "structure.which_report"
    assert code(record(world, line, made_on=date(2026, 11, 24))) == "structure.not_yet"
    assert code(record(world, line, made_on=date(2026, 3, 31))) == "structure.before_the_line"
    done(record(world, line))
    assert code(record(world, line)) == "structure.made_already"


def test_who_runs_either_group_records_a_report_and_nobody_else():
    world = make_world()
    line = a_line(world, a_group(world, "Operational group"), world.board)

    for key in ("police", "observer"):
        with pytest.raises(NotAllowedError):
            record(world, line, by=key)
    done(record(world, line, by="secretary"))


def test_only_the_coordinator_draws_lines_and_only_between_their_own_and_as_they_stand():
    world, other = make_two()
    group = a_group(world, "Operational group")
    line, said = a_line(world, group, world.board), LineSaid("Figures", 1)

    for key in ("secretary", "chair", "police"):
        with pytest.raises(NotAllowedError):
            structure.add_line(world.as_(key), reports=group, to=world.board, said=said, from_on=TODAY)
        with pytest.raises(NotAllowedError):
            structure.end_line(world.as_(key), line=line, version=1, ended_on=TODAY)
    with pytest.raises(NotFoundError):
        structure.add_line(world.as_("coordinator"), reports=group, to=other.board, said=said, from_on=TODAY)
    with pytest.raises(NotFoundError):
        structure.change_line(other.as_("coordinator"), line=line, version=1, said=said)
    with pytest.raises(StaleError):
        structure.change_line(world.as_("coordinator"), line=line, version=2, said=said)
    with pytest.raises(StaleError):
        record(world, line, version=2)


def test_the_structure_says_in_words_what_it_draws():
    world = make_world()
    city = a_group(world, "Safe City Partnership", "outside_body")
    a_group(world, "Training", "task_and_finish_group", parent=world.board, ends_on=date(2026, 11, 1))
    a_line(world, world.board, city, "The year", times=2)

    page = page_structure(world.actor("police"), today=TODAY)

    assert page.lede == "2 groups and 1 outside body. 1 report is overdue."
    says = {one.name: one.says for one in page.shown.groups}
    assert says["Strategic partnership board"] == (
        "Reports to Safe City Partnership twice a year: The year.",
    )
    assert says["Training"] == (
        "Stands under Strategic partnership board.",
        "Is to answer: Who is not reached?",
    )
    assert [one.level for one in page.shown.groups] == [0, 1, 2]
    assert page.shown.groups[2].warning == "It was to end by 1 November 2026 and goes on."
    assert "twice a year" in page.shown.drawing
    assert not page.may_edit


def test_the_structure_and_the_board_ask_the_same_however_many_lines_there_are():
    world = make_world()
    actor = world.actor("coordinator")
    numbers = iter(range(20))

    def more(n):
        def make():
            for _ in range(n):
                group = a_group(world, f"Group {next(numbers)}")
                a_line(world, group, world.board)
                a_line(world, group, world.board, "Risks", times=None, each_meeting=True)

        return make

    few, many = asks_the_same(lambda: page_structure(actor, today=TODAY), more(1), more(4))
    assert few == many
    few, many = asks_the_same(lambda: page_board(actor, today=TODAY), more(1), more(3))
    assert few == many


def test_terms_adopted_later_come_to_cover_a_line():
    world = make_world()
    city = a_group(world, "Safe City Partnership", "outside_body")
    a_line(world, world.board, city, REPORT.item, times=2)
    before = owed(world, world.board)

    adopt(world, REPORT, TODAY)

    half = "Report to the Safe City Partnership to Safe City Partnership"
    assert before == [
        (half, "April 2026 to September 2026", "overdue"),
        (half, "October 2026 to March 2027", "due"),
    ]
    assert owed(world, world.board) == before[:1], "the terms asked for none of the half-year before them"


def line_says(world, line):
    """What the chart and the line's own page say of each period."""
    actor = world.actor("coordinator")
    (drawn,) = [one for one in lines_shown(actor, TODAY) if one.id == str(line)]
    page = page_line(actor, line=line, today=TODAY)
    assert drawn.owed == page.line.owed
    return [(one.period, one.state) for one in drawn.owed]


def test_terms_that_name_a_report_otherwise_leave_what_was_met_under_the_older_ones_met():
    older = replace(REPORT, item="Report to our Safe City Partnership")
    world = make_world(clauses=(*CITY_CLAUSES, older))
    city = a_group(world, "Safe City Partnership", "outside_body")
    line = a_line(world, world.board, city, older.item, times=2, from_on=date(2024, 4, 1))
    periods = [date(2024, 4, 1), date(2024, 10, 1), date(2025, 4, 1), date(2025, 10, 1)]
    for period in (*periods, date(2026, 10, 1)):
        done(record(world, line, period))
    before = line_says(world, line)

    adopt(world, REPORT, date(2026, 6, 1))
    after = line_says(world, line)
    done(record(world, line, date(2026, 4, 1)))

    assert after == before, "the half-year under way was recorded by the older name too"
    assert [state for _, state in after] == ["overdue", "met"]
    kept = DutyDone.objects.order_by("item").values_list("item", flat=True)
    assert f"2026-04-01|{REPORT.item}" in kept
    assert {state for _, state in line_says(world, line)} == {"met"}
    actor = world.actor("coordinator")
    year = Period("2025", date(2024, 4, 1), date(2026, 3, 31))
    by_year = duties_in_year(actor, world.board, year, TODAY)
    assert {one.state for one in by_year if one.title == older.item} == {"met"}
    owed_now = duties_of(actor, [world.board], TODAY)[world.board]
    assert {one.state for one in owed_now if one.title in (older.item, REPORT.item)} == {"met"}


def test_a_report_of_a_period_gone_by_is_filed_as_the_terms_of_that_period_name_it():
    older = replace(REPORT, item="Report to our Safe City Partnership")
    world = make_world(clauses=(*CITY_CLAUSES, older))
    city = a_group(world, "Safe City Partnership", "outside_body")
    line = a_line(world, world.board, city, older.item, times=2, from_on=date(2025, 4, 1))
    adopt(world, REPORT, date(2026, 6, 1))

    done(record(world, line, date(2025, 10, 1)))

    assert DutyDone.objects.get().item == f"2025-10-01|{older.item}"


def adopt(world, clause, from_on):
    done(
        terms.adopt_terms(
            world.as_("coordinator"), group=world.board, label="New", in_force_from=from_on, clauses=(clause,)
        )
    )
