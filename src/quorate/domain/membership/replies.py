"""What somebody may answer when asked to a meeting."""

from enum import StrEnum


class Answer(StrEnum):
    """Coming, sending apologies, or sending somebody in their place."""

    COMING = "coming"
    APOLOGIES = "apologies"
    DEPUTY = "deputy"


ANSWERS = {
    Answer.COMING: "Coming",
    Answer.APOLOGIES: "Sends apologies",
    Answer.DEPUTY: "Sends a deputy",
}
