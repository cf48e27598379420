"""Statements of confidentiality: who has signed one, and when one can be recorded.

Boards ask their members to sign on appointment and say nothing of those who did not. Quorate's own rule is
that nobody reads a restricted paper before they have signed: `quorate.domain.access.actor` asks it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement signed on a day, good until a day; that day is included, and none is open."""

    signed_on: date
    until_on: date | None = None

    def covers(self, on: date) -> bool:
        """Whether it stands on that day."""
        return self.signed_on <= on and (self.until_on is None or on <= self.until_on)


def standing(statements: Iterable[Statement], on: date) -> Statement | None:
    """The statement that stands on a day, the one that lasts longest; None where none does."""
    found = [one for one in statements if one.covers(on)]
    return max(found, key=lambda one: (one.until_on or date.max, one.signed_on), default=None)


def said(statements: Iterable[Statement], on: date) -> str:
    """How the statement of somebody stands on a day, in a sentence.

    >>> said([Statement(date(2026, 3, 2))], date(2026, 11, 23))
    'Signed on 2 March 2026.'
    """
    known = sorted(statements, key=lambda one: one.signed_on)
    if held := standing(known, on):
        until = f", and lasts until {day(held.until_on)}" if held.until_on else ""
        return f"Signed on {day(held.signed_on)}{until}."
    ended = [one.until_on for one in known if one.until_on and one.until_on < on]
    if ended:
        return f"It ran out on {day(max(ended))}. No restricted paper is shown to them."
    return "Not signed yet. No restricted paper is shown to them."


def refusal_to_sign(
    statements: Iterable[Statement], *, signed_on: date, until_on: date | None, today: date
) -> Refusal | None:
    """Why a statement cannot be recorded as signed then. It is recorded once it is signed, never before.

    Codes: `membership.signs_later`, `membership.ends_before_it_starts`, `membership.signed_already`.
    """
    if signed_on > today:
        return Refusal(
            "membership.signs_later",
            "That day has not come yet.",
            "Record it once they have signed.",
            field="signed_on",
        )
    if until_on is not None and until_on < signed_on:
        return Refusal(
            "membership.ends_before_it_starts",
            f"It ends on {day(until_on)}, before it was signed on {day(signed_on)}.",
            field="until_on",
        )
    if any(one == Statement(signed_on, until_on) for one in statements):
        return Refusal(
            "membership.signed_already", f"It is recorded as signed on {day(signed_on)} already.",
            field="signed_on",
        )  # fmt: skip
    return None
