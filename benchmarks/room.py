"""How long an arrival takes on the room page, with 40 seats and 200 meetings gone by.

    python benchmarks/room.py [--seats N] [--meetings N] [--rounds N] [--most MILLISECONDS]

Server time of an arrival is the press and the page it leads to, through every layer in this process, the
middle of several, one for each seat. The same is measured of the fortieth arrival on, while people leave and
come back. Beside it stands reading the same room "row by row", as a page does that asks for each seat who
holds it, who deputises, what was said and who came; what is printed is how many times as long that takes as
reading it whole. An arrival is judged by its time on the processor at the quickest pace the machine had in
the run: some machines swing by half within seconds, and a fixed piece of Python before each arrival tells how
fast it went then. The time as it went is printed beside it. Ends with 1 when an arrival takes 50 ms or
longer, or when 200 meetings cost more questions than none.
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
BEGAN = date(2024, 1, 8)
ITEMS = 12


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seats", type=int, default=40)
    parser.add_argument("--meetings", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--most", type=float, default=50.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            QUORATE_DATABASE=f"sqlite:///{folder}/room.sqlite3",
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

    world, meeting, places = room_of(seats=options.seats, items=ITEMS, meets_on=MEETS_ON, began=BEGAN)
    visit = Visit(world, meeting)
    before = visit.questions()
    fill_past(world, options.meetings, places)
    taken, pace, asked = [], [], visit.questions()
    for number in range(options.rounds):
        pace.append(yardstick())
        seat, person = places[number % len(places)]
        do = f"come {seat} {person}" if number < len(places) else f"{('left', 'back')[number % 2]} {person}"
        taken.append(visit.press(do, minute=number))
    post, page, seen = (statistics.median(1000 * one[n] for one in taken) for n in (0, 1, 2))
    work = statistics.median(1000 * one[2] * min(pace) / now for one, now in zip(taken, pace, strict=True))
    slowest = max(1000 * one[2] for one in taken)
    print(f"  {options.seats} seats, {options.meetings} meetings gone by, {ITEMS} items")
    print(
        f"  an arrival: {work:.1f} ms of {options.most:.0f} at the machine's quickest pace; as it went "
        f"{seen:.1f} ms on the processor, the slowest of {options.rounds} {slowest:.1f} ms, and by the clock "
        f"{post:.1f} ms for the press and {page:.1f} ms for the page"
    )
    print(f"  the machine's pace swung by {max(pace) / min(pace):.1f} times between arrivals")
    ours = middle(lambda: read_whole(world, meeting))
    theirs = middle(lambda: row_by_row(world, meeting))
    print(
        f"  reading the room whole {ours:.1f} ms, row by row {theirs:.1f} ms: "
        f"{theirs / ours:.1f} times as long"
    )
    print(f"  questions of the page: {before} with no meeting gone by, {asked} with {options.meetings}")
    faults = []
    if work >= options.most:
        faults.append(f"an arrival takes {work:.0f} of {options.most:.0f} ms")
    if asked > before:
        faults.append("the page asks more after more meetings")
    for fault in faults:
        print(f"FAULT: {fault}")
    return int(bool(faults))


def yardstick():
    """Seconds on the processor that a fixed piece of plain Python takes at this moment."""
    start, kept = time.process_time(), {}
    for number in range(40_000):
        kept[number % 997] = str(number)
    return time.process_time() - start


class Visit:
    """A secretary at the room page."""

    def __init__(self, world, meeting):
        from tests.builders.browsing import signed_in

        self.client = signed_in(world)
        self.address = f"/{world.slug}/meetings/{meeting}/room/"
        assert self.client.get(self.address).status_code == 200

    def press(self, do, *, minute):
        """Seconds the press took by the clock, the page it led to, and both on the processor."""
        at = (datetime.combine(MEETS_ON, clock(10)) + timedelta(minutes=minute)).strftime("%H:%M")
        form = {"key": str(uuid.uuid4()), "do": do, "at": at, "how": "in_person"}
        start, working = time.perf_counter(), time.process_time()
        answer = self.client.post(self.address, form)
        posted = time.perf_counter()
        assert answer.status_code == 302, answer.content.decode()[:3000]
        page = self.client.get(answer.url)
        done, worked = time.perf_counter(), time.process_time()
        assert page.status_code == 200
        return posted - start, done - posted, worked - working

    def questions(self):
        """How many questions the page asks of the database."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as asked:
            assert self.client.get(self.address).status_code == 200
        return len(asked.captured_queries)


def fill_past(world, number, places):
    """Past meetings, three quarters of the seats recorded as come to each; rows put in directly."""
    from django.db import transaction

    from quorate.records.models import Meeting, RoomActRow

    made = random.Random(1971)
    by = world.people["coordinator"]
    meetings = [
        Meeting(
            id=uuid.UUID(int=made.getrandbits(128)), group_id=world.board, state="held",
            on=BEGAN + timedelta(days=5 * n), starts=clock(10),
        )
        for n in range(number)
    ]  # fmt: skip
    acts = [
        RoomActRow(
            id=uuid.UUID(int=made.getrandbits(128)), meeting=meeting, number=n, key=f"past {n}",
            at=clock(10, n), act="came", seat_id=seat, person_id=person, seat_class="core", how="in_person",
            recorded_at=datetime(2027, 1, 1, tzinfo=UTC), recorded_by_id=by,
        )
        for meeting in meetings
        for n, (seat, person) in enumerate(made.sample(places, 3 * len(places) // 4))
    ]  # fmt: skip
    with transaction.atomic():
        Meeting.objects.bulk_create(meetings, batch_size=500)
        RoomActRow.objects.bulk_create(acts, batch_size=500)


def middle(job, rounds=15):
    """The median time of a job, in milliseconds."""
    job()
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        job()
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken)


def read_whole(world, meeting):
    """The seats, who holds them, what was said and who came, as the room page reads them."""
    from quorate.queries.replies import replies_to
    from quorate.records.facts.rooms import acts_of, places_on
    from quorate.records.models import Meeting

    row = Meeting.objects.select_related("group").get(id=meeting)
    return places_on(row.group_id, row.on), acts_of(row), replies_to(world.actor("coordinator", TODAY), row)


def row_by_row(world, meeting):
    """The same, asked of the database for each seat."""
    from quorate.records.models import Appointment, Meeting, Reply, Representation, RoomActRow, Seat

    row = Meeting.objects.select_related("group").get(id=meeting)
    world.actor("coordinator", TODAY)
    for seat in Seat.objects.filter(group=row.group_id).order_by("order"):
        for one in Appointment.objects.filter(seat=seat, from_on__lte=row.on).select_related("person"):
            list(Representation.objects.filter(person=one.person_id))
            list(Reply.objects.filter(meeting=row, seat=seat, person=one.person_id))
        list(RoomActRow.objects.filter(meeting=row, seat=seat).order_by("number"))


if __name__ == "__main__":
    raise SystemExit(main())
