"""What becomes of a sentence without a clause: no rule and why, or a rule that was not understood."""

import re
from collections.abc import Sequence

from quorate.domain.terms.reading.amounts import NUMBER_WORDS, Amount
from quorate.domain.terms.reading.duty_words import binds, binds_a_body
from quorate.domain.terms.reading.exceptions import exception
from quorate.domain.terms.reading.found import Span, Unread
from quorate.domain.terms.reading.labels import Topic
from quorate.domain.terms.reading.seats import lists_members, may_be_seat
from quorate.domain.terms.reading.sentence import Sentence

NEGATED = re.compile(
    r"\b(?:no (?:requirement|obligation|need|duty|expectation|set|fixed)|not (?:be )?(?:required"
    r"|obliged|expected|necessary|needed)|need not|needn't|do(?:es)? not (?:require|have to|need)"
    r"|not a requirement|will not be (?:circulated|issued|sent|minuted|taken))\b"
)
_NOT_RULES = (
    (
        re.compile(
            r"\b(?:aged?|ages?)\b[\w ,]{0,20}\d|\byears? (?:old|of age)\b|\b\d{1,2} (?:years )?(?:or"
            r"|and) (?:over|under|above|older)\b"
        ),
        "It gives an age.",
    ),
    (
        re.compile(
            r"\b(?:24 hours a day|seven days a week|7 days a week|hours a week|per week|helpline|telephone"
            r"|tel\b)"
        ),
        "It gives opening hours.",
    ),
    (
        re.compile(
            r"\b(?:in|over|during|for|within) the (?:last|past|previous|preceding) \b|\b(?:years?|months?"
            r"|weeks?|days?) ago\b|\bsince (?:19|20)\d\d\b"
        ),
        "It looks back.",
    ),
    (
        re.compile(
            r"\b(?:one|two|three|four|1|2|3|4) (?:in|out of) (?:\w+) (?:people|women|men|children|adults)\b"
            r"|\bnationally\b|\bpopulation\b"
        ),
        "It is a statistic.",
    ),
)
_MODAL = re.compile(
    r"\b(?:will|must|shall|should|required|may|are to|is to|needs? to|expected to|can|cannot)\b"
    r"|^to (?=[a-z])|\bonly\b(?! (?:by|through) (?:working|acting))"
)
_ASKED = re.compile(
    r"\b(?:in writing|by e-?mail|appoint(?:s|ed|ing)?|nominat\w+|new representative|successors?"
    r"|inform(?:s|ed|ing)? the (?:\w+ )?(?:chair|vice-?chair|board|group|partnership|co-?ordinator|secretary)"
    r"|notif(?:y|ies|ied|ying)|(?:agreed|set) (?:time ?(?:frames?|scales?|limits?)|deadlines?|dates?)"
    r"|in (?:good|due) time|as soon as (?:possible|practicable)"
    r"|data ?sets?|receiv(?:e|es|ed|ing) (?:\w+ ){0,4}reports?|report on|submit\w*"
    r"|(?:^|(?:will|must|shall|should|to|and) )circulate|(?:point|points) of contact|register of"
    r"|declar(?:e|es|ed|ations?)|expenses|remunerat\w+|induction|apologies)\b"
)
"""What is asked of somebody and can be seen to be done: by when, in which way, of whom, in which form."""
_ASIDES = (Topic.PURPOSE, Topic.DEFINITIONS, Topic.ABBREVIATIONS)
_RULE_WORDS = re.compile(
    r"\b(?:quor(?:um|ate|acy)|minutes|agendas?|papers|vot(?:e|es|ing)|casting|consensus|majority"
    r"|co-?opt(?:ed)?|conflicts? of interest|declare|absence of the (?:vice-?)?chair"
    r"|is absent|preside|noon|midday|deadline|extraordinary|urgent meetings?"
    r"|confidential(?:ity)?|substitutes?"
    r"|deput(?:y|ies)|resign\w*|removed from|attendance|attend (?:all|every|each)|cancel\w*"
    r"|postpone\w*|notice"
    r"|elect(?:ed|ion)?|term of office|standing items?|expressions? of interest"
    r"|\d{1,2}(?:[.:]\d\d)? ?[ap]m|by (?:monday|tuesday|wednesday|thursday|friday))\b"
)
_STRONG = re.compile(
    r"\b(?:quor(?:um|ate|acy)|vot(?:e|es|ing)|casting|by consensus|secretariat)\b"
    r"|\b(?:must|shall|should|needs? to) be (?:present|represented|in attendance)\b"
    r"|\b(?:board|group|partnership|committee|meetings?) (?:will|shall|should|must) (?:normally "
    r"|usually )?(?:meet(?! the)|be held)\b"
    r"|\b(?:may|cannot|do(?:es)? not) (?:make|take) (?:[\w-]+ ){0,2}decisions\b"
    r"|\b(?:information[- ]sharing|data[- ]sharing) agreement\b|\bchaired by\b"
    r"|\b(?:chair(?:person)?|secretary|secretariat) (?:is|are) (?:elected|appointed|nominated|chosen|selected"
    r"|held|shared|drawn)\b"
    r"|\b(?:is|are|acts? as|serves? as) (?:the |its |a )?(?:board |group )?(?:(?:vice|deputy)[ -]?chair|chair"
    r"|secretary|clerk|minute[- ]taker)(?: (?:to|of|for)\b|$|[.;,])"
    r"|\b(?:presides?|takes the chair|chairs the (?:meetings?|board|group|partnership))\b"
    r"|\b(?:chair|secretary|secretariat|clerk) (?:to|of|for) (?:the |this )?(?:\w+ ){0,3}(?:board|group"
    r"|partnership|committee|forum|meetings?) (?:is|are)\b"
)
_WHO_SITS = re.compile(
    r"^(?:the |our |its )?(?:\w+ ){0,2}(?:membership|members)(?: of [\w ]{1,40}?)?,? (?:is|are|shall be"
    r"|will be|includes?|comprises?|consists? of|will (?:include|comprise|consist)"
    r"|(?:is |are )?(?:made up of|drawn from))"
    r" (?!(?:\w+ly )?(?:\w+(?:ed|ive|ible|able) |\w+ing |a |an |not |to |able|clear))"
)
"""Who the members are, in a sentence: "The core membership is the police, housing and probation"."""
_LABELLED = re.compile(
    r"^(?:the )?(?:(?:vice|deputy|independent)[ -])?(?:chair|secretary|secretariat|quorum|quoracy|minutes"
    r"|papers|agendas?|frequency|notice)\b[\w ()/,-]{0,40}: \S"
)
"""An answer after a label that is not known whole: "Chair (rotating): Police"."""
_BARE_NUMBER = re.compile(rf"\bwithin (?:\d{{1,3}}|{NUMBER_WORDS})(?=[.;,]|$)")
"""A number whose unit stands elsewhere: "to the chair within 3 working days; to members within 10"."""
_BARE_TOPICS = (
    Topic.FREQUENCY,
    Topic.DURATION,
    Topic.NOTICE,
    Topic.QUORUM,
    Topic.PAPERS,
    Topic.AGENDA,
    Topic.MINUTES,
    Topic.LIFE_SPAN,
    Topic.ADMINISTRATION,
)
_OFFICE_TOPICS = (Topic.CHAIR, Topic.VICE_CHAIR, Topic.CHAIR_AND_VICE_CHAIR, Topic.SECRETARY)
_DENIABLE = (Topic.SUBSTITUTES, Topic.CONFIDENTIALITY, Topic.REPORTS)
_NONE = re.compile(r"(?:none|no|n/?a|not applicable)\.?")
_MOST_ANSWER = 12
"""So short a text beside the label of an office says who holds it, in whatever words."""
_REVIEW_TOPICS = (
    Topic.REVIEW,
    Topic.CREATED,
    Topic.APPROVED_BY,
    Topic.APPROVED_ON,
    Topic.VERSION,
    Topic.TITLE,
    Topic.ABBREVIATIONS,
)


