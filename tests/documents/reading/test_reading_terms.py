"""Terms from Word, PDF and plain text: known by their bytes, read alike, and refused with a sentence."""

import contextlib
import io
import struct
import sys
import time
import zlib
from pathlib import Path

import pikepdf
import pytest
import typst

from quorate.documents.guards import MOST_BYTES, RefusedFileError
from quorate.documents.paragraphs import unwrapped
from quorate.documents.pdf import reading as pdf_reading
from quorate.documents.pdf.layout import Stretch, arranged
from quorate.documents.terms_sources import MOST_LETTERS, read_terms_source
from quorate.documents.text.reading import read_text
from quorate.domain.terms.reading.read import read_terms
from tests.samples.files import archive, sheet_file, word_file
from tests.samples.terms import MARLHAVEN

FORM = [
    ["Frequency of meetings", "Quarterly"],
    ["Administration arrangements", "Papers go out to members 6 working days before each meeting."],
    ["Quorum", "Five members from at least three agencies."],
    ["Chair", "To be appointed by the council."],
]
PAGE = """
= Osterbridge Board
== Terms of Reference
#table(columns: (3cm, 1fr),
  [Frequency of meetings], [Quarterly],
  [Administration arrangements], [Papers go out to members 6 working days before each meeting.],
  [Quorum], [Five members from at least three agencies.],
  [Chair], [To be appointed by the council.],
)
"""
KINDS = {"cadence", "circulation", "quorum", "chair"}


def pdf_file(source: str = PAGE) -> bytes:
    return typst.compile(source.encode())


def refused(data: bytes, name: str = "terms.docx") -> RefusedFileError:
    with pytest.raises(RefusedFileError) as caught:
        read_terms_source(data, name)
    return caught.value


def code_of(data: bytes, name: str = "terms.docx") -> str:
    return refused(data, name).refusal.code


@pytest.mark.parametrize(
    "data",
    [
        word_file("# Osterbridge Board", "# Terms of Reference", FORM),
        pdf_file(),
        ("Osterbridge Board\n\nTerms of Reference\n\n" + "\n".join("\t".join(r) for r in FORM)).encode(),
        (
            "\ufeffOsterbridge Board\r\n\r\nTerms of Reference\r\n\r\n"
            + "\r\n".join(": ".join(r) for r in FORM)
        ).encode(),
        ("Osterbridge Board\n\nTerms of Reference\n\n" + "\n".join("\t".join(r) for r in FORM)).encode(
            "utf-16"
        ),
    ],
    ids=["word", "pdf", "tabs", "colons after a mark", "utf-16"],
)
def test_the_same_terms_read_alike_from_every_kind_of_file_whatever_its_name(data: bytes) -> None:
    found = read_terms(read_terms_source(data, "terms.xyz"))

    assert {c.kind.value for c in found.clauses} == KINDS
    assert found.about.title == "Osterbridge Board"
    assert {c.quote.text for c in found.clauses} == {row[1] for row in FORM}


def test_a_pdf_over_several_pages_keeps_its_bullets_and_its_wrapped_lines_together() -> None:
    source = PAGE + "".join(
        f"#pagebreak()\nThe board reads, line after line, number {n}, what its members wrote until "
        f"the line is full and goes on.\n"
        f"- First thing {n}\n- Second thing {n}\n"
        for n in range(3)
    )
    texts = [text for _, text in read_terms_source(pdf_file(source), "terms.pdf").texts()]

    assert sum(text.startswith("The board reads") and text.endswith("goes on.") for text in texts) == 3
    assert sum("thing" in text for text in texts) == 6


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "imports.empty_file"),
        (b" \n\t\n", "imports.empty_file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "imports.not_text"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "imports.not_text"),
        (b"Caf\xe9 terms", "imports.not_text"),
        (b"terms\0of reference", "imports.not_text"),
        (b"{\\rtf1 terms}", "imports.not_a_terms_file"),
        (b"<!DOCTYPE html><p>terms</p>", "imports.not_a_terms_file"),
        (
            b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>",
            "imports.not_a_terms_file",
        ),
        (sheet_file([["Terms"]]), "imports.not_a_terms_file"),
        (archive({"word/document.xml": "<!DOCTYPE x><w/>"}), "imports.external_entities"),
        (word_file("# T", FORM)[:900], "imports.damaged_file"),
        (b"%PDF-1.7\nnothing of the kind", "imports.damaged_file"),
        (b"terms of reference " * 25_000, "imports.too_long"),
        (b"x" * (20 * 1024 * 1024 + 1), "imports.file_too_large"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "imports.password_protected",
        ),
    ],
)
def test_what_is_no_terms_document_is_refused_with_a_sentence(data: bytes, code: str) -> None:
    error = refused(data, "terms.txt")

    assert error.refusal.code == code
    assert "“terms.txt”" in error.refusal.sentence
    assert error.refusal.sentence.endswith(".")


@pytest.mark.parametrize(
    ("data", "cure"),
    [
        (b"%PDF-1.7\nnothing of the kind", "Save it as a PDF again from the program it was made in"),
        (word_file("# T", FORM)[:900], "Open it in Word or Excel, save it again"),
        (b"%PDF-1.7" + b"x" * MOST_BYTES, "Choose the Word file it was made from"),
        (b"PK" + b"x" * MOST_BYTES, "Take its pictures out"),
        (b"x" * (MOST_BYTES + 1), "Choose a smaller file."),
    ],
    ids=["damaged pdf", "damaged word", "large pdf", "large word", "large text"],
)
def test_what_to_do_about_a_file_is_said_for_its_kind(data: bytes, cure: str) -> None:
    assert refused(data, "terms").refusal.cure.startswith(cure)


