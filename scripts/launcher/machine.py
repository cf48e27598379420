"""Which programs the checks need beside Python's packages, and how a Debian or Ubuntu machine gets them."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from launcher import postgres
from launcher.installers import run_quietly, succeeds
from launcher.saying import say

ACCESSIBILITY_RULES = Path("tests/browser/node_modules/axe-core/axe.min.js")
HTML_CHECKER = Path("tests/browser/node_modules/vnu-jar/build/dist/vnu.jar")
STYLE_BUILDER = Path("frontend/node_modules/sass/sass.js")
FROM_NPM = {
    ACCESSIBILITY_RULES: "accessibility rules",
    HTML_CHECKER: "the Nu HTML checker",
    STYLE_BUILDER: "proving that the built styles are those of their sources",
}
"""What npm brings and what it is for, by where it then stands."""
NPM_PARTS = {"tests/browser": "the page checkers", "frontend": "what builds the styles"}
"""The folders with a lock file of npm's, and what is in them."""

SECONDS_TO_WIND_UP = 15


@dataclass(frozen=True, slots=True)
class Tool:
    """A program the checks need: any one of `programs`, had by installing `package`."""

    name: str
    programs: tuple[str, ...]
    package: str
    for_what: str

    def find(self) -> str | None:
        """Give the program's full path; None where it is not on this machine."""
        return next(filter(None, map(shutil.which, self.programs)), None)


TOOLS = {
    tool.name: tool
    for tool in (
        Tool(
            "chromium",
            ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
            "chromium",
            "journeys in a browser, accessibility rules and the contact sheet",
        ),
        Tool("soffice", ("soffice", "libreoffice"), "libreoffice-writer-nogui", "opening our Word files"),
        Tool("pdftoppm", ("pdftoppm",), "poppler-utils", "pictures of PDF pages"),
        Tool("pdfinfo", ("pdfinfo",), "poppler-utils", "reading a PDF's tags"),
        Tool("pdftotext", ("pdftotext",), "poppler-utils", "reading a PDF's words"),
        Tool("qpdf", ("qpdf",), "qpdf", "checking that a PDF is sound"),
        Tool("java", ("java",), "default-jre-headless", "the Nu HTML checker"),
        Tool("node", ("node", "nodejs"), "nodejs", "installing the page checkers and what builds the styles"),
        Tool("npm", ("npm",), "npm", "installing the page checkers and what builds the styles"),
    )
}


@dataclass(frozen=True, slots=True)
class Missing:
    """Something the checks need that is not here, and what brings it."""

    name: str
    brought_by: str
    for_what: str

    def __str__(self) -> str:
        """Say what is missing, on one line."""
        return f"{self.name} ({self.brought_by}): {self.for_what}"


def make_ready(root: Path, python: Path, *, install: bool) -> list[Missing]:
    """Install what the checks need and this machine lets us install; list what is still missing."""
    if install:
        install_system_packages(packages_wanted(python))
        for folder, what in NPM_PARTS.items():
            install_with_npm(root / folder, what)
    return missing(root, python)


def missing(root: Path, python: Path) -> list[Missing]:
    """List what the checks need and cannot find."""
    lacking = [
        Missing(tool.name, f"apt-get install {tool.package}", tool.for_what)
        for tool in TOOLS.values()
        if not tool.find()
    ]
    if postgres.find_server(python) is None:
        what = f"the checks on PostgreSQL {postgres.OLDEST} or newer"
        lacking.append(Missing("postgresql", "apt-get install postgresql", what))
    for part, what in FROM_NPM.items():
        if not (root / part).exists():
            folder = part.as_posix().partition("/node_modules")[0]
            lacking.append(Missing(part.name, f"npm ci in {folder}", what))
    return lacking


def packages_wanted(python: Path) -> list[str]:
    """List the system packages whose programs are not here, each once."""
    wanted = [tool.package for tool in TOOLS.values() if not tool.find()]
    if postgres.find_server(python) is None:
        wanted.append("postgresql")
    return sorted(set(wanted))


def install_system_packages(packages: Sequence[str]) -> None:
    """Install system packages on Debian or Ubuntu, as root or by sudo without a password; else do nothing."""
    if not packages:
        return
    prefix = way_to_install()
    if prefix is None:
        return
    say(f"Installing system packages: {', '.join(packages)}. This takes some minutes the first time.")
    apt: list[str] = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet"]
    apt += ["--option", "DPkg::Lock::Timeout=300"]
    run_quietly([*apt, "update"])
    outcome = run_quietly([*apt, "install", "--yes", "--no-install-recommends", *packages])
    if outcome.code:
        say(f"Not all of them could be installed. The last words were:\n{outcome.tail()}")


def way_to_install(
    *, who: Callable[[], int] = os.geteuid, release: Path = Path("/etc/os-release")
) -> list[str] | None:
    """Say what must stand before `apt-get` here; None where we may not, or the system is another."""
    if not is_debian(release) or not shutil.which("apt-get"):
        return None
    if who() == 0:
        return []
    if shutil.which("sudo") and succeeds(["sudo", "--non-interactive", "true"]):
        return ["sudo", "--non-interactive"]
    return None


def is_debian(release: Path) -> bool:
    """Whether the system calls itself Debian, Ubuntu or one of their kin."""
    try:
        lines = release.read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    named = [line.partition("=")[2].strip('"') for line in lines if line.startswith(("ID=", "ID_LIKE="))]
    return bool({"debian", "ubuntu"} & {word for words in named for word in words.split()})


def install_with_npm(folder: Path, what: str) -> None:
    """Install what a folder's lock file names, where that has changed."""
    lock = (folder / "package-lock.json").read_bytes()
    stamp = folder / "node_modules" / "installed-lock.json"
    npm = TOOLS["npm"].find()
    if npm is None or (stamp.exists() and stamp.read_bytes() == lock):
        return
    say(f"Installing {what} with npm")
    flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]
    outcome = run_quietly([npm, "ci", "--prefix", folder, *flags])
    if outcome.code:
        say(f"They could not be installed. The last words were:\n{outcome.tail()}")
        return
    stamp.write_bytes(lock)


def run_to_end(command: Sequence[str | Path], *, folder: Path, variables: dict[str, str]) -> int:
    """Run a command in the person's terminal to its end, also when it or the launcher is told to stop.

    Ctrl-C reaches the command by itself: it is given time to say how far it came.
    """
    process = subprocess.Popen(command, cwd=folder, env=variables)
    try:
        return process.wait()
    except KeyboardInterrupt:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(SECONDS_TO_WIND_UP)
        raise
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


def said_of(lacking: Iterable[Missing]) -> str:
    """List what is missing, a line each."""
    return "\n".join(f"  {one}" for one in lacking)
