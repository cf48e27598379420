"""How far a meeting has got, and what may follow what: printed as it stands here, and asked by every rule.

Circulating late is done with a waiver; doing things out of this order is not done at all. A meeting may
be held without papers, so planned may become held. It is held once its end is recorded or its minutes went,
and once its day is over where its room or its minutes say that it began.
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


def by_record(state: MeetingState, *, is_over: bool, is_begun: bool) -> MeetingState:
    """How far a meeting has got, by what was recorded of it.

    Held where its day `is_over` and its room or minutes say that it began, though nobody recorded its end.
    """
    return MeetingState.HELD if is_over and is_begun and may_become(state, MeetingState.HELD) else state


def by_end(state: MeetingState, *, is_ended: bool, is_circulated: bool, is_minuted: bool) -> MeetingState:
    """How far a meeting has got once its end is recorded, or was taken back as recorded by mistake.

    Taken back, it is again what it was before its end, unless its minutes went to anybody.
    """
    if is_ended:
        return MeetingState.HELD if may_become(state, MeetingState.HELD) else state
    if state is not MeetingState.HELD or is_minuted:
        return state
    return MeetingState.CIRCULATED if is_circulated else MeetingState.PLANNED
