from dataclasses import replace
from datetime import date, time

import pytest

from quorate.domain.meetings import timetable
from quorate.domain.meetings.agenda import Purpose
from quorate.domain.packs import wording
from quorate.domain.packs.content import (
    AgendaLine,
    DutyState,
    ExceptionSheet,
    PaperLine,
    Standing,
    TimetableLine,
)
from quorate.domain.plans import labels
from tests.documents.packs import samples

LINE = TimetableLine("Papers in", date(2026, 12, 29))


def test_decisions_come_before_advice_discussion_and_notes():
    asked = wording.asks(samples.AGENDA)

    assert [each.item for each in asked] == ["2", "6", "5", "3"]


def test_the_day_has_the_meetings_own_end_whatever_items_the_edition_holds():
    pack = samples.full_pack()

    assert wording.when(pack) == "Thursday 14 January 2027, 10am to midday"
    for agenda in ((), (AgendaLine("1", "x"),), pack.agenda[:2]):
        assert wording.when(replace(pack, agenda=agenda)) == "Thursday 14 January 2027, 10am to midday"
    assert wording.when(samples.empty_pack()) == "Monday 1 June 2026"
    assert wording.when(samples.brief()) == "Thursday 14 January 2027, 10am to midday"


def test_an_agenda_says_its_length_and_what_has_no_time():
    assert wording.agenda_length(samples.AGENDA) == "8 items in this edition, 120 minutes."
    one = (AgendaLine("1", "x", minutes=5, starts_at=time(9)), AgendaLine("2", "y"))
    assert wording.agenda_length(one) == "2 items in this edition, 5 minutes; 1 item has no time given."
    assert wording.agenda_length(()) == wording.NO_AGENDA


@pytest.mark.parametrize(
    ("state", "days", "words"),
    [
        (DutyState.MET, 0, "met"),
        (DutyState.LATE, 2, "2 working days late"),
        (DutyState.LATE, 0, "late, before the next working day"),
        (DutyState.LATE, None, "late; by how many working days is not known"),
        (DutyState.MISSED, 1, "late by 1 working day"),
        (DutyState.MISSED, 0, "missed"),
        (DutyState.DUE_TODAY, 0, "due today"),
        (DutyState.NOT_OWED, 0, "not owed"),
        (DutyState.TO_COME, 0, "to come"),
        (DutyState.BEFORE_RECORDS, 0, "before our records"),
        (DutyState.NOT_KNOWN, 0, "not known"),
    ],
)
def test_a_duty_says_how_it_came_out(state, days, words):
    assert wording.duty_word(replace(LINE, state=state, working_days=days)) == words


def test_the_timetable_is_one_sentence_and_never_calls_early_history_late():
    assert wording.timetable_sentence(samples.TIMETABLE) == (
        "Of 5 dates: 1 done late, 1 missed, 2 to come, 1 before our records."
    )
    old = (replace(LINE, state=DutyState.BEFORE_RECORDS),)
    assert wording.timetable_sentence(old) == "Of 1 date: 1 before our records."
    assert wording.timetable_sentence(()) == wording.NO_TIMETABLE


def test_an_exception_says_what_is_not_known():
    bare = ExceptionSheet("1", "x", Standing.AT_RISK)

    assert wording.exception_facts(bare) == (
        ("Lead", "No lead."),
        ("Target date", "No target date."),
        ("For how long", "Not known: no date was recorded."),
        ("Latest progress", "No update from lead."),
        ("Barrier", "None was given."),
    )
    assert wording.standing_tag(bare) == "At risk"


def test_an_exception_always_says_for_how_long_or_that_it_is_not_known():
    bare = ExceptionSheet("2a", "x", Standing.OFF_TRACK)

    assert wording.how_long(replace(bare, days_overdue=74)) == "Overdue for 74 days."
    assert wording.how_long(replace(bare, days_overdue=74, since="No update since May.")) == (
        "Overdue for 74 days. No update since May."
    )
    said = "Overdue by 1,074 days: due by 1 January 2024."
    assert wording.how_long(replace(bare, days_overdue=1_074, since=said)) == said
    assert wording.how_long(replace(bare, since="Since June 2026")) == "Since June 2026"
    assert wording.how_long(bare) == "Not known: no date was recorded."


