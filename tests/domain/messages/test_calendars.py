"""Two parsers that share no code read the same meetings out of what is sent and fed."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.messages.calendars import (
    FOLDED_AT,
    CalendarMeeting,
    addressed,
    feed,
    folded,
    invitation,
    method_in,
)

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
ORGANISER = "quorate@marlhaven.example"


def meeting(**changed) -> CalendarMeeting:
    held = {
        "id": "7f0c",
        "sequence": 0,
        "on": date(2027, 3, 25),
        "starts": time(10, 0),
        "minutes": 120,
    }
    return CalendarMeeting(**held | changed)


Read = tuple[str, int, str, datetime, datetime]


def by_icalendar(text: str) -> list[Read]:
    calendar = icalendar.Calendar.from_ical(text.encode())
    assert calendar.errors == []
    return [
        (
            str(event["UID"]),
            int(event["SEQUENCE"]),
            str(event["STATUS"]),
            event["DTSTART"].dt.astimezone(UTC),
            event["DTEND"].dt.astimezone(UTC),
        )
        for event in calendar.walk("VEVENT")
    ]


def by_vobject(text: str) -> list[Read]:
    calendar = vobject.readOne(text)
    calendar.validate(raiseException=True)
    return [
        (
            event.uid.value,
            int(event.sequence.value),
            event.status.value,
            event.dtstart.value.astimezone(UTC),
            event.dtend.value.astimezone(UTC),
        )
        for event in calendar.vevent_list
    ]


@pytest.mark.parametrize(
    ("on", "starts", "begins"),
    [
        (date(2027, 3, 27), time(10, 0), datetime(2027, 3, 27, 10, 0, tzinfo=UTC)),
        (date(2027, 3, 28), time(10, 0), datetime(2027, 3, 28, 9, 0, tzinfo=UTC)),
        (date(2027, 10, 30), time(10, 0), datetime(2027, 10, 30, 9, 0, tzinfo=UTC)),
        (date(2027, 10, 31), time(10, 0), datetime(2027, 10, 31, 10, 0, tzinfo=UTC)),
        (date(2027, 10, 31), time(1, 30), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        (date(2027, 3, 28), time(0, 30), datetime(2027, 3, 28, 0, 30, tzinfo=UTC)),
    ],
)
def test_both_parsers_give_the_same_instants_on_both_sides_of_a_clock_change(on, starts, begins):
    text = feed([meeting(on=on, starts=starts)], at=AT)

    assert by_icalendar(text) == by_vobject(text)
    assert by_icalendar(text) == [("7f0c", 0, "CONFIRMED", begins, begins + timedelta(hours=2))]


@given(
    on=st.dates(date(2020, 1, 1), date(2040, 12, 31)),
    starts=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    minutes=st.integers(1, 600),
    sequence=st.integers(0, 99),
    is_cancelled=st.booleans(),
)
def test_both_parsers_agree_with_the_page_on_any_day(on, starts, minutes, sequence, is_cancelled):
    said = meeting(on=on, starts=starts, minutes=minutes, sequence=sequence, is_cancelled=is_cancelled)
    begins = datetime.combine(on, starts, tzinfo=LONDON).astimezone(UTC)
    state = "CANCELLED" if is_cancelled else "CONFIRMED"
    expected = [("7f0c", sequence, state, begins, begins + timedelta(minutes=minutes))]

    for text in (feed([said], at=AT), invitation(said, organiser=ORGANISER, at=AT)):
        assert by_icalendar(text) == expected
        assert by_vobject(text) == expected


def test_a_time_in_the_hour_that_comes_twice_says_which_of_the_two_it_is():
    text = feed([meeting(on=date(2027, 10, 31), starts=time(0, 30), minutes=105)], at=AT)

    assert "DTSTART;TZID=Europe/London:20271031T003000\r\n" in text
    assert "DTEND:20271031T011500Z\r\n" in text, "a quarter past one, for the second time"
    ends = datetime(2027, 10, 31, 1, 15, tzinfo=UTC)
    assert [read[-1] for read in (*by_icalendar(text), *by_vobject(text))] == [ends, ends]


def test_a_meeting_of_another_zone_is_given_in_utc():
    text = feed([meeting(zone="Europe/Paris", on=date(2027, 7, 1))], at=AT)

    assert "DTSTART:20270701T080000Z\r\n" in text
    assert by_icalendar(text) == by_vobject(text)


def test_a_change_keeps_the_uid_and_a_cancellation_says_so_in_its_method_and_its_status():
    sent = [
        invitation(meeting(), organiser=ORGANISER, at=AT),
        invitation(meeting(sequence=1, starts=time(14, 0)), organiser=ORGANISER, at=AT),
        invitation(meeting(sequence=2, starts=time(14, 0), is_cancelled=True), organiser=ORGANISER, at=AT),
    ]

    read = [by_icalendar(text)[0] for text in sent]
    assert read == [by_vobject(text)[0] for text in sent]
    assert [one[:3] for one in read] == [
        ("7f0c", 0, "CONFIRMED"),
        ("7f0c", 1, "CONFIRMED"),
        ("7f0c", 2, "CANCELLED"),
    ]
    assert [method_in(text) for text in sent] == ["REQUEST", "REQUEST", "CANCEL"]


def test_the_zone_is_by_rule_for_both_offsets():
    zone = icalendar.Calendar.from_ical(feed([], at=AT)).walk("VTIMEZONE")[0]

    rules = [(part.name, dict(part["RRULE"])) for part in zone.subcomponents]
    assert rules == [
        ("DAYLIGHT", {"FREQ": ["YEARLY"], "BYMONTH": [3], "BYDAY": ["-1SU"]}),
        ("STANDARD", {"FREQ": ["YEARLY"], "BYMONTH": [10], "BYDAY": ["-1SU"]}),
    ]
    assert "RDATE" not in feed([], at=AT)


def test_a_calendar_says_partnership_meeting_when_and_nothing_else():
    event = icalendar.Calendar.from_ical(feed([meeting()], at=AT)).walk("VEVENT")[0]

    assert str(event["SUMMARY"]) == "Partnership meeting"
    assert set(event) == {
        "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "CLASS", "TRANSP",
    }  # fmt: skip


@pytest.mark.parametrize(
    "address",
    ["a@b.example", "head-of-service@" + "überlängere-behörde." * 6 + "example", "p" * 64 + "@é.example"],
)
def test_both_parsers_read_the_whole_address_of_whom_it_goes_to(address):
    text = addressed(invitation(meeting(), organiser=ORGANISER, at=AT), address)

    event = icalendar.Calendar.from_ical(text.encode()).walk("VEVENT")[0]
    assert str(event["ATTENDEE"]) == f"mailto:{address}"
    assert vobject.readOne(text).vevent.attendee.value == f"mailto:{address}"
    assert by_icalendar(text) == by_vobject(text)


@pytest.mark.parametrize("address", ["", "nobody", "a@b.example\r\nX-PLANTED:1", "a b@c.example"])
def test_what_is_no_address_is_not_written_into_a_calendar(address):
    text = invitation(meeting(), organiser=ORGANISER, at=AT)

    assert addressed(text, address) == text


@given(st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp")), max_size=400))
def test_folding_loses_nothing_and_no_line_is_too_long(line):
    lines = folded(line).split("\r\n")

    assert all(len(each.encode()) <= FOLDED_AT for each in lines)
    assert lines[0] + "".join(each[1:] for each in lines[1:]) == line
    assert all(each.startswith(" ") for each in lines[1:])


def test_every_line_ends_as_the_format_asks():
    text = feed([meeting(), meeting(id="8a", sequence=3)], at=AT)

    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
