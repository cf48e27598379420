"""Finds the code printed before an entry's words: "12.Return", "1. Title – text", "3.2 Train", "a) Fund".

A bare number before words ("6 homes for families") is not a code unless it stands in a code column.
"""

import re

from quorate.domain.plans.facts import EntryKind

_BEFORE_WORDS = re.compile(
    r"""^\s*(?P<code>
        (?:[Rr]ec(?:ommendation)?|[Aa]ction|[Oo]bjective|[Pp]riority|[Oo]utcome|[Aa]ctivity)\s+(?P<worded>\d{1,3}[a-z]?)\s*[:.–—-]
      | \(?(?P<number>\d{1,3}(?:\.\d{1,3})*[a-z]?)[.):](?![\d])
      | (?P<dotted>\d{1,3}(?:\.\d{1,3})+[a-z]?)(?=\s+[A-Z])
      | (?P<joined>\d{1,2}[a-wyz])(?=\s+[A-Z])
      | \(?(?P<letter>[A-Za-z]|[ivx]{2,4})[.)](?=\s)
      | (?P<prefixed>[A-Z]{1,4}[-.]?\d{1,3}(?:\.\d{1,3})*[a-z]?)[:.)](?=\s)
    )\s*""",
    re.VERBOSE,
)
_KIND_OF_WORD = {
    "rec": EntryKind.RECOMMENDATION,
    "recommendation": EntryKind.RECOMMENDATION,
    "action": EntryKind.ACTION,
    "activity": EntryKind.ACTION,
    "objective": EntryKind.OBJECTIVE,
    "priority": EntryKind.PRIORITY,
    "outcome": EntryKind.OUTCOME,
}
_LEVEL_WORD = re.compile(rf"\s*(?P<word>{'|'.join(_KIND_OF_WORD)})\s+(?=\d)", re.IGNORECASE)
_TITLE = re.compile(r"^(?P<title>.{3,110}?)(?:\s+[–—-]\s*|\s*[–—]\s+|:\s+)(?=[A-Z“\"‘'(\d])")


def split_code(text: str) -> tuple[str, int]:
    """The code a text opens with, without its dot or bracket, and where the words after it begin.

    >>> split_code("12.Return on money"), split_code("6 homes"), split_code("a) Fund it")
    (('12', 3), ('', 0), ('a', 3))
    """
    match = _BEFORE_WORDS.match(text)
    if match is None:
        return "", 0
    parts = ("worded", "number", "dotted", "joined", "letter", "prefixed")
    code = next(match[part] for part in parts if match[part])
    return code, match.end()


def split_code_of(text: str, kind: EntryKind) -> tuple[str, int, int]:
    """The code of an entry of a kind, where it begins in the text, and where the words after it begin.

    The level's own word before the number is a label; another level's word is part of the code.

    >>> split_code_of("Action 4: Fund it", EntryKind.ACTION)
    ('4', 7, 10)
    >>> split_code_of("Objective 4: Fund it", EntryKind.ACTION)
    ('Objective 4', 0, 13)
    """
    code, end = split_code(text)
    word = _LEVEL_WORD.match(text) if code else None
    if word is None:
        return code, 0, end
    if _KIND_OF_WORD[word["word"].lower()] is kind:
        return code, word.end(), end
    return f"{word['word']} {code}", 0, end


def split_title(text: str) -> str:
    """The short name before a dash or colon, or nothing when the text has none.

    >>> split_title("Communications – There is a need")
    'Communications'
    """
    match = _TITLE.match(text)
    if match is None or len(text) - match.end() < 8:
        return ""
    title = match["title"].strip()
    return "" if title.count("(") != title.count(")") else title


def clean_code(printed: str) -> str:
    """A code cell's words as a code: "1." and "(1)" are "1".

    >>> clean_code("(a)"), clean_code("1."), clean_code("Ref 2.1")
    ('a', '1', 'Ref 2.1')
    """
    return " ".join(printed.split()).strip("().: ")


def is_code_alone(text: str) -> bool:
    """Whether a cell's words are a code and no more.

    >>> is_code_alone("(1)"), is_code_alone("R2.1"), is_code_alone("Open it")
    (True, True, False)
    """
    return bool(re.fullmatch(r"\(?(?:[A-Z]{0,4}[-.]?\d{1,3}(?:\.\d{1,3})*[a-z]?|[a-z])[.):]*", text.strip()))


def qualified(printed: str, parent: str) -> str:
    """A letter under a numbered parent carries its number: "a" under "1" is "1a".

    >>> qualified("a", "1"), qualified("2", "1"), qualified("a", "")
    ('1a', '2', 'a')
    """
    is_letter = bool(re.fullmatch(r"[a-z]|[ivx]{2,4}", printed))
    return parent + printed if is_letter and parent and parent[-1].isdigit() else printed


def number_of(code: str) -> int | None:
    """The whole number a plain code is, or None."""
    return int(code) if re.fullmatch(r"\d{1,4}", code) else None
