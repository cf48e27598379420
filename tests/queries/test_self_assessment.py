"""The pages of self-assessments: what is asked, who sees what, and where it and the records differ."""

from datetime import date, timedelta

import pytest

from quorate.commands import self_assessment as verbs
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.membership.self_assessment import Said
from quorate.queries.assessments.pages import page_answer, page_assessment, page_assessments
from quorate.queries.my_work import page_my_work
from quorate.records import scopes
from quorate.records.models import Paper, SelfAssessed
from tests.builders.assessments import answer, keys, opened
from tests.builders.board import asks_the_same
from tests.builders.browsing import signed_in
from tests.builders.meetings import a_meeting, a_paper
from tests.builders.passing import confirmed, sent
from tests.builders.restrictions import a_restriction
from tests.builders.world import TODAY, done, make_two, make_world

pytestmark = pytest.mark.django_db


def result(world, assessment, key="coordinator", on=TODAY):
    return page_assessment(world.actor(key, on), assessment=assessment, today=on)


def form(world, assessment, agency="police", key="", on=TODAY):
    return page_answer(
        world.actor(key or agency, on), assessment=assessment, agency=world.agencies[agency], today=on
    )


def a_late_paper(world):
    """One of the police, due on 27 October and in on 30 October."""
    meeting = a_meeting(world, date(2026, 11, 10), as_of=date(2026, 10, 1))
    return a_paper(world, meeting, on=date(2026, 10, 30), agency=world.agencies["police"])


def line(page, name):
    (found,) = [row for row in page.rows if row.name == name]
    return found


def test_what_the_records_show_stands_under_each_statement():
    world = make_world()
    a_late_paper(world)
    meeting, papers = sent(world, "Figures", "Training")
    confirmed(world, meeting, papers[:1], "police")
    assessment = opened(world, own="We passed on to our own people what was sent to us.")

    page = form(world, assessment)

    shown = {one.key: one.record for one in page.questions}
    assert shown["papers"] == "In time: 0 of 1, 1 late"
    assert shown["pass_on"] == "1 of 2 papers confirmed"
    assert shown["attend"] == "Nothing counted"
    assert page.questions[1].source == "Papers reach the coordinator ten working days ahead"


def test_nothing_restricted_is_in_the_records_shown():
    world = make_world()
    Paper.objects.filter(id=a_late_paper(world)).update(restriction=a_restriction(world, allow=["police"]))
    assessment = opened(world)

    assert {one.key: one.record for one in form(world, assessment).questions}["papers"] == "Nothing counted"


def test_where_what_was_said_and_the_records_differ_it_is_named():
    world = make_world()
    a_late_paper(world)
    assessment = opened(world)
    done(answer(world, assessment))

    page = result(world, assessment)

    assert [(one.words, one.differing) for one in page.sums if one.differing] == [
        (
            "Our papers came in by the day the terms give.",
            (("Police", "Says met; the records show otherwise.", "In time: 0 of 1, 1 late"),),
        )
    ]
    assert {one.counts for one in page.sums} == {(1, 0, 0, 0)}
    assert [cell.mark for cell in line(page, "Police").cells] == ["Met"] * 4
    assert page.lede == "1 of 5 agencies answered. Open until 15 December 2026."


def test_until_it_is_closed_each_sees_its_own_and_who_runs_the_board_sees_all():
    world = make_world()
    assessment = opened(world)
    for key in ("police", "charity"):
        done(answer(world, assessment, key))

    def shown(key):
        seen = scopes.self_assessed(world.actor(key)).count()
        names = [row.name for row in result(world, assessment, key).rows if row.is_shown]
        assert seen == len(names)
        return names

    assert shown("police") == ["Police"]
    assert shown("observer") == []
    assert shown("coordinator") == shown("secretary") == ["Police", "Refuge charity"]
    assert line(result(world, assessment, "observer"), "Police").state == "Answered"
    assert result(world, assessment).is_summed
    assert not result(world, assessment, "police").is_summed, "a sum of one's own answers is none"
    done(verbs.close_assessment(world.as_("coordinator"), assessment=assessment, version=1))
    assert shown("observer") == ["Police", "Refuge charity"]
    assert result(world, assessment, "observer").is_summed
    assert result(world, assessment).lede == "2 of 5 agencies answered. Closed on 23 November 2026."


def test_the_form_is_for_who_speaks_for_the_agency_and_who_runs_the_board():
    world, other = make_two()
    assessment, theirs = opened(world), opened(other)

    assert form(world, assessment).is_for_others is False
    assert form(world, assessment, key="coordinator").is_for_others is True
    done(answer(world, assessment))
    assert len(form(world, assessment).kept) == 4
    for key in ("charity", "chair"):
        page = form(world, assessment, key=key)
        assert page.closed == "Whoever speaks for Police answers for it."
        assert (page.kept, page.people) == ((), ())
        assert {one.evidence for one in page.questions} == {""}
    with pytest.raises(NotFoundError):
        form(world, theirs)
    with pytest.raises(NotFoundError):
        result(world, theirs)


