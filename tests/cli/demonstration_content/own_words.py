"""Looks for six words in a row that the source papers also have."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import docx
from python_calamine import CalamineWorkbook

ROOT = Path(__file__).resolve().parents[3]
INPUTS = Path(os.environ.get("QUORATE_INPUTS", ROOT.parent / "shared" / "inputs"))
LENGTH = 6

# Fixed titles of posts and bodies that any such paper has to use.
FIXED_TERMS = ("head of service adult social care", "head of service children s social care")


def words(text: str) -> list[str]:
    """The words of a text, in lower case and without punctuation."""
    return re.findall(r"[a-z0-9%]+", text.lower().replace("’", "'"))


def shingles(texts: Iterable[str]) -> set[tuple[str, ...]]:
    """Every run of six words inside one text."""
    found: set[tuple[str, ...]] = set()
    for text in texts:
        row = words(text)
        found.update(tuple(row[n : n + LENGTH]) for n in range(len(row) - LENGTH + 1))
    return found


def paper_texts(folder: Path = INPUTS) -> Iterator[str]:
    """Every paragraph and cell of the source papers, and of their plain text where it is beside them."""
    for path in sorted(folder.glob("*.docx")):
        document = docx.Document(str(path))
        yield "\n".join(one.text for one in document.paragraphs)
        for table in document.tables:
            yield from (cell.text for row in table.rows for cell in row.cells)
    for path in sorted(folder.glob("*.xlsx")):
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            yield from (str(cell) for row in book.get_sheet_by_name(name).to_python() for cell in row)
    for path in sorted((folder.parent / "sources").glob("*.txt")):
        yield path.read_text(encoding="utf-8")


def shared_phrases(ours: Iterable[str], theirs: set[tuple[str, ...]]) -> list[str]:
    """The runs of six words both have, but for the fixed terms."""
    fixed = shingles(FIXED_TERMS)
    return sorted(" ".join(run) for run in (shingles(ours) & theirs) - fixed)
