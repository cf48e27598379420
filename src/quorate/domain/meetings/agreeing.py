"""Whether an agenda was agreed by the chair before it goes out, and what was changed since.

The chair agrees the agenda, or a vice-chair acting; whoever runs the board records it for one who does not
sign in. What was agreed is kept as the ids of its items and their versions, in order: that an item is new,
changed, gone or elsewhere is known from these alone. Papers may go out without the agreement, with a warning.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quorate.domain.calendar.types import WorkingCalendar
from quorate.domain.kernel.behalf import refusals_of_behalf
from quorate.domain.kernel.outcomes import HOW, OnBehalf, Refusal
from quorate.domain.kernel.words import day
from quorate.domain.meetings.facts import MeetingFacts
from quorate.domain.meetings.lifecycle import MeetingState
from quorate.domain.meetings.refusals import refusal_to_change
from quorate.domain.meetings.timetable import StepState, due_on, working_days_late
from quorate.domain.membership.appointments import MAY_AGREE_TO_WAIVE, may_agree_to_waive
from quorate.domain.membership.facts import AppointmentFacts
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion

Placed = tuple[str, int]
"""An item of an agenda, by its id, and the version of it that stood."""
TO_COME = (MeetingState.PLANNED, MeetingState.CIRCULATED)
"""The states of a meeting whose agenda can still be agreed."""


@dataclass(frozen=True, slots=True)
class Since:
    """What became of an agenda since it was agreed, by the ids of its items.

    `added` were not among what was agreed: put on since, or kept from whoever agreed. `is_reordered` says
    that those which stayed are in another order.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    is_reordered: bool = False

    @property
    def is_none(self) -> bool:
        """Whether it stands as it was agreed."""
        return not (self.added or self.changed or self.removed or self.is_reordered)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How an agenda stands with the chair: asked and agreed on which days, and what changed since."""

    asked_on: date | None = None
    agreed_on: date | None = None
    since: Since = Since()

    @property
    def is_whole(self) -> bool:
        """Whether the agenda as it stands was agreed."""
        return self.agreed_on is not None and self.since.is_none


@dataclass(frozen=True, slots=True)
class AgreementStep:
    """The agreement as a step of its meeting: the day it stands on and its state there, as steps have it.

    `changes` is how many there were since it was given, None where it stands whole or was not given;
    `is_to_renew` says that it can still be given for the agenda as it is. `days_late` counts working days
    where it was missed, None where that is not known.
    """

    on: date
    state: StepState
    changes: int | None = None
    is_to_renew: bool = False
    days_late: int | None = None


def agreement_step(
    agreement: Agreement,
    meeting: MeetingFacts,
    *,
    went_on: date | None,
    clause: Clause | None,
    calendar: WorkingCalendar,
    today: date,
) -> AgreementStep | None:
    """The agreement on the day it was given, else on the last day it can be of use; None where it has none.

    `clause` is the one by which the agenda goes to members, `went_on` the day it did: without the agreement
    it stands on that day as not known, for no terms ask for it.
    """
    if agreement.agreed_on:
        since = agreement.since
        changed = None if since.is_none else len(since.added + since.changed + since.removed) or 1
        renew = changed is not None and meeting.state in TO_COME
        return AgreementStep(agreement.agreed_on, StepState.MET, changed, renew)
    if went_on and meeting.state is not MeetingState.CANCELLED:
        return AgreementStep(went_on, StepState.NOT_KNOWN)
    last = due_on(clause, meeting.on, calendar).on if clause else None
    if last is None or meeting.state is not MeetingState.PLANNED or meeting.on < today:
        return None
    if today > last:
        return AgreementStep(last, StepState.MISSED, days_late=working_days_late(today, last, calendar))
    return AgreementStep(last, StepState.DUE_TODAY if today == last else StepState.TO_COME)


def since_agreed(was: Sequence[Placed], now: Sequence[Placed]) -> Since:
    """What became of the agenda that was agreed, each part in the order of the agenda it is taken from."""
    before, after = dict(was), dict(now)
    return Since(
        added=tuple(id for id in after if id not in before),
        changed=tuple(id for id, version in after.items() if before.get(id, version) != version),
        removed=tuple(id for id in before if id not in after),
        is_reordered=[id for id in before if id in after] != [id for id in after if id in before],
    )


def refusal_to_take_agreement(meeting: MeetingFacts, agreement: Agreement) -> Refusal | None:
    """Why nobody's agreement can be taken as things stand.

    Codes: `meetings.settled`, `meetings.no_agenda_items`, `agenda.agreed_already`.
    """
    if refusal := refusal_to_change(meeting.state):
        return refusal
    if meeting.agenda_items < 1:
        return Refusal(
            "meetings.no_agenda_items",
            "The agenda has no items.",
            cure="Add at least one item to the agenda.",
        )
    if agreement.agreed_on and agreement.is_whole:
        said = f"The agenda was agreed on {day(agreement.agreed_on)} and stands as it was."
        return Refusal("agenda.agreed_already", said)
    return None


def refusal_to_ask(
    meeting: MeetingFacts, agreement: Agreement, *, is_anybody: bool, terms: TermsVersion | None, today: date
) -> Refusal | None:
    """Why the chair cannot be asked to agree the agenda; `is_anybody` says that there is one to ask.

    Codes: those of `refusal_to_take_agreement`, `agenda.asked_today`, `agenda.nobody_to_ask`.
    """
    if refusal := refusal_to_take_agreement(meeting, agreement):
        return refusal
    if not is_anybody:
        return Refusal("agenda.nobody_to_ask", NOBODY, who_appoints(terms) or "Appoint somebody first.")
    if agreement.asked_on == today:
        return Refusal("agenda.asked_today", "The chair was asked today, and has not answered yet.")
    return None


def refusal_to_agree(
    meeting: MeetingFacts,
    agreement: Agreement,
    *,
    agreed_by: str,
    on: date,
    today: date,
    appointments: Sequence[AppointmentFacts],
    on_behalf: OnBehalf | None = None,
) -> Refusal | None:
    """Why the agenda cannot be agreed by this person as of a day.

    Whoever agrees was chair or vice-chair on that day. Codes: those of `refusal_to_take_agreement`,
    `agenda.on_behalf_who`, `agenda.on_behalf_how`, `agenda.on_behalf_when`, `agenda.not_the_chair`.
    """
    if refusal := refusal_to_take_agreement(meeting, agreement):
        return refusal
    if bad := refusals_of_behalf(on_behalf, today=today, context="agenda"):
        return bad[0]
    if not may_agree_to_waive(appointments, agreed_by, on):
        said = f"Only the chair or vice-chair agrees the agenda; on {day(on)} this person was neither."
        cure = "Record the agreement of whoever held the chair or the vice-chair on that day."
        return Refusal("agenda.not_the_chair", said, cure, field="on_behalf_person" if on_behalf else "")
    return None


NOBODY = "Nobody holds the chair or the vice-chair, so nobody can agree the agenda."


def is_chaired(appointments: Sequence[AppointmentFacts], on: date) -> bool:
    """Whether somebody holds the chair or a vice-chair on a day."""
    return any(one.office in MAY_AGREE_TO_WAIVE and one.covers(on) for one in appointments)


def who_appoints(terms: TermsVersion | None) -> str:
    """What the terms say of who is to fill a vacant chair; empty where they say nothing."""
    clauses = [terms.of(kind) for kind in (ClauseKind.VICE_CHAIR, ClauseKind.CHAIR)] if terms else []
    clause = next((one for one in clauses if one and one.by), None)
    return f"The terms say: “{clause.quote.rstrip('.')}”." if clause else ""


def warned_of(agreement: Agreement) -> str:
    """What whoever sends the agenda out is warned of; empty where the chair agreed it as it stands."""
    if agreement.agreed_on is None:
        return "The chair has not agreed this agenda."
    if agreement.since.is_none:
        return ""
    return f"This agenda was changed since it was agreed on {day(agreement.agreed_on)}."


def said_before_change(agreement: Agreement, *, went_out: bool) -> str:
    """What whoever adds or changes an item is told before they do; empty where nothing was agreed.

    >>> said_before_change(Agreement(agreed_on=date(2026, 3, 2)), went_out=False)
    'The agenda was agreed on 2 March 2026. What is added or changed now has to be agreed again.'
    """
    if agreement.agreed_on is None:
        return ""
    change = (
        "An item added now is urgent business, which the chair agrees to take; what is changed has to be"
        " agreed again."
        if went_out
        else "What is added or changed now has to be agreed again."
    )
    return f"The agenda was agreed on {day(agreement.agreed_on)}. {change}"


def agreed_said(*, name: str, on: date, how: str = "", recorded_by: str = "") -> str:
    """Who agreed the agenda and when; for one who did not press the button, how, and who recorded it.

    >>> agreed_said(name="Ann Field", on=date(2026, 3, 2), how="email", recorded_by="Lee Hart")
    'Ann Field agreed this agenda on 2 March 2026, by email; recorded by Lee Hart.'
    """
    said = f"{name} agreed this agenda on {day(on)}"
    return f"{said}, {HOW.get(how, 'as told')}; recorded by {recorded_by}." if recorded_by else f"{said}."
