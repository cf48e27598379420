"""A paper's own page, a new version, being asked before it is withdrawn, and urgent business on the form."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quorate.commands import meetings, papers
from quorate.queries.paper import page_paper
from quorate.records.models import Paper
from tests.builders.board import asks_the_same
from tests.builders.browsing import signed_in
from tests.builders.meetings import MEETING_ON, PDF, a_meeting, a_paper, an_item, version_of
from tests.builders.restrictions import a_restriction
from tests.builders.world import done, make_world
from tests.web.test_meetings_pages import a_day_in_november, at, text_of  # noqa: F401 (a fixture for all)

pytestmark = pytest.mark.django_db
COVER = {"ask": "Agree the funding", "risk": "The lease ends"}


def sent_form(meeting, **more):
    file = SimpleUploadedFile("newer.pdf", PDF)
    return {
        "title": "Newer",
        "ask": "Note it",
        "submitted_on": "23 11 2026",
        "file": file,
        "version": version_of(meeting),
        **more,
    }


def test_a_paper_says_what_is_asked_or_is_not_taken_in_and_its_page_shows_the_cover_sheet():
    world = make_world()
    meeting = a_meeting(world)
    client = signed_in(world)
    form = {"title": "Money", "submitted_on": "23 11 2026", "audience": "partnership"}
    form["risk"] = "The lease ends"

    wrong = client.post(at("paper_add", meeting=meeting), {**form, "file": SimpleUploadedFile("m.pdf", PDF)})
    assert wrong.status_code == 422
    assert "Say what the board is asked to do." in text_of(wrong)
    assert "The lease ends" in text_of(wrong)
    again = {**form, "ask": "Agree it", "file": SimpleUploadedFile("m.pdf", PDF)}
    client.post(at("paper_add", meeting=meeting), again)

    page = text_of(client.get(at("paper_about", meeting=meeting, paper=Paper.objects.get().id)))
    assert "<h1" in page
    assert "P1 Money" in page
    assert page.index("What the board is asked to do") < page.index("Agree it") < page.index("Risks")
    assert "The lease ends" in page


def test_a_new_version_is_put_in_and_the_earlier_one_stays_to_be_read():
    world = make_world()
    meeting = a_meeting(world)
    old = a_paper(world, meeting, "Older", cover=COVER)
    client = signed_in(world)
    replace = at("paper_replace", meeting=meeting, paper=old)
    assert "Agree the funding" in text_of(client.get(replace))

    answer = client.post(replace, sent_form(meeting), follow=True)

    assert "The new version is in." in text_of(answer)
    assert "Cover sheet and 1 earlier version" in text_of(answer)
    assert "Older" not in text_of(client.get(at("meeting", meeting=meeting))).partition("<main")[2]
    earlier = text_of(client.get(at("paper_about", meeting=meeting, paper=old)))
    assert "An earlier version: a newer one stands in for it." in earlier
    assert "A newer version stands in for it." not in earlier
    assert client.get(at("paper", meeting=meeting, paper=old)).status_code == 200
    again = client.post(replace, sent_form(meeting))
    assert again.status_code == 409
    assert "A newer version stands in for it." in text_of(again)


def test_a_new_version_from_a_page_of_before_keeps_what_was_typed():
    world = make_world()
    meeting = a_meeting(world)
    old = a_paper(world, meeting, "Older")
    form = sent_form(meeting, summary="My long summary")
    an_item(world, meeting)

    answer = signed_in(world).post(at("paper_replace", meeting=meeting, paper=old), form)

    assert answer.status_code == 409
    assert "My long summary" in text_of(answer)
    assert Paper.objects.count() == 1


def test_a_paper_is_withdrawn_once_the_question_is_answered_and_not_by_opening_it():
    world = make_world()
    meeting = a_meeting(world)
    paper = a_paper(world, meeting, "Figures")
    client = signed_in(world)
    an_item(world, meeting)
    done(meetings.circulate_papers(world.as_("coordinator"), meeting=meeting))

    asked = text_of(client.get(at("paper_withdraw", meeting=meeting, paper=paper)))
    assert "Withdraw “P1 Figures”?" in asked
    assert "Members have it: it keeps its place on the agenda, marked as withdrawn." in asked
    assert Paper.objects.get().withdrawn_at is None
    client.post(at("paper_withdraw", meeting=meeting, paper=paper), {"version": version_of(meeting)})

    assert Paper.objects.get().withdrawn_at is not None
    assert client.get(at("paper_about", meeting=meeting, paper=paper)).status_code == 404


def test_a_member_is_offered_nothing_to_do_with_somebody_elses_paper():
    world = make_world()
    meeting = a_meeting(world)
    paper = a_paper(world, meeting)
    client = signed_in(world, "police")

    page = text_of(client.get(at("paper_about", meeting=meeting, paper=paper)))
    asked = text_of(client.get(at("paper_withdraw", meeting=meeting, paper=paper)))

    assert "Replace it" not in page
    assert "Withdraw it" not in page
    assert "Whoever handed the paper in does that, or whoever builds the agenda." in asked


@pytest.mark.parametrize("name", ["paper_about", "paper_replace", "paper_withdraw"])
def test_whoever_is_barred_finds_no_page_of_the_paper(name):
    world = make_world()
    meeting = a_meeting(world)
    item = an_item(world, meeting, "A tender", restriction=a_restriction(world, bar=["charity"]))
    paper = a_paper(world, meeting, "Bids", item=item)

    assert signed_in(world, "charity").get(at(name, meeting=meeting, paper=paper)).status_code == 404
    assert signed_in(world, "police").get(at(name, meeting=meeting, paper=paper)).status_code == 200


def test_a_paper_is_tabled_on_the_day_alone(settings):
    world = make_world()
    meeting = a_meeting(world)
    client, add = signed_in(world), at("paper_add", meeting=meeting)
    assert "is_tabled" not in text_of(client.get(add))

    settings.TODAY = MEETING_ON.isoformat()
    assert "It is tabled: handed out at the meeting today" in text_of(client.get(add))
    form = sent_form(meeting, audience="partnership", submitted_on="14 1 2027", is_tabled="yes")
    client.post(add, form)

    page = text_of(client.get(at("meeting", meeting=meeting)))
    assert "Tabled on the day" in page
    assert "10 working days late" in page


def test_an_item_added_after_sending_says_on_the_agenda_why_it_could_not_wait():
    world = make_world()
    meeting = a_meeting(world)
    an_item(world, meeting)
    client, add = signed_in(world), at("agenda_add", meeting=meeting)
    assert "Why it could not wait" not in text_of(client.get(add))
    done(meetings.circulate_papers(world.as_("coordinator"), meeting=meeting))
    form = {"title": "Shelter", "purpose": "note", "minutes": "5", "audience": "partnership"}

    wrong = client.post(add, {**form, "urgent_why": "It shuts on Monday"})
    assert "Only what the chair agrees to take is added once the papers went out." in text_of(wrong)
    assert "It shuts on Monday" in text_of(wrong)
    client.post(add, {**form, "urgent_why": "It shuts on Monday", "chair_agreed": "yes"})

    page = text_of(signed_in(world, "police").get(at("meeting", meeting=meeting)))
    assert '<span class="q-tag q-tag--due_soon">Urgent</span> It shuts on Monday' in page


def test_the_page_asks_as_much_for_a_paper_of_many_versions_as_for_one_of_few():
    world = make_world()
    meeting = a_meeting(world)
    held = [a_paper(world, meeting)]

    def more(n):
        for _ in range(n):
            held.append(
                done(
                    papers.replace_paper(
                        world.as_("coordinator"),
                        meeting=meeting,
                        paper=held[-1],
                        version=version_of(meeting),
                        title="Newer",
                        submitted_on=world.as_("coordinator").moment.today,
                        name="n.pdf",
                        data=PDF,
                    )
                )
            )

    few, many = asks_the_same(
        lambda: page_paper(world.actor("coordinator"), meeting=meeting, paper=held[-1]),
        lambda: more(1),
        lambda: more(5),
    )

    assert few == many
