"""Who holds a seat because they hold an office elsewhere, without being appointed to it."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from quorate.records.models import Appointment, Seat


def following(seats: Iterable[Seat], on: date) -> dict[uuid.UUID, list[Appointment]]:
    """The appointments that carry the office each seat follows on a day.

    One question, and none where no seat follows one. A deputy holds no office, so none of them is a deputy's.
    """
    wanted = {row.id: (row.follows_group_id, row.follows_office) for row in seats if row.follows_group_id}
    if not wanted:
        return {}
    rows = Appointment.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gte=on),
        seat__group__in={group for group, _ in wanted.values()},
        from_on__lte=on,
        is_deputy=False,
    ).exclude(office="")
    held: defaultdict[tuple[uuid.UUID | None, str], list[Appointment]] = defaultdict(list)
    for row in rows.select_related("person", "seat__group").order_by("from_on", "id"):
        held[row.seat.group_id, row.office].append(row)
    return {seat: held[followed] for seat, followed in wanted.items() if held[followed]}


def seats_by_office(appointments: Iterable[Appointment]) -> dict[uuid.UUID, list[Seat]]:
    """The seats of other groups that each person holds by an office they hold.

    One question, and none where nobody holds an office. Keys are people's ids; the appointments are those of
    one day, with their seats.
    """
    offices: defaultdict[tuple[uuid.UUID, str], set[uuid.UUID]] = defaultdict(set)
    for row in appointments:
        if row.office:
            offices[row.seat.group_id, row.office].add(row.person_id)
    if not offices:
        return {}
    found: defaultdict[uuid.UUID, list[Seat]] = defaultdict(list)
    for seat in Seat.objects.filter(follows_group__in={group for group, _ in offices}):
        if seat.follows_group_id:
            for person in offices.get((seat.follows_group_id, seat.follows_office), ()):
                found[person].append(seat)
    return dict(found)