def leftover(
    sentence: Sentence, used: Sequence[Span], *, has_clause: bool
) -> tuple[Unread | None, Unread | None]:
    """What is not understood in a sentence and what in it is no rule; at most one of the two is given."""
    left = [amount for amount in sentence.amounts if not any(amount.span.meets(span) for span in used)]
    bare = _BARE_NUMBER.search(sentence.plain)
    if not left and bare:
        words = sentence.text[bare.start() : bare.end()]
        return _unread(sentence, f"Not understood: “{words}”, of what is not said."), None
    if not left:
        if not has_clause and may_be_seat(sentence.text, sentence.topic):
            return _unread(sentence, "It may name a seat, and stands among sentences."), None
        if has_clause or not _looks_like_rule(sentence):
            return None, None
        if _is_not_asked(sentence):
            return None, _unread(sentence, "It says what is not asked for.")
        return _unread(sentence, "It reads like a rule of a kind that is not read."), None
    reason = _no_rule(sentence, has_clause=has_clause)
    if reason:
        return None, _unread(sentence, reason)
    words = ", ".join(f"“{_words(sentence, amount)}”" for amount in left)
    return _unread(sentence, f"Not understood: {words}."), None


def unread_beside(sentence: Sentence) -> Unread:
    """A sentence that may say something of a quorum, and that none took in."""
    return _unread(sentence, "It may say who counts for the quorum, and was not read into one.")


