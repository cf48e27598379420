"""Challenges a group made to agencies or had brought to it: all of them, one, and the form of one more."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Case, Q, QuerySet, Value, When

from quorate.domain.access.actor import Actor
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.holding.challenges import (
    ANSWER_WITHIN_DAYS,
    OUTCOMES,
    STATES,
    ChallengeFacts,
    Outcome,
    Standing,
    State,
    due_on,
    longest_owed,
    refusal_to_correct,
    standing,
)
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.outcomes import HOW
from quorate.domain.kernel.words import count, day, spelt
from quorate.domain.membership.groups import has_ended
from quorate.queries.holding.told import told_of
from quorate.queries.meetings import allowed
from quorate.queries.people.choices import Options, everybody_here
from quorate.records import scopes
from quorate.records.facts.agencies import called, names_by_day
from quorate.records.facts.holding import challenge_facts
from quorate.records.facts.labels import label_of
from quorate.records.models import AgendaItem, Challenge, Group, Meeting, Minute

PER_PAGE = 50
OVERDUE = "overdue"
FILTERS = {OVERDUE: "Answer overdue", **{state.value: said for state, said in STATES.items()}}
_LONGEST = 200  # characters of a challenge in a list
_STATE: Mapping[str, Q] = {
    State.CLOSED.value: Q(closed_on__isnull=False),
    State.JUDGED.value: Q(closed_on__isnull=True) & ~Q(outcome=""),
    State.ANSWERED.value: Q(closed_on__isnull=True, outcome="", responded_on__isnull=False),
    State.WAITING.value: Q(closed_on__isnull=True, outcome="", responded_on__isnull=True),
}
"""What `ChallengeFacts.state` says, as a question of the database."""


@dataclass(frozen=True, slots=True)
class ChallengeLine:
    """A challenge in a list. `where_from` names the group that brought it to this one, empty for its own."""

    id: str
    agency: str
    words: str
    standing: Standing
    made: str
    is_restricted: bool
    where_from: str = ""
    escalated_to: str = ""


@dataclass(frozen=True, slots=True)
class ChallengesPage:
    """A group's challenges: those that wait first, longest due first; the closed last. 50 to a page."""

    slug: str
    group: str
    lede: str
    lines: tuple[ChallengeLine, ...]
    number: int
    last: int
    agencies: Options
    agency: str
    state: str
    is_narrowed: bool
    may_make: bool
    states: Options = tuple(FILTERS.items())


@dataclass(frozen=True, slots=True)
class ChallengePage:
    """One challenge, and what this reader may do about it now.

    `told` says who speaks for the agency and sees it. `for_others` says that an answer is recorded on behalf
    of somebody, one of `people`.
    """

    id: str
    version: int
    slug: str
    group: str
    agency: str
    lede: str
    standing: Standing
    words: str
    facts: tuple[tuple[str, str], ...]
    response: str
    outcome_words: str
    escalated_why: str
    reopened_why: str
    meeting: str
    told: str
    may_answer: bool
    for_others: bool
    may_judge: bool
    may_escalate: bool
    may_close: bool
    may_correct: bool
    may_reopen: bool
    may_label: bool
    may_redact: bool
    people: Options
    groups: Options
    today: date
    outcomes: Options = tuple((one.value, said) for one, said in OUTCOMES.items())
    hows: Options = tuple(HOW.items())


@dataclass(frozen=True, slots=True)
class ChallengeForm:
    """What one more challenge is chosen from, or one to be corrected, which `challenge` then names.

    `about` says under what it is made, empty for nothing.

    `audiences` and `audience` leave out what is wider than the meeting or item it is made at.
    """

    id: str
    slug: str
    group: str
    about: str
    meeting: str
    item: str
    words: str
    made_on: date
    due_on: date
    agencies: Options
    people: Options
    audience: str
    usual_days: int = ANSWER_WITHIN_DAYS
    challenge: str = ""
    version: int = 0
    agency: str = ""
    made_by: str = ""


