"""Parts a sentence that has a rule for each of two offices: "The Chair is ... and the Vice Chair is ...".

Offices named together ("the Chair and Vice Chair") share one rule. An office that is named later, with words
of its own that say who fills it, begins a half. A half may lean on the verb of the one before it: "the Chair
is appointed by the Council and the Vice Chair by the members".
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from quorate.domain.terms.clauses import ClauseKind
from quorate.domain.terms.reading.sentence import Sentence

_OFFICES = (
    (ClauseKind.VICE_CHAIR, r"(?:vice|deputy)[ -]?chair(?:s|person|persons)?\b"),
    (ClauseKind.CHAIR, r"chair(?:s|person)?\b(?!'s)"),
    (ClauseKind.SECRETARY, r"secretar(?:y|iat|ial)\b(?!'s)"),
)
_OFFICE = re.compile(
    r"(?<![\w-])(?:" + "|".join(f"(?P<{kind.value}>{words})" for kind, words in _OFFICES) + ")"
)
_JOINS = re.compile(r"(?:[,/&]| and| or| )*(?: ?\b(?:the|an?|its)\b ?)?")
_HALF = re.compile(r"(?:;|,? (?:and|while|whereas|with)|,) ")
_FILLED = r"(?:re-?)?(?:appointed|elected|nominated|selected|chosen)"
_OF_ITS_OWN = re.compile(
    rf"^(?:the |an? |its )?{_OFFICE.pattern}(?: of (?:the )?\w+| support| services?)?"
    rf"(?: (?P<verb>will|shall|must|should|may|is|are|to be|being|{_FILLED})\b| (?P<lean>by|from|the|an?)\b)"
)
_FILLS = re.compile(rf"\b{_FILLED}\b")
ELECTS = re.compile(
    r"^(?:the )?(?P<by>[\w' ]{3,50}?) (?:will |shall |must |should )?(?:appoints?|elects?"
    r"|nominates?|chooses?) (?:(?!and |to )\w+ ){0,4}?(?:chair|vice|deputy|secretary)"
)


@dataclass(frozen=True, slots=True)
class Half:
    """A half as a sentence of its own, its words as written, and what is added to a place in it."""

    sentence: Sentence
    words: str
    start: int = 0


def named_together(plain: str) -> tuple[ClauseKind, ...]:
    """The office named first, and those that are named with it."""
    together: list[re.Match[str]] = []
    for found in _OFFICE.finditer(plain):
        if together and not _JOINS.fullmatch(plain[together[-1].end() : found.start()]):
            break
        together.append(found)
    return tuple(ClauseKind(found.lastgroup) for found in together if found.lastgroup)


def parted(sentence: Sentence) -> list[Half]:
    """The halves of a sentence, one for each rule of an office; the sentence alone where it has one rule."""
    starts = list(_starts(sentence.plain))
    if not starts:
        return [Half(sentence, sentence.text)]
    spans = [(0, starts[0][0]), *((a[1], b[0]) for a, b in pairwise([*starts, (len(sentence.plain), 0)]))]
    return [_half(sentence, start, end) for start, end in spans]


def _starts(plain: str) -> Iterable[tuple[int, int]]:
    """Where the words between two halves begin and end."""
    found = list(_OFFICE.finditer(plain))
    for before, office in pairwise(found):
        if _JOINS.fullmatch(plain[before.end() : office.start()]):
            continue
        for mark in _HALF.finditer(plain, before.end(), office.start()):
            rest = plain[mark.end() :]
            is_next = mark.end() + len("the ") >= office.start()
            if (is_next and _OF_ITS_OWN.match(rest)) or ELECTS.match(rest):
                yield mark.start(), mark.end()
                break


def _half(sentence: Sentence, start: int, end: int) -> Half:
    text, plain = sentence.text[start:end], sentence.plain[start:end]
    words = text
    own = _OF_ITS_OWN.match(plain)
    lent = 0
    if start and own and own["lean"]:
        filled = _FILLS.search(sentence.plain[:start]) if own["lean"] in ("by", "from") else None
        verb = f" is {filled.group()}" if filled else " is"
        at = own.start("lean") - 1
        text, plain, lent = f"{text[:at]}{verb}{text[at:]}", f"{plain[:at]}{verb}{plain[at:]}", len(verb)
    return Half(replace(sentence, text=text, plain=plain), words, start - lent)
