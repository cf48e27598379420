"""Records how partners hold one another to account: challenges to agencies, and the risks they share."""

from quorate.commands.holding.challenges import (
    answer_challenge,
    close_challenge,
    correct_challenge,
    escalate_challenge,
    judge_challenge,
    make_challenge,
    reopen_challenge,
)
from quorate.commands.holding.risks import (
    Judged,
    RiskDraft,
    change_risk,
    close_risk,
    raise_risk,
    reopen_risk,
    review_risk,
)

__all__ = [
    "Judged",
    "RiskDraft",
    "answer_challenge",
    "change_risk",
    "close_challenge",
    "close_risk",
    "correct_challenge",
    "escalate_challenge",
    "judge_challenge",
    "make_challenge",
    "raise_risk",
    "reopen_challenge",
    "reopen_risk",
    "review_risk",
]
