"""Chair, vice-chair and secretary: who holds the office, who appoints to it, for how long."""

import re
from dataclasses import replace

from quorate.domain.calendar.types import Direction, Offset, Unit
from quorate.domain.kernel.words import count
from quorate.domain.terms.clauses import ClauseKind
from quorate.domain.terms.reading.amounts import NUMBER, whole
from quorate.domain.terms.reading.found import Find, Proposed, Quote, Span
from quorate.domain.terms.reading.frequency import often
from quorate.domain.terms.reading.labels import Topic
from quorate.domain.terms.reading.names import is_name, role_only, says_role
from quorate.domain.terms.reading.parting import ELECTS, Half, named_together, parted
from quorate.domain.terms.reading.posts import whole_post
from quorate.domain.terms.reading.sentence import Sentence
from quorate.domain.terms.reading.sentences import plain

_KINDS = {
    Topic.CHAIR: (ClauseKind.CHAIR,),
    Topic.VICE_CHAIR: (ClauseKind.VICE_CHAIR,),
    Topic.CHAIR_AND_VICE_CHAIR: (ClauseKind.CHAIR, ClauseKind.VICE_CHAIR),
    Topic.SECRETARY: (ClauseKind.SECRETARY,),
}
_ORDER = (ClauseKind.VICE_CHAIR, ClauseKind.CHAIR, ClauseKind.SECRETARY)
_APPOINTED = re.compile(
    r"\b(?:appointed|elected|nominated|selected|chosen|decided)(?: (?:annually|yearly"
    r"|each year|every year|jointly|biennially"
    r"|every \w+ years?|for [\w -]+? years?))*,? (?P<how>by|from (?:among(?:st)?|within)"
    r"|from) (?P<by>.+?)(?= (?:for|every|at|each|annually|and will|and shall"
    r"|on an?|to serve|who|whose|with|yearly|unless|in)\b|[.;,(]|$)"
)
_ELECTED = re.compile(r"\b(?:appointed|elected|nominated|selected|chosen|rotat\w+|re-?elected)\b")
_OFFICE_HOLDER = re.compile(
    r"\b(?:(?:will be |shall be |is |are )?chaired by|(?:the )?(?:chair|secretary)(?: (?:of|to|for) (?:the "
    r"|this )?(?:\w+ ){0,3}(?:board|group|partnership|committee|forum|meetings?))? (?:will be"
    r"|shall be|is)(?! (?:responsible|appointed|elected|to |nominated"
    r"|expected|required|entitled|able|chosen|selected|not|absent|unable|decided|provided))"
    r"|(?P<provided>(?:secretar(?:y|iat|ial)|chair)(?: (?!by\b)\w+){0,3}?"
    r" (?:will be |shall be |is |are )?provided by))"
    r" (?:the )?(?P<who>.+?)"
    r"(?= (?:and (?:will|shall|must|should|may|is|has|the (?:vice|deputy|secretar))|who"
    r"|or (?:their|his|her|a|an|the)|with|for (?:an?|the|\d|one|two|three|four))\b|[.;,(]|$)"
)
_WILL_CHAIR = re.compile(
    r"^(?:the )?(?P<who>[\w'’ &/,-]{3,80}?) (?:will|shall) (?:(?:act as|be) (?:the )?chair(?:person)?"
    r"(?=[.;]|$| (?:of|for|at|to) | and (?:will|shall|the (?:vice|deputy)))"
    r"|chair (?:the |its |all |each )?(?:\w+ ){0,3}(?:board|group|partnership|meetings?"
    r"|committee))\b"
)
_IS_SECRETARY = re.compile(
    r"^(?:the )?(?P<who>[\w'’ &/,-]{3,80}?)"
    r" (?:is|acts as|serves as|(?:will|shall|must) (?:be|act as|serve as)) (?:the |its |a )?secretary"
    r"(?: (?:to|of|for) (?:the |this |its |each |all )?(?:\w+ ){0,4}"
    r"(?:board|group|partnership|committee|forum|meetings?))?(?=[.;,]|$| and\b)"
)
"""Somebody named before the office: "the Partnership Manager acts as Secretary to the Board"."""
_NO_HOLDER = re.compile(
    r"\b(?:quor\w+|responsible|responsibility|contact|agendas?|minutes|papers|decisions?|signator\w+"
    r"|spokes\w+|purpose|remit|convenor|exceptions?|first to|accountable|makers?|escalation|attendee)\b"
)
"""A task is nobody: "the first point of contact will be the Chair"."""
_IS_DONE_TO = re.compile(
    r"^(?:\w+ed|given|kept|sent|told|made|held) (?:by|in|into|to|of|on|with|at|for|when|if|through)\b"
)
"""What becomes of an officer: "the Secretary will be copied into letters" names nobody."""
_TERM = re.compile(
    rf"(?:(?:for|of|serve|term of(?: office of)?|period of) )(?:a "
    rf"|an )?(?P<a>{NUMBER})[- ](?P<unit>years?|months?)(?:'s?)?(?: terms?| periods?)?"
    rf"|\b(?P<b>{NUMBER})[- ](?P<unit2>year|month)(?:s|'s|s')? (?:term|period)(?! of notice)"
)
_ABSENCE = re.compile(
    r"\b(?:absence|absent|away|unavailable|not available|unable|not present|casting|vote|conflict"
    r"|resign|vacan\w+)\b"
)
_QUORUM = re.compile(r"\bquor(?:um|ate|acy)\b")
_TURNS = re.compile(r"\b(?:in turn|alternat(?:es?|ing)|by rotation)\b")
_SHARED = re.compile(
    r"\b(?:alternat(?:es?|ing)|rotat\w+|shared (?:by|between)|jointly|held|between|each|every|in turn"
    r"|annually|yearly|years?)\b|^(?:see|as in|n/a|not applicable|none)\b"
)
"""A bare answer that says more than who: an office held in turns has no one holder."""
_SAYS_MORE = re.compile(
    r"\b(?:will|shall|must|should|may|is|are|to be|has|have|attends?|meets?|rotat\w+|elected|appointed"
    r"|(?:act|serve)s? as|provides?|supports|takes|keeps|holds|does|chairs|undertakes|performs|administers"
    r"|circulates|prepares|sends|arranges|manages|records|offers|gives|carries|fulfils|services the)\b"
)
_UNTIL = re.compile(r"[(,]?\s*\b(?P<until>(?:until|to|from|since) [^()]*\d{4})\)?\s*$")
_ALTERNATIVE = re.compile(
    r"^ or (?!(?:until|if|when|more|longer|sooner)\b)[\w'’ &/-]{2,80}?(?=[.;,(]|$| and (?:will|shall)\b)"
)
_BRIEF = 12
"""A bare answer of more words than this is a sentence, not an office."""


