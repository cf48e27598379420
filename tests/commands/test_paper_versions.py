"""New versions of papers, papers tabled on the day, cover sheets, and urgent business."""

from datetime import timedelta

import pytest

from quorate.commands import agenda, meetings, papers, papers_asked, redactions
from quorate.commands.agenda import Said
from quorate.domain.access.audience import Audience
from quorate.domain.events.redaction import MARKER
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.queries.agenda import agenda_of
from quorate.records.facts.meetings import basis
from quorate.records.models import AgendaItem, EventRow, Meeting, Paper, PaperAsked, SearchText
from tests.builders.meetings import MEETING_ON, PAPERS_DUE, PDF, a_meeting, a_paper, an_item, version_of
from tests.builders.restrictions import a_restriction
from tests.builders.world import TODAY, done, make_two, make_world
from tests.commands.test_meetings import last_event, refused

pytestmark = pytest.mark.django_db
COVER = {"ask": "Agree the funding of the refuge", "risk": "The lease ends in the spring"}


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path / "files"


def newer(world, meeting, paper, *, key="coordinator", on=TODAY, version=None, **more):
    return papers.replace_paper(
        world.as_(key, on),
        meeting=meeting,
        paper=paper,
        version=version or version_of(meeting),
        title=more.pop("title", "Newer"),
        submitted_on=on,
        name="newer.pdf",
        data=more.pop("data", PDF),
        **more,
    )


def shown(world, meeting, key="coordinator", *, may_edit=False):
    row, actor = Meeting.objects.get(id=meeting), world.actor(key)
    return agenda_of(actor, row, basis(actor, row, TODAY), may_edit=may_edit)


def test_a_new_version_stands_in_the_place_and_under_the_number_of_the_last():
    world = make_world()
    meeting = a_meeting(world)
    item = an_item(world, meeting)
    first = a_paper(world, meeting, "First", item=item)
    a_paper(world, meeting, "Second", item=item, added_on=TODAY + timedelta(days=1))

    new = done(newer(world, meeting, first))

    (row,) = shown(world, meeting).items
    assert [(paper.number, paper.title) for paper in row.papers] == [("1.1", "Newer"), ("1.2", "Second")]
    assert row.papers[0].earlier == ((str(first), TODAY),)
    assert Paper.objects.get(id=new).replaces_id == first
    assert last_event().code == "meetings.paper_replaced"
    assert not SearchText.objects.filter(subject_id=first).exists()
    assert SearchText.objects.filter(subject_id=new).exists()


def test_a_new_version_keeps_item_agency_readers_and_answers_what_was_asked():
    world = make_world()
    meeting = a_meeting(world)
    item = an_item(world, meeting, restriction=a_restriction(world, bar=["charity"]))
    ask = {"title": "T", "people": [world.people["police"]], "due_on": PAPERS_DUE, "item": item}
    done(papers_asked.ask_for_paper(world.as_("coordinator"), meeting=meeting, **ask))
    request = PaperAsked.objects.get().id
    agency = world.agencies["police"]
    old = a_paper(
        world, meeting, by="police", for_asked=request, agency=agency, audience=Audience.PARTNERSHIP
    )

    new = Paper.objects.get(id=done(newer(world, meeting, old, key="police")))

    was = Paper.objects.get(id=old)
    for name in ("item_id", "agency_id", "audience", "restriction_id"):
        assert getattr(new, name) == getattr(was, name), name
    assert PaperAsked.objects.get().paper_id == new.id


def test_a_paper_is_replaced_once_and_then_its_newer_version():
    world = make_world()
    meeting = a_meeting(world)
    old = a_paper(world, meeting)
    new = done(newer(world, meeting, old))

    assert refused(newer(world, meeting, old)) == "papers.replaced_already"
    done(newer(world, meeting, new, title="Newest"))
    (paper,) = shown(world, meeting).loose_papers
    assert (paper.number, paper.title, len(paper.earlier)) == ("P1", "Newest", 2)


def test_only_whoever_handed_it_in_or_builds_the_agenda_replaces_a_paper():
    world = make_world()
    meeting = a_meeting(world)
    paper = a_paper(world, meeting, by="police")

    with pytest.raises(NotAllowedError):
        newer(world, meeting, paper, key="health")
    done(newer(world, meeting, paper, key="police"))


def test_a_paper_is_replaced_from_the_page_as_it_is_and_by_nobody_elsewhere():
    first, second = make_two()
    meeting = a_meeting(first)
    paper = a_paper(first, meeting)

    with pytest.raises(StaleError):
        newer(first, meeting, paper, version=version_of(meeting) + 1)
    with pytest.raises(NotFoundError):
        newer(second, meeting, paper, version=1)


