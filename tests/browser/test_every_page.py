"""Every page there is: reached by links, accessible, valid, never too wide; on the contact sheet when asked.

The pages are held to their rules in several tests, so that none takes long and a fault says roughly where.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, BrowserContext, Page, expect

from quorate.cli.demonstration.documents import BUILDERS
from quorate.web.door import Open
from quorate.web.routes import ROUTES
from tests.browser.checkers import axe, nu
from tests.browser.chromium import DESKTOP, PHONE, Faults
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
PARTS_OF_THE_PAGES = 4
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


@dataclass(frozen=True, slots=True)
class Reached:
    """Where the demonstration is, and what its coordinator and a stranger came to there."""

    address: str
    inside: Walk
    outside: Walk

    def addresses(self) -> list[tuple[str, str, bool]]:
        """Every page once: its name, its address, and whether a stranger is the one to open it."""
        pages = [(name, self.address + path, False) for name, path in sorted(self.inside.pages.items())]
        strange = sorted(self.outside.pages.keys() - self.inside.pages.keys())
        return pages + [(name, self.address + self.outside.pages[name], True) for name in strange]


@pytest.fixture(scope="module")
def contexts(browser: Browser) -> Iterator[dict[bool, BrowserContext]]:
    """The coordinator's browser, and under True that of somebody who has not signed in."""
    faults = Faults()
    made = {is_strange: browser.new_context(viewport=DESKTOP, locale="en-GB") for is_strange in (False, True)}
    for each in made.values():
        each.on("page", faults.watch)
    yield made
    for each in made.values():
        each.close()
    assert faults.said() == []


@pytest.fixture(scope="module")
def reached(contexts: dict[bool, BrowserContext], place: str) -> Reached:
    """What links lead to, once everything a page can be about is there."""
    fill(contexts[False].new_page(), place)
    starts = (*STARTS, *leading_further(contexts[False], place))
    return Reached(
        place,
        inside=pages_reached(contexts[False], place, starts),
        outside=pages_reached(contexts[True], place, OUTSIDE),
    )


def fill(page: Page, address: str) -> None:
    """Check an upload, make packs, tell members of a meeting, and begin to draft terms."""
    be(page, address, "Partnership coordinator")
    page.goto(f"{address}/marlhaven/plans/import/")
    page.get_by_label("The file").set_input_files(
        {
            "name": "housing plan.docx",
            "mimeType": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "buffer": BUILDERS["marlhaven_housing_plan_docx"](),
        }
    )
    page.get_by_role("button", name="Upload and check").click()
    page.goto(f"{address}/marlhaven/meetings/")
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
    page.goto(f"{address}/marlhaven/meetings/")
    page.get_by_role("button", name="Set a meeting").first.click()
    page.get_by_label("Group").select_option(label="Marlhaven Domestic Abuse Board")
    page.get_by_label("Day").fill("11 March 2027")
    page.get_by_label("Begins at").fill("10am")
    page.get_by_role("button", name="Set the meeting").click()
    page.goto(f"{address}/marlhaven/groups/board/terms/new/")
    page.get_by_role("button", name="Begin", exact=True).click()
    page.close()


def leading_further(context: BrowserContext, address: str) -> list[str]:
    """What leads to more than others of its sort.

    A meeting whose papers went out, one whose room is open, and an entry that is linked to another.
    """
    page = context.new_page()
    page.goto(f"{address}/marlhaven/meetings/")
    links = page.get_by_role("main")
    paths = [links.get_by_role("link", name=day).first.get_attribute("href") or "" for day in HELD]
    page.goto(f"{address}/marlhaven/plans/")
    page.get_by_role("link", name="Marlhaven Without Fear").first.click()
    linked = links.get_by_role("link", name="Use White Ribbon Day").first
    paths.append(linked.get_attribute("href") or "")
    page.close()
    return paths


def test_every_page_is_reached_by_links_and_none_leads_nowhere(reached: Reached):
    assert reached.inside.dead == []
    assert reached.outside.dead == []
    wanted = {
        route.name for route in ROUTES if "GET" in route.methods and route.needs is not Open.DEMONSTRATION
    }
    found = reached.inside.pages.keys() | reached.inside.files.keys() | reached.outside.pages.keys()
    assert sorted(wanted - found - NOT_LINKED.keys()) == []


@pytest.mark.parametrize("part", range(PARTS_OF_THE_PAGES))
def test_every_page_is_accessible_whole_in_its_window_and_on_paper(
    part: int, reached: Reached, contexts: dict[bool, BrowserContext]
):
    pages = {is_strange: contexts[is_strange].new_page() for is_strange in contexts}
    faults: list[str] = []
    for name, address, is_strange in reached.addresses()[part::PARTS_OF_THE_PAGES]:
        faults += [f"{name} {fault}" for fault in sound(pages[is_strange], address)]
    for page in pages.values():
        page.close()
    assert faults == [], "\n".join(faults)


def test_every_page_is_valid(reached: Reached, contexts: dict[bool, BrowserContext], tmp_path: Path):
    held = []
    for name, address, is_strange in reached.addresses():
        held.append(tmp_path / f"{name}.html")
        held[-1].write_text(contexts[is_strange].request.get(address).text(), encoding="utf-8")
    assert nu(held) == []


@pytest.mark.contact_sheet
def test_every_page_is_photographed(reached: Reached, contexts: dict[bool, BrowserContext]):
    for is_strange, sheet in ((False, "contact-sheet"), (True, "contact-sheet-signed-out")):
        shots = [Shot(name, at) for name, at, strange in reached.addresses() if strange is is_strange]
        assert contact_sheet(contexts[is_strange], shots, ROOT / "out" / sheet) == []


def sound(page: Page, address: str) -> list[str]:
    """What is wrong with a page: accessible at both widths, whole in its window and on paper, one heading."""
    page.set_viewport_size(DESKTOP)
    page.goto(address)
    faults = [f"at desktop width: {fault}" for fault in axe(page)]
    page.evaluate(LARGE_LETTERS)
    if page.evaluate(WIDER) > 0:
        faults.append("scrolls sideways with letters of twice the size")
    page.reload()
    for width in (PHONE["width"], NARROW):
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate(WIDER) > 0:
            faults.append(f"scrolls sideways at {width} pixels")
    faults += [f"at {NARROW} pixels: {fault}" for fault in axe(page)]
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)
    if cut := page.evaluate(CUT):
        faults.append(f"is cut off on paper: {cut}")
    page.emulate_media(media="screen")
    if page.locator("h1").count() != 1:
        faults.append(f"has {page.locator('h1').count()} first headings")
    return faults


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
