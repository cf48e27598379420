"""Further towns for measuring: many partnerships of one shape, made quickly.

A town is set up through commands; its plan is written as rows, since measuring needs many and nobody
reads them. Their record of events therefore holds the setting up and the plan's start, no more.
"""

import itertools
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from quorate.cli.demonstration.content import place
from quorate.cli.demonstration.story import Clock, done, seeded_ids, silent
from quorate.commands import agenda, meetings, plans, positions, setting_up, terms
from quorate.commands.runner import As
from quorate.domain.kernel.asking import IdSource
from quorate.domain.plans.facts import EntryKind, Rating, Status, TargetKind
from quorate.queries import access
from quorate.records.models import (
    Entry,
    EntryLead,
    EntryMeasure,
    EntryTarget,
    EntryVersion,
    Person,
    Plan,
    ProgressRow,
)

BEGIN = date(2023, 1, 2)
"""When the towns' records begin: before the two places', so that the install's record is in order."""
TOWN_ENTRIES = 40
QUARTERS = 12
_UNDER_EACH = 8  # actions under each priority
_STATUSES = (Status.UNDER_WAY, Status.UNDER_WAY, Status.UNDER_WAY, Status.NOT_STARTED, Status.COMPLETE)
_RATINGS = (Rating.ON_TRACK, Rating.AT_RISK, Rating.OFF_TRACK, Rating.NONE)
_SEATS = (
    ("coordinator", "Partnership coordinator", "secretary"),
    ("chair", "Director of Public Health", "chair"),
    ("vice-chair", "Head of Service, Housing", "vice_chair"),
    ("police", "Superintendent", ""),
    ("charity", "Chief executive, refuge service", ""),
)
_AGENCIES = (("Town Council", "council"), ("Town Police", "police"), ("Town Refuge", "voluntary"))


def add_towns(many: int, *, today: date, install: Clock, say: Callable[[str], None] = silent) -> None:
    """Add `many` towns, `town-001` and on."""
    for number in range(1, many + 1):
        add_town(number, begins=BEGIN, today=today, install=install)
        if number % 25 == 0 or number == many:
            say(f"Added {number} of {many} towns ...")


def add_town(number: int, *, begins: date, today: date, install: Clock) -> uuid.UUID:
    """One town: a board of five, terms, a meeting with an agenda, and a plan with three years of updates."""
    slug = f"town-{number:03d}"
    ids, clock = seeded_ids(slug), Clock()
    operator = As(access.operator(), install.on(begins), ids)
    accounts = {
        key: done(setting_up.add_account(operator, email=f"{key}@{slug}.example", is_demonstration=True))
        for key, _, _ in _SEATS
    }
    town = done(
        setting_up.set_up_partnership(
            operator,
            slug=slug,
            name=f"Town {number} Domestic Abuse Partnership",
            started_on=begins,
            coordinator=_SEATS[0][1],
            coordinator_email=f"coordinator@{slug}.example",
            account=accounts["coordinator"],
            is_demonstration=True,
        )
    )
    first = Person.objects.select_related("partnership").get(partnership=town)
    asked = As(access.actor_of(first, begins), clock.on(begins), ids)
    board = _add_board(asked, first.id, accounts, begins)
    source = place("marlhaven").terms["board"][0]
    done(
        terms.adopt_terms(
            asked, group=board, label=source.label, in_force_from=begins, clauses=source.clauses
        )
    )
    _add_meeting(asked, board, today)
    plan = done(plans.start_plan(asked, name="Action plan", starts_on=begins, ends_on=None, group=board))
    write_entries(Plan.objects.get(id=plan), entries=TOWN_ENTRIES, today=today, ids=ids)
    return town


def _add_board(asked: As, coordinator: uuid.UUID, accounts: dict[str, uuid.UUID], begins: date) -> uuid.UUID:
    agencies = [done(setting_up.add_agency(asked, name=name, kind=kind)) for name, kind in _AGENCIES]
    board = done(setting_up.add_group(asked, slug="board", name="Domestic Abuse Board"))
    for order, (key, title, office) in enumerate(_SEATS):
        person = coordinator
        if order:
            person = done(
                setting_up.add_person(
                    asked,
                    name=title,
                    title=title,
                    email=f"{key}@{asked.actor.slug}.example",
                    agency=agencies[order % len(agencies)],
                    account=accounts[key],
                    from_on=begins,
                )
            )
        seat = done(setting_up.add_seat(asked, group=board, title=title, order=order))
        done(setting_up.appoint(asked, seat=seat, person=person, from_on=begins, office=office))
    return board


