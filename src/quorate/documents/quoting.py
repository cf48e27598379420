"""The words of a paper, as far as they can be read: for looking through, never for refusing it."""

import re
from collections.abc import Iterable

from quorate.documents.guards import RefusedFileError
from quorate.documents.terms_sources import read_terms_source

_SPACES = re.compile(r"\s+")


def words_of(data: bytes, name: str) -> Iterable[str]:
    """Each stretch of text of a Word file, a PDF or plain text, then all of them as one.

    Empty for any other file, and for one that cannot be read within the reader's limits: a paper is kept
    whatever can be read of it. A sentence parted by the end of a line or page is whole in the last.
    """
    try:
        texts = [text for _, text in read_terms_source(data, name).texts()]
    except RefusedFileError:
        return ()
    return (*texts, _SPACES.sub(" ", " ".join(texts)))