def says_not(sentence: Sentence) -> Unread:
    """A sentence that says that a rule is not so, which no clause of that kind can say."""
    return _unread(sentence, "It says what is not so, and no clause can say that.")


def not_taken(sentence: Sentence, days: Sequence[str]) -> Unread:
    """A sentence with days of approval or review that were not taken from it."""
    words = ", ".join(f"“{day}”" for day in days)
    return _unread(sentence, f"Not understood: {words}.")


def half_unread(sentence: Sentence, part: Span) -> Unread:
    """A sentence of which a part that reads like a rule gave no clause."""
    words = sentence.text[slice(*part)].strip(" .,;")
    return _unread(sentence, f"Part of it is not read: “{words.removeprefix('and ')}”.")


def looks_like_rule(sentence: Sentence) -> bool:
    """Whether words read like a rule of whatever kind."""
    return _looks_like_rule(sentence)


def stands_as_rule(sentence: Sentence) -> bool:
    """Whether a sentence of a paper that was not read as terms may be one of theirs all the same."""
    return binds_a_body(sentence) or (sentence.topic in _BARE_TOPICS and bool(sentence.amounts))


def left_alone(sentence: Sentence) -> Unread:
    """A rule of a body in a paper that was not read as terms."""
    return _unread(sentence, "It stands in another paper, which was left alone.")


def _is_not_asked(sentence: Sentence) -> bool:
    """That something is not asked for is no rule, unless it is so only at times or is about the quorum."""
    text = sentence.plain
    return bool(NEGATED.search(text)) and "quor" not in text and not exception(text)


def _words(sentence: Sentence, amount: Amount) -> str:
    return sentence.text[amount.span.start : amount.span.end]


def _unread(sentence: Sentence, why: str) -> Unread:
    return Unread(sentence.text, why, sentence.passage.place)


def _no_rule(sentence: Sentence, *, has_clause: bool) -> str:
    if _is_not_asked(sentence) and not has_clause:
        return "It says what is not asked for."
    if sentence.topic is Topic.DEFINITIONS:
        return "It stands among definitions."
    if (
        sentence.topic in _REVIEW_TOPICS
        and not _MODAL.search(sentence.plain)
        and sentence.topic is not Topic.REVIEW
    ):
        return "It says what the document is."
    return next((why for pattern, why in _NOT_RULES if pattern.search(sentence.plain)), "")


def _looks_like_rule(sentence: Sentence) -> bool:
    if sentence.passage.stem.rstrip(" :") == sentence.text.rstrip(" :") or sentence.text.endswith(":"):
        return False
    if sentence.topic in _DENIABLE and _NONE.fullmatch(sentence.plain):
        return True
    if sentence.topic in _BARE_TOPICS or (
        sentence.topic in _OFFICE_TOPICS and len(sentence.text.split()) <= _MOST_ANSWER
    ):
        return True
    if _LABELLED.match(sentence.plain) or _WHO_SITS.search(sentence.plain) or lists_members(sentence.text):
        return True
    if _STRONG.search(sentence.plain) and len(sentence.text.split()) > 2:
        return True
    modal = _MODAL.search(sentence.plain) or _MODAL.search(sentence.passage.stem.lower())
    if modal and (_RULE_WORDS.search(sentence.plain) or _ASKED.search(sentence.plain)):
        return True
    return sentence.topic not in _ASIDES and binds(sentence)
