"""Records challenges to agencies: made, answered, judged, taken further, closed."""

import uuid
from datetime import date

from django.db.models import QuerySet

from quorate.commands.messages import link_to, owe
from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.actor import refusal_to_act
from quorate.domain.access.audience import AUDIENCE_NAMES, Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.holding import challenges as rules
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.behalf import refusals_of_behalf
from quorate.domain.kernel.outcomes import OnBehalf
from quorate.domain.membership.groups import refusal_after_end
from quorate.domain.messages.texts import challenge_brought, challenge_made
from quorate.queries.holding.told import brought_to, told_of
from quorate.records import scopes
from quorate.records.facts.holding import challenge_facts
from quorate.records.models import AgendaItem, Challenge, Group, Meeting, Message

_NARROWER = list(AUDIENCE_NAMES)


@command(Permission.CHALLENGE_KEEP)
def make_challenge(
    run: Run,
    *,
    group: uuid.UUID,
    agency: uuid.UUID,
    words: str,
    made_on: date,
    due_on: date | None = None,
    made_by: uuid.UUID | None = None,
    meeting: uuid.UUID | None = None,
    item: uuid.UUID | None = None,
    audience: Audience = Audience.PARTNERSHIP,
    restriction: uuid.UUID | None = None,
) -> Outcome:
    """Record that a group challenged an agency, and owe a message to those who speak for the agency.

    An answer is due by `due_on`, or within the usual days. It is as narrow as the meeting and the item it was
    made at, or narrower. Nobody who may not see it is told. Refuses as `refusal_to_challenge` does, and with
    `groups.ended`.
    """
    row = run.find(scopes.groups, group, group="id")
    of = run.get(scopes.agencies, agency)
    at, under = _where(run, row, meeting, item)
    by = run.get(scopes.people, made_by) if made_by else None
    named = run.get(scopes.restrictions, restriction) if restriction else None
    due = due_on or rules.due_on(made_on)
    if refusal := refusal_after_end(ended_on=row.ended_on, on=made_on, field="made_on"):
        return refusal
    if refusal := rules.refusal_to_challenge(
        words=words, made_on=made_on, due=due, met_on=at.on if at else None, today=run.moment.today
    ):
        return refusal
    over = [one for one in (at, under) if one is not None]
    made = Challenge.objects.create(
        id=run.new_id(),
        group=row,
        agency=of,
        words=words.strip(),
        made_on=made_on,
        made_by=by,
        meeting=at,
        item=under,
        due_on=due,
        audience=_narrowest(audience, over).value,
        restriction=named or next((one.restriction for one in reversed(over) if one.restriction_id), None),
        recorded_at=run.moment.at,
        recorded_by_id=uuid.UUID(run.actor.person),
    )
    return Done([_event("made", made, group=str(row.id))], id=made.id, sentence=_tell(run, made))


@command(Permission.CHALLENGE_KEEP)
def correct_challenge(
    run: Run,
    *,
    challenge: uuid.UUID,
    version: int,
    agency: uuid.UUID,
    words: str,
    made_on: date,
    due_on: date,
    made_by: uuid.UUID | None = None,
) -> Outcome:
    """Put right what a challenge says while nobody has answered it.

    With another agency or another day to answer by, those who speak for the agency are written to anew, and
    what has not been sent yet is taken back. Refuses as `refusal_to_correct` and `refusal_to_challenge` do.
    Raises StaleError when `version` has moved on.
    """
    row = _kept(run, challenge, version)
    of = run.get(scopes.agencies, agency)
    by = run.get(scopes.people, made_by) if made_by else None
    if refusal := rules.refusal_to_correct(challenge_facts(row)) or rules.refusal_to_challenge(
        words=words,
        made_on=made_on,
        due=due_on,
        met_on=row.meeting.on if row.meeting else None,
        today=run.moment.today,
    ):
        return refusal
    tells = (of.id, due_on) != (row.agency_id, row.due_on)
    said = {"agency": of, "words": words.strip(), "made_on": made_on, "due_on": due_on, "made_by": by}
    changed = [name for name, value in said.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, said[name])
    row.save(update_fields=list(said))
    run.touch(row)
    if tells:
        _unsent(row).delete()
    event = _event("changed", row, changed=",".join(changed))
    return Done([event], id=row.id, sentence=_tell(run, row, f":{row.version}") if tells else "")