def test_progress_carries_the_date_it_speaks_for():
    sheet = ExceptionSheet("1", "x", Standing.AT_RISK, latest="Begun.", latest_as_at=date(2026, 9, 30))

    assert wording.latest_words(sheet) == "Begun. (as at 30 September 2026)"
    assert wording.latest_words(replace(sheet, latest_as_at=None)) == "Begun."


def test_a_file_says_how_many_of_the_papers_it_holds():
    held, listed = PaperLine("1", "a", appended=True), PaperLine("2", "b", why_listed="it is not a PDF file")

    assert wording.papers_sentence([held, listed, listed]) == (
        "This file holds 1 of 3 papers; 2 are listed only."
    )
    assert wording.papers_sentence([listed, listed]) == "2 papers came; this file lists them and holds none."
    assert wording.papers_sentence([held]) == "This file holds the one paper of the meeting."
    assert wording.papers_sentence([]) == wording.NO_PAPERS


@pytest.mark.parametrize(
    ("pdf", "papers", "said"),
    [
        (0, 0, "No papers have come yet."),
        (1, 1, "The one paper is PDF."),
        (3, 3, "All 3 papers are PDF."),
        (0, 1, "The one paper is not PDF: it is listed by name and goes out as it is."),
        (0, 4, "None of the 4 papers is PDF: they are listed by name and go out as they are."),
        (1, 4, "1 of 4 papers is PDF; the other 3 are listed by name and go out as they are."),
        (3, 4, "3 of 4 papers are PDF; the other is listed by name and goes out as it is."),
    ],
)
def test_it_is_said_before_which_papers_a_combined_file_could_hold(pdf, papers, said):
    assert wording.papers_before(pdf, papers) == said


def test_exceptions_are_counted_with_those_nobody_leads():
    assert wording.exceptions_sentence(samples.EXCEPTIONS) == (
        "3 actions are off track or waiting, worst first; 1 has no lead."
    )
    led = [each for each in samples.EXCEPTIONS if each.lead]
    assert wording.exceptions_sentence(led[:1]) == "1 action is off track or waiting."
    said = replace(led[0], by_lead=True)
    assert wording.exceptions_sentence([said]) == (
        "1 action is off track or waiting; 1 by the latest update alone."
    )
    assert wording.exceptions_sentence(()) == wording.NO_EXCEPTIONS


def test_a_paper_says_where_it_is_and_how_late():
    assert wording.paper_state(PaperLine("1", "x", True)) == "in the combined file"
    assert wording.paper_state(PaperLine("1", "x", False, "2 working days late", "a Word file")) == (
        "listed only: a Word file; 2 working days late"
    )


def test_titles_name_the_group_the_document_and_the_day():
    assert wording.title(samples.full_pack()) == "Strategic partnership board: board pack, 14 January 2027"
    assert wording.title(samples.brief()) == "Strategic partnership board: chair’s brief, 14 January 2027"
    assert wording.kind(samples.full_pack()) == "Board pack, partnership edition"
    assert wording.kind(samples.empty_pack()) == "Board pack"


def test_every_purpose_has_its_words():
    assert set(wording.PURPOSE_WORDS) == set(Purpose)


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        (timetable.StepState, DutyState),
        (labels.Headline, Standing),
    ],
    ids=["timetable", "standing"],
)
def test_what_other_contexts_can_say_a_pack_can_say(theirs, ours):
    assert {each.value for each in theirs} <= {each.value for each in ours}


def test_every_state_of_a_duty_has_its_words():
    for state in DutyState:
        assert wording.duty_word(replace(LINE, state=state))
        assert wording.timetable_sentence([replace(LINE, state=state)]).startswith("Of 1 date: 1 ")


def test_the_cover_carries_the_line_about_leaving_the_room():
    assert samples.full_pack().neutral_line in wording.cover_notes(samples.full_pack())
