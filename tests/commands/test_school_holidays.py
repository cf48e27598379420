"""School holidays: listed, taken away, and refused when they cannot be right."""

from datetime import date, timedelta

import pytest

from quorate.commands import setting_up
from quorate.commands.runner import Done
from quorate.domain.calendar.school import LONGEST_HOLIDAY
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.records.models import EventRow, SchoolHoliday
from tests.builders.world import done, make_two, make_world

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2027, 2, 15), date(2027, 2, 19)


def add(world, from_on=FIRST, to_on=LAST, key="coordinator"):
    return setting_up.add_school_holiday(world.as_(key), name="Half-term", from_on=from_on, to_on=to_on)


def remove(world, holiday, version=1, key="coordinator"):
    return setting_up.remove_school_holiday(world.as_(key), holiday=holiday, version=version)


def test_a_holiday_is_listed_and_taken_away_and_both_are_on_record():
    world = make_world()

    holiday = done(add(world))
    assert SchoolHoliday.objects.get().to_on == LAST
    done(remove(world, holiday))

    assert not SchoolHoliday.objects.exists()
    codes = EventRow.objects.filter(code__startswith="calendar.school").values_list("code", flat=True)
    assert set(codes) == {"calendar.school_holiday_added", "calendar.school_holiday_removed"}


@pytest.mark.parametrize(
    ("from_on", "to_on", "code"),
    [
        (LAST, FIRST, "calendar.holiday_order"),
        (FIRST, FIRST + timedelta(days=LONGEST_HOLIDAY), "calendar.holiday_long"),
        (FIRST, LAST, "calendar.holiday_listed"),
    ],
)
def test_days_that_cannot_be_a_holiday_are_refused(from_on, to_on, code):
    world = make_world()
    done(add(world))

    outcome = add(world, from_on, to_on)

    assert isinstance(outcome, Refusal)
    assert outcome.code == code
    assert SchoolHoliday.objects.count() == 1


def test_one_day_and_days_that_overlap_others_are_listed():
    world = make_world()
    done(add(world))

    assert isinstance(add(world, FIRST, FIRST), Done)
    assert isinstance(add(world, FIRST, FIRST + timedelta(days=LONGEST_HOLIDAY - 1)), Done)


def test_only_the_coordinator_lists_and_nobody_touches_anothers():
    world, other = make_two()
    holiday = done(add(world))

    for act in (lambda: add(world, key="chair"), lambda: remove(world, holiday, key="secretary")):
        with pytest.raises(NotAllowedError):
            act()
    with pytest.raises(NotFoundError):
        remove(other, holiday)
    with pytest.raises(StaleError):
        remove(world, holiday, version=2)
    assert SchoolHoliday.objects.count() == 1