def test_a_paper_is_tabled_on_the_day_alone_and_counts_as_late():
    world = make_world()
    meeting = a_meeting(world)
    early = papers.add_paper(
        world.as_("coordinator"),
        meeting=meeting,
        title="T",
        submitted_on=TODAY,
        name="t.txt",
        data=b"Words",
        is_tabled=True,
    )
    assert refused(early) == "papers.tabled_another_day"

    a_paper(world, meeting, "On the day", on=MEETING_ON, is_tabled=True)

    (paper,) = shown(world, meeting).loose_papers
    assert paper.is_tabled
    assert paper.late == "10 working days late"


def test_what_members_were_sent_keeps_its_number_when_it_is_withdrawn_and_what_they_were_not_goes():
    world = make_world()
    meeting = a_meeting(world)
    item = an_item(world, meeting)
    never = a_paper(world, meeting, "Never sent", item=item)
    for_all = a_paper(world, meeting, "Sent", item=item)
    by = world.as_("coordinator", TODAY + timedelta(days=1))
    a_paper(world, meeting, "Stays", item=item, added_on=TODAY + timedelta(days=1))
    done(papers.withdraw_paper(by, meeting=meeting, paper=never, version=version_of(meeting)))
    done(meetings.circulate_papers(by, meeting=meeting))

    done(papers.withdraw_paper(by, meeting=meeting, paper=for_all, version=version_of(meeting)))

    (row,) = shown(world, meeting, "police").items
    assert [(one.number, one.title) for one in row.withdrawn] == [("1.1", "Sent")]
    assert [(one.number, one.title) for one in row.papers] == [("1.2", "Stays")]


def test_a_cover_sheet_is_kept_searched_and_says_what_is_asked():
    world = make_world()
    meeting = a_meeting(world)
    wrong = papers.add_paper(
        world.as_("coordinator"),
        meeting=meeting,
        title="T",
        submitted_on=TODAY,
        name="t.txt",
        data=b"Words",
        cover={"risk": "Cost"},
    )
    assert refused(wrong) == "papers.nothing_asked"

    paper = a_paper(world, meeting, cover={**COVER, "other": "x", "money": " "})

    assert Paper.objects.get(id=paper).cover == COVER
    assert "lease" in SearchText.objects.get(subject_id=paper).words


def test_words_of_a_cover_sheet_are_taken_out_and_their_copies():
    world = make_world()
    meeting = a_meeting(world)
    paper = a_paper(world, meeting, cover=COVER)
    copy = a_paper(world, meeting, "Copy", cover={"ask": COVER["ask"], "risk": "None"})
    proposed = done(
        redactions.propose_redaction(
            world.as_("coordinator"),
            subject_kind="paper",
            subject_id=paper,
            columns=["cover"],
            reason="It names somebody",
        )
    )

    done(redactions.confirm_redaction(world.as_("governance"), redaction=proposed))

    assert Paper.objects.get(id=paper).cover == {"ask": MARKER, "risk": MARKER}
    assert Paper.objects.get(id=copy).cover == {"ask": MARKER, "risk": "None"}
    assert "lease" not in SearchText.objects.get(subject_id=paper).words


def test_once_the_papers_went_out_an_item_is_urgent_business():
    world = make_world()
    meeting = a_meeting(world)
    an_item(world, meeting)
    by = world.as_("coordinator")
    done(agenda.add_item(by, meeting=meeting, said=Said(title="In time", urgent_why="Not kept")))
    done(meetings.circulate_papers(by, meeting=meeting))

    assert refused(agenda.add_item(by, meeting=meeting, said=Said(title="U"))) == "meetings.urgent_why"
    unagreed = Said(title="U", urgent_why="The shelter shuts on Monday")
    assert refused(agenda.add_item(by, meeting=meeting, said=unagreed)) == "meetings.urgent_not_agreed"
    agreed = Said(title="U", urgent_why="The shelter shuts on Monday", chair_agreed=True)
    done(agenda.add_item(by, meeting=meeting, said=agreed))

    assert AgendaItem.objects.get(title="U").urgent_why == "The shelter shuts on Monday"
    assert AgendaItem.objects.get(title="In time").urgent_why == ""
    assert (
        "chair_agreed" in EventRow.objects.get(subject_id=str(AgendaItem.objects.get(title="U").id)).contents
    )
