"""Sends the messages that are owed: leases one, sends it, records that it left or why it did not.

A loop killed between sending and recording sends again: a message twice is better than none. Both copies
carry one Message-ID.
"""

from collections.abc import Callable

from quorate.commands import messages as verbs
from quorate.commands.runner import As
from quorate.domain.kernel.asking import Moment
from quorate.gateways import mail
from quorate.queries.access import work
from quorate.queries.owed import OwedMessage, owed_messages

Clock = Callable[[], Moment]


def send_owed(clock: Clock) -> int:
    """Send what is due; gives how many were taken up. Without a mail server messages wait."""
    if not mail.is_set_up():
        return 0
    owed = owed_messages(clock().at, most_attempts=verbs.MOST_ATTEMPTS)
    return sum(_take_up(each, clock) for each in owed)


def _take_up(owed: OwedMessage, clock: Clock) -> bool:
    if not verbs.lease_message(owed.id, clock()):
        return False
    actor = work(str(owed.partnership), owed.slug)
    try:
        mail.send(mail.Mail(id=str(owed.id), to=owed.address, subject=owed.subject, body=owed.body))
    except mail.MailError as error:
        verbs.mark_failed(As(actor, clock()), message=owed.id, fault=error.sentence, is_final=error.is_final)
    else:
        verbs.mark_sent(As(actor, clock()), message=owed.id)
    return True
