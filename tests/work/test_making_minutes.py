"""Minutes made as documents: an open edition, and one with the annex for those who may read it."""

import pytest

from quorate.commands import packs
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.meetings.minutes import MinuteKind
from quorate.queries.packs import readable
from quorate.records.models import Meeting, Pack
from quorate.work.loop import run_once
from tests.builders.meetings import a_meeting, an_item
from tests.builders.minutes import HELD_ON, a_minute, circulated
from tests.builders.world import TODAY, done, make_world, moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_apart(settings, tmp_path):
    settings.FILES = tmp_path


def minuted(world):
    meeting = a_meeting(world, HELD_ON, as_of=HELD_ON)
    hidden = an_item(world, meeting, "Tender", audience=Audience.RESTRICTED)
    a_minute(world, meeting, an_item(world, meeting, "Winter figures"), "The figures had risen")
    a_minute(world, meeting, hidden, "The contract is awarded", kind=MinuteKind.DECISION)
    return meeting


def asked(world, meeting, edition, format="pdf"):
    return done(
        packs.ask_for_pack(
            world.as_("coordinator"), meeting=meeting, kind="minutes", format=format, edition=edition
        )
    )


def test_an_edition_holds_what_its_readers_may_see_and_no_more():
    world = make_world()
    meeting = minuted(world)
    circulated(world, meeting)
    open_to_all, restricted = (
        asked(world, meeting, edition) for edition in (Audience.PARTNERSHIP, Audience.RESTRICTED)
    )

    run_once(moment())

    said = {pack.id: str(pack.content) for pack in Pack.objects.all()}
    assert {pack.state for pack in Pack.objects.all()} == {"made"}
    assert "The figures had risen" in said[open_to_all]
    assert "The contract is awarded" not in said[open_to_all]
    assert "Tender" not in said[open_to_all]
    assert "The contract is awarded" in said[restricted]


def test_minutes_are_issued_to_their_readers_once_they_went_to_members():
    world = make_world()
    meeting = minuted(world)
    early = asked(world, meeting, Audience.PARTNERSHIP)
    run_once(moment())
    version = Pack.objects.get(id=early).version
    by = world.as_("coordinator")
    too_early = packs.issue_pack(by, meeting=meeting, pack=early, version=version)
    circulated(world, meeting)
    was_draft = packs.issue_pack(by, meeting=meeting, pack=early, version=version)
    assert "They can still be changed." in str(Pack.objects.get(id=early).content)
    assert "only those who write" not in str(Pack.objects.get(id=early).content), "its reader holds it"
    good = asked(world, meeting, Audience.PARTNERSHIP, "docx")
    run_once(moment())

    done(packs.issue_pack(by, meeting=meeting, pack=good, version=Pack.objects.get(id=good).version))

    assert isinstance(too_early, Refusal)
    assert too_early.code == "packs.minutes_not_out"
    assert isinstance(was_draft, Refusal)
    assert was_draft.code == "packs.minutes_were_draft"
    row = Meeting.objects.get(id=meeting)
    assert [pack.id for pack in readable(world.actor("observer", TODAY), row)] == [good]


def test_no_document_is_made_of_minutes_that_are_not_written():
    world = make_world()
    outcome = packs.ask_for_pack(
        world.as_("coordinator"),
        meeting=a_meeting(world, HELD_ON, as_of=HELD_ON),
        kind="minutes",
        format="pdf",
    )

    assert isinstance(outcome, Refusal)
    assert outcome.code == "packs.no_minutes"