def offices(sentence: Sentence) -> list[Find]:
    """Who holds or fills the offices named; of a sentence with a rule for each office, half by half."""
    halves = parted(sentence)
    if len(halves) == 1:
        return _offices(sentence)
    read = [(half, _offices(half.sentence)) for half in halves]
    if not any(finds for _, finds in read):
        return []
    lost = [half.words.strip(" .,;") for half, finds in read if not finds]
    doubt = " ".join(f"The words also say “{words}”, which is not read." for words in lost)
    # a half without a person's name may stand beside one with it: then each quotes its own half alone
    is_whole = all(f.clause.quote.text == half.sentence.text for half, finds in read for f in finds)
    return [
        _of_whole(find, sentence, half, doubt, is_whole=is_whole) for half, finds in read for find in finds
    ]


def _of_whole(find: Find, sentence: Sentence, half: Half, doubt: str, *, is_whole: bool) -> Find:
    """What was read in a half, with the quote and the places of the whole sentence."""
    clause = find.clause
    quote = clause.quote
    if is_whole:
        quote = sentence.quote
    elif quote.text == half.sentence.text:
        quote = replace(quote, text=half.words)
    clause = replace(clause, quote=quote, ambiguity=f"{clause.ambiguity} {doubt}".strip())
    return Find(clause, tuple(Span(start + half.start, end + half.start) for start, end in find.spans))


