"""Papers, agendas, minutes and notice: what goes to whom, and how long before or after the meeting."""

import re
from dataclasses import dataclass, replace

from quorate.domain.calendar.types import Direction
from quorate.domain.calendar.wording import describe
from quorate.domain.terms.clauses import ClauseKind
from quorate.domain.terms.reading.amounts import NUMBER
from quorate.domain.terms.reading.found import Find, Proposed
from quorate.domain.terms.reading.labels import Topic
from quorate.domain.terms.reading.offset_phrases import OffsetPhrase, hours_beside, offset_phrases
from quorate.domain.terms.reading.sentence import Sentence

_OBJECTS = {
    "minutes": re.compile(
        r"\b(?:minutes|meeting notes|notes of (?:the|each) meetings?|note of the meeting"
        r"|record of the meeting)\b"
    ),
    "items": re.compile(
        r"\b(?:agenda items?|items? (?:for|on|to) the agenda|agenda requests?"
        r"|requests? for (?:agenda )?items)\b"
    ),
    "agenda": re.compile(r"\bagendas?\b(?! items?)"),
    "papers": re.compile(r"\b(?:papers?|reports?|documents?|documentation|packs?|paperwork)\b"),
    "notice": re.compile(r"\b(?:notice|invitations?|notified|calling notice|dates? of (?:the )?meetings?)\b"),
}
_A_LENGTH = re.compile(rf"(?:{NUMBER})[ -](?:minutes?)\b")
_OFFICER = r"(?:secretar\w+|administrator\w*|co-?ordinator|clerk|chair\w*|support officer|business manager)"
_MEMBERS = (
    r"(?:all |the |its |every |each |board |group |core |partnership |other )*(?:members?(?:hip)?|attendees"
    r"|partners|representatives|agencies|everyone|those (?:present|attending|invited))"
)
_HANDED = (
    r"(?:(?:submitted|provided?|sent|send|returned?|forward(?:ed)?|delivered|given|supplied|issued|available"
    r"|(?:e-?)?mailed|circulated|distributed) to|(?:received|seen) by|be with|reach(?:es)?|(?:shared|lodged)"
    r" with"
    r"|(?:sends?|gives?|provides?|submits?|issues?|circulates?|forwards?|distributes?|e-?mails?)"
    r" (?:(?:the|all|their|any|an?|and|meeting|board|supporting|agendas?|papers?|reports?|documents?|packs?"
    r"|items?) ){1,5}to)"
)
_OWN_RECIPIENT = re.compile(
    rf"(?<!by )(?<!by the )\b(?P<who>{_OFFICER})\b|\b(?:to|with|and) (?P<them>{_MEMBERS})\b"
)
_IN = re.compile(r"\b(?:submit\w*|lodged|deadline for)\b")
_TO_OFFICER = re.compile(
    rf"\b{_HANDED} (?:the )?(?:named |board |group |partnership |meeting )?{_OFFICER}"
    rf"(?P<also>(?:,| and| or) (?:to )?{_MEMBERS})?\b"
    rf"|\b{_OFFICER} (?:(?:must|should|will|shall|is to|needs to|has to) )?(?:receives?|ha(?:s|ve)|gets?"
    r"|be (?:sent|given|provided with))\b"
)
_HANDED_TO_MEMBERS = re.compile(rf"\b{_HANDED} {_MEMBERS}\b")
_HELD = re.compile(r"\b(?:(?:be|been|are|is) received|received by|reach(?:es)?|be with)\b")
"""Words for a paper that has come, which say nothing of whom it comes to."""
_HELD_BY = re.compile(r"\breceived by (?!noon\b|midday\b|\d)|\b(?:reach(?:es)?|be with) \w")
_OUT = re.compile(
    r"\b(?:circulat\w*|distribut\w*|issu(?:e|ed|ing)|sent out|send out|publish\w*|dispatch\w*"
    r"|despatch\w*|shar(?:e|ed)|disseminat\w*"
    r"|made available|emailed|e-mailed|(?:sent|provided|available|given) to (?:\w+ ){0,3}(?:members"
    r"|partners|attendees|representatives)"
    r"|go out|goes out|be sent|are sent|is sent|receive[sd]?|forwarded)\b"
)
_GIVERS = re.compile(
    r"\b(?:members?|authors?|leads?|officers?|presenters?|partners?|agenc(?:y|ies)"
    r"|representatives?) (?:must|should|will|shall|are|to|need)\b"
)
_ARE_SENT = re.compile(
    r"\b(?:receiv|circulat|distribut)|(?<!from )(?<!by )(?<!of )\b(?:members?|partners?|attendees"
    r"|representatives?|agenc(?:y|ies)) (?:(?:must|should|will|shall|are to|to) )?(?:be|are|is) (?:sent"
    r"|given|provided|issued|e-?mailed|supplied)"
)
"""Whoever is sent a paper does not give it: "members will be sent the agenda"."""
_TO_CHAIR = re.compile(
    r"\b(?:to|with|(?:checked|seen|reviewed|received) by) (?:the )?(?:\w+ )?"
    r"(?:vice-?chair|chair)(?:person)?\b|\bchair's (?:approval"
    r"|agreement|comments?)\b"
    r"|\bchair(?:person)? (?:(?:must|should|will|shall|is to) )?(?:receives?|(?:be|is) (?:sent"
    r"|given|provided))\b"
)
_TO_MEMBERS = re.compile(
    r"\b(?:to|among|amongst|with) (?:all |the |its |board |group |core "
    r"|partnership )*(?:members(?:hip)?|attendees|partners|agencies|representatives"
    r"|those (?:present|attending)|board|group|partnership|everyone)\b"
    r"|\bmembers (?:(?:must|should|will|shall|are to) )?(?:receive|(?:be|are) (?:sent|given|provided))\b"
)
_AND_MEMBERS = re.compile(rf"\bchair(?:person)? (?:and|or) (?:to )?{_MEMBERS}\b")
_TO_ANOTHER = re.compile(
    r"\b(?:to|with|on|among(?:st)?) (?:(?:the|its|all|our|an?|each|any|every) )*"
    r"(?!(?:the|its|all|our|an?|each|any|every|be|agree|approve|check|comment|enable|allow|ensure|agenda|papers?|actions?|action|minutes|notes?"
    r"|comments?|reports?|meetings?|behalf|time|request|day|same|date|reflect)\b)[a-z]"
)
"""Somebody else that minutes go to: what the Executive is sent says nothing of members."""
_SAYS_WHAT = re.compile(r"\b(?:will|must|shall|should|may|is|are|be|to be)\b")
_DOES = re.compile(f"{_IN.pattern}|{_HELD.pattern}|{_HANDED}|{_OUT.pattern}")
"""A part without a verb of its own has the one before it: "the agenda goes out 7 days before, papers 3"."""
_WRITTEN = re.compile(r"\b(?:produced|drafted|prepared|written up|typed|completed|taken)\b")
_AGREED = re.compile(r"\b(?:agreed|approved|confirmed|signed off) by\b")
_RECIPIENT = re.compile(
    r"\bto (?:the )?(?P<to>(?:named |board |business |group |core |all |partnership "
    r"|meeting )*(?:manager|administrator|secretary|secretariat|co-?ordinator|clerk"
    r"|chair(?:person)?|vice-?chair|members|partners|attendees|agencies|board|group))\b"
)
_SPECIAL = re.compile(
    r"(?:^|\b(?:in|for|of|an?|any) )(?:an? )?(?:\w+ )?(?:urgent|urgency|emergency|extraordinary"
    r"|special|exceptional(?:ly)?|late)\b(?! circumstances\.?$)"
)
"""What is said of urgent or extraordinary meetings and late papers is no rule for ordinary ones."""
_TOO_LATE = re.compile(
    r"\b(?:received|submitted|sent|arriving|provided) (?:less|fewer|later|after)\b"
    r"|\b(?:less|fewer|later) than\b.*\bnot be (?:considered|accepted|tabled|included|circulated)\b"
)
"""What becomes of a paper that comes late says when papers are in only by what it refuses."""
_LOOSE = re.compile(r"\b(?:where(?:ver)? (?:possible|practicable)|normally|usually|ideally|aim)\b")
_TOPICS = {Topic.MINUTES: "minutes", Topic.AGENDA: "agenda", Topic.PAPERS: "papers", Topic.NOTICE: "notice"}
_MEETING_UNDERSTOOD = "The words do not say of what: the meeting is understood."
_NOBODY_NAMED = "The words do not say who receives them: whoever gathers the papers is understood."
_MEMBERS_UNDERSTOOD = "The words do not say to whom: members are understood."


