"""Owes each lead one message that an update of theirs is asked for."""

from collections.abc import Mapping
from datetime import date

from quorate.commands.messages import link_to, owe
from quorate.commands.runner import Run
from quorate.domain.messages.digests import next_day, waits_for_it
from quorate.domain.messages.texts import update_asked
from quorate.records import scopes
from quorate.records.facts.people import here
from quorate.records.models import Partnership, Plan


def people_here(run: Run) -> frozenset[str]:
    """The ids of everybody who has not left."""
    found = scopes.people(run.actor).filter(here(run.moment.today))
    return frozenset(str(id) for id in found.values_list("id", flat=True))


def owe_update_messages(run: Run, plan: Plan, people: Mapping[str, int], due_on: date) -> None:
    """One message to each of these people, with how many entries they lead.

    The same day asked twice owes it once. Who is told anyhow of what is due, in time for the answer, is not
    written to twice.
    """
    told = scopes.people(run.actor).filter(id__in=list(people))
    if waits_for_it(due_on, next_on=_next_digest(run)):
        told = told.filter(digest_stopped_on__isnull=False)
    for person in told:
        text = update_asked(entries=people[str(person.id)], answer_by=due_on, link=link_to(run, "my-work"))
        owe(run, person=person, kind="update_asked", key=f"update:{plan.id}:{due_on.isoformat()}", text=text)


def _next_digest(run: Run) -> date | None:
    row = Partnership.objects.get(id=run.partnership)
    return next_day(
        today=run.moment.today, weekday=row.digest_weekday, weeks=row.digest_weeks, last_on=row.digests_on
    )
