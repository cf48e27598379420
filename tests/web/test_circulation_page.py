"""The page of what went to members and when, and of what they were not told yet."""

from datetime import time, timedelta
from html import unescape

import pytest

from quorate.commands import circulating, meetings, papers
from quorate.domain.kernel.words import day
from quorate.queries.circulations import page_circulations
from quorate.records.models import Appointment, Circulation, Person
from tests.builders.board import asks_the_same
from tests.builders.browsing import signed_in
from tests.builders.meetings import MEETING_ON, PDF, a_meeting, a_paper, an_item, version_of
from tests.builders.restrictions import a_restriction
from tests.builders.world import TODAY, done, make_world
from tests.web.test_meetings_pages import a_day_in_november, at, text_of  # noqa: F401 (a fixture for all)

pytestmark = pytest.mark.django_db


def sent(world):
    meeting = a_meeting(world)
    an_item(world, meeting, "Housing")
    done(meetings.circulate_papers(world.as_("coordinator"), meeting=meeting))
    return meeting


def test_before_anything_went_the_page_says_so_and_where_to_go():
    world = make_world()
    meeting = a_meeting(world)

    page = text_of(signed_in(world).get(at("circulation", meeting=meeting)))

    assert "Nothing has gone to members yet." in page
    assert "Circulate the papers" in page


def test_a_supplement_is_sent_once_what_it_holds_was_read_and_the_page_keeps_each_sending():
    world = make_world()
    meeting = sent(world)
    a_paper(world, meeting, "Came since")
    client, page_at = signed_in(world), at("circulation", meeting=meeting)
    before = text_of(client.get(page_at))
    assert "1 change has not been sent to them." in before
    assert '<span class="q-tag">Paper added</span> Came since' in before
    form = {"version": version_of(meeting), "said": "Read it first"}

    unread = client.post(at("supplement_send", meeting=meeting), form)
    assert unread.status_code == 422
    assert "Read it first" in text_of(unread)
    answer = client.post(at("supplement_send", meeting=meeting), {**form, "read": "yes"}, follow=True)

    page = text_of(answer)
    assert "The supplement went to 7 members." in page
    assert page.index("Supplement 1") < page.index("<h2>Agenda and papers")
    assert "1. Housing" in page
    assert f"Sent on {day(TODAY)} by Partnership coordinator." in page
    assert "Superintendent" in page
    assert "Members were told of everything." in page


def test_a_new_version_of_a_paper_that_was_sent_is_called_one_and_of_one_that_was_not_is_added():
    world = make_world()
    meeting = a_meeting(world)
    an_item(world, meeting, "Housing")
    had = a_paper(world, meeting, "Figures")
    done(meetings.circulate_papers(world.as_("coordinator"), meeting=meeting))
    since = a_paper(world, meeting, "Came since")
    for paper, title in ((had, "Figures, mended"), (since, "Came since, mended")):
        newer = papers.replace_paper(
            world.as_("coordinator"),
            meeting=meeting,
            paper=paper,
            version=version_of(meeting),
            title=title,
            submitted_on=TODAY,
            name="newer.pdf",
            data=PDF,
        )
        done(newer)

    page = text_of(signed_in(world).get(at("circulation", meeting=meeting)))

    assert '<span class="q-tag">New version</span> Figures, mended' in page
    assert '<span class="q-tag">Paper added</span> Came since, mended' in page


def test_who_became_a_member_since_is_named_among_those_a_supplement_reaches():
    world = make_world()
    meeting = sent(world)
    a_paper(world, meeting, "Came since")
    client, page_at = signed_in(world), at("circulation", meeting=meeting)
    before = text_of(client.get(page_at))
    Appointment.objects.filter(seat=world.seats["police"]).update(person=world.people["observer"])
    Person.objects.filter(id=world.people["observer"]).update(name="A new inspector")

    page = text_of(client.get(page_at))

    assert "It goes to 7 members: those who were sent the papers and are members still." in before
    assert "and who became one since, A new inspector" in page


def test_a_late_supplement_asks_for_the_chairs_agreement_on_the_page(settings):
    settings.TODAY = "2027-01-06"
    world = make_world()
    meeting = a_meeting(world)
    an_item(world, meeting)
    done(meetings.circulate_papers(world.as_("coordinator"), meeting=meeting))
    a_paper(world, meeting, "Came since")
    client, address = signed_in(world), at("supplement_send", meeting=meeting)
    page = text_of(client.get(at("circulation", meeting=meeting)))
    assert "A supplement can go out late with a waiver" in page
    assert "Every member who may see the meeting can read this." in page
    clause = page.partition('name="clause" value="')[2].partition('"')[0]
    form = {"version": version_of(meeting), "read": "yes", "clause": clause}

    wrong = client.post(address, form)
    assert wrong.status_code == 422
    assert "Say who agreed." in text_of(wrong)
    agreed = {"agreed_by": world.people["chair"], "agreed_on": "6 1 2027", "reason": "Snow"}
    answer = client.post(address, {**form, **agreed}, follow=True)

    assert "1 working day late. The waiver is recorded." in text_of(answer)


