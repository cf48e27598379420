"""The seats a document lists under "Membership": by role, core or advisory, held or still to be filled."""

import re
from collections.abc import Sequence

from quorate.domain.terms.reading.found import Quote, SeatRead
from quorate.domain.terms.reading.labels import Topic
from quorate.domain.terms.reading.names import is_name, role_only
from quorate.domain.terms.reading.passages import Passage

CORE, ADVISORY = "core", "advisory"
_ADVISORY = re.compile(
    r"\b(?:advisory|advisers?|advisors?|associate|co-?opted|observers?|in attendance|non-voting"
    r"|invited|by invitation|ex[- ]officio attendees)\b",
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
_SEVERAL = re.compile(
    r"representative\(s\)|\brepresentatives\b|\bmembers\b|\b(?:x ?\d|\d ?x)\b|^(?:two|three|four"
    r"|five|six|\d) |\b(?:headteachers|councillors|survivors|governors|chief executives|managers)\b(?!['’])"
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
_MOST_WORDS = 30
_ABBREVIATED = re.compile(r"^[A-Z]{2,6}$")


def is_seat_passage(passage: Passage) -> bool:
    """Whether a paragraph can be a seat: under "Membership", not a heading, not a sentence."""
    if passage.is_label or passage.topic is not Topic.MEMBERSHIP:
        return False
    if passage.cells:
        return any(words for _, words in passage.cells)
    text = passage.text
    if _is_list_stem(text) or len(text.split()) > _MOST_WORDS:
        return False
    bare = re.sub(r"\([^()]*\)", "", text)
    return not _SENTENCE.search(bare) and not text.endswith(":") and bool(re.search(r"[A-Za-z]{2}", text))


def _is_list_stem(text: str) -> bool:
    return bool(
        re.match(r"^(?:the )?(?:membership|members?|board|group|partnership)[\w ,]*$", text, re.IGNORECASE)
    ) and (len(text.split()) > 3 or text.lower() in ("members", "membership"))


def read_seats(found: Sequence[Passage]) -> tuple[SeatRead, ...]:
    """Every seat listed, in order, each once."""
    seats = [seat for passage in found if is_seat_passage(passage) and (seat := _seat(passage)) is not None]
    return tuple(seats)


def _seat(passage: Passage) -> SeatRead | None:
    cells = dict(passage.cells)
    words = passage.text if not cells else cells.get("role", "") or cells.get("agency", "")
    name = cells.get("name", "")
    status = cells.get("status", "")
    vacant = bool(_VACANT.search(words) or _VACANT.search(name))
    bare = _OFFICE.sub("", _VACANT_MARK.sub("", _VACANT_FIRST.sub("", words))).strip(" .;,")
    bare = re.sub(r";? (?:and|or),?$", "", bare).strip(" .;,")
    role = bare if cells else role_only(bare)
    if not re.search(r"[A-Za-z]{2}", role) or (cells and is_name(role) and not cells.get("agency")):
        return None
    agency = cells.get("agency", "") or _agency(role)
    return SeatRead(
        role=role,
        seat_class=_seat_class(passage, status),
        quote=Quote(
            words if cells or role_only(bare) == bare else role,
            passage.place,
            passage.sub_label or passage.label,
        ),
        is_vacant=vacant,
        several=bool(_SEVERAL.search(role)),
        agency="" if is_name(agency) and not _AGENCY.search(agency) else agency.strip(" ."),
    )


def _seat_class(passage: Passage, status: str) -> str:
    under = status or f"{passage.stem} {passage.sub_label or passage.label}"
    return (
        ADVISORY
        if _ADVISORY.search(under)
        or re.search(r"\((?:advisory|in attendance|observer|non-voting)\)", passage.text, re.I)
        else CORE
    )


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
