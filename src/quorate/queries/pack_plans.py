"""A plan as a pack shows it: counts by outcome, what is stuck, and the whole table in its own shape."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from quorate.domain.imports.columns import role_of
from quorate.domain.imports.vocabulary import KIND_OF, Role
from quorate.domain.kernel.words import count, day
from quorate.domain.packs.content import ActionTable, ExceptionSheet, PlanSummary, Standing, TableRow
from quorate.domain.packs.standings import StandingFact, by_outcome
from quorate.domain.plans.facts import EntryKind, Progress
from quorate.domain.plans.labels import RATINGS, Flag, Headline
from quorate.domain.plans.measuring import completions, result
from quorate.domain.plans.position import EntryState
from quorate.domain.plans.stuck import stuck
from quorate.domain.plans.summary import leaves
from quorate.domain.plans.tree import Node
from quorate.queries.plan_facts import PlanFacts
from quorate.queries.plans import lead_words, raw_words, target_words

_TOPS = frozenset({EntryKind.SECTION, EntryKind.PRIORITY, EntryKind.OUTCOME, EntryKind.OBJECTIVE})
_USUAL: tuple[tuple[str, Role | None], ...] = (
    ("No.", Role.CODE),
    ("Action", Role.ACTION),
    ("Lead", Role.LEAD),
    ("Target date", Role.TARGET),
    ("Progress", Role.PROGRESS),
    ("Challenge", Role.BARRIER),
    ("Standing", Role.STATUS),
)
_MISSING = {
    Role.OUTCOME: "Outcome",
    Role.LEAD: "Lead",
    Role.TARGET: "Target date",
    Role.MEASURE: "Measure",
    Role.PROGRESS: "Progress",
    Role.STATUS: "Standing",
}
_WIDTHS = {Role.CODE: 5, Role.LEAD: 18, Role.TARGET: 11, Role.STATUS: 10, Role.PROGRESS: 23, Role.BARRIER: 15}
_USUAL_WIDTH = 20


@dataclass(frozen=True, slots=True)
class _Line:
    """An entry in its place: what stands above it, and the latest word that speaks for it.

    `results` is what each of its measures has come to, empty where the plan does not hold that.
    """

    node: Node[EntryState]
    above: tuple[EntryState, ...]
    word: Progress | None
    results: tuple[str, ...]

    @property
    def outcome(self) -> str:
        """What it serves: the gathering level above it, else the outcome written beside it."""
        tops = [state for state in self.above if state.version.kind in _TOPS]
        if tops:
            return _named(tops[0])
        beside = [s.version.outcome for s in (self.node.state, *reversed(self.above)) if s.version.outcome]
        return beside[0] if beside else ""


def plan_summary(facts: PlanFacts[EntryState]) -> PlanSummary:
    """The plan by outcome, each action counted once."""
    counted = {state.id for state in leaves(facts.states)}
    stands = [
        StandingFact(line.outcome, _standing(facts, line.node.state))
        for line in _lines(facts)
        if line.node.state.id in counted
    ]
    return PlanSummary(name=facts.name, as_at=facts.on, outcomes=by_outcome(stands))


def exceptions(facts: PlanFacts[EntryState]) -> tuple[ExceptionSheet, ...]:
    """A sheet for each action that is stuck, by the same rule as the board's page."""
    held_up = {one.state.id for one in stuck(facts.roots, facts.standings)}
    return tuple(_sheet(facts, line) for line in _lines(facts) if line.node.state.id in held_up)


def action_table(facts: PlanFacts[EntryState]) -> ActionTable:
    """Every entry of the plan, a row each, under the board's own headings.

    A heading Quorate has no field for stays, and its cells are empty. What no heading of the board's
    holds gets a column at the end, so that no word is left out.
    """
    lines = _lines(facts)
    columns = _columns(facts, lines)
    rows = tuple(_row(facts, line, columns) for line in lines)
    return ActionTable(
        title=facts.name,
        headings=tuple(heading for heading, _ in columns),
        rows=rows,
        widths=tuple(_WIDTHS.get(role, _USUAL_WIDTH) if role else _USUAL_WIDTH for _, role in columns),
        note=f"As at {day(facts.on)}.",
    )


