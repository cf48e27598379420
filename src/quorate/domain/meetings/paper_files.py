"""What a paper's file is, by its bytes and never by its name, and whether it may be kept.

Papers are PDF, Word, Excel, PowerPoint or plain text. They are kept as they came and handed on, not
opened, so files that hold macros or are locked with a password are refused here.
"""

import io
import re
import zipfile
from enum import Enum
from pathlib import PurePath

from quorate.domain.kernel.outcomes import Refusal

MOST_BYTES = 20 * 1024 * 1024
"""The largest paper kept, in bytes."""
_MOST_PARTS = 20_000
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ENDING = re.compile(r"\.([A-Za-z][A-Za-z0-9]{0,5})$")
"""What tells programs a file's kind: letters after the last stop, as in "Plan.xlsm" and not "Plan v1.2"."""
_OFFICE_TYPE = "application/vnd.openxmlformats-officedocument."


class Kind(Enum):
    """A kind of paper: its ending, its media type, and for Office the part that proves it."""

    PDF = ("pdf", "application/pdf", "")
    WORD = ("docx", f"{_OFFICE_TYPE}wordprocessingml.document", "word/document.xml")
    EXCEL = ("xlsx", f"{_OFFICE_TYPE}spreadsheetml.sheet", "xl/workbook.xml")
    POWERPOINT = ("pptx", f"{_OFFICE_TYPE}presentationml.presentation", "ppt/presentation.xml")
    TEXT = ("txt", "text/plain; charset=utf-8", "")


_NAMES = {
    Kind.PDF: "a PDF",
    Kind.WORD: "a Word file",
    Kind.EXCEL: "an Excel file",
    Kind.POWERPOINT: "a PowerPoint file",
    Kind.TEXT: "plain text",
}


def kind_of(data: bytes) -> Kind | None:
    """What the bytes are, or None when they are none of the kinds kept."""
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.startswith(b"PK"):
        names = _parts(data)
        office = (Kind.WORD, Kind.EXCEL, Kind.POWERPOINT)
        return next((k for k in office if k.value[2] in names and "[Content_Types].xml" in names), None)
    return Kind.TEXT if _is_text(data) else None


def refusal_to_keep(data: bytes, name: str = "") -> Refusal | None:
    """Why this file cannot be kept as a paper.

    A name that ends as one kind of paper must hold that kind: whoever renamed it chose the wrong file. One
    that ends as nothing a paper is, such as a program, is not taken whatever it holds.
    Codes: `papers.no_file`, `papers.too_large`, `papers.locked_or_old`, `papers.has_macros`, `papers.kind`,
    `papers.not_what_it_says`, `papers.ending`.
    """
    if not data:
        return Refusal("papers.no_file", "Choose the paper's file. It must not be empty.", field="file")
    if len(data) > MOST_BYTES:
        return too_large()
    if data.startswith(_OLE):
        return Refusal(
            "papers.locked_or_old",
            "The file is locked with a password, or is in an Office format from before 2007.",
            "Open it, take off any password, save it as .docx, .xlsx or .pptx and choose the new copy.",
            field="file",
        )
    kind = kind_of(data)
    if kind is None:
        return Refusal(
            "papers.kind",
            "The file is not a PDF, Word, Excel, PowerPoint or plain text file, whatever its name says.",
            "Save it as one of those and choose the new copy.",
            field="file",
        )
    if kind.value[2] and any(part.lower().endswith("vbaproject.bin") for part in _parts(data)):
        return Refusal(
            "papers.has_macros",
            "The file holds macros.",
            f"Save it as an ordinary .{kind.value[0]} file and choose the new copy.",
            field="file",
        )
    return _misnamed(name, kind)


def _misnamed(name: str, kind: Kind) -> Refusal | None:
    said = next((each for each in Kind if name.lower().endswith(f".{each.value[0]}")), None)
    if said is kind:
        return None
    if said is None:
        found = _ENDING.search(name)
        return _refusal_of_ending(found[1], kind) if found else None
    return Refusal(
        "papers.not_what_it_says",
        f"The file’s name ends in .{said.value[0]}, but it is {_NAMES[kind]}, not {_NAMES[said]}.",
        f"Save it as {_NAMES[said]} from the program it was made in, or give its name the ending "
        f".{kind.value[0]}, and choose it again.",
        field="file",
    )


def _refusal_of_ending(ending: str, kind: Kind) -> Refusal:
    *others, last = (f".{each.value[0]}" for each in Kind)
    return Refusal(
        "papers.ending",
        f"The file’s name ends in .{ending}, and a paper’s in {', '.join(others)} or {last}.",
        f"Choose the paper itself. If this is it, give its name the ending .{kind.value[0]} and choose it "
        "again.",
        field="file",
    )


def too_large() -> Refusal:
    """The refusal of a file past `MOST_BYTES`, which may be given before it is read."""
    return Refusal(
        "papers.too_large",
        "The file is larger than 20 MB.",
        "Make its pictures smaller, or split it in two.",
        field="file",
    )


def said_name(name: str, data: bytes) -> tuple[str, str]:
    """A safe name with the ending the bytes deserve, and the media type.

    >>> said_name("../../Board paper.exe", b"%PDF-1.7")
    ('Board paper.pdf', 'application/pdf')
    """
    kind = kind_of(data)
    if kind is None:
        raise ValueError("only a file that may be kept has a name")
    last = PurePath(_CONTROLS.sub("", name).replace("\\", "/")).name
    stem = PurePath(last).stem.strip(" .")[:120] or "Paper"
    return f"{stem}.{kind.value[0]}", kind.value[1]


def _parts(data: bytes) -> frozenset[str]:
    """The names of an archive's parts; none where it is not one that can be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return frozenset()
    if len(entries) > _MOST_PARTS or any(entry.flag_bits & 1 for entry in entries):
        return frozenset()
    return frozenset(entry.filename for entry in entries)


def _is_text(data: bytes) -> bool:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not re.search(r"[\x00-\x08\x0e-\x1f]", text) and not text.lstrip().startswith(("<", "{\\rtf"))
