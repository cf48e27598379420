"""On the page of a meeting: whether the chair agreed its agenda, and what was changed since."""

import pytest

from quorate.commands import agreeing, meetings
from quorate.records.models import AgendaItem, Meeting
from tests.builders.browsing import signed_in
from tests.builders.meetings import a_meeting, an_item, version_of
from tests.builders.restrictions import a_restriction
from tests.builders.world import done, make_world
from tests.web.test_meetings_pages import a_day_in_november, at, text_of  # noqa: F401 (a fixture for all)

pytestmark = pytest.mark.django_db


def with_item(world):
    meeting = a_meeting(world)
    an_item(world, meeting, "Housing")
    return meeting


def test_the_chair_is_asked_finds_it_in_her_work_agrees_and_what_changes_since_is_named():
    world = make_world()
    meeting = with_item(world)
    coordinator, chair = signed_in(world), signed_in(world, "chair")
    before = text_of(coordinator.get(at("meeting", meeting=meeting)))
    assert "The chair has not agreed this agenda yet." in before
    assert "The chair has not agreed this agenda.</dd>" in before  # where the papers are sent from

    form = {"version": version_of(meeting)}
    said = text_of(coordinator.post(at("agenda_ask", meeting=meeting), form, follow=True))
    assert "The chair is asked." in said
    assert "The chair was asked to agree this agenda on 23 November 2026." in said
    assert "Agenda of 14 January 2027, Strategic partnership board" in text_of(chair.get(at("my_work")))
    form = {"version": version_of(meeting)}
    agreed = text_of(chair.post(at("agenda_agree", meeting=meeting), form, follow=True))
    assert "agreed this agenda on 23 November 2026." in agreed
    assert "Agenda of 14 January 2027" not in text_of(chair.get(at("my_work")))

    an_item(world, meeting, "Brought up since")
    page = text_of(coordinator.get(at("meeting", meeting=meeting)))
    assert "Not among what was agreed: 2. Brought up since." in page
    assert "This agenda was changed since it was agreed on 23 November 2026." in page


def test_the_forms_of_an_agreed_agenda_say_what_a_change_does_and_the_board_shows_the_step():
    world = make_world()
    meeting = with_item(world)
    item, client = AgendaItem.objects.get(meeting=meeting), signed_in(world)
    forms = (
        at("agenda_add", meeting=meeting),
        at("agenda_item", meeting=meeting, item=item.id),
        at("agenda_standing", meeting=meeting),
    )
    said = "The agenda was agreed on 23 November 2026. "
    assert not [form for form in forms if said in text_of(client.get(form))]

    done(agreeing.agree_agenda(world.as_("chair"), meeting=meeting, version=version_of(meeting)))
    before = [text_of(client.get(form)) for form in forms]
    board = text_of(client.get(at("board")))
    done(meetings.circulate_papers(world.as_("coordinator"), meeting=meeting))
    after = [text_of(client.get(form)) for form in forms]

    assert all(f"{said}What is added or changed now has to be agreed again." in page for page in before)
    assert all(f"{said}An item added now is urgent business" in page for page in after)
    assert "agenda agreed by the chair" in board


def test_her_agreement_is_recorded_for_her_and_what_is_missing_is_said_beside_the_field():
    world = make_world()
    meeting = with_item(world)
    client, form = signed_in(world), {"version": version_of(meeting), "for": "another"}

    bare = client.post(at("agenda_agree", meeting=meeting), form)
    assert bare.status_code == 422
    assert "Say who agreed it, how they said so and when." in text_of(bare)
    told = {"on_behalf_person": world.people["chair"], "on_behalf_how": "telephone", "on_behalf_on": ""}
    page = text_of(client.post(at("agenda_agree", meeting=meeting), {**form, **told}, follow=True))

    assert "agreed this agenda on 23 November 2026, by telephone; recorded by Partnership" in page


def test_an_item_kept_from_a_reader_is_not_named_to_them_among_what_changed():
    world = make_world()
    meeting = with_item(world)
    done(agreeing.agree_agenda(world.as_("chair"), meeting=meeting, version=version_of(meeting)))
    kept = an_item(world, meeting, "The tender")
    tender = a_restriction(world, "Tender", bar=["police"])
    AgendaItem.objects.filter(id=kept).update(restriction=tender)

    theirs = text_of(signed_in(world, "police").get(at("meeting", meeting=meeting)))

    assert "agreed this agenda" in theirs
    assert "tender" not in theirs
    assert "Not among" not in theirs


def test_papers_that_went_without_it_are_said_to_have_no_agreement_on_record():
    world = make_world()
    meeting = with_item(world)
    done(meetings.circulate_papers(world.as_("coordinator"), meeting=meeting))

    page = text_of(signed_in(world, "police").get(at("meeting", meeting=meeting)))

    assert "That the chair agreed this agenda is not recorded." in page
    assert "Ask the chair" not in page
    assert "The agenda went to members without it." in page  # on the line, where it stood until then


def test_an_agenda_not_agreed_by_the_last_day_for_it_is_overdue_on_the_meetings_line(settings):
    world = make_world()
    meeting = with_item(world)
    settings.TODAY = "2027-01-05"
    on_the_day = text_of(signed_in(world).get(at("meeting", meeting=meeting)))
    settings.TODAY = "2027-01-07"

    later = text_of(signed_in(world).get(at("meeting", meeting=meeting)))

    # the papers are late by as much, and say so as well
    assert later.count("Overdue 2 working days") == on_the_day.count("Overdue 2 working days") + 2


def test_a_page_of_before_agrees_nothing():
    world = make_world()
    meeting = with_item(world)
    old = version_of(meeting)
    an_item(world, meeting, "Brought up since")

    answer = signed_in(world, "chair").post(at("agenda_agree", meeting=meeting), {"version": old})

    assert answer.status_code == 409
    assert "Read the agenda below as it is now, then agree it." in text_of(answer)
    assert Meeting.objects.get(id=meeting).agenda_agreed_on is None
