"""No word that a reader can see is lost between the file and the source."""

import io
from datetime import date, datetime

import xlsxwriter

from quorate.documents.sources import read_source
from quorate.documents.word.reading import read_word
from quorate.domain.imports.source import BlockKind, SourceDocument
from tests.samples.files import W, Wide, sheet_file, word_file, word_of_xml


def p(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def blocks(source: SourceDocument) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for block in source.blocks]


def first_cell(body: str) -> tuple[str, ...]:
    source = read_word(word_of_xml(f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"), "a.docx")
    return source.tables[0].rows[0].cells[0].paragraphs


def test_inserted_text_is_read_and_deleted_text_kept_apart() -> None:
    source = read_word(
        word_of_xml(
            "<w:p><w:r><w:t xml:space='preserve'>Fund </w:t></w:r><w:ins><w:r><w:t>two</w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>one</w:delText></w:r></w:del>"
            "<w:r><w:t xml:space='preserve'> posts</w:t></w:r></w:p>"
        ),
        "a.docx",
    )

    assert blocks(source) == [(BlockKind.PARAGRAPH, "Fund two posts"), (BlockKind.DELETED, "one")]


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{p('In a box')}</w:txbxContent>"
    twice = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    both = f"<mc:AlternateContent>{twice}</mc:AlternateContent>"

    source = read_word(word_of_xml(f"<w:p><w:r><w:t>Outside</w:t></w:r><w:r>{both}</w:r></w:p>"), "a.docx")

    assert blocks(source) == [(BlockKind.PARAGRAPH, "Outside"), (BlockKind.TEXT_BOX, "In a box")]


def test_page_headers_footnotes_and_comments_are_read() -> None:
    source = read_word(
        word_of_xml(
            p("Body"),
            header1=f"<w:hdr {W}>{p('At the top')}</w:hdr>",
            footnotes=f"<w:footnotes {W}><w:footnote>{p('A note')}</w:footnote></w:footnotes>",
            comments=f"<w:comments {W}><w:comment>{p('Really?')}</w:comment></w:comments>",
        ),
        "a.docx",
    )

    assert blocks(source) == [
        (BlockKind.PARAGRAPH, "Body"),
        (BlockKind.HEADER, "At the top"),
        (BlockKind.FOOTNOTE, "A note"),
        (BlockKind.COMMENT, "Really?"),
    ]


def test_content_controls_links_breaks_and_special_hyphens_are_read() -> None:
    assert first_cell(
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>In a control</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:p><w:hyperlink><w:r><w:t>A link</w:t><w:br/><w:t>below</w:t></w:r></w:hyperlink></w:p>"
        "<w:p><w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>ordinate</w:t></w:r></w:p>"
    ) == ("In a control", "A link", "below", "co-ordinate")


def test_field_codes_are_not_words() -> None:
    assert first_cell("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r></w:p>") == (
        "3",
    )


def test_a_table_in_a_cell_is_read_as_its_paragraphs() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p('Inner one')}</w:tc><w:tc>{p('Inner two')}</w:tc></w:tr></w:tbl>"

    assert first_cell(p("Outer") + inner + p("After")) == ("Outer", "Inner one", "Inner two", "After")


def test_numbers_that_word_puts_before_paragraphs_are_read() -> None:
    numbering = (
        f"<w:numbering {W}><w:abstractNum w:abstractNumId='7'><w:lvl w:ilvl='0'><w:start w:val='1'/>"
        "<w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl><w:lvl w:ilvl='1'><w:start w:val='1'/>"
        "<w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%1%2)'/></w:lvl></w:abstractNum>"
        "<w:num w:numId='3'><w:abstractNumId w:val='7'/></w:num></w:numbering>"
    )

    def listed(level: int) -> str:
        return f"<w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='3'/></w:numPr></w:pPr>"

    body = p("First", listed(0)) + p("Under", listed(1)) + p("Also", listed(1)) + p("Second", listed(0))
    body += p("Under again", listed(1))

    source = read_word(word_of_xml(body, numbering=numbering), "a.docx")

    assert [b.text for b in source.blocks] == [
        "1. First", "1a) Under", "1b) Also", "2. Second", "2a) Under again",
    ]  # fmt: skip


def test_merged_cells_keep_their_place_and_reach() -> None:
    table = read_source(
        word_file([[Wide("Down", rows=2), "b", "c"], ["", "e", "f"], [Wide("Across", columns=3)]]), "a.docx"
    ).tables[0]

    down, across = table.rows[0].cells[0], table.rows[2].cells[0]
    assert (down.text, down.rows, table.rows[1].cells[0].continues) == ("Down", 2, True)
    assert (across.text, across.columns) == ("Across", 3)
    assert table.place(2, 3) == "table 1, row 2, column 3"


def test_sheets_give_dates_numbers_and_line_breaks_as_shown() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Plan")
    sheet.write_datetime(0, 0, datetime(2020, 3, 1), book.add_format({"num_format": "mmm-yy"}))
    sheet.write_datetime(1, 0, datetime(2020, 3, 1), book.add_format({"num_format": "dd/mm/yyyy"}))
    sheet.write(2, 0, 12.0)
    sheet.write(3, 0, "one\n\ntwo")
    sheet.write_comment(3, 0, "Who says?")
    sheet.insert_textbox(5, 5, "In a box")
    book.close()

    source = read_source(out.getvalue(), "a.xlsx")

    assert [row.cells[0].paragraphs for row in source.tables[0].rows] == [
        ("March 2020",), ("1 March 2020",), ("12",), ("one", "two"),
    ]  # fmt: skip
    assert ("text box", "In a box") in [(b.kind.value, b.text) for b in source.blocks]
    assert any("Who says?" in b.text for b in source.blocks)


def test_every_sheet_is_a_table() -> None:
    source = read_source(sheet_file([["Action"]], name="One", more={"Two": [["x"]]}), "a.xlsx")

    assert [table.name for table in source.tables] == ["sheet One", "sheet Two"]
    assert source.tables[1].place(1, 28) == "sheet Two, cell AB1"


def test_dates_are_written_in_full() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"default_date_format": "dd/mm/yyyy"})
    book.add_worksheet().write_datetime(0, 0, date(2021, 12, 25))
    book.close()

    assert read_source(out.getvalue(), "a.xlsx").tables[0].rows[0].cells[0].text == "25 December 2021"
