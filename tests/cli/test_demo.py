"""`quorate demo`, as a process of its own: made once, kept, served and stopped."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from quorate.cli import demo as demonstration
from tests.needs import hear_ctrl_c

EARLY = "2024-01-05"  # a week into the story: quick to make


CLEAN = {n: v for n, v in os.environ.items() if not n.startswith(("QUORATE_", "DJANGO_"))}


def quorate(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "quorate.cli.main", *words]
    return subprocess.run(
        command, env={**CLEAN, **more}, cwd=folder, capture_output=True, text=True, check=False
    )


def demo(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return quorate(data.parent, "demo", "--data", str(data), *words)


def partnerships(data: Path) -> list[str]:
    with sqlite3.connect(data / "quorate.sqlite3") as held:
        found = held.execute("select slug from records_partnership order by slug").fetchall()
    held.close()
    return [slug for (slug,) in found]


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    data = tmp_path_factory.mktemp("demonstration") / "data"
    done = demo(data, "--no-serve", "--today", EARLY)
    assert done.returncode == 0, done.stderr
    assert str(data) in done.stdout
    return data


def test_it_is_made_where_it_was_asked_for(made: Path):
    assert partnerships(made) == ["marlhaven"]
    assert json.loads((made / "demonstration.json").read_text())["today"] == EARLY


def test_made_already_it_is_left_as_it_is(made: Path):
    again = demo(made, "--no-serve")

    assert (again.returncode, again.stderr) == (0, "")
    assert "Making" not in again.stdout
    assert partnerships(made) == ["marlhaven"]


def test_a_later_day_is_only_a_later_day(made: Path):
    assert demo(made, "--no-serve", "--today", "2024-02-01").returncode == 0


def test_an_earlier_day_has_to_be_made_anew(made: Path):
    done = demo(made, "--no-serve", "--today", "2024-01-02")

    assert done.returncode == 1
    assert "add --fresh" in done.stderr


def test_moved_on_in_the_browser_it_does_not_go_back_unless_made_anew(made: Path):
    kept = made / "stands-at.txt"
    kept.write_text("2024-03-01", encoding="ascii")
    try:
        refused = demo(made, "--no-serve", "--today", "2024-02-01")
        served = demo(made, "--no-serve")
    finally:
        kept.unlink()

    assert refused.returncode == 1
    assert "was moved on to 1 March 2024" in refused.stderr
    assert served.returncode == 0


def test_made_anew_it_stands_where_it_is_made(tmp_path: Path):
    data = tmp_path / "data"
    data.mkdir()
    (data / "stands-at.txt").write_text("2024-03-01", encoding="ascii")

    assert demo(data, "--no-serve", "--fresh", "--today", EARLY).returncode == 0
    assert not (data / "stands-at.txt").exists()


def test_another_number_of_towns_has_to_be_made_anew(tmp_path: Path):
    data = tmp_path / "data"
    assert demo(data, "--no-serve", "--today", EARLY, "--scale", "1").returncode == 0
    assert partnerships(data) == ["marlhaven", "town-001"]

    refused = demo(data, "--no-serve", "--scale", "2")
    done = demo(data, "--no-serve", "--scale", "2", "--fresh", "--today", EARLY)

    assert refused.returncode == 1
    assert "add --fresh" in refused.stderr
    assert done.returncode == 0
    assert partnerships(data) == ["marlhaven", "town-001", "town-002"]


@pytest.mark.parametrize("fresh", [[], ["--fresh"]], ids=["kept", "fresh"])
def test_a_partnership_of_somebodys_own_is_never_touched(tmp_path: Path, fresh: list[str]):
    data = tmp_path / "data"
    own = {"QUORATE_SECRET_KEY": "x" * 50, "QUORATE_DATA": str(data)}
    line = ["init", "own", "--name", "Own", "--coordinator", "C", "--email", "c@own.example"]
    assert quorate(tmp_path, "migrate", **own).returncode == 0
    assert quorate(tmp_path, *line, **own).returncode == 0

    done = demo(data, "--no-serve", "--today", EARLY, *fresh)

    assert done.returncode == 1
    assert "is not a demonstration" in done.stderr
    assert partnerships(data) == ["own"]


def test_a_port_that_is_taken_is_said_before_anything_is_made(tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        done = demo(tmp_path / "data", "--port", str(port))

    assert done.returncode == 1
    assert f"port {port}" in done.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    "words", [["--today", "tomorrow"], ["--scale", "-1"], ["--port", "x"]], ids=lambda words: words[0]
)
def test_what_cannot_be_read_ends_with_2(tmp_path: Path, words: list[str]):
    assert demo(tmp_path / "data", "--no-serve", *words).returncode == 2


def test_a_day_before_the_story_is_refused(tmp_path: Path):
    done = demo(tmp_path / "data", "--no-serve", "--today", "2020-01-01")

    assert done.returncode == 1
    assert "begins on 1 January 2024" in done.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "asked to end"])
def test_it_is_served_and_stopped_with_all_it_started(made: Path, number: int):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "quorate.cli.main", "demo", "--data", str(made), "--port", str(port)]
    said = made.parent / f"said-{number}"
    with said.open("w") as out:
        process = subprocess.Popen(
            command,
            env=CLEAN,
            stdout=out,
            stderr=subprocess.STDOUT,
            cwd=made.parent,
            preexec_fn=hear_ctrl_c,
        )
    try:
        until = time.monotonic() + 60
        while "Stop it with Ctrl-C" not in said.read_text() and time.monotonic() < until:
            assert process.poll() is None, said.read_text()
            time.sleep(0.1)
        with urllib.request.urlopen(f"http://localhost:{port}/", timeout=10) as page:
            assert b"Quorate" in page.read()
        process.send_signal(number)
        code = process.wait(30)
    finally:
        process.kill()
        process.wait()

    assert code == 0
    text = said.read_text()
    assert f"Quorate is at http://localhost:{port}" in text
    assert re.search(r"it is Friday 5 January 2024", text)
    assert text.rstrip().endswith("Stopped.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))


@pytest.mark.parametrize("words", [["check"], ["audit", "verify"]])
def test_other_commands_look_at_the_demonstration_where_there_is_one(words, tmp_path):
    outside = {key: value for key, value in os.environ.items() if not key.startswith(("QUORATE_", "DJANGO_"))}
    run = [sys.executable, "-m", "quorate.cli.main", *words]

    bare = subprocess.run(run, env=outside, capture_output=True, text=True, check=False)
    nowhere = subprocess.run(
        [*run, "--demonstration", str(tmp_path)], env=outside, capture_output=True, text=True, check=False
    )

    assert (bare.returncode, nowhere.returncode) == (1, 1)
    assert f"`quorate {' '.join(words)} --demonstration`" in bare.stderr
    assert nowhere.stderr == (
        f"There is no demonstration in {tmp_path}. "
        "Make it with `quorate demo`, or name the folder it is in.\n"
    )


def test_the_settings_to_look_at_the_demonstration_are_those_it_was_made_with(monkeypatch, tmp_path):
    monkeypatch.setattr(os, "environ", {})
    (tmp_path / demonstration.NOTE).write_text('{"today": "2026-12-02", "scale": "0"}', encoding="utf-8")

    assert demonstration.refusal_to_look(tmp_path) == ""
    assert os.environ["QUORATE_DEMONSTRATION"] == "yes"
    assert os.environ["QUORATE_TODAY"] == "2026-12-02"
    assert os.environ["QUORATE_DATABASE"] == f"sqlite:///{tmp_path / 'quorate.sqlite3'}"