@command(Permission.CHALLENGE_ANSWER)
def answer_challenge(
    run: Run,
    *,
    challenge: uuid.UUID,
    version: int,
    words: str,
    on: date,
    on_behalf: OnBehalf | None = None,
) -> Outcome:
    """Record what the agency answers; said anew before the group judged it, it replaces what was said.

    Those who speak for the agency answer themselves. Others only on somebody's behalf, and say how they know.
    Refuses as `refusal_to_answer` and `refusals_of_behalf` (context `holding`) do. Raises StaleError when
    `version` has moved on.
    """
    row = run.find(scopes.challenges, challenge)
    if str(row.agency_id) not in run.actor.agencies or on_behalf:
        run.may(row.group_id, Permission.CHALLENGE_ANSWER_FOR_OTHERS)
        on_behalf = on_behalf or OnBehalf(person="", how="", on=on)
    run.same(row, version)
    if refusal := rules.refusal_to_answer(challenge_facts(row), words=words, on=on, today=run.moment.today):
        return refusal
    if refusals := refusals_of_behalf(on_behalf, today=run.moment.today, context="holding"):
        return refusals[0]
    by = run.get(scopes.people, on_behalf.person if on_behalf else run.actor.person)
    run.behalf = on_behalf
    row.response, row.responded_on, row.responded_by = words.strip(), on, by
    row.responded_how = on_behalf.how if on_behalf else ""
    row.save(update_fields=["response", "responded_on", "responded_by", "responded_how"])
    run.touch(row)
    return Done([_event("answered", row, on=on.isoformat())], id=row.id)


@command(Permission.CHALLENGE_KEEP)
def judge_challenge(
    run: Run,
    *,
    challenge: uuid.UUID,
    version: int,
    outcome: rules.Outcome,
    on: date,
    words: str = "",
    closes: bool = False,
) -> Outcome:
    """Record what came of a challenge, and perhaps close it; recorded wrongly it is recorded again.

    The group that made it may, and the one it was taken to. Refuses as `refusal_to_judge` does. Raises
    StaleError when `version` has moved on.
    """
    row = _kept(run, challenge, version)
    if refusal := rules.refusal_to_judge(
        challenge_facts(row), outcome, words=words, on=on, today=run.moment.today
    ):
        return refusal
    row.outcome, row.outcome_words, row.outcome_on = outcome.value, words.strip(), on
    row.closed_on = on if closes else None
    row.save(update_fields=["outcome", "outcome_words", "outcome_on", "closed_on"])
    run.touch(row)
    events = [_event("judged", row, outcome=outcome.value, on=on.isoformat())]
    if closes:
        events.append(_event("closed", row, on=on.isoformat()))
    return Done(events, id=row.id)


@command(Permission.CHALLENGE_KEEP)
def escalate_challenge(
    run: Run, *, challenge: uuid.UUID, version: int, to: uuid.UUID, why: str, on: date
) -> Outcome:
    """Take a challenge to another group, which may be an outside body; it stays open and with its group too.

    Refuses as `refusal_to_escalate` does, and with `groups.ended`. Raises StaleError when `version` has moved
    on.
    """
    row = _kept(run, challenge, version)
    group = run.get(scopes.groups, to)
    if refusal := rules.refusal_to_escalate(
        challenge_facts(row),
        is_own_group=group.id == row.group_id,
        is_there_already=group.id == row.escalated_to_id,
        why=why,
        on=on,
        today=run.moment.today,
    ) or refusal_after_end(ended_on=group.ended_on, on=on, field="escalated_to"):
        return refusal
    row.escalated_to, row.escalated_on, row.escalated_why = group, on, why.strip()
    row.save(update_fields=["escalated_to", "escalated_on", "escalated_why"])
    run.touch(row)
    event = _event("escalated", row, to=str(group.id), on=on.isoformat())
    return Done([event], id=row.id, sentence=_bring(run, row))


