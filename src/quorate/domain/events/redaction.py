"""Finds redacted words wherever they were copied: in a sentence, a cell, or the frozen content of a pack.

Copies differ in capitals and spacing, are cut short with an ellipsis, or hold one line of several. A text
is a copy when it holds the words or one whole line of them, when it is a long stretch of them, or when it
is their beginning cut short. Words shorter than `SHORTEST` are looked for only near where they stood:
"Figures" stands in a hundred innocent places.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

MARKER = "[redacted]"
SHORTEST = 15  # characters
_LONG_STRETCH = 40  # characters


@dataclass(frozen=True, slots=True)
class Words:
    """The words being taken out, ready to be looked for; made by `words_of`."""

    whole: tuple[str, ...]
    lines: tuple[str, ...]
    short: frozenset[str] = field(default=frozenset())

    def are_in(self, text: str, *, near: bool = False) -> bool:
        """Whether a text is a copy of the words, in whole or in part.

        `near` says that the text stands close to where the words were, as in the pack of the same meeting:
        there a text that is nothing but a short one of the words is a copy too.
        """
        plain = _plain(text)
        if near and plain in self.short:
            return True
        if len(plain) < SHORTEST:
            return False
        if any(line in plain for line in self.lines):
            return True
        cut = plain.rstrip(".… ")
        is_cut = plain.endswith(("…", "..."))
        return any(
            (len(plain) >= _LONG_STRETCH and plain in whole)
            or (is_cut and len(cut) >= SHORTEST and whole.startswith(cut))
            for whole in self.whole
        )


def words_of(texts: Iterable[str]) -> Words:
    """The words of some texts; the marker itself and what is too short are left out."""
    kept = [text for text in texts if text.strip() and text.strip() != MARKER]
    whole = [_plain(text) for text in kept]
    lines = [*whole, *(_plain(line) for text in kept for line in text.splitlines())]
    short = frozenset(text for text in lines if text and len(text) < SHORTEST)
    return Words(_long(whole), _long(lines), short)


def without(value: Any, words: Words, *, near: bool = False) -> tuple[Any, bool]:
    """A JSON value with each copied text replaced by the marker, and whether there was any."""
    if isinstance(value, str):
        return (MARKER, True) if words.are_in(value, near=near) else (value, False)
    if isinstance(value, dict):
        pairs = {key: without(each, words, near=near) for key, each in value.items()}
        return {key: each for key, (each, _) in pairs.items()}, any(found for _, found in pairs.values())
    if isinstance(value, list):
        parts = [without(each, words, near=near) for each in value]
        return [each for each, _ in parts], any(found for _, found in parts)
    return value, False


def _long(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if len(text) >= SHORTEST))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
