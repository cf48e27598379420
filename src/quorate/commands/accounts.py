"""Records what sign-in reports, and owes the codes it asks for.

django-allauth keeps accounts and sessions; this is the one way it tells the install's chain of events.
An event names an account by id. It never holds an address, a password or a code.
"""

import uuid
from enum import StrEnum

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.messages.sign_in_codes import password_code, sign_in_code
from quorate.records.facts.people import here
from quorate.records.models import Account, Message, Person


class How(StrEnum):
    """By what somebody signed in."""

    PASSWORD = "password"  # noqa: S105 a code, not a secret
    CODE = "code"
    SECOND_STEP = "mfa"
    DIRECTORY = "socialaccount"
    DEMONSTRATION = "demonstration"
    NOT_SAID = "not_said"


class Failure(StrEnum):
    """Why a sign-in failed."""

    PASSWORD = "password"  # noqa: S105 a code, not a secret
    CODE = "code"
    PASSWORD_CODE = "password_code"  # noqa: S105 a code, not a secret
    SECOND_STEP = "second_step"
    PASSKEY = "passkey"
    DIRECTORY = "directory"
    TOO_MANY = "too_many"
    NO_ACCOUNT = "no_account"


class CodeFor(StrEnum):
    """What a code sent by email is for; also the kind of its message."""

    SIGN_IN = "sign_in_code"
    PASSWORD = "password_code"  # noqa: S105 a code, not a secret


_TEXTS = {CodeFor.SIGN_IN: sign_in_code, CodeFor.PASSWORD: password_code}


@command(Permission.ACCOUNT_ADD)
def record_sign_in(run: Run, *, account: uuid.UUID, how: How) -> Outcome:
    """Record that an account signed in."""
    run.may()
    return Done([Event("accounts.signed_in", "account", str(account), {"how": how.value})], id=account)


@command(Permission.ACCOUNT_ADD)
def record_sign_out(run: Run, *, account: uuid.UUID) -> Outcome:
    """Record that an account signed out."""
    run.may()
    return Done([Event("accounts.signed_out", "account", str(account))], id=account)


@command(Permission.ACCOUNT_ADD)
def record_failed_sign_in(
    run: Run, *, reason: Failure, account: uuid.UUID | None = None, address: str = ""
) -> Outcome:
    """Record that a sign-in failed, and on which account where there is one.

    `address` is only looked up: an address without an account leaves no trace of what it was.
    """
    run.may()
    found = account or _account(address)
    subject = str(found) if found else ""
    return Done([Event("accounts.sign_in_failed", "account", subject, {"reason": reason.value})], id=found)


@command(Permission.ACCOUNT_ADD)
def owe_code(run: Run, *, address: str, code_for: CodeFor, code: str, minutes: int) -> Outcome:
    """Owe the account at this address a code, good for as many minutes; the work loop sends it.

    Whoever is nobody in any partnership has nothing to sign in to and is owed nothing. The same is
    recorded for an address without an account, so that neither the answer nor its time tells them apart.
    """
    run.may()
    account = _account(address)
    person = _somebody(account, run) if account and code else None
    if person:
        text = _TEXTS[code_for](code=code, minutes=minutes)
        id = run.new_id()
        Message.objects.create(
            id=id,
            partnership=person.partnership,
            person=person,
            account_id=account,
            kind=code_for.value,
            key=f"{code_for.value}:{id}",
            subject=text.subject,
            body=text.body,
            due_at=run.moment.at,
        )
    subject = str(account) if account else ""
    return Done([Event("accounts.code_asked_for", "account", subject, {"kind": code_for.value})], id=account)


def _account(address: str) -> uuid.UUID | None:
    if not address:
        return None
    return Account.objects.filter(email__iexact=address, is_active=True).values_list("id", flat=True).first()


def _somebody(account: uuid.UUID, run: Run) -> Person | None:
    return (
        Person.objects.filter(here(run.moment.today), account=account).order_by("partnership__slug").first()
    )
