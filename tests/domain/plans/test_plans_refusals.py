"""What may be recorded about a plan, and what a plan may say."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quorate.domain.kernel.outcomes import OnBehalf
from quorate.domain.plans.facts import Rating, Status, Target, TargetKind
from quorate.domain.plans.refusals import (
    ProgressDraft,
    refusal_to_move,
    refusal_to_record_progress,
    refusal_to_redate,
    refusal_to_withdraw,
    refusals_of_progress,
    refusals_of_version,
)
from tests.domain.plans.builders import by, state, version

TODAY, BEGAN = date(2020, 3, 31), date(2020, 1, 1)
DRAFT = ProgressDraft(as_at=TODAY, status=Status.UNDER_WAY, progress="Two posts filled.")
PHONED = OnBehalf(person="p1", how="telephone", on=TODAY)


def codes(draft, **more):
    return [r.code for r in refusals_of_progress(draft, today=TODAY, plan_began_on=BEGAN, **more)]


@pytest.mark.parametrize("as_at", [BEGAN, TODAY])
def test_an_update_may_speak_for_any_day_from_the_plans_first_to_today(as_at):
    assert codes(replace(DRAFT, as_at=as_at)) == []


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"as_at": date(2020, 4, 1)}, "plans.as_at_in_future", "as_at"),
        ({"as_at": date(2019, 12, 31)}, "plans.as_at_before_plan", "as_at"),
        (
            {"status": Status.COMPLETE, "progress": " ", "barrier": "None"},
            "plans.complete_without_saying",
            "progress",
        ),
        ({"status": Status.NOT_DONE, "progress": ""}, "plans.not_done_without_reason", "progress"),
        ({"status": Status.NOT_STARTED, "progress": ""}, "plans.empty_update", "progress"),
    ],
)
def test_an_update_is_refused_beside_its_field(change, code, field):
    refused = refusal_to_record_progress(replace(DRAFT, **change), today=TODAY, plan_began_on=BEGAN)

    assert (refused.code, refused.field) == (code, field)


def test_evidence_alone_says_what_was_done():
    assert codes(ProgressDraft(as_at=TODAY, status=Status.COMPLETE, evidence="Minute 4.2")) == []


def test_an_update_that_changes_nothing_and_says_nothing_is_empty():
    before = ProgressDraft(as_at=BEGAN, status=Status.UNDER_WAY, progress="Begun.")

    assert codes(ProgressDraft(as_at=TODAY, status=Status.UNDER_WAY), latest=before) == ["plans.empty_update"]
    changed = ProgressDraft(as_at=TODAY, status=Status.UNDER_WAY, rating=Rating.AT_RISK)
    assert codes(changed, latest=before) == []


def test_a_rating_left_out_of_an_empty_update_takes_nothing_back():
    before = ProgressDraft(
        as_at=BEGAN, status=Status.UNDER_WAY, rating=Rating.AT_RISK, progress="Begun.", barrier="No money."
    )

    silent = ProgressDraft(as_at=TODAY, status=Status.UNDER_WAY, barrier="No  money.")

    assert codes(silent, latest=before) == ["plans.empty_update"]
    assert codes(replace(silent, barrier=""), latest=before) == []


def test_waiting_says_for_what():
    assert codes(ProgressDraft(as_at=TODAY, status=Status.WAITING)) == ["plans.waiting_without_saying"]
    assert codes(ProgressDraft(as_at=TODAY, status=Status.WAITING, barrier="The grant.")) == []


def test_the_same_update_sent_twice_is_kept_once():
    said = ProgressDraft(as_at=TODAY, status=Status.UNDER_WAY, progress="Begun.")
    again = ProgressDraft(as_at=TODAY, status=Status.UNDER_WAY, progress="Begun. ")

    assert codes(again, latest=said) == ["plans.same_update"]


def test_a_first_update_may_say_only_that_it_has_begun():
    assert codes(ProgressDraft(as_at=TODAY, status=Status.UNDER_WAY)) == []


def test_acting_on_behalf_needs_who_how_and_when():
    assert codes(DRAFT, on_behalf=PHONED) == []
    nobody = OnBehalf(person="", how="dream", on=date(2020, 4, 2))
    assert codes(DRAFT, on_behalf=nobody) == [
        "plans.on_behalf_who",
        "plans.on_behalf_how",
        "plans.on_behalf_when",
    ]


def test_nobody_tells_of_a_day_before_it_comes():
    early = OnBehalf(person="p1", how="email", on=DRAFT.as_at - timedelta(days=1))
    assert codes(DRAFT, on_behalf=early) == ["plans.told_before"]
    assert codes(DRAFT, on_behalf=replace(early, on=DRAFT.as_at)) == []


def test_nobody_speaks_for_a_day_after_they_left():
    told = OnBehalf(person="p1", how="email", on=DRAFT.as_at)
    assert codes(DRAFT, on_behalf=told, left_on=DRAFT.as_at) == []
    assert codes(DRAFT, on_behalf=told, left_on=DRAFT.as_at - timedelta(days=1)) == ["plans.had_left"]


def test_nothing_is_recorded_about_a_withdrawn_entry():
    assert codes(DRAFT, is_withdrawn=True) == ["plans.entry_withdrawn"]


PLAN = [
    state("1", code="1"),
    state("1a", code="a", parent="1"),
    state("1b", code="b", parent="1"),
    state("1a1", code="i", parent="1a"),
    state("2", code="2"),
]


def version_codes(found, entry_id="new"):
    return [r.code for r in refusals_of_version(found, entry_id=entry_id, states=PLAN)]


def test_a_code_is_unique_among_its_siblings_only():
    assert version_codes(version(code="A", parent_id="1")) == ["plans.code_taken"]
    assert version_codes(version(code="a", parent_id="2")) == []
    assert version_codes(version(code="a", parent_id="1"), entry_id="1a") == []
    assert version_codes(version(code="", parent_id="1")) == []


def test_an_entry_says_what_is_to_be_done():
    assert version_codes(version(code="9", text="  ")) == ["plans.text_missing"]


def test_an_entry_cannot_stand_under_itself_or_what_stands_under_it():
    found = {
        parent: refusal_to_move(entry_id="1", parent_id=parent, states=PLAN)
        for parent in ("", "2", "1", "1a1", "gone")
    }

    assert {parent: refused.code if refused else None for parent, refused in found.items()} == {
        "": None,
        "2": None,
        "1": "plans.own_parent",
        "1a1": "plans.parent_below",
        "gone": "plans.parent_unknown",
    }


def test_a_plan_goes_no_deeper_than_eight_levels():
    ladder = [state("l1"), *(state(f"l{n}", parent=f"l{n - 1}") for n in range(2, 9))]

    assert refusal_to_move(entry_id="new", parent_id="l7", states=ladder) is None
    assert refusal_to_move(entry_id="new", parent_id="l8", states=ladder).code == "plans.too_deep"
    assert (
        refusal_to_move(entry_id="l1", parent_id="new", states=[*ladder, state("new")]).code
        == "plans.too_deep"
    )


names = st.sampled_from("abcdef")


@settings(max_examples=100)
@given(st.lists(st.tuples(names, names), max_size=12))
def test_moves_that_are_allowed_never_make_a_circle(moves):
    plan = {name: state(name, code=name) for name in "abcdef"}
    for entry_id, parent in moves:
        if refusal_to_move(entry_id=entry_id, parent_id=parent, states=list(plan.values())) is None:
            plan[entry_id] = state(entry_id, code=entry_id, parent=parent)

    for name in plan:
        up, steps = name, 0
        while up:
            up, steps = plan[up].parent_id, steps + 1
            assert steps <= len(plan)


@pytest.mark.parametrize(
    ("target", "code"),
    [
        (Target(kind=TargetKind.MONTH, raw="soon"), "plans.target_without_day"),
        (
            Target(kind=TargetKind.RANGE, starts_on=TODAY, on=BEGAN, raw="r"),
            "plans.target_ends_before_start",
        ),
        (Target(kind=TargetKind.RECURRING, on=TODAY, every_months=0), "plans.target_without_step"),
    ],
)
def test_a_target_date_must_make_sense(target, code):
    assert version_codes(version(code="9", targets=(target,))) == [code]


def test_a_later_target_date_needs_a_reason_and_an_earlier_one_does_not():
    one = state(targets=(by(date(2020, 6, 1)),))

    def code(targets, reason="", **more):
        refused = refusal_to_redate(one, targets=targets, reason=reason, **more)
        return refused and refused.code

    assert code((by(date(2020, 9, 1)),)) == "plans.redate_reason"
    assert code(()) == "plans.redate_reason"
    assert code((by(date(2020, 9, 1)),), "The post is vacant.") is None
    assert code((by(date(2020, 5, 1)),)) is None
    assert code(one.targets) == "plans.same_dates"
    assert code((by(date(2020, 5, 1)),), is_closed=True) == "plans.already_closed"


def test_an_entry_is_withdrawn_with_a_reason_once_nothing_stands_under_it():
    def code(entry_id, reason="Merged with another.", on=TODAY):
        one = next(s for s in PLAN if s.id == entry_id)
        refused = refusal_to_withdraw(one, states=PLAN, reason=reason, on=on, today=TODAY)
        return refused and refused.code

    assert code("2") is None
    assert code("1") == "plans.has_entries_below"
    assert code("2", reason="") == "plans.withdraw_reason"
    assert code("2", on=date(2020, 4, 1)) == "plans.withdrawn_in_future"
