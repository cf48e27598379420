"""The printed documents say what the code says."""

from pathlib import Path

import pytest

from quorate.cli import docs, main
from quorate.cli.printing import PAGES, states
from quorate.domain.access.permissions import GRANTS, Permission
from quorate.domain.access.roles import ROLE_NAMES
from quorate.domain.events.catalogue import EVENTS
from quorate.records import models as rows


def test_the_printed_pages_are_current():
    assert list(docs.stale_pages(docs.FOLDER)) == []


def test_a_page_that_was_changed_by_hand_is_named(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setattr(docs, "FOLDER", tmp_path)
    assert main.main(["docs"]) == 0
    assert main.main(["docs", "--check"]) == 0
    page = tmp_path / "events.md"
    page.write_text(page.read_text(encoding="utf-8") + "More.\n", encoding="utf-8")
    capsys.readouterr()

    assert main.main(["docs", "--check"]) == 1

    assert capsys.readouterr().err == "docs/events.md is stale. Run ./quorate docs.\n"
    assert page.read_text(encoding="utf-8").endswith("More.\n")


def test_a_page_that_is_missing_is_stale(tmp_path: Path):
    assert set(docs.stale_pages(tmp_path)) == set(PAGES)


def test_every_permission_and_role_is_in_the_table():
    page = PAGES["access.md"]()

    assert [one.value for one in Permission if f"`{one.value}`" not in page] == []
    assert [name for name in ROLE_NAMES.values() if f"| {name} |" not in page] == []


def test_a_cell_says_yes_exactly_where_the_role_is_granted():
    said: set[tuple[str, str]] = set()
    headings: list[str] = []
    for line in PAGES["access.md"]().splitlines():
        found = [cell.strip() for cell in line.strip("|").split("|")]
        if found[:2] == ["What", "Name"]:
            headings = found[2:]
        elif len(found) > 2 and found[1].startswith("`"):
            name = found[1].strip("`")
            said |= {(name, role) for role, yes in zip(headings, found[2:], strict=True) if yes == "yes"}

    assert said == {(one.value, ROLE_NAMES[role]) for one in Permission for role in GRANTS[one]}


def test_every_event_is_listed():
    page = PAGES["events.md"]()

    assert [code for code in EVENTS if f"`{code}`" not in page] == []


@pytest.mark.parametrize(
    ("model", "said"),
    [(rows.Pack, states.PACK), (rows.PlanImport, states.IMPORT), (rows.Redaction, states.REDACTION)],
    ids=["pack", "import", "redaction"],
)
def test_the_states_described_are_those_the_database_allows(model, said):
    assert set(said) == states.allowed_by_the_database(model)


def test_every_address_says_what_it_needs():
    from django.urls import get_resolver

    page = PAGES["routes.md"]()

    patterns = get_resolver().url_patterns
    assert patterns
    assert [
        one.callback.route.name for one in patterns if f"| `{one.callback.route.name}` |" not in page
    ] == []
    for one in patterns:
        line = next(x for x in page.splitlines() if f"| `{one.callback.route.name}` |" in x)
        assert any(cell.strip() for cell in line.strip("|").split("|")[3:]), line
