"""What a coordinator may answer to a question on a row, besides that it is right as it is."""

from dataclasses import dataclass

from quorate.domain.imports.proposal import Flag, ProposedEntry
from quorate.domain.plans.leading import as_typed

FIELD_WORDS = {
    "code": "the number",
    "text": "the wording",
    "outcome": "the outcome",
    "leads": "the leads",
    "targets": "the target dates",
    "measures": "the measures",
    "progress": "the progress",
    "barrier": "what holds it up",
    "status": "the status",
}
_MAY_BE_NO_ENTRY = {"no_code", "personal_case", "hidden_row"}
"""Questions that a row which is no entry of the plan would raise."""


@dataclass(frozen=True, slots=True)
class Replies:
    """What may be answered: the suggestion's words, the field to mend with its words, and leaving it out.

    `suggestion` is empty where the paper suggests nothing, `field` where the question is about the whole row.
    """

    suggestion: str
    field: str
    mend: str
    may_leave_out: bool


def answer_to(entry: ProposedEntry, flag: Flag) -> str:
    """What the field would say if the question's own suggestion is right; empty where it has none.

    Of one lead's question, the leads as they now are with that one's name in its place.
    """
    if not flag.about or not flag.answer:
        return flag.answer
    return "\n".join(flag.answer if lead.raw == flag.about else as_typed(lead) for lead in entry.leads)


def replies_to(entry: ProposedEntry, flag: Flag) -> Replies:
    """The answers offered to a question. A row that says neither who nor when may be no entry at all."""
    codes = {each.code for each in entry.flags}
    empty_row = flag.code in ("no_lead", "no_target") and {"no_lead", "no_target"} <= codes
    return Replies(
        suggestion=flag.reply or (f"It is {flag.answer}".replace("\n", ", ") if flag.answer else ""),
        field=flag.field,
        mend=f"Mend {FIELD_WORDS.get(flag.field, 'this entry')}",
        may_leave_out=flag.code in _MAY_BE_NO_ENTRY or empty_row,
    )
