"""What minutes hold beside decisions, in the browser: dissent, an annex, urgent business, an amendment."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journeys import be, choose, circulate_late, find_one, main, move_on, to_meeting

pytestmark = pytest.mark.browser

COORDINATOR, CHAIR = "Partnership coordinator", "Head of Service, Adult Social Care"
PAST, DAY = "10 September 2026", "10 December 2026"
URGENT = "A refuge without heating"


def to_minutes(page: Page, day: str) -> None:
    """Open the minutes of a meeting."""
    to_meeting(page, day)
    main(page).get_by_role("link", name=re.compile("^(Write and read the|The) minutes$")).click()


def test_an_approved_minute_is_amended_and_keeps_what_it_said(page: Page, place: str):
    be(page, place, COORDINATOR)
    to_minutes(page, PAST)
    page.get_by_role("link", name="Amend").first.click()
    said = page.get_by_label("What it should say").input_value()
    page.get_by_label("What it should say").fill("The chair said that the seat had stood empty since May.")
    page.get_by_label("Why it is amended").fill("The month was wrong.")
    page.get_by_role("button", name="Record the amendment").click()

    expect(main(page)).to_contain_text("The chair said that the seat had stood empty since May.")
    expect(main(page)).to_contain_text(said)
    expect(main(page)).to_contain_text("The month was wrong.")


def test_urgent_business_is_minuted_with_a_dissent_and_the_annex_is_for_those_who_see_it(
    page: Page, place: str
):
    be(page, place, COORDINATOR)
    to_meeting(page, DAY)
    circulate_late(page, chair=CHAIR, agreed_on="2 12 2026")

    page.get_by_role("button", name="Add an item").first.click()
    page.get_by_label("Title").fill(URGENT)
    page.get_by_label("Why it could not wait").fill("The boiler failed last night.")
    page.get_by_label("The chair agreed to take it").check()
    page.get_by_label("To decide").check()
    page.get_by_role("button", name="Add the item").click()
    expect(main(page)).to_contain_text("The boiler failed last night.")

    move_on(page, place, DAY)
    to_minutes(page, DAY)
    page.get_by_role("link", name=f"decision of {URGENT}").click()
    page.get_by_label("What was decided").fill("The families move to a hotel tonight.")
    page.get_by_role("button", name="Write it", exact=True).click()
    page.get_by_role("link", name=f"dissent of {URGENT}").click()
    page.get_by_label("Who dissented, and from what").fill("Housing would have kept them where they are.")
    page.get_by_role("button", name="Write it", exact=True).click()
    annex = page.locator("#annex")
    annex.get_by_role("link", name="discussion of", exact=False).first.click()
    page.get_by_label("What was discussed").fill("Which bidders asked for longer.")
    page.get_by_role("button", name="Write it", exact=True).click()
    expect(annex).to_contain_text("Which bidders asked for longer.")

    be(page, place, CHAIR)
    to_minutes(page, DAY)
    expect(main(page)).to_contain_text("Housing would have kept them where they are.")
    be(page, place, "Safer communities manager")
    to_minutes(page, DAY)
    expect(main(page)).not_to_contain_text("Which bidders asked for longer.")
    expect(main(page)).not_to_contain_text("Restricted annex")


def test_an_agency_that_became_part_of_another_counts_as_one_with_it(page: Page, place: str):
    be(page, place, COORDINATOR)
    find_one(page, "Breakwater")
    choose(page.get_by_label("Which it became part of"), "Harbour Light")
    page.locator("#merge").get_by_role("textbox", name="From").fill("1 December 2026")
    page.get_by_role("button", name="Record that they are one").click()

    expect(main(page)).not_to_contain_text("Record that they are one")
    find_one(page, "Harbour Light")
    expect(main(page)).to_contain_text("What became part of it")
    expect(main(page).get_by_role("link", name="Breakwater").first).to_be_visible()
