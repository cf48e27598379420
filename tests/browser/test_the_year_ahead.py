"""The year ahead in the browser: its dates with a clash, what is planned, and what is carried on."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journeys import be, choose, main, move_on, part, to_meeting

pytestmark = pytest.mark.browser

COORDINATOR = "Partnership coordinator"
BOARD, OPERATIONAL = "Marlhaven Domestic Abuse Board", "Domestic Abuse Operational Group"
CLASH, DAY, NEXT_DAY = "10 June 2027", "10 December 2026", "11 March 2027"
PLANNED = "What the winter taught us"
CARRIED = "High-risk pathway and early help performance"


def to_forward_plan(page: Page) -> None:
    """Open the board's plan of the year ahead."""
    part(page, "Meetings")
    page.get_by_role("link", name=f"Forward plan of {BOARD}").click()


def set_a_meeting(page: Page, group: str, day: str) -> None:
    """Set a meeting of a group."""
    part(page, "Meetings")
    page.get_by_role("button", name="Set a meeting").first.click()
    page.get_by_label("Group").select_option(label=group)
    page.get_by_label("Day").fill(day)
    page.get_by_role("button", name="Set the meeting").click()
    expect(main(page)).to_contain_text(f"The meeting of {day} is set.")


def test_a_year_of_dates_shows_who_else_meets_and_is_set_in_one_go(page: Page, place: str):
    be(page, place, COORDINATOR)
    set_a_meeting(page, OPERATIONAL, CLASH)
    to_forward_plan(page)
    page.get_by_role("button", name="A year of dates").click()
    page.get_by_label("Year").select_option(label="2027 to 2028")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(main(page)).to_contain_text(OPERATIONAL)
    page.get_by_label("Day", exact=True).first.fill("17 June 2027")
    main(page).get_by_role("button", name="Set these meetings").click()

    expect(main(page)).to_contain_text("meetings are set")
    part(page, "Meetings")
    expect(main(page)).to_contain_text("17 June 2027")


def test_what_is_planned_and_what_was_not_reached_come_to_the_next_agenda(page: Page, place: str):
    be(page, place, COORDINATOR)
    set_a_meeting(page, BOARD, NEXT_DAY)
    to_forward_plan(page)
    page.get_by_label("What it is").fill(PLANNED)
    choose(page.get_by_label("When"), NEXT_DAY)
    page.get_by_role("button", name="Add it to the plan").click()
    expect(main(page).get_by_role("link", name=PLANNED)).to_be_visible()

    to_meeting(page, NEXT_DAY)
    page.get_by_role("button", name="Add standing items").click()
    expect(page.get_by_label(PLANNED)).to_be_checked()
    for one in page.get_by_role("checkbox").all():
        one.uncheck()
    page.get_by_label(PLANNED).check()
    page.get_by_role("button", name="Add to the agenda").click()
    expect(main(page)).to_contain_text(PLANNED)
    to_forward_plan(page)
    expect(main(page).get_by_role("listitem").filter(has_text=PLANNED)).to_contain_text("On the agenda")

    move_on(page, place, "11 December 2026")
    to_meeting(page, DAY)
    page.get_by_role("link", name="Carry what was not reached to the next meeting").click()
    expect(main(page)).to_contain_text(f"the agenda of {NEXT_DAY}")
    for one in page.get_by_role("checkbox").all():
        one.uncheck()
    page.get_by_label(CARRIED).check()
    page.get_by_role("button", name="Carry them on").click()

    expect(main(page)).to_contain_text(f"1 item is on the agenda of {NEXT_DAY}")
    to_meeting(page, NEXT_DAY)
    expect(main(page)).to_contain_text(CARRIED)
