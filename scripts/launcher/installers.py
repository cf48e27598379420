"""The two ways to make an environment: uv where there is one, else Python's own venv and pip.

Where uv is there but cannot install, pip is tried: a machine may have a package mirror that only pip
knows.
"""

import os
import platform
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from launcher.saying import Stopped, say

SECONDS_BETWEEN_PROGRESS_LINES = 10
UNREACHABLE = (
    "failed to establish a new connection",
    "name resolution",
    "name or service not known",
    "dns error",
    "could not connect",
    "connection refused",
    "connection reset",
    "error sending request",
    "network is unreachable",
    "timed out",
    "operation timed out",
    "proxyerror",
    "max retries exceeded",
    "failed to fetch",
)


@dataclass(frozen=True, slots=True)
class Venv:
    """Python's own `venv`, and pip with hashes."""

    def can_use(self, python: Path) -> bool:
        """Whether an existing environment starts, is new enough and has pip."""
        return succeeds([python, "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))"])

    def make(self, folder: Path) -> None:
        """Make an empty environment in a folder that is there.

        `Stopped` names the package to install where Python came without venv.
        """
        if not succeeds([sys.executable, "-c", "import venv, ensurepip"]):
            raise Stopped(venv_is_missing())
        say(f"Making an environment in {folder}")
        outcome = run_quietly([sys.executable, "-m", "venv", folder])
        if outcome.code:
            hint = venv_is_missing() if "ensurepip" in outcome.text else outcome.tail()
            raise Stopped(f"The environment could not be made.\n{hint}")

    def install(self, python: Path, requirements: Path) -> None:
        """Install a hashed requirements file, with a line of progress every few seconds."""
        count = packages_in(requirements)
        say(f"Installing {counted(count)} with pip. The first time takes a minute or two.")
        command: list[str | Path] = [python, "-m", "pip", "install", "--require-hashes", "--no-input"]
        command += ["--disable-pip-version-check", "--retries", "2"]
        command += ["--requirement", requirements]
        outcome = run_quietly(command, count=count, starting="Collecting ")
        if outcome.code:
            raise Stopped(could_not_install(outcome))


@dataclass(frozen=True, slots=True)
class Uv:
    """uv, which does the same several times as fast."""

    program: str

    def can_use(self, python: Path) -> bool:
        """Whether an existing environment starts and is new enough."""
        return succeeds([python, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"])

    def make(self, folder: Path) -> None:
        """Make an empty environment, in a folder that is there, on the Python that runs this."""
        say(f"Making an environment in {folder}")
        command: list[str | Path] = [self.program, "venv", "--quiet", "--no-config", "--allow-existing"]
        if run_quietly([*command, "--python", sys.executable, folder]).code:
            say("uv could not make it. Trying venv instead.")
            Venv().make(folder)

    def install(self, python: Path, requirements: Path) -> None:
        """Install a hashed requirements file; where uv cannot, let pip try."""
        say(f"Installing {counted(packages_in(requirements))} with uv.")
        command: list[str | Path] = [self.program, "pip", "install", "--python", python, "--require-hashes"]
        outcome = run_quietly([*command, "--requirement", requirements])
        if not outcome.code:
            return
        say("uv could not install them. Trying pip instead.")
        if not Venv().can_use(python) and not succeeds([python, "-m", "ensurepip", "--upgrade"]):
            raise Stopped(could_not_install(outcome))
        Venv().install(python, requirements)


def choose() -> Uv | Venv:
    """Use uv where it is on the PATH and answers, else venv and pip."""
    program = shutil.which("uv")
    return Uv(program) if program and succeeds([program, "--version"]) else Venv()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a quiet command ended, and all it said."""

    code: int
    text: str

    def tail(self) -> str:
        """The last lines it said, which hold the reason."""
        return "\n".join(f"  {line}" for line in self.text.strip().splitlines()[-8:])


def succeeds(command: Sequence[str | Path]) -> bool:
    """Whether a command can be started and ends well."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def run_quietly(command: Sequence[str | Path], *, count: int = 0, starting: str = "") -> Outcome:
    """Run a command, keep what it says, and tell the person every few seconds that it is still at work.

    `count` is how many lines starting with `starting` it is going to say in all; nought gives no figure.
    """
    said: list[str] = []
    started = time.monotonic()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        reader = threading.Thread(target=lambda: said.extend(process.stdout or ()), daemon=True)
        reader.start()
        while True:
            try:
                code = process.wait(SECONDS_BETWEEN_PROGRESS_LINES)
            except subprocess.TimeoutExpired:
                seconds = round(time.monotonic() - started)
                done = sum(line.startswith(starting) for line in list(said)) if starting else 0
                say(f"  still at work: {done} of {count} after {seconds} s" if done else f"  {seconds} s")
            else:
                break
        reader.join()
    return Outcome(code, "".join(said))


def packages_in(requirements: Path) -> int:
    """How many packages a requirements file names."""
    lines = requirements.read_text(encoding="utf-8").splitlines()
    return sum("==" in line and not line.startswith((" ", "#")) for line in lines)


def counted(packages: int) -> str:
    """Say how many packages."""
    return "1 package" if packages == 1 else f"{packages} packages"


def could_not_install(outcome: Outcome) -> str:
    """Say why an installation failed: the network, or something else with its own last words."""
    if any(sign in outcome.text.lower() for sign in UNREACHABLE):
        return (
            "The packages could not be fetched: the Python package index cannot be reached from here.\n"
            "Check the network, or name your own mirror with `pip config set global.index-url ADDRESS`, "
            f"then run this again.\nThe last words were:\n{outcome.tail()}"
        )
    return f"The packages could not be installed. The last words were:\n{outcome.tail()}"


def venv_is_missing() -> str:
    """Name the package that brings venv for this very Python."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    sentence = f"This Python ({platform.python_version()}, {sys.executable}) came without venv. "
    if shutil.which("apt-get"):
        sudo = "" if hasattr(os, "geteuid") and os.geteuid() == 0 else "sudo "
        return f"{sentence}Install it, then run this again:\n  {sudo}apt-get install python{version}-venv"
    return f"{sentence}Install your system's package for Python {version}'s venv, or uv, then run this again."
