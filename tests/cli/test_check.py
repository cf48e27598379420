"""`quorate check`: refuses, in sentences, an installation that would lose or mix up what it holds."""

from pathlib import Path

import pytest
from django.core import checks
from django.db.utils import ConnectionHandler

from quorate.cli import check, django_, main
from quorate.config.environment import database
from quorate.records.models import EntryPosition, Partnership
from tests.builders.plans import add, start
from tests.builders.world import TODAY, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(tmp_path: Path, monkeypatch):
    """Open a SQLite database in a file of its own, with these words run at its start."""
    handlers = []

    def open_with(**changed: str):
        made = dict(database(f"sqlite:///{tmp_path / 'quorate.sqlite3'}", tmp_path))
        start = made["OPTIONS"]["init_command"]
        for name, value in changed.items():
            start += f" PRAGMA {name}={value};"
        made["OPTIONS"] = {**made["OPTIONS"], "init_command": start}
        handler = ConnectionHandler({"default": made})
        handlers.append(handler)
        monkeypatch.setattr(django_, "connection", handler["default"])

    yield open_with
    for handler in handlers:
        handler.close_all()


def test_the_database_as_configured_is_sound(opened):
    opened()

    assert django_.pragma_faults() == []


@pytest.mark.parametrize(
    ("pragma", "value", "sentence"),
    [
        ("journal_mode", "DELETE", "journal_mode is delete and should be wal"),
        ("synchronous", "NORMAL", "synchronous is 1 and should be 2"),
        ("foreign_keys", "OFF", "foreign_keys is 0 and should be 1"),
        ("busy_timeout", "5", "busy_timeout is 5 and should be 1000 or more"),
    ],
)
def test_a_pragma_that_is_off_is_a_fault(opened, pragma: str, value: str, sentence: str):
    opened(**{pragma: value})

    (said,) = django_.pragma_faults()

    assert sentence in said


def test_a_fault_ends_the_check_with_1_and_a_sentence(opened, capsys):
    opened(foreign_keys="OFF")

    code = main.main(["check"])

    said = capsys.readouterr()
    assert code == 1
    assert "SQLite’s foreign_keys is 0" in said.err
    assert said.out == ""


def test_a_database_that_is_behind_is_a_fault(opened, settings, tmp_path: Path):
    settings.DATA = tmp_path
    opened()

    (said,) = check.faults()

    assert said.startswith("The database is not at this version: it lacks ")
    assert said.endswith("Run quorate migrate.")


def test_a_folder_that_is_not_there_is_a_fault(settings, tmp_path: Path):
    settings.DATA = tmp_path / "nowhere"

    (said,) = check.faults()

    assert str(tmp_path / "nowhere") in said


def test_demonstration_mode_beside_a_real_partnership_is_a_fault(settings, tmp_path: Path):
    settings.DATA, settings.DEMONSTRATION = tmp_path, True
    world = make_world()
    assert check.faults() == []

    Partnership.objects.filter(id=world.partnership).update(is_demonstration=False)

    (said,) = check.faults()
    assert "is not a demonstration" in said


def test_a_position_that_is_not_what_the_history_comes_to_is_a_fault_until_it_is_mended(
    settings, tmp_path: Path, capsys
):
    settings.DATA, settings.TODAY = tmp_path, TODAY.isoformat()
    world = make_world()
    entry = add(world, start(world), "Train every school")
    add(world, start(world, "Another plan"), "Open a refuge")
    assert check.position_faults() == []
    EntryPosition.objects.filter(entry=entry).update(facts="")

    assert check.position_faults() == [
        "In marlhaven/city-action-plan, 1 entry of which the position is not what the history comes to. "
        "Run quorate check --mend."
    ]
    assert main.main(["check"]) == 1
    assert "marlhaven/city-action-plan" in capsys.readouterr().err
    assert main.main(["check", "--mend"]) == 0
    assert check.position_faults() == []


def test_a_sound_installation_has_no_faults(settings, tmp_path: Path):
    settings.DATA = tmp_path

    assert check.faults() == []


def test_what_the_framework_warns_of_is_said(monkeypatch, capsys):
    found = [
        checks.Warning("The key is short.", hint="Make it longer.", id="q.W1"),
        checks.Info("Nothing.", id="q.I1"),
    ]
    monkeypatch.setattr("django.core.checks.run_checks", lambda: found)

    assert main.main(["check"]) == 1

    said = capsys.readouterr().err
    assert "The key is short. Make it longer. (q.W1)" in said
    assert "Nothing." not in said
