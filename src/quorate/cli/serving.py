"""Runs the web server and the work loop side by side until somebody stops them."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable

HOST = "127.0.0.1"
_SECONDS_TO_ANSWER = 60
_SECONDS_TO_STOP = 15


def serve_all(port: int, *, welcome: Callable[[], None]) -> int:
    """Serve and work until Ctrl-C; `welcome` is called once pages are answered. Returns the exit code."""
    started: list[subprocess.Popen[bytes]] = []
    try:
        for words in (["serve", "--host", HOST, "--port", str(port)], ["work"]):
            started.append(_start(words))
        if not _answers(port, started[0]):
            print("The pages could not be served.", file=sys.stderr)
            return 1
        welcome()
        return _watch(started)
    except KeyboardInterrupt:
        print("\nStopped.")
        return 0
    finally:
        _stop(started)


def _start(words: list[str]) -> "subprocess.Popen[bytes]":
    # A session of its own: Ctrl-C reaches this process alone, which then stops the others in order.
    command = [sys.executable, "-m", "quorate.cli.main", *words]
    return subprocess.Popen(command, start_new_session=True, stdin=subprocess.DEVNULL)  # noqa: S603 our own


def _answers(port: int, server: "subprocess.Popen[bytes]") -> bool:
    until = time.monotonic() + _SECONDS_TO_ANSWER
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=5):
                return True
        except urllib.error.HTTPError as answer:
            answer.close()
            return True
        except OSError:
            time.sleep(0.1)
    return False


def _watch(started: "list[subprocess.Popen[bytes]]") -> int:
    while all(process.poll() is None for process in started):
        time.sleep(0.5)
    ended = next(process for process in started if process.poll() is not None)
    name = ended.args[3] if isinstance(ended.args, list) else "a part"
    print(f"quorate {name} ended by itself, so the rest is stopped too.", file=sys.stderr)
    return 1


def _stop(started: "list[subprocess.Popen[bytes]]") -> None:
    for process in started:
        if process.poll() is None:
            process.terminate()
    for process in started:
        try:
            process.wait(_SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # with whatever it had started itself
            process.wait()
