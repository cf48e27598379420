"""Building the demonstration: the same each time, all or nothing, and as large as asked for."""

from collections import Counter
from datetime import date

import pytest
from django.db import transaction

from quorate.cli import audit
from quorate.cli.demonstration import build as building
from quorate.cli.demonstration import scale
from quorate.cli.demonstration.content import place, places
from quorate.commands.runner import As
from quorate.queries import access
from quorate.queries.plan_facts import plan_states
from quorate.records import models as rows
from tests.builders.world import moment

TODAY = building.TODAY
pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(settings, tmp_path):
    settings.FILES = tmp_path


def coordinator(slug: str) -> As:
    person = rows.Person.objects.select_related("partnership").get(
        partnership__slug=slug, title="Partnership coordinator"
    )
    return As(access.actor_of(person, TODAY), moment(TODAY))


def _everything() -> list[list[tuple]]:
    told = [rows.EventRow.objects.order_by("chain__scope", "number").values_list("at", "code", "subject_id")]
    told += [
        model.objects.order_by("id").values_list(*(field.attname for field in model._meta.concrete_fields))
        for model in (rows.Person, rows.Appointment, rows.EntryVersion, rows.ProgressRow, rows.AgendaItem)
    ]
    return [list(each) for each in told]


def _built_as_at(today: date) -> list[list[tuple]]:
    with transaction.atomic():
        building.build(places(), today=today)
        told = _everything()
        transaction.set_rollback(True)
    return told


def test_the_same_day_is_told_the_same_way_and_nothing_after_it(kept):
    first, again = (_built_as_at(date(2024, 4, 1)) for _ in range(2))

    assert first == again
    events = first[0]
    assert max(at for at, _, _ in events).date() <= date(2024, 4, 1)
    assert Counter(code for _, code, _ in events)["partnerships.set_up"] == 1


def test_a_build_that_stops_half_way_leaves_nothing(kept):
    class StoppedError(Exception):
        pass

    def stop(line: str) -> None:
        if place("marlhaven").name in line and rows.Partnership.objects.exists():
            raise StoppedError

    with pytest.raises(StoppedError):
        building.build(places(), today=date(2024, 1, 5), scale_to=1, say=stop)

    assert not rows.Partnership.objects.exists()
    assert not rows.EventRow.objects.exists()


def test_towns_for_measuring_have_a_plan_of_forty_entries_and_hold_together():
    building.build([], scale_to=2)

    assert list(rows.Partnership.objects.order_by("slug").values_list("slug", flat=True)) == [
        "town-001",
        "town-002",
    ]
    assert rows.Entry.objects.count() == 80
    actions = rows.EntryVersion.objects.filter(kind="action").count()
    assert rows.ProgressRow.objects.count() == actions * 12
    assert not [one.faults for one in audit.verified() if one.faults]
    asked = coordinator("town-001")
    assert len(plan_states(asked.actor, "action-plan", TODAY).states) == 40


def test_a_plan_of_any_size_can_be_added_for_measuring():
    building.build([], scale_to=1)

    plan = scale.scale_plan("town-001", entries=90, quarters=3, today=TODAY)

    states = plan_states(coordinator("town-001").actor, plan, TODAY).states
    assert len(states) == 90
    assert {state.updates for state in states if state.version.parent_id} == {3}
