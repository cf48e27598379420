"""Sends one email. Only the work loop and the command line call it; a request never does."""

import smtplib
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage


@dataclass(frozen=True, slots=True)
class Mail:
    """A plain message to one address. `id` is the same however often it is sent, so copies can be told."""

    id: str
    to: str
    subject: str
    body: str


class MailError(Exception):
    """It could not be sent. `is_final` says that trying again would not help."""

    def __init__(self, sentence: str, *, is_final: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.is_final = is_final


def is_set_up() -> bool:
    """Whether there is anything to send with; without, messages wait."""
    return not settings.EMAIL_BACKEND.startswith("django.core.mail.backends.dummy")


def send(mail: Mail) -> None:
    """Hand the message to the mail server. Raises MailError."""
    address = parseaddr(mail.to)[1]
    if "@" not in address:
        raise MailError("There is no address for this person.", is_final=True)
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    message = EmailMessage(
        subject=mail.subject,
        body=mail.body,
        to=[address],
        headers={"Message-ID": f"<{mail.id}@{domain}>", "Auto-Submitted": "auto-generated"},
    )
    try:
        message.send(fail_silently=False)
    except smtplib.SMTPRecipientsRefused as refused:
        raise MailError("The mail server refused the address.", is_final=_for_good(refused)) from refused
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise MailError(f"The mail server did not take it ({type(error).__name__}).") from error


def _for_good(refused: smtplib.SMTPRecipientsRefused) -> bool:
    """A reply of 500 or more is for good; one of 400 asks to try later."""
    return all(code >= 500 for code, _ in refused.recipients.values())
