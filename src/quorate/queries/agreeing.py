"""How a meeting's agenda stands with the chair, as its page shows it, and whom to ask."""

import uuid
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.domain.access.roles import Role
from quorate.domain.kernel.outcomes import HOW
from quorate.domain.kernel.words import count, day, listed
from quorate.domain.meetings.agreeing import (
    NOBODY,
    TO_COME,
    Agreement,
    AgreementStep,
    Since,
    agreed_said,
    agreement_step,
    is_chaired,
    refusal_to_ask,
    refusal_to_take_agreement,
    said_before_change,
    warned_of,
    who_appoints,
)
from quorate.domain.meetings.circulation import governing_clause
from quorate.domain.meetings.lifecycle import MeetingState
from quorate.domain.meetings.timetable import StepState
from quorate.domain.membership.appointments import may_agree_to_waive, may_have_agreed
from quorate.domain.membership.facts import OFFICES
from quorate.queries.access import actors_of
from quorate.queries.agenda import Agenda
from quorate.queries.circulation import holding, recipients
from quorate.queries.offers import Offer
from quorate.queries.timetable import Point
from quorate.records import scopes
from quorate.records.facts.agreeing import agreement_of
from quorate.records.facts.labels import sees
from quorate.records.facts.meetings import Basis, appointment_facts
from quorate.records.models import AgendaItem, Meeting, Person

Options = tuple[tuple[str, str], ...]
_DRAWN = {
    StepState.MET: "met",
    StepState.NOT_KNOWN: "not_known",
    StepState.TO_COME: "to_come",
    StepState.DUE_TODAY: "due",
    StepState.MISSED: "missed",
}
_OPEN = (StepState.TO_COME, StepState.DUE_TODAY, StepState.MISSED)


@dataclass(frozen=True, slots=True)
class Agreeing:
    """The chair's agreement to an agenda, as one reader sees it.

    `changes` are what was changed since, a sentence each. `warning` is for whoever sends the papers out.
    The offers are None for whom the step is not. `agreers` are those whose agreement may be recorded, as id
    and words; `nobody` says that there is no such person, and what the terms say.
    """

    said: str = ""
    changes: tuple[str, ...] = ()
    warning: str = ""
    ask: Offer | None = None
    agree: Offer | None = None
    record: Offer | None = None
    agreers: Options = ()
    hows: Options = tuple(HOW.items())
    nobody: str = ""
    point: Point | None = None


def agreeing_of(actor: Actor, row: Meeting, known: Basis, agenda: Agenda, today: date) -> Agreeing:
    """How the agenda of a meeting stands; nothing of a question by email, which has none to agree."""
    agreement = agreement_of(actor, row)
    state, group = known.meeting.state, str(row.group_id)
    is_open = state in TO_COME and row.on >= today and known.meeting.agenda_items > 0
    appointments = appointment_facts(row.group_id) if is_open else ()
    may_send = refusal_to_act(actor, Permission.PAPERS_CIRCULATE, group=group) is None
    is_wanted = is_open and not agreement.is_whole
    is_chair = is_wanted and may_agree_to_waive(appointments, actor.person, today)
    sends = is_wanted and may_send and not is_chair
    chaired = is_chaired(appointments, today)
    asking = refusal_to_ask(known.meeting, agreement, is_anybody=chaired, terms=known.terms, today=today)
    taking = Offer(refusal_to_take_agreement(known.meeting, agreement))
    return Agreeing(
        said=_said(row, agreement, state),
        changes=_changes(actor, agreement.since, agenda),
        warning=warned_of(agreement) if state is MeetingState.PLANNED else "",
        ask=Offer(asking) if sends and chaired else None,
        agree=taking if is_chair else None,
        record=taking if sends else None,
        agreers=_agreers(row, today) if sends else (),
        nobody=f"{NOBODY} {who_appoints(known.terms)}".strip() if is_wanted and not chaired else "",
        point=_point(row, known, agreement, today),
    )


def agreed_point(actor: Actor, row: Meeting, known: Basis, today: date) -> Point | None:
    """The agreement as a date on a meeting's line; None where there is none to draw."""
    return _point(row, known, agreement_of(actor, row), today)


def said_on_forms(actor: Actor, row: Meeting) -> str:
    """What the forms of an agenda say of the agreement it has; empty where nobody agreed it."""
    return said_before_change(agreement_of(actor, row), went_out=row.circulated_on is not None)


