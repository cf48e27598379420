"""The form that records an update: what stands is in it, and stays unless somebody says otherwise."""

from datetime import date

from django.http import QueryDict

from quorate.domain.kernel.outcomes import OnBehalf
from quorate.domain.plans.facts import Rating, Status
from quorate.queries.entries import EntryPage
from quorate.web.forms import Answers

LONGEST_SAID = 10_000
"""How many characters each part of an update may have: some four pages."""


def standing_now(page: EntryPage) -> dict[str, str]:
    """What the form has before anybody types: how the latest update left the entry."""
    barrier = page.latest.barrier if page.latest else ""
    return {"status": page.status, "rating": page.rating, "barrier": barrier}


def with_what_stands(posted: QueryDict, page: EntryPage) -> QueryDict:
    """The form as sent, with what stands wherever it says nothing at all of it."""
    whole = posted.copy()
    for name in ("rating", "barrier"):
        if name not in posted:
            whole[name] = standing_now(page)[name]
    return whole


def only_what_was_said(answers: Answers, page: EntryPage) -> dict[str, str]:
    """The form where somebody else wrote first: what was left as it was shown is as it stands now."""
    now = standing_now(page)
    left = {name: value for name, value in now.items() if _is_left(answers, name)}
    return {**{name: answers.raw(name) for name in answers.posted}, **left}


def barrier_and_rating(answers: Answers, status: Status) -> tuple[str, Rating]:
    """What holds it up and how its lead rates it, by a form as sent.

    What holds it up is over when that is ticked and no other barrier was typed, or when the entry is
    complete; a rating is one of something to be done, so that closing the entry leaves none standing.
    """
    is_left = _is_left(answers, "barrier")
    is_over = status is Status.COMPLETE or bool(answers.raw("barrier_over"))
    closed = status in (Status.COMPLETE, Status.NOT_DONE)
    barrier = "" if is_left and is_over else answers.text("barrier", longest=LONGEST_SAID)
    rating = "" if closed and _is_left(answers, "rating") else answers.raw("rating")
    return barrier, Rating(rating)


def spoken_for(answers: Answers, as_at: date, behalf: OnBehalf | None) -> date:
    """The date an update speaks for: the day somebody told of it, where the form's own was left as it was."""
    if behalf and behalf.on < as_at and _is_left(answers, "as_at"):
        return behalf.on
    return as_at


def _is_left(answers: Answers, name: str) -> bool:
    shown = answers.posted.get(f"{name}_shown")
    return shown is not None and shown.split() == answers.raw(name).split()
