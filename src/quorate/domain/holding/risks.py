"""The register of risks a group shares: how likely, how bad, at what level, and whether it grew.

Likelihood and impact are numbers from 1 to 5, each with its words. Their product is the score and says the
level, by `LEVEL_FROM`. Practice, not law: public bodies are told to keep a register and left to choose the
scale. A risk's number is its own for ever, and a review is never edited.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, day, spelt
from quorate.domain.membership.facts import has_left

LEAST, MOST = 1, 5
LIKELIHOODS = {1: "Very unlikely", 2: "Unlikely", 3: "Possible", 4: "Likely", 5: "Almost certain"}
IMPACTS = {1: "Slight", 2: "Minor", 3: "Moderate", 4: "Serious", 5: "Severe"}
REVIEW_WITHIN_DAYS = 91
"""Calendar days to the next review, unless the group gives another day: a board meets about that often."""


class Level(StrEnum):
    """How high a risk stands."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very_high"


LEVELS = {Level.LOW: "Low", Level.MEDIUM: "Medium", Level.HIGH: "High", Level.VERY_HIGH: "Very high"}
LEVEL_FROM = {Level.LOW: 1, Level.MEDIUM: 5, Level.HIGH: 10, Level.VERY_HIGH: 16}
"""The lowest score of each level: low is 1 to 4, medium 5 to 9, high 10 to 15, very high 16 to 25."""


class Step(StrEnum):
    """What a line of a risk's history records."""

    RAISED = "raised"
    REVIEWED = "reviewed"
    CLOSED = "closed"
    REOPENED = "reopened"


STEPS = {
    Step.RAISED: "Raised",
    Step.REVIEWED: "Reviewed",
    Step.CLOSED: "Closed",
    Step.REOPENED: "Opened again",
}


@dataclass(frozen=True, slots=True)
class Review:
    """How a risk was judged on a day."""

    on: date
    likelihood: int
    impact: int
    step: Step = Step.REVIEWED

    @property
    def score(self) -> int:
        """Likelihood times impact, from 1 to 25."""
        return score(self.likelihood, self.impact)

    @property
    def level(self) -> Level:
        """The level its score is at."""
        return level(self.score)


@dataclass(frozen=True, slots=True)
class RiskFacts:
    """A risk with its history, earliest first; there is always at least the line that raised it."""

    id: str
    number: int
    reviews: tuple[Review, ...]
    review_on: date | None = None

    @property
    def latest(self) -> Review:
        """How it was last judged."""
        return self.reviews[-1]

    @property
    def closed_on(self) -> date | None:
        """When it was closed; None while it is open."""
        return self.latest.on if self.latest.step is Step.CLOSED else None

    @property
    def place(self) -> tuple[int, int, int]:
        """Highest score first; of two alike the worse impact, then the lower number."""
        return -self.latest.score, -self.latest.impact, self.number


def score(likelihood: int, impact: int) -> int:
    """Likelihood times impact. Raises ValueError for a number outside 1 to 5."""
    if not (LEAST <= likelihood <= MOST and LEAST <= impact <= MOST):
        raise ValueError("likelihood and impact are from 1 to 5")
    return likelihood * impact


def level(of: int) -> Level:
    """The level of a score.

    >>> [level(n).value for n in (4, 5, 9, 10, 15, 16)]
    ['low', 'medium', 'medium', 'high', 'high', 'very_high']
    """
    return max((least, one) for one, least in LEVEL_FROM.items() if least <= of)[1]


def as_at(reviews: Iterable[Review], on: date) -> tuple[Review, ...]:
    """The lines of a history up to a day, which is included."""
    return tuple(one for one in reviews if one.on <= on)


def change(reviews: Sequence[Review]) -> int:
    """By how much the score changed at the latest line against the one before it; 0 for the first."""
    return reviews[-1].score - reviews[-2].score if len(reviews) > 1 else 0


def trend(reviews: Sequence[Review]) -> str:
    """What has become of a risk, in a sentence."""
    latest = reviews[-1]
    if latest.step is Step.CLOSED:
        return f"Closed on {day(latest.on)}, at {latest.score}."
    if len(reviews) == 1:
        return f"Not reviewed since it was raised on {day(latest.on)}."
    by = change(reviews)
    if by:
        was = reviews[-2].score
        return f"{'Grew' if by > 0 else 'Fell'} from {was} to {latest.score} on {day(latest.on)}."
    same = 1
    while same < len(reviews) and reviews[-same - 1].score == latest.score:
        same += 1
    since = reviews[-same].on
    return f"The same at its last {spelt(same)} judgements, since {day(since)}."


