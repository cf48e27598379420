"""Where entries stood before they were moved into another plan."""

from collections.abc import Mapping
from datetime import date

from quorate.records.models import EntryMove


def homes_then(partnership: object, on: date) -> Mapping[str, str]:
    """The entries of a partnership moved after `on`, by id, each with the plan it stood in until then."""
    rows = EntryMove.objects.filter(from_plan__partnership=partnership, on__gt=on)
    found: dict[str, str] = {}
    for entry, plan in rows.order_by("on", "at", "id").values_list("entry_id", "from_plan_id"):
        found.setdefault(str(entry), str(plan))
    return found
