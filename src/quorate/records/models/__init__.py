"""One file per aggregate: constraints, no behaviour."""

from quorate.records.models.accounts import Account
from quorate.records.models.audit import EventChain, EventRow, Message, Redaction, SearchText
from quorate.records.models.drafts import TermsDraft
from quorate.records.models.files import StoredFile
from quorate.records.models.groups import Appointment, Group, Seat
from quorate.records.models.meetings import AgendaItem, Circulation, Meeting, Pack, Paper, PaperAsked
from quorate.records.models.membership import (
    ConfidentialityStatement,
    ExpressionOfInterest,
    KeptPrivately,
    RegisteredInterest,
    SeatMap,
)
from quorate.records.models.minutes import Amendment, Minute
from quorate.records.models.partnerships import Closure, Partnership
from quorate.records.models.people import Agency, Grant, Person, Representation, Restriction
from quorate.records.models.plans import (
    Entry,
    EntryLead,
    EntryMeasure,
    EntryMove,
    EntryPosition,
    EntryTarget,
    EntryVersion,
    Plan,
    PlanImport,
    ProgressRow,
    UpdateAsked,
)
from quorate.records.models.rooms import Declaration, Reply, RoomActRow
from quorate.records.models.terms import ClauseRow, DutyDone, Terms, WaiverRow

__all__ = [
    "Account",
    "Agency",
    "AgendaItem",
    "Amendment",
    "Appointment",
    "Circulation",
    "ClauseRow",
    "Closure",
    "ConfidentialityStatement",
    "Declaration",
    "DutyDone",
    "Entry",
    "EntryLead",
    "EntryMeasure",
    "EntryMove",
    "EntryPosition",
    "EntryTarget",
    "EntryVersion",
    "EventChain",
    "EventRow",
    "ExpressionOfInterest",
    "Grant",
    "Group",
    "KeptPrivately",
    "Meeting",
    "Message",
    "Minute",
    "Pack",
    "Paper",
    "PaperAsked",
    "Partnership",
    "Person",
    "Plan",
    "PlanImport",
    "ProgressRow",
    "Redaction",
    "RegisteredInterest",
    "Reply",
    "Representation",
    "Restriction",
    "RoomActRow",
    "SearchText",
    "Seat",
    "SeatMap",
    "StoredFile",
    "Terms",
    "TermsDraft",
    "UpdateAsked",
    "WaiverRow",
]
