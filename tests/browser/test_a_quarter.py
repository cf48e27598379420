"""A quarter of each demonstration board in the browser: from setting the date to confirmed minutes.

A late paper, a waiver, a deputy without authority, a conflict that breaks the quorum where the terms have
one, a decision without it, and the later meeting that ratifies it.
"""

from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from tests.browser.journeys import be, circulate_late, main, move_on, part, to_meeting

pytestmark = pytest.mark.browser

ITEM = "Tender of the helpline"
DAY, NEXT_DAY = "12 January 2027", "13 April 2027"


@dataclass(frozen=True)
class Board:
    """One board of the demonstration, and who does what at its meeting.

    `late_on` is a day after its papers were due. `seats` are the numbers of those who come, `deputy` whoever
    comes for `absent` without authority, `bidder` whoever withdraws.
    """

    place: str
    coordinator: str
    chair: str
    group: str
    late_on: str
    seats: tuple[int, ...]
    absent: str
    deputy: str
    bidder: str
    has_quorum: bool


MARLHAVEN = Board(
    place="Marlhaven",
    coordinator="Partnership coordinator",
    chair="Head of Service, Adult Social Care",
    group="Marlhaven Domestic Abuse Board",
    late_on="4 1 2027",
    seats=(1, 2, 3, 5),
    absent="Chief Superintendent, Marlhaven district",
    deputy="Detective Superintendent, public protection",
    bidder="Chief executive, Harbour Light",
    has_quorum=False,
)
OSTERBRIDGE = Board(
    place="Osterbridge",
    coordinator="Domestic abuse coordinator",
    chair="Director of Public Health",
    group="Osterbridge Domestic Abuse Strategic Group",
    late_on="6 1 2027",
    seats=(1, 3, 4, 6, 7),
    absent="Detective Chief Inspector, public protection",
    deputy="Detective Sergeant, domestic abuse unit",
    bidder="Service manager, Open Gate Advocacy",
    has_quorum=True,
)


@pytest.mark.parametrize("board", [MARLHAVEN, OSTERBRIDGE], ids=lambda board: board.place)
def test_a_quarter_from_setting_the_date_to_confirmed_minutes(
    page: Page, demonstration: str, tmp_path: Path, board: Board
):
    be(page, demonstration, board.coordinator, place=board.place)
    for day in (DAY, NEXT_DAY):
        set_a_meeting(page, board, day)
    build_the_agenda(page)

    move_on(page, demonstration, board.late_on)
    add_a_paper(page, a_pdf(tmp_path))
    send_out_late(page, board)
    reply_for_somebody(page, board)

    move_on(page, demonstration, DAY)
    hold_it(page, board)
    write_the_minutes(page, board)

    move_on(page, demonstration, "18 January 2027")
    settle_the_minutes(page, demonstration, board)

    move_on(page, demonstration, NEXT_DAY)
    confirm_the_minutes(page)
    if board.has_quorum:
        ratify(page)


def to_minutes(page: Page, day: str = DAY) -> None:
    """Open the minutes of a meeting."""
    to_meeting(page, day)
    main(page).get_by_role("link", name="Write and read the minutes").click()


def set_a_meeting(page: Page, board: Board, day: str) -> None:
    """Set a meeting that begins as its day does, so that it can be held at any hour these tests run."""
    part(page, "Meetings")
    page.get_by_role("button", name="Set a meeting").first.click()
    page.get_by_label("Group").select_option(label=board.group)
    page.get_by_label("Day").fill(day)
    page.get_by_label("Begins at").fill("12am")
    page.get_by_role("button", name="Set the meeting").click()
    expect(main(page)).to_contain_text(f"The meeting of {day} is set.")


def build_the_agenda(page: Page) -> None:
    """Take what the terms put on every agenda, and add an item to decide."""
    to_meeting(page, DAY)
    page.get_by_role("button", name="Add standing items").click()
    page.get_by_role("button", name="Add to the agenda").click()
    page.get_by_role("button", name="Add an item").first.click()
    page.get_by_label("Title").fill(ITEM)
    page.get_by_label("Minutes").fill("10")
    page.get_by_label("To decide").check()
    page.get_by_role("button", name="Add the item").click()
    expect(main(page)).to_contain_text(ITEM)


def a_pdf(folder: Path) -> Path:
    """A paper of one empty page."""
    path = folder / "options.pdf"
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(path)
    return path


def add_a_paper(page: Page, path: Path) -> None:
    """Bring in a paper for the item, after papers were due where the terms give a day."""
    to_meeting(page, DAY)
    page.get_by_role("button", name="Add a paper").click()
    page.get_by_label("Title").fill("Options for the helpline")
    page.get_by_label("File", exact=True).set_input_files(path)
    page.get_by_label("What the board is asked to do").fill("Choose how the helpline is bought.")
    page.get_by_label("Agenda item").select_option(label=ITEM)
    page.get_by_role("button", name="Add the paper").click()
    expect(main(page)).to_contain_text("was added")


def send_out_late(page: Page, board: Board) -> None:
    """Send agenda and papers out late, with the chair's waiver."""
    to_meeting(page, DAY)
    circulate_late(page, chair=f"{board.chair} (chair)", agreed_on=board.late_on)
    expect(main(page)).to_contain_text("The waiver is recorded.")
    expect(main(page)).to_contain_text("working day")


