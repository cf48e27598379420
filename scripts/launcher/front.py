"""What `./quorate` does with its words.

`test` is the launcher's own; everything else is passed to the `quorate` command in the environment, in the
folder the person stands in, so that file names mean what they meant to her.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from launcher import checks, environment
from launcher.saying import Stopped, say

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: Sequence[str]) -> int:
    """Run one `./quorate` line.

    Returns the exit code: that of the command itself, or 1 where the environment could not be made, or 130
    after Ctrl-C.
    """
    try:
        if arguments and arguments[0] == "test":
            return checks.run(ROOT, arguments[1:])
        python = environment.ready(ROOT, "run")
        return run_quorate(python, arguments)
    except Stopped as stopped:
        say(str(stopped))
        return 1
    except KeyboardInterrupt:
        return 130


def run_quorate(python: Path, arguments: Sequence[str]) -> int:
    """Hand over to the `quorate` command; on POSIX this process becomes it."""
    command = [str(python), "-m", "quorate.cli.main", *arguments]
    if os.name == "posix":
        sys.stdout.flush()
        sys.stderr.flush()
        os.execv(command[0], command)  # noqa: S606  the environment's own Python, by its full path
    process = subprocess.Popen(command)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return process.wait()
