"""The work loop: one round makes packs asked for, owes and sends messages, over and over.

What is owed is in rows. A round may be killed at any point and run beside another: each thing is leased,
and a lease that ran out is taken up again.
"""

import logging
import signal
import threading
from types import FrameType

from django.db import OperationalError, close_old_connections

from quorate.domain.kernel.asking import Moment
from quorate.work.clock import moment_now
from quorate.work.digests import owe_due
from quorate.work.invitations import follow_all
from quorate.work.messages import send_owed
from quorate.work.packs import make_owed

log = logging.getLogger(__name__)

REST = 1.0
"""Seconds between rounds that found nothing to do."""
LONG_REST = 10.0
"""Seconds after the database could not be used."""


def run_once(moment: Moment | None = None) -> int:
    """One round; gives how many things were taken up. With `moment` the clock stands still."""

    def clock() -> Moment:
        return moment or moment_now()

    return make_owed(clock) + owe_due(clock) + follow_all(clock) + send_owed(clock)


def run_forever() -> None:
    """Rounds until SIGTERM or SIGINT, which end the loop after what is in hand."""
    stop = threading.Event()

    def stopping(signal_number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stopping)
    while not stop.is_set():
        stop.wait(_round())


def _round() -> float:
    """One round, and how long to rest after it."""
    close_old_connections()
    try:
        return 0.0 if run_once() else REST
    except OperationalError:
        log.warning("the database could not be used; trying again", exc_info=True)
        return LONG_REST
    except Exception:
        log.exception("a round of work failed; trying again")
        return LONG_REST
