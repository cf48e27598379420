"""A year of dates proposed, changed and set in the browser."""

from datetime import date, time

import pytest

from quorate.commands import meetings, setting_up
from quorate.commands.meeting_dates import set_dates
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.meetings.year import DateAsked
from quorate.queries.year_dates import Wish, page_year_dates
from quorate.records.models import EventRow, Meeting
from tests.builders.board import asks_the_same
from tests.builders.browsing import signed_in
from tests.builders.meetings import a_meeting
from tests.builders.world import TODAY, done, make_two, make_world

pytestmark = pytest.mark.django_db
NEXT_YEAR = Wish(year=date(2027, 4, 1))


@pytest.fixture(autouse=True)
def a_day_in_november(settings):
    settings.TODAY = TODAY.isoformat()


def page_of(world, key="coordinator", **more):
    return page_year_dates(world.actor(key), group="board", today=TODAY, **more)


def form_of(world, *days, **more):
    """The form with a day in each of these quarters of the year that begins in April 2027."""
    firsts = ("2027-04-01", "2027-07-01", "2027-10-01", "2028-01-01")
    said = {"year": "2027-04-01", "audience": "partnership", "do": "set"}
    for first, day in zip(firsts, days, strict=False):
        said |= {
            f"on-{first}": day,
            f"starts-{first}": "10am",
            f"minutes-{first}": "90",
            f"place-{first}": "Hall",
        }
    return said | {"version": page_of(world).version} | more


def post(world, form, key="coordinator"):
    return signed_in(world, key).post(f"/{world.slug}/groups/board/dates/", form)


def test_dates_are_like_those_before_and_carry_on_hour_place_and_audience():
    world = make_world()
    a_meeting(world, audience=Audience.CORE)  # the second Thursday of the quarter's first month, at 10

    page = page_of(world, wish=NEXT_YEAR)

    assert [row.on for row in page.rows] == [
        date(2027, 4, 8), date(2027, 7, 8), date(2027, 10, 14), date(2028, 1, 13)
    ]  # fmt: skip
    assert (page.starts, page.place, page.audience) == (time(10), "Committee room 2", "core")
    assert page.rows[0].due[0].title == "Papers in"
    assert page.rows[0].due[0].on == "Tuesday 23 March 2027"  # ten working days, over Easter
    assert "Good Friday" in page.rows[0].due[0].working


def test_a_quarter_with_a_meeting_shows_it_and_takes_no_other():
    world = make_world()
    meeting = a_meeting(world)

    page = page_of(world, wish=Wish(year=TODAY))

    assert page.rows[3].set_already == ((str(meeting), "Thursday 14 January 2027, 10am"),)
    assert [row.is_open for row in page.rows] == [False, False, True, False]


def test_school_holidays_are_kept_clear_of_and_said():
    world = make_world()
    a_meeting(world)
    by = world.as_("coordinator")
    done(setting_up.add_school_holiday(by, name="Easter", from_on=date(2027, 3, 26), to_on=date(2027, 4, 9)))

    row = page_of(world, wish=NEXT_YEAR).rows[0]

    assert row.on == date(2027, 4, 15)
    assert "in a school holiday (Easter)" in row.working


def test_a_meeting_of_another_group_that_day_is_shown_with_who_sits_on_both_and_a_hidden_one_is_not():
    world = make_world()
    a_meeting(world)
    by = world.as_("coordinator")
    group = done(setting_up.add_group(by, slug="other", name="Operational group"))
    seat = done(setting_up.add_seat(by, group=group, title="Police"))
    done(setting_up.appoint(by, seat=seat, person=world.people["police"], from_on=TODAY))
    for starts, audience in ((time(14), Audience.PARTNERSHIP), (time(15), Audience.RESTRICTED)):
        done(
            meetings.set_meeting(
                by, group=group, on=date(2027, 4, 8), starts=starts, minutes=60, audience=audience
            )
        )

    seen = page_of(world, "secretary", wish=NEXT_YEAR).rows[0].clashes

    assert seen == ("Operational group meets that day at 2pm; Superintendent sits on both.",)
    assert len(page_of(world, wish=NEXT_YEAR).rows[0].clashes) == 2


def test_a_day_chosen_instead_is_worked_out_with_what_speaks_against_it():
    world = make_world()

    page = page_of(world, wish=NEXT_YEAR, typed={"2027-04-01": date(2027, 5, 3), "2027-07-01": None})

    assert page.rows[0].working == "Chosen by you."
    assert page.rows[0].cautions == ("3 May 2027 is the Early May bank holiday.",)
    assert page.rows[1].on is None


