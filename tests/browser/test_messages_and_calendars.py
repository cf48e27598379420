"""What goes out with no mail server at all: files to send by hand, a calendar, a meeting that moves."""

import re
import urllib.error
import urllib.request
import zipfile
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import icalendar
import pytest
import vobject
from playwright.sync_api import Locator, Page, expect

from tests.browser.journeys import be, main, move_on, part, to_meeting

pytestmark = pytest.mark.browser

COORDINATOR, CHAIR = "Partnership coordinator", "Head of Service, Adult Social Care"
MEMBER = "Domestic abuse lead, Community Health"
SUBJECT = "Partnership meeting"


def to_messages(page: Page, state: str) -> None:
    """Open the page of messages, at those that wait or failed."""
    part(page, "My work")
    page.get_by_role("link", name="Messages that wait, went or failed").click()
    other = main(page).get_by_role("link", name=re.compile(f"^{state}: "))
    if other.count():
        other.click()


def file_of(page: Page, link: Locator) -> EmailMessage:
    """The message a link downloads, read as a mail program would."""
    with page.expect_download() as waiting:
        link.click()
    return as_message(Path(waiting.value.path()).read_bytes())


def files_of(page: Page, what: str) -> dict[str, EmailMessage]:
    """Each message of one event that waits, by whom it is to."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile(f"^Download them all ?: {what}")).click()
    with zipfile.ZipFile(waiting.value.path()) as together:
        found = [as_message(together.read(name)) for name in together.namelist()]
    return {str(one["To"]): one for one in found}


def as_message(data: bytes) -> EmailMessage:
    """A file as a mail program reads it."""
    found = message_from_bytes(data, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def invitation(message: EmailMessage) -> icalendar.Event:
    """The event a message invites to; two parsers agree on it."""
    (part_of,) = [one for one in message.walk() if one.get_content_type() == "text/calendar"]
    words = part_of.get_content()
    words = words.decode() if isinstance(words, bytes) else words
    (event,) = icalendar.Calendar.from_ical(words).walk("VEVENT")
    other = vobject.readOne(words).vevent
    assert (other.uid.value, other.sequence.value) == (event["UID"], str(event["SEQUENCE"]))
    assert other.dtstart.value == event["DTSTART"].dt
    assert event["SUMMARY"] == SUBJECT
    return event


def read(address: str) -> str:
    """What an address gives to a program that is not signed in; empty where it answers nobody."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as answer:
        answer.close()
        return ""


def test_a_message_that_failed_is_a_file_to_send_by_hand(page: Page, place: str):
    be(page, place, COORDINATOR)
    to_messages(page, "Not sent")
    expect(main(page)).to_contain_text("The mail server refused the address.")
    failed = "What is due from them, to Associate director, Mental Health"
    message = file_of(page, page.get_by_role("link", name=failed))
    assert message["Subject"] == SUBJECT
    assert "Winter cover" not in message.as_string()
    page.get_by_role("button", name=re.compile(f"^I sent it by hand ?: {failed}")).click()
    expect(main(page)).to_contain_text("The message was recorded as sent by hand.")


def test_a_meeting_that_moves_raises_the_sequence_of_its_invitation(page: Page, place: str):
    be(page, place, COORDINATOR)
    part(page, "Meetings")
    page.get_by_role("button", name="Set a meeting").first.click()
    page.get_by_label("Group").select_option(label="Marlhaven Domestic Abuse Board")
    page.get_by_label("Day").fill("8 April 2027")
    page.get_by_label("Begins at").fill("10am")
    page.get_by_role("button", name="Set the meeting").click()
    to_messages(page, "Waiting")
    first = files_of(page, "A meeting is set")
    page.get_by_role("button", name=re.compile("^I sent these by hand ?: A meeting is set")).click()
    to_meeting(page, "8 April 2027")
    page.get_by_role("button", name="Change or cancel the meeting").click()
    page.get_by_label("Day").fill("15 April 2027")
    page.get_by_role("button", name="Save the change").click()
    to_messages(page, "Waiting")
    second = files_of(page, "A meeting is moved")
    assert first.keys() == second.keys()
    assert len(first) > 10
    somebody = min(first)
    set_to, moved = invitation(first[somebody]), invitation(second[somebody])
    assert moved["UID"] == set_to["UID"]
    assert moved["SEQUENCE"] > set_to["SEQUENCE"]
    assert (moved["DTSTART"].dt - set_to["DTSTART"].dt).days == 7
    assert moved["DTSTART"].params["TZID"] == "Europe/London"


def test_a_calendar_has_a_private_address_until_it_is_revoked(page: Page, place: str):
    be(page, place, MEMBER)
    page.get_by_role("link", name="My messages and calendar").click()
    page.get_by_role("button", name="Make an address").click()
    said = main(page).get_by_text(re.compile(r"^http.*\.ics$")).inner_text()
    address = place + said[said.index("/calendar/") :]
    events = icalendar.Calendar.from_ical(read(address)).walk("VEVENT")
    assert "2026-12-10" in {str(one["DTSTART"].dt.date()) for one in events}
    assert {str(one["SUMMARY"]) for one in events} == {SUBJECT}
    assert "Civic Centre" not in read(address)
    page.get_by_role("link", name="My work", exact=True).first.click()
    page.get_by_role("link", name="My messages and calendar").click()
    expect(main(page)).to_contain_text("Last read")
    expect(main(page)).not_to_contain_text("/calendar/")
    page.get_by_role("button", name="Revoke the address").click()
    expect(main(page)).to_contain_text("it answers nobody any more")
    assert read(address) == ""


def test_everybody_gets_one_message_that_counts_what_is_due_and_names_none_of_it(page: Page, place: str):
    be(page, place, COORDINATOR)
    move_on(page, place, "8 12 2026")
    link = page.get_by_role("link", name=re.compile("^Download them all ?: What is due from them"))
    for _ in range(30):
        to_messages(page, "Waiting")
        if link.count():
            break
        page.wait_for_timeout(500)
    found = files_of(page, "What is due from them")
    assert len(found) > 10
    assert {str(one["Subject"]) for one in found.values()} == {SUBJECT}
    said = [one.as_string() for one in found.values()]
    assert any("paper" in words for words in said)
    assert not any("Winter cover" in words for words in said)
