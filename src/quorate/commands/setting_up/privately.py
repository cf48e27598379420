"""Keeps who somebody is to the coordinator alone, once they have chosen the name they are shown by.

The chosen name takes the place of their own in their row, so that pages, minutes, messages, packs and exports
all print it, in whatever order they sort, and none has to remember to. It stays when they leave the seat.
What was written of them before, an interest they expressed or a sentence, says the chosen one too.
"""

import uuid

from quorate.commands import positions
from quorate.commands.runner import Done, Outcome, Run, command
from quorate.commands.setting_up.kept_words import give_back_interests, keep_what_was_written
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.membership.register import refusal_of_email
from quorate.domain.membership.seats import chosen_name, refusal_of_shown
from quorate.records import scopes
from quorate.records.facts.people import here
from quorate.records.models import Entry, EntryLead, KeptPrivately, Partnership, Person


@command(Permission.PEOPLE_PRIVATE)
def keep_privately(
    run: Run,
    *,
    person: uuid.UUID,
    version: int,
    shown_as: str,
    name: str,
    title: str = "",
    safe_contact: str = "",
    safe_times: str = "",
    email: str = "",
) -> Outcome:
    """Show a person by the name they chose, and keep the rest for the coordinator.

    `email` is where messages may be sent safely; empty, nothing is sent and they are told by hand. Refuses
    with `membership.name_needed`, `membership.shown_as_needed`, `membership.shown_by_own_name` and
    `people.email_taken`.
    """
    row = run.find(scopes.people, person, version=version)
    if refusal := _refusal(name=name, shown_as=shown_as):
        return refusal
    if refusal := _email_taken(run, row, email):
        return refusal
    held = KeptPrivately.objects.filter(person=row).first()
    kept = held or KeptPrivately(id=run.new_id(), person=row, kept_on=run.moment.today)
    kept.name, kept.title = name.strip(), title.strip()
    kept.safe_contact, kept.safe_times = safe_contact.strip(), safe_times.strip()
    kept.save(force_insert=held is None)
    names, was = [name, *([] if held else [row.name])], row.email
    _show(run, row, shown_as, email=email)
    keep_what_was_written(run, row, names=list(dict.fromkeys(names)), email="" if held else was)
    run.touch(row)
    code = "people.private_changed" if held else "people.kept_privately"
    return Done([Event(code, "person", str(row.id))], id=row.id)


@command(Permission.PEOPLE_PRIVATE)
def name_again(run: Run, *, person: uuid.UUID, version: int) -> Outcome:
    """Show a person by their own name again, as they asked; what was kept beside it is deleted.

    Refuses with `membership.shown_by_their_name`.
    """
    row = run.find(scopes.people, person, version=version)
    kept = KeptPrivately.objects.filter(person=row).first()
    if kept is None:
        return Refusal("membership.shown_by_their_name", "They are shown by their own name.")
    row.name, row.title = kept.name, kept.title
    row.save(update_fields=["name", "title"])
    kept.delete()
    give_back_interests(row)
    run.touch(row)
    return Done([Event("people.named_again", "person", str(row.id))], id=row.id)


def shield(run: Run, person: Person, shown_as: str) -> list[Event]:
    """Keep somebody privately who comes to hold a lived-experience seat; nothing for whom it was done before.

    Their address goes with their name: until the coordinator says that mail is safe, nothing is sent.
    """
    if not shown_as or KeptPrivately.objects.filter(person=person).exists():
        return []
    KeptPrivately.objects.create(
        id=run.new_id(),
        person=person,
        name=person.name,
        title=person.title,
        safe_contact=person.email,
        kept_on=run.moment.today,
    )
    name, email = person.name, person.email
    _show(run, person, shown_as, email="")
    keep_what_was_written(run, person, names=[name], email=email)
    run.touch(person)
    return [Event("people.kept_privately", "person", str(person.id))]


def _show(run: Run, person: Person, shown_as: str, *, email: str) -> None:
    """Write the chosen name in the place of their own, also where a plan's lead was printed by it."""
    others = scopes.people(run.actor).exclude(id=person.id).values_list("name", flat=True)
    was = [words for words in (person.name, person.title) if words]
    person.name = chosen_name(shown_as, frozenset(name.lower() for name in others))
    person.title, person.email = "", email.strip()
    person.save(update_fields=["name", "title", "email"])
    printed = EntryLead.objects.filter(person=person, raw__in=was)
    led = set(printed.values_list("entry_version__entry", flat=True))
    printed.update(raw=person.name)
    positions.keep(Entry.objects.filter(id__in=led), run.moment.today)


def _refusal(*, name: str, shown_as: str) -> Refusal | None:
    if not name.strip():
        return Refusal("membership.name_needed", "Give the name they are known by to you.", field="name")
    if not shown_as.strip():
        return Refusal("membership.shown_as_needed", "Give the name they chose.", field="shown_as")
    return refusal_of_shown(name, {"shown_as": shown_as})


def _email_taken(run: Run, person: Person, email: str) -> Refusal | None:
    if not email.strip():
        return None
    Partnership.objects.select_for_update(no_key=True).get(id=run.partnership)
    others = scopes.people(run.actor).filter(here(run.moment.today)).exclude(id=person.id)
    held = others.filter(email__iexact=email.strip()).values_list("name", flat=True).first()
    return refusal_of_email(held_by=held or "")
