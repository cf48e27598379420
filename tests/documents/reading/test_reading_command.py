"""`./quorate import`: data on standard output, sentences on standard error, exit codes 0 and 1."""

import argparse
import json
from pathlib import Path

import pytest

from quorate.cli.import_ import add_arguments, run
from quorate.domain.imports.proposal import Proposal
from quorate.domain.kernel.outcomes import Refusal
from tests.samples.plans import tracker_file


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "tracker.docx"
    path.write_bytes(tracker_file())
    return path


def parsed(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args(arguments)


def test_a_preview_prints_the_proposal(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(parsed(str(plan), "--partnership", "marlhaven", "--plan", "Inquiry", "--preview", "--json"))
    told = json.loads(capsys.readouterr().out)

    assert code == 0
    assert told["counts"] == {"section": 1, "recommendation": 5, "action": 10}
    assert told["reporting_date"] == "2021-09-30"
    assert {"kind", "code", "text", "leads", "targets", "measures", "progress", "barrier", "source"} <= set(
        told["entries"][0]
    )
    assert told["unplaced"] == []
    assert told["warnings"] == []


def test_a_preview_without_json_is_words(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(parsed(str(plan), "--preview")) == 0
    assert capsys.readouterr().out.startswith("tracker.docx: 1 section, 5 recommendations and 10 actions.")


def test_a_refusal_is_a_sentence_and_an_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(b"%PDF-1.7")

    assert run(parsed(str(path), "--preview", "--json")) == 1
    told = capsys.readouterr()
    assert "“plan.docx” is a PDF, not a Word or Excel file." in told.err
    assert json.loads(told.out)["error"]["code"] == "imports.not_an_office_file"


def test_a_file_that_is_not_there_is_a_refusal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(parsed(str(tmp_path / "no.docx"), "--preview")) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_without_preview_nothing_is_imported_unless_it_can_be_accepted(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    accepted: list[Proposal] = []

    def accept(proposal: Proposal, data: bytes, args: argparse.Namespace) -> Refusal | None:
        accepted.append(proposal)
        return None

    assert run(parsed(str(plan))) == 1
    assert "Nothing was imported" in capsys.readouterr().err
    assert run(parsed(str(plan)), accept=accept) == 0
    assert len(accepted) == 1
    assert run(parsed(str(plan)), accept=lambda *_: Refusal("plans.gone", "There is no such plan.")) == 1
