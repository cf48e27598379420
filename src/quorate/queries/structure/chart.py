"""The structure of a partnership: every group, who reports to whom, drawn and in words."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from quorate.domain.access.actor import Actor
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.chart import Edge, Node, lay_out, levels
from quorate.domain.kernel.drawing import drawing
from quorate.domain.kernel.words import count, listed
from quorate.domain.membership.groups import GroupKind, kind_on, time_to_end
from quorate.domain.membership.structure import pace_in_words
from quorate.queries.meetings import allowed
from quorate.queries.people.groups import kind_of_group
from quorate.queries.structure.lines import LineShown, OfferedLine, lines_shown, offered_lines
from quorate.records import scopes
from quorate.records.facts.groups import going_on, kinds_before
from quorate.records.models import Group, ReportingLine


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group in words. `level` is how far below the top it stands; `says` are its sentences."""

    slug: str
    name: str
    kind: str
    level: int
    says: tuple[str, ...]
    warning: str = ""
    is_outside: bool = False


@dataclass(frozen=True, slots=True)
class StructureShown:
    """The groups of a day, top first, and their drawing, empty where there is nothing to draw."""

    groups: tuple[GroupLine, ...]
    drawing: str
    across: int
    sentence: str


@dataclass(frozen=True, slots=True)
class StructurePage:
    """The page. `offered` are clauses whose report no line draws, for those who may draw one."""

    lede: str
    shown: StructureShown
    lines: tuple[LineShown, ...]
    offered: tuple[OfferedLine, ...] = field(default=())
    may_edit: bool = False


def page_structure(actor: Actor, *, today: date) -> StructurePage:
    """Every group that has not ended, and the lines between them."""
    shown = structure_on(actor, today)
    may_edit = allowed(actor, Permission.PEOPLE_EDIT, "")
    lines = lines_shown(actor, today)
    late = sum(1 for line in lines for one in line.owed if one.standing == "overdue")
    return StructurePage(
        lede=_lede(shown, late),
        shown=shown,
        lines=lines,
        offered=offered_lines(actor, today) if may_edit else (),
        may_edit=may_edit,
    )


def structure_on(actor: Actor, on: date) -> StructureShown:
    """How the groups stood to one another on a day: those not ended by it, and the lines that ran on it."""
    groups = list(scopes.groups(actor).filter(going_on(on)).order_by("order", "name"))
    running = Q(from_on__lte=on) & (Q(ended_on__isnull=True) | Q(ended_on__gte=on))
    rows = list(scopes.reporting_lines(actor).filter(running).select_related("reports", "to").order_by("id"))
    kinds = {row.id: kind_on(row.kind, kinds_before(row), on) for row in groups}
    nodes = [
        Node(str(row.id), row.name, kind_of_group(kinds[row.id]), kinds[row.id] == GroupKind.OUTSIDE)
        for row in groups
    ]
    edges = [*_reporting(rows), *_under(groups, rows)]
    at = levels(nodes, edges)
    lines = tuple(
        _line(row, at[str(row.id)], groups, rows, on, kinds[row.id])
        for row in sorted(groups, key=lambda one: at[str(one.id)])
    )
    sentence = _in_words(kinds.values())
    said = " ".join([sentence, *(f"{one.name}: {' '.join(one.says)}" for one in lines if one.says)])
    chart = lay_out(nodes, edges)
    drawn = drawing(chart, title="Structure of the partnership", says=said)
    return StructureShown(lines, drawn if len(groups) > 1 else "", chart.width, sentence)


def _reporting(rows: Iterable[ReportingLine]) -> list[Edge]:
    """One line for each pair of groups: what is reported more than once is drawn once."""
    paces: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        said = _pace(row)
        found = paces.setdefault((str(row.reports_id), str(row.to_id)), [])
        if said not in found:
            found.append(said)
    return [Edge(source, target, ", ".join(said)) for (source, target), said in paces.items()]


def _under(groups: Sequence[Group], rows: Sequence[ReportingLine]) -> list[Edge]:
    """Whom a group stands under, where no reporting line says so already."""
    drawn = {(row.reports_id, row.to_id) for row in rows}
    return [
        Edge(str(row.id), str(row.parent_id))
        for row in groups
        if row.parent_id and (row.id, row.parent_id) not in drawn
    ]


def _line(
    row: Group, level: int, groups: Sequence[Group], rows: Sequence[ReportingLine], on: date, kind: str
) -> GroupLine:
    warning, is_late = time_to_end(ends_on=row.ends_on, ended_on=row.ended_on, today=on)
    above = next((one.name for one in groups if one.id == row.parent_id), "")
    says = [f"Stands under {above}."] if above else []
    says += [
        f"Reports to {one.to.name} {_pace(one)}: {one.what}." for one in rows if one.reports_id == row.id
    ]
    if row.question:
        says.append(f"Is to answer: {row.question}")
    if warning and not is_late:
        says.append(warning)
    return GroupLine(
        slug=row.slug,
        name=row.name,
        kind=kind_of_group(kind),
        level=level,
        says=tuple(says),
        warning=warning if is_late else "",
        is_outside=kind == GroupKind.OUTSIDE,
    )


def _in_words(kinds: Collection[str]) -> str:
    outside = sum(1 for kind in kinds if kind == GroupKind.OUTSIDE)
    own = len(kinds) - outside
    parts = [count(own, "group")] if own else []
    parts += [count(outside, "outside body", "outside bodies")] if outside else []
    return f"{listed(parts)}." if parts else "There is no group yet."


def _lede(shown: StructureShown, late: int) -> str:
    if not shown.groups:
        return "There is no group yet."
    owed = f" {count(late, 'report is', 'reports are')} overdue." if late else ""
    return f"{shown.sentence}{owed}"


def _pace(row: ReportingLine) -> str:
    return pace_in_words(times_a_year=row.times_a_year, each_meeting=row.each_meeting)
