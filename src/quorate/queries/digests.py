"""What each person is told is due from them, in one message.

It counts what My work shows them, less all that is restricted: a message lies in a mail server, and may be
sent by hand by somebody whom that is kept from.
"""

import uuid
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q

from quorate.domain.access.actor import Actor
from quorate.domain.access.roles import DEPUTIES
from quorate.domain.kernel.asking import LONDON, Moment
from quorate.domain.messages.digests import DigestLine, digest, due_cycle
from quorate.domain.messages.texts import MessageText
from quorate.queries.access import actors_of
from quorate.queries.invitations import own_meetings
from quorate.queries.my_work import MyWork, page_my_work
from quorate.records.facts.people import here
from quorate.records.models import Partnership, Person, Reply


@dataclass(frozen=True, slots=True)
class OwedCycle:
    """A partnership whose people are to be told now, for which day. `is_first` where none ever were."""

    partnership: uuid.UUID
    slug: str
    on: date
    is_first: bool


def owed_cycles(moment: Moment) -> tuple[OwedCycle, ...]:
    """The partnerships whose day has come round since their people were last told."""
    at = moment.at.astimezone(LONDON).time()
    rows = Partnership.objects.filter(
        Q(digests_on__isnull=True) | Q(digests_on__lt=moment.today), digest_weeks__gt=0
    ).order_by("slug")
    found = []
    for row in rows:
        on = due_cycle(
            today=moment.today,
            at=at,
            weekday=row.digest_weekday,
            weeks=row.digest_weeks,
            last_on=row.digests_on,
        )
        if on:
            found.append(OwedCycle(row.id, row.slug, on, row.digests_on is None))
    return tuple(found)


def digests_of(
    partnership: uuid.UUID, today: date, *, among: Collection[uuid.UUID] | None = None
) -> tuple[tuple[uuid.UUID, MessageText], ...]:
    """Who has something due, and what they are told: of those who are here, have an address and let it come.

    With `among`, of no others than these people.
    Who is shown by a name they chose has an address here only where the coordinator said that mail is safe.
    Each person's My work is asked for by itself, with the same number of questions however much is theirs:
    some sixteen a person, in the work loop as often as digests go, and in no request but the few that make
    anew those that wait.
    """
    rows = Person.objects.filter(here(today), partnership=partnership, digest_stopped_on__isnull=True)
    rows = rows if among is None else rows.filter(id__in=among)
    people = list(rows.exclude(email="").select_related("partnership").order_by("name", "id"))
    actors = actors_of(people, today)
    soon = today + timedelta(Partnership.objects.values_list("due_soon_days", flat=True).get(id=partnership))
    found = ((person.id, _digest(_kept_from_all(actors[person.id]), today, soon)) for person in people)
    return tuple((person, text) for person, text in found if text)


def _kept_from_all(actor: Actor) -> Actor:
    """The person without what they see by being named, and without all that anybody is named for."""
    return replace(actor, allowed=frozenset(), barred=actor.standing | actor.barred)


def _digest(actor: Actor, today: date, soon: date) -> MessageText | None:
    page = page_my_work(actor, today=today)
    home = f"{settings.BASE_URL}/{actor.slug}"
    return digest((*_lines(page, home), _replies(actor, home, today, soon)), stop_link=f"{home}/my-messages/")


def _lines(page: MyWork, home: str) -> Sequence[DigestLine]:
    work = f"{home}/my-work/"
    asked = sum(1 for line in page.due if line.owed)
    held = Counter(line.page for line in page.held)
    # One with an owner is in its owner's message, and not in that of whoever runs the group too.
    nobodys = sum(1 for one in page.running.duties if not one.is_owned) if page.running else 0
    counted = (
        ("update is wanted from you", "updates are wanted from you", asked),
        ("action is due, or has had no word", "actions are due, or have had no word", page.due_count - asked),
        ("paper is wanted from you", "papers are wanted from you", len(page.papers)),
        ("answer to a challenge is wanted", "answers to challenges are wanted", held["challenge"]),
        ("risk is to be looked at again", "risks are to be looked at again", held["risk"]),
        ("set of minutes waits for you", "sets of minutes wait for you", len(page.to_approve)),
        ("agenda waits for you to agree it", "agendas wait for you to agree them", len(page.to_agree)),
        ("set of papers is to be passed on", "sets of papers are to be passed on", len(page.to_pass_on)),
        ("answer is owed to who asked to join", "answers are owed to who asked to join", len(page.waiting)),
        ("duty you own is due or late", "duties you own are due or late", len(page.owned)),
        ("duty that nobody owns is due or late", "duties that nobody owns are due or late", nobodys),
    )
    return [DigestLine(one, many, n, None, work) for one, many, n in counted]


def _replies(actor: Actor, home: str, today: date, soon: date) -> DigestLine:
    """Meetings soon in whose groups this person holds a seat, to which they have said nothing yet."""
    sits = {uuid.UUID(group) for group, role in actor.seats if role not in DEPUTIES}
    rows = own_meetings(actor).filter(
        group__in=sits, on__gte=today, on__lte=soon, state__in=("planned", "circulated")
    )
    said = Reply.objects.filter(person=uuid.UUID(actor.person)).values("meeting")
    waiting = list(
        rows.exclude(id__in=said).exclude(kind="by_email").order_by("on", "starts").values_list("id", "on")
    )
    first, on = waiting[0] if waiting else (None, None)
    link = f"{home}/meetings/{first}/reply/" if len(waiting) == 1 else f"{home}/my-work/"
    return DigestLine("meeting waits for your reply", "meetings wait for your reply", len(waiting), on, link)
