"""Whom a local partnership board must have on it, and whom this one has: Domestic Abuse Act 2021, section 58.

Section 58(2) names seven sorts of member. The test is what appears to the authority, so it is the authority's
to designate: the day and the reason are kept, and nothing is worked out from the name of a seat. A seat that
is vacant covers nobody today. Whether one seat may stand for two of them the Act does not settle: it is shown
and never refused.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day, listed, spelt


class Represented(StrEnum):
    """The seven of section 58(2), in its order."""

    AUTHORITY = "authority"
    AUTHORITIES_WITHIN = "authorities_within"
    VICTIMS = "victims"
    CHILDREN = "children"
    CHARITIES = "charities"
    HEALTH = "health"
    POLICING = "policing"


REPRESENTED = {
    Represented.AUTHORITY: "The local authority itself",
    Represented.AUTHORITIES_WITHIN: "Local authorities for areas within its area",
    Represented.VICTIMS: "The interests of victims of domestic abuse",
    Represented.CHILDREN: "The interests of the children of victims",
    Represented.CHARITIES: "Charities and other voluntary organisations that work with victims",
    Represented.HEALTH: "Those who provide health care, or have functions relating to it",
    Represented.POLICING: "Those with functions relating to policing or criminal justice",
}
NOT_IN_A_UNITARY = frozenset({Represented.AUTHORITIES_WITHIN})
"""What a unitary authority need not have: it has no authority within its area."""


@dataclass(frozen=True, slots=True)
class Designation:
    """That the authority takes a seat to represent some of these, from a day, and why.

    `ended_on` is the last day it did, None while it does. `is_held` says whether anybody holds the seat.
    """

    id: str
    seat_id: str
    seat: str
    section: Represented
    designated_on: date
    reason: str = ""
    ended_on: date | None = None
    is_held: bool = True

    def covers(self, on: date) -> bool:
        """Whether it stands on that day."""
        return self.designated_on <= on and (self.ended_on is None or on <= self.ended_on)


class CoverState(StrEnum):
    """How one of the seven is covered."""

    COVERED = "covered"
    VACANT = "vacant"
    GAP = "gap"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Cover:
    """One of the seven: by which seats, and what is missing in a sentence."""

    section: Represented
    state: CoverState
    sentence: str
    by: tuple[Designation, ...] = field(default=())

    @property
    def name(self) -> str:
        """What it is called."""
        return REPRESENTED[self.section]

    @property
    def is_missing(self) -> bool:
        """Whether nobody represents them today."""
        return self.state in (CoverState.GAP, CoverState.VACANT)


def coverage(
    designations: Sequence[Designation],
    on: date,
    *,
    not_applicable: Collection[Represented] = NOT_IN_A_UNITARY,
) -> tuple[Cover, ...]:
    """The seven in the order of the Act, each with who covers it on the day.

    What does not apply is shown so only while nothing was designated for it.
    """
    standing = [one for one in designations if one.covers(on)]
    return tuple(
        _cover(section, [one for one in standing if one.section is section], section in not_applicable)
        for section in Represented
    )


def _cover(section: Represented, by: Sequence[Designation], is_exempt: bool) -> Cover:
    named = tuple(sorted(by, key=lambda one: (one.designated_on, one.seat)))
    if any(one.is_held for one in named):
        return Cover(section, CoverState.COVERED, "", named)
    if named:
        seats = listed([one.seat for one in named])
        verb = "is" if len(named) == 1 else "are"
        return Cover(section, CoverState.VACANT, f"{seats} {verb} vacant, so nobody speaks for them.", named)
    if is_exempt:
        return Cover(section, CoverState.NOT_APPLICABLE, "A unitary authority has none within its area.")
    return Cover(section, CoverState.GAP, "No seat has been designated for them.")


def coverage_said(found: Sequence[Cover]) -> str:
    """How many of those that apply are covered, in a sentence."""
    asked = [one for one in found if one.state is not CoverState.NOT_APPLICABLE]
    missing = [one for one in asked if one.is_missing]
    if not missing:
        return f"All {len(asked)} that the Act asks for are represented."
    names = listed([_inside(one.name) for one in missing])
    return f"{len(asked) - len(missing)} of {len(asked)} represented. Missing: {names}."


def _inside(name: str) -> str:
    return f"{name[:1].lower()}{name[1:]}"


def twice(found: Sequence[Cover]) -> tuple[str, ...]:
    """The seats that stand for more than one of the seven, which the Act neither allows nor forbids."""
    held: dict[str, tuple[str, set[Represented]]] = {}
    for one in (designation for cover in found for designation in cover.by):
        held.setdefault(one.seat_id, (one.seat, set()))[1].add(one.section)
    return tuple(
        f"{seat} stands for {spelt(len(sections))} of them. The Act does not say whether one seat may."
        for seat, sections in held.values()
        if len(sections) > 1
    )


def refusal_to_designate(
    designations: Sequence[Designation],
    *,
    seat_id: str,
    section: Represented,
    designated_on: date,
    reason: str,
    today: date,
) -> Refusal | None:
    """Why a seat cannot be designated so.

    Codes: `membership.reason_needed`, `membership.designated_later`, `membership.designated_already`.
    """
    if not reason.strip():
        return Refusal(
            "membership.reason_needed", "Say why the authority takes this seat to represent them.",
            field="reason",
        )  # fmt: skip
    if designated_on > today:
        return Refusal("membership.designated_later", "That day has not come yet.", field="designated_on")
    for one in designations:
        if one.seat_id == seat_id and one.section is section and one.ended_on is None:
            return Refusal(
                "membership.designated_already",
                f"It is designated so since {day(one.designated_on)}.",
                field="section",
            )
    return None


def refusal_to_end_designation(one: Designation, *, ended_on: date) -> Refusal | None:
    """Why a designation cannot end after that day, its last.

    Codes: `membership.designation_ended`, `membership.ends_before_it_starts`.
    """
    if one.ended_on is not None:
        sentence = f"It ended on {day(one.ended_on)} already."
        return Refusal("membership.designation_ended", sentence, field="ended_on")
    if ended_on < one.designated_on:
        sentence = f"It was designated on {day(one.designated_on)}, after that day."
        return Refusal("membership.ends_before_it_starts", sentence, field="ended_on")
    return None
