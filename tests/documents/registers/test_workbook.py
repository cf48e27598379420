"""A workbook of ours says what was put in, to whoever opens it, and never works anything out."""

import io
import zipfile
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from python_calamine import CalamineWorkbook

from quorate.documents.excel.writing import workbook
from quorate.documents.word.writing import clean

MADE_AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
WORDS = st.text(max_size=40)


def made(
    rows, *, title="Register of risks", above=("As at 23 November 2026",), headings=("No.", "Risk", "On")
):
    widths = [12] * len(headings)
    return workbook(title=title, above=above, headings=headings, rows=rows, widths=widths, made_at=MADE_AT)


def read(data):
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def test_numbers_are_numbers_days_are_days_and_words_are_words():
    rows = read(made([[3, "=SUM(A1:A9)", date(2026, 12, 1)], ["R1", "Two\nlines & <marks>", ""]]))

    assert rows[0][0] == "Register of risks"
    assert rows[3] == ["No.", "Risk", "On"]
    assert rows[4] == [3.0, "=SUM(A1:A9)", date(2026, 12, 1)]
    assert rows[5][:2] == ["R1", "Two\nlines & <marks>"]


def test_the_header_stays_in_view_and_is_printed_on_every_page():
    with zipfile.ZipFile(io.BytesIO(made([["1", "Funding ends", ""]]))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        book = archive.read("xl/workbook.xml").decode()

    assert 'ySplit="4"' in sheet
    assert '<autoFilter ref="A4:C5"/>' in sheet
    assert "$4:$4" in book


def test_the_same_content_gives_the_same_bytes():
    assert made([["1", "Funding ends", ""]]) == made([["1", "Funding ends", ""]])


@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), max_size=4), WORDS)
def test_whatever_is_written_it_is_a_workbook_and_no_word_is_lost(rows, title):
    data = made(rows, title=title)

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            etree.fromstring(archive.read(name))
        sheet = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    said = ["".join(cell.itertext()) for cell in sheet.iter("{*}is")]
    assert said[5:] == [clean(word) for row in rows for word in row]
