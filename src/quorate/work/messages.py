"""Sends the messages that are owed: leases one, sends it, records that it left or why it did not.

A loop killed between sending and recording sends again: a message twice is better than none. Both copies
carry one Message-ID.
"""

from collections.abc import Callable

from django.conf import settings

from quorate.commands import messages as verbs
from quorate.commands.runner import As
from quorate.domain.kernel.asking import Moment
from quorate.domain.messages.attempts import MOST_ATTEMPTS
from quorate.domain.messages.digests import DIGEST
from quorate.gateways import mail
from quorate.queries.access import work
from quorate.queries.owed import OwedMessage, owed_messages

Clock = Callable[[], Moment]


def send_owed(clock: Clock) -> int:
    """Send what is due; gives how many were taken up. Without a mail server messages wait.

    Where none answers, the others wait for the next round: each would stand as long at a closed door, and
    packs behind them.
    """
    if not mail.is_set_up():
        return 0
    taken_up = 0
    for owed in owed_messages(clock().at, most_attempts=MOST_ATTEMPTS):
        if not verbs.lease_message(owed.id, clock()):
            continue
        taken_up += 1
        if not _sent(owed, clock):
            break
    return taken_up


def _sent(owed: OwedMessage, clock: Clock) -> bool:
    """Send one and record what came of it; false where no mail server answers."""
    actor = work(str(owed.partnership), owed.slug)
    try:
        mail.send(_mail(owed))
    except mail.MailError as error:
        verbs.mark_failed(As(actor, clock()), message=owed.id, fault=error.sentence, is_final=error.is_final)
        return not error.is_away
    verbs.mark_sent(As(actor, clock()), message=owed.id)
    return True


def _mail(owed: OwedMessage) -> mail.Mail:
    stopped_at = f"{settings.BASE_URL}/{owed.slug}/my-messages/" if owed.kind == DIGEST else ""
    return mail.Mail(
        id=str(owed.id),
        to=owed.address,
        subject=owed.subject,
        body=owed.body,
        calendar=owed.calendar,
        stopped_at=stopped_at,
    )
