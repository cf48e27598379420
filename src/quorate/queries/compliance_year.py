"""A group's meetings of a stretch of days against its terms, gathered as far as one reader may know of them.

However many meetings there are, the database is asked as often.
"""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.calendar.periods import Period
from quorate.domain.meetings.compliance import (
    Agreed,
    LatePaper,
    MeetingJudged,
    QuestionJudged,
    Unratified,
    Year,
    year_of_meetings,
)
from quorate.domain.meetings.kinds import MeetingKind
from quorate.domain.meetings.lifecycle import MeetingState
from quorate.domain.meetings.minutes import MinuteKind, Stood
from quorate.domain.meetings.quorate import Judged
from quorate.domain.meetings.timetable import paper_late, working_days_late
from quorate.domain.membership.quorum import QuorumState
from quorate.queries.paper_from import FROM, agency_or_person
from quorate.queries.papers_never_came import never_came
from quorate.queries.quorums import Recorded, recorded_rooms
from quorate.queries.timetable import steps_of
from quorate.queries.waivers_said import waiver_sentence
from quorate.records import scopes
from quorate.records.facts.meetings import Basis, bases, state_of
from quorate.records.facts.minutes import stood_for, waits_to_be_ratified
from quorate.records.models import Group, Meeting, Minute, WaiverRow


def year_seen(actor: Actor, group: Group, period: Period, today: date) -> Year:
    """A stretch of a group's meetings against the terms, as far as the actor may know of them.

    A question by email is no meeting: of it only what was decided or agreed without a quorum is told.
    """
    found = scopes.meetings(actor).filter(group=group, on__gte=period.starts_on, on__lte=period.ends_on)
    both = list(found.select_related("group").order_by("on", "starts", "id"))
    rows = [one for one in both if one.kind != MeetingKind.BY_EMAIL.value]
    asked = [one for one in both if one.kind == MeetingKind.BY_EMAIL.value]
    known = bases(actor, rows, today)
    held = [one for one in rows if state_of(one) is not MeetingState.CANCELLED]
    rooms = recorded_rooms(held, {one.id: known[one.id].terms for one in held})
    judged = _judged(actor, rooms)
    late, never = _late(actor, rows, known), never_came(actor, held, known, today)
    decided = _decided(actor, both, rooms)
    decisions = {id: [minute for minute, _ in of] for id, of in decided.items()}
    agreed, agendas = _agreed(actor, both, decisions, known), _agendas(actor, rows)
    sees_all = actor.sees_all
    questions = [
        QuestionJudged(
            str(one.id), one.on, agreed[one.id], tuple(_unratified(*each) for each in decided[one.id])
        )
        for one in asked
    ]
    meetings = (
        MeetingJudged(
            id=str(one.id),
            on=one.on,
            state=known[one.id].meeting.state,
            starts_at=one.starts,
            terms=known[one.id].terms,
            steps=steps_of(known[one.id], today),
            papers=len(known[one.id].came_in),
            late=(*late[one.id], *never.get(one.id, ())),
            after_terms=_after_terms(known[one.id]),
            not_come=len(known[one.id].without_paper) + len(known[one.id].not_come),
            asked_for=_asked_for(known[one.id]),
            is_recorded=one.id in judged,
            judged=judged.get(one.id, ()),
            began_at=one.began_at,
            ended_at=one.ended_at,
            agreed=agreed[one.id],
            unratified=tuple(_unratified(*each) for each in decided[one.id]),
            agenda=agendas[one.id],
            is_whole_agenda=sees_all,
            is_called=one.kind == MeetingKind.EXTRAORDINARY.value,
            is_to_come=one.on >= today and one.state != MeetingState.HELD.value,
        )
        for one in rows
    )
    return year_of_meetings(meetings, questions)


def _judged(actor: Actor, rooms: Mapping[uuid.UUID, Recorded]) -> dict[uuid.UUID, tuple[Judged, ...]]:
    """The quorum through each meeting whose room was recorded, less items the reader may not know of."""
    items = scopes.agenda_items(actor).filter(meeting__in=list(rooms)).values_list("id", flat=True)
    visible = {"", *map(str, items)}
    return {
        id: tuple(judged for judged in room.through() if judged.stretch.item_id in visible)
        for id, room in rooms.items()
    }


