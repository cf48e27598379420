"""What a form says of a seat: the same fields where one is added and where it is changed."""

from quorate.domain.membership.seats import MOST_PLACES, OFFICES_FOLLOWED, SeatDraft
from quorate.web.forms import Answers


def seat_said(answers: Answers, classes: list[str]) -> SeatDraft:
    """What a form says of a seat; what is wrong is put beside its field."""
    return SeatDraft(
        title=answers.text("title", needed="Say what the seat is called.", longest=200),
        seat_class=answers.choice("seat_class", classes, needed="Choose which it is."),
        agency=str(answers.identity("agency") or ""),
        places=answers.whole("places", least=1, most=MOST_PLACES) or 1,
        condition=answers.text("condition", longest=300),
        by_interest=answers.raw("by_interest") == "yes",
        follows_group=str(answers.identity("follows_group") or ""),
        follows_office=answers.choice("follows_office", OFFICES_FOLLOWED),
        shown_as=answers.text("shown_as", longest=120),
    )
