"""What sorts of group there are, and when one can end.

A group is not deleted when its work is done: its meetings, papers and plans stay, and it takes nothing new.
"""

from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum

from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day, listed


class GroupKind(StrEnum):
    """What sort of group it is.

    A survivors' panel puts questions to agencies and sees the answers. An outside body is one the partnership
    reports to or hears from: it has no seats and no meetings here.
    """

    BOARD = "board"
    OPERATIONAL = "operational_group"
    TASK_AND_FINISH = "task_and_finish_group"
    PANEL = "survivors_panel"
    OUTSIDE = "outside_body"


GROUP_KINDS = {
    GroupKind.BOARD: "Board",
    GroupKind.OPERATIONAL: "Operational group",
    GroupKind.TASK_AND_FINISH: "Task and finish group",
    GroupKind.PANEL: "Survivors’ panel",
    GroupKind.OUTSIDE: "Outside body",
}

LONGEST_QUESTION = 1_000
"""Characters of the question a task and finish group is to answer."""


def refusal_of_group(
    *,
    kind: str,
    question: str,
    ends_on: date | None,
    began_on: date | None = None,
    seats: int = 0,
    meetings: int = 0,
) -> Refusal | None:
    """Why a group cannot be so. `seats` and `meetings` are how many it has already.

    `began_on` is when it first met or somebody first sat in it, None while neither is.

    A task and finish group has a question to answer and a day to end by; one that goes on has neither.
    Codes: `groups.kind_unknown`, `groups.question_of_another`, `groups.question_long`, those of
    `refusals_of_purpose`, `groups.ends_before_it_began` and `groups.outside_has_seats`.
    """
    if kind not in set(GroupKind):
        return Refusal("groups.kind_unknown", "Choose what sort of group it is.", field="kind")
    if kind != GroupKind.TASK_AND_FINISH and (question.strip() or ends_on is not None):
        return Refusal(
            "groups.question_of_another",
            "Only a task and finish group has a question to answer and a day to end by.",
            "Leave both empty, or choose that it is one.",
            field="question" if question.strip() else "ends_on",
        )
    if len(question) > LONGEST_QUESTION:
        sentence = f"Shorten the question to {LONGEST_QUESTION:,} characters."
        return Refusal("groups.question_long", sentence, field="question")
    if missing := refusals_of_purpose(kind=kind, question=question, ends_on=ends_on):
        return missing[0]
    if ends_on and began_on and ends_on < began_on:
        return Refusal(
            "groups.ends_before_it_began",
            f"It began on {day(began_on)}, when it first met or somebody first sat in it.",
            "Give a later day to end by.",
            field="ends_on",
        )
    if kind == GroupKind.OUTSIDE and (seats or meetings):
        return Refusal(
            "groups.outside_has_seats",
            "It has seats or meetings here, and an outside body has neither.",
            "Choose what sort of group of yours it is.",
            field="kind",
        )
    return None


def refusals_of_purpose(*, kind: str, question: str, ends_on: date | None) -> tuple[Refusal, ...]:
    """What a task and finish group still needs, each beside its field; nothing for any other.

    It is set up to answer one question by a day, and a board that does not say which cannot tell when its
    work is done. Codes: `groups.question_needed`, `groups.end_needed`.
    """
    if kind != GroupKind.TASK_AND_FINISH:
        return ()
    found = []
    if not question.strip():
        sentence = "Write the question this task and finish group is to answer."
        found.append(Refusal("groups.question_needed", sentence, field="question"))
    if ends_on is None:
        sentence = "Give the day this task and finish group is to end by."
        found.append(Refusal("groups.end_needed", sentence, field="ends_on"))
    return tuple(found)


def refusal_to_stand_under(*, group: str, above: str, standing: Collection[str]) -> Refusal | None:
    """Why a group cannot stand under another: it would stand under itself. Code: `groups.under_itself`.

    `standing` are the groups that stand under it at any depth.
    """
    if above != group and above not in standing:
        return None
    return Refusal(
        "groups.under_itself",
        "It would stand under itself.",
        "Choose a group that is not under it.",
        field="parent",
    )


def refusal_to_gather(kind: str, *, field: str = "") -> Refusal | None:
    """Why a group can have no seat and no meeting here: it is not ours. Code: `groups.is_outside`."""
    if kind != GroupKind.OUTSIDE:
        return None
    return Refusal(
        "groups.is_outside",
        "It is an outside body: its seats and meetings are not kept here.",
        "Choose a group of the partnership.",
        field=field,
    )


def time_to_end(*, ends_on: date | None, ended_on: date | None, today: date) -> tuple[str, bool]:
    """When a task and finish group is to end, in a sentence, and whether that day has passed.

    Its day to end by is its last: it is passed the day after. Nothing is said of one that has ended.

    >>> time_to_end(ends_on=date(2026, 3, 31), ended_on=None, today=date(2026, 4, 1))
    ('It was to end by 31 March 2026 and goes on.', True)
    """
    if ends_on is None or ended_on is not None:
        return "", False
    if ends_on < today:
        return f"It was to end by {day(ends_on)} and goes on.", True
    return f"It is to end by {day(ends_on)}.", False


def refusal_to_end_group(
    *,
    ended_on: date | None,
    until_on: date,
    last_meeting_on: date | None,
    below: Sequence[str],
    question: str = "",
    answer: str = "",
) -> Refusal | None:
    """Why a group cannot end after `until_on`, its last day; it may lie in the past or the future.

    `last_meeting_on` is its last meeting that was not cancelled, `below` the names of the groups that stand
    under it and go on. One with a question says what came of it. Codes: `groups.ended_already`,
    `groups.meets_later`, `groups.has_groups`, `groups.answer_needed`.
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
    if question and not answer.strip():
        return Refusal(
            "groups.answer_needed",
            "Say what it answered to its question, or why it did not.",
            field="answer",
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


def kind_on(kind: str, before: Sequence[tuple[str, date]], on: date) -> str:
    """What a group was on a day. `before` are earlier kinds with the last day of each, earliest first.

    >>> kind_on("board", [("task_and_finish_group", date(2026, 3, 31))], date(2026, 3, 31))
    'task_and_finish_group'
    >>> kind_on("board", [("task_and_finish_group", date(2026, 3, 31))], date(2026, 4, 1))
    'board'
    """
    return next((was for was, until in before if on <= until), kind)


def kinds_after_change(
    kind: str, before: Sequence[tuple[str, date]], last_day: date
) -> tuple[tuple[str, date], ...]:
    """The earlier kinds once a group is no longer of this one, `last_day` being its last.

    What was so for no whole day, because it changed twice on one, is left out.
    """
    if before and before[-1][1] >= last_day:
        return tuple(before)
    return (*before, (kind, last_day))
