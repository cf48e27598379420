"""`./quorate test`: sets up what the checks need, then runs them on PostgreSQL and on SQLite.

PostgreSQL comes first and runs the tests that use the database. The run on SQLite runs every test, is told
how the first one ended and fails with it, so that its closing line, the last thing printed, speaks for both.
"""

import argparse
import os
import signal
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from launcher import environment, machine, postgres
from launcher.saying import Stopped, say

NO_TESTS = 5  # pytest's exit code when nothing was collected
MOST_WORKERS = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the line after `./quorate test` asks for."""

    everything: bool
    install: bool
    databases: tuple[str, ...]
    pytest: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether the whole suite is meant, rather than some of it."""
        return not self.pytest


def run(root: Path, arguments: Sequence[str]) -> int:
    """Set up, run the checks, give the exit code: 0 where every run was green."""
    wanted = read(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    python = environment.ready(root, "dev")
    lacking = machine.make_ready(root, python, install=wanted.install)
    if lacking:
        say(f"Not on this machine:\n{machine.said_of(lacking)}")
        if wanted.everything:
            raise Stopped("With --all nothing may be missing, so no test was run.")
        say("Tests that need them are listed as not run.")
    with tempfile.TemporaryDirectory(prefix="quorate-checks-") as folder:
        return run_on_each(Session(root, python, Path(folder), wanted))


def read(arguments: Sequence[str]) -> Wanted:
    """Read the line; what is not ours is pytest's."""
    parser = argparse.ArgumentParser(
        prog="./quorate test",
        description="Sets up and runs the checks. Anything else on the line is passed to pytest.",
        allow_abbrev=False,
    )
    parser.add_argument("--all", action="store_true", help="fail where anything the checks need is missing")
    parser.add_argument("--no-install", action="store_true", help="install no system or npm package")
    parser.add_argument(
        "--database", choices=("postgresql", "sqlite", "both"), default="both", help="default: both"
    )
    known, rest = parser.parse_known_args(arguments)
    both = known.database == "both"
    return Wanted(
        everything=known.all,
        install=not known.no_install and (known.all or not rest),
        databases=("postgresql", "sqlite") if both else (known.database,),
        pytest=tuple(rest),
    )


@dataclass(frozen=True, slots=True)
class Session:
    """Where one call of `./quorate test` works, and with what."""

    root: Path
    python: Path
    folder: Path
    wanted: Wanted


def run_on_each(session: Session) -> int:
    """Run on each database asked for; every run must be green."""
    codes: list[int] = []
    earlier: dict[str, str] = {}
    if "postgresql" in session.wanted.databases:
        server = postgres.find_server(session.python)
        if server is not None:
            say(f"Running the tests that use the database on {server.name}")
            with postgres.running(server) as address:
                code = run_pytest(session, address, ["--database-tests-only"])
            codes.append(0 if code == NO_TESTS and not session.wanted.is_whole else code)
            earlier = what_to_tell(session, server.name, code)
    if "sqlite" in session.wanted.databases:
        if earlier:
            say("Running every test on SQLite")
        codes.append(run_pytest(session, f"sqlite:///{session.folder}/quorate.sqlite3", [], earlier))
    return next(filter(None, codes), 0) if codes else NO_TESTS


def run_pytest(
    session: Session, address: str, more: Sequence[str], told: dict[str, str] | None = None
) -> int:
    """Run pytest against one database and give its exit code."""
    command: list[str | Path] = [session.python, "-m", "pytest", *more]
    command.append(f"--junit-xml={session.folder / 'results.xml'}")
    if session.wanted.everything:
        command.append("--require-all")
    if session.wanted.is_whole:
        workers = max(2, min(os.cpu_count() or 2, MOST_WORKERS))
        # A worker that ended hung or crashed: another would be given the same test and end the same way.
        command += ["-n", str(workers), "--dist", "loadgroup", "--max-worker-restart", "0"]
    variables = {name: value for name, value in os.environ.items() if not name.startswith("QUORATE_")}
    variables |= {name: os.environ[name] for name in ("QUORATE_INPUTS",) if name in os.environ}
    variables |= {"QUORATE_DATABASE": address, "QUORATE_TESTING": "yes", **(told or {})}
    if session.wanted.everything:
        variables["HYPOTHESIS_PROFILE"] = "ci"
    return machine.run_to_end([*command, *session.wanted.pytest], folder=session.root, variables=variables)


def what_to_tell(session: Session, name: str, code: int) -> dict[str, str]:
    """Put how a run ended in variables for the next one."""
    results = session.folder / "results.xml"
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    if results.exists():
        for suite in ET.parse(results).getroot().iter("testsuite"):  # noqa: S314  pytest wrote it just now
            failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            skipped = int(suite.get("skipped", 0))
            counts["failed"] += failed
            counts["skipped"] += skipped
            counts["passed"] += int(suite.get("tests", 0)) - failed - skipped
        results.unlink()
    said = ", ".join(f"{count} {word}" for word, count in counts.items() if count or word != "skipped")
    return {"QUORATE_EARLIER_RUN": f"{name}: {said}", "QUORATE_EARLIER_EXIT": str(code)}
