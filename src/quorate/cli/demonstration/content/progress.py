"""Three years of quarterly updates, from what was written by hand and one fixed seed.

Every turn in an action's story (started, held up, moved, finished) is written in the content files. The
quarters between are either silent or filled with one short sentence from `phrases.toml` that fits how
things stood; a barrier stays until a turn lifts it. A finished or abandoned action has no more.
The seed is taken with the entry's own key, so that mending one entry leaves the others as they were.
"""

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from quorate.cli.demonstration.content.shapes import Person, Update
from quorate.domain.plans.facts import Lead, Rating, Status

SEED = 20260101
QUARTERS = (
    "2023-12",
    *(f"{year}-{month}" for year in (2024, 2025) for month in ("03", "06", "09", "12")),
    "2026-03",
    "2026-06",
    "2026-09",
)
# Updates for the December 2026 meetings had begun to come in.
INTERIM = "2026-11"
ROUNDS = (*QUARTERS, INTERIM)
_LAST_REPORT = date(2026, 11, 20)

_USUAL_FILL = 0.62  # the share of the quarters between that have anything said
_INTERIM_FILL = 0.15
_TAIL = 0.2

_STATUSES = {
    "N": Status.NOT_STARTED,
    "U": Status.UNDER_WAY,
    "C": Status.COMPLETE,
    "X": Status.NOT_DONE,
    "W": Status.WAITING,
}
_RATINGS = {"T": Rating.ON_TRACK, "R": Rating.AT_RISK, "F": Rating.OFF_TRACK, "-": Rating.NONE}
_ENDED = {Status.COMPLETE, Status.NOT_DONE}
_WRITTEN = re.compile(r"(\d{4}-\d\d) ([NUCXW]) ([TRF-]) (.+?)(?: // (\w+): (.+))?")
BARRIER_KINDS = ("funding", "capacity", "legislation", "partner", "data")


@dataclass(frozen=True, slots=True)
class Said:
    """What was said in a round, before it is known on which day and by whom."""

    round: str
    status: Status
    rating: Rating
    progress: str
    barrier: str = ""
    barrier_kind: str = ""
    is_turn: bool = True


@dataclass(frozen=True, slots=True)
class Teller:
    """Who records an entry's updates: `by`, and on whose behalf where the lead does not sign in."""

    by: str
    on_behalf_of: str = ""


def teller(leads: Sequence[Lead], *, people: Mapping[str, Person], coordinator: str) -> Teller:
    """The first lead with a name if that person signs in, else the coordinator on their behalf."""
    named = next((one.person_id for one in leads if one.person_id), "")
    if not named:
        return Teller(by=coordinator)
    if people[named].signs_in:
        return Teller(by=named)
    return Teller(by=coordinator, on_behalf_of=named)


def written(line: str) -> Said:
    """One line of a content file: `2024-03 U R progress // funding: barrier`."""
    match = _WRITTEN.fullmatch(line)
    if match is None or match[1] not in ROUNDS or match[5] not in (None, *BARRIER_KINDS):
        raise ValueError(f"Not an update: {line}")
    return Said(
        round=match[1],
        status=_STATUSES[match[2]],
        rating=_RATINGS[match[3]],
        progress=match[4],
        barrier=match[6] or "",
        barrier_kind=match[5] or "",
    )


def compose(
    lines: Iterable[str],
    *,
    key: str,
    who: Teller,
    phrases: Mapping[str, Sequence[str]],
    fill: float = _USUAL_FILL,
    quiet_after: str = "",
) -> tuple[Update, ...]:
    """Every update of one entry, oldest first.

    `fill` is the chance that a quarter between has something said; `quiet_after` is the last round with
    anything at all.
    """
    chance = random.Random(f"{SEED}:{key}")  # noqa: S311 (a story, not a secret)
    by_round = {said.round: said for said in map(written, lines)}
    used: set[str] = set()
    updates: list[Update] = []
    last: Said | None = None
    for name in ROUNDS:
        said = by_round.get(name)
        if said is None and last is not None and not _is_over(last, name, quiet_after):
            said = _filler(last, name, chance, phrases, used, fill)
        if said is None:
            continue
        last = said
        updates.append(_dated(said, chance, who))
    return tuple(updates)


def _is_over(last: Said, name: str, quiet_after: str) -> bool:
    return last.status in _ENDED or bool(quiet_after and name > quiet_after)


def _filler(
    last: Said,
    name: str,
    chance: random.Random,
    phrases: Mapping[str, Sequence[str]],
    used: set[str],
    fill: float,
) -> Said | None:
    if chance.random() >= (min(fill, _INTERIM_FILL) if name == INTERIM else fill):
        return None
    bank = _bank(last)
    left = [sentence for sentence in phrases[bank] if sentence not in used]
    if not left:
        return None
    words = [chance.choice(left)]
    tails = [sentence for sentence in phrases["tails"] if sentence not in used]
    if bank == "under_way" and tails and chance.random() < _TAIL:
        words.append(chance.choice(tails))
    used.update(words)
    return Said(
        round=name,
        status=last.status,
        rating=last.rating,
        progress=" ".join(words),
        barrier=last.barrier,
        barrier_kind=last.barrier_kind,
        is_turn=False,
    )


def _bank(last: Said) -> str:
    if last.status is Status.UNDER_WAY:
        return "under_way_barrier" if last.barrier else "under_way"
    return last.status.value


def _dated(said: Said, chance: random.Random, who: Teller) -> Update:
    as_at = date(2026, 11, 13) if said.round == INTERIM else _quarter_end(said.round)
    days = chance.randint(3, 7) if said.round == INTERIM else chance.randint(4, 27)
    return Update(
        round=said.round,
        as_at=as_at,
        reported_on=min(as_at + timedelta(days=days), _LAST_REPORT),
        status=said.status,
        rating=said.rating,
        progress=said.progress,
        barrier=said.barrier,
        barrier_kind=said.barrier_kind,
        by=who.by,
        on_behalf_of=who.on_behalf_of,
        how=chance.choice(("email", "telephone", "meeting")) if who.on_behalf_of else "",
        is_turn=said.is_turn,
    )


def _quarter_end(name: str) -> date:
    year, month = (int(part) for part in name.split("-"))
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
