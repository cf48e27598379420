"""Made partnerships of a chosen size, the same every time, for the page benchmarks and their tests.

Partnerships, people and boards are made by commands, as everything else is. A plan's rows are put in
directly: 24,000 updates by commands would take longer than everything that is measured.
"""

import itertools
import random
import uuid
from datetime import UTC, date, datetime, time, timedelta

from quorate.commands import positions
from quorate.domain.plans.facts import EntryKind, Rating, Status, TargetKind
from quorate.records.models import (
    Entry,
    EntryLead,
    EntryMeasure,
    EntryTarget,
    EntryVersion,
    Plan,
    ProgressRow,
)
from tests.builders.world import TODAY, World

SEED = 1971
BEGAN = date(2024, 1, 8)
QUARTER = timedelta(days=91)
BATCH = 2_000
_WORDS = (
    "agree commission review training referral pathway housing refuge funding survey schools forms court",
    "safety support worker children recovery evidence campaign hospital routine question quarter audit",
)
_VOCABULARY = " ".join(_WORDS).split()
_BARRIERS = (
    "",
    "",
    "The post is vacant and nobody has applied.",
    "Funding ends in March.",
    "Waiting for the ministry's answer.",
    "The data is not shared yet.",
)


def sentence(made: random.Random, words: int) -> str:
    """Words in a row, with a capital and a stop."""
    return f"{' '.join(made.choices(_VOCABULARY, k=words)).capitalize()}."


def instant(on: date) -> datetime:
    """Nine o'clock in the morning, UTC."""
    return datetime.combine(on, time(9), tzinfo=UTC)


def fill_plan(
    world: World, *, entries: int, quarters: int, name: str = "Made plan", versions: int = 1
) -> Plan:
    """A plan with so many entries, one in ten of them an objective over the nine that follow.

    Each entry has an update for each of the last `quarters` quarters, and `versions` versions of its own.
    """
    made = random.Random(f"{SEED} {world.slug} {name}")  # the same plan every time
    plan = Plan.objects.create(
        id=_id(made),
        partnership_id=world.partnership,
        group_id=world.board,
        slug=name.lower().replace(" ", "-"),
        name=name,
        starts_on=BEGAN,
    )
    identities = [Entry(id=_id(made), plan=plan, added_at=instant(BEGAN)) for _ in range(entries)]
    Entry.objects.bulk_create(identities, batch_size=BATCH)
    said = [
        version
        for place, entry in enumerate(identities)
        for version in _versions(made, world, identities, entry, place, versions)
    ]
    EntryVersion.objects.bulk_create(said, batch_size=BATCH)
    _details(made, world, said)
    updates = (update for entry in identities for update in _updates(made, world, entry, quarters))
    while part := list(itertools.islice(updates, BATCH)):
        ProgressRow.objects.bulk_create(part)
    positions.keep(Entry.objects.filter(plan=plan), TODAY)
    return plan


def _id(made: random.Random) -> uuid.UUID:
    return uuid.UUID(int=made.getrandbits(128))


def _versions(
    made: random.Random, world: World, rows: list[Entry], entry: Entry, place: int, versions: int
) -> list[EntryVersion]:
    above, within = divmod(place, 10)
    return [
        EntryVersion(
            id=_id(made),
            entry=entry,
            number=n + 1,
            effective_on=BEGAN + n * QUARTER,
            recorded_at=instant(BEGAN + n * QUARTER),
            recorded_by_id=world.people["coordinator"],
            kind=(EntryKind.ACTION if within else EntryKind.OBJECTIVE).value,
            level="Activity" if within else "Objective",
            code=f"{above + 1}.{within}" if within else f"{above + 1}",
            text=sentence(made, 14),
            outcome=sentence(made, 8),
            parent=rows[above * 10] if within else None,
            order=place,
        )
        for n in range(versions)
    ]


def _details(made: random.Random, world: World, said: list[EntryVersion]) -> None:
    agencies, leads, targets, measures = list(world.agencies.values()), [], [], []
    for version in said:
        if version.parent_id is None:
            continue
        if made.random() < 0.95:
            agency = made.choice(agencies)
            leads.append(
                EntryLead(id=_id(made), entry_version=version, order=0, raw="As named", agency_id=agency)
            )
        if made.random() < 0.9:
            due = date(2026, 3, 31) + timedelta(days=made.randrange(900))
            kind = TargetKind.DAY.value
            targets.append(
                EntryTarget(id=_id(made), entry_version=version, order=0, kind=kind, raw="As printed", on=due)
            )
        measures.append(
            EntryMeasure(id=_id(made), entry_version=version, order=0, text=sentence(made, 8), kind="number")
        )
    for model, rows in ((EntryLead, leads), (EntryTarget, targets), (EntryMeasure, measures)):
        model.objects.bulk_create(rows, batch_size=BATCH)


def _updates(made: random.Random, world: World, entry: Entry, quarters: int) -> list[ProgressRow]:
    return [
        ProgressRow(
            id=_id(made),
            entry=entry,
            as_at=BEGAN + n * QUARTER,
            reported_on=BEGAN + n * QUARTER,
            recorded_at=instant(BEGAN + n * QUARTER),
            status=made.choice((Status.UNDER_WAY, Status.UNDER_WAY, Status.WAITING, Status.COMPLETE)).value,
            rating=made.choice(tuple(Rating)).value,
            progress=sentence(made, 30),
            barrier=made.choice(_BARRIERS),
            recorded_by_id=world.people["secretary"],
        )
        for n in range(quarters)
    ]


def room_of(
    *, seats: int, items: int, meets_on: date, began: date, more: tuple = ()
) -> tuple[World, uuid.UUID, list[tuple]]:
    """A board of so many held seats under a third of the members from three agencies, and its meeting.

    `more` are clauses of its terms beside the quorum.
    """
    from quorate.commands import agenda, meetings, setting_up
    from quorate.commands.agenda import Said
    from quorate.domain.terms.clauses import Clause, ClauseKind
    from quorate.domain.terms.quorum import Agencies, Quorum, Share
    from tests.builders.world import done, make_world

    quorum = Quorum((Share(1, 3), Agencies(3)))
    clause = Clause(id="", kind=ClauseKind.QUORUM, quote="A third", reading="", quorum=quorum)
    world = make_world(clauses=(clause, *more))
    by = world.as_("coordinator", began)
    agencies = [world.agencies[key] for key in ("council", "housing", "police", "health", "charity")]
    taken = ("chair", "vice_chair", "secretary", "police", "health", "charity", "adviser")
    places = [(world.seats[key], world.people[key]) for key in taken]
    for n in range(len(places), seats):
        agency = agencies[n % len(agencies)]
        person = done(setting_up.add_person(by, name=f"Member {n}", agency=agency, from_on=began))
        seat = done(
            setting_up.add_seat(by, group=world.board, title=f"Seat {n}", agency=agency, order=10 + n)
        )
        done(setting_up.appoint(by, seat=seat, person=person, from_on=began))
        places.append((seat, person))
    meeting = done(meetings.set_meeting(by, group=world.board, on=meets_on, starts=time(10), minutes=120))
    for n in range(items):
        done(agenda.add_item(by, meeting=meeting, said=Said(title=f"Business {n + 1}")))
    return world, meeting, places
