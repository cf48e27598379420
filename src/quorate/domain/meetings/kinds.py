"""The kinds of meeting: one of the year's, one called besides, and a question put to members by email.

A question by email is asked between meetings and closes at a day and hour. It has items and no room: nobody
attends it, it is no meeting by the terms, and nothing the terms count from a meeting is owed for it.
"""

from enum import StrEnum


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


def _noun(kind: str) -> str:
    return "question" if kind == MeetingKind.BY_EMAIL else "meeting"
