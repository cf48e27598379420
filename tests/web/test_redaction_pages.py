"""Redactions as two officers use them: finding the words, and seeing what goes before it goes."""

import pytest

from quorate.commands import labelling, redactions, setting_up
from quorate.domain.access.audience import Audience
from quorate.records.models import EventRow, Redaction
from tests.builders.barriers import a_barrier
from tests.builders.browsing import signed_in
from tests.builders.holding import a_challenge, a_risk
from tests.builders.meetings import a_meeting, a_paper
from tests.builders.plans import add, start
from tests.builders.world import TODAY, done, make_world
from tests.web.test_meetings_pages import at, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_day_in_november(settings, tmp_path):
    settings.TODAY = TODAY.isoformat()
    settings.FILES = tmp_path


def test_an_empty_address_is_asked_for_and_a_first_visit_is_not_blamed():
    client = signed_in(make_world())

    first = client.get(at("redaction_propose"))
    empty = client.get(at("redaction_propose"), {"where": " "})

    assert (first.status_code, empty.status_code) == (200, 422)
    assert "Paste the address of the page." not in text_of(first)
    assert "Paste the address of the page." in text_of(empty)


def test_the_words_are_shown_to_the_two_officers_beside_what_is_proposed():
    world = make_world()
    entry = add(world, start(world), "The eldest child at Harbour Road")
    done(
        redactions.propose_redaction(
            world.as_("coordinator"),
            subject_kind="entry",
            subject_id=entry,
            reason="A child is named",
            columns=["text"],
        )
    )

    page = text_of(signed_in(world, "governance").get(at("audit")))

    assert "What goes, and where it is copied" in page
    assert '<p class="q-raw">The eldest child at Harbour Road</p>' in page
    assert "No copy was found elsewhere." in page


def for_named_people(world, *, barred=()):
    """A redaction proposed of an entry that was set to named people only while the other officer is away."""
    coordinator = world.as_("coordinator")
    entry = add(world, start(world), "The eldest child at Harbour Road")
    restriction = barred and done(
        setting_up.set_restriction(
            coordinator,
            name="A family",
            reason="A child",
            from_on=TODAY,
            barred_people=[world.people[key] for key in barred],
        )
    )
    done(
        labelling.set_audience(
            coordinator, kind="entry", id=entry, version=1, audience=Audience.RESTRICTED,
            restriction=restriction or None,
        )
    )  # fmt: skip
    return done(
        redactions.propose_redaction(
            coordinator, subject_kind="entry", subject_id=entry, reason="A child is named", columns=["text"]
        )
    )


def readings(world) -> list[str]:
    return list(EventRow.objects.filter(code="redactions.read").values_list("person_id_text", flat=True))


def test_the_second_officer_is_shown_what_only_named_people_see_when_they_ask_and_it_is_recorded():
    world = make_world()
    redaction = for_named_people(world)
    governance = signed_in(world, "governance")

    listed = text_of(governance.get(at("audit")))

    assert "See what goes" in listed
    assert "Harbour Road" not in listed
    assert "I have seen what goes" not in listed
    assert readings(world) == []

    page = text_of(governance.get(at("audit"), {"shown": redaction}))

    assert '<p class="q-raw">The eldest child at Harbour Road</p>' in page
    assert "That you read it is on record." in page
    assert "I have seen what goes" in page
    assert readings(world) == [str(world.people["governance"])]

    confirmed = governance.post(at("redaction_confirm", redaction=redaction), {"sure": "yes"})

    assert confirmed.status_code == 302
    assert Redaction.objects.get(id=redaction).state == "confirmed"


def test_what_an_officer_sees_anyway_is_no_reading_on_record():
    world = make_world()
    redaction = for_named_people(world)

    page = text_of(signed_in(world).get(at("audit"), {"shown": redaction}))

    assert "Harbour Road" in page
    assert readings(world) == []


def test_an_officer_who_is_barred_is_shown_nothing_and_cannot_confirm():
    world = make_world()
    redaction = for_named_people(world, barred=["governance"])
    governance = signed_in(world, "governance")

    page = text_of(governance.get(at("audit"), {"shown": redaction}))
    answer = governance.post(at("redaction_confirm", redaction=redaction), {"sure": "yes"})

    for shown in (page, text_of(answer)):
        assert "Harbour Road" not in shown
        assert "I have seen what goes" not in shown
        assert "You may not see what goes, so another officer has to confirm it." in shown
    assert answer.status_code == 409
    assert "Ask another information-governance officer to confirm it." in text_of(answer)
    assert Redaction.objects.get(id=redaction).state == "proposed"
    assert readings(world) == []


def test_a_paper_that_everybody_may_read_names_its_readers_once_redacted():
    world = make_world()
    meeting = a_meeting(world)
    read, unread = a_paper(world, meeting, "Case one"), a_paper(world, meeting, "Case two")
    signed_in(world, "observer").get(at("paper", meeting=meeting, paper=read))
    for paper in (read, unread):
        proposed = done(
            redactions.propose_redaction(
                world.as_("coordinator"), subject_kind="paper", subject_id=paper, reason="A child is named"
            )
        )
        done(redactions.confirm_redaction(world.as_("governance"), redaction=proposed))

    page = text_of(signed_in(world).get(at("audit")))

    assert "Observer: read the paper, " in page
    assert (
        page.count("Nobody is on record as having received it. What is read on a page is not recorded.") == 1
    )


def test_whatever_offers_its_redaction_is_named_in_the_form_that_proposes_it():
    world = make_world()
    barrier = a_barrier(world, add(world, start(world), "Share one definition"), "The lease runs out")
    client = signed_in(world)

    for kind, id, named in (
        ("challenge", a_challenge(world), "Challenge to Police: Send figures"),
        ("risk", a_risk(world), "Risk: Funding ends"),
        ("barrier", barrier, "Barrier: The lease runs out"),
    ):
        page = client.get("/marlhaven/redactions/propose/", {"kind": kind, "id": id})
        assert page.status_code == 200
        assert named in page.content.decode()
