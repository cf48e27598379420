"""When an agenda can be agreed, by whom, and what counts as changed since."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.calendar.holidays import england_and_wales
from quorate.domain.calendar.types import Direction, Offset, Unit
from quorate.domain.kernel.outcomes import OnBehalf
from quorate.domain.meetings.agreeing import (
    Agreement,
    AgreementStep,
    Since,
    agreement_step,
    refusal_to_agree,
    refusal_to_ask,
    since_agreed,
    warned_of,
    who_appoints,
)
from quorate.domain.meetings.lifecycle import MeetingState
from quorate.domain.meetings.timetable import StepState, due_on
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion
from tests.domain.meetings.test_circulating_papers import CHAIRS, IN_TIME, MEETING

AGENDA = (("a", 1), ("b", 1), ("c", 1))
ITEMS = st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(1, 3)), unique_by=lambda item: item[0])


def refusal(agreement=Agreement(), *, meeting=MEETING, by="chair", on=IN_TIME, behalf=None):  # noqa: B008
    return refusal_to_agree(
        meeting, agreement, agreed_by=by, on=on, today=IN_TIME, appointments=CHAIRS, on_behalf=behalf
    )


def test_the_chair_agrees_an_agenda_and_somebody_else_does_not():
    assert refusal() is None
    assert refusal(by="member").code == "agenda.not_the_chair"


def test_it_is_agreed_once_and_again_only_after_a_change():
    whole = Agreement(agreed_on=IN_TIME)

    assert refusal(whole).code == "agenda.agreed_already"
    assert refusal(replace(whole, since=Since(changed=("a",)))) is None


@pytest.mark.parametrize(
    ("meeting", "code"),
    [
        (replace(MEETING, agenda_items=0), "meetings.no_agenda_items"),
        (replace(MEETING, state=MeetingState.CANCELLED), "meetings.settled"),
        (replace(MEETING, state=MeetingState.HELD), "meetings.settled"),
    ],
)
def test_an_agenda_that_is_empty_or_over_is_not_agreed(meeting, code):
    assert refusal(meeting=meeting).code == code


@pytest.mark.parametrize(
    ("behalf", "code"),
    [
        (OnBehalf("", "email", IN_TIME), "agenda.on_behalf_who"),
        (OnBehalf("chair", "", IN_TIME), "agenda.on_behalf_how"),
        (OnBehalf("chair", "email", date(2099, 1, 1)), "agenda.on_behalf_when"),
    ],
)
def test_what_is_recorded_for_the_chair_says_who_how_and_when(behalf, code):
    assert refusal(behalf=behalf).code == code


def test_nobody_is_asked_where_nobody_chairs_and_the_cure_is_what_the_terms_say():
    clause = Clause(
        id="c", kind=ClauseKind.CHAIR, quote="The cabinet appoints the chair.", reading="", by="The cabinet"
    )
    terms = TermsVersion(id="t", label="", in_force_from=IN_TIME, clauses=(clause,))

    found = refusal_to_ask(MEETING, Agreement(), is_anybody=False, terms=terms, today=IN_TIME)

    assert (found.code, found.cure) == (
        "agenda.nobody_to_ask",
        "The terms say: “The cabinet appoints the chair”.",
    )
    assert who_appoints(None) == ""


def test_the_chair_is_asked_once_a_day():
    asked = Agreement(asked_on=IN_TIME)

    assert refusal_to_ask(MEETING, asked, is_anybody=True, terms=None, today=IN_TIME).code == (
        "agenda.asked_today"
    )
    assert refusal_to_ask(MEETING, Agreement(), is_anybody=True, terms=None, today=IN_TIME) is None


def test_whoever_sends_it_is_warned_of_an_agenda_not_agreed_or_changed_since():
    assert warned_of(Agreement()) == "The chair has not agreed this agenda."
    assert warned_of(Agreement(agreed_on=IN_TIME)) == ""
    assert "changed since" in warned_of(Agreement(agreed_on=IN_TIME, since=Since(is_reordered=True)))


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (AGENDA, Since()),
        ((("a", 1), ("b", 2), ("c", 1)), Since(changed=("b",))),
        ((("a", 1), ("c", 1)), Since(removed=("b",))),
        ((*AGENDA, ("d", 1)), Since(added=("d",))),
        ((("b", 1), ("a", 1), ("c", 1)), Since(is_reordered=True)),
    ],
)
def test_what_changed_since_is_told_apart(now, expected):
    assert since_agreed(AGENDA, now) == expected


@given(ITEMS, ITEMS)
def test_an_agenda_stands_as_agreed_only_when_it_is_the_same(was, now):
    since = since_agreed(was, now)

    assert since.is_none == (was == now)
    assert set(since.added) == {id for id, _ in now} - {id for id, _ in was}
    assert set(since.removed) == {id for id, _ in was} - {id for id, _ in now}


GOES_OUT = Clause(
    id="c", kind=ClauseKind.CIRCULATION, quote="", reading="", anchor="meeting",
    offset=Offset(5, Unit.WORKING_DAY, Direction.BEFORE),
)  # fmt: skip
CALENDAR = england_and_wales()
LAST = due_on(GOES_OUT, MEETING.on, CALENDAR).on


def step(agreement=Agreement(), *, today=IN_TIME, went_on=None, clause=GOES_OUT, **more):  # noqa: B008
    return agreement_step(
        agreement, replace(MEETING, **more), went_on=went_on, clause=clause, calendar=CALENDAR, today=today
    )


@pytest.mark.parametrize(
    ("days", "state", "late"),
    [
        (-1, StepState.TO_COME, None),
        (0, StepState.DUE_TODAY, None),
        (1, StepState.MISSED, 0),
        (7, StepState.MISSED, 4),
    ],
)
def test_an_agreement_is_wanted_by_the_last_day_on_which_the_agenda_can_go_in_time(days, state, late):
    found = step(today=LAST + timedelta(days))

    assert (found.on, found.state, found.days_late) == (LAST, state, late)


def test_an_agreement_stands_on_its_day_with_how_many_changes_there_were_since():
    day = date(2026, 11, 2)
    changed = Agreement(agreed_on=day, since=Since(added=("a",), removed=("b",)))
    moved = Agreement(agreed_on=day, since=Since(is_reordered=True))

    assert step(Agreement(agreed_on=day)) == AgreementStep(day, StepState.MET)
    assert step(changed) == AgreementStep(day, StepState.MET, 2, is_to_renew=True)
    assert step(moved).changes == 1
    assert not step(changed, state=MeetingState.HELD).is_to_renew


def test_without_the_agreement_it_is_not_known_once_the_agenda_went_and_nothing_where_none_is_wanted():
    went = date(2026, 11, 3)

    assert step(went_on=went) == AgreementStep(went, StepState.NOT_KNOWN)
    assert step(went_on=went, state=MeetingState.CANCELLED) is None
    assert step(clause=None) is None
    assert step(state=MeetingState.HELD) is None
    assert step(today=MEETING.on + timedelta(1)) is None
    assert step(today=MEETING.on).state is StepState.MISSED