@dataclass(frozen=True, slots=True)
class _Part:
    """The stretch of a sentence that one offset governs, with what went before it."""

    words: str
    objects: frozenset[str]
    before: str


def circulating(sentence: Sentence) -> list[Find]:
    """One clause for each offset whose object and direction are both said."""
    found: list[Find] = []
    at, objects = 0, frozenset[str]()
    is_no_rule = _SPECIAL.search(sentence.plain) or _TOO_LATE.search(sentence.plain)
    phrases = [] if is_no_rule else offset_phrases(sentence.plain)
    said = ""
    for n, phrase in enumerate(phrases):
        later = [a.span.start for a in sentence.amounts if a.span.start >= phrase.span.end]
        until = min(later, default=len(sentence.plain))
        words = sentence.plain[at : phrase.span.start].rstrip() + _up_to_stop(
            sentence.plain[phrase.span.end : until], bool(later)
        )
        objects = (
            _objects(_A_LENGTH.sub("", sentence.plain[at : phrase.span.start])) or objects or _objects(words)
        )
        said = words if _DOES.search(words) or not said else _going_on(said, words)
        verb = words if "minutes" in objects else said
        part = _Part(verb, objects or _of_topic(sentence), sentence.plain[: phrase.span.start])
        clause = _clause(sentence, part, phrase, earlier=phrases[:n])
        if clause is not None:
            found.append(sentence.find(clause, phrase.span))
        at = phrase.span.end
    hours = hours_beside(sentence.plain, phrases)
    return [_with_hours(find, [sentence.text[slice(*hour)] for hour in hours]) for find in found]


