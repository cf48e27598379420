"""The project's own files, as git knows them."""

import subprocess
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


def under(*folders: str) -> tuple[Path, ...]:
    """List the project's files in some folders, named from its root."""
    wanted = [ROOT / folder for folder in folders]
    return tuple(path for path in files() if any(path.is_relative_to(folder) for folder in wanted))
