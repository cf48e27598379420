"""Below the edge the clock is an argument: no rule, file, row, query or command asks what time it is."""

import ast

import pytest

from tests.house import tree

BELOW_THE_EDGE = ("domain", "documents", "records", "queries", "commands")
ASKING = {"today", "now", "utcnow", "localdate", "localtime", "time_ns"}
ASKING_OF = {"date", "datetime", "timezone", "time", "dt"}
SET_BY_DJANGO = {"auto_now", "auto_now_add"}


def clock_readings(source: str) -> list[int]:
    """Find the lines that read a clock or leave it to the database layer."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in ASKING | {"time"}:
            base = node.value
            name = base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "")
            reads = name in ASKING_OF if node.attr in ASKING else name == "time"
            lines += [node.lineno] if reads else []
        elif isinstance(node, ast.ImportFrom) and node.module in {"time", "django.utils.timezone"}:
            lines += [node.lineno for alias in node.names if alias.name in ASKING | {"time"}]
        elif isinstance(node, ast.ImportFrom) and node.module == "django.db.models.functions":
            lines += [node.lineno for alias in node.names if alias.name == "Now"]
        elif isinstance(node, ast.keyword) and node.arg in SET_BY_DJANGO:
            lines.append(node.value.lineno)
    return lines


@pytest.mark.parametrize("floor", BELOW_THE_EDGE)
def test_no_module_below_the_edge_reads_a_clock(floor: str):
    assert tree.lines_of(f"src/quorate/{floor}", clock_readings) == []


@pytest.mark.parametrize(
    "line",
    [
        "date.today()",
        "datetime.now(UTC)",
        "datetime.datetime.now()",
        "x = Field(default=timezone.now)",
        "time.time()",
        "from time import time",
        "from django.utils.timezone import now",
        "from django.db.models.functions import Now",
        "x = Field(auto_now_add=True)",
    ],
)
def test_a_planted_reading_is_found(line: str):
    assert clock_readings(line)


@pytest.mark.parametrize("line", ["facts.today", "today - due", "meeting.time", "datetime.combine(day, at)"])
def test_a_clock_that_is_given_is_not_found(line: str):
    assert not clock_readings(line)
