"""Asks for the statement of a year's compliance; it is made, issued and read as a pack is."""

import uuid
from datetime import date

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.packs.statements import refusal_to_ask_statement
from quorate.queries.compliance_content import kept_with, year_with
from quorate.records import scopes
from quorate.records.models import Pack

_MAKING = ("asked", "making")


@command(Permission.PACK_MAKE)
def ask_for_statement(
    run: Run, *, group: uuid.UUID, year: date, format: str, edition: Audience = Audience.PARTNERSHIP
) -> Outcome:
    """Ask for the statement of the year that a day is in, as things stand today.

    It is kept with the last meeting of that year. Refuses with `statements.format`, `statements.edition`,
    `statements.no_meeting`, and `packs.being_made`.
    """
    row = run.find(scopes.groups, group, group="id")
    period, today = year_with(row, year), run.moment.today
    meeting = kept_with(row, period, edition=edition, slug=run.actor.slug, today=today)
    same = {"kind": "compliance", "format": format, "edition": edition.value, "year": period.starts_on}
    is_being_made = Pack.objects.filter(meeting__group=row, state__in=_MAKING, **same).exists()
    if refusal := refusal_to_ask_statement(
        format, edition, has_meeting=meeting is not None, is_being_made=is_being_made
    ):
        return refusal
    if meeting is None:
        raise AssertionError("a statement is kept with a meeting")
    pack = Pack.objects.create(
        id=run.new_id(),
        meeting=meeting,
        asked_at=run.moment.at,
        asked_by_id=run.actor.person,
        as_at=today,
        audience=edition.value,
        restriction=meeting.restriction,
        **same,
    )
    details = {"meeting": str(meeting.id), "kind": "compliance", "format": format, "edition": edition.value}
    return Done([Event("packs.asked_for", "pack", str(pack.id), details)], id=meeting.id)
