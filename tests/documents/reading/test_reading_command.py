"""`./quorate import`: data on standard output, sentences on standard error, exit codes 0 and 1."""

import argparse
import json
from pathlib import Path

import pytest
from django.urls import reverse

from quorate.cli.import_ import add_arguments, run
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


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ((), "upload the file at “Bring in a plan” under Plans, and accept it there."),
        (
            ("--partnership", "marlhaven", "--plan", "Inquiry"),
            "upload the file at /marlhaven/plans/import/, choosing or naming the plan “Inquiry”, and accept "
            "it there.",
        ),
    ],
)
def test_without_preview_it_says_what_it_does_not_do_and_where_to_accept(
    plan: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], where: str
) -> None:
    assert run(parsed(str(plan), *more, "--json")) == 1
    told = capsys.readouterr()

    assert told.err.startswith("Nothing was imported: this command shows what a file holds and puts nothing")
    assert told.err.strip().endswith(where)
    assert json.loads(told.out)["error"]["code"] == "imports.preview_only"


def test_the_address_it_gives_is_where_a_plan_is_brought_in() -> None:
    assert reverse("import_upload", kwargs={"partnership": "marlhaven"}) == "/marlhaven/plans/import/"
