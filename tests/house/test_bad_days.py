"""Each bad day that boards told of has a test named as a sentence, and the list of them is true."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LISTED = ROOT / "docs" / "developer" / "bad-days.md"
ROW = re.compile(
    r"^\| (?P<day>[^|]+) \| `(?P<file>tests/[\w/]+\.py)` \| `(?P<test>test_\w+)` \|$", re.MULTILINE
)


def test_every_bad_day_listed_has_the_test_that_is_named_for_it():
    rows = list(ROW.finditer(LISTED.read_text(encoding="utf-8")))
    missing = [
        row["test"]
        for row in rows
        if f"def {row['test']}(" not in (ROOT / row["file"]).read_text(encoding="utf-8")
    ]

    assert missing == []
    assert len(rows) >= 9
