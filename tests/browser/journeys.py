"""Steps that several journeys take."""

import re

from playwright.sync_api import Page, expect


def be(page: Page, address: str, name: str, place: str = "Marlhaven") -> None:
    """Become a demonstration person of a place with one press, whoever one was before."""
    page.goto(f"{address}/?somebody-else")
    page.get_by_role("button", name=re.compile(rf"^Be them ?: {re.escape(name)}, {place}")).first.click()
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
