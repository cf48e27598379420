"""`quorate serve`: serves the pages, once the installation is found sound."""

import argparse
import sys

HOST = "127.0.0.1"
PORT = 8000
WORKERS = 2
THREADS = 4  # for each worker: pages wait mostly on the database
_SECONDS_TO_STOP = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and with how many processes."""
    parser.add_argument("--host", default=HOST, help=f"the address to listen on (by default {HOST})")
    parser.add_argument("--port", type=int, default=PORT, help=f"the port (by default {PORT})")
    parser.add_argument("--workers", type=int, default=WORKERS, help=f"processes (by default {WORKERS})")


def run(args: argparse.Namespace) -> int:
    """Serve until stopped; 1 with sentences where the installation is not sound."""
    from django.db import connections

    from quorate.cli import check, django_

    django_.set_up()
    found = check.faults()
    for sentence in found:
        print(sentence, file=sys.stderr)
    if found:
        return 1
    connections.close_all()
    _serve(args)
    return 0


def _serve(args: argparse.Namespace) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "quorate.config.wsgi:application",
        address=args.host,
        port=args.port,
        interface=Interfaces.WSGI,
        workers=args.workers,
        blocking_threads=THREADS,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=_SECONDS_TO_STOP,
        log_level=LogLevels.warning,
    ).serve()
