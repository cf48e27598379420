"""The code an action of a meeting is given in its group's log."""

import re
from collections.abc import Iterable
from datetime import date

from quorate.domain.plans.tree import natural

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
