"""What a person's calendar reads, and their page about it and the messages they get."""

import hmac
import uuid
from dataclasses import dataclass

from quorate.domain.access.actor import Actor
from quorate.domain.kernel.asking import Moment, NotFoundError, local_day
from quorate.domain.kernel.words import day, weekday
from quorate.domain.membership.facts import has_left
from quorate.domain.messages.calendars import feed
from quorate.domain.messages.digests import next_day
from quorate.domain.messages.feeds import since
from quorate.queries.access import actor_of
from quorate.queries.invitations import own_meetings
from quorate.records import scopes
from quorate.records.facts.calendars import calendar_meeting
from quorate.records.models import CalendarFeed, Person


@dataclass(frozen=True, slots=True)
class FeedOut:
    """A calendar to hand over, and the id of the address that was asked for."""

    id: uuid.UUID
    text: str


@dataclass(frozen=True, slots=True)
class MyMessages:
    """The page: what comes to this person, and whether a calendar of theirs has an address."""

    lede: str
    digest: str
    is_stopped: bool
    has_address: bool
    made: str
    read: str


def calendar_feed(digest: str, moment: Moment) -> FeedOut:
    """The meetings a person's calendar holds: of their groups, as far as they may know of them today.

    Raises NotFoundError for an address that is not known or was revoked, and for who left or whose account
    ended. Only the address's digest is kept, so how long a look-up takes says nothing of the address.
    """
    row = (
        CalendarFeed.objects.filter(digest=digest, revoked_at__isnull=True, person__account__is_active=True)
        .select_related("person__partnership")
        .first()
    )
    if row is None or not hmac.compare_digest(row.digest, digest) or _has_left(row.person, moment):
        raise NotFoundError
    actor = actor_of(row.person, moment.today)
    meetings = own_meetings(actor).filter(on__gte=since(moment.today)).exclude(kind="by_email")
    held = meetings.order_by("on", "starts", "id")
    return FeedOut(row.id, feed([calendar_meeting(each) for each in held], at=moment.at))


def page_my_messages(actor: Actor, moment: Moment) -> MyMessages:
    """What comes to this person and when, and the address of their calendar."""
    row = scopes.people(actor).select_related("partnership").filter(id=actor.person).first()
    if row is None:
        raise NotFoundError
    address = CalendarFeed.objects.filter(person=row, revoked_at__isnull=True).first()
    said = _digest_said(row, moment)
    return MyMessages(
        lede="What Quorate sends you, and an address that keeps your own calendar right.",
        digest=said,
        is_stopped=row.digest_stopped_on is not None,
        has_address=address is not None,
        made=day(local_day(address.made_at)) if address else "",
        read=day(local_day(address.read_at)) if address and address.read_at else "",
    )


def _digest_said(row: Person, moment: Moment) -> str:
    if row.digest_stopped_on:
        return f"You stopped it on {day(row.digest_stopped_on)}. What is due stays in My work."
    if not row.email:
        return "No address is kept for you, so nothing is sent. What is due is in My work."
    next_on = next_day(
        today=moment.today,
        weekday=row.partnership.digest_weekday,
        weeks=row.partnership.digest_weeks,
        last_on=row.partnership.digests_on,
    )
    if next_on is None:
        return "In this partnership it is not sent. What is due is in My work."
    return f"The next goes on {weekday(next_on)}, if anything is due from you then. It names none of it."


def _has_left(person: Person, moment: Moment) -> bool:
    return has_left(person.left_on, moment.today)
