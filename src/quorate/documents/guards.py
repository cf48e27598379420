"""Decides, before anything is parsed, whether bytes are a Word or Excel file that is safe to read.

A file is judged by its bytes, never by its name. Limits are those a board's own papers stay far below:
they stop archives that unpack to fill the memory, tables no plan has, and XML that fetches other files
(CVE-2016-5851, CVE-2017-5992). Files that hold macros are refused, since an accepted file is kept and
handed on to others. Everything is checked by streaming: nothing is held but the file itself.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn
from xml.parsers import expat

from quorate.domain.kernel.outcomes import Refusal

MOST_BYTES = 20 * 1024 * 1024
"""The largest file read, in bytes."""
PDF_WITHIN = 1024
"""A PDF's mark may stand after other bytes, but not after more than this (ISO 32000, annex H)."""
MOST_UNPACKED = 100 * 1024 * 1024
"""The most a file may unpack to, in bytes."""
MOST_ENTRIES = 2_000
"""The most parts a file may have."""
MOST_RATIO = 100
"""How many times larger than its packed size a file or one of its parts may be."""
RATIO_FLOOR = 5 * 1024 * 1024
"""Below this unpacked size, in bytes, the ratio is not judged: a short plan repeats itself a great deal."""
MOST_ROWS = 50_000
"""The most rows of tables, or of sheets, in one file."""
MOST_CELLS = 2_000_000
"""The most cells a sheet may stretch over, empty ones among them."""
MOST_ELEMENTS = 3_000_000
"""The most XML elements in the parts that hold tables."""

_CHUNK = 1 << 18
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ROOTS_WITH_ROWS = {"worksheet", "document", "hdr", "ftr", "footnotes", "endnotes", "comments"}


class Office(StrEnum):
    """The two kinds of file that plans come in."""

    WORD = "Word"
    EXCEL = "Excel"


class RefusedFileError(Exception):
    """Carries the refusal of a file that will not be read."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.sentence)
        self.refusal = refusal


@dataclass(slots=True)
class _Tally:
    """What has been counted in one file so far."""

    unpacked: int = 0
    rows: int = 0
    elements: int = 0


def refusal_to_read(data: bytes, name: str) -> Refusal | None:
    """Why these bytes cannot be read as a Word or Excel file, or None.

    `name` is only quoted. Refusal codes: `imports.empty_file`, `imports.not_an_office_file`,
    `imports.old_office_file`, `imports.password_protected`, `imports.has_macros`,
    `imports.file_too_large`, `imports.unpacks_too_large`, `imports.too_many_parts`,
    `imports.external_entities`, `imports.too_many_rows`, `imports.too_many_cells`, `imports.damaged_file`.
    """
    try:
        check_office_file(data, name)
    except RefusedFileError as refused:
        return refused.refusal
    return None


def check_office_file(data: bytes, name: str) -> Office:
    """Whether it is Word or Excel; raises `RefusedFileError` with the refusals of `refusal_to_read`."""
    if not data:
        _refuse("imports.empty_file", f"“{name}” is empty.", "Choose the file again.")
    if len(data) > MOST_BYTES:
        raise RefusedFileError(too_large(data, name))
    if data.startswith(_OLE):
        _refuse_ole(data, name)
    if not data.startswith(b"PK"):
        _refuse_other(data, name)
    try:
        return _check_archive(data, name)
    except (zipfile.BadZipFile, zlib.error, struct.error, ValueError, EOFError, NotImplementedError):
        _refuse_damaged(name)


def too_large(start: bytes, name: str) -> Refusal:
    """The refusal of a file past `MOST_BYTES`, `imports.file_too_large`; its first bytes say what would help.

    It may be given before the rest is read.
    """
    cure = "Choose a smaller file."
    if start.startswith(b"PK"):
        cure = "Take its pictures out and try again."
    elif b"%PDF-" in start[:PDF_WITHIN]:
        cure = "Choose the Word file it was made from, or a PDF without its pictures."
    return Refusal("imports.file_too_large", f"“{name}” is larger than 20 MB.", cure, field="file")


def _refuse(code: str, sentence: str, cure: str = "") -> NoReturn:
    raise RefusedFileError(Refusal(code=code, sentence=sentence, cure=cure, field="file"))


def damaged(
    name: str, *, cure: str = "Open it in Word or Excel, save it again and choose the new copy."
) -> Refusal:
    """The refusal of a file that turns out not to hold together: `imports.damaged_file`.

    `cure` is for Word and Excel unless the reader of another kind of file gives its own.
    """
    return Refusal(
        code="imports.damaged_file",
        sentence=f"“{name}” is damaged and cannot be opened.",
        cure=cure,
        field="file",
    )


def _refuse_damaged(name: str) -> NoReturn:
    raise RefusedFileError(damaged(name))


def _refuse_ole(data: bytes, name: str) -> NoReturn:
    """Word and Excel put a locked file, and their files of before 2007, in the same older container."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        _refuse_locked(name)
    old = next(
        (kind for stream, kind in (("WordDocument", "Word"), ("Workbook", "Excel"), ("Book", "Excel"))
         if stream.encode("utf-16-le") in data),
        "",
    )  # fmt: skip
    if not old:
        _refuse_other(data, name)
    new = ".docx" if old == "Word" else ".xlsx"
    _refuse(
        "imports.old_office_file",
        f"“{name}” is in the format {old} used before 2007.",
        f"Open it in {old}, save it as {new} and choose the new copy.",
    )


