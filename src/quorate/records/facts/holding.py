"""From challenges, risks and their histories to what the rules ask for."""

import uuid
from collections import defaultdict
from collections.abc import Iterable

from quorate.domain.holding.challenges import ChallengeFacts, Outcome
from quorate.domain.holding.risks import Review, RiskFacts, Step
from quorate.records.models import Challenge, Risk, RiskReview


def challenge_facts(row: Challenge) -> ChallengeFacts:
    """A row as a challenge."""
    return ChallengeFacts(
        id=str(row.id),
        made_on=row.made_on,
        due_on=row.due_on,
        responded_on=row.responded_on,
        outcome=Outcome(row.outcome) if row.outcome else None,
        closed_on=row.closed_on,
        escalated_on=row.escalated_on,
    )


def review_of(row: RiskReview) -> Review:
    """A row as a line of a risk's history."""
    return Review(row.on, row.likelihood, row.impact, Step(row.step))


def histories(risks: Iterable[uuid.UUID]) -> dict[uuid.UUID, tuple[Review, ...]]:
    """Every line of each risk's history, earliest first, in one question."""
    found: defaultdict[uuid.UUID, list[Review]] = defaultdict(list)
    rows = RiskReview.objects.filter(risk__in=list(risks)).order_by("on", "recorded_at", "id")
    for row in rows:
        found[row.risk_id].append(review_of(row))
    return {risk: tuple(lines) for risk, lines in found.items()}


def still_open(risks: Iterable[Risk]) -> list[Risk]:
    """Those of the risks that are open, in one question."""
    rows = list(risks)
    known = histories([row.id for row in rows])
    return [row for row in rows if risk_facts(row, known[row.id]).closed_on is None]


def risk_facts(row: Risk, reviews: tuple[Review, ...]) -> RiskFacts:
    """A row with its history as a risk."""
    return RiskFacts(str(row.id), row.number, reviews, row.review_on)
