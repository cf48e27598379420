"""Whether the agenda and papers of a meeting may go out today.

The terms give a last day, for example seven working days before the meeting. Boards go past it with the
chair's agreement: that is a waiver, recorded with its reason and who agreed, and counted. Sending papers
twice, for a meeting that is past or with nothing on the agenda, no waiver allows.
"""

from collections.abc import Collection, Sequence
from datetime import date

from quorate.domain.calendar.types import WorkingCalendar
from quorate.domain.kernel.outcomes import Refusal, Waiver
from quorate.domain.kernel.words import count, day
from quorate.domain.meetings.facts import MeetingFacts
from quorate.domain.meetings.lifecycle import SENTENCES, MeetingState, may_become
from quorate.domain.meetings.timetable import due_on, passed_day, working_days_late
from quorate.domain.membership.appointments import may_agree_to_waive
from quorate.domain.membership.facts import AppointmentFacts
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion

CURE_BY_WAIVER = "Ask the chair or the vice-chair to agree, and record the reason, who agreed and when."


def governing_clause(terms: TermsVersion | None) -> Clause | None:
    """The clause that says when papers go out; the agenda's own clause where there is no other."""
    if terms is None:
        return None
    for kind in (ClauseKind.CIRCULATION, ClauseKind.AGENDA):
        clause = next((c for c in terms.all_of(kind) if c.offset is not None), None)
        if clause is not None:
            return clause
    return None


def refusal_to_circulate(
    *,
    meeting: MeetingFacts,
    terms: TermsVersion | None,
    calendar: WorkingCalendar,
    today: date,
    appointments: Sequence[AppointmentFacts] = (),
    waiver: Waiver | None = None,
) -> Refusal | None:
    """Why papers cannot go out today; None when they can, in time or with a good waiver.

    Codes: `meetings.already_circulated`, `meetings.cancelled`, `meetings.already_held`,
    `meetings.no_agenda_items`, and those of `refusal_of_lateness`.
    """
    if refused := _never(meeting, today):
        return refused
    return refusal_of_lateness(
        meeting=meeting,
        terms=terms,
        calendar=calendar,
        today=today,
        appointments=appointments,
        waiver=waiver,
    )


def refusal_of_lateness(
    *,
    meeting: MeetingFacts,
    terms: TermsVersion | None,
    calendar: WorkingCalendar,
    today: date,
    appointments: Sequence[AppointmentFacts] = (),
    waiver: Waiver | None = None,
) -> Refusal | None:
    """Why what goes to members today goes too late; None in time, or with a good waiver.

    Codes: `meetings.circulated_late`, waivable with the clause's id, and those of `refusal_of_waiver`. Terms
    without such a clause, or a last day that is not known, set no limit.
    """
    clause = governing_clause(terms)
    last_day = passed_day(clause, meeting.on, calendar, today)
    if clause is None or last_day is None:
        return None
    if waiver is None:
        return _late(clause, last_day, calendar, today)
    return refusal_of_waiver(waiver, clause=clause, appointments=appointments, today=today)


def is_too_late_to_send(on: date, today: date) -> bool:
    """Whether a meeting held on `on` is past: papers can still go out on its own day, and never after.

    >>> is_too_late_to_send(date(2026, 3, 2), date(2026, 3, 2))
    False
    """
    return on < today


def timing_said(
    *, meeting: MeetingFacts, terms: TermsVersion | None, calendar: WorkingCalendar, today: date
) -> str:
    """How long before or after the last day papers would go, were they sent today, in working days."""
    clause = governing_clause(terms)
    last_day = due_on(clause, meeting.on, calendar).on if clause else None
    if last_day is None:
        return "The terms give no last day that is known."
    if today == last_day:
        return f"Today, {day(today)}, is the last day the terms give."
    first, then = sorted((today, last_day))
    days = working_days_late(then, first, calendar)
    by = count(days, "working day") if days else "less than a working day"
    which = "late" if today > last_day else "early"
    return f"{by[:1].upper()}{by[1:]} {which}: the last day the terms give is {day(last_day)}."


def went_to(
    *,
    members: int,
    by_hand: Sequence[str],
    papers: int,
    has_server: bool = True,
    is_question: bool = False,
) -> str:
    """What is said once the papers are sent: to how many, with how many papers, and who must be told.

    Without a mail server nothing went yet: that they are circulated is recorded, and no more is said.

    >>> went_to(members=2, by_hand=["Ann Field"], papers=1)
    'The agenda went to 1 member with 1 paper. Tell them yourself, they have no address: Ann Field.'
    """
    with_papers = f"with {count(papers, 'paper')}" if papers else "with no paper"
    written = count(members - len(by_hand), "member")
    went = f"went to {written} {with_papers}"
    recorded = f"is recorded as circulated to {written} {with_papers}"
    what = "The question" if is_question else "The agenda"
    said = f"{what} {went if has_server else recorded}."
    if not by_hand:
        return said
    whom = "Tell them yourself, they have no address"
    return f"{said} {whom}: {', '.join(by_hand)}."


def after_sending(circulated_on: date | None) -> str:
    """What is said to whoever adds a paper once the papers went out; empty before."""
    if circulated_on is None:
        return ""
    return f"The papers went out on {day(circulated_on)}, so members do not have it: send them a supplement."


