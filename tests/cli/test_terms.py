"""`quorate terms read`: data on standard output, sentences on standard error."""

import json
from pathlib import Path

import pytest

from quorate.cli.main import main
from tests.samples.terms import MARLHAVEN


@pytest.fixture
def terms(tmp_path: Path) -> Path:
    path = tmp_path / "terms.txt"
    path.write_text(MARLHAVEN, encoding="utf-8")
    return path


def test_the_json_has_every_clause_with_its_quote(terms, capsys):
    assert main(["terms", "read", str(terms), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)

    assert set(told) >= {
        "title",
        "version",
        "created",
        "review_on",
        "approved_by",
        "approved_on",
        "clauses",
        "seats",
        "not_understood",
        "missing",
        "stops_short",
    }
    assert (told["created"], told["review_on"]) == ("2031-03", "2032-03-31")
    papers = next(c for c in told["clauses"] if c["kind"] == "papers_in")
    assert (papers["n"], papers["unit"], papers["direction"]) == (9, "working_day", "before")
    assert (papers["anchor"], papers["who"]) == ("meeting", "Members")
    assert papers["quote"].startswith("Members must submit papers")
    assert all(c["quote"] and c["reading"] for c in told["clauses"])
    assert {seat["class"] for seat in told["seats"]} == {"core", "advisory"}
    assert all(seat["vacant"] is False and "name" not in seat for seat in told["seats"])


def test_without_json_it_is_words(terms, capsys):
    assert main(["terms", "read", str(terms)]) == 0
    told = capsys.readouterr().out

    assert told.startswith("Marlhaven Domestic Abuse Partnership Board: ")
    assert "How often the board meets: 4 times a year.\n  “Quarterly”" in told
    assert "Not stated: quorum, approved_by, approved_on, version." in told
    assert "Seat, advisory: Data Lead, MCC" in told


def test_a_refusal_is_a_sentence_and_an_exit_code(tmp_path, capsys):
    path = tmp_path / "terms.docx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0")

    assert main(["terms", "read", str(path), "--json"]) == 1
    told = capsys.readouterr()
    assert "“terms.docx” is not a Word file, a PDF or plain text in UTF-8." in told.err
    assert json.loads(told.out)["error"]["code"] == "imports.not_text"


def test_a_file_that_is_not_there_is_a_refusal(tmp_path, capsys):
    assert main(["terms", "read", str(tmp_path / "no.txt")]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_a_file_over_20_megabytes_is_not_opened(tmp_path, capsys):
    path = tmp_path / "terms.txt"
    with path.open("wb") as file:
        file.truncate(20 * 1024 * 1024 + 1)

    assert main(["terms", "read", str(path)]) == 1
    assert "larger than 20 MB" in capsys.readouterr().err


def test_a_line_without_its_verb_is_not_understood(capsys):
    assert main(["terms"]) == 2
