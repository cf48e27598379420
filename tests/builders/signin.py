"""Accounts to sign in with, reached by calling commands, and what sign-in left behind."""

import json
import re
import uuid
from dataclasses import dataclass

from quorate.commands import setting_up
from quorate.commands.runner import As
from quorate.queries import access
from quorate.records.models import Account, EventRow, Message, Person
from tests.builders.kept import made_once
from tests.builders.world import TODAY, done, moment

PASSWORD = "four plain words together"


@dataclass(frozen=True)
class Somebody:
    account: uuid.UUID
    person: uuid.UUID
    email: str


def make_somebody(
    email: str = "coordinator@council.example",
    *,
    slug: str = "marlhaven",
    password: str = PASSWORD,
    is_demonstration: bool = False,
    account_is_demonstration: bool | None = None,
) -> Somebody:
    """A partnership with one coordinator who has an account."""
    of_demonstration = is_demonstration if account_is_demonstration is None else account_is_demonstration
    asked = (email, slug, password, is_demonstration, of_demonstration)
    return made_once(lambda: _make_somebody(*asked), "somebody", *asked)


def _make_somebody(
    email: str, slug: str, password: str, is_demonstration: bool, of_demonstration: bool
) -> Somebody:
    operator = As(access.operator(), moment())
    account = done(
        setting_up.add_account(operator, email=email, password=password, is_demonstration=of_demonstration)
    )
    place = done(
        setting_up.set_up_partnership(
            operator,
            slug=slug,
            name=f"The {slug} partnership",
            started_on=TODAY.replace(year=2020),
            coordinator="Partnership coordinator",
            coordinator_email="another-address@council.example",
            account=account,
            is_demonstration=is_demonstration,
        )
    )
    return Somebody(account, Person.objects.get(partnership=place).id, email)


def account_of(somebody: Somebody) -> Account:
    return Account.objects.get(pk=somebody.account)


def code_owed() -> str:
    """The code in the newest message owed."""
    body = Message.objects.order_by("-due_at", "-key").first().body
    return re.search(r"\b[A-Z]{4}-[A-Z]{4}\b", body).group()


def events(code: str = "") -> list[tuple[str, str, dict[str, str]]]:
    """The install's events of sign-in: code, subject and details."""
    rows = EventRow.objects.filter(chain__scope="install", code__startswith=code or "accounts.")
    return [
        (row.code, row.subject_id, json.loads(row.contents)["details"])
        for row in rows.order_by("number")
        if row.code != "accounts.added"
    ]
