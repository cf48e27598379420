"""From rows about the year ahead to what the rules ask for."""

import uuid

from quorate.domain.calendar.school import SchoolClosed
from quorate.records.models import SchoolHoliday


def school_holidays_of(partnership: uuid.UUID | str) -> tuple[SchoolClosed, ...]:
    """The school holidays listed for a partnership, earliest first."""
    rows = SchoolHoliday.objects.filter(partnership=partnership).order_by("from_on", "to_on", "id")
    return tuple(SchoolClosed(row.name, row.from_on, row.to_on) for row in rows)
