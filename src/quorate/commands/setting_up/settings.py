"""Says how a partnership judges its actions."""

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.plans.settings import refusal_of_settings
from quorate.records import scopes


@command(Permission.SETTINGS_EDIT)
def change_settings(
    run: Run, *, version: int, due_soon_days: int, no_update_days: int, is_unitary: bool | None = None
) -> Outcome:
    """Change how many days ahead an action is due soon, and how many without an update are a silence.

    Every plan is judged by them at once, past days too; what is kept of an entry is not. `is_unitary` says
    that the council has no district council within its area, which section 58 then does not ask for; None
    leaves that as it is. Refuses with
    `partnerships.due_soon_days_out_of_range`, `partnerships.no_update_days_out_of_range` and
    `partnerships.settings_the_same`.
    """
    row = run.find(scopes.partnerships, run.partnership, version=version)
    if refusal := refusal_of_settings(due_soon_days=due_soon_days, no_update_days=no_update_days):
        return refusal
    unitary = row.is_unitary if is_unitary is None else is_unitary
    said = (due_soon_days, no_update_days, unitary)
    if (row.due_soon_days, row.no_update_days, row.is_unitary) == said:
        return Refusal("partnerships.settings_the_same", "Nothing was changed.", field="due_soon_days")
    details = {
        "due_soon_days": str(due_soon_days),
        "due_soon_days_before": str(row.due_soon_days),
        "no_update_days": str(no_update_days),
        "no_update_days_before": str(row.no_update_days),
    }
    if unitary != row.is_unitary:
        details["is_unitary"] = "yes" if unitary else "no"
    row.due_soon_days, row.no_update_days, row.is_unitary = said
    row.save(update_fields=["due_soon_days", "no_update_days", "is_unitary"])
    run.touch(row)
    return Done([Event("partnerships.settings_changed", "partnership", str(row.id), details)], id=row.id)
