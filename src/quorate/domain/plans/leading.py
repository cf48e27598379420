"""Who an entry's leads are, as everybody asks it: whose it is to report on, and whose work it is."""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from quorate.domain.plans.facts import Lead

TO_BE_CONFIRMED = re.compile(
    r"(?<![A-Za-z])(?:t\.?b\.?[cad]\b\.?|to be (?:confirmed|agreed|appointed|identified|decided|advised)|"
    r"vacant|vacancy|not known|unknown)(?![A-Za-z])",
    re.IGNORECASE,
)
"""How papers say that nobody leads yet."""


def is_to_be_confirmed(words: str) -> bool:
    """Whether words say that who leads is not settled, and no more.

    >>> is_to_be_confirmed("T.B.A."), is_to_be_confirmed("to be confirmed."), is_to_be_confirmed("Police TBC")
    (True, True, False)
    """
    return TO_BE_CONFIRMED.fullmatch(words.strip(" .")) is not None


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
