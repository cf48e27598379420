"""The golden thread of an entry: up to what it is for, down to what carries it out, and where it breaks."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.chart import Edge, Node, lay_out
from quorate.domain.kernel.drawing import drawing
from quorate.domain.kernel.words import count, day
from quorate.domain.plans.labels import KINDS
from quorate.domain.plans.thread import Knot, breaks, downward, thread, upward
from quorate.queries.entries import plan_then, the_entry
from quorate.queries.joins import Joined, joined, name_of
from quorate.queries.plan_facts import outlines_of_each
from quorate.queries.plan_words import said_words, wordings
from quorate.queries.plans import lead_name, standing_words, title_of
from quorate.records.models import EntryMeasure

MOST_SHOWN = 200
MOST_DRAWN = 24
_LONGEST_SAID = 240


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """An entry on the thread, `depth` steps from the one asked about; `plan` is empty for that one's own."""

    id: str
    depth: int
    how: str
    name: str
    level: str
    plan: str
    leads: tuple[str, ...]
    standing: str
    label: str
    measures: tuple[str, ...]
    said: str
    breaks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """The thread. `plans` are those it ends in, with slug and group; `hidden` says what is left out."""

    id: str
    name: str
    plan_name: str
    plan_slug: str
    own: ThreadLine
    above: tuple[ThreadLine, ...]
    below: tuple[ThreadLine, ...]
    plans: tuple[tuple[str, str, str], ...]
    sentence: str
    drawing: str
    hidden: str
    on: date
    is_past: bool


def page_thread(actor: Actor, *, entry: uuid.UUID, today: date, on: date | None = None) -> ThreadPage:
    """The thread as at `on` (today when not given); raises NotFoundError when the entry is not there then."""
    as_at = on or today
    row = the_entry(actor, entry)
    (facts,) = outlines_of_each(actor, [plan_then(actor, row, as_at)], as_at)
    found = joined(actor, facts, as_at)
    id = str(row.id)
    if id not in found.states:
        raise NotFoundError
    parents = {
        state.id: state.parent_id for state in found.states.values() if state.parent_id in found.states
    }
    up, down = thread(id, upward(parents, found.links)), thread(id, downward(parents, found.links))
    shown = _Shown(found, facts.id, [*up.walk(), *down.walk()])
    above = shown.lines(up)
    below = shown.lines(down)
    own = shown.line(up, 0)
    broken = sum(1 for line in (own, *below) if line.breaks)
    return ThreadPage(
        id=id,
        name=own.name,
        plan_name=facts.name,
        plan_slug=facts.slug,
        own=own,
        above=above,
        below=below[:MOST_SHOWN],
        plans=_plans(found, up),
        sentence=_sentence(below, broken),
        drawing=_drawn(up, down, shown),
        hidden=f"{len(below) - MOST_SHOWN:,} more are not shown." if len(below) > MOST_SHOWN else "",
        on=as_at,
        is_past=as_at < today,
    )


