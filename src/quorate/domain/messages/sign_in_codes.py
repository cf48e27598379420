"""The two emails of sign-in: a code to sign in with, and a code to set a new password with.

They go to the account's own address. Neither names a partnership or what Quorate is for.
"""

from quorate.domain.kernel.words import count
from quorate.domain.messages.texts import MessageText

SUBJECT = "Your sign-in code"
_NOT_YOU = "If you did not ask for it, do nothing: without the code nobody gets in."


SIGN_IN_KINDS = frozenset({"sign_in_code", "password_code"})
"""Messages that carry a code: they go to the account's own address, and their words are not kept."""


def sign_in_code(*, code: str, minutes: int) -> MessageText:
    """A code that signs in once, for as many minutes."""
    return MessageText(
        SUBJECT,
        f"Your code is {code}\n\n"
        f"Type it into the page that is waiting for it. It works once, for {count(minutes, 'minute')}.\n\n"
        f"{_NOT_YOU}\n",
    )


def password_code(*, code: str, minutes: int) -> MessageText:
    """A code that lets a new password be set once, for as many minutes."""
    return MessageText(
        SUBJECT,
        f"Your code for a new password is {code}\n\n"
        f"Type it into the page that is waiting for it. It works once, for {count(minutes, 'minute')}.\n\n"
        f"{_NOT_YOU}\n",
    )
