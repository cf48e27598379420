"""The checks that read the source without running it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import tree

HERE = Path(sys.executable).parent
CHECKS = {
    "ruff finds nothing": [sys.executable, "-m", "ruff", "check", "--no-fix", "."],
    "ruff would change no layout": [sys.executable, "-m", "ruff", "format", "--check", "."],
    "mypy finds nothing": [sys.executable, "-m", "mypy"],
    "imports only go down": [sys.executable, HERE / "lint-imports"],
    "no migration is missing": [
        *(sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run", "--skip-checks"),
    ],
    "the front door is sound shell": ["sh", "-n", "quorate"],
    "the lock script is sound shell": ["sh", "-n", "scripts/lock"],
}


def run(command: list[str | Path], tmp_path: Path) -> subprocess.CompletedProcess[str]:
    variables = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "quorate.config.settings",
        "QUORATE_TESTING": "yes",
        "QUORATE_DATABASE": f"sqlite:///{tmp_path}/checks.sqlite3",
    }
    return subprocess.run(command, cwd=tree.ROOT, env=variables, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", CHECKS.values(), ids=CHECKS)
def test_a_static_check_is_green(command: list[str | Path], tmp_path: Path):
    done = run(command, tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_printed_documents_are_current(tmp_path: Path):
    done = run([sys.executable, "-m", "quorate.cli.main", "docs", "--check"], tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("command", "planted"),
    [
        (["ruff", "check", "--isolated", "--select", "F"], "import os\n"),
        (["ruff", "format", "--isolated", "--check"], "x=1\n"),
        (["mypy", "--strict", "--config-file="], "def f(x): return x\n"),
    ],
    ids=["ruff check", "ruff format", "mypy"],
)
def test_a_check_catches_a_planted_fault(command: list[str], planted: str, tmp_path: Path):
    bad = tmp_path / "bad.py"
    bad.write_text(planted)

    done = run([sys.executable, "-m", *command, bad], tmp_path)

    assert done.returncode == 1, done.stdout + done.stderr
