"""The seats a document lists under "Membership": by role, core or advisory, held or still to be filled."""

import re
from collections.abc import Sequence

from quorate.domain.terms.reading.found import Quote, SeatRead, Unread
from quorate.domain.terms.reading.labels import Topic, heads_seats
from quorate.domain.terms.reading.names import is_name, is_surely_name, masked, role_only, says_role
from quorate.domain.terms.reading.passages import Passage
from quorate.domain.terms.reading.seat_lists import seats_listed

CORE, ADVISORY = "core", "advisory"
_ADVISORY = re.compile(
    r"\b(?:advisory|advisers?|advisors?|associate|co-?opted|observers?|in attendance|non-voting"
    r"|invited|by invitation|invitees|guests|ex[- ]officio attendees)\b",
    re.IGNORECASE,
)
_ADVISES = re.compile(
    r"\((?:[\w ]+ )?(?:advisory|advis[eo]r|in attendance|observers?|non-voting|co-?opted"
    r"|by invitation)[^()]*\)"
    r"|[–-] (?:advisory|in attendance|observers?|non-voting|by invitation)$",
    re.IGNORECASE,
)
_VACANT = re.compile(
    r"\b(?:tbc|tba|vacan(?:t|cy)|to be (?:confirmed|appointed|agreed|advised|nominated)"
    r"|not yet (?:known|appointed))\b",
    re.IGNORECASE,
)
_VACANT_MARK = re.compile(
    r"\s*[(\[,–-]?\s*(?:tbc|tba|vacan(?:t|cy)|to be (?:confirmed|appointed|agreed|advised))\s*[)\]]?\s*$",
    re.IGNORECASE,
)
_VACANT_FIRST = re.compile(r"^(?:tbc|tba|vacan(?:t|cy)|to be confirmed)\s*[–—:,-]\s*", re.IGNORECASE)
_SENTENCE = re.compile(
    r"\b(?:will|shall|must|should|may|can|is|are|was|has|have|attend|attends|ensure|agree"
    r"|comprises?|consists?|include|includes|including"
    r"|keeps?|takes?|sends?|calls?|decides?|acts?|counts?|votes?"
    r"|represents their|nominated by|unable|where|review(?:ed)?)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\s*[(\[–-]\s*(?:the )?(?:(?:vice|deputy)[- ]?chair(?:person)?|co-?chair|chair(?:person)?"
    r"|secretary)\s*[)\]]?\s*$",
    re.IGNORECASE,
)
_NUMBER = r"(?:two|three|four|five|six|[2-9]|[1-9]\d)"
_SEVERAL = re.compile(
    r"representative\(s\)|\brepresentatives\b|\bmembers\b|(?<!\w)(?:[x×] ?\d+|\d+ ?[x×])(?!\w)"
    rf"|^{_NUMBER} |\({_NUMBER}\)"
    rf"|\b{_NUMBER} (?:places?|seats?|posts?|positions?|reps?|representatives?|nominees?|members?|people)\b"
    r"|\b(?:headteachers|councillors|survivors|governors|chief executives|managers)\b(?!['’])"
    r"|\(s\)",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"\b(?:council|police|constabulary|nhs|trust|ccg|icb|board|probation|service|services|group"
    r"|partnership|association|authority|agency|aid|support|charity|university"
    r"|college|court|prosecution|housing|opcc|foundation|forum|refuge|county|borough|alliance"
    r"|network|centre|advocacy|society|project)\b|^[A-Z]{2,6}$",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(?:representatives?|representation|nominee)(?: \w+)? (?:from|of) (?:the )?(?P<agency>[A-Z][^()]*)$"
)
_LISTS_MEMBERS = re.compile(r"^[^:.;]{0,60}\bmember(?:s|ship)\b[^:.;]{0,40}: (?=[A-Z])[^.]*$", re.IGNORECASE)
_MOST_WORDS = 30
_ABBREVIATED = re.compile(r"^[A-Z]{2,6}$")


def is_seat_passage(passage: Passage) -> bool:
    """Whether a paragraph can be a seat: under "Membership", not a heading, not a sentence."""
    if passage.is_label or passage.topic is not Topic.MEMBERSHIP:
        return False
    if passage.cells:
        return any(words for _, words in passage.cells)
    text = passage.text
    longest = max((len(part.split()) for part in re.split(r"[;,]", text)), default=0)
    if _is_list_stem(text) or longest > _MOST_WORDS:
        return False
    bare = re.sub(r"\([^()]*\)", "", text)
    return not _SENTENCE.search(bare) and not text.endswith(":") and bool(re.search(r"[A-Za-z]{2}", text))


def _is_list_stem(text: str) -> bool:
    return bool(
        re.match(r"^(?:the )?(?:membership|members?|board|group|partnership)[\w ,]*$", text, re.IGNORECASE)
    ) and (len(text.split()) > 3 or text.lower() in ("members", "membership"))


def read_seats(found: Sequence[Passage]) -> tuple[SeatRead, ...]:
    """Every seat listed, in order, each once."""
    return tuple(
        seat
        for passage in found
        if is_seat_passage(passage)
        for words in _listed(passage) or ()
        if (seat := _seat(passage, words)) is not None
    )


