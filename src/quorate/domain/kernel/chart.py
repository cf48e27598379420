"""Where the boxes and lines of a chart stand: a plain layout for tens of things, such as groups or entries.

A thing stands below those it leads to. Boxes keep to columns and rows; every line runs in
the space between them, so that none crosses a box. Lengths are in pixels, y grows downwards.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

MOST_IN_A_ROW = 4
BOX_WIDTH, BOX_HEIGHT = 216, 84
_BETWEEN = 44
_MARGIN = 12
_ROOM = 46
"""Of the space over a row: the least, with the words of the lines that begin there."""
_TRACK = 9
_LINE_CHARACTERS = 24
_MOST_LINES = 3
_TIP = 7


@dataclass(frozen=True, slots=True)
class Node:
    """A thing to draw: its id, its name, what sort it is, and whether it is from outside."""

    id: str
    name: str
    kind: str
    is_outside: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """That one thing leads to another, `says` in what way; without words, that it only stands under it."""

    source: str
    target: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a thing stands, with its name in lines that fit."""

    node: Node
    x: int
    y: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line from one box to another by its corners, the last at the box it leads to.

    `words_at` is where its words begin. `tip` are the corners of its head; one that only stands under another
    has none.
    """

    edge: Edge
    points: tuple[tuple[int, int], ...]
    words_at: tuple[int, int]
    tip: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart laid out."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def levels(nodes: Sequence[Node], edges: Iterable[Edge]) -> Mapping[str, int]:
    """How far below the top each thing stands: one below the lowest of those it leads to.

    Where things lead to one another in a ring, the line that would close it is not counted.
    """
    leads: defaultdict[str, list[str]] = defaultdict(list)
    known = {node.id for node in nodes}
    for edge in edges:
        if {edge.source, edge.target} <= known and edge.source != edge.target:
            leads[edge.source].append(edge.target)
    found: dict[str, int] = {}

    def level(id: str, above: frozenset[str]) -> int:
        if id not in found:
            over = [level(to, above | {id}) for to in leads[id] if to not in above | {id}]
            found.setdefault(id, 1 + max(over, default=-1))
        return found[id]

    for node in nodes:
        level(node.id, frozenset())
    return found


def lay_out(nodes: Sequence[Node], edges: Sequence[Edge]) -> Chart:
    """The chart of these things in their order. Lines to or from what is not drawn are left out."""
    known = {node.id for node in nodes}
    drawn = [e for e in edges if {e.source, e.target} <= known and e.source != e.target]
    rows = _rows(nodes, drawn)
    place = {node.id: (row, column) for row, found in enumerate(rows) for column, node in enumerate(found)}
    spaces = _spaces(drawn, place, len(rows))
    tops = _tops(spaces, len(rows))
    columns = max((len(row) for row in rows), default=0)
    shift = {row: (columns - len(found)) // 2 for row, found in enumerate(rows)}
    corners = {
        id: (_MARGIN + _BETWEEN + (column + shift[row]) * (BOX_WIDTH + _BETWEEN), tops[row])
        for id, (row, column) in place.items()
    }
    boxes = tuple(Box(node, *corners[node.id], lines_of(node.name)) for row in rows for node in row)
    height = tops[-1] + BOX_HEIGHT + _space(spaces[len(rows)]) if rows else 0
    width = 2 * _MARGIN + _BETWEEN + columns * (BOX_WIDTH + _BETWEEN)
    return Chart(width, height + _MARGIN, boxes, tuple(_arrows(drawn, place, corners, spaces, tops)))


def lines_of(name: str) -> tuple[str, ...]:
    """A name in at most three lines that fit a box; what does not fit ends in an ellipsis."""
    lines = [""]
    for word in name.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= _LINE_CHARACTERS or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    cut = [line if len(line) <= _LINE_CHARACTERS else f"{line[: _LINE_CHARACTERS - 1]}…" for line in lines]
    if len(cut) <= _MOST_LINES:
        return tuple(cut)
    last = cut[_MOST_LINES - 1]
    return (*cut[: _MOST_LINES - 1], f"{last[: _LINE_CHARACTERS - 1].rstrip()}…")


def _rows(nodes: Sequence[Node], edges: Sequence[Edge]) -> list[list[Node]]:
    """Each level in rows of a few, one near those it leads to."""
    at = levels(nodes, edges)
    order: dict[str, float] = {}
    rows: list[list[Node]] = []
    for level in range(max(at.values(), default=-1) + 1):
        found = [node for node in nodes if at[node.id] == level]
        near = {node.id: _near(node.id, edges, order) for node in found}
        found.sort(key=lambda node: near[node.id])
        for start in range(0, len(found), MOST_IN_A_ROW):
            rows.append(found[start : start + MOST_IN_A_ROW])
            order |= {node.id: float(column) for column, node in enumerate(rows[-1])}
    return rows


def _near(id: str, edges: Sequence[Edge], order: Mapping[str, float]) -> float:
    """The middle of the columns one leads to."""
    over = [order[e.target] for e in edges if e.source == id and e.target in order]
    return sum(over) / len(over) if over else 0.0


def _ways(edge: Edge, place: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
    """The space a line leaves into and the one it comes from: space n lies over row n."""
    of, to = place[edge.source][0], place[edge.target][0]
    if to < of:
        return of, to + 1
    return of + 1, to + 1 if to == of else to


def _spaces(
    edges: Sequence[Edge], place: Mapping[str, tuple[int, int]], rows: int
) -> list[list[tuple[Edge, bool]]]:
    """The lines that run across each space; true for the end of one that came by a channel."""
    spaces: list[list[tuple[Edge, bool]]] = [[] for _ in range(rows + 1)]
    for edge in edges:
        leaves, comes = _ways(edge, place)
        spaces[leaves].append((edge, False))
        if comes != leaves:
            spaces[comes].append((edge, True))
    return spaces


def _space(across: Sequence[object]) -> int:
    return _ROOM + _TRACK * len(across) if across else _MARGIN


def _tops(spaces: Sequence[Sequence[object]], rows: int) -> list[int]:
    tops, y = [], 0
    for row in range(rows):
        y += _space(spaces[row])
        tops.append(y)
        y += BOX_HEIGHT
    return tops


def _arrows(
    edges: Sequence[Edge],
    place: Mapping[str, tuple[int, int]],
    corners: Mapping[str, tuple[int, int]],
    spaces: Sequence[Sequence[tuple[Edge, bool]]],
    tops: Sequence[int],
) -> Iterable[Arrow]:
    ports = _ports(edges, place, corners)
    for number, edge in enumerate(edges):
        leaves, comes = _ways(edge, place)
        goes_up = place[edge.target][0] < place[edge.source][0]
        x1, y1 = ports[number, "of"], corners[edge.source][1] + (0 if goes_up else BOX_HEIGHT)
        from_below = place[edge.target][0] <= place[edge.source][0]
        x2, y2 = ports[number, "to"], corners[edge.target][1] + (BOX_HEIGHT if from_below else 0)
        across = _track(spaces, leaves, (edge, False), tops)
        points = [(x1, y1), (x1, across)]
        if comes != leaves:
            channel = corners[edge.source][0] - 8 - _TRACK * (number % 4)
            again = _track(spaces, comes, (edge, True), tops)
            points += [(channel, across), (channel, again), (x2, again)]
        else:
            points.append((x2, across))
        points.append((x2, y2))
        words_at = (x1 + 5, y1 - 8 - 15 * _turn(edges, number) if goes_up else y1 + 17)
        yield Arrow(edge, tuple(points), words_at, _head(x2, y2, up=from_below) if edge.says else ())


def _turn(edges: Sequence[Edge], number: int) -> int:
    """Words of lines that begin at one box stand in turn lower and higher."""
    return sum(1 for edge in edges[:number] if edge.source == edges[number].source) % 2


def _track(
    spaces: Sequence[Sequence[tuple[Edge, bool]]], space: int, of: tuple[Edge, bool], tops: Sequence[int]
) -> int:
    """The height at which a line crosses a space: each has its own, under the row above."""
    top = tops[space - 1] + BOX_HEIGHT if space else 0
    return top + _MARGIN + _TRACK * spaces[space].index(of)


def _ports(
    edges: Sequence[Edge], place: Mapping[str, tuple[int, int]], corners: Mapping[str, tuple[int, int]]
) -> Mapping[tuple[int, str], int]:
    """Where each line meets its boxes: side by side along an edge of the box, in the order of the far end."""
    meeting: defaultdict[tuple[str, bool], list[tuple[int, int, str]]] = defaultdict(list)
    for number, edge in enumerate(edges):
        of, to = place[edge.source][0], place[edge.target][0]
        meeting[edge.source, to < of].append((corners[edge.target][0], number, "of"))
        meeting[edge.target, to > of].append((corners[edge.source][0], number, "to"))
    ports = {}
    for (id, _), found in meeting.items():
        for n, (_, number, end) in enumerate(sorted(found), start=1):
            ports[number, end] = corners[id][0] + BOX_WIDTH * n // (len(found) + 1)
    return ports


def _head(x: int, y: int, *, up: bool) -> tuple[tuple[int, int], ...]:
    back = _TIP + 3 if up else -_TIP - 3
    return (x, y), (x - _TIP + 2, y + back), (x + _TIP - 2, y + back)
