"""Builds a meeting's agenda: standing items from the terms, then items added, changed, moved, taken off."""

import uuid
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

from django.db.models import F, Max, QuerySet

from quorate.commands import minutes_actions
from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.actor import Actor
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.meetings.agenda import place_at_opening
from quorate.domain.meetings.kinds import refusal_of_closed
from quorate.domain.meetings.paper_versions import refusal_of_urgent
from quorate.domain.meetings.refusals import (
    refusal_of_audience,
    refusal_of_item,
    refusal_of_item_twice,
    refusal_to_change,
    refusal_to_move_item,
)
from quorate.queries.agenda import CLOSING, numbered, proposals
from quorate.records import scopes
from quorate.records.facts.meetings import is_second_series, state_of
from quorate.records.models import AgendaItem, ForwardItem, Meeting, Paper, PaperAsked, Restriction


@dataclass(frozen=True, slots=True)
class Said:
    """What an agenda item says. `to_press` is for the chair's brief alone; `restriction` may be None.

    Once the papers went out, a new item is urgent business: `urgent_why` says why it could not wait, and
    `chair_agreed` that the chair agreed to take it.
    With `keeps_restriction` an item names whatever it named before, and `restriction` is not looked at.
    """

    title: str
    purpose: str = "note"
    minutes: int = 10
    speaker: str = ""
    ask: str = ""
    to_press: str = ""
    audience: Audience = Audience.PARTNERSHIP
    restriction: uuid.UUID | None = None
    keeps_restriction: bool = False
    urgent_why: str = ""
    chair_agreed: bool = False


@command(Permission.AGENDA_EDIT)
def add_standing_items(
    run: Run,
    *,
    meeting: uuid.UUID,
    version: int,
    titles: Sequence[str],
    urgent_why: str = "",
    chair_agreed: bool = False,
) -> Outcome:
    """Put the proposed items with these titles on the agenda, in the order proposed.

    Those that open a meeting go before what is on the agenda already, until the papers went out.
    A planned item is then taken, and keeps its readers; a paper promised stands under its item. Once the
    papers went out they are urgent business, as any item is: `urgent_why` says why they could not wait.

    Refuses with `meetings.settled`, `meetings.question_closed` and `meetings.no_items_chosen`, and as
    `quorate.domain.meetings.paper_versions.refusal_of_urgent` does.
    """
    row = run.find(scopes.meetings, meeting, version=version, group="group_id")
    if refusal := _settled(row, run):
        return refusal
    chosen = [p for p in proposals(run.actor, row, run.moment.today) if p.title in titles and not p.is_on]
    if not chosen:
        return Refusal("meetings.no_items_chosen", "Tick at least one item.", field="titles")
    if refusal := refusal_of_urgent(went_out=_is_sent(row), why=urgent_why, chair_agreed=chair_agreed):
        return refusal
    for each in chosen:
        made = AgendaItem.objects.create(
            id=run.new_id(),
            meeting=row,
            order=_place_of_standing(row, each.title, each.kind),
            title=each.title,
            purpose=each.purpose,
            minutes=each.minutes,
            ask=each.ask,
            speaker=each.speaker,
            clause_kind=each.kind,
            audience=each.audience,
            restriction_id=each.restriction,
            added_after_sending=_is_sent(row),
            urgent_why=urgent_why.strip() if _is_sent(row) else "",
        )
        if each.forward:
            planned = ForwardItem.objects.filter(id=each.forward)
            planned.update(item=made, meeting=row, version=F("version") + 1)
        if each.asked:
            asked = PaperAsked.objects.filter(id=each.asked)
            Paper.objects.filter(id__in=asked.values("paper"), item__isnull=True).update(item=made)
            asked.update(item=made)
    run.touch(row)
    details = {"items": str(len(chosen))} | ({"urgent": "chair_agreed"} if _is_sent(row) else {})
    return Done([Event("meetings.standing_items_added", "meeting", str(row.id), details)], id=row.id)


def _is_sent(meeting: Meeting) -> bool:
    return meeting.circulated_on is not None


