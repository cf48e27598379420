"""The gallery before the checkers: accessibility rules, the HTML checker, and a page of 320 px."""

import functools
import subprocess
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests import needs
from tests.web.components import pages

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'"


class Served(SimpleHTTPRequestHandler):
    """Files with the policy that pages have."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gallery")
    (folder / "gallery.html").write_text(
        pages.gallery(flash=pages.said("The papers were circulated.")),
        encoding="utf-8",
    )
    (folder / "static").symlink_to(pages.STATIC.parent)
    return folder


@pytest.fixture(scope="module")
def opened(folder: Path) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Served, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=needs.needs("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"http://127.0.0.1:{server.server_port}/gallery.html")
        page.said = said
        yield page
        browser.close()
    server.shutdown()
    server.server_close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1240, 390])
def test_no_accessibility_rule_is_broken(opened: Any, width: int):
    opened.set_viewport_size({"width": width, "height": 900})
    opened.evaluate(Path(needs.needs("axe")).read_text(encoding="utf-8"))

    found = opened.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]

    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [1240, 390, 320])
def test_nothing_scrolls_sideways(opened: Any, width: int):
    opened.set_viewport_size({"width": width, "height": 900})

    assert opened.evaluate("document.scrollingElement.scrollWidth") <= width


@pytest.mark.browser
def test_scripts_and_styles_pass_the_policy(opened: Any):
    opened.wait_for_function("document.body.classList.contains('govuk-frontend-supported')")

    assert opened.said == []
    assert opened.evaluate("document.fonts.check('17px \"Atkinson Hyperlegible Next\"')")


@pytest.mark.browser
def test_the_main_button_is_as_wide_as_a_phone(opened: Any):
    opened.set_viewport_size({"width": 390, "height": 900})

    box = opened.get_by_role("button", name="Record an update").bounding_box()

    assert box["width"] == 390 - 2 * 16


@pytest.mark.browser
def test_choices_are_folded_on_a_phone_and_open_on_a_desk(opened: Any):
    field = opened.locator("form.q-filter select")
    opened.set_viewport_size({"width": 390, "height": 900})
    folded = field.is_visible()
    opened.set_viewport_size({"width": 1240, "height": 900})

    assert (folded, field.is_visible()) == (False, True)


@pytest.mark.browser
def test_paper_shows_the_table_and_not_the_navigation(opened: Any):
    opened.emulate_media(media="print")
    shown = [opened.locator(selector).first.is_visible() for selector in (".q-nav", ".q-bars", ".q-footer")]
    table = opened.get_by_text("Actions by outcome and standing").is_visible()
    head = opened.locator(".q-print-head").inner_text()
    opened.emulate_media(media="screen")

    assert shown == [False, False, False]
    assert table
    assert "Marlhaven partnership" in head
    assert "31 December 2026" in head


@pytest.mark.nu
def test_the_html_checker_finds_no_error(folder: Path):
    found = subprocess.run(
        ["java", "-jar", needs.needs("nu"), "--errors-only", str(folder / "gallery.html")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (found.returncode, found.stderr) == (0, "")
