"""A plan as it stood on a date: effective by that date, as known now or at a chosen instant."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from quorate.domain.plans.facts import Status
from quorate.domain.plans.position import as_at, history
from tests.domain.plans.builders import at, entry, update, version

MARCH, APRIL, MAY = date(2020, 3, 31), date(2020, 4, 30), date(2020, 5, 31)


def test_the_version_in_force_is_the_latest_effective_by_the_date():
    one = entry(version(MARCH, text="First"), version(MAY, text="Second"))

    texts = [as_at([one], on)[0].version.text for on in (MARCH, APRIL, MAY)]

    assert texts == ["First", "First", "Second"]


def test_an_entry_that_began_later_is_not_in_the_plan_yet():
    assert as_at([entry(version(APRIL))], MARCH) == ()


def test_of_two_versions_for_one_date_the_later_recorded_wins():
    one = entry(
        version(MARCH, text="Corrected", recorded_at=at(MAY)),
        version(MARCH, text="First", recorded_at=at(MARCH)),
    )

    assert as_at([one], MARCH)[0].version.text == "Corrected"


def test_of_two_versions_of_one_instant_the_later_numbered_stands():
    one = entry(
        version(MARCH, text="Second", id="a", number=2), version(MARCH, text="First", id="b", number=1)
    )

    assert as_at([one], MARCH)[0].version.text == "Second"


def test_a_correction_recorded_later_is_seen_unless_the_report_was_frozen():
    one = entry(version(MARCH, text="First"), version(MARCH, text="Corrected", recorded_at=at(MAY)))

    assert as_at([one], MARCH)[0].version.text == "Corrected"
    assert as_at([one], MARCH, known_by=at(APRIL))[0].version.text == "First"


def test_the_update_shown_is_the_latest_that_speaks_for_the_date():
    one = entry(
        version(MARCH),
        progress=[update(MAY, Status.COMPLETE, recorded_at=at(MAY)), update(MARCH, recorded_at=at(MAY, 12))],
    )

    assert as_at([one], APRIL)[0].progress.status is Status.UNDER_WAY
    assert as_at([one], MAY)[0].progress.status is Status.COMPLETE


def test_a_withdrawn_entry_leaves_the_plan_from_its_day_and_is_still_in_the_past():
    one = entry(version(MARCH), version(MAY, withdrawn=True))

    assert len(as_at([one], APRIL)) == 1
    assert as_at([one], MAY) == ()
    assert as_at([one], MAY, with_withdrawn=True)[0].version.withdrawn


days = st.dates(date(2020, 1, 1), date(2020, 12, 31))
instants = st.integers(0, 400).map(lambda n: at(date(2020, 1, 1)) + timedelta(hours=n * 24))
versions = st.builds(
    lambda on, known, n, gone: version(on, recorded_at=known, text=f"t{n}", id=f"v{n}", withdrawn=gone),
    days,
    instants,
    st.integers(0, 10_000),
    st.booleans(),
)
updates = st.builds(
    lambda on, known, n, status: update(on, status, recorded_at=known, id=f"p{n}"),
    days,
    instants,
    st.integers(0, 10_000),
    st.sampled_from(Status),
)
several_versions = st.lists(versions, max_size=5, unique_by=lambda v: v.id)
several_updates = st.lists(updates, max_size=5, unique_by=lambda p: p.id)


@settings(max_examples=100)
@given(several_versions, several_updates, days, instants)
def test_what_is_effective_later_never_changes_an_earlier_view(found, progress, on, known):
    before = as_at([entry(*found, progress=progress)], on, known_by=known)
    later = version(on + timedelta(days=1), recorded_at=known, id="later")
    later_update = update(on + timedelta(days=1), recorded_at=known, id="later")

    after = as_at([entry(*found, later, progress=[*progress, later_update])], on, known_by=known)

    assert after == before


@settings(max_examples=100)
@given(several_versions, several_updates, days, instants, days)
def test_what_is_recorded_later_never_changes_a_frozen_report(found, progress, on, known, effective):
    before = as_at([entry(*found, progress=progress)], on, known_by=known)
    later = known + timedelta(seconds=1)

    after = as_at(
        [
            entry(
                *found,
                version(effective, recorded_at=later, id="later"),
                progress=[*progress, update(effective, recorded_at=later, id="later")],
            )
        ],
        on,
        known_by=known,
    )

    assert after == before


@settings(max_examples=100)
@given(several_versions, several_updates, days, instants)
def test_as_at_is_what_walking_through_the_days_comes_to(found, progress, on, known):
    current = last = None
    for item in sorted(found, key=lambda v: (v.effective_on, v.recorded_at, v.id)):
        if item.effective_on <= on and item.recorded_at <= known:
            current = item
    for item in sorted(progress, key=lambda p: (p.as_at, p.recorded_at, p.id)):
        if item.as_at <= on and item.recorded_at <= known:
            last = item

    shown = as_at([entry(*found, progress=progress)], on, known_by=known, with_withdrawn=True)

    assert [(s.version, s.progress) for s in shown] == ([(current, last)] if current else [])
    assert len(history(progress, on, known_by=known)) == (shown[0].updates if shown else 0) or not shown