def after_taking_back(circulated_on: date | None) -> str:
    """What is said to whoever withdraws a paper once the papers went out; empty before."""
    if circulated_on is None:
        return ""
    went = f"The papers went out on {day(circulated_on)}"
    return f"{went}: members who have it are not told until you send them a supplement."


def refusal_unread(papers: int, *, is_question: bool = False) -> Refusal:
    """What is said to somebody who sends without having read what goes and to whom.

    Code: `meetings.not_read`.
    """
    if papers:
        sentence = "Tick that you have read what goes out and to whom: it cannot be taken back."
    else:
        what = "question" if is_question else "agenda"
        sentence = f"Tick that you have read to whom the {what} goes, and that no paper goes with it."
    return Refusal("meetings.not_read", sentence, field="read")


def is_late(
    *, meeting: MeetingFacts, terms: TermsVersion | None, calendar: WorkingCalendar, today: date
) -> bool:
    """Whether papers that go out today need a waiver; a waiver given when none is needed is not recorded."""
    clause = governing_clause(terms)
    last_day = due_on(clause, meeting.on, calendar).on if clause else None
    return last_day is not None and today > last_day


def refusal_of_waiver(
    waiver: Waiver,
    *,
    clause: Clause,
    appointments: Sequence[AppointmentFacts],
    today: date,
    withdrew: Collection[str] = (),
) -> Refusal | None:
    """Why this waiver does not hold.

    The waiver names the clause by its id or kind, gives a reason, was agreed on or before today, by
    somebody who was chair or vice-chair on that day. Codes: `waivers.another_clause`, `waivers.no_reason`,
    `waivers.no_agreement`, `waivers.agreed_in_future`, `waivers.not_the_chair`, and `waivers.conflicted` for
    one of `withdrew`, who withdrew from what it is about: whoever may not take part in a decision may not
    let it be taken.
    """
    if waiver.clause not in (clause.id, clause.kind.value):
        return Refusal("waivers.another_clause", "The waiver is for another clause.", field="clause")
    if not waiver.reason.strip():
        return Refusal("waivers.no_reason", "Say why the terms were departed from.", field="reason")
    if not waiver.agreed_by:
        return Refusal("waivers.no_agreement", "Say who agreed.", field="agreed_by")
    if waiver.agreed_on > today:
        return refusal_of_future(waiver.agreed_on)
    if not may_agree_to_waive(appointments, waiver.agreed_by, waiver.agreed_on):
        return Refusal(
            "waivers.not_the_chair",
            f"Only the chair or vice-chair can agree; on {day(waiver.agreed_on)} this person was neither.",
            cure="Record the agreement of whoever held the chair or the vice-chair on that day.",
            field="agreed_by",
        )
    if waiver.agreed_by in withdrew:
        return Refusal(
            "waivers.conflicted",
            "They withdrew from this item for a conflict of interest, so they cannot agree to it.",
            cure="Record the agreement of the vice-chair, or of another who held either office that day.",
            field="agreed_by",
        )
    return None


def refusal_of_future(agreed_on: date) -> Refusal:
    """Why a waiver is not recorded before it was agreed. Code: `waivers.agreed_in_future`."""
    said = f"The day it was agreed, {day(agreed_on)}, is after today."
    return Refusal("waivers.agreed_in_future", said, field="agreed_on")


def refusal_of_second(circulated_on: date) -> Refusal:
    """Why papers cannot go out again, with the day they went. Code: `meetings.already_circulated`."""
    return Refusal(
        "meetings.already_circulated",
        f"The agenda and papers went out on {day(circulated_on)}.",
        cure="Send a supplement of what was added or changed since.",
    )


def _never(meeting: MeetingFacts, today: date) -> Refusal | None:
    if meeting.state is MeetingState.CIRCULATED:
        return Refusal(
            "meetings.already_circulated",
            "Papers for this meeting have already gone to members.",
            cure="Send a supplement of what was added or changed since.",
        )
    if meeting.state is MeetingState.CANCELLED:
        return Refusal("meetings.cancelled", SENTENCES[MeetingState.CANCELLED])
    if not may_become(meeting.state, MeetingState.CIRCULATED) or is_too_late_to_send(meeting.on, today):
        return Refusal(
            "meetings.already_held",
            f"The meeting was on {day(meeting.on)}, so its papers cannot go out now.",
        )
    if meeting.agenda_items < 1:
        return Refusal(
            "meetings.no_agenda_items",
            "The agenda has no items.",
            cure="Add at least one item to the agenda.",
        )
    return None


def _late(clause: Clause, last_day: date, calendar: WorkingCalendar, today: date) -> Refusal:
    days = working_days_late(today, last_day, calendar)
    by = count(days, "working day") if days else "less than a working day"
    what = "The agenda was" if clause.kind is ClauseKind.AGENDA else "Papers were"
    return Refusal(
        "meetings.circulated_late",
        f"{what} due to members by {day(last_day)}, and today is {by} later. "
        f"The terms say: “{clause.quote.rstrip('.')}”.",
        cure=CURE_BY_WAIVER,
        field="waiver",
        waivable_clause=clause.id,
    )
