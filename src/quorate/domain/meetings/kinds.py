"""The kinds of meeting: one of the year's, one called besides, and a question put to members by email.

A question by email is asked between meetings and closes at a day and hour. It has items and no room: nobody
attends it, it is no meeting by the terms, and nothing the terms count from a meeting is owed for it.
"""

from datetime import date
from enum import StrEnum

from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day


class MeetingKind(StrEnum):
    """What sort of meeting it is."""

    ORDINARY = "ordinary"
    EXTRAORDINARY = "extraordinary"
    BY_EMAIL = "by_email"


KIND_NAMES = {
    MeetingKind.ORDINARY: "Meeting",
    MeetingKind.EXTRAORDINARY: "Extraordinary meeting",
    MeetingKind.BY_EMAIL: "Question by email",
}


def changed_said(kind: str) -> str:
    """What is said once one was given another day, hour or place.

    >>> changed_said("by_email"), changed_said("extraordinary")
    ('The question was changed.', 'The meeting was changed.')
    """
    return f"The {_noun(kind)} was changed."


def cancelled_said(kind: str) -> str:
    """What is said once one was cancelled: a question is taken back.

    >>> cancelled_said("by_email"), cancelled_said("ordinary")
    ('The question is taken back.', 'The meeting is cancelled.')
    """
    return f"The {_noun(kind)} is {'taken back' if kind == MeetingKind.BY_EMAIL else 'cancelled'}."


def minutes_title(kind: str, on: date) -> str:
    """What the minutes are called: of a question they are the answers to it.

    >>> minutes_title("by_email", date(2026, 12, 16)), minutes_title("ordinary", date(2026, 12, 16))
    ('Answers to the question of 16 December 2026', 'Minutes of 16 December 2026')
    """
    return f"{'Answers to the question' if kind == MeetingKind.BY_EMAIL else 'Minutes'} of {day(on)}"


def sent_said(kind: str, on: date, *, waiting: int = 0) -> str:
    """That the agenda and papers, or a question, went to members on a day; the stop is the caller's.

    While messages of it wait for somebody's hand (`waiting`) it is recorded as sent, and no more is said.

    >>> sent_said("by_email", date(2026, 12, 2))
    'The question went to members on 2 December 2026'
    """
    what = "The question" if kind == MeetingKind.BY_EMAIL else "The agenda and papers"
    if waiting:
        are = "is" if kind == MeetingKind.BY_EMAIL else "are"
        return f"{what} {are} recorded as sent to members on {day(on)}"
    return f"{what} went to members on {day(on)}"


def refusal_of_closed(kind: str, *, on: date, today: date) -> Refusal | None:
    """Why a question by email is changed or taken back no more: it closed. Code: `meetings.question_closed`.

    On its last day it can still be.
    """
    if kind != MeetingKind.BY_EMAIL or today <= on:
        return None
    return Refusal("meetings.question_closed", f"The question closed on {day(on)}.", "Put it again instead.")


def _noun(kind: str) -> str:
    return "question" if kind == MeetingKind.BY_EMAIL else "meeting"
