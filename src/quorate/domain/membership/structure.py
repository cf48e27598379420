"""How groups stand to one another: who reports what to whom, and how often."""

from datetime import date

from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day
from quorate.domain.membership.groups import GroupKind

MOST_A_YEAR = 52
LONGEST_WHAT = 300
_OFTEN = {1: "once a year", 2: "twice a year", 4: "each quarter", 12: "each month"}


def pace_in_words(*, times_a_year: int | None, each_meeting: bool) -> str:
    """How often a report is owed.

    >>> pace_in_words(times_a_year=4, each_meeting=False)
    'each quarter'
    """
    if each_meeting:
        return "at each meeting"
    if times_a_year is None:
        return "when asked for"
    return _OFTEN.get(times_a_year, f"{times_a_year} times a year")


def refusal_of_line(
    *,
    is_same: bool,
    what: str,
    times_a_year: int | None,
    each_meeting: bool,
    to_kind: str,
) -> Refusal | None:
    """Why one group cannot report so to another. `to_kind` is what sort of group it reports to.

    The meetings of an outside body are not kept here, so a report to it is never owed at each. Codes:
    `structure.to_itself`, `structure.what_needed`, `structure.two_paces`, `structure.too_often`,
    `structure.meetings_not_kept`.
    """
    if is_same:
        return Refusal("structure.to_itself", "A group does not report to itself.", field="to")
    if not what.strip():
        return Refusal("structure.what_needed", "Say what is reported.", field="what")
    if each_meeting and times_a_year is not None:
        sentence = "It is owed at each meeting or some times a year, not both."
        return Refusal("structure.two_paces", sentence, field="times_a_year")
    if times_a_year is not None and not 1 <= times_a_year <= MOST_A_YEAR:
        sentence = f"Write a whole number from 1 to {MOST_A_YEAR}."
        return Refusal("structure.too_often", sentence, field="times_a_year")
    if each_meeting and to_kind == GroupKind.OUTSIDE:
        return Refusal(
            "structure.meetings_not_kept",
            "The meetings of an outside body are not kept here.",
            "Say how many times a year instead.",
            field="pace",
        )
    return None


def refusal_to_record_report(
    *, due_begins: bool, made_on: date, from_on: date, today: date
) -> Refusal | None:
    """Why it cannot be recorded that a report was made on a day.

    `due_begins` says whether the period named is one the line asks for. Codes: `structure.which_report`,
    `structure.not_yet`, `structure.before_the_line`.
    """
    if not due_begins:
        return Refusal("structure.which_report", "Choose which report it is.", field="period")
    if made_on > today:
        return Refusal("structure.not_yet", "That day has not come yet.", field="made_on")
    if made_on < from_on:
        sentence = f"It has been owed since {day(from_on)}, after that day."
        return Refusal("structure.before_the_line", sentence, field="made_on")
    return None
