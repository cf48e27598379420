"""Why the statement of a year's compliance cannot be asked for, as things stand."""

from quorate.domain.access.audience import Audience
from quorate.domain.kernel.outcomes import Refusal

EDITIONS = (Audience.PARTNERSHIP, Audience.CORE)
"""Whom a statement can be for. It goes into a report, so nothing in it is for named people only."""
FORMATS = {"pdf": "PDF", "docx": "Word"}


def refusal_to_ask_statement(
    format: str, edition: Audience, *, has_meeting: bool, is_being_made: bool
) -> Refusal | None:
    """Why such a statement cannot be asked for. `has_meeting` is whether its readers know of one that year.

    Codes: `statements.format`, `statements.edition`, `statements.no_meeting`, `packs.being_made`.
    """
    if format not in FORMATS:
        return Refusal("statements.format", "Choose PDF or Word.", field="format")
    if edition not in EDITIONS:
        return Refusal("statements.edition", "Choose one of the editions listed.", field="edition")
    if not has_meeting:
        said = "Those readers know of no meeting in that year, so there is nothing to state."
        return Refusal("statements.no_meeting", said, field="edition")
    if is_being_made:
        return Refusal("packs.being_made", "That statement is being made already.", field="format")
    return None
