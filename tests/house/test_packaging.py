"""What leaves the house: the wheel and the source archive, and the list of what they lean on."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.house import tree
from tests.needs import needs

MUST_CARRY = (
    "quorate/web/static/quorate/quorate.css",
    "quorate/web/templates/",
    "quorate/documents/fonts/",
    "quorate/records/migrations/0001_",
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from the source archive, as an index would, without fetching anything."""
    project = tmp_path_factory.mktemp("project")
    for path in tree.files():
        copy = project / path.relative_to(tree.ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, copy)
    out = tmp_path_factory.mktemp("dist")
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", out, project],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONWARNINGS": "default"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def names_in_wheel(built: Path) -> list[str]:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        return wheel.namelist()


def test_the_wheel_carries_every_file_of_the_package(built: Path):
    package = {path.relative_to(tree.ROOT / "src").as_posix() for path in tree.under("src/quorate")}

    assert package - set(names_in_wheel(built)) == set()


@pytest.mark.parametrize("name", MUST_CARRY)
def test_the_wheel_carries_what_pages_and_packs_need(built: Path, name: str):
    assert [held for held in names_in_wheel(built) if held.startswith(name)]


def test_the_wheel_carries_no_tests_and_no_launcher(built: Path):
    tops = {name.partition("/")[0] for name in names_in_wheel(built)}

    assert {top for top in tops if not top.endswith(".dist-info")} == {"quorate"}


def test_the_source_archive_carries_every_source(built: Path):
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    wanted = {path.relative_to(tree.ROOT).as_posix() for path in tree.files()}
    assert {"frontend/package-lock.json", "frontend/build.mjs", "frontend/styles/_tables.scss"} <= wanted
    assert wanted - names == set()


def test_the_source_archive_builds_the_styles_and_scripts_it_carries(built: Path, tmp_path: Path):
    fetched = tree.ROOT / "frontend" / "node_modules"
    node = needs("node")
    needs("sass")
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        archive.extractall(tmp_path, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    (project,) = tmp_path.iterdir()
    (project / "frontend" / "node_modules").symlink_to(fetched)
    made = project / "src" / "quorate" / "web" / "static" / "quorate" / "quorate.css"
    carried = made.read_bytes()
    made.unlink()

    done = subprocess.run([node, "build.mjs"], cwd=project / "frontend", capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert done.stdout == "written: quorate.css\n"
    assert made.read_bytes() == carried


def test_the_installed_wheel_answers_without_the_checkout(built: Path, tmp_path: Path):
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        wheel.extractall(tmp_path)

    said = subprocess.run(
        [sys.executable, "-c", "import quorate.cli.main as m; print(m.__file__); m.main(['--version'])"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert str(tmp_path) in said.stdout
    assert "quorate 0." in said.stdout


def test_every_dependency_says_what_it_is_for():
    lines = (tree.ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    declared = tomllib.loads("\n".join(lines))
    wanted = [
        *declared["project"]["dependencies"],
        *(one for extra in declared["project"].get("optional-dependencies", {}).values() for one in extra),
        *(one for group in declared["dependency-groups"].values() for one in group if isinstance(one, str)),
    ]

    silent = [name for name in wanted if not any(is_explained(name, line) for line in lines)]

    assert wanted
    assert silent == []


def is_explained(name: str, line: str) -> bool:
    """Whether a line declares a dependency and says after it, in a comment, what it is for."""
    code, _, comment = line.partition("#")
    return code.strip().startswith(f'"{name}"') and bool(comment.strip())


def test_every_dependency_is_locked():
    declared = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run = locked("run.txt")
    dev = locked("dev.txt")

    assert {bare(name) for name in declared["project"]["dependencies"]} - run.keys() == set()
    assert {bare(name) for name in declared["dependency-groups"]["dev"]} - dev.keys() == set()
    assert {name: version for name, version in run.items() if dev.get(name) != version} == {}


def locked(name: str) -> dict[str, str]:
    lines = (tree.ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    pairs = (line.split()[0].split("==") for line in lines if line[:1].isalnum())
    return {package.partition("[")[0]: version for package, version in pairs}


def bare(requirement: str) -> str:
    """Give a requirement's name as an index spells it."""
    return re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def test_migrations_are_one_line():
    folder = tree.SOURCE / "records" / "migrations"
    modules = sorted(
        path for path in folder.glob("[0-9]*.py") if "replaces = [" not in path.read_text("utf-8")
    )
    expected = [None, *(path.stem for path in modules)]

    leans_on = [own_dependencies(path) for path in modules]

    assert modules
    assert leans_on == [[name] if name else [] for name in expected[:-1]]


def own_dependencies(path: Path) -> list[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "dependencies":
            pairs = [ast.literal_eval(one) for one in node.value.elts if isinstance(one, ast.Tuple)]
            return [name for app, name in pairs if app == "records"]
    return []