def _late(
    actor: Actor, rows: Sequence[Meeting], known: Mapping[uuid.UUID, Basis]
) -> Mapping[uuid.UUID, tuple[LatePaper, ...]]:
    sent = scopes.papers(actor).filter(meeting__in=rows).select_related("agency", *FROM)
    whose = {str(one.id): agency_or_person(one) for one in sent.prefetch_related("agency__earlier_names")}
    found: dict[uuid.UUID, tuple[LatePaper, ...]] = {}
    for one in rows:
        basis = known[one.id]
        days = [(paper, paper.submitted_on, basis.paper_due_on(paper.id)) for paper in basis.came_in]
        found[one.id] = tuple(
            LatePaper(
                title=paper.title,
                whose=whose.get(paper.id, ""),
                submitted_on=came_on,
                due_on=due,
                days_late=working_days_late(came_on, due, basis.calendar),
            )
            for paper, came_on, due in days
            if due and came_on and paper_late(came_on, due, basis.calendar)
        )
    return found


def _after_terms(known: Basis) -> int:
    """How many papers came after the terms' own day for papers, whenever each was asked for by."""
    last = known.papers_due_on
    return sum(1 for one in known.came_in if last and one.submitted_on and one.submitted_on > last)


def _asked_for(known: Basis) -> int:
    """How many of the papers that came were asked for by a day."""
    return sum(1 for one in known.came_in if uuid.UUID(one.id) in known.asked_by)


def _agendas(actor: Actor, rows: Sequence[Meeting]) -> Mapping[uuid.UUID, tuple[str, ...]]:
    """The titles of the items each meeting had, as far as the reader may see them."""
    found: defaultdict[uuid.UUID, tuple[str, ...]] = defaultdict(tuple)
    items = scopes.agenda_items(actor).filter(meeting__in=rows, removed_at__isnull=True)
    for meeting, title in items.order_by("order", "id").values_list("meeting_id", "title"):
        found[meeting] += (title,)
    return found


def _decided(
    actor: Actor, rows: Sequence[Meeting], rooms: Mapping[uuid.UUID, Recorded]
) -> Mapping[uuid.UUID, list[tuple[Minute, Stood]]]:
    """What was decided while not quorate, by its minute or the room, of minutes the reader may read."""
    found: defaultdict[uuid.UUID, list[tuple[Minute, Stood]]] = defaultdict(list)
    minutes = scopes.minutes(actor).filter(
        meeting__in=rows, kind=MinuteKind.DECISION.value, removed_at__isnull=True
    )
    for minute in minutes.select_related("waiver__agreed_by", "ratified_in__meeting").order_by("order", "id"):
        room = rooms.get(minute.meeting_id)
        stood = stood_for(minute, room.of_item(minute.item_id) if room else None)
        if QuorumState.NOT_QUORATE in (stood.kept, stood.state):
            found[minute.meeting_id].append((minute, stood))
    return found


def _agreed(
    actor: Actor,
    rows: Sequence[Meeting],
    decisions: Mapping[uuid.UUID, list[Minute]],
    known: Mapping[uuid.UUID, Basis],
) -> Mapping[uuid.UUID, tuple[Agreed, ...]]:
    """The waivers of each meeting and of the minutes read above."""
    found: defaultdict[uuid.UUID, list[Agreed]] = defaultdict(list)
    ids = {one.id: one for one in rows}
    of_meetings = WaiverRow.objects.filter(
        partnership_id=actor.partnership, subject_kind="meeting", subject_id__in=ids
    )
    for waiver in of_meetings.select_related("agreed_by").order_by("agreed_on", "recorded_at", "id"):
        of = waiver.subject_id
        found[of].append(_agreement(waiver, waiver_sentence(waiver, ids[of], known.get(of))))
    for meeting in ids:
        of_minutes = [one.waiver for one in decisions.get(meeting, ()) if one.waiver]
        found[meeting] += [_agreement(one, one.sentence) for one in of_minutes]
    return {meeting: tuple(found[meeting]) for meeting in ids}


def _agreement(row: WaiverRow, sentence: str) -> Agreed:
    return Agreed(
        clause_id=str(row.clause_id or ""),
        kind=row.clause_kind,
        sentence=sentence,
        reason=row.reason,
        agreed_by=row.agreed_by.name,
        agreed_on=row.agreed_on,
    )


def _unratified(minute: Minute, stood: Stood) -> Unratified:
    return Unratified(
        words=minute.words,
        agreed=_agreement(minute.waiver, minute.waiver.sentence) if minute.waiver else None,
        ratified_on=minute.ratified_in.meeting.on if minute.ratified_in else None,
        changed=stood.changed,
        is_waiting=waits_to_be_ratified(minute, stood),
    )
