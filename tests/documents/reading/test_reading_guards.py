"""What is refused before it is opened, in little time and memory."""

import contextlib
import io
import json
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quorate.documents.guards import Office, RefusedFileError, check_office_file, refusal_to_read
from quorate.documents.sources import read_source
from tests.samples.files import CONTENT_TYPES, W, archive, sheet_file, word_file
from tests.samples.plans import strategy_file, tracker_file

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


def code_of(data: bytes, name: str = "plan.docx") -> str:
    refusal = refusal_to_read(data, name)
    return refusal.code if refusal else ""


def utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def test_word_and_excel_are_known_by_their_bytes_and_not_their_names() -> None:
    assert check_office_file(word_file("Hello"), "plan.xlsx") is Office.WORD
    assert check_office_file(sheet_file([["Hello"]]), "plan.docx") is Office.EXCEL


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"{\\rtf1 hello}", "is a rich text file"),
        (b"<html><body>", "is a web page"),
        (b"MZ\x90\x00", "is not a Word or Excel file"),
        (b"\x89PNG\r\n", "is not a Word or Excel file"),
    ],
    ids=["pdf", "rtf", "html", "program", "picture"],
)
def test_other_files_are_refused_whatever_their_name(data: bytes, says: str) -> None:
    refusal = refusal_to_read(data, "plan.docx")

    assert refusal is not None
    assert refusal.code == "imports.not_an_office_file"
    assert says in refusal.sentence


def test_another_kind_of_archive_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("content.xml", "<office/>")
    refusal = refusal_to_read(out.getvalue(), "plan.docx")

    assert refusal is not None
    assert "OpenDocument" in refusal.sentence


def test_an_empty_file_says_so() -> None:
    assert code_of(b"") == "imports.empty_file"


def test_a_locked_file_says_that_it_has_a_password() -> None:
    refusal = refusal_to_read(OLE + utf16("EncryptedPackage") + bytes(900), "plan.docx")

    assert refusal is not None
    assert refusal.code == "imports.password_protected"
    assert "password" in refusal.sentence


@pytest.mark.parametrize(("stream", "kind"), [("WordDocument", "Word"), ("Workbook", "Excel")])
def test_files_of_before_2007_say_what_to_save_them_as(stream: str, kind: str) -> None:
    refusal = refusal_to_read(OLE + utf16(stream) + bytes(900), "plan.doc")

    assert refusal is not None
    assert refusal.code == "imports.old_office_file"
    assert kind in refusal.cure


def test_macros_are_refused() -> None:
    assert code_of(archive({"word/vbaProject.bin": b"\0"})) == "imports.has_macros"


def test_a_truncated_file_is_damaged() -> None:
    assert code_of(word_file("Hello")[:-200]) == "imports.damaged_file"


def test_two_parts_of_one_name_are_damage() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("[Content_Types].xml", CONTENT_TYPES)
        made.writestr("word/document.xml", f"<w:document {W}/>")
        made.writestr("Word/Document.xml", f"<w:document {W}/>")

    assert code_of(out.getvalue()) == "imports.damaged_file"


def test_too_many_parts_are_refused() -> None:
    assert code_of(archive({f"word/media/{n}": b"" for n in range(2_001)})) == "imports.too_many_parts"


def test_what_unpacks_to_too_much_is_refused() -> None:
    assert code_of(archive({"word/media/a.bin": bytes(101 * 1024 * 1024)})) == "imports.unpacks_too_large"


def test_what_packs_too_densely_is_refused() -> None:
    assert code_of(archive({"word/media/a.bin": bytes(6 * 1024 * 1024)})) == "imports.unpacks_too_large"


def test_a_short_plan_that_repeats_itself_is_not_a_bomb() -> None:
    rows = [["Action", "Lead"], *[["Fund it", "Police"]] * 2_000]

    assert code_of(sheet_file(rows)) == ""


def test_a_header_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(archive({"word/media/a.bin": bytes(3 * 1024 * 1024)}))
    true_size = struct.pack("<I", 3 * 1024 * 1024)
    while (at := data.find(true_size)) >= 0:
        data[at : at + 4] = struct.pack("<I", 10)

    assert code_of(bytes(data)) == "imports.unpacks_too_large"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/footnotes.xml", "customXml/item1.bin", "word/_rels/a.rels"]
)
def test_a_document_type_in_any_part_is_refused_and_never_fetched(
    part: str, encoding: str, tmp_path: Path
) -> None:
    canary = tmp_path / "canary.txt"
    canary.write_text("canary")
    xml = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY c SYSTEM "{canary.as_uri()}">]>'
        f"<w:document {W}><w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>"
    )
    data = archive({part: xml.encode(encoding)})

    assert code_of(data) == "imports.external_entities"
    with pytest.raises(RefusedFileError):
        read_source(data, "plan.docx")


def test_a_document_type_behind_a_long_blank_is_refused() -> None:
    xml = " " * 600_000 + f"<!DOCTYPE x><w:document {W}/>"

    assert code_of(archive({"word/document.xml": xml})) == "imports.external_entities"


def test_entities_that_multiply_are_refused() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    xml = f'<!DOCTYPE x [<!ENTITY e0 "ha">{levels}]><x>&e11;</x>'

    assert code_of(archive({"word/document.xml": xml})) == "imports.external_entities"


def test_xml_that_is_not_well_formed_is_damage() -> None:
    assert code_of(archive({"word/document.xml": f"<w:document {W}><w:body>"})) == "imports.damaged_file"