def challenges_of(actor: Actor, group: uuid.UUID) -> QuerySet[Challenge]:
    """The challenges of a group: its own, and those taken to it."""
    return scopes.challenges(actor).filter(Q(group=group) | Q(escalated_to=group))


def page_challenges(
    actor: Actor, *, group: str, today: date, agency: str = "", state: str = "", number: int = 1
) -> ChallengesPage:
    """A group's challenges, perhaps those to one agency or in one state. Raises NotFoundError.

    What is not an agency or a state narrows nothing. A page out of range shows the first.
    """
    row = group_at(actor, group)
    keeps = allowed(actor, Permission.CHALLENGE_KEEP, str(row.id))
    every = challenges_of(actor, row.id)
    named = _agencies(every)
    agency = agency if agency in dict(named) else ""
    state = state if state in FILTERS else ""
    rows, names = every.filter(_narrowed(agency, state, today)), names_by_day(actor.partnership)
    last = max(1, -(-rows.count() // PER_PAGE))
    number = number if 1 <= number <= last else 1
    ranked = rows.annotate(
        rank=Case(*(When(_STATE[one.value], then=Value(n)) for n, one in enumerate(State)), default=Value(0))
    )
    part = ranked.select_related("agency", "group", "escalated_to").order_by("rank", "due_on", "id")
    return ChallengesPage(
        slug=row.slug,
        group=row.name,
        lede=said_of(list(every.select_related("agency")), today),
        lines=tuple(
            _line(one, row, called(one.agency, one.made_on, names), today)
            for one in part[(number - 1) * PER_PAGE : number * PER_PAGE]
        ),
        number=number,
        last=last,
        agencies=named,
        agency=agency,
        state=state,
        is_narrowed=bool(agency or state),
        may_make=keeps and not has_ended(row.ended_on, today),
    )


def page_challenge(actor: Actor, *, challenge: uuid.UUID, today: date) -> ChallengePage:
    """One challenge. Raises NotFoundError."""
    found = scopes.challenges(actor).filter(id=challenge)
    row = found.select_related(
        "group", "agency", "made_by", "meeting", "item", "escalated_to", "responded_by"
    ).first()
    if row is None:
        raise NotFoundError
    facts = challenge_facts(row)
    is_open, group = facts.state is not State.CLOSED, str(row.group_id)
    keeps = allowed(actor, Permission.CHALLENGE_KEEP, group) or (
        row.escalated_to_id is not None
        and allowed(actor, Permission.CHALLENGE_KEEP, str(row.escalated_to_id))
    )
    is_theirs = str(row.agency_id) in actor.agencies and allowed(actor, Permission.CHALLENGE_ANSWER, "")
    for_others = not is_theirs and allowed(actor, Permission.CHALLENGE_ANSWER_FOR_OTHERS, group)
    may_answer = is_open and facts.outcome is None and (is_theirs or for_others)
    may_escalate = is_open and keeps and facts.outcome not in (Outcome.PUT_RIGHT, Outcome.WITHDRAWN)
    how, agency = standing(facts, today), called(row.agency, row.made_on, names_by_day(actor.partnership))
    return ChallengePage(
        id=str(row.id),
        version=row.version,
        slug=row.group.slug,
        group=row.group.name,
        agency=agency,
        lede=how.sentence,
        standing=how,
        words=row.words,
        facts=tuple((label, value) for label, value in _facts(row, facts, agency) if value),
        response=row.response,
        outcome_words=row.outcome_words,
        escalated_why=row.escalated_why,
        reopened_why=row.reopened_why,
        meeting=str(row.meeting_id or ""),
        told=_told(row, today) if keeps and facts.state is State.WAITING else "",
        may_answer=may_answer,
        for_others=for_others,
        may_judge=is_open and keeps,
        may_escalate=may_escalate,
        may_close=is_open and keeps and facts.outcome is not None,
        may_correct=keeps and refusal_to_correct(facts) is None,
        may_reopen=not is_open and keeps,
        may_label=allowed(actor, Permission.RESTRICTION_EDIT, ""),
        may_redact=allowed(actor, Permission.REDACTION_PROPOSE, ""),
        people=everybody_here(actor, today) if may_answer and for_others else (),
        groups=_other_groups(actor, row, today) if may_escalate else (),
        today=today,
    )


def page_challenge_form(
    actor: Actor, *, group: str, today: date, meeting: str = "", item: str = "", minute: str = ""
) -> ChallengeForm:
    """What one more challenge of a group is chosen from, perhaps begun from a meeting, an item or a minute.

    Raises NotFoundError for a group that is none; a meeting, item or minute not visible begins nothing.
    """
    row = group_at(actor, group)
    of = _minute(actor, minute)
    under = (of.item if of else None) or _item(actor, item)
    at = (of.meeting if of else None) or (under.meeting if under else None) or _meeting(actor, meeting)
    if at is not None and at.group_id != row.id:
        of, under, at = None, None, None
    made_on = at.on if at and at.on <= today else today
    over = [Audience(one.audience) for one in (at, under) if one is not None]
    return ChallengeForm(
        id=str(row.id),
        slug=row.slug,
        group=row.name,
        about=_about(at, under),
        meeting=str(at.id) if at else "",
        item=str(under.id) if under else "",
        words=of.words if of else "",
        made_on=made_on,
        due_on=due_on(made_on),
        agencies=tuple((str(one.id), one.name) for one in scopes.agencies(actor).order_by("name")),
        people=everybody_here(actor, today),
        audience=max([Audience.PARTNERSHIP, *over], key=list(Audience).index).value,
    )


def page_challenge_change(actor: Actor, *, challenge: uuid.UUID, today: date) -> ChallengeForm:
    """A challenge as it stands, to be corrected; whoever made it is offered though they have left.

    Raises NotFoundError.
    """
    found = scopes.challenges(actor).filter(id=challenge)
    row = found.select_related("group", "made_by", "meeting", "item").first()
    if row is None:
        raise NotFoundError
    form = page_challenge_form(actor, group=row.group.slug, today=today)
    by = str(row.made_by_id or "")
    left = ((by, f"{row.made_by.name} (has left)"),) if row.made_by and by not in dict(form.people) else ()
    return replace(
        form,
        challenge=str(row.id),
        version=row.version,
        about=_about(row.meeting, row.item),
        agency=str(row.agency_id),
        words=row.words,
        made_on=row.made_on,
        due_on=row.due_on,
        made_by=by,
        people=(*form.people, *left),
    )


def said_of(rows: list[Challenge], today: date) -> str:
    """How a group's challenges stand, in a sentence or two."""
    facts = {str(row.id): challenge_facts(row) for row in rows}
    still = [one for one in facts.values() if one.state is not State.CLOSED]
    if not rows:
        return "No agency has been challenged."
    if not still:
        return f"All {count(len(rows), 'challenge')} are closed." if len(rows) > 1 else "The one is closed."
    longest = longest_owed(facts.values(), today)
    if longest is None:
        waiting = sum(1 for one in still if one.state is State.WAITING)
        wait = "none waits for an answer" if not waiting else f"{spelt(waiting)} to be answered, none overdue"
        return f"{_many(len(still))} open, {wait}."
    late = [one for one in still if one.days_late(today)]
    agency = next(row.agency.name for row in rows if str(row.id) == longest.id)
    whose = f"from {agency} for {count(longest.days_late(today), 'day')}"
    if len(late) == 1:
        return f"{_many(len(still))} open. One answer is overdue, {whose}."
    return (
        f"{_many(len(still))} open. {spelt(len(late)).capitalize()} answers are overdue, the longest {whose}."
    )


def _many(n: int) -> str:
    return f"{spelt(n).capitalize()} {'challenge is' if n == 1 else 'challenges are'}"


def group_at(actor: Actor, slug: str) -> Group:
    """The group at an address. Raises NotFoundError."""
    row = scopes.groups(actor).filter(slug=slug).first()
    if row is None:
        raise NotFoundError
    return row


def _agencies(rows: QuerySet[Challenge]) -> Options:
    found = rows.order_by("agency__name").values_list("agency_id", "agency__name").distinct()
    return tuple((str(id), name) for id, name in found)


def _narrowed(agency: str, state: str, today: date) -> Q:
    found = Q(agency=agency) if agency else Q()
    if state == OVERDUE:
        return found & _STATE[State.WAITING.value] & Q(due_on__lt=today)
    return found & _STATE[state] if state else found


def _line(row: Challenge, group: Group, agency: str, today: date) -> ChallengeLine:
    words = " ".join(row.words.split())
    escalated = row.escalated_to
    return ChallengeLine(
        id=str(row.id),
        agency=agency,
        words=words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]}…",
        standing=standing(challenge_facts(row), today),
        made=day(row.made_on),
        is_restricted=not label_of(row).is_open_to_all,
        where_from=row.group.name if row.group_id != group.id else "",
        escalated_to=escalated.name if escalated and escalated.id != group.id else "",
    )


