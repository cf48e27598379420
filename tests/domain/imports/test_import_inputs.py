"""The papers beside the project, where they are: what they hold, and every word of them accounted for."""

import os
from datetime import date
from pathlib import Path

import pytest

from quorate.documents.sources import read_source
from quorate.domain.imports.proposal import Proposal, ProposedEntry, unaccounted
from quorate.domain.imports.propose import propose
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.plans.facts import EntryKind, Status

INPUTS = Path(
    os.environ.get("QUORATE_INPUTS", Path(__file__).resolve().parents[3].parent / "shared" / "inputs")
)
FILES = sorted(INPUTS.glob("*.docx")) + sorted(INPUTS.glob("*.xlsx")) if INPUTS.is_dir() else []
pytestmark = [pytest.mark.inputs, pytest.mark.skipif(not FILES, reason="the source papers are not here")]


def proposal_of(pattern: str) -> Proposal:
    (path,) = [path for path in FILES if pattern in path.name]
    source = read_source(path.read_bytes(), path.name)
    proposal = propose(source)
    assert isinstance(proposal, Proposal)
    assert unaccounted(source, proposal) == ()
    return proposal


def of_kind(proposal: Proposal, kind: EntryKind) -> dict[str, ProposedEntry]:
    return {entry.code: entry for entry in proposal.entries if entry.kind is kind}


def test_the_scrutiny_tracker() -> None:
    proposal = proposal_of("scrutiny")

    assert proposal.counts == {"section": 1, "recommendation": 16, "action": 32}
    assert (proposal.reporting_date, proposal.reporting_precision) == (date(2020, 3, 31), "month")
    recommendations = of_kind(proposal, EntryKind.RECOMMENDATION)
    assert list(recommendations) == [str(n) for n in range(1, 17)]
    assert [code for code, entry in recommendations.items() if not entry.targets] == ["16"]
    differing = {code for code, e in recommendations.items() if "counts_differ" in {f.code for f in e.flags}}
    assert differing == {"1", "8", "11"}
    assert "Two actions, three target dates" in recommendations["8"].flags[0].sentence
    (section,) = [e for e in proposal.entries if e.kind is EntryKind.SECTION]
    assert recommendations["9"].order < section.order < recommendations["10"].order
    assert [code for code, e in recommendations.items() if e.status is Status.COMPLETE] == ["15"]


def test_the_plan_of_objectives_and_activities() -> None:
    proposal = proposal_of("action-plan")

    activities = of_kind(proposal, EntryKind.ACTION)
    assert (proposal.counts["objective"], len(activities)) == (5, 16)
    assert [code for code, entry in activities.items() if not entry.outcome] == ["4a"]
    assert [c for c, e in activities.items() if any(lead.to_be_confirmed for lead in e.leads)] == [
        "2c",
        "4a",
        "5b",
    ]
    assert [code for code, entry in activities.items() if entry.status is Status.COMPLETE] == ["1a", "1b"]
    assert [code for code, entry in activities.items() if entry.barrier] == ["4a", "4b"]


def test_the_strategy_workbook() -> None:
    proposal = proposal_of("strategy-actions")

    assert proposal.counts == {"outcome": 5, "action": 22}
    assert sum(len(entry.measures) for entry in proposal.entries) == 16


@pytest.mark.parametrize("pattern", ["luton-board-terms", "briefing", "southampton-board-terms", "cabinet"])
def test_papers_that_are_not_plans_are_refused(pattern: str) -> None:
    (path,) = [path for path in FILES if pattern in path.name]

    refused = propose(read_source(path.read_bytes(), path.name))

    assert isinstance(refused, Refusal)
    assert refused.code == "imports.no_plan_found"
