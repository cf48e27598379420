"""Puts lines that were wrapped to fit a page back into the paragraphs they were."""

import re
from collections.abc import Sequence

BULLET = re.compile(r"^(?:[•●▪◦‣·∙○■□➢➤✓\uf0b7\uf0a7*]|[-–—o](?=\s))\s*")
"""What stands before an item of a list. A plain "o" is how some programs write an open circle."""
_NUMBERED = re.compile(
    r"^(?:\(?\d{1,2}(?:\.\d{1,2})*[.)]|\d{1,2}(?:\.\d{1,2})+|\(?[a-z][.)]|\([ivx]+\))\s+\S"
)
_ENDED = re.compile(r"[.:;!?][”\"')]*$")
_LABELLED = re.compile(r"^[A-Z][\w’'/&(), -]{1,50}:\s+\S")
_LEAST_WIDTH = 40
"""A column narrower than this, in characters, is not wrapped text but a list of short lines."""


def is_item(line: str) -> bool:
    """Whether a line begins an item of its own: a bullet, or a number."""
    return bool(BULLET.match(line) or _NUMBERED.match(line))


def unwrapped(lines: Sequence[str], widest: int = 0) -> list[str]:
    """The paragraphs that consecutive lines make up, in characters as wide as their widest line.

    A line goes on from the one before when it opens in lower case, or when its first word would not have
    fitted there. A bullet or a number always begins anew.
    """
    width = max([widest, *map(len, lines)], default=0)
    paragraphs: list[str] = []
    last = ""
    for line in lines:
        if paragraphs and _goes_on(last, line, width):
            paragraphs[-1] = f"{paragraphs[-1]} {line}"
        else:
            paragraphs.append(line)
        last = line
    return paragraphs


def begins_anew(last: str, line: str) -> bool:
    """Whether a line opens a paragraph whatever its length: an item, or a label after a full stop."""
    return is_item(line) or last.endswith(":") or bool(_LABELLED.match(line) and _ENDED.search(last))


def _goes_on(last: str, line: str, width: int) -> bool:
    if begins_anew(last, line):
        return False
    if line[:1].islower():
        return not _ENDED.search(last)
    first = line.split(maxsplit=1)[0]
    return width >= _LEAST_WIDTH and len(last) + 1 + len(first) > width
