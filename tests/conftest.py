"""What holds for every test.

Warnings are errors (pyproject.toml); connections stay on this machine; the rules and the documents are tested
without a database; a test whose program is missing is listed as not run, or fails under `--require-all`.
"""

import gc
import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import needs, sockets

TESTS = Path(__file__).resolve().parent
WITHOUT_DATABASE = (TESTS / "domain", TESTS / "documents")
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}
EARLIER_RUN = "QUORATE_EARLIER_RUN"

settings.register_profile("default", deadline=None)
settings.register_profile(
    "ci",
    deadline=None,  # a busy machine is not a fault
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what the launcher asks for."""
    group = parser.getgroup("quorate")
    group.addoption("--require-all", action="store_true", help="fail a test whose program is missing")
    group.addoption(
        "--contact-sheet", action="store_true", help="photograph every page, for a person to look at"
    )
    group.addoption(
        "--database-tests-only",
        action="store_true",
        help="leave out tests that use no database, and journeys, which bring their own",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Shut the doors before anything is imported."""
    config.addinivalue_line("markers", "contact_sheet: photographs every page under --contact-sheet")
    config.addinivalue_line("markers", "earlier_run: speaks for the run before this one, where there was one")
    needs.Strictness.required = config.getoption("--require-all")
    sockets.keep_to_this_machine()


def pytest_itemcollected(item: pytest.Item) -> None:
    """Keep the journeys on one worker. Later than this, xdist would not see it."""
    if item.get_closest_marker("browser"):
        item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this run is not for."""
    only_database = config.getoption("--database-tests-only")
    photographs = config.getoption("--contact-sheet")
    left_out = [
        item
        for item in items
        if (only_database and (not uses_database(item) or item.get_closest_marker("browser")))
        or (item.get_closest_marker("earlier_run") and EARLIER_RUN not in os.environ)
        or (item.get_closest_marker("contact_sheet") and not photographs)
    ]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


def pytest_collection_finish(session: pytest.Session) -> None:
    """Set aside what was collected: it stays to the end, and need not be looked over again and again."""
    gc.collect()
    gc.freeze()


def uses_database(item: pytest.Item) -> bool:
    """Whether a test asks for the database, by mark or by fixture."""
    asked_for = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(asked_for & DATABASE_FIXTURES)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Refuse a database to the lower floors, and look for the programs a test's marks name."""
    if uses_database(item) and any(item.path.is_relative_to(folder) for folder in WITHOUT_DATABASE):
        pytest.fail("Rules and documents are tested without a database.", pytrace=False)
    for marker, names in needs.BY_MARKER.items():
        if item.get_closest_marker(marker):
            for name in names:
                needs.needs(name)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List what was not run, and how the run on the other database ended."""
    reasons = Counter(
        report.longrepr[2].removeprefix("Skipped: ")
        for report in terminalreporter.stats.get("skipped", [])
        if isinstance(report.longrepr, tuple)
    )
    if reasons:
        terminalreporter.section("not run")
        for reason, count in sorted(reasons.items()):
            terminalreporter.line(f"{count} {'test' if count == 1 else 'tests'}: {reason}")
    if EARLIER_RUN in os.environ:
        terminalreporter.section("before this")
        terminalreporter.line(os.environ[EARLIER_RUN])


LONGEST_NAMED = 80


def pytest_make_parametrize_id(val, argname):
    """Name a case that is a file neither by its bytes nor by their number, which no two builds agree on."""
    return f"long {argname}" if isinstance(val, bytes | str) and len(val) > LONGEST_NAMED else None
