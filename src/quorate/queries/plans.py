"""Pages about plans: the list of them, and one plan as at a date."""

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.words import day, listed
from quorate.domain.plans.barriers import BARRIERS, Barrier, suggested_barriers
from quorate.domain.plans.facts import EntryKind, Lead, Target, TargetKind
from quorate.domain.plans.labels import FLAGS, HEADLINES, KINDS, Flag, Headline
from quorate.domain.plans.narrowing import Narrowing, narrowed
from quorate.domain.plans.position import EntryState
from quorate.domain.plans.standing import Standing
from quorate.domain.plans.summary import summary
from quorate.domain.plans.tree import Node, tree
from quorate.queries.offers import Offer, offer
from quorate.queries.plan_facts import PlanFacts, facts_of, plan_states
from quorate.records import scopes

PER_PAGE = 50
TREE_OPENS = 2  # levels


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan in the list: its name, what it comes to in a sentence, and its standings counted."""

    slug: str
    name: str
    group: str
    summary: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PlansPage:
    """The partnership's plans."""

    lines: tuple[PlanLine, ...]
    bring_in: Offer | None
    start: Offer | None


def page_plans(actor: Actor, *, today: date) -> PlansPage:
    """Every plan the reader may see, as it stands today."""
    rows = scopes.plans(actor).select_related("partnership", "group").order_by("name")
    return PlansPage(
        lines=tuple(_line(facts_of(actor, row, today)) for row in rows),
        bring_in=offer(actor, Permission.PLAN_IMPORT),
        start=offer(actor, Permission.PLAN_EDIT),
    )


def _line(facts: PlanFacts) -> PlanLine:
    return PlanLine(
        slug=facts.slug,
        name=facts.name,
        group=facts.group,
        summary=summary(facts.states, facts.standings, words=level_words(facts)),
        counts=bar_counts([facts.standings[s.id] for s in leaves(facts.states)]),
    )


def leaves(states: Sequence[EntryState]) -> tuple[EntryState, ...]:
    """The entries somebody carries out: those with nothing under them, sections left out."""
    parents = {state.parent_id for state in states}
    return tuple(s for s in states if s.id not in parents and s.version.kind is not EntryKind.SECTION)


_BAR = {Headline.UNDER_WAY: "on_track", Headline.WAITING: "not_started", Headline.NOT_DONE: "complete"}


def bar_counts(standings: Sequence[Standing]) -> dict[str, int]:
    """Standings counted for a bar of five parts: under way counts as on track, waiting as not started."""
    return dict(Counter(_BAR.get(one.headline, one.headline.value) for one in standings))


def _counts_words(standings: Sequence[Standing]) -> str:
    """What the bar shows, in words: what is carried out, by how it stands."""
    found = Counter(one.headline for one in standings)
    parts = [f"{found[h]:,} {label.lower()}" for h, label in HEADLINES.items() if found[h]]
    return f"Of {len(standings):,} to be carried out: {listed(parts)}."


