"""A clause of the next terms, from what was typed into the form that adopts them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from quorate.domain.terms.clauses import OF_A_MEETING, Clause


def clause_typed(was: Clause, said: Mapping[str, Any], *, is_new: bool) -> Clause | None:
    """The clause as typed, begun from `was`; None for one left out, and for a new one that says nothing.

    `said` gives the columns that were asked. A new clause that gives days counts them from the meeting where
    its kind does. A doubt about words that were changed is dropped: it was about the words of before.
    """
    columns = dict(said)
    if columns.get("is_stated", True) and not columns["quote"]:
        return None
    if is_new and columns.get("offset") and was.kind in OF_A_MEETING:
        columns["anchor"] = "meeting"
    ambiguity = was.ambiguity if columns["quote"] == was.quote else ""
    return replace(was, **columns, ambiguity=ambiguity)
