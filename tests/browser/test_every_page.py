"""Every page there is: reached by links, accessible, valid, no wider than a phone, on the contact sheet."""

from pathlib import Path

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import BrowserContext, expect

from quorate.web.door import Open
from quorate.web.routes import ROUTES
from tests.browser.checkers import axe, nu
from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.contact_sheet import Shot, contact_sheet
from tests.browser.test_first_ten_minutes import be
from tests.needs import ROOT
from tests.pages import Answer, Walk, walk

pytestmark = [pytest.mark.browser, pytest.mark.nu]

PLACES = ("marlhaven", "osterbridge")
STARTS = ("/", "/gallery/", "/about/", "/accessibility/")
PARTS = ("my-work", "board", "meetings", "plans", "people", "terms", "assurance", "search/?q=refuge")
NARROW = 320
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def route_of(path: str) -> str | None:
    """The route a path belongs to; None for what is no page, such as a style sheet."""
    try:
        return resolve(path).url_name
    except Resolver404:
        return None


def pages_reached(context: BrowserContext, address: str) -> Walk:
    """An example of every page, by following links as the coordinator of both places."""

    def fetch(path: str) -> Answer:
        answer = context.request.get(address + path)
        kind = answer.headers.get("content-type", "")
        return Answer(answer.status, kind, answer.text() if kind.startswith("text/html") else "")

    starts = [*STARTS]
    for place in PLACES:
        starts += [f"/{place}/{part}" + ("" if "?" in part else "/") for part in PARTS]
    return walk([start for start in starts if "osterbridge" not in start], fetch=fetch, route_of=route_of)


@pytest.fixture
def walked(context: BrowserContext, demonstration: str) -> tuple[str, Walk]:
    page = context.new_page()
    be(page, demonstration, "Partnership coordinator")
    page.close()
    return demonstration, pages_reached(context, demonstration)


def test_every_page_is_reached_sound_and_on_the_contact_sheet(
    context: BrowserContext, walked, tmp_path: Path
):
    address, found = walked
    assert found.dead == []
    wanted = {
        route.name
        for route in ROUTES
        if "GET" in route.methods
        and (isinstance(route.needs, Permission) or route.needs is not Open.DEMONSTRATION)
    }
    assert found.not_reached(wanted) == []

    held = []
    page = context.new_page()
    for name, path in sorted(found.pages.items()):
        page.set_viewport_size(DESKTOP)
        page.goto(address + path)
        assert axe(page) == [], f"{name} at desktop width"
        held.append(tmp_path / f"{name}.html")
        held[-1].write_text(context.request.get(address + path).text())
        for width in (PHONE["width"], NARROW):
            page.set_viewport_size({"width": width, "height": 800})
            wider = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wider <= 0, f"{name} scrolls sideways at {width} pixels"
        assert axe(page) == [], f"{name} at {NARROW} pixels"
        expect(page.locator("h1")).to_have_count(1)
    page.close()
    assert nu(held) == []
    shots = [Shot(name, address + path) for name, path in sorted(found.pages.items())]
    assert contact_sheet(context, shots, ROOT / "out" / "contact-sheet") == []


def test_a_page_is_whole_without_javascript(browser, demonstration: str):
    context = browser.new_context(java_script_enabled=False, viewport=DESKTOP)
    page = context.new_page()
    be(page, demonstration, "Partnership coordinator")
    for part in ("Board", "Meetings", "Plans", "People", "Terms"):
        page.get_by_role("navigation").get_by_role("link", name=part, exact=True).first.click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    context.close()
