"""What moving a meeting to another day does to what was sent for the day it was on.

Papers that went out are judged by the day the meeting is held: moved earlier, papers that were in time may be
late, and papers let go late with a waiver later still. Notice that the terms ask for is of the new day, given
when members are told of it. Whoever moves a meeting is told so before it is saved.
"""

from datetime import date

from quorate.domain.calendar.types import WorkingCalendar
from quorate.domain.kernel.words import day
from quorate.domain.meetings.calling import notice_clause
from quorate.domain.meetings.circulation import governing_clause
from quorate.domain.meetings.timetable import due_on, late_in_words, passed_day, working_days_late
from quorate.domain.terms.clauses import Clause, TermsVersion


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


def said_of_move(
    terms: TermsVersion | None,
    *,
    on: date,
    sent_on: date | None,
    calendar: WorkingCalendar,
    today: date,
) -> tuple[str, ...]:
    """What a move to `on` makes late, by the terms in force that day: papers that went, and notice."""
    said = []
    clause = governing_clause(terms)
    late = papers_late_by(clause, meeting_on=on, sent_on=sent_on, calendar=calendar) if sent_on else ""
    if sent_on and late:
        said.append(f"The papers went to members on {day(sent_on)}: for {day(on)} they are {late}.")
    notice = notice_clause(terms)
    last = passed_day(notice, on, calendar, today) if on >= today else None
    if last:
        by = late_in_words(working_days_late(today, last, calendar))
        said.append(f"Notice of a meeting on {day(on)} was due by {day(last)}: given today it is {by}.")
    return tuple(said)
