"""Taking in papers: what a file is by its bytes, who may, when it came, and withdrawing it."""

import json
from datetime import date, timedelta

import pytest

from quorate.commands import agenda, papers
from quorate.commands import files as keeping
from quorate.commands.agenda import Said
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.domain.kernel.outcomes import OnBehalf, Refusal
from quorate.queries import files
from quorate.queries.audit import page_audit
from quorate.queries.meetings import page_meeting
from quorate.queries.pack_editions import EDITIONS, edition_actor, restrictions_of
from quorate.records import scopes
from quorate.records.models import EventRow, Paper, StoredFile
from tests.builders.meetings import PDF, a_meeting, a_paper, an_item, version_of
from tests.builders.restrictions import a_restriction
from tests.builders.world import TODAY, done, make_two, make_world

database = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_apart(settings, tmp_path):
    settings.FILES = tmp_path


@database
def test_a_paper_is_kept_whole_and_its_readers_get_the_same_bytes():
    world = make_world()
    id = a_meeting(world)

    paper = a_paper(world, id, "Figures", data=PDF, name="../figures")

    out = files.paper_file(world.actor("police"), meeting=id, paper=paper)
    assert (out.data, out.name, out.media_type) == (PDF, "figures.pdf", "application/pdf")
    row = StoredFile.objects.get()
    assert keeping.path_of(world.partnership, row.sha256).read_bytes() == PDF


@database
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": " "}, "papers.no_title"),
        ({"submitted_on": date(2026, 11, 24)}, "papers.not_in_yet"),
        ({"data": b"MZ\x90\x00"}, "papers.kind"),
        ({"data": b"Minutes as agreed", "name": "Minutes.docx"}, "papers.not_what_it_says"),
        ({"data": b"%PDF-1.7 and then nothing of use"}, "papers.damaged"),
        ({"data": PDF[:200]}, "papers.damaged"),
        ({"audience": Audience.RESTRICTED}, "meetings.audience_not_yours"),
    ],
)
def test_a_paper_that_cannot_be_taken_leaves_nothing_behind(change, code):
    world = make_world()
    id = a_meeting(world)
    asked = {"title": "A", "submitted_on": TODAY, "name": "a.pdf", "data": PDF} | change

    outcome = papers.add_paper(world.as_("police"), meeting=id, **asked)

    assert isinstance(outcome, Refusal)
    assert outcome.code == code
    assert not Paper.objects.exists()
    assert not StoredFile.objects.exists()


@database
def test_an_observer_submits_nothing_and_another_partnership_finds_nothing():
    first, second = make_two()
    id = a_meeting(first)
    asked = {"title": "A", "submitted_on": TODAY, "name": "a.pdf", "data": PDF}

    with pytest.raises(NotAllowedError):
        papers.add_paper(first.as_("observer"), meeting=id, **asked)
    with pytest.raises(NotFoundError):
        papers.add_paper(second.as_("coordinator"), meeting=id, **asked)


@database
def test_a_paper_belongs_to_an_item_of_its_own_meeting():
    world = make_world()
    id, other = a_meeting(world), a_meeting(world, date(2027, 4, 15))
    item = an_item(world, other)

    with pytest.raises(NotFoundError):
        a_paper(world, id, item=item)


@database
def test_a_paper_on_a_hidden_item_is_hidden_though_it_says_everyone():
    world = make_world()
    id = a_meeting(world)
    item = an_item(world, id, "A tender", audience=Audience.RESTRICTED)
    paper = a_paper(world, id, "Bids", item=item)

    with pytest.raises(NotFoundError):
        files.paper_file(world.actor("chair"), meeting=id, paper=paper)
    assert files.paper_file(world.actor("coordinator"), meeting=id, paper=paper).data == PDF


