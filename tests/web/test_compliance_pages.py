"""A group's year against its terms, as people read it."""

import re
from datetime import date, time, timedelta

import pytest
from django.urls import reverse

from quorate.commands import papers_asked, room, structure, terms
from quorate.commands.room import Seen
from quorate.commands.runner import As
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.outcomes import Waiver
from quorate.domain.meetings.minutes import MinuteKind
from quorate.domain.terms.clauses import Clause, ClauseKind
from quorate.queries.compliance import page_compliance
from quorate.records.facts.meetings import terms_by_group
from quorate.records.models import ClauseRow, PaperAsked
from tests.builders.board import asks_the_same
from tests.builders.browsing import signed_in
from tests.builders.meetings import LAST_DAY_TO_CIRCULATE, a_meeting, a_paper, an_item, circulated_late
from tests.builders.minutes import HELD_ON, a_minute, circulated
from tests.builders.rooms import MEETS_ON, a_board, in_the_room
from tests.builders.structure import a_group, a_line
from tests.builders.world import CITY_CLAUSES, TODAY, TOWN_CLAUSES, done, make_two, make_world

pytestmark = pytest.mark.django_db
LATER = date(2027, 2, 15)


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = LATER.isoformat()


def page(world, key="coordinator", on=LATER, **more):
    return page_compliance(world.actor(key, on), group="board", today=on, **more)


def cell(found, title):
    (row,) = [one for one in found.clauses if one.title == title]
    (only,) = [one for one in row.cells if one]
    return only


def test_a_pack_that_went_out_late_with_a_waiver_is_shown_with_who_agreed_and_why():
    world = make_world()
    circulated_late(world, LAST_DAY_TO_CIRCULATE + timedelta(days=2))

    found = page(world)

    out = cell(found, "Papers to members")
    assert (out.tag, out.short) == ("waived", "2 working days late")
    (waiver,) = found.waivers
    assert waiver.whose == "Director of Public Health"
    assert "The office was flooded" in waiver.said


def test_a_late_paper_says_whose_it_is_and_by_how_many_days():
    world = make_world()
    meeting = a_meeting(world)
    a_paper(world, meeting, "In time", on=date(2026, 12, 30))
    a_paper(world, meeting, "Late figures", on=date(2027, 1, 4), agency=world.agencies["police"])

    found = page(world)

    (late,) = found.late
    assert (late.what, late.whose) == ("Late figures", "Police")
    assert "2 working days late" in late.said
    assert ("Papers in time", "1 of 2") in found.counts


def test_papers_in_time_are_counted_only_where_the_terms_give_a_day_that_is_over():
    without = make_world("osterbridge", "Osterbridge partnership", TOWN_CLAUSES)
    a_paper(without, a_meeting(without), "Figures", on=date(2027, 1, 4))
    assert "Papers in time" not in dict(page(without).counts)

    world = make_world()
    a_paper(world, a_meeting(world), "Figures", on=date(2026, 12, 1))
    assert "Papers in time" not in dict(page(world, on=date(2027, 1, 5)).counts), "it is to come"
    assert dict(page(world).counts)["Papers in time"] == "1 of 1"


def test_papers_asked_for_that_never_came_stand_with_the_late_ones_and_count():
    for terms_said in (CITY_CLAUSES, TOWN_CLAUSES):
        slug = "marlhaven" if terms_said is CITY_CLAUSES else "osterbridge"
        world = make_world(slug, f"{slug} partnership", terms_said)
        meeting = a_meeting(world)
        hidden = an_item(world, meeting, "Closed", audience=Audience.CORE)
        for n, (title, item) in enumerate((("Came", None), ("Calls", None), ("Schools", hidden))):
            ask = {
                "title": title,
                "people": [world.people["police"]],
                "due_on": date(2026, 12, 1),
                "item": item,
            }
            done(papers_asked.ask_for_paper(world.as_("coordinator"), meeting=meeting, **ask))
            if not n:
                a_paper(
                    world, meeting, title, for_asked=PaperAsked.objects.get(title=title, meeting=meeting).id
                )

        found = page(world)
        assert [(one.what, one.whose, one.said) for one in found.late] == [
            (title, "Police", "Has not come, 29 working days late; due by 1 December 2026.")
            for title in ("Calls", "Schools")
        ]
        assert dict(found.counts)["Papers in time"] == "1 of 3"
        assert "Papers in time" not in dict(page(world, on=date(2027, 1, 5)).counts), "it is to come"
        assert [one.what for one in page(world, "observer").late] == ["Calls"]
        assert dict(page(world, "observer").counts)["Papers in time"] == "1 of 2"
        assert page(world, on=date(2026, 12, 1)).late == (), "its day is not over"


