"""How an entry stands by its own record, beside what its lead declares."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quorate.domain.imports.target_words import read_target
from quorate.domain.plans.facts import EntryKind, Lead, Rating, Status, Target, TargetKind
from quorate.domain.plans.labels import FLAGS, HEADLINES, RATINGS, STATUSES, Flag, Headline
from quorate.domain.plans.standing import standing
from quorate.domain.plans.targets import last_instance, next_instance
from tests.domain.plans.builders import START, by, days_after, state, update

TODAY = date(2020, 3, 31)
RECENT = update(date(2020, 3, 1))


def test_complete_is_never_overdue():
    one = standing(state(progress=update(START, Status.COMPLETE), targets=(by(date(2019, 1, 1)),)), TODAY)

    assert (one.headline, one.flags, one.days_overdue) == (Headline.COMPLETE, frozenset(), 0)


def test_a_passed_target_date_is_off_track_and_says_by_how_many_days():
    one = standing(state(progress=RECENT, targets=(by(date(2020, 3, 1)),)), TODAY)

    assert (one.headline, one.days_overdue) == (Headline.OFF_TRACK, 30)
    assert one.marks[0].sentence == "Overdue by 30 days: due by 1 March 2020."


def test_on_its_last_day_it_is_due_and_not_overdue():
    one = standing(state(progress=RECENT, targets=(by(TODAY),)), TODAY)

    assert one.flags == {Flag.DUE_SOON}
    assert one.marks[0].sentence == "Due today."


def test_a_month_is_due_on_its_last_day():
    march = Target(kind=TargetKind.MONTH, raw="March 2020", on=date(2020, 3, 31))

    assert standing(state(progress=RECENT, targets=(march,)), TODAY).headline is Headline.ON_TRACK
    assert standing(state(progress=RECENT, targets=(march,)), days_after(TODAY, 1)).days_overdue == 1


@pytest.mark.parametrize(("days", "is_soon"), [(27, True), (28, True), (29, False)])
def test_due_soon_is_within_twenty_eight_days(days, is_soon):
    one = standing(state(progress=RECENT, targets=(by(days_after(TODAY, days)),)), TODAY)

    assert (Flag.DUE_SOON in one.flags) is is_soon


def test_due_soon_and_not_started_is_at_risk():
    one = standing(state(targets=(by(days_after(TODAY, 10)),), began_on=date(2020, 3, 1)), TODAY)

    assert one.headline is Headline.AT_RISK


@pytest.mark.parametrize(("days", "is_silent"), [(92, False), (93, True)])
def test_silence_is_marked_after_a_quarter(days, is_silent):
    one = standing(state(progress=update(days_after(TODAY, -days))), TODAY)

    assert (Flag.NO_UPDATE in one.flags) is is_silent


def test_what_never_had_an_update_is_silent_since_it_began():
    one = standing(state(began_on=date(2019, 6, 1)), TODAY)

    assert "No update from lead since it began on 1 June 2019." in [mark.sentence for mark in one.marks]


def test_ongoing_is_never_overdue_and_must_have_a_review_date():
    ongoing = Target(kind=TargetKind.ONGOING, raw="Ongoing")
    one = standing(state(progress=RECENT, targets=(ongoing,)), TODAY)

    assert one.flags == {Flag.NO_REVIEW_DATE}
    assert one.headline is Headline.UNDER_WAY


def test_ongoing_past_its_review_date_is_at_risk_and_not_overdue():
    ongoing = Target(kind=TargetKind.ONGOING, raw="Ongoing", review_on=date(2020, 3, 30))
    one = standing(state(progress=RECENT, targets=(ongoing,)), TODAY)

    assert (one.headline, one.flags) == (Headline.AT_RISK, {Flag.REVIEW_PASSED})


def test_dependent_on_something_is_waiting_for_it():
    target = Target(
        kind=TargetKind.DEPENDENT, raw="Dependent on announcement", depends_on="the funding announcement"
    )
    one = standing(state(progress=RECENT, targets=(target,)), TODAY)

    assert (one.headline, one.marks[0].sentence) == (
        Headline.WAITING,
        "Waiting: the funding announcement.",
    )


def test_the_first_of_two_target_dates_passing_is_not_overdue():
    one = standing(state(progress=RECENT, targets=(by(date(2020, 3, 1)), by(date(2020, 6, 1)))), TODAY)

    assert (one.headline, one.flags) == (Headline.AT_RISK, {Flag.TARGET_PASSED})
    assert "1 of 2 target dates passed" in one.marks[0].sentence


def test_a_yearly_update_given_in_its_year_is_on_track_and_next_falls_a_year_on():
    yearly = Target(
        kind=TargetKind.RECURRING,
        raw="Annual updates from Nov 19",
        starts_on=date(2019, 11, 30),
        every_months=12,
    )
    one = standing(state(progress=RECENT, targets=(yearly,)), TODAY)

    assert (one.headline, one.next_due_on, one.due_on) == (Headline.ON_TRACK, date(2020, 11, 30), None)


def test_a_yearly_update_never_given_is_marked_when_its_day_passes():
    yearly = Target(kind=TargetKind.RECURRING, starts_on=date(2019, 11, 30), every_months=12)
    one = standing(state(progress=update(date(2018, 11, 1)), targets=(yearly,)), date(2019, 12, 1))

    assert Flag.TARGET_PASSED in one.flags
    assert one.headline is Headline.AT_RISK


@pytest.mark.parametrize(("heard", "is_owed"), [(date(2018, 11, 30), True), (date(2018, 12, 1), False)])
def test_an_update_on_the_day_of_one_instance_does_not_answer_the_next(heard, is_owed):
    yearly = Target(kind=TargetKind.RECURRING, starts_on=date(2018, 11, 30), every_months=12)
    one = standing(state(progress=update(heard), targets=(yearly,)), date(2019, 12, 1))

    assert (Flag.TARGET_PASSED in one.flags) is is_owed


@pytest.mark.parametrize(("days", "is_silent"), [(366, False), (372, False), (373, True)])
def test_what_is_asked_once_a_year_is_silent_after_twelve_months_of_the_longest(days, is_silent):
    yearly = Target(kind=TargetKind.RECURRING, starts_on=date(2020, 11, 30), every_months=12)
    one = standing(state(progress=update(days_after(TODAY, -days)), targets=(yearly,)), TODAY)

    assert (Flag.NO_UPDATE in one.flags) is is_silent


def test_what_is_asked_once_a_year_is_not_silent_after_a_quarter():
    yearly = Target(kind=TargetKind.RECURRING, starts_on=date(2020, 11, 30), every_months=12)

    assert standing(state(progress=update(date(2019, 10, 1)), targets=(yearly,)), TODAY).flags == frozenset()


def test_waiting_is_said_once_with_what_for():
    target = Target(kind=TargetKind.DEPENDENT, depends_on="the announcement")
    one = standing(state(progress=update(date(2020, 3, 1), Status.WAITING), targets=(target,)), TODAY)

    assert [mark.sentence for mark in one.marks] == ["Waiting: the announcement."]


def test_no_lead_and_a_lead_to_be_confirmed_are_two_things():
    to_come = Lead(raw="TBC", to_be_confirmed=True)
    marks = [standing(state(progress=RECENT, leads=leads), TODAY).flags for leads in ((), (to_come,))]

    assert marks == [{Flag.NO_LEAD, Flag.NO_TARGET_DATE}, {Flag.LEAD_TO_BE_CONFIRMED, Flag.NO_TARGET_DATE}]


def test_one_lead_named_beside_one_to_be_confirmed_is_enough():
    leads = (Lead(raw="TBC", to_be_confirmed=True), Lead(raw="Police"))

    assert Flag.LEAD_TO_BE_CONFIRMED not in standing(state(progress=RECENT, leads=leads), TODAY).flags


def test_a_section_is_not_asked_for_a_lead_a_date_or_an_update():
    assert standing(state(kind=EntryKind.SECTION, leads=(), began_on=date(2015, 1, 1)), TODAY).marks == ()


def test_not_done_is_closed_and_reads_with_reason():
    one = standing(state(progress=update(START, Status.NOT_DONE, progress="No money.")), TODAY)

    assert (one.is_open, one.label) == (False, "Not done, with reason")


@pytest.mark.parametrize(
    ("declared", "target", "expected"),
    [
        (
            Rating.ON_TRACK,
            date(2020, 3, 1),
            "The latest update says on track; the record shows off track. "
            "Overdue by 30 days: due by 1 March 2020.",
        ),
        (Rating.OFF_TRACK, date(2020, 3, 1), ""),
        (
            Rating.OFF_TRACK,
            date(2020, 9, 1),
            "The latest update says off track; nothing in the dates shows it.",
        ),
        (Rating.ON_TRACK, date(2020, 9, 1), ""),
        (Rating.AT_RISK, date(2020, 9, 1), ""),
        (
            Rating.AT_RISK,
            date(2020, 3, 1),
            "The latest update says at risk; the record shows off track. "
            "Overdue by 30 days: due by 1 March 2020.",
        ),
        (Rating.NONE, date(2020, 3, 1), ""),
    ],
)
def test_lead_and_record_differ_and_both_are_shown(declared, target, expected):
    one = standing(state(progress=update(date(2020, 3, 1), rating=declared), targets=(by(target),)), TODAY)

    assert one.disagreement == expected
    assert one.declared is declared


def test_every_word_of_a_list_has_a_label():
    assert (set(HEADLINES), set(FLAGS), set(STATUSES), set(RATINGS)) == (
        set(Headline),
        set(Flag),
        set(Status),
        set(Rating),
    )


def test_monthly_from_the_last_day_of_january_stays_on_the_last_day():
    monthly = Target(kind=TargetKind.RECURRING, starts_on=date(2020, 1, 31), every_months=1)

    found = [next_instance(monthly, date(2020, month, 1)) for month in (1, 2, 3, 4)]

    assert found == [date(2020, 1, 31), date(2020, 2, 29), date(2020, 3, 31), date(2020, 4, 30)]


def test_a_yearly_update_from_a_month_falls_due_on_its_last_day():
    yearly = read_target("Annual updates from Nov 19", as_at=date(2020, 3, 1)).targets[0]

    assert next_instance(yearly, date(2026, 11, 23)) == date(2026, 11, 30)
    assert next_instance(yearly, date(2026, 12, 1)) == date(2027, 11, 30)
    assert last_instance(yearly, date(2026, 11, 23)) == date(2025, 11, 30)


def test_a_yearly_update_from_february_falls_due_on_the_29th_of_a_leap_year():
    yearly = read_target("Annually from February 2019").targets[0]

    found = [next_instance(yearly, date(year, 1, 1)) for year in (2019, 2020, 2021)]

    assert found == [date(2019, 2, 28), date(2020, 2, 29), date(2021, 2, 28)]


def test_a_yearly_update_from_the_first_of_a_month_stays_on_the_first():
    yearly = read_target("Annually from 1 April 2019", as_at=date(2026, 11, 23)).targets[0]

    assert yearly.on == next_instance(yearly, date(2026, 11, 23)) == date(2027, 4, 1)


days = st.dates(date(2018, 1, 1), date(2024, 12, 31))
targets = st.one_of(
    st.builds(lambda on: by(on), days),
    st.builds(lambda on: Target(kind=TargetKind.ONGOING, review_on=on), st.none() | days),
    st.builds(
        lambda on, step: Target(kind=TargetKind.RECURRING, starts_on=on, every_months=step),
        days,
        st.none() | st.integers(1, 24),
    ),
    st.just(Target(kind=TargetKind.DEPENDENT, depends_on="it")),
    st.just(Target(kind=TargetKind.NONE)),
)
progress = st.builds(update, days, st.sampled_from(Status), rating=st.sampled_from(Rating))
states = st.builds(
    lambda found, word: state(targets=tuple(found), progress=word),
    st.lists(targets, max_size=4),
    st.none() | progress,
)


@settings(max_examples=150)
@given(states, days)
def test_only_an_open_entry_whose_every_date_has_passed_is_overdue(one, today):
    result = standing(one, today)
    closed = one.progress is not None and one.progress.status in (Status.COMPLETE, Status.NOT_DONE)
    dated = [t.on for t in one.targets if t.kind is TargetKind.DAY]

    overdue = not closed and bool(dated) and all(on < today for on in dated)

    assert (Flag.OVERDUE in result.flags) is overdue
    assert (result.headline is Headline.OFF_TRACK) is overdue
    assert (result.days_overdue > 0) is overdue
    assert result.is_open is not closed
    if closed:
        assert result.marks == ()


@settings(max_examples=150)
@given(states, days, st.integers(1, 400))
def test_an_entry_left_alone_never_gets_better_with_time(one, today, later):
    one = replace(
        one, version=replace(one.version, targets=tuple(t for t in one.targets if t.kind is TargetKind.DAY))
    )
    before, after = standing(one, today), standing(one, today + timedelta(days=later))

    if Flag.OVERDUE in before.flags:
        assert after.days_overdue == before.days_overdue + later
    if Flag.NO_UPDATE in before.flags:
        assert Flag.NO_UPDATE in after.flags


@settings(max_examples=150)
@given(days, st.integers(1, 24), days)
def test_instances_of_a_recurring_target_are_those_counted_one_by_one(first, step, today):
    target = Target(kind=TargetKind.RECURRING, starts_on=first, every_months=step)
    counted = [first]
    while counted[-1] < today:
        counted.append(next_instance(target, counted[-1] + timedelta(days=1)))

    assert counted == sorted(set(counted))
    assert next_instance(target, today) == counted[-1]
    assert last_instance(target, today) == (counted[-2] if len(counted) > 1 else None)
    assert all(
        (one.year * 12 + one.month - first.year * 12 - first.month) == place * step
        for place, one in enumerate(counted)
    )


@settings(max_examples=150)
@given(
    days,
    st.sampled_from([(1, "Monthly"), (3, "Quarterly"), (6, "Six-monthly"), (12, "Annually")]),
    days,
    days,
)
def test_what_recurs_from_a_month_falls_due_on_the_last_day_of_every_step(first, every, as_at, today):
    step, words = every
    (target,) = read_target(f"{words} from {first:%B %Y}", as_at=as_at).targets

    for one in filter(None, (next_instance(target, today), last_instance(target, today))):
        assert (one + timedelta(days=1)).day == 1
        assert ((one.year - first.year) * 12 + one.month - first.month) % step == 0
    assert next_instance(target, today) >= today
    assert target.on == next_instance(target, as_at)


@settings(max_examples=150)
@given(days, days, days)
def test_what_recurs_from_a_day_never_falls_due_on_another(first, as_at, today):
    given, read = (
        read_target(f"Annually from {first.day} {first:%B %Y}", as_at=day).targets[0] for day in (None, as_at)
    )

    assert next_instance(read, today) == next_instance(given, today)
    assert next_instance(given, first) == first