def _facts(row: Challenge, facts: ChallengeFacts, agency: str) -> tuple[tuple[str, str], ...]:
    by = f" by {row.made_by.name}" if row.made_by else ""
    at = f", at the meeting of {day(row.meeting.on)}" if row.meeting else ""
    under = f", under {row.item.title}" if row.item else ""
    how = f", told {HOW[row.responded_how]}" if row.responded_how in HOW else ""
    who = f" by {row.responded_by.name}" if row.responded_by else ""
    answered = f"{day(facts.responded_on)}{who}{how}" if facts.responded_on else ""
    judged = f"{OUTCOMES[facts.outcome]}, {day(row.outcome_on)}" if facts.outcome and row.outcome_on else ""
    escalated = (
        f"{row.escalated_to.name}, {day(row.escalated_on)}" if row.escalated_to and row.escalated_on else ""
    )
    return (
        ("To", agency),
        ("Made on", f"{day(row.made_on)}{by}{at}{under}"),
        ("Answer due by", day(row.due_on)),
        ("Answered on", answered or ("" if facts.outcome else "Not yet")),
        ("What came of it", judged or "Not yet recorded"),
        ("Taken to", escalated),
        ("Opened again on", day(row.reopened_on) if row.reopened_on else ""),
        ("Closed on", day(row.closed_on) if row.closed_on else ""),
    )


