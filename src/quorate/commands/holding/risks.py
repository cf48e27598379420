"""Keeps a group's register of risks: raised, described anew, reviewed, closed, opened again."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.audience import OPEN_TO_ALL, Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.holding import risks as rules
from quorate.domain.holding.risks import RiskFacts, Step
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.membership.groups import refusal_after_end
from quorate.records import scopes
from quorate.records.facts.holding import histories, risk_facts
from quorate.records.models import Agency, Person, Risk, RiskReview


@dataclass(frozen=True, slots=True)
class RiskDraft:
    """How a risk is described, and who owns it."""

    title: str
    effect: str
    cause: str = ""
    controls: str = ""
    owner: uuid.UUID | None = None
    agency: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """How likely a risk was and how bad on a day, in words besides, and when it is looked at next."""

    on: date
    likelihood: int
    impact: int
    words: str = ""
    review_on: date | None = None


@command(Permission.RISK_KEEP)
def raise_risk(
    run: Run,
    *,
    group: uuid.UUID,
    draft: RiskDraft,
    judged: Judged,
    audience: Audience = Audience.PARTNERSHIP,
    restriction: uuid.UUID | None = None,
) -> Outcome:
    """Put a risk on a group's register, under a number of its own for ever.

    The group is held, so that two raised at once take two numbers. Refuses as `refusal_of_risk`,
    `refusal_of_days` and `refusal_of_owner` do, and with `groups.ended`.
    """
    row = run.find(scopes.groups, group, group="id")
    named = run.get(scopes.restrictions, restriction) if restriction else None
    owner, agency = _whose(run, draft)
    if refusal := (
        refusal_after_end(ended_on=row.ended_on, on=judged.on, field="on")
        or _refusal_of(draft, owner, None, run.moment.today)
        or _refusal_of_days(judged, None, run.moment.today)
    ):
        return refusal
    is_apart = audience not in OPEN_TO_ALL or named is not None
    last = Risk.objects.filter(group=row, is_apart=is_apart).aggregate(last=Max("number"))["last"]
    made = Risk.objects.create(
        id=run.new_id(),
        group=row,
        number=(last or 0) + 1,
        is_apart=is_apart,
        owner=owner,
        agency=agency,
        raised_on=judged.on,
        review_on=judged.review_on,
        audience=audience.value,
        restriction=named,
        **_said(draft),
    )
    _write(run, made, judged, Step.RAISED)
    details = {"group": str(row.id), "likelihood": str(judged.likelihood), "impact": str(judged.impact)}
    return Done([Event("holding.risk_raised", "risk", str(made.id), details)], id=made.id)


@command(Permission.RISK_KEEP)
def change_risk(run: Run, *, risk: uuid.UUID, version: int, draft: RiskDraft) -> Outcome:
    """Describe a risk anew, or give it to another owner.

    Refuses as `refusal_to_review`, `refusal_of_risk` and `refusal_of_owner` do. Raises StaleError when
    `version` has moved on.
    """
    row = run.find(scopes.risks, risk, version=version, group="group_id")
    owner, agency = _whose(run, draft)
    if refusal := rules.refusal_to_review(_facts(row)) or _refusal_of(
        draft, owner, row.owner_id, run.moment.today
    ):
        return refusal
    for name, value in {**_said(draft), "owner": owner, "agency": agency}.items():
        setattr(row, name, value)
    row.save(update_fields=[*_said(draft), "owner", "agency"])
    run.touch(row)
    return Done([Event("holding.risk_changed", "risk", str(row.id))], id=row.id)


@command(Permission.RISK_REVIEW)
def review_risk(run: Run, *, risk: uuid.UUID, version: int, judged: Judged) -> Outcome:
    """Record how a risk was judged on a day; what was recorded before stays.

    Its owner may, and those who speak for the agency that owns it; anybody's, who keeps the register.
    Refuses as `refusal_to_review` and `refusal_of_days` do. Raises StaleError when `version` has moved on.
    """
    row = run.find(scopes.risks, risk)
    is_theirs = str(row.owner_id) == run.actor.person or str(row.agency_id) in run.actor.agencies
    if not is_theirs:
        run.may(row.group_id, Permission.RISK_KEEP)
    run.same(row, version)
    facts = _facts(row)
    if refusal := rules.refusal_to_review(facts) or _refusal_of_days(judged, facts, run.moment.today):
        return refusal
    _write(run, row, judged, Step.REVIEWED)
    return Done([_event(row, "reviewed", judged)], id=row.id)


@command(Permission.RISK_KEEP)
def close_risk(run: Run, *, risk: uuid.UUID, version: int, why: str, on: date) -> Outcome:
    """Close a risk, with why; it stays on the register as it was last judged.

    Refuses as `refusal_to_close` and `refusal_of_days` do. Raises StaleError when `version` has moved on.
    """
    row = run.find(scopes.risks, risk, version=version, group="group_id")
    facts = _facts(row)
    judged = Judged(on, facts.latest.likelihood, facts.latest.impact, why)
    if refusal := rules.refusal_to_close(facts, why=why) or _refusal_of_days(
        judged, facts, run.moment.today, field="closed_on"
    ):
        return refusal
    _write(run, row, judged, Step.CLOSED)
    return Done([_event(row, "closed", judged)], id=row.id)


@command(Permission.RISK_KEEP)
def reopen_risk(run: Run, *, risk: uuid.UUID, version: int, judged: Judged) -> Outcome:
    """Open a closed risk again, judged anew, with why in the words.

    Refuses as `refusal_to_reopen` and `refusal_of_days` do. Raises StaleError when `version` has moved on.
    """
    row = run.find(scopes.risks, risk, version=version, group="group_id")
    facts = _facts(row)
    if refusal := rules.refusal_to_reopen(facts, why=judged.words) or _refusal_of_days(
        judged, facts, run.moment.today
    ):
        return refusal
    _write(run, row, judged, Step.REOPENED)
    return Done([_event(row, "reopened", judged)], id=row.id)


def hand_risks_over(run: Run, rows: Sequence[Risk], to: Person) -> list[Event]:
    """Give these risks to another owner, for the command that hands over all that somebody leads."""
    events = []
    for row in rows:
        held = run.get(scopes.risks, row.id)
        held.owner = to
        held.save(update_fields=["owner"])
        run.touch(held)
        events.append(Event("holding.risk_changed", "risk", str(held.id), {"to": str(to.id)}))
    return events


def _facts(row: Risk) -> RiskFacts:
    return risk_facts(row, histories([row.id])[row.id])


def _whose(run: Run, draft: RiskDraft) -> tuple[Person | None, Agency | None]:
    owner = run.get(scopes.people, draft.owner) if draft.owner else None
    return owner, run.get(scopes.agencies, draft.agency) if draft.agency else None


def _refusal_of(draft: RiskDraft, owner: Person | None, was: uuid.UUID | None, today: date) -> Refusal | None:
    """Somebody who owned it already and has left since stays where nobody else is chosen: they are marked."""
    left_on = owner.left_on if owner and owner.id != was else None
    return rules.refusal_of_risk(title=draft.title, effect=draft.effect) or rules.refusal_of_owner(
        left_on=left_on, today=today
    )


def _refusal_of_days(
    judged: Judged, facts: RiskFacts | None, today: date, *, field: str = "on"
) -> Refusal | None:
    return rules.refusal_of_days(
        on=judged.on,
        review_on=judged.review_on,
        not_before=facts.latest.on if facts else None,
        today=today,
        field=field,
    )


def _said(draft: RiskDraft) -> dict[str, str]:
    return {
        "title": draft.title.strip(),
        "cause": draft.cause.strip(),
        "effect": draft.effect.strip(),
        "controls": draft.controls.strip(),
    }


def _write(run: Run, row: Risk, judged: Judged, step: Step) -> None:
    """One more line of its history, and when it is looked at next."""
    RiskReview.objects.create(
        id=run.new_id(),
        risk=row,
        on=judged.on,
        step=step.value,
        likelihood=judged.likelihood,
        impact=judged.impact,
        words=judged.words.strip(),
        recorded_at=run.moment.at,
        recorded_by_id=uuid.UUID(run.actor.person),
    )
    if step is not Step.RAISED:
        row.review_on = judged.review_on
        row.save(update_fields=["review_on"])
        run.touch(row)


def _event(row: Risk, what: str, judged: Judged) -> Event:
    details = {
        "on": judged.on.isoformat(),
        "likelihood": str(judged.likelihood),
        "impact": str(judged.impact),
    }
    return Event(f"holding.risk_{what}", "risk", str(row.id), details)
