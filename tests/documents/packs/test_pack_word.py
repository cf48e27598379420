import io
import re
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from quorate.documents.word.pack import render_pack_docx
from quorate.documents.word.writing import clean
from quorate.domain.packs import wording
from quorate.domain.packs.content import OutcomeSummary, PlanSummary, Standing, StandingCount
from tests.documents.packs import samples
from tests.needs import needs


@pytest.fixture(scope="module")
def made():
    return render_pack_docx(samples.full_pack())


@pytest.fixture(scope="module")
def reread(made):
    return Document(io.BytesIO(made))


def all_text(document) -> str:
    return "\n".join(
        "".join(each.text or "" for each in block.iter(qn("w:t")))
        for block in document.element.iter(qn("w:p"))
    )


def test_headings_are_real_and_in_order(reread):
    levels = [int(each.style.name[-1]) for each in reread.paragraphs if each.style.name.startswith("Heading")]
    titles = [each.text for each in reread.paragraphs if each.style.name == "Heading 2"]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert titles == [
        "Agenda",
        "What the board is asked to do",
        "Timetable of this meeting",
        "The plan, by outcome",
        "What is off track or waiting",
        "Papers",
        "Data notes",
        "Structure",
        "Strategy work plan",
    ]


def test_every_table_s_first_row_repeats_and_no_other_does(reread):
    assert len(reread.tables) == 6
    for table in reread.tables:
        marks = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
        assert marks[0]
        assert not any(marks[1:])


def test_language_is_british_everywhere(made, reread):
    marks = [each.get(qn("w:val")) for each in reread.styles.element.iter(qn("w:lang"))]

    assert marks
    assert set(marks) == {"en-GB"}
    assert reread.core_properties.language == "en-GB"


def test_properties_say_title_author_and_the_one_date(reread):
    properties = reread.core_properties

    assert properties.title == "Strategic partnership board: board pack, 14 January 2027"
    assert properties.author == "Marlhaven Domestic Abuse Partnership"
    assert properties.created == properties.modified == samples.MADE_AT


def test_there_are_no_text_boxes_and_no_borrowed_thumbnail(made):
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        body = parts.read("word/document.xml").decode()
        names = parts.namelist()

    assert "txbxContent" not in body
    assert not any("thumbnail" in each for each in names)


def test_the_foot_counts_pages_by_fields(reread):
    foot = reread.sections[0].footer
    codes = [each.text.strip() for each in foot._element.iter(qn("w:instrText"))]

    assert codes == ["PAGE", "NUMPAGES"]
    assert "OFFICIAL" in foot.paragraphs[0].text
    assert all(section.footer.is_linked_to_previous for section in list(reread.sections)[1:])


def test_contents_link_to_every_section(reread):
    links = {
        each.get(qn("w:anchor")): "".join(t.text for t in each.iter(qn("w:t")))
        for each in reread.element.iter(qn("w:hyperlink"))
    }
    marks = {each.get(qn("w:name")) for each in reread.element.iter(qn("w:bookmarkStart"))}
    ids = [each.get(qn("w:id")) for each in reread.element.iter(qn("w:bookmarkStart"))]

    assert list(links.values()) == [each.text for each in reread.paragraphs if each.style.name == "Heading 2"]
    assert set(links) <= marks
    assert len(set(ids)) == len(ids)


def test_a_long_update_stands_whole_once_and_its_cell_leads_there():
    pack = samples.with_long_updates()
    document = Document(io.BytesIO(render_pack_docx(pack)))
    text = all_text(document)
    links = {
        "".join(t.text for t in each.iter(qn("w:t"))): each.get(qn("w:anchor"))
        for each in document.tables[-1]._tbl.iter(qn("w:hyperlink"))
    }
    marks = {
        each.get(qn("w:name")): "".join(t.text for t in each.getparent().iter(qn("w:t")))
        for each in document.element.iter(qn("w:bookmarkStart"))
    }

    assert text.count("Sheet ends.") == text.count("Note ends.") == 1
    assert {words: marks[to] for words, to in links.items()} == {
        "(in full at 5.1 in “What is off track or waiting”)": f"5.1 {pack.exceptions[0].text}",
        "(in full at 5.2 in “Long updates”, below this table)": "5.2, Progress",
    }


def test_contents_promise_no_page_that_only_the_word_program_knows(reread):
    codes = [each.text.split() for each in reread.element.body.iter(qn("w:instrText"))]
    entries = [each for each in reread.paragraphs if each.style.name == "Contents"]
    words = [each.text for each in reread.paragraphs if each.style.name == "Heading 2"]

    assert codes == [["TOC", "\\o", '"2-2"', "\\h", "\\n", "\\z"]]
    assert [each.text for each in entries] == words
    assert len(reread.styles["Contents"].paragraph_format.tab_stops) == 0
    assert not list(reread.element.iter(qn("w:tab")))


def test_the_foot_of_a_restricted_edition_says_so():
    pack = replace(samples.full_pack(), edition="restricted edition")
    foot = Document(io.BytesIO(render_pack_docx(pack))).sections[0].footer

    assert "OFFICIAL, Restricted edition, for named people only" in foot.paragraphs[0].text


@pytest.mark.parametrize("many", [1, 5, 9])
def test_the_outcome_has_room_however_many_standings_there_are(many):
    counts = tuple(StandingCount(each, 2) for each in list(Standing)[:many])
    plan = PlanSummary("Plan", date(2027, 1, 4), (OutcomeSummary("Victims come first", counts),))
    pack = replace(samples.empty_pack(), plans=(plan,))

    (table,) = Document(io.BytesIO(render_pack_docx(pack))).tables

    widths = [int(each.get(qn("w:w"))) / 1440 * 25.4 for each in table._tbl.tblGrid]
    assert len(widths) == many + 2
    assert widths[0] >= 35
    assert sum(widths) == pytest.approx(168, abs=0.5)


