"""Terms of reference: which version binds, what they leave unsaid, and what each clause makes happen."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.calendar.types import Direction, Offset, Unit
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion
from quorate.domain.terms.consequences import KINDS, consequence
from quorate.domain.terms.quorum import Agencies, Count, Quorum
from quorate.domain.terms.versions import ambiguous, gaps, refusals_of_terms, version_in_force

TODAY = date(2022, 9, 1)


def clause(kind, quote="As agreed.", **more):
    return Clause(id=more.pop("id", kind.value), kind=kind, quote=quote, reading="", **more)


def terms(*clauses, **more):
    return TermsVersion(
        id=more.pop("id", "t"),
        label="1",
        in_force_from=more.pop("in_force_from", date(2021, 8, 1)),
        clauses=clauses,
        **more,
    )


SEVEN_BEFORE = Offset(n=7, unit=Unit.WORKING_DAY, direction=Direction.BEFORE)
CIRCULATION = clause(ClauseKind.CIRCULATION, offset=SEVEN_BEFORE, anchor="meeting", who="The coordinator")
FIVE_FROM_THREE = clause(ClauseKind.QUORUM, quorum=Quorum((Count(5), Agencies(3))))


def test_a_version_is_in_force_from_its_day_until_the_day_before_the_next():
    old = terms(id="old", in_force_from=date(2021, 8, 1))
    new = terms(id="new", in_force_from=date(2022, 8, 1))

    found = [
        version_in_force([new, old], on)
        for on in (date(2021, 7, 31), date(2021, 8, 1), date(2022, 7, 31), date(2022, 8, 1))
    ]

    assert found == [None, old, old, new]


@given(st.lists(st.dates(), unique=True, max_size=6), st.dates())
def test_exactly_one_version_binds_on_any_day_from_the_first(starts, on):
    versions = [terms(id=str(start), in_force_from=start) for start in starts]

    found = version_in_force(versions, on)

    assert (found is None) == (not any(start <= on for start in starts))
    if found:
        assert not any(found.in_force_from < start <= on for start in starts)


def codes(found, today=TODAY):
    return {gap.code for gap in gaps(found, today)}


def test_blank_governance_fields_and_silences_are_gaps():
    assert codes(terms()) == {
        "terms.no_quorum",
        "terms.no_cadence",
        "terms.no_circulation",
        "terms.no_minutes",
        "terms.no_review_date",
        "terms.no_approver",
        "terms.no_approval_date",
    }


def test_full_terms_have_no_gaps():
    ten_after = Offset(n=10, unit=Unit.WORKING_DAY, direction=Direction.AFTER)
    full = terms(
        FIVE_FROM_THREE,
        CIRCULATION,
        clause(ClauseKind.CADENCE, times_a_year=4),
        clause(ClauseKind.MINUTES_TO_MEMBERS, offset=ten_after),
        review_on=date(2023, 8, 31),
        approved_by="The board",
        approved_on=date(2021, 8, 1),
    )

    assert gaps(full, TODAY) == ()
    assert refusals_of_terms(full) == ()


@pytest.mark.parametrize(("today", "is_gap"), [(date(2022, 8, 31), False), (date(2022, 9, 1), True)])
def test_a_review_date_has_passed_from_the_day_after_it(today, is_gap):
    assert ("terms.review_passed" in codes(terms(review_on=date(2022, 8, 31)), today)) is is_gap


def test_a_quorum_marked_as_not_stated_is_a_gap_and_never_a_default():
    silent = replace(FIVE_FROM_THREE, is_stated=False, quorum=None)

    assert "terms.no_quorum" in codes(terms(silent))
    assert "whether it was enough is not said" in consequence(silent)


def test_a_clause_with_two_readings_is_shown_as_such():
    unclear = clause(
        ClauseKind.REPORTING, "Report bi-annually.", ambiguity="Twice a year, or every two years."
    )

    assert ambiguous(terms(CIRCULATION, unclear)) == (unclear,)


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (clause(ClauseKind.CIRCULATION), "terms.clause_without_offset"),
        (replace(CIRCULATION, quote=" "), "terms.clause_without_quote"),
        (clause(ClauseKind.STANDING_ITEM, "Risks are looked over", item=" "), "terms.clause_without_item"),
        (clause(ClauseKind.REPORTING, "It reports on its work"), "terms.clause_without_item"),
        (clause(ClauseKind.QUORUM), "terms.quorum_unstated"),
        (clause(ClauseKind.QUORUM, quorum=Quorum(())), "terms.quorum_unstated"),
        (clause(ClauseKind.QUORUM, quorum=Quorum((Count(3), Agencies(9)))), "terms.quorum_of_too_many"),
        (clause(ClauseKind.DURATION, minutes=0), "terms.bad_minutes"),
        (clause(ClauseKind.CADENCE, times_a_year=0), "terms.bad_cadence"),
    ],
)
def test_a_clause_that_says_nothing_usable_is_refused(bad, code):
    refused = refusals_of_terms(terms(bad))

    assert [(r.code, r.field) for r in refused] == [(code, f"clause:{bad.id}")]
    assert refused[0].sentence.startswith(KINDS[bad.kind])
    assert "“”" not in consequence(bad)


def test_two_quorums_or_two_versions_on_one_day_are_refused():
    twice = terms(FIVE_FROM_THREE, replace(FIVE_FROM_THREE, id="q2"))

    assert [r.code for r in refusals_of_terms(twice)] == ["terms.clause_twice"]
    assert [r.code for r in refusals_of_terms(terms(), [terms(id="other")])] == ["terms.same_day"]


def test_a_review_before_the_start_and_a_year_nobody_keeps_are_refused():
    found = refusals_of_terms(terms(review_on=date(2021, 7, 1), year_type="lunar"))

    assert [r.code for r in found] == ["terms.review_before_start", "terms.year_type"]


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (
            CIRCULATION,
            "Agenda and papers go to members 7 working days before the meeting at the latest. "
            "Later than that needs the chair’s agreement, recorded as a waiver. "
            "It falls to the coordinator.",
        ),
        (
            FIVE_FROM_THREE,
            "A meeting is quorate with 5 members from 3 agencies, tested whenever somebody comes or goes. "
            "A deputy with authority counts. A council’s directorates are one agency. "
            "Advisory members do not count. Whoever joins online or by phone counts.",
        ),
        (
            clause(ClauseKind.CADENCE, times_a_year=4),
            "One meeting falls in each quarter of the year. A quarter that ends without one is overdue.",
        ),
        (
            clause(ClauseKind.REPORTING, to="the executive"),
            "A report to the executive is made when it is asked for. None is ever overdue.",
        ),
        (
            clause(ClauseKind.REPORTING, to="the ministry", item="Annual return", times_a_year=1),
            "“Annual return” to the ministry is due once a year.",
        ),
        (
            clause(
                ClauseKind.EXPRESSION_OF_INTEREST,
                anchor="the next meeting",
                offset=Offset(28, Unit.CALENDAR_DAY, Direction.AFTER),
            ),
            "An answer is due 28 calendar days after the next meeting. No day is shown, as it is not from"
            " receipt.",
        ),
    ],
)
def test_each_clause_says_what_follows_from_it(one, expected):
    assert consequence(one) == expected


@pytest.mark.parametrize("kind", ClauseKind)
@pytest.mark.parametrize("is_stated", [True, False])
def test_every_kind_of_clause_has_a_name_and_a_consequence(kind, is_stated):
    said = consequence(clause(kind, is_stated=is_stated))

    assert KINDS[kind]
    assert said.endswith(".")
    assert "None" not in said or said.startswith("None stated") or said.endswith("None is ever overdue.")
