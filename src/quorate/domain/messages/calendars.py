"""Meetings as iCalendar, for the invitation that goes with a message and for the feed a calendar reads.

A calendar is shared with colleagues, a family or a telephone's lock screen. So it says that there is a
"Partnership meeting", when, and nothing else: no group, no place, no name, no link. The format is RFC 5545,
what is sent with a message RFC 5546: one UID for good, and a SEQUENCE that rises with each change.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from quorate.domain.kernel.asking import LONDON
from quorate.domain.messages.texts import SUBJECT

FOLDED_AT = 75
"""Octets in a line, its end not counted (RFC 5545, 3.1)."""
# By rule and from 1970, as Outlook wants it: it passes over a zone that lists its changes one by one.
ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Europe/London",
    "BEGIN:DAYLIGHT",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0100",
    "TZNAME:BST",
    "DTSTART:19700329T010000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0000",
    "TZNAME:GMT",
    "DTSTART:19701025T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
)
_END = "END:VEVENT"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarMeeting:
    """A meeting as calendars hear of it: a local date and wall time in a zone, and how long it lasts."""

    id: str
    sequence: int
    on: date
    starts: time
    minutes: int
    zone: str = "Europe/London"
    is_cancelled: bool = False

    @property
    def begins(self) -> datetime:
        """The instant it begins. A wall time that comes twice, as clocks go back, is the first of the two."""
        return datetime.combine(self.on, self.starts, tzinfo=ZoneInfo(self.zone)).astimezone(UTC)

    @property
    def ends(self) -> datetime:
        """The instant it ends: so many minutes later, though a clock changed between."""
        return self.begins + timedelta(minutes=self.minutes)


def invitation(meeting: CalendarMeeting, *, organiser: str, at: datetime) -> str:
    """What goes with the message that a meeting is set, was changed or is cancelled.

    `organiser` is the address messages come from, `at` the instant of the change. `addressed` adds to whom
    it goes, when it goes.
    """
    method = method_of(meeting)
    event = _event(meeting, at, (f"ORGANIZER:mailto:{organiser}",))
    return _file((f"METHOD:{method}",), event)


def taken_out(calendar: str, *, sequence: int, at: datetime) -> str:
    """An invitation somebody holds, turned into what takes it out of their calendar.

    It keeps the day and hour they were told, whatever the meeting's are now: they are to hear of no other.
    """
    said = {
        "METHOD": "CANCEL",
        "SEQUENCE": str(sequence),
        "DTSTAMP": _in_utc(at),
        "STATUS": "CANCELLED",
        "TRANSP": "TRANSPARENT",
    }
    lines = []
    for line in calendar.splitlines():
        name = line.partition(":")[0]
        lines.append(f"{name}:{said[name]}" if name in said else line)
    return "".join(f"{line}\r\n" for line in lines)


def method_of(meeting: CalendarMeeting) -> str:
    """What a calendar is asked to do: REQUEST for a meeting that is on, CANCEL for one that is not."""
    return "CANCEL" if meeting.is_cancelled else "REQUEST"


def method_in(calendar: str) -> str:
    """The method a file says, for the header of the part that carries it."""
    said = (line.partition(":")[2] for line in calendar.splitlines() if line.startswith("METHOD:"))
    return next(said, "PUBLISH")


def begins_in(calendar: str) -> tuple[date, time] | None:
    """The day and hour in London that an invitation says, and None for what is none.

    >>> begins_in("DTSTART;TZID=Europe/London:20270114T100000")
    (datetime.date(2027, 1, 14), datetime.time(10, 0))
    >>> begins_in("DTSTART:20270714T090000Z")
    (datetime.date(2027, 7, 14), datetime.time(10, 0))
    """
    event = calendar.rpartition("BEGIN:VEVENT")[2]
    said = next((line for line in event.splitlines() if line.startswith("DTSTART")), "")
    when = said.rpartition(":")[2]
    if not when:
        return None
    if when.endswith("Z"):
        local = datetime.strptime(when, "%Y%m%dT%H%M%S%z").astimezone(LONDON)
    else:
        local = datetime.strptime(when, "%Y%m%dT%H%M%S").replace(tzinfo=LONDON)
    return local.date(), local.time()


def feed(meetings: Iterable[CalendarMeeting], *, at: datetime) -> str:
    """Every meeting given, for a calendar that comes back to read it; `at` is when it was asked for."""
    head = ("METHOD:PUBLISH", f"X-WR-CALNAME:{SUBJECT}s", "X-PUBLISHED-TTL:PT6H")
    return _file(head, [line for meeting in meetings for line in _event(meeting, at)])


def addressed(calendar: str, address: str) -> str:
    """An invitation with the address it goes to; no answer by email is asked for.

    Outlook and others show the buttons that accept only to whom it names. Without an address, or with one
    that is no address, it is given back as it was.
    """
    if "@" not in address or not address.isprintable() or " " in address:
        return calendar
    invited = folded(f"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:{address}")
    return calendar.replace(_END, f"{invited}\r\n{_END}", 1)


def folded(line: str) -> str:
    """A line of any length as lines of at most `FOLDED_AT` octets, never parting the octets of a letter."""
    parts, part = [], b""
    for letter in line:
        octets = letter.encode()
        if len(part) + len(octets) > FOLDED_AT:
            parts.append(part)
            part = b" "
        part += octets
    return b"\r\n".join((*parts, part)).decode()


def _event(meeting: CalendarMeeting, at: datetime, more: Iterable[str] = ()) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{meeting.id}",
        f"SEQUENCE:{meeting.sequence}",
        f"DTSTAMP:{_in_utc(at)}",
        f"DTSTART{_when(meeting.begins, meeting.zone)}",
        f"DTEND{_when(meeting.ends, meeting.zone)}",
        f"SUMMARY:{SUBJECT}",
        f"STATUS:{'CANCELLED' if meeting.is_cancelled else 'CONFIRMED'}",
        "CLASS:PRIVATE",
        f"TRANSP:{'TRANSPARENT' if meeting.is_cancelled else 'OPAQUE'}",
        *more,
        _END,
    ]


def _when(instant: datetime, zone: str) -> str:
    """An instant in London's time, as people read it; in UTC where that would not say which instant.

    It would not in the hour that comes twice, nor in a zone the file does not describe.
    """
    local = instant.astimezone(LONDON)
    comes_twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    if zone != LONDON.key or comes_twice:
        return f":{_in_utc(instant)}"
    return f";TZID={LONDON.key}:{local:%Y%m%dT%H%M%S}"


def _in_utc(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _file(head: Iterable[str], events: Iterable[str]) -> str:
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Quorate//EN", *head, *ZONE, *events)
    return "".join(f"{folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))
