"""Steps that several journeys take."""

from playwright.sync_api import Page, expect


def be(page: Page, address: str, name: str, place: str = "Marlhaven") -> None:
    """Become a demonstration person with one press."""
    page.goto(address)
    section = page.locator("section", has=page.get_by_role("heading", name=place, exact=False)).first
    section.get_by_role("button", name=name).first.click()
    expect(page.get_by_role("navigation").first).to_be_visible()


def part(page: Page, name: str) -> None:
    """Go to a part of the partnership."""
    page.get_by_role("navigation").get_by_role("link", name=name, exact=True).first.click()
