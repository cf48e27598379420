"""What a meeting leaves to be done, and how agencies do it: actions, attendance, challenge, risk, answers."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journeys import be, choose, main, part, to_meeting

pytestmark = pytest.mark.browser

COORDINATOR = "Partnership coordinator"
BOARD, OPERATIONAL = "Marlhaven Domestic Abuse Board", "Domestic Abuse Operational Group"
STRATEGY = "Marlhaven Without Fear: domestic and sexual abuse strategy 2023 to 2027"
HELD = "12 November 2026"


def of_the_board(page: Page, name: str) -> None:
    """Follow a link from the board's own page."""
    part(page, "Board")
    main(page).get_by_role("link", name=name).first.click()


def to_assessment(page: Page) -> None:
    """Open the self-assessment of the year."""
    of_the_board(page, "Engagement")
    page.get_by_role("link", name="What agencies say of themselves, year by year").click()
    page.get_by_role("link", name="2026 to 2027").click()


def test_an_action_is_due_from_somebody_carried_and_moved_into_a_plan(page: Page, place: str):
    action, lead = "Ask the bus company for night tickets", "Homelessness prevention manager"
    be(page, place, COORDINATOR)
    to_meeting(page, HELD)
    page.get_by_role("link", name="Write and read the minutes").click()
    minutes = page.url
    page.get_by_role("link", name="action of Cases that wait longest").click()
    page.get_by_label("What is to be done").fill(action)
    choose(page.get_by_label("Who is to do it"), lead)
    page.get_by_label("By when", exact=False).fill("18 December 2026")
    page.get_by_role("button", name="Write it", exact=True).click()

    # It is due from them, beside what the plans ask of them, and stands at the next meeting.
    be(page, place, lead)
    expect(main(page)).to_contain_text(action)
    expect(main(page)).to_contain_text("Due by 18 December 2026")
    be(page, place, COORDINATOR)
    part(page, "Meetings")
    page.get_by_role("link", name=f"Set the next meeting of {OPERATIONAL}").click()
    page.get_by_label("Day").fill("14 January 2027")
    page.get_by_label("Begins at").fill("1:30pm")
    page.get_by_label("Length in minutes").fill("90")
    page.get_by_role("button", name="Set the meeting").click()
    arising = page.locator("#arising")
    expect(arising).to_contain_text(action)
    expect(arising).to_contain_text("Bring the seven cases that wait for housing to one meeting")

    # What was not reached is carried on to it.
    to_meeting(page, HELD)
    page.get_by_role("link", name="Carry what was not reached to the next meeting").click()
    page.get_by_label("Cases that wait longest").check()
    page.get_by_role("button", name="Carry them on").click()
    to_meeting(page, "14 January 2027")
    expect(page.locator("#agenda")).to_contain_text("Cases that wait longest")

    # It becomes part of the strategy without being typed again.
    page.goto(minutes)
    page.get_by_role("link", name=re.compile(f"^Move into a plan ?: {action}")).click()
    page.get_by_label("The plan it goes into").select_option(label=STRATEGY)
    page.get_by_role("button", name="Go on").click()
    choose(page.get_by_label("Under"), "Help comes sooner")
    page.get_by_role("button", name="Move it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(action)
    page.locator("nav, .q-trail").get_by_role("link", name=STRATEGY).first.click()
    expect(main(page)).to_contain_text(action)
    be(page, place, lead)
    expect(main(page)).to_contain_text(action)


def test_attendance_is_the_grid_people_know_and_engagement_gives_the_words_to_raise_it(
    page: Page, place: str
):
    be(page, place, COORDINATOR)
    to_meeting(page, "10 December 2026")
    page.get_by_role("link", name="Attendance so far").click()
    people = page.get_by_role("table", name="Attendance of people")
    police = people.get_by_role("row", name=re.compile("^Chief Superintendent"))
    expect(police).to_contain_text("DX")
    expect(people.get_by_role("row", name=re.compile("^Associate director"))).to_contain_text("Not yet")
    of_the_board(page, "Engagement")
    page.get_by_role("link", name="Marlhaven University Hospital Trust").click()
    expect(page.get_by_label("Words to copy")).to_have_value(re.compile("came to one; nobody came"))


def test_a_challenge_is_made_answered_and_judged(page: Page, place: str):
    words = "Say by when every ward has the referral form."
    be(page, place, COORDINATOR)
    of_the_board(page, "Challenges whose answer is overdue")
    page.get_by_role("button", name="Challenge an agency").click()
    choose(page.get_by_label("Agency"), "Marlhaven Community Health Trust")
    page.get_by_label("What it is challenged on").fill(words)
    page.get_by_role("button", name="Record the challenge").click()
    expect(main(page)).to_contain_text(words)
    made = page.url

    be(page, place, "Domestic abuse lead, Community Health")
    page.get_by_role("link", name="Answer the challenge to Marlhaven Community Health Trust").click()
    page.get_by_label("The answer").fill("By the end of January, ward by ward.")
    page.get_by_role("button", name="Send the answer").click()
    expect(main(page)).to_contain_text("By the end of January, ward by ward.")

    be(page, place, COORDINATOR)
    page.goto(made)
    page.get_by_label("Put right", exact=True).check()
    page.get_by_label("This closes the challenge").check()
    page.get_by_role("button", name="Record what came of it").click()
    expect(main(page)).to_contain_text("Closed")


def test_a_risk_is_added_and_its_owner_told(page: Page, place: str):
    risk = "The night shelter closes in March"
    be(page, place, COORDINATOR)
    of_the_board(page, "The register of risks")
    page.get_by_role("button", name="Add a risk").click()
    page.get_by_label("What could happen").fill(risk)
    page.get_by_label("What it would mean").fill("Nobody can be placed after ten at night.")
    choose(page.get_by_label("Who owns it"), "Head of Service, Housing")
    page.get_by_role("radio", name="4 Likely").check()
    page.get_by_role("radio", name="4 Serious").check()
    page.get_by_label("Next review by").fill("9 12 2026")
    page.get_by_role("button", name="Add the risk").click()
    expect(main(page)).to_contain_text("Very high, 16")
    be(page, place, "Head of Service, Housing")
    expect(main(page)).to_contain_text(risk)


def test_an_agency_answers_its_self_assessment_and_the_records_stand_beside(page: Page, place: str):
    agency = "Tidewater Drug and Alcohol Recovery"
    be(page, place, "Senior manager, Tidewater Recovery")
    page.get_by_role("listitem").filter(has_text="4 December 2026").get_by_role("link").first.click()
    page.get_by_role("button", name=f"Answer for {agency}").click()
    for mark in page.locator("select[name^=mark-]").all():
        mark.select_option("met")
    page.get_by_role("button", name="Keep the answers").click()
    be(page, place, COORDINATOR)
    to_assessment(page)
    row = page.locator("#matrix").get_by_role("row", name=re.compile(f"^{agency}"))
    expect(row).to_contain_text("Met")
    page.get_by_role("button", name="Close it and show the result").click()
    be(page, place, "Senior manager, Tidewater Recovery")
    to_assessment(page)
    expect(page.locator("#differences")).to_contain_text("the records show")
