"""Which part of a sentence says what is not so, so that no rule is read there as if it were.

"The Board will no longer report to Cabinet" holds every word of a report owed. What stands in a part that
is negated is read only by readers that understand negation; for all others it is blank.
"""

import re
from dataclasses import replace
from itertools import pairwise

from quorate.domain.terms.reading.exceptions import exception
from quorate.domain.terms.reading.found import Span
from quorate.domain.terms.reading.sentence import Sentence

_NOT = re.compile(
    r"(?<![\w-])(?:not|no|never|neither|nor|none|nobody|no-one|cannot|\w+n't|without|lacks?|nothing"
    r"|ceas(?:e|es|ed|ing) (?:to|\w+ing)|stop(?:s|ped)? \w+ing|used to(?! be\b)|discontinu\w+|rather than"
    r"|instead of|rarely|seldom|hardly|unlikely|rejected"
    r"|(?:refuse|decline|fail)(?:s|d|ed)? to|exempt(?:ed)? from"
    r"|(?:prohibited|barred|forbidden|prevented) from)(?![\w-])"
)
_NOT_NEGATED = re.compile(
    r"\b(?:no|not) (?:later|less|fewer|more|longer|earlier|sooner)(?: \w+ly)?(?: often)? than\b"
    r"|\bnot (?:\w+ ){1,3}?(?:less|fewer)(?: often| frequently| regularly)? than\b"
    r"|\bnot (?:\w+ly )?(?:exceed(?:ing)?|(?:last|run|be|take) (?:for )?(?:longer|more|over)\b)"
    r"|\bwhether or not\b|\bnot (?:only|just|limited to|applicable|for profit)\b|\bno recourse\b|\bno\.? ?\d"
    r"|\bif not (?:before|sooner|earlier|already)\b|\bnot already\b"
    r"|\bwho (?:cannot|can not|(?:is|are) not able to|do(?:es)? not) (?:attend|come)\b"
    r"|\bwithout (?:upward |further |prior |any |the need for )*"
    r"(?:referral|reference|delay|prejudice|undue delay|exception)\b"
)
"""Words of negation that set a limit or go with a rule: "no later than", "without upward referral"."""
_VERB = r"(?:will|shall|must|should|may|can|is|are|has|have)"
_JOINT = (
    r";|,? (?:but|however|although|though|whereas|while)\b"
    rf"|,? and (?=(?:[\w'-]+ ){{0,6}}?{_VERB}\b)"
)
_STRONG = re.compile(rf"[()]|(?<=\w)[.:] |{_JOINT}")
"""Where one part ends and another begins that has a verb of its own."""
_SOMEBODY = (
    r"(?:(?:vice-?)?chair|secretary|secretariat|co-?ordinator|board|group|members?|council|agenc(?:y|ies))"
)
_NEXT = re.compile(
    rf"{_JOINT}|,? and (?=(?:the |each |all |every )?(?:\w+ )?{_SOMEBODY} (?:keep|hold|take|send|call|decide"
    r"|record|maintain|sign|publish|approve|pay|attend|vote|store|retain|book|report|receive|prepare)s?\b)"
)
"""The same, and where somebody else does something."""
_WEAK = re.compile(r"(?<=\w),? (?:if|where|when|unless|until|so that|because)\b|,(?= not\b)")
"""Where a condition begins. A "not" before it may still hold behind it, so that it ends no part."""

_MOST_OF_A_LIST = 3
"""So few words before a joint are things listed, and no part with a verb: "the draft minutes and ..."."""


def parts_of(plain: str) -> list[Span]:
    """The parts of a sentence that have verbs of their own, in order and without a gap."""
    marks = [0]
    for match in _NEXT.finditer(plain):
        # "The agenda and papers are sent" is one part: its first words do nothing of their own.
        if len(plain[marks[-1] : match.start()].split()) > _MOST_OF_A_LIST:
            marks.append(match.start())
    return [Span(*pair) for pair in pairwise([*marks, len(plain)])]


def without(sentence: Sentence, part: Span) -> Sentence:
    """The sentence with one part blank, letter for letter as long."""
    blank = ";".ljust(part.end - part.start)
    return replace(sentence, plain=f"{sentence.plain[: part.start]}{blank}{sentence.plain[part.end :]}")


def asserted(sentence: Sentence) -> Sentence:
    """The sentence with every negated part blank, letter for letter as long.

    A semicolon stands where a part was, so that no words are read across it.
    """
    said = sentence
    for part in negated(sentence.plain):
        said = without(said, part)
    return said


def negated(plain: str) -> list[Span]:
    """The negated parts, outside of what is an exception and said as one."""
    excepted = exception(plain) or (0, 0)
    limits = [Span(*m.span()) for m in _NOT_NEGATED.finditer(plain)]
    strong = sorted({0, len(plain), *(m.start() for m in _STRONG.finditer(plain))})
    found = []
    weak = [m.start() for m in _WEAK.finditer(plain)]
    for start, end in pairwise(strong):
        nots = [
            m.start()
            for m in _NOT.finditer(plain, start, end)
            if not any(m.start() in range(*limit) for limit in limits) and m.start() not in range(*excepted)
        ]
        if nots:
            found.append(Span(max([start, *(at for at in weak if start < at <= nots[0])]), end))
    return found
