"""Which of a row's questions are asked of a plan that is held already."""

import pytest

from quorate.domain.imports.differences import BEGINS, Change, Difference, FieldChange
from quorate.domain.imports.proposal import EntrySource, Flag, ProposedEntry
from quorate.domain.imports.questions import questions_of
from quorate.domain.plans.facts import EntryKind

FLAGS = (
    Flag("no_lead", "No lead is named.", "leads"),
    Flag("mentions_entry", "This speaks of 2b. Does it wait for it?", "targets"),
    Flag("hidden_row", "This row is hidden in the file."),
)
ENTRY = ProposedEntry(
    "t1r2", EntryKind.ACTION, "Action", "Fit locks", EntrySource(1, 2, 2, (), "row 2"), flags=FLAGS
)


def changed(*fields: str) -> Difference:
    return Difference(Change.CHANGED, "1", "t1r2", tuple(FieldChange(name, "a", "b") for name in fields))


@pytest.mark.parametrize(
    ("fate", "asked"),
    [
        (None, FLAGS),
        (Difference(Change.NEW, proposed="t1r2"), FLAGS),
        (Difference(Change.UNCHANGED, "1", "t1r2"), ()),
        (changed(BEGINS), FLAGS),
        (changed("outcome"), ()),
        (changed("leads"), FLAGS[:1]),
        (changed("targets"), FLAGS[1:2]),
        (changed("progress"), FLAGS[1:2]),
    ],
)
def test_only_what_accepting_would_write_is_asked_about(fate, asked):
    assert questions_of(ENTRY, fate) == asked
