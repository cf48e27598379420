"""What a paper's file is, whatever its name says, and which are not kept."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.meetings.paper_files import MOST_BYTES, kind_of, refusal_to_keep, said_name

PDF = b"%PDF-1.7\n%made for a test\n"


def office_file(part: str, *extra: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in ("[Content_Types].xml", part, *extra):
            archive.writestr(name, "<x/>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (PDF, "pdf"),
        (office_file("word/document.xml"), "docx"),
        (office_file("xl/workbook.xml"), "xlsx"),
        (office_file("ppt/presentation.xml"), "pptx"),
        ("Minutes – agreed".encode(), "txt"),
    ],
)
def test_a_file_is_what_its_bytes_say_whatever_its_name(data, ending):
    assert refusal_to_keep(data) is None
    assert refusal_to_keep(data, f"agenda.{ending}") is None
    assert said_name("agenda.exe", data)[0] == f"agenda.{ending}"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "papers.no_file"),
        (b"MZ\x90\x00\x03", "papers.kind"),
        (b"<html><script>alert(1)</script></html>", "papers.kind"),
        (b"<?xml version='1.0'?><svg/>", "papers.kind"),
        (office_file("content.xml"), "papers.kind"),
        (b"PK\x03\x04 not an archive", "papers.kind"),
        (b"\x89PNG\r\n\x1a\n\x00", "papers.kind"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600, "papers.locked_or_old"),
        (office_file("word/document.xml", "word/vbaProject.bin"), "papers.has_macros"),
        (b"a" * (MOST_BYTES + 1), "papers.too_large"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_the_file_field(data, code):
    refusal = refusal_to_keep(data)

    assert refusal is not None
    assert (refusal.code, refusal.field) == (code, "file")


@given(st.text(max_size=200))
def test_a_kept_name_never_leads_out_of_its_folder_nor_is_empty(name):
    kept, _ = said_name(name, PDF)

    assert kept.endswith(".pdf")
    assert len(kept) > len(".pdf")
    assert not set(kept) & set("/\\\x00\n\r")


@pytest.mark.parametrize("name", ["prog.exe", "Minutes.md", "figures.CSV", "Plan.docx.js", "old.doc"])
def test_a_name_that_ends_as_no_paper_does_is_refused_whatever_it_holds(name):
    for data in (b"Minutes as agreed", PDF, office_file("word/document.xml")):
        refusal = refusal_to_keep(data, name)
        assert (refusal.code, refusal.field) == ("papers.ending", "file")
        assert f"ends in .{name.rpartition('.')[2]}," in refusal.sentence


@pytest.mark.parametrize("name", ["Minutes", "Plan v1.2", "Paper 3. Housing need", "a.b.", ""])
def test_a_stop_in_a_title_is_no_ending(name):
    assert refusal_to_keep(PDF, name) is None


@given(st.binary(max_size=300))
def test_any_bytes_are_kept_or_refused_without_a_fault(data):
    assert (refusal_to_keep(data) is None) == (bool(data) and kind_of(data) is not None)


@pytest.mark.parametrize("name", ["Minutes.docx", "Minutes.PDF", "Minutes.pptx"])
def test_a_file_that_is_not_what_its_name_ends_as_is_refused_with_both_kinds_named(name):
    refusal = refusal_to_keep(b"Minutes as agreed", name)

    assert refusal is not None
    assert (refusal.code, refusal.field) == ("papers.not_what_it_says", "file")
    assert "it is plain text, not a" in refusal.sentence
