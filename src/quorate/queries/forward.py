"""A group's forward plan: twelve months, what is planned in each and what the terms will ask."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.audience import AUDIENCE_NAMES, OPEN_TO_ALL, Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.calendar.periods import year_of
from quorate.domain.calendar.working import ONE_DAY
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import clock, count, day, listed, month, weekday
from quorate.domain.meetings.forward import Slot, months_ahead, refusal_to_carry_on, refusal_to_replan
from quorate.domain.meetings.timetable import due_on
from quorate.domain.terms.clauses import ClauseKind, TermsVersion
from quorate.domain.terms.duties import Duty, DutyState, duties
from quorate.domain.terms.standing import standing_titles
from quorate.domain.terms.versions import version_in_force, year_type_on
from quorate.queries.agenda import PURPOSE_NAMES
from quorate.queries.labelling import audience_choices
from quorate.queries.meetings import find_meeting
from quorate.queries.people.choices import everybody_here
from quorate.records import scopes
from quorate.records.facts.groups import group_facts
from quorate.records.facts.meetings import calendar_of, state_of, terms_by_group
from quorate.records.facts.planning import is_taken, meeting_after, meetings_set, meetings_to_come, slot_of
from quorate.records.models import AgendaItem, ForwardItem, Group, Meeting, PaperAsked, Partnership

Options = tuple[tuple[str, str], ...]
Labels = tuple[tuple[str, str, str], ...]
_SETTLED = frozenset({DutyState.MET, DutyState.AS_ASKED, DutyState.BEFORE_RECORDS})


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A planned item as shown. `note` says who leads it and from where it comes."""

    id: str
    title: str
    purpose: str
    note: str
    is_taken: bool
    readers: str


@dataclass(frozen=True, slots=True)
class MeetingAhead:
    """A meeting of a month: when, what is planned for it, and what papers are owed for it and by when."""

    id: str
    said: str
    papers: tuple[str, ...]
    items: tuple[PlannedLine, ...]


