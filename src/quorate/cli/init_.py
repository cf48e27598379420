"""`quorate init`: sets up a partnership with its first coordinator, who then does everything else.

The coordinator has no password to begin with, and signs in with a code sent to their address.
"""

import argparse
import sys
from datetime import UTC, date, datetime

from quorate.cli import arguments, django_


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What a partnership is begun with."""
    parser.add_argument("slug", metavar="SLUG", help="its short name in addresses; it can never change")
    parser.add_argument("--name", required=True, help="its name")
    parser.add_argument("--coordinator", required=True, metavar="NAME", help="the coordinator’s name")
    parser.add_argument("--email", required=True, help="the coordinator’s address")
    parser.add_argument(
        "--records-from",
        type=arguments.day,
        metavar="DATE",
        help="the day its records begin, as 2026-01-31 (by default today)",
    )


def run(args: argparse.Namespace) -> int:
    """Set it up; returns the exit code."""
    django_.set_up()
    from django.conf import settings
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.utils import timezone

    try:
        validate_email(args.email)
    except ValidationError as wrong:
        print(f"“{args.email}”: {' '.join(wrong.messages)}", file=sys.stderr)
        return 1
    refusal = _set_up(args, datetime.now(UTC), timezone.localdate())
    if refusal:
        print(refusal, file=sys.stderr)
        return 1
    print(f"{args.name} is set up.")
    print(f"{args.coordinator} signs in at {settings.BASE_URL} with a code sent to {args.email}.")
    return 0


def _set_up(args: argparse.Namespace, at: datetime, today: date) -> str:
    """Set the partnership up, all of it or nothing; returns why it was refused, or an empty text."""
    from django.db import transaction

    from quorate.commands import setting_up
    from quorate.commands.runner import As
    from quorate.domain.kernel.asking import Moment
    from quorate.domain.kernel.outcomes import Refusal
    from quorate.queries.access import operator
    from quorate.records.models import Account

    asked = As(operator(), Moment(at, today))
    with transaction.atomic():
        held = Account.objects.filter(email__iexact=args.email).first()
        added = None if held else setting_up.add_account(asked, email=args.email)
        if isinstance(added, Refusal):
            return added.sentence
        outcome = setting_up.set_up_partnership(
            asked,
            slug=args.slug,
            name=args.name,
            started_on=args.records_from or today,
            coordinator=args.coordinator,
            coordinator_email=args.email,
            account=held.id if held else added.id if added else None,
        )
        if isinstance(outcome, Refusal):
            transaction.set_rollback(True)
            return f"{outcome.sentence} {outcome.cure}".strip()
    return ""
