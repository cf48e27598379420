"""Self-assessments, opened and answered by commands."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from quorate.commands import self_assessment
from quorate.domain.membership.self_assessment import Said
from quorate.records.models import AssessedStatement, SelfAssessed, SelfAssessment
from tests.builders.world import TODAY, World, done

DUE = date(2026, 12, 15)
OWN = "We completed our actions in the time agreed.\nWe listen to survivors."


def opened(world: World, *, on: date = TODAY, year: date = TODAY, due_on: date = DUE, own: str = OWN, **more):
    """A self-assessment of the board, with the statement on papers and the group's own two."""
    return done(
        self_assessment.open_assessment(
            world.as_("coordinator", on),
            group=more.pop("group", world.board),
            year=year,
            statements=more.pop("statements", ["attend", "papers"]),
            own=own,
            due_on=due_on,
        )
    )


def keys(assessment: uuid.UUID) -> list[str]:
    rows = AssessedStatement.objects.filter(assessment=assessment).order_by("order")
    return list(rows.values_list("key", flat=True))


def answer(world: World, assessment: uuid.UUID, key: str = "police", *, by: str = "", **more):
    """What an agency says: every statement met, but for those given."""
    said = {one: Said("met", "We did.") for one in keys(assessment)}
    return self_assessment.answer_assessment(
        world.as_(by or key, more.pop("on", TODAY)),
        assessment=assessment,
        agency=world.agencies[key],
        said={**said, **more.pop("said", {})},
        version=more.pop("version", 0),
        **more,
    )


def assessment_things(world: World) -> dict[str, object]:
    assessment = opened(world, year=TODAY - timedelta(days=365))
    done(answer(world, assessment, "police"))
    return {"assessment": assessment, "assessment_answer.agency": world.agencies["police"]}


def assessment_bodies(world: World, ids: Mapping[str, object]) -> dict[str, Callable[[], dict[str, object]]]:
    def said() -> dict[str, object]:
        row = SelfAssessed.objects.get(assessment=ids["assessment"], agency=world.agencies["police"])
        marks = {f"mark-{key}": "met" for key in keys(row.assessment_id)}
        return {**marks, "words-papers": "All of them came early", "version": row.version}

    return {
        "assessment_open": lambda: {
            "year": "2026-04-01",
            "statements": ["papers"],
            "own": "We listen to survivors.",
            "due_on": "15 12 2026",
        },
        "assessment_remind": dict,
        "assessment_close": lambda: {"version": SelfAssessment.objects.get(id=ids["assessment"]).version},
        "assessment_answer": said,
    }
