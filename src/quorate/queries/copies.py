"""Where words can stand besides the thing that says them, and where some words do.

The tables named here are those a redaction goes through, so that an officer is shown what will go before
it goes. An account's own address is not among them: it belongs to no partnership.
"""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import reduce
from typing import Any

from django.db.models import JSONField, Model, Q, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat

from quorate.domain.access.actor import Actor
from quorate.domain.events.redaction import MARKER, NAME_REMOVED, Words, without, words_of
from quorate.domain.kernel.asking import local_day
from quorate.queries.redactable import PARTS, How, parts_of
from quorate.queries.subjects import names_of
from quorate.records.models import (
    Agency,
    AgencyName,
    AgendaItem,
    Amendment,
    AssessedMark,
    AssessedStatement,
    BarrierEscalation,
    BarrierRow,
    BarrierStep,
    Challenge,
    Circulation,
    ClauseRow,
    Closure,
    Declaration,
    DutyDone,
    DutySetting,
    Entry,
    EntryLead,
    EntryMeasure,
    EntryMove,
    EntryTarget,
    EntryVersion,
    ExpressionOfInterest,
    ForwardItem,
    Group,
    HandoverNote,
    InterestKeptPrivately,
    KeptPrivately,
    Meeting,
    Message,
    Minute,
    Pack,
    Paper,
    PaperAsked,
    PassedOn,
    Person,
    Plan,
    PlanImport,
    ProgressRow,
    Question,
    Redaction,
    RegisteredInterest,
    Reply,
    ReportingLine,
    Restriction,
    Risk,
    RiskReview,
    RoomActRow,
    SchoolHoliday,
    Seat,
    SeatMap,
    StoredFile,
    Terms,
    TermsDraft,
    WaiverRow,
)

MOST_LISTED = 50
"""Places named of one sort; the rest are counted."""
_BETWEEN = "\x1f"
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Table:
    """A table that may hold a copy: the path to its partnership, its columns, and what it is called.

    `of_names` are the columns that hold a name alone, where one of a single word counts too. `subject` is
    the kind of thing a row belongs to with the path to its id, `day` the path to its date.
    """

    model: type[Model]
    partnership: str
    columns: tuple[str, ...]
    label: str
    subject: tuple[str, str] = ("", "")
    day: str = ""
    of_names: tuple[str, ...] = field(default=())

    @property
    def related(self) -> list[str]:
        """The rows it takes to say whose a row is and of what date."""
        paths = (self.subject[1], self.day)
        return sorted({path.split(".")[0] for path in paths if "." in path})


