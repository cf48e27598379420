"""Servers for the browser: a process of our own for each, on a free port, stopped with its test."""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.needs import ROOT

SECONDS_TO_START = 60
SECONDS_TO_STOP = 60  # more than `quorate demo` gives its own two parts, one after the other
TODAY = "2026-12-02"  # a day after the papers of 10 December were due out; pictures stay the same


class NotServedError(AssertionError):
    """The server stopped, or did not answer in time. The message has its last words."""


@contextmanager
def served(command: Sequence[str | Path], port: int, *, folder: Path = ROOT) -> Iterator[str]:
    """Run a server's command until the test is over; give its address once it answers."""
    said: list[str] = []
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=variables(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    reader = threading.Thread(target=lambda: said.extend(process.stdout or ()), daemon=True)
    reader.start()
    address = f"http://localhost:{port}"
    try:
        wait_for(address, process, said)
        yield address
    finally:
        stop(process, reader, said)


def stop(process: subprocess.Popen[str], reader: threading.Thread, said: Sequence[str]) -> None:
    """End a server. One that leaves something running behind it is a fault, not a reason to wait for ever."""
    process.terminate()
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    reader.join(SECONDS_TO_STOP)
    if reader.is_alive():
        raise NotServedError(f"It left something running. Its last words:\n{''.join(said[-20:])}")
    if process.stdout:
        process.stdout.close()


def wait_for(address: str, process: subprocess.Popen[str], said: list[str]) -> None:
    """Wait until the server answers anything at all."""
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except urllib.error.HTTPError as answer:
            answer.close()
            return
        except OSError:
            time.sleep(0.1)
    raise NotServedError(f"{address} did not answer. Its last words:\n{''.join(said[-20:])}")


def free_port() -> int:
    """Find a port that nothing on this machine listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served_folder(folder: Path) -> Iterator[str]:
    """Serve the files of a folder."""
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", folder]
    with served(command, port) as address:
        yield address


def build_demonstration(data: Path) -> None:
    """Build the demonstration's database and files, as it stands on the journeys' fixed day."""
    done = subprocess.run(
        [*quorate("demo"), "--no-serve", "--data", data, "--today", TODAY],
        cwd=ROOT,
        env=variables(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotServedError(f"The demonstration could not be built:\n{done.stdout}{done.stderr}")


@contextmanager
def served_demonstration(built: Path, folder: Path) -> Iterator[str]:
    """Serve a copy of a demonstration that was built once, so that a journey may change what it likes."""
    data = folder / "data"
    shutil.copytree(built, data)
    port = free_port()
    command = [*quorate("demo"), "--data", data, "--port", str(port), "--today", TODAY]
    with served(command, port) as address:
        yield address


def quorate(*words: str) -> list[str | Path]:
    """Say a `quorate` line in the environment the tests run in."""
    return [sys.executable, "-m", "quorate.cli.main", *words]


def variables() -> dict[str, str]:
    """Give the environment without Quorate's settings: the demonstration brings its own."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("QUORATE_", "DJANGO_"))}
