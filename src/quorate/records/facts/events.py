"""A chain's rows as links, in order, a few at a time."""

from collections.abc import Iterator

from quorate.domain.events.chain import Link
from quorate.records.models import EventChain, EventRow

_COLUMNS = (
    "number",
    "at",
    "code",
    "digest",
    "previous",
    "hash",
    "salt",
    "contents",
    "subject_kind",
    "subject_id",
    "person_id_text",
)


def links_of(chain: EventChain) -> Iterator[Link]:
    """Every link of a chain, first to last."""
    rows = EventRow.objects.filter(chain=chain).order_by("number").values_list(*_COLUMNS)
    for row in rows.iterator(chunk_size=2000):
        yield Link(*row)
