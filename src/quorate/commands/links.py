"""Joins entries across plans, and ends what no longer joins them."""

import uuid

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.plans.links import LinkKind, refusal_to_end_link, refusal_to_link, stands
from quorate.records import scopes
from quorate.records.facts.links import link_facts
from quorate.records.models import Entry, EntryLink, EntryVersion


@command(Permission.PLAN_EDIT)
def link_entries(
    run: Run, *, entry: uuid.UUID, other: uuid.UUID, kind: LinkKind, version: int, incoming: bool = False
) -> Outcome:
    """Link an entry to another of any plan the actor may see, from today; `incoming` from the other to it.

    Who may change the entry's plan may do it. Refuses as `refusal_to_link` does, and with
    `plans.entry_withdrawn` where either is in its plan no more. Raises StaleError when the entry has moved
    on.
    """
    row = run.find(scopes.entries, entry, version=version, group="plan.group_id")
    far = run.get(scopes.entries, other)
    if _is_withdrawn(row) or _is_withdrawn(far):
        said = "One of the two has been withdrawn from its plan."
        return Refusal("plans.entry_withdrawn", said, "Choose another entry.", field="other")
    today = run.moment.today
    held = [one for one in link_facts(scopes.entry_links(run.actor)) if stands(one, today)]
    first, second = (far, row) if incoming else (row, far)
    if refusal := refusal_to_link(str(first.id), str(second.id), kind, held):
        return refusal
    made = EntryLink.objects.create(
        id=run.new_id(),
        entry=first,
        to=second,
        kind=kind.value,
        from_on=today,
        recorded_at=run.moment.at,
        recorded_by_id=uuid.UUID(run.actor.person) if run.actor.person else None,
    )
    run.touch(row)
    details = {"plan": str(row.plan_id), "to": str(far.id), "kind": kind.value}
    return Done([Event("plans.entries_linked", "entry", str(row.id), details)], id=made.id)


@command(Permission.PLAN_EDIT)
def end_link(run: Run, *, entry: uuid.UUID, link: uuid.UUID, version: int) -> Outcome:
    """End a link of an entry from today; the page of an earlier day goes on showing it.

    Who may change the entry's plan may do it, whichever of the two it is. Refuses as `refusal_to_end_link`
    does. Raises StaleError when the entry has moved on.
    """
    row = run.find(scopes.entries, entry, version=version, group="plan.group_id")
    held = run.get(scopes.entry_links, link)
    if row.id not in (held.entry_id, held.to_id):
        raise NotFoundError
    (fact,) = link_facts([held])
    if refusal := refusal_to_end_link(fact):
        return refusal
    held.until_on = max(run.moment.today, held.from_on)
    held.save(update_fields=["until_on"])
    run.touch(row)
    details = {"plan": str(row.plan_id), "link": str(held.id)}
    return Done([Event("plans.link_ended", "entry", str(row.id), details)], id=held.id)


def _is_withdrawn(row: Entry) -> bool:
    latest = EntryVersion.objects.filter(entry=row).order_by("-number").first()
    return latest is None or latest.withdrawn
