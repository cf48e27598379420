"""What somebody brings to each meeting of a group under its terms, and when it was heard."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quorate.domain.meetings.kinds import MeetingKind
from quorate.domain.meetings.lifecycle import MeetingState
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion
from quorate.domain.terms.standing import is_taken, standing_title, who_brings
from quorate.records.models import AgendaItem


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting of a group that was held, or is to come."""

    id: uuid.UUID
    group: uuid.UUID
    on: date
    state: str
    kind: str

    @property
    def is_held(self) -> bool:
        """Whether it is recorded as held."""
        return self.state == MeetingState.HELD.value

    @property
    def is_called(self) -> bool:
        """Whether it takes what it was called for, and no standing items."""
        return self.kind == MeetingKind.EXTRAORDINARY.value


Titles = Mapping[uuid.UUID, Sequence[str]]
"""The titles of the items each meeting held took. One without any has no agenda on record."""


def owed_at(sittings: Iterable[Sitting], titles: Titles) -> tuple[date, ...]:
    """The days of the meetings a standing item is owed at, in order.

    Not at one called for something else, nor at one held whose agenda is not on record.
    """
    return tuple(one.on for one in sittings if not one.is_called and (not one.is_held or titles.get(one.id)))


def heard(clause: Clause, sittings: Iterable[Sitting], titles: Titles) -> dict[date, date]:
    """When what was owed at a meeting was heard: on its day, or at the next that took it."""
    held = [one for one in sittings if one.is_held]
    title = standing_title(clause)
    days = sorted(one.on for one in held if is_taken(title, titles.get(one.id, ())))
    first = {one.on: next((on for on in days if on >= one.on), None) for one in held}
    return {on: when for on, when in first.items() if when is not None}


def brought(versions: Iterable[TermsVersion]) -> dict[str, Clause]:
    """The standing items that somebody brings, by the id of the clause."""
    items = (clause for terms in versions for clause in terms.all_of(ClauseKind.STANDING_ITEM))
    return {clause.id: clause for clause in items if who_brings(clause)}


def titles_taken(meetings: Iterable[uuid.UUID]) -> Titles:
    """What was on the agendas of these meetings, in one database question, or none for no meeting.

    Whoever may see the items: whether a board heard what its terms ask for is the same for every reader, and
    no more is taken from an item than that. One carried on was not reached.
    """
    wanted = list(meetings)
    titles: defaultdict[uuid.UUID, list[str]] = defaultdict(list)
    if wanted:
        items = AgendaItem.objects.filter(
            meeting__in=wanted, removed_at__isnull=True, carried_on__isnull=True
        )
        for meeting, title in items.values_list("meeting_id", "title"):
            titles[meeting].append(title)
    return titles