def _with_hours(find: Find, hours: list[str]) -> Find:
    """The clause with a doubt of each hour: only a day of the week ends at an hour of its own."""
    clause = find.clause
    if not hours or (clause.offset and clause.offset.at is not None):
        return find
    doubts = (f"An hour is given that is not kept: “{hour}”." for hour in hours)
    return find._replace(
        clause=replace(clause, ambiguity=" ".join(filter(None, (clause.ambiguity, *doubts))))
    )


def _going_on(said: str, words: str) -> str:
    """What went before with a part that has no verb: "to members 3 days before and the coordinator ten"."""
    other = _OWN_RECIPIENT.search(words)
    return f"sent to {other['who'] or other['them']}" if other else f"{said} {words}"


def _up_to_stop(words: str, has_next: bool) -> str:
    """What follows an offset and still belongs to it: what comes later in time has no number of its own."""
    now = re.split(r";|\b(?:before|prior to|then|after which|following which)\b", words, maxsplit=1)[0]
    return re.split(r"\band\b|[.;]", now, maxsplit=1)[0] if has_next else now


def _objects(words: str) -> frozenset[str]:
    return frozenset(name for name, pattern in _OBJECTS.items() if pattern.search(words))


def _of_topic(sentence: Sentence) -> frozenset[str]:
    name = _TOPICS.get(sentence.topic) if sentence.topic else None
    return frozenset([name]) if name else frozenset()


def _clause(
    sentence: Sentence, part: _Part, phrase: OffsetPhrase, *, earlier: list[OffsetPhrase]
) -> Proposed | None:
    kind, doubt = _kind(sentence, part, phrase)
    if kind is None:
        return None
    loose = _LOOSE.search(sentence.plain)
    doubts = [
        *phrase.warnings,
        doubt,
        f"“{loose.group().capitalize()}” leaves room for exceptions." if loose else "",
    ]
    if not phrase.anchor:
        doubts.append(_inherited(earlier, sentence) or _MEETING_UNDERSTOOD)
    anchor = (
        "next meeting" if phrase.is_next_meeting and "minutes" in part.objects else phrase.anchor or "meeting"
    )
    other = sentence.other_body
    to = _RECIPIENT.search(part.words)
    who = other or (sentence.who if kind is ClauseKind.PAPERS_IN else "")
    return Proposed(
        kind,
        sentence.quote,
        reading=f"{_SAYS[kind]} {describe(phrase.offset)} {_the(anchor)}.",
        who=who if other or _is_giver(who) else "",
        to=to["to"] if to and not _is_elsewhere(kind, to["to"]) else "",
        anchor=anchor,
        offset=phrase.offset,
        ambiguity=" ".join(dict.fromkeys(d for d in doubts if d)),
        is_other_body=bool(other),
    )


def _is_elsewhere(kind: ClauseKind, to: str) -> bool:
    """Whether a recipient is another step's: papers that are in do not go to members yet."""
    if kind is ClauseKind.MINUTES_TO_MEMBERS:
        return "chair" in to
    return kind is ClauseKind.PAPERS_IN and "member" in to


def _is_giver(who: str) -> bool:
    return not re.match(r"(?:papers?|reports?|documents?|items?|agendas?)\b", who, re.IGNORECASE) and bool(
        re.search(r"members?|authors?|leads?|officers?|partners?|agenc|represent", who, re.IGNORECASE)
    )


def _inherited(earlier: list[OffsetPhrase], sentence: Sentence) -> str:
    if not earlier:
        return ""
    other = " or from the approval" if "approv" in sentence.plain else ""
    named = "named earlier" if any(phrase.anchor for phrase in earlier) else "which is not named"
    return f"Counted from the meeting, {named}; it may also mean from the step before{other}."


