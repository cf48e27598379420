"""Numbered paper copies of a restricted pack, out to somebody who may read it, and back."""

import uuid
from collections.abc import Callable

from django.db.models import QuerySet

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.actor import Actor
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.asking import NotFoundError, local_day
from quorate.domain.packs.copies import (
    refusal_to_hand_out,
    refusal_to_number,
    refusal_to_take_back,
)
from quorate.queries.access import actor_of
from quorate.queries.numbered import facts_of
from quorate.queries.pack_readers import admits, may_read
from quorate.records import scopes
from quorate.records.models import NumberedCopy, Pack


@command(Permission.PACK_MAKE)
def hand_out_copy(
    run: Run, *, meeting: uuid.UUID, pack: uuid.UUID, person: uuid.UUID, number: int, version: int
) -> Outcome:
    """Record that a numbered copy of an issued restricted pack went to somebody who may read it.

    Refuses with `copies.not_restricted`, `copies.not_issued`, `packs.redacted`, `copies.number`,
    `copies.may_not_read`, `copies.has_one` and `copies.number_used`.
    """
    row = run.find(_of(meeting), pack, version=version, group="meeting.group_id")
    if not admits(row, run.actor):
        raise NotFoundError
    who = run.get(lambda actor: scopes.people(actor).select_related("partnership"), person)
    known = list(NumberedCopy.objects.filter(pack=row))
    held = next((one.number for one in known if one.person_id == who.id and one.back_at is None), 0)
    if refusal := refusal_to_number(facts_of(row)) or refusal_to_hand_out(
        number,
        used=frozenset(one.number for one in known),
        held=held,
        may_read=may_read(actor_of(who, run.moment.today), row),
    ):
        return refusal
    NumberedCopy.objects.create(
        id=run.new_id(),
        pack=row,
        number=number,
        person=who,
        out_at=run.moment.at,
        out_by_id=run.actor.person,
    )
    run.touch(row)
    details = {"number": str(number), "person": str(who.id)}
    return Done([Event("packs.copy_out", "pack", str(row.id), details)], id=row.id)


@command(Permission.PACK_MAKE)
def take_back_copy(run: Run, *, meeting: uuid.UUID, pack: uuid.UUID, copy: uuid.UUID) -> Outcome:
    """Record that a copy came back. Refuses with `copies.back_already`."""
    row = run.find(_of(meeting), pack, group="meeting.group_id")
    if not admits(row, run.actor):
        raise NotFoundError
    held = run.get(lambda actor: scopes.numbered_copies(actor).filter(pack=row), copy)
    if refusal := refusal_to_take_back(local_day(held.back_at) if held.back_at else None):
        return refusal
    held.back_at, held.back_to_id = run.moment.at, uuid.UUID(run.actor.person)
    held.save(update_fields=["back_at", "back_to"])
    run.touch(row)
    details = {"number": str(held.number), "person": str(held.person_id)}
    return Done([Event("packs.copy_back", "pack", str(row.id), details)], id=row.id)


def _of(meeting: uuid.UUID) -> Callable[[Actor], QuerySet[Pack]]:
    def packs(actor: Actor) -> QuerySet[Pack]:
        return scopes.packs(actor).filter(meeting=meeting).select_related("meeting", "file")

    return packs
