"""The register of risks kept through commands."""

from datetime import date, timedelta

import pytest

from quorate.commands import holding, membership, setting_up
from quorate.commands.holding import RiskDraft
from quorate.commands.runner import Done
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.queries.handover.leaving import page_handover
from quorate.records import scopes
from quorate.records.models import EventRow, Risk, RiskReview, SearchText
from tests.builders.holding import MADE, a_risk, at, closed, reviewed
from tests.builders.restrictions import a_restriction
from tests.builders.world import TODAY, done, make_two, make_world

pytestmark = pytest.mark.django_db
AGAIN = date(2026, 11, 16)


@pytest.fixture
def world():
    return make_world()


def code(outcome) -> str:
    return "" if isinstance(outcome, Done) else outcome.code


def last_event() -> str:
    return EventRow.objects.order_by("id").last().code


def steps(risk) -> list[tuple[str, int, int]]:
    rows = RiskReview.objects.filter(risk=risk).order_by("on", "recorded_at")
    return list(rows.values_list("step", "likelihood", "impact"))


def draft(**more) -> RiskDraft:
    return RiskDraft(**{"title": "Funding ends", "effect": "Families have nowhere to go", **more})


def raised(world, *, by="coordinator", judged=None, of=None, **more):
    return holding.raise_risk(
        world.as_(by), group=world.board, draft=of or draft(), judged=judged or at(3, 3), **more
    )


def test_risks_are_numbered_one_after_another_for_ever(world):
    first, second = a_risk(world), a_risk(world, "A lease ends")
    closed(world, second)
    third = a_risk(world, "Staff leave")
    assert [Risk.objects.get(id=id).number for id in (first, second, third)] == [1, 2, 3]
    assert steps(first) == [("raised", 4, 4)]


def test_one_not_open_to_everybody_leaves_no_gap_in_the_numbers_of_the_others(world):
    tender = a_restriction(world, bar=["charity"])
    a_risk(world)
    apart = [a_risk(world, "A", audience=Audience.CORE), a_risk(world, "B", restriction=tender)]
    last = a_risk(world, "C")
    rows = [Risk.objects.get(id=id) for id in (*apart, last)]
    assert [(row.is_apart, row.number) for row in rows] == [(True, 1), (True, 2), (False, 2)]
    assert set(scopes.risks(world.actor("charity")).values_list("title", flat=True)) == {
        "Funding ends", "A", "C",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"of": draft(title="")}, "holding.risk_untitled"),
        ({"of": draft(effect=" ")}, "holding.risk_without_effect"),
        ({"judged": at(3, 3, on=TODAY + timedelta(days=1))}, "holding.judged_later"),
        ({"judged": at(3, 3, review_on=MADE)}, "holding.review_not_after"),
    ],
)
def test_a_risk_that_says_too_little_is_refused(world, said, expected):
    assert code(raised(world, **said)) == expected
    assert not Risk.objects.exists()


def test_whoever_has_left_cannot_be_given_a_risk_and_keeps_the_one_they_had(world):
    risk = a_risk(world)
    done(setting_up.leave(world.as_("coordinator"), person=world.people["charity"], left_on=TODAY))
    gone = draft(owner=world.people["charity"])
    assert code(raised(world, of=gone)) == "holding.owner_left"
    done(holding.change_risk(world.as_("coordinator"), risk=risk, version=1, draft=gone))
    assert Risk.objects.get(id=risk).owner_id == world.people["charity"]


def test_a_group_that_has_ended_raises_none(world):
    by = world.as_("coordinator")
    group = done(setting_up.add_group(by, slug="old", name="Old group"))
    done(setting_up.end_group(by, group=group, version=1, ended_on=date(2026, 9, 30)))
    assert code(holding.raise_risk(by, group=group, draft=draft(), judged=at(3, 3))) == "groups.ended"


@pytest.mark.parametrize("key", ["police", "observer", "analyst"])
def test_only_those_who_run_or_chair_the_group_keep_its_register(world, key):
    with pytest.raises(NotAllowedError):
        raised(world, by=key)


def test_another_partnership_s_risk_owner_and_agency_are_not_found():
    world, other = make_two()
    for of in (draft(owner=other.people["chair"]), draft(agency=other.agencies["police"])):
        with pytest.raises(NotFoundError):
            raised(world, of=of)
    with pytest.raises(NotFoundError):
        holding.review_risk(other.as_("coordinator"), risk=a_risk(world), version=1, judged=at(1, 1))


