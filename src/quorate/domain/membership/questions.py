"""Questions referred between groups, from outside, or by a survivors' panel to an agency, and the answers.

Practice, not law: a question has whom it is put to and, if the asker says so, a day by which the answer is
wanted, that day included.
"""

from dataclasses import dataclass
from datetime import date

from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, day

LONGEST_QUESTION = 2_000
LONGEST_ANSWER = 10_000


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """A question as days: put, wanted by, answered, withdrawn."""

    asked_on: date
    due_on: date | None = None
    answered_on: date | None = None
    withdrawn_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether an answer is still owed."""
        return self.answered_on is None and self.withdrawn_on is None

    def days_late(self, today: date) -> int:
        """Calendar days since the answer was wanted; 0 on that day, before it, and once it is settled."""
        if not self.is_open or self.due_on is None:
            return 0
        return max((today - self.due_on).days, 0)


def standing(facts: QuestionFacts, today: date) -> tuple[str, str, str]:
    """How a question stands: a code for its colour, a tag, and a sentence."""
    if facts.withdrawn_on:
        return "before_records", "Withdrawn", f"Withdrawn on {day(facts.withdrawn_on)}."
    if facts.answered_on:
        waited = (facts.answered_on - facts.asked_on).days
        return "met", "Answered", f"Answered on {day(facts.answered_on)}, after {count(waited, 'day')}."
    owed = f"Put on {day(facts.asked_on)}."
    if late := facts.days_late(today):
        wanted = day(facts.due_on) if facts.due_on else ""
        return "overdue", f"Overdue {count(late, 'day')}", f"{owed} The answer was wanted by {wanted}."
    if facts.due_on:
        return "due", "Waits", f"{owed} The answer is wanted by {day(facts.due_on)}."
    return "due", "Waits", f"{owed} No day was given for the answer."


def refusal_to_ask(
    *, words: str, to: int, has_asker: bool, asked_on: date, due_on: date | None, today: date
) -> Refusal | None:
    """Why a question cannot be put. `to` is how many groups and agencies it is put to.

    Codes: `questions.words_needed`, `questions.words_long`, `questions.to_one`, `questions.from_whom`,
    `questions.not_yet`, `questions.due_before`.
    """
    if not words.strip():
        return Refusal("questions.words_needed", "Write the question.", field="words")
    if len(words) > LONGEST_QUESTION:
        sentence = f"Shorten the question to {LONGEST_QUESTION:,} characters."
        return Refusal("questions.words_long", sentence, field="words")
    if to != 1:
        return Refusal("questions.to_one", "Choose one group or one agency it is put to.", field="to")
    if not has_asker:
        sentence = "Say who asks: a group, or in words whoever asked from outside."
        return Refusal("questions.from_whom", sentence, field="asked_by_words")
    if asked_on > today:
        return Refusal("questions.not_yet", "That day has not come yet.", field="asked_on")
    if due_on is not None and due_on < asked_on:
        sentence = f"The answer cannot be wanted before {day(asked_on)}, when it was put."
        return Refusal("questions.due_before", sentence, field="due_on")
    return None


def refusal_to_answer(facts: QuestionFacts, *, words: str, on: date, today: date) -> Refusal | None:
    """Why an answer cannot be recorded; said anew, it replaces what was said.

    Codes: `questions.withdrawn`, `questions.answer_needed`, `questions.answer_long`, `questions.not_yet`,
    `questions.answered_before`.
    """
    if facts.withdrawn_on:
        return Refusal("questions.withdrawn", f"It was withdrawn on {day(facts.withdrawn_on)}.")
    if not words.strip():
        return Refusal("questions.answer_needed", "Write the answer.", field="answer")
    if len(words) > LONGEST_ANSWER:
        sentence = f"Shorten the answer to {LONGEST_ANSWER:,} characters."
        return Refusal("questions.answer_long", sentence, field="answer")
    if on > today:
        return Refusal("questions.not_yet", "That day has not come yet.", field="answered_on")
    if on < facts.asked_on:
        sentence = f"It was put on {day(facts.asked_on)}, after that day."
        return Refusal("questions.answered_before", sentence, field="answered_on")
    return None


def refusal_to_settle(facts: QuestionFacts) -> Refusal | None:
    """Why a question cannot be withdrawn or put on an agenda any more.

    Codes: `questions.withdrawn`, `questions.answered`.
    """
    if facts.withdrawn_on:
        return Refusal("questions.withdrawn", f"It was withdrawn on {day(facts.withdrawn_on)}.")
    if facts.answered_on:
        return Refusal("questions.answered", f"It was answered on {day(facts.answered_on)}.")
    return None