@command(Permission.AGENDA_EDIT)
def add_item(run: Run, *, meeting: uuid.UUID, said: Said) -> Outcome:
    """Add an item at the end of the agenda, before any other business.

    Refuses with `meetings.settled` and `meetings.question_closed`, and as
    `quorate.domain.meetings.refusals.refusal_of_item`, `refusal_of_item_twice`,
    `refusal_of_audience` and `quorate.domain.meetings.paper_versions.refusal_of_urgent` do.
    """
    row = run.find(scopes.meetings, meeting, group="group_id")
    if refusal := (
        _settled(row, run)
        or _refusal_of(run.actor.audiences_in(str(row.group_id)), said)
        or _refusal_of_twin(run.actor, row, said.title)
        or refusal_of_urgent(went_out=_is_sent(row), why=said.urgent_why, chair_agreed=said.chair_agreed)
    ):
        return refusal
    item = put_on(run, row, said, _restriction(run, said))
    run.touch(row)
    details = {"meeting": str(row.id), "audience": said.audience.value}
    details |= {"urgent": "chair_agreed"} if item.urgent_why else {}
    return Done([Event("meetings.agenda_item_added", "agenda_item", str(item.id), details)], id=item.id)


def put_on(run: Run, row: Meeting, said: Said, restriction: Restriction | None) -> AgendaItem:
    """Make an item at the end of an agenda, before any other business; whoever calls it asked who may."""
    item = AgendaItem(id=run.new_id(), meeting=row, order=_place(row), added_after_sending=_is_sent(row))
    _say(item, said, restriction)
    item.urgent_why = said.urgent_why.strip() if _is_sent(row) else ""
    item.save()
    return item


@command(Permission.AGENDA_EDIT)
def change_item(run: Run, *, meeting: uuid.UUID, item: uuid.UUID, version: int, said: Said) -> Outcome:
    """Change what an item says; papers that name the restriction it named follow it, others keep theirs.

    Refuses as `add_item` does, but takes the audience the item has. Whoever sees the item only because a
    restriction admits them leaves that as it is. Stale when it was changed meanwhile.
    """
    row = _found(run, meeting, item)
    run.same(row, version)
    held, theirs = Audience(row.audience), run.actor.audiences_in(str(row.meeting.group_id))
    if refusal := _settled(row.meeting, run) or _refusal_of(theirs, said, held):
        return refusal
    if twin := _refusal_of_twin(run.actor, row.meeting, said.title, but=row):
        return twin
    if said.audience is not held and held not in theirs:
        run.may(permission=Permission.RESTRICTION_EDIT)
    restriction = _restriction(run, said, held=row.restriction_id)
    run.touch(row)
    row.papers.filter(restriction=row.restriction_id).update(restriction=restriction)
    _say(row, said, restriction)
    row.changed_after_sending = _is_sent(row.meeting)
    row.save()
    minutes_actions.relabelled(row.record.all())
    run.touch(row.meeting)
    details = {"meeting": str(row.meeting_id), "audience": said.audience.value}
    return Done([Event("meetings.agenda_item_changed", "agenda_item", str(row.id), details)], id=row.id)


@command(Permission.AGENDA_EDIT)
def remove_item(run: Run, *, meeting: uuid.UUID, item: uuid.UUID, version: int) -> Outcome:
    """Take an item off; its papers stay with the meeting.

    Refuses with `meetings.settled` and `meetings.question_closed`.
    A paper keeps naming the item, so that what the item hid stays hidden. Stale when the item was changed
    meanwhile.
    """
    row = _found(run, meeting, item)
    run.same(row, version)
    if refusal := _settled(row.meeting, run):
        return refusal
    row.removed_at = run.moment.at
    row.save(update_fields=["removed_at"])
    run.touch(row.meeting)
    details = {"meeting": str(row.meeting_id)}
    return Done([Event("meetings.agenda_item_removed", "agenda_item", str(row.id), details)], id=row.id)


@command(Permission.AGENDA_EDIT)
def move_item(run: Run, *, meeting: uuid.UUID, item: uuid.UUID, version: int, up: bool) -> Outcome:
    """Move an item one place up or down among those of its series the actor may see.

    `version` is the meeting's: stale when its agenda was changed meanwhile. Refuses with
    `meetings.settled`, `meetings.question_closed` and `meetings.first_or_last`.
    """
    row = _found(run, meeting, item)
    run.same(row.meeting, version)
    if refusal := _settled(row.meeting, run):
        return refusal
    beside = _beside(run.actor, row, up=up)
    if refusal := refusal_to_move_item(has_neighbour=beside is not None, up=up):
        return refusal
    assert beside is not None  # noqa: S101 refused otherwise
    row.order, beside.order = beside.order, row.order
    row.changed_after_sending = _is_sent(row.meeting)
    AgendaItem.objects.bulk_update([row, beside], ["order", "changed_after_sending"])
    run.touch(row.meeting)
    details = {"meeting": str(row.meeting_id), "place": str(row.order)}
    return Done([Event("meetings.agenda_item_changed", "agenda_item", str(row.id), details)], id=row.id)


