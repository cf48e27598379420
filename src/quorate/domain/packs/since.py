"""What changed since a pack was made: the same edition then and now, held side by side.

Items and papers are known again by their ids, and by their titles in packs made before ids were kept. Rows
of a plan are known by their numbers. A thing is moved only if its order among the others changed: what
stands further down because something was put before it did not move.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from quorate.domain.packs.content import ActionTable, AgendaLine, PackContent, PaperLine, TableRow
from quorate.domain.packs.wording import PURPOSE_WORDS

Line = TypeVar("Line")


class Change(StrEnum):
    """What became of a thing."""

    ADDED = "added"
    CHANGED = "changed"
    REPLACED = "replaced"
    MOVED = "moved"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Differs:
    """A part that says something else: its name, what it said, and what it says now."""

    name: str
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One thing that changed. `number` is the one it has now, or had. `of` is the plan it is of, if any."""

    change: Change
    number: str
    title: str
    differs: tuple[Differs, ...] = field(default=())
    of: str = ""


@dataclass(frozen=True, slots=True)
class Since:
    """All that changed, in the order of the pack as it would be now, what is gone last."""

    items: tuple[ChangeLine, ...] = ()
    papers: tuple[ChangeLine, ...] = ()
    entries: tuple[ChangeLine, ...] = ()

    @property
    def count(self) -> int:
        """How many things changed."""
        return len(self.items) + len(self.papers) + len(self.entries)


def changes_since(then: PackContent, now: PackContent) -> Since:
    """What a reader of the pack made then would find otherwise in one made now.

    >>> from datetime import UTC, date, datetime
    >>> made = PackContent("P", "Board", date(2027, 1, 14), datetime(2027, 1, 1, tzinfo=UTC))
    >>> changes_since(made, made).count
    0
    """
    return Since(
        items=_items(then.agenda, now.agenda),
        papers=_papers(then.papers, now.papers),
        entries=_entries(then.tables, now.tables),
    )


def _items(then: Sequence[AgendaLine], now: Sequence[AgendaLine]) -> tuple[ChangeLine, ...]:
    key = _by_id_or_title(then, now)
    return _compared(
        _keyed(then, key), _keyed(now, key), named=lambda one: (one.number, one.title), parts=_parts_of_item
    )


def _parts_of_item(item: AgendaLine) -> dict[str, str]:
    return {
        "Title": item.title,
        "Purpose": PURPOSE_WORDS[item.purpose],
        "Minutes": "" if item.minutes is None else str(item.minutes),
        "Speaker": item.speaker,
        "What is asked": item.ask,
    }


def _papers(then: Sequence[PaperLine], now: Sequence[PaperLine]) -> tuple[ChangeLine, ...]:
    """A new version is one change: neither is the old one gone nor the new one added."""
    key = _by_id_or_title(then, now)
    held = {one.id for one in then if one.id}
    newer = {old: one for one in now for old in one.earlier if old in held}
    replaced = {one.id for one in newer.values()} - held
    lines = [
        ChangeLine(Change.REPLACED, one.item, one.title, _differs({"Title": was.title}, {"Title": one.title}))
        for was in then
        if (one := newer.get(was.id)) and one.id in replaced
    ]
    rest = _compared(
        _keyed([one for one in then if one.id not in newer or newer[one.id].id not in replaced], key),
        _keyed([one for one in now if one.id not in replaced], key),
        named=lambda one: (one.item, one.title),
        parts=lambda one: {"Title": one.title},
    )
    return (*lines, *rest)


def _entries(then: Sequence[ActionTable], now: Sequence[ActionTable]) -> tuple[ChangeLine, ...]:
    before = {table.title: table for table in then}
    after = {table.title: table for table in now}
    found: list[ChangeLine] = []
    for title in dict.fromkeys([*after, *before]):
        was, is_now = before.get(title), after.get(title)
        lines = _compared(
            _rows(was),
            _rows(is_now),
            named=lambda row: (row[1].code, _text_of(row)),
            parts=_parts_of_row,
        )
        found += [ChangeLine(one.change, one.number, one.title, one.differs, title) for one in lines]
    return tuple(found)


Row = tuple[tuple[str, ...], TableRow]
"""A row with the headings of its table."""


def _rows(table: ActionTable | None) -> dict[str, Row]:
    if table is None:
        return {}
    return _keyed(
        [(table.headings, row) for row in table.rows], lambda row: row[1].code or _plain(_text_of(row))
    )


def _text_of(row: Row) -> str:
    """What a row is called: the longest of its cells is its wording in every shape of plan."""
    return max(row[1].cells, key=len, default="") if row[1].spans or not row[1].code else _wording(row)


def _wording(row: Row) -> str:
    cells = [cell for cell in row[1].cells if cell and cell != row[1].code]
    return cells[0] if cells else row[1].code


def _parts_of_row(row: Row) -> dict[str, str]:
    headings, said = row
    return {"": said.cells[0]} if said.spans else dict(zip(headings, said.cells, strict=True))


def _by_id_or_title(then: Sequence[Line], now: Sequence[Line]) -> Callable[[Line], str]:
    has_ids = all(getattr(one, "id", "") for one in (*then, *now))
    return lambda one: str(getattr(one, "id", "")) if has_ids else _plain(getattr(one, "title", ""))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _keyed(lines: Sequence[Line], key: Callable[[Line], str]) -> dict[str, Line]:
    """Lines by their key; the second of one key is told apart by its place among those of that key."""
    seen: Counter[str] = Counter()
    found: dict[str, Line] = {}
    for line in lines:
        name = key(line)
        seen[name] += 1
        found[name if seen[name] == 1 else f"{name} #{seen[name]}"] = line
    return found


def _compared(
    then: Mapping[str, Line],
    now: Mapping[str, Line],
    *,
    named: Callable[[Line], tuple[str, str]],
    parts: Callable[[Line], dict[str, str]],
) -> tuple[ChangeLine, ...]:
    moved = _moved([key for key in then if key in now], [key for key in now if key in then])
    lines = []
    for key, line in now.items():
        if key not in then:
            lines.append(ChangeLine(Change.ADDED, *named(line)))
        elif differs := _differs(parts(then[key]), parts(line)):
            lines.append(ChangeLine(Change.CHANGED, *named(line), differs))
        if key in moved:
            lines.append(ChangeLine(Change.MOVED, *named(line)))
    lines += [ChangeLine(Change.REMOVED, *named(line)) for key, line in then.items() if key not in now]
    return tuple(lines)


def _differs(then: Mapping[str, str], now: Mapping[str, str]) -> tuple[Differs, ...]:
    """The parts both have that say something else."""
    both = [name for name in now if name in then]
    return tuple(Differs(name, then[name], now[name]) for name in both if then[name] != now[name])


def _moved(then: Sequence[str], now: Sequence[str]) -> frozenset[str]:
    """The fewest whose moving turns one order into the other."""
    place = {key: n for n, key in enumerate(then)}
    tails: list[int] = []
    ends: list[str] = []
    before: dict[str, str] = {}
    for key in now:
        at = bisect_left(tails, place[key])
        if at:
            before[key] = ends[at - 1]
        tails[at : at + 1] = [place[key]]
        ends[at : at + 1] = [key]
    stayed = set()
    last = ends[-1] if ends else ""
    while last:
        stayed.add(last)
        last = before.get(last, "")
    return frozenset(now) - stayed
