"""A clause of the next terms, from what was typed into its form."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from quorate.domain.terms.clauses import OF_A_MEETING, Clause, ClauseKind


def clause_typed(was: Clause, said: Mapping[str, Any]) -> Clause:
    """The clause as typed, begun from `was`; `said` gives the columns that were asked.

    Days of a kind that counts them from the meeting are counted from it unless the clause says otherwise. A
    doubt left as it was while the words changed is dropped: it was about the words of before.
    """
    columns = dict(said)
    if columns.get("offset") and was.kind in OF_A_MEETING and not was.anchor:
        columns["anchor"] = "meeting"
    if columns.get("ambiguity") == was.ambiguity and columns["quote"] != was.quote:
        columns["ambiguity"] = ""
    return replace(was, **columns)


def of_another_kind(clause: Clause, kind: ClauseKind) -> Clause:
    """A clause's words, how they are read and where they stand, about something else.

    What was said of it as the kind it was, such as its days, means nothing of the other and is left out.
    """
    return Clause(
        id=clause.id,
        kind=kind,
        quote=clause.quote,
        reading=clause.reading,
        ambiguity=clause.ambiguity,
        page=clause.page,
        is_stated=clause.is_stated,
    )
