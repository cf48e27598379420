"""What goes to members after the papers: a supplement of what was added, changed or withdrawn since.

A supplement that brings members something to read is held to the same last day as the papers themselves,
and goes later only with the chair's waiver. One that only says what was taken back is never late.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from quorate.domain.calendar.types import WorkingCalendar
from quorate.domain.kernel.outcomes import Refusal, Waiver
from quorate.domain.kernel.words import count, day
from quorate.domain.meetings.circulation import is_late, is_too_late_to_send, refusal_of_lateness
from quorate.domain.meetings.facts import MeetingFacts
from quorate.domain.meetings.lifecycle import SENTENCES, MeetingState
from quorate.domain.membership.facts import AppointmentFacts
from quorate.domain.terms.clauses import TermsVersion

A_SUPPLEMENT = "A supplement"
"""How the sentence of a waiver begins that let a supplement go late."""


@dataclass(frozen=True, slots=True)
class SentParts:
    """What a sending took with it, by the ids of items and papers."""

    items: tuple[str, ...] = field(default=())
    papers: tuple[str, ...] = field(default=())
    changed: tuple[str, ...] = field(default=())
    removed: tuple[str, ...] = field(default=())
    withdrawn: tuple[str, ...] = field(default=())

    @property
    def size(self) -> int:
        """How many things it speaks of."""
        return len(self.items + self.papers + self.changed + self.removed + self.withdrawn)

    @property
    def is_to_read(self) -> bool:
        """Whether it brings something to read, rather than only saying what was taken back."""
        return bool(self.items or self.papers or self.changed)


def refusal_to_supplement(
    *,
    meeting: MeetingFacts,
    terms: TermsVersion | None,
    calendar: WorkingCalendar,
    today: date,
    parts: SentParts,
    appointments: Sequence[AppointmentFacts] = (),
    waiver: Waiver | None = None,
) -> Refusal | None:
    """Why no supplement can go out today; None when it can, in time or with a good waiver.

    Codes: `meetings.cancelled`, `meetings.not_circulated`, `meetings.already_held`, `meetings.nothing_new`,
    and those of `quorate.domain.meetings.circulation.refusal_of_lateness`.
    """
    if meeting.state is MeetingState.CANCELLED:
        return Refusal("meetings.cancelled", SENTENCES[MeetingState.CANCELLED])
    if meeting.state is MeetingState.PLANNED:
        return Refusal(
            "meetings.not_circulated",
            "The papers have not gone out yet.",
            cure="Circulate the agenda and papers: what was added goes with them.",
        )
    if meeting.state is not MeetingState.CIRCULATED or is_too_late_to_send(meeting.on, today):
        sentence = f"The meeting was on {day(meeting.on)}, so no supplement can go out now."
        return Refusal("meetings.already_held", sentence)
    if not parts.size:
        return Refusal("meetings.nothing_new", "Nothing has changed that members were not told of.")
    if not parts.is_to_read:
        return None
    return refusal_of_lateness(
        meeting=meeting,
        terms=terms,
        calendar=calendar,
        today=today,
        appointments=appointments,
        waiver=waiver,
    )


def needs_waiver(
    parts: SentParts,
    *,
    meeting: MeetingFacts,
    terms: TermsVersion | None,
    calendar: WorkingCalendar,
    today: date,
) -> bool:
    """Whether a supplement that goes today is late; a waiver given when none is needed is not recorded."""
    return parts.is_to_read and is_late(meeting=meeting, terms=terms, calendar=calendar, today=today)


def supplement_went_to(*, members: int, by_hand: Sequence[str], has_server: bool = True) -> str:
    """What is said once a supplement is sent: to how many, and who must be told.

    Without a mail server nothing went yet: that it is sent is recorded, and no more is said.

    >>> supplement_went_to(members=2, by_hand=["Ann Field"])
    'The supplement went to 1 member. Tell them yourself, they have no address: Ann Field.'
    """
    went = "went" if has_server else "is recorded as sent"
    said = f"The supplement {went} to {count(members - len(by_hand), 'member')}."
    if not by_hand:
        return said
    return f"{said} Tell them yourself, they have no address: {', '.join(by_hand)}."


def sending_name(place: int, *, is_question: bool = False) -> str:
    """What a sending is called, by its place among those a reader knows of, the first being 0.

    >>> sending_name(0), sending_name(2)
    ('Agenda and papers', 'Supplement 2')
    """
    return f"Supplement {place}" if place else "The question" if is_question else "Agenda and papers"
