"""What a look at who is on a group finds on a day: vacancies, gaps in coverage, who has not signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.kernel.words import count, listed
from quorate.domain.membership.coverage import NOT_IN_A_UNITARY, Cover, coverage, coverage_said
from quorate.domain.membership.seats import vacancy_age
from quorate.records import scopes
from quorate.records.facts.membership import designation, not_signed
from quorate.records.facts.people import SeatFacts, seat_facts
from quorate.records.models import Group


@dataclass(frozen=True, slots=True)
class Unsigned:
    """Somebody who holds a seat, or deputises, and whose statement does not stand."""

    person: str
    name: str
    said: str


@dataclass(frozen=True, slots=True)
class Findings:
    """The seats, whom they cover, and what is wanting, with `lines` saying so in sentences."""

    seats: tuple[SeatFacts, ...]
    vacant: tuple[SeatFacts, ...]
    covers: tuple[Cover, ...]
    unsigned: tuple[Unsigned, ...]
    lines: tuple[str, ...]

    @property
    def vacancies(self) -> int:
        """How many places wait for somebody."""
        return sum(seat.vacant_places for seat in self.vacant)

    @property
    def gaps(self) -> int:
        """How many of those the Act names nobody represents."""
        return sum(cover.is_missing for cover in self.covers)


def findings(actor: Actor, group: Group, *, on: date) -> Findings:
    """What is found on a day, in a number of database questions that does not grow with the seats."""
    seats = seat_facts(actor, on, seats=scopes.seats(actor).filter(group=group))
    held = {seat.id for seat in seats if seat.holder}
    rows = scopes.seat_maps(actor).filter(seat__group=group).select_related("seat")
    is_unitary = group.partnership.is_unitary
    covers = coverage(
        [designation(row, held=held) for row in rows],
        on,
        not_applicable=NOT_IN_A_UNITARY if is_unitary else (),
    )
    vacant = tuple(seat for seat in seats if seat.is_vacancy)
    unsigned = tuple(Unsigned(*one) for one in not_signed(seats, on))
    return Findings(seats, vacant, covers, unsigned, _lines(seats, vacant, covers, unsigned, on))


def _lines(
    seats: Sequence[SeatFacts],
    vacant: Sequence[SeatFacts],
    covers: Sequence[Cover],
    unsigned: Sequence[Unsigned],
    on: date,
) -> tuple[str, ...]:
    held = sum(len(seat.holders) for seat in seats)
    empty = sum(seat.vacant_places for seat in vacant)
    first = f"{held} of {count(held + empty, 'place')} held."
    ages = [f"{seat.title}: {vacancy_age(seat.vacant_since, on)}." for seat in vacant]
    names = [one.name for one in unsigned]
    signed = (
        f"Not signed the confidentiality statement: {listed(names)}."
        if names
        else "Everybody has signed the confidentiality statement."
    )
    return (first, *ages, f"Section 58: {coverage_said(covers)}", signed)
