"""Makes and revokes the private address that a person's calendar reads."""

import uuid

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.asking import Moment, local_day
from quorate.domain.kernel.outcomes import Refusal
from quorate.records import scopes
from quorate.records.models import CalendarFeed, Person


@command(Permission.MESSAGES_OWN)
def make_address(run: Run, *, digest: str) -> Outcome:
    """Keep the digest of a new address of one's own; whatever address there was ends with it."""
    row = run.find(scopes.people, run.actor.person)
    end_addresses(row, run.moment)
    feed = CalendarFeed.objects.create(id=run.new_id(), person=row, digest=digest, made_at=run.moment.at)
    return Done([Event("calendar.address_made", "person", str(row.id))], id=feed.id)


@command(Permission.MESSAGES_OWN)
def revoke_address(run: Run) -> Outcome:
    """End one's own address. Refuses with `calendar.no_address`."""
    row = run.find(scopes.people, run.actor.person)
    if not end_addresses(row, run.moment):
        return Refusal("calendar.no_address", "There is no address to revoke.", "Make one first.")
    return Done([Event("calendar.address_revoked", "person", str(row.id))], id=row.id)


def end_addresses(person: Person, moment: Moment) -> int:
    """End every address a person has; gives how many there were. Part of a command."""
    held = CalendarFeed.objects.filter(person=person, revoked_at__isnull=True)
    return held.update(revoked_at=moment.at)


def note_read(feed: uuid.UUID, moment: Moment) -> None:
    """Keep that a calendar reads the address, once a day. That is not an event: a machine asks every hour."""
    read_at = CalendarFeed.objects.values_list("read_at", flat=True).get(id=feed)
    if read_at is None or local_day(read_at) < moment.today:
        CalendarFeed.objects.filter(id=feed).update(read_at=moment.at)
