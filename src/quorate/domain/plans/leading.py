"""Who an entry's leads are, as everybody asks it: whose it is to report on, and whose work it is."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from quorate.domain.plans.facts import Lead


def leads(of: Iterable[Lead], *, person: str, agencies: AbstractSet[str]) -> bool:
    """Whether somebody leads: named themselves, or through an agency they speak for.

    A lead in words alone is nobody's, and neither is one compared with somebody who has no id.

    >>> leads([Lead("Police", agency_id="a1")], person="p1", agencies={"a1"})
    True
    >>> leads([Lead("Police")], person="", agencies={""})
    False
    """
    return any(
        (lead.person_id and lead.person_id == person) or (lead.agency_id and lead.agency_id in agencies)
        for lead in of
    )
