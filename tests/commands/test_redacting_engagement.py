"""Words of agencies, on what they passed on and on themselves, that should not be here."""

import pytest

from quorate.commands import passing_on
from quorate.domain.events.redaction import MARKER
from quorate.domain.membership.self_assessment import Said
from quorate.records.models import AssessedMark, AssessedStatement, PassedOn, SelfAssessed
from tests.builders.assessments import answer, opened
from tests.builders.passing import sent, told
from tests.builders.world import TODAY, done, make_world
from tests.commands.test_redactions import redact, tables_holding

pytestmark = pytest.mark.django_db
NAMED = "Jo Bloggs of Harbour Street, who was hurt again in May"


def test_to_whom_a_paper_was_passed_on_goes():
    world = make_world()
    meeting, papers = sent(world, "Figures", "Training")
    done(
        passing_on.confirm_passed_on(
            world.as_("coordinator"),
            meeting=meeting,
            agency=world.agencies["police"],
            papers=papers,
            on=TODAY,
            to=NAMED,
            on_behalf=told(world, "police"),
        )
    )

    redact(world, "passed_on", PassedOn.objects.first().id)

    assert set(PassedOn.objects.values_list("to", flat=True)) == {MARKER}, "its copy went too"
    assert not tables_holding(NAMED)


def test_what_an_agency_says_of_itself_goes_with_its_copies_and_the_form_is_old():
    world = make_world()
    assessment = opened(world)
    for key in ("police", "charity"):
        done(answer(world, assessment, key, said={"papers": Said("partly", NAMED)}))
    row = SelfAssessed.objects.get(agency=world.agencies["police"])

    redact(world, "self_assessed", row.id)

    assert not AssessedMark.objects.filter(words=NAMED).exists()
    assert not tables_holding(NAMED)
    row.refresh_from_db()
    assert row.version == 2


def test_a_statement_goes():
    world = make_world()
    assessment = opened(world, own=NAMED)

    redact(world, "self_assessment", assessment)

    assert MARKER in set(AssessedStatement.objects.values_list("words", flat=True))
    assert not tables_holding(NAMED)
