"""Finds redacted words wherever they were copied: in a sentence, a cell, or the frozen content of a pack.

Copies differ in capitals and spacing, are cut short with an ellipsis, or hold one line of several. A text
is a copy when it holds the words or one whole line of them, when it is a long stretch of them, or when it
is their beginning cut short: then all of it goes. Words shorter than `SHORTEST` are looked for only near
where they stood: "Figures" stands in a hundred innocent places.

A name is another thing. It goes from every sentence that says it, and the sentence stays. A name of one
word, such as "Police", says too little to be looked for in sentences; it goes where it stands alone in
what holds names, such as who leads or who speaks.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

MARKER = "[redacted]"
NAME_REMOVED = "Name removed"
SHORTEST = 15  # characters
_LONG_STRETCH = 40  # characters
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Words:
    """The words being taken out, ready to be looked for; made by `words_of`.

    `names` go from within a text and `instead` is put in their place; those in `alone` only where they are
    all that is said.
    """

    whole: tuple[str, ...] = field(default=())
    lines: tuple[str, ...] = field(default=())
    short: frozenset[str] = field(default=frozenset())
    names: tuple[re.Pattern[str], ...] = field(default=())
    alone: frozenset[str] = field(default=frozenset())
    instead: str = MARKER

    def __bool__(self) -> bool:
        """Whether there is anything to look for beyond the thing itself."""
        return bool(self.lines or self.short or self.names or self.alone)

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

    def out_of(self, text: str, *, near: bool = False, is_name: bool = False) -> str:
        """The text without the words: the marker where it is a copy, else itself less the names.

        `is_name` says that the text stands where nothing but a name is written.
        """
        if (near or is_name) and _plain(text) in self.alone:
            return self.instead
        if self.are_in(text, near=near):
            return MARKER
        for name in self.names:
            text = name.sub(lambda _: self.instead, text)
        return text


def words_of(texts: Iterable[str], names: Iterable[str] = (), *, instead: str = MARKER) -> Words:
    """The words of some texts and some names; the marker itself and what is too short are left out.

    >>> words_of([], ["Jo Bloggs"], instead=NAME_REMOVED).out_of("Led by jo  bloggs, and Jo Bloggsworth")
    'Led by Name removed, and Jo Bloggsworth'
    """
    kept = [text for text in texts if text.strip() and text.strip() != MARKER]
    whole = [_plain(text) for text in kept]
    lines = [*whole, *(_plain(line) for text in kept for line in text.splitlines())]
    called = [name for name in names if name.strip() and name.strip() not in (MARKER, NAME_REMOVED)]
    short = frozenset(text for text in lines if text and len(text) < SHORTEST)
    return Words(
        _long(whole),
        _long(lines),
        short,
        names=tuple(_pattern(name) for name in dict.fromkeys(called) if _is_sought(name)),
        alone=frozenset(_plain(name) for name in called if not _is_sought(name)),
        instead=instead,
    )


def without(value: Any, words: Words, *, near: bool = False) -> tuple[Any, bool]:
    """A JSON value without the words in any of its texts, and whether there were any."""
    if isinstance(value, str):
        left = words.out_of(value, near=near)
        return left, left != value
    if isinstance(value, dict):
        pairs = {key: without(each, words, near=near) for key, each in value.items()}
        return {key: each for key, (each, _) in pairs.items()}, any(found for _, found in pairs.values())
    if isinstance(value, list):
        parts = [without(each, words, near=near) for each in value]
        return [each for each, _ in parts], any(found for _, found in parts)
    return value, False


def _is_sought(name: str) -> bool:
    """Whether a name says enough to be looked for in sentences: two words, or an address."""
    return "@" in name or len(_WORD.findall(name)) > 1


def _pattern(name: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in name.split())
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def _long(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if len(text) >= SHORTEST))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
