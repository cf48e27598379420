"""Adds groups, changes what they are, ends them, and lets one that ended go on."""

import uuid
from datetime import date

from django.db.models import Min, Q
from django.utils.text import slugify

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.commands.setting_up.ending import cut_off
from quorate.commands.uniqueness import unless_taken
from quorate.domain.access.permissions import Permission
from quorate.domain.calendar.working import ONE_DAY
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, day
from quorate.domain.meetings.lifecycle import MeetingState
from quorate.domain.membership.groups import (
    GroupKind,
    kinds_after_change,
    refusal_after_end,
    refusal_of_group,
    refusal_to_end_group,
    refusal_to_stand_under,
)
from quorate.records import scopes
from quorate.records.facts.groups import going_on, kinds_before
from quorate.records.models import Appointment, Group, Meeting, Seat

LONGEST_SLUG = 60


@command(Permission.PEOPLE_EDIT)
def add_group(
    run: Run,
    *,
    name: str,
    slug: str = "",
    kind: str = GroupKind.BOARD.value,
    parent: uuid.UUID | None = None,
    order: int = 0,
    question: str = "",
    ends_on: date | None = None,
) -> Outcome:
    """Add a group, perhaps under another. Its address is made of its name where none is given.

    Refuses as `quorate.domain.membership.groups.refusal_of_group` does, with `groups.ended` where the one it
    is to stand under has ended, `groups.named_already` and `groups.slug_taken`.
    """
    run.may()
    run.get(scopes.partnerships, run.partnership)  # one at a time: no constraint holds names apart
    if refusal := refusal_of_group(kind=kind, question=question, ends_on=ends_on):
        return refusal
    above = run.get(scopes.groups, parent) if parent else None
    if above and (refusal := refusal_after_end(ended_on=above.ended_on, on=run.moment.today, field="parent")):
        return refusal
    if refusal := _refusal_of_name(run, name):
        return refusal
    slug = slug or _free_slug(run, name)
    taken = Refusal("groups.slug_taken", f"There is already a group at “{slug}”.", field="slug")
    if scopes.groups(run.actor).filter(slug=slug).exists():
        return taken
    row = Group(
        id=run.new_id(),
        partnership_id=run.partnership,
        slug=slug,
        name=name,
        kind=kind,
        parent=above,
        order=order,
        question=question.strip(),
        ends_on=ends_on,
    )
    if refusal := unless_taken(lambda: row.save(force_insert=True), taken):
        return refusal
    return Done([Event("groups.added", "group", str(row.id))], id=row.id)


@command(Permission.PEOPLE_EDIT)
def change_group(
    run: Run,
    *,
    group: uuid.UUID,
    version: int,
    name: str,
    kind: str,
    parent: uuid.UUID | None = None,
    question: str = "",
    ends_on: date | None = None,
) -> Outcome:
    """Change what a group is called and is, what it stands under, and what it is to answer by when.

    Its address stays. Refuses as `refusal_of_group` and `refusal_to_stand_under` of
    `quorate.domain.membership.groups` do, and with `groups.ended`, `groups.named_already` and
    `groups.nothing_changed`.
    """
    run.may()
    run.get(scopes.partnerships, run.partnership)  # as where one is added
    row = run.find(scopes.groups, group, version=version, group="id")
    above = run.get(scopes.groups, parent) if parent else None
    if refusal := _refusal_to_change(
        run, row, name=name, kind=kind, above=above, question=question, ends_on=ends_on
    ):
        return refusal
    said = {"name": name, "kind": kind, "parent": above, "question": question.strip(), "ends_on": ends_on}
    changed = sorted(field for field, value in said.items() if getattr(row, field) != value)
    if not changed:
        return Refusal("groups.nothing_changed", "Nothing was changed.", field="name")
    if "kind" in changed:
        known = kinds_after_change(row.kind, kinds_before(row), run.moment.today - ONE_DAY)
        row.kinds_before = [[was, until.isoformat()] for was, until in known]
    for field in changed:
        setattr(row, field, said[field])
    row.save(update_fields=[*changed, "kinds_before"])
    run.touch(row)
    details = {"fields": ", ".join(changed)}
    return Done([Event("groups.changed", "group", str(row.id), details)], id=row.id)


