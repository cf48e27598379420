"""How far a meeting has got, and what may follow what: printed as it stands here, and asked by every rule.

Circulating late is done with a waiver; doing things out of this order is not done at all. A meeting may
be held without papers, so planned may become held.
"""

from enum import StrEnum


class MeetingState(StrEnum):
    """The states of a meeting, in order."""

    PLANNED = "planned"
    CIRCULATED = "circulated"
    HELD = "held"
    MINUTED = "minuted"
    CANCELLED = "cancelled"


SENTENCES: dict[MeetingState, str] = {
    MeetingState.PLANNED: "The date is set; papers have not gone out.",
    MeetingState.CIRCULATED: "The agenda and papers have gone to members.",
    MeetingState.HELD: "The meeting took place; its minutes have not gone to members.",
    MeetingState.MINUTED: "The minutes have gone to members.",
    MeetingState.CANCELLED: "It was cancelled; nothing is owed for it.",
}

TRANSITIONS: dict[MeetingState, tuple[MeetingState, ...]] = {
    MeetingState.PLANNED: (MeetingState.CIRCULATED, MeetingState.HELD, MeetingState.CANCELLED),
    MeetingState.CIRCULATED: (MeetingState.HELD, MeetingState.CANCELLED),
    MeetingState.HELD: (MeetingState.MINUTED,),
    MeetingState.MINUTED: (),
    MeetingState.CANCELLED: (),
}

TOOK_PLACE = frozenset({MeetingState.HELD, MeetingState.MINUTED})


def may_become(state: MeetingState, wanted: MeetingState) -> bool:
    """Whether a meeting in one state may be put into another, by the table above."""
    return wanted in TRANSITIONS[state]