def _refuse_locked(name: str) -> NoReturn:
    _refuse(
        "imports.password_protected",
        f"“{name}” is protected by a password, so it cannot be read.",
        "Open it, take the password off, save it and choose the new copy.",
    )


def _refuse_other(data: bytes, name: str) -> NoReturn:
    what = next((words for start, words in _OTHER_FILES if data.lstrip()[: len(start)] == start), "")
    _refuse(
        "imports.not_an_office_file",
        f"“{name}” is {what}, not a Word or Excel file."
        if what
        else f"“{name}” is not a Word or Excel file.",
        "Choose a .docx or .xlsx file.",
    )


_OTHER_FILES = (
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a rich text file"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"),
)


def _check_archive(data: bytes, name: str) -> Office:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        _refuse("imports.too_many_parts", f"“{name}” has more than 2,000 parts, more than any plan needs.")
    _check_sizes(data, entries, name)
    names = {entry.filename for entry in entries}
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        _refuse_damaged(name)
    if any(entry.flag_bits & 1 for entry in entries):
        _refuse_locked(name)
    kind = _kind(names, data, name)
    if any(part.lower().endswith("vbaproject.bin") for part in names):
        _refuse(
            "imports.has_macros",
            f"“{name}” holds macros.",
            f"Save it as an ordinary {kind.value} file and choose the new copy.",
        )
    tally = _Tally()
    for entry in sorted(entries, key=lambda each: not _holds_rows(each.filename)):
        _check_entry(data, entry, name=name, tally=tally)
    return kind


def _check_sizes(data: bytes, entries: list[zipfile.ZipInfo], name: str) -> None:
    """What the archive declares of itself; `_check_entry` proves it."""
    unpacked = sum(entry.file_size for entry in entries)
    too_dense = any(
        entry.file_size > RATIO_FLOOR and entry.file_size > MOST_RATIO * max(entry.compress_size, 1)
        for entry in entries
    )
    if (
        unpacked > MOST_UNPACKED
        or too_dense
        or (unpacked > RATIO_FLOOR and unpacked > MOST_RATIO * len(data))
    ):
        _refuse_bomb(name)


def _refuse_bomb(name: str) -> NoReturn:
    _refuse(
        "imports.unpacks_too_large", f"“{name}” unpacks to far more than a plan needs, so it was not opened."
    )


def _kind(names: set[str], data: bytes, name: str) -> Office:
    if "[Content_Types].xml" in names and "word/document.xml" in names:
        return Office.WORD
    if "[Content_Types].xml" in names and "xl/workbook.xml" in names:
        return Office.EXCEL
    if "content.xml" in names:
        _refuse(
            "imports.not_an_office_file",
            f"“{name}” is an OpenDocument file, not a Word or Excel file.",
            "Save it as .docx or .xlsx and choose the new copy.",
        )
    _refuse_other(data, name)


def _holds_rows(part: str) -> bool:
    return part == "word/document.xml" or part.startswith("xl/worksheets/")


def _check_entry(data: bytes, entry: zipfile.ZipInfo, *, name: str, tally: _Tally) -> None:
    chunks = _unpack(data, entry, name=name)
    first = next(chunks, b"")
    tally.unpacked += len(first)
    is_xml = entry.filename.endswith((".xml", ".rels")) or _looks_like_xml(first)
    watch = _Watch(entry.filename, name, tally) if is_xml else None
    if watch:
        watch.feed(first)
    for chunk in chunks:
        tally.unpacked += len(chunk)
        if tally.unpacked > MOST_UNPACKED:
            _refuse_bomb(name)
        if watch:
            watch.feed(chunk)
    if watch:
        watch.close()


