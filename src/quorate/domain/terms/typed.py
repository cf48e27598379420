"""A clause of the next terms, from what was typed into the form that adopts them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from quorate.domain.terms.clauses import OF_A_MEETING, Clause, ClauseKind, QuorumRule


def clause_typed(was: Clause, said: Mapping[str, Any], *, is_new: bool) -> Clause | None:
    """The clause as typed, begun from `was`; None for one left out, and for a new one that says nothing.

    `said` gives the columns that were asked, and `quorum_members` and `quorum_agencies` for a quorum. A new
    clause that gives days counts them from the meeting where its kind does. A doubt about words that were
    changed is dropped: it was about the words of before.
    """
    columns = dict(said)
    if columns.get("is_stated", True) and not columns["quote"]:
        return None
    if was.kind is ClauseKind.QUORUM:
        columns["quorum"] = _quorum(was, columns.pop("quorum_members"), columns.pop("quorum_agencies"))
    if is_new and columns.get("offset") and was.kind in OF_A_MEETING:
        columns["anchor"] = "meeting"
    ambiguity = was.ambiguity if columns["quote"] == was.quote else ""
    return replace(was, **columns, ambiguity=ambiguity)


def _quorum(was: Clause, members: int | None, agencies: int | None) -> QuorumRule | None:
    """Who counts is not asked again: it stays as it was."""
    rule = was.quorum or QuorumRule()
    if not (members or agencies):
        return None
    return QuorumRule(members, agencies, rule.counts_deputies, rule.directorates_are_one)
