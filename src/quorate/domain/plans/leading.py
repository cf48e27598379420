"""Who an entry's leads are, as everybody asks it: whose it is to report on, and whose work it is."""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from quorate.domain.kernel.words import spaced
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


WHO_IS_OPEN = "(to be confirmed who)"
"""What stands after the words of a lead that could be two: who of them is meant is not settled."""
_OPEN = re.compile(r"(?P<words>.*\S)\s*\(to be confirmed who\)\.?", re.IGNORECASE)


def open_words(lead: Lead) -> str:
    """A lead of whom it is to be confirmed who is meant, as a form has it; empty for any other lead.

    >>> open_words(Lead("Sam Reed", to_be_confirmed=True)), open_words(Lead("TBC", to_be_confirmed=True))
    ('Sam Reed (to be confirmed who)', '')
    """
    is_open = lead.to_be_confirmed and lead.raw and not TO_BE_CONFIRMED.search(lead.raw)
    return f"{' '.join(lead.raw.split())} {WHO_IS_OPEN}" if is_open else ""


def open_lead(words: str) -> Lead | None:
    """The lead that `open_words` wrote, or None when the words are of another sort.

    >>> open_lead("Sam Reed (to be confirmed who)")
    Lead(raw='Sam Reed', agency='', agency_id='', person='', person_id='', to_be_confirmed=True)
    """
    found = _OPEN.fullmatch(words.strip())
    return Lead(raw=found["words"], to_be_confirmed=True) if found else None


def as_typed(lead: Lead) -> str:
    """A lead as it was printed, marked where who is meant is open."""
    return open_words(lead) or lead.raw


def listed_under(of: Iterable[Lead]) -> frozenset[str]:
    """The names a plan's list of leads has these under: the agency, else the person, else as printed.

    >>> sorted(listed_under([Lead("Supt", agency="Police", person="Sam Reed"), Lead("Housing  team")]))
    ['Housing team', 'Police']
    """
    named = (spaced(lead.agency or lead.person or lead.raw) for lead in of if not lead.to_be_confirmed)
    return frozenset(filter(None, named))


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
