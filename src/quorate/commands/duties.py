"""Settles whose a duty is: the person who owns it, or why one of law is not this group's."""

import uuid
from collections.abc import Sequence

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.asking import StaleError
from quorate.domain.terms.law import refusal_to_settle
from quorate.records import scopes
from quorate.records.models import DutySetting, Person


@command(Permission.MEETING_SET)
def settle_duty(
    run: Run,
    *,
    group: uuid.UUID,
    kind: str,
    item: str = "",
    owner: uuid.UUID | None = None,
    not_ours_why: str = "",
    version: int = 0,
) -> Outcome:
    """Say who owns a duty, or why one of law is not this group's. `version` is 0 where nothing was settled.

    Refuses with `duties.of_the_terms`. Raises StaleError when somebody settled it meanwhile.
    """
    row = run.find(scopes.groups, group, group="id")
    if refusal := refusal_to_settle(kind=kind, not_ours_why=not_ours_why):
        return refusal
    if owner:
        run.get(scopes.people, owner)
    settled = DutySetting.objects.filter(group=row, kind=kind, item=item).first()
    if version != (settled.version if settled else 0):
        raise StaleError(settled.version if settled else 0)
    if settled is None:
        settled = DutySetting(id=run.new_id(), group=row, kind=kind, item=item, version=1)
    else:
        run.touch(settled)
    settled.owner_id, settled.not_ours_why = owner, not_ours_why.strip()
    settled.save()
    run.touch(row)
    details = {"kind": kind, "owner": str(owner or ""), "not_ours": "yes" if settled.not_ours_why else ""}
    return Done([Event("terms.duty_settled", "group", str(row.id), details)], id=settled.id)


def hand_duties_over(run: Run, rows: Sequence[DutySetting], to: Person) -> list[Event]:
    """Give these duties to another owner, for the command that hands over all that somebody leads."""
    events = []
    for row in rows:
        row.owner = to
        row.save(update_fields=["owner"])
        run.touch(row)
        details = {"kind": row.kind, "owner": str(to.id), "not_ours": "yes" if row.not_ours_why else ""}
        events.append(Event("terms.duty_settled", "group", str(row.group_id), details))
    return events