def _the(anchor: str) -> str:
    return f"the {anchor}" if anchor in ("meeting", "next meeting") else anchor


_SAYS = {
    ClauseKind.MINUTES_TO_CHAIR: "Minutes go to the chair",
    ClauseKind.MINUTES_TO_MEMBERS: "Minutes go to members",
    ClauseKind.CIRCULATION: "Agenda and papers go to members",
    ClauseKind.AGENDA: "The agenda goes to members",
    ClauseKind.PAPERS_IN: "Papers are in",
    ClauseKind.NOTICE: "Members are told of the meeting",
}


def _kind(sentence: Sentence, part: _Part, phrase: OffsetPhrase) -> tuple[ClauseKind | None, str]:
    """The kind, and a doubt about it; None where object, verb and direction do not agree on one."""
    if "minutes" in part.objects:
        return _minutes(part, phrase)
    # "Within 5 days of the meeting" leaves open on which side: for what comes before it is not read.
    if phrase.offset.direction is not Direction.BEFORE:
        return None, ""
    if "items" in part.objects:
        return (ClauseKind.PAPERS_IN, "") if not part.objects & {"papers", "agenda"} else (None, "")
    if part.objects & {"papers", "agenda"}:
        return _papers(sentence, part, phrase)
    if _TO_OFFICER.search(part.words) and not _TO_MEMBERS.search(part.words):
        return None, ""  # what the secretary is told says nothing of members
    if "notice" in part.objects or "notice" in sentence.plain[phrase.span.start : phrase.span.end]:
        return ClauseKind.NOTICE, ""
    return None, ""


def _papers(sentence: Sentence, part: _Part, phrase: OffsetPhrase) -> tuple[ClauseKind | None, str]:
    kind = ClauseKind.AGENDA if part.objects == {"agenda"} else ClauseKind.CIRCULATION
    to_officer, to_members = _TO_OFFICER.search(part.words), _HANDED_TO_MEMBERS.search(part.words)
    if to_officer and (to_members or to_officer["also"]):
        return None, ""  # both have them by that day, which is no one step
    if to_members:
        return kind, ""
    if to_officer or _are_handed_in(sentence, part):
        # an agenda that is handed in is one to be agreed, which says nothing of papers
        return (None, "") if part.objects == {"agenda"} else (ClauseKind.PAPERS_IN, "")
    if _HELD.search(part.words):
        # a day and hour by which papers have come is a deadline, though nobody is named who has them then
        is_deadline = phrase.offset.weekday and part.objects != {"agenda"} and not _HELD_BY.search(part.words)
        return (ClauseKind.PAPERS_IN, _NOBODY_NAMED) if is_deadline else (None, "")
    if _OUT.search(part.words):
        return kind, ""
    label = sentence.quote.label.lower()
    if "deadline" in label or "submission" in label:
        return ClauseKind.PAPERS_IN, ""
    if sentence.topic in (Topic.PAPERS, Topic.AGENDA, Topic.ADMINISTRATION):
        return kind, "" if "irculat" in label or "istribut" in label else _MEMBERS_UNDERSTOOD
    return None, ""


def _are_handed_in(sentence: Sentence, part: _Part) -> bool:
    gives = bool(_GIVERS.search(part.words)) or _is_giver(sentence.who)
    return bool(_IN.search(part.words)) or (gives and not _ARE_SENT.search(part.words))


def _minutes(part: _Part, phrase: OffsetPhrase) -> tuple[ClauseKind | None, str]:
    if phrase.offset.direction is Direction.BEFORE and not phrase.is_next_meeting:
        return None, ""
    to_chair, to_members = bool(_TO_CHAIR.search(part.words)), bool(_TO_MEMBERS.search(part.words))
    is_out = bool(_OUT.search(part.words))
    if _AGREED.search(part.words) and not is_out and not to_members:
        return None, ""  # a day for agreeing them says nothing of when they are sent
    if to_chair and _AND_MEMBERS.search(part.words):
        return ClauseKind.MINUTES_TO_MEMBERS, "The words name the chair as well, by the same day."
    if to_chair and not to_members:
        return ClauseKind.MINUTES_TO_CHAIR, ""
    if to_members:
        return ClauseKind.MINUTES_TO_MEMBERS, ""
    if _TO_ANOTHER.search(part.words):
        return None, ""
    if is_out:
        return ClauseKind.MINUTES_TO_MEMBERS, ""
    is_bare = not (_WRITTEN.search(part.words) or _SAYS_WHAT.search(part.words))
    return (ClauseKind.MINUTES_TO_MEMBERS, _MEMBERS_UNDERSTOOD) if is_bare else (None, "")
