"""The waiver that a form records: who agreed to it, when and why."""

from quorate.domain.kernel.outcomes import Waiver
from quorate.web.forms import Answers


def waiver_of(answers: Answers) -> Waiver | None:
    """The waiver as typed; None where something is missing, which is then said beside its field."""
    agreed_by = answers.identity("agreed_by", needed="Say who agreed.")
    agreed_on = answers.day("agreed_on", needed="Give the day they agreed.")
    reason = answers.text("reason", needed="Say why the terms are departed from.", longest=2_000)
    if answers.errors or agreed_on is None:
        return None
    return Waiver(answers.raw("clause"), reason, str(agreed_by), agreed_on)
