"""What a board pack and a chair's brief say, as frozen values.

A pack is made once for an audience, and what it said is kept as JSON beside its files: an issued pack
never changes. Everything here is already filtered and suppressed for the edition's readers; the files
made from it add nothing.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Self

from quorate.domain.meetings.agenda import NEUTRAL_LINE, Purpose
from quorate.domain.packs.frozen import NotReadableError, frozen, plain


class Standing(StrEnum):
    """How an action stands, in the order a summary shows it. The values are a plan entry's own.

    `NOT_KNOWN` is the pack's alone, for an action whose record says nothing.
    """

    COMPLETE = "complete"
    ON_TRACK = "on_track"
    UNDER_WAY = "under_way"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    WAITING = "waiting"
    NOT_STARTED = "not_started"
    NOT_DONE = "not_done"
    NOT_KNOWN = "not_known"


class DutyState(StrEnum):
    """How a line of the timetable came out. The values are a timetable step's own.

    `BEFORE_RECORDS` is for what fell due before the partnership kept its records here: it is never
    called late.
    """

    MET = "met"
    IN_PART = "in_part"
    WAITING = "waiting"
    LATE = "late"
    MISSED = "missed"
    DUE_TODAY = "due_today"
    TO_COME = "to_come"
    BEFORE_RECORDS = "before_records"
    NOT_KNOWN = "not_known"
    NOT_OWED = "not_owed"


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One agenda item. `number` is as printed: "1", or "R1" in the restricted series.

    `minutes` is None when no time was given to it. `starts_at` is None when it cannot be worked out.
    `ask` is what the board is asked to do, in a sentence, or empty. `id` is empty in packs of before.
    """

    number: str
    title: str
    purpose: Purpose = Purpose.NOTE
    minutes: int | None = None
    starts_at: time | None = None
    speaker: str = ""
    papers: tuple[str, ...] = ()
    ask: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class TimetableLine:
    """One duty of the meeting: what, by when, how that was worked out, and how it came out.

    `working_days` is how many working days late, for `LATE` and `MISSED`; None when not known. `clause` says
    where in the terms it stands.
    """

    what: str
    due: date | None
    working: str = ""
    state: DutyState = DutyState.TO_COME
    working_days: int | None = None
    done_on: date | None = None
    clause: str = ""


@dataclass(frozen=True, slots=True)
class StandingCount:
    """How many actions stand so. Zero is a count like any other."""

    standing: Standing
    count: int


