"""How the launcher speaks: short lines on the error stream, so that a command's own output stays clean."""

import sys


class Stopped(Exception):  # noqa: N818  it is not a fault of the program; the sentence is for the person
    """The launcher cannot go on. The message says why and what to do, in plain sentences."""


def say(line: str) -> None:
    """Print one line to the person, at once."""
    print(line, file=sys.stderr, flush=True)