def _refusal_to_change(
    run: Run, row: Group, *, name: str, kind: str, above: Group | None, question: str, ends_on: date | None
) -> Refusal | None:
    refusal = refusal_of_group(
        kind=kind,
        question=question,
        ends_on=ends_on,
        began_on=_began_on(row) if ends_on != row.ends_on else None,
        seats=Seat.objects.filter(group=row).count(),
        meetings=Meeting.objects.filter(group=row).count(),
    )
    if refusal or (refusal := _refusal_of_name(run, name, besides=row.id)):
        return refusal
    if above is None or above.id == row.parent_id:
        return None
    under = _standing_under(run, row)
    return refusal_to_stand_under(
        group=str(row.id), above=str(above.id), standing=under
    ) or refusal_after_end(ended_on=above.ended_on, on=run.moment.today, field="parent")


def _began_on(row: Group) -> date | None:
    """When a group first met, or somebody first sat in it."""
    met = Meeting.objects.filter(group=row).exclude(state=MeetingState.CANCELLED.value)
    sat = Appointment.objects.filter(seat__group=row)
    firsts = (met.aggregate(on=Min("on"))["on"], sat.aggregate(on=Min("from_on"))["on"])
    return min((on for on in firsts if on), default=None)


def _refusal_of_name(run: Run, name: str, *, besides: uuid.UUID | None = None) -> Refusal | None:
    others = scopes.groups(run.actor).filter(going_on(run.moment.today), name__iexact=name)
    if not others.exclude(Q(id=besides)).exists():
        return None
    return Refusal("groups.named_already", f"There is already a group called {name}.", field="name")


def _standing_under(run: Run, row: Group) -> frozenset[str]:
    """The groups that stand under one, at any depth."""
    parents = dict(scopes.groups(run.actor).values_list("id", "parent_id"))
    found = {row.id}
    while more := {id for id, above in parents.items() if above in found} - found:
        found |= more
    return frozenset(str(id) for id in found - {row.id})


@command(Permission.PEOPLE_EDIT)
def end_group(run: Run, *, group: uuid.UUID, version: int, ended_on: date, answer: str = "") -> Outcome:
    """End a group after `ended_on`, its last day; appointments to its seats end with it.

    `answer` is what a task and finish group came to on its question. Refuses as
    `quorate.domain.membership.groups.refusal_to_end_group` does.
    """
    row = run.find(scopes.groups, group, version=version, group="id")
    meetings = Meeting.objects.filter(group=row).exclude(state=MeetingState.CANCELLED.value)
    below = scopes.groups(run.actor).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=ended_on), parent=row)
    refusal = refusal_to_end_group(
        ended_on=row.ended_on,
        until_on=ended_on,
        last_meeting_on=meetings.order_by("-on").values_list("on", flat=True).first(),
        below=tuple(below.order_by("name").values_list("name", flat=True)),
        question=row.question,
        answer=answer,
    )
    if refusal:
        return refusal
    ended = cut_off(Appointment.objects.filter(seat__group=row), ended_on)
    row.ended_on, row.answer = ended_on, answer.strip()
    row.save(update_fields=["ended_on", "answer"])
    run.touch(row)
    events = [Event("groups.ended", "group", str(row.id), {"on": ended_on.isoformat()})]
    events += [Event("groups.appointment_ended", "appointment", str(id)) for id in ended]
    said = f"{count(len(ended), 'appointment')} {'ends' if len(ended) == 1 else 'end'} with it."
    return Done(events, id=row.id, sentence=said if ended else "")


@command(Permission.PEOPLE_EDIT)
def resume_group(run: Run, *, group: uuid.UUID, version: int) -> Outcome:
    """Let a group go on that was recorded as ended. Its seats are there, and are filled anew.

    Refuses with `groups.not_ended`, and with `groups.ended` where the one above it has ended.
    """
    row = run.find(scopes.groups, group, version=version, group="id")
    if row.ended_on is None:
        return Refusal("groups.not_ended", "It has not ended.")
    if row.parent and row.parent.ended_on:
        return Refusal(
            "groups.ended",
            f"{row.parent.name}, which it stands under, ended on {day(row.parent.ended_on)}.",
            "Let that go on first.",
        )
    row.ended_on = None
    row.save(update_fields=["ended_on"])
    run.touch(row)
    return Done([Event("groups.went_on", "group", str(row.id))], id=row.id)


def _free_slug(run: Run, name: str) -> str:
    """An address made of the name; a number follows where it is taken."""
    base = slugify(name)[: LONGEST_SLUG - 4].strip("-") or "group"
    taken = set(scopes.groups(run.actor).filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(f"{base}-{n}" for n in range(2, len(taken) + 3) if f"{base}-{n}" not in taken)