_ENTRY = ("entry", "entry_version.entry_id")
_OF_ENTRY = "entry_version__entry__plan__partnership"
_AT = "meeting__group__partnership"
COPIES: tuple[Table, ...] = (
    Table(
        EntryVersion, "entry__plan__partnership", ("text", "outcome", "reason", "level", "code"),
        "Wordings of other entries", ("entry", "entry_id"), "effective_on",
    ),
    Table(
        EntryMeasure, _OF_ENTRY, ("text", "entry_code"), "Measures of other entries", _ENTRY,
        "entry_version.effective_on",
    ),
    Table(
        EntryLead, _OF_ENTRY, ("raw",), "Leads of other entries", _ENTRY, "entry_version.effective_on",
        ("raw",),
    ),
    Table(
        EntryTarget, _OF_ENTRY, ("raw", "depends_on"), "Target dates of other entries", _ENTRY,
        "entry_version.effective_on",
    ),
    Table(
        ProgressRow, "entry__plan__partnership", ("progress", "barrier", "evidence"), "Updates",
        ("progress", "id"), "as_at",
    ),
    Table(
        BarrierRow, "entry__plan__partnership", ("words",), "Barriers of entries", ("barrier", "id"), "since"
    ),
    Table(
        BarrierEscalation, "barrier__entry__plan__partnership", ("asked",), "What groups were asked",
        ("barrier", "barrier_id"), "on",
    ),
    Table(
        BarrierStep, "barrier__entry__plan__partnership", ("words",), "How barriers ended",
        ("barrier", "barrier_id"), "on",
    ),
    Table(
        AgendaItem, _AT, ("title", "ask", "speaker", "to_press", "urgent_why"), "Agenda items",
        ("agenda_item", "id"),
        "meeting.on", ("speaker",),
    ),
    Table(
        Minute, _AT, ("words", "evidence", "answer_words", "given_to", "asked_by"), "Minutes of meetings",
        ("minute", "id"), "meeting.on", ("given_to", "asked_by"),
    ),
    Table(
        Amendment, "minute__meeting__group__partnership", ("was", "words", "reason"),
        "Amendments of minutes", ("minute", "minute_id"), "recorded_at",
    ),
    Table(
        Paper, _AT, ("title", "cover"), "Titles and cover sheets of papers", ("paper", "id"), "submitted_on"
    ),
    Table(
        Meeting, "group__partnership", ("place", "called_why", "cancel_reason", "titles_kept"),
        "Meetings: where, why called, why cancelled, the seats then", ("meeting", "id"), "on",
    ),
    Table(
        ForwardItem, "group__partnership", ("title", "note"), "Planned items", ("forward_item", "id"), "month"
    ),
    Table(PaperAsked, _AT, ("title",), "Papers asked for", ("paper_asked", "id"), "due_on"),
    Table(Circulation, _AT, ("said",), "Notes sent with papers", ("circulation", "id"), "on"),
    Table(Reply, _AT, ("note",), "Replies to meetings", ("reply", "id"), "recorded_at"),
    Table(Declaration, _AT, ("words",), "Interests declared", ("declaration", "id"), "recorded_at"),
    Table(
        PassedOn, "paper__meeting__group__partnership", ("to",), "To whom papers were passed on",
        ("passed_on", "id"), "recorded_at",
    ),
    Table(
        AssessedStatement, "assessment__group__partnership", ("words", "source"),
        "Statements of self-assessments", ("self_assessment", "assessment_id"), "assessment.opened_on",
    ),
    Table(
        AssessedMark, "answer__assessment__group__partnership", ("words",),
        "What agencies say of themselves", ("self_assessed", "answer_id"), "answer.recorded_at",
    ),
    Table(RoomActRow, _AT, ("title",), "Seats of those who came", ("room_act", "id"), "recorded_at"),
    Table(
        EntryMove, "entry__plan__partnership", ("code",), "Codes of entries that moved",
        ("entry", "entry_id"), "on",
    ),
    Table(
        Plan, "partnership", ("name", "headings"), "Names and headings of plans", ("plan", "id"), "starts_on"
    ),
    Table(
        ClauseRow, "terms__group__partnership",
        ("quote", "reading", "ambiguity", "who", "by", "anchor", "item", "to"), "Clauses of terms",
        ("terms", "terms_id"), "terms.in_force_from", ("who", "by", "to"),
    ),
    Table(
        Terms, "group__partnership", ("label", "approved_by"), "Terms, and who approved them",
        ("terms", "id"), "in_force_from", ("approved_by",),
    ),
    Table(
        DutyDone, "group__partnership", ("item", "note", "link", "taken_back_why"), "Notes on duties",
        ("group", "group_id"), "done_on",
    ),
    Table(
        DutySetting, "group__partnership", ("item", "not_ours_why"), "Why duties are not a group’s own",
        ("group", "group_id"),
    ),
    Table(
        WaiverRow, "partnership", ("reason", "sentence"), "Waivers", ("meeting", "subject_id"), "agreed_on"
    ),
    Table(Person, "partnership", ("name", "title", "email"), "People", ("person", "id")),
    Table(
        KeptPrivately, "person__partnership", ("name", "title", "safe_contact", "safe_times"),
        "What is kept privately", ("person", "person_id"), "kept_on",
    ),
    Table(
        HandoverNote, "person__partnership", ("words",), "Notes left for who takes work on",
        ("person", "person_id"), "written_at",
    ),
    Table(
        RegisteredInterest, "person__partnership", ("words",), "The register of interests",
        ("person", "person_id"), "from_on",
    ),
    Table(
        Challenge, "group__partnership",
        ("words", "response", "outcome_words", "escalated_why", "reopened_why"),
        "Challenges to agencies", ("challenge", "id"), "made_on",
    ),
    Table(
        Risk, "group__partnership", ("title", "effect", "cause", "controls"), "Risks", ("risk", "id"),
        "raised_on",
    ),
    Table(
        RiskReview, "risk__group__partnership", ("words",), "Reviews of risks", ("risk", "risk_id"), "on"
    ),
    Table(
        ExpressionOfInterest, "group__partnership", ("name", "agency_name", "email", "words", "reason"),
        "Expressions of interest", ("group", "group_id"), "received_on", ("name",),
    ),
    Table(
        InterestKeptPrivately, "interest__group__partnership", ("name", "agency_name", "email", "words"),
        "What is kept privately of interests", ("interest", "interest_id"), "kept_on", ("name",),
    ),
    Table(SeatMap, "seat__group__partnership", ("reason",), "Designations", ("seat", "seat_id"),
          "designated_on"),
    Table(
        AgencyName, "agency__partnership", ("name", "short_name"), "Earlier names of agencies",
        ("agency", "agency_id"), "until_on",
    ),
    Table(Agency, "partnership", ("name", "short_name"), "Agencies", ("agency", "id")),
    Table(Group, "partnership", ("name", "question", "answer"), "Groups", ("group", "id")),
    Table(
        Question, "partnership", ("words", "answer", "asked_by_words"), "Questions referred",
        ("question", "id"), "asked_on", ("asked_by_words",),
    ),
    Table(
        ReportingLine, "partnership", ("what",), "Reporting lines", ("reporting_line", "id"), "from_on"
    ),
    Table(Seat, "group__partnership", ("title", "condition", "shown_as"), "Seats", ("seat", "id")),
    Table(Restriction, "partnership", ("name", "reason"), "Restrictions", ("", ""), "from_on"),
    Table(Closure, "partnership", ("name",), "Days the council is closed", ("", ""), "on"),
    Table(SchoolHoliday, "partnership", ("name",), "School holidays", ("", ""), "from_on"),
    Table(
        Message, "partnership", ("subject", "body", "calendar", "fault"), "Messages",
        ("person", "person_id"), "due_at",
    ),
    Table(
        Redaction, "partnership", ("reason",), "Reasons of redactions", ("redaction", "id"), "proposed_at"
    ),
    Table(
        PlanImport, "partnership", ("plan_name",), "Names of plans brought in", ("import", "id"),
        "uploaded_at",
    ),
    Table(StoredFile, "partnership", ("name",), "Names of files", ("", ""), "stored_at"),
)  # fmt: skip
OF_A_MEETING = tuple(table for table in COPIES if table.model in (AgendaItem, Paper, PaperAsked))
IMPORTS = Table(
    PlanImport, "partnership", ("proposal", "source", "mends"), "Plans brought in, with their files",
    ("import", "id"), "uploaded_at",
)  # fmt: skip
DRAFTS = Table(
    TermsDraft, "group__partnership", ("content", "read"), "Drafts of terms, with their files",
    ("terms_draft", "id"), "begun_at",
)  # fmt: skip
PACKS = Table(Pack, _AT, ("content",), "Packs, which can then no longer be opened", ("pack", "id"), "as_at")