def data_notes(facts: PlanFacts[EntryState]) -> tuple[str, ...]:
    """What a reader must know before leaning on the plan's numbers."""
    actions = leaves(facts.states)
    stands = [facts.standings[state.id] for state in actions]
    silent = sum(Flag.NO_UPDATE in each.flags for each in stands)
    differ = sum(bool(each.disagreement) for each in stands)
    notes = [
        f"{facts.name}: standings are worked out from target dates and updates as at {day(facts.on)}, "
        "not from what a lead declares."
    ]
    if silent:
        verb = "has" if silent == 1 else "have"
        notes.append(f"{facts.name}: {count(silent, 'action')} {verb} had no update from the lead lately.")
    if differ:
        what = count(differ, "action")
        notes.append(f"{facts.name}: for {what} the latest update says otherwise than the record.")
    return tuple(notes)


def _lines(facts: PlanFacts[EntryState]) -> tuple[_Line, ...]:
    found: list[_Line] = []
    done = completions(facts.states, facts.standings)

    def visit(node: Node[EntryState], above: tuple[EntryState, ...], word: Progress | None) -> None:
        here = node.state.progress or word
        found.append(_Line(node, above, here, _results(node.state, done)))
        for child in node.children:
            visit(child, (*above, node.state), here)

    for root in facts.roots:
        visit(root, (), None)
    return tuple(found)


def _results(state: EntryState, done: Mapping[str, str]) -> tuple[str, ...]:
    evidence = state.progress.evidence if state.progress else ""
    return tuple(result(measure, stands=done, evidence=evidence) for measure in state.version.measures)


def _standing(facts: PlanFacts[EntryState], state: EntryState) -> Standing:
    return Standing(facts.standings[state.id].headline.value)


def _sheet(facts: PlanFacts[EntryState], line: _Line) -> ExceptionSheet:
    state, stands, said = line.node.state, facts.standings[line.node.state.id], line.word
    days = stands.days_overdue
    by_lead = stands.headline not in (Headline.OFF_TRACK, Headline.WAITING)
    tag = f"Overdue {count(days, 'day')}" if days else "Said to be off track" if by_lead else ""
    silent = [mark.sentence for mark in stands.marks if mark.flag is Flag.NO_UPDATE]
    return ExceptionSheet(
        code=state.code,
        text=state.version.text,
        standing=Standing.OFF_TRACK if by_lead else Standing(stands.headline.value),
        tag=tag,
        plan=facts.name,
        outcome=line.outcome,
        lead=_inherited(line, lambda s: lead_words(s.leads)),
        target=_inherited(line, lambda s: raw_words(s.targets) or target_words(s.targets)),
        latest=said.progress if said else "",
        latest_as_at=said.as_at if said else None,
        barrier=said.barrier if said else "",
        since=" ".join([*silent, *([stands.disagreement] if stands.disagreement else [])]),
        days_overdue=days,
        by_lead=by_lead,
    )


def _inherited(line: _Line, read: Callable[[EntryState], str]) -> str:
    """What the entry says, else what stands above it."""
    return next((said for s in (line.node.state, *reversed(line.above)) if (said := read(s))), "")


def _columns(facts: PlanFacts[EntryState], lines: tuple[_Line, ...]) -> tuple[tuple[str, Role | None], ...]:
    columns = [(heading, role_of(heading)) for heading in facts.headings] or list(_USUAL)
    held = {role for _, role in columns}
    for role, heading in _MISSING.items():
        if role in held or (
            role is Role.OUTCOME and EntryKind.OUTCOME in {KIND_OF.get(r) for r in held if r}
        ):
            continue
        if role is Role.STATUS or any(_cell(facts, line, role, held) for line in lines):
            columns.append((heading, role))
    return tuple(columns)


