"""A long cell is shortened in the full table, and what was cut off stands whole where the cell says."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quorate.domain.packs.content import ActionTable, ExceptionSheet, Standing, TableRow
from quorate.domain.packs.long_cells import KEPT, LONGEST, ShownCell, shortened, shown_table

LONG = "The agencies met and agreed one form. " * 80
SHEET = ExceptionSheet("2a", "Open a line", Standing.OFF_TRACK, plan="Plan", latest=LONG.strip())


def table(*rows: TableRow) -> ActionTable:
    return ActionTable("Plan", ("Action", "Progress"), rows)


def row(progress: str, code: str = "2a") -> TableRow:
    return TableRow(("Open a line", progress), 1, code=code)


def test_a_cell_that_is_short_enough_is_printed_as_it_is():
    said = "x" * LONGEST

    shown = shown_table(table(row(said)), [SHEET])

    assert [cell.text for cell in shown.rows[0].cells] == ["Open a line", said]
    assert all(not cell.more for cell in shown.rows[0].cells)
    assert shown.long_updates == ()


def test_what_an_exception_prints_in_full_is_shortened_and_names_the_exception():
    other = replace(SHEET, code="1", latest="Short.")

    shown = shown_table(table(row(f"As at 2 December 2026: {LONG}")), [other, SHEET])

    cell = shown.rows[0].cells[1]
    assert cell.text.startswith("As at 2 December 2026: The agencies met")
    assert cell.text.endswith("…")
    assert len(cell.text) <= KEPT + 1
    assert (cell.more, cell.sheet, cell.note) == ("in full at 2a in “What is off track or waiting”", 1, None)
    assert shown.long_updates == ()


@pytest.mark.parametrize(
    "sheet",
    [replace(SHEET, latest="Another update."), replace(SHEET, plan="Another plan"), None],
    ids=["says something else", "of another plan", "no exception"],
)
def test_what_no_exception_prints_stands_in_full_after_the_table(sheet):
    shown = shown_table(table(row(LONG)), [sheet] if sheet else [])

    cell = shown.rows[0].cells[1]
    assert cell.more == "in full at 2a in “Long updates”, below this table"
    assert (cell.sheet, cell.note) == (None, 0)
    assert [(each.label, each.text) for each in shown.long_updates] == [("2a, Progress", LONG)]


def test_one_line_that_the_exception_leaves_out_keeps_the_whole_update_after_the_table():
    shown = shown_table(table(row(f"As at 2 December 2026: {LONG}\nEvidence: The form itself.")), [SHEET])

    assert shown.rows[0].cells[1].note == 0
    assert shown.long_updates[0].text.endswith("Evidence: The form itself.")


def test_words_before_a_colon_are_words_too():
    shown = shown_table(table(row(f"The police said: {LONG}")), [SHEET])

    assert shown.rows[0].cells[1].note == 0


def test_an_update_that_stands_for_several_entries_names_its_own():
    shown = shown_table(table(row(LONG)), [replace(SHEET, code="1"), SHEET])

    assert shown.rows[0].cells[1].sheet == 1


def test_an_entry_without_a_code_is_named_by_its_row():
    shown = shown_table(table(row("Short."), row(LONG, code="")), [])

    assert shown.long_updates[0].label == "row 2, Progress"


def test_a_heading_across_the_table_stays_whole():
    shown = shown_table(table(TableRow((LONG,), 0, spans=True)), [])

    assert shown.rows[0].cells == (ShownCell(LONG),)


def test_words_are_cut_between_words_and_a_word_without_end_where_it_must_be():
    assert shortened("one two three", 9) == "one two…"
    assert shortened("one two three", 7) == "one two…"
    assert shortened("one, two three", 5) == "one…"
    assert shortened("one\ntwo three", 8) == "one\ntwo…"
    assert shortened("abcdefgh", 4) == "abcd…"
    assert shortened("one two", 7) == "one two"


TEXTS = st.text(st.sampled_from("ab ,\n…"), max_size=1_200)


@settings(max_examples=60)
@given(st.lists(TEXTS, min_size=1, max_size=4), TEXTS)
def test_no_word_is_lost_whatever_the_update_says(updates, latest):
    """The law: what is not whole in the table is whole in the exception or the note that it names."""
    sheets = [replace(SHEET, latest=latest)]
    shown = shown_table(table(*(row(each) for each in updates)), sheets)

    for given_, printed in zip(updates, shown.rows, strict=True):
        cell = printed.cells[1]
        if not cell.more:
            assert cell.text == given_
        elif cell.note is not None:
            assert shown.long_updates[cell.note].text == given_
        else:
            assert set(given_.split()) <= set(sheets[cell.sheet].latest.split())
        assert len(cell.text) <= LONGEST
