"""Reads a Word or Excel file into a neutral source, after checking that it is safe to open."""

import zipfile
import zlib

from lxml import etree
from python_calamine import CalamineError

from quorate.documents.excel.reading import read_workbook
from quorate.documents.guards import Office, RefusedFileError, check_office_file, damaged
from quorate.documents.word.reading import read_word
from quorate.domain.imports.source import SourceDocument

_FAULTS = (etree.LxmlError, CalamineError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError)
"""What the libraries raise on a file that passed the guards and still does not hold together."""


def read_source(data: bytes, name: str) -> SourceDocument:
    """Every word of the file with its place; raises `RefusedFileError` when it may not be opened."""
    office = check_office_file(data, name)
    try:
        return read_word(data, name) if office is Office.WORD else read_workbook(data, name)
    except _FAULTS as fault:
        raise RefusedFileError(damaged(name)) from fault
    except BaseException as fault:
        # a Rust library that gives up raises something that is not an Exception
        if type(fault).__name__ != "PanicException":
            raise
        raise RefusedFileError(damaged(name)) from fault
