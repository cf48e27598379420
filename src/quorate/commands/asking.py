"""Owes each lead one message that an update of theirs is asked for."""

import uuid
from collections.abc import Mapping
from datetime import date

from django.conf import settings

from quorate.commands.runner import Run
from quorate.domain.messages.texts import update_asked
from quorate.records.models import Message, Plan


def owe_update_messages(run: Run, plan: Plan, people: Mapping[str, int], due_on: date) -> None:
    """One message to each person, with how many entries they lead; the same day asked twice owes it once."""
    link = f"{settings.BASE_URL}/{run.actor.slug}/my-work/"
    for person, number in sorted(people.items()):
        text = update_asked(entries=number, answer_by=due_on, link=link)
        Message.objects.get_or_create(
            partnership_id=run.partnership,
            key=f"update:{plan.id}:{due_on.isoformat()}",
            person_id=uuid.UUID(person),
            defaults={
                "id": run.new_id(),
                "kind": "update_asked",
                "subject": text.subject,
                "body": text.body,
                "due_at": run.moment.at,
            },
        )
