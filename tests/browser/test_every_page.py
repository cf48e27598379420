"""Every page there is: reached by links, accessible, valid, never too wide, on the contact sheet."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import BrowserContext, expect

from quorate.web.door import Open
from quorate.web.routes import ROUTES
from tests.browser.checkers import axe, nu
from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.contact_sheet import Shot, contact_sheet
from tests.browser.journeys import be
from tests.needs import ROOT
from tests.pages import NOT_LINKED, Answer, Walk, walk

pytestmark = [pytest.mark.browser, pytest.mark.nu]

PARTS = ("my-work", "board", "meetings", "plans", "people", "terms", "assurance", "search")
STARTS = (
    "/",
    "/gallery/",
    "/about/",
    "/accessibility/",
    *(f"/marlhaven/{part}/" for part in PARTS),
    "/marlhaven/groups/operational/self-assessment/",  # the board's years are all opened
)
HELD = ("10 September 2026", "12 November 2026")
OUTSIDE = ("/", "/account/sign-in/")
NARROW = 320
LARGE_LETTERS = "document.documentElement.style.fontSize = '200%'"
PAPER = {"width": 680, "height": 900}
"""What A4 leaves between its margins, 180 mm, in pixels of 1/96 inch."""
CUT = """() => {
    const width = document.documentElement.clientWidth
    const hidden = (each) => each.closest('.govuk-visually-hidden, input, select, textarea')
    const cut = (each) => {
        const box = each.getBoundingClientRect()
        if (!box.width || !box.height || hidden(each)) return false
        const style = getComputedStyle(each)
        const within = style.overflowX !== 'visible' && each.clientWidth > 1
        return box.right > width + 1 || (within && each.scrollWidth > each.clientWidth + 1)
    }
    const found = [...document.querySelectorAll('main *')].find(cut)
    return found ? `${found.localName} ${found.className}`.trim() : ''
}"""
"""The first thing on a page that would be cut off at the edge of its paper."""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def route_of(path: str) -> str | None:
    """The route a path belongs to; None for what is no page, such as a style sheet."""
    try:
        return resolve(path).url_name
    except Resolver404:
        return None


def pages_reached(context: BrowserContext, address: str, starts: tuple[str, ...]) -> Walk:
    """An example of every page this reader comes to by following links."""

    def fetch(path: str) -> Answer:
        answer = context.request.get(address + path)
        kind = answer.headers.get("content-type", "")
        return Answer(answer.status, kind, answer.text() if kind.startswith("text/html") else "")

    return walk(starts, fetch=fetch, route_of=route_of)


@pytest.fixture
def stranger(browser) -> Iterator[BrowserContext]:
    """Somebody who has not signed in."""
    made = browser.new_context(viewport=DESKTOP, locale="en-GB")
    yield made
    made.close()


@pytest.fixture
def busy(context: BrowserContext, demonstration: str, her_word_plan: Path) -> str:
    """The demonstration with an upload checked, packs made, members told of a meeting, and terms drafted."""
    page = context.new_page()
    be(page, demonstration, "Partnership coordinator")
    page.goto(f"{demonstration}/marlhaven/plans/import/")
    page.get_by_label("The file").set_input_files(her_word_plan)
    page.get_by_role("button", name="Upload and check").click()
    page.goto(f"{demonstration}/marlhaven/meetings/")
    page.get_by_role("link", name="10 December 2026", exact=False).first.click()
    page.get_by_role("link", name="Make, issue and read packs").click()
    page.get_by_role("button", name="Make the pack").click()
    expect(page.get_by_role("link", name="Download", exact=False)).to_be_visible(timeout=30_000)
    page.get_by_label("Restricted edition").check()
    page.get_by_role("button", name="Make the pack").click()
    restricted = page.get_by_role("row").filter(has_text="Restricted edition")
    expect(restricted.get_by_role("link", name="Download", exact=False)).to_be_visible(timeout=30_000)
    restricted.get_by_label("I have read it", exact=False).check()
    restricted.get_by_role("button", name="Issue", exact=True).click()
    expect(page.get_by_role("link", name="Numbered copies")).to_be_visible()
    page.goto(f"{demonstration}/marlhaven/meetings/")
    page.get_by_role("button", name="Set a meeting").first.click()
    page.get_by_label("Group").select_option(label="Marlhaven Domestic Abuse Board")
    page.get_by_label("Day").fill("11 March 2027")
    page.get_by_label("Begins at").fill("10am")
    page.get_by_role("button", name="Set the meeting").click()
    page.goto(f"{demonstration}/marlhaven/groups/board/terms/new/")
    page.get_by_role("button", name="Begin", exact=True).click()
    page.close()
    return demonstration


def test_every_page_is_reached_and_sound_and_photographed(
    context: BrowserContext, stranger: BrowserContext, busy: str, tmp_path: Path
):
    address = busy
    found = pages_reached(context, address, (*STARTS, *held_meetings(context, address)))
    outside = pages_reached(stranger, address, OUTSIDE)
    assert found.dead == []
    assert outside.dead == []
    wanted = {
        route.name for route in ROUTES if "GET" in route.methods and route.needs is not Open.DEMONSTRATION
    }
    reached = found.pages.keys() | found.files.keys() | outside.pages.keys()
    assert sorted(wanted - reached - NOT_LINKED.keys()) == []

    sound(context, address, found.pages, tmp_path)
    only_outside = {name: path for name, path in outside.pages.items() if name not in found.pages}
    sound(stranger, address, only_outside, tmp_path)


def held_meetings(context: BrowserContext, address: str) -> list[str]:
    """A meeting whose papers went out and one whose room is open: they lead to more than one to come."""
    page = context.new_page()
    page.goto(f"{address}/marlhaven/meetings/")
    links = page.get_by_role("main")
    paths = [links.get_by_role("link", name=day).first.get_attribute("href") or "" for day in HELD]
    page.close()
    return paths


def sound(context: BrowserContext, address: str, pages: dict[str, str], folder: Path) -> None:
    """Accessible at both widths, valid, whole in its window and on paper, with one heading; photographed."""
    held, faults = [], []
    page = context.new_page()
    for name, path in sorted(pages.items()):
        page.set_viewport_size(DESKTOP)
        page.goto(address + path)
        faults += [f"{name} at desktop width: {fault}" for fault in axe(page)]
        held.append(folder / f"{name}.html")
        held[-1].write_text(context.request.get(address + path).text(), encoding="utf-8")
        page.evaluate(LARGE_LETTERS)
        if page.evaluate(WIDER) > 0:
            faults.append(f"{name} scrolls sideways with letters of twice the size")
        page.reload()
        for width in (PHONE["width"], NARROW):
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate(WIDER) > 0:
                faults.append(f"{name} scrolls sideways at {width} pixels")
        faults += [f"{name} at {NARROW} pixels: {fault}" for fault in axe(page)]
        page.emulate_media(media="print")
        page.set_viewport_size(PAPER)
        if cut := page.evaluate(CUT):
            faults.append(f"{name} is cut off on paper: {cut}")
        page.emulate_media(media="screen")
        if page.locator("h1").count() != 1:
            faults.append(f"{name} has {page.locator('h1').count()} first headings")
    page.close()
    faults += nu(held)
    assert faults == [], "\n".join(faults)
    shots = [Shot(name, address + path) for name, path in sorted(pages.items())]
    sheet = "contact-sheet" if "my_work" in pages else "contact-sheet-signed-out"
    assert contact_sheet(context, shots, ROOT / "out" / sheet) == []


def test_what_a_pack_holds_is_said_within_the_window_though_letters_are_twice_the_size(
    context: BrowserContext, demonstration: str
):
    page = context.new_page()
    be(page, demonstration, "Partnership coordinator")
    page.goto(f"{demonstration}/marlhaven/meetings/")
    page.get_by_role("link", name="10 December 2026", exact=False).first.click()
    page.get_by_role("link", name="Make, issue and read packs").click()
    page.get_by_role("radio", name="Pack with its papers", exact=False).check()
    page.get_by_role("button", name="Make the pack").click()
    expect(page.get_by_text("the others are Word or other files")).to_be_visible(timeout=30_000)

    page.evaluate(LARGE_LETTERS)

    assert page.evaluate(WIDER) == 0


def test_a_page_is_whole_without_javascript(browser, demonstration: str):
    context = browser.new_context(java_script_enabled=False, viewport=DESKTOP)
    page = context.new_page()
    be(page, demonstration, "Partnership coordinator")
    for part in ("Board", "Meetings", "Plans", "People", "Terms"):
        page.get_by_role("navigation").get_by_role("link", name=part, exact=True).first.click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    context.close()
