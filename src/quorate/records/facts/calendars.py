"""From a meeting to what calendars hear of it."""

from quorate.domain.meetings.lifecycle import MeetingState
from quorate.domain.messages.calendars import CalendarMeeting
from quorate.records.models import Meeting


def calendar_meeting(row: Meeting) -> CalendarMeeting:
    """The meeting as a calendar is told of it. Its UID is its id, for good."""
    return CalendarMeeting(
        id=str(row.id),
        sequence=row.sequence,
        on=row.on,
        starts=row.starts,
        minutes=row.minutes,
        zone=row.zone,
        is_cancelled=row.state == MeetingState.CANCELLED.value,
    )