def test_a_group_lists_its_years_and_offers_those_without_one():
    world = make_world()
    actor = world.actor("coordinator")
    before = page_assessments(actor, group="board", today=TODAY)
    opened(world)

    page = page_assessments(actor, group="board", today=TODAY)

    assert [label for _, label in before.years] == ["2026 to 2027", "2025 to 2026"]
    assert [label for _, label in page.years] == ["2025 to 2026"]
    assert [(one.year, one.said) for one in page.held] == [("2026 to 2027", "Open until 15 December 2026")]
    late = page_assessments(actor, group="board", today=date(2026, 12, 16))
    assert (late.held[0].standing, late.held[0].said) == ("late", "Open; it was due by 15 December 2026")
    assert page_assessments(world.actor("observer"), group="board", today=TODAY).may_run is False


def test_a_year_is_run_in_the_browser_from_opening_to_the_result(settings):
    settings.TODAY = TODAY.isoformat()
    world = make_world()
    coordinator, police = signed_in(world), signed_in(world, "police")
    here = "/marlhaven/groups/board/self-assessment/"

    opening = {
        "year": "2026-04-01",
        "statements": ["papers"],
        "own": "We listen to survivors.",
        "due_on": "15 12 2026",
    }
    wrong = coordinator.post(f"{here}open/", {**opening, "due_on": "1 1 2020"})
    assert wrong.status_code == 422
    assert "We listen to survivors." in wrong.content.decode()
    opened_page = coordinator.post(f"{here}open/", opening, follow=True)
    address = opened_page.redirect_chain[-1][0]
    assert "The self-assessment is open, and 7 people were asked." in opened_page.content.decode()

    mine = f"{address}{world.agencies['police']}/"
    assert "Answer for Police" in police.get(address).content.decode()
    assert "Answer for" not in coordinator.get(address).content.decode()
    said = {"version": "0", "mark-papers": "partly", "words-papers": "", "mark-own-1": "met"}
    wrong = police.post(mine, said)
    assert wrong.status_code == 422
    assert "Say what is missing, and what is being done." in wrong.content.decode()
    right = police.post(mine, {**said, "words-papers": "One came late."}, follow=True)
    assert "What Police says was kept." in right.content.decode()
    assert "Change the answers of Police" in police.get(address).content.decode()
    stale = police.post(mine, {**said, "words-papers": "Mine instead."})
    assert stale.status_code == 409
    assert "One came late." in stale.content.decode()
    assert "Mine instead." in stale.content.decode()

    reminded = coordinator.post(f"{address}remind/", follow=True)
    assert "5 people are reminded." in reminded.content.decode()
    closed = coordinator.post(f"{address}close/", {"version": "1"}, follow=True)
    assert "The self-assessment is closed." in closed.content.decode()
    seen = signed_in(world, "observer").get(address).content.decode()
    assert "Partly met" in seen
    assert "One came late." in seen
    assert police.post(mine, {**said, "version": "1", "words-papers": "x"}).status_code == 409
    assert SelfAssessed.objects.count() == 1
    assert f'href="{here}"' in signed_in(world).get("/marlhaven/groups/board/engagement/").content.decode()


def test_my_work_asks_until_it_is_answered():
    world = make_world()
    assessment = opened(world)

    def asked(key):
        return [one.assessment for one in page_my_work(world.actor(key), today=TODAY).to_assess]

    assert asked("police") == asked("charity") == [str(assessment)]
    assert asked("observer") == []
    done(answer(world, assessment))
    assert asked("police") == []
    done(verbs.close_assessment(world.as_("coordinator"), assessment=assessment, version=1))
    assert asked("charity") == []


def test_the_database_is_asked_as_much_for_many_rows_as_for_few():
    world = make_world()
    a_late_paper(world)
    sent(world, "Figures")
    assessment = opened(world)

    def few():
        done(answer(world, assessment))

    def many():
        for key in ("health", "charity"):
            done(answer(world, assessment, key, said={"papers": Said("partly", "Late")}))
        for n in range(3):
            meeting, papers = sent(world, f"A{n}", f"B{n}", on=date(2027, 2, 1) + timedelta(days=n))
            confirmed(world, meeting, papers)

    first, second = asks_the_same(lambda: result(world, assessment), few, many)

    assert second == first
    assert len(keys(assessment)) == 4
