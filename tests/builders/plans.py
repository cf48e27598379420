"""Plans reached by commands."""

import uuid
from datetime import date

from quorate.commands import plans
from quorate.domain.kernel.reading import read_day
from quorate.domain.plans.drafts import EntryDraft
from quorate.domain.plans.facts import EntryKind, Lead, Rating, Status, Target, TargetKind
from quorate.domain.plans.refusals import ProgressDraft
from tests.builders.world import World, done

BEGAN = date(2024, 4, 1)


def day_target(text: str) -> Target:
    return Target(TargetKind.DAY, raw=text, on=read_day(text))


def start(world: World, name: str = "City action plan", **more) -> uuid.UUID:
    return done(
        plans.start_plan(
            world.as_("coordinator", BEGAN), name=name, starts_on=BEGAN, group=world.board, **more
        )
    )


def add(world: World, plan: uuid.UUID, text: str, on: date = BEGAN, **more) -> uuid.UUID:
    draft = EntryDraft(kind=more.pop("kind", EntryKind.ACTION), text=text, **more)
    return done(plans.add_entry(world.as_("coordinator", on), plan=plan, draft=draft, effective_on=on))


def led_by(world: World, key: str) -> tuple[Lead, ...]:
    return (Lead(raw=key, person_id=str(world.people[key])),)


def led_by_agency(world: World, key: str) -> tuple[Lead, ...]:
    return (Lead(raw=key, agency_id=str(world.agencies[key])),)


def update(as_at: date, words: str = "Moved on", status=Status.UNDER_WAY, rating=Rating.ON_TRACK, **more):
    return ProgressDraft(as_at=as_at, status=status, rating=rating, progress=words, **more)
