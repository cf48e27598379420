"""The cover sheet of a paper: its fields, the same for every paper, and what must be said.

A paper that is handed in on the form says what the board is asked to do. The rest is asked for and may be
left empty: a board that wants all of it says so in its terms.
"""

from collections.abc import Mapping
from typing import Any

from quorate.domain.kernel.outcomes import Refusal

ASK = "ask"
LONGEST = 4_000
"""Characters of one field."""

COVER_FIELDS: dict[str, str] = {
    ASK: "What the board is asked to do",
    "summary": "Summary",
    "author": "Written by",
    "consulted": "Who was consulted",
    "money": "What it costs, and who pays",
    "equality": "Effect on equality",
    "risk": "Risks",
    "confidential": "Why it is confidential",
}
"""Each field's code and its name, in the order of the sheet."""


def cover_of(said: Mapping[str, str]) -> dict[str, str]:
    """What is kept of a cover sheet: the known fields that say something.

    >>> cover_of({"ask": " Agree it. ", "risk": "", "other": "x"})
    {'ask': 'Agree it.'}
    """
    return {code: said[code].strip()[:LONGEST] for code in COVER_FIELDS if said.get(code, "").strip()}


def refusal_of_cover(said: Mapping[str, str] | None) -> Refusal | None:
    """Why a cover sheet cannot be taken; a paper may come without one. Code: `papers.nothing_asked`."""
    if said is None or said.get(ASK, "").strip():
        return None
    return Refusal("papers.nothing_asked", "Say what the board is asked to do.", field=ASK)


def cover_lines(kept: Any) -> tuple[tuple[str, str], ...]:
    """A kept cover sheet as names and words, in the order of the sheet; nothing where there is none.

    >>> cover_lines({"risk": "Cost.", "ask": "Agree it."})
    (('What the board is asked to do', 'Agree it.'), ('Risks', 'Cost.'))
    """
    if not isinstance(kept, dict):
        return ()
    return tuple((name, str(kept[code])) for code, name in COVER_FIELDS.items() if kept.get(code))
