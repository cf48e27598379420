"""A draft of terms from what was read in a document, and what was read beside the clauses."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from quorate.domain.imports import json_values
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, month
from quorate.domain.terms.clauses import Clause, ClauseKind
from quorate.domain.terms.drafts import Draft
from quorate.domain.terms.quorum import Agencies
from quorate.domain.terms.reading.found import Proposed, TermsRead

_PARTS_OF_A_COUNCIL = re.compile(r"\b(?:directorate|department)s?\b", re.IGNORECASE)
_NOT_SAID_OF_COUNCILS = (
    "The words do not say whether a council’s directorates are one agency or several: one is understood."
)
_CALLED_TERMS = re.compile(r"\bterms\b|\bconstitution\b|\btor\b", re.IGNORECASE)
_FEWEST_CLAUSES = 3
ASIDE = "aside"
"""What became of a sentence that was looked at and is no clause."""
_LONGEST = 200
_LONGEST_PLACE = 40
_ONLY_WHERE = re.compile(
    r"(?:,|\s*\()\s*(?:(?:if|when|where|while)\s+(?P<only>[^(),;]{3,200})"
    r"|as (?P<asked>required|needed|necessary|appropriate))(?:\)|(?=\s*$))",
    re.IGNORECASE,
)
"""What makes a seat one that is there only at times: "(if not already a member)"."""
_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_NUMBERED = re.compile(
    r"^(?P<words>two|three|four|five|six)\b|\b(?P<before>\d{1,2}) ?x\b|\bx ?(?P<after>\d{1,2})\b",
    re.IGNORECASE,
)
_SMALL = frozenset({"a", "an", "and", "for", "from", "of", "or", "s", "the"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that was not understood, and why; `became` is the id of its clause, `ASIDE`, or empty."""

    text: str
    why: str
    place: str = ""
    became: str = ""


@dataclass(frozen=True, slots=True)
class SeatListed:
    """A seat as the document lists it."""

    title: str
    seat_class: str
    agency: str = ""
    is_vacant: bool = False
    several: bool = False

    @property
    def places(self) -> int:
        """How many may hold it: the number its words give, or the fewest they can mean where they give none.

        "Representative(s)" can mean one, "representatives" no fewer than two; `doubt` says that it was open.
        """
        if (said := self._number) is not None:
            return said
        return 2 if self.several and "(s)" not in self.title.lower() else 1

    @property
    def doubt(self) -> str:
        """What the words leave open about its places; empty where they give a number, or one person."""
        if not self.several or self._number is not None:
            return ""
        return f"how many is not said, {'one is' if self.places == 1 else 'two are'} taken"

    @property
    def condition(self) -> str:
        """When the seat is there at all, in the document's words after "only where"; empty for always."""
        found = _ONLY_WHERE.search(self.title)
        return (found["only"] or found["asked"]).strip() if found else ""

    @property
    def called(self) -> str:
        """What to call the seat: its title without the condition, which the seat keeps apart."""
        return " ".join(_ONLY_WHERE.sub("", self.title, count=1).split()) if self.condition else self.title

    @property
    def _number(self) -> int | None:
        said = _NUMBERED.search(self.title) if self.several else None
        if said is None:
            return None
        return (
            _WORDS[said["words"].lower()] if said["words"] else int(said["before"] or said["after"]) or None
        )


@dataclass(frozen=True, slots=True)
class OfAnother:
    """A clause the document states about another group: shown, and no part of these terms."""

    group: str
    reading: str
    quote: str


@dataclass(frozen=True, slots=True)
class Notes:
    """What was read in a document beside its clauses: for people to look at, never guessed at.

    `definition` is the code of the definition of domestic abuse that it quotes.
    """

    name: str = ""
    title: str = ""
    sentences: tuple[Sentence, ...] = field(default=())
    seats: tuple[SeatListed, ...] = field(default=())
    others: tuple[OfAnother, ...] = field(default=())
    stops_short: str = ""
    left_alone: str = ""
    definition: str = ""

    @property
    def open(self) -> tuple[tuple[int, Sentence], ...]:
        """The sentences nobody has settled, each with its number."""
        return tuple((n, one) for n, one in enumerate(self.sentences) if not one.became)


def refusal_to_leave_unread(notes: Notes, *, is_said: bool) -> Refusal | None:
    """Why terms are not adopted over sentences of the document that nobody settled, unless that is said.

    They bind as much as the others do, and nothing here will remind anybody of them. Code:
    `terms.sentences_open`.
    """
    if is_said or not notes.open:
        return None
    n = len(notes.open)
    return Refusal(
        "terms.sentences_open",
        f"{count(n, 'sentence')} of the document {'is' if n == 1 else 'are'} not understood and would not "
        "be followed.",
        "Settle them, or say that the terms are adopted without them.",
        field="unread",
    )


def notes_to_plain(notes: Notes) -> dict[str, Any]:
    """The notes as JSON holds them."""
    plain: dict[str, Any] = json_values.to_plain(notes)
    return plain


