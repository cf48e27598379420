"""What an actor may see: the only readers of restriction and audience.

Each function gives the rows of one kind visible to an actor. Everything that lists, counts, searches,
sends or renders starts here.
"""

from quorate.records.scopes.assessments import self_assessed, self_assessments
from quorate.records.scopes.barriers import barriers
from quorate.records.scopes.copies import numbered_copies
from quorate.records.scopes.holding import challenges, risks
from quorate.records.scopes.membership import (
    expressions,
    handover_notes,
    interests_kept,
    kept_privately,
    registered_interests,
    seat_maps,
)
from quorate.records.scopes.messages import messages
from quorate.records.scopes.papers import circulations, papers_asked, standing, taken_back
from quorate.records.scopes.passing import passed_on, to_pass_on
from quorate.records.scopes.planning import forward_items, school_holidays
from quorate.records.scopes.structure import questions, reporting_lines
from quorate.records.scopes.visible import (
    agencies,
    agenda_items,
    appointments,
    closures,
    declarations,
    drafted_minutes,
    entries,
    entry_links,
    groups,
    imports,
    meetings,
    minutes,
    open_to_all,
    packs,
    papers,
    partnerships,
    people,
    plans,
    redactions,
    replies,
    restrictions,
    room_acts,
    seats,
    terms,
    terms_drafts,
)

__all__ = [
    "agencies",
    "agenda_items",
    "appointments",
    "barriers",
    "challenges",
    "circulations",
    "closures",
    "declarations",
    "drafted_minutes",
    "entries",
    "entry_links",
    "expressions",
    "forward_items",
    "groups",
    "handover_notes",
    "imports",
    "interests_kept",
    "kept_privately",
    "meetings",
    "messages",
    "minutes",
    "numbered_copies",
    "open_to_all",
    "packs",
    "papers",
    "papers_asked",
    "partnerships",
    "passed_on",
    "people",
    "plans",
    "questions",
    "redactions",
    "registered_interests",
    "replies",
    "reporting_lines",
    "restrictions",
    "risks",
    "room_acts",
    "school_holidays",
    "seat_maps",
    "seats",
    "self_assessed",
    "self_assessments",
    "standing",
    "taken_back",
    "terms",
    "terms_drafts",
    "to_pass_on",
]
