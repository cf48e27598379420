"""`./quorate` makes its own environment, mends it, and says plainly what it lacks.

A small project stands in for this one: the real launcher, one made-up package, and a command that says where
it runs. Nothing is fetched.
"""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.house import tree

COMMAND = """
import json, os, sys, planted_package
print(json.dumps([sys.argv[1:], os.getcwd(), planted_package.VERSION]))
sys.exit(3 if "fail" in sys.argv else 0)
"""


@dataclass
class Project:
    """A stand-in project with the real launcher."""

    root: Path
    tools: Path
    variables: dict[str, str] = field(default_factory=dict)

    def start(self, *words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        variables = {
            "PATH": str(self.tools),
            "HOME": str(self.root.parent / "home"),
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "UV_OFFLINE": "1",
        }
        return subprocess.run(
            [str(self.root / "quorate"), *words],
            cwd=cwd or self.root,
            env={**variables, **self.variables},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def require(self, version: str) -> None:
        """Ask for one version of the made-up package, with its hash, from a folder beside the project."""
        wheel = make_wheel(self.root.parent, version)
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        for name in ("run.txt", "dev.txt"):
            (self.root / "requirements" / name).write_text(
                f"planted-package=={version} \\\n    --hash=sha256:{digest}\n"
            )
        self.variables |= {"PIP_FIND_LINKS": wheel.parent.as_uri(), "UV_FIND_LINKS": wheel.parent.as_uri()}


def make_wheel(folder: Path, version: str) -> Path:
    """Make a package by hand: a wheel is a zip file with three lists in it."""
    folder = folder / "wheels"
    folder.mkdir(exist_ok=True)
    wheel = folder / f"planted_package-{version}-py3-none-any.whl"
    about = f"planted_package-{version}.dist-info"
    held = {
        "planted_package.py": f"VERSION = '{version}'\n",
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: planted-package\nVersion: {version}\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = [
        f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b'=').decode()},"
        for name, text in held.items()
    ]
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in held.items():
            archive.writestr(name, text)
        archive.writestr(f"{about}/RECORD", "\n".join([*record, f"{about}/RECORD,,", ""]))
    return wheel


def stand_in(folder: Path) -> Project:
    root = folder / "a project"
    root.mkdir(parents=True)
    shutil.copy2(tree.ROOT / "quorate", root / "quorate")
    shutil.copytree(tree.ROOT / "scripts", root / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("quorate/cli", "quorate"):
        (root / "src" / name).mkdir(parents=True, exist_ok=True)
        (root / "src" / name / "__init__.py").touch()
    (root / "src/quorate/cli/main.py").write_text(COMMAND)
    (root / "requirements").mkdir()
    tools = folder / "tools"
    tools.mkdir()
    for tool in ("sh", "dirname", "readlink", "env"):
        (tools / tool).symlink_to(shutil.which(tool))
    base = Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}"
    (tools / "python3").symlink_to(base)
    project = Project(root, tools)
    project.require("1.0")
    return project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return stand_in(tmp_path)


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project that has been started once."""
    project = stand_in(tmp_path_factory.mktemp("started"))
    done = project.start("first")
    assert done.returncode == 0, done.stderr
    assert "Installing 1 package with pip" in done.stderr
    return project


def answer(done: subprocess.CompletedProcess[str]) -> list:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_second_start_installs_nothing_and_says_nothing(started: Project):
    done = started.start("when", "10 working days before")

    assert answer(done)[0] == ["when", "10 working days before"]
    assert done.stderr == ""


def test_a_command_runs_in_the_folder_the_person_stands_in(started: Project, tmp_path: Path):
    assert answer(started.start("demo", cwd=tmp_path))[1] == str(tmp_path)


def test_the_door_opens_through_a_link(started: Project, tmp_path: Path):
    link = tmp_path / "quorate"
    link.symlink_to(started.root / "quorate")

    done = subprocess.run([link, "demo"], env={"PATH": str(started.tools)}, capture_output=True, check=False)

    assert done.returncode == 0


def test_a_commands_own_exit_code_comes_back(started: Project):
    assert started.start("fail").returncode == 3


def test_an_interrupted_installation_is_made_again(started: Project):
    (started.root / ".venv" / "quorate-being-installed").touch()

    done = started.start("demo")

    assert "left half made" in done.stderr
    assert answer(done)[0] == ["demo"]


def test_an_environment_without_pip_or_stamp_is_made_again(started: Project):
    (started.root / ".venv" / "quorate-installed.json").unlink()
    shutil.rmtree(next((started.root / ".venv").glob("lib/*/site-packages/pip")))

    done = started.start("demo")

    assert "left half made" in done.stderr
    assert answer(done)[0] == ["demo"]


def test_an_environment_whose_python_is_gone_is_made_again(started: Project):
    python = started.root / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to(started.root / "gone")

    assert answer(started.start("demo"))[0] == ["demo"]


def test_changed_requirements_are_installed_into_the_same_environment(started: Project):
    started.require("2.0")

    done = started.start("demo")

    assert "half made" not in done.stderr
    assert answer(done)[2] == "2.0"


def test_a_moved_project_still_starts(started: Project):
    moved = Project(started.root.with_name("moved project"), started.tools, started.variables)
    started.root.rename(moved.root)
    try:
        assert answer(moved.start("demo"))[0] == ["demo"]
    finally:
        moved.root.rename(started.root)


def test_uv_is_used_where_there_is_one(project: Project):
    uv = Path(sys.executable).with_name("uv")
    (project.tools / "uv").symlink_to(uv)

    done = project.start("demo")

    assert "with uv" in done.stderr
    assert "pip" not in done.stderr
    assert answer(done)[0] == ["demo"]


def test_pip_is_tried_where_uv_cannot_install(project: Project):
    uv = Path(sys.executable).with_name("uv")
    (project.tools / "uv").symlink_to(uv)
    del project.variables["UV_FIND_LINKS"]

    done = project.start("demo")

    assert "Trying pip instead" in done.stderr
    assert answer(done)[0] == ["demo"]


def replace_python(project: Project, script: str) -> None:
    """Put a script where `python3` was."""
    python = project.tools / "python3"
    python.unlink(missing_ok=True)
    python.write_text(f"#!/bin/sh\n{script}")
    python.chmod(0o755)


def test_an_old_python_alone_is_named_with_what_to_install(project: Project):
    replace_python(project, '[ "$1" = --version ] && echo "Python 3.9.2" && exit 0\nexit 1\n')

    done = project.start("demo")

    assert done.returncode == 1
    assert done.stderr.startswith("Quorate needs Python 3.11 or newer, and found Python 3.9.2.\n")
    assert not (project.root / ".venv").exists()


def test_a_newer_python_is_found_beside_an_old_one(project: Project):
    new = project.tools / f"python3.{sys.version_info.minor}"
    (project.tools / "python3").rename(new)
    replace_python(project, "exit 1\n")

    assert answer(project.start("demo"))[0] == ["demo"]


def test_a_python_without_venv_names_the_package_for_its_own_version(project: Project, tmp_path: Path):
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "ensurepip.py").write_text("raise ImportError('not here')\n")
    project.variables["PYTHONPATH"] = str(hidden)
    (project.tools / "apt-get").symlink_to("/bin/true")

    done = project.start("demo")

    assert done.returncode == 1
    assert f"apt-get install python3.{sys.version_info.minor}-venv" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_index_that_cannot_be_reached_is_said_in_a_sentence_and_mended_by_trying_again(project: Project):
    good = dict(project.variables)
    project.variables = {
        "PIP_NO_INDEX": "0",
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_RETRIES": "0",
    }

    failed = project.start("demo")
    project.variables = good
    mended = project.start("demo")

    assert failed.returncode == 1
    assert "the Python package index cannot be reached from here" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert answer(mended)[0] == ["demo"]


def test_a_package_with_another_hash_is_refused(project: Project):
    path = project.root / "requirements" / "run.txt"
    path.write_text(path.read_text().split("sha256:")[0] + "sha256:" + "0" * 64 + "\n")

    done = project.start("demo")

    assert done.returncode == 1
    assert "could not be installed" in done.stderr
    assert "Traceback" not in done.stderr
