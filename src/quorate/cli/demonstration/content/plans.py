"""Plans out of the content files: a strategy, a scrutiny tracker and an objective-and-activity plan.

Each keeps its own level names, as the three sorts of paper do. Entries come out in reading order, each
naming its parent by key.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quorate.cli.demonstration.content import progress, short_forms
from quorate.cli.demonstration.content.shapes import Agency, Change, Entry, Person, Plan, Update
from quorate.domain.plans.facts import EntryKind, Lead

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class World:
    """What a plan's words refer to: the place's agencies and people, and the sentences to fill with."""

    slug: str
    agencies: Mapping[str, Agency]
    people: Mapping[str, Person]
    phrases: Mapping[str, Sequence[str]]

    def leads(self, words: Iterable[str]) -> tuple[Lead, ...]:
        """Leads out of their short forms."""
        return tuple(short_forms.lead(one, agencies=self.agencies, people=self.people) for one in words)

    def updates(self, table: Table, *, key: str, leads: Sequence[Lead]) -> tuple[Update, ...]:
        """An entry's three years of updates."""
        told_by = progress.teller(leads, people=self.people, coordinator="coordinator")
        options = {name: table[name] for name in ("fill", "quiet_after") if name in table}
        return progress.compose(
            table.get("progress", ()),
            key=f"{self.slug}/{key}",
            who=told_by,
            phrases=self.phrases,
            **options,
        )


@dataclass(frozen=True, slots=True)
class Level:
    """Where an entry stands: its kind, the partnership's own word for it, and what it hangs from."""

    kind: EntryKind
    name: str
    parent: str = ""


def read_plan(table: Table, world: World) -> Plan:
    """A plan out of its file, whichever of the three shapes it has."""
    rows = _rows(table)
    entries = tuple(
        _entry(row, level=level, plan=table["key"], order=order, world=world)
        for order, (level, row) in enumerate(rows, start=1)
    )
    return Plan(
        key=table["key"],
        name=table["name"],
        kind=table["kind"],
        group=table["group"],
        adopted_on=table["adopted_on"],
        ends_on=table["ends_on"],
        introduction=table["introduction"],
        entries=entries,
    )


def _rows(table: Table) -> list[tuple[Level, Table]]:
    if "outcome" in table:
        return _strategy_rows(table)
    return _tracker_rows(table) if "recommendation" in table else _objective_rows(table)


def _strategy_rows(table: Table) -> list[tuple[Level, Table]]:
    rows: list[tuple[Level, Table]] = []
    for outcome in table["outcome"]:
        rows.append((Level(EntryKind.OUTCOME, "Outcome"), outcome))
        below = Level(EntryKind.ACTION, "Action", outcome["code"])
        rows += [(below, action) for action in outcome["action"]]
    return rows


def _tracker_rows(table: Table) -> list[tuple[Level, Table]]:
    rows: list[tuple[Level, Table]] = []
    sections = {one["before"]: one["text"] for one in table.get("section", ())}
    section = ""
    for one in table["recommendation"]:
        if one["code"] in sections:
            section = f"section-{one['code']}"
            rows.append(
                (Level(EntryKind.SECTION, "Section"), {"text": sections[one["code"]], "key": section})
            )
        rows.append((Level(EntryKind.RECOMMENDATION, "Recommendation", section), one))
        below = Level(EntryKind.ACTION, "Key action", one["code"])
        rows += [(below, action) for action in one["actions"]]
    return rows


def _objective_rows(table: Table) -> list[tuple[Level, Table]]:
    rows: list[tuple[Level, Table]] = []
    for priority in table["priority"]:
        rows.append((Level(EntryKind.PRIORITY, "Priority"), priority))
        for objective in table["objective"]:
            if objective["parent"] == priority["code"]:
                rows.append((Level(EntryKind.OBJECTIVE, "Objective", priority["code"]), objective))
                rows += _activities(objective)
    return rows


def _activities(objective: Table) -> list[tuple[Level, Table]]:
    number = objective["code"]
    below = Level(EntryKind.ACTION, "Activity", number)
    return [(below, {**one, "code": f"{number}{one['code']}"}) for one in objective["activity"]]


def _entry(row: Table, *, level: Level, plan: str, order: int, world: World) -> Entry:
    key = f"{plan}/{row.get('key') or row['code']}"
    leads = world.leads(row.get("leads", ()))
    title = row.get("title", "")
    return Entry(
        key=key,
        code=row.get("code", ""),
        kind=level.kind,
        level=level.name,
        text=_full_text(title, row["text"], level.kind),
        title=title,
        order=order,
        parent=f"{plan}/{level.parent}" if level.parent else "",
        outcome="\n".join(row.get("outcome", ())),
        leads=leads,
        targets=tuple(short_forms.target(one) for one in row.get("targets", ())),
        measures=tuple(short_forms.measure(one) for one in row.get("measures", ())),
        printed_targets=tuple(row.get("printed", ())),
        changes=tuple(_change(one, world) for one in row.get("changes", ())),
        updates=world.updates(row, key=key, leads=leads),
    )


def _full_text(title: str, text: str, kind: EntryKind) -> str:
    # A priority is printed as a heading with a paragraph under it, a recommendation in one cell.
    joined = "\n" if kind is EntryKind.PRIORITY else " – "
    return text if not title or title == text else f"{title}{joined}{text}"


def _change(table: Table, world: World) -> Change:
    return Change(
        effective_on=table["on"],
        why=table["why"],
        text=table.get("text"),
        leads=world.leads(table["leads"]) if "leads" in table else None,
        targets=(short_forms.target(table["target"]),) if "target" in table else None,
        withdrawn=table.get("withdrawn", False),
    )