def test_the_same_words_adopted_again_change_neither_counts_nor_duties():
    world = make_world(
        clauses=(*CITY_CLAUSES, Clause(id="", kind=ClauseKind.WORKPLAN, quote="Yearly", reading=""))
    )
    circulated_late(world, LAST_DAY_TO_CIRCULATE + timedelta(days=2))
    before, year = page(world), {"year": "2025-06-01"}
    before_that = page(world, **year)
    clauses = next(iter(terms_by_group([world.board])[world.board])).clauses

    again = {"label": "Version 2", "in_force_from": date(2026, 11, 10), "clauses": clauses}
    done(terms.adopt_terms(world.as_("coordinator"), group=world.board, **again))

    assert "overdue" in {line.state for line in before.duties}
    after = page(world)
    assert _said(after.duties) == _said(before.duties)
    assert (after.counts, after.lede, after.duties_said) == (before.counts, before.lede, before.duties_said)
    assert _said(page(world, **year).duties) == _said(before_that.duties)


def _said(lines):
    return [(line.name, line.said, line.sentence) for line in lines]


def test_the_years_duties_have_the_reports_of_reporting_lines_owed_and_received():
    world = make_world(clauses=TOWN_CLAUSES)
    group, outside = a_group(world, "Operational group"), a_group(world, "Safe City", "outside_body")
    comes = a_line(world, group, world.board, from_on=date(2025, 4, 1))
    goes = a_line(world, world.board, outside, "Yearly account", times=1, from_on=date(2025, 4, 1))
    a_line(world, group, outside, "Nothing of the board’s")
    before = page(world)

    made = {"period": date(2026, 10, 1), "made_on": TODAY, "version": 1}
    done(structure.record_report(world.as_("coordinator"), line=comes, **made))

    mine = [one for one in page(world).duties if one.line]
    assert [(one.title, one.due_on, one.state) for one in mine] == [
        ("Receive: Progress from Operational group", date(2026, 6, 30), "overdue"),
        ("Receive: Progress from Operational group", date(2026, 9, 30), "overdue"),
        ("Receive: Progress from Operational group", date(2026, 12, 31), "met"),
        ("Receive: Progress from Operational group", date(2027, 3, 31), "due"),
        ("Yearly account to Safe City", date(2027, 3, 31), "due"),
    ]
    assert {one.line for one in mine} == {str(comes), str(goes)}
    assert before.duties_said.startswith("0 of 6 "), "three of the line and three of law"
    assert page(world).duties_said.startswith("1 of 6 ")
    days = {one.due_on.year for one in page(world, year="2025-06-01").duties if one.line}
    assert days == {2025, 2026}, "what fell due in that year alone"


def test_a_years_duties_are_those_of_the_terms_of_that_year():
    world = make_world(clauses=TOWN_CLAUSES)
    asks = Clause(id="", kind=ClauseKind.WORKPLAN, quote="Yearly", reading="")
    later = {"label": "Version 2", "in_force_from": date(2026, 4, 1), "clauses": (*CITY_CLAUSES, asks)}
    done(terms.adopt_terms(world.as_("coordinator"), group=world.board, **later))

    said = {year: [one.title for one in page(world, year=f"{year}-06-01").duties] for year in (2025, 2026)}

    assert "Agree the workplan" in said[2026]
    assert "Agree the workplan" not in said[2025]


def test_the_quorum_is_judged_from_the_room_and_a_room_nobody_recorded_is_said():
    board = a_board()
    for who in ("one", "two", "three", "four", "five"):
        done(board.came(who))
    assert cell(page(board.world), "Quorate throughout").short == "Never"

    other = make_world("osterbridge", "Osterbridge partnership", TOWN_CLAUSES)
    meeting = a_meeting(other, HELD_ON, as_of=HELD_ON - timedelta(days=30))
    a_minute(other, meeting)
    circulated(other, meeting)

    assert cell(page(other), "Quorate throughout").short == "Room not recorded"


def test_the_quorum_as_gathered_for_a_year_is_that_of_the_minutes():
    from quorate.domain.calendar.periods import Period
    from quorate.queries.compliance_year import year_seen
    from quorate.queries.quorums import quorum_through_meeting

    board = a_board()
    for who in ("one", "two", "three", "police", "charity"):
        done(board.came(who))
    done(board.takes(1, 10, 5))
    done(board.withdraws("charity", 6, 10, 6))
    done(board.takes(6, 10, 30))
    done(board.left("police", 11))

    period = Period("The day", MEETS_ON, MEETS_ON)
    year = year_seen(board.world.actor("coordinator", LATER), board.row.group, period, LATER)

    judged = [(one.stretch, one.verdict.state) for one in year.meetings[0].judged]
    assert judged == [(one.stretch, one.verdict.state) for one in quorum_through_meeting(board.row)]