def _offices(sentence: Sentence) -> list[Find]:
    """Who holds or fills the offices that the sentence, or else its label, names."""
    text = sentence.plain
    if _ABSENCE.search(text) or _QUORUM.search(text) or _TURNS.search(text):
        return []
    kinds = _kinds(sentence)
    if not kinds or sentence.topic in (Topic.MEMBERSHIP, Topic.QUORUM, Topic.INTEREST):
        return []
    both = _IS_SECRETARY.search(text)
    if both and "chair" in both["who"]:
        return []  # one office holds the other, which names nobody for either
    who, quote = _holder(sentence), sentence.quote
    who, doubt = _or_another(sentence, who)
    if len(kinds) > 1 and re.search(r"\band\b|&|, ", who):
        return []  # two offices and two holders: which is which is not said so that it can be read
    until = _UNTIL.search(who)
    if until:
        who, doubt = who[: until.start()].strip(), f"{doubt} {_not_kept(until)}".strip()
    by, unclear = ("", "") if who and "provided by" in text else _by(sentence)
    doubt = f"{doubt} {unclear}".strip()
    if who.startswith("from "):
        who, by = "", who
    term, term_span = _term(text)
    times = next((o for o in often(text) if o.times_a_year == 1), None) if _ELECTED.search(text) else None
    if not (by or who) and not (
        (term or times)
        and (_ELECTED.search(text) or sentence.topic in _KINDS or "serve" in text or "term" in text)
    ):
        bare = _bare(sentence) or _somebody(sentence)
        if bare is None:
            return []
        who, quote, doubt = bare
    spans = [span for span in (term_span, times.span if times else None) if span]
    holder = _OFFICE_HOLDER.search(text)
    provided = f"provided by {who}" if who and holder and holder["provided"] else ""
    found = []
    for kind in kinds:
        reading = _reading(kind, by=by, who=provided or who, term=term, yearly=bool(times))
        found.append(
            sentence.find(
                Proposed(
                    kind,
                    quote,
                    reading,
                    who=sentence.other_body or who,
                    by=by,
                    offset=term,
                    anchor="appointment" if term else "",
                    times_a_year=1 if times else None,
                    ambiguity=doubt,
                    is_other_body=bool(sentence.other_body),
                ),
                *spans,
            )
        )
    return found


def _kinds(sentence: Sentence) -> tuple[ClauseKind, ...]:
    if "chaired by" in sentence.plain:
        return (ClauseKind.CHAIR,)
    first = named_together(_subject_part(sentence.plain))
    named = tuple(kind for kind in _ORDER if kind in first)
    says = (
        _APPOINTED.search(sentence.plain)
        or _ELECTED.search(sentence.plain)
        or _OFFICE_HOLDER.search(sentence.plain)
    )
    if named and (
        says
        or _WILL_CHAIR.search(sentence.plain)
        or _IS_SECRETARY.search(sentence.plain)
        or _TERM.search(sentence.plain)
        or ELECTS.search(sentence.plain)
    ):
        return named
    return _KINDS.get(sentence.topic, ()) if sentence.topic else ()


def _subject_part(text: str) -> str:
    """What stands before "by" or "from": "appointed by the chair" fills another office."""
    return re.split(r"\b(?:by|from)\b", text, maxsplit=1)[0] if "chaired by" not in text else text


def _by(sentence: Sentence) -> tuple[str, str]:
    """Who appoints, and a doubt of where their title ends."""
    text = sentence.plain
    found = _APPOINTED.search(text)
    if found is not None:
        end, unclear = whole_post(sentence.text, found.end("by"))
        words = sentence.text[found.start("by") : end].strip()
        bare = words.removeprefix("amongst ").removeprefix("among ")
        return (words if found["how"] == "by" else f"from {bare}"), unclear
    active = ELECTS.search(text)
    return (sentence.text[active.start("by") : active.end("by")] if active else ""), ""


def _holder(sentence: Sentence) -> str:
    for pattern in (_OFFICE_HOLDER, _WILL_CHAIR, _IS_SECRETARY):
        found = pattern.search(sentence.plain)
        if not found or _ELECTED.search(found["who"]) or re.match(rf"(?:{NUMBER})\b", found["who"]):
            continue
        words = sentence.text[found.start("who") : whole_post(sentence.text, found.end("who"))[0]]
        if _can_hold(words, is_subject=pattern is not _OFFICE_HOLDER):
            return role_only(words)
    return ""


def _can_hold(words: str, *, is_subject: bool) -> bool:
    """Whether words are an office, an agency or somebody, and not a task or what becomes of an officer."""
    lowered = words.lower()
    if _IS_DONE_TO.match(lowered) or _NO_HOLDER.search(lowered) or re.match(r"[a-z]+(?:ed|wn)\b", words):
        return False
    return not is_subject or ((words[:1].isupper() or says_role(words)) and "chair" not in lowered)


