"""Events are for the record: no page but the record's own is made of them.

So a redaction, or a chain begun anew, changes nothing else that anybody reads.
"""

import pytest

from tests.house import tree

READS_EVENTS = {"src/quorate/queries/audit.py", "src/quorate/records/facts/events.py"}


@pytest.mark.parametrize("floor", ["queries", "web", "records/facts", "records/scopes"])
def test_no_page_but_the_record_s_own_reads_events(floor: str):
    modules = [path for path in tree.under(f"src/quorate/{floor}") if path.suffix == ".py"]

    found = {
        path.relative_to(tree.ROOT).as_posix()
        for path in modules
        if "EventRow" in path.read_text(encoding="utf-8")
    }

    assert modules
    assert found <= READS_EVENTS