def sheet_xml(rows: int, *, cells: str = '<c t="inlineStr"><is><t>x</t></is></c>') -> bytes:
    sheet = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return archive(
        {"xl/worksheets/sheet1.xml": sheet + f"<row>{cells}</row>" * rows + "</sheetData></worksheet>"},
        kind="excel",
    )


def word_rows(rows: int) -> bytes:
    row = "<w:tr>" + "<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>" * 3 + "</w:tr>"
    document = f"<w:document {W}><w:body><w:tbl>{row * rows}</w:tbl></w:body></w:document>"
    padding = bytes(range(256)) * 600
    return archive({"word/document.xml": document, "word/media/a.bin": padding})


def test_50_000_rows_are_allowed_and_one_more_is_not() -> None:
    assert code_of(_less_dense(sheet_xml(50_000))) == ""
    assert code_of(_less_dense(sheet_xml(50_001))) == "imports.too_many_rows"


def test_blank_rows_of_a_sheet_do_not_count() -> None:
    assert code_of(_less_dense(sheet_xml(60_000, cells='<c s="1"/>'))) == ""


def test_a_sheet_with_two_far_corners_is_refused() -> None:
    far = '<c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c>'

    assert code_of(sheet_xml(1, cells=far)) == "imports.too_many_cells"


def test_rows_are_counted_in_a_sheet_of_any_name() -> None:
    sheet = (
        '<x:worksheet xmlns:x="urn:x">' + "<x:row><x:c><x:v>1</x:v></x:c></x:row>" * 50_001 + "</x:worksheet>"
    )

    assert (
        code_of(_less_dense(archive({"elsewhere/data.bin": sheet}, kind="excel"))) == "imports.too_many_rows"
    )


def _less_dense(data: bytes) -> bytes:
    """The same archive without compression, so that only its rows are judged."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return out.getvalue()


MEASURED = """
import json, sys, time
from pathlib import Path
from quorate.documents.guards import refusal_to_read
data = Path(sys.argv[1]).read_bytes()
started = time.process_time()
refusal = refusal_to_read(data, "plan.docx")
# The most this program itself has held: what the process was before it began does not count.
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
peak = int(status["VmHWM"].split()[0]) / 1024
print(json.dumps([refusal.code, time.process_time() - started, peak]))
"""
MOST_SECONDS, MOST_MEGABYTES = 2, 256


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: _less_dense(word_rows(50_001)), "imports.too_many_rows"),
        (lambda: _less_dense(sheet_xml(50_001)), "imports.too_many_rows"),
        (lambda: archive({"word/media/a.bin": bytes(99 * 1024 * 1024)}), "imports.unpacks_too_large"),
        (lambda: archive({f"word/{n}.xml": b"<a/>" for n in range(2_001)}), "imports.too_many_parts"),
        (lambda: bytes(21 * 1024 * 1024), "imports.file_too_large"),
        (lambda: OLE + bytes(19 * 1024 * 1024) + utf16("EncryptedPackage"), "imports.password_protected"),
    ],
    ids=["word rows", "sheet rows", "bomb", "parts", "size", "locked"],
)
def test_refusing_takes_at_most_2_seconds_and_256_megabytes(make: object, code: str, tmp_path: Path) -> None:
    assert callable(make)
    path = tmp_path / "plan.docx"
    path.write_bytes(make())

    ran = subprocess.run(
        [sys.executable, "-c", MEASURED, str(path)], capture_output=True, text=True, check=True, timeout=60
    )

    found, seconds, megabytes = json.loads(ran.stdout)
    assert found == code
    assert seconds <= MOST_SECONDS
    assert megabytes <= MOST_MEGABYTES


GOOD = {"word": tracker_file(), "excel": strategy_file()}


@given(
    st.sampled_from(sorted(GOOD)),
    st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=4)), max_size=5),
)
@settings(max_examples=150)
def test_a_spoilt_file_is_read_or_refused_and_nothing_else(
    kind: str, spoils: list[tuple[int, bytes]]
) -> None:
    spoilt = bytearray(GOOD[kind])
    for at, put in spoils:
        at %= len(spoilt)
        spoilt[at : at + len(put)] = put

    with contextlib.suppress(RefusedFileError):
        read_source(bytes(spoilt), "plan.docx")


PARTS = st.sampled_from(["word/styles.xml", "word/numbering.xml", "word/header1.xml"])
SHEET_PARTS = st.sampled_from(
    ["xl/styles.xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml", "xl/drawings/drawing1.xml"]
)


ODD_XML = [
    "",
    "<a>",
    "<a/>",
    "not XML",
    f"<w:styles {W}><w:style/></w:styles>",
    f"<w:numbering {W}><w:abstractNum/><w:num/></w:numbering>",
]


@given(
    st.one_of(st.tuples(st.just("word"), PARTS), st.tuples(st.just("excel"), SHEET_PARTS)),
    st.sampled_from(ODD_XML),
)
def test_a_part_that_is_not_what_it_should_be_is_read_or_refused(part: tuple[str, str], xml: str) -> None:
    with contextlib.suppress(RefusedFileError):
        read_source(archive({part[1]: xml}, kind=part[0]), "plan.docx")


@pytest.mark.parametrize("kind", sorted(GOOD))
def test_a_wrong_checksum_is_damage(kind: str) -> None:
    data = bytearray(GOOD[kind])
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        for info in made.infolist():
            checksum = struct.pack("<I", info.CRC)
            while info.CRC and (at := data.find(checksum)) >= 0:
                data[at : at + 4] = struct.pack("<I", info.CRC ^ 1)

    with pytest.raises(RefusedFileError) as refused:
        read_source(bytes(data), "plan.docx")
    assert refused.value.refusal.code == "imports.damaged_file"