def _or_another(sentence: Sentence, who: str) -> tuple[str, str]:
    """The holder with any other that the words name, and the doubt which of them it is."""
    pattern = _OFFICE_HOLDER if _OFFICE_HOLDER.search(sentence.plain) else _WILL_CHAIR
    found = pattern.search(sentence.plain)
    if not found or not who:
        return who, _which(who)
    end, unclear = whole_post(sentence.text, found.end("who"))
    other = _ALTERNATIVE.match(sentence.plain[end:])
    if other:
        words = sentence.text[end:][: other.end()].strip()
        doubt = f"The words name another as well, and not which of them it is: “{words}”."
        return f"{who} {words}", doubt
    return who, f"{_which(who)} {unclear}".strip()


def _bare(sentence: Sentence) -> tuple[str, Quote, str] | None:
    """A bare answer beside the label: an office, with the name of its holder left out, and a doubt of it."""
    passage = sentence.passage
    if sentence.topic not in _KINDS or len(sentence.text.split()) > _BRIEF or sentence.amounts:
        return None
    until = _UNTIL.search(sentence.text)
    text = sentence.text[: until.start()].strip() if until else sentence.text
    if _SAYS_MORE.search(sentence.plain[: len(text)]) or _SHARED.search(sentence.plain[: len(text)]):
        return None
    role, parts = role_only(text), re.split(r"\s+(?:and|&)\s+", text)
    if (role and role not in text) or (len(parts) > 1 and any(map(is_name, parts))):
        return None
    if sentence.plain != plain(sentence.text):
        return None  # a part of it is denied
    if ": " in text or (len(parts) > 1 and sentence.topic is Topic.CHAIR_AND_VICE_CHAIR):
        return None  # it names two holders, or another office with its own
    doubt = _not_kept(until) if until else ""
    said = dict(passage.cells).get("name", "")
    if role.lower() in ("tbc", "vacant", "to be confirmed", "tba") or said.lower() in ("tbc", "vacant"):
        return "", Quote(role, passage.place, passage.label), doubt
    label = passage.label.rstrip(" :")
    if role:
        return role, Quote(role, passage.place, label), doubt or _which(role)
    return ("", Quote(label, passage.place, passage.label), doubt) if is_name(text) else None


def _somebody(sentence: Sentence) -> tuple[str, Quote, str] | None:
    """A sentence that names a person alone: the office is held, and the name is left out of the quote."""
    found = _OFFICE_HOLDER.search(sentence.plain)
    if found is None or not is_name(sentence.text[found.start("who") : found.end("who")]):
        return None
    passage = sentence.passage
    words = sentence.text[: found.start("who")].strip()
    rest = sentence.text[found.end("who") :].strip(" .")
    doubt = f"More is said that is not kept: “{rest}”." if rest else ""
    return "", Quote(words, passage.place, passage.label.rstrip(" :")), doubt


def _not_kept(until: re.Match[str]) -> str:
    return f"A time is given that is not kept: “{until['until']}”."


def _which(who: str) -> str:
    is_open = re.search(r"\bor\b|(?<=\w) / ", who)
    return "The words name more than one, and not which of them it is." if is_open else ""


def _term(text: str) -> tuple[Offset | None, Span | None]:
    found = list(_TERM.finditer(text))
    if len(found) != 1 or re.search(r"(?:maximum|up to|more than|exceed)[\w ]*$", text[: found[0].start()]):
        return None, None
    match = found[0]
    n, unit = whole(match["a"] or match["b"]), match["unit"] or match["unit2"]
    if not n:
        return None, None
    unit_read = Unit.YEAR if unit.startswith("year") else Unit.MONTH
    return Offset(n, unit_read, Direction.BEGINNING_WITH), Span(*match.span())


def _reading(kind: ClauseKind, *, by: str, who: str, term: Offset | None, yearly: bool) -> str:
    office = {ClauseKind.CHAIR: "The chair", ClauseKind.VICE_CHAIR: "The vice-chair"}.get(
        kind, "The secretary"
    )
    parts = []
    if who:
        parts.append(f"is {who}")
    if by:
        parts.append(f"comes {by}" if by.startswith("from ") else f"is appointed by {by}")
    if yearly:
        parts.append("is chosen each year")
    if term:
        parts.append(f"serves {count(term.n, term.unit.value)}")
    return f"{office} {' and '.join(parts)}." if parts else f"{office} is not named by office."
