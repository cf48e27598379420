"""The project's own files, as git knows them."""

import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "quorate"


@cache
def files() -> tuple[Path, ...]:
    """List every file that is, or is about to be, part of the project: none that git ignores."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = (name for name in listed.stdout.decode().split("\0") if name)
    return tuple(path for name in sorted(names) if (path := ROOT / name).is_file())


def lines_of(folder: str, finds: Callable[[str], list[int]]) -> list[str]:
    """List where a finder of lines finds any in the modules of a folder, of which there have to be some."""
    modules = [path for path in under(folder) if path.suffix == ".py"]
    assert modules
    return [
        f"{path.relative_to(ROOT)}:{line}"
        for path in modules
        for line in finds(path.read_text(encoding="utf-8"))
    ]


def under(*folders: str) -> tuple[Path, ...]:
    """List the project's files in some folders, named from its root."""
    wanted = [ROOT / folder for folder in folders]
    return tuple(path for path in files() if any(path.is_relative_to(folder) for folder in wanted))
