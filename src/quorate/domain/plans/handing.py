"""What an entry's leads are once one of them has handed over."""

from collections.abc import Sequence
from dataclasses import replace

from quorate.domain.plans.facts import Lead


def handed_to(leads: Sequence[Lead], *, was: str, to: Lead) -> tuple[Lead, ...]:
    """The leads with one person in the place of another, who is named once however often the other was.

    An agency named beside them stays: it led, and leads on.

    >>> handed_to([Lead("A", agency_id="1", person_id="a")], was="a", to=Lead("B", person_id="b"))[0].raw
    'B'
    """
    found: list[Lead] = []
    for lead in leads:
        one = lead
        if lead.person_id == was:
            one = replace(lead, raw=to.raw, person=to.person, person_id=to.person_id)
        if not any(_same(one, other) for other in found):
            found.append(one)
    return tuple(found)


def _same(one: Lead, other: Lead) -> bool:
    if not one.person_id:
        return one == other
    return (one.person_id, one.agency_id) == (other.person_id, other.agency_id)