@database
def test_a_file_is_not_read_until_scanned_where_scanning_is_on(settings):
    settings.SCAN_FILES = True
    world = make_world()
    id = a_meeting(world)
    paper = a_paper(world, id)

    with pytest.raises(NotFoundError):
        files.paper_file(world.actor("police"), meeting=id, paper=paper)

    StoredFile.objects.update(scanned_at="2026-11-23T10:00Z")
    assert files.paper_file(world.actor("police"), meeting=id, paper=paper).data == PDF


@database
def test_a_paper_is_offered_where_its_file_is_handed_over_and_nowhere_else(settings):
    settings.SCAN_FILES = True
    world = make_world()
    id = a_meeting(world)
    a_paper(world, id, item=an_item(world, id))
    actor = world.actor("police")

    def is_offered() -> bool:
        (paper,) = page_meeting(actor, meeting=id, today=TODAY).agenda.items[0].papers
        return paper.can_open

    assert not is_offered()
    settings.SCAN_FILES = False
    assert is_offered()


@database
def test_whoever_submitted_a_paper_withdraws_it_and_other_members_do_not():
    world = make_world()
    id = a_meeting(world)
    paper = a_paper(world, id, by="police")
    asked = {"meeting": id, "paper": paper, "version": version_of(id)}

    with pytest.raises(NotAllowedError):
        papers.withdraw_paper(world.as_("health"), **asked)
    assert not isinstance(papers.withdraw_paper(world.as_("police"), **asked), Refusal)

    with pytest.raises(NotFoundError):
        files.paper_file(world.actor("police"), meeting=id, paper=paper)
    with pytest.raises(NotFoundError):
        papers.withdraw_paper(world.as_("coordinator"), **asked)


@database
def test_a_paper_is_not_withdrawn_from_a_page_of_before():
    world = make_world()
    id = a_meeting(world)
    paper, seen = a_paper(world, id), version_of(id)
    a_paper(world, id, "Late figures", by="police")

    with pytest.raises(StaleError):
        papers.withdraw_paper(world.as_("coordinator"), meeting=id, paper=paper, version=seen)
    assert Paper.objects.get(id=paper).withdrawn_at is None


def _reads(world, key, meeting, paper) -> bool:
    try:
        return files.paper_file(world.actor(key), meeting=meeting, paper=paper).data == PDF
    except NotFoundError:
        return False


@database
@pytest.mark.parametrize("audience", [Audience.RESTRICTED, Audience.PARTNERSHIP])
def test_a_paper_of_an_item_for_named_people_is_read_by_them_and_nobody_else(audience):
    world = make_world()
    restriction = a_restriction(world, allow=["chair"], bar=["health"])
    id = a_meeting(world)
    item = an_item(world, id, "A tender", audience=Audience.RESTRICTED, restriction=restriction)

    paper = a_paper(world, id, "Bids", item=item, audience=audience)

    readers = {key for key in ("coordinator", "chair", "police", "health") if _reads(world, key, id, paper)}
    assert readers == {"coordinator", "chair"}


@database
def test_a_paper_follows_the_restriction_its_item_is_given_later_and_loses():
    world = make_world()
    id = a_meeting(world)
    item = an_item(world, id, "A tender", audience=Audience.RESTRICTED)
    paper = a_paper(world, id, "Bids", item=item, audience=Audience.RESTRICTED)
    loose = a_paper(world, id, "Other", audience=Audience.RESTRICTED)
    assert not _reads(world, "chair", id, paper)

    named = Said("A tender", audience=Audience.RESTRICTED, restriction=a_restriction(world, allow=["chair"]))
    asked = {"meeting": id, "item": item}
    done(agenda.change_item(world.as_("coordinator"), version=1, said=named, **asked))

    assert _reads(world, "chair", id, paper)
    assert not _reads(world, "police", id, paper)
    assert not _reads(world, "chair", id, loose)

    plain = Said("A tender", audience=Audience.RESTRICTED)
    done(agenda.change_item(world.as_("coordinator"), version=2, said=plain, **asked))

    assert not _reads(world, "chair", id, paper)