def seats_unread(passage: Passage, after: Passage | None) -> list[Unread]:
    """A line whose seats are not parted safely, or taken for a name; or a heading with no seats below it."""
    if is_seat_passage(passage):
        listed = _listed(passage)
        if listed is not None:
            return [one for words in listed for one in _taken_for_names(passage, words)]
        why = "It may list several seats, and not safely where one ends."
    elif passage.is_label and heads_seats(passage.topic, passage.text) and (after is None or after.is_label):
        why = "It heads seats, and none stands below it."
    else:
        return []
    return [Unread(passage.text, why, passage.place)]


def _taken_for_names(passage: Passage, words: str) -> list[Unread]:
    """What of a seat's line is left out as a person's name and may be the seat, or its agency."""
    cells = dict(passage.cells)
    if _seat(passage, words) is None:
        name = words or cells.get("name", "")
        said = masked(name) if is_surely_name(name) else name
        why = "It may name a person, or a seat: no office or agency is known in it."
        return [Unread(said, why, passage.place)] if said.strip() else []
    beside = cells.get("beside", "")
    if cells:
        is_lost = is_name(beside) and not _AGENCY.search(beside) and not is_surely_name(beside)
        said = f"{words}: {beside}"
    else:
        bare = _without_marks(words)
        role = role_only(bare)
        left_out = bare.replace(role, "").strip(" .,;:()–—-") if role else ""
        is_lost = bool(left_out) and not is_surely_name(left_out)
        # a name mostly stands before the office, and an agency behind it
        said = words.replace(left_out, masked(left_out)) if bare.startswith(left_out) else words
    why = "Part of it may be a person’s name, or an agency, and was left out."
    return [Unread(said, why, passage.place)] if is_lost else []


def may_be_seat(words: str, topic: Topic | None) -> bool:
    """Whether words among the sentences under "Membership" are none, so that they may name a seat."""
    return topic is Topic.MEMBERSHIP and not _SENTENCE.search(words) and not words.endswith(":")


def lists_members(text: str) -> bool:
    """Whether a line names members after a label that is not known: "Members from agencies: Police; ..."."""
    return bool(_LISTS_MEMBERS.match(text))


def _listed(passage: Passage) -> tuple[str, ...] | None:
    cells = dict(passage.cells)
    if not cells:
        return seats_listed(passage.text)
    role, beside = cells.get("role", ""), cells.get("beside", "")
    if is_name(role) and says_role(beside):
        return (beside,)  # a name stands before the role
    return (role or cells.get("agency", ""),)


def _without_marks(words: str) -> str:
    """A seat's words without what says that it is vacant, or that its holder has an office."""
    bare = _OFFICE.sub("", _VACANT_MARK.sub("", _VACANT_FIRST.sub("", words))).strip(" .;,")
    return re.sub(r";? (?:and|or),?$", "", bare).strip(" .;,")


def _seat(passage: Passage, words: str) -> SeatRead | None:
    cells = dict(passage.cells)
    name, of = cells.get("name", ""), cells.get("agency", "")
    vacant = any(_VACANT.search(said) for said in (words, name, of))
    bare = _without_marks(words)
    role = bare if cells else role_only(bare)
    if not re.search(r"[A-Za-z]{2}", role) or (cells and is_name(role) and not of):
        return None
    return SeatRead(
        role=role,
        seat_class=_seat_class(passage, words, cells.get("status", "")),
        quote=Quote(
            words if cells or role_only(bare) == bare else role,
            passage.place,
            passage.sub_label or passage.label,
        ),
        is_vacant=vacant,
        several=bool(_SEVERAL.search(role)),
        agency=_agency_of(of, cells.get("beside", ""), role),
    )


def _agency_of(of: str, beside: str, role: str) -> str:
    """The agency of a seat: what its column says, or what stands beside the role and is nobody's name."""
    if of:
        return "" if is_surely_name(of) else _VACANT_MARK.sub("", _VACANT_FIRST.sub("", of)).strip(" .")
    agency = beside if beside and beside != role else _agency(role)
    return "" if is_name(agency) and not _AGENCY.search(agency) else agency.strip(" .")


def _seat_class(passage: Passage, words: str, status: str) -> str:
    under = status or f"{passage.stem} {passage.sub_label or passage.label}"
    return ADVISORY if _ADVISORY.search(under) or _ADVISES.search(words) else CORE


def _agency(role: str) -> str:
    """The agency where the words give one: after "representative of", or as the last part of a list."""
    from_ = _FROM.search(role)
    if from_:
        return from_["agency"]
    head, comma, last = role.rpartition(",")
    last = last.strip()
    if -1 < last.find(")") < (last.find("(") + 1 or len(last) + 1):
        return ""  # the comma stands within brackets
    if comma and head and (_AGENCY.search(last) or _ABBREVIATED.match(last)):
        before = head.rpartition(",")[2].strip()
        return f"{before}, {last}" if " and " in last and _AGENCY.search(before) else last
    return role if _ABBREVIATED.match(role) else ""