def _decided_without(board, words="Fund the post"):
    done(board.came("one"))
    clause = ClauseRow.objects.get(terms=board.world.terms, kind=ClauseKind.QUORUM.value)
    waiver = Waiver(str(clause.id), "It could not wait", str(board.world.people["chair"]), MEETS_ON)
    kind = MinuteKind.DECISION
    return a_minute(board.world, board.meeting, board.items[0], words, on=MEETS_ON, kind=kind, waiver=waiver)


def test_a_decision_taken_without_a_quorum_is_listed_with_its_waiver_and_that_it_waits():
    board = a_board()
    _decided_without(board)

    found = page(board.world)

    (line,) = found.unratified
    assert (line.what, line.whose) == ("Fund the post", "Director of Public Health")
    assert line.said == "Not ratified yet: a later meeting decides."
    assert [one.meeting for one in found.waivers] == [str(board.meeting)]


def test_minutes_in_draft_are_told_to_nobody_who_may_not_read_them():
    board = a_board()
    _decided_without(board)

    assert page(board.world, "police").unratified == ()
    assert page(board.world, "police").waivers == ()


def test_a_meeting_that_some_may_not_know_of_is_neither_shown_nor_counted_to_them():
    world = make_world()
    a_paper(world, a_meeting(world), "Open", on=date(2027, 1, 4))
    hidden = a_meeting(world, date(2027, 1, 21), audience=Audience.CORE)
    a_paper(world, hidden, "Closed", on=date(2027, 1, 12))

    assert len(page(world).columns) == 2
    seen = page(world, "observer")
    assert [column.on for column in seen.columns] == [date(2027, 1, 14)]
    assert [line.what for line in seen.late] == ["Open"]
    assert "1 meeting" not in seen.lede.replace("1 meeting.", "")


def test_a_withdrawal_from_an_item_not_visible_changes_nothing_that_is_told():
    board = a_board()
    for who in ("one", "two", "three", "police", "charity"):
        done(board.came(who))
    done(board.takes(1, 10, 5))
    board.row.items.filter(id=board.items[5]).update(audience=Audience.RESTRICTED.value)
    done(board.withdraws("charity", 6, 10, 6))
    done(board.takes(6, 10, 30))

    assert cell(page(board.world), "Quorate throughout").short == "Not throughout"
    assert cell(page(board.world, "observer"), "Quorate throughout").short == "Throughout"


def test_another_partnerships_board_is_not_this_one():
    city, town = make_two()
    a_meeting(town)

    assert page(city).columns == ()
    assert signed_in(city).get(f"/{city.slug}/groups/nobody/compliance/").status_code == 404


def test_the_page_names_the_clause_the_day_and_the_duties_of_the_year():
    world = make_world()
    circulated_late(world, LAST_DAY_TO_CIRCULATE + timedelta(days=2))

    answer = signed_in(world).get(reverse("compliance", kwargs={"partnership": world.slug, "group": "board"}))

    said = re.sub(r"\s+", " ", answer.content.decode())
    assert "7 working days before the meeting" in said
    assert "Duties of the year" in said
    assert "2 working days late" in said


def test_an_earlier_year_is_asked_for_by_a_day_in_it():
    world = make_world()
    a_meeting(world, date(2025, 11, 13), as_of=date(2025, 10, 1))

    found = page(world, year="2025-06-01")

    assert found.year == "2025 to 2026"
    assert [label for _, label in found.years] == ["2026 to 2027", "2025 to 2026"]
    assert page(world, year="nonsense").year == "2026 to 2027"


def test_the_page_asks_the_same_however_many_meetings_a_year_has():
    board = a_board()

    def one_more(on):
        meeting = a_meeting(board.world, on, as_of=on - timedelta(days=40))
        item = an_item(board.world, meeting)
        a_paper(board.world, meeting, on=on - timedelta(days=1), item=item)
        done(
            room.record_arrival(
                As(board.world.actor("coordinator", on), in_the_room(on=on)),
                meeting=meeting,
                seen=Seen(time(10), f"{on}"),
                person=board.world.people["police"],
                seat=board.world.seats["police"],
            )
        )

    few, many = asks_the_same(
        lambda: page(board.world),
        lambda: one_more(date(2026, 6, 11)),
        lambda: [one_more(date(2026, 7, day)) for day in (1, 8, 15)],
    )

    assert many == few
