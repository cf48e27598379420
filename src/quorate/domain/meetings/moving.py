"""What moving a meeting to another day does to what was sent for the day it was on.

Papers that went out are judged by the day the meeting is held: moved earlier, papers that were in time may be
late, and papers let go late with a waiver later still. Notice that the terms ask for is of the new day, given
when members are told of it. Whoever moves a meeting is told so before it is saved.
"""

from collections.abc import Sequence
from datetime import date

from quorate.domain.calendar.types import WorkingCalendar
from quorate.domain.kernel.words import count, day
from quorate.domain.meetings.calling import notice_clause
from quorate.domain.meetings.circulation import governing_clause
from quorate.domain.meetings.timetable import due_on, late_in_words, passed_day, working_days_late
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion


def papers_late_by(
    clause: Clause | None, *, meeting_on: date, sent_on: date, calendar: WorkingCalendar
) -> str:
    """How late papers sent on a day were for a meeting, in words; empty in time, or where no day is known."""
    last = due_on(clause, meeting_on, calendar).on if clause else None
    if last is None or sent_on <= last:
        return ""
    return late_in_words(working_days_late(sent_on, last, calendar))


def moved_since_said(
    clause: Clause | None, *, waived: str, meeting_on: date, sent_on: date, calendar: WorkingCalendar
) -> str:
    """What is said beside a waiver for late papers once the meeting moved; `waived` is what it says itself.

    Empty where it says already how late they are. It is the timetable's number: both count from one day.
    """
    late = papers_late_by(clause, meeting_on=meeting_on, sent_on=sent_on, calendar=calendar)
    if late and waived.rstrip(".").endswith(f", {late}"):
        return ""
    return f"The meeting was moved since: for {day(meeting_on)} they are {late or 'in time'}."


def moved_from_said(was: date, *, on: date) -> str:
    """That a meeting was moved since its papers went; empty where it is on the day it was on then.

    >>> moved_from_said(date(2027, 1, 12), on=date(2027, 1, 14))
    'The meeting was moved since, from 12 January 2027 to 14 January 2027.'
    """
    return "" if was == on else f"The meeting was moved since, from {day(was)} to {day(on)}."


def said_of_move(
    terms: TermsVersion | None,
    *,
    on: date,
    sent_on: date | None,
    calendar: WorkingCalendar,
    today: date,
    asked_by: Sequence[date] = (),
) -> tuple[str, ...]:
    """What a move to `on` makes late, by the terms in force that day: papers, sent or asked for, and notice.

    `asked_by` are the days by which papers still to come are asked for: a move leaves them as they are.
    """
    said = []
    clause = governing_clause(terms)
    late = papers_late_by(clause, meeting_on=on, sent_on=sent_on, calendar=calendar) if sent_on else ""
    if sent_on and late:
        said.append(f"The papers went to members on {day(sent_on)}: for {day(on)} they are {late}.")
    elif not sent_on:
        said += _asked_too_late(terms, on=on, asked_by=asked_by, calendar=calendar)
    notice = notice_clause(terms)
    last = passed_day(notice, on, calendar, today) if on >= today else None
    if last:
        by = late_in_words(working_days_late(today, last, calendar))
        said.append(f"Notice of a meeting on {day(on)} was due by {day(last)}: given today it is {by}.")
    return tuple(said)


def _asked_too_late(
    terms: TermsVersion | None, *, on: date, asked_by: Sequence[date], calendar: WorkingCalendar
) -> list[str]:
    """Of papers asked for by a day after the last for them or, without one, for sending them."""
    papers_in = next((c for c in terms.all_of(ClauseKind.PAPERS_IN) if c.offset), None) if terms else None
    clause = papers_in or governing_clause(terms)
    last = due_on(clause, on, calendar).on if clause else None
    late = [by for by in asked_by if last and by > last]
    if not last or not late:
        return []
    are, due = count(len(late), "paper is", "papers are"), "due" if papers_in else "to go out"
    return [
        f"{are} asked for by {day(max(late))}: for {day(on)} papers are {due} by {day(last)}. "
        "Tell those who were asked, or ask them anew."
    ]
