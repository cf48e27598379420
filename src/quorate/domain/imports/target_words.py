"""Reads the words of a target date cell.

Papers write target dates as days, months, ranges, "Ongoing", "Annual updates from Nov 19", "Announcement
dependent", and put status words ("Complete") in the same cell. A month alone is due on its last day.
"Ongoing" has no last day and needs a date to look again, which may stand after it: "Ongoing, review 1
November 2026". The words are always kept as printed.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeAlias

from quorate.domain.kernel.words import day
from quorate.domain.plans.facts import Status, Target, TargetKind
from quorate.domain.plans.targets import next_instance

_FIRST_SERIAL, _LAST_SERIAL = 36526, 54789
"""1 January 2000 and 1 January 2050 as Excel counts days."""
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{0}m>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<{0}y>(?:19|20)\d\d|['’]?\d\d)"
_MONTH_YEAR = rf"{_MONTH}[\s,\-/]*{_YEAR}(?!\d)"
_DAY_MONTH_YEAR = rf"(?P<{{0}}d>\d{{{{1,2}}}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH_YEAR}"
_NUMERIC = re.compile(r"(?<!\d)(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>(?:19|20)?\d\d)(?!\d)")
_ISO = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)")


def _compiled(pattern: str, *names: str) -> re.Pattern[str]:
    return re.compile(r"\b" + pattern.format(*names), re.IGNORECASE)


_DAY = _compiled(_DAY_MONTH_YEAR, "")
_MONTH_ONLY = _compiled(_MONTH_YEAR, "")
_BARE_MONTH = _compiled(_MONTH, "")
_MONTH_RANGE = re.compile(
    rf"\b{_MONTH.format('a')}(?:\s*{_YEAR.format('a')})?\s*(?:-|–|—|to|until)\s*{_MONTH_YEAR.format('b')}",
    re.IGNORECASE,
)
_YEAR_RANGE = re.compile(r"\b(?P<a>20\d\d)\s*(?:-|–|—|to)\s*(?P<b>20\d\d)\b", re.IGNORECASE)
_FINANCIAL_YEAR = re.compile(r"\b(?P<a>20\d\d)\s*[/\-–]\s*(?P<b>\d\d)\b(?!\s*[/\-–]\s*\d)")
_QUARTER = re.compile(
    r"\bq(?:uarter)?\s*(?P<q>[1-4])\s*(?:of\s*)?(?P<a>20\d\d|\d\d)\s*[/\-–]\s*(?P<b>(?:20)?\d\d)\b",
    re.IGNORECASE,
)
_SEASON = re.compile(r"\b(?P<s>spring|summer|autumn|winter)\s+(?P<y>20\d\d)\b", re.IGNORECASE)
_SEASON_MONTHS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
_YEAR_ONLY = re.compile(r"^(?:by\s+|end\s+of\s+|in\s+|during\s+)*(?P<y>20\d\d)$", re.IGNORECASE)
_EVERY = (
    (re.compile(r"\bannual(?:ly)?\b|\bevery year\b|\byearly\b|\beach year\b", re.IGNORECASE), 12),
    (re.compile(r"\b(?:six|6)[ -]month(?:ly|s)\b|\bhalf[ -]yearly\b|\btwice a year\b", re.IGNORECASE), 6),
    (re.compile(r"\bquarterly\b|\bevery quarter\b|\beach quarter\b", re.IGNORECASE), 3),
    (re.compile(r"(?<![\w-])monthly\b|\bevery month\b|\beach month\b", re.IGNORECASE), 1),
)
_COUNTS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNT = rf"(?P<n>\d{{1,2}}|{'|'.join(_COUNTS)}|eighteen|other)"
_EVERY_SO_MANY = re.compile(
    rf"\bevery {_COUNT}[ -](?P<unit>month|quarter|year)s?\b|"
    rf"(?<![\w-]){_COUNT.replace('<n>', '<m>')}[ -](?P<adverb>month|quarter|year)ly\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"^(?P<sort>.*?)\s*\b(?:since|from|as of)\b(?!.*\b(?:by|to|until)\b)(?!.*[,;–—])", re.IGNORECASE
)
_UNSURE_STEP = re.compile(r"\bbi-?\s?(?:annual|monthly|ennial)(?:ly)?\b", re.IGNORECASE)
_ONGOING = re.compile(
    r"\bon-?\s?going\b|\bcontinu(?:ous|ing)(?:ly)?\b|\bthroughout\b|\brolling\b|\bbusiness as usual\b",
    re.IGNORECASE,
)
_AS_AVAILABLE = re.compile(
    r"\bas (?:and when )?available\b|\bwhen available\b|\bas and when\b", re.IGNORECASE
)
_DEPENDENT = re.compile(
    r"^(?:a?wait(?:s|ing)?(?: for)?|pending|subject to|depend(?:s|ent|ing) (?:up)?on|"
    r"following|once|after|when)"
    r"\s+(?P<what>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_DEPENDENT_AFTER = re.compile(r"^(?P<what>.+?)[\s-]+dependent\.?$", re.IGNORECASE | re.DOTALL)
_REVIEW = re.compile(
    r"\b(?:to be |for |next )?"
    r"(?:review(?:ed|ing)?|re-?visit(?:ed)?|(?:look|check)(?:ed)?(?: at)?(?: it)? again)\b"
    r"(?: date| due)?:?",
    re.IGNORECASE,
)
_REVIEW_ON_A_DAY = re.compile(
    _REVIEW.pattern
    + r"[\s:]*(?:(?:by|on|in|from|at|before|the|end|of|early|late)\s+)*"
    + r"(?:(?:mon|tues|wednes|thurs|fri)day\s+)?"
    + r"(?:\d|q[1-4]|spring|summer|autumn|winter|"
    + _MONTH.format("")
    + ")",
    re.IGNORECASE,
)
_PARTED = re.compile(r"[,;:(.–—-]\s*$")
_UNKNOWN = re.compile(
    r"^(?:t\.?b\.?[cad]\.?|to be (?:confirmed|agreed|decided|set)|n/?a|none|nil|[-–?]+)$", re.IGNORECASE
)

STATUS_WORDS: tuple[tuple[re.Pattern[str], Status], ...] = (
    (
        re.compile(
            r"\b(?:not|no longer)\s+(?:being\s+)?(?:taken forward|achieved|done|progress(?:ing|ed))\b", re.I
        ),
        Status.NOT_DONE,
    ),
    (re.compile(r"\b(?:withdrawn|cancelled|abandoned)\b", re.I), Status.NOT_DONE),
    (re.compile(r"\b(?:not (?:yet )?(?:started|begun)|yet to start)\b", re.I), Status.NOT_STARTED),
    (
        re.compile(r"^\W*(?:action |now |all )?(?:complete[d]?|done|achieved|closed|delivered)\b", re.I),
        Status.COMPLETE,
    ),
    (re.compile(r"^\W*a?wait(?:s|ing)?\b|\bon hold\b|\bpaused\b", re.I), Status.WAITING),
    (
        re.compile(
            r"\b(?:under ?way|in progress|good progress|progressing|on track|started|commenced)\b", re.I
        ),
        Status.UNDER_WAY,
    ),
)
"""Words in a date or status cell that say what has happened. The first that fits counts."""


UNDERSTOOD = (
    "31 March 2027",
    "31/3/27",
    "March 2027",
    "March to June 2027",
    "autumn 2026",
    "2026/27",
    "Q2 2026/27",
    "ongoing",
    "quarterly from March 2027",
    "every six months from March 2027",
    "annually from March 2027",
    "ongoing, review 1 November 2026",
    "as available, review by 31 March 2027",
    "pending the review",
)
"""Forms of target date that are read, one of each sort, to be shown where one is typed."""


@dataclass(frozen=True, slots=True)
class ReadTarget:
    """What a cell's words came to.

    `note` is a sentence for the coordinator when the reading is a choice, or when the words were not
    understood; `status` is what they say has happened, or None.
    """

    targets: tuple[Target, ...] = ()
    status: Status | None = None
    note: str = ""


def read_target(raw: str, *, as_at: date | None = None) -> ReadTarget:
    """Every target date in the words of a cell, in their order.

    Several values are parted by line ends, semicolons or a slash between spaces. `as_at` is the date
    the paper speaks for: it settles which instance of a recurring target is next, and which year a month
    without one means; without it the first instance counts and a bare month is not read.

    >>> [t.on.isoformat() for t in read_target("June 2020; 31/03/2021").targets if t.on]
    ['2020-06-30', '2021-03-31']
    """
    found: list[Target] = []
    statuses: list[Status] = []
    notes: list[str] = []
    for words in _values(raw):
        target, note = _read_one(words, as_at)
        found.append(target)
        if (status := read_status(words)) is not None:
            statuses.append(status)
        elif not note and target.kind is TargetKind.NONE and not _UNKNOWN.match(words):
            note = f"“{words}” could not be read as a target date. It is kept as words: nothing is due."
        if note:
            notes.append(note)
    agreed = statuses[0] if len(statuses) == len(found) and len(set(statuses)) == 1 else None
    return ReadTarget(targets=tuple(found), status=agreed, note=" ".join(notes))


def read_changed(raw: str, *, held: Iterable[tuple[str, Target]], as_at: date | None = None) -> ReadTarget:
    """The target dates of a form's lines, where a line left as it was keeps the target it stood for, whole.

    `held` pairs each target with its line. Only lines that differ are read, and only they can give a note:
    what was understood on another day, or was never understood, does not stand in the way of a change to
    something else.
    """
    kept = [(one_line(line), target) for line, target in held]
    found: list[Target] = []
    notes: list[str] = []
    for line in filter(None, map(one_line, raw.split("\n"))):
        same = next((pair for pair in kept if pair[0] == line), None)
        if same is not None:
            kept.remove(same)
            found.append(same[1])
            continue
        read = read_target(line, as_at=as_at)
        found += read.targets
        notes += filter(None, [read.note])
    return ReadTarget(targets=tuple(found), note=" ".join(notes))


def target_line(target: Target, words: str) -> str:
    """A target as one line of a form: its words as printed, else `words`.

    A day to look again that the printed words do not give is said after them, so that it can be changed.
    """
    line = one_line(target.raw or words)
    said = any(one.review_on == target.review_on for one in read_target(line).targets)
    return line if said or not target.review_on else f"{line}, review {day(target.review_on)}"


def one_line(words: str) -> str:
    """Words as one line of a form, whatever line ends and blanks the paper had in them."""
    return " ".join(words.split())


def read_status(words: str) -> Status | None:
    """What has happened, where the words say so."""
    return next((status for pattern, status in STATUS_WORDS if pattern.search(words)), None)


def is_status_alone(words: str) -> bool:
    """Whether words are a status and say no more.

    >>> is_status_alone("in progress"), is_status_alone("in progress, two wards trained")
    (True, False)
    """
    return any(pattern.fullmatch(words) for pattern, _ in STATUS_WORDS)


def read_month(text: str) -> tuple[date, str, bool] | None:
    """The last date named in a heading: its day, the words it came from, and whether a day was given.

    A month alone means its last day.
    """
    found: list[tuple[int, date, str, bool]] = []
    for match in _DAY.finditer(text):
        if (on := _safe(_year(match["y"]), _month(match["m"]), int(match["d"]))) is not None:
            found.append((match.end(), on, match[0], True))
    for match in _NUMERIC.finditer(text):
        if (on := _safe(_year(match["y"]), int(match["m"]), int(match["d"]))) is not None:
            found.append((match.end(), on, match[0], True))
    days_end = {end for end, *_ in found}
    for match in _MONTH_ONLY.finditer(text):
        if match.end() not in days_end:
            found.append((match.end(), last_day(_year(match["y"]), _month(match["m"])), match[0], False))
    if not found:
        return None
    _, on, words, is_day = max(found)
    return on, words, is_day


def last_day(year: int, month: int) -> date:
    """A month's last day."""
    return date(year, month, monthrange(year, month)[1])


