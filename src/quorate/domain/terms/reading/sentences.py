"""Parts a paragraph into sentences, and says what a sentence would be called plain."""

import re

_ABBREVIATIONS = (
    "e.g", "i.e", "etc", "eg", "ie", "cllr", "cllrs", "dr", "mr", "mrs", "ms", "prof", "rev", "st", "no",
    "nos", "vs", "approx", "inc", "incl", "dept", "supt", "insp", "sgt", "para", "sec", "art", "ref", "a.m",
    "p.m", "hon", "rt", "ltd", "fig", "max", "min", "cf", "viz", "ext", "tel",
)  # fmt: skip
_END = re.compile(r"(?<=[.!?;])[”\"')\]]*\s+(?=[“\"'‘(\[]?[A-Z0-9•])")
_ABBREVIATED = re.compile(
    rf"(?:(?:^|[\s(/])(?:{'|'.join(map(re.escape, _ABBREVIATIONS))})|\b[A-Z]"
    rf"|^\(?\d{{1,2}}(?:\.\d{{1,2}})*)\.$",
    re.IGNORECASE,
)
_ENDS_ALWAYS = re.compile(r"(?:^|[\s(])(?:etc|no|a\.m|p\.m|ltd|inc)\.$", re.IGNORECASE)
"""Abbreviations that also end sentences: before a word that opens like a sentence they do."""
_OPENERS = re.compile(r"(?:The|This|These|Members|Minutes|Papers|All|Any|Each|If|It|In|Where|When|Agenda)\b")
_JOINED_NUMBER = re.compile(r"(?<=ty)-(?=(?:one|two|three|four|five|six|seven|eight|nine)\b)", re.IGNORECASE)


def sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph, none of their words lost; a semicolon before a capital ends one too.

    >>> sentences("Bring reports, minutes etc. to Cllr. Bell. Papers go out i.e. by post.")
    ['Bring reports, minutes etc. to Cllr. Bell.', 'Papers go out i.e. by post.']
    """
    found: list[str] = []
    start = 0
    for end in _END.finditer(paragraph):
        if _is_abbreviation(paragraph[start : end.start()], paragraph[end.end() :]):
            continue
        found.append(paragraph[start : end.end()].strip())
        start = end.end()
    found.append(paragraph[start:].strip())
    return [sentence for sentence in found if sentence]


def _is_abbreviation(before: str, after: str) -> bool:
    if not before.endswith("."):
        return False
    tail = before[-14:]
    if not _ABBREVIATED.search(tail):
        return False
    # "... reports etc. The minutes ..." ends; "No. 5" and "e.g. Housing" go on
    return not (_ENDS_ALWAYS.search(tail) and _OPENERS.match(after))


def plain(text: str) -> str:
    """Lower case, straight quotes, plain dashes, no hyphen in numbers; letter for letter as long."""
    for curly, straight in (
        ("’", "'"),
        ("‘", "'"),
        ("“", '"'),
        ("”", '"'),
        ("‑", "-"),
        ("–", "-"),
        ("—", "-"),
    ):
        text = text.replace(curly, straight)
    lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _JOINED_NUMBER.sub(" ", lowered)
