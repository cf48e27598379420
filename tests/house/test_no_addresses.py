"""No file of the project names a package registry, or a place on the machine it was made on.

A registry's address in a lock file would break every machine that uses a mirror, and a path tells of the
machine.
"""

import re
from pathlib import Path

import pytest

from tests.house import tree

# Put together here, so that this file itself names none.
HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pypi", "python", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("archive", "ubuntu", "com"),
        ("crates", "io"),
        ("proxy", "golang", "org"),
        ("unpkg", "com"),
        ("jsdelivr", "net"),
        ("cdnjs", "cloudflare", "com"),
    )
)
NAMES_A_HOST = re.compile("|".join(re.escape(host) for host in HOSTS), re.IGNORECASE)
NAMES_A_PLACE = re.compile(
    "|".join(
        (
            rf"(?<![\w.]){'/' + 'root'}/",
            rf"(?<![\w.]){'/' + 'home'}/[a-z]\w*/",
            rf"(?<![\w.]){'/' + 'Users'}/\w+/",
            rf"(?<![\w.]){'/' + 'work'}/(?:main|shared|repo|\.)",
            r"[A-Z]:\\{1,2}Users\\",
        )
    )
)


def found_in(path: Path, pattern: re.Pattern[str]) -> list[str]:
    text = path.read_bytes().decode("latin-1")
    return [
        f"{path.relative_to(tree.ROOT)}: {text[max(0, hit.start() - 20) : hit.end() + 20]!r}"
        for hit in pattern.finditer(text)
    ]


def test_no_file_names_a_package_registry():
    assert [line for path in tree.files() for line in found_in(path, NAMES_A_HOST)] == []


def test_no_file_names_a_place_on_a_machine():
    assert [line for path in tree.files() for line in found_in(path, NAMES_A_PLACE)] == []


def test_no_lock_file_says_where_a_package_was_fetched():
    locks = [path for path in tree.files() if path.name == "package-lock.json"]

    assert locks
    assert [path for path in locks if '"resolved"' in path.read_text(encoding="utf-8")] == []


def test_requirements_are_pinned_and_hashed():
    for path in tree.under("requirements"):
        pinned = [line for line in path.read_text(encoding="utf-8").splitlines() if line[:1].isalnum()]

        assert pinned
        assert [line for line in pinned if "==" not in line or not line.endswith("\\")] == []


@pytest.mark.parametrize("host", HOSTS)
def test_a_planted_registry_is_found(host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tree, "ROOT", tmp_path)
    planted = tmp_path / "lock.txt"
    planted.write_text(f"--index-url https://{host}/simple\n")

    assert found_in(planted, NAMES_A_HOST)


@pytest.mark.parametrize("place", ["root/x", "home/anna/x", "Users/anna/x", "work/main/x", "work/shared/x"])
def test_a_planted_place_is_found(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tree, "ROOT", tmp_path)
    planted = tmp_path / "made.css"
    planted.write_text(f'/* from "/{place}" */')

    assert found_in(planted, NAMES_A_PLACE)


@pytest.mark.parametrize("address", ["/marlhaven/work/", "/work/", "../shared/inputs", "/static/home/x.css"])
def test_a_page_address_is_not_taken_for_a_place(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(tree, "ROOT", tmp_path)
    page = tmp_path / "page.html"
    page.write_text(f'<a href="{address}">')

    assert not found_in(page, NAMES_A_PLACE)
