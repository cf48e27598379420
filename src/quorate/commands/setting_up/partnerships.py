"""Sets up a partnership with its first coordinator, who then does everything else."""

import uuid
from datetime import date

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.commands.uniqueness import unless_taken
from quorate.domain.access.permissions import Permission
from quorate.domain.access.roles import Role
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.slugs import refusal_to_begin
from quorate.records.models import Grant, Partnership, Person


@command(Permission.PARTNERSHIP_SET_UP)
def set_up_partnership(
    run: Run,
    *,
    slug: str,
    name: str,
    started_on: date,
    coordinator: str,
    coordinator_email: str = "",
    account: uuid.UUID | None = None,
    marking: str = "OFFICIAL",
    is_demonstration: bool = False,
) -> Outcome:
    """Set up a partnership whose records begin on `started_on`, with its first coordinator.

    Refuses as `quorate.domain.kernel.slugs.refusal_to_begin` does, and with `partnerships.slug_taken`: a
    slug is never used twice, even after a partnership ends.
    """
    run.may()
    if refusal := refusal_to_begin(
        slug=slug, name=name, coordinator=coordinator, started_on=started_on, today=run.moment.today
    ):
        return refusal
    sentence = f"The address “{slug}” is taken."
    taken = Refusal("partnerships.slug_taken", sentence, "Choose another.", field="slug")
    if Partnership.objects.filter(slug=slug).exists():
        return taken
    row = Partnership(
        id=run.new_id(),
        slug=slug,
        name=name.strip(),
        started_on=started_on,
        marking=marking,
        is_demonstration=is_demonstration,
    )
    if refusal := unless_taken(lambda: row.save(force_insert=True), taken):
        return refusal
    given = _first_coordinator(run, row, name=coordinator.strip(), email=coordinator_email, account=account)
    return Done([Event("partnerships.set_up", "partnership", str(row.id)), given], id=row.id)


def _first_coordinator(
    run: Run, row: Partnership, *, name: str, email: str, account: uuid.UUID | None
) -> Event:
    """Enter who begins the partnership's records, and give them the role from the day those begin."""
    person = Person.objects.create(
        id=run.new_id(), partnership=row, account_id=account, name=name, title=name, email=email
    )
    role = Role.COORDINATOR.value
    Grant.objects.create(id=run.new_id(), person=person, role=role, from_on=row.started_on)
    return Event("people.role_given", "person", str(person.id), {"role": role})
