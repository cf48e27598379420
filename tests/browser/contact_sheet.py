"""Every page at three widths on one sheet, for a person to look at.

`index.html` has each page as it is on a desktop, on a phone and on paper; `desktop.png`, `phone.png` and
`print.png` are the three sheets as one picture each.
"""

import html
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.chromium import DESKTOP, PHONE
from tests.needs import needs

SHEETS = ("desktop", "phone", "print")
COLUMNS = {"desktop": 5, "phone": 10, "print": 7}
SHEET_WIDTH = 1600
# A long page is cut on a sheet; the index leads to the whole of it.
STYLE = """
body { margin: 16px; font: 13px sans-serif; color: #222; background: #ddd }
main { display: grid; gap: 14px }
figure { margin: 0; overflow: hidden }
figcaption { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; padding-bottom: 3px }
.crop { background: #fff; overflow: hidden; max-height: 560px }
img { display: block; width: 100% }
"""
INDEX_STYLE = """
td { vertical-align: top }
th { text-align: left; font: 14px sans-serif }
img { max-width: 420px; border: 1px solid #ccc }
"""


@dataclass(frozen=True, slots=True)
class Shot:
    """One page to photograph."""

    name: str
    address: str


def contact_sheet(context: BrowserContext, shots: Iterable[Shot], folder: Path) -> list[str]:
    """Photograph every page at 1240 and 390 pixels and on paper, and compose the sheets.

    The context is signed in already. Returns a line for every page that is wider than a phone's window, which
    makes a person scroll sideways.
    """
    shots = list(shots)
    for sheet in SHEETS:
        (folder / sheet).mkdir(parents=True, exist_ok=True)
    too_wide = []
    page = context.new_page()
    for shot in shots:
        too_wide += photograph(page, shot, folder)
    page.close()
    for sheet in SHEETS:
        compose(context.browser, sheet, shots, folder)
    (folder / "index.html").write_text(index(shots), encoding="utf-8")
    return too_wide


def photograph(page: Page, shot: Shot, folder: Path) -> list[str]:
    """Take the three pictures of one page."""
    page.set_viewport_size(DESKTOP)
    page.goto(shot.address)
    page.screenshot(path=folder / "desktop" / f"{shot.name}.png", full_page=True)
    page.set_viewport_size(PHONE)
    page.screenshot(path=folder / "phone" / f"{shot.name}.png", full_page=True)
    width = page.evaluate("document.documentElement.scrollWidth")
    paper = folder / "print" / f"{shot.name}.pdf"
    page.pdf(path=paper, format="A4", print_background=False)
    picture_of_first_page(paper)
    wider = width > PHONE["width"]
    return [f"{shot.name} is {width} pixels wide in a window of {PHONE['width']}"] if wider else []


def picture_of_first_page(paper: Path) -> None:
    """Turn the first page of a PDF into a picture beside it."""
    subprocess.run(
        [needs("pdftoppm"), "-png", "-r", "80", "-singlefile", paper, paper.with_suffix("")], check=True
    )


def compose(browser: Browser, sheet: str, shots: list[Shot], folder: Path) -> None:
    """Make one picture of all pages at one width, by letting Chromium lay them out."""
    figures = "".join(
        f'<figure><figcaption>{html.escape(shot.name)}</figcaption><div class="crop">'
        f'<img src="{sheet}/{shot.name}.png" alt=""></div></figure>'
        for shot in shots
    )
    columns = f'style="grid-template-columns:repeat({COLUMNS[sheet]},minmax(0,1fr))"'
    laid_out = folder / f"{sheet}.html"
    laid_out.write_text(
        f"<!doctype html><title>{sheet}</title><style>{STYLE}</style><main {columns}>{figures}</main>",
        encoding="utf-8",
    )
    page = browser.new_page(viewport={"width": SHEET_WIDTH, "height": 900})
    page.goto(laid_out.as_uri())
    page.screenshot(path=folder / f"{sheet}.png", full_page=True)
    page.close()
    laid_out.unlink()


def index(shots: list[Shot]) -> str:
    """Write the page that leads to every picture in full."""
    rows = "".join(
        f"<tr><th>{html.escape(shot.name)}<br><small>{html.escape(shot.address)}</small></th>"
        + "".join(
            f'<td><a href="{sheet}/{shot.name}.{"pdf" if sheet == "print" else "png"}">'
            f'<img src="{sheet}/{shot.name}.png" alt="{sheet}" loading="lazy"></a></td>'
            for sheet in SHEETS
        )
        + "</tr>"
        for shot in shots
    )
    head = f'<meta charset="utf-8"><title>Contact sheet</title><style>{INDEX_STYLE}</style>'
    return f'<!doctype html><html lang="en-GB">{head}<table>{rows}</table></html>'
