"""Adds accounts, and gives them to people or takes them away.

An account may be somebody in several partnerships, and belongs to whoever reads its address. So a
coordinator gives and takes a *person*'s account and never changes an account: not its address, its password
or its second step. An address that has an account already is used as it is, and the answer is the same as for
a new one, so that nothing is told of other partnerships. Nobody comes to somebody else's account this way:
codes go to the account's own address alone.
"""

import uuid
from dataclasses import replace
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from quorate.commands.runner import As, Done, Outcome, Run, command
from quorate.commands.setting_up.roles import refusal_of_last_coordinator
from quorate.commands.uniqueness import unless_taken
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.membership.register import refusal_to_give_account, refusal_to_take_account
from quorate.queries.access import operator
from quorate.records import scopes
from quorate.records.models import Account, Partnership


@command(Permission.ACCOUNT_ADD)
def add_account(
    run: Run, *, email: str, password: str = "", is_operator: bool = False, is_demonstration: bool = False
) -> Outcome:
    """Add an account. Without a password it signs in by a code sent to its address.

    Refuses with `accounts.email_taken`.
    """
    run.may()
    email = _as_signed_in_with(email)
    taken = Refusal("accounts.email_taken", "That address has an account already.", field="email")
    if _account_at(email):
        return taken
    row = Account(
        id=run.new_id(),
        email=email,
        password=make_password(password or None),
        is_operator=is_operator,
        is_demonstration=is_demonstration,
        added_at=run.moment.at,
    )
    if refusal := unless_taken(lambda: row.save(force_insert=True), taken):
        return refusal
    return Done([Event("accounts.added", "account", str(row.id))], id=row.id)


@command(Permission.ACCOUNT_GIVE)
def give_account(run: Run, *, person: uuid.UUID, email: str, version: int | None = None) -> Outcome:
    """Let a person sign in with a code sent to this address.

    `version` is that of the person on the page it was asked on, if it was on one. Refuses with
    `accounts.held_already`, `accounts.has_left`, `accounts.not_an_address`, `accounts.somebody_here` where
    the address is another person of this partnership, and `accounts.not_here` where whoever runs the install
    has closed it, or it is of the demonstration and the partnership is not.
    """
    row = run.find(scopes.people, person, version=version)
    if refusal := refusal_to_give_account(
        has_account=row.account_id is not None, left_on=row.left_on, today=run.moment.today
    ):
        return refusal
    email = _as_signed_in_with(email)
    try:
        validate_email(email)
    except ValidationError:
        return Refusal(
            "accounts.not_an_address",
            f"“{email}” is not an email address.",
            "Write it like name@council.gov.uk.",
            field="email",
        )
    place = Partnership.objects.get(id=run.partnership)
    account = _account_at(email) or _added(run, email, is_demonstration=place.is_demonstration)
    if account is None or not account.is_active or account.is_demonstration != place.is_demonstration:
        return Refusal(
            "accounts.not_here",
            "That address cannot sign in here.",
            "Use another, or ask whoever runs Quorate for your partnership.",
            field="email",
        )
    here = Refusal(
        "accounts.somebody_here",
        "That address signs in as somebody else of this partnership.",
        "Use another.",
        field="email",
    )
    if scopes.people(run.actor).filter(account=account).exists():
        return here
    row.account = account
    if refusal := unless_taken(lambda: row.save(update_fields=["account"]), here):
        return refusal
    run.touch(row)
    return Done([Event("accounts.given", "person", str(row.id))], id=row.id)


@command(Permission.ACCOUNT_GIVE)
def take_account(run: Run, *, person: uuid.UUID, version: int | None = None) -> Outcome:
    """Let a person sign in here no more, from their next press of anything.

    What the account is elsewhere stays as it is. Refuses with `accounts.none`, `accounts.your_own`, and
    `people.last_coordinator`. `version` is that of the page it was pressed on, if it was on one.
    """
    row = run.find(scopes.people, person, version=version)
    is_own = str(row.id) == run.actor.person
    if refusal := refusal_to_take_account(has_account=row.account_id is not None, is_own=is_own):
        return refusal
    if refusal := refusal_of_last_coordinator(run, row, run.moment.today - timedelta(days=1)):
        return replace(refusal, field="")
    row.account = None
    row.save(update_fields=["account"])
    run.touch(row)
    return Done([Event("accounts.taken_away", "person", str(row.id))], id=row.id)


def _added(run: Run, email: str, *, is_demonstration: bool) -> Account | None:
    """A new account, recorded by the install: who holds an account is not this partnership's alone.

    Where another partnership added the same address a moment ago, theirs.
    """
    install = As(operator(), run.moment, run.asked.ids)
    add_account(install, email=email, is_demonstration=is_demonstration)
    return _account_at(email)


def _account_at(email: str) -> Account | None:
    return Account.objects.filter(email__iexact=email).first()


def _as_signed_in_with(email: str) -> str:
    return email.strip().lower()
