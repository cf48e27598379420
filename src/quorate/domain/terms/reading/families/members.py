"""What is asked of members: deputies, authority to decide, confidentiality; and how others may join."""

import re

from quorate.domain.calendar.wording import describe
from quorate.domain.kernel.words import listed
from quorate.domain.terms.clauses import ClauseKind, is_from_receipt
from quorate.domain.terms.reading.found import Find, Proposed, Span
from quorate.domain.terms.reading.labels import Topic
from quorate.domain.terms.reading.offset_phrases import ONWARD, offset_phrases
from quorate.domain.terms.reading.sentence import Sentence

_INTEREST = re.compile(
    r"\b(?:expressions? of interest|eois?|applications? (?:for|to join|to become)|requests? to join)\b"
)
_ANSWERED = re.compile(
    r"\b(?:respon\w+|answer\w*|consider\w*|repl(?:y|ies|ied)|decision|decided|acknowledg\w+"
    r"|notified|informed)\b"
)
_CANNOT = re.compile(
    r"\b(?:do(?:es)? not attend|cannot|can not|can't|unable to|not able to|not available to|in the absence of"
    r"|in their absence|absen(?:t|ce)|impossible for"
    r"|not possible|where a member is (?:unavailable|not able))\b"
)
_INSTEAD = re.compile(
    r"\b(?:deput(?:y|ies|ise|ize|ising)|substitutes?|delegat(?:e|ed|es)|representative|colleague"
    r"|alternates?|in their place|nominee|stand[- ]in|proxy|proxies)\b"
)
_DEPUTIES_MAY = re.compile(
    r"\b(?:(?:named |nominated |appropriate |suitable )?(?:deput(?:y|ies)|substitutes?|alternates?"
    r"|nominees?) (?:may|can|should|must|will|shall|are (?:allowed|permitted|welcome|not))"
    r"|(?:send|nominate|identify|appoint|name|provide|have) (?:a |an |one |their |named |nominated "
    r"|suitable |appropriate |briefed )*(?:deput(?:y|ies)|substitutes?|alternates?|nominee))\b"
)
_DEPUTY = r"(?:deput(?:y|ies)|substitutes?|alternates?|nominees?|stand-?ins?|delegates|proxies)"
_ENDS = r"(?=[.;,)]|$| unless\b| except\b| save\b| other than\b| as\b| since\b)"
_LET = r"(?:permitted|allowed|accepted|acceptable|appointed|sent|used|nominated)"
_NO_DEPUTIES = re.compile(
    rf"\bno {_DEPUTY}(?: (?:(?:are|is|will|shall|may|can|to)(?: be)? )?(?:{_LET}|attend))?{_ENDS}"
    rf"|\b{_DEPUTY} (?:(?:are|is) not|(?:will|may|can|shall|should|must) not be|cannot be) {_LET}{_ENDS}"
    rf"|\b{_DEPUTY} (?:(?:will|may|can|shall|should|must) not|cannot) attend(?: meetings)?{_ENDS}"
    rf"|\b(?:not|cannot) (?:send|delegate|nominate|appoint)(?: (?!without\b)\w+){{0,3}}{_ENDS}"
)
"""That nobody may stand in: what a deputy may not do, or not without something, says less."""
_DENIES = re.compile(
    r"\b(?:not|never|cannot) (?:\w+ ){0,2}?(?:send|nominate|appoint|name|provide|use|have|delegate)\b"
    rf"|\bno (?:\w+ )?{_DEPUTY}\b|\b{_DEPUTY}(?: \w+){{0,6}}? (?:not|never|cannot)\b"
)
_AUTHORITY = re.compile(
    r"\b(?:(?:have|has|with|hold|holds|given|sufficient|appropriate) (?:\w+ ){0,4}?(?:authority"
    r"|seniority|delegated authority|decision[- ]making (?:powers?|authority|responsibility))"
    r"|(?:authority|authorised|able|empowered|mandate) (?:\w+ ){0,12}?(?:to )?(?:make|take|agree"
    r"|commit)(?: \w+){0,3} (?:decisions?|proposals?|resources|funding|on behalf)"
    r"|without (?:upward|further) referral|to commit resources)\b"
)
_CONFIDENTIAL = re.compile(
    r"\b(?:confidentiality (?:statement|agreement|declaration|undertaking|clause|protocol|policy)"
    r"|sign (?:a |an |the )?(?:\w+ )?(?:confidentiality|non-?disclosure)"
    r"|treat\w* (?:\w+ ){0,6}(?:as (?:strictly )?confidential|in (?:strict )?confidence)"
    r"|(?:treated|kept|held|remain|regarded) (?:as |strictly |in )*(?:confidential|confidence)"
    r"|(?:must|will|shall|should) (?:respect|maintain|observe|keep)[\w ]{0,20}confidential\w*"
    r"|confidential(?:ity)? (?:must|will|shall|should|is to) be)\b"
)


