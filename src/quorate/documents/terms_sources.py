"""Reads a terms document from Word, PDF or plain text, after checking that it is safe to open.

A file is judged by its bytes, never by its name: a PDF called .txt is read as a PDF, and bytes that are
none of the three are refused with a sentence.
"""

import zipfile
import zlib
from typing import NoReturn

from lxml import etree

from quorate.documents.guards import (
    MOST_BYTES,
    PDF_WITHIN,
    Office,
    RefusedFileError,
    check_office_file,
    damaged,
    too_large,
)
from quorate.documents.pdf.reading import read_pdf
from quorate.documents.text.reading import read_text
from quorate.documents.word.reading import read_word
from quorate.domain.imports.source import SourceDocument
from quorate.domain.kernel.outcomes import Refusal

MOST_LETTERS = 400_000
"""The most letters of text in one file: some 150 pages. Terms of reference are a few."""
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_FAULTS = (etree.LxmlError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError, RecursionError)


def read_terms_source(data: bytes, name: str) -> SourceDocument:
    """Every word of the file in reading order; raises `RefusedFileError` when it may not be opened.

    Refusal codes: those of `quorate.documents.guards.refusal_to_read`, and `imports.not_a_terms_file`,
    `imports.not_text`, `imports.no_text_layer`, `imports.too_many_pages`, `imports.too_long`.
    """
    if not data.strip(b"\0 \t\r\n"):
        _refuse("imports.empty_file", f"“{name}” is empty.", "Choose the file again.")
    if len(data) > MOST_BYTES:
        raise RefusedFileError(too_large(data, name))
    source = _read(data, name)
    letters = sum(len(text) for _, text in source.texts())
    if letters > MOST_LETTERS:
        _refuse(
            "imports.too_long",
            f"“{name}” holds more text than any terms of reference.",
            "Choose a file with the terms alone.",
        )
    if not letters:
        _refuse("imports.empty_file", f"“{name}” holds no words.", "Choose the file again.")
    return source


def _read(data: bytes, name: str) -> SourceDocument:
    if data.startswith((b"PK", _OLE)):
        if check_office_file(data, name) is not Office.WORD:
            _refuse(
                "imports.not_a_terms_file",
                f"“{name}” is an Excel file.",
                "Choose a Word file, a PDF or plain text.",
            )
        try:
            return read_word(data, name)
        except _FAULTS as fault:
            raise RefusedFileError(damaged(name)) from fault
    if b"%PDF-" in data[:PDF_WITHIN]:
        return read_pdf(data, name)
    return read_text(_text(data, name), name)


def _text(data: bytes, name: str) -> str:
    for start, what in (
        (b"{\\rtf", "a rich text file"),
        (b"<!DOCTYPE", "a web page"),
        (b"<html", "a web page"),
        (b"<?xml", "an XML file"),
    ):
        if data.lstrip(b"\xef\xbb\xbf \t\r\n")[: len(start)].lower() == start.lower():
            _refuse(
                "imports.not_a_terms_file", f"“{name}” is {what}.", "Choose a Word file, a PDF or plain text."
            )
    if len(data) > 4 * MOST_LETTERS:
        _refuse(
            "imports.too_long",
            f"“{name}” holds more text than any terms of reference.",
            "Choose a file with the terms alone.",
        )
    try:
        text = (
            data.decode("utf-16") if data.startswith((b"\xff\xfe", b"\xfe\xff")) else data.decode("utf-8-sig")
        )
    except UnicodeDecodeError:
        _refuse_not_text(name)
    if any(ord(letter) < 32 and letter not in "\t\n\r\f\v" for letter in text):
        _refuse_not_text(name)
    return text


def _refuse_not_text(name: str) -> NoReturn:
    _refuse(
        "imports.not_text",
        f"“{name}” is not a Word file, a PDF or plain text in UTF-8.",
        "Choose a .docx or .pdf file, or save the text as UTF-8.",
    )


def _refuse(code: str, sentence: str, cure: str) -> NoReturn:
    raise RefusedFileError(Refusal(code=code, sentence=sentence, cure=cure, field="file"))
