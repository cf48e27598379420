"""The next terms begun from the last: a clause changed, compared, adopted, and what judges a meeting."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journeys import be, main, part, to_meeting

pytestmark = pytest.mark.browser
LAST, NEXT = "Terms of reference, October 2021", "Terms of January 2027"
TEN_DAYS = "The agenda and papers go to members ten working days ahead."


def test_a_clause_is_changed_and_each_meeting_stays_judged_by_the_terms_of_its_day(page: Page, place: str):
    # There is a meeting before the new terms, whose papers are late, and one after.
    be(page, place, "Partnership coordinator")
    part(page, "Meetings")
    page.get_by_role("button", name="Set a meeting").click()
    page.get_by_label("Group").select_option(label="Marlhaven Domestic Abuse Board")
    page.get_by_label("Day").fill("11 March 2027")
    page.get_by_label("Begins at").fill("10am")
    page.get_by_role("button", name="Set the meeting").click()

    # She begins from the last version, and changes one clause.
    part(page, "Terms")
    page.get_by_role("link", name="Draft its next terms").first.click()
    expect(page.get_by_label("The last version")).to_be_checked()
    page.get_by_role("button", name="Begin", exact=True).click()
    clause = page.locator("#clauses").get_by_role("row", name=re.compile("^Papers to members"))
    clause.get_by_role("link", name=re.compile("^Change")).click()
    page.get_by_label("What the terms say").fill(TEN_DAYS)
    page.get_by_label("How it is read").fill("The tenth working day before is the last.")
    page.get_by_label("How long before or after").fill("10 working days before")
    page.get_by_role("button", name="Keep it in the draft").click()

    # Old and new stand side by side.
    compared = page.locator("#compared")
    expect(compared.get_by_role("row")).to_have_count(2)
    expect(compared).to_contain_text("The agenda and papers go to members seven working days ahead.")
    expect(compared).to_contain_text(TEN_DAYS)
    expect(compared).to_contain_text("stay as they were.")

    # The first day decides which meeting is judged by them.
    page.get_by_role("link", name="Change its name and dates").click()
    page.get_by_label("What this version is called").fill(NEXT)
    page.get_by_label("In force from").fill("1 1 2027")
    page.get_by_role("button", name="Keep it in the draft").click()
    moved = page.locator("#moved")
    expect(moved).to_contain_text("Meeting of Thursday 11 March 2027")
    expect(moved).not_to_contain_text("10 December")
    page.get_by_role("button", name="Adopt these terms").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(NEXT)

    # Until that day the last are in force; each meeting says by which it is judged.
    part(page, "Terms")
    expect(main(page).get_by_role("listitem").filter(has_text=LAST).first).to_contain_text("In force")
    to_meeting(page, "10 December 2026")
    expect(main(page)).to_contain_text(f"From the terms in force that day: {LAST}.")
    expect(main(page)).to_contain_text("7 working days before")
    to_meeting(page, "11 March 2027")
    expect(main(page)).to_contain_text(f"From the terms in force that day: {NEXT}.")
    expect(main(page)).to_contain_text("10 working days before")
    expect(main(page)).to_contain_text(f"The terms change before this meeting. It is judged by {NEXT}")
