"""Prints the text layer of a PDF as JSON; run as a program of its own, with little memory and time.

PDF files come from anywhere and their reader is a large native library. A file that makes it fall over,
spin or swell does so here, and not in the process that serves pages. Nothing of Quorate is imported, so
that it starts at once. Input is the file, output one object: {"pages": [[[x0, top, x1, bottom, text], ...]]}
with one entry for each stretch of a line, in the order of the file, or {"fault": "..."}.
"""

import json
import sys
import time

MOST_PAGES = 200
"""Terms of reference are a few pages; a file of more than this is another kind of paper."""
MOST_STRETCHES = 40_000
"""The most stretches of text in one file."""
MOST_SECONDS = 0.9
"""Processor time for all the pages, in seconds."""
MOST_MEMORY = 224 * 1024 * 1024
"""Address space beyond what the program holds when it starts, in bytes."""
_NOISE = 1e-6


def main() -> int:
    """Read the file from standard input; 0 whatever is said about it."""
    _limit()
    data = sys.stdin.buffer.read()
    try:
        answer = _read(data)
    except MemoryError:
        answer = {"fault": "heavy"}
    sys.stdout.write(json.dumps(answer))
    return 0


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not a Unix: the parent's time limit is all there is
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (1, 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(data: bytes) -> dict[str, object]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return {"fault": "password" if "password" in str(error).lower() else "damaged"}
    if len(document) > MOST_PAGES:
        return {"fault": "pages"}
    pages: list[list[tuple[float, float, float, float, str]]] = []
    started, stretches = time.process_time(), 0
    for page in document:
        found = _stretches(page)
        stretches += len(found)
        if stretches > MOST_STRETCHES or time.process_time() - started > MOST_SECONDS:
            return {"fault": "heavy"}
        pages.append(found)
    return {"pages": pages}


def _stretches(page: object) -> list[tuple[float, float, float, float, str]]:
    text = page.get_textpage()  # type: ignore[attr-defined]
    height = page.get_height()  # type: ignore[attr-defined]
    found = []
    for n in range(min(text.count_rects(), MOST_STRETCHES + 1)):
        left, bottom, right, top = text.get_rect(n)
        words = text.get_text_bounded(left - _NOISE, bottom - _NOISE, right + _NOISE, top + _NOISE)
        if words.strip():
            found.append(
                (round(left, 1), round(height - top, 1), round(right, 1), round(height - bottom, 1), words)
            )
    return found


if __name__ == "__main__":
    sys.exit(main())
