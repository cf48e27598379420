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
