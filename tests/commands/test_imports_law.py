"""Every word of a file that was accepted is in the plan, or on the list of what was not placed.

The law is asked of the rows: made tables are saved as Word and as Excel, read, accepted, and looked up.
"""

import re
import uuid
from collections import Counter
from typing import Any

import pytest
from django.db import transaction
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quorate.commands import imports
from quorate.commands.runner import Done
from quorate.domain.imports.narrative import PROGRESS_WORDS
from quorate.domain.imports.proposal import Proposal
from quorate.domain.imports.source import SourceDocument
from quorate.domain.imports.vocabulary import BARRIER_WORDS, COMPLETE_COLOURS, LEVEL_WORDS, RATING_WORDS
from quorate.records.models import EntryLead, EntryMeasure, EntryTarget, EntryVersion, PlanImport, ProgressRow
from tests.builders.world import World, make_world
from tests.domain.imports.test_import_law import HEADINGS
from tests.samples.files import Rows, Wide, sheet_file, word_file

pytestmark = pytest.mark.django_db

_VOCABULARY = """
fund training for the Ongoing Complete TBC June 2020 Progress: Challenge: Barrier- of and (see co- Secure NM /
; • 2b a) 1. 12.Return 3.2 (c) Objective 7: Await findings Completed Green Red – £200 10% o'clock naïve
Recommendation 4 - Priority One: Dr Ada Byron VS. Yes No
"""
WORDS = st.sampled_from(_VOCABULARY.split())
TEXT = st.lists(WORDS, max_size=6).map(" ".join)
STATUSES = st.lists(st.sampled_from(["Green", "Red", "Blue", "Complete", "Ongoing"]), min_size=1, max_size=3)
"""A status cell may hold one status or several, each on a line of its own."""
CELL = st.one_of(st.lists(TEXT, max_size=3), STATUSES).map("\n".join)


@st.composite
def tables(draw: st.DrawFn) -> Rows:
    """A plan's header, perhaps under a title, over rows of anything; merged cells among them."""
    width = draw(st.integers(2, 6))
    header: list[str | Wide] = [
        "Action",
        *draw(st.sampled_from([["Lead"], ["RAG"]])),
        *draw(st.lists(st.sampled_from(HEADINGS), min_size=width, max_size=width)),
    ]
    header = list(draw(st.permutations(header[:width])))
    if draw(st.booleans()):
        header = [Wide(header[0], 2), *header[2:]]
    rows: Rows = [list(header)]
    if draw(st.booleans()):
        rows.insert(0, [Wide("Plan of the made place", width)])
    for _ in range(draw(st.integers(0, 5))):
        kind = draw(st.sampled_from(["cells", "cells", "cells", "across", "header"]))
        if kind == "across":
            rows.append([Wide(draw(TEXT) or "Section", width)])
        elif kind == "header":
            rows.append(list(header))
        else:
            rows.append(draw(st.lists(CELL, min_size=width, max_size=width)))
    return rows


def sheet_of(rows: Rows) -> bytes:
    """A workbook of the rows, whose merged cells keep the places of what they cover."""
    covered = [
        [each for cell in row for each in (cell, *[""] * (getattr(cell, "columns", 1) - 1))] for row in rows
    ]
    return sheet_file(covered)


def tokens(text: str) -> Counter[str]:
    """Words, and figures apart from letters: the paper's "a" under "1" is the plan's "1a"."""
    return Counter(re.findall(r"\d+|[^\W\d_]+", text.lower()))


def words_in(source: SourceDocument) -> Counter[str]:
    return tokens(" ".join(text for _, text in source.texts()))


LABELS = {
    *PROGRESS_WORDS,
    *BARRIER_WORDS,
    *LEVEL_WORDS,
    "rec",
    "action",
    "activity",
    "strategic",
    "s",
    "o",
    "key",
}
BARE = {*RATING_WORDS, *COMPLETE_COLOURS, "complete", "completed", "ongoing"}


def words_kept(row: PlanImport, proposal: Proposal) -> Counter[str]:
    """Words in the columns of the plan's entries, on the list, and those that say what a column is."""
    of: dict[str, Any] = {"entry__plan": row.plan}
    kept: Counter[str] = Counter()
    for version in EntryVersion.objects.filter(**of):
        kept += tokens(f"{version.code} {version.text} {version.outcome}")
    for model, name in ((EntryLead, "raw"), (EntryTarget, "raw"), (EntryMeasure, "text")):
        for said in model.objects.filter(entry_version__entry__plan=row.plan).values_list(name, flat=True):
            kept += tokens(said)
    for update in ProgressRow.objects.filter(**of):
        kept += tokens(f"{update.progress} {update.barrier}")
    kept += tokens(" ".join(piece["span"]["text"] for piece in row.proposal["unplaced"]))
    for placed in proposal.placed:
        words = placed.span.text
        if placed.field in ("header", "title", "repeat"):
            kept += tokens(words)
        elif placed.field == "label":
            assert set(tokens(words)) <= LABELS, f"“{words}” is no label"
            kept += tokens(words)
    return kept + words_of_status(row, proposal)


def words_of_status(row: PlanImport, proposal: Proposal) -> Counter[str]:
    """A status cell that is a colour or a status and no more is kept as that."""
    kept: Counter[str] = Counter()
    for entry in proposal.entries:
        if entry.status_raw and entry.status_raw.lower().strip(" .") in BARE:
            held = ProgressRow.objects.filter(entry__plan=row.plan, entry__versions__text=entry.text)
            stands = {(update.status, update.rating) for update in held}
            expected = {(entry.status.value if entry.status else "under_way", entry.rating.value)}
            assert expected <= stands, entry
            kept += tokens(entry.status_raw)
    return kept


def lost(world: World, data: bytes, name: str) -> Counter[str] | None:
    """The words of a file that are nowhere once it has been accepted; None when it holds no plan."""
    with transaction.atomic():
        made = imports.upload_plan(world.as_("coordinator"), name=name, data=data, plan_name="A plan")
        if not isinstance(made, Done):
            return None
        row = PlanImport.objects.get(id=made.id)
        taken = imports.accept_import(world.as_("coordinator"), id=uuid.UUID(str(made.id)))
        if not isinstance(taken, Done):
            transaction.set_rollback(True)
            return None
        row.refresh_from_db()
        source = imports.from_plain(SourceDocument, row.source)
        missing = words_in(source) - words_kept(row, imports.mended(row))
        transaction.set_rollback(True)
        return missing


@pytest.fixture
def world(settings: Any, tmp_path: Any) -> World:
    settings.FILES = tmp_path / "files"
    return make_world()


@pytest.mark.parametrize(("make", "name"), [(word_file, "plan.docx"), (sheet_of, "plan.xlsx")])
def test_every_word_of_an_accepted_file_is_in_the_plan_or_on_the_list(world, make, name):
    accepted: list[bool] = []

    @given(tables())
    @example([["Action", "RAG"], ["Fund it", "Green\nRed"]])
    @settings(max_examples=40)
    def law(rows: Rows) -> None:
        missing = lost(world, make(rows), name)
        accepted.append(missing is not None)
        assert not missing, rows

    law()
    assert any(accepted)


def test_the_law_notices_a_word_that_is_lost(world, monkeypatch):
    monkeypatch.setattr(imports, "_write_progress", lambda *_: None)

    assert lost(world, word_file([["Action", "Progress"], ["Fund it", "Begun"]]), "plan.docx") == Counter(
        ["begun"]
    )
