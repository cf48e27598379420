"""Files as people make them: every word is placed or listed, and what is odd is said in a sentence."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date

import docx
import pytest
import xlsxwriter
from docx.shared import Inches

from quorate.documents.sources import read_source
from quorate.domain.imports.proposal import Proposal, ProposedEntry, unaccounted
from quorate.domain.imports.propose import propose
from quorate.domain.imports.replies import replies_to
from quorate.domain.kernel.outcomes import Refusal
from tests.samples.files import Rows, W, Wide, sheet_file, word_file, word_of_xml

HEADINGS = ("Ref", "Action", "Lead", "Target date", "Progress")


def p(*runs: str) -> str:
    """A paragraph of runs; text that is not XML becomes a run."""
    made = [r if r.startswith("<") else f"<w:r><w:t xml:space='preserve'>{r}</w:t></w:r>" for r in runs]
    return f"<w:p>{''.join(made)}</w:p>"


def tr(*cells: str, properties: str = "") -> str:
    made = [c if c.startswith("<") else p(c) for c in cells]
    return f"<w:tr>{properties}{''.join(f'<w:tc>{each}</w:tc>' for each in made)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def plan(*rows: str) -> str:
    return tbl(tr(*HEADINGS), *rows)


def inserted(text: str) -> str:
    return f"<w:ins w:id='1' w:author='x'><w:r><w:t>{text}</w:t></w:r></w:ins>"


def struck(text: str) -> str:
    return f"<w:del w:id='2' w:author='x'><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def boxed(content: str) -> str:
    return f"<w:r><w:pict><w:txbxContent>{content}</w:txbxContent></w:pict></w:r>"


def proposed(data: bytes, name: str = "plan.docx") -> Proposal:
    source = read_source(data, name)
    found = propose(source)
    assert isinstance(found, Proposal), found
    assert unaccounted(source, found) == ()
    return found


def told(proposal: Proposal) -> Counter[str]:
    spans = [*(x.span for x in proposal.placed), *(x.span for x in proposal.unplaced)]
    return Counter(word for span in spans for word in span.text.split())


def said(entry: ProposedEntry) -> tuple[str, str, list[str], list[str]]:
    return entry.code, entry.text, [x.raw for x in entry.leads], [x.raw for x in entry.targets]


def listed(proposal: Proposal) -> dict[str, str]:
    return {piece.span.text: piece.why for piece in proposal.unplaced}


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    fill(book)
    book.close()
    return out.getvalue()


def written(sheet: object, rows: list[tuple[object, ...]]) -> None:
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            sheet.write(r, c, value)  # type: ignore[attr-defined]


def test_tracked_changes_are_read_as_they_would_be_accepted_and_what_is_struck_out_is_listed() -> None:
    body = plan(
        tr("1", p("Open a ", struck("big"), inserted("small"), " helpline"), "Police", "June 2026", "Begun"),
        tr("2", *("Gone",) * 4, properties="<w:trPr><w:del w:id='5' w:author='x'/></w:trPr>"),
        tr("3", "Train", "TBC", p(struck("May 2026"), inserted("June 2027")), ""),
    )

    proposal = proposed(word_of_xml(body))

    assert [said(e) for e in proposal.entries] == [
        ("1", "Open a small helpline", ["Police"], ["June 2026"]),
        ("3", "Train", ["TBC"], ["June 2027"]),
    ]
    why = "It is text struck out by a tracked change."
    assert listed(proposal) == {"big": why, "May 2026": why, "2": why, "Gone": why}
    assert told(proposal)["Gone"] == 4


def test_text_moved_by_a_tracked_change_is_read_where_it_went() -> None:
    moved = "<w:{0} w:id='1' w:author='x'><w:r><w:t>{1}</w:t></w:r></w:{0}>"
    cell = p("Open ", moved.format("moveFrom", "elsewhere"), moved.format("moveTo", "here"))

    proposal = proposed(word_of_xml(plan(tr("1", cell, "Police", "", ""))))

    assert proposal.entries[0].text == "Open here"
    assert list(listed(proposal)) == ["elsewhere"]


def test_a_table_in_a_cell_is_part_of_that_cell() -> None:
    inner = tbl(tr("Step one", "Nobody"), tr("Step two", "Somebody"))

    (entry,) = proposed(
        word_of_xml(plan(tr("1", p("Open it") + inner + p("After"), "Police", "", "")))
    ).entries

    assert entry.text == "Open it\nStep one\nNobody\nStep two\nSomebody\nAfter"


def test_a_plan_inside_a_table_that_only_frames_it_is_a_plan() -> None:
    framed = tbl(tr(p("Our plan") + plan(tr("1", "Open it", "Police", "June 2026", "")) + p("Agreed")))

    proposal = proposed(word_of_xml(framed))

    assert [said(e) for e in proposal.entries] == [("1", "Open it", ["Police"], ["June 2026"])]
    assert set(listed(proposal)) == {"Our plan", "Agreed"}


def test_footnotes_and_endnotes_are_listed() -> None:
    mark = "<w:r><w:footnoteReference w:id='2'/></w:r>"
    notes = f"<w:footnotes {W}><w:footnote w:id='2'>{p('Subject to money')}</w:footnote></w:footnotes>"
    ends = f"<w:endnotes {W}><w:endnote w:id='2'>{p('Agreed in May')}</w:endnote></w:endnotes>"
    body = plan(tr("1", p("Open it", mark), "Police", "", ""))

    proposal = proposed(word_of_xml(body, footnotes=notes, endnotes=ends))

    assert listed(proposal) == {"Subject to money": "It is a footnote.", "Agreed in May": "It is a footnote."}


def test_page_headers_and_footers_of_both_sorts_of_file_are_listed() -> None:
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "Restricted draft 4"
    section.header.add_table(1, 1, Inches(5)).cell(0, 0).text = "Version seven"
    section.footer.paragraphs[0].text = "Page of the board"
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "Cover words"
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("Action", "Lead", "Open it", "Police"), strict=True):
        cell.text = text
    out = io.BytesIO()
    document.save(out)

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Plan")
        written(sheet, [("Action", "Lead"), ("Open it", "Police")])
        sheet.set_header('&L&"Arial,Bold"Restricted draft 4&R&D')
        sheet.set_footer("&CHouses && homes, page &P of &N")

    assert set(listed(proposed(out.getvalue()))) == {
        "Restricted draft 4", "Version seven", "Page of the board", "Cover words",
    }  # fmt: skip
    assert listed(proposed(workbook(fill), "plan.xlsx")) == {
        "Restricted draft 4": "It is a page header.",
        "Houses & homes, page of": "It is a page footer.",
    }


def test_hidden_rows_columns_and_sheets_are_read_and_said_to_be_hidden() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Plan")
        written(sheet, [(*HEADINGS[:3], "Cost"), (1, "Open it", "Police", "£5"), (2, "Train", "TBC", "")])
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(3, 3, None, None, {"hidden": True})
        old = book.add_worksheet("Old")
        written(old, [("Action", "Lead"), ("Last year's", "Nobody")])
        old.hide()
        lists = book.add_worksheet("Lists")
        written(lists, [("Red",)])
        lists.very_hidden()

    proposal = proposed(workbook(fill), "plan.xlsx")

    assert [e.text for e in proposal.entries] == ["Open it", "Train"]
    (flag,) = proposal.entries[1].flags
    assert flag.sentence == "This row is hidden in the file. Does it belong to the plan?"
    assert replies_to(proposal.entries[1], flag).may_leave_out
    assert listed(proposal)["Last year's"] == "It is on a hidden sheet."
    assert listed(proposal)["Red"] == "It is on a hidden sheet."
    assert proposal.warnings == (
        "Column D is hidden in the sheet “Plan”. What stands there was read all the same.",
    )


def test_a_workbook_whose_only_plan_is_hidden_is_read() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        written(book.add_worksheet("Cover"), [("Welcome",)])
        hidden = book.add_worksheet("Plan")
        written(hidden, [("Action", "Lead"), ("Open it", "Police")])
        hidden.hide()

    assert [e.text for e in proposed(workbook(fill), "plan.xlsx").entries] == ["Open it"]


def without_values(data: bytes) -> bytes:
    """The workbook as a program leaves it that writes formulas and never works them out."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            after.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", before.read(name)))
    return out.getvalue()


