"""Text as it can be printed: every character has a glyph, and no word is too long to break.

PDF/UA-1 allows no character without a glyph, and one emoji in an update must not stop a pack. What our
fonts cannot show is named in square brackets, so that the reader sees that something stood there.
"""

import functools
import re
import unicodedata
from bisect import bisect_right
from pathlib import Path

_COVERAGE = Path(__file__).parent.parent / "fonts" / "coverage.txt"
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# A combining mark after a letter of another font leaves a cluster that no one font can show.
_PLAIN = re.compile(r"[\n\t\x20-\x7e\xa0-\xac\xae-\u017f\u2010-\u2027\u20ac]*")

LONGEST_WORD = 25
"""Characters; a longer run without a space, a web address say, may break anywhere."""
_LETTERS = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*[.,;:!?)”’]*|[(“‘][^\W\d_]+[.,;:!?)”’]*")


def printable(text: str) -> str:
    """The text with characters that cannot be shown named: "[grinning face]". Controls are left out."""
    text = _LINE_ENDS.sub("\n", text)
    if _PLAIN.fullmatch(text):
        return text
    return "".join(_shown(each) for each in unicodedata.normalize("NFC", text))


def pieces(text: str, *, longest: int = LONGEST_WORD) -> str | list[str]:
    """The text, or, where a word is longer than `longest`, the pieces between which it may break.

    Joined, the pieces are the text: nothing is put into it, so that searching and copying still work.
    A plain word of up to `LONGEST_WORD` letters stays whole whatever `longest` is: the typesetter
    hyphenates it.
    """
    found: list[str] = []
    for part in re.split(rf"(\S{{{longest + 1},}})", text):
        found.extend(_letters(part) if _breaks(part, longest) else [part])
    return found[0] if len(found) == 1 else [each for each in found if each]


def _breaks(part: str, longest: int) -> bool:
    if len(part) <= longest or re.search(r"\s", part):
        return False
    return len(part) > LONGEST_WORD or not _LETTERS.fullmatch(part)


def short(text: str, most: int) -> str:
    """The text on one line; longer than `most` characters, it is cut at a word and ends in an ellipsis."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    kept = flat[: most - 1]
    return (kept.rsplit(" ", 1)[0] if " " in kept[most // 2 :] else kept) + "…"


def _letters(word: str) -> list[str]:
    """The letters of a word, each with the marks that stand on it."""
    found: list[str] = []
    for each in word:
        if found and unicodedata.category(each)[0] == "M":
            found[-1] += each
        else:
            found.append(each)
    return found


def _shown(character: str) -> str:
    if character in "\n\t" or has_glyph(character):
        return character
    category = unicodedata.category(character)
    if category[0] == "Z":
        return " "
    if category in ("Cc", "Cf", "Cs", "Mn", "Me", "Mc"):
        return ""
    plainer = unicodedata.normalize("NFKC", character)
    if plainer != character and all(has_glyph(each) for each in plainer):
        return plainer
    return f"[{unicodedata.name(character, f'U+{ord(character):04X}').lower()}]"


def has_glyph(character: str) -> bool:
    """Whether one of the pack's fonts can show the character by itself."""
    starts, ends = _ranges()
    at = bisect_right(starts, ord(character)) - 1
    return at >= 0 and ord(character) <= ends[at]


@functools.cache
def _ranges() -> tuple[list[int], list[int]]:
    pairs = [line.split("-") for line in _COVERAGE.read_text("ascii").split()]
    return [int(first, 16) for first, _ in pairs], [int(last, 16) for _, last in pairs]
