"""Programs beside Python that a test needs, and what happens where one is not here.

A test that cannot run is skipped with the name of what would let it run. Under `--require-all` it fails.
"""

import signal
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))  # one table of tools serves the launcher and the tests

from launcher import machine  # noqa: E402

AXE = ROOT / machine.ACCESSIBILITY_RULES
NU = ROOT / machine.HTML_CHECKER
SASS = ROOT / machine.STYLE_BUILDER
BY_MARKER = {"browser": ("chromium", "axe"), "office": ("soffice",), "nu": ("java", "nu")}
MISSING = "not on this machine: "


class Strictness:
    """Whether a missing program fails a test, as `--require-all` asks."""

    required = False


def needs(name: str) -> str:
    """Give the path of a program or checker; skip the test, or fail it under `--require-all`, without it."""
    found = find(name)
    if found is not None:
        return found
    reason = f"{MISSING}{name} ({brought_by(name)})"
    if Strictness.required:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def find(name: str) -> str | None:
    """Give the path of a program or checker, None where it is not here."""
    files = {"axe": AXE, "nu": NU, "sass": SASS}
    if name in files:
        return str(files[name]) if files[name].exists() else None
    return machine.TOOLS[name].find()


def brought_by(name: str) -> str:
    """Say what installs it."""
    if name in ("axe", "nu", "sass"):
        return f"npm ci in {'frontend' if name == 'sass' else 'tests/browser'}"
    return f"apt-get install {machine.TOOLS[name].package}"


def hear_ctrl_c() -> None:
    """In a child about to start: hear Ctrl-C even where whoever started the tests does not.

    A shell starts what it runs in the background with Ctrl-C ignored, and that is inherited.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