def _add_meeting(asked: As, board: uuid.UUID, today: date) -> None:
    meeting = done(
        meetings.set_meeting(
            asked, group=board, on=today + timedelta(days=17), starts=time(10), minutes=120, place="Town Hall"
        )
    )
    for title in ("Welcome and apologies", "Minutes", "Action plan progress", "Any other business"):
        done(agenda.add_item(asked, meeting=meeting, said=agenda.Said(title=title)))


def scale_plan(partnership: str, *, entries: int = 2000, quarters: int = QUARTERS, today: date) -> uuid.UUID:
    """Give a partnership, by its slug, one more plan of so many entries, for measuring; the plan's id."""
    ids = seeded_ids(f"{partnership}/{entries}")
    coordinator = Person.objects.select_related("partnership").filter(
        partnership__slug=partnership, grant__role="coordinator"
    )[0]
    asked = As(access.actor_of(coordinator, today), Clock().on(today), ids)
    begins = today - timedelta(days=92 * (quarters + 1))
    plan = done(plans.start_plan(asked, name=f"Plan of {entries} entries", starts_on=begins))
    write_entries(Plan.objects.get(id=plan), entries=entries, today=today, ids=ids, quarters=quarters)
    return plan


def write_entries(plan: Plan, *, entries: int, today: date, ids: IdSource, quarters: int = QUARTERS) -> None:
    """Write a plan's entries as rows: priorities, and under each its actions, reported on every quarter."""
    people = list(Person.objects.filter(partnership=plan.partnership_id).order_by("id"))
    known = datetime.combine(plan.starts_on, time(9), tzinfo=UTC)
    rows, versions = _entries(plan, entries, ids, known)
    Entry.objects.bulk_create(rows, batch_size=500)
    EntryVersion.objects.bulk_create(versions, batch_size=500)
    actions = [version for version in versions if version.kind == EntryKind.ACTION.value]
    EntryLead.objects.bulk_create(
        [
            EntryLead(id=ids(), entry_version=one, order=0, raw=who.title, person=who)
            for one, who in zip(actions, itertools.cycle(people), strict=False)
        ],
        batch_size=500,
    )
    EntryTarget.objects.bulk_create(
        [
            EntryTarget(
                id=ids(),
                entry_version=one,
                order=0,
                kind=TargetKind.DAY.value,
                on=today + timedelta(days=(n * 37) % 600 - 150),
            )
            for n, one in enumerate(actions)
        ],
        batch_size=500,
    )
    EntryMeasure.objects.bulk_create(
        [EntryMeasure(id=ids(), entry_version=one, order=0, text="People reached") for one in actions],
        batch_size=500,
    )
    ProgressRow.objects.bulk_create(_progress(actions, people, quarters, today, ids), batch_size=500)
    positions.keep(Entry.objects.filter(plan=plan), today)


def _entries(
    plan: Plan, entries: int, ids: IdSource, known: datetime
) -> tuple[list[Entry], list[EntryVersion]]:
    rows, versions = [], []
    parent: Entry | None = None
    for order in range(entries):
        place_in, letter = divmod(order, _UNDER_EACH + 1)
        is_priority = letter == 0
        row = Entry(id=ids(), plan=plan, added_at=known)
        versions.append(
            EntryVersion(
                id=ids(),
                entry=row,
                effective_on=plan.starts_on,
                recorded_at=known,
                number=1,
                kind=(EntryKind.PRIORITY if is_priority else EntryKind.ACTION).value,
                code=f"{place_in + 1}" if is_priority else f"{place_in + 1}.{letter}",
                text=f"Priority {place_in + 1}" if is_priority else f"Do what action {order} says",
                parent=None if is_priority else parent,
                order=order,
            )
        )
        parent = row if is_priority else parent
        rows.append(row)
    return rows, versions


def _progress(
    actions: Sequence[EntryVersion], people: Sequence[Person], quarters: int, today: date, ids: IdSource
) -> list[ProgressRow]:
    said = []
    for n, version in enumerate(actions):
        for quarter in range(quarters):
            as_at = today - timedelta(days=91 * (quarters - quarter))
            if as_at < version.effective_on:
                continue
            reported = as_at + timedelta(days=n % 20)
            last = quarter == quarters - 1
            said.append(
                ProgressRow(
                    id=ids(),
                    entry_id=version.entry_id,
                    as_at=as_at,
                    reported_on=reported,
                    recorded_at=datetime.combine(reported, time(10), tzinfo=UTC),
                    status=(_STATUSES[n % len(_STATUSES)] if last else Status.UNDER_WAY).value,
                    rating=_RATINGS[(n + quarter) % len(_RATINGS)].value,
                    progress=f"What was done in quarter {quarter + 1}.",
                    recorded_by=people[n % len(people)],
                )
            )
    return said
