"""Actions of a meeting: the code each is given in its group's log, and when one may go into a plan."""

import re
from collections.abc import Iterable
from datetime import date

from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, day
from quorate.domain.plans.tree import natural

ACTION_LOG = "action_log"
"""The kind of the plan that holds the actions a group's meetings asked for."""
_BY_YEAR = re.compile(r"(.*\D)?(\d{2})/(\d+)")
_LAST_NUMBER = re.compile(r"\d+$")


def next_code(codes: Iterable[str], on: date) -> str:
    """The code after the last one in the log, in the log's own manner; "1" where it has none.

    A log numbered by year begins again with the year of the meeting, `on`.

    >>> next_code(["MB 26/09", "MB 26/10"], date(2026, 12, 10)), next_code(["MB 26/10"], date(2027, 3, 1))
    ('MB 26/11', 'MB 27/01')
    >>> next_code(["A9", "A10"], date(2026, 12, 10)), next_code(["none"], date(2026, 12, 10))
    ('A11', '1')
    """
    numbered = [code for code in codes if _LAST_NUMBER.search(code)]
    if not numbered:
        return "1"
    last = max(numbered, key=natural)
    if by_year := _BY_YEAR.fullmatch(last):
        before, year, number = by_year.group(1) or "", by_year.group(2), by_year.group(3)
        if f"{on:%y}" > year:
            return f"{before}{on:%y}/{1:0{len(number)}d}"
    number = _LAST_NUMBER.findall(last)[0]
    return f"{last.removesuffix(number)}{int(number) + 1:0{len(number)}d}"


def refusal_to_move_entry(
    *, is_same_plan: bool, is_withdrawn: bool, under: int, ended_on: date | None, today: date
) -> Refusal | None:
    """Why an entry cannot go into a plan, whose last day is `ended_on`; `under` counts those under the entry.

    Codes: `plans.same_plan`, `plans.entry_withdrawn`, `plans.has_entries_below`, `plans.plan_ended`.
    """
    if is_same_plan:
        return Refusal("plans.same_plan", "It is in that plan already.", field="plan")
    if is_withdrawn:
        return Refusal("plans.entry_withdrawn", "This has been withdrawn from the plan.")
    if under:
        said = f"{count(under, 'entry stands', 'entries stand')} under it."
        return Refusal("plans.has_entries_below", said, "Move or withdraw what stands under it first.")
    if ended_on is not None and ended_on < today:
        said = f"That plan ended on {day(ended_on)}."
        return Refusal("plans.plan_ended", said, "Choose another plan.", field="plan")
    return None