def _values(raw: str) -> list[str]:
    """The values of a cell; a day to look again belongs to the open-ended words it follows."""
    found: list[str] = []
    for value in re.split(r"\n|;|\s/\s", raw):
        words = one_line(value)
        if found and _REVIEW_ON_A_DAY.match(words) and _is_open_ended(found[-1]):
            found[-1] = f"{found[-1]}; {words}"
        elif words:
            found.append(words)
    return found


def _read_one(words: str, as_at: date | None) -> tuple[Target, str]:
    for reader in _READERS:
        if (answer := reader(words, as_at)) is not None:
            return answer
    return Target(kind=TargetKind.NONE, raw=words), ""


Answer: TypeAlias = tuple[Target, str] | None


def _recurring(words: str, as_at: date | None) -> Answer:
    if _UNSURE_STEP.search(words):
        note = f"“{words}” may mean twice in the period or once every two. How often is it due?"
        return Target(kind=TargetKind.RECURRING, raw=words), note
    step = _so_many(words) or next((months for pattern, months in _EVERY if pattern.search(words)), None)
    if step is None:
        return None
    starts, first = _first_instance(words)
    target = Target(kind=TargetKind.RECURRING, raw=words, on=first, starts_on=starts, every_months=step)
    if first is None:
        return target, f"“{words}” does not say from when. When is it next due?"
    return (replace(target, on=next_instance(target, as_at)) if as_at else target), ""


