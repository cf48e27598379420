"""For which days a version of the terms binds, and from which day the terms have said one thing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from quorate.domain.calendar.working import ONE_DAY
from quorate.domain.terms.clauses import TermsVersion


@dataclass(frozen=True, slots=True)
class Spell:
    """The days on which a version binds, the first and the last included.

    `ends` is the last day there is while no other version follows.
    """

    terms: TermsVersion
    begins: date
    ends: date

    def __contains__(self, on: date) -> bool:
        return self.begins <= on <= self.ends


def spells(versions: Iterable[TermsVersion]) -> tuple[Spell, ...]:
    """The versions in the order they came into force, each with its days.

    It says of every day what `quorate.domain.terms.versions.version_in_force` does.
    """
    ordered = sorted(versions, key=lambda one: (one.in_force_from, one.id))
    found = [
        Spell(one, one.in_force_from, following.in_force_from - ONE_DAY)
        for one, following in pairwise(ordered)
        if one.in_force_from < following.in_force_from
    ]
    return (*found, *(Spell(one, one.in_force_from, date.max) for one in ordered[-1:]))


def runs(found: Sequence[Spell], said: Callable[[TermsVersion], object]) -> tuple[Spell, ...]:
    """Spells that follow one another and say the same, as one: under the last version that says it."""
    joined: list[Spell] = []
    for one in found:
        if joined and said(joined[-1].terms) == said(one.terms):
            joined[-1] = replace(one, begins=joined[-1].begins)
        else:
            joined.append(one)
    return tuple(joined)
