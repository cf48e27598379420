"""A question as the rules take it."""

from quorate.domain.membership.questions import QuestionFacts
from quorate.records.models import Question


def question_facts(row: Question) -> QuestionFacts:
    """The days of a question."""
    return QuestionFacts(row.asked_on, row.due_on, row.answered_on, row.withdrawn_on)
