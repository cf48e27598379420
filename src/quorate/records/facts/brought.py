"""What somebody brings to each meeting of a group under its terms, and when it was heard."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.access.audience import Audience
from quorate.domain.meetings.kinds import MeetingKind
from quorate.domain.meetings.lifecycle import MeetingState
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion
from quorate.domain.terms.standing import is_taken, standing_title, who_brings
from quorate.records import scopes


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


@dataclass(frozen=True, slots=True)
class Agendas:
    """The titles on the agendas of the meetings held, as far as one reader sees them.

    A meeting without any has no agenda on record. `is_whole` says that nothing is kept from the reader.
    """

    titles: Mapping[uuid.UUID, Sequence[str]]
    is_whole: bool

    def owed_at(self, clause: Clause, sittings: Iterable[Sitting]) -> tuple[date, ...]:
        """The days of the meetings a standing item is owed at, in order.

        Of those held, the ones of which the reader can tell whether it was heard.
        """
        every = tuple(sittings)
        heard = self.heard(clause, every)
        return tuple(
            one.on
            for one in every
            if not one.is_called
            and (not one.is_held or one.on in heard or (self.is_whole and self.titles.get(one.id)))
        )

    def heard(self, clause: Clause, sittings: Iterable[Sitting]) -> dict[date, date]:
        """When what was owed at a meeting was heard: on its day, or at the next that took it."""
        held = [one for one in sittings if one.is_held]
        title = standing_title(clause)
        days = [one.on for one in held if is_taken(title, self.titles.get(one.id, ()))]
        first = {one.on: next((on for on in sorted(days) if on >= one.on), None) for one in held}
        return {on: when for on, when in first.items() if when is not None}


def brought(versions: Iterable[TermsVersion]) -> dict[str, Clause]:
    """The standing items that somebody brings, by the id of the clause."""
    items = (clause for terms in versions for clause in terms.all_of(ClauseKind.STANDING_ITEM))
    return {clause.id: clause for clause in items if who_brings(clause)}


def agendas_of(actor: Actor, groups: Iterable[uuid.UUID]) -> Agendas:
    """The agendas of the meetings these groups held, in one database question, or none for no group."""
    wanted = list(groups)
    titles: defaultdict[uuid.UUID, list[str]] = defaultdict(list)
    if wanted:
        items = scopes.agenda_items(actor).filter(
            meeting__group__in=wanted, meeting__state=MeetingState.HELD.value, removed_at__isnull=True
        )
        for meeting, title in items.values_list("meeting_id", "title"):
            titles[meeting].append(title)
    return Agendas(titles, Audience.RESTRICTED in actor.audiences and not actor.barred)
