"""Records expressions of interest in joining a group: received, decided by its chair, answered, seated."""

import uuid
from datetime import date

from quorate.commands import setting_up
from quorate.commands.runner import Done, Outcome, Run, command
from quorate.commands.setting_up.kept_words import keep_interest
from quorate.commands.setting_up.privately import shield
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.membership.agencies import agencies_on, speaks_elsewhere, wrote_elsewhere
from quorate.domain.membership.appointments import may_agree_to_waive
from quorate.domain.membership.groups import refusal_after_end
from quorate.domain.membership.interest import (
    A_PERSON,
    Decision,
    refusal_to_decide,
    refusal_to_receive,
    refusal_to_reply,
    refusal_to_seat,
)
from quorate.records import scopes
from quorate.records.facts.agencies import agencies_of
from quorate.records.facts.meetings import appointment_facts
from quorate.records.facts.membership import interest_facts
from quorate.records.facts.rooms import agencies_worked_for
from quorate.records.models import ExpressionOfInterest, InterestKeptPrivately, KeptPrivately, Seat


@command(Permission.MEMBERSHIP_DECIDE)
def receive_interest(
    run: Run,
    *,
    group: uuid.UUID,
    name: str,
    received_on: date,
    agency_name: str = "",
    email: str = "",
    words: str = "",
    is_private: bool = False,
) -> Outcome:
    """Record that somebody wrote that they wish to join; the time for the answer runs from that day.

    `is_private` says that they come with lived experience: from then on only the coordinator reads who they
    are and what they wrote.
    Refuses with `groups.ended`, and as `quorate.domain.membership.interest.refusal_to_receive` does.
    """
    row = run.find(scopes.groups, group, group="id")
    if refusal := refusal_after_end(ended_on=row.ended_on, on=received_on, field="received_on"):
        return refusal
    if refusal := refusal_to_receive(name=name, received_on=received_on, today=run.moment.today):
        return refusal
    made = ExpressionOfInterest.objects.create(
        id=run.new_id(),
        group=row,
        name=name.strip(),
        agency_name=agency_name.strip(),
        email=email.strip(),
        words=words.strip(),
        received_on=received_on,
    )
    if is_private:
        keep_interest(run, made)
    details = {"group": str(row.id), "on": received_on.isoformat()}
    return Done([Event("groups.interest_received", "interest", str(made.id), details)], id=made.id)


@command(Permission.MEMBERSHIP_DECIDE)
def decide_interest(
    run: Run,
    *,
    interest: uuid.UUID,
    version: int,
    decision: Decision,
    decided_on: date,
    decided_by: uuid.UUID | None = None,
    reason: str = "",
) -> Outcome:
    """Record what the chair or vice-chair decided, or that it was withdrawn.

    Refuses as `quorate.domain.membership.interest.refusal_to_decide` does. Raises StaleError when `version`
    has moved on.
    """
    row = run.find(scopes.expressions, interest, version=version, group="group_id")
    chair = run.get(scopes.people, decided_by) if decided_by else None
    is_theirs = chair is not None and may_agree_to_waive(
        appointment_facts(row.group_id), str(chair.id), decided_on
    )
    if refusal := refusal_to_decide(
        interest_facts(row),
        decision,
        reason=reason,
        on=decided_on,
        today=run.moment.today,
        is_theirs=is_theirs,
    ):
        return refusal
    row.decision, row.decided_on, row.reason = decision.value, decided_on, reason.strip()
    row.decided_by = None if decision is Decision.WITHDRAWN else chair
    row.save(update_fields=["decision", "decided_on", "reason", "decided_by"])
    run.touch(row)
    details = {"decision": decision.value, "on": decided_on.isoformat()}
    return Done([Event("groups.interest_decided", "interest", str(row.id), details)], id=row.id)


@command(Permission.MEMBERSHIP_DECIDE)
def answer_interest(run: Run, *, interest: uuid.UUID, version: int, replied_on: date) -> Outcome:
    """Record the day the answer went. Refuses as `refusal_to_reply` does; StaleError as above."""
    row = run.find(scopes.expressions, interest, version=version, group="group_id")
    refusal = refusal_to_reply(interest_facts(row), on=replied_on, today=run.moment.today)
    if refusal:
        return refusal
    row.replied_on = replied_on
    row.save(update_fields=["replied_on"])
    run.touch(row)
    details = {"on": replied_on.isoformat()}
    return Done([Event("groups.interest_answered", "interest", str(row.id), details)], id=row.id)


