"""A quarter of an hour at the laptop in the room: who came, and a conflict that breaks the quorum."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journeys import be, choose, part
from tests.browser.served import TODAY

pytestmark = pytest.mark.browser

COUNCIL = (
    "Director of Public Health",
    "Portfolio holder, community safety",
    "Head of integrated children’s services",
    "Head of adult social care",
    "Community safety manager",
)


def test_five_of_the_council_then_the_police_and_a_charity_and_the_charity_withdraws(page: Page, place: str):
    # A meeting is held today, with the tender as its sixth item.
    be(page, place, "Domestic abuse coordinator", place="Osterbridge")
    part(page, "Meetings")
    page.get_by_role("link", name="Set a meeting").or_(
        page.get_by_role("button", name="Set a meeting")
    ).first.click()
    page.get_by_label("Group").select_option(label="Osterbridge Domestic Abuse Strategic Group")
    page.get_by_label("Day").fill("{0.day} {0.month} {0.year}".format(date.fromisoformat(TODAY)))
    page.get_by_label("Begins at").fill("12am")
    page.get_by_label("Length in minutes").fill("90")
    page.get_by_role("button", name="Set the meeting").click()
    page.get_by_role("button", name="Add standing items").click()
    for further in page.get_by_role("main").get_by_role("checkbox").all()[5:]:
        further.uncheck()
    page.get_by_role("button", name="Add to the agenda").click()
    page.get_by_role("button", name="Add an item").click()
    page.get_by_label("Title").fill("Tender of the helpline")
    page.get_by_label("Minutes").fill("20")
    page.get_by_role("button", name="Add the item").click()
    page.get_by_role("button", name="Add an item").click()
    page.get_by_label("Title").fill("Anotherbusiness" * 8)
    page.get_by_role("button", name="Add the item").click()
    page.get_by_role("button", name="Open the room").click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "a long word is broken"
    verdict = page.locator(".q-verdict")

    # Five of the council arrive, by keyboard alone: one agency.
    expect(verdict).to_contain_text("Not quorate")
    for number in (1, 3, 4, 5, 9):
        field = page.get_by_label("Seat number")
        field.fill(str(number))
        field.press("Enter")
        expect(page.get_by_label("Seat number")).to_be_focused()
    for name in COUNCIL:
        expect(page.get_by_role("button", name=f"Left {name}", exact=True)).to_be_visible()
    expect(verdict).to_contain_text("Five members are here, but all from")
    expect(verdict).to_contain_text("A member from each of two more agencies would make it quorate")

    # The police and a charity arrive, each by one press.
    page.get_by_role("button", name="Arrived Detective Chief Inspector, public protection").click()
    page.get_by_role("button", name="Arrived Service manager, Open Gate Advocacy").click()
    expect(page.locator(".q-room__now")).to_be_in_viewport()
    expect(verdict).to_contain_text("Seven members from three agencies are here")

    # The charity is bidding: it withdraws from the item being taken.
    page.get_by_role("button", name="Take now item 6").click()
    expect(verdict).to_contain_text("Quorate for item 6")
    page.get_by_label("Who withdraws for a conflict").select_option(
        label="Service manager, Open Gate Advocacy"
    )
    page.get_by_label("From which item").select_option(label="6. Tender of the helpline")
    page.get_by_role("button", name="Withdraws", exact=True).click()
    expect(verdict).to_contain_text("Not quorate for item 6")
    expect(verdict).to_contain_text("Six members are here, but from only two agencies")
    expect(verdict).to_contain_text("A member from another agency would make it quorate")
    expect(verdict).to_contain_text("for example Chief executive, Fircroft Advice Centre")


def test_words_not_yet_accepted_stay_in_the_tab_and_go_when_they_are_or_at_sign_out(page: Page, place: str):
    def kept() -> str:
        found: str = page.evaluate("JSON.stringify(sessionStorage)")
        return found

    be(page, place, "Domestic abuse coordinator", place="Osterbridge")
    part(page, "Meetings")
    page.get_by_role("main").get_by_role("link", name="8 December 2026").first.click()
    page.get_by_role("button", name="Declare an interest").click()
    page.get_by_label("What the interest is").fill("A relative works for one of the bidders.")
    page.reload()
    expect(page.get_by_label("What the interest is")).to_have_value(
        "A relative works for one of the bidders."
    )

    # Accepted, they are kept no longer.
    form = page.url
    choose(page.get_by_label("Whose interest"), "Detective Chief Inspector")
    page.get_by_role("button", name="Declare the interest").click()
    expect(page.get_by_role("main")).to_contain_text("The interest is declared.")
    expect(page.get_by_label("What the interest is")).to_have_value("")
    assert "relative" not in kept()

    # Nor after signing out, whoever comes next.
    page.get_by_label("What the interest is").fill("Something half said")
    assert "half said" in kept()
    page.get_by_role("button", name="Sign out").first.click()
    assert "half said" not in kept()

    # A sign-in that ran out keeps them for the same person, and for nobody else.
    be(page, place, "Domestic abuse coordinator", place="Osterbridge")
    page.goto(form)
    page.get_by_label("What the interest is").fill("Something half said")
    page.context.clear_cookies()
    be(page, place, "Domestic abuse coordinator", place="Osterbridge")
    assert "half said" in kept()
    page.context.clear_cookies()
    be(page, place, "Detective Chief Inspector, public protection", place="Osterbridge")
    assert "half said" not in kept()


def test_a_minute_not_yet_accepted_is_put_back_under_its_own_item_and_over_no_other(page: Page, place: str):
    be(page, place, "Domestic abuse coordinator", place="Osterbridge")
    part(page, "Meetings")
    page.get_by_role("link", name="Set a meeting").or_(
        page.get_by_role("button", name="Set a meeting")
    ).first.click()
    page.get_by_label("Group").select_option(label="Osterbridge Domestic Abuse Strategic Group")
    page.get_by_label("Day").fill("{0.day} {0.month} {0.year}".format(date.fromisoformat(TODAY)))
    page.get_by_label("Begins at").fill("11pm")
    page.get_by_label("Length in minutes").fill("30")
    page.get_by_role("button", name="Set the meeting").click()
    for title in ("Refuge places", "Winter nights"):
        page.get_by_role("button", name="Add an item").click()
        page.get_by_label("Title").fill(title)
        page.get_by_role("button", name="Add the item").click()
    page.get_by_role("link", name="Write and read the minutes").click()
    write = [
        page.get_by_role("link", name=f"discussion of {title}").get_attribute("href")
        for title in ("Refuge places", "Winter nights")
    ]
    words = page.locator("textarea[name=words]")

    page.goto(f"{place}{write[0]}")
    words.fill("Half a sentence about the first")
    page.goto(f"{place}{write[1]}")
    expect(words).to_have_value("")
    page.goto(f"{place}{write[0]}")

    expect(words).to_have_value("Half a sentence about the first")
    expect(page.get_by_role("main")).to_contain_text("What you wrote here and did not send was put back.")

    # What stands is changed, left, and found again as it was being changed.
    page.get_by_role("button", name="Write it", exact=True).click()
    page.get_by_role("link", name="Change").first.click()
    changing = page.url
    words.fill("A whole sentence about the first")
    page.goto(f"{place}{write[1]}")
    page.goto(changing)
    expect(words).to_have_value("A whole sentence about the first")
