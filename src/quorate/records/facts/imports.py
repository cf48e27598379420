"""What a plan holds now, as an import compares itself with it."""

from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.imports.differences import Difference, ExistingEntry, differences
from quorate.domain.imports.proposal import Proposal
from quorate.domain.plans.position import EntryState
from quorate.records import scopes
from quorate.records.facts.positions import states_at
from quorate.records.models import Plan


def differences_to(
    actor: Actor, plan: Plan | None, proposal: Proposal, today: date
) -> tuple[Difference, ...]:
    """What accepting the proposal would change in the plan as it stands today."""
    if plan is None:
        return differences((), proposal)
    states, _ = states_at(scopes.entries(actor).filter(plan=plan), today)
    return differences(tuple(_existing(state) for state in states), proposal)


def _existing(state: EntryState) -> ExistingEntry:
    said = state.progress
    return ExistingEntry(
        id=state.id,
        kind=state.version.kind,
        text=state.version.text,
        code=state.code,
        parent_id=state.parent_id,
        outcome=state.version.outcome,
        leads=state.leads,
        targets=state.targets,
        measures=state.version.measures,
        progress=said.progress if said else "",
        barrier=said.barrier if said else "",
        status=said.status if said else None,
    )
