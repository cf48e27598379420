"""Membership beyond seats in the small world: somebody who chose a name, who wishes to join, and the like."""

import uuid
from datetime import date

from quorate.commands import membership, setting_up
from quorate.domain.membership.coverage import Represented
from quorate.domain.membership.interest import Decision
from quorate.domain.membership.seats import SeatDraft
from quorate.records.models import ConfidentialityStatement, Group, Person, RegisteredInterest, Seat
from tests.builders.world import World, done

SHOWN_AS = "Expert by experience"
OWN_NAME = "Wilhelmina Quillfeather"
OWN_EMAIL = "w.quillfeather@private.example"


def a_seat(world: World, title: str = "Lived experience", **more) -> uuid.UUID:
    """A seat of the board; of lived experience unless said otherwise."""
    draft = SeatDraft(title=title, **{"shown_as": SHOWN_AS, **more})
    return done(setting_up.add_seat(world.as_("coordinator"), group=world.board, draft=draft, order=50))


def somebody(world: World, name: str = OWN_NAME, email: str = OWN_EMAIL, **more) -> uuid.UUID:
    """One more person."""
    return done(setting_up.add_person(world.as_("coordinator"), name=name, email=email, **more))


def appointed(world: World, seat: uuid.UUID, person: uuid.UUID, **more) -> uuid.UUID:
    """An appointment from some weeks ago."""
    chosen = bool(Seat.objects.get(id=seat).shown_as) or None
    said = {"from_on": date(2026, 9, 1), "by_chosen_name": chosen, **more}
    return done(setting_up.appoint(world.as_("coordinator"), seat=seat, person=person, **said))


def somebody_private(world: World) -> tuple[uuid.UUID, uuid.UUID]:
    """Somebody who holds a lived-experience seat under a chosen name, and the seat."""
    seat, person = a_seat(world), somebody(world, title="Volunteer at the Quillfeather trust")
    appointed(world, seat, person)
    return person, seat


def an_interest(world: World, name: str = "Riverside Trust", on: date = date(2026, 11, 2)) -> uuid.UUID:
    """An expression of interest in the board."""
    return done(
        membership.receive_interest(
            world.as_("coordinator"), group=world.board, name=name, received_on=on, words="We would help."
        )
    )


def decided(world: World, interest: uuid.UUID, decision: Decision = Decision.ACCEPTED) -> uuid.UUID:
    """The interest as the chair decided it."""
    return done(
        membership.decide_interest(
            world.as_("coordinator"),
            interest=interest,
            version=1,
            decision=decision,
            decided_on=date(2026, 11, 9),
            decided_by=world.people["chair"],
            reason="They know the city.",
        )
    )


def membership_things(world: World) -> dict[str, object]:
    """What addresses of membership can name."""
    by = world.as_("coordinator")
    private, lived = somebody_private(world)
    return {
        "interest": an_interest(world),
        "interest_answer.interest": decided(world, an_interest(world, "Harbour Trust")),
        "interest_seat.interest": decided(world, an_interest(world, "Moorland Trust")),
        "interest_seat.seat": a_seat(world, "Open seat", shown_as="", by_interest=True),
        "interest_end.interest": done(
            membership.register_interest(
                by, person=world.people["police"], words="A trustee of a refuge", from_on=date(2026, 1, 5)
            )
        ),
        "statement": ConfidentialityStatement.objects.get(person=world.people["police"]).id,
        "designated": done(
            membership.designate(
                by,
                seat=world.seats["police"],
                section=Represented.POLICING,
                designated_on=date(2026, 3, 2),
                reason="They police the area.",
            )
        ),
        "private": private,
        "lived": lived,
        "person_named_again.person": private,
        "person_cover.person": world.people["coordinator"],
    }


def membership_bodies(world: World, ids) -> dict[str, object]:
    """The forms of the addresses of membership that write."""

    def version(of: object) -> int:
        return Person.objects.get(id=of).version

    return {
        "interest_add": lambda: {"name": "Seafront Trust", "received_on": "20 11 2026"},
        "interest_decide": lambda: {
            "decision": "declined", "decided_by": world.people["chair"], "decided_on": "20 11 2026",
            "reason": "Every place is held", "version": 1,
        },
        "interest_answer": lambda: {"replied_on": "20 11 2026", "version": 2},
        "interest_seat": lambda: {
            "seat": ids["interest_seat.seat"], "from_on": "1 12 2026", "version": 2
        },
        "membership_review": lambda: {"advice": "Appoint from Probation", "done_on": "20 11 2026"},
        "person_interests": lambda: {"words": "A governor of a school", "from_on": "1 9 2026"},
        "interest_end": lambda: {
            f"end-{ids['interest_end.interest']}": "20 11 2026",
            "version": RegisteredInterest.objects.get(id=ids["interest_end.interest"]).version,
        },
        "statement_sign": lambda: {"signed_on": "1 11 2026"},
        "statement_end": lambda: {
            f"end-{ids['statement']}": "20 11 2026", "version": version(world.people["police"])
        },
        "person_privately": lambda: {
            "shown_as": "A survivor", "name": "Somebody Else", "version": version(ids["person"])
        },
        "person_named_again": lambda: {"sure": "yes", "version": version(ids["private"])},
        "person_handover": lambda: {
            "to": world.people["health"], "reason": "A new post", "version": version(ids["person"])
        },
        "handover_note": lambda: {"words": "Ask the registrar first."},
        "person_cover": lambda: {
            "by": world.people["health"], "from_on": "1 12 2026", "to_on": "12 12 2026",
            "version": version(world.people["coordinator"]),
        },
        "seat_change": lambda: {
            "title": "Police", "seat_class": "core", "places": "2",
            "version": Group.objects.get(id=world.board).version,
        },
        "seat_represents": lambda: {
            "section": "charities", "designated_on": "2 3 2026", "reason": "They run a refuge"
        },
        "seat_represents_end": lambda: {
            f"ended_on-{ids['designated']}": "20 11 2026",
            "version": Group.objects.get(id=world.board).version,
        },
    }  # fmt: skip
