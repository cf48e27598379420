"""Says politely that there are two of the same, also where both passed the check before it was written."""

import uuid
from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, transaction

from quorate.commands.runner import Run
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.membership.register import refusal_of_email
from quorate.records import scopes
from quorate.records.facts.people import here
from quorate.records.models import Partnership

WrittenT = TypeVar("WrittenT")


def unless_taken(write: Callable[[], WrittenT], refusal: Refusal) -> WrittenT | Refusal:
    """What `write` gives, or the refusal where a constraint of the database stops it.

    Two requests at once can both pass a check that reads; the constraint stops the second, which is then
    refused in the same words as if it had come later. `write` is undone by itself, so that the refusal can
    be returned like any other.
    """
    try:
        with transaction.atomic():
            return write()
    except IntegrityError:
        return refusal


def refusal_of_taken_email(run: Run, email: str, *, besides: uuid.UUID | None = None) -> Refusal | None:
    """The refusal of an address somebody here has who has not left; none for an empty one.

    The partnership is held until the person is written, so that two added at once are not the same.
    """
    if not email.strip():
        return None
    Partnership.objects.select_for_update(no_key=True).get(id=run.partnership)
    known = scopes.people(run.actor).filter(here(run.moment.today))
    holders = known.filter(email__iexact=email.strip()).order_by("name").values_list("id", "name")
    return refusal_of_email(held_by=next((name for id, name in holders if id != besides), ""))
