"""Challenges: what a group put to an agency, by when it answers, what came of it, and where it went then.

A challenge is open until it is closed. The agency answers; the group says what came of it; what was not put
right may go to another group. Nothing here is law: a board may challenge because its members agreed to be
challenged, and the days are practice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, day

ANSWER_WITHIN_DAYS = 28
"""Calendar days from the day a challenge is made, that day not counted, unless the group gives another."""
LONGEST_DAYS = 366
"""No challenge may wait longer than about a year for its answer."""


class Outcome(StrEnum):
    """What came of a challenge."""

    PUT_RIGHT = "put_right"
    IN_PART = "in_part"
    NOT_PUT_RIGHT = "not_put_right"
    WITHDRAWN = "withdrawn"


OUTCOMES = {
    Outcome.PUT_RIGHT: "Put right",
    Outcome.IN_PART: "Put right in part",
    Outcome.NOT_PUT_RIGHT: "Not put right",
    Outcome.WITHDRAWN: "Withdrawn",
}
TO_BE_EXPLAINED = frozenset({Outcome.IN_PART, Outcome.NOT_PUT_RIGHT, Outcome.WITHDRAWN})


class State(StrEnum):
    """Where a challenge is."""

    WAITING = "waiting"
    ANSWERED = "answered"
    JUDGED = "judged"
    CLOSED = "closed"


STATES = {
    State.WAITING: "Waits for an answer",
    State.ANSWERED: "Answered, to be judged",
    State.JUDGED: "Judged, still open",
    State.CLOSED: "Closed",
}


@dataclass(frozen=True, slots=True)
class ChallengeFacts:
    """A challenge. `outcome` is None until the group said what came of it."""

    id: str
    made_on: date
    due_on: date
    responded_on: date | None = None
    outcome: Outcome | None = None
    closed_on: date | None = None
    escalated_on: date | None = None

    @property
    def state(self) -> State:
        """Where it is. One whose outcome is known waits for no answer."""
        if self.closed_on is not None:
            return State.CLOSED
        if self.outcome is not None:
            return State.JUDGED
        return State.ANSWERED if self.responded_on is not None else State.WAITING

    def days_late(self, today: date) -> int:
        """Calendar days since the day an answer was due, 0 on that day, before it and where none is owed."""
        return max((today - self.due_on).days, 0) if self.state is State.WAITING else 0


@dataclass(frozen=True, slots=True)
class Standing:
    """How a challenge stands: a code for its colour, its words, and a sentence."""

    code: str
    said: str
    sentence: str


def due_on(made_on: date) -> date:
    """By when an answer is due where the group says nothing else.

    >>> due_on(date(2026, 11, 2))
    datetime.date(2026, 11, 30)
    """
    return made_on + timedelta(days=ANSWER_WITHIN_DAYS)


def standing(facts: ChallengeFacts, today: date) -> Standing:
    """How a challenge stands on a day."""
    made = f"Made on {day(facts.made_on)}."
    match facts.state:
        case State.WAITING:
            return _waiting(facts, made, today)
        case State.ANSWERED:
            answered = facts.responded_on or facts.made_on
            late = (answered - facts.due_on).days
            when = f", {count(late, 'day')} late" if late > 0 else ""
            said = f"{made} Answered on {day(answered)}{when}. What came of it is still to be recorded."
            return Standing("due", "To be judged", said)
        case State.JUDGED:
            outcome = facts.outcome or Outcome.IN_PART
            code = "met" if outcome is Outcome.PUT_RIGHT else "at_risk"
            return Standing(code, OUTCOMES[outcome], f"{made} {OUTCOMES[outcome]}, and still open.")
        case State.CLOSED:
            closed = facts.closed_on or facts.made_on
            came = f": {OUTCOMES[facts.outcome].lower()}" if facts.outcome else ""
            return Standing("closed", f"Closed{came}", f"{made} Closed on {day(closed)}.")


def _waiting(facts: ChallengeFacts, made: str, today: date) -> Standing:
    late = (today - facts.due_on).days
    if late > 0:
        said = f"{made} An answer was due by {day(facts.due_on)}, {count(late, 'day')} ago."
        return Standing("overdue", f"Overdue {count(late, 'day')}", said)
    by = f"{made} An answer is due by {day(facts.due_on)}."
    return Standing("due" if late == 0 else "waiting", "Due today" if late == 0 else "Waiting", by)


def longest_owed(challenges: Iterable[ChallengeFacts], today: date) -> ChallengeFacts | None:
    """The one whose answer is overdue longest; None where none is."""
    late = [one for one in challenges if one.days_late(today)]
    return min(late, key=lambda one: (one.due_on, one.made_on, one.id), default=None)


def refusal_to_challenge(
    *, words: str, made_on: date, due: date, met_on: date | None, today: date
) -> Refusal | None:
    """Why a challenge cannot be made so. `met_on` is the day of the meeting it was made at, if it was.

    Codes: `holding.challenge_empty`, `holding.challenged_later`, `holding.challenged_before_meeting`,
    `holding.due_before`, `holding.due_too_late`.
    """
    if not words.strip():
        return Refusal("holding.challenge_empty", "Say what the agency is challenged on.", field="words")
    if made_on > today:
        return Refusal("holding.challenged_later", "That day has not come yet.", field="made_on")
    if met_on is not None and made_on < met_on:
        sentence = f"The meeting was on {day(met_on)}, after that day."
        return Refusal("holding.challenged_before_meeting", sentence, field="made_on")
    if due <= made_on:
        sentence = "An answer can be due only after the day the challenge is made."
        return Refusal("holding.due_before", sentence, field="due_on")
    if (due - made_on).days > LONGEST_DAYS:
        return Refusal(
            "holding.due_too_late",
            "An answer more than a year away is no answer.",
            f"Give a day within {LONGEST_DAYS} days.",
            field="due_on",
        )
    return None


def refusal_to_correct(facts: ChallengeFacts) -> Refusal | None:
    """Why a challenge cannot be worded anew: what an agency answered stays what it was asked.

    Codes: `holding.challenge_closed`, `holding.challenge_judged`, `holding.challenge_answered`.
    """
    if facts.state is State.CLOSED:
        return _closed(facts)
    if facts.outcome is not None:
        return _judged(facts, "Record anew what came of it, or make another challenge.")
    if facts.responded_on is not None:
        return Refusal(
            "holding.challenge_answered",
            f"The agency answered on {day(facts.responded_on)}.",
            "Record what came of it, and make another challenge.",
        )
    return None


def refusal_to_answer(facts: ChallengeFacts, *, words: str, on: date, today: date) -> Refusal | None:
    """Why an answer cannot be recorded so. One that was recorded is replaced until the group has judged it.

    Codes: `holding.challenge_closed`, `holding.challenge_judged`, `holding.answer_empty`,
    `holding.answered_later`, `holding.answered_before`.
    """
    if facts.state is State.CLOSED:
        return _closed(facts)
    if facts.outcome is not None:
        return _judged(facts, "Ask whoever runs the board to record what has changed since.")
    if not words.strip():
        return Refusal("holding.answer_empty", "Say what the agency answers.", field="response")
    if on > today:
        return Refusal("holding.answered_later", "That day has not come yet.", field="responded_on")
    if on < facts.made_on:
        sentence = f"The challenge was made on {day(facts.made_on)}, after that day."
        return Refusal("holding.answered_before", sentence, field="responded_on")
    return None


def refusal_to_judge(
    facts: ChallengeFacts, outcome: Outcome, *, words: str, on: date, today: date
) -> Refusal | None:
    """Why it cannot be recorded so what came of it. Recorded wrongly it is recorded again until it is closed.

    What was put right without an answer has to be explained too: nothing else says how the group knows.
    Codes: `holding.challenge_closed`, `holding.outcome_unexplained`, `holding.judged_later`,
    `holding.judged_before`.
    """
    if facts.state is State.CLOSED:
        return _closed(facts)
    if not words.strip() and (outcome in TO_BE_EXPLAINED or facts.responded_on is None):
        sentence = "Say in words what came of it."
        return Refusal("holding.outcome_unexplained", sentence, field="outcome_words")
    if on > today:
        return Refusal("holding.judged_later", "That day has not come yet.", field="outcome_on")
    first = max(facts.made_on, facts.responded_on or facts.made_on)
    if on < first:
        what = "answered" if facts.responded_on else "made"
        sentence = f"It was {what} on {day(first)}, after that day."
        return Refusal("holding.judged_before", sentence, field="outcome_on")
    return None


def refusal_to_escalate(
    facts: ChallengeFacts, *, is_own_group: bool, is_there_already: bool, why: str, on: date, today: date
) -> Refusal | None:
    """Why it cannot go to another group. What was put right or withdrawn has nowhere to go.

    Codes: `holding.challenge_closed`, `holding.nothing_to_escalate`, `holding.escalated_to_itself`,
    `holding.escalated_already`, `holding.escalation_unexplained`, `holding.escalated_later`,
    `holding.escalated_before`.
    """
    if facts.state is State.CLOSED:
        return _closed(facts)
    if facts.outcome in (Outcome.PUT_RIGHT, Outcome.WITHDRAWN):
        sentence = f"It was {OUTCOMES[facts.outcome].lower()}, so there is nothing to take further."
        return Refusal("holding.nothing_to_escalate", sentence, field="escalated_to")
    if is_own_group:
        return Refusal("holding.escalated_to_itself", "That is the group that made it.", field="escalated_to")
    if is_there_already:
        sentence = "It went to that group already."
        return Refusal("holding.escalated_already", sentence, field="escalated_to")
    if not why.strip():
        return Refusal("holding.escalation_unexplained", "Say why it goes further.", field="escalated_why")
    if on > today:
        return Refusal("holding.escalated_later", "That day has not come yet.", field="escalated_on")
    if on < facts.made_on:
        sentence = f"It was made on {day(facts.made_on)}, after that day."
        return Refusal("holding.escalated_before", sentence, field="escalated_on")
    return None


def refusal_to_close(
    facts: ChallengeFacts, *, on: date, outcome_on: date | None, today: date
) -> Refusal | None:
    """Why a challenge cannot be closed then.

    Codes: `holding.challenge_closed`, `holding.not_judged`, `holding.closed_later`, `holding.closed_before`.
    """
    if facts.state is State.CLOSED:
        return _closed(facts)
    if facts.outcome is None:
        return Refusal(
            "holding.not_judged",
            "What came of it is not recorded yet.",
            "Record that first.",
            field="closed_on",
        )
    if on > today:
        return Refusal("holding.closed_later", "That day has not come yet.", field="closed_on")
    if outcome_on is not None and on < outcome_on:
        sentence = f"What came of it was recorded for {day(outcome_on)}, after that day."
        return Refusal("holding.closed_before", sentence, field="closed_on")
    return None


def refusal_to_reopen(facts: ChallengeFacts, *, why: str, on: date, today: date) -> Refusal | None:
    """Why a challenge cannot be opened again then. What came of it stays, until it is recorded anew.

    Codes: `holding.challenge_open`, `holding.reopening_unexplained`, `holding.reopened_later`,
    `holding.reopened_before`.
    """
    if facts.closed_on is None:
        return Refusal("holding.challenge_open", "This challenge is open.")
    if not why.strip():
        sentence = "Say why it is opened again."
        return Refusal("holding.reopening_unexplained", sentence, field="reopened_why")
    if on > today:
        return Refusal("holding.reopened_later", "That day has not come yet.", field="reopened_on")
    if on < facts.closed_on:
        sentence = f"It was closed on {day(facts.closed_on)}, after that day."
        return Refusal("holding.reopened_before", sentence, field="reopened_on")
    return None


def _judged(facts: ChallengeFacts, cure: str) -> Refusal:
    said = f": {OUTCOMES[facts.outcome].lower()}" if facts.outcome else ""
    return Refusal("holding.challenge_judged", f"The group has said what came of it{said}.", cure)


def _closed(facts: ChallengeFacts) -> Refusal:
    on = f" on {day(facts.closed_on)}" if facts.closed_on else ""
    return Refusal("holding.challenge_closed", f"This challenge was closed{on}.")
