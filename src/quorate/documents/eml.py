"""A message as a file that a mail program opens, to be sent by hand."""

from email.message import EmailMessage
from email.policy import SMTP

from quorate.domain.messages.calendars import addressed, method_in

CALENDAR_NAME = "meeting.ics"


def message_file(*, to: str, subject: str, body: str, calendar: str = "") -> bytes:
    """The message with the calendar file that belongs to it. Without an address, whom it is for is left open.

    `X-Unsent` opens it in Outlook as a draft, from whoever opens it.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if "@" in to and to.isprintable():
        message["To"] = to
    message["Subject"] = subject
    message.set_content(body)
    if calendar:
        message.add_attachment(
            addressed(calendar, to).encode(),
            maintype="text",
            subtype="calendar",
            filename=CALENDAR_NAME,
            params={"method": method_in(calendar)},
        )
    return message.as_bytes()
