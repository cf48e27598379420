"""A group's register of risks as on a day, one risk with its history, and the forms."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from quorate.domain.access.actor import Actor
from quorate.domain.access.permissions import Permission
from quorate.domain.holding.risks import (
    IMPACTS,
    LEVEL_FROM,
    LEVELS,
    LIKELIHOODS,
    MOST,
    STEPS,
    Level,
    Review,
    RiskFacts,
    Step,
    as_at,
    change,
    days_overdue,
    level,
    next_review,
    review_said,
    score,
    trend,
)
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import day, listed, spelt
from quorate.domain.membership.facts import has_left
from quorate.domain.membership.groups import has_ended
from quorate.queries.holding.challenges import group_at
from quorate.queries.labelling import audience_choices
from quorate.queries.meetings import allowed
from quorate.queries.people.choices import Options, everybody_here
from quorate.records import scopes
from quorate.records.facts.holding import histories, review_of, risk_facts
from quorate.records.facts.labels import label_of
from quorate.records.models import Risk, RiskReview

LEVEL_STANDINGS = {
    Level.LOW: "on_track",
    Level.MEDIUM: "not_started",
    Level.HIGH: "at_risk",
    Level.VERY_HIGH: "off_track",
}
_WIDTH, _HEIGHT = 280, 90  # within the narrowest window


@dataclass(frozen=True, slots=True)
class RiskLine:
    """A risk in the register. `owner_left` says in words that whoever owns it has gone."""

    id: str
    number: str
    title: str
    effect: str
    level: str
    level_standing: str
    score: int
    judged: str
    trend: str
    grew: bool
    owner: str
    owner_left: str
    review: str
    review_standing: str
    is_restricted: bool


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One likelihood, and for each impact the level there with the numbers of the risks that stand there."""

    likelihood: str
    cells: tuple[tuple[str, str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class RisksPage:
    """A group's register as on a day, highest level first. `is_past` says that it is an earlier day."""

    slug: str
    group: str
    lede: str
    lines: tuple[RiskLine, ...]
    closed: tuple[RiskLine, ...]
    matrix: tuple[MatrixRow, ...]
    impacts: tuple[str, ...]
    scale: str
    as_at: date
    is_past: bool
    may_keep: bool


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A line of a risk's history."""

    on: str
    what: str
    likelihood: str
    impact: str
    score: int
    level: str
    level_standing: str
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A risk's score through its history, as points of a line in a picture `width` by `height`."""

    points: str
    dots: tuple[tuple[int, int], ...]
    width: int = _WIDTH
    height: int = _HEIGHT


@dataclass(frozen=True, slots=True)
class RiskPage:
    """One risk, and what this reader may do about it now."""

    id: str
    version: int
    slug: str
    group: str
    line: RiskLine
    lede: str
    cause: str
    effect: str
    controls: str
    facts: tuple[tuple[str, str], ...]
    history: tuple[HistoryLine, ...]
    drawn: Drawn | None
    likelihood: str
    impact: str
    next_on: date
    may_review: bool
    may_keep: bool
    is_closed: bool
    may_label: bool
    may_redact: bool
    today: date
    likelihoods: Options = tuple((str(n), f"{n} {said}") for n, said in LIKELIHOODS.items())
    impacts: Options = tuple((str(n), f"{n} {said}") for n, said in IMPACTS.items())


@dataclass(frozen=True, slots=True)
class RiskForm:
    """What a risk is described by, filled in where it stands already (`id`, `version`)."""

    slug: str
    group: str
    group_id: str
    people: Options
    agencies: Options
    audiences: tuple[tuple[str, str, str], ...]
    next_on: date
    today: date
    id: str = ""
    version: int = 0
    number: str = ""
    title: str = ""
    cause: str = ""
    effect: str = ""
    controls: str = ""
    owner: str = ""
    agency: str = ""
    likelihoods: Options = tuple((str(n), f"{n} {said}") for n, said in LIKELIHOODS.items())
    impacts: Options = tuple((str(n), f"{n} {said}") for n, said in IMPACTS.items())


def number_of(row: Risk) -> str:
    """A risk's number as it is written."""
    return f"R{row.number}" if row.is_apart else str(row.number)


def page_risks(actor: Actor, *, group: str, today: date, on: date | None = None) -> RisksPage:
    """A group's register, today or as its risks were judged on an earlier day. Raises NotFoundError.

    How risks are described, and who owns them, is as now. A day to come shows today.
    """
    row = group_at(actor, group)
    shown = on if on and on < today else today
    found = known_risks(actor, row.id, on=shown)
    still = [(one, facts) for one, facts in found if facts.closed_on is None]
    gone = [(one, facts) for one, facts in found if facts.closed_on is not None]
    is_past = shown < today
    return RisksPage(
        slug=row.slug,
        group=row.name,
        lede=said_of([facts for _, facts in still], shown, is_past=is_past),
        lines=tuple(line_of(one, facts, shown, is_past=is_past) for one, facts in still),
        closed=tuple(line_of(one, facts, shown) for one, facts in gone),
        matrix=_matrix(still),
        impacts=tuple(f"{n} {said}" for n, said in IMPACTS.items()),
        scale=scale_said(),
        as_at=shown,
        is_past=is_past,
        may_keep=allowed(actor, Permission.RISK_KEEP, str(row.id)) and not has_ended(row.ended_on, today),
    )


def known_risks(actor: Actor, group: uuid.UUID, *, on: date) -> list[tuple[Risk, RiskFacts]]:
    """The risks of a group that had been raised by a day, as they were judged then, highest first.

    Two database questions, however many there are.
    """
    rows = list(scopes.risks(actor).filter(group=group, raised_on__lte=on).select_related("owner", "agency"))
    known = histories([row.id for row in rows])
    found = [(row, risk_facts(row, as_at(known[row.id], on))) for row in rows]
    return sorted(found, key=lambda one: (one[1].place, one[0].is_apart))


def page_risk(actor: Actor, *, risk: uuid.UUID, today: date) -> RiskPage:
    """One risk with its history, newest first. Raises NotFoundError."""
    row = scopes.risks(actor).filter(id=risk).select_related("group", "owner", "agency").first()
    if row is None:
        raise NotFoundError
    lines = list(row.reviews.select_related("recorded_by").order_by("on", "recorded_at", "id"))
    facts = risk_facts(row, tuple(review_of(one) for one in lines))
    keeps = allowed(actor, Permission.RISK_KEEP, str(row.group_id))
    is_theirs = str(row.owner_id) == actor.person or str(row.agency_id) in actor.agencies
    line = line_of(row, facts, today)
    return RiskPage(
        id=str(row.id),
        version=row.version,
        slug=row.group.slug,
        group=row.group.name,
        line=line,
        lede=f"{line.level}, at {facts.latest.score} of 25. {trend(facts.reviews)}",
        cause=row.cause,
        effect=row.effect,
        controls=row.controls,
        facts=tuple((label, value) for label, value in _facts(row, facts, today) if value),
        history=tuple(_history(one) for one in reversed(lines)),
        drawn=_drawn(facts.reviews),
        likelihood=str(facts.latest.likelihood),
        impact=str(facts.latest.impact),
        next_on=next_review(today),
        may_review=keeps or (is_theirs and allowed(actor, Permission.RISK_REVIEW, "")),
        may_keep=keeps,
        is_closed=facts.closed_on is not None,
        may_label=allowed(actor, Permission.RESTRICTION_EDIT, ""),
        may_redact=allowed(actor, Permission.REDACTION_PROPOSE, ""),
        today=today,
    )


def page_risk_form(actor: Actor, *, group: str, today: date) -> RiskForm:
    """What one more risk of a group is described by. Raises NotFoundError."""
    row = group_at(actor, group)
    return RiskForm(
        slug=row.slug,
        group=row.name,
        group_id=str(row.id),
        people=everybody_here(actor, today),
        agencies=tuple((str(one.id), one.name) for one in scopes.agencies(actor).order_by("name")),
        audiences=audience_choices(actor, group=str(row.id)),
        next_on=next_review(today),
        today=today,
    )


def page_risk_change(actor: Actor, *, risk: uuid.UUID, today: date) -> RiskForm:
    """How a risk is described now; whoever owns it is offered though they have left. Raises NotFoundError."""
    row = scopes.risks(actor).filter(id=risk).select_related("group", "owner").first()
    if row is None:
        raise NotFoundError
    form = page_risk_form(actor, group=row.group.slug, today=today)
    owner = str(row.owner_id or "")
    people = form.people
    if row.owner and owner not in dict(people):
        people = (*people, (owner, f"{row.owner.name} (has left)"))
    return replace(
        form,
        people=people,
        id=str(row.id),
        version=row.version,
        number=number_of(row),
        title=row.title,
        cause=row.cause,
        effect=row.effect,
        controls=row.controls,
        owner=owner,
        agency=str(row.agency_id or ""),
    )


def line_of(row: Risk, facts: RiskFacts, today: date, *, is_past: bool = False) -> RiskLine:
    """A risk as a line; on a past day nothing is said of its next review, which is kept for today alone."""
    latest = facts.latest
    standing, said, _ = ("", "", "") if is_past else review_said(facts, today)
    return RiskLine(
        id=str(row.id),
        number=number_of(row),
        title=row.title,
        effect=row.effect,
        level=LEVELS[latest.level],
        level_standing=LEVEL_STANDINGS[latest.level],
        score=latest.score,
        judged=f"{LIKELIHOODS[latest.likelihood]}, {IMPACTS[latest.impact].lower()}",
        trend=trend(facts.reviews),
        grew=change(facts.reviews) > 0,
        owner=owner_said(row),
        owner_left=_owner_left(row, today),
        review=said,
        review_standing=standing,
        is_restricted=not label_of(row).is_open_to_all,
    )


def said_of(still: Sequence[RiskFacts], on: date, *, is_past: bool = False) -> str:
    """How a register stands, in a sentence or two."""
    if not still:
        return f"No risk was open on {day(on)}." if is_past else "No risk is open."
    by = [(sum(1 for one in still if one.latest.level is each), each) for each in reversed(Level)]
    levels = listed([f"{spelt(n)} {LEVELS[each].lower()}" for n, each in by if n])
    one, more = ("risk was", "risks were") if is_past else ("risk is", "risks are")
    many = f"{spelt(len(still)).capitalize()} {one if len(still) == 1 else more} open"
    said = [f"{many}: {levels}."]
    grew = sum(1 for one in still if change(one.reviews) > 0)
    if grew:
        said.append(f"{spelt(grew).capitalize()} grew at the latest review.")
    late = 0 if is_past else sum(1 for one in still if days_overdue(one, on))
    if late:
        said.append(f"{spelt(late).capitalize()} {'review is' if late == 1 else 'reviews are'} overdue.")
    return " ".join(said)


def scale_said() -> str:
    """What the levels mean, for whoever reads the register."""
    tops = [*list(LEVEL_FROM.values())[1:], MOST * MOST + 1]
    parts = [
        f"{LEVELS[one].lower()} is {least} to {top - 1}"
        for (one, least), top in zip(LEVEL_FROM.items(), tops, strict=True)
    ]
    levels = listed(parts)
    how = "Likelihood and impact are each from 1 to 5; multiplied they are the score."
    return f"{how} {levels[:1].upper()}{levels[1:]}."


def owner_said(row: Risk) -> str:
    """Whose a risk is, in words."""
    names = [row.owner.name if row.owner else "", row.agency.name if row.agency else ""]
    return ", ".join(filter(None, names)) or "Nobody yet"


def _owner_left(row: Risk, today: date) -> str:
    left_on = row.owner.left_on if row.owner else None
    return f"Left on {day(left_on)}" if left_on and has_left(left_on, today) else ""


def _matrix(still: Sequence[tuple[Risk, RiskFacts]]) -> tuple[MatrixRow, ...]:
    at: dict[tuple[int, int], list[str]] = {}
    for row, facts in still:
        at.setdefault((facts.latest.likelihood, facts.latest.impact), []).append(number_of(row))
    return tuple(
        MatrixRow(f"{likelihood} {said}", tuple(_cell(at, likelihood, impact) for impact in IMPACTS))
        for likelihood, said in reversed(LIKELIHOODS.items())
    )


def _cell(
    at: Mapping[tuple[int, int], Sequence[str]], likelihood: int, impact: int
) -> tuple[str, str, tuple[str, ...]]:
    stands = level(score(likelihood, impact))
    return LEVELS[stands], LEVEL_STANDINGS[stands], tuple(at.get((likelihood, impact), ()))


def _facts(row: Risk, facts: RiskFacts, today: date) -> tuple[tuple[str, str], ...]:
    latest = facts.latest
    _, _, next_said = review_said(facts, today)
    return (
        ("Likelihood", f"{latest.likelihood}, {LIKELIHOODS[latest.likelihood].lower()}"),
        ("Impact", f"{latest.impact}, {IMPACTS[latest.impact].lower()}"),
        ("Cause", row.cause),
        ("Effect", row.effect),
        ("Controls", row.controls or "None written down"),
        ("Owner", owner_said(row)),
        ("Raised on", day(row.raised_on)),
        ("Next review", next_said),
    )


def _history(row: RiskReview) -> HistoryLine:
    judged = Review(row.on, row.likelihood, row.impact)
    return HistoryLine(
        on=day(row.on),
        what=STEPS[Step(row.step)],
        likelihood=f"{row.likelihood} {LIKELIHOODS[row.likelihood]}",
        impact=f"{row.impact} {IMPACTS[row.impact]}",
        score=judged.score,
        level=LEVELS[judged.level],
        level_standing=LEVEL_STANDINGS[judged.level],
        words=row.words,
        by=row.recorded_by.name,
    )


def _drawn(reviews: Sequence[Review]) -> Drawn | None:
    """The line of scores, in steps: a score holds until the next one. Nothing to draw for one line."""
    if len(reviews) < 2:
        return None
    first, last = reviews[0].on, reviews[-1].on
    span = max((last - first).days, 1)
    inner_width, inner_height = _WIDTH - 20, _HEIGHT - 20
    dots = [
        (10 + (one.on - first).days * inner_width // span, 10 + inner_height * (25 - one.score) // 25)
        for one in reviews
    ]
    steps = [dots[0]]
    for before, after in pairwise(dots):
        steps += [(after[0], before[1]), after]
    return Drawn(" ".join(f"{x},{y}" for x, y in steps), tuple(dots))