@pytest.mark.parametrize(("outcomes", "is_kept"), [(5, True), (60, False)])
def test_a_short_table_by_outcome_is_kept_on_one_page(outcomes, is_kept):
    counts = (StandingCount(Standing.ON_TRACK, 2),)
    found = tuple(OutcomeSummary(f"Outcome {n}", counts) for n in range(outcomes))
    pack = replace(samples.empty_pack(), plans=(PlanSummary("Plan", date(2027, 1, 4), found),))

    (table,) = Document(io.BytesIO(render_pack_docx(pack))).tables

    stays = [
        all(p.paragraph_format.keep_with_next for cell in row.cells for p in cell.paragraphs)
        for row in table.rows
    ]
    assert stays == [*[is_kept] * (outcomes + 1), False]


def test_the_action_table_comes_back_in_the_board_s_own_shape(reread):
    wanted = samples.full_pack().tables[0]
    table = reread.tables[-1]

    assert [cell.text for cell in table.rows[0].cells] == list(wanted.headings)
    assert len(table.rows) == len(wanted.rows) + 1
    for row, source in zip(table.rows[1:], wanted.rows, strict=True):
        texts = [cell.text for cell in row.cells]
        assert texts == (list(source.cells) * len(wanted.headings) if source.spans else list(source.cells))


def test_the_action_table_lies_on_its_side(reread):
    widths = [section.page_width > section.page_height for section in reread.sections]

    assert widths == [False, True]


def test_every_agenda_item_and_exception_is_in_the_text(reread):
    text = all_text(reread)

    for line in samples.full_pack().agenda:
        assert line.title in text
        assert line.ask in text
    for sheet in samples.full_pack().exceptions:
        assert sheet.text in text
        assert wording.standing_tag(sheet) in text


def test_empty_sections_say_so():
    text = all_text(Document(io.BytesIO(render_pack_docx(samples.empty_pack()))))

    for sentence in (
        wording.NO_AGENDA,
        wording.NOTHING_ASKED,
        wording.NO_TIMETABLE,
        wording.NO_WAIVERS,
        wording.NO_PLANS,
        wording.NO_EXCEPTIONS,
        wording.NO_PAPERS,
        wording.NO_NOTES,
    ):
        assert sentence in text


def test_what_looks_like_a_template_is_written_as_it_stands():
    text = "{{7*7}} <w:t>&amp; MERGEFIELD =1+1"

    assert all_text(Document(io.BytesIO(render_pack_docx(samples.with_text(text))))).count(text) >= 10


@settings(max_examples=8, deadline=None)
@given(st.text(min_size=1, max_size=300))
def test_no_text_whatever_stops_the_word_pack(text):
    made = Document(io.BytesIO(render_pack_docx(samples.with_text(text))))

    for line in clean(text).split("\n"):
        assert re.sub(r"\s", "", line) in re.sub(r"\s", "", all_text(made))


def test_the_same_content_gives_the_same_bytes(made):
    assert render_pack_docx(samples.full_pack()) == made


@pytest.mark.office
def test_an_office_program_opens_the_pack_with_every_heading(made, tmp_path):
    source = tmp_path / "pack.docx"
    source.write_bytes(made)
    command = [needs("soffice"), f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--headless"]

    subprocess.run(
        [*command, "--convert-to", "docx:MS Word 2007 XML", "--outdir", tmp_path / "again", source],
        check=True,
        capture_output=True,
        timeout=120,
    )

    again = Document(str(tmp_path / "again" / "pack.docx"))
    first = Document(io.BytesIO(made))
    headings = [
        [p.text for p in each.paragraphs if p.style.name.startswith("Heading")] for each in (first, again)
    ]
    assert headings[0] == headings[1]
    assert [len(each.tables) for each in (first, again)] == [6, 6]


def facts_of(exceptions) -> list:
    """The paragraph of facts under the heading of each exception."""
    pack = replace(samples.full_pack(6), exceptions=tuple(exceptions))
    document = Document(io.BytesIO(render_pack_docx(pack)))
    return [p for p in document.paragraphs if p.text.startswith("Standing: ")]


def test_an_exception_is_kept_together_to_its_last_line():
    found = facts_of(samples.many_exceptions().exceptions)

    assert len(found) == 24
    assert all("is known to be the end of its sheet." in p.text for p in found)
    assert all(p.paragraph_format.keep_together for p in found)


def test_an_exception_longer_than_a_page_may_break():
    (long,) = facts_of([replace(samples.EXCEPTIONS[0], latest="Words without end. " * 700)])

    assert long.paragraph_format.keep_together is None


@pytest.mark.office
def test_an_exception_stands_on_one_page_when_set(tmp_path):
    source = tmp_path / "pack.docx"
    source.write_bytes(render_pack_docx(samples.many_exceptions()))
    command = [needs("soffice"), f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", tmp_path, source],
        check=True,
        capture_output=True,
        timeout=120,
    )
    said = subprocess.run(
        [needs("pdftotext"), tmp_path / "pack.pdf", "-"], check=True, capture_output=True, text=True
    )
    pages = [" ".join(page.split()) for page in said.stdout.split("\f")]

    begins = [n for k in range(24) for n, page in enumerate(pages) if re.search(rf"\bE{k:02} [A-Z]", page)]
    ends = [n for k in range(24) for n, page in enumerate(pages) if f"holds up E{k:02} is" in page]
    assert len(begins) == 24
    assert len(set(begins)) > 3
    assert begins == ends