@command(Permission.CHALLENGE_KEEP)
def close_challenge(run: Run, *, challenge: uuid.UUID, version: int, on: date) -> Outcome:
    """Close a challenge whose outcome is recorded.

    Refuses as `refusal_to_close` does. Raises StaleError when `version` has moved on.
    """
    row = _kept(run, challenge, version)
    if refusal := rules.refusal_to_close(
        challenge_facts(row), on=on, outcome_on=row.outcome_on, today=run.moment.today
    ):
        return refusal
    row.closed_on = on
    row.save(update_fields=["closed_on"])
    run.touch(row)
    return Done([_event("closed", row, on=on.isoformat())], id=row.id)


@command(Permission.CHALLENGE_KEEP)
def reopen_challenge(run: Run, *, challenge: uuid.UUID, version: int, why: str, on: date) -> Outcome:
    """Open a closed challenge again, with why; what came of it stays until it is recorded anew.

    Refuses as `refusal_to_reopen` does. Raises StaleError when `version` has moved on.
    """
    row = _kept(run, challenge, version)
    if refusal := rules.refusal_to_reopen(challenge_facts(row), why=why, on=on, today=run.moment.today):
        return refusal
    row.closed_on, row.reopened_on, row.reopened_why = None, on, why.strip()
    row.save(update_fields=["closed_on", "reopened_on", "reopened_why"])
    run.touch(row)
    return Done([_event("reopened", row, on=on.isoformat())], id=row.id)


def _where(
    run: Run, group: Group, meeting: uuid.UUID | None, item: uuid.UUID | None
) -> tuple[Meeting | None, AgendaItem | None]:
    """The meeting and item a challenge was made at, of the group; raises NotFoundError for another's."""
    under = run.get(scopes.agenda_items, item) if item else None
    at = under.meeting if under else run.get(scopes.meetings, meeting) if meeting else None
    if at is not None and (at.group_id != group.id or (meeting and at.id != meeting)):
        raise NotFoundError
    return at, under


def _narrowest(audience: Audience, over: list[Meeting | AgendaItem]) -> Audience:
    return max([audience, *(Audience(one.audience) for one in over)], key=_NARROWER.index)


def _kept(run: Run, challenge: uuid.UUID, version: int) -> Challenge:
    """The challenge, for those who keep the challenges of its group or of the one it was taken to."""
    row = run.find(scopes.challenges, challenge)
    of = row.group_id
    if row.escalated_to_id and refusal_to_act(run.actor, run.permission, group=str(of)):
        of = row.escalated_to_id
    run.may(of)
    run.same(row, version)
    return row


def _tell(run: Run, row: Challenge, anew: str = "") -> str:
    """Write to those who speak for the agency; `anew` tells this time from the first."""
    told = told_of(row, run.moment.today)
    text = challenge_made(answer_by=row.due_on, link=link_to(run, "challenges", str(row.id)))
    for person in told:
        owe(run, person=person, kind="challenge_made", key=f"challenge_made:{row.id}{anew}", text=text)
    if told:
        return ""
    return "Nobody who may see it speaks for the agency here, so nobody was written to: tell them yourself."


def _unsent(row: Challenge) -> QuerySet[Message]:
    """What was owed to those who speak for the agency and is unsent and in nobody's hands."""
    return Message.objects.filter(
        kind="challenge_made",
        key__startswith=f"challenge_made:{row.id}",
        sent_at__isnull=True,
        leased_until__isnull=True,
    )


def _bring(run: Run, row: Challenge) -> str:
    told = brought_to(row, run.moment.today)
    text = challenge_brought(link=link_to(run, "challenges", str(row.id)))
    key = f"challenge_brought:{row.id}:{row.escalated_to_id}"
    for person in told:
        if str(person.id) != run.actor.person:
            owe(run, person=person, kind="challenge_brought", key=key, text=text)
    if told:
        return ""
    return "Nobody who may see it holds an office there, so nobody was written to: tell them yourself."


def _event(what: str, row: Challenge, **details: str) -> Event:
    return Event(f"holding.challenge_{what}", "challenge", str(row.id), details)
