"""The files to download: own words in the shapes of real plans."""

import io
from pathlib import Path

import docx
import pytest
from docx.table import Table
from python_calamine import CalamineWorkbook

from quorate.cli.demonstration import documents
from quorate.cli.demonstration.content import places
from tests.cli.demonstration_content import own_words
from tests.cli.demonstration_content.strategy_workbook import marlhaven_strategy_xlsx
from tests.house.test_words import UNWANTED

CONTENT = Path(documents.__file__).parent
INPUTS_HERE = own_words.INPUTS.is_dir()


def table_of(data: bytes) -> Table:
    (table,) = docx.Document(io.BytesIO(data)).tables
    return table


def cells(table: Table, column: int) -> list[list[str]]:
    return [[p.text for p in row.cells[column].paragraphs if p.text] for row in table.rows]


def spans(table: Table) -> list[str]:
    return [row.cells[0].text for row in table.rows if len({id(cell._tc) for cell in row.cells}) == 1]


def test_the_tracker_has_sixteen_recommendations_and_32_key_actions_in_one_table() -> None:
    table = table_of(documents.marlhaven_tracker_docx())
    actions = [paragraphs for paragraphs in cells(table, 1)[1:] if paragraphs[0] not in spans(table)]

    assert len(table.rows) == 18
    assert spans(table) == ["Deciding from evidence"]
    assert len(actions) == 16
    assert sum(map(len, actions)) == 32
    assert table.rows[0].cells[3].text.endswith("March 2026")


def test_the_tracker_keeps_its_mismatched_dates() -> None:
    rows = {row.cells[0].text.split(".")[0]: row for row in table_of(documents.marlhaven_tracker_docx()).rows}

    assert len(rows["8"].cells[1].paragraphs) == 2
    assert [p.text for p in rows["8"].cells[2].paragraphs] == ["Complete", "Ongoing", "Ongoing"]
    assert rows["16"].cells[2].text == ""
    assert rows["6"].cells[3]._tc is rows["7"].cells[3]._tc


def test_the_trackers_heading_row_repeats_on_each_page() -> None:
    table = table_of(documents.marlhaven_tracker_docx())

    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert "w:tblHeader" not in table.rows[1]._tr.xml


def test_the_objective_plan_repeats_its_two_heading_rows() -> None:
    table = table_of(documents.osterbridge_plan_docx())
    second = [row.cells[1].text for row in table.rows]

    assert len(table.rows) == 31
    assert second.count("Objective") == second.count("Activity") == 5
    assert sum(row.cells[4].text == "TBC" for row in table.rows) == 3
    assert sum(row.cells[3].text.endswith("Completed") for row in table.rows) == 2


def test_the_housing_plan_has_three_rows_to_mend() -> None:
    table = table_of(documents.marlhaven_housing_plan_docx())
    rows = {row.cells[0].text.split(".")[0]: row for row in table.rows}
    actions = [
        p for row in table.rows[1:] if row.cells[0].text not in spans(table) for p in row.cells[1].paragraphs
    ]

    assert sum(code.isdigit() for code in rows) == 8
    assert len(actions) == 14
    assert (len(rows["3"].cells[1].paragraphs), len(rows["3"].cells[3].paragraphs)) == (3, 2)
    assert " / " in rows["4"].cells[2].text
    assert rows["6"].cells[2].text == "TBC"
    assert rows["7"].cells[3].text == "Early in the new year"


def test_the_housing_plan_is_not_in_the_demonstration() -> None:
    texts = {entry.text for here in places() for plan in here.plans for entry in plan.entries}
    actions = [
        text
        for paragraphs in cells(table_of(documents.marlhaven_housing_plan_docx()), 1)
        for text in paragraphs
    ]

    assert not texts & set(actions)


def test_the_terms_name_every_seat_of_the_board() -> None:
    text = "\n".join(
        cell.text for row in table_of(documents.marlhaven_terms_docx()).rows for cell in row.cells
    )

    for seat in places()[0].seats:
        if seat.group == "board":
            assert f"{seat.title}." in text


def test_the_workbook_has_five_outcomes_22_actions_and_16_measures() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(marlhaven_strategy_xlsx()))
    rows = book.get_sheet_by_index(0).to_python()
    header = rows.index(["Outcome", "Actions", "Lead", "Measure"])
    body = rows[header + 1 :]

    assert sum(bool(row[0]) for row in body) == 5
    assert sum(bool(row[1]) for row in body) == 22
    assert sum(str(row[3]).count("•") for row in body) == 16


@pytest.mark.parametrize("name", documents.BUILDERS)
def test_a_file_has_the_same_bytes_each_time(name: str) -> None:
    build = documents.BUILDERS[name]

    assert build() == build()


@pytest.mark.parametrize("path", sorted(CONTENT.rglob("*.toml")), ids=lambda path: path.stem)
def test_the_content_keeps_to_the_glossary(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if UNWANTED.search(line)] == []


def test_six_words_in_a_row_are_noticed() -> None:
    theirs = own_words.shingles(["The board shall meet on every second Thursday."])

    assert own_words.shared_phrases(["so the Board meets on every second Thursday"], theirs) == []
    assert own_words.shared_phrases(["so the BOARD shall meet on every day"], theirs) == [
        "the board shall meet on every"
    ]


@pytest.mark.inputs
@pytest.mark.skipif(not INPUTS_HERE, reason="the source papers are not beside the project")
def test_no_six_words_in_a_row_come_from_the_source_papers() -> None:
    theirs = own_words.shingles(own_words.paper_texts())
    ours = [
        path.read_text(encoding="utf-8") for path in CONTENT.rglob("*") if path.suffix in {".toml", ".py"}
    ]
    built = [
        paragraph.text
        for build in documents.BUILDERS.values()
        for table in docx.Document(io.BytesIO(build())).tables
        for row in table.rows
        for cell in row.cells
        for paragraph in cell.paragraphs
    ]

    assert len(theirs) > 1000
    assert own_words.shared_phrases([*ours, *built], theirs) == []