def _first_instance(words: str) -> tuple[date | None, date | None]:
    if (match := _DAY.search(words)) and (
        on := _safe(_year(match["y"]), _month(match["m"]), int(match["d"]))
    ) is not None:
        return on, on
    if match := _MONTH_ONLY.search(words):
        year, month = _year(match["y"]), _month(match["m"])
        return date(year, month, 1), last_day(year, month)
    return None, None


def _dependent(words: str, _: date | None) -> Answer:
    match = _DEPENDENT.match(words) or _DEPENDENT_AFTER.match(words)
    if match is None or (match["what"] and _has_date(match["what"])):
        return None
    return Target(kind=TargetKind.DEPENDENT, raw=words, depends_on=match["what"].rstrip(".")), ""


def _ranges(words: str, _: date | None) -> Answer:
    if match := _MONTH_RANGE.search(words):
        end_year = _year(match["by"])
        start_year = _year(match["ay"]) if match["ay"] else end_year
        if not match["ay"] and _month(match["am"]) > _month(match["bm"]):
            start_year -= 1
        return _range(
            words, date(start_year, _month(match["am"]), 1), last_day(end_year, _month(match["bm"]))
        )
    if match := _QUARTER.search(words):
        year = _year(match["a"])
        month = 3 * int(match["q"]) + 1
        year, month = (year, month) if month <= 12 else (year + 1, month - 12)
        return _range(words, date(year, month, 1), last_day(year, month + 2))
    if match := _SEASON.search(words):
        first, last = _SEASON_MONTHS[match["s"].lower()]
        year = int(match["y"])
        return _range(words, date(year, first, 1), last_day(year + (last < first), last))
    if match := _YEAR_RANGE.search(words):
        return _range(words, date(int(match["a"]), 1, 1), date(int(match["b"]), 12, 31))
    return None