def _settled(row: Meeting, run: Run) -> Refusal | None:
    """Why the agenda is changed no more: the meeting was held or cancelled, or the question closed."""
    closed = refusal_of_closed(row.kind, on=row.on, today=run.moment.today)
    return refusal_to_change(state_of(row)) or closed


def _refusal_of(theirs: Set[Audience], said: Said, held: Audience | None = None) -> Refusal | None:
    if refusal := refusal_of_item(said.title, said.purpose, said.minutes):
        return refusal
    return None if said.audience is held else refusal_of_audience(said.audience, theirs)


def _refusal_of_twin(actor: Actor, row: Meeting, title: str, but: AgendaItem | None = None) -> Refusal | None:
    """Of the items whoever writes it may see: what others there are is not told. One may keep its title."""
    asked = title.strip().casefold()
    if but is not None and but.title.strip().casefold() == asked:
        return None
    seen = list(_standing_on(row.id)(actor))
    found = (one.number for one in numbered(seen, row.starts) if one.item.title.strip().casefold() == asked)
    return refusal_of_item_twice(next(found, ""))


def _restriction(run: Run, said: Said, held: uuid.UUID | None = None) -> Restriction | None:
    """The restriction named; to name another than the one held is its own permission."""
    named = held if said.keeps_restriction else said.restriction
    if named != held:
        run.may(permission=Permission.RESTRICTION_EDIT)
    return run.get(scopes.restrictions, named) if named else None


def _say(item: AgendaItem, said: Said, restriction: Restriction | None) -> None:
    item.title, item.purpose, item.minutes = said.title.strip(), said.purpose, said.minutes
    item.speaker, item.ask, item.to_press = said.speaker, said.ask, said.to_press
    item.audience, item.restriction = said.audience.value, restriction


def _found(run: Run, meeting: uuid.UUID, item: uuid.UUID) -> AgendaItem:
    """The item, held after its meeting, as whoever adds a paper to it holds them."""
    run.get(scopes.meetings, meeting)
    return run.find(_standing_on(meeting), item, group="meeting.group_id")


def _standing_on(meeting: uuid.UUID) -> Callable[[Actor], QuerySet[AgendaItem]]:
    def standing(actor: Actor) -> QuerySet[AgendaItem]:
        items = scopes.agenda_items(actor).filter(meeting=meeting, removed_at__isnull=True)
        return items.select_related("meeting")

    return standing


def _last_place(meeting: Meeting) -> int:
    highest: int | None = AgendaItem.objects.filter(meeting=meeting).aggregate(n=Max("order"))["n"]
    return 1 if highest is None else highest + 1


def _place_of_standing(meeting: Meeting, title: str, kind: str) -> int:
    if kind == CLOSING:
        return _last_place(meeting)
    own = place_at_opening(title)
    # Once the papers went out, members know the items by their numbers, and none is put before them.
    return _place(meeting) if own is None or _is_sent(meeting) else _place_at_opening(meeting, own)


def _place_at_opening(meeting: Meeting, own: int) -> int:
    """The place after those that open a meeting before it, else the first; the others are moved on by one."""
    items = AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=True)
    known = [(order, place_at_opening(title)) for order, title in items.values_list("order", "title")]
    before = [order for order, place in known if place is not None and place < own]
    to = max(before) + 1 if before else min((order for order, _ in known), default=1)
    AgendaItem.objects.filter(meeting=meeting, order__gte=to).update(order=F("order") + 1)
    return to


def _place(meeting: Meeting) -> int:
    """The place before the closing items, which are moved on by one."""
    closing = AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=True, clause_kind=CLOSING)
    first = closing.order_by("order").values_list("order", flat=True).first()
    if first is None:
        return _last_place(meeting)
    AgendaItem.objects.filter(meeting=meeting, order__gte=first).update(order=F("order") + 1)
    return first


def _beside(actor: Actor, row: AgendaItem, *, up: bool) -> AgendaItem | None:
    series = ~scopes.open_to_all() if is_second_series(row) else scopes.open_to_all()
    others = _standing_on(row.meeting_id)(actor).filter(series).exclude(id=row.id)
    if up:
        return others.filter(order__lte=row.order).order_by("-order", "-id").first()
    return others.filter(order__gte=row.order).order_by("order", "id").first()
