"""Why something cannot be done to a meeting, its agenda or its papers as things stand.

Commands ask these before they write and pages before they offer, so that a button that would refuse shows
its sentence instead.
"""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.audience import Audience
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day
from quorate.domain.meetings.agenda import Purpose
from quorate.domain.meetings.lifecycle import SENTENCES, TOOK_PLACE, MeetingState, may_become

LONGEST_MEETING = 600
LONGEST_ITEM = 600
"""The longest meeting and the longest item, in minutes: ten hours, so that a slip of the hand is noticed."""
MINUTES_TO = ("chair", "members")


def refusal_to_change(state: MeetingState) -> Refusal | None:
    """Why a meeting and its agenda cannot be changed: it was held or cancelled. Code: `meetings.settled`.

    A meeting can be changed for as long as it may be cancelled.
    """
    if may_become(state, MeetingState.CANCELLED):
        return None
    return Refusal("meetings.settled", SENTENCES[state])


@dataclass(frozen=True, slots=True)
class Happened:
    """What was recorded as having happened at a meeting.

    `is_begun` once somebody came, an item was taken or its beginning was given; `confirms` where minutes of
    an earlier one were confirmed at it.
    """

    is_begun: bool = False
    is_minuted: bool = False
    confirms: bool = False


def refusal_of_happened(happened: Happened) -> Refusal | None:
    """Why a meeting is not cancelled any more: something happened at it. That its hour came is no reason.

    Codes: `meetings.confirmed_there`, `meetings.minuted`, `meetings.begun`.
    """
    if happened.confirms:
        said = "Minutes of an earlier meeting were confirmed at it, so it was held."
        return Refusal("meetings.confirmed_there", said, "Record in its room who came.")
    if happened.is_minuted:
        said = "Something is minuted of it, so it was held."
        return Refusal("meetings.minuted", said, "Take out of its minutes first what was written by mistake.")
    if happened.is_begun:
        said = "Its room says that it began, so it was held."
        cure = "Strike out there what was recorded by mistake. One that was broken off was held."
        return Refusal("meetings.begun", said, cure)
    return None


def refusal_to_cancel(state: MeetingState, reason: str, *, happened: Happened = Happened()) -> Refusal | None:
    """Why a meeting cannot be cancelled.

    Codes: `meetings.settled`, those of `refusal_of_happened`, `meetings.reason_needed`.
    """
    if refusal := refusal_to_change(state) or refusal_of_happened(happened):
        return refusal
    if not reason.strip():
        return Refusal("meetings.reason_needed", "Give the reason.", field="cancel_reason")
    return None


def refusal_of_length(minutes: int) -> Refusal | None:
    """Why a meeting cannot last so long. Code: `meetings.length`."""
    if 1 <= minutes <= LONGEST_MEETING:
        return None
    return Refusal(
        "meetings.length", f"A meeting lasts from 1 to {LONGEST_MEETING} minutes.", field="minutes"
    )


def refusal_to_record_minutes(
    state: MeetingState, *, meeting_on: date, to: str, on: date, today: date
) -> Refusal | None:
    """Why it cannot be recorded that minutes were sent on a day; recorded wrongly, it is recorded again.

    Codes: `meetings.minutes_to_whom`, `meetings.cancelled`, `meetings.minutes_before_meeting`,
    `meetings.not_yet`.
    """
    if to not in MINUTES_TO:
        return Refusal("meetings.minutes_to_whom", "Say whom the minutes went to.", field="to")
    if state not in TOOK_PLACE and not may_become(state, MeetingState.HELD):
        return Refusal("meetings.cancelled", SENTENCES[state])
    if on < meeting_on:
        is_past = meeting_on <= today
        return Refusal(
            "meetings.minutes_before_meeting",
            f"The meeting {'was' if is_past else 'is'} on {day(meeting_on)}, after the day given.",
            field="minutes_on",
        )
    if on > today:
        return Refusal("meetings.not_yet", "That day has not come yet.", field="minutes_on")
    return None


def refusal_of_audience(
    audience: Audience, audiences: Set[Audience], *, field: str = "audience"
) -> Refusal | None:
    """Why somebody of these audiences cannot set so narrow a one: they would lose sight of what they set.

    Code: `meetings.audience_not_yours`.
    """
    if audience in audiences:
        return None
    return Refusal(
        "meetings.audience_not_yours",
        "You are not among those people, so you would no longer see it yourself.",
        "Ask the partnership coordinator to set it.",
        field=field,
    )


def refusal_of_item(title: str, purpose: str, minutes: int) -> Refusal | None:
    """Why an agenda item cannot say this.

    Codes: `meetings.no_title`, `meetings.purpose`, `meetings.item_minutes`.
    """
    if not title.strip():
        return Refusal("meetings.no_title", "Give the item a title.", field="title")
    if purpose not in tuple(Purpose):
        return Refusal("meetings.purpose", "Choose what the item is for.", field="purpose")
    if not 0 <= minutes <= LONGEST_ITEM:
        sentence = f"An item takes from 0 to {LONGEST_ITEM} minutes."
        return Refusal("meetings.item_minutes", sentence, field="minutes")
    return None


def refusal_of_item_twice(number: str) -> Refusal | None:
    """Why an item cannot have this title: the item of this number has it, empty where none has.

    Sent again by going back, a form would put it on the agenda a second time. Code: `meetings.item_twice`.
    """
    if not number:
        return None
    return Refusal(
        "meetings.item_twice",
        f"An item of that title is on the agenda already, as number {number}.",
        "Change that one, or give this one a title of its own.",
        "title",
    )


def refusal_to_move_item(*, has_neighbour: bool, up: bool) -> Refusal | None:
    """Why an item cannot go one place up or down. Code: `meetings.first_or_last`."""
    if has_neighbour:
        return None
    return Refusal("meetings.first_or_last", f"That item is {'first' if up else 'last'} already.")


def refusal_to_take_papers(state: MeetingState) -> Refusal | None:
    """Why no paper can be added to a meeting, nor a pack made of it. Code: `meetings.cancelled`."""
    if state is MeetingState.CANCELLED:
        return Refusal("meetings.cancelled", SENTENCES[state])
    return None


def refusal_of_paper(title: str, submitted_on: date, today: date) -> Refusal | None:
    """Why a paper cannot be taken in as described. Codes: `papers.no_title`, `papers.not_in_yet`."""
    if not title.strip():
        return Refusal("papers.no_title", "Give the paper a title.", field="title")
    if submitted_on > today:
        return Refusal("papers.not_in_yet", "That day has not come yet.", field="submitted_on")
    return None
