"""Whom the number of a seat means, typed where somebody comes in: one of those who may sit there, or nobody.

A number says which seat and not who. It means whoever the seat's member said comes; where what was said and
what was seen leave two in question, whoever records it is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from quorate.domain.membership.replies import Answer


@dataclass(frozen=True, slots=True)
class MayArrive:
    """Somebody who may come for a seat now; `was_here` once they were, and left."""

    person_id: str
    is_holder: bool
    was_here: bool = False


def who_arrives(
    who: Sequence[MayArrive], *, answer: Answer | None = None, deputy_id: str = ""
) -> MayArrive | None:
    """The one of those who may come for a seat whom its number means; None where it means nobody for sure.

    `answer` is what the seat's holder said, and `deputy_id` whom they named to come instead. Once somebody
    was here and left, and another may come as well, either may be meant.

    >>> holder, deputy = MayArrive("inspector", True), MayArrive("sergeant", False)
    >>> who_arrives([holder, deputy], answer=Answer.DEPUTY, deputy_id="sergeant") == deputy
    True
    >>> who_arrives([holder, deputy]) == holder, who_arrives([holder, deputy], answer=Answer.APOLOGIES)
    (True, None)
    """
    if any(one.was_here for one in who):
        return who[0] if len(who) == 1 else None
    if answer is Answer.DEPUTY and deputy_id:
        return next((one for one in who if one.person_id == deputy_id), None)
    holder = next((one for one in who if one.is_holder), None)
    return holder if answer is not Answer.APOLOGIES or len(who) == 1 else None
