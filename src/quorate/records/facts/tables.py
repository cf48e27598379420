"""The table a meeting is judged by: who held which place that day, the agencies and the terms.

From the approval of its minutes on it is the one kept with the meeting: whoever leaves or is appointed since,
and whatever is made of a seat or an agency, what was approved says the same. What people are called is looked
up as ever, by the person.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet

from quorate.domain.meetings.lifecycle import MeetingState
from quorate.domain.meetings.room import Act
from quorate.domain.membership.agencies import agencies_on
from quorate.domain.membership.facts import AgencyFacts, Office, SeatClass
from quorate.domain.membership.register import Recorded
from quorate.domain.terms.clauses import TermsVersion
from quorate.domain.terms.versions import version_in_force
from quorate.records.facts.agencies import agencies_of
from quorate.records.facts.rooms import Place, Sitter, place_id, places_on, places_on_days
from quorate.records.models import Appointment, Meeting, Person, RoomActRow, Seat


def places_of(meeting: Meeting, *, seat: uuid.UUID | str | None = None) -> tuple[Place, ...]:
    """The places of a meeting's day, or those of one seat: kept with its approved minutes, or as they are."""
    if meeting.table_kept is None:
        return places_on(meeting.group_id, meeting.on, seat=seat)
    found = _kept_places([meeting])[meeting.id]
    return tuple(place for place in found if seat is None or place.seat == str(seat))


def places_of_meetings(meetings: Iterable[Meeting]) -> Mapping[uuid.UUID, tuple[Place, ...]]:
    """The places of each of many meetings of one group, in a number of questions that does not grow."""
    rows = list(meetings)
    kept = [one for one in rows if one.table_kept is not None]
    found = dict(_kept_places(kept)) if kept else {}
    others = [one for one in rows if one.table_kept is None]
    if others:
        by_day = places_on_days(others[0].group_id, {one.on for one in others})
        found |= {one.id: by_day[one.on] for one in others}
    return found


def agencies_at(meeting: Meeting, agencies: Sequence[AgencyFacts] | None = None) -> tuple[AgencyFacts, ...]:
    """The agencies as they stood on a meeting's day, as kept with its approved minutes where they are.

    `agencies` are all of the partnership's, where they are known already.
    """
    known = agencies_of(meeting.group.partnership_id) if agencies is None else agencies
    kept = (meeting.table_kept or {}).get("agencies", {})
    return agencies_on([_as_kept(one, kept) for one in known], meeting.on)


def terms_of(meeting: Meeting, versions: Sequence[TermsVersion]) -> TermsVersion | None:
    """The terms that bind a meeting: those kept with its approved minutes, else those in force that day.

    Where there were none when the minutes were approved, those recorded since for that day bind it.
    """
    kept = (meeting.table_kept or {}).get("terms")
    found = next((one for one in versions if one.id == kept), None)
    return found or version_in_force(versions, meeting.on)


def keeps_terms(meeting: Meeting) -> bool:
    """Whether a meeting is judged by the terms kept with its approved minutes, whatever is recorded since."""
    return bool((meeting.table_kept or {}).get("terms"))


def recorded_for_seats(person: Person) -> tuple[Recorded, ...]:
    """The meetings, their table not kept yet, at which somebody was recorded for a seat."""
    return _recorded(RoomActRow.objects.filter(person=person))


def recorded_under(appointment: Appointment) -> tuple[Recorded, ...]:
    """Such meetings at which somebody was recorded by an appointment to a seat, as its holder.

    It may be for a seat elsewhere, which goes with the office this one carries. How long a deputy was named
    for changes nothing of where they came.
    """
    if appointment.is_deputy:
        return ()
    seats = Q(seat=appointment.seat_id)
    if appointment.office:
        group = appointment.seat.group_id
        seats |= Q(seat__follows_group=group, seat__follows_office=appointment.office)
    acts = RoomActRow.objects.filter(
        seats, person=appointment.person_id, is_deputy=False, meeting__on__gte=appointment.from_on
    )
    if appointment.to_on:
        acts = acts.filter(meeting__on__lte=appointment.to_on)
    return _recorded(acts)