def test_all_the_dates_given_are_set_at_once_and_a_row_without_a_day_is_not():
    world = make_world()

    response = post(world, form_of(world, "20 April 2027", "", "19 October 2027"))

    assert response.status_code == 302
    rows = Meeting.objects.order_by("on").values_list("on", "starts", "minutes", "place")
    assert list(rows) == [(day, time(10), 90, "Hall") for day in (date(2027, 4, 20), date(2027, 10, 19))]
    assert EventRow.objects.filter(code="meetings.set").count() == 2


def test_one_wrong_day_sets_none_and_every_fault_is_beside_its_field():
    world = make_world()

    response = post(world, form_of(world, "20 April 2027", "22 November 2026", "soon"))
    words = response.content.decode()

    assert response.status_code == 422
    assert "“soon” is not a date" in words
    assert 'value="20 April 2027"' in words
    response = post(world, form_of(world, "20 April 2027", "22 November 2026", "20 April 2027"))
    words = response.content.decode()
    assert "22 November 2026 is not to come." in words
    assert "This day and time are given twice." in words
    assert not Meeting.objects.exists()


def test_a_day_one_would_hardly_choose_is_set_once_that_very_day_is_meant():
    world = make_world()
    form = form_of(world, "25 12 2027", "13 July 2027")

    asked = post(world, form)

    words = asked.content.decode()
    assert asked.status_code == 422
    assert "25 December 2027 is a Saturday and Christmas Day." in words
    assert "25 December 2027 is outside this part of the year." in words
    assert 'id="meant-2027-07-01"' not in words
    assert not Meeting.objects.exists()
    ticked = {"meant-2027-04-01": "2027-12-25"}
    other = post(world, form | {"on-2027-04-01": "26 12 2027"} | ticked)
    assert "26 December 2027 is a Sunday and Boxing Day." in other.content.decode()
    assert post(world, form | ticked).status_code == 302
    assert Meeting.objects.count() == 2


def test_dates_set_meanwhile_by_somebody_else_are_shown_over_those_typed():
    world = make_world()
    form = form_of(world, "20 April 2027")
    a_meeting(world, date(2027, 4, 13))

    response = post(world, form)
    words = response.content.decode()

    assert response.status_code == 409
    assert "Tuesday 13 April 2027" in words
    assert "20 April 2027" in words
    assert Meeting.objects.count() == 1


def test_looking_at_changed_days_sets_nothing():
    world = make_world()

    response = post(world, form_of(world, "3 May 2027", do="look"))

    assert response.status_code == 200
    assert "Early May bank holiday" in response.content.decode()
    assert not Meeting.objects.exists()


def test_who_does_not_set_meetings_neither_sees_nor_sets_and_another_board_is_not_found():
    world, other = make_two()
    dates = [DateAsked("a", date(2027, 4, 20), time(10), 90)]

    with pytest.raises(NotAllowedError):
        page_of(world, "police")
    with pytest.raises(NotAllowedError):
        set_dates(world.as_("police"), group=world.board, dates=dates, audience=Audience.PARTNERSHIP)
    with pytest.raises(NotFoundError):
        set_dates(world.as_("coordinator"), group=other.board, dates=dates, audience=Audience.PARTNERSHIP)
    with pytest.raises(StaleError):
        set_dates(
            world.as_("coordinator"), group=world.board, dates=dates, audience=Audience.PARTNERSHIP, known=3
        )


def test_an_audience_one_is_not_of_is_refused_and_sets_none():
    world = make_world()
    dates = [DateAsked("a", date(2027, 4, 20), time(10), 90)]

    outcome = set_dates(world.as_("secretary"), group=world.board, dates=dates, audience=Audience.RESTRICTED)

    assert isinstance(outcome, Refusal)
    assert outcome.code == "meetings.audience_not_yours"
    assert not Meeting.objects.exists()


def test_more_meetings_and_groups_ask_the_database_no_more():
    world = make_world()
    by = world.as_("coordinator")

    def more(first, last):
        for n in range(first, last):
            a_meeting(world, date(2027, 1, 14 + n))
            group = done(setting_up.add_group(by, slug=f"g{n}", name=f"Group {n}"))
            seat = done(setting_up.add_seat(by, group=group, title="Police"))
            done(setting_up.appoint(by, seat=seat, person=world.people["police"], from_on=TODAY))
            done(
                setting_up.add_school_holiday(
                    by, name="Half-term", from_on=date(2027, 2, 1 + n), to_on=date(2027, 2, 9)
                )
            )

    before, after = asks_the_same(
        lambda: page_of(world, wish=NEXT_YEAR), lambda: more(0, 1), lambda: more(1, 5)
    )
    assert after <= before
