"""Owes each lead one message that an update of theirs is asked for."""

import uuid
from collections.abc import Iterable
from datetime import date

from django.conf import settings

from quorate.commands.runner import Run
from quorate.domain.kernel.words import day
from quorate.records.models import Message, Plan

SUBJECT = "Partnership meeting"  # calendar titles and email subjects say this and no more


def owe_update_messages(run: Run, plan: Plan, people: Iterable[str], due_on: date) -> None:
    """One message to each person, however many entries they lead; the same day asked twice owes it once."""
    body = (
        f"You are named as lead in a plan of the partnership. An update is needed by {day(due_on)}.\n\n"
        f"What is due from you: {settings.BASE_URL}/{run.actor.slug}/my-work/\n\n"
        "If you do not sign in, tell the partnership coordinator how it stands and they will record it."
    )
    for person in sorted(people):
        Message.objects.get_or_create(
            partnership_id=run.partnership,
            key=f"update:{plan.id}:{due_on.isoformat()}",
            person_id=uuid.UUID(person),
            defaults={
                "id": run.new_id(),
                "kind": "update_asked",
                "subject": SUBJECT,
                "body": body,
                "due_at": run.moment.at,
            },
        )
