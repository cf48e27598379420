"""What can be taken out for good: the parts of each kind of thing, and where each part is kept.

One table for the form that proposes, the list of copies that the second officer is shown, and the command
that carries a redaction out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.db.models import Model, Q, QuerySet

from quorate.domain.access.actor import Actor
from quorate.records import scopes
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
    Declaration,
    DutyDone,
    EntryLead,
    EntryMeasure,
    EntryTarget,
    EntryVersion,
    ExpressionOfInterest,
    ForwardItem,
    Group,
    HandoverNote,
    InterestKeptPrivately,
    KeptPrivately,
    Meeting,
    Minute,
    Paper,
    PaperAsked,
    PassedOn,
    Person,
    Plan,
    ProgressRow,
    Question,
    RegisteredInterest,
    Reply,
    ReportingLine,
    Risk,
    RiskReview,
    WaiverRow,
)

FILE = "file"


class How(Enum):
    """How the words of a part are looked for elsewhere.

    PROSE is looked for everywhere. What is COMMON stands in many rows that have nothing to do with each
    other, such as "Minutes of the last meeting" or "March 2027": it goes from the thing itself and from what
    belongs to the same meeting or plan. A NAME goes from every sentence that says it.
    """

    PROSE = "prose"
    COMMON = "common"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a kind of thing: its words for a form, and the columns that hold it.

    `path` leads from a row of the model to the thing's id.
    """

    column: str
    label: str
    how: How
    model: type[Model]
    path: str = "id"
    fields: tuple[str, ...] = field(default=())

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that hold it; none for a file."""
        return self.fields or (() if self.column == FILE else (self.column,))

    def rows(self, id: object) -> QuerySet[Any]:
        """The rows that hold this part of one thing."""
        return self.model._default_manager.filter(**{self.path: id})


def _parts(model: type[Model], *said: tuple[str, str, How]) -> tuple[Part, ...]:
    return tuple(Part(column, label, how, model) for column, label, how in said)


_OF_VERSION = "entry_version__entry"
PARTS: Mapping[str, tuple[Part, ...]] = {
    "entry": (
        Part("text", "the wording, in every version", How.PROSE, EntryVersion, "entry"),
        Part("outcome", "what should come of it", How.PROSE, EntryVersion, "entry"),
        Part("reason", "the reasons given for changes", How.PROSE, EntryVersion, "entry"),
        Part("measures", "the measures", How.COMMON, EntryMeasure, _OF_VERSION, ("text", "entry_code")),
        Part("leads", "who leads, as written", How.NAME, EntryLead, _OF_VERSION, ("raw",)),
        Part(
            "targets", "the target dates, as written", How.COMMON, EntryTarget, _OF_VERSION,
            ("raw", "depends_on"),
        ),
        Part("code", "the number, as printed", How.COMMON, EntryVersion, "entry"),
    ),
    "progress": _parts(
        ProgressRow,
        ("progress", "what has been done", How.PROSE),
        ("barrier", "what holds it up", How.PROSE),
        ("evidence", "what shows it", How.PROSE),
    ),
    "barrier": (
        Part("words", "what holds it up", How.PROSE, BarrierRow),
        Part("asked", "what groups were asked", How.PROSE, BarrierEscalation, "barrier", ("asked",)),
        Part("ended", "how it was resolved, or opened again", How.PROSE, BarrierStep, "barrier", ("words",)),
    ),
    "paper": _parts(
        Paper,
        ("title", "the title", How.COMMON),
        ("cover", "the cover sheet", How.PROSE),
        (FILE, "the file itself", How.COMMON),
    ),
    "agenda_item": _parts(
        AgendaItem,
        ("title", "the title", How.COMMON),
        ("ask", "what is asked", How.PROSE),
        ("speaker", "the speaker", How.COMMON),
        ("to_press", "what to press", How.PROSE),
        ("urgent_why", "why it could not wait", How.PROSE),
    ),
    "meeting": _parts(
        Meeting,
        ("place", "where it is held", How.NAME),
        ("cancel_reason", "why it was cancelled", How.PROSE),
        ("called_why", "why it was called", How.PROSE),
    ),
    "paper_asked": _parts(PaperAsked, ("title", "what was asked for", How.COMMON)),
    "circulation": _parts(Circulation, ("said", "the note to members", How.PROSE)),
    "reply": _parts(Reply, ("note", "the note", How.PROSE)),
    "self_assessment": (
        Part("words", "the statements", How.PROSE, AssessedStatement, "assessment"),
    ),
    "self_assessed": (
        Part("words", "what the agency says of itself", How.PROSE, AssessedMark, "answer"),
    ),
    "passed_on": _parts(PassedOn, ("to", "to whom it was passed on", How.PROSE)),
    "declaration": _parts(Declaration, ("words", "what was declared", How.PROSE)),
    "minute": (
        Part("words", "what the minute says", How.PROSE, Minute),
        Part("evidence", "the evidence for advice", How.PROSE, Minute),
        Part("answer_words", "the answer to advice", How.PROSE, Minute),
        Part(
            "given_to", "whom advice was given to, and who asked", How.NAME, Minute, "id",
            ("given_to", "asked_by"),
        ),
        Part(
            "amended", "what it said before, and why it was amended", How.PROSE, Amendment, "minute",
            ("was", "words", "reason"),
        ),
    ),
    "plan": _parts(Plan, ("name", "the plan’s name, and its address here", How.NAME)),
    "clause": _parts(
        ClauseRow,
        ("quote", "the words of the terms", How.PROSE),
        ("reading", "how they are read", How.PROSE),
        ("ambiguity", "what could be read otherwise", How.PROSE),
        ("who", "whose duty it is", How.NAME),
        ("by", "who appoints", How.NAME),
        ("item", "the item it names", How.COMMON),
        ("to", "whom it names", How.NAME),
    ),
    "waiver": _parts(
        WaiverRow,
        ("reason", "why it was agreed", How.PROSE),
        ("sentence", "what was departed from", How.PROSE),
    ),
    "duty": _parts(
        DutyDone,
        ("note", "the note", How.PROSE),
        ("link", "the link", How.PROSE),
        ("taken_back_why", "why it was taken back", How.PROSE),
    ),
    "person": (
        *_parts(
            Person,
            ("name", "the name", How.NAME),
            ("email", "the address messages go to", How.NAME),
            ("title", "the post", How.COMMON),
        ),
        Part("own_name", "the name kept privately", How.NAME, KeptPrivately, "person", ("name",)),
        Part(
            "private", "what else is kept privately", How.COMMON, KeptPrivately, "person",
            ("title", "safe_contact", "safe_times"),
        ),
        Part("notes", "notes left for whoever follows", How.PROSE, HandoverNote, "person", ("words",)),
    ),
    "interest": (
        *_parts(
            ExpressionOfInterest,
            ("name", "who wishes to join", How.NAME),
            ("agency_name", "from which organisation", How.COMMON),
            ("email", "their address", How.NAME),
            ("words", "what they wrote", How.PROSE),
            ("reason", "why it was decided so", How.PROSE),
        ),
        Part(
            "own_name", "the name and address kept privately", How.NAME, InterestKeptPrivately, "interest",
            ("name", "email"),
        ),
        Part(
            "private", "what else is kept privately", How.PROSE, InterestKeptPrivately, "interest",
            ("agency_name", "words"),
        ),
    ),
    "forward_item": _parts(
        ForwardItem, ("title", "the title", How.COMMON), ("note", "the note", How.PROSE)
    ),
    "challenge": _parts(
        Challenge,
        ("words", "what the agency was challenged on", How.PROSE),
        ("response", "what it answered", How.PROSE),
        ("outcome_words", "what came of it", How.PROSE),
        ("escalated_why", "why it went further", How.PROSE),
        ("reopened_why", "why it was opened again", How.PROSE),
    ),
    "risk": (
        *_parts(
            Risk,
            ("title", "what could happen", How.COMMON),
            ("effect", "what it would mean", How.PROSE),
            ("cause", "what could cause it", How.PROSE),
            ("controls", "what is done about it", How.PROSE),
        ),
        Part("reviews", "what its reviews said", How.PROSE, RiskReview, "risk", ("words",)),
    ),
    "registered": _parts(RegisteredInterest, ("words", "what the interest is", How.PROSE)),
    "group": _parts(
        Group,
        ("question", "the question it is to answer", How.PROSE),
        ("answer", "what it answered", How.PROSE),
    ),
    "question": _parts(
        Question,
        ("words", "what is asked", How.PROSE),
        ("answer", "what was answered", How.PROSE),
        ("asked_by_words", "who asked from outside", How.NAME),
    ),
    "reporting_line": _parts(ReportingLine, ("what", "what is reported", How.PROSE)),
    "agency": (
        *_parts(Agency, ("name", "the name", How.NAME), ("short_name", "the short name", How.COMMON)),
        Part("earlier", "its earlier names", How.NAME, AgencyName, "agency", ("name",)),
        Part("earlier_short", "its earlier short names", How.COMMON, AgencyName, "agency", ("short_name",)),
    ),
}  # fmt: skip
"""What can be taken out of each kind of thing, in the order of the form."""


def _progress(actor: Actor) -> QuerySet[ProgressRow]:
    return ProgressRow.objects.filter(entry__in=scopes.entries(actor))


def _clauses(actor: Actor) -> QuerySet[ClauseRow]:
    return ClauseRow.objects.filter(terms__in=scopes.terms(actor))


def waivers(actor: Actor) -> QuerySet[WaiverRow]:
    """Waivers, less those for a meeting or a minute that the actor may not know of."""
    seen = (
        Q(subject_kind="meeting", subject_id__in=scopes.meetings(actor).values("id"))
        | Q(subject_kind="minute", subject_id__in=scopes.minutes(actor).values("id"))
        | ~Q(subject_kind__in=["meeting", "minute"])
    )
    return WaiverRow.objects.filter(seen, partnership_id=actor.partnership)


def _duties(actor: Actor) -> QuerySet[DutyDone]:
    return DutyDone.objects.filter(group__in=scopes.groups(actor))


SCOPES: Mapping[str, Callable[[Actor], QuerySet[Any]]] = {
    "entry": scopes.entries,
    "progress": _progress,
    "barrier": scopes.barriers,
    "paper": scopes.papers,
    "agenda_item": scopes.agenda_items,
    "meeting": scopes.meetings,
    "minute": scopes.minutes,
    "paper_asked": scopes.papers_asked,
    "circulation": scopes.circulations,
    "reply": scopes.replies,
    "declaration": scopes.declarations,
    "passed_on": scopes.passed_on,
    "self_assessment": scopes.self_assessments,
    "self_assessed": scopes.self_assessed,
    "plan": scopes.plans,
    "clause": _clauses,
    "waiver": waivers,
    "duty": _duties,
    "person": scopes.people,
    "interest": scopes.expressions,
    "registered": scopes.registered_interests,
    "forward_item": scopes.forward_items,
    "challenge": scopes.challenges,
    "risk": scopes.risks,
    "group": scopes.groups,
    "question": scopes.questions,
    "reporting_line": scopes.reporting_lines,
    "agency": scopes.agencies,
}
"""Each kind of thing, as far as an actor may see it."""


def parts_of(kind: str, columns: Sequence[str] = ()) -> tuple[Part, ...]:
    """The parts of a kind of thing: those named, or all of them."""
    return tuple(part for part in PARTS.get(kind, ()) if not columns or part.column in columns)


def labels_of(kind: str, columns: Iterable[str]) -> list[str]:
    """The words for some parts."""
    wanted = set(columns)
    return [part.label for part in PARTS.get(kind, ()) if part.column in wanted]
