"""The waiver that a form records: who agreed to it, when and why."""

from datetime import date

from quorate.domain.kernel.outcomes import Waiver
from quorate.domain.meetings.circulation import refusal_of_future
from quorate.web.forms import Answers


def waiver_of(
    answers: Answers, *, today: date, needed: str = "Say why the terms are departed from."
) -> Waiver | None:
    """The waiver as typed; None where something is wrong, all of which is then said beside its field."""
    agreed_by = answers.identity("agreed_by", needed="Say who agreed.")
    agreed_on = answers.day("agreed_on", needed="Give the day they agreed.")
    if agreed_on is not None and agreed_on > today:
        answers.refused(refusal_of_future(agreed_on))
    reason = answers.text("reason", needed=needed, longest=2_000)
    if answers.errors or agreed_on is None:
        return None
    return Waiver(answers.raw("clause"), reason, str(agreed_by), agreed_on)
