"""Makes Django ready for a command, and asks the database what it is.

Only commands that need Django import this, so that the others answer without waiting for it.
"""

import os
import secrets
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import django
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from quorate.domain.kernel.asking import moment_of
from quorate.queries.pretending import pretended

# What SQLite must answer for a write to outlive a power cut and for references to hold.
_PRAGMAS = (
    ("journal_mode", "wal", "write-ahead logging is off, so readers and writers would wait on each other"),
    ("synchronous", "2", "writes are not synced in full, so a power cut could lose what was saved"),
    ("foreign_keys", "1", "foreign keys are off, so rows could name others that are not there"),
)
_LEAST_WAIT = 1000  # milliseconds: two writers at once wait for each other rather than fail


def set_up() -> None:
    """Make Django ready, with settings from the environment."""
    django.setup()


def set_up_to_read_code() -> None:
    """Make Django ready to be asked what the code says: nothing is served, so any secret will do."""
    os.environ.setdefault("QUORATE_SECRET_KEY", secrets.token_hex())
    django.setup()


def today() -> date:
    """Today in London, or as the demonstration pretends."""
    return moment_of(timezone.now(), ZoneInfo(settings.TIME_ZONE), pretended=pretended()).today


def make_data_folder() -> Path:
    """The folder that holds the files, and the database where it is SQLite."""
    folder = Path(settings.DATA)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def is_sqlite() -> bool:
    """Whether the database is SQLite."""
    return connection.vendor == "sqlite"


def sqlite_path() -> Path:
    """Where the SQLite database is."""
    return Path(str(connection.settings_dict["NAME"]))


def missing_migrations() -> list[str]:
    """The names of migrations the database has not had, in order."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label} {migration.name}" for migration, _ in plan]


def pragma_faults() -> list[str]:
    """What is wrong with how SQLite was opened, as sentences; a misspelt option is silently ignored."""
    if not is_sqlite():
        return []
    with connection.cursor() as cursor:
        read = {name: _read(cursor, name) for name in (*(name for name, _, _ in _PRAGMAS), "busy_timeout")}
    wanted = {name: value for name, value, _ in _PRAGMAS}
    if read["journal_mode"] == "memory" and not sqlite_path().is_file():
        del wanted["journal_mode"]  # a database in memory, as tests have, keeps no log
    found = [
        f"SQLite’s {name} is {read[name]} and should be {wanted[name]}: {why}."
        for name, _, why in _PRAGMAS
        if name in wanted and read[name] != wanted[name]
    ]
    if int(read["busy_timeout"]) < _LEAST_WAIT:
        found.append(
            f"SQLite’s busy_timeout is {read['busy_timeout']} and should be {_LEAST_WAIT} or more: "
            "two people saving at once would see an error."
        )
    return found


def _read(cursor: object, name: str) -> str:
    cursor.execute(f"PRAGMA {name}")  # type: ignore[attr-defined]
    return str(cursor.fetchone()[0]).lower()  # type: ignore[attr-defined]
