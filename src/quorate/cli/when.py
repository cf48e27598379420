"""`quorate when`: works out a date from a phrase and another date, and shows the working.

Exit codes: 0 done; 1 the phrase was not understood or the date is not known; 2 a date given could not be
read. The answer goes to standard output, messages and warnings to standard error.
"""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from quorate.domain.calendar.holidays import england_and_wales
from quorate.domain.calendar.offsets import deadline
from quorate.domain.calendar.reading import Reading, read_offset
from quorate.domain.calendar.types import Deadline, Direction, Holiday, WorkingCalendar
from quorate.domain.calendar.wording import describe
from quorate.domain.kernel import words
from quorate.domain.kernel.reading import NotADate, day_said

DONE, NOT_KNOWN, USAGE = 0, 1, 2

DESCRIPTION = (
    "Works out a date such as 10 working days before a meeting. Working days leave out weekends and the bank "
    "holidays of England and Wales, known for 2010 to 2030."
)
_EXAMPLE = 'A phrase looks like "10 working days before" or "expiry of 5 working days from".'


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `quorate when`."""
    parser.add_argument("phrase", help='how far, such as "10 working days before" or "within 2 months of"')
    parser.add_argument("date", nargs="+", help="from which date: 2026-01-08 or 8 January 2026")
    parser.add_argument(
        "--closed",
        action="append",
        default=[],
        metavar="DATE[:NAME]",
        help="a day the council is closed; give it once for each day",
    )
    parser.add_argument(
        "--closures-count",
        action="store_true",
        help="leave closed days out of the count (otherwise they are counted as worked, and named)",
    )
    parser.add_argument("--json", action="store_true", dest="as_json", help="print one JSON object")


def run(args: Namespace) -> int:
    """Prints the date and its working; returns the exit code."""
    try:
        anchor = day_said(" ".join(args.date))
        calendar = _calendar(args.closed, closures_count=args.closures_count)
    except NotADate as problem:
        return _fail(str(problem), code=USAGE, as_json=args.as_json)
    reading = read_offset(args.phrase)
    if reading.offset is None:
        return _fail(_not_understood(reading), code=NOT_KNOWN, as_json=args.as_json)
    found = deadline(reading.offset, anchor, calendar, reading.anchor)
    otherwise = _otherwise(reading, anchor, calendar)
    found = replace(found, warnings=(*reading.warnings, *otherwise, *found.warnings))
    expires = reading.offset.direction is Direction.EXPIRY_OF
    if found.on is None:
        return _fail(found.warnings[-1], code=NOT_KNOWN, as_json=args.as_json, found=found, expires=expires)
    _warn(found.warnings)
    print(_json(found, expires=expires) if args.as_json else _plain(found, expires=expires))
    return DONE


def _calendar(closed: list[str], *, closures_count: bool) -> WorkingCalendar:
    closures = tuple(_closure(text) for text in closed)
    return replace(england_and_wales(), closures=closures, closures_count=closures_count)


def _closure(text: str) -> Holiday:
    on, _, name = text.partition(":")
    return Holiday(on=day_said(on), name=name.strip() or "closed")


def _otherwise(reading: Reading, anchor: date, calendar: WorkingCalendar) -> tuple[str, ...]:
    """What the reading not chosen would give, so that whoever knows their own rules can take it."""
    if reading.other is None:
        return ()
    on = deadline(reading.other, anchor, calendar).on
    answer = words.weekday(on) if on else "not known"
    return (f"As {describe(reading.other)}, the date would be {answer}.",)


def _not_understood(reading: Reading) -> str:
    return f"Not understood: {'; '.join(reading.not_understood)}. {_EXAMPLE}"


def _fail(
    sentence: str, *, code: int, as_json: bool, found: Deadline | None = None, expires: bool = False
) -> int:
    found = found or Deadline(on=None, working="")
    _warn(warning for warning in found.warnings if warning != sentence)
    print(sentence, file=sys.stderr)
    if as_json:
        print(_json(found, expires=expires, error=sentence))
    return code


def _warn(warnings: Iterable[str]) -> None:
    for warning in warnings:
        print(f"Note: {warning}", file=sys.stderr)


def _json(found: Deadline, *, expires: bool, error: str = "") -> str:
    answer: dict[str, object] = {"date": _iso(found.on), "working": found.working, "warnings": found.warnings}
    if expires:
        answer |= {"next": _iso(found.next_day), "next_working": _iso(found.next_working_day)}
    if error:
        answer["error"] = error
    return json.dumps(answer, indent=2, ensure_ascii=False)


def _plain(found: Deadline, *, expires: bool) -> str:
    lines = [_said(found.on), f"{found.working[0].upper()}{found.working[1:]}."]
    if expires:
        lines += [f"Next day: {_said(found.next_day)}", f"Next working day: {_said(found.next_working_day)}"]
    return "\n".join(lines)


def _said(value: date | None) -> str:
    return f"{words.weekday(value)} ({value.isoformat()})" if value else "not known"


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None
