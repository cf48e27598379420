"""A draft's page: what is compared, what is asked of the database, and what the reader may know."""

import uuid
from datetime import date

import pytest

from quorate.commands import terms_drafts as verbs
from quorate.commands.terms_drafts import About
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.terms.clauses import ClauseKind
from quorate.queries.terms import page_terms
from quorate.queries.terms_draft import page_draft
from quorate.queries.terms_form import page_clause
from quorate.records.models import Agency, Meeting
from tests.builders.board import asks_the_same
from tests.builders.meetings import a_meeting
from tests.builders.terms import PAPER, begin_from_paper, say
from tests.builders.world import TODAY, done, make_two, make_world
from tests.commands.test_terms_drafts import begin, do, of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path / "files"


def page(world, draft, today=TODAY):
    return page_draft(world.actor("coordinator", today), draft=draft, today=today)


def test_each_clause_of_a_document_says_what_became_of_the_one_in_force():
    world = make_world()
    draft = begin_from_paper(world)

    shown = page(world, draft)

    assert {line.name: line.said for line in shown.clauses} == {
        "How often the board meets": "Reworded",
        "Quorum": "Changed",
        "Papers to members": "Changed",
    }
    left_out = [one.name for one in shown.beside if one.old_id]
    assert left_out == ["Length of meetings", "Papers in", "Minutes to members", "Standing agenda item"]
    assert ("duration", "Length of meetings") in shown.unstated


def test_a_meeting_the_reader_may_not_know_of_is_not_named_among_those_that_would_move():
    world = make_world()
    a_meeting(world)
    Meeting.objects.update(audience=Audience.RESTRICTED.value)
    draft = begin(world, from_last=False)
    say(world, draft)

    shown = page_draft(world.actor("police"), draft=draft, today=TODAY)

    assert shown.moved == ()
    assert shown.moved_said == "No meeting is set from the first day on."


def test_meetings_already_held_since_the_first_day_are_said_to_be_judged_anew():
    world = make_world()
    a_meeting(world, on=date(2027, 1, 14))
    draft = begin(world)
    say(world, draft)

    said = page(world, draft, today=date(2027, 2, 1)).moved_said

    assert said.startswith("1 meeting already held since 1 January 2027 would be judged by them too.")


def test_the_terms_page_leads_whoever_may_adopt_to_the_draft():
    world = make_world()
    draft = begin(world)

    def led_to(key):
        return page_terms(world.actor(key), today=TODAY).groups[0].draft

    assert led_to("coordinator") == str(draft)
    assert led_to("chair") == ""
    do(verbs.set_draft_aside, world, draft)
    assert led_to("coordinator") == ""


def test_another_partnerships_draft_is_not_found():
    world, other = make_two()
    draft = begin(world)
    clause = uuid.UUID(of(draft, ClauseKind.CADENCE).id)

    for actor, id in ((other.actor("coordinator"), draft), (world.actor("coordinator"), uuid.uuid4())):
        with pytest.raises(NotFoundError):
            page_draft(actor, draft=id, today=TODAY)
        with pytest.raises(NotFoundError):
            page_clause(actor, draft=id, clause=clause)
    with pytest.raises(NotFoundError):
        page_clause(world.actor("coordinator"), draft=draft, clause=uuid.uuid4())


def test_the_database_is_asked_as_much_for_many_rows_as_for_few():
    world = make_world()
    a_meeting(world)
    draft = begin_from_paper(world)
    say(world, draft)

    def many():
        for n in range(3):
            a_meeting(world, on=date(2027, 2, 1 + n))
            do(verbs.add_clause, world, draft, kind=ClauseKind.REPORTING)
        done(verbs.add_listed_seats(world.as_("coordinator"), draft=draft))
        do(verbs.say_about_draft, world, draft, about=About("Later", date(2027, 1, 2)))

    first, second = asks_the_same(lambda: page(world, draft), lambda: None, many)
    assert second == first


def test_a_quorum_that_names_what_nobody_is_called_says_so_before_anybody_depends_on_it():
    world = make_world()
    named = "Two of the three partners (the Council, the Police and the Weather Board) must be present."
    draft = begin_from_paper(world, PAPER.replace("Five members from at least three agencies.", named))
    say(world, draft, in_force_from=TODAY)

    said = [sentence for sentence in page(world, draft).missing if "quorum names" in sentence]

    assert len(said) == 1
    assert said[0].startswith("The quorum names “Weather Board”, and no seat of the group")
    Agency.objects.filter(name="Council").update(name="Weather Board")
    assert "“Council”" in " ".join(page(world, draft).missing), "the table is asked anew each time"
