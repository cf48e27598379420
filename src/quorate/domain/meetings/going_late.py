"""How it is said that papers went to members late, with a waiver: once for the record, and as it now stands.

What was recorded is the lateness of the day they were recorded as sent. It becomes another where messages of
them went by hand later, and where the meeting was moved since: what is shown is the timetable's number.
"""

from datetime import date

from quorate.domain.calendar.types import WorkingCalendar
from quorate.domain.kernel.words import day
from quorate.domain.meetings.facts import Done
from quorate.domain.meetings.moving import moved_since_said, papers_late_by
from quorate.domain.terms.clauses import Clause, ClauseKind

_WENT = " went to members on "


def late_said(what: str, on: date, late: str) -> str:
    """That something went to members, and how late.

    >>> late_said("Papers", date(2026, 12, 2), "1 working day late")
    'Papers went to members on 2 December 2026, 1 working day late.'
    """
    return f"{what}{_WENT}{day(on)}, {late}."


def late_as_it_stands(
    recorded: str, *, clause: Clause, meeting_on: date, done: Done, calendar: WorkingCalendar
) -> str:
    """What was `recorded` of papers that went late, with how late they are by what is known now.

    While messages wait for somebody's hand they are recorded as sent and no more.
    """
    sent_on, went_on = done.on.get(ClauseKind.CIRCULATION), done.done_on(ClauseKind.CIRCULATION)
    what, found, _ = recorded.partition(_WENT)
    if sent_on is None or went_on is None or not found:
        return recorded
    late = papers_late_by(clause, meeting_on=meeting_on, sent_on=went_on, calendar=calendar)
    if late and done.waiting(ClauseKind.CIRCULATION):
        are = "is" if clause.kind is ClauseKind.AGENDA else "are"
        return f"{what} {are} recorded as sent to members on {day(went_on)}, {late}."
    said = late_said(what, went_on, late) if late and went_on != sent_on else recorded
    moved = moved_since_said(clause, waived=said, meeting_on=meeting_on, sent_on=went_on, calendar=calendar)
    return f"{said} {moved}".strip()