_PEOPLE = re.compile(
    r"\b(?:members?|attendees|partners?|representatives?|deput(?:y|ies)|agenc(?:y|ies)|everyone|all those)\b",
    re.IGNORECASE,
)


def interest(sentence: Sentence) -> list[Find]:
    """How long an answer to an expression of interest may take."""
    text = sentence.plain
    if not (_INTEREST.search(text) or sentence.topic is Topic.INTEREST) or not _ANSWERED.search(text):
        return []
    found = [p for p in offset_phrases(text) if p.offset.direction in ONWARD]
    if len(found) != 1:
        return []
    phrase = found[0]
    if not is_from_receipt(phrase.anchor):
        return []  # an answer is counted from the day of receipt alone
    anchor, doubts = phrase.anchor, [*phrase.warnings]
    if not anchor:
        anchor = "receiving it"
        doubts.append("The words do not say from when: receiving it is understood.")
    return [
        sentence.find(
            Proposed(
                ClauseKind.EXPRESSION_OF_INTEREST,
                sentence.quote,
                reading=f"An answer is due {describe(phrase.offset)} {anchor}.",
                who=_answerer(sentence),
                anchor=anchor,
                offset=phrase.offset,
                ambiguity=" ".join(doubts),
            ),
            phrase.span,
        )
    ]


def _answerer(sentence: Sentence) -> str:
    found = re.search(
        r"\b(?:considered|answered|acknowledged|decided) by (?:the )?(?P<who>(?:vice-?)?chair|board"
        r"|group|co-?ordinator|secretary)\b",
        sentence.plain,
    )
    return sentence.text[found.start("who") : found.end("who")] if found else ""


def substitution(sentence: Sentence) -> list[Find]:
    """Who attends for a member who cannot, and what is asked of that person."""
    text = sentence.plain
    if re.search(r"\bchair\b", text) and not re.search(r"\bmembers?\b|\brepresentatives?\b", text):
        return []  # who chairs in the chair's absence is another matter
    none = _NO_DEPUTIES.search(text)
    if (
        re.search(r"\bquor(?:um|ate)\b", text)
        or _ABSENTEE.search(text)
        or not (none or _DEPUTIES_MAY.search(text) or (_CANNOT.search(text) and _INSTEAD.search(text)))
    ):
        return []
    if not none and _DENIES.search(_not_understood(text)):
        return []  # something is denied of deputies, and not that they come
    asked = [word for word, pattern in _ASKED if pattern.search(text)]
    has_no_vote = bool(_NO_VOTE.search(text) or _NO_SAY.search(text)) and _GIVEN_AUTHORITY not in asked
    reading = "Members may not send a deputy." if none else "A deputy attends for a member who cannot."
    if asked and not none:
        reading = f"{reading} The deputy is {listed(asked)}."
    if has_no_vote and not none:
        reading = f"{reading} The deputy does not decide."
    return [
        sentence.find(
            Proposed(
                ClauseKind.SUBSTITUTION,
                sentence.quote,
                reading,
                who=sentence.other_body,
                is_other_body=bool(sentence.other_body),
                sends_deputy=not none,
                deputy_briefed=(_BRIEFED in asked and not none) or None,
                deputy_authority=None if none else _authority_of(asked, has_no_vote=has_no_vote),
            )
        )
    ]


