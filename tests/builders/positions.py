"""What the positions of entries say, beside what their history comes to."""

from datetime import date, timedelta

from quorate.commands.positions import differing
from quorate.domain.access.actor import Actor
from quorate.queries.plan_facts import plan_outlines, plan_states
from quorate.records import scopes
from quorate.records.facts.outlines import history_outlines, names_of, outlines_at, packed
from quorate.records.models import Agency, Entry, Person
from tests.builders.world import TODAY

AHEAD = (0, 1, 7, 40, 400)


def by_position(actor: Actor, on: date) -> tuple[dict[str, str], list[str]]:
    """What positions say of each entry the reader sees, and the entries whose day none covers."""
    agencies = tuple(Agency.objects.order_by("id").values_list("id", "name"))
    people = tuple(Person.objects.order_by("id").values_list("id", "name", "left_on"))
    found = outlines_at(scopes.entries(actor), on, names_of(agencies, people))
    return {one.id: packed(one) for part in found.by_plan.values() for one in part}, found.uncovered


def by_history(actor: Actor, on: date) -> dict[str, str]:
    return {one.id: packed(one) for one in history_outlines(scopes.entries(actor), on)}


def assert_true_to_history(actor: Actor, *, today: date = TODAY) -> None:
    """From today on every entry has a position that says what its history comes to; so do pages."""
    assert differing(Entry.objects.filter(plan__partnership=actor.partnership), today) == set()
    for days in AHEAD:
        on = today + timedelta(days=days)
        assert by_position(actor, on) == (by_history(actor, on), [])
    for on in (today, today + timedelta(days=7), today - timedelta(days=30)):
        assert_pages_agree(actor, on)


def assert_pages_agree(actor: Actor, on: date) -> None:
    """A page's outlines stand as the whole states do, as at any day."""
    for plan in scopes.plans(actor).values_list("slug", flat=True):
        light, whole = plan_outlines(actor, plan, on), plan_states(actor, plan, on)
        assert [one.id for one in light.states] == [one.id for one in whole.states]
        assert dict(light.standings) == dict(whole.standings)
        assert dict(light.levels) == dict(whole.levels)
        assert [one.leads for one in light.states] == [one.leads for one in whole.states]
