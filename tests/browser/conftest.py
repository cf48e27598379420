"""What every journey has: a page in the machine's Chromium whose background faults fail the test."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from quorate.cli.demonstration.documents import BUILDERS
from tests.browser import served
from tests.browser.chromium import DESKTOP, MILLISECONDS_TO_WAIT, Faults, chromium


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys.

    It is driven from an event loop in this thread, in which Django refuses rows unless told otherwise. Both
    end with this folder's tests, so that no other test runs inside the loop.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with chromium() as running:
        yield running
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def faults() -> Faults:
    """What went wrong behind the page; a test that means something to go wrong empties it."""
    return Faults()


@pytest.fixture
def context(browser: Browser, faults: Faults) -> Iterator[BrowserContext]:
    """A reader of her own: nobody else's cookies, British English, London time."""
    made = browser.new_context(
        viewport=DESKTOP, locale="en-GB", timezone_id="Europe/London", accept_downloads=True
    )
    made.set_default_timeout(MILLISECONDS_TO_WAIT)
    made.on("page", faults.watch)
    yield made
    made.close()
    assert faults.said() == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A window of hers."""
    return context.new_page()


@pytest.fixture(scope="package")
def built_demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, built once."""
    data = tmp_path_factory.mktemp("demonstration") / "data"
    served.build_demonstration(data)
    return data


@pytest.fixture
def demonstration(built_demonstration: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a demonstration that this test alone may change."""
    with served.served_demonstration(built_demonstration, tmp_path) as address:
        yield address


@pytest.fixture(scope="module")
def place(built_demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demonstration that the journeys of one file share, each in a part of its own."""
    with served.served_demonstration(built_demonstration, tmp_path_factory.mktemp("place")) as address:
        yield address


@pytest.fixture
def her_word_plan(tmp_path: Path) -> Path:
    """The Word plan she already has."""
    path = tmp_path / "housing plan.docx"
    path.write_bytes(BUILDERS["marlhaven_housing_plan_docx"]())
    return path
