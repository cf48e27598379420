"""Who sits on the board: appointed, signed, known by a chosen name, reviewed, handed over, gone."""

import io
import re
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.journeys import be, choose, find_one, main, part, to_meeting

pytestmark = pytest.mark.browser

BOARD = "Marlhaven Domestic Abuse Board"
COORDINATOR = "Partnership coordinator"
NEWCOMER = "Regional manager, Probation"
CHOSEN, NAME = "Expert by experience", "Survivors’ panel member"
COVER = "Commissioning manager, safe accommodation"


def to_membership(page: Page) -> None:
    """Open the page of the board's membership."""
    part(page, "People")
    page.get_by_role("link", name=f"Vacancies, coverage and interests of {BOARD}").click()


def test_a_vacant_seat_is_asked_for_decided_answered_and_filled(page: Page, place: str):
    be(page, place, COORDINATOR)
    to_membership(page)
    expect(main(page)).to_contain_text("Vacant for 4 months, since 18 July 2026")

    # Somebody asks to join: the terms give the chair 28 days.
    page.get_by_role("button", name="Record an expression of interest").click()
    page.get_by_label("Who wishes to join").fill(NEWCOMER)
    page.get_by_label("From which organisation").fill("Probation Service, Estuary")
    page.get_by_role("button", name="Record it").click()
    page.get_by_role("link", name=NEWCOMER).click()
    expect(main(page)).to_contain_text("The answer is owed by 30 December 2026.")
    page.get_by_text("How the day was worked out").click()
    expect(main(page)).to_contain_text("28 calendar days")

    # The chair decides, the answer goes, the seat is theirs.
    page.get_by_label("Accepted").check()
    choose(page.get_by_label("Who decided"), "Head of Service, Adult Social Care")
    page.get_by_label("Reason").fill("Probation has had nobody on the board since July.")
    page.get_by_role("button", name="Record the decision").click()
    page.get_by_role("button", name="Record the answer").click()
    choose(page.get_by_label("Seat"), "Domestic abuse lead, Probation")
    choose(page.get_by_label("They speak for"), "Probation Service, Estuary")
    page.get_by_role("button", name="Appoint them").click()
    expect(main(page)).to_contain_text(f"{NEWCOMER} holds it, since 2 December 2026.")
    to_membership(page)
    expect(main(page)).to_contain_text("Every place is held.")
    newcomer = page.get_by_role("listitem").filter(has_text=NEWCOMER)
    expect(newcomer.filter(has_text="Not signed")).to_be_visible()


def test_a_restricted_paper_is_seen_once_the_statement_is_signed(page: Page, place: str):
    member, item = "Associate director, Mental Health", "Beds on the ward"

    # A restriction lets them read an item, and they have not signed.
    be(page, place, COORDINATOR)
    part(page, "People")
    page.get_by_role("link", name="Restrictions", exact=True).click()
    page.get_by_role("button", name="Set a restriction").click()
    page.get_by_label("Name").fill("Beds")
    page.get_by_label("Why").fill("Prices of one provider.")
    page.get_by_text("People who may read, whatever their role").first.click()
    page.locator("input[name=allowed_people]").and_(page.get_by_label(member)).check()
    page.get_by_role("button", name="Set the restriction").click()
    to_meeting(page, "10 December 2026")
    page.get_by_role("button", name="Add an item").click()
    page.get_by_label("Title").fill(item)
    page.get_by_label("Minutes").fill("5")
    page.get_by_label("Named people only").check()
    page.get_by_label("Restriction").select_option(label="Beds")
    page.get_by_role("button", name="Add the item").click()
    expect(main(page)).to_contain_text(item)
    be(page, place, member)
    to_meeting(page, "10 December 2026")
    expect(main(page)).to_contain_text("Winter cover for safe accommodation")
    expect(main(page)).not_to_contain_text(item)

    # They sign.
    be(page, place, COORDINATOR)
    to_membership(page)
    page.get_by_role("listitem").filter(has_text=member).get_by_role("link").click()
    page.get_by_label("Signed on").fill("2 12 2026")
    page.get_by_role("button", name="Record that they signed").click()
    be(page, place, member)
    to_meeting(page, "10 December 2026")
    expect(main(page)).to_contain_text(item)


