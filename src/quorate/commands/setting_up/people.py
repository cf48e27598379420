"""Keeps the register of agencies and people, and who speaks for which agency."""

import uuid
from datetime import date

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.commands.uniqueness import refusal_of_taken_email, unless_taken
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.membership.agencies import refusal_of_merged
from quorate.domain.membership.register import refusal_after_leaving, refusal_to_end
from quorate.domain.membership.seats import refusal_of_shown
from quorate.records import scopes
from quorate.records.facts.agencies import agency_facts
from quorate.records.models import Agency, KeptPrivately, Person, Representation


@command(Permission.PEOPLE_EDIT)
def add_agency(
    run: Run, *, name: str, kind: str, short_name: str = "", parent: uuid.UUID | None = None
) -> Outcome:
    """Add an agency; a council's directorate names its council as `parent`.

    Refuses with `people.agency_named_already`.
    """
    run.may()
    council = run.get(scopes.agencies, parent) if parent else None
    taken = Refusal("people.agency_named_already", f"There is already an agency called {name}.", field="name")
    if scopes.agencies(run.actor).filter(name__iexact=name).exists():
        return taken
    row = Agency(
        id=run.new_id(),
        partnership_id=run.partnership,
        name=name,
        short_name=short_name,
        kind=kind,
        parent=council,
    )
    if refusal := unless_taken(lambda: row.save(force_insert=True), taken):
        return refusal
    return Done([Event("people.agency_added", "agency", str(row.id))], id=row.id)


@command(Permission.PEOPLE_EDIT)
def add_person(
    run: Run,
    *,
    name: str,
    title: str = "",
    email: str = "",
    agency: uuid.UUID | None = None,
    account: uuid.UUID | None = None,
    from_on: date | None = None,
) -> Outcome:
    """Add a person, who speaks for `agency` from `from_on` (today when not given).

    Refuses with `people.account_taken` when the account is somebody else here and `people.email_taken` when
    the address is.
    """
    run.may()
    speaks_for = run.get(scopes.agencies, agency) if agency else None
    taken = Refusal("people.account_taken", "That account is somebody else here already.", field="account")
    if account and scopes.people(run.actor).filter(account=account).exists():
        return taken
    if refusal := refusal_of_taken_email(run, email):
        return refusal
    row = Person(
        id=run.new_id(),
        partnership_id=run.partnership,
        account_id=account,
        name=name,
        title=title,
        email=email,
    )
    if refusal := unless_taken(lambda: row.save(force_insert=True), taken):
        return refusal
    if speaks_for:
        Representation.objects.create(
            id=run.new_id(), person=row, agency=speaks_for, from_on=from_on or run.moment.today
        )
    details = {"agency": str(agency)} if agency else {}
    return Done([Event("people.person_added", "person", str(row.id), details)], id=row.id)


@command(Permission.PEOPLE_EDIT)
def change_person(
    run: Run, *, person: uuid.UUID, version: int, name: str, title: str = "", email: str = ""
) -> Outcome:
    """Change what a person is called, their post, or where papers and requests are sent to them.

    What their account signs in with stays as it is. Refuses with `people.nothing_changed`,
    `people.email_taken` and, of whoever chose the name they are shown by, `membership.shown_by_own_name`.
    """
    row = run.find(scopes.people, person, version=version)
    said = {"name": name, "title": title, "email": email}
    changed = sorted(field for field, value in said.items() if getattr(row, field) != value)
    if not changed:
        return Refusal("people.nothing_changed", "Nothing was changed.", field="name")
    kept = KeptPrivately.objects.filter(person=row).first()
    if kept and (refusal := refusal_of_shown(kept.name, said)):
        return refusal
    if "email" in changed and (refusal := refusal_of_taken_email(run, email, besides=row.id)):
        return refusal
    for field in changed:
        setattr(row, field, said[field])
    row.save(update_fields=changed)
    run.touch(row)
    details = {"fields": ", ".join(changed)}
    return Done([Event("people.person_changed", "person", str(row.id), details)], id=row.id)


@command(Permission.PEOPLE_EDIT)
def represent(
    run: Run, *, person: uuid.UUID, agency: uuid.UUID, from_on: date, version: int | None = None
) -> Outcome:
    """Record that a person speaks for an agency from a day; somebody may speak for several.

    `version` is that of the person on the page it was asked on, if it was on one. Refuses with
    `people.has_left`, `people.agency_merged` and `people.speaks_already`.
    """
    row = run.find(scopes.people, person, version=version)
    of = run.get(scopes.agencies, agency)
    merged = refusal_of_merged(agency_facts(of), from_on)
    if refusal := refusal_after_leaving(left_on=row.left_on, from_on=from_on) or merged:
        return refusal
    already = Refusal(
        "people.speaks_already", f"They speak for {of.name} then already.", "Choose a later day.", "from_on"
    )
    later = Representation.objects.filter(person=row, agency=of).exclude(to_on__lt=from_on)
    if later.exists():
        return already
    made = Representation(id=run.new_id(), person=row, agency=of, from_on=from_on)
    if refusal := unless_taken(lambda: made.save(force_insert=True), already):
        return refusal
    run.touch(row)
    return Done([Event("people.agency_taken_on", "person", str(row.id), {"agency": str(of.id)})], id=row.id)


@command(Permission.PEOPLE_EDIT)
def end_representation(
    run: Run, *, person: uuid.UUID, representation: uuid.UUID, to_on: date, version: int | None = None
) -> Outcome:
    """Record that a person speaks for an agency until `to_on`, the last day.

    `version` is that of the person on the page it was asked on, if it was on one. Refuses as
    `quorate.domain.membership.register.refusal_to_end` does.
    """
    row = run.find(scopes.people, person, version=version)
    held = run.get(lambda _: Representation.objects.filter(person=row), representation)
    if refusal := refusal_to_end(
        from_on=held.from_on, ends_on=held.to_on, to_on=to_on, begins="They speak for it from"
    ):
        return refusal
    held.to_on = to_on
    held.save(update_fields=["to_on"])
    run.touch(row)
    details = {"agency": str(held.agency_id)}
    return Done([Event("people.agency_left", "person", str(row.id), details)], id=row.id)