def reply_for_somebody(page: Page, board: Board) -> None:
    """Record that a member sends a deputy who may not decide."""
    to_meeting(page, DAY)
    who = page.get_by_label("Record what a member told you")
    members = who.locator("option").all_inner_texts()
    who.select_option(next(one for one in members if one.startswith(board.absent)))
    page.get_by_role("button", name="Record their reply").click()
    page.get_by_label("Somebody comes in their place").check()
    deputies = page.get_by_label("Who comes instead")
    deputies.select_option(
        [one for one in deputies.locator("option").all_inner_texts() if one.startswith(board.deputy)][:1]
    )
    page.get_by_label("They have been briefed").check()
    page.get_by_label("How they told you").select_option(label="by email")
    page.get_by_role("button", name="Record the reply").click()
    expect(main(page)).to_contain_text(f"Sends {board.deputy}, without authority")


def hold_it(page: Page, board: Board) -> None:
    """Record who comes, and that the bidder withdraws from the item."""
    to_meeting(page, DAY)
    page.get_by_role("button", name="Open the room").click()
    verdict = page.locator(".q-verdict")
    for number in board.seats:
        page.get_by_label("Seat number").fill(str(number))
        page.get_by_label("Seat number").press("Enter")
        expect(page.get_by_label("Seat number")).to_have_value("")
    page.get_by_role("button", name=f"Without authority {board.deputy}").first.click()
    expect(verdict).to_contain_text("Quorate" if board.has_quorum else "No quorum is stated")
    main(page).get_by_role("row", name=ITEM).get_by_role("button", name="Take now").click()
    page.get_by_label("Who withdraws for a conflict").select_option(label=board.bidder)
    whichever = page.get_by_label("From which item")
    whichever.select_option(
        [one for one in whichever.locator("option").all_inner_texts() if one.endswith(ITEM)]
    )
    page.get_by_role("button", name="Withdraws", exact=True).click()
    expect(main(page)).to_contain_text(f"Withdrawn for a conflict: {board.bidder}")
    if board.has_quorum:
        expect(verdict).to_contain_text("Not quorate for item")
        expect(verdict).to_contain_text("One deputy without authority is here and does not count")
        expect(verdict).to_contain_text("It would be quorate if the deputy who is here")


def write_the_minutes(page: Page, board: Board) -> None:
    """Write a decision, with the chair's agreement where there was no quorum, and an action from it."""
    to_minutes(page)
    expect(main(page)).to_contain_text("deputy without authority to decide")
    page.get_by_role("link", name=f"decision of {ITEM}").click()
    page.get_by_label("What was decided").fill("The helpline goes out to tender in April.")
    if board.has_quorum:
        page.get_by_label("Agreed by").select_option(label=board.chair)
        page.get_by_label("Agreed on").fill(DAY)
        page.get_by_label("Why it was decided without a quorum").fill("The present contract ends in June.")
    page.get_by_role("button", name="Write it", exact=True).click()
    page.get_by_role("link", name=f"action of {ITEM}").click()
    page.get_by_label("What is to be done").fill("Publish the tender of the helpline.")
    page.get_by_label("Who is to do it").select_option(label=board.chair)
    page.get_by_label("By when", exact=False).fill("31 March 2027")
    page.get_by_role("button", name="Write it", exact=True).click()
    expect(main(page)).to_contain_text("Publish the tender of the helpline.")


def settle_the_minutes(page: Page, demonstration: str, board: Board) -> None:
    """Send them to the chair, who approves them, and then to members in time."""
    to_minutes(page)
    page.get_by_role("button", name="Send to the chair").click()
    be(page, demonstration, board.chair, place=board.place)
    part(page, "My work")
    page.get_by_role("link", name=f"Minutes of {DAY}").first.click()
    page.get_by_role("button", name="Approve the minutes").click()
    expect(main(page)).to_contain_text("The minutes are approved.")
    be(page, demonstration, board.coordinator, place=board.place)
    to_minutes(page)
    page.get_by_role("button", name="Circulate to members").click()
    expect(main(page)).to_contain_text("The minutes are recorded as circulated to")
    expect(main(page)).to_contain_text("Recorded as sent on 18 January 2027;")


def confirm_the_minutes(page: Page) -> None:
    """Record that the next meeting confirmed them."""
    to_minutes(page)
    at = page.get_by_label("Confirmed at the meeting of")
    at.select_option([one for one in at.locator("option").all_inner_texts() if NEXT_DAY in one])
    page.get_by_role("button", name="Record that they were confirmed").click()
    expect(main(page)).to_contain_text(f"At the meeting of {NEXT_DAY}")


def ratify(page: Page) -> None:
    """What was decided without a quorum is ratified by a decision of the next, quorate meeting."""
    to_meeting(page, NEXT_DAY)
    page.get_by_role("button", name="Open the room").click()
    for number in (1, 2, 3, 6, 7):
        page.get_by_label("Seat number").fill(str(number))
        page.get_by_label("Seat number").press("Enter")
        expect(page.get_by_label("Seat number")).to_have_value("")
    expect(page.locator(".q-verdict")).to_contain_text("Five members from four agencies are here")
    to_minutes(page, NEXT_DAY)
    page.get_by_role("link", name="decision of no item").click()
    page.get_by_label("What was decided").fill("The tender of the helpline is ratified.")
    page.get_by_role("button", name="Write it", exact=True).click()
    to_minutes(page)
    expect(main(page)).to_contain_text("Not ratified")
    page.get_by_role("link", name="Record that it was ratified").click()
    page.get_by_label("The tender of the helpline is ratified.").check()
    page.get_by_role("button", name="Record it as ratified").click()
    expect(main(page)).to_contain_text("The helpline goes out to tender in April.")
    expect(main(page)).not_to_contain_text("Not ratified")