def understood_of_deputies(text: str) -> list[Span]:
    """The negations that are understood of deputies: who cannot come, who does not vote, that nobody may."""
    patterns = (_CANNOT, _NO_VOTE, _NO_SAY, _NO_DEPUTIES)
    return [Span(*found.span()) for pattern in patterns for found in pattern.finditer(text)]


def _not_understood(text: str) -> str:
    for start, end in understood_of_deputies(text):
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _authority_of(asked: list[str], *, has_no_vote: bool) -> bool | None:
    return False if has_no_vote else (_GIVEN_AUTHORITY in asked or None)


_ABSENTEE = re.compile(
    r"\bconsecutive meetings?\b|\bdeemed to have\b"
    r"|\bmembership (?:will|shall|may) (?:be )?(?:cease|lapse|end)"
)
_NO_VOTE = re.compile(
    r"\b(?:no|not (?:\w+ ){0,3}?|without (?:any )?|non-)(?:vote|voting|authority|decision[- ]making)"
    r"|\bwithout (?:delegated |any )?(?:authority|voting)\b"
)
_NO_SAY = re.compile(
    rf"\b{_DEPUTY}\b[^.;]*?\b(?:not|cannot|never) (?:\w+ ){{0,2}}?(?:vote|decide"
    r"|(?:take|make|participate in|take part in|be involved in)(?: \w+){0,3}? (?:decisions?|votes?|voting"
    r"|decision-making))\b"
)
_GIVEN_AUTHORITY, _BRIEFED = "given authority", "briefed"
_ASKED = (
    (_GIVEN_AUTHORITY, re.compile(r"(?<!without )(?<!no )\b(?<!without delegated )authority\b")),
    (_BRIEFED, re.compile(r"\bbrief(?:ed|ing)?\b")),
    ("of suitable seniority", re.compile(r"\bsenior(?:ity)?\b")),
)


_NOT_A_MEMBERS = re.compile(
    r"\bquor|\bcount(?:s|ed)?\b|\bvot(?:e|es|ing)\b|^only\b"
    r"|^(?:\w+ ){0,2}(?:deput(?:y|ies)|substitutes?|delegates?|nominees?)\b"
)
"""What says who counts, or what a deputy must have, gives no member authority."""


_ANOTHER_DECIDES = re.compile(
    r"^(?:(?:the|an?|this|our|its) )*(?:\w+ )?(?:(?:vice-?)?chair(?:person)?|secretar(?:y|iat)|co-?ordinator"
    r"|board|group|partnership|committee|executive|panel|forum|council|cabinet)(?:'s?)?"
    r"(?! (?:\w+ )?(?:members?|representatives?|partners|agencies)\b)(?![\w-])"
    r"|\b(?:group|board|partnership|committee) (?:has|have|does|will have) (?:\w+ ){0,3}(?:authority|power)"
)


def authority(sentence: Sentence) -> list[Find]:
    """That a member may decide for the agency."""
    if not _AUTHORITY.search(sentence.plain) or sentence.topic is Topic.QUORUM or substitution(sentence):
        return []
    if _NOT_A_MEMBERS.search(sentence.plain):
        return []
    said = f"{sentence.passage.stem} {sentence.plain}"
    if _ANOTHER_DECIDES.search(sentence.plain) or not _PEOPLE.search(said):
        return []  # what an officer or the body itself may decide
    referral = " without asking anybody above" if "referral" in sentence.plain else ""
    return [
        sentence.find(
            Proposed(
                ClauseKind.AUTHORITY,
                sentence.quote,
                f"Each member may decide for the agency{referral}.",
                who=sentence.who,
            )
        )
    ]


def confidentiality(sentence: Sentence) -> list[Find]:
    """A statement to sign, or a duty to keep what is heard."""
    if not _CONFIDENTIAL.search(sentence.plain):
        return []
    signs = "sign" in sentence.plain
    reading = "Members sign a confidentiality statement." if signs else "What members hear is confidential."
    who = sentence.who if _PEOPLE.search(sentence.who) else ""
    return [sentence.find(Proposed(ClauseKind.CONFIDENTIALITY, sentence.quote, reading, who=who))]