def test_formulas_that_were_never_worked_out_stand_for_themselves_and_are_said_to() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Plan")
        written(
            sheet, [HEADINGS[:4], (1, "Open it", "Police", "=DATE(2026,6,30)"), (2, "=B9&C9", "TBC", "=D2")]
        )

    proposal = proposed(without_values(workbook(fill)), "plan.xlsx")

    assert [said(e) for e in proposal.entries] == [
        ("1", "Open it", ["Police"], ["=DATE(2026,6,30)"]),
        ("2", "=B9&C9", ["TBC"], ["=D2"]),
    ]
    assert proposal.warnings == (
        "3 cells of the sheet “Plan” hold a formula that was never worked out (D2, B3, D3). "
        "Open the file in Excel, save it and upload it again.",
    )


def test_formulas_with_values_are_their_values() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Plan")
        written(sheet, [("Action", "Lead"), ("", "Police")])
        sheet.write_formula(1, 0, '="Open "&"it"', None, "Open it")

    proposal = proposed(workbook(fill), "plan.xlsx")

    assert [e.text for e in proposal.entries] == ["Open it"]
    assert proposal.warnings == ()


def test_a_date_left_as_a_number_is_taken_for_its_day_and_asked_about() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Plan")
        written(sheet, [HEADINGS[:4], (1, "Open it", "Police", 46203), (2, "Train", "TBC", "")])
        sheet.write(2, 3, 46203, book.add_format({"num_format": "dd/mm/yyyy"}))

    first, second = proposed(workbook(fill), "plan.xlsx").entries

    assert [e.targets[0].on for e in (first, second)] == [date(2026, 6, 30)] * 2
    assert [f.sentence for f in first.flags] == ["“46203” was taken for 30 June 2026, as Excel counts days."]
    assert second.flags == ()