def who_is_asked(row: Meeting, today: date) -> list[Person]:
    """Those to ask to agree the agenda: the chair, or vice-chairs where the chair is vacant.

    A chair from whom an item is kept, having an interest in it, leaves it to a vice-chair who sees them all.
    """
    held = holding(row.group_id, today).select_related("person__partnership")
    knows = {person.id for person in recipients(row, today)}
    by_office = [
        [one.person for one in held if one.office == office and one.person_id in knows]
        for office in ("chair", "vice_chair")
    ]
    actors = actors_of([person for people in by_office for person in people], today)
    items = AgendaItem.objects.filter(meeting=row, removed_at__isnull=True).select_related("meeting")
    whole = [[one for one in people if sees(actors[one.id], *items)] for people in by_office]
    return next((people for people in (*whole, *by_office) if people), [])


def to_agree(actor: Actor, today: date) -> tuple[tuple[str, str], ...]:
    """The meetings to come whose agenda this chair or vice-chair was asked to agree, as id and title."""
    chaired = [uuid.UUID(group) for group, role in actor.seats if role in (Role.CHAIR, Role.VICE_CHAIR)]
    if not chaired:
        return ()
    rows = scopes.meetings(actor).filter(
        group__in=chaired,
        agenda_asked_on__isnull=False,
        on__gte=today,
        state__in=[state.value for state in TO_COME],
    )
    return tuple(
        (str(row.id), f"Agenda of {day(row.on)}, {row.group.name}")
        for row in rows.select_related("group").order_by("on", "id")
    )


def _said(row: Meeting, agreement: Agreement, state: MeetingState) -> str:
    by = row.agenda_agreed_by
    if by is not None and row.agenda_agreed_on is not None:
        recorder = row.agenda_agreed_recorded_by
        said = agreed_said(
            name=by.name,
            on=row.agenda_agreed_on,
            how=row.agenda_agreed_how,
            recorded_by=recorder.name if recorder else "",
        )
        asked = f" It went to the chair again on {day(row.agenda_asked_on)}." if row.agenda_asked_on else ""
        return f"{said}{asked}"
    if state not in TO_COME:
        return ""
    if row.circulated_on:
        return "That the chair agreed this agenda is not recorded."
    if agreement.asked_on:
        return f"The chair was asked to agree this agenda on {day(agreement.asked_on)}."
    return "The chair has not agreed this agenda yet."


def _changes(actor: Actor, since: Since, agenda: Agenda) -> tuple[str, ...]:
    """What changed since it was agreed, in the numbers and titles of the agenda as it stands."""
    titles = {item.id: f"{item.number}. {item.title}" for item in agenda.items}
    gone = scopes.agenda_items(actor).filter(id__in=since.removed).order_by("order", "id")
    parts = (
        ("Not among what was agreed", [titles[id] for id in since.added if id in titles]),
        ("Changed since", [titles[id] for id in since.changed if id in titles]),
        ("Taken off since", list(gone.values_list("title", flat=True)) if since.removed else []),
    )
    said = [f"{what}: {listed(which)}." for what, which in parts if which]
    return (*said, "The order of the items was changed since.") if since.is_reordered else tuple(said)


def _agreers(row: Meeting, today: date) -> Options:
    """Those whose agreement may be recorded: who holds the chair or a vice-chair, then who lately did."""
    found = may_have_agreed(appointment_facts(row.group_id), today)
    names = {str(one.id): one.name for one in Person.objects.filter(id__in=[a.person_id for a in found])}
    return tuple((a.person_id, f"{names[a.person_id]} ({OFFICES[a.office]})") for a in found)


def _point(row: Meeting, known: Basis, agreement: Agreement, today: date) -> Point | None:
    """The agreement on the meeting's line, as `agreement_step` has it."""
    step = agreement_step(
        agreement,
        known.meeting,
        went_on=row.circulated_on,
        clause=governing_clause(known.terms),
        calendar=known.calendar,
        today=today,
    )
    if step is None:
        return None
    what, title = "agenda agreed by the chair", "Agenda agreed by the chair"
    said, sentence = _said_of(step, agreement)
    drawn = "due" if step.is_to_renew else _DRAWN[step.state]
    rule = "before it goes out" if step.state in _OPEN else ""
    return Point(step.on, what, drawn, rule=rule, said=said, title=title, sentence=sentence)


def _said_of(step: AgreementStep, agreement: Agreement) -> tuple[str, str]:
    """What its tag says on the line, and the sentence behind it."""
    if step.state is StepState.MET:
        said = f"{count(step.changes, 'change')} since" if step.changes is not None else ""
        return said, f"Agreed on {day(step.on)}."
    if step.state is StepState.NOT_KNOWN:
        return "Not recorded", "The agenda went to members without it."
    said = f"Asked on {day(agreement.asked_on)}" if agreement.asked_on else ""
    if step.state is StepState.MISSED:
        late = f"Overdue {count(step.days_late, 'working day')}" if step.days_late else "Overdue"
        said = f"{late}, a{said[1:]}" if said else late
    return said, "Before the agenda goes to members."