class _Shown:
    """The lines of a thread, with the words of every entry on it read at once."""

    def __init__(self, found: Joined, home: str, knots: list[Knot]) -> None:
        self.found, self.home = found, home
        states = [found.states[id] for id in dict.fromkeys(knot.id for knot in knots)]
        self.texts = wordings(states)
        self.said = said_words([state.progress for state in states])
        above = [found.states[id] for state in states for id in self._over(state.id)]
        self.measures = _measures_of({state.version_id: state.id for state in (*states, *above)})

    def _over(self, id: str) -> list[str]:
        """What an entry stands under in its plan, the nearest first; each once, whatever the rows say."""
        over: list[str] = []
        while (id := self.found.states[id].parent_id) in self.found.states and id not in over:
            over.append(id)
        return over

    def _is_measured(self, id: str) -> bool:
        """Whether an entry has a measure of its own, or one it stands under has."""
        return any(self.measures.get(one) for one in (id, *self._over(id)))

    def lines(self, top: Knot) -> tuple[ThreadLine, ...]:
        """Everything that follows from an entry, nearest first, each before what follows from it."""
        found: list[ThreadLine] = []

        def visit(knot: Knot, depth: int) -> None:
            for one in knot.onward:
                found.append(self.line(one, depth))
                visit(one, depth + 1)

        visit(top, 1)
        return tuple(found)

    def line(self, knot: Knot, depth: int) -> ThreadLine:
        """One entry."""
        state, plan = self.found.states[knot.id], self.found.plan_of[knot.id]
        stands = plan.standings[state.id]
        measures = self.measures.get(state.id, ())
        return ThreadLine(
            id=state.id,
            depth=depth,
            how=knot.how,
            name=name_of(state, self.texts),
            level=plan.levels.get(state.id) or KINDS[state.kind][0],
            plan="" if plan.id == self.home else plan.name,
            leads=tuple(lead_name(lead, plan.on) for lead in state.leads),
            standing=stands.headline.value,
            label=standing_words(stands),
            measures=measures,
            said=self._said(knot.id),
            breaks=breaks(state.kind, stands.flags, has_measure=self._is_measured(state.id))
            if stands.is_open
            else (),
        )

    def _said(self, id: str) -> str:
        update = self.found.states[id].progress
        words = self.said[update.id].progress if update and update.id in self.said else ""
        if update is None or not words:
            return ""
        short = words if len(words) <= _LONGEST_SAID else f"{words[: _LONGEST_SAID - 1].rstrip()}…"
        return f"As at {day(update.as_at)}: {short}"


def _measures_of(versions: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """The measures of entries by the entry's id, from the versions they stand in."""
    rows = EntryMeasure.objects.filter(entry_version__in=[uuid.UUID(id) for id in versions])
    found: dict[str, list[str]] = {}
    for version, text in rows.order_by("order").values_list("entry_version_id", "text"):
        found.setdefault(versions[str(version)], []).append(text)
    return {id: tuple(texts) for id, texts in found.items()}


def _plans(found: Joined, up: Knot) -> tuple[tuple[str, str, str], ...]:
    """The plans that the thread ends in, nearest first: name, slug and group."""
    plans = [found.plan_of[knot.id] for knot in up.walk()]
    return tuple(dict.fromkeys((plan.name, plan.slug, plan.group) for plan in plans))


def _sentence(below: tuple[ThreadLine, ...], broken: int) -> str:
    carried = "Nothing else carries it out."
    if below:
        carried = f"{count(len(below), 'entry carries', 'entries carry')} it out."
    if not broken:
        return f"{carried} The thread is whole."
    return f"{carried} The thread breaks at {count(broken, 'entry', 'entries')}."


def _drawn(up: Knot, down: Knot, shown: _Shown) -> str:
    """The drawing: what is above, the entry, and the first that carry it out; no more than fit on a page."""
    knots = {one.id: one for knot in (up, down) for one in _nearest(knot, MOST_DRAWN)}
    nodes, edges = [], []
    for id in knots:
        state, plan = shown.found.states[id], shown.found.plan_of[id]
        name = title_of(name_of(state, shown.texts))
        nodes.append(Node(id, name, plan.standings[id].label, plan.id != shown.home))
    for knot in up.walk():
        edges += [Edge(knot.id, one.id, one.how.lower()) for one in knot.onward]
    for knot in down.walk():
        edges += [Edge(one.id, knot.id, one.how.lower()) for one in knot.onward]
    if len(nodes) < 2:
        return ""
    chart = lay_out(nodes, edges)
    says = "The entries of the lists on this page."
    return drawing(chart, title="The thread as a drawing", says=says)


def _nearest(knot: Knot, most: int) -> list[Knot]:
    """The first entries of a thread, the nearest ones first."""
    found, edge = [knot], [knot]
    while edge and len(found) < most:
        edge = [one for each in edge for one in each.onward]
        found += edge
    return found[:most]
