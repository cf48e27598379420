"""What was read in a terms document: clauses, seats, and all that was not read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from quorate.domain.calendar.types import Offset
from quorate.domain.terms.clauses import ClauseKind
from quorate.domain.terms.quorum import Quorum, to_plain


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the document, and where they stand: the place, the label above them, the stem before them."""

    text: str
    place: str = ""
    label: str = ""
    stem: str = ""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A clause proposed from a quote, for a person to accept.

    `sends_deputy`, `deputy_briefed` and `deputy_authority` are None where the terms do not say.
    `who` does it: empty where the terms name nobody, a group's name where the clause is about another
    group (`is_other_body`). `by` appoints, `to` receives. `also` holds further places that say the same.
    `ambiguity` says what else the words may mean; `is_stated` is false for a label left blank and for
    terms that say there is no such rule.
    """

    kind: ClauseKind
    quote: Quote
    reading: str
    who: str = ""
    by: str = ""
    to: str = ""
    anchor: str = ""
    offset: Offset | None = None
    times_a_year: int | None = None
    minutes: int | None = None
    item: str = ""
    quorum: Quorum | None = None
    ambiguity: str = ""
    is_stated: bool = True
    is_other_body: bool = False
    also: tuple[Quote, ...] = ()
    sends_deputy: bool | None = None
    deputy_briefed: bool | None = None
    deputy_authority: bool | None = None

    def to_plain(self) -> dict[str, object]:
        """The clause as JSON holds it."""
        return {
            "kind": self.kind.value,
            "n": self.offset.n if self.offset else None,
            "unit": self.offset.unit.value if self.offset else "",
            "direction": self.offset.direction.value if self.offset else "",
            "weekday": self.offset.weekday.value if self.offset and self.offset.weekday else "",
            "at": self.offset.at.isoformat("minutes") if self.offset and self.offset.at else "",
            "anchor": self.anchor,
            "who": self.who,
            "by": self.by,
            "to": self.to,
            "item": self.item,
            "times_a_year": self.times_a_year,
            "minutes": self.minutes,
            "quorum": to_plain(self.quorum) if self.quorum else None,
            "sends_deputy": self.sends_deputy,
            "deputy_briefed": self.deputy_briefed,
            "deputy_authority": self.deputy_authority,
            "reading": self.reading,
            "ambiguity": self.ambiguity,
            "is_stated": self.is_stated,
            "is_other_body": self.is_other_body,
            "quote": self.quote.text,
            "place": self.quote.place,
            "label": self.quote.label,
            "stem": self.quote.stem,
            "also": [{"quote": q.text, "place": q.place} for q in self.also],
        }


class Span(NamedTuple):
    """A stretch of a sentence, end excluded."""

    start: int
    end: int

    def meets(self, other: "Span") -> bool:
        """Whether the two share a letter."""
        return self.start < other.end and other.start < self.end


class Find(NamedTuple):
    """A clause read in a sentence, and the stretches of it that hold the numbers it used."""

    clause: Proposed
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class SeatRead:
    """A seat as the terms list it, by its role; no person's name is kept.

    `seat_class` is "core" or "advisory". `several` says that the terms give it to more than one person.
    """

    role: str
    seat_class: str
    quote: Quote
    is_vacant: bool = False
    several: bool = False
    agency: str = ""

    def to_plain(self) -> dict[str, object]:
        """The seat as JSON holds it."""
        return {
            "role": self.role,
            "class": self.seat_class,
            "vacant": self.is_vacant,
            "several": self.several,
            "agency": self.agency,
            "quote": self.quote.text,
            "place": self.quote.place,
        }


@dataclass(frozen=True, slots=True)
class Unread:
    """A sentence without a clause, and why: what was not understood, or why it is no rule."""

    text: str
    why: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class DayRead:
    """A day or month as written. `on` is its last day: a review "in August" is in time all that month."""

    words: str
    on: date
    is_month: bool = False

    @property
    def iso(self) -> str:
        """As precise as it was written."""
        return self.on.isoformat()[:7] if self.is_month else self.on.isoformat()


@dataclass(frozen=True, slots=True)
class About:
    """What the document says of itself. Empty or None where it is silent or a label was left blank."""

    title: str = ""
    version: str = ""
    created: DayRead | None = None
    review_on: DayRead | None = None
    approved_by: str = ""
    approved_on: DayRead | None = None
    abbreviations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TermsRead:
    """Everything read in one terms document.

    `missing` names the kinds that terms usually have and these do not, `blank` those of them whose label
    stands there without an answer. `not_rules` holds sentences with a number that were looked at and are
    no rule. `stops_short` is empty, or says what the text supplied leaves out. `definition` is the code of
    the definition of domestic abuse that the terms quote, empty where they quote none.
    """

    about: About
    clauses: tuple[Proposed, ...] = ()
    seats: tuple[SeatRead, ...] = ()
    not_understood: tuple[Unread, ...] = ()
    not_rules: tuple[Unread, ...] = ()
    missing: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    stops_short: str = ""
    left_alone: str = ""
    definition: str = ""

    def to_plain(self) -> dict[str, object]:
        """All of it as JSON holds it."""
        about = self.about
        return {
            "title": about.title,
            "version": about.version,
            "created": about.created.iso if about.created else None,
            "review_on": about.review_on.on.isoformat() if about.review_on else None,
            "approved_by": about.approved_by,
            "approved_on": about.approved_on.iso if about.approved_on else None,
            "as_written": {
                name: day.words
                for name, day in (
                    ("created", about.created),
                    ("review_on", about.review_on),
                    ("approved_on", about.approved_on),
                )
                if day
            },
            "abbreviations": dict(about.abbreviations),
            "clauses": [clause.to_plain() for clause in self.clauses],
            "seats": [seat.to_plain() for seat in self.seats],
            "not_understood": [unread.text for unread in self.not_understood],
            "not_understood_because": [unread.why for unread in self.not_understood],
            "not_rules": [{"sentence": unread.text, "why": unread.why} for unread in self.not_rules],
            "missing": list(self.missing),
            "blank": list(self.blank),
            "stops_short": self.stops_short,
            "left_alone": self.left_alone,
            "definition": self.definition,
        }
