"""`quorate docs`: prints the tables that the documents hold, out of the code they are about.

`--check` changes nothing and names the pages that no longer say what the code says.
"""

import argparse
import sys
from pathlib import Path

import quorate
from quorate.cli import django_

FOLDER = Path(quorate.__file__).resolve().parents[2] / "docs"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Print, or only compare."""
    parser.add_argument("--check", action="store_true", help="change nothing; say which pages are stale")


def run(args: argparse.Namespace) -> int:
    """Print or compare every page; 1 where one is stale or there is nowhere to print to."""
    if not FOLDER.is_dir():
        print(
            "There are no documents beside an installed Quorate, only in the project.",
            file=sys.stderr,
        )
        return 1
    django_.set_up_to_read_code()
    stale = stale_pages(FOLDER)
    if args.check:
        for name in stale:
            print(f"docs/{name} is stale. Run ./quorate docs.", file=sys.stderr)
        return 1 if stale else 0
    for name, text in stale.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
        print(f"Printed docs/{name}.")
    if not stale:
        print("Every page says what the code says.")
    return 0


def stale_pages(folder: Path) -> dict[str, str]:
    """The pages in a folder that do not say what the code says, each with what it should say."""
    from quorate.cli.printing import PAGES

    found = {}
    for name, page in PAGES.items():
        path, text = folder / name, page()
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            found[name] = text
    return found