def test_a_chosen_name_stands_everywhere_and_only_the_coordinator_sees_the_other(page: Page, place: str):
    # Only the coordinator sees who it is and how to reach them.
    be(page, place, COORDINATOR)
    find_one(page, CHOSEN)
    page.get_by_role("button", name="The name they are shown by").click()
    expect(page.get_by_label("Their name")).to_have_value(NAME)
    expect(page.get_by_label("Safe times")).to_have_value("Weekday mornings")
    private = page.url

    # They come to a meeting, and advise.
    to_meeting(page, "12 November 2026")
    page.get_by_role("button", name="Open the room").click()
    page.get_by_role("button", name=f"Arrived {CHOSEN}").click()
    expect(page.get_by_role("button", name=f"Left {CHOSEN}")).to_be_visible()
    to_meeting(page, "12 November 2026")
    page.get_by_role("link", name="Write and read the minutes").click()
    expect(main(page)).to_contain_text(CHOSEN)
    page.get_by_role("link", name="The minutes as Word or PDF").click()
    page.get_by_label("Minutes as Word").check()
    page.get_by_role("button", name="Make the pack").click()
    link = page.get_by_role("link", name="Download", exact=False)
    expect(link).to_be_visible(timeout=30_000)
    with page.expect_download() as waiting:
        link.click()
    words = zipfile.ZipFile(io.BytesIO(Path(waiting.value.path()).read_bytes())).read("word/document.xml")
    assert CHOSEN in words.decode()
    assert NAME not in words.decode()

    # Nobody else finds the name on a page, and nobody else may open that one.
    be(page, place, "Chief executive, Harbour Light")
    for name in ("People", "Meetings"):
        part(page, name)
        expect(main(page)).not_to_contain_text(NAME)
    to_meeting(page, "12 November 2026")
    expect(main(page)).to_contain_text(CHOSEN)
    expect(main(page)).not_to_contain_text(NAME)
    page.goto(private)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your roles do not include this")


def test_the_membership_is_reviewed_step_by_step(page: Page, place: str):
    be(page, place, COORDINATOR)
    to_membership(page)
    expect(main(page)).to_contain_text("Overdue 50 days")
    page.get_by_role("button", name="Review the membership").click()
    for step in ("1. What there is", "2. What is missing", "3. What the chair is advised"):
        expect(page.get_by_role("heading", name=step)).to_be_visible()
    expect(main(page)).to_contain_text("Attendance by seat")
    page.get_by_label("Advice").fill("Ask survivors’ groups for two names by the spring.")
    page.get_by_role("button", name="Record the review").click()
    expect(main(page)).to_contain_text("The review of 2 December 2026 was recorded.")
    expect(main(page)).to_contain_text("Ask survivors’ groups for two names by the spring.")
    expect(main(page)).not_to_contain_text("Overdue 50 days")


def test_a_coordinator_hands_over_to_somebody_who_covers(page: Page, place: str):
    be(page, place, COORDINATOR)
    find_one(page, COVER)
    page.get_by_label("Role", exact=True).select_option(label=COORDINATOR)
    page.get_by_label("From", exact=True).fill("2 12 2026")
    page.get_by_role("button", name="Give the role").click()
    find_one(page, COORDINATOR)
    page.get_by_role("button", name="Hand over").click()
    expect(main(page)).to_contain_text("Send the scrutiny committee the report")
    choose(page.get_by_label("Who takes it on"), COVER)
    page.get_by_label("Why").fill("Away until May.")
    page.get_by_role("button", name="Hand it all over").click()
    expect(main(page)).not_to_contain_text("Send the scrutiny committee the report")

    # The cover runs the quarter from here.
    be(page, place, COVER)
    expect(main(page)).to_contain_text("Send the scrutiny committee the report")
    part(page, "Meetings")
    expect(page.get_by_role("button", name="Set a meeting").first).to_be_visible()


def test_whoever_leaves_loses_feed_and_pages_that_day(page: Page, place: str, browser: Browser):
    leaver = "Safer communities manager"
    theirs = browser.new_context().new_page()
    be(theirs, place, leaver)
    theirs.get_by_role("link", name="My messages and calendar").click()
    theirs.get_by_role("button", name="Make an address").click()
    feed = main(theirs).get_by_text(re.compile(r"^http.*\.ics$")).inner_text()
    feed = place + feed[feed.index("/calendar/") :]
    assert answer_of(feed) == 200

    be(page, place, COORDINATOR)
    find_one(page, leaver)
    page.get_by_role("button", name="They left").click()
    expect(main(page)).to_contain_text("What ends with it")
    page.get_by_label("The day they left").fill("2 12 2026")
    page.get_by_role("button", name="Record that they left").click()

    assert answer_of(feed) == 404
    theirs.reload()
    expect(theirs.get_by_role("heading", level=1)).to_have_text("Page not found")
    theirs.context.close()


def answer_of(address: str) -> int:
    """What an address answers to somebody who is not signed in."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as answer:
        answer.close()
        return answer.code
