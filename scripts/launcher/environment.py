"""The environment in `.venv`: made when absent, mended when half made, left alone when it is current.

Two sets of packages: `run` is what Quorate needs, `dev` is that and what its checks need. Both come from
hashed requirements files. A stamp in the environment says which files it was filled from; a marker stands
there while it is being filled, so that an interrupted installation is seen and made afresh.
"""

import contextlib
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from launcher import installers
from launcher.saying import Stopped, say

STAMP = "quorate-installed.json"
MARKER = "quorate-being-installed"
SETS = {"run": "run.txt", "dev": "dev.txt"}
SUPERSETS = {"run": ("run", "dev"), "dev": ("dev",)}  # a set is present where it, or a set that holds it, is


def ready(root: Path, wanted: str) -> Path:
    """Make sure the packages of a set (`run` or `dev`) are installed; give the environment's Python.

    Raises `Stopped`, with what to install or mend, where that cannot be done.
    """
    folder = root / ".venv"
    python = python_of(folder)
    if is_current(root, folder, wanted):
        return python
    with only_one_at_a_time(root):
        if not is_current(root, folder, wanted):  # another start may have finished it meanwhile
            fill(root, folder, wanted)
    return python


def python_of(folder: Path) -> Path:
    """Where an environment keeps its Python."""
    return folder / "Scripts" / "python.exe" if sys.platform == "win32" else folder / "bin" / "python"


def fingerprint(root: Path, wanted: str) -> str:
    """What an environment was filled from: the requirements file."""
    return hashlib.sha256((root / "requirements" / SETS[wanted]).read_bytes()).hexdigest()


def is_current(root: Path, folder: Path, wanted: str) -> bool:
    """Whether nothing need be done: the stamp matches, nothing was interrupted and its Python is there."""
    if (folder / MARKER).exists() or not python_of(folder).exists():
        return False
    stamp = read_stamp(folder)
    return any(stamp.get(name) == fingerprint(root, name) for name in SUPERSETS[wanted])


def read_stamp(folder: Path) -> dict[str, str]:
    """What was installed, by set; nothing where the stamp is absent or cannot be read."""
    try:
        held = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}


def fill(root: Path, folder: Path, wanted: str) -> None:
    """Make the environment where it is absent or broken, and install a set into it."""
    installer = installers.choose()
    kept = folder.exists() and not (folder / MARKER).exists() and installer.can_use(python_of(folder))
    if folder.exists() and not kept:
        say("The environment in .venv was left half made. Making it again.")
        shutil.rmtree(folder)
    folder.mkdir(exist_ok=True)
    (folder / MARKER).write_text("", encoding="utf-8")
    if not kept:
        installer.make(folder)
    requirements = root / "requirements" / SETS[wanted]
    installer.install(python_of(folder), requirements)
    point_at_source(root, folder)
    stamp = {name: fingerprint(root, name) for name in SETS if wanted in SUPERSETS[name]}
    (folder / STAMP).write_text(json.dumps(stamp), encoding="utf-8")
    (folder / MARKER).unlink()


def point_at_source(root: Path, folder: Path) -> None:
    """Let the environment import Quorate from this checkout.

    The line is relative where it can be, so that a moved or renamed project still starts.
    """
    asked = subprocess.run(
        [python_of(folder), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=False,
    )
    if asked.returncode:
        raise Stopped(f"The environment's Python does not start:\n{asked.stderr.strip()}")
    site = Path(asked.stdout.strip())
    up = "/".join([".."] * len(site.resolve().relative_to(folder.resolve().parent).parts))
    line = f"{up}/src" if folder.resolve().parent == root.resolve() else str(root / "src")
    (site / "quorate-source.pth").write_text(line + "\n", encoding="utf-8")


@contextlib.contextmanager
def only_one_at_a_time(root: Path) -> Iterator[None]:
    """Hold a lock for the whole installation, so that two starts do not fill one environment together."""
    with (root / "requirements" / "run.txt").open("rb") as held:
        try:
            import fcntl
        except ImportError:  # not POSIX: starts are trusted not to coincide
            yield
            return
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("Another start is making the environment. Waiting for it to finish.")
            fcntl.flock(held, fcntl.LOCK_EX)
        yield
