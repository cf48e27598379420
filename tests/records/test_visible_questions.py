"""The scope of questions says in SQL what the access rule says in Python."""

import uuid
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings

from quorate.domain.access.actor import may_see
from quorate.records import scopes
from quorate.records.models import Question
from tests.records.test_visibility import (
    LABELS,
    ROLES,
    SUBSETS,
    actor_with,
    held,  # noqa: F401 a fixture
    label_of,
    labelled,
)

pytestmark = pytest.mark.django_db


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(roles=ROLES, allowed=SUBSETS, barred=SUBSETS, standing=SUBSETS, label=LABELS)
def test_a_question_is_seen_by_just_those_the_access_rule_allows(
    held,  # noqa: F811
    roles,
    allowed,
    barred,
    standing,
    label,
):
    world, restrictions = held
    Question.objects.all().delete()
    row = Question.objects.create(
        id=uuid.uuid4(),
        partnership_id=world.partnership,
        asked_by_group_id=world.board,
        to_agency_id=world.agencies["police"],
        words="Why?",
        asked_on=date(2026, 11, 2),
        recorded_at=datetime.now(UTC),
        recorded_by_id=world.people["coordinator"],
        **labelled(restrictions, label),
    )
    actor = actor_with(world, restrictions, roles, allowed, barred, False, standing)

    assert scopes.questions(actor).exists() == may_see(actor, label_of(row))
