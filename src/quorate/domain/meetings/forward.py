"""What a group plans to talk about in the twelve months ahead.

A planned item is for a meeting that is set or for a month. It is offered when that meeting's agenda is built,
and becomes an item of it; one whose time went by untaken is offered at the next. What a meeting did not reach
is carried on in the same way.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from quorate.domain.calendar.periods import add_months
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.meetings.lifecycle import SENTENCES, MeetingState
from quorate.domain.meetings.refusals import refusal_of_item

MONTHS_AHEAD = 12


@dataclass(frozen=True, slots=True)
class Slot:
    """When something is planned for: a month, by its first day, and the meeting, empty where none is set."""

    month: date
    meeting: str = ""


def months_ahead(today: date) -> tuple[date, ...]:
    """The first days of twelve months, that of today among them.

    >>> months_ahead(date(2026, 11, 23))[0], months_ahead(date(2026, 11, 23))[-1]
    (datetime.date(2026, 11, 1), datetime.date(2027, 10, 1))
    """
    first = today.replace(day=1)
    return tuple(add_months(first, n) for n in range(MONTHS_AHEAD))


def refusal_of_planned(title: str, purpose: str) -> Refusal | None:
    """Why an item cannot be planned as described. Codes: `meetings.no_title`, `meetings.purpose`."""
    return refusal_of_item(title, purpose, 0)


def refusal_to_plan_for(
    slot: Slot | None, *, months: Collection[date], meetings: Collection[str], was: Slot | None = None
) -> Refusal | None:
    """Why something cannot be planned for then; what stays where it was planned may. Code: `forward.when`."""
    if slot is not None and (
        slot == was or (slot.meeting in meetings if slot.meeting else slot.month in months)
    ):
        return None
    sentence = "Choose a month or a meeting of the year ahead."
    return Refusal("forward.when", sentence, field="when")


def refusal_to_replan(*, is_dropped: bool, is_on_agenda: bool) -> Refusal | None:
    """Why a planned item cannot be changed or dropped. Codes: `forward.dropped`, `forward.on_agenda`."""
    if is_dropped:
        return Refusal("forward.dropped", "This item was dropped.", "Add it anew if it is wanted again.")
    if is_on_agenda:
        sentence = "This item is on an agenda."
        return Refusal("forward.on_agenda", sentence, "Change it there, or take it off there first.")
    return None


def is_for(planned: Slot, *, meeting: str, on: date, unset_before: bool = True) -> bool:
    """Whether a planned item not taken yet is to be offered for a meeting held on a day.

    One planned for that meeting is, and one for its month or, with `unset_before`, an earlier month for
    which no meeting took it. One planned for another meeting is not.
    """
    if planned.meeting:
        return planned.meeting == meeting
    first = on.replace(day=1)
    return planned.month == first or (unset_before and planned.month < first)


def refusal_to_carry_on(
    state: MeetingState, *, on: date, today: date, chosen: Sequence[object]
) -> Refusal | None:
    """Why items of a meeting held on a day cannot be carried to the next.

    Codes: `forward.not_held`, `meetings.cancelled` and `forward.none_chosen`.
    """
    if state is MeetingState.CANCELLED:
        return Refusal("meetings.cancelled", SENTENCES[state], "Plan its items for another meeting.")
    if on > today:
        sentence = "The meeting has not been held yet."
        return Refusal("forward.not_held", sentence, "Carry on what it did not reach after it.")
    if not chosen:
        return Refusal("forward.none_chosen", "Tick at least one item.", field="items")
    return None
