"""`quorate work`: makes the packs asked for and sends the messages owed, until it is stopped."""

import importlib
from argparse import ArgumentParser, Namespace

DONE = 0


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `quorate work`."""
    parser.add_argument("--once", action="store_true", help="one round, then stop")


def run(args: Namespace) -> int:
    """Run the loop; gives the exit code."""
    import django

    django.setup()
    # The command line and the loop are neighbours that do not know each other: it is started by its name.
    loop = importlib.import_module("quorate.work.loop")
    if args.once:
        while loop.run_once():
            pass
        return DONE
    loop.run_forever()
    return DONE
