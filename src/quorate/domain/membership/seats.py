"""What a seat may be said to be: its places, its condition, the office it follows, the name it shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, day
from quorate.domain.membership.facts import OFFICES, Office

MOST_PLACES = 20
OFFICES_FOLLOWED = {
    office.value: name for office, name in OFFICES.items() if office is not Office.NONE
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SeatDraft:
    """What is said of a seat. The ids are text, empty for none.

    `shown_as` is what a lived-experience seat calls whoever holds it, everywhere.
    """

    title: str
    seat_class: str = "core"
    agency: str = ""
    places: int = 1
    condition: str = ""
    by_interest: bool = False
    follows_group: str = ""
    follows_office: str = ""
    shown_as: str = ""

    @property
    def places_to_fill(self) -> int:
        """How many of its places somebody may be appointed to: one is its office's, where it follows one."""
        return self.places - bool(self.follows_office)


def is_there(since: date | None, on: date, *, is_held: bool) -> bool:
    """Whether a seat is there on a day: from the day it was added on, and whenever somebody held it.

    `since` is None of one that was always there. What is said of a past meeting stays so when one is added.

    >>> is_there(date(2026, 12, 9), date(2026, 12, 8), is_held=False)
    False
    """
    return is_held or since is None or since <= on


def leaves_gap(condition: str) -> bool:
    """Whether a place of a seat that nobody holds is vacant; one there only on a condition is not there then.

    >>> leaves_gap(""), leaves_gap("services are commissioned")
    (True, False)
    """
    return not condition.strip()


def refusal_of_seat(draft: SeatDraft, *, group: str, most_held: int = 0) -> Refusal | None:
    """Why a seat cannot be said to be so. `most_held` is how many hold it at once, now or later.

    Codes: `membership.places_out_of_range`, `membership.office_of_no_group`, `membership.follows_itself`,
    `membership.private_by_office`, `membership.private_of_agency`, `membership.more_hold_it`.
    """
    if not 1 <= draft.places <= MOST_PLACES:
        return Refusal(
            "membership.places_out_of_range",
            f"A seat has from one to {MOST_PLACES} places.",
            field="places",
        )
    if bool(draft.follows_group) != bool(draft.follows_office):
        return Refusal(
            "membership.office_of_no_group",
            "A seat follows an office of a group: choose both, or neither.",
            field="follows_office" if draft.follows_group else "follows_group",
        )
    if draft.follows_group and draft.follows_group == group:
        return Refusal(
            "membership.follows_itself",
            "A seat follows an office of another group than its own.",
            "Within the group, the office is given with the appointment.",
            field="follows_group",
        )
    if draft.shown_as and draft.follows_office:
        return Refusal(
            "membership.private_by_office",
            "Whoever holds an office is known by it, so no chosen name would hide who they are.",
            field="shown_as",
        )
    if draft.shown_as and draft.agency:
        return Refusal(
            "membership.private_of_agency",
            "Whoever comes with lived experience speaks for no agency, and an agency would say who they are.",
            "Choose no agency.",
            field="agency",
        )
    if most_held > draft.places_to_fill:
        return Refusal(
            "membership.more_hold_it",
            f"{count(most_held, 'person holds', 'people hold')} it by appointment, and there would be "
            f"{count(draft.places_to_fill, 'place')} for them.",
            "End an appointment first, or give it more places.",
            field="places",
        )
    return None


def chosen_name(wanted: str, taken: frozenset[str]) -> str:
    """The name somebody is shown by: the one wanted, with a number where somebody here has it already.

    >>> chosen_name("Expert by experience", frozenset({"expert by experience"}))
    'Expert by experience 2'
    """
    wanted = " ".join(wanted.split())
    if wanted.lower() not in taken:
        return wanted
    return next(name for n in range(2, len(taken) + 3) if (name := f"{wanted} {n}").lower() not in taken)


def refusal_of_shown(own_name: str, said: Mapping[str, str]) -> Refusal | None:
    """Why what everybody is to read of somebody, by its field, would say who they are.

    A part of their own name in it does. Code: `membership.shown_by_own_name`.
    """
    own = set(own_name.lower().split())
    for field in ("shown_as", "name", "title"):
        if own & set(said.get(field, "").lower().split()):
            return Refusal(
                "membership.shown_by_own_name",
                "It holds a part of their own name, and everybody would read it.",
                "Ask them for another, such as “Expert by experience”.",
                field=field,
            )
    return None


def refusal_to_show(seat_shows: str, *, is_deputy: bool, by_chosen_name: bool | None) -> Refusal | None:
    """Why somebody cannot come to a seat shown so; `seat_shows` is empty where a seat is not one of those.

    It hides at once who somebody already known here is, so it is always said. Whoever holds a seat for lived
    experience is shown by its name; a deputy in it may have lived experience or not. None says nothing.
    Codes: `membership.shown_not_said`, `membership.holder_has_own_name`.
    """
    if not seat_shows:
        return None
    if by_chosen_name is None:
        return Refusal(
            "membership.shown_not_said",
            "Choose the name they are shown by.",
            f"Whoever holds this seat is “{seat_shows}”; ask a deputy which they wish.",
            field="shown",
        )
    if not is_deputy and by_chosen_name is False:
        return Refusal(
            "membership.holder_has_own_name",
            f"Whoever holds this seat is shown as “{seat_shows}”.",
            "Choose that, or appoint them as a deputy, or change the seat first.",
            field="shown",
        )
    return None


def vacancy_age(since: date | None, today: date) -> str:
    """For how long a place has been vacant, in words; `since` is the first day, None when never held.

    >>> vacancy_age(date(2026, 7, 18), date(2026, 11, 23))
    'vacant for 4 months, since 18 July 2026'
    """
    if since is None:
        return "never held"
    days = (today - since).days
    months = (today.year - since.year) * 12 + today.month - since.month - (today.day < since.day)
    if months >= 24:
        age = count(months // 12, "year")
    elif months >= 2:
        age = count(months, "month")
    else:
        age = count(days, "day") if days > 0 else "less than a day"
    return f"vacant for {age}, since {day(since)}"
