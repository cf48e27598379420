"""A clause of a board's terms of reference as data: who must do what, how far from which anchor."""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from quorate.domain.calendar.types import Offset
from quorate.domain.terms.quorum import Quorum


class ClauseKind(StrEnum):
    """What a clause is about. "None stated" is a value: see `Clause.is_stated`."""

    CADENCE = "cadence"
    DURATION = "duration"
    NOTICE = "notice"
    PAPERS_IN = "papers_in"
    CIRCULATION = "circulation"
    AGENDA = "agenda"
    MINUTES_TO_CHAIR = "minutes_to_chair"
    MINUTES_TO_MEMBERS = "minutes_to_members"
    QUORUM = "quorum"
    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    SECRETARY = "secretary"
    EXPRESSION_OF_INTEREST = "expression_of_interest"
    SUBSTITUTION = "substitution"
    AUTHORITY = "authority"
    CONFIDENTIALITY = "confidentiality"
    LIFE_SPAN = "life_span"
    REPORTING = "reporting"
    STANDING_ITEM = "standing_item"
    REVIEW = "review"
    MEMBERSHIP_REVIEW = "membership_review"
    WORKPLAN = "workplan"


OF_A_MEETING = frozenset(
    {
        ClauseKind.NOTICE,
        ClauseKind.PAPERS_IN,
        ClauseKind.AGENDA,
        ClauseKind.CIRCULATION,
        ClauseKind.MINUTES_TO_CHAIR,
        ClauseKind.MINUTES_TO_MEMBERS,
    }
)
"""The kinds counted in days from a meeting: a clause of one of them is of no use without that distance."""


_LATER = re.compile(r"\b(?:meetings?|appointment|publication|approval|agreement|adoption|resignation)\b")


def is_from_receipt(anchor: str) -> bool:
    """Whether an answer counts from the day it was asked for: so it does unless the words name another day.

    >>> is_from_receipt("its arrival"), is_from_receipt(""), is_from_receipt("next meeting")
    (True, True, False)
    """
    return not _LATER.search(anchor.lower())


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause, with its quote, the reading chosen and what was ambiguous.

    `is_stated` is false for a kind the terms are silent on, such as a quorum never written: the
    answer is then "none stated", never a default. `times_a_year` is for cadences, `minutes` for durations,
    `item` the title of a standing agenda item or of a report. `by` appoints to an office, `to` receives a
    report. `sends_deputy`, `deputy_briefed` and `deputy_authority` say whether a member may send a deputy,
    and whether that deputy is briefed and given authority: None where the clause does not say. `page` is
    where the quote stands.
    """

    id: str
    kind: ClauseKind
    quote: str
    reading: str
    who: str = ""
    anchor: str = ""
    offset: Offset | None = None
    times_a_year: int | None = None
    minutes: int | None = None
    item: str = ""
    to: str = ""
    quorum: Quorum | None = None
    ambiguity: str = ""
    page: str = ""
    is_stated: bool = True
    by: str = ""
    sends_deputy: bool | None = None
    deputy_briefed: bool | None = None
    deputy_authority: bool | None = None


@dataclass(frozen=True, slots=True)
class TermsVersion:
    """A board's terms as adopted: in force from `in_force_from` until the next version's date.

    `review_on` is the last day for reviewing them, None when left blank; `approved_by` is empty when
    blank. `year_type` is "financial", "municipal" or "calendar" and says which quarters count.
    """

    id: str
    label: str
    in_force_from: date
    clauses: tuple[Clause, ...] = field(default=())
    review_on: date | None = None
    approved_by: str = ""
    approved_on: date | None = None
    year_type: str = "financial"

    def of(self, kind: ClauseKind) -> Clause | None:
        """The first stated clause of this kind, or None."""
        return next((c for c in self.clauses if c.kind is kind and c.is_stated), None)

    def all_of(self, kind: ClauseKind) -> tuple[Clause, ...]:
        """Every stated clause of this kind, in the order of the terms."""
        return tuple(c for c in self.clauses if c.kind is kind and c.is_stated)