def _told(row: Challenge, today: date) -> str:
    names = [person.name for person in told_of(row, today)]
    if not names:
        return (
            "Nobody here who may see this speaks for the agency: tell them yourself, and record the answer."
        )
    return f"Seen by those who speak for the agency: {', '.join(names)}."


def _other_groups(actor: Actor, row: Challenge, today: date) -> Options:
    rows = scopes.groups(actor).exclude(id__in=[row.group_id, *filter(None, [row.escalated_to_id])])
    still = [one for one in rows.order_by("order", "name") if not has_ended(one.ended_on, today)]
    return tuple((str(one.id), one.name) for one in still)


def _minute(actor: Actor, id: str) -> Minute | None:
    if not (found := _known(id)):
        return None
    rows = scopes.minutes(actor).filter(id=found, removed_at__isnull=True)
    return rows.select_related("meeting", "item").first()


def _item(actor: Actor, id: str) -> AgendaItem | None:
    if not (found := _known(id)):
        return None
    rows = scopes.agenda_items(actor).filter(id=found, removed_at__isnull=True)
    return rows.select_related("meeting").first()


def _meeting(actor: Actor, id: str) -> Meeting | None:
    found = _known(id)
    return scopes.meetings(actor).filter(id=found).first() if found else None


def _known(id: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(id) if id else None
    except ValueError:
        return None


def _about(at: Meeting | None, under: AgendaItem | None) -> str:
    if at is None:
        return ""
    return f"Made at the meeting of {day(at.on)}{f', under {under.title}' if under else ''}."