def next_review(on: date) -> date:
    """The day the next review falls due where nothing else is said."""
    return on + timedelta(days=REVIEW_WITHIN_DAYS)


def days_overdue(facts: RiskFacts, today: date) -> int:
    """Calendar days since the review fell due, 0 on that day, before it, with no day set, and once closed."""
    if facts.closed_on is not None or facts.review_on is None:
        return 0
    return max((today - facts.review_on).days, 0)


def review_said(facts: RiskFacts, today: date) -> tuple[str, str, str]:
    """How the next review stands: a code for its colour, its words, and a sentence; empty once closed."""
    if facts.closed_on is not None:
        return "done", "Closed", f"Closed on {day(facts.closed_on)}."
    if facts.review_on is None:
        return "question", "No review set", "No day is set for its next review."
    late = (today - facts.review_on).days
    if late > 0:
        said = f"Its review was due on {day(facts.review_on)}, {count(late, 'day')} ago."
        return "overdue", f"Overdue {count(late, 'day')}", said
    if late == 0:
        return "due", "Due today", "Its review is due today."
    return "to_come", f"By {day(facts.review_on)}", f"Its next review is due by {day(facts.review_on)}."


def refusal_of_risk(*, title: str, effect: str) -> Refusal | None:
    """Why a risk cannot be written so. Codes: `holding.risk_untitled`, `holding.risk_without_effect`."""
    if not title.strip():
        return Refusal("holding.risk_untitled", "Say in a few words what could happen.", field="title")
    if not effect.strip():
        sentence = "Say what it would mean for victims, or for the partnership."
        return Refusal("holding.risk_without_effect", sentence, field="effect")
    return None


def refusal_of_days(
    *, on: date, review_on: date | None, not_before: date | None, today: date, field: str = "on"
) -> Refusal | None:
    """Why a risk cannot be judged on that day, or reviewed next on the other.

    `not_before` is the day it was last judged. Two on one day are kept in the order they were recorded.
    Codes: `holding.judged_later`, `holding.judged_out_of_order`, `holding.review_not_after`.
    """
    if on > today:
        return Refusal("holding.judged_later", "That day has not come yet.", field=field)
    if not_before is not None and on < not_before:
        sentence = f"It was last judged on {day(not_before)}, after that day."
        return Refusal("holding.judged_out_of_order", sentence, field=field)
    if review_on is not None and review_on <= on:
        sentence = "The next review comes after the day of this one."
        return Refusal("holding.review_not_after", sentence, field="review_on")
    return None


def refusal_of_owner(*, left_on: date | None, today: date) -> Refusal | None:
    """Why somebody cannot own a risk. Codes: `holding.owner_left`."""
    if left_on is None or not has_left(left_on, today):
        return None
    said = f"They left on {day(left_on)}."
    return Refusal("holding.owner_left", said, "Choose somebody who is here.", field="owner")


def refusal_to_review(facts: RiskFacts) -> Refusal | None:
    """Why a risk cannot be reviewed or changed. Codes: `holding.risk_closed`."""
    if facts.closed_on is None:
        return None
    return Refusal(
        "holding.risk_closed", f"This risk was closed on {day(facts.closed_on)}.", "Open it again first."
    )


def refusal_to_close(facts: RiskFacts, *, why: str) -> Refusal | None:
    """Why a risk cannot be closed. Codes: `holding.risk_closed`, `holding.closing_unexplained`."""
    if facts.closed_on is not None:
        said = f"This risk was closed on {day(facts.closed_on)} already."
        return Refusal("holding.risk_closed", said)
    if not why.strip():
        return Refusal("holding.closing_unexplained", "Say why it is no longer a risk.", field="why")
    return None


def refusal_to_reopen(facts: RiskFacts, *, why: str) -> Refusal | None:
    """Why a risk cannot be opened again. Codes: `holding.risk_open`, `holding.reopening_unexplained`."""
    if facts.closed_on is None:
        return Refusal("holding.risk_open", "This risk is open.")
    if not why.strip():
        return Refusal("holding.reopening_unexplained", "Say why it is a risk again.", field="words")
    return None