def notes_from_plain(plain: Mapping[str, Any]) -> Notes:
    """The notes that `notes_to_plain` wrote."""
    return json_values.from_plain(Notes, plain)


def draft_read(read: TermsRead, new_id: Callable[[], str]) -> Draft:
    """The clauses read, in the order of the document, and the dates it gives itself.

    What it says about other groups is no clause of these terms. The first day in force is left blank: the
    day a document was written is not the day it was adopted.
    """
    about = read.about
    own = [clause for clause in read.clauses if not clause.is_other_body]
    label = f"Version {about.version}" if about.version else ""
    if not label and about.created:
        label = f"Terms of reference, {month(about.created.on)}"
    return Draft(
        label=label[:120],
        review_on=about.review_on.on if about.review_on else None,
        approved_by=about.approved_by[:_LONGEST],
        approved_on=about.approved_on.on if about.approved_on and not about.approved_on.is_month else None,
        clauses=tuple(_clause(clause, new_id()) for clause in own),
    )


def notes_read(read: TermsRead, name: str) -> Notes:
    """What to show of the document beside its clauses; `name` is the file's."""
    return Notes(
        name=name,
        title=read.about.title,
        sentences=tuple(Sentence(one.text, one.why, one.place) for one in read.not_understood),
        seats=tuple(
            SeatListed(seat.role, seat.seat_class, seat.agency, seat.is_vacant, seat.several)
            for seat in read.seats
        ),
        others=tuple(
            OfAnother(clause.who, clause.reading, clause.quote.text)
            for clause in read.clauses
            if clause.is_other_body
        ),
        stops_short=read.stops_short,
        left_alone=read.left_alone,
        definition=read.definition,
    )


def reads_like_no_terms(notes: Notes, *, clauses: int) -> str:
    """That a document is hardly terms of reference: it is not called that, and next to no clause is in it.

    Empty for a draft of no document, and for any that is called so or has clauses.
    """
    called = f"{notes.title} {re.sub('[-_.]', ' ', notes.name)}"
    if not notes.name or clauses >= _FEWEST_CLAUSES or _CALLED_TERMS.search(called):
        return ""
    found = count(clauses, "clause") if clauses else "no clause"
    return (
        f"This reads like no terms of reference: it is not called that, and {found} of such terms "
        f"{'was' if clauses < 2 else 'were'} found in it. Set the draft aside if it is the wrong file."
    )


def with_sentence(notes: Notes, number: int, became: str) -> Notes:
    """The notes with one sentence settled, or open again when `became` is empty."""
    sentences = tuple(
        replace(one, became=became) if n == number else one for n, one in enumerate(notes.sentences)
    )
    return replace(notes, sentences=sentences)


def without_clause(notes: Notes, id: str) -> Notes:
    """The notes with the sentence this clause was made of open again: its clause was left out."""
    return replace(
        notes,
        sentences=tuple(replace(one, became="") if one.became == id else one for one in notes.sentences),
    )


def is_same_seat(listed: SeatListed, held: str) -> bool:
    """Whether a group's seat is the one listed: the same words, but for case, marks and small words.

    The agency's name may stand in one and not in the other. Two posts of one service are two seats.

    >>> is_same_seat(SeatListed("Head of Housing, MCC", "core", agency="MCC"), "Head of housing")
    True
    """
    agency = _bare(listed.agency)
    return _bare(held) - agency in (_bare(listed.title) - agency, _bare(listed.called) - agency)


def _bare(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", title.casefold().replace("’", "'"))) - _SMALL


def _clause(found: Proposed, id: str) -> Clause:
    is_date = found.kind is ClauseKind.REVIEW and re.fullmatch(r"\d{4}-\d\d-\d\d", found.anchor)
    return Clause(
        id=id,
        kind=found.kind,
        quote=_whole(found),
        reading=found.reading,
        who=found.who[:_LONGEST],
        by=found.by[:_LONGEST],
        to=found.to[:_LONGEST],
        anchor="" if is_date else found.anchor[:120],
        offset=found.offset,
        times_a_year=found.times_a_year,
        minutes=found.minutes,
        item=found.item[:_LONGEST],
        quorum=found.quorum,
        ambiguity=_doubts(found),
        page=found.quote.place[:_LONGEST_PLACE],
        is_stated=found.is_stated,
        sends_deputy=found.sends_deputy,
        deputy_briefed=found.deputy_briefed,
        deputy_authority=found.deputy_authority,
    )


def _doubts(found: Proposed) -> str:
    """What can be read otherwise; of a quorum of agencies also how directorates count, where nothing says."""
    asks = found.quorum is not None and any(isinstance(one, Agencies) for one in found.quorum.tests)
    if not asks or _PARTS_OF_A_COUNCIL.search(_whole(found)):
        return found.ambiguity
    return f"{found.ambiguity} {_NOT_SAID_OF_COUNCILS}".strip()


def _whole(found: Proposed) -> str:
    """The words it was read from, and any other words of the document that say the same."""
    texts = dict.fromkeys([found.quote.text, *(quote.text for quote in found.also)])
    return "\n".join(text for text in texts if text)
