"""The day a paper came: that of its first version, however many follow."""

from datetime import date

import pytest

from quorate.commands import papers
from quorate.domain.terms.clauses import ClauseKind
from quorate.records.facts.meetings import basis
from quorate.records.models import Meeting, Paper
from tests.builders.meetings import PAPERS_DUE, PDF, a_meeting, a_paper, version_of
from tests.builders.world import done, make_world

pytestmark = pytest.mark.django_db


def test_every_later_version_came_when_the_first_did_and_so_did_the_papers():
    world = make_world()
    meeting = a_meeting(world)
    first = a_paper(world, meeting, "Figures", on=date(2026, 12, 28))
    last, days = first, (date(2026, 12, 29), date(2026, 12, 31), date(2027, 1, 1))
    for on in days:
        last = done(
            papers.replace_paper(
                world.as_("coordinator", on),
                meeting=meeting,
                paper=last,
                version=version_of(meeting),
                title="Figures",
                submitted_on=on,
                name="figures.pdf",
                data=PDF,
            )
        )
    known = basis(world.actor("coordinator"), Meeting.objects.get(id=meeting), date(2027, 1, 2))

    assert days[-1] > PAPERS_DUE
    for paper in Paper.objects.all():
        assert known.came_on(paper) == date(2026, 12, 28)
    assert {one.submitted_on for one in known.came_in} == {date(2026, 12, 28)}
    assert known.done.on[ClauseKind.PAPERS_IN] == date(2026, 12, 28)
