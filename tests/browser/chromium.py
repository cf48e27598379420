"""Chromium as tests use it: the machine's own, quiet, and unable to reach another machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request, sync_playwright

from tests.needs import needs

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",  # the same letters on every machine
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
DESKTOP = {"width": 1240, "height": 900}
PHONE = {"width": 390, "height": 844}
LOCAL = {"localhost", "127.0.0.1", None}
MILLISECONDS_TO_WAIT = 15_000


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run one Chromium; its pages come from contexts that share nothing."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        try:
            yield browser
        finally:
            browser.close()


def launch(playwright: Playwright) -> Browser:
    """Start the machine's Chromium, never one of playwright's own."""
    return playwright.chromium.launch(executable_path=needs("chromium"), args=list(FLAGS))


@dataclass
class Faults:
    """What went wrong in a page's background: faults of scripts, and things asked of other machines."""

    scripts: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Listen to a page from now on."""
        page.on("pageerror", lambda error: self.scripts.append(str(error)))
        page.on("console", self._hear)
        page.on("request", self._see)

    def _hear(self, message: ConsoleMessage) -> None:
        # A status such as 409 is told here too; journeys look at the page that says why.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.scripts.append(message.text)

    def _see(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname not in LOCAL:
            self.elsewhere.append(request.url)

    def said(self) -> list[str]:
        """List all of them in words."""
        return [f"script: {line}" for line in self.scripts] + [
            f"elsewhere: {line}" for line in self.elsewhere
        ]
