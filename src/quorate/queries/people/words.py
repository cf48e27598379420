"""How the pages about people say things: as what somebody serves, from when to when, and for how long not."""

from datetime import date

from quorate.domain.kernel.words import count, day
from quorate.domain.membership.facts import OFFICES, Office
from quorate.records.facts.people import SeatFacts


def as_what(office: str, is_deputy: bool, has_authority: bool) -> str:
    """As what somebody was appointed."""
    if is_deputy:
        return "Deputy" if has_authority else "Deputy without authority to decide"
    return OFFICES[Office(office)].capitalize()


def dates(from_on: date, to_on: date | None) -> str:
    """From a day, or from a day to a day."""
    return f"{day(from_on)} to {day(to_on)}" if to_on else f"since {day(from_on)}"


def dates_now(from_on: date, to_on: date | None, today: date) -> str:
    """The same, with a word where it has not begun or is over.

    >>> dates_now(date(2026, 12, 14), None, date(2026, 12, 9))
    'from 14 December 2026, not yet'
    """
    if from_on > today:
        return f"from {dates(from_on, to_on).removeprefix('since ')}, not yet"
    return dates(from_on, to_on) + (", no longer" if to_on and to_on < today else "")


def vacancy(seat: SeatFacts, today: date) -> str:
    """Since when nobody has held a seat, and who comes next."""
    later = seat.next_holder
    coming = f"; {later.name} from {day(later.from_on)}" if later else ""
    if seat.vacant_since is None:
        return f"nobody has held it yet{coming}"
    days = (today - seat.vacant_since).days
    for_long = f", {count(days, 'day')}" if days else ""
    return f"since {day(seat.vacant_since)}{for_long}{coming}"