def test_a_member_reads_what_went_and_is_offered_nothing_to_send():
    world = make_world()
    meeting = sent(world)
    a_paper(world, meeting, "Came since")

    page = text_of(signed_in(world, "police").get(at("circulation", meeting=meeting)))

    assert "1. Housing" in page
    assert "Send the supplement" not in page


def test_whoever_is_barred_finds_neither_the_thing_nor_its_supplement_nor_a_gap_in_the_numbers():
    world = make_world()
    meeting = sent(world)
    an_item(world, meeting, "A tender", restriction=a_restriction(world, bar=["charity"]))
    send = {"meeting": meeting, "said": "About the tender"}
    done(circulating.send_supplement(world.as_("coordinator"), version=version_of(meeting), **send))
    a_paper(world, meeting, "For all")
    done(circulating.send_supplement(world.as_("coordinator"), meeting=meeting, version=version_of(meeting)))

    barred = text_of(signed_in(world, "charity").get(at("circulation", meeting=meeting)))
    named = text_of(signed_in(world, "police").get(at("circulation", meeting=meeting)))

    assert "tender" not in barred
    assert "Supplement 1" in barred
    assert "Supplement 2" not in barred
    assert "About the tender" in named
    assert "Supplement 2" in named


def test_a_thing_for_some_readers_says_to_whom_of_the_members_it_went():
    world = make_world()
    meeting = a_meeting(world)
    an_item(world, meeting, "Housing")
    closed = an_item(world, meeting, "A tender", restriction=a_restriction(world, bar=["charity", "health"]))
    a_paper(world, meeting, "The bids", item=closed)
    done(meetings.circulate_papers(world.as_("coordinator"), meeting=meeting))
    address = at("circulation", meeting=meeting)
    left = Person.objects.filter(id=world.people["police"])
    left.update(left_on=TODAY + timedelta(1))  # whoever left since was sent it all the same

    seen = unescape(text_of(signed_in(world).get(address)))
    named = text_of(signed_in(world, "chair").get(address))
    barred = text_of(signed_in(world, "charity").get(address))

    names = sorted(Person.objects.filter(id__in=_told(world)).values_list("name", flat=True))
    to = f"To 5 of them: {'; '.join(names)}."
    assert f'The bids <span class="q-soft">{to}</span>' in seen
    assert seen.count(to) == 2  # and the item
    assert named.count("Only to those of them who may see it.") == 2
    assert to not in named
    assert "Only to those" not in barred


def _told(world):
    kept_from = {world.people["charity"], world.people["health"]}
    held = Appointment.objects.filter(is_deputy=False, seat__group=world.board)
    return set(held.values_list("person_id", flat=True)) - kept_from


def test_a_meeting_moved_after_its_papers_went_says_so_and_what_waits_is_not_called_told(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    world = make_world()
    meeting = sent(world)
    client, address = signed_in(world), at("circulation", meeting=meeting)
    before = text_of(client.get(address))
    to = {"on": MEETING_ON + timedelta(7), "starts": time(10), "minutes": 60}
    by = world.as_("coordinator")

    done(meetings.move_meeting(by, meeting=meeting, version=version_of(meeting), **to))

    moved = "The meeting was moved since, from 14 January 2027 to 21 January 2027."
    for page in (address, at("meeting", meeting=meeting)):
        assert moved in text_of(client.get(page))
    assert "was moved since" not in before
    assert "Members were told of everything" not in before
    assert "Nothing more is to be sent: what waits to go by hand holds all of it." in before
    assert "Recorded as sent on 23 November 2026 by Partnership coordinator." in before


def test_a_page_of_before_is_told_so_and_keeps_the_note():
    world = make_world()
    meeting = sent(world)
    a_paper(world, meeting, "Came since")
    seen = version_of(meeting)
    a_paper(world, meeting, "Came meanwhile")

    answer = signed_in(world).post(
        at("supplement_send", meeting=meeting), {"version": seen, "read": "yes", "said": "My note"}
    )

    assert answer.status_code == 409
    assert "My note" in text_of(answer)
    assert Circulation.objects.count() == 1


def test_the_page_asks_as_much_of_many_sendings_as_of_one():
    world = make_world()
    meeting = sent(world)

    def more(n):
        for number in range(n):
            a_paper(world, meeting, f"Paper {number} of {n}")
            done(
                circulating.send_supplement(
                    world.as_("coordinator"), meeting=meeting, version=version_of(meeting)
                )
            )

    few, many = asks_the_same(
        lambda: page_circulations(world.actor("coordinator"), meeting=meeting, today=TODAY),
        lambda: more(1),
        lambda: more(5),
    )

    assert few == many
