"""Sentences beside the quorum that say who counts for it: deputies, advisers, those online, directorates.

"The quorum is five. Deputies do not count." is one rule in two sentences. A sentence that is wholly
understood is taken into the quorum; one that may bear on it and is not understood is a doubt about it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from quorate.domain.terms.clauses import ClauseKind
from quorate.domain.terms.quorum import Deputies
from quorate.domain.terms.reading.found import Proposed
from quorate.domain.terms.reading.labels import Topic
from quorate.domain.terms.reading.passages import Passage
from quorate.domain.terms.reading.quorum import WHAT_IF
from quorate.domain.terms.reading.quorum_wording import describe_quorum
from quorate.domain.terms.reading.sentence import Sentence

_HEAD = (
    r"(?:(?:for the purposes? of|in (?:counting|calculating)|when (?:counting|calculating)) "
    r"(?:the |a |this )*(?:quorum|quoracy)?,? ?)?(?:(?:however|but),? )?"
)
_TOWARDS = (
    r"(?: (?:towards?|in|for|as part of|to|for the purposes? of) (?:the |a |its |meeting's |board's )*"
    r"(?:quorum|quoracy|this purpose))?"
)
_TAIL = rf"{_TOWARDS}\.?"
_ONLY_WITH = (
    r"(?P<only>,? (?:only )?(?:if|where|when) (?:they|he or she|the deputy) (?:have|has|hold|holds|are given"
    r"|is given|have been given|has been given) (?:\w+ ){0,2}?authority"
    r"(?: to (?:decide|(?:make|take) decisions))?)?"
)
_MAY = r"(?:do|does|will|shall|may|can|should|must|are|is)"
_COUNT = rf"(?P<no>(?:{_MAY} not|cannot|don't) )?(?:{_MAY} )?(?:also )?(?:be )?(?:counts?|counted|included)"
_PRESENT = r"(?: as)?(?: being)?(?: present| in attendance)?"
_DEPUTY = (
    r"(?:(?:any|all|named|nominated|agreed|appointed|briefed|their|the|a|members') )*"
    r"(?:deput(?:y|ies)|substitutes?|stand-ins?|nominees?|delegates|alternates?)"
    r"(?P<authority> (?:with|who (?:have|has)|having|given) (?:\w+ ){0,3}?authority(?: to decide)?)?"
    r"(?: (?:attending|present|who attend))?"
)
_REMOTELY = (
    r"(?:online|remotely|virtually|(?:by|via) (?:video(?: ?(?:call|link|conferenc(?:e|ing)))?|(?:tele)?phone"
    r"|teams|electronic means))"
)
_ONLINE = (
    r"(?:(?:(?:all|any|the|a|core|those|board) )*(?:members?|those|anyone|people|attendees|persons?"
    r"|representatives|participants|whoever) ?(?:who )?(?:are )?(?:joining|joins?|attending|attends?"
    rf"|participating|present|dial(?:ling)? in)? ?{_REMOTELY}(?: (?:or|and) (?:{_REMOTELY}|video|phone))*"
    r"|(?:online|remote|virtual) (?:attendance|attendees|participation|participants|members))"
)
_ANY_WAY = re.compile(
    r"\b(?:online|remote(?:ly)?|virtual(?:ly)?|electronic means)\b|phone.*video|video.*phone"
)
"""Words for everybody who is not in the room: what is said of the telephone says nothing of video."""
_SEEN_AS = r"(?:regarded|considered|treated|deemed|counted|seen)"
_DIRECTORATE = (
    r"(?:(?:each|every|any|all|the|different|separate|council|council's|local authority|authority's) )*"
    r"(?:directorates?|departments?)(?: (?:of|within|in) (?:the |each |a )?(?:\w+ )?"
    r"(?:council|local authority))?"
)
_COUNCIL = r"(?:the )?(?:\w+ )?council(?: and its (?:directorates|departments))?"
_AN_AGENCY = r"(?:agenc(?:y|ies)|organisations?|bod(?:y|ies)|partners?)"
_OWN = (
    rf"(?:(?:as )?(?:an? )?(?:separate|different|distinct|individual) {_AN_AGENCY}"
    rf"|as {_AN_AGENCY} of (?:its|their) own|separately)"
)
_ONE = rf"(?:as )?(?:one|a single|the same) {_AN_AGENCY}"
_AS = rf"(?:{_MAY} )?(?:be )?(?:{_SEEN_AS} |counts? )?"
_PATTERNS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(f"{_HEAD}{words}{_TAIL}")
    for name, words in {
        "deputies": f"{_DEPUTY} (?:may attend (?:meetings )?but )?{_COUNT}{_TOWARDS}{_ONLY_WITH}",
        "advisory": f"(?:advisory|associate|non-voting) members {_COUNT}",
        "online": f"{_ONLINE} (?:{_COUNT}|(?P<not>{_MAY} not )?(?:{_MAY} )?(?:be )?{_SEEN_AS}){_PRESENT}",
        "separate": f"{_DIRECTORATE} {_AS}{_OWN}",
        "one": f"(?:{_DIRECTORATE}|{_COUNCIL}) {_AS}{_ONE}",
    }.items()
}
_MAY_BEAR = re.compile(
    r"\bquor|\bcount(?:s|ed|ing)?\b|\b(?:online|remote(?:ly)?|virtual(?:ly)?|in person|physically"
    r"|directorates?|departments?|deput(?:y|ies)|substitutes?|advis(?:ory|ers)"
    r"|separate (?:agenc|organisation))"
)


@dataclass(frozen=True, slots=True)
class WhoCounts:
    """What one sentence says of who counts; None where it says nothing of it."""

    deputies: Deputies | None = None
    advisory: bool | None = None
    online: bool | None = None
    directorates_are_one: bool | None = None


def who_counts(sentence: Sentence) -> WhoCounts | None:
    """What the sentence says of who counts, where every word of it is understood."""
    found = {name: m for name, pattern in _PATTERNS.items() if (m := pattern.fullmatch(sentence.plain))}
    if len(found) != 1:
        return None
    name, match = next(iter(found.items()))
    said = match.groupdict()
    counts = not (said.get("no") or said.get("not"))
    match name:
        case "deputies":
            who = Deputies.WITH_AUTHORITY if said["authority"] or said["only"] else Deputies.ALL
            return WhoCounts(deputies=who if counts else Deputies.NONE)
        case "advisory":
            return WhoCounts(advisory=counts)
        case "online":
            return WhoCounts(online=counts) if counts or _ANY_WAY.search(sentence.plain) else None
        case _:
            return WhoCounts(directorates_are_one=name == "one")


def taken_in(
    clauses: Iterable[Proposed], said: Sequence[tuple[Sentence, WhoCounts]]
) -> tuple[list[Proposed], list[Sentence]]:
    """The clauses with what was said of who counts in their quorum, and the sentences no quorum took."""
    kept = list(clauses)
    left = []
    for sentence, counts in said:
        at = [n for n, clause in enumerate(kept) if _is_quorum(clause, sentence.other_body)]
        for n in at:
            kept[n] = _with(kept[n], sentence, counts)
        left += [] if at else [sentence]
    return kept, left


def _is_quorum(clause: Proposed, other_body: str) -> bool:
    return clause.quorum is not None and (
        clause.who == other_body or (not clause.is_other_body and not other_body)
    )


def _with(clause: Proposed, sentence: Sentence, counts: WhoCounts) -> Proposed:
    was = clause.quorum
    if was is None:
        return clause
    rule = replace(
        was,
        deputies=was.deputies if counts.deputies is None else counts.deputies,
        advisory_count=was.advisory_count if counts.advisory is None else counts.advisory,
        online_counts=was.online_counts if counts.online is None else counts.online,
        directorates_are_one=(
            was.directorates_are_one if counts.directorates_are_one is None else counts.directorates_are_one
        ),
    )
    return replace(clause, quorum=rule, reading=describe_quorum(rule), also=(*clause.also, sentence.quote))


def may_bear(sentence: Sentence, quorum_passages: Sequence[Passage]) -> bool:
    """Whether a sentence that was not understood may say something of the quorum: it stands beside one."""
    if WHAT_IF.search(sentence.plain) or not _MAY_BEAR.search(sentence.plain):
        return False
    is_beside = any(sentence.passage is passage for passage in quorum_passages)
    return is_beside or sentence.topic is Topic.QUORUM or "quor" in sentence.plain


def doubted(clauses: Iterable[Proposed], beside: Sequence[Sentence]) -> list[Proposed]:
    """The clauses, a quorum with a doubt for each sentence beside it that was not understood."""
    return [
        replace(clause, ambiguity=" ".join(filter(None, [clause.ambiguity, *_doubts(clause, beside)])))
        if clause.kind is ClauseKind.QUORUM and clause.quorum
        else clause
        for clause in clauses
    ]


def _doubts(clause: Proposed, beside: Sequence[Sentence]) -> list[str]:
    return [
        f"The terms say beside it “{sentence.text}”, which is not read into it."
        for sentence in beside
        if _is_quorum(clause, sentence.other_body)
    ]
