"""Reads settings from the environment, with a sentence for each that is wrong."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=10000;"
)


def text(name: str, default: str = "") -> str:
    """A setting as text, without surrounding spaces."""
    return os.environ.get(name, default).strip()


def flag(name: str) -> bool:
    """A setting that is on or off; refuses anything but yes, no, true, false, 1, 0 and empty."""
    value = text(name).lower()
    if value not in {"", "0", "no", "false", "1", "yes", "true"}:
        raise ImproperlyConfigured(f"{name} is “{value}”. Write yes or no.")
    return value in {"1", "yes", "true"}


def number(name: str, default: int) -> int:
    """A whole number of zero or more."""
    value = text(name, str(default))
    if not value.isdigit():
        raise ImproperlyConfigured(f"{name} is “{value}”. Write a whole number.")
    return int(value)


def words(name: str) -> list[str]:
    """A list of words parted by commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def database(url: str, data: Path) -> Mapping[str, Any]:
    """Django's settings for a database address: `sqlite:///path` or `postgresql://user@host:port/name`.

    SQLite is the embedded default: WAL, IMMEDIATE transactions, foreign keys, synchronous FULL. The
    pragmas are read back at start, since a misspelt option is silently ignored.
    """
    if not url:
        return _sqlite(str(data / "quorate.sqlite3"))
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path.removeprefix("/")) if parts.path != "/:memory:" else ":memory:")
    if parts.scheme in {"postgresql", "postgres"}:
        host = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair).get("host", "")
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(host) or parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ImproperlyConfigured(
        f"QUORATE_DATABASE starts with “{parts.scheme}”. Write sqlite:///path or postgresql://host/name."
    )


def _sqlite(path: str) -> Mapping[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 10, "init_command": SQLITE_START},
    }
