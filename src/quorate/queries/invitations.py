"""Whom the news of a meeting concerns, and which meetings a person's calendar holds."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from quorate.domain.access.actor import Actor
from quorate.domain.access.roles import Role
from quorate.queries.access import actors_of
from quorate.queries.circulation import recipients
from quorate.records import scopes
from quorate.records.facts.labels import sees
from quorate.records.facts.people import here
from quorate.records.models import EventChain, Meeting, Message, Partnership, Person

LEFT = "meeting_left"
"""The kind of message that says that somebody is asked to a meeting no longer."""


@dataclass(frozen=True, slots=True)
class ToFollow:
    """A meeting to come whose invitations are to follow who is a member: of which partnership."""

    meeting: uuid.UUID
    partnership: uuid.UUID
    slug: str


@dataclass(frozen=True, slots=True)
class Following:
    """Who is to be invited to a meeting now, and who was and is to be no longer; `again` were before."""

    invite: tuple[Person, ...] = ()
    again: frozenset[uuid.UUID] = frozenset()
    withdraw: tuple[Person, ...] = ()

    @property
    def is_any(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.invite or self.withdraw)


def concerned(row: Meeting, today: date) -> list[Person]:
    """Those who hold a seat of the group on a day, and whoever was told of the meeting before.

    Each of them as far as they have not left and may know of the meeting today, and were not told since that
    they are asked to it no longer.
    """
    holders = recipients(row, today)
    before = [person for person, last in last_told([row.id]).get(row.id, {}).items() if last.kind != LEFT]
    others = list(
        Person.objects.filter(here(today), id__in=before)
        .exclude(id__in=[person.id for person in holders])
        .select_related("partnership")
        .order_by("name", "id")
    )
    actors = actors_of(others, today) if others else {}
    return [*holders, *(person for person in others if sees(actors[person.id], row))]


def last_told(meetings: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Mapping[uuid.UUID, Message]]:
    """The last message with a calendar file that each person was owed about each of these meetings.

    The last is the one of the highest sequence, which is the end of its key.
    """
    found: dict[uuid.UUID, dict[uuid.UUID, Message]] = {}
    rows = Message.objects.filter(meeting__in=meetings).exclude(calendar="")
    for one in sorted(rows.only("meeting_id", "person_id", "kind", "key", "calendar"), key=_place):
        if one.meeting_id:
            found.setdefault(one.meeting_id, {})[one.person_id] = one
    return found


def following(row: Meeting, today: date) -> Following:
    """What its invitations lack to be with those who hold a seat and may know of the meeting, and no others.

    Nothing of a meeting nobody was invited to: one set before there were invitations, a question by email.
    """
    told = last_told([row.id]).get(row.id, {})
    if not told:
        return Following()
    wanted = {person.id: person for person in recipients(row, today)}
    held = {person for person, last in told.items() if last.kind not in (LEFT, "meeting_cancelled")}
    gone = Person.objects.filter(here(today), id__in=held - set(wanted))
    return Following(
        invite=tuple(person for id, person in wanted.items() if id not in held),
        again=frozenset(set(told) - held),
        withdraw=tuple(gone.order_by("name", "id")),
    )


def to_follow(today: date) -> tuple[ToFollow, ...]:
    """Every meeting to come, of any partnership, that somebody was invited to and that is not cancelled."""
    invited = Message.objects.exclude(calendar="").filter(meeting__isnull=False).values("meeting")
    rows = Meeting.objects.filter(on__gte=today, state__in=("planned", "circulated"), id__in=invited)
    rows = rows.exclude(kind="by_email").select_related("group__partnership").order_by("on", "id")
    return tuple(ToFollow(row.id, row.group.partnership_id, row.group.partnership.slug) for row in rows)


def what_happened() -> Mapping[str, str]:
    """Where the record of each partnership ends: it is the same as before only where nothing happened."""
    ends = EventChain.objects.filter(
        scope__in=[str(id) for id in Partnership.objects.values_list("id", flat=True)]
    )
    return dict(ends.values_list("scope", "head"))


def _place(one: Message) -> tuple[int, bool]:
    sequence = one.key.rpartition(":")[2]
    return (int(sequence) if sequence.isdecimal() else 0, one.kind == LEFT)


def own_meetings(actor: Actor) -> QuerySet[Meeting]:
    """The meetings of the groups this person sits in; of every group for who runs them or sits in none."""
    rows = scopes.meetings(actor)
    own = {uuid.UUID(group) for group, _ in actor.seats}
    if own and Role.COORDINATOR not in actor.granted:
        return rows.filter(group__in=own)
    return rows
