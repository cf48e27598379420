"""What is made to be held in the hand: the pack in large print, and the sign-in sheet."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pikepdf
import pytest

from quorate.documents.pdf.large import LEAST, render_large
from quorate.documents.pdf.sheet import render_sheet
from quorate.domain.packs import wording
from quorate.domain.packs.frozen import NotReadableError
from quorate.domain.packs.sheet import NOTE, SheetContent, SheetLine
from tests.documents.packs import samples
from tests.documents.packs.checking import faults
from tests.documents.packs.test_pack_pdf import squeezed, text_of

SHEET = SheetContent(
    partnership="Marlhaven Domestic Abuse Partnership",
    group="Strategic partnership board",
    meeting_on=date(2027, 1, 14),
    made_at=datetime(2027, 1, 5, tzinfo=UTC),
    starts_at=time(10),
    place="Committee room 2",
    lines=(
        SheetLine("Superintendent", "Police seat", "Police", "Coming"),
        SheetLine("Willow", "Lived experience", "", "No answer"),
    ),
)


@pytest.fixture(scope="module")
def large():
    return render_large(samples.full_pack())


def letters_of(data: bytes) -> set[float]:
    """The sizes text is set in, in points; the typesetter scales nothing."""
    with pikepdf.open(io.BytesIO(data)) as book:
        return {
            float(operands[1])
            for page in book.pages
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "Tf"
        }


def test_nothing_in_large_print_is_smaller_than_eighteen_points_its_foot_included(large):
    assert min(letters_of(large)) >= LEAST
    assert min(letters_of(render_large(samples.with_long_updates()))) >= LEAST


@pytest.mark.parametrize("pack", [samples.full_pack(), samples.empty_pack(), samples.with_long_updates()])
def test_large_print_has_no_faults_of_accessibility(pack):
    assert faults(render_large(pack)) == []


def test_large_print_says_what_it_is_on_its_first_page_and_what_it_holds_on_its_second(large):
    first, second, third = text_of(large).split("\f")[:3]

    assert "It shows what was recorded by" in first
    assert "In this pack" not in first
    assert second.startswith("In this pack")
    assert third.startswith("Agenda")


def test_large_print_says_all_that_the_pack_says(large):
    text = squeezed(text_of(large))
    pack = samples.full_pack()

    for line in pack.agenda:
        assert squeezed(line.title) in text
        assert squeezed(line.ask) in text
        assert all(squeezed(paper) in text for paper in line.papers)
    for duty in pack.timetable:
        assert squeezed(duty.what) in text
        assert squeezed(duty.working) in text
    for sheet in pack.exceptions:
        assert squeezed(sheet.text) in text
        assert all(squeezed(words) in text for _, words in wording.exception_facts(sheet))
    for plan in pack.plans:
        assert all(squeezed(outcome.name) in text for outcome in plan.outcomes)
    for row in pack.tables[0].rows:
        for paragraph in "\n".join(row.cells).split("\n"):
            assert squeezed(paragraph) in text
    for group in pack.structure.groups:
        assert squeezed(group.name) in text
        assert all(squeezed(said) in text for said in group.says)
    for said in (*pack.waivers, *pack.data_notes, pack.headline, pack.neutral_line):
        assert squeezed(said) in text


def test_a_cell_too_long_for_the_table_stands_whole_in_large_print():
    text = squeezed(text_of(render_large(samples.with_long_updates())))

    assert "Sheetends." in text
    assert "Noteends." in text


def test_an_empty_pack_in_large_print_says_that_each_part_is_empty():
    text = squeezed(text_of(render_large(samples.empty_pack())))

    for sentence in (wording.NO_AGENDA, wording.NOTHING_ASKED, wording.NO_PLANS, wording.NO_PAPERS):
        assert squeezed(sentence) in text


def test_the_same_content_gives_the_same_bytes():
    assert render_large(samples.full_pack(6)) == render_large(samples.full_pack(6))
    assert render_sheet(SHEET) == render_sheet(SHEET)


def test_a_sign_in_sheet_has_a_line_for_each_name_and_blank_ones():
    text = text_of(render_sheet(SHEET))

    for words in ("Superintendent", "Police seat, Police", "Coming", "Willow", NOTE, "Committee room 2"):
        assert squeezed(words) in squeezed(text)
    assert [n for n in range(1, 12) if f"\n{n}" in text] == list(range(1, 11))


@pytest.mark.parametrize("lines", [(), SHEET.lines * 20])
def test_a_sign_in_sheet_of_any_length_has_no_faults_of_accessibility(lines):
    assert faults(render_sheet(replace(SHEET, lines=lines))) == []


def test_a_sheet_is_read_back_as_it_was_kept_and_nothing_else_is_read_as_one():
    assert SheetContent.from_json(SHEET.to_json()) == SHEET
    with pytest.raises(NotReadableError):
        SheetContent.from_json({**SHEET.to_json(), "kind": "pack"})
