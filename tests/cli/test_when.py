"""`quorate when`: what it prints, where, and with which exit code."""

import argparse
import json

import pytest

from quorate.cli import when

HOLIDAYS_END = (
    "The date is not known, since bank holidays are known from 1 January 2010 to 31 December 2030 only."
)


@pytest.fixture
def ask(capsys):
    """Runs one line; gives the exit code and what was printed on each stream."""

    def run(*words):
        parser = argparse.ArgumentParser()
        when.add_arguments(parser)
        code = when.run(parser.parse_args(words))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


@pytest.fixture
def ask_json(ask):
    def run(*words):
        code, out, err = ask(*words, "--json")
        return code, json.loads(out), err

    return run


def test_the_date_and_its_working_are_printed_in_words(ask):
    assert ask("7 working days before", "2026-01-08") == (
        0,
        "Monday 29 December 2025 (2025-12-29)\n"
        "7 working days before Thursday 8 January 2026; skipped 1 January (New Year's Day) and the weekend "
        "3 to 4 January; gives Monday 29 December 2025.\n",
        "",
    )


def test_a_machine_gets_date_working_and_warnings(ask_json):
    code, answer, err = ask_json("10 working days before", "2026-01-08")

    assert (code, err) == (0, "")
    assert set(answer) == {"date", "working", "warnings"}
    assert answer["date"] == "2025-12-22"
    assert answer["warnings"] == []
    assert answer["working"].startswith("10 working days before Thursday 8 January 2026; skipped 25 December")


def test_an_expiry_also_gives_next_and_next_working(ask, ask_json):
    code, answer, _ = ask_json("expiry of 4 working days from", "2026-03-27")
    _, out, _ = ask("expiry of 4 working days from", "2026-03-27")

    assert code == 0
    assert (answer["date"], answer["next"], answer["next_working"]) == (
        "2026-04-02",
        "2026-04-03",
        "2026-04-07",
    )
    assert out.splitlines()[2:] == [
        "Next day: Friday 3 April 2026 (2026-04-03)",
        "Next working day: Tuesday 7 April 2026 (2026-04-07)",
    ]


def test_clear_working_days_after_give_the_first_day_it_may_be_done(ask_json):
    _, answer, _ = ask_json("5 clear working days after", "2026-02-13")

    assert answer["date"] == "2026-02-23"


def test_the_date_may_be_written_in_words_with_or_without_quotation_marks(ask_json):
    _, quoted, _ = ask_json("a week before the meeting", "Thursday 8 January 2026")
    _, loose, _ = ask_json("a week before the meeting", "8", "January", "2026")

    assert quoted == loose
    assert quoted["date"] == "2026-01-01"


def test_warnings_go_to_the_error_stream_and_into_the_json(ask, ask_json):
    sentence = "Thursday 1 January 2026 (New Year's Day) is not a working day; the date is kept."

    code, out, err = ask("1 week before", "2026-01-08")
    _, answer, _ = ask_json("1 week before", "2026-01-08")

    assert (code, err) == (0, f"Note: {sentence}\n")
    assert sentence not in out
    assert answer["warnings"] == [sentence]


def test_the_reading_of_days_on_their_own_is_said(ask_json):
    _, answer, _ = ask_json("within 28 days of receipt", "2026-03-02")

    assert answer["date"] == "2026-03-30"
    assert answer["warnings"] == [
        "Days on their own are read as calendar days, weekends and bank holidays included."
    ]


def test_clear_days_on_their_own_show_both_readings(ask_json):
    _, answer, _ = ask_json("5 clear days after", "2026-02-13")

    assert answer["date"] == "2026-02-19"
    assert "As 5 clear working days after, the date would be Monday 23 February 2026." in answer["warnings"]


def test_what_was_not_understood_is_said_and_nothing_is_guessed(ask, ask_json):
    like = 'A phrase looks like "10 working days before" or "expiry of 5 working days from".'
    sentence = f'Not understood: "purple". {like}'

    code, out, err = ask("10 purple days before", "2026-01-08")
    json_code, answer, _ = ask_json("10 purple days before", "2026-01-08")

    assert (code, out, err) == (1, "", f"{sentence}\n")
    assert (json_code, answer) == (1, {"date": None, "working": "", "warnings": [], "error": sentence})


def test_a_date_beyond_the_table_is_not_known(ask, ask_json):
    code, out, err = ask("5 working days after", "2030-12-30")
    _, answer, _ = ask_json("expiry of 5 working days from", "2030-12-30")

    assert (code, out, err) == (1, "", f"{HOLIDAYS_END}\n")
    assert answer["date"] is None
    assert (answer["next"], answer["next_working"]) == (None, None)
    assert answer["error"] == HOLIDAYS_END
    assert HOLIDAYS_END in answer["warnings"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["2026-02-30"], '"2026-02-30" is not a date: February 2026 has 28 days.'),
        (["8/13/26"], '"8/13/26" is not a date: a year has months 1 to 12.'),
        (["Friday 8 January 2026"], "8 January 2026 is a Thursday, not a Friday."),
        (
            ["2026-01-08", "--closed", "soon:town hall"],
            '"soon" is not a date that can be read. Write it as 2026-01-08 or 8 January 2026.',
        ),
    ],
)  # fmt: skip
def test_a_date_that_cannot_be_read_is_a_fault_of_usage(ask, ask_json, words, sentence):
    code, out, err = ask("10 working days before", *words)
    json_code, answer, _ = ask_json("10 working days before", *words)

    assert (code, out, err) == (2, "", f"{sentence}\n")
    assert (json_code, answer["date"], answer["error"]) == (2, None, sentence)


def test_a_closed_day_is_counted_and_named_unless_closures_count(ask_json):
    closed = ("--closed", "2025-12-30:town hall closed", "--closed", "2025-12-31")

    _, named, _ = ask_json("7 working days before", "2026-01-08", *closed)
    _, skipped, _ = ask_json("7 working days before", "2026-01-08", *closed, "--closures-count")

    assert named["date"] == "2025-12-29"
    assert named["warnings"] == [
        "Closure days are not bank holidays and were counted as working days: 30 December (town hall closed) "
        "and 31 December (closed)."
    ]
    assert skipped["date"] == "2025-12-23"
    assert "30 December (town hall closed), 31 December (closed)" in skipped["working"]
    assert skipped["warnings"] == []
