"""One file per aggregate: constraints, no behaviour."""

from quorate.records.models.accounts import Account
from quorate.records.models.audit import EventChain, EventRow, Message, Redaction, SearchText
from quorate.records.models.files import StoredFile
from quorate.records.models.groups import Appointment, Group, Seat
from quorate.records.models.meetings import AgendaItem, Meeting, Pack, Paper
from quorate.records.models.partnerships import Closure, Partnership
from quorate.records.models.people import Agency, Grant, Person, Representation, Restriction
from quorate.records.models.plans import (
    Entry,
    EntryLead,
    EntryMeasure,
    EntryPosition,
    EntryTarget,
    EntryVersion,
    Plan,
    PlanImport,
    ProgressRow,
    UpdateAsked,
)
from quorate.records.models.terms import ClauseRow, DutyDone, Terms, WaiverRow

__all__ = [
    "Account",
    "Agency",
    "AgendaItem",
    "Appointment",
    "ClauseRow",
    "Closure",
    "DutyDone",
    "Entry",
    "EntryLead",
    "EntryMeasure",
    "EntryPosition",
    "EntryTarget",
    "EntryVersion",
    "EventChain",
    "EventRow",
    "Grant",
    "Group",
    "Meeting",
    "Message",
    "Pack",
    "Paper",
    "Partnership",
    "Person",
    "Plan",
    "PlanImport",
    "ProgressRow",
    "Redaction",
    "Representation",
    "Restriction",
    "SearchText",
    "Seat",
    "StoredFile",
    "Terms",
    "UpdateAsked",
    "WaiverRow",
]
