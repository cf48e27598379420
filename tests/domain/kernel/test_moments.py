"""The two clocks of a moment."""

from datetime import UTC, date, datetime, time

from quorate.domain.kernel.asking import LONDON, Pretended, local_day, moment_of


def test_today_is_the_local_date_and_not_the_one_in_utc():
    late_on_a_summer_evening = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

    assert moment_of(late_on_a_summer_evening, LONDON).today == date(2026, 7, 1)


def test_the_day_of_an_instant_begins_an_hour_before_the_one_in_utc_in_summer_alone():
    assert local_day(datetime(2026, 6, 30, 22, 59, tzinfo=UTC)) == date(2026, 6, 30)
    assert local_day(datetime(2026, 6, 30, 23, 0, tzinfo=UTC)) == date(2026, 7, 1)
    assert local_day(datetime(2026, 12, 30, 23, 30, tzinfo=UTC)) == date(2026, 12, 30)


def test_a_pretended_day_moves_both_clocks():
    now = datetime(2027, 3, 5, 9, 15, tzinfo=UTC)

    moment = moment_of(now, LONDON, pretended=Pretended(date(2026, 12, 2)))

    assert moment.today == date(2026, 12, 2)
    assert moment.at == datetime(2026, 12, 2, 9, 15, tzinfo=UTC)


def test_a_pretended_hour_goes_on_from_when_it_was_set_to_the_last_minute_of_its_day():
    since = datetime(2027, 3, 5, 9, 15, tzinfo=UTC)
    there = Pretended(date(2026, 12, 10), time(13, 50), since)

    def at(*clock: int) -> datetime:
        return moment_of(datetime(2027, 3, 5, *clock, tzinfo=UTC), LONDON, pretended=there).at

    assert at(9, 15) == datetime(2026, 12, 10, 13, 50, tzinfo=UTC)
    assert at(9, 45) == datetime(2026, 12, 10, 14, 20, tzinfo=UTC)
    assert at(23, 0) == datetime(2026, 12, 10, 23, 59, tzinfo=UTC)
