"""Renames agencies, and records that one became part of another; what was before keeps its names."""

import uuid
from datetime import date, timedelta

from django.db.models import Q

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.commands.setting_up.ending import cut_off
from quorate.commands.setting_up.moving_work import move_work
from quorate.commands.uniqueness import unless_taken
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count
from quorate.domain.membership.agencies import refusal_to_merge, refusal_to_rename
from quorate.records import scopes
from quorate.records.facts.agencies import agency_facts
from quorate.records.models import Agency, AgencyName, Person, Representation

ONE_DAY = timedelta(days=1)


@command(Permission.PEOPLE_EDIT)
def rename_agency(
    run: Run, *, agency: uuid.UUID, version: int, name: str, from_on: date, short_name: str = ""
) -> Outcome:
    """Call an agency by another name from a day; the name before stays for every day before.

    Refuses as `quorate.domain.membership.agencies.refusal_to_rename` does.
    """
    row = run.find(scopes.agencies, agency, version=version)
    others = scopes.agencies(run.actor).exclude(id=row.id)
    facts = agency_facts(row)
    name = name.strip()
    refusal = refusal_to_rename(
        facts,
        name=name,
        is_same=(name, short_name) == (row.name, row.short_name),
        is_taken=others.filter(name__iexact=name).exists(),
        from_on=from_on,
        today=run.moment.today,
    )
    if refusal:
        return refusal
    AgencyName.objects.create(
        id=run.new_id(), agency=row, name=row.name, short_name=row.short_name, until_on=from_on - ONE_DAY
    )
    row.name, row.short_name = name, short_name
    taken = Refusal("people.agency_named_already", f"There is already an agency called {name}.", field="name")
    if refusal := unless_taken(lambda: row.save(update_fields=["name", "short_name"]), taken):
        return refusal
    run.touch(row)
    details = {"from": from_on.isoformat()}
    return Done([Event("people.agency_renamed", "agency", str(row.id), details)], id=row.id)


@command(Permission.PEOPLE_EDIT)
def merge_agency(
    run: Run,
    *,
    agency: uuid.UUID,
    version: int,
    into: uuid.UUID,
    merged_on: date,
    moves_people: bool = True,
    moves_work: bool = False,
) -> Outcome:
    """Record that an agency became part of another on a day; from then the quorum counts the two as one.

    Its seats are the other's from that day, and what it leads is too; nothing before is changed. With
    `moves_people`, those who speak for it speak for the other from that day; with `moves_work`, what is open
    of it names the other from today on, as `move_work` says. Refuses as
    `quorate.domain.membership.agencies.refusal_to_merge` does.
    """
    row = run.find(scopes.agencies, agency, version=version)
    other = run.get(scopes.agencies, into)
    parts = scopes.agencies(run.actor).filter(parent=row).values_list("id", flat=True)
    if refusal := refusal_to_merge(
        agency_facts(row),
        agency_facts(other),
        parts=[str(id) for id in parts],
        merged_on=merged_on,
        today=run.moment.today,
    ):
        return refusal
    row.merged_into, row.merged_on = other, merged_on
    row.save(update_fields=["merged_into", "merged_on"])
    run.touch(row)
    details = {"into": str(other.id), "on": merged_on.isoformat()}
    events = [Event("people.agency_merged", "agency", str(row.id), details)]
    moved = _move_people(run, row, other, merged_on) if moves_people else []
    events += [
        Event("people.agency_taken_on", "person", str(person), {"agency": str(other.id)}) for person in moved
    ]
    verb = "speaks" if len(moved) == 1 else "speak"
    said = f"{count(len(moved), 'person', 'people')} {verb} for {other.name} from then." if moved else ""
    if moves_work:
        more, work = move_work(run, row, other, merged_on)
        events += more
        said = f"{said} {work}".strip()
    return Done(events, id=row.id, sentence=said)


def _move_people(run: Run, row: Agency, other: Agency, on: date) -> list[uuid.UUID]:
    """Have whoever speaks for an agency on a day or later speak for the other; gives their ids."""
    speaking = Representation.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=on), agency=row)
    until = dict(speaking.order_by("from_on").values_list("person_id", "to_on"))
    cut_off(Representation.objects.filter(agency=row), on - ONE_DAY)
    have = Representation.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=on), agency=other)
    already = set(have.values_list("person_id", flat=True))
    moved = []
    for person in Person.objects.select_for_update(no_key=True).filter(id__in=until).order_by("id"):
        run.touch(person)
        if person.id not in already:
            Representation.objects.create(
                id=run.new_id(), person=person, agency=other, from_on=on, to_on=until[person.id]
            )
            moved.append(person.id)
    return moved
