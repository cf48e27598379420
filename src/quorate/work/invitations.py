"""Keeps invitations with those who are members: who became one since is invited, who is none is told so.

It looks again where something happened in a partnership since it last looked, and when a day begins.
"""

from collections.abc import Callable
from datetime import date

from quorate.commands.invitations import follow_members
from quorate.commands.runner import As, Done
from quorate.domain.kernel.asking import Moment
from quorate.queries.access import work
from quorate.queries.invitations import to_follow, what_happened

Clock = Callable[[], Moment]
_looked: dict[str, tuple[date, str]] = {}
"""By partnership: on which day it was looked at, and where its record ended then. Lost, all is looked at."""


def follow_all(clock: Clock) -> int:
    """Follow who is a member, for each meeting to come; gives how many meetings were taken up."""
    today, ends = clock().today, what_happened()
    new = {of for of, head in ends.items() if _looked.get(of) != (today, head)}
    if not new:
        return 0
    followed = 0
    for one in to_follow(today):
        if str(one.partnership) in new:
            asked = As(work(str(one.partnership), one.slug), clock())
            followed += isinstance(follow_members(asked, meeting=one.meeting), Done)
    _looked.update({of: (today, ends[of]) for of in new})
    return followed
