"""Asks the chair to agree a meeting's agenda before it goes out, and records that it was agreed."""

import uuid
from datetime import date

from quorate.commands.messages import owe
from quorate.commands.remaking import agenda_text
from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.actor import Actor
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import OnBehalf
from quorate.domain.meetings.agreeing import refusal_to_agree, refusal_to_ask
from quorate.domain.messages.by_hand import written_said
from quorate.queries.access import actors_of
from quorate.queries.agreeing import who_is_asked
from quorate.queries.messages_waiting import has_mail_server
from quorate.records import scopes
from quorate.records.facts.agreeing import agenda_now, agreement_of
from quorate.records.facts.meetings import appointment_facts, basis
from quorate.records.models import Person


@command(Permission.PAPERS_CIRCULATE)
def ask_for_agenda(run: Run, *, meeting: uuid.UUID, version: int) -> Outcome:
    """Ask the chair to agree the agenda; a vice-chair where there is none, or where items are kept from them.

    Refuses as `quorate.domain.meetings.agreeing.refusal_to_ask` does. Raises StaleError when the meeting has
    moved on.
    """
    row = run.find(scopes.meetings, meeting, version=version, group="group_id")
    today = run.moment.today
    known, asked = basis(run.actor, row, today), who_is_asked(row, today)
    if refusal := refusal_to_ask(
        known.meeting,
        agreement_of(run.actor, row),
        is_anybody=bool(asked),
        terms=known.terms,
        today=today,
    ):
        return refusal
    row.agenda_asked_on = today
    row.save(update_fields=["agenda_asked_on"])
    run.touch(row)
    text = agenda_text(run, row)
    for person in asked:
        key = f"agenda_to_agree:{row.id}:{row.version}"
        owe(run, person=person, kind="agenda_to_agree", key=key, text=text, meeting=row)
    event = Event("meetings.agenda_asked", "meeting", str(row.id), {"told": str(len(asked))})
    return Done([event], id=row.id, sentence=_asked(asked))


@command(Permission.AGENDA_AGREE)
def agree_agenda(run: Run, *, meeting: uuid.UUID, version: int, on_behalf: OnBehalf | None = None) -> Outcome:
    """Agree the agenda as the chair or a vice-chair; or record that one of them did: who, how and when.

    What is agreed is what they may see of it as it stands. Changed since, it can be agreed again. Refuses as
    `quorate.domain.meetings.agreeing.refusal_to_agree` does. Raises StaleError when the meeting has moved on.
    """
    row = run.find(scopes.meetings, meeting, version=version, group="group_id")
    if on_behalf:  # the chair agrees for themself; those who send the papers out record another's agreement
        run.may(row.group_id, Permission.PAPERS_CIRCULATE)
    today = run.moment.today
    agreed_by, on = (on_behalf.person, on_behalf.on) if on_behalf else (run.actor.person, today)
    if refusal := refusal_to_agree(
        basis(run.actor, row, today).meeting,
        agreement_of(run.actor, row),
        agreed_by=agreed_by,
        on=on,
        today=today,
        appointments=appointment_facts(row.group_id),
        on_behalf=on_behalf,
    ):
        return refusal
    by = run.get(scopes.people, uuid.UUID(agreed_by))
    run.behalf = on_behalf
    row.agenda_asked_on, row.agenda_agreed_on, row.agenda_agreed_by = None, on, by
    row.agenda_agreed_how = on_behalf.how if on_behalf else ""
    row.agenda_agreed_recorded_by_id = uuid.UUID(run.actor.person) if on_behalf else None
    row.agenda_agreed_as = [list(one) for one in agenda_now(_seen_by(run, by, on), row)]
    row.save(
        update_fields=[
            "agenda_asked_on",
            "agenda_agreed_on",
            "agenda_agreed_by",
            "agenda_agreed_how",
            "agenda_agreed_recorded_by",
            "agenda_agreed_as",
        ]
    )
    run.touch(row)
    details = {"on": on.isoformat(), "by": str(by.id), "items": str(len(row.agenda_agreed_as))}
    return Done([Event("meetings.agenda_agreed", "meeting", str(row.id), details)], id=row.id)


def _seen_by(run: Run, by: Person, on: date) -> Actor:
    """Whose sight of the agenda counts: theirs who agreed it, as on that day, whoever records it."""
    return run.actor if str(by.id) == run.actor.person else actors_of([by], on)[by.id]


def _asked(asked: list[Person]) -> str:
    return written_said(
        [person.name for person in asked],
        without_address=[person.name for person in asked if not person.email],
        has_server=has_mail_server(),
    )
