"""Reads a Word or Excel file into a neutral source, after checking that it is safe to open."""

from quorate.documents.excel.reading import read_workbook
from quorate.documents.guards import Office, check_office_file
from quorate.documents.word.reading import read_word
from quorate.domain.imports.source import SourceDocument


def read_source(data: bytes, name: str) -> SourceDocument:
    """Every word of the file with its place; raises `RefusedFileError` when it may not be opened."""
    if check_office_file(data, name) is Office.WORD:
        return read_word(data, name)
    return read_workbook(data, name)
