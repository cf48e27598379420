"""Builds the demonstration through commands, as its partnerships would have kept it day by day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from quorate.cli.demonstration import (
    barriers,
    drafting,
    duty_keeping,
    engaging,
    founding,
    gatherings,
    holding,
    looking_ahead,
    membership,
    planning,
    scale,
    structuring,
    telling,
)
from quorate.cli.demonstration.content.shapes import Place
from quorate.cli.demonstration.story import Clock, Story, seeded_ids, silent, tell
from quorate.records.models import Entry, EventRow, Meeting, Partnership, ProgressRow

TODAY = date(2026, 11, 23)
"""The day the demonstration stands at unless told otherwise: a fortnight before both boards meet."""


@dataclass(frozen=True, slots=True)
class Built:
    """How much was built."""

    partnerships: int
    entries: int
    updates: int
    meetings: int
    events: int


def build(
    places: Sequence[Place],
    *,
    today: date = TODAY,
    scale_to: int = 0,
    say: Callable[[str], None] = silent,
) -> Built:
    """Write the places as they stood on `today`, and `scale_to` further towns for measuring.

    All or nothing: one transaction. A place whose records had not begun by `today` is left out.
    """
    install = Clock()
    with transaction.atomic():
        if scale_to:
            scale.add_towns(scale_to, today=today, install=install, say=say)
        for place in sorted(places, key=lambda one: one.records_from):
            if place.records_from <= today:
                say(f"Writing {place.name} ...")
                _write(Story(place, seeded_ids(place.slug), install), today)
    return Built(
        partnerships=Partnership.objects.count(),
        entries=Entry.objects.count(),
        updates=ProgressRow.objects.count(),
        meetings=Meeting.objects.count(),
        events=EventRow.objects.count(),
    )


def _write(story: Story, today: date) -> None:
    founding.found(story)
    happenings = [
        *founding.happenings(story),
        *membership.happenings(story),
        *structuring.happenings(story),
        *planning.happenings(story),
        *gatherings.happenings(story),
        *drafting.happenings(story),
        *holding.happenings(story),
        *barriers.happenings(story),
        *duty_keeping.happenings(story),
        *engaging.happenings(story),
        *looking_ahead.happenings(story),
    ]
    tell(story, happenings, today=today)
    telling.tell_due(story, today)