def level_words(facts: PlanFacts) -> dict[EntryKind, tuple[str, str]]:
    """The partnership's own words for its levels, one and many, where every entry of a kind shares one."""
    by_kind: dict[EntryKind, set[str]] = {}
    for state in facts.states:
        by_kind.setdefault(state.version.kind, set()).add(facts.levels.get(state.id, ""))
    found = {}
    for kind, words in by_kind.items():
        if len(words) == 1 and (word := next(iter(words)).lower()):
            found[kind] = (word, f"{word[:-1]}ies" if word.endswith("ty") else f"{word}s")
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the plan's table, all in words."""

    id: str
    code: str
    text: str
    more: str
    depth: int
    is_heading: bool
    kind: str
    lead: str
    target: str
    target_raw: str
    standing: str
    standing_text: str
    said: str
    barrier: str
    differs: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A row with the rows under it, open or closed."""

    row: Row
    is_open: bool
    branches: tuple["Branch", ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, how many lines it would leave, and whether it is chosen."""

    value: str
    label: str
    count: int = 0
    is_chosen: bool = False

    @property
    def option(self) -> tuple[str, str]:
        """The choice for a list, with how many it would leave."""
        return self.value, f"{self.label} ({self.count:,})"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the reader asked the table to keep; each left empty asks nothing."""

    lead: str = ""
    standing: str = ""
    flag: str = ""
    barrier: str = ""
    words: str = ""
    view: str = "table"

    @property
    def narrows(self) -> bool:
        """Whether anything was asked."""
        return bool(self.lead or self.standing or self.flag or self.barrier or self.words)


@dataclass(frozen=True, slots=True)
class PlanPage:
    """One plan as at a date, a page of 50 lines of it."""

    id: str
    slug: str
    name: str
    group: str
    lede: str
    on: date
    is_past: bool
    chosen: Chosen
    leads: tuple[Choice, ...]
    standings: tuple[Choice, ...]
    flags: tuple[Choice, ...]
    barriers: tuple[Choice, ...]
    rows: tuple[Row, ...]
    branches: tuple[Branch, ...]
    number: int
    last: int
    found: int
    of: int
    counts: Mapping[str, int]
    counts_words: str
    version: int
    bring_in: Offer | None
    ask: Offer | None
    add: Offer | None
    parents: tuple[tuple[str, str], ...] = field(default=())


def page_plan(
    actor: Actor,
    *,
    plan: str,
    today: date,
    on: date | None = None,
    chosen: Chosen | None = None,
    number: int = 1,
) -> PlanPage:
    """The plan at this address as at `on` (today when not given); raises NotFoundError.

    A page number out of range shows the first page.
    """
    chosen = chosen or Chosen()
    facts = plan_states(actor, plan, on or today)
    kept = narrowed(facts.states, facts.standings, _narrowing(chosen))
    shown = {state.id for state in kept}
    nodes = [node for root in tree(facts.states) for node in root.walk()]
    lines = [node for node in nodes if node.state.id in shown]
    last = max(1, -(-len(lines) // PER_PAGE))
    number = number if 1 <= number <= last else 1
    part = lines[(number - 1) * PER_PAGE : number * PER_PAGE]
    in_tree = chosen.view == "tree"
    group = scopes.plans(actor).filter(id=facts.id).values_list("group_id", flat=True).first()
    of_group = str(group) if group else ""
    return PlanPage(
        id=facts.id,
        slug=facts.slug,
        name=facts.name,
        group=facts.group,
        lede=summary(facts.states, facts.standings, words=level_words(facts)),
        on=facts.on,
        is_past=facts.on < today,
        chosen=chosen,
        leads=_lead_choices(facts, chosen),
        standings=_standing_choices(facts, chosen),
        flags=_flag_choices(facts, chosen),
        barriers=_barrier_choices(facts, chosen),
        rows=() if in_tree else tuple(row_of(facts, node) for node in part),
        branches=tuple(_branches(facts, tree(kept))) if in_tree else (),
        number=number,
        last=1 if in_tree else last,
        found=len(lines),
        of=len(facts.states),
        counts=bar_counts([facts.standings[s.id] for s in leaves(facts.states)]),
        counts_words=_counts_words([facts.standings[s.id] for s in leaves(facts.states)]),
        version=facts.version,
        bring_in=offer(actor, Permission.PLAN_IMPORT, group=of_group),
        ask=offer(actor, Permission.UPDATES_ASK, group=of_group),
        add=offer(actor, Permission.PLAN_EDIT, group=of_group),
        parents=tuple(
            (node.state.id, f"{node.state.code} {node.state.version.text}".strip()[:90])
            for node in nodes
            if node.children or node.state.version.kind is not EntryKind.ACTION
        ),
    )


def _narrowing(chosen: Chosen) -> Narrowing:
    return Narrowing(
        lead=chosen.lead,
        headline=Headline(chosen.standing) if chosen.standing in set(Headline) else None,
        flag=Flag(chosen.flag) if chosen.flag in set(Flag) else None,
        barrier=Barrier(chosen.barrier) if chosen.barrier in set(Barrier) else None,
        words=chosen.words,
    )


def row_of(facts: PlanFacts, node: Node) -> Row:
    """An entry as a line of the table."""
    state = node.state
    stands = facts.standings[state.id]
    said = state.progress
    kind = facts.levels.get(state.id) or KINDS[state.version.kind][0]
    text = f"Overdue {stands.days_overdue:,} days" if stands.days_overdue and stands.is_open else stands.label
    return Row(
        id=state.id,
        code=state.code,
        text=title_of(state.version.text),
        more=rest_of(state.version.text),
        depth=node.depth,
        is_heading=bool(node.children),
        kind=kind,
        lead=lead_words(state.leads),
        target=target_words(state.targets),
        target_raw=raw_words(state.targets),
        standing=stands.headline.value,
        standing_text=text,
        said=_shortened(said.progress or said.evidence) if said else "",
        barrier=_shortened(said.barrier) if said and stands.is_open else "",
        differs=stands.disagreement,
    )


_DASHES = (" – ", " - ", " — ", ": ")
_LONGEST_TITLE = 110


def title_of(text: str) -> str:
    """The name of a long wording: what stands before its dash, or its beginning."""
    found = [text.find(dash) for dash in _DASHES if 0 < text.find(dash) <= _LONGEST_TITLE]
    if len(text) > _LONGEST_TITLE and found:
        return text[: min(found)]
    return _shortened(text, _LONGEST_TITLE + 50)


def rest_of(text: str) -> str:
    """What follows the name in a long wording, shortened."""
    title = title_of(text)
    if len(title) == len(text) or title.endswith("…"):
        return ""
    rest = text[len(title) :].lstrip(" –-—:")
    return _shortened(rest, 220)


def _shortened(text: str, most: int = 180) -> str:
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(".,;:") + "…"


def lead_words(leads: Sequence[Lead]) -> str:
    """Who leads, in words; empty when nobody is named."""
    return "; ".join(lead_name(lead) for lead in leads)


def lead_name(lead: Lead) -> str:
    """One lead as a reader knows them."""
    if lead.to_be_confirmed:
        return "To be confirmed"
    named = ", ".join(filter(None, (lead.person, lead.agency if lead.agency != lead.person else "")))
    return named or lead.raw


def target_words(targets: Sequence[Target]) -> str:
    """Target dates in words; empty when none is given."""
    return "; ".join(filter(None, (target_word(target) for target in targets)))


def target_word(target: Target) -> str:
    """One target date in words."""
    if target.kind is TargetKind.RECURRING:
        return f"Next {day(target.on)}" if target.on else "Recurring"
    if target.on is not None:
        return day(target.on)
    look_again = f", look again {day(target.review_on)}" if target.review_on else ""
    said = {
        TargetKind.ONGOING: "Ongoing",
        TargetKind.DEPENDENT: f"Waits for {target.depends_on or target.raw}",
        TargetKind.AS_AVAILABLE: "As available",
    }.get(target.kind, "")
    return f"{said}{look_again}" if said else ""


def raw_words(targets: Sequence[Target]) -> str:
    """The target dates as printed, where that says more than the date read from them."""
    printed = [t.raw for t in targets if t.raw and t.on is not None and t.raw.lower() != day(t.on).lower()]
    return "; ".join(dict.fromkeys(printed))


def _branches(facts: PlanFacts, nodes: Sequence[Node]) -> Iterator[Branch]:
    for node in nodes:
        yield Branch(row_of(facts, node), node.depth < TREE_OPENS - 1, tuple(_branches(facts, node.children)))


def _lead_choices(facts: PlanFacts, chosen: Chosen) -> tuple[Choice, ...]:
    found: Counter[str] = Counter()
    for state in facts.states:
        found.update(
            {lead.agency or lead.person or lead.raw for lead in state.leads if not lead.to_be_confirmed}
        )
    names = sorted(filter(None, found), key=str.lower)
    return tuple(Choice(name, name, found[name], name == chosen.lead) for name in names)


def _standing_choices(facts: PlanFacts, chosen: Chosen) -> tuple[Choice, ...]:
    found = Counter(one.headline for one in facts.standings.values())
    return tuple(
        Choice(h.value, label, found[h], h.value == chosen.standing)
        for h, label in HEADLINES.items()
        if found[h]
    )


def _flag_choices(facts: PlanFacts, chosen: Chosen) -> tuple[Choice, ...]:
    found = Counter(flag for one in facts.standings.values() for flag in one.flags)
    return tuple(
        Choice(f.value, label, found[f], f.value == chosen.flag) for f, label in FLAGS.items() if found[f]
    )


def _barrier_choices(facts: PlanFacts, chosen: Chosen) -> tuple[Choice, ...]:
    found: Counter[Barrier] = Counter()
    for state in facts.states:
        if state.progress and facts.standings[state.id].is_open:
            found.update(suggested_barriers(state.progress.barrier))
    return tuple(
        Choice(b.value, label, found[b], b.value == chosen.barrier)
        for b, label in BARRIERS.items()
        if found[b]
    )


def plan_id(actor: Actor, plan: str) -> uuid.UUID | None:
    """The id of the plan at an address, if the reader may see it."""
    return scopes.plans(actor).filter(slug=plan).values_list("id", flat=True).first()


def plan_choices(actor: Actor) -> tuple[tuple[str, str], ...]:
    """The slug and name of every plan the reader may see, by name."""
    return tuple(scopes.plans(actor).order_by("name").values_list("slug", "name"))
