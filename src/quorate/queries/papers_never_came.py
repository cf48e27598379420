"""Papers asked for that never came, of however many meetings."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.meetings.compliance import LatePaper
from quorate.domain.meetings.papers_asked import days_late
from quorate.domain.membership.agencies import name_on
from quorate.records import scopes
from quorate.records.facts.agencies import agency_facts
from quorate.records.facts.meetings import Basis
from quorate.records.facts.rooms import agency_on_days
from quorate.records.models import Agency, Meeting, PaperAsked


def never_came(
    actor: Actor, rows: Sequence[Meeting], known: Mapping[uuid.UUID, Basis], today: date
) -> Mapping[uuid.UUID, tuple[LatePaper, ...]]:
    """What was asked for at each meeting by a day that is past and has not come, the first due first.

    Each is of the agency that whoever was asked spoke for on the day it was needed by, else of that person.
    Nothing grows later once the meeting is over.
    """
    asked = scopes.papers_asked(actor).filter(meeting__in=rows, paper__isnull=True, dropped_at__isnull=True)
    past = asked.filter(due_on__lt=today).select_related("person").order_by("due_on", "title", "id")
    on = {one.id: one.on for one in rows}
    owing = [one for one in past if one.due_on < on[one.meeting_id]]
    whose = _whose(actor, owing)
    found: defaultdict[uuid.UUID, tuple[LatePaper, ...]] = defaultdict(tuple)
    for one in owing:
        until, calendar = min(today, on[one.meeting_id]), known[one.meeting_id].calendar
        late = days_late(None, one.due_on, until, calendar)
        paper = LatePaper(one.title, whose[one.id], None, one.due_on, late)
        found[one.meeting_id] = (*found[one.meeting_id], paper)
    return found


def _whose(actor: Actor, owing: Sequence[PaperAsked]) -> Mapping[uuid.UUID, str]:
    spoke_for = agency_on_days((one.person_id, one.due_on) for one in owing)
    rows = scopes.agencies(actor).filter(id__in=set(spoke_for.values()))
    agencies: dict[str, Agency] = {str(one.id): one for one in rows.prefetch_related("earlier_names")}
    said = {}
    for one in owing:
        agency = agencies.get(spoke_for.get((one.person_id, one.due_on), ""))
        said[one.id] = name_on(agency_facts(agency), one.due_on) if agency else one.person.name
    return said
