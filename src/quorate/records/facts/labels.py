"""From a row to who may read it."""

from quorate.domain.access.audience import Audience, Label
from quorate.records.models.base import Labelled


def label_of(row: Labelled) -> Label:
    """What a row says of its readers."""
    return Label(Audience(row.audience), str(row.restriction_id or ""))
