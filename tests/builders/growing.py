"""More of everything in a partnership, and how much each page asks of the database."""

import re
import uuid
from collections.abc import Mapping
from datetime import date, timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quorate.commands import forward, redactions, setting_up
from quorate.commands.forward import Planned
from quorate.domain.access.permissions import Permission
from quorate.domain.meetings.forward import Slot
from quorate.domain.plans.facts import EntryKind
from quorate.web.routes import ROUTES
from tests.builders.barriers import a_barrier, escalated, resolved
from tests.builders.meetings import MEETING_ON, a_meeting, a_paper, an_item
from tests.builders.plans import add, led_by, led_by_agency, start, update
from tests.builders.world import TODAY, World, done

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


def grow(world: World, things: Mapping[str, object], numbers: range) -> None:
    """Add some of each thing a page may list, to what is there and beside it; no number twice."""
    by = world.as_("coordinator")
    meeting, entry = things["meeting"], things["entry"]
    for one in numbers:
        for on_plan in (start(world, f"Plan number {one}"), _plan_of(entry)):
            top = add(world, on_plan, f"Objective {one}", kind=EntryKind.OBJECTIVE, code=f"{one + 50}")
            below = add(
                world,
                on_plan,
                f"Do thing {one}",
                code=f"{one + 50}.1",
                parent_id=str(top),
                leads=(*led_by(world, "police"), *led_by_agency(world, "charity")),
            )
            _record(world, below, date(2026, 9, 1) + timedelta(days=one))
        _record(world, entry, date(2026, 9, 1) + timedelta(days=one))
        _hold_up(world, entry, below, one)
        later = a_meeting(world, MEETING_ON + timedelta(days=91 * (one + 1)))
        a_meeting(world, date(2025, 1, 15) + timedelta(days=91 * one))
        for of in (meeting, later):
            item = an_item(world, of, f"Item {one}")
            a_paper(world, of, f"Paper {one}", item=item)
        agency = done(setting_up.add_agency(by, name=f"Agency {one}", kind="health"))
        person = done(
            setting_up.add_person(by, name=f"Person {one}", agency=agency, from_on=date(2025, 1, 6))
        )
        seat = done(setting_up.add_seat(by, group=world.board, title=f"Seat {one}", order=20 + one))
        done(setting_up.appoint(by, seat=seat, person=person, from_on=date(2025, 1, 6)))
        _keep(world, one, person, agency)
        done(
            redactions.propose_redaction(
                by, subject_kind="entry", subject_id=below, reason="It says too much"
            )
        )


def _keep(world: World, one: int, person: uuid.UUID, agency: uuid.UUID) -> None:
    """More of what the register keeps: groups that go on and that ended, who left, restrictions, days."""
    by = world.as_("coordinator")
    for name, has_ended in ((f"Group {one}", False), (f"Old group {one}", True)):
        group = done(setting_up.add_group(by, name=name, kind="operational_group"))
        seat = done(setting_up.add_seat(by, group=group, title=f"Seat of {name}"))
        done(setting_up.appoint(by, seat=seat, person=person, from_on=TODAY, office="chair"))
        if has_ended:
            done(setting_up.end_group(by, group=group, version=3, ended_on=TODAY - timedelta(days=1)))
    gone = done(setting_up.add_person(by, name=f"Gone {one}", agency=agency, from_on=date(2025, 1, 6)))
    done(setting_up.leave(by, person=gone, left_on=TODAY))
    done(setting_up.add_closure(by, on=date(2027, 1, 4) + timedelta(days=7 * one), name="Offices shut"))
    for title in ("Figures", "Costs"):
        slot = Slot(date(2027, 2, 1))
        said = Planned(f"{title} {one}", "note", slot, lead=person)
        done(forward.plan_item(by, group=world.board, said=said))
    half_term = date(2027, 2, 15) + timedelta(days=7 * (one + 1))
    done(setting_up.add_school_holiday(by, name=f"Half-term {one}", from_on=half_term, to_on=half_term))
    done(
        setting_up.set_restriction(
            by, name=f"Tender {one}", reason="Bidders", from_on=TODAY, barred_agencies=[agency]
        )
    )
    done(
        setting_up.represent(
            by, person=world.people["police"], agency=agency, from_on=TODAY + timedelta(days=one + 1)
        )
    )


def _plan_of(entry: object) -> uuid.UUID:
    from quorate.records.models import Entry

    return Entry.objects.get(id=entry).plan_id


def _record(world: World, entry: object, on: date) -> None:
    from quorate.commands import plans

    draft = update(on, "Moved on", barrier="Funding ends in March")
    done(plans.record_progress(world.as_("coordinator", TODAY), entry=entry, draft=draft))


def _hold_up(world: World, entry: object, below: object, one: int) -> None:
    """Barriers, open and over, with what was asked of a group; another stays named and not recorded."""
    for of in (entry, below):
        escalated(world, a_barrier(world, of, f"Barrier {one}", owner=world.people["police"]))
        resolved(world, escalated(world, a_barrier(world, of, f"Old barrier {one}")))


def addresses(slug: str, things: Mapping[str, object]) -> dict[str, str]:
    """An address of every page of a partnership, by its route's name."""

    def fill(name: str, found: re.Match[str]) -> str:
        return slug if found[1] == "partnership" else str(things[f"{name}.{found[1]}"])

    found = {
        route.name: "/" + PARAMETER.sub(lambda found, name=route.name: fill(name, found), route.address)
        for route in ROUTES
        if isinstance(route.needs, Permission) and "GET" in route.methods
    }
    # Of several redactions proposed at one moment any may come first, and each has copies in other places.
    return found | {"audit": f"{found['audit']}?shown={things['redaction']}"}


def questions(client: Client, address: str) -> list[str]:
    """What a page asks of the database, once it has been asked for before."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code in (200, 302), (address, answer.status_code)
    return [query["sql"] for query in asked.captured_queries]
