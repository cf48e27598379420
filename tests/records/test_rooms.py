"""Who sits where on a day: places, offices held elsewhere, agencies, and names as they are shown."""

from datetime import date

import pytest

from quorate.commands import setting_up
from quorate.domain.membership.facts import Office
from quorate.queries.minutes_record import record_of
from quorate.records.facts.rooms import acts_of, places_on, places_on_days, seat_of, seats_on
from quorate.records.models import Appointment, Seat
from tests.builders.rooms import FOUNDED, MEETS_ON, a_board
from tests.builders.world import done

pytestmark = pytest.mark.django_db


def test_a_seat_without_an_agency_speaks_for_its_holders():
    board = a_board()
    found = {place.title: place for place in places_on(board.world.board, MEETS_ON)}

    assert found["police seat"].agency_id == str(board.world.agencies["police"])
    assert found["chair seat"].holder.office is Office.CHAIR
    assert found["Council seat four"].agency_id == str(board.world.agencies["housing"])


def test_a_seat_is_vacant_after_its_holders_last_day():
    board = a_board()
    held = Appointment.objects.get(seat=board.world.seats["police"])
    last = date(2027, 1, 10)
    done(
        setting_up.end_appointment(
            board.world.as_("coordinator", date(2027, 1, 9)), appointment=held.id, to_on=last
        )
    )

    def is_held(on):
        return {seat.title: seat.is_held for seat in seats_on(board.world.board, on)}["police seat"]

    assert (is_held(last), is_held(date(2027, 1, 11))) == (True, False)


def test_a_seat_of_two_places_is_two_and_each_who_comes_counts():
    board = a_board()
    seat = Seat.objects.get(id=board.world.seats["police"])
    Seat.objects.filter(id=seat.id).update(places=2)
    Appointment.objects.create(
        id=board.world.people["analyst"], seat=seat, person_id=board.world.people["analyst"],
        from_on=FOUNDED, place=2,
    )  # fmt: skip
    done(board.came("police"))
    done(board.came("analyst", seat="police"))

    places = [place for place in places_on(board.world.board, MEETS_ON) if place.seat == str(seat.id)]
    assert [seat_of(place.id) for place in places] == [str(seat.id)] * 2
    assert len({place.id for place in places}) == 2
    assert [act.presence.is_deputy for act in acts_of(board.row)] == [False, False]
    assert board.verdict().members == 2


def test_a_place_there_only_on_a_condition_is_no_vacancy_while_nobody_holds_it():
    board = a_board()
    seat = Seat.objects.get(id=board.world.seats["police"])
    Seat.objects.filter(id=seat.id).update(places=2, condition="services are commissioned")
    done(board.came("health"))

    places = [place for place in places_on(board.world.board, MEETS_ON) if place.seat == str(seat.id)]
    by_day = places_on_days(board.world.board, [MEETS_ON])[MEETS_ON]
    said = record_of(board.world.actor("secretary"), board.row, {})

    assert [place.number for place in places] == [1]
    assert [place for place in by_day if place.seat == str(seat.id)] == places
    assert not [line for line in said.not_there if "police seat" in line and "vacant" in line]
    Seat.objects.filter(id=seat.id).update(condition="")
    said = record_of(board.world.actor("secretary"), board.row, {})
    assert "police seat (vacant)" in said.not_there


def test_a_seat_that_follows_an_office_is_held_by_whoever_holds_it():
    board = a_board()
    by = board.world.as_("coordinator", FOUNDED)
    group = done(setting_up.add_group(by, slug="reduction", name="Reduction group"))
    office = done(setting_up.add_seat(by, group=group, title="Chair's seat"))
    done(
        setting_up.appoint(
            by, seat=office, person=board.world.people["health"], from_on=FOUNDED, office="chair"
        )
    )
    Seat.objects.filter(id=board.world.seats["adviser"]).update(follows_group=group, follows_office="chair")
    Appointment.objects.filter(seat=board.world.seats["adviser"]).delete()

    found = {place.title: place for place in places_on(board.world.board, MEETS_ON)}["adviser seat"]

    assert found.holder.person == str(board.world.people["health"])
    assert found.holder.office is Office.NONE, "they are chair there, and not here"


def test_whoever_chose_a_name_for_their_seat_is_shown_by_it():
    board = a_board()
    Seat.objects.filter(id=board.world.seats["charity"]).update(shown_as="Rowan")

    found = {place.title: place for place in places_on(board.world.board, MEETS_ON)}["charity seat"]

    assert found.holder.name == "Rowan"
