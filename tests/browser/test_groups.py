"""How groups stand to one another: one made for a question, reports, questions, an agency renamed."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journeys import be, choose, main, part, to_meeting

pytestmark = pytest.mark.browser

COORDINATOR = "Partnership coordinator"
BOARD = "Marlhaven Domestic Abuse Board"
GROUP, ASKED = "Winter transport group", "How does somebody reach a refuge after the last bus?"


def test_a_group_is_made_for_a_question_and_reports(page: Page, place: str):
    be(page, place, COORDINATOR)
    part(page, "Structure")
    page.get_by_role("button", name="Add a group").click()
    page.get_by_label("Name").fill(GROUP)
    page.get_by_label("Task and finish group", exact=True).check()
    page.get_by_label("Stands under").select_option(label=BOARD)
    page.get_by_label("The question it is to answer").fill(ASKED)
    page.get_by_label("The day it is to end by").fill("31 March 2027")
    page.get_by_role("button", name="Add the group").click()

    # What it owes the board is drawn, and owed.
    part(page, "Structure")
    page.get_by_role("button", name="Draw a reporting line").click()
    page.get_by_label("Who reports").select_option(label=GROUP)
    page.get_by_label("To whom").select_option(label=BOARD)
    page.get_by_label("What is reported").fill("Where the buses do not go")
    page.get_by_label("At each meeting of the group it is made to").check()
    page.get_by_role("button", name="Draw the line").click()
    part(page, "Structure")
    row = page.get_by_role("row", name=re.compile("^Where the buses do not go"))
    expect(row).to_contain_text("By 10 December")
    expect(row).to_contain_text(f"{GROUP} to {BOARD}")

    # The chart has it, and says the same in words.
    chart = page.get_by_role("region", name="Structure chart")
    expect(chart).to_contain_text("Winter transport")
    expect(chart.locator("desc")).to_contain_text(f"Is to answer: {ASKED}")
    expect(main(page).get_by_role("listitem").filter(has_text=GROUP).first).to_contain_text(ASKED)

    # The report is made: owed no longer.
    row.get_by_role("link").click()
    choose(page.get_by_label("Which report"), "10 December 2026")
    page.get_by_role("button", name="Record the report").click()
    part(page, "Structure")
    expect(row).not_to_contain_text("By 10 December")


def test_a_question_is_referred_and_answered_by_an_agency(page: Page, place: str):
    words = "How many households wait in a hotel, and for how long?"
    be(page, place, COORDINATOR)
    part(page, "Structure")
    page.get_by_role("link", name="Questions referred, and their answers").click()
    page.get_by_role("button", name="Put a question").click()
    page.get_by_label("Who asks").select_option(label=BOARD)
    choose(page.get_by_label("To whom"), "Housing, Marlhaven City Council")
    page.get_by_label("The question").fill(words)
    page.get_by_label("Answer wanted by").fill("9 December 2026")
    page.get_by_role("button", name="Put the question").click()
    expect(main(page)).to_contain_text("9 December 2026")

    be(page, place, "Head of Service, Housing")
    page.locator("#questions").get_by_role("link", name=words).click()
    page.get_by_label("The answer").fill("Eleven, the longest since September.")
    page.get_by_role("button", name="Record the answer").click()
    expect(page.locator("#answer-given")).to_contain_text("Eleven, the longest since September.")
    part(page, "My work")
    expect(main(page)).not_to_contain_text(words)


def test_the_survivors_panel_asks_and_sees_what_was_answered(page: Page, place: str):
    words = "How long is it from a call until somebody is told what will happen next"
    be(page, place, "Inspector, domestic abuse and safeguarding")
    page.locator("#questions").get_by_role("link", name=words).click()
    expect(main(page)).to_contain_text("Survivors’ panel to Estuary Constabulary")
    page.get_by_label("The answer").fill("Two days; a sergeant checks each morning.")
    page.get_by_role("button", name="Record the answer").click()

    # Whoever supports the panel sees it, and puts the next.
    be(page, place, "Service manager, Safe Mooring Advocacy")
    part(page, "Structure")
    page.get_by_role("link", name="Questions referred, and their answers").click()
    page.get_by_role("link", name=words).click()
    expect(main(page)).to_contain_text("Two days; a sergeant checks each morning.")
    page.get_by_role("link", name="Questions referred", exact=True).click()
    page.get_by_role("button", name="Put a question").click()
    page.get_by_label("Who asks").select_option(label="Survivors’ panel")
    choose(page.get_by_label("To whom"), "Estuary Constabulary")
    page.get_by_label("The question").fill("Who tells them at the weekend?")
    page.get_by_role("button", name="Put the question").click()
    expect(main(page)).to_contain_text("Survivors’ panel to Estuary Constabulary")


def test_an_agency_renamed_keeps_its_name_of_then(page: Page, place: str):
    then, now = "Breakwater", "Breakwater and Lighthouse"
    be(page, place, COORDINATOR)
    part(page, "People")
    page.get_by_role("link", name=then, exact=True).click()
    page.get_by_label("New name").fill(now)
    page.get_by_label("From", exact=True).first.fill("1 December 2026")
    page.get_by_role("button", name="Keep the new name").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(now))
    expect(main(page)).to_contain_text("until 30 November 2026", ignore_case=True)
    part(page, "People")
    expect(page.get_by_role("link", name=now, exact=True)).to_be_visible()
    to_meeting(page, "12 November 2026")
    page.get_by_role("link", name="Sign-in sheet, to print").click()
    theirs = page.get_by_role("row", name=re.compile("^Service director"))
    expect(theirs).to_contain_text(then)
    expect(theirs).not_to_contain_text("Lighthouse")
