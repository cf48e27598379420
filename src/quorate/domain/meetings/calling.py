"""Meetings called besides the year's, and questions put to members by email between meetings.

An extraordinary meeting says why it is called. It is owed the notice the terms give, counted as for any other
meeting; where that cannot be kept any more it is called with a waiver. A question by email has no notice.
"""

from collections.abc import Sequence
from datetime import date

from quorate.domain.calendar.types import WorkingCalendar
from quorate.domain.kernel.outcomes import Refusal, Waiver
from quorate.domain.kernel.words import count, day, weekday
from quorate.domain.meetings.circulation import CURE_BY_WAIVER, governing_clause, refusal_of_waiver
from quorate.domain.meetings.kinds import MeetingKind
from quorate.domain.meetings.timetable import due_on, late_in_words, passed_day, working_days_late
from quorate.domain.membership.facts import AppointmentFacts
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion


def notice_clause(terms: TermsVersion | None) -> Clause | None:
    """The clause that says when members are told of a meeting, None where the terms give none."""
    clauses = terms.all_of(ClauseKind.NOTICE) if terms else ()
    return next((clause for clause in clauses if clause.offset is not None), None)


def notice_said(terms: TermsVersion | None) -> tuple[str, ...]:
    """Which notice the terms give, of a meeting and of its papers, and what follows if it is not kept."""
    if terms is None:
        return ("No terms are in force, so no notice is asked for.",)
    said = []
    clause, papers = notice_clause(terms), governing_clause(terms)
    if clause:
        said.append(f"Notice: the terms say “{clause.quote.rstrip('.')}”.")
    else:
        said.append("The terms ask for no notice of a meeting.")
    if papers:
        said.append(f"Papers: the terms say “{papers.quote.rstrip('.')}”.")
    if clause or papers:
        said.append(
            "What cannot be kept needs a waiver the chair or vice-chair agrees to, which is recorded."
        )
    return tuple(said)


def refusal_to_call(why: str, *, on: date, today: date) -> Refusal | None:
    """Why nothing can be called besides the year's. Codes: `meetings.call_reason`, `meetings.not_to_come`."""
    if not why.strip():
        return Refusal("meetings.call_reason", "Say why it is called.", field="why")
    if on < today:
        sentence = f"{day(on)} is not to come."
        return Refusal("meetings.not_to_come", sentence, "Choose a later day.", field="on")
    return None


def refusal_of_short_notice(
    *,
    on: date,
    terms: TermsVersion | None,
    calendar: WorkingCalendar,
    today: date,
    appointments: Sequence[AppointmentFacts] = (),
    waiver: Waiver | None = None,
) -> Refusal | None:
    """Why a meeting called today is called too late; None in time or with a good waiver.

    Codes: `meetings.short_notice`, waivable with the clause's id, and those of `refusal_of_waiver`. Terms
    without such a clause, or a last day that is not known, set no limit.
    """
    clause = notice_clause(terms)
    last_day = passed_day(clause, on, calendar, today)
    if clause is None or last_day is None:
        return None
    if waiver is not None:
        return refusal_of_waiver(waiver, clause=clause, appointments=appointments, today=today)
    days = working_days_late(today, last_day, calendar)
    by = count(days, "working day") if days else "less than a working day"
    return Refusal(
        "meetings.short_notice",
        f"Notice of a meeting on {weekday(on)} was due by {day(last_day)}, and today is {by} later. "
        f"The terms say: “{clause.quote.rstrip('.')}”.",
        CURE_BY_WAIVER,
        field="on",
        waivable_clause=clause.id,
    )


def short_notice_said(clause: Clause, *, on: date, calendar: WorkingCalendar, today: date) -> str:
    """What a waiver of notice departs from, in the sentence it is recorded with."""
    last_day = due_on(clause, on, calendar).on
    days = working_days_late(today, last_day, calendar) if last_day else None
    return f"Notice of the meeting was given on {day(today)}, {late_in_words(days)}."


def refusal_of_room(kind: str) -> Refusal | None:
    """Why nothing can be recorded in a room: there is none. Code: `room.by_email`."""
    if kind != MeetingKind.BY_EMAIL:
        return None
    sentence = "This is a question put by email: nobody comes to it."
    return Refusal("room.by_email", sentence, "Record the answers in its minutes.")