def test_entities_in_plain_text_are_letters_and_nothing_is_fetched() -> None:
    source = read_terms_source(b"Terms of Reference\n\nA &amp; B &file; agree.", "terms.txt")

    assert [text for _, text in source.texts()][-1] == "A & B &file; agree."


def locked() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_file())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user="secret"))
    return out.getvalue()


def pictured() -> bytes:
    return pdf_file("#rect(width: 3cm, height: 3cm, fill: red)")


def many_pages() -> bytes:
    return pdf_file("#for n in range(201) [Page #n #pagebreak()]")


def bomb(megabytes: int = 600) -> bytes:
    """A page whose text unpacks to hundreds of megabytes, packed twice over."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pack = zlib.compressobj(9)
        piece = b"BT /F1 9 Tf (x) Tj ET " * 50_000
        packed = b"".join(pack.compress(piece) for _ in range(megabytes * 1_000_000 // len(piece)))
        stream = pdf.make_stream(zlib.compress(packed + pack.flush(), 9))
        stream.Filter = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
        pdf.pages[0].Contents = stream
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (locked, "imports.password_protected"),
        (pictured, "imports.no_text_layer"),
        (many_pages, "imports.too_many_pages"),
        (bomb, "imports.unpacks_too_large"),
    ],
)
def test_a_pdf_that_cannot_be_read_says_why(make: object, code: str) -> None:
    data = make()  # type: ignore[operator]

    assert code_of(data, "terms.pdf") == code


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on memory there")
def test_refusing_a_bomb_takes_at_most_2_seconds_of_the_processor_and_256_megabytes() -> None:
    import resource

    data = bomb()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.process_time()

    assert code_of(data, "terms.pdf") == "imports.unpacks_too_large"

    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    taken = (
        after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime + time.process_time() - started
    )
    assert taken < 2


def test_a_pdf_program_that_falls_over_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "falls.py"
    program.write_text("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)\n")
    monkeypatch.setattr(pdf_reading, "_PROGRAM", program)

    assert code_of(pdf_file(), "terms.pdf") == "imports.unpacks_too_large"


def test_a_pdf_program_that_says_nothing_in_time_is_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "sleeps.py"
    program.write_text("import time\ntime.sleep(30)\n")
    monkeypatch.setattr(pdf_reading, "_PROGRAM", program)
    monkeypatch.setattr(pdf_reading, "_MOST_SECONDS", 0.3)

    assert code_of(pdf_file(), "terms.pdf") == "imports.unpacks_too_large"


@pytest.mark.parametrize("at", range(0, 100, 9))
def test_a_spoilt_pdf_is_read_or_refused_and_nothing_else(at: int) -> None:
    data = bytearray(pdf_file())
    n = len(data) * at // 100
    data[n : n + 40] = struct.pack("<40B", *range(40))[: len(data[n : n + 40])]

    with contextlib.suppress(RefusedFileError):
        assert read_terms_source(bytes(data), "terms.pdf").name == "terms.pdf"


def test_the_longest_text_that_is_read_takes_seconds_and_no_more() -> None:
    sentence = "The Board will circulate papers to members at least five working days before each meeting. "
    text = "Board\n\nTerms of Reference\n\n" + "\n\n".join(
        f"{n}. {sentence}" for n in range(MOST_LETTERS // (len(sentence) + 10))
    )
    started = time.process_time()

    found = read_terms(read_terms_source(text.encode(), "terms.txt"))

    assert len(found.clauses) == 1
    assert time.process_time() - started < 8


def test_tags_and_bullets_part_a_cell_and_are_taken_out() -> None:
    source = read_text("A:\t<p><u>One:</u></p> <ul style='x'> • Two &amp; three • Four < five</ul>", "t")

    assert source.tables[0].rows[0].cells[1].paragraphs == ("One:", "• Two & three", "• Four < five")


def test_rows_of_dashes_are_rules_and_blank_lines_do_not_part_a_table() -> None:
    source = read_text("1\tQuorum\tFive\n--\t---\t--\n\n2\tChair\t\n\nText\n\n3\tX\tY", "t")

    assert [len(table.rows) for table in source.tables] == [2, 1]
    assert [(b.text, b.before_table) for b in source.blocks] == [("Text", 2)]


def test_wrapped_lines_are_put_together_and_items_are_not() -> None:
    lines = [
        "The board meets quarterly and sends its papers to",
        "members. It also",
        "- first",
        "second half",
        "2. Next",
        "Short",
        "Lines",
    ]

    assert unwrapped(lines) == [
        "The board meets quarterly and sends its papers to members. It also",
        "- first second half",
        "2. Next",
        "Short",
        "Lines",
    ]


def test_a_label_set_in_the_middle_of_its_row_still_stands_beside_its_answer() -> None:
    page = [
        Stretch(50, 100, 90, 110, "Label"),
        Stretch(200, 90, 400, 100, "First line of the answer which is"),
        Stretch(200, 102, 300, 112, "long enough"),
        Stretch(50, 130, 90, 140, "Blank"),
        Stretch(50, 150, 90, 160, "Chair"),
        Stretch(200, 150, 300, 160, "To be appointed"),
    ]
    source = arranged([page], "t")
    rows = [[cell.paragraphs for cell in row.cells] for table in source.tables for row in table.rows]

    assert [("Label",), ("First line of the answer which is long enough",)] in rows
    assert [("Chair",), ("To be appointed",)] in rows
    assert [b.text for b in source.blocks] == ["Blank"]


def test_marlhaven_reads_alike_from_text_and_bytes() -> None:
    from_bytes = read_terms(read_terms_source(MARLHAVEN.encode(), "m"))

    assert from_bytes == read_terms(read_text(MARLHAVEN, "m"))
