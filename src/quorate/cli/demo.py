"""`quorate demo`: makes the demonstration where there is none, and serves it on this machine.

The demonstration is two invented places, built all or nothing: stopped half-way, it is built again. It
never touches a database that holds a partnership of somebody's own.
"""

import argparse
import json
import os
import shutil
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType

import quorate
from quorate.cli import arguments, serving
from quorate.domain.kernel.words import count, day, weekday
from quorate.queries.pretending import MOVED_ON, moved_on_to

PORT = 8000
STANDS_AT = date(2026, 11, 23)
NOTE = "demonstration.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where it is kept and how it is served."""
    parser.add_argument("--no-serve", action="store_true", help="make it and stop")
    parser.add_argument("--port", type=int, default=PORT, help=f"the port to serve on (by default {PORT})")
    parser.add_argument("--data", type=Path, metavar="DIR", help="the folder to keep it in")
    parser.add_argument(
        "--today", type=arguments.day, metavar="DATE", help=f"the day it stands at (by default {STANDS_AT})"
    )
    parser.add_argument(
        "--scale", type=arguments.whole, metavar="N", help="add N further towns, for measuring"
    )
    parser.add_argument("--fresh", action="store_true", help="throw away what is there and make it anew")


def add_choice_of_it(parser: argparse.ArgumentParser) -> None:
    """Let another command look at the demonstration instead of at the installation."""
    parser.add_argument(
        "--demonstration",
        nargs="?",
        type=Path,
        const=_usual_folder(),
        metavar="DIR",
        help="look at the demonstration (in DIR, or where it is usually kept) instead of your own data",
    )


def refusal_to_look(folder: Path | None) -> str:
    """Let the settings be those of the demonstration in a folder, if one is given; says why they cannot."""
    if folder is None:
        return ""
    data = folder.resolve()
    note = _read_note(data)
    if not note:
        return (
            f"There is no demonstration in {data}. Make it with `quorate demo`, or name the folder it is in."
        )
    _set_environment(data, date.fromisoformat(note["today"]), PORT)
    return ""


def run(args: argparse.Namespace) -> int:
    """Make it, serve it, and stop with Ctrl-C; returns the exit code."""
    data = (args.data or _usual_folder()).resolve()
    if not args.no_serve and not _is_free(args.port):
        print(
            f"Something else is using port {args.port}. "
            f"Stop it, or choose another: quorate demo --port {args.port + 1}",
            file=sys.stderr,
        )
        return 1
    note = {} if args.fresh else _read_note(data)
    today = args.today or date.fromisoformat(note.get("today", STANDS_AT.isoformat()))
    moved_on = None if args.fresh else moved_on_to(data)
    if moved_on and not args.today:
        today = max(today, moved_on)
    _set_environment(data, today, args.port)
    with _stopped_politely():
        refusal = _refusal_to_go_back(moved_on, today) or _make(
            data, today=today, scale=args.scale, fresh=args.fresh, note=note
        )
        if refusal:
            print(refusal, file=sys.stderr)
            return 1
        if args.no_serve:
            print(f"The demonstration is in {data}. Serve it with: quorate demo --data {data}")
            return 0
        return _serve(data, today, args.port)


def _usual_folder() -> Path:
    """Beside the project where Quorate runs from a copy of it, else in the folder one stands in."""
    project = Path(quorate.__file__).resolve().parents[2]
    beside = project if (project / "pyproject.toml").is_file() else Path.cwd()
    return beside / "data" / "demonstration"


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((serving.HOST, port))
        except OSError:
            return False
    return True


def _set_environment(data: Path, today: date, port: int) -> None:
    os.environ.update(
        QUORATE_DEMONSTRATION="yes",
        QUORATE_DATA=str(data),
        QUORATE_TODAY=today.isoformat(),
        QUORATE_BASE_URL=f"http://localhost:{port}",
    )
    os.environ.setdefault("QUORATE_DATABASE", f"sqlite:///{data / 'quorate.sqlite3'}")