@dataclass(frozen=True, slots=True)
class Sought:
    """What to look for, and how near: `words` everywhere, `near` in what belongs to the meeting or plan."""

    kind: str
    id: uuid.UUID
    words: Words
    near: Words
    meeting: uuid.UUID | None = None
    plan: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A row that holds the words, and what each of its columns says without them."""

    table: Table
    row: Any
    left: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a copy stands, named as far as the reader may see it, and of what date."""

    name: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Copies:
    """How many copies of one sort there are, and the first `MOST_LISTED` of them."""

    where: str
    count: int
    places: tuple[Place, ...]


def sought(kind: str, id: uuid.UUID, columns: Sequence[str]) -> Sought:
    """What a redaction of these parts of a thing looks for, read from the thing as it is now."""
    said: dict[How, list[str]] = {how: [] for how in How}
    for part in parts_of(kind, columns):
        for row in part.rows(id):
            said[part.how] += [text for column in part.columns for text in texts_in(getattr(row, column))]
    names = _of_no_agency(id, said[How.NAME]) if kind == "entry" else said[How.NAME]
    instead = instead_of(kind, id, columns)
    return Sought(
        kind,
        id,
        words=words_of(said[How.PROSE], names, instead=instead),
        near=words_of([*said[How.PROSE], *said[How.COMMON]], names, instead=instead),
        meeting=_meeting_of(kind, id),
        plan=_plan_of(kind, id),
    )


def _of_no_agency(entry: uuid.UUID, names: Iterable[str]) -> list[str]:
    """Who leads, less the agencies: they lead elsewhere too, and no one person is named by that."""
    agencies = Agency.objects.filter(partnership__plan__entries=entry).values_list("name", "short_name")
    known = {name.strip().casefold() for pair in agencies for name in pair}
    return [name for name in names if name.strip().casefold() not in known]


