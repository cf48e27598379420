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


def led_by_the_other(leads: Sequence[Lead], *, was: str, to: Lead) -> tuple[Lead, ...]:
    """The leads with one agency in the place of another, which is named once however often the other was.

    A person named beside the agency leads on, for the one it became part of.

    >>> leads = [Lead("A", agency_id="a"), Lead("B", agency_id="b")]
    >>> [one.raw for one in led_by_the_other(leads, was="a", to=Lead("B", agency_id="b"))]
    ['B']
    """
    found: list[Lead] = []
    for lead in leads:
        one = lead
        if lead.agency_id == was:
            raw = lead.raw if lead.person_id else to.raw
            one = replace(lead, raw=raw, agency=to.agency, agency_id=to.agency_id)
        if not any(_is_of_one(one, other) for other in found):
            found.append(one)
    return tuple(found)


def _is_of_one(one: Lead, other: Lead) -> bool:
    if not one.agency_id:
        return one == other
    return (one.person_id, one.agency_id) == (other.person_id, other.agency_id)
