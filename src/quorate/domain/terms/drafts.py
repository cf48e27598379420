"""A group's next terms while they are worked on: as plain data and back, and clause by clause."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from quorate.domain.calendar.types import Direction
from quorate.domain.calendar.wording import describe
from quorate.domain.imports import json_values
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day, listed
from quorate.domain.terms import quorum
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion
from quorate.domain.terms.consequences import KINDS
from quorate.domain.terms.versions import refusals_of_terms

_FOR_THE_MEETING = frozenset(
    {ClauseKind.NOTICE, ClauseKind.PAPERS_IN, ClauseKind.AGENDA, ClauseKind.CIRCULATION}
)
LONG_AGO = 5
"""After so many years a first day is asked about: terms are reviewed every year or few."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a draft says so far: anything may be blank until it is adopted.

    A clause keeps its id through the draft, however it is changed or moved, so that two people at work on
    different clauses do not get in each other's way.
    """

    label: str = ""
    in_force_from: date | None = None
    review_on: date | None = None
    approved_by: str = ""
    approved_on: date | None = None
    year_type: str = "financial"
    clauses: tuple[Clause, ...] = ()

    def clause(self, id: str) -> Clause | None:
        """The clause with this id."""
        return next((clause for clause in self.clauses if clause.id == id), None)

    def as_version(self, *, id: str, otherwise: date) -> TermsVersion:
        """The draft as the version it would be, in force from `otherwise` where it does not say yet."""
        return TermsVersion(
            id=id,
            label=self.label,
            in_force_from=self.in_force_from or otherwise,
            clauses=self.clauses,
            review_on=self.review_on,
            approved_by=self.approved_by,
            approved_on=self.approved_on,
            year_type=self.year_type,
        )


def refusals_of_draft(draft: Draft, others: Sequence[TermsVersion], *, today: date) -> tuple[Refusal, ...]:
    """Every reason the draft cannot be adopted beside the group's versions.

    Codes: `terms.no_label`, `terms.no_first_day`, `terms.no_clauses`, `terms.not_approved_yet`, and those of
    `quorate.domain.terms.versions.refusals_of_terms`.
    """
    found: list[Refusal] = []
    if not draft.label.strip():
        found.append(Refusal("terms.no_label", "Say what this version is called.", field="label"))
    if draft.in_force_from is None:
        sentence = "Give the first day these terms are in force."
        found.append(Refusal("terms.no_first_day", sentence, field="in_force_from"))
    if not draft.clauses:
        found.append(Refusal("terms.no_clauses", "There are no clauses in these terms.", field="clauses"))
    if draft.approved_on and draft.approved_on > today:
        sentence = f"They cannot have been approved on {day(draft.approved_on)}: that day has not come yet."
        found.append(Refusal("terms.not_approved_yet", sentence, field="approved_on"))
    rivals = others if draft.in_force_from else ()
    of_terms = refusals_of_terms(draft.as_version(id="", otherwise=today), rivals)
    if draft.in_force_from is None:  # nothing is before a day that is not given
        of_terms = tuple(one for one in of_terms if one.code != "terms.review_before_start")
    return (*found, *of_terms)


def days_to_confirm(draft: Draft, *, today: date) -> tuple[str, ...]:
    """What is odd about a draft's days, and may be right all the same: a slip of the pen in a year is not.

    A first day more than `LONG_AGO` years back judges every meeting and duty since, and terms are as a rule
    approved before they are in force. What a meeting needs is as a rule there before its day.
    """
    first, approved = draft.in_force_from, draft.approved_on
    found = [said for clause in draft.clauses if (said := _too_late(clause))]
    if first is None:
        return tuple(found)
    if first < today.replace(year=today.year - LONG_AGO, day=min(today.day, 28)):
        found.append(
            f"They would be in force from {day(first)}: every meeting and duty since then, without a later "
            "version, is judged by them."
        )
    if approved is not None and first < approved <= today:
        found.append(f"They were approved on {day(approved)}, after they are in force from {day(first)}.")
    return tuple(found)


def _too_late(clause: Clause) -> str:
    """That what members need for a meeting would come on its day or after it; empty where it would not."""
    held = clause.offset
    of_meeting = clause.kind in _FOR_THE_MEETING and clause.anchor in ("", "meeting")
    if held is None or not of_meeting or not clause.is_stated:
        return ""
    if held.direction is Direction.AFTER and held.n:
        return f"{KINDS[clause.kind]}: {describe(held)} the meeting, when it is over."
    return f"{KINDS[clause.kind]}: not before the day of the meeting itself." if not held.n else ""


def refusal_of_days(draft: Draft, *, today: date, is_said: bool) -> Refusal | None:
    """Why a draft with odd days is not adopted until somebody says they are right. Code: `terms.odd_days`."""
    odd = days_to_confirm(draft, today=today)
    if is_said or not odd:
        return None
    return Refusal("terms.odd_days", " ".join(odd), "Put the days right, or say that they are.", field="days")


def refusal_to_take_terms_back(why: str, *, judged: Sequence[str]) -> Refusal | None:
    """Why terms adopted by mistake cannot be taken back: something was judged by them, as `judged` says.

    Codes: `terms.judged_by`, `terms.take_back_why`.
    """
    if judged:
        sentence = f"They cannot be taken back: {listed(list(judged))}."
        cure = "Adopt the terms that are right, in force from today or from an earlier day."
        return Refusal("terms.judged_by", sentence, cure, field="why")
    if not why.strip():
        return Refusal("terms.take_back_why", "Say why they are taken back.", field="why")
    return None


def to_plain(draft: Draft) -> dict[str, Any]:
    """The draft as JSON holds it; `from_plain` reads it back."""
    plain: dict[str, Any] = json_values.to_plain(replace(draft, clauses=()))
    return plain | {"clauses": [clause_to_plain(clause) for clause in draft.clauses]}


def from_plain(plain: Mapping[str, Any]) -> Draft:
    """The draft that `to_plain` wrote; raises ValueError, TypeError or KeyError for anything else."""
    bare = json_values.from_plain(Draft, {**plain, "clauses": []})
    return replace(bare, clauses=tuple(clause_from_plain(each) for each in plain["clauses"]))


def clause_to_plain(clause: Clause) -> dict[str, Any]:
    """A clause as JSON holds it, its quorum as `quorate.domain.terms.quorum` writes it."""
    plain: dict[str, Any] = json_values.to_plain(replace(clause, quorum=None))
    return plain | {"quorum": quorum.to_plain(clause.quorum) if clause.quorum else None}


def clause_from_plain(plain: Mapping[str, Any]) -> Clause:
    """The clause that `clause_to_plain` wrote."""
    bare = json_values.from_plain(Clause, {**plain, "quorum": None})
    held = plain["quorum"]
    return replace(bare, quorum=quorum.from_plain(held) if held else None)


def begun_from(version: TermsVersion, ids: Mapping[str, str]) -> Draft:
    """A draft that begins as the version was, with ids of its own and its dates and approval blank.

    `ids` gives each clause's new id. The label is left blank too: two versions of one name mislead.
    """
    clauses = tuple(replace(clause, id=ids[clause.id]) for clause in version.clauses)
    return Draft(year_type=version.year_type, clauses=clauses)


def drafted_again(version: TermsVersion) -> Draft:
    """A version that was taken back, as a draft with every word it had."""
    return Draft(
        label=version.label,
        in_force_from=version.in_force_from,
        review_on=version.review_on,
        approved_by=version.approved_by,
        approved_on=version.approved_on,
        year_type=version.year_type,
        clauses=version.clauses,
    )


def with_clause(draft: Draft, clause: Clause) -> Draft:
    """The draft with this clause in place of the one with its id, or at the end when there is none."""
    if draft.clause(clause.id) is None:
        return replace(draft, clauses=(*draft.clauses, clause))
    return replace(draft, clauses=tuple(clause if one.id == clause.id else one for one in draft.clauses))


def without_clause(draft: Draft, id: str) -> Draft:
    """The draft with this clause left out."""
    return replace(draft, clauses=tuple(clause for clause in draft.clauses if clause.id != id))


def with_clause_moved(draft: Draft, id: str, *, up: bool) -> Draft:
    """The draft with this clause one place earlier or later; at either end it stays where it is."""
    order = list(draft.clauses)
    at = next((n for n, clause in enumerate(order) if clause.id == id), None)
    to = None if at is None else at + (-1 if up else 1)
    if at is None or to is None or not 0 <= to < len(order):
        return draft
    order[at], order[to] = order[to], order[at]
    return replace(draft, clauses=tuple(order))
