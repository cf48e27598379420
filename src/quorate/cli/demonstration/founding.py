"""How a place is set up: agencies, people and their accounts, groups and seats, roles and terms."""

import uuid
from datetime import date
from functools import partial

from quorate.cli.demonstration.content.shapes import Appointment, Grant, Person, Restriction
from quorate.cli.demonstration.story import COORDINATOR, Happening, Story, done
from quorate.commands import membership, setting_up, terms
from quorate.domain.access.roles import Role
from quorate.domain.terms.clauses import TermsVersion
from quorate.queries import access
from quorate.records import scopes


def found(story: Story) -> None:
    """The first day: the partnership, its agencies and people, its groups and their seats."""
    place, day = story.place, story.place.records_from
    coordinator = next(person for person in place.people if person.key == COORDINATOR)
    account = _account(story, coordinator)
    story.partnership = done(
        setting_up.set_up_partnership(
            story.as_operator(day),
            slug=place.slug,
            name=place.name,
            started_on=day,
            coordinator=coordinator.name,
            coordinator_email=coordinator.email,
            account=account,
            is_demonstration=True,
        )
    )
    _first_coordinator(story)
    for agency in sorted(place.agencies, key=lambda one: bool(one.parent)):
        story.agencies[agency.key] = done(
            setting_up.add_agency(
                story.coordinator(day),
                name=agency.name,
                short_name=agency.short_name,
                kind=agency.kind,
                parent=story.agencies.get(agency.parent),
            )
        )
    _say_whose_coordinator(story, coordinator)
    for person in place.people:
        if person.key != COORDINATOR:
            _add_person(story, person)
    for order, group in enumerate(place.groups):
        story.groups[group.key] = done(
            setting_up.add_group(
                story.coordinator(day),
                slug=group.key,
                name=group.name,
                kind=group.kind,
                parent=story.groups.get(group.reports_to),
                order=order,
            )
        )
    for seat in place.seats:
        story.seats[seat.key] = done(
            setting_up.add_seat(
                story.coordinator(day),
                group=story.groups[seat.group],
                title=seat.title,
                seat_class=seat.seat_class,
                agency=story.agencies.get(seat.agency),
                order=seat.order,
            )
        )


def happenings(story: Story) -> list[Happening]:
    """Appointments and their ends, leavings, roles, restrictions and terms, each from its own day."""
    place = story.place
    said = [Happening(one.from_on, partial(_appoint, story, one)) for one in place.appointments]
    said += [
        Happening(
            one.confidentiality_signed_on, partial(_sign, story, one.person, one.confidentiality_signed_on)
        )
        for one in place.appointments
        if one.confidentiality_signed_on
    ]
    said += [
        Happening(one.from_on, partial(_sign, story, one.person, one.from_on))
        for one in place.grants
        if one.role != Role.OBSERVER
    ]
    said += [
        Happening(one.to_on, partial(_end, story, one, one.to_on)) for one in place.appointments if one.to_on
    ]
    said += [Happening(one.left_on, partial(_leave, story, one)) for one in place.people if one.left_on]
    given = [one for one in place.grants if one.person != COORDINATOR or one.role != Role.COORDINATOR]
    said += [Happening(one.from_on, partial(_give, story, one)) for one in given]
    said += [Happening(one.from_on, partial(_restrict, story, one)) for one in place.restrictions]
    for group, versions in place.terms.items():
        said += [Happening(one.in_force_from, partial(_adopt, story, group, one)) for one in versions]
    return said


def signs_in(story: Story, person: Person) -> bool:
    """Whether somebody has an account: they sign in at all, and hold a seat or a role that lets them see."""
    place = story.place
    return person.signs_in and any(one.person == person.key for one in (*place.appointments, *place.grants))


def _account(story: Story, person: Person) -> uuid.UUID | None:
    if not signs_in(story, person):
        return None
    return done(
        setting_up.add_account(
            story.as_operator(story.place.records_from), email=person.email, is_demonstration=True
        )
    )


def _first_coordinator(story: Story) -> None:
    row = scopes.people(access.work(str(story.partnership), story.place.slug)).get()
    story.people[COORDINATOR] = row.id


def _say_whose_coordinator(story: Story, person: Person) -> None:
    # A partnership is set up before it has agencies, so its first coordinator could name none.
    day = story.place.records_from
    done(
        setting_up.represent(
            story.coordinator(day),
            person=story.people[COORDINATOR],
            agency=story.agencies[person.agency],
            from_on=day,
        )
    )
    story.forget_roles()


def _add_person(story: Story, person: Person) -> None:
    story.people[person.key] = done(
        setting_up.add_person(
            story.coordinator(story.place.records_from),
            name=person.name,
            title=person.role,
            email=person.email,
            agency=story.agencies[person.agency],
            account=_account(story, person),
            from_on=story.place.records_from,
        )
    )


def _appoint(story: Story, one: Appointment, on: date) -> None:
    story.appointments[one.seat, one.person] = done(
        setting_up.appoint(
            story.coordinator(on),
            seat=story.seats[one.seat],
            person=story.people[one.person],
            from_on=one.from_on,
            office=one.office,
            is_deputy=one.capacity == "deputy",
            has_authority=one.has_delegated_authority,
        )
    )
    story.forget_roles()


def _sign(story: Story, person: str, signed_on: date, on: date) -> None:
    """Whoever holds two seats signed once."""
    if person in story.signed:
        return
    story.signed.add(person)
    done(membership.record_statement(story.coordinator(on), person=story.people[person], signed_on=signed_on))
    story.forget_roles()


def _end(story: Story, one: Appointment, to_on: date, on: date) -> None:
    appointment = story.appointments[one.seat, one.person]
    setting_up.end_appointment(story.coordinator(on), appointment=appointment, to_on=to_on)
    story.forget_roles()


def _leave(story: Story, one: Person, on: date) -> None:
    coordinator = story.coordinator(on)
    done(setting_up.leave(coordinator, person=story.people[one.key], left_on=one.left_on or on))
    story.forget_roles()


def _give(story: Story, one: Grant, on: date) -> None:
    person = story.people[one.person]
    done(setting_up.give_role(story.coordinator(on), person=person, role=Role(one.role), from_on=one.from_on))
    story.forget_roles()


def _restrict(story: Story, one: Restriction, on: date) -> None:
    story.restrictions[one.key] = done(
        setting_up.set_restriction(
            story.coordinator(on),
            name=one.title,
            reason=one.reason,
            from_on=one.from_on,
            to_on=one.to_on,
            allowed_people=[story.people[person] for person in one.allowed_people],
            barred_agencies=[story.agencies[agency] for agency in one.barred_agencies],
        )
    )
    story.forget_roles()


def _adopt(story: Story, group: str, one: TermsVersion, on: date) -> None:
    done(
        terms.adopt_terms(
            story.coordinator(on),
            group=story.groups[group],
            label=one.label,
            in_force_from=one.in_force_from,
            clauses=one.clauses,
            review_on=one.review_on,
            approved_by=one.approved_by,
            approved_on=one.approved_on,
            year_type=one.year_type,
        )
    )
