"""Which duties a board looks at now: those it takes up at a meeting, those near, and those due soon."""

from collections.abc import Iterable
from datetime import date

from quorate.domain.terms.clauses import ClauseKind
from quorate.domain.terms.duties import Duty, DutyState

NEAR_DAYS = 92
"""A quarter: what falls before the next meeting but one of most boards is seen."""
_TAKEN_AT_A_MEETING = frozenset({ClauseKind.REVIEW, ClauseKind.MEMBERSHIP_REVIEW, ClauseKind.WORKPLAN})


def is_near(duty: Duty, today: date) -> bool:
    """Whether a board looks at it now: overdue, due within a quarter, or met in the last one.

    Both ends are included. One that is due on a day nobody knows is near.
    """
    if duty.state is DutyState.OVERDUE:
        return True
    if duty.state is DutyState.DUE:
        return duty.due_on is None or (duty.due_on - today).days <= NEAR_DAYS
    if duty.state is DutyState.MET:
        return duty.done_on is not None and (today - duty.done_on).days <= NEAR_DAYS
    return False


def is_soon(duty: Duty, today: date, soon_days: int) -> bool:
    """Whether it is still to be done and due within so many days: a setting of each partnership."""
    return duty.state is DutyState.DUE and duty.due_on is not None and (duty.due_on - today).days <= soon_days


def is_open_at(duty: Duty, meeting_on: date) -> bool:
    """Whether it is still to be done, and due by the meeting or within a quarter after it."""
    is_open = duty.state in (DutyState.DUE, DutyState.OVERDUE)
    return is_open and duty.due_on is not None and (duty.due_on - meeting_on).days <= NEAR_DAYS


def taken_at(found: Iterable[Duty], meeting_on: date) -> tuple[Duty, ...]:
    """The duties that the agenda of a meeting takes up: to be decided by the board, and near to its day.

    Of one owed for several years the latest alone: a meeting agrees one workplan.
    """
    open_ones = {
        duty.title: duty
        for duty in sorted(found, key=lambda one: one.due_on or date.min)
        if duty.kind in _TAKEN_AT_A_MEETING and is_open_at(duty, meeting_on)
    }
    return tuple(open_ones.values())
