"""Pages about plans: the list of them, and one plan as at a date."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from quorate.domain.access.actor import Actor
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.words import count, day, spaced
from quorate.domain.membership.facts import has_left
from quorate.domain.plans.barriers import BARRIERS, Barrier
from quorate.domain.plans.facts import EntryKind, Lead, Target, TargetKind
from quorate.domain.plans.labels import FLAGS, HEADLINES, KINDS, Flag, Headline
from quorate.domain.plans.leading import open_words
from quorate.domain.plans.measuring import completions, measured
from quorate.domain.plans.narrowing import Narrowing, narrowed
from quorate.domain.plans.outline import Outline
from quorate.domain.plans.standing import Standing
from quorate.domain.plans.targets import next_instance
from quorate.domain.plans.tree import Node, tree
from quorate.queries.offers import Offer, offer
from quorate.queries.plan_facts import PlanFacts, outlines_of_each, plan_outlines
from quorate.queries.plan_moves import MovedAction, moved_out
from quorate.queries.plan_overview import Overview, overview
from quorate.queries.plan_words import EntryWords, entry_measures, entry_words, wordings
from quorate.records import scopes
from quorate.records.facts.imports import groups_to_plan_for

C = TypeVar("C", bound=str)
PER_PAGE = 50
TREE_OPENS = 2  # levels
STUCK = "stuck"


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
    rows = list(scopes.plans(actor).select_related("partnership", "group").order_by("name"))
    return PlansPage(
        lines=tuple(_line(facts) for facts in outlines_of_each(actor, rows, today)),
        bring_in=offer(actor, Permission.PLAN_IMPORT),
        start=offer(actor, Permission.PLAN_EDIT),
    )


def _line(facts: PlanFacts[Outline]) -> PlanLine:
    whole = overview(facts)
    return PlanLine(
        slug=facts.slug, name=facts.name, group=facts.group, summary=whole.summary, counts=whole.bar
    )


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
    measured: tuple[str, ...]


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
    counted: str
    found: int
    found_above: int
    of: int
    counts: Mapping[str, int]
    counts_words: str
    version: int
    bring_in: Offer | None
    ask: Offer | None
    add: Offer | None
    label: Offer | None
    moved: tuple[MovedAction, ...] = ()


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
    facts = plan_outlines(actor, plan, on or today)
    whole = overview(facts)
    lines = _kept(facts, chosen)
    found = sum(node.state.id in whole.carried_out for node in lines) if chosen.narrows else whole.of
    last = max(1, -(-len(lines) // PER_PAGE))
    number = number if 1 <= number <= last else 1
    part = lines[(number - 1) * PER_PAGE : number * PER_PAGE]
    in_tree = chosen.view == "tree"
    shown = [node.state for node in (lines if in_tree else part)]
    words = entry_words(shown)
    measures = _completions(facts, shown)
    of_group = facts.group_id
    return PlanPage(
        id=facts.id,
        slug=facts.slug,
        name=facts.name,
        group=facts.group,
        lede=whole.summary,
        on=facts.on,
        is_past=facts.on < today,
        chosen=chosen,
        leads=_choices({name: name for name in sorted(whole.leads, key=str.lower)}, whole.leads, chosen.lead),
        standings=_standings(whole, chosen.standing),
        flags=_choices(FLAGS, whole.flags, chosen.flag),
        barriers=_choices(BARRIERS, whole.barriers, chosen.barrier),
        rows=() if in_tree else tuple(_row(facts, node, words, measures) for node in part),
        branches=_branches(facts, tree([node.state for node in lines]), words, measures) if in_tree else (),
        number=number,
        last=1 if in_tree else last,
        counted=whole.counted,
        found=found,
        found_above=len(lines) - found,
        of=whole.of,
        counts=whole.bar,
        counts_words=whole.bar_words,
        version=facts.version,
        bring_in=offer(actor, Permission.PLAN_IMPORT, group=of_group),
        ask=offer(actor, Permission.UPDATES_ASK, group=of_group),
        add=offer(actor, Permission.PLAN_EDIT, group=of_group),
        label=offer(actor, Permission.RESTRICTION_EDIT),
        moved=moved_out(actor, [uuid.UUID(facts.id)], by=facts.on),
    )


def parent_choices(actor: Actor, *, plan: str, today: date) -> tuple[tuple[str, str], ...]:
    """The entries another could stand under, by id, from top to bottom; raises NotFoundError."""
    facts = plan_outlines(actor, plan, today)
    found = [node.state for node in facts.nodes if node.children or node.state.kind is not EntryKind.ACTION]
    texts = wordings(found)
    return tuple((one.id, f"{one.code} {texts.get(one.id, '')}".strip()[:90]) for one in found)


def _kept(facts: PlanFacts[Outline], chosen: Chosen) -> Sequence[Node[Outline]]:
    """The entries asked for in their places, from top to bottom."""
    if not chosen.narrows:
        return facts.nodes
    texts = wordings(facts.states) if chosen.words else {}
    return narrowed(facts.nodes, facts.standings, _narrowing(chosen), texts=texts, recorded=facts.recorded)


def _narrowing(chosen: Chosen) -> Narrowing:
    return Narrowing(
        lead=chosen.lead,
        headline=Headline(chosen.standing) if chosen.standing in set(Headline) else None,
        flag=Flag(chosen.flag) if chosen.flag in set(Flag) else None,
        barrier=Barrier(chosen.barrier) if chosen.barrier in set(Barrier) else None,
        words=chosen.words,
        stuck=chosen.standing == STUCK,
    )


def _completions(facts: PlanFacts[Outline], shown: Sequence[Outline]) -> Mapping[str, tuple[str, ...]]:
    """What the entries whose completion measures these have come to, by the measured entry's id."""
    found = entry_measures(shown)
    stands = completions(facts.states, facts.standings) if found else {}
    return {
        id: tuple(measured(measure, stands=stands, evidence="") for measure in measures)
        for id, measures in found.items()
    }


