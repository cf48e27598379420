"""How long ten years of a board's meetings take to be judged against its terms.

    python benchmarks/compliance.py [--years N] [--seats N] [--most MILLISECONDS]

Each year has four meetings, each with papers, a pack, minutes and a recorded room. Measured are the page of
one year with all the others behind it, and all the years judged in one go, as facts and rules without the
page. Beside the latter stands judging them meeting by meeting, as a page does that asks for each meeting
what its terms, papers, room and waivers are; what is printed is how many times as long that takes. Times are
those on the processor. Ends with 1 when the years take longer than 300 ms, or when the page asks more
questions after ten years than after one.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
import uuid
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

TODAY = date(2027, 1, 15)
MEETS_ON = date(2027, 1, 14)
FOUNDED = date(2024, 1, 8)
BEGAN = date(2017, 1, 12)
QUARTER = timedelta(days=91)
PAPERS = 6


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--seats", type=int, default=20)
    parser.add_argument("--most", type=float, default=300.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            QUORATE_DATABASE=f"sqlite:///{folder}/compliance.sqlite3",
            QUORATE_DATA=folder,
            QUORATE_TESTING="yes",
            QUORATE_TODAY=TODAY.isoformat(),
            QUORATE_DEMONSTRATION="yes",
            DJANGO_SETTINGS_MODULE="quorate.config.settings",
        )
        return measure(options)


def measure(options):
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.TODAY = TODAY.isoformat()
    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    from benchmarks.worlds import room_of
    from tests.builders.world import CITY_CLAUSES

    stated = tuple(clause for clause in CITY_CLAUSES if clause.is_stated)
    world, _, places = room_of(
        seats=options.seats, items=PAPERS, meets_on=MEETS_ON, began=FOUNDED, more=stated
    )
    known_since(world)
    fill(world, places, last=4)
    few = questions(world)
    fill(world, places, last=4 * options.years, but=4)
    many = questions(world)
    page = middle(lambda: one_page(world))
    ours, seen = middle(lambda: whole(world)), whole(world)
    theirs = middle(lambda: meeting_by_meeting(world), rounds=3)
    held = len(seen.held)
    print(f"  {options.years} years, {held} meetings held, {seen.papers} papers, {options.seats} seats")
    print(f"  all the years: {ours:.1f} ms of {options.most:.0f}; the page of one of them {page:.1f} ms")
    print(f"  meeting by meeting {theirs:.1f} ms: {theirs / ours:.1f} times as long")
    print(f"  questions of the page: {few} after one year, {many} after {options.years}")
    faults = []
    if max(ours, page) >= options.most:
        faults.append(f"the years take {max(ours, page):.0f} of {options.most:.0f} ms")
    if many > few:
        faults.append("the page asks more after more years")
    for fault in faults:
        print(f"FAULT: {fault}")
    return int(bool(faults))


def known_since(world):
    """The records and the terms begin with the first of the meetings, so that every one can be judged."""
    from quorate.records.models import Appointment, Partnership, Representation, Terms

    for dated in (Appointment, Representation):
        dated.objects.update(from_on=BEGAN)
    Partnership.objects.filter(id=world.partnership).update(started_on=BEGAN)
    Terms.objects.filter(group=world.board).update(in_force_from=BEGAN)


def fill(world, places, *, last, but=0):
    """So many meetings back from the latest, a quarter apart, less the first `but`; put in directly."""
    from django.db import transaction

    from quorate.domain.meetings.minutes import MinuteKind
    from quorate.records.models import AgendaItem, Meeting, Minute, Paper, RoomActRow

    made = random.Random(1971 + but)
    by, now = world.people["coordinator"], datetime(2027, 1, 1, tzinfo=UTC)

    def id():
        return uuid.UUID(int=made.getrandbits(128))

    meetings, items, papers, acts, minutes = [], [], [], [], []
    for n in range(but + 1, last + 1):
        on = MEETS_ON - n * QUARTER
        meeting = Meeting(
            id=id(), group_id=world.board, state="held", on=on, starts=clock(10), began_at=clock(10),
            ended_at=clock(12), circulated_on=on - timedelta(days=made.randrange(5, 16)), circulated_by_id=by,
            minutes_to_chair_on=on + timedelta(days=6),
            minutes_to_members_on=on + timedelta(days=made.randrange(8, 20)),
        )  # fmt: skip
        meetings.append(meeting)
        taken = [
            AgendaItem(id=id(), meeting=meeting, order=order, title=f"Business {order}")
            for order in range(PAPERS)
        ]
        items += taken
        papers += [
            Paper(
                id=id(), meeting=meeting, item=item, title=f"Paper {item.order}", added_at=now,
                submitted_on=on - timedelta(days=made.randrange(9, 25)), submitted_by_id=by,
            )
            for item in taken
        ]  # fmt: skip
        minutes += [
            Minute(
                id=id(), meeting=meeting, item=item, order=item.order, kind=MinuteKind.DECISION.value,
                words="Agreed", quorum=made.choice(("quorate", "quorate", "not_quorate")), written_at=now,
                written_by_id=by,
            )
            for item in taken
        ]  # fmt: skip
        acts += acts_of(id, made, meeting, taken, places, by, now)
    with transaction.atomic():
        for rows in (meetings, items, papers, acts, minutes):
            if rows:
                type(rows[0]).objects.bulk_create(rows, batch_size=500)
        assert RoomActRow.objects.exists()


def acts_of(id, made, meeting, items, places, by, now):
    """Three quarters of the seats come, every item is taken, and one in five leaves before the end."""
    from quorate.records.models import RoomActRow

    came = made.sample(places, 3 * len(places) // 4)
    told = [("came", clock(9, 55), seat, person, None) for seat, person in came]
    told += [("item", clock(10, 15 * n), None, None, item.id) for n, item in enumerate(items[:4])]
    told += [("left", clock(11, 30), None, person, None) for _, person in came[::5]]
    return [
        RoomActRow(
            id=id(), meeting=meeting, number=n, key=f"past {n}", at=at, act=act, seat_id=seat,
            person_id=person, item_id=item, seat_class="core" if seat else "",
            how="in_person" if seat else "", recorded_at=now, recorded_by_id=by,
        )
        for n, (act, at, seat, person, item) in enumerate(told)
    ]  # fmt: skip


def middle(job, rounds=9):
    """The median time of a job on the processor, in milliseconds: other work does not lengthen it."""
    job()
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        job()
        taken.append(1000 * (time.process_time() - start))
    return statistics.median(taken)


def one_page(world):
    """The page of one year, as its view asks for it."""
    from quorate.queries.compliance import page_compliance

    actor = world.actor("coordinator", TODAY)
    return page_compliance(actor, group="board", today=TODAY, year="2026-06-01")


def questions(world):
    """How many questions the page asks of the database."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    one_page(world)
    with CaptureQueriesContext(connection) as asked:
        one_page(world)
    return len(asked.captured_queries)


def whole(world):
    """Every meeting there is, judged in one go."""
    from quorate.domain.calendar.periods import Period
    from quorate.queries.compliance_year import year_seen
    from quorate.records.models import Group

    period = Period("All of them", BEGAN, MEETS_ON)
    return year_seen(world.actor("coordinator", TODAY), Group.objects.get(id=world.board), period, TODAY)


def meeting_by_meeting(world):
    """The same, each meeting asked about by itself."""
    from quorate.domain.calendar.periods import Period
    from quorate.queries.compliance_year import year_seen
    from quorate.records.models import Group, Meeting

    group, actor = Group.objects.get(id=world.board), world.actor("coordinator", TODAY)
    for on in Meeting.objects.filter(group=group, on__lte=MEETS_ON).values_list("on", flat=True):
        year_seen(actor, group, Period("One", on, on), TODAY)


if __name__ == "__main__":
    raise SystemExit(main())
