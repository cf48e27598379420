"""Challenges made at a meeting, shown under the agenda items they were made under."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.holding.challenges import standing
from quorate.records import scopes
from quorate.records.facts.agencies import called, names_by_day
from quorate.records.facts.holding import challenge_facts


@dataclass(frozen=True, slots=True)
class ChallengeOn:
    """A challenge under an item: to whom, and how it stands."""

    id: str
    agency: str
    standing: str
    said: str


def challenges_on(actor: Actor, meeting: uuid.UUID, today: date) -> Mapping[str, tuple[ChallengeOn, ...]]:
    """The challenges of a meeting that the actor may see, by the id of their item, earliest first."""
    rows = scopes.challenges(actor).filter(meeting=meeting, item__isnull=False).select_related("agency")
    found: defaultdict[str, list[ChallengeOn]] = defaultdict(list)
    names = names_by_day(actor.partnership)
    for row in rows.order_by("made_on", "recorded_at", "id"):
        how = standing(challenge_facts(row), today)
        agency = called(row.agency, row.made_on, names)
        found[str(row.item_id)].append(ChallengeOn(str(row.id), agency, how.code, how.said))
    return {item: tuple(lines) for item, lines in found.items()}
