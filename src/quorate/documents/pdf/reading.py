"""Reads the text layer of a PDF, in a process of its own: see `text_layer`."""

import json
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from quorate.documents.guards import RefusedFileError, damaged
from quorate.documents.pdf.layout import Stretch, arranged
from quorate.domain.imports.source import SourceDocument
from quorate.domain.kernel.outcomes import Refusal

_PROGRAM = Path(__file__).with_name("text_layer.py")
_MOST_SECONDS = 10
"""On the clock: the program stops itself after a second of processor time, later on a busy machine."""
_SAVED_AGAIN = "Save it as a PDF again from the program it was made in, or choose the Word file."
_FAULTS = {
    "password": (
        "imports.password_protected",
        "“{name}” is protected by a password, so it cannot be read.",
        "Open it, take the password off, save it and choose the new copy.",
    ),
    "pages": (
        "imports.too_many_pages",
        "“{name}” has more than 200 pages, more than any terms of reference.",
        "Choose a file with the terms alone.",
    ),
    "heavy": (
        "imports.unpacks_too_large",
        "“{name}” unpacks to far more than a paper needs, so it was not read.",
        "Choose the Word file, or a PDF with the terms alone.",
    ),
    "no text": (
        "imports.no_text_layer",
        "“{name}” holds pictures of pages and no text that can be read.",
        "Choose the Word file, or a PDF whose text can be selected.",
    ),
}


def read_pdf(data: bytes, name: str) -> SourceDocument:
    """The words of a PDF in reading order; raises `RefusedFileError` with a code of `_FAULTS` or damaged."""
    answer = _asked(data, name)
    fault = answer.get("fault")
    if isinstance(fault, str):
        _refuse(fault, name)
    pages = answer.get("pages")
    if not isinstance(pages, list):
        _refuse("damaged", name)
    if not any(pages):
        _refuse("no text", name)
    return arranged([[Stretch(*stretch) for stretch in page] for page in pages], name)


def _asked(data: bytes, name: str) -> dict[str, object]:
    try:
        done = subprocess.run(  # noqa: S603  our own program, without a shell
            [sys.executable, "-I", str(_PROGRAM)],
            input=data,
            capture_output=True,
            timeout=_MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        _refuse("heavy", name)
    if done.returncode < 0:
        # killed by a limit, or brought down by the file
        _refuse("heavy", name)
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        _refuse("heavy" if b"MemoryError" in done.stderr else "damaged", name)
    return answer if isinstance(answer, dict) else {}


def _refuse(fault: str, name: str) -> NoReturn:
    if fault not in _FAULTS:
        raise RefusedFileError(damaged(name, cure=_SAVED_AGAIN))
    code, sentence, cure = _FAULTS[fault]
    raise RefusedFileError(Refusal(code=code, sentence=sentence.format(name=name), cure=cure, field="file"))
