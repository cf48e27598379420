"""Which of the questions on a row are asked: those about what accepting would write."""

from quorate.domain.imports.differences import BEGINS, Change, Difference
from quorate.domain.imports.proposal import Flag, ProposedEntry

_RAISED_BY = {"mentions_entry": "progress", "status_words": "progress"}
"""The field whose words raise a question about another field."""


def questions_of(entry: ProposedEntry, fate: Difference | None) -> tuple[Flag, ...]:
    """The questions to ask about an entry, by what it changes in the plan.

    What the plan says already was looked at when it came in, and is not asked again: nothing is asked of an
    entry that is as it was, and of a changed one only what its changed fields raise. `fate` is None where
    the plan is not compared with: then all are its questions.
    """
    if fate is None or fate.change is Change.NEW:
        return entry.flags
    changed = {change.field for change in fate.fields}
    if BEGINS in changed:
        return entry.flags
    return tuple(flag for flag in entry.flags if {flag.field, _RAISED_BY.get(flag.code)} & changed)
