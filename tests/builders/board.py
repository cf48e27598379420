"""Boards with work on them: plans led by agencies, in the small world."""

import uuid
from contextlib import contextmanager
from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from quorate.commands import plans
from quorate.domain.plans.facts import EntryKind
from tests.builders.plans import add, day_target, led_by, led_by_agency, start, update
from tests.builders.world import TODAY, World, done

LATE = (day_target("1 October 2026"),)
LATER = (day_target("1 October 2027"),)


def recorded(world: World, entry: uuid.UUID, words: str = "Moved on", *, on: date = TODAY, **more) -> None:
    asked = world.as_("coordinator", max(on, TODAY))
    done(plans.record_progress(asked, entry=entry, draft=update(on, words, **more)))


def a_plan(world: World, name: str = "City action plan", *, actions: int = 2) -> uuid.UUID:
    """A plan of one outcome: its first action is late and led by the police, the others are on time."""
    plan = start(world, name)
    outcome = add(world, plan, "Help comes sooner", kind=EntryKind.OUTCOME, code="1")
    for n in range(actions):
        entry = add(
            world,
            plan,
            f"Action {n} of {name}",
            parent_id=str(outcome),
            code=f"1.{n}",
            leads=led_by(world, "police") if n % 2 == 0 else led_by_agency(world, "charity"),
            targets=LATER if n else LATE,
        )
        recorded(world, entry, barrier="There is no funding" if not n else "")
    return plan


@contextmanager
def counted():
    """How many questions the database is asked inside, as `len(found)`."""
    with CaptureQueriesContext(connection) as found:
        yield found


def asks_the_same(page, few, many) -> tuple[int, int]:
    """Questions asked by a page before and after `many` more rows are made; `few` makes the first.

    Each is asked once before, so that what is remembered of plans is remembered for both.
    """
    found = []
    for made in (few, many):
        made()
        page()
        with counted() as questions:
            page()
        found.append(len(questions))
    return found[0], found[1]
