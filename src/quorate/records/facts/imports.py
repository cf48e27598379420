"""What an import compares itself with, and whose plan a new one may be."""

from dataclasses import replace
from datetime import date

from django.db.models import Min

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.domain.imports.differences import ExistingEntry
from quorate.domain.plans.facts import Progress, Rating, Version
from quorate.records import scopes
from quorate.records.facts.groups import going_on
from quorate.records.facts.plans import entry_facts, with_everything
from quorate.records.facts.positions import states_at
from quorate.records.models import EntryVersion, Plan


def held_at(actor: Actor, plan: Plan | None, on: date) -> tuple[ExistingEntry, ...]:
    """The plan's entries as at the day a paper speaks for, then those that begin later, as they first read.

    Those that begin later are there to be recognised: an older paper that has them says that they stood
    already. What was withdrawn by that day is left out.
    """
    if plan is None:
        return ()
    entries = scopes.entries(actor).filter(plan=plan)
    states, levels = states_at(entries, on)
    then = [
        replace(_existing(state.id, state.version, state.progress), level=levels.get(state.id, ""))
        for state in states
    ]
    first = EntryVersion.objects.filter(entry__in=entries).order_by().values("entry")
    later = first.annotate(begins=Min("effective_on")).filter(begins__gt=on).values("entry")
    for fact in entry_facts(with_everything(entries.filter(id__in=later))):
        begun = min(fact.versions, key=lambda v: (v.effective_on, v.recorded_at))
        then.append(_existing(fact.id, begun, None, begins_on=begun.effective_on))
    return tuple(then)


def groups_to_bring_into(actor: Actor, on: date) -> tuple[tuple[str, str], ...]:
    """The id and name of every group, not ended by a day, whose plan this person may bring in."""
    return groups_to_plan_for(actor, Permission.PLAN_IMPORT, on)


def groups_to_plan_for(actor: Actor, permission: Permission, on: date) -> tuple[tuple[str, str], ...]:
    """The id and name of every group, not ended by a day, for whose plans this person has a permission."""
    rows = scopes.groups(actor).filter(going_on(on)).order_by("order", "name").values_list("id", "name")
    return tuple(
        (str(id), name) for id, name in rows if refusal_to_act(actor, permission, group=str(id)) is None
    )


def _existing(
    id: str, version: Version, said: Progress | None, begins_on: date | None = None
) -> ExistingEntry:
    return ExistingEntry(
        id=id,
        kind=version.kind,
        text=version.text,
        code=version.code,
        parent_id=version.parent_id,
        order=version.order,
        outcome=version.outcome,
        leads=version.leads,
        targets=version.targets,
        measures=version.measures,
        progress=said.progress if said else "",
        barrier=said.barrier if said else "",
        evidence=said.evidence if said else "",
        status=said.status if said else None,
        rating=said.rating if said else Rating.NONE,
        begins_on=begins_on,
    )