def _looks_like_xml(first: bytes) -> bool:
    """By its bytes: a part's name is whatever its maker chose."""
    return first.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def _unpack(data: bytes, entry: zipfile.ZipInfo, *, name: str) -> Iterator[bytes]:
    """An entry's bytes, a piece at a time, never more than it declares: a header may lie."""
    at = entry.header_offset
    name_length, extra_length = struct.unpack("<HH", data[at + 26 : at + 30])
    start = at + 30 + name_length + extra_length
    packed = memoryview(data)[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        if entry.file_size != len(packed):
            _refuse_damaged(name)
        yield from (bytes(packed[n : n + _CHUNK]) for n in range(0, len(packed), _CHUNK))
        return
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        _refuse_damaged(name)
    inflate, total = zlib.decompressobj(-zlib.MAX_WBITS), 0
    for n in range(0, len(packed), _CHUNK):
        rest = bytes(packed[n : n + _CHUNK])
        while rest and not inflate.eof:
            chunk = inflate.decompress(rest, _CHUNK)
            total, rest = total + len(chunk), inflate.unconsumed_tail
            if total > entry.file_size:
                _refuse_bomb(name)
            yield chunk
    yield inflate.flush()
    if not inflate.eof or total != entry.file_size:
        _refuse_damaged(name)


class _Watch:
    """Streams an XML part: no document type in any, and rows and cells counted in those that hold tables."""

    def __init__(self, part: str, name: str, tally: _Tally) -> None:
        self.name, self.tally = name, tally
        self.must_be_xml = part.endswith((".xml", ".rels"))
        self.root = ""
        self.row = self.column = self.last_row = self.last_column = 0
        self.row_is_blank = True
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start

    @property
    def is_wanted(self) -> bool:
        return not self.root or self.root in _ROOTS_WITH_ROWS

    def feed(self, chunk: bytes) -> None:
        if self.is_wanted:
            self._parse(chunk, is_last=False)

    def close(self) -> None:
        if self.is_wanted:
            self._parse(b"", is_last=True)

    def _parse(self, chunk: bytes, *, is_last: bool) -> None:
        try:
            self.parser.Parse(chunk, is_last)
        except expat.ExpatError:
            if self.must_be_xml:
                _refuse_damaged(self.name)
            self.root = "not XML"

    def _doctype(self, *_: object) -> None:
        _refuse(
            "imports.external_entities",
            f"“{self.name}” asks for text from outside itself, which no Word or Excel file needs.",
            "Open it in Word or Excel, save it again and choose the new copy.",
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        kind = tag.rpartition(" ")[2]
        if not self.root:
            self.root = kind
            if not self.is_wanted:
                self.parser.StartElementHandler = None
            return
        self.tally.elements += 1
        if self.tally.elements > MOST_ELEMENTS:
            self._too_many_cells()
        if kind == "tr":
            self._count_row()
        elif kind == "row":
            self.row, self.column, self.row_is_blank = _number(attributes.get("r"), self.row + 1), 0, True
        elif kind == "c":
            self._place_cell(attributes.get("r"))
        elif kind in ("v", "is"):
            self._fill_cell()

    def _count_row(self) -> None:
        self.tally.rows += 1
        if self.tally.rows > MOST_ROWS:
            _refuse(
                "imports.too_many_rows", f"“{self.name}” has more than 50,000 rows.", "Keep only the plan."
            )

    def _place_cell(self, cell: str | None) -> None:
        """Where a sheet's cell stands: by its own name, or next to the one before."""
        self.column += 1
        if cell is None:
            return
        match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", cell)
        if match is None:
            raise ValueError(cell)
        self.column, self.row = 0, int(match[2])
        for letter in match[1]:
            self.column = self.column * 26 + ord(letter) - 64

    def _fill_cell(self) -> None:
        """Readers hold a sheet as one rectangle up to its last filled cell, so its area is what counts."""
        if self.row_is_blank:
            self.row_is_blank = False
            self._count_row()
        self.last_row, self.last_column = max(self.last_row, self.row), max(self.last_column, self.column)
        if self.last_row * self.last_column > MOST_CELLS:
            self._too_many_cells()

    def _too_many_cells(self) -> NoReturn:
        _refuse(
            "imports.too_many_cells",
            f"“{self.name}” has more cells than any plan needs.",
            "Keep only the plan.",
        )


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and len(text) < 8 else otherwise
