"""An instant is never cut to a day as it stands: at 00:30 on a summer's night that is the day before.

`local_day` of the kernel says the day it falls on where the partnership is. What the domain and the
documents are given carries its own offset already, so they are left out.
"""

import ast

import pytest

from tests.house import tree

WHERE_INSTANTS_ARE_MET = ("records", "queries", "commands", "web", "work", "cli")
INSTANTS = {"at", "sent", "gone", "moment"}


def days_cut(source: str) -> list[int]:
    """Find the lines that take the day of an instant, or of what was read from a row, as it stands."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "date"
        and not node.args
        and _is_instant(node.func.value)
    ]


def _is_instant(node: ast.expr) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return name in INSTANTS or name.endswith("_at")


@pytest.mark.parametrize("floor", WHERE_INSTANTS_ARE_MET)
def test_no_instant_is_cut_to_its_day_in_utc(floor: str):
    assert tree.lines_of(f"src/quorate/{floor}", days_cut) == []


@pytest.mark.parametrize("line", ["pack.issued_at.date()", "at.date()", "day(run.moment.at.date())"])
def test_a_planted_cut_is_found(line: str):
    assert days_cut(line)


@pytest.mark.parametrize("line", ["local_day(pack.issued_at)", "local.date()", "models.date(at)"])
def test_a_day_told_by_its_place_is_not_found(line: str):
    assert not days_cut(line)