def test_a_review_is_added_and_the_ones_before_it_stay(world):
    risk = a_risk(world)
    reviewed(world, risk, at(5, 4, on=AGAIN, review_on=date(2027, 1, 14), words="The grant ends"))
    assert steps(risk) == [("raised", 4, 4), ("reviewed", 5, 4)]
    assert Risk.objects.get(id=risk).review_on == date(2027, 1, 14)
    assert last_event() == "holding.risk_reviewed"


def test_its_owner_and_its_agency_review_it_and_nobody_else_who_sits(world):
    risk = a_risk(world)
    reviewed(world, risk, at(2, 2, on=AGAIN), by="charity")
    theirs = a_risk(world, "Staff leave", owner="")
    reviewed(world, theirs, at(2, 2, on=AGAIN), by="charity")
    with pytest.raises(NotAllowedError):
        holding.review_risk(world.as_("police"), risk=risk, version=2, judged=at(1, 1, on=TODAY))


def test_a_review_before_the_latest_is_refused(world):
    risk = a_risk(world)
    early = at(2, 2, on=MADE - timedelta(days=1))
    outcome = holding.review_risk(world.as_("coordinator"), risk=risk, version=1, judged=early)
    assert code(outcome) == "holding.judged_out_of_order"


def test_a_risk_is_closed_with_why_and_opened_again_under_its_number(world):
    risk = a_risk(world)
    assert code(
        holding.close_risk(world.as_("coordinator"), risk=risk, version=1, why=" ", on=TODAY)
    ) == "holding.closing_unexplained"  # fmt: skip
    closed(world, risk)
    row = Risk.objects.get(id=risk)
    assert (row.review_on, last_event()) == (None, "holding.risk_closed")
    by = world.as_("coordinator")
    again = at(3, 3, on=TODAY)
    assert code(holding.review_risk(by, risk=risk, version=2, judged=again)) == "holding.risk_closed"
    assert code(holding.change_risk(by, risk=risk, version=2, draft=draft())) == "holding.risk_closed"
    assert (
        code(holding.reopen_risk(by, risk=risk, version=2, judged=again)) == "holding.reopening_unexplained"
    )
    done(holding.reopen_risk(by, risk=risk, version=2, judged=at(3, 3, on=TODAY, words="It fell through")))
    assert steps(risk) == [("raised", 4, 4), ("closed", 4, 4), ("reopened", 3, 3)]
    assert Risk.objects.get(id=risk).number == row.number


@pytest.mark.parametrize("verb", ["change", "review", "close", "reopen"])
def test_what_somebody_else_changed_meanwhile_is_not_written_over(world, verb):
    risk, by = a_risk(world), world.as_("coordinator")
    version = Risk.objects.get(id=risk).version
    closed(world, risk) if verb == "reopen" else reviewed(world, risk, at(1, 1, on=AGAIN))
    said = {"risk": risk, "version": version}
    ask = {
        "change": lambda: holding.change_risk(by, draft=draft(), **said),
        "review": lambda: holding.review_risk(by, judged=at(2, 2, on=TODAY), **said),
        "close": lambda: holding.close_risk(by, why="Over", on=TODAY, **said),
        "reopen": lambda: holding.reopen_risk(by, judged=at(2, 2, on=TODAY, words="Back"), **said),
    }[verb]
    with pytest.raises(StaleError):
        ask()


def test_the_risks_of_whoever_goes_are_handed_over_with_what_they_lead(world):
    risk, over = a_risk(world), closed(world, a_risk(world, "A lease ends"))
    hidden = a_risk(world, "A tender fails", audience=Audience.RESTRICTED)
    charity, health = world.people["charity"], world.people["health"]
    barred = setting_up.set_restriction(
        world.as_("first"),
        name="A tender",
        reason="Bidders",
        from_on=TODAY,
        barred_people=[world.people["coordinator"]],
    )
    Risk.objects.filter(id=hidden).update(restriction=done(barred))
    by = world.as_("coordinator")
    page = page_handover(by.actor, person=charity, today=TODAY)
    assert (page.lede, [one.text for one in page.promises.risks]) == ("They own 1 risk.", ["1 Funding ends"])
    given = membership.hand_over(by, person=charity, to=health, reason="A new post")
    assert isinstance(given, Done)
    assert given.sentence == "0 actions, 0 papers and 1 risk handed over."
    owners = {id: Risk.objects.get(id=id).owner_id for id in (risk, over, hidden)}
    assert owners == {risk: health, over: charity, hidden: charity}


def test_its_words_and_its_reviews_are_found(world):
    risk = a_risk(world)
    reviewed(world, risk, at(2, 2, on=AGAIN, words="The landlord wrote"))
    found = SearchText.objects.get(subject_kind="risk", subject_id=risk)
    assert found.title == "Funding ends"
    assert "landlord" in found.words
    assert found.on == AGAIN
