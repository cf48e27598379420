"""Papers that went out and what agencies passed on of them, for what an address can name."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date

from quorate.commands import meetings, passing_on
from quorate.domain.kernel.outcomes import OnBehalf
from quorate.records.models import PassedOn
from tests.builders.meetings import a_meeting, a_paper, an_item
from tests.builders.world import TODAY, World, done


def sent(world: World, *titles: str, on: date = date(2027, 1, 22), sent_on: date = TODAY):
    """A meeting whose papers went out, and the papers."""
    meeting = a_meeting(world, on, as_of=sent_on)
    an_item(world, meeting)
    papers = [a_paper(world, meeting, title, on=sent_on, added_on=sent_on) for title in titles]
    done(meetings.circulate_papers(world.as_("coordinator", sent_on), meeting=meeting))
    return meeting, papers


def told(world: World, key: str, on: date = TODAY) -> OnBehalf:
    return OnBehalf(str(world.people[key]), "email", on)


def confirmed(world: World, meeting: uuid.UUID, papers, key: str = "charity", *, on: date = TODAY):
    """That the agency of somebody passed papers on, as the coordinator was told."""
    return done(
        passing_on.confirm_passed_on(
            world.as_("coordinator", on),
            meeting=meeting,
            agency=world.agencies[key],
            papers=papers,
            on=on,
            to="Team leaders",
            on_behalf=told(world, key, on),
        )
    )


def passing_things(world: World) -> dict[str, object]:
    meeting, papers = sent(world, "Passed on", on=date(2027, 1, 29))
    confirmed(world, meeting, papers)
    return {
        "passed_on.meeting": meeting,
        "passed_on_back.meeting": meeting,
        "confirmed": PassedOn.objects.get(paper__in=papers).id,
        "passed": papers,
    }


def passing_bodies(world: World, ids: Mapping[str, object]) -> dict[str, Callable[[], dict[str, object]]]:
    return {
        "passed_on": lambda: {
            "agency": world.agencies["police"],
            "papers": ids["passed"],
            "to": "The duty desk",
            "on": "23 11 2026",
        },
        "passed_on_back": dict,
    }
