"""A group's meetings of a stretch of days against its terms, gathered as far as one reader may know of them.

However many meetings there are, the database is asked as often.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.access.audience import Audience
from quorate.domain.calendar.periods import Period
from quorate.domain.meetings.compliance import (
    Agreed,
    LatePaper,
    MeetingSeen,
    Unratified,
    Year,
    year_of_meetings,
)
from quorate.domain.meetings.kinds import MeetingKind
from quorate.domain.meetings.lifecycle import MeetingState
from quorate.domain.meetings.minutes import MinuteKind
from quorate.domain.meetings.quorate import Judged, Table, quorum_through
from quorate.domain.meetings.timetable import paper_late, working_days_late
from quorate.domain.membership.agencies import agencies_on, name_on
from quorate.domain.membership.quorum import QuorumState
from quorate.queries.quorums import quorum_clause
from quorate.queries.timetable import steps_of
from quorate.records import scopes
from quorate.records.facts.agencies import agencies_of, agency_facts
from quorate.records.facts.meetings import Basis, bases, state_of
from quorate.records.facts.rooms import Place, acts_of_meetings, places_on_days
from quorate.records.models import Group, Meeting, Minute, Paper, WaiverRow


def year_seen(actor: Actor, group: Group, period: Period, today: date) -> Year:
    """A stretch of a group's meetings against the terms, as far as the actor may know of them.

    Advice sought by email is no meeting, and is left out.
    """
    found = scopes.meetings(actor).filter(group=group, on__gte=period.starts_on, on__lte=period.ends_on)
    rows = list(found.exclude(kind="by_email").select_related("group").order_by("on", "starts", "id"))
    known = bases(actor, rows, today)
    judged = _judged(actor, group, rows, known)
    late = _late(actor, rows, known)
    decisions = _decisions(actor, rows)
    agreed, agendas = _agreed(actor, rows, decisions), _agendas(actor, rows)
    sees_all = Audience.RESTRICTED in actor.audiences and not actor.barred
    return year_of_meetings(
        MeetingSeen(
            id=str(one.id),
            on=one.on,
            state=state_of(one),
            starts_at=one.starts,
            terms=known[one.id].terms,
            steps=steps_of(known[one.id], today),
            papers=len(known[one.id].came_in),
            late=late[one.id],
            is_recorded=one.id in judged,
            judged=judged.get(one.id, ()),
            began_at=one.began_at,
            ended_at=one.ended_at,
            agreed=agreed[one.id],
            unratified=tuple(_unratified(minute) for minute in decisions[one.id]),
            agenda=agendas[one.id],
            is_whole_agenda=sees_all,
            is_called=one.kind == MeetingKind.EXTRAORDINARY.value,
            is_to_come=one.on >= today and one.state != MeetingState.HELD.value,
        )
        for one in rows
    )


def _judged(
    actor: Actor, group: Group, rows: Sequence[Meeting], known: Mapping[uuid.UUID, Basis]
) -> dict[uuid.UUID, tuple[Judged, ...]]:
    """The quorum through each meeting held whose room was recorded, less items the reader may not know of."""
    held = [one for one in rows if state_of(one) is not MeetingState.CANCELLED]
    stated = {one.id: quorum_clause(known[one.id].terms) for one in held}
    acts = acts_of_meetings(held)
    tables = places_on_days(group.id, {one.on for one in held})
    agencies = agencies_of(group.partnership_id)
    visible = {
        str(id) for id in scopes.agenda_items(actor).filter(meeting__in=held).values_list("id", flat=True)
    }
    found = {}
    for one in held:
        if one.id not in acts:
            continue  # nobody recorded the room
        clause = stated[one.id]
        table = Table(
            rule=clause.quorum if clause else None,
            seats=tuple(place.fact() for place in tables[one.on]),
            agencies=agencies_on(agencies, one.on),
            holds=_holds(tables[one.on]),
        )
        through = quorum_through(acts[one.id], table, ended_at=one.ended_at)
        found[one.id] = tuple(s for s in through if s.stretch.item_id in visible | {""})
    return found


def _holds(places: Iterable[Place]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for place in places:
        if place.holder:
            found[place.holder.person].append(place.id)
    return {person: tuple(held) for person, held in found.items()}


def _late(
    actor: Actor, rows: Sequence[Meeting], known: Mapping[uuid.UUID, Basis]
) -> Mapping[uuid.UUID, tuple[LatePaper, ...]]:
    sent = scopes.papers(actor).filter(meeting__in=rows).select_related("agency", "submitted_by")
    whose = {str(one.id): _whose(one) for one in sent.prefetch_related("agency__earlier_names")}
    found: dict[uuid.UUID, tuple[LatePaper, ...]] = {}
    for one in rows:
        basis = known[one.id]
        due, calendar = basis.papers_due_on, basis.calendar
        found[one.id] = tuple(
            LatePaper(
                title=paper.title,
                whose=whose.get(paper.id, ""),
                submitted_on=paper.submitted_on,
                due_on=due,
                days_late=working_days_late(paper.submitted_on, due, calendar),
            )
            for paper in basis.came_in
            if due and paper.submitted_on and paper_late(paper.submitted_on, due, calendar)
        )
    return found


def _whose(paper: Paper) -> str:
    """From whom a paper came: its agency by the name of that day, else the person."""
    if paper.agency:
        return name_on(agency_facts(paper.agency), paper.submitted_on)
    return paper.submitted_by.name if paper.submitted_by else ""


def _agendas(actor: Actor, rows: Sequence[Meeting]) -> Mapping[uuid.UUID, tuple[str, ...]]:
    """The titles of the items each meeting had, as far as the reader may see them."""
    found: defaultdict[uuid.UUID, tuple[str, ...]] = defaultdict(tuple)
    items = scopes.agenda_items(actor).filter(meeting__in=rows, removed_at__isnull=True)
    for meeting, title in items.order_by("order", "id").values_list("meeting_id", "title"):
        found[meeting] += (title,)
    return found


def _decisions(actor: Actor, rows: Sequence[Meeting]) -> Mapping[uuid.UUID, list[Minute]]:
    """What was decided while not quorate, as far as the reader may read the minutes."""
    found: defaultdict[uuid.UUID, list[Minute]] = defaultdict(list)
    minutes = scopes.minutes(actor).filter(
        meeting__in=rows,
        kind=MinuteKind.DECISION.value,
        quorum=QuorumState.NOT_QUORATE.value,
        removed_at__isnull=True,
    )
    for minute in minutes.select_related("waiver__agreed_by", "ratified_in__meeting").order_by("order", "id"):
        found[minute.meeting_id].append(minute)
    return found


def _agreed(
    actor: Actor, rows: Sequence[Meeting], decisions: Mapping[uuid.UUID, list[Minute]]
) -> Mapping[uuid.UUID, tuple[Agreed, ...]]:
    """The waivers of each meeting and of the minutes read above."""
    found: defaultdict[uuid.UUID, list[WaiverRow]] = defaultdict(list)
    ids = [one.id for one in rows]
    of_meetings = WaiverRow.objects.filter(
        partnership_id=actor.partnership, subject_kind="meeting", subject_id__in=ids
    )
    for waiver in of_meetings.select_related("agreed_by").order_by("agreed_on", "recorded_at", "id"):
        found[waiver.subject_id].append(waiver)
    for meeting in ids:
        found[meeting] += [one.waiver for one in decisions.get(meeting, ()) if one.waiver]
    return {meeting: tuple(_agreement(one) for one in found[meeting]) for meeting in ids}


def _agreement(row: WaiverRow) -> Agreed:
    return Agreed(
        clause_id=str(row.clause_id or ""),
        kind=row.clause_kind,
        sentence=row.sentence,
        reason=row.reason,
        agreed_by=row.agreed_by.name,
        agreed_on=row.agreed_on,
    )


def _unratified(minute: Minute) -> Unratified:
    return Unratified(
        words=minute.words,
        agreed=_agreement(minute.waiver) if minute.waiver else None,
        ratified_on=minute.ratified_in.meeting.on if minute.ratified_in else None,
    )
