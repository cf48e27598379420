"""Without a mouse: a plan is found, narrowed and updated by Tab, Enter, Space and the arrows alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keyboard import Keyboard

pytestmark = pytest.mark.browser

PLAN = "Domestic abuse scrutiny inquiry: recommendations"


def test_the_coordinator_records_an_update_without_a_mouse(page: Page, demonstration: str):
    page.goto(demonstration)
    keys = Keyboard(page)

    # The first stop leads past the header; the next is then the first thing of the page itself.
    keys.arrive()
    skip = keys.tab()
    assert skip is not None
    assert skip.name == "Skip to main content"
    keys.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    first = keys.tab()
    assert first is not None
    assert first.in_main

    # She becomes the coordinator, and goes to the plan.
    assert "Partnership coordinator" in first.name
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("My work")
    keys.walk_round()
    keys.to("Plans")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Plans")
    keys.walk_round()
    keys.to(f"Open {PLAN}")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(PLAN)
    rows = page.locator("table.q-table tbody tr").count()

    # She narrows it: the arrows move within a group of choices, Space presses the button.
    keys.walk_round()
    keys.to("Any", legend="Standing")
    keys.press("ArrowDown")
    chosen = keys.focused()
    assert chosen is not None
    assert chosen.name.startswith("Off track")
    keys.to("Show")
    keys.press("Space")
    expect(page.get_by_role("link", name="Remove Off track")).to_be_visible()
    assert 0 < page.locator("table.q-table tbody tr").count() < rows

    # She opens an entry, and sends the form with a day that there is not.
    keys.walk_round()
    keys.to(page.locator("table.q-table tbody th a").first.inner_text())
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Record an update")).to_be_visible()
    keys.walk_round()
    keys.to("What has been done")
    keys.write("The three agencies met and agreed one form.")
    keys.to("The date it speaks for")
    keys.write("31 February 2026")
    keys.to("Record the update")
    keys.press("Enter")

    # The focus is on what is wrong, and its link leads to the field.
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    keys.arrive()
    link = keys.tab()
    assert link is not None
    keys.press("Enter")
    field = keys.focused()
    assert field is not None
    assert (field.tag, f"#{field.id}") == ("INPUT", link.href)
    assert field.is_seen
    expect(page.get_by_label("What has been done")).to_have_value(re.compile("agreed one form"))

    # She mends it and saves; the focus is on what was done, and the way up is the stop before.
    keys.write("1 December 2026")
    keys.to("Record the update")
    keys.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("The update was recorded.")
    expect(page.get_by_role("main")).to_contain_text("agreed one form")
    expect(page.locator(".govuk-notification-banner")).to_be_focused()
    keys.arrive()
    keys.press("Shift+Tab")
    up = keys.focused()
    assert up is not None
    assert up.name == PLAN
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(PLAN)

    assert keys.faults == [], "\n".join(keys.faults)
