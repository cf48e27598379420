"""A table of a paper wider than its column is scrolled in its own box, and wraps where it cannot be."""

import pytest
from playwright.sync_api import Page

from tests.web.components import pages

WORDS = "Counterproductivenesses-telecommunications-representativenesses " * 2
DRAWN = """() => {
    const box = document.querySelector('.q-source__scroll')
    const style = getComputedStyle(box)
    return {
        past: document.documentElement.scrollWidth - innerWidth,
        scrolls: box.scrollWidth > box.clientWidth && style.overflowX === 'auto',
        edge: style.borderRightWidth === '1px' && style.backgroundImage.includes('gradient'),
        reached: box.tabIndex === 0 && box.getAttribute('role') === 'region' && !!box.ariaLabel,
        within: innerHeight - box.getBoundingClientRect().bottom,
    }
}"""


def shown(page: Page, *, width: int, rows: int = 2) -> None:
    """The table beside a reading, as where a paper is checked."""
    page.set_viewport_size({"width": width, "height": 700})
    words = WORDS.replace("-", "")
    table = pages.ui().source_table("plan.docx", "table 1", (), [["1", words, "30 June 2026", words]] * rows)
    css = (pages.STATIC / "quorate.css").read_text(encoding="utf-8").lstrip("\ufeff")
    page.set_content(
        f'<!doctype html><html lang="en-GB"><style>{css}</style><body><main class="q-page">'
        f'<div class="q-columns q-columns--even"><div>{table}</div><div><p>The reading</p></div></div>'
    )


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_a_wide_table_scrolls_in_a_box_with_an_edge(page: Page, width: int):
    shown(page, width=width)

    found = page.evaluate(DRAWN)

    assert (found["scrolls"], found["edge"], found["reached"]) == (True, True, True)
    assert found["past"] <= 0


@pytest.mark.browser
def test_the_box_of_a_long_table_ends_within_the_window_so_that_its_scroll_bar_is_seen(page: Page):
    shown(page, width=1280, rows=60)

    assert page.evaluate(DRAWN)["within"] >= 0


@pytest.mark.browser
def test_on_paper_a_wide_table_wraps(page: Page):
    shown(page, width=718)
    page.emulate_media(media="print")

    found = page.evaluate(DRAWN)

    assert not found["scrolls"]
    assert found["past"] <= 0
