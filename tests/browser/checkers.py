"""The two checkers that pages are held to, and a slower machine.

A green run of either is necessary and not sufficient: axe finds about half of what can be wrong.
"""

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.needs import needs

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SECONDS_TO_CHECK = 300


def axe(page: Page, *, without: Iterable[str] = ()) -> list[str]:
    """List the accessibility rules (WCAG 2.2 AA and best practice) that the page breaks, a line each.

    `without` names rules to leave out; a test that does so says why. The rules are put in past the page's
    content security policy, which stays on.
    """
    page.evaluate(Path(needs("axe")).read_text(encoding="utf-8"))
    asked: dict[str, Any] = {
        "runOnly": {"type": "tag", "values": RULES},
        "rules": {rule: {"enabled": False} for rule in without},
        "resultTypes": ["violations"],
    }
    found = page.evaluate("asked => axe.run(document, asked)", asked)
    return [
        f"{broken['id']} ({broken['impact']}): {broken['help']}: {node['html'][:200]}"
        for broken in found["violations"]
        for node in broken["nodes"]
    ]


def nu(files: Iterable[Path]) -> list[str]:
    """List the HTML errors in files, a line each, by one run of the Nu checker over all of them."""
    paths = [str(path) for path in files]
    if not paths:
        raise ValueError("There is nothing to check.")
    done = subprocess.run(
        [needs("java"), "-jar", needs("nu"), "--errors-only", "--format", "json", *paths],
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS_TO_CHECK,
    )
    messages = json.loads(done.stderr)["messages"]
    return [in_words(said) for said in messages]


def in_words(said: dict[str, Any]) -> str:
    """Put one of the Nu checker's messages on a line: file, line, what is wrong, the words it is wrong in."""
    place = f"{Path(said.get('url', '')).name}:{said.get('lastLine', 0)}"
    return f"{place}: {said['message']}: {said.get('extract', '')!r}"


def throttle(page: Page, times: float) -> None:
    """Make the page's processor this many times slower, as on a cheap or old machine; 1 is full speed."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": times})
