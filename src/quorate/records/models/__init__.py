"""One file per aggregate: constraints, no behaviour."""

from quorate.records.models.accounts import Account, CalendarFeed
from quorate.records.models.audit import EventChain, EventRow, Message, Redaction, SearchText
from quorate.records.models.barriers import BarrierEscalation, BarrierRow, BarrierStep
from quorate.records.models.drafts import TermsDraft
from quorate.records.models.files import StoredFile
from quorate.records.models.groups import Appointment, Group, Seat
from quorate.records.models.holding import (
    AssessedMark,
    AssessedStatement,
    Challenge,
    PassedOn,
    Risk,
    RiskReview,
    SelfAssessed,
    SelfAssessment,
)
from quorate.records.models.meetings import AgendaItem, Circulation, Meeting, Pack, Paper, PaperAsked
from quorate.records.models.membership import (
    ConfidentialityStatement,
    ExpressionOfInterest,
    HandoverNote,
    InterestKeptPrivately,
    KeptPrivately,
    RegisteredInterest,
    SeatMap,
)
from quorate.records.models.minutes import Amendment, Minute
from quorate.records.models.partnerships import Closure, Partnership
from quorate.records.models.people import Agency, AgencyName, Grant, Person, Representation, Restriction
from quorate.records.models.planning import ForwardItem, NumberedCopy, SchoolHoliday
from quorate.records.models.plans import (
    Entry,
    EntryLead,
    EntryLink,
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
from quorate.records.models.structure import Question, ReportingLine
from quorate.records.models.terms import ClauseRow, DutyDone, DutySetting, Terms, WaiverRow

__all__ = [
    "Account",
    "Agency",
    "AgencyName",
    "AgendaItem",
    "Amendment",
    "Appointment",
    "AssessedMark",
    "AssessedStatement",
    "BarrierEscalation",
    "BarrierRow",
    "BarrierStep",
    "CalendarFeed",
    "Challenge",
    "Circulation",
    "ClauseRow",
    "Closure",
    "ConfidentialityStatement",
    "Declaration",
    "DutyDone",
    "DutySetting",
    "Entry",
    "EntryLead",
    "EntryLink",
    "EntryMeasure",
    "EntryMove",
    "EntryPosition",
    "EntryTarget",
    "EntryVersion",
    "EventChain",
    "EventRow",
    "ExpressionOfInterest",
    "ForwardItem",
    "Grant",
    "Group",
    "HandoverNote",
    "InterestKeptPrivately",
    "KeptPrivately",
    "Meeting",
    "Message",
    "Minute",
    "NumberedCopy",
    "Pack",
    "Paper",
    "PaperAsked",
    "Partnership",
    "PassedOn",
    "Person",
    "Plan",
    "PlanImport",
    "ProgressRow",
    "Question",
    "Redaction",
    "RegisteredInterest",
    "Reply",
    "ReportingLine",
    "Representation",
    "Restriction",
    "Risk",
    "RiskReview",
    "RoomActRow",
    "SchoolHoliday",
    "SearchText",
    "Seat",
    "SeatMap",
    "SelfAssessed",
    "SelfAssessment",
    "StoredFile",
    "Terms",
    "TermsDraft",
    "UpdateAsked",
    "WaiverRow",
]
