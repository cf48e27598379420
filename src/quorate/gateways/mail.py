"""Sends one email. Only the work loop and the command line call it; a request never does."""

import smtplib
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from quorate.domain.messages.calendars import addressed, method_in


@dataclass(frozen=True, slots=True)
class Mail:
    """A plain message to one address. `id` is the same however often it is sent, so copies can be told.

    `calendar` is an iCalendar file that goes with it. `stopped_at` is the page where the reader stops such
    messages, for those that come again and again.
    """

    id: str
    to: str
    subject: str
    body: str
    calendar: str = ""
    stopped_at: str = ""


class MailError(Exception):
    """It could not be sent. `is_final` says that trying again would not help.

    `is_away` says that no mail server answered, so that the next message would wait as long for nothing.
    """

    def __init__(self, sentence: str, *, is_final: bool = False, is_away: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.is_final = is_final
        self.is_away = is_away


def is_set_up() -> bool:
    """Whether there is anything to send with; without, messages wait."""
    return not settings.EMAIL_BACKEND.startswith("django.core.mail.backends.dummy")


def send(mail: Mail) -> None:
    """Hand the message to the mail server. Raises MailError."""
    address = parseaddr(mail.to)[1]
    if "@" not in address:
        raise MailError("There is no address for this person.", is_final=True)
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    headers = {"Message-ID": f"<{mail.id}@{domain}>", "Auto-Submitted": "auto-generated"}
    if mail.stopped_at:
        headers["List-Unsubscribe"] = f"<{mail.stopped_at}>"
    message = EmailMultiAlternatives(subject=mail.subject, body=mail.body, to=[address], headers=headers)
    if mail.calendar:
        # The header names the method the file names: without it Outlook shows a file, not an invitation.
        kind = f"text/calendar; method={method_in(mail.calendar)}"
        message.attach_alternative(addressed(mail.calendar, address), kind)
    try:
        message.send(fail_silently=False)
    except smtplib.SMTPRecipientsRefused as refused:
        raise MailError("The mail server refused the address.", is_final=_for_good(refused)) from refused
    except (smtplib.SMTPException, OSError, ValueError) as error:
        sentence = f"The mail server did not take it ({type(error).__name__})."
        raise MailError(sentence, is_away=_is_away(error)) from error


def _is_away(error: Exception) -> bool:
    """Nobody answered, or hung up; other faults of the protocol are answers."""
    if isinstance(error, smtplib.SMTPException):
        return isinstance(error, smtplib.SMTPServerDisconnected | smtplib.SMTPConnectError)
    return isinstance(error, OSError)


def _for_good(refused: smtplib.SMTPRecipientsRefused) -> bool:
    """A reply of 500 or more is for good; one of 400 asks to try later."""
    return all(code >= 500 for code, _ in refused.recipients.values())