@command(Permission.PEOPLE_EDIT)
def seat_interest(
    run: Run,
    *,
    interest: uuid.UUID,
    version: int,
    seat: uuid.UUID,
    from_on: date,
    person: uuid.UUID | None = None,
    agency: uuid.UUID | None = None,
    is_for_another: bool = False,
) -> Outcome:
    """Appoint whoever was accepted to a seat of the group, adding them as a person unless they are one.

    Who is kept privately, as for lived experience, is shown by the chosen name in the interest as everywhere.
    `is_for_another` says that they are to sit in the seat of another agency than their own.
    Refuses with `membership.not_accepted` and `membership.seated_already`, as
    `quorate.domain.membership.interest.refusal_to_seat` does, and as `add_person` and `appoint` of
    `quorate.commands.setting_up` do.
    """
    row = run.find(scopes.expressions, interest, version=version, group="group_id")
    chosen = run.get(lambda actor: scopes.seats(actor).filter(group=row.group_id), seat)
    if row.decision != Decision.ACCEPTED.value:
        return Refusal("membership.not_accepted", "It has not been accepted.", field="seat")
    if row.seat_id is not None:
        return Refusal("membership.seated_already", "They were appointed to a seat already.", field="seat")
    theirs, seats = _from_elsewhere(run, row, chosen, person, agency, from_on)
    if refusal := refusal_to_seat(theirs=theirs, seat=seats, is_said=is_for_another):
        return refusal
    if person is None:
        who = InterestKeptPrivately.objects.filter(interest=row).first() or row
        added = setting_up.add_person(
            run.asked, name=who.name, email=who.email, agency=agency, from_on=from_on
        )
        if isinstance(added, Refusal):
            return added
        person = added.id
    if person is None:
        raise AssertionError("a person was added without an id")
    seated = setting_up.appoint(
        run.asked, seat=chosen.id, person=person, from_on=from_on, by_chosen_name=bool(chosen.shown_as)
    )
    if isinstance(seated, Refusal):
        return seated
    events = _kept_as_they_are(run, row, person, chosen)
    row.seat = chosen
    row.save(update_fields=["seat"])
    run.touch(row)
    changed = Event("groups.seat_changed", "seat", str(chosen.id), {"by": "interest"})
    said = f"They come from {theirs}, and count for {seats}, whose seat it is." if theirs else ""
    return Done([changed, *events], id=chosen.id, sentence=seated.sentence or said)


def _from_elsewhere(
    run: Run,
    row: ExpressionOfInterest,
    seat: Seat,
    person: uuid.UUID | None,
    agency: uuid.UUID | None,
    on: date,
) -> tuple[str, str]:
    """The agency they come from and the one the seat speaks for, by name; the first empty where they are one.

    Theirs is the one they speak for or are said to, and else the one they wrote from, as far as whoever
    seats them reads it.
    """
    if seat.agency_id is None or seat.shown_as:
        return "", ""
    agencies = agencies_on(agencies_of(row.group.partnership_id), on)
    names = {one.id: one.name for one in agencies}
    own: tuple[str, ...] = (str(agency),) if agency and person is None else ()
    if person is not None:
        own = agencies_worked_for([person], on).get(str(person), ())
    theirs = names.get(speaks_elsewhere(str(seat.agency_id), own, agencies), "")
    kept = scopes.interests_kept(run.actor).filter(interest=row).first()
    wrote_from = (kept or row).agency_name
    if not theirs and wrote_elsewhere(wrote_from, str(seat.agency_id), own, agencies):
        theirs = wrote_from
    return theirs, names[str(seat.agency_id)]


def _kept_as_they_are(run: Run, row: ExpressionOfInterest, person: uuid.UUID, seat: Seat) -> list[Event]:
    """Keep an interest privately with whoever it seated, and who seated by it with the interest."""
    is_kept = InterestKeptPrivately.objects.filter(interest=row).exists()
    if not is_kept and not KeptPrivately.objects.filter(person=person).exists():
        return []
    who = run.get(scopes.people, person)
    events = shield(run, who, seat.shown_as or A_PERSON)
    keep_interest(run, row, shown_as=who.name, person=who)
    return events
