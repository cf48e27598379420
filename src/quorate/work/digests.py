"""Owes everybody the one message that says what is due from them, when the day for it comes round."""

from collections.abc import Callable

from quorate.commands import digests as verbs
from quorate.commands.runner import As
from quorate.domain.kernel.asking import Moment
from quorate.queries.access import work
from quorate.queries.digests import OwedCycle, digests_of, owed_cycles

Clock = Callable[[], Moment]


def owe_due(clock: Clock) -> int:
    """Owe what is due of every partnership; gives how many were taken up.

    What they say is read before anything is written: killed half-way, nothing was owed and all of it is
    read again. Where nobody was ever told, the day is kept and the next one is the first.
    """
    return sum(_take_up(cycle, clock) for cycle in owed_cycles(clock()))


def _take_up(cycle: OwedCycle, clock: Clock) -> bool:
    if cycle.is_first:
        verbs.begin_digests(cycle.partnership, cycle.on)
        return False
    digests = digests_of(cycle.partnership, clock().today)
    verbs.owe_digests(As(work(str(cycle.partnership), cycle.slug), clock()), on=cycle.on, digests=digests)
    return True