def _recorded(acts: QuerySet[RoomActRow]) -> tuple[Recorded, ...]:
    came = acts.filter(act=Act.CAME.value, seat__isnull=False, struck_at__isnull=True)
    unkept = came.filter(meeting__table_kept__isnull=True).exclude(
        meeting__state=MeetingState.CANCELLED.value
    )
    rows = unkept.order_by("meeting__on", "number")
    return tuple(
        Recorded(on, title, can_strike=approved is None)
        for on, title, approved in rows.values_list("meeting__on", "title", "meeting__minutes_approved_on")
    )


def keep_table(meeting: Meeting, versions: Sequence[TermsVersion]) -> None:
    """Write on a meeting, not saved yet, the table that it is judged by from now on."""
    places = places_of(meeting)
    terms = terms_of(meeting, versions)
    meeting.titles_kept = {place.seat: place.title for place in places}
    meeting.table_kept = {
        "places": [_plain(place) for place in places],
        "agencies": {one.id: [one.parent_id, one.merged_into] for one in agencies_at(meeting)},
        "terms": terms.id if terms else None,
    }


def _plain(place: Place) -> dict[str, Any]:
    """A place as ids, codes and numbers: what its seat is called is kept apart, and nobody's name is kept."""
    return {
        "seat": place.seat,
        "number": place.number,
        "class": place.seat_class.value,
        "agency": place.agency_id,
        "nobody": place.speaks_for_nobody,
        "holder": _plain_sitter(place.holder) if place.holder else None,
        "deputies": [_plain_sitter(one) for one in place.deputies],
    }


def _plain_sitter(sitter: Sitter) -> dict[str, Any]:
    return {"person": sitter.person, "office": sitter.office.value, "authority": sitter.has_authority}


def _kept_places(meetings: Sequence[Meeting]) -> dict[uuid.UUID, tuple[Place, ...]]:
    """The places kept with meetings, everybody by the name they have or are shown by now."""
    tables = {one.id: (one.table_kept or {}).get("places", ()) for one in meetings}
    sitters = [one for table in tables.values() for place in table for one in _sitters(place)]
    people = Person.objects.filter(id__in={one["person"] for one in sitters})
    names = {str(id): name for id, name in people.values_list("id", "name")}
    seats = Seat.objects.filter(group__in={one.group_id for one in meetings}).exclude(shown_as="")
    shown = {str(id): words for id, words in seats.values_list("id", "shown_as")}
    return {
        one.id: tuple(_place(plain, one.titles_kept, names, shown) for plain in tables[one.id])
        for one in meetings
    }


def _sitters(plain: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [one for one in (plain["holder"], *plain["deputies"]) if one]


def _place(
    plain: Mapping[str, Any], titles: Mapping[str, str], names: Mapping[str, str], shown: Mapping[str, str]
) -> Place:
    seat, holder = plain["seat"], plain["holder"]
    return Place(
        id=place_id(seat, plain["number"]),
        seat=seat,
        title=titles.get(seat, ""),
        seat_class=SeatClass(plain["class"]),
        agency_id=plain["agency"],
        number=plain["number"],
        speaks_for_nobody=plain["nobody"],
        holder=_sitter(holder, shown.get(seat) or names.get(holder["person"], "")) if holder else None,
        deputies=tuple(_sitter(one, names.get(one["person"], "")) for one in plain["deputies"]),
    )


def _sitter(plain: Mapping[str, Any], name: str) -> Sitter:
    return Sitter(plain["person"], name, Office(plain["office"]), plain["authority"])


def _as_kept(agency: AgencyFacts, kept: Mapping[str, Sequence[str]]) -> AgencyFacts:
    """An agency as part of what it then was; of one that is new since nothing is kept."""
    if agency.id not in kept:
        return agency
    parent, into = kept[agency.id]
    return replace(agency, parent_id=parent, merged_into=into, merged_on=agency.merged_on if into else None)