MERGED: Rows = [
    [Wide("Ref", rows=2), Wide("Action", rows=2), Wide("Delivery", columns=2), Wide("Update", rows=2)],
    ["", "", "Lead", "Target date", ""],
    ["1", "Open it", "Police", "June 2026", "Begun"],
    ["2", "Train", "TBC", "May 2027", ""],
]
IN_SHEET: Rows = [[*MERGED[0][:3], "", MERGED[0][3]], *MERGED[1:]]


@pytest.mark.parametrize(
    ("data", "name"),
    [(word_file(MERGED), "plan.docx"), (sheet_file(IN_SHEET), "plan.xlsx")],
    ids=["word", "excel"],
)
def test_column_headings_over_two_rows_are_one_header(data: bytes, name: str) -> None:
    proposal = proposed(data, name)

    assert [said(e) for e in proposal.entries] == [
        ("1", "Open it", ["Police"], ["June 2026"]),
        ("2", "Train", ["TBC"], ["May 2027"]),
    ]
    assert proposal.entries[0].progress == "Begun"
    assert proposal.unplaced == ()


def test_a_first_row_of_entries_is_no_second_row_of_headings() -> None:
    rows: Rows = [
        [Wide("Action", columns=2), "Lead"],
        ["1", "Open it", "Police"],
        ["2", "Lead", "Council"],
    ]

    entries = proposed(word_file(rows)).entries

    assert [(e.code, e.text, e.leads[0].raw) for e in entries] == [
        ("1", "Open it", "Police"),
        ("2", "Lead", "Council"),
    ]


def test_words_in_two_cells_under_one_heading_are_one_entry() -> None:
    rows: Rows = [[Wide("Action", columns=2), "Lead"], ["Open it", "in every ward", "Police"]]

    assert [e.text for e in proposed(word_file(rows)).entries] == ["Open it\nin every ward"]


def test_two_plans_in_one_file_are_said_to_be_read_as_one() -> None:
    housing: Rows = [["Ref", "Action", "Lead"], ["1", "Fit locks", "Housing"]]
    health: Rows = [["Ref", "Recommendation", "Progress"], ["1", "Ask patients", "Begun"]]
    told_so = "are read as one: leave out what is not."

    word = proposed(word_file("# Housing plan", housing, "# Health plan", health))
    excel = proposed(sheet_file(housing, name="Housing", more={"Health": health}), "plan.xlsx")

    assert [e.text for e in word.entries] == [e.text for e in excel.entries] == ["Fit locks", "Ask patients"]
    assert word.warnings == (
        f"Tables that look like a plan stand under “Housing plan” and “Health plan”. They {told_so}",
    )
    assert (
        excel.warnings[0]
        == f"Tables that look like a plan stand under “Housing” and “Health”. They {told_so}"
    )


def test_text_boxes_in_and_around_the_table_are_listed() -> None:
    inner = plan(tr("9", "Boxed action", "Police", "", ""))
    body = p("Before", boxed(p("Beside"))) + plan(tr("1", p("Open it", boxed(p("Within"))), "Police", "", ""))

    proposal = proposed(word_of_xml(body + p(boxed(inner))))

    assert [e.text for e in proposal.entries] == ["Open it"]
    assert {"Beside", "Within", "Boxed action"} <= set(listed(proposal))
    assert listed(proposal)["Boxed action"] == "It is a text box."


def test_hidden_text_and_picture_characters_and_characters_without_width() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>between us</w:t></w:r>"
    tick = "<w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>"
    cell = p("Open\u200b it\u202e", hidden, " ", tick)

    proposal = proposed(word_of_xml(plan(tr("1", cell, "Police", "", ""))))

    assert proposal.entries[0].text == "Open it ✓"
    assert listed(proposal) == {"between us": "It is hidden text."}


@pytest.mark.parametrize("make", [word_file, sheet_file])
def test_a_table_of_headings_alone_is_refused_in_a_sentence(make: Callable[[Rows], bytes]) -> None:
    name = "plan.docx" if make is word_file else "plan.xlsx"

    refused = propose(read_source(make([list(HEADINGS)]), name))

    assert isinstance(refused, Refusal)
    assert (refused.code, refused.sentence) == (
        "imports.no_rows",
        f"The plan’s table in “{name}” has column headings and no rows.",
    )
