"""What may stand in minutes, and what may be said of an answer to advice."""

from enum import StrEnum


class MinuteKind(StrEnum):
    """A minute of an item: what was said, decided, advised, to be done, or dissented from."""

    DISCUSSION = "discussion"
    DECISION = "decision"
    ADVICE = "advice"
    ACTION = "action"
    DISSENT = "dissent"


MINUTE_KINDS = {
    MinuteKind.DISCUSSION: "Discussion",
    MinuteKind.DECISION: "Decision",
    MinuteKind.ADVICE: "Advice",
    MinuteKind.ACTION: "Action",
    MinuteKind.DISSENT: "Dissent",
}


class Heeded(StrEnum):
    """Whether advice was followed by those it was given to."""

    FOLLOWED = "followed"
    IN_PART = "in_part"
    NOT = "not"


HEEDED = {Heeded.FOLLOWED: "Followed", Heeded.IN_PART: "Followed in part", Heeded.NOT: "Not followed"}