@contextmanager
def _stopped_politely() -> Iterator[None]:
    """Treat a request to end as Ctrl-C, so that what was started is stopped too."""

    def interrupt(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _make(data: Path, *, today: date, scale: int | None, fresh: bool, note: dict[str, str]) -> str:
    """Make the demonstration where there is none; returns why not, or an empty text."""
    from quorate.cli import django_, migrate

    django_.set_up()
    from django.db import connections

    if not _holds_nothing_real():
        return f"There is a partnership in {data} that is not a demonstration. Choose another folder."
    if fresh and (refusal := _throw_away(data)):
        return refusal
    migrate.apply_missing()
    refusal = _refusal_of_note(note, today, scale) if _is_built() else _build(data, today, scale or 0)
    connections.close_all()
    return refusal


def _holds_nothing_real() -> bool:
    from django.db import connection

    from quorate.cli import django_
    from quorate.records.models import Partnership

    if django_.is_sqlite() and not django_.sqlite_path().exists():
        return True
    if Partnership._meta.db_table not in connection.introspection.table_names():
        return True
    return not Partnership.objects.filter(is_demonstration=False).exists()


def _is_built() -> bool:
    from quorate.records.models import Partnership

    return Partnership.objects.exists()


def _throw_away(data: Path) -> str:
    from django.db import connections

    from quorate.cli import django_

    if not django_.is_sqlite():
        return "Only a SQLite demonstration is made anew. Empty the database yourself."
    connections.close_all()
    path = django_.sqlite_path()
    beside = (path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm"))
    for each in (path, *beside, data / NOTE, data / MOVED_ON):
        each.unlink(missing_ok=True)
    shutil.rmtree(data / "files", ignore_errors=True)
    return ""


def _build(data: Path, today: date, scale: int) -> str:
    from quorate.cli.demonstration.build import build
    from quorate.cli.demonstration.content import places
    from quorate.cli.demonstration.documents import BUILDERS
    from quorate.queries.files import SAMPLE_PLAN

    first = min(place.records_from for place in places())
    if today < first:
        return f"The demonstration begins on {day(first)}. Choose a later day."
    print("Making the demonstration. It takes about half a minute.", flush=True)
    built = build(places(), today=today, scale_to=scale, say=lambda line: print(line, flush=True))
    (data / SAMPLE_PLAN).write_bytes(BUILDERS["marlhaven_housing_plan_docx"]())
    (data / NOTE).write_text(json.dumps({"today": today.isoformat(), "scale": str(scale)}), encoding="utf-8")
    print(
        f"Made {count(built.partnerships, 'partnership')}, {count(built.meetings, 'meeting')} and "
        f"{count(built.entries, 'plan entry', 'plan entries')} with {count(built.updates, 'update')}.",
        flush=True,
    )
    return ""


def _read_note(data: Path) -> dict[str, str]:
    """What the demonstration in a folder was made for; nothing where there is none."""
    try:
        found: dict[str, str] = json.loads((data / NOTE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def _refusal_of_note(note: dict[str, str], today: date, scale: int | None) -> str:
    """Why what was made before does not serve what is asked now, or an empty text."""
    if note and today.isoformat() < note["today"]:
        made_at = day(date.fromisoformat(note["today"]))
        return f"This demonstration was made as at {made_at}. For an earlier day add --fresh."
    if note and scale is not None and str(scale) != note["scale"]:
        return f"This demonstration was made with {note['scale']} further towns. To change that add --fresh."
    return ""


def _refusal_to_go_back(moved_on: date | None, today: date) -> str:
    if moved_on is None or today >= moved_on:
        return ""
    return f"This demonstration was moved on to {day(moved_on)}. For an earlier day add --fresh."


def _serve(data: Path, today: date, port: int) -> int:
    address = f"http://localhost:{port}"

    def welcome() -> None:
        print(f"\nQuorate is at {address}")
        print("Open it in a browser and choose whom to be: nobody needs a password here.")
        print(f"In the demonstration it is {weekday(today)}. Everything is kept in {data}.")
        print("Stop it with Ctrl-C.", flush=True)

    return serving.serve_all(port, welcome=welcome)