def _years(words: str, _: date | None) -> Answer:
    if (match := _FINANCIAL_YEAR.search(words)) and int(match["b"]) == (int(match["a"]) + 1) % 100:
        return _range(words, date(int(match["a"]), 4, 1), date(int(match["a"]) + 1, 3, 31))
    if (match := _FINANCIAL_YEAR.search(words)) and int(match["b"]) > int(match["a"]) % 100:
        return _range(
            words, date(int(match["a"]), 4, 1), date(int(match["a"]) // 100 * 100 + int(match["b"]), 3, 31)
        )
    if match := _YEAR_ONLY.match(words):
        return _range(words, date(int(match["y"]), 1, 1), date(int(match["y"]), 12, 31))
    return None


def _range(words: str, starts: date, ends: date) -> Answer:
    if ends < starts:
        return Target(kind=TargetKind.NONE, raw=words), f"“{words}” ends before it begins."
    return Target(kind=TargetKind.RANGE, raw=words, on=ends, starts_on=starts), ""


def _day(words: str, _: date | None) -> Answer:
    for pattern in (_ISO, _DAY, _NUMERIC):
        if match := pattern.search(words):
            month = int(match["m"]) if match["m"].isdigit() else _month(match["m"])
            on = _safe(_year(match["y"]), month, int(match["d"]))
            if on is None:
                return Target(kind=TargetKind.NONE, raw=words), f"There is no such day as “{match[0]}”."
            return Target(kind=TargetKind.DAY, raw=words, on=on), ""
    return None


def _month_alone(words: str, _: date | None) -> Answer:
    if match := _MONTH_ONLY.search(words):
        on = last_day(_year(match["y"]), _month(match["m"]))
        return Target(kind=TargetKind.MONTH, raw=words, on=on), ""
    return None


def _month_without_year(words: str, as_at: date | None) -> Answer:
    match = _BARE_MONTH.fullmatch(re.sub(r"^(?:by|end|of|in|\s)+\s", "", words, flags=re.IGNORECASE))
    if match is None:
        return None
    if as_at is None:
        return Target(kind=TargetKind.NONE, raw=words), f"“{words}” does not say which year."
    on = last_day(as_at.year, _month(match["m"]))
    on = on if on >= as_at else last_day(as_at.year + 1, on.month)
    return Target(
        kind=TargetKind.MONTH, raw=words, on=on
    ), f"“{words}” does not say which year: {on.year} was taken."


def _so_many(words: str) -> int | None:
    """The months of "every three months", "3-monthly" or "every other year"; None where none are counted."""
    found = _EVERY_SO_MANY.search(words)
    if found is None:
        return None
    said = (found["n"] or found["m"]).lower()
    more = {"eighteen": 18, "other": 2} | {word: n for n, word in enumerate(_COUNTS, 2)}
    times = int(said) if said.isdigit() else more[said]
    months = {"month": 1, "quarter": 3, "year": 12}[(found["unit"] or found["adverb"]).lower()]
    return times * months or None


def _open_ended_since(words: str, as_at: date | None) -> Answer:
    """Something open-ended that says when it began: the date is no target."""
    found = _SINCE.search(words)
    return _open_ended(found["sort"], as_at) and _open_ended(words, as_at) if found else None


def _open_ended(words: str, _: date | None) -> Answer:
    if _AS_AVAILABLE.search(words):
        return Target(kind=TargetKind.AS_AVAILABLE, raw=words), ""
    if _ONGOING.search(words):
        return Target(kind=TargetKind.ONGOING, raw=words), ""
    return None


def _is_open_ended(words: str) -> bool:
    return not _has_date(words) and bool(_open_ended(words, None) or _dependent(words, None))


def _look_again(words: str, as_at: date | None) -> Answer:
    """Something without a date of its own that is to be looked at again on a day.

    What stands before the words for it says what sort it is; "Review March 2027, ongoing" has it the other
    way about. Something that waits needs a comma or the like before them: in "Pending the review March
    2027" the review is what it waits for.
    """
    match = _REVIEW.search(words)
    if match is None:
        return None
    before, after = words[: match.start()], words[match.end() :]
    parted = bool(_PARTED.search(before))
    sort = before.strip(" ,;:(.–—-")
    answer = _open_ended(sort or after, None) or (_dependent(sort, None) if parted else None)
    if answer is None or _has_date(sort):
        return None
    again = next((found for read in _DAYS if (found := read(after, as_at)) is not None), None)
    if again is None:
        return None
    on, note = again
    return replace(answer[0], raw=words, review_on=on.on), note


def _serial(words: str, _: date | None) -> Answer:
    """A day as Excel counts it from the end of 1899, where the cell was not formatted as a date."""
    if not re.fullmatch(r"\d{5}", words) or not _FIRST_SERIAL <= int(words) <= _LAST_SERIAL:
        return None
    on = date(1899, 12, 30) + timedelta(days=int(words))
    return Target(
        kind=TargetKind.DAY, raw=words, on=on
    ), f"“{words}” was taken for {day(on)}, as Excel counts days."


_DAYS: tuple[Callable[[str, date | None], Answer], ...] = (
    _ranges,
    _day,
    _month_alone,
    _years,
    _month_without_year,
)
"""What a day to look again may be written as."""

_READERS: tuple[Callable[[str, date | None], Answer], ...] = (
    _recurring,
    _look_again,
    _open_ended_since,
    _dependent,
    _ranges,
    _day,
    _month_alone,
    _years,
    _open_ended,
    _month_without_year,
    _serial,
)


def _has_date(words: str) -> bool:
    return any(p.search(words) for p in (_DAY, _MONTH_ONLY, _NUMERIC, _ISO))


def _month(word: str) -> int:
    return _NAMES.index(word[:3].lower()) + 1


def _year(word: str) -> int:
    digits = int(word.lstrip("'’"))
    return digits if digits >= 100 else digits + (1900 if digits >= 70 else 2000)


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