@database
def test_a_pack_holds_such_a_paper_only_in_the_edition_that_holds_its_item():
    world = make_world()
    restriction = a_restriction(world, allow=["chair"], bar=["health"])
    id = a_meeting(world)
    item = an_item(world, id, "A tender", audience=Audience.RESTRICTED, restriction=restriction)
    paper = a_paper(world, id, "Bids", item=item)

    held = {}
    for edition in EDITIONS:
        reader = edition_actor(partnership=world.partnership, slug=world.slug, edition=edition, today=TODAY)
        held[edition] = (
            [str(row.id) == str(paper) for row in scopes.papers(reader)],
            restrictions_of(reader, id),
        )

    assert held == {
        Audience.PARTNERSHIP: ([], frozenset()),
        Audience.CORE: ([], frozenset()),
        Audience.RESTRICTED: ([True], frozenset({str(restriction)})),
    }


@database
def test_a_paper_handed_in_for_somebody_says_for_whom_how_and_when():
    world = make_world()
    id = a_meeting(world)
    told = OnBehalf(person=str(world.people["health"]), how="email", on=TODAY)

    a_paper(world, id, by="secretary", on_behalf=told)

    said = json.loads(EventRow.objects.get(code="meetings.paper_added").contents)
    assert said["on_behalf_of"] == {"person": told.person, "how": "email", "on": TODAY.isoformat()}
    page = page_audit(world.actor("coordinator"))
    assert "For Head of safeguarding, by email, 23 November 2026" in {line.behalf for line in page.events}


@database
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"person": ""}, "papers.on_behalf_who"),
        ({"how": "pigeon"}, "papers.on_behalf_how"),
        ({"on": TODAY + timedelta(days=1)}, "papers.on_behalf_when"),
    ],
)
def test_a_paper_handed_in_for_somebody_needs_who_how_and_when(change, code):
    world = make_world()
    id = a_meeting(world)
    told = OnBehalf(**{"person": str(world.people["health"]), "how": "email", "on": TODAY} | change)

    outcome = hand_in(world, id, told)

    assert isinstance(outcome, Refusal)
    assert outcome.code == code
    assert not Paper.objects.exists()


@database
def test_only_those_who_build_the_agenda_hand_in_for_others_and_only_for_people_here():
    world, other = make_two()
    id = a_meeting(world)

    with pytest.raises(NotAllowedError):
        hand_in(world, id, OnBehalf(str(world.people["health"]), "email", TODAY), by="police")
    with pytest.raises(NotFoundError):
        hand_in(world, id, OnBehalf(str(other.people["health"]), "email", TODAY))
    assert not Paper.objects.exists()


def hand_in(world, meeting, told, by="secretary"):
    return papers.add_paper(
        world.as_(by),
        meeting=meeting,
        title="Figures",
        submitted_on=TODAY,
        name="figures.pdf",
        data=PDF,
        on_behalf=told,
    )


@database
def test_a_title_stands_once_under_an_item_and_once_under_none_of_the_papers_one_may_see():
    world = make_world()
    id = a_meeting(world)
    item = an_item(world, id)
    paper = a_paper(world, id, "Figures", item=item, audience=Audience.RESTRICTED)

    def again(**more):
        return papers.add_paper(
            world.as_(more.pop("by", "coordinator")),
            meeting=id,
            **{"title": " figures ", "submitted_on": TODAY, "name": "a.pdf", "data": PDF, "item": item}
            | more,
        )

    done(again(item=None))
    for twice in (again(), again(item=None)):
        assert (twice.code, twice.field) == ("papers.same_title", "title")
    done(again(title="Figures by ward"))
    done(again(item=an_item(world, id, "Housing")))
    done(again(by="police"))
    done(papers.withdraw_paper(world.as_("coordinator"), meeting=id, paper=paper, version=version_of(id)))
    Paper.objects.filter(submitted_by=world.people["police"]).delete()
    done(again())
