"""The three outcomes of asking for something: done, done with a waiver, refused.

Boards depart from their own terms of reference with the chair's agreement. That is a waiver: recorded
and counted, never forbidden. Only law, permission, safety and disclosure rules refuse outright.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something cannot be done, in one sentence a member would understand.

    `code` is stable and never shown alone. `cure` says what to do about it. `field` names the form
    field the sentence belongs beside, or is empty when it concerns the whole request. `waivable_clause`
    is the clause kind whose waiver would allow it, or empty when no waiver can.
    """

    code: str
    sentence: str
    cure: str = ""
    field: str = ""
    waivable_clause: str = ""

    @property
    def is_waivable(self) -> bool:
        """Whether the chair may agree to it all the same."""
        return bool(self.waivable_clause)


@dataclass(frozen=True, slots=True)
class Waiver:
    """A departure from the terms that was agreed: which clause, why, who agreed and when.

    `agreed_by` is the id of the person who agreed, as text. `agreed_on` is a date, not after the day
    it is recorded.
    """

    clause: str
    reason: str
    agreed_by: str
    agreed_on: date


@dataclass(frozen=True, slots=True)
class OnBehalf:
    """Acting for somebody who does not sign in: for whom, how they said so, and on what day.

    `person` is a person's id as text. `how` is one of `HOW`.
    """

    person: str
    how: str
    on: date


HOW = {
    "email": "by email",
    "telephone": "by telephone",
    "meeting": "at a meeting",
    "paper": "on paper",
    "in_person": "in person",
}