def instead_of(kind: str, id: uuid.UUID, columns: Sequence[str]) -> str:
    """What is put in the place of a name: a person's post where they have one, else that it was removed.

    In the place of the name of whoever chose another, that one.
    """
    if kind != "person":
        return NAME_REMOVED if kind == "agency" else MARKER
    person = Person.objects.get(id=id)
    if "name" not in columns and KeptPrivately.objects.filter(person=person).exists():
        return person.name
    is_kept = "title" not in columns and person.title.strip().casefold() != person.name.strip().casefold()
    return (person.title if is_kept else "") or NAME_REMOVED


def rows_holding(partnership: uuid.UUID, asked: Sought, *, but_itself: bool = False) -> Iterable[Held]:
    """Every row of the tables that holds a copy. `but_itself` leaves out the rows of the thing itself."""
    found: set[tuple[type[Model], object]] = set()
    for held in (
        *_in_tables(partnership, asked, asked.words, COPIES, Q()),
        *_in_tables(partnership, asked, asked.near, OF_A_MEETING, Q(meeting=asked.meeting)),
    ):
        key = (held.table.model, held.row.pk)
        if key not in found and not (but_itself and _is_itself(asked, held)):
            found.add(key)
            yield held


def imports_holding(partnership: uuid.UUID, asked: Sought) -> Iterable[Held]:
    """Uploads that hold a copy; the file goes with them, as long as its rows do."""
    for row in PlanImport.objects.filter(partnership=partnership).select_related("file"):
        is_near = asked.plan is not None and row.plan_id in (asked.plan, None)
        words = asked.near if is_near else asked.words
        left = {name: without(getattr(row, name), words, near=is_near) for name in IMPORTS.columns}
        if any(is_held for _, is_held in left.values()):
            yield Held(IMPORTS, row, {name: value for name, (value, _) in left.items()})


def drafts_holding(partnership: uuid.UUID, asked: Sought) -> Iterable[Held]:
    """Drafts of terms that hold a copy; a file that one was read from goes with it."""
    for row in TermsDraft.objects.filter(group__partnership=partnership).select_related("source"):
        left = {name: without(getattr(row, name), asked.words) for name in DRAFTS.columns}
        if any(is_held for _, is_held in left.values()):
            yield Held(DRAFTS, row, {name: value for name, (value, _) in left.items()})


def packs_holding(
    partnership: uuid.UUID, asked: Sought, meetings: Iterable[uuid.UUID] = ()
) -> Iterable[Held]:
    """Packs that hold a copy, and every pack of the meeting whose item, paper or place it is."""
    of = {*meetings, *([asked.meeting] if asked.meeting else [])}
    rows = Pack.objects.filter(meeting__group__partnership=partnership).select_related("file")
    for row in rows.iterator(chunk_size=50):
        is_near = row.meeting_id in of
        words = asked.near if is_near or asked.plan else asked.words
        content, is_held = without(row.content, words, near=is_near)
        if is_held or is_near:
            yield Held(PACKS, row, {"content": content} if is_held else {})


def copies_of(
    actor: Actor, partnership: uuid.UUID, *, kind: str, id: uuid.UUID, columns: Sequence[str]
) -> tuple[Copies, ...]:
    """Where else the words of a thing stand; the thing itself is not counted."""
    asked = sought(kind, id, columns)
    found: dict[str, list[Held]] = defaultdict(list)
    for held in (
        *rows_holding(partnership, asked, but_itself=True),
        *imports_holding(partnership, asked),
        *drafts_holding(partnership, asked),
        *packs_holding(partnership, asked),
    ):
        found[held.table.label].append(held)
    listed = [held for each in found.values() for held in each[:MOST_LISTED]]
    names = names_of(actor, subjects=[subject for held in listed if (subject := _subject(held))], people=())
    return tuple(
        Copies(
            where,
            len(each),
            tuple(_place(held, names.subjects) for held in each[:MOST_LISTED]),
        )
        for where, each in found.items()
    )


def _place(held: Held, names: Mapping[tuple[str, str], Any]) -> Place:
    on: Any = reduce(getattr, held.table.day.split("."), held.row) if held.table.day else None
    subject = _subject(held)
    seen = names.get(subject) if subject else None
    name = seen.text if seen else ("" if subject is None else "One you may not see")
    return Place(name, local_day(on) if isinstance(on, datetime) else on)


