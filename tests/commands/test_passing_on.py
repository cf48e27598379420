"""Confirming that an agency passed papers on, and taking it back."""

import json
import uuid
from datetime import date

import pytest

from quorate.commands import meetings, papers, passing_on, setting_up
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError
from quorate.domain.kernel.outcomes import OnBehalf, Refusal
from quorate.records.models import EventRow, Paper, PassedOn
from tests.builders.meetings import a_meeting, a_paper, an_item
from tests.builders.passing import confirmed, sent, told
from tests.builders.restrictions import a_restriction
from tests.builders.world import TODAY, done, make_two, make_world

pytestmark = pytest.mark.django_db


def confirm(world, meeting, chosen, *, by="police", agency="police", on=TODAY, to="The duty desk", **more):
    return passing_on.confirm_passed_on(
        world.as_(by),
        meeting=meeting,
        agency=world.agencies[agency],
        papers=chosen,
        on=on,
        to=to,
        **more,
    )


def code(outcome) -> str:
    assert isinstance(outcome, Refusal), outcome
    assert not EventRow.objects.filter(code="papers.passed_on").exists()
    return outcome.code


def test_whoever_speaks_for_an_agency_confirms_what_it_passed_on():
    world = make_world()
    meeting, found = sent(world, "Figures", "Training")

    outcome = confirm(world, meeting, found)

    assert outcome.sentence == "It is recorded that Police passed on 2 papers."
    rows = PassedOn.objects.filter(agency=world.agencies["police"])
    assert {(row.paper_id, row.to) for row in rows} == {(id, "The duty desk") for id in found}
    events = EventRow.objects.filter(code="papers.passed_on")
    assert {json.loads(event.contents)["details"]["paper"] for event in events} == {str(id) for id in found}


def test_the_coordinator_records_what_an_agency_told_them_and_says_how():
    world = make_world()
    meeting, found = sent(world, "Figures")

    assert code(confirm(world, meeting, found, by="coordinator")) == "papers.passed_on_for_whom"
    later = OnBehalf(str(world.people["police"]), "email", date(2026, 11, 24))
    refused = confirm(world, meeting, found, by="coordinator", on_behalf=later)
    assert code(refused) == "papers.on_behalf_when"
    done(confirm(world, meeting, found, by="coordinator", on_behalf=told(world, "police")))
    assert PassedOn.objects.get().recorded_by_id == world.people["coordinator"]


def test_nobody_confirms_for_another_agency_and_an_observer_for_none():
    world = make_world()
    meeting, found = sent(world, "Figures")

    for by, agency in (("charity", "police"), ("observer", "council"), ("chair", "police")):
        with pytest.raises(NotAllowedError):
            confirm(world, meeting, found, by=by, agency=agency)
    with pytest.raises(NotAllowedError):
        confirm(world, meeting, found, on_behalf=told(world, "police"))


def test_a_form_sent_twice_does_no_harm_and_adds_what_is_new():
    world = make_world()
    meeting, (first, second) = sent(world, "Figures", "Training")
    done(confirm(world, meeting, [first], to="Team leaders"))

    outcome = confirm(world, meeting, [first, second])
    again = confirm(world, meeting, [first, second])

    assert outcome.sentence == "It is recorded that Police passed on 1 paper."
    assert PassedOn.objects.get(paper=first).to == "Team leaders"
    assert again.code == "papers.passed_on_already"


def test_a_restricted_paper_is_never_confirmed_even_by_who_may_read_it():
    world = make_world()
    meeting, (figures,) = sent(world, "Figures")
    tender = a_restriction(world, allow=["police", "coordinator"])
    Paper.objects.filter(id=figures).update(restriction=tender)

    assert code(confirm(world, meeting, [figures])) == "papers.never_passed_on"
    Paper.objects.filter(id=figures).update(restriction=None, audience=Audience.CORE.value)
    assert code(confirm(world, meeting, [figures])) == "papers.never_passed_on"


def test_a_paper_under_a_closed_item_is_never_confirmed():
    world = make_world()
    meeting = a_meeting(world)
    item = an_item(world, meeting, audience=Audience.CORE)
    paper = a_paper(world, meeting, item=item)
    done(meetings.circulate_papers(world.as_("coordinator"), meeting=meeting))

    assert code(confirm(world, meeting, [paper])) == "papers.never_passed_on"


def test_what_did_not_go_out_cannot_have_been_passed_on():
    world = make_world()
    planned = a_meeting(world)
    early = a_paper(world, planned)
    meeting, _ = sent(world, "Figures", on=date(2027, 2, 4))
    late = a_paper(world, meeting, "Came after")

    assert code(confirm(world, planned, [early])) == "papers.not_sent"
    assert code(confirm(world, meeting, [late])) == "papers.not_sent"


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"on": date(2026, 11, 22)}, "papers.passed_on_before"),
        ({"on": date(2026, 11, 24)}, "papers.passed_on_not_yet"),
        ({"to": "  "}, "papers.passed_on_to_nobody"),
        ({"agency": "seatless", "by": "coordinator"}, "papers.agency_without_seat"),
    ],
)
def test_it_says_when_to_whom_and_by_an_agency_with_a_seat(said, refused):
    world = make_world()
    by = world.as_("coordinator")
    world.agencies["seatless"] = done(setting_up.add_agency(by, name="College", kind="other"))
    meeting, found = sent(world, "Figures")

    assert code(confirm(world, meeting, found, **said)) == refused
    assert code(confirm(world, meeting, [])) == "papers.none_chosen"


def test_papers_that_are_not_there_are_not_found():
    world, other = make_two()
    meeting, found = sent(world, "Figures")
    elsewhere, theirs = sent(other, "Figures")
    tender = a_restriction(world, bar=["police"])

    for chosen in ([uuid.uuid4()], theirs):
        with pytest.raises(NotFoundError):
            confirm(world, meeting, chosen)
    with pytest.raises(NotFoundError):
        confirm(world, elsewhere, theirs)
    Paper.objects.filter(id__in=found).update(restriction=tender)
    with pytest.raises(NotFoundError):
        confirm(world, meeting, found)
    Paper.objects.filter(id__in=found).update(restriction=None)
    version = {"version": Paper.objects.get(id=found[0]).meeting.version}
    done(papers.withdraw_paper(world.as_("coordinator"), meeting=meeting, paper=found[0], **version))
    with pytest.raises(NotFoundError):
        confirm(world, meeting, found)


def test_what_was_recorded_wrongly_is_taken_back_and_stays_on_record():
    world = make_world()
    meeting, found = sent(world, "Figures")
    confirmed(world, meeting, found)
    made = PassedOn.objects.get()

    with pytest.raises(NotAllowedError):
        passing_on.take_back_passed_on(world.as_("police"), meeting=meeting, confirmed=made.id)
    done(passing_on.take_back_passed_on(world.as_("charity"), meeting=meeting, confirmed=made.id))

    assert not PassedOn.objects.exists()
    event = EventRow.objects.get(code="papers.passed_on_taken_back")
    assert json.loads(event.contents)["details"]["agency"] == str(world.agencies["charity"])
    with pytest.raises(NotFoundError):
        passing_on.take_back_passed_on(world.as_("charity"), meeting=meeting, confirmed=made.id)
