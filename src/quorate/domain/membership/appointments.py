"""Who holds a seat on a day, and when an appointment may be made or ended.

A seat has one place or several, and each person who holds it has a place of their own; a place left is
vacant until somebody is appointed. A seat that follows an office of another group keeps one of its places for
whoever holds that office, without their being appointed. The chair
and the vice-chair are those whose appointment carries the office on the day asked about. A group has one
chair at a time, and a deputy holds no office: a deputy stands in for the holder of a seat, who may be an
officer, and an office held by somebody who may not decide could agree to a waiver.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day
from quorate.domain.membership.facts import OFFICES, AppointmentFacts, Office

MAY_AGREE_TO_WAIVE = frozenset({Office.CHAIR, Office.VICE_CHAIR})
MAY_HAVE_AGREED_DAYS = 92
"""A quarter: what a chair agreed to for one meeting is recorded before the next. Practice, not law."""


def holding(
    appointments: Sequence[AppointmentFacts], office: Office, on: date
) -> tuple[AppointmentFacts, ...]:
    """Every appointment carrying this office on the day."""
    return tuple(a for a in appointments if a.office is office and a.covers(on))


def may_agree_to_waive(appointments: Sequence[AppointmentFacts], person_id: str, on: date) -> bool:
    """Whether this person was chair or vice-chair on the day, and so could agree to depart from the terms."""
    return any(
        a.person_id == person_id and a.office in MAY_AGREE_TO_WAIVE and a.covers(on) for a in appointments
    )


def may_have_agreed(appointments: Sequence[AppointmentFacts], today: date) -> tuple[AppointmentFacts, ...]:
    """The appointments of those to offer for a waiver: in office today first, then lately.

    What was agreed may be recorded after a chair has gone; `MAY_HAVE_AGREED_DAYS` bounds how long ago.
    """
    since = today - timedelta(days=MAY_HAVE_AGREED_DAYS)
    found = [
        a
        for a in appointments
        if a.office in MAY_AGREE_TO_WAIVE
        and a.from_on <= today
        and (a.until_on is None or a.until_on >= since)
    ]
    return tuple(sorted(found, key=lambda a: (not a.covers(today), a.office, -a.from_on.toordinal())))


def refusal_to_appoint(
    appointments: Sequence[AppointmentFacts],
    *,
    seat_id: str,
    person_id: str,
    from_on: date,
    until_on: date | None = None,
    replaces: str = "",
    places: int = 1,
) -> Refusal | None:
    """Why nobody can be appointed to this seat for these days; both days are included.

    `replaces` is the id of an appointment being corrected, left out of the comparison. `places` is how many
    may be appointed at once; nobody holds two places of one seat. Codes: `membership.no_person`,
    `membership.ends_before_it_starts`, `membership.follows_an_office` where there is no place to appoint
    to, `membership.holds_it_already`, `membership.seat_held`.
    """
    if not person_id:
        return Refusal("membership.no_person", "Say who is appointed.", field="person")
    if until_on is not None and until_on < from_on:
        return Refusal(
            "membership.ends_before_it_starts",
            f"The appointment ends on {day(until_on)}, before it starts on {day(from_on)}.",
            field="until_on",
        )
    if places < 1:
        return Refusal(
            "membership.follows_an_office",
            "Whoever holds the office this seat follows holds it, without being appointed.",
            "Appoint somebody to that office, or give the seat more places.",
            field="person",
        )
    held = _held_then(appointments, seat_id, from_on, until_on, replaces)
    if places > 1 and any(a.person_id == person_id for a in held):
        return Refusal("membership.holds_it_already", "They hold this seat then already.", field="person")
    if most_at_once(held, since=from_on) < places:
        return None
    return Refusal(
        "membership.seat_held",
        f"The seat is held {_spell(held[0])}."
        if places == 1
        else f"All {places} places of the seat are held; one is held {_spell(held[0])}.",
        cure="End that appointment first, or choose a later day.",
        field="from_on",
    )


def free_place(appointments: Sequence[AppointmentFacts], *, seat_id: str, from_on: date, places: int) -> int:
    """The place of a seat for somebody appointed from a day with no end, once nothing refuses it.

    The lowest that nobody holds from then on, else the lowest that nobody holds with no end.
    """
    held = _held_then(appointments, seat_id, from_on, None, "")
    taken = {a.place for a in held}
    kept = {a.place for a in held if a.until_on is None}
    every = range(1, places + 1)
    return next((n for n in every if n not in taken), next((n for n in every if n not in kept), 1))


def _held_then(
    appointments: Sequence[AppointmentFacts],
    seat_id: str,
    from_on: date,
    until_on: date | None,
    replaces: str,
) -> list[AppointmentFacts]:
    """The appointments to a seat that run on any of these days, the earliest first."""
    held = (a for a in appointments if a.seat_id == seat_id and a.id != replaces)
    return sorted((a for a in held if _overlap(a, from_on, until_on)), key=lambda a: (a.from_on, a.id))


def most_at_once(held: Sequence[AppointmentFacts], *, since: date = date.min) -> int:
    """The most of these that run on one day, that day or later: there are more only when one begins."""
    days = {since, *(a.from_on for a in held if a.from_on > since)}
    return max((sum(a.covers(day) for a in held) for day in days), default=0)


def refusal_to_hold_office(
    appointments: Sequence[AppointmentFacts],
    *,
    office: Office,
    from_on: date,
    until_on: date | None = None,
    is_deputy: bool = False,
    replaces: str = "",
) -> Refusal | None:
    """Why somebody appointed in this group for these days cannot hold this office; both days are included.

    `appointments` are all of the group's. `replaces` is the id of an appointment being corrected. Several
    may be vice-chair or secretary at once. Codes: `membership.deputy_holds_no_office`,
    `membership.chair_held`.
    """
    if office is Office.NONE:
        return None
    if is_deputy:
        return Refusal(
            "membership.deputy_holds_no_office",
            f"A deputy stands in for the holder of a seat and cannot be {OFFICES[office]}.",
            cure="Appoint somebody to a seat as its holder.",
            field="as_what",
        )
    if office is not Office.CHAIR:
        return None
    chairs = (a for a in appointments if a.office is Office.CHAIR and a.id != replaces)
    for other in sorted(chairs, key=lambda a: a.from_on):
        if _overlap(other, from_on, until_on):
            return Refusal(
                "membership.chair_held",
                f"The group has a chair {_spell(other)}.",
                cure="End that appointment first, or choose a later day.",
                field="as_what",
            )
    return None


def refusal_to_end(appointment: AppointmentFacts, *, until_on: date) -> Refusal | None:
    """Why this appointment cannot end on that day, which is its last; it may lie in the future.

    Codes: `membership.already_ended`, `membership.ends_before_it_starts`.
    """
    if appointment.until_on is not None and appointment.until_on <= until_on:
        return Refusal(
            "membership.already_ended",
            f"The appointment already ends on {day(appointment.until_on)}.",
            field="until_on",
        )
    if until_on < appointment.from_on:
        return Refusal(
            "membership.ends_before_it_starts",
            f"The appointment starts on {day(appointment.from_on)}, after {day(until_on)}.",
            field="until_on",
        )
    return None


def _overlap(other: AppointmentFacts, from_on: date, until_on: date | None) -> bool:
    starts_before_ours_ends = until_on is None or other.from_on <= until_on
    ends_after_ours_starts = other.until_on is None or other.until_on >= from_on
    return starts_before_ours_ends and ends_after_ours_starts


def _spell(appointment: AppointmentFacts) -> str:
    if appointment.until_on is None:
        return f"from {day(appointment.from_on)}, with no end"
    return f"from {day(appointment.from_on)} to {day(appointment.until_on)}"
