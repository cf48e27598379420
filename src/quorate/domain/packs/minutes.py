"""Everything one edition of a meeting's minutes says, as a frozen value the documents are made from."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Self

from quorate.domain.kernel.words import clock, day, weekday
from quorate.domain.packs.frozen import NotReadableError, frozen, plain

DRAFT = "Draft, not yet approved"
NOTHING = "Nothing is minuted under this item."
NOT_RECORDED = "Nothing was recorded in the room, so who was there is not known here."


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody who was there, and as what; `note` says of a deputy's authority, or when they came or left."""

    name: str
    seat: str = ""
    agency: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MinuteWords:
    """One minute: its kind in a word, what it says, and notes on it, such as who is to act and by when."""

    kind: str
    words: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MinutedItem:
    """An item with its minutes; `number` is empty for what belongs to none."""

    number: str
    title: str
    minutes: tuple[MinuteWords, ...] = ()


@dataclass(frozen=True, slots=True)
class MinutesContent:
    """The minutes of a meeting. `status` says how far they have got; `is_draft` until they are approved.

    `is_question` for a question by email: nobody met for it, so it does not say who was there.
    `annex` holds the items not open to everybody. `made_at` is an instant with its offset, and is the only
    time the files carry: the same content gives the same bytes.
    """

    partnership: str
    group: str
    meeting_on: date
    made_at: datetime
    status: str
    is_draft: bool
    starts_at: time | None = None
    ended_at: time | None = None
    place: str = ""
    marking: str = "OFFICIAL"
    edition: str = ""
    is_recorded: bool = False
    is_question: bool = False
    present: tuple[PersonLine, ...] = ()
    attending: tuple[PersonLine, ...] = ()
    apologies: tuple[str, ...] = ()
    not_there: tuple[str, ...] = ()
    quorum: tuple[str, ...] = ()
    declarations: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()
    items: tuple[MinutedItem, ...] = ()
    annex: tuple[MinutedItem, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an instant without its offset, which would read otherwise on another machine."""
        if self.made_at.utcoffset() is None:
            raise ValueError("the instant a document is made at carries its offset")

    @property
    def title(self) -> str:
        """The document's title, as its properties carry it."""
        return f"{self.group}: minutes, {day(self.meeting_on)}"

    @property
    def when(self) -> str:
        """The meeting's day and the hour it began, with when it ended where that is recorded."""
        at = f", {clock(self.starts_at)}" if self.starts_at else ""
        at += f" to {clock(self.ended_at)}" if self.starts_at and self.ended_at else ""
        return f"{weekday(self.meeting_on)}{at}"

    @property
    def record(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The parts of the record besides who was present, each with its lines; empty ones left out."""
        parts = (
            ("Apologies", self.apologies),
            ("Not there", self.not_there),
            ("Quorum", self.quorum),
            ("Interests declared", self.declarations),
            ("Earlier minutes", self.confirmed),
        )
        return tuple((name, lines) for name, lines in parts if lines)

    def to_json(self) -> dict[str, Any]:
        """The minutes as they are kept."""
        return {"kind": "minutes", "shape": 1, "content": plain(self)}

    @classmethod
    def from_json(cls, raw: object) -> Self:
        """The minutes that were kept. Raises `NotReadableError`."""
        if not isinstance(raw, dict) or raw.get("kind") != "minutes" or raw.get("shape") != 1:
            raise NotReadableError("these are not kept minutes of shape 1")
        return frozen(cls, raw.get("content"))