def _row(
    facts: PlanFacts[Outline],
    node: Node[Outline],
    words: Mapping[str, EntryWords],
    measures: Mapping[str, tuple[str, ...]],
) -> Row:
    """An entry as a line of the table."""
    state = node.state
    stands = facts.standings[state.id]
    shown = words.get(state.id, EntryWords())
    text, said = shown.text, shown.said
    kind = state.level or KINDS[state.kind][0]
    return Row(
        id=state.id,
        code=state.code,
        text=title_of(text),
        more=rest_of(text),
        depth=node.depth,
        is_heading=bool(node.children),
        kind=kind,
        lead=lead_words(state.leads, facts.on),
        target=target_words(state.targets, facts.on),
        target_raw=raw_words(state.targets),
        standing=stands.headline.value,
        standing_text=standing_words(stands),
        said=_shortened(said.progress or said.evidence),
        barrier=_shortened(said.barrier) if stands.is_open else "",
        differs=stands.disagreement,
        measured=measures.get(state.id, ()),
    )


def standing_words(stands: Standing) -> str:
    """How an entry stands, in as few words as say it."""
    if stands.days_overdue and stands.is_open:
        return f"Overdue {count(stands.days_overdue, 'day')}"
    return stands.label


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


def lead_words(leads: Sequence[Lead], on: date | None = None) -> str:
    """Who leads, in words; empty when nobody is named."""
    return "; ".join(lead_name(lead, on) for lead in leads)


def lead_name(lead: Lead, on: date | None = None) -> str:
    """One lead as a reader knows them; with a date, whether they had left by then."""
    if lead.to_be_confirmed:
        return open_words(lead) or "To be confirmed"
    named = ", ".join(filter(None, (lead.person, lead.agency if lead.agency != lead.person else "")))
    left = f" (left on {day(lead.left_on)})" if on and lead.left_on and has_left(lead.left_on, on) else ""
    return f"{spaced(named or lead.raw)}{left}"


def target_words(targets: Sequence[Target], on: date | None = None) -> str:
    """Target dates in words, as at a date if one is given; empty when there are none."""
    return "; ".join(dict.fromkeys(filter(None, (target_word(target, on) for target in targets))))


def target_word(target: Target, on: date | None = None) -> str:
    """One target date in words; of a recurring one, the next from `on`, or its first."""
    if target.kind is TargetKind.RECURRING:
        coming = next_instance(target, on) if on else target.on
        return f"Next {day(coming)}" if coming else "Recurring"
    if target.on is not None:
        return day(target.on)
    look_again = f", to be looked at again on {day(target.review_on)}" if target.review_on else ""
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


def _branches(
    facts: PlanFacts[Outline],
    nodes: Sequence[Node[Outline]],
    words: Mapping[str, EntryWords],
    measures: Mapping[str, tuple[str, ...]],
) -> tuple[Branch, ...]:
    return tuple(
        Branch(
            _row(facts, node, words, measures),
            node.depth < TREE_OPENS - 1,
            _branches(facts, node.children, words, measures),
        )
        for node in nodes
    )


def _standings(whole: Overview, chosen: str) -> tuple[Choice, ...]:
    """Each standing some entry has, and what a board is told does not move, where anything does not."""
    stuck = Choice(STUCK, "Off track or waiting, or said to be", whole.stuck, chosen == STUCK)
    return (*_choices(HEADLINES, whole.headlines, chosen), *((stuck,) if whole.stuck else ()))


def _choices(labels: Mapping[C, str], found: Mapping[C, int], chosen: str) -> tuple[Choice, ...]:
    """The values some entry has, in the order of their labels."""
    return tuple(
        Choice(str(value), label, found[value], value == chosen)
        for value, label in labels.items()
        if value in found
    )


def plan_id(actor: Actor, plan: str) -> uuid.UUID | None:
    """The id of the plan at an address, if the reader may see it."""
    return scopes.plans(actor).filter(slug=plan).values_list("id", flat=True).first()


def plan_choices(actor: Actor) -> tuple[tuple[str, str], ...]:
    """The slug and name of every plan the reader may see, by name."""
    return tuple(scopes.plans(actor).order_by("name").values_list("slug", "name"))


def group_choices(actor: Actor, *, today: date) -> tuple[tuple[str, str], ...]:
    """The id and name of every group the reader may start a plan of today, the board first."""
    return groups_to_plan_for(actor, Permission.PLAN_EDIT, today)
