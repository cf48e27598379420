"""Every plan a reader may see at once, in a number of database questions that does not grow with them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.plans.labels import Flag, Headline
from quorate.domain.plans.outline import Outline
from quorate.domain.plans.standing import Standing
from quorate.domain.plans.stuck import Stuck, stuck, stuck_in_words, worst_first
from quorate.domain.plans.summary import leaves
from quorate.queries.plan_facts import PlanFacts, outlines_of_each
from quorate.queries.plan_words import said_words, wordings
from quorate.queries.plans import lead_name, title_of
from quorate.records import scopes
from quorate.records.models import Plan

GAPS = {
    Flag.NO_LEAD: "No lead",
    Flag.LEAD_TO_BE_CONFIRMED: "Lead to be confirmed",
    Flag.NO_TARGET_DATE: "No target date",
    Flag.NO_UPDATE: "No update from lead",
}
_LONGEST_NOTE = 160


@dataclass(frozen=True, slots=True)
class StuckLine:
    """A stuck entry in words: a tag, what it is, and why."""

    id: str
    text: str
    standing: str
    said: str
    why: str
    plan: str
    plan_slug: str


@dataclass(frozen=True, slots=True)
class StuckThings:
    """The worst of what is stuck, how many there are, and where all of them are: plan, slug and how many."""

    sentence: str
    lines: tuple[StuckLine, ...]
    count: int
    of: int
    plans: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class GapLine:
    """A plan and how many of its entries have each gap; `counts` go by the flag's name."""

    plan: str
    slug: str
    counts: Mapping[str, int]

    @property
    def any(self) -> bool:
        """Whether there is a gap at all."""
        return any(self.counts.values())


def every_plan(
    actor: Actor, on: date, *, plans: Sequence[Plan] | None = None
) -> tuple[PlanFacts[Outline], ...]:
    """The facts of each plan as at `on`, by name; of those given, or of all the reader may see."""
    return outlines_of_each(actor, plan_rows(actor) if plans is None else plans, on)


def plan_rows(actor: Actor) -> tuple[Plan, ...]:
    """The plans the reader may see, by name."""
    return tuple(scopes.plans(actor).select_related("partnership", "group").order_by("name", "id"))


def stuck_things(plans: Sequence[PlanFacts[Outline]], *, most: int) -> StuckThings:
    """What is stuck across the plans, the worst `most` of it in words."""
    by_plan = [(facts, stuck(facts.roots, facts.standings, facts.recorded)) for facts in plans]
    home = {one.state.id: facts for facts, found in by_plan for one in found}
    every = worst_first([one for _, found in by_plan for one in found])
    texts = wordings([one.state for one in every[:most]])
    said = said_words([one.said for one in every[:most]])
    of = sum(len(leaves(facts.states)) for facts in plans)
    return StuckThings(
        sentence=stuck_in_words(every, of=of),
        lines=tuple(
            _stuck_line(
                one,
                home[one.state.id],
                named(one.state, texts),
                said[one.said.id].barrier if one.said and one.said.id in said else "",
            )
            for one in every[:most]
        ),
        count=len(every),
        of=of,
        plans=tuple((facts.name, facts.slug, len(found)) for facts, found in by_plan if found),
    )


def gap_lines(plans: Sequence[PlanFacts[Outline]]) -> tuple[GapLine, ...]:
    """How much of what each plan has carried out lacks a lead, a target date or an update, where any does."""
    found = []
    for facts in plans:
        stands = [facts.standings[one.id] for one in leaves(facts.states)]
        flags = Counter([f for one in stands if one.marks for f in one.flags])
        found.append(GapLine(facts.name, facts.slug, {flag.value: flags[flag] for flag in GAPS}))
    return tuple(line for line in found if line.any)


def named(one: Outline, texts: Mapping[str, str]) -> str:
    """An entry's code and the name of its wording; `texts` gives wordings by id."""
    first = texts.get(one.id, "").strip().partition("\n")[0]
    return f"{one.code} {title_of(first)}".strip()


def standing_words(stands: Standing) -> tuple[str, str]:
    """The colour and the words of a standing: "Overdue 74 days" where it is."""
    if stands.days_overdue and stands.is_open:
        return "overdue", f"Overdue {stands.days_overdue:,} {'day' if stands.days_overdue == 1 else 'days'}"
    return stands.headline.value, stands.label


def _stuck_line(one: Stuck[Outline], facts: PlanFacts[Outline], text: str, barrier: str) -> StuckLine:
    standing, said = standing_words(one.standing)
    if one.standing.is_open and one.standing.headline not in (Headline.OFF_TRACK, Headline.WAITING):
        standing, said = "off_track", "Said to be off track"
    silence = next((m.sentence for m in one.standing.marks if m.flag is Flag.NO_UPDATE), "")
    parts = (
        _leads(one.state, facts.on),
        _held_up(one, barrier),
        f"{silence[:1].lower()}{silence[1:]}".rstrip("."),
    )
    return StuckLine(
        id=one.state.id,
        text=text,
        standing=standing,
        said=said,
        why=" · ".join(part for part in parts if part),
        plan=facts.name,
        plan_slug=facts.slug,
    )


def _leads(state: Outline, on: date) -> str:
    """Who leads: two by name, the others counted."""
    names = [lead_name(lead, on) for lead in state.leads]
    if not names:
        return "Nobody is named as lead"
    more = f" and {len(names) - 2} more" if len(names) > 2 else ""
    return f"{'; '.join(names[:2])}{more}"


def _held_up(one: Stuck[Outline], barrier: str) -> str:
    if barrier:
        text = " ".join(barrier.split())
        short = text if len(text) <= _LONGEST_NOTE else f"{text[:_LONGEST_NOTE].rsplit(' ', 1)[0]}…"
        return f"held up: {short.rstrip('.')}"
    waiting = next((m.sentence for m in one.standing.marks if m.flag is Flag.WAITING), "")
    return waiting.rstrip(".")
