"""Why something cannot be recorded of a meeting's room, of who comes to it, or of an interest in it.

Commands ask these before they write and pages before they offer.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import clock, day
from quorate.domain.meetings.lifecycle import SENTENCES, MeetingState
from quorate.domain.meetings.room import Act, RoomAct, standing
from quorate.domain.membership.replies import Answer

BEFORE_THE_MEETING = time(0)
"""When a withdrawal is recorded as made that was announced before the day."""
LONGEST_WORDS = 2_000
LONGEST_NOTE = 300


def wall_clock(at: datetime, zone: str) -> time:
    """The hour and minute on the wall of a place, at an instant.

    >>> from datetime import UTC
    >>> wall_clock(datetime(2027, 7, 1, 9, 30, 59, tzinfo=UTC), "Europe/London")
    datetime.time(10, 30)
    """
    return at.astimezone(ZoneInfo(zone)).time().replace(second=0, microsecond=0)


def refusal_to_record_room(
    state: MeetingState, *, on: date, today: date, minutes_approved_on: date | None
) -> Refusal | None:
    """Why nothing can be recorded in the room of a meeting.

    Codes: `room.cancelled`, `room.not_the_day`, `room.minutes_approved`.
    """
    if state is MeetingState.CANCELLED:
        return Refusal("room.cancelled", SENTENCES[state])
    if today < on:
        return Refusal("room.not_the_day", f"The meeting is on {day(on)}. Its room opens that day.")
    if minutes_approved_on:
        return Refusal(
            "room.minutes_approved",
            f"The chair approved the minutes on {day(minutes_approved_on)}, with who was present.",
            "Correct them by an amendment.",
        )
    return None


def refusal_of_time(at: time, *, on: date, today: date, now: time) -> Refusal | None:
    """Why nothing can have happened at a time: it has not come. Code: `room.not_yet`."""
    if on == today and at > now:
        return Refusal("room.not_yet", f"It is {clock(now)} now, before the time given.", field="at")
    return None


def refusal_after_end(at: time, ended_at: time | None) -> Refusal | None:
    """Why nothing is recorded of a time when the meeting was over. Code: `room.after_end`."""
    if ended_at is None or at <= ended_at:
        return None
    return Refusal(
        "room.after_end",
        f"The meeting ended at {clock(ended_at)}.",
        "Give a time before that, or change when it ended.",
        field="at",
    )


def refusal_of_seen(
    at: time | None, *, ended_at: time | None, on: date, today: date, now: time
) -> Refusal | None:
    """Why nothing can have been seen in the room at a time; with none it is seen now, on the day itself.

    Codes: `room.no_time`, and those of `refusal_of_time` and `refusal_after_end`.
    """
    if at is None and today != on:
        return Refusal("room.no_time", "Give the time.", field="at")
    seen = now if at is None else at
    return refusal_of_time(seen, on=on, today=today, now=now) or refusal_after_end(seen, ended_at)


def refusal_of_times(
    acts: Sequence[RoomAct], *, began_at: time | None, ended_at: time | None, on: date, today: date, now: time
) -> Refusal | None:
    """Why a meeting cannot have begun and ended then, by what else was recorded in its room.

    Either may be left open. Codes: `room.which_beginning`, `room.ends_first`, `room.not_yet`,
    `room.item_before`, `room.act_after`.
    """
    if began_at is None and ended_at is not None:
        return Refusal("room.which_beginning", "Give the time it began too.", field="began_at")
    if began_at and ended_at and ended_at <= began_at:
        said = f"It began at {clock(began_at)}, and cannot have ended before."
        return Refusal("room.ends_first", said, field="ended_at")
    for name, at in (("began_at", began_at), ("ended_at", ended_at)):
        if at and (no := refusal_of_time(at, on=on, today=today, now=now)):
            return replace(no, field=name)
    ordered = standing(acts)
    first = next((act.at for act in ordered if act.act is Act.ITEM), None)
    if first and began_at and first < began_at:
        said = f"An item was taken at {clock(first)}, before that."
        return Refusal("room.item_before", said, "Give an earlier time, or strike the item out.", "began_at")
    last = max((act.at for act in ordered if act.act is not Act.LEFT), default=None)
    if last and ended_at and last > ended_at:
        said = f"Something was recorded in the room at {clock(last)}, after that."
        return Refusal("room.act_after", said, "Give a later time, or strike that out.", "ended_at")
    return None


def refusal_to_answer(state: MeetingState, *, on: date, today: date) -> Refusal | None:
    """Why nobody can say any more whether they come. Codes: `replies.cancelled`, `replies.over`."""
    if state is MeetingState.CANCELLED:
        return Refusal("replies.cancelled", SENTENCES[state])
    if state is not MeetingState.PLANNED and state is not MeetingState.CIRCULATED:
        return Refusal("replies.over", SENTENCES[state])
    if today > on:
        return Refusal("replies.over", f"The meeting was on {day(on)}.")
    return None


def refusal_of_reply(
    answer: Answer, *, holder: str, deputy: str, note: str, expected_for: str = ""
) -> Refusal | None:
    """What is wrong with a reply.

    `expected_for` is the other seat for which whoever it sends is expected already, by another reply: nobody
    sits in two. Somebody who holds two seats is not sent. Codes: `replies.nobodys_deputy` where apologies
    name somebody who comes instead, `replies.which_deputy`, `replies.own_deputy`,
    `replies.expected_elsewhere`, `replies.long_note`.
    """
    if answer is Answer.APOLOGIES and deputy:
        return Refusal(
            "replies.nobodys_deputy",
            "Apologies are sent, and somebody is named who comes instead.",
            "Choose Nobody here, or answer that somebody comes in their place.",
            field="deputy",
        )
    if answer is Answer.DEPUTY and not deputy:
        return Refusal("replies.which_deputy", "Say who comes in their place.", field="deputy")
    if answer is Answer.DEPUTY and deputy == holder:
        return Refusal("replies.own_deputy", "Nobody can be their own deputy.", field="deputy")
    if expected_for:
        return Refusal(
            "replies.expected_elsewhere",
            f"They are expected for another seat: {expected_for}.",
            "Choose somebody else, or have the reply for that seat changed first."
            if answer is Answer.DEPUTY
            else "Have the reply for that seat changed first.",
            field="deputy" if answer is Answer.DEPUTY else "answer",
        )
    if len(note) > LONGEST_NOTE:
        return Refusal("replies.long_note", f"Shorten the note to {LONGEST_NOTE} characters.", field="note")
    return None


def refusal_of_declaration(words: str, *, withdraws: bool, has_item: bool) -> Refusal | None:
    """What is wrong with an interest declared.

    Codes: `room.no_words`, `room.long_words`, `room.withdraws_from_what`.
    """
    if not words.strip():
        return Refusal("room.no_words", "Say what the interest is.", field="words")
    if len(words) > LONGEST_WORDS:
        return Refusal("room.long_words", f"Shorten this to {LONGEST_WORDS:,} characters.", field="words")
    if withdraws and not has_item:
        return Refusal("room.withdraws_from_what", "Say from which item they withdraw.", field="item")
    return None