def _row(facts: PlanFacts[EntryState], line: _Line, columns: tuple[tuple[str, Role | None], ...]) -> TableRow:
    state, roles = line.node.state, {role for _, role in columns}
    own = _level_column(state.version.kind, columns)
    if own is None and line.node.children and not _says_more(state):
        return TableRow((_named(state),), level=line.node.depth, spans=True, code=state.code)
    place = (
        own
        if own is not None
        else _wording_column(columns, heads=bool(line.node.children) or state.version.kind in _TOPS)
    )
    text = state.version.text if Role.CODE in roles else _named(state)
    cells = [
        text if n == place else _cell(facts, line, role, roles) if role else ""
        for n, (_, role) in enumerate(columns)
    ]
    return TableRow(tuple(cells), level=line.node.depth, code=state.code)


def _level_column(kind: EntryKind, columns: tuple[tuple[str, Role | None], ...]) -> int | None:
    return next((n for n, (_, role) in enumerate(columns) if role and KIND_OF.get(role) is kind), None)


def _wording_column(columns: tuple[tuple[str, Role | None], ...], *, heads: bool) -> int:
    """Where the wording goes of a level that no column is for: a heading's first, an action's last.

    A column of outcomes says what comes of the work, so it takes no other level's words if there is another.
    """
    every = [n for n, (_, role) in enumerate(columns) if role and role in KIND_OF]
    levels = [n for n in every if columns[n][1] is not Role.OUTCOME] or every
    others = [n for n, (_, role) in enumerate(columns) if role is not Role.CODE]
    return levels[0 if heads else -1] if levels else others[0] if others else 0


def _says_more(state: EntryState) -> bool:
    version = state.version
    return bool(state.progress or version.leads or version.targets or version.measures or version.outcome)


def _cell(facts: PlanFacts[EntryState], line: _Line, role: Role, held: set[Role | None]) -> str:
    state = line.node.state
    read: Mapping[Role, Callable[[], str]] = {
        Role.CODE: lambda: state.code,
        Role.LEAD: lambda: lead_words(state.leads),
        Role.TARGET: lambda: "\n".join(
            t.raw or said for t in state.targets if (said := target_words([t])) or t.raw
        ),
        Role.MEASURE: lambda: _measures(line),
        Role.OUTCOME: lambda: state.version.outcome,
        Role.PROGRESS: lambda: _progress(line, held),
        Role.BARRIER: lambda: state.progress.barrier if state.progress else "",
        Role.STATUS: lambda: _stands(facts, state),
    }
    return read[role]() if role in read else ""


def _measures(line: _Line) -> str:
    """Each measure, and under it what it has come to."""
    both = zip(line.node.state.version.measures, line.results, strict=True)
    return "\n".join(words for measure, came_to in both for words in (measure.text, came_to) if words)


def _progress(line: _Line, held: set[Role | None]) -> str:
    """The update, with its challenge and evidence where no other column of the table says them."""
    said = line.node.state.progress
    if said is None:
        return ""
    evidence = f"Evidence: {said.evidence}" if said.evidence else ""
    lines = [f"As at {day(said.as_at)}: {said.progress or 'nothing was added.'}"]
    if said.barrier and Role.BARRIER not in held:
        lines.append(f"Challenge: {said.barrier}")
    if evidence and not (Role.MEASURE in held and evidence in line.results):
        lines.append(evidence)
    return "\n".join(lines)


def _stands(facts: PlanFacts[EntryState], state: EntryState) -> str:
    stands = facts.standings[state.id]
    declared = f"\nSaid to be: {RATINGS[stands.declared].lower()}" if stands.declared else ""
    return f"{stands.label}{declared}"


def _named(state: EntryState) -> str:
    return f"{state.code} {state.version.text}".strip()