def _subject(held: Held) -> tuple[str, str] | None:
    kind, path = held.table.subject
    if not kind or kind == "redaction":
        return None
    return kind, str(reduce(getattr, path.split("."), held.row))


def _in_tables(
    partnership: uuid.UUID, asked: Sought, words: Words, tables: Sequence[Table], only: Q
) -> Iterable[Held]:
    near = tables is OF_A_MEETING
    if not words or (near and asked.meeting is None):
        return
    held_in = _where(partnership, words, tables, only, near=near)
    for number, table in enumerate(tables):
        for row in _rows(table, held_in[number]):
            left = {column: _left(words, table, column, row, near=near) for column in table.columns}
            if held := {name: text for name, text in left.items() if text != getattr(row, name)}:
                yield Held(table, row, held)


def texts_in(value: Any) -> list[str]:
    """A column's texts: its own, or all those in the JSON it holds."""
    if isinstance(value, dict):
        return [text for each in value.values() for text in texts_in(each)]
    return [value] if isinstance(value, str) else []


def _where(
    partnership: uuid.UUID, words: Words, tables: Sequence[Table], only: Q, *, near: bool
) -> Mapping[int, list[uuid.UUID]]:
    """The ids of the rows that hold the words, by the table's number: all tables are read in one question."""
    parts = [
        table.model._default_manager.filter(only, **{table.partnership: partnership})
        .order_by()
        .values_list(Value(number), "pk", _in_one(table.columns))
        for number, table in enumerate(tables)
    ]
    found: defaultdict[int, list[uuid.UUID]] = defaultdict(list)
    for number, id, said in parts[0].union(*parts[1:], all=True).iterator(chunk_size=2_000):
        table, pieces = tables[number], said.split(_BETWEEN)
        # Text that holds the mark itself falls into more pieces: its row is then looked at whole.
        if len(pieces) != len(table.columns) or any(
            _says(words, table, column, piece, near=near)
            for column, piece in zip(table.columns, pieces, strict=True)
        ):
            found[number].append(id)
    return found


def _says(words: Words, table: Table, column: str, text: str, *, near: bool) -> bool:
    """Whether a column says the words; one of JSON is read as what it holds, not as it is written down."""
    if isinstance(table.model._meta.get_field(column), JSONField):
        return without(json.loads(text), words, near=near)[1]
    return words.out_of(text, near=near, is_name=column in table.of_names) != text


def _in_one(columns: Sequence[str]) -> Combinable:
    """The columns of a row as one text, a mark that nobody types between each two."""
    said: list[Combinable] = [Cast(columns[0], TextField())]
    for column in columns[1:]:
        said += [Value(_BETWEEN), Cast(column, TextField())]
    return Concat(*said, output_field=TextField()) if len(said) > 1 else said[0]


def _rows(table: Table, ids: Sequence[uuid.UUID]) -> Iterable[Any]:
    """These rows of a table, a few at a time: a database takes only so many values in one question."""
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        yield from table.model._default_manager.filter(pk__in=part).select_related(*table.related)


def _left(words: Words, table: Table, column: str, row: Any, *, near: bool) -> Any:
    if not isinstance(getattr(row, column), str):
        return without(getattr(row, column), words, near=near)[0]
    return words.out_of(getattr(row, column), near=near, is_name=column in table.of_names)


def _is_itself(asked: Sought, held: Held) -> bool:
    """Whether a row is one the thing itself is made of."""
    own = {part.path for part in PARTS[asked.kind] if part.model is held.table.model}
    return any(
        reduce(getattr, (path if path == "id" else f"{path}_id").split("__"), held.row) == asked.id
        for path in own
    )


def _meeting_of(kind: str, id: uuid.UUID) -> uuid.UUID | None:
    models: dict[str, type[Model]] = {
        "paper": Paper,
        "paper_asked": PaperAsked,
        "circulation": Circulation,
        "agenda_item": AgendaItem,
        "reply": Reply,
        "declaration": Declaration,
    }
    if kind in models:
        found: uuid.UUID = models[kind]._default_manager.values_list("meeting", flat=True).get(id=id)
        return found
    return id if kind == "meeting" else None


def _plan_of(kind: str, id: uuid.UUID) -> uuid.UUID | None:
    of = {"entry": Entry.objects.filter(id=id), "progress": Entry.objects.filter(progress=id)}
    of["barrier"] = Entry.objects.filter(barriers=id)
    found: uuid.UUID | None = of[kind].values_list("plan", flat=True).get() if kind in of else None
    return found
