"""Papers from the asking to the day: late, replaced, withdrawn, on paper, passed on, by email, tabled."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.journeys import be, choose, circulate_late, main, move_on, part, to_meeting

pytestmark = pytest.mark.browser

COORDINATOR, HOUSING = "Partnership coordinator", "Head of Service, Housing"
CHAIR = "Head of Service, Adult Social Care"
DAY = "10 December 2026"
REPORT = "Operational group: September to November"
ADVOCATES = "Advocates: what we tried and what we ask"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A paper in plain text."""
    path = tmp_path / "paper.txt"
    path.write_text("What each agency keeps open.\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def sent(browser: Browser, place: str) -> str:
    """The place once its papers went out and the pack is issued."""
    page = browser.new_context().new_page()
    be(page, place, COORDINATOR)
    to_meeting(page, DAY)
    circulate_late(page, chair=CHAIR, agreed_on="2 12 2026")
    main(page).get_by_role("link", name="Make, issue and read packs").first.click()
    make_and_issue(page, "Partnership edition")
    page.context.close()
    return place


def make_and_issue(page: Page, edition: str) -> None:
    """Make an edition of the pack on the page of packs, and issue it."""
    page.get_by_label(edition).check()
    page.get_by_role("button", name="Make the pack").click()
    row = page.get_by_role("row").filter(has_text=edition)
    expect(row.get_by_role("link", name="Download", exact=False)).to_be_visible(timeout=30_000)
    row.get_by_label("I have read it", exact=False).check()
    row.get_by_role("button", name="Issue", exact=True).click()
    expect(row).to_contain_text("Fingerprint")


def test_a_paper_that_was_asked_for_comes_late_with_its_cover_sheet(page: Page, place: str, file: Path):
    # Somebody is asked, and is told in their own work.
    be(page, place, COORDINATOR)
    to_meeting(page, DAY)
    page.get_by_role("link", name="Ask for papers, and see what is late").click()
    page.get_by_label("What it is about").fill("Beds kept open over the holiday")
    page.get_by_label("Designated lead for abuse, Integrated Care Board").check()
    page.get_by_label("Needed by").fill("3 12 2026")
    page.get_by_role("button", name="Ask for the paper").click()
    late = page.get_by_role("table", name="Papers that came late or have not come")
    expect(late.get_by_role("row", name=re.compile("^Winter cover"))).to_contain_text("4 working days late")
    be(page, place, "Designated lead for abuse, Integrated Care Board")
    expect(page.get_by_role("listitem").filter(has_text="Beds kept open over the holiday")).to_be_visible()

    # Another brings the one that is late, with what the board is to do and what it costs.
    be(page, place, HOUSING)
    page.get_by_role("link", name="Winter cover, 24 December to 4 January").click()
    expect(page.get_by_label("Title")).to_have_value("Winter cover, 24 December to 4 January")
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_label("What the board is asked to do").fill("Agree what stays open.")
    page.get_by_text("The rest of the cover sheet (optional)").click()
    page.get_by_label("What it costs, and who pays").fill("£4,000, from the housing reserve.")
    page.get_by_role("button", name="Add the paper").click()
    item = main(page).get_by_role("row", name=re.compile("Winter cover for safe accommodation"))
    expect(item).to_contain_text("late", ignore_case=True)
    item.get_by_role("link", name=re.compile("^Cover sheet")).click()
    expect(main(page)).to_contain_text("£4,000, from the housing reserve.")


def test_what_changed_since_it_was_printed_is_on_one_page(page: Page, sent: str, file: Path):
    be(page, sent, COORDINATOR)
    to_meeting(page, DAY)
    report = main(page).get_by_role("row", name=re.compile("Operational group report"))
    report.get_by_role("link", name=re.compile("^Cover sheet")).click()
    page.get_by_role("button", name="Replace it by a new version").click()
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Put it in the place of the last").click()
    to_meeting(page, DAY)
    advocates = main(page).get_by_role("row", name=re.compile("Filling the advocates’ posts"))
    advocates.get_by_role("link", name=re.compile("^Cover sheet")).click()
    page.get_by_role("button", name="Withdraw it").click()
    page.get_by_role("button", name="Withdraw the paper").click()
    to_meeting(page, DAY)
    page.get_by_role("button", name="Add an item").first.click()
    page.get_by_label("Title").fill("The burst pipe at the refuge")
    page.get_by_label("Why it could not wait").fill("It happened on Tuesday.")
    page.get_by_label("The chair agreed to take it").check()
    page.get_by_label("Minutes").fill("5")
    page.get_by_role("button", name="Add the item").click()
    expect(main(page)).to_contain_text("It happened on Tuesday.")

    # Whoever printed the pack sees the three at once, and is told of them once.
    be(page, sent, HOUSING)
    to_meeting(page, DAY)
    page.get_by_role("link", name="What changed since you printed").click()
    expect(page.get_by_role("row", name=re.compile("burst pipe"))).to_contain_text("New")
    expect(page.get_by_role("row", name=re.compile(REPORT))).to_contain_text("New version")
    expect(page.get_by_role("row", name=re.compile(re.escape(ADVOCATES)))).to_contain_text("Gone")
    be(page, sent, COORDINATOR)
    to_meeting(page, DAY)
    page.get_by_role("link", name=re.compile("^Send a supplement")).click()
    expect(page.locator("#supplement")).to_contain_text("The burst pipe at the refuge")
    if page.get_by_label("Why it is late").count():
        choose(page.get_by_label("Agreed by"), CHAIR)
        page.get_by_label("Agreed on").fill("2 12 2026")
        page.get_by_label("Why it is late").fill("It happened on Tuesday.")
    page.get_by_label("I have read what goes out and to whom").check()
    page.get_by_role("button", name=re.compile("^Send the supplement")).click()
    expect(main(page)).to_contain_text("what waits to go by hand holds all of it")


def test_an_agency_confirms_what_it_passed_on(page: Page, sent: str):
    be(page, sent, HOUSING)
    page.get_by_role("listitem").filter(has_text="To confirm").get_by_role("link").first.click()
    page.get_by_label("To whom").fill("Team leaders and the duty desk")
    page.get_by_role("button", name="Confirm", exact=True).click()
    be(page, sent, COORDINATOR)
    to_meeting(page, DAY)
    page.get_by_role("link", name="What each agency passed on to its own people").click()
    table = page.get_by_role("table", name="Agencies and the papers they passed on")
    expect(table.get_by_role("row", name=re.compile("^Housing"))).to_contain_text("Team leaders")
    expect(table.get_by_role("row", name=re.compile("^Breakwater|^Harbour"))).to_contain_text("Not confirmed")


def test_a_closed_meeting_is_called_and_its_numbered_copies_go_out_and_come_back(page: Page, place: str):
    # A restriction names who may read; the meeting called for a reason names it.
    be(page, place, COORDINATOR)
    part(page, "People")
    page.get_by_role("link", name="Restrictions", exact=True).click()
    page.get_by_role("button", name="Set a restriction").click()
    page.get_by_label("Name").fill("The refuge’s closing")
    page.get_by_label("Why").fill("Staff have not been told.")
    page.get_by_text("People who may read, whatever their role").first.click()
    for reader in (COORDINATOR, CHAIR, HOUSING):
        page.locator("input[name=allowed_people]").and_(page.get_by_label(reader, exact=True)).check()
    page.get_by_role("button", name="Set the restriction").click()
    part(page, "Meetings")
    page.get_by_role("button", name="Call an extraordinary one").click()
    page.get_by_label("Group").select_option(label="Marlhaven Domestic Abuse Board")
    page.get_by_label("Why it is called").fill("The refuge is closed until the new year.")
    page.get_by_label("Day").fill("7 12 2026")
    page.get_by_label("Begins at").fill("4pm")
    page.get_by_label("Length in minutes").fill("30")
    page.get_by_label("Named people only").check()
    page.get_by_role("button", name="Call the meeting").click()
    expect(main(page)).to_contain_text("Why it was called: The refuge is closed until the new year.")
    page.get_by_role("link", name="Set who sees this meeting").click()
    page.get_by_role("radio", name="The refuge’s closing").check()
    page.get_by_role("button", name="Set who sees it").click()

    # Its pack goes out on paper, each copy by its number.
    to_meeting(page, "7 December 2026")
    page.get_by_role("link", name="Sign-in sheet, to print").click()
    expect(page.get_by_role("row", name=re.compile(f"^{CHAIR}"))).to_be_visible()
    to_meeting(page, "7 December 2026")
    main(page).get_by_role("link", name="Make, issue and read packs").click()
    make_and_issue(page, "Restricted edition")
    page.get_by_role("link", name="Numbered copies").click()
    for number, reader in ((1, CHAIR), (2, HOUSING)):
        expect(page.get_by_label("Number written on the copy")).to_have_value(str(number))
        choose(page.get_by_label("Goes to"), reader)
        page.get_by_role("button", name="Hand out the copy").click()
    page.get_by_role("button", name=re.compile("^It is back ?: copy 1")).click()
    out, back = (page.get_by_role("table", name=name) for name in ("that are out", "that came back"))
    expect(out).to_contain_text("Copy 2")
    expect(out).not_to_contain_text("Copy 1")
    expect(back).to_contain_text("Copy 1")

    # Whoever is not named finds no such meeting.
    be(page, place, "Chief executive, Harbour Light")
    part(page, "Meetings")
    expect(main(page)).not_to_contain_text("7 December 2026")


def test_members_are_asked_by_email_and_their_answers_are_advice(page: Page, place: str):
    question = "May the winter money go to hotel rooms?"
    be(page, place, COORDINATOR)
    part(page, "Meetings")
    page.get_by_role("button", name="Ask members by email").click()
    page.get_by_label("Group").select_option(label="Marlhaven Domestic Abuse Board")
    page.get_by_label("The question").fill(question)
    page.get_by_label("Why it cannot wait").fill("The rooms are held until Friday.")
    page.get_by_label("It closes on").fill("4 12 2026")
    page.get_by_role("button", name="Make the question ready").click()
    expect(page.get_by_role("heading", name="The question", exact=True)).to_be_visible()
    asked = page.url
    page.get_by_label("I have read to whom the question goes").check()
    page.get_by_role("button", name="Send the question", exact=True).click()
    expect(main(page)).to_contain_text("The question is recorded as circulated to 21 members")

    move_on(page, place, "7 12 2026")
    page.goto(asked)
    page.get_by_role("link", name="Write and read the answers").click()
    page.get_by_role("link", name=f"advice of {question}").click()
    page.get_by_label("The advice that was given").fill("Yes, until 4 January.")
    page.get_by_label("Given to").fill("Head of Service, Housing")
    page.get_by_role("button", name="Write it", exact=True).click()
    expect(main(page)).to_contain_text("Yes, until 4 January.")


def test_a_paper_is_tabled_on_the_day(page: Page, place: str, file: Path):
    be(page, place, COORDINATOR)
    move_on(page, place, DAY)
    to_meeting(page, DAY)
    page.get_by_role("button", name="Add a paper").click()
    page.get_by_label("Title").fill("Beds tonight")
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_label("What the board is asked to do").fill("Note it.")
    page.get_by_label("It is tabled").check()
    page.get_by_role("button", name="Add the paper").click()
    expect(main(page)).to_contain_text("Tabled on the day")
