"""The checkers catch what is planted for them, in the same run in which pages must pass them."""

import struct
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from tests import pages
from tests.browser import checkers, served
from tests.browser.chromium import Faults
from tests.browser.contact_sheet import Shot, contact_sheet

PLANTED = Path(__file__).parent / "planted"
WORK = """() => {
    const started = performance.now()
    let sum = 0
    for (let i = 0; i < 3e7; i++) sum += i
    return performance.now() - started
}"""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with served.served_folder(PLANTED) as address:
        yield address


@pytest.mark.browser
def test_axe_passes_a_page_without_faults(page: Page, site: str):
    page.goto(f"{site}/good.html")

    assert checkers.axe(page) == []


@pytest.mark.browser
def test_axe_catches_what_is_planted(page: Page, site: str):
    page.goto(f"{site}/bad.html")

    rules = {line.split()[0] for line in checkers.axe(page)}

    assert rules >= {"html-has-lang", "document-title", "image-alt", "label", "color-contrast"}


@pytest.mark.browser
def test_a_rule_can_be_left_out(page: Page, site: str):
    page.goto(f"{site}/bad.html")

    assert not [line for line in checkers.axe(page, without=["image-alt"]) if line.startswith("image-alt")]


@pytest.mark.nu
def test_the_nu_checker_passes_one_page_and_catches_the_other():
    lines = checkers.nu([PLANTED / "good.html", PLANTED / "second.html", PLANTED / "bad.html"])

    assert {line.partition(":")[0] for line in lines} == {"bad.html"}
    assert [line for line in lines if "Duplicate ID" in line]
    assert [line for line in lines if "alt" in line]


def test_the_nu_checker_refuses_to_check_nothing():
    with pytest.raises(ValueError, match="nothing to check"):
        checkers.nu([])


@pytest.mark.browser
def test_a_throttled_page_is_slower(page: Page, site: str):
    page.goto(f"{site}/good.html")
    page.evaluate(WORK)

    quick = sum(page.evaluate(WORK) for _ in range(5))
    checkers.throttle(page, 20)
    slow = sum(page.evaluate(WORK) for _ in range(5))

    assert slow > 3 * quick  # far fewer than 20, since other work on the machine slows both


@pytest.mark.browser
def test_a_faulty_script_is_seen(page: Page, site: str, faults: Faults):
    page.goto(f"{site}/good.html")
    page.evaluate("setTimeout(() => { throw new Error('planted') })")
    page.wait_for_timeout(200)

    assert any("planted" in line for line in faults.scripts)
    faults.scripts.clear()


@pytest.mark.browser
def test_a_page_that_asks_another_machine_is_seen_and_gets_nothing(page: Page, site: str, faults: Faults):
    page.goto(f"{site}/good.html")
    got = page.evaluate("fetch('http://example.org/').then(() => 'answered', () => 'nothing')")

    assert got == "nothing"
    assert faults.elsewhere == ["http://example.org/"]
    faults.elsewhere.clear()
    faults.scripts.clear()


@pytest.mark.browser
def test_the_contact_sheet_has_every_page_at_every_width(context: BrowserContext, site: str, tmp_path: Path):
    shots = [Shot("good", f"{site}/good.html"), Shot("second", f"{site}/second.html")]

    too_wide = contact_sheet(context, shots, tmp_path)

    assert too_wide == []
    assert width_of(tmp_path / "desktop" / "good.png") == 1240
    assert width_of(tmp_path / "phone" / "good.png") == 390
    assert (tmp_path / "print" / "second.pdf").read_bytes().startswith(b"%PDF")
    assert width_of(tmp_path / "print" / "second.png") > 600
    assert all(width_of(tmp_path / f"{sheet}.png") == 1600 for sheet in ("desktop", "phone", "print"))
    assert "second.html" in (tmp_path / "index.html").read_text()


@pytest.mark.browser
def test_a_page_wider_than_a_phone_is_told(context: BrowserContext, tmp_path: Path):
    wide = tmp_path / "wide.html"
    wide.write_text(
        '<!doctype html><meta name="viewport" content="width=device-width"><pre style="width:900px">x'
    )

    assert contact_sheet(context, [Shot("wide", wide.as_uri())], tmp_path / "out") == [
        "wide is 908 pixels wide in a window of 390"
    ]


def width_of(picture: Path) -> int:
    return struct.unpack(">I", picture.read_bytes()[16:20])[0]


def test_a_server_that_does_not_start_says_why():
    started = time.monotonic()

    with (
        pytest.raises(served.NotServedError, match="no_such_module"),
        served.served([*served.quorate()[:1], "-m", "no_such_module"], served.free_port()),
    ):
        pass

    assert time.monotonic() - started < served.SECONDS_TO_START


SITE = {
    "/": '<a href="/plan/1">One</a> <a href="plan/2#top">Two</a> <a href="#here">Here</a>',
    "/plan/1": '<a href="/">Home</a> <a href="/plan/3">Three</a> <a href="/pack.pdf">Pack</a>',
    "/plan/2": '<a href="/gone">Gone</a> <a href="https://example.org/">Away</a> <a href="mailto:a@b">M</a>',
    "/plan/3": '<a href="/lost-if-seen">Only on the third</a>',
}


def fetch(path: str) -> pages.Answer:
    if path == "/pack.pdf":
        return pages.Answer(200, "application/pdf", "")
    return pages.Answer(200 if path in SITE else 404, "text/html; charset=utf-8", SITE.get(path, ""))


def route_of(path: str) -> str | None:
    return (
        "plan" if path.startswith("/plan/") else {"/": "home", "/pack.pdf": "pack", "/gone": "gone"}.get(path)
    )


def test_a_walk_finds_each_route_once_and_links_that_lead_nowhere():
    found = pages.walk(["/"], fetch=fetch, route_of=route_of)

    assert found.pages == {"home": "/", "plan": "/plan/1"}
    assert found.files == {"pack": "/pack.pdf"}
    assert found.dead == ["/gone answers 404; linked from /plan/2"]
    assert found.not_reached(["home", "plan", "pack", "hidden"]) == ["hidden"]
