"""Steps that several journeys take."""

import re

from playwright.sync_api import Locator, Page, expect


def be(page: Page, address: str, name: str, place: str = "Marlhaven") -> None:
    """Become a demonstration person of a place with one press, whoever one was before."""
    page.goto(f"{address}/?somebody-else")
    whom = re.compile(rf"^Be them ?: {re.escape(name)}, {place}")
    button = page.get_by_role("button", name=whom, include_hidden=True).first
    if not button.is_visible():
        page.locator("details", has=button).locator("summary").click()
    button.click()
    expect(page.get_by_role("navigation").first).to_be_visible()


def part(page: Page, name: str) -> None:
    """Go to a part of the partnership."""
    page.get_by_role("navigation").get_by_role("link", name=name, exact=True).first.click()


def move_on(page: Page, address: str, day: str) -> None:
    """Let it be a later day in the demonstration, and come back to one's own work."""
    page.goto(f"{address}/?somebody-else")
    page.get_by_label("Move on to").fill(day)
    page.get_by_role("button", name="Move on").click()
    expect(page.get_by_role("main")).to_contain_text("In the demonstration it is now")
    page.goto(address)


def main(page: Page) -> Locator:
    """What the page is about."""
    return page.get_by_role("main")


def to_meeting(page: Page, day: str) -> None:
    """Open a meeting from the list."""
    part(page, "Meetings")
    main(page).get_by_role("link", name=day).first.click()


def choose(field: Locator, words: str) -> None:
    """Take the first choice of a list that has these words."""
    choices = field.locator("option").all_inner_texts()
    field.select_option(next(one for one in choices if words in one))


def circulate_late(page: Page, *, chair: str, agreed_on: str) -> None:
    """Send out the papers of the meeting that is open, late and with the chair's waiver."""
    waiver = page.locator("#waiver")
    choose(waiver.get_by_label("Agreed by"), chair)
    waiver.get_by_label("Agreed on").fill(agreed_on)
    page.get_by_label("Why the papers are late").fill("The figures came in on the last day.")
    page.get_by_label("I have read what goes out and to whom").check()
    page.get_by_role("button", name="Circulate with the waiver").click()


def find_one(page: Page, name: str) -> None:
    """Open somebody's page from the list of people."""
    part(page, "People")
    agencies = main(page).get_by_role("table", name="Agencies, and the people who speak for each")
    agencies.get_by_role("link", name=name, exact=True).click()
