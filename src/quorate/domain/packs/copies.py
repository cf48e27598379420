"""Numbered paper copies of a restricted pack: when one may be handed out, and taken back."""

from dataclasses import dataclass
from datetime import date

from quorate.domain.access.audience import Audience
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, day

MOST_COPIES = 999


@dataclass(frozen=True, slots=True)
class PackFacts:
    """The pack a copy is of. `redacted_on` is when what it held was taken out, None where nothing was."""

    edition: Audience
    is_issued: bool
    redacted_on: date | None = None


def refusal_to_number(pack: PackFacts) -> Refusal | None:
    """Why no numbered copy of a pack goes out: only what named people alone may read is counted so.

    Codes: `copies.not_restricted`, `copies.not_issued`, `packs.redacted`.
    """
    if pack.edition is not Audience.RESTRICTED:
        said = "Only a restricted edition is handed out in numbered copies."
        return Refusal("copies.not_restricted", said, "Other editions are read on this site, or printed.")
    if not pack.is_issued:
        return Refusal("copies.not_issued", "That pack is not issued yet.", "Issue it, then hand out copies.")
    if pack.redacted_on:
        said = f"What that pack held was redacted on {day(pack.redacted_on)}."
        return Refusal("packs.redacted", said, "Take back the copies that are out, and issue a new pack.")
    return None


def nobody_admitted_said(restriction: str) -> str:
    """Who alone may read a restricted pack for which nobody is named; `restriction` is the name of its own.

    >>> nobody_admitted_said("")
    'Only a coordinator may read this pack: its meeting names no restriction that lets others read it.'
    """
    why = (
        f"the restriction “{restriction}” names nobody else who may read it yet"
        if restriction
        else "its meeting names no restriction that lets others read it"
    )
    return f"Only a coordinator may read this pack: {why}."


def refusal_to_hand_out(number: int, *, used: frozenset[int], held: int, may_read: bool) -> Refusal | None:
    """Why this copy cannot be handed to this person. `held` is the copy they have out already, or 0.

    A number is used once: a copy that came back keeps its own, so that each can be accounted for.
    Codes: `copies.number`, `copies.number_used`, `copies.may_not_read`, `copies.has_one`.
    """
    if not 1 <= number <= MOST_COPIES:
        return Refusal("copies.number", f"A copy’s number is from 1 to {MOST_COPIES}.", field="number")
    if not may_read:
        said = "They may not read this pack, so no copy goes to them."
        cure = "Whoever reads what is restricted is named for it and has signed a statement."
        return Refusal("copies.may_not_read", said, cure, field="person")
    if held:
        return Refusal("copies.has_one", f"They have copy {held} already.", field="person")
    if number in used:
        said = f"Copy {number} was handed out already."
        return Refusal("copies.number_used", said, "Write the next number on it.", field="number")
    return None


def refusal_to_take_back(back_on: date | None) -> Refusal | None:
    """Why a copy cannot be recorded as back. Code: `copies.back_already`."""
    if back_on is None:
        return None
    return Refusal("copies.back_already", f"That copy came back on {day(back_on)}.")


def out_said(out: int, *, is_over: bool) -> str:
    """How many copies are out, and after the meeting that they are still so.

    >>> out_said(2, is_over=True)
    '2 copies are still out.'
    """
    if not out:
        return "No copy is out."
    still = " still" if is_over else ""
    return f"{count(out, 'copy', 'copies')} {'is' if out == 1 else 'are'}{still} out."
