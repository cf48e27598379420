"""From rows to the links between entries."""

from collections.abc import Iterable

from quorate.domain.plans.links import Link, LinkKind
from quorate.records.models import EntryLink


def link_facts(rows: Iterable[EntryLink]) -> tuple[Link, ...]:
    """Links as the rules see them."""
    return tuple(
        Link(
            id=str(row.id),
            from_id=str(row.entry_id),
            to_id=str(row.to_id),
            kind=LinkKind(row.kind),
            from_on=row.from_on,
            until_on=row.until_on,
        )
        for row in rows
    )