@dataclass(frozen=True, slots=True)
class OutcomeSummary:
    """One outcome of a plan with its counts, and a few words on what matters in it."""

    name: str
    counts: tuple[StandingCount, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """A plan by outcome. `as_at` is the date the position speaks for."""

    name: str
    as_at: date
    outcomes: tuple[OutcomeSummary, ...] = ()
    finding: str = ""


@dataclass(frozen=True, slots=True)
class ExceptionSheet:
    """An action that is off track or waiting, and what is known of why.

    `tag` is the short words of its standing, such as "Overdue 74 days"; empty takes the standing's
    own word. `target` is as printed in the plan. `since` says how long it has been so. `by_lead` is for
    an action that its lead calls off track while the record alone does not.
    """

    code: str
    text: str
    standing: Standing
    tag: str = ""
    plan: str = ""
    outcome: str = ""
    lead: str = ""
    target: str = ""
    latest: str = ""
    latest_as_at: date | None = None
    barrier: str = ""
    since: str = ""
    days_overdue: int = 0
    needed: str = ""
    by_lead: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a plan's table. `level` 0 is the plan's highest level.

    A row that `spans` has one cell, across the whole table, as a section's heading has. A new line
    in a cell begins a new paragraph. `code` is the entry's own, whether or not a column shows it.
    """

    cells: tuple[str, ...]
    level: int = 0
    spans: bool = False
    code: str = ""


@dataclass(frozen=True, slots=True)
class ActionTable:
    """A plan's full table in the board's own shape: its own headings, in its own order.

    `widths` are relative, one for each heading; empty makes them equal. A row has a cell for each
    heading, or one that spans them all: anything else is a ValueError, since a cell would be lost.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[TableRow, ...] = ()
    widths: tuple[int, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse rows and widths that do not fit the headings."""
        if not self.headings:
            raise ValueError("a table has at least one heading")
        if self.widths and len(self.widths) != len(self.headings):
            raise ValueError("a table has one width for each heading")
        for row in self.rows:
            if len(row.cells) != (1 if row.spans else len(self.headings)):
                raise ValueError("a row has one cell for each heading, or one that spans them")


@dataclass(frozen=True, slots=True)
class CoverLine:
    """One field of a paper's cover sheet."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper of the meeting. `appended` when it follows in the combined file; otherwise it is listed.

    `item` is the paper's number, the same on the page. `late` says how late it came, empty when in time.
    `why_listed` says why it is not appended. `cover` is its cover sheet, names with words, `id` whose
    paper it is, and `earlier` the ids of the versions it stands in for; they are empty in packs of before.
    """

    item: str
    title: str
    appended: bool = False
    late: str = ""
    why_listed: str = ""
    cover: tuple[CoverLine, ...] = ()
    id: str = ""
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StructureGroup:
    """A group of the partnership in words: its name, what sort it is, and whom it reports to."""

    name: str
    kind: str
    says: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Structure:
    """How the groups stood to one another: the chart as SVG, `across` pixels wide, and the same in words."""

    sentence: str
    drawing: str
    across: int
    groups: tuple[StructureGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class PackContent:
    """Everything one edition of a pack says.

    `made_at` is an instant with its offset, and is the only time the files carry: the same content
    gives the same bytes. The cover prints its date, so the offset is the meeting's own zone's.
    `headline` is one sentence that says what matters. `ends_at` is the meeting's own end, whatever items
    the edition holds; None where it is not known.
    """

    partnership: str
    group: str
    meeting_on: date
    made_at: datetime
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    marking: str = "OFFICIAL"
    edition: str = ""
    headline: str = ""
    agenda: tuple[AgendaLine, ...] = ()
    timetable: tuple[TimetableLine, ...] = ()
    waivers: tuple[str, ...] = ()
    plans: tuple[PlanSummary, ...] = ()
    exceptions: tuple[ExceptionSheet, ...] = ()
    tables: tuple[ActionTable, ...] = ()
    data_notes: tuple[str, ...] = ()
    papers: tuple[PaperLine, ...] = ()
    neutral_line: str = NEUTRAL_LINE
    structure: Structure | None = None

    def __post_init__(self) -> None:
        """Refuse an instant without its offset, which would read otherwise on another machine."""
        _refuse_naive(self.made_at)

    def to_json(self) -> dict[str, Any]:
        """The pack as it is kept."""
        return _kept("pack", self)

    @classmethod
    def from_json(cls, raw: object) -> Self:
        """The pack that was kept. Raises `NotReadableError`."""
        return frozen(cls, _opened("pack", raw))


@dataclass(frozen=True, slots=True)
class BriefItem:
    """One agenda item in the chair's brief. `press` is what to press, most pressing first."""

    number: str
    title: str
    purpose: Purpose = Purpose.NOTE
    minutes: int | None = None
    starts_at: time | None = None
    speaker: str = ""
    press: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChairsBrief:
    """The chair's one side: per item the purpose, speaker, minutes and what to press.

    `owed` are what is stuck, overdue duties, vacant seats and waivers that belong to no item on the agenda.
    """

    partnership: str
    group: str
    meeting_on: date
    made_at: datetime
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    marking: str = "OFFICIAL"
    headline: str = ""
    items: tuple[BriefItem, ...] = ()
    quorum: str = ""
    owed: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an instant without its offset, which would read otherwise on another machine."""
        _refuse_naive(self.made_at)

    def to_json(self) -> dict[str, Any]:
        """The brief as it is kept."""
        return _kept("brief", self)

    @classmethod
    def from_json(cls, raw: object) -> Self:
        """The brief that was kept. Raises `NotReadableError`."""
        return frozen(cls, _opened("brief", raw))


def _refuse_naive(made_at: datetime) -> None:
    if made_at.utcoffset() is None:
        raise ValueError("the instant a document is made at carries its offset")


def _kept(kind: str, value: object) -> dict[str, Any]:
    return {"kind": kind, "shape": 1, "content": plain(value)}


def _opened(kind: str, raw: object) -> object:
    if not isinstance(raw, dict) or raw.get("kind") != kind or raw.get("shape") != 1:
        raise NotReadableError(f"this is not a kept {kind} of shape 1")
    return raw.get("content")
