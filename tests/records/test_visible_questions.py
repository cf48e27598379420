"""The scope of questions says in SQL what the access rule says in Python."""

import uuid
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quorate.domain.access.actor import may_see
from quorate.records import scopes
from quorate.records.facts.labels import sees
from quorate.records.models import Group, Question
from tests.records.test_visibility import (
    LABELS,
    ROLES,
    SEATS,
    SUBSETS,
    actor_with,
    held,  # noqa: F401 a fixture
    label_of,
    labelled,
)

pytestmark = pytest.mark.django_db


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    to_group=st.booleans(),
    seats=SEATS,
    roles=ROLES,
    allowed=SUBSETS,
    barred=SUBSETS,
    standing=SUBSETS,
    label=LABELS,
)
def test_a_question_is_seen_by_just_those_the_access_rule_allows(
    held,  # noqa: F811
    to_group,
    seats,
    roles,
    allowed,
    barred,
    standing,
    label,
):
    world, restrictions = held
    Question.objects.all().delete()
    panel = Group.objects.get_or_create(
        partnership_id=world.partnership, slug="panel", defaults={"id": uuid.uuid4(), "name": "Panel"}
    )[0].id
    row = Question.objects.create(
        id=uuid.uuid4(),
        partnership_id=world.partnership,
        asked_by_group_id=world.board,
        to_group_id=panel if to_group else None,
        to_agency_id=None if to_group else world.agencies["police"],
        words="Why?",
        asked_on=date(2026, 11, 2),
        recorded_at=datetime.now(UTC),
        recorded_by_id=world.people["coordinator"],
        **labelled(restrictions, label),
    )
    held_by = {(str({"board": world.board, "panel": panel}[of]), role) for of, role in seats}
    actor = actor_with(world, restrictions, roles, allowed, barred, False, standing, held_by)
    said = label_of(row, *([panel, world.board] if to_group else []))

    assert scopes.questions(actor).exists() == may_see(actor, said) == sees(actor, row)
