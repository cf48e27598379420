"""Ends what runs from a day to a day: appointments, grants, and speaking for an agency."""

import uuid
from datetime import date
from typing import TypeVar

from django.db.models import Q, QuerySet

from quorate.records.models import Appointment, Grant, Representation

RunningT = TypeVar("RunningT", Appointment, Grant, Representation)


def cut_off(rows: QuerySet[RunningT], last: date) -> list[uuid.UUID]:
    """End after `last` what runs beyond it, and drop what would only begin later. Gives the ids ended."""
    beyond = rows.filter(Q(to_on__isnull=True) | Q(to_on__gt=last))
    running = list(beyond.filter(from_on__lte=last).values_list("id", flat=True))
    beyond.filter(from_on__gt=last).delete()
    rows.filter(id__in=running).update(to_on=last)
    return running
