"""Who may record something of an entry: whoever leads it, and those who record for others."""

from quorate.commands.runner import Run
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import NotAllowedError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.plans.leading import leads
from quorate.domain.plans.position import EntryState
from quorate.records.models import Entry


def ask_who_records(run: Run, row: Entry, state: EntryState | None, *, for_others: bool = False) -> None:
    """Raises NotAllowedError where the entry is neither theirs nor one they may record on for others.

    Its words fit somebody whose entry it is not.
    """
    if not for_others and _leads_it(run, state):
        return
    try:
        run.may(row.plan.group_id, Permission.PROGRESS_RECORD_FOR_OTHERS)
    except NotAllowedError as refused:
        sentence = "You can record progress on what you or your agency lead."
        raise NotAllowedError(
            Refusal("access.not_allowed", sentence, "Ask the partnership coordinator to record it.")
        ) from refused


def _leads_it(run: Run, state: EntryState | None) -> bool:
    return state is not None and leads(state.leads, person=run.actor.person, agencies=run.actor.agencies)
