"""What sorts of group there are, and when one can end.

A group is not deleted when its work is done: its meetings, papers and plans stay, and it takes nothing new.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day, listed


class GroupKind(StrEnum):
    """What sort of group it is. An outside body is one the partnership reports to or hears from."""

    BOARD = "board"
    OPERATIONAL = "operational_group"
    TASK_AND_FINISH = "task_and_finish_group"
    OUTSIDE = "outside_body"


GROUP_KINDS = {
    GroupKind.BOARD: "Board",
    GroupKind.OPERATIONAL: "Operational group",
    GroupKind.TASK_AND_FINISH: "Task and finish group",
    GroupKind.OUTSIDE: "Outside body",
}


def refusal_to_end_group(
    *, ended_on: date | None, until_on: date, last_meeting_on: date | None, below: Sequence[str]
) -> Refusal | None:
    """Why a group cannot end after `until_on`, its last day; it may lie in the past or the future.

    `last_meeting_on` is its last meeting that was not cancelled, `below` the names of the groups that stand
    under it and go on. Codes: `groups.ended_already`, `groups.meets_later`, `groups.has_groups`.
    """
    if ended_on is not None:
        return Refusal("groups.ended_already", f"Its last day is {day(ended_on)} already.", field="ended_on")
    if last_meeting_on is not None and last_meeting_on > until_on:
        return Refusal(
            "groups.meets_later",
            f"It has a meeting on {day(last_meeting_on)}, after {day(until_on)}.",
            "Choose a later day, or cancel that meeting first.",
            field="ended_on",
        )
    if below:
        one = "stands" if len(below) == 1 else "stand"
        return Refusal(
            "groups.has_groups", f"{listed(below)} {one} under it.", "End what is under it first.", "ended_on"
        )
    return None


def has_ended(ended_on: date | None, on: date) -> bool:
    """Whether a group has ended by a day; its last day is still its own.

    >>> has_ended(date(2026, 3, 31), date(2026, 3, 31)), has_ended(date(2026, 3, 31), date(2026, 4, 1))
    (False, True)
    """
    return ended_on is not None and ended_on < on


def refusal_after_end(*, ended_on: date | None, on: date, field: str = "") -> Refusal | None:
    """Why nothing new can begin in a group on this day: its last day has passed. Code: `groups.ended`."""
    if ended_on is None or not has_ended(ended_on, on):
        return None
    return Refusal(
        "groups.ended",
        f"The group ended on {day(ended_on)}.",
        "Choose an earlier day, or say that the group goes on.",
        field=field,
    )