@dataclass(frozen=True, slots=True)
class MonthAhead:
    """A month: its meetings, what is planned for no meeting yet, and what the terms ask in it."""

    key: str
    label: str
    meetings: tuple[MeetingAhead, ...]
    items: tuple[PlannedLine, ...]
    asks: tuple[tuple[str, str], ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known of it."""
        return not (self.meetings or self.items or self.asks)


@dataclass(frozen=True, slots=True)
class PlannedForm:
    """What a planned item may be: the choices, and what it is now. `id` is empty for a new one."""

    purposes: Options
    slots: Options
    people: Options
    audiences: Labels
    id: str = ""
    version: int = 0
    title: str = ""
    purpose: str = "note"
    when: str = ""
    lead: str = ""
    note: str = ""
    audience: str = Audience.PARTNERSHIP.value
    may_label: bool = False
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class ForwardPage:
    """The twelve months ahead of one group. `untaken` are planned for times gone by."""

    group: str
    group_id: uuid.UUID
    slug: str
    lede: str
    standing: str
    untaken: tuple[PlannedLine, ...]
    months: tuple[MonthAhead, ...]
    form: PlannedForm | None
    may_set: bool


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """One planned item, to be changed, moved or dropped."""

    group: str
    slug: str
    form: PlannedForm


@dataclass(frozen=True, slots=True)
class CarryPage:
    """What a meeting may not have reached: its items, those without a minute ticked to begin with."""

    meeting: str
    meeting_title: str
    version: int
    lede: str
    items: tuple[tuple[str, str, str], ...]
    ticked: tuple[str, ...]
    carried: tuple[str, ...]
    refusal: Refusal | None


def page_forward(actor: Actor, *, group: str, today: date) -> ForwardPage:
    """The forward plan of a group, by its address. Raises NotFoundError."""
    row = scopes.groups(actor).filter(slug=group).first()
    if row is None:
        raise NotFoundError
    may_edit = refusal_to_act(actor, Permission.AGENDA_EDIT, group=str(row.id)) is None
    versions = tuple(terms_by_group([row.id]).get(row.id, ()))
    months = months_ahead(today)
    meetings = [one for one in meetings_set(actor, row.id) if one.on >= today and one.on < _after(months)]
    items = _items(actor, row)
    asks = _asks(actor, row, versions, today)
    papers = _papers(actor, meetings, versions)
    placed = {str(one.id) for one in meetings}
    parts = tuple(
        MonthAhead(
            key=first.strftime("%Y-%m"),
            label=month(first),
            meetings=tuple(
                MeetingAhead(
                    str(one.id),
                    f"{weekday(one.on)}, {clock(one.starts)}",
                    papers[one.id],
                    tuple(_line(item) for item in items if slot_of(item).meeting == str(one.id)),
                )
                for one in meetings
                if one.on.replace(day=1) == first
            ),
            items=tuple(
                _line(item)
                for item in items
                if item.month == first and not is_taken(item) and slot_of(item).meeting not in placed
            ),
            asks=tuple(asks[first]),
        )
        for first in months
    )
    untaken = [one for one in items if one.month < months[0] and not is_taken(one)]
    return ForwardPage(
        group=row.name,
        group_id=row.id,
        slug=row.slug,
        lede=_lede(items, meetings),
        standing=_standing(version_in_force(versions, today)),
        untaken=tuple(_line(one) for one in untaken),
        months=parts,
        form=_form(actor, row, today) if may_edit else None,
        may_set=refusal_to_act(actor, Permission.MEETING_SET, group=str(row.id)) is None,
    )


def page_planned(actor: Actor, *, group: str, planned: uuid.UUID, today: date) -> PlannedPage:
    """One planned item. Raises NotFoundError, and NotAllowedError where the actor builds no agenda."""
    rows = scopes.forward_items(actor).filter(id=planned, group__slug=group)
    row = rows.select_related("group", "meeting", "item").first()
    if row is None:
        raise NotFoundError
    if refusal := refusal_to_act(actor, Permission.AGENDA_EDIT, group=str(row.group_id)):
        raise NotAllowedError(refusal)
    return PlannedPage(row.group.name, row.group.slug, _form(actor, row.group, today, row))


def page_carry(actor: Actor, *, meeting: uuid.UUID, today: date) -> CarryPage:
    """What to carry from a meeting to the next. Raises NotFoundError and NotAllowedError."""
    row = find_meeting(actor, meeting)
    if refusal := refusal_to_act(actor, Permission.AGENDA_EDIT, group=str(row.group_id)):
        raise NotAllowedError(refusal)
    standing = scopes.agenda_items(actor).filter(meeting=row, removed_at__isnull=True)
    items = [one for one in standing.order_by("order", "id") if one.clause_kind != "closing"]
    carried = set(standing.filter(carried_on__isnull=False).values_list("id", flat=True))
    minutes = scopes.drafted_minutes(actor).filter(meeting=row, removed_at__isnull=True)
    minuted: set[uuid.UUID | None] = set(minutes.values_list("item", flat=True))
    open_items = [one for one in items if one.id not in carried]
    unreached = [one for one in open_items if one.id not in minuted and not one.clause_kind]
    return CarryPage(
        meeting=str(row.id),
        meeting_title=f"{row.group.name}, {day(row.on)}, {clock(row.starts)}",
        version=row.version,
        lede=_carry_lede(actor, row, today),
        items=tuple((str(one.id), one.title, _reached(one, minuted)) for one in open_items),
        ticked=tuple(str(one.id) for one in unreached),
        carried=tuple(one.title for one in items if one.id in carried),
        refusal=refusal_to_carry_on(state_of(row), on=row.on, today=today, chosen=[1]),
    )


def slot_asked(actor: Actor, value: str) -> Slot | None:
    """The month or meeting a form names, None where it names none."""
    kind, _, said = value.partition(" ")
    try:
        if kind == "month":
            return Slot(date.fromisoformat(said))
        row = scopes.meetings(actor).filter(id=uuid.UUID(said)).first() if kind == "meeting" else None
    except ValueError:
        return None
    return Slot(row.on.replace(day=1), str(row.id)) if row else None


def _after(months: Sequence[date]) -> date:
    last = months[-1]
    return date(last.year + last.month // 12, last.month % 12 + 1, 1)


def _items(actor: Actor, row: Group) -> list[ForwardItem]:
    rows = scopes.forward_items(actor).filter(group=row, dropped_at__isnull=True)
    every = rows.select_related("meeting", "item", "lead", "carried_from__meeting")
    return list(every.order_by("month", "added_at", "id"))


def _line(row: ForwardItem) -> PlannedLine:
    notes = [
        row.lead.name if row.lead else "",
        f"not reached on {day(row.carried_from.meeting.on)}" if row.carried_from else "",
        row.note.rstrip("."),
    ]
    audience = Audience(row.audience)
    is_open = audience in OPEN_TO_ALL and row.restriction_id is None
    return PlannedLine(
        id=str(row.id),
        title=row.title,
        purpose=PURPOSE_NAMES[row.purpose],
        note="; ".join(part for part in notes if part),
        is_taken=is_taken(row),
        readers="" if is_open else AUDIENCE_NAMES[audience],
    )


def _asks(
    actor: Actor, row: Group, versions: Sequence[TermsVersion], today: date
) -> Mapping[date, list[tuple[str, str]]]:
    """What the terms ask in each month ahead; what is overdue stands in the first."""
    months = months_ahead(today)
    found: defaultdict[date, list[tuple[str, str]]] = defaultdict(list)
    if version_in_force(versions, today) is None:
        return found
    facts = group_facts(actor, {row.id: versions}, today)[row.id]
    calendar = calendar_of(actor.partnership)
    started_on = Partnership.objects.only("started_on").get(id=actor.partnership).started_on
    this_year = year_of(today, year_type_on(versions, today))
    next_year = year_of(this_year.ends_on + ONE_DAY, year_type_on(versions, this_year.ends_on))
    owed = [
        duty
        for year in (this_year, next_year)
        for duty in duties(
            versions=versions, group=facts, calendar=calendar, today=today, started_on=started_on, year=year
        )
    ]
    for duty in dict.fromkeys(owed):
        if duty.due_on is None or duty.state in _SETTLED or duty.planned_on:
            continue
        if duty.kind is ClauseKind.STANDING_ITEM:
            continue  # it is among the standing items of every meeting
        is_over = duty.due_on < today
        if is_over and duty.kind is ClauseKind.CADENCE:
            continue  # no meeting ahead is one of a time gone by
        found[months[0] if is_over else duty.due_on.replace(day=1)].append(_ask(duty, is_over=is_over))
    return found


def _ask(duty: Duty, *, is_over: bool) -> tuple[str, str]:
    title = "Meet: no meeting is set" if duty.kind is ClauseKind.CADENCE else duty.title
    assert duty.due_on is not None  # noqa: S101 asked before
    by = f"{'was due' if is_over else 'due'} by {day(duty.due_on)}"
    return f"{title}, {duty.period}" if duty.period else title, f"{by[:1].upper()}{by[1:]}, under the terms"


def _papers(
    actor: Actor, meetings: Sequence[Meeting], versions: Sequence[TermsVersion]
) -> Mapping[uuid.UUID, tuple[str, ...]]:
    calendar = calendar_of(actor.partnership)
    rows = scopes.papers_asked(actor).filter(
        meeting__in=meetings, paper__isnull=True, dropped_at__isnull=True
    )
    asked: defaultdict[uuid.UUID, list[PaperAsked]] = defaultdict(list)
    for one in rows.select_related("person").order_by("due_on", "title", "id"):
        asked[one.meeting_id].append(one)
    found = {}
    for row in meetings:
        terms = version_in_force(versions, row.on)
        clause = terms.of(ClauseKind.PAPERS_IN) if terms else None
        last = due_on(clause, row.on, calendar).on if clause else None
        said = [f"Papers in by {day(last)}"] if last else []
        said += [f"{one.title}: asked of {one.person.name} by {day(one.due_on)}" for one in asked[row.id]]
        found[row.id] = tuple(said)
    return found


def _standing(terms: TermsVersion | None) -> str:
    titles = standing_titles(terms)
    return f"At each meeting the terms ask for: {listed(titles)}." if titles else ""


def _lede(items: Sequence[ForwardItem], meetings: Sequence[Meeting]) -> str:
    waiting = sum(1 for one in items if not is_taken(one))
    said = f"{count(waiting, 'item is', 'items are')} planned" if waiting else "Nothing is planned yet"
    held = count(len(meetings), "meeting is", "meetings are") if meetings else "no meeting is"
    return f"{said}, and {held} set in the twelve months ahead."


def _form(actor: Actor, group: Group, today: date, row: ForwardItem | None = None) -> PlannedForm:
    to_come = meetings_to_come(actor, group.id, today)
    slots = [
        *((f"meeting {one.id}", f"Meeting of {day(one.on)}") for one in to_come),
        *((f"month {first.isoformat()}", month(first)) for first in months_ahead(today)),
    ]
    held = row.audience if row else ""
    people, audiences = everybody_here(actor, today), audience_choices(actor, group=str(group.id), held=held)
    if row is None:
        return PlannedForm(tuple(PURPOSE_NAMES.items()), tuple(slots), people, audiences)
    slot = slot_of(row)
    when = f"meeting {slot.meeting}" if slot.meeting else f"month {slot.month.isoformat()}"
    if when not in {value for value, _ in slots}:
        slots.insert(0, (when, f"{month(slot.month)}, gone by"))
    return PlannedForm(
        purposes=tuple(PURPOSE_NAMES.items()),
        slots=tuple(slots),
        people=people,
        audiences=audiences,
        id=str(row.id),
        version=row.version,
        title=row.title,
        purpose=row.purpose,
        when=when,
        lead=str(row.lead_id or ""),
        note=row.note,
        audience=row.audience,
        may_label=refusal_to_act(actor, Permission.RESTRICTION_EDIT) is None,
        refusal=refusal_to_replan(is_dropped=row.dropped_at is not None, is_on_agenda=is_taken(row)),
    )


def _reached(item: AgendaItem, minuted: set[uuid.UUID | None]) -> str:
    return "It has a minute" if item.id in minuted else "No minute is written of it"


def _carry_lede(actor: Actor, row: Meeting, today: date) -> str:
    later = meeting_after(actor, row, today)
    if later:
        return f"What you tick goes on the agenda of {day(later.on)}, before any other business."
    return "No later meeting is set whose papers have not gone out: what you tick goes into the forward plan."
