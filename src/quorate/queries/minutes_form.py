"""The pages where a minute is written, changed, amended, answered, and an action moved into a plan."""

import uuid
from dataclasses import dataclass, replace
from datetime import date

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day
from quorate.domain.meetings.kinds import MeetingKind, minutes_title
from quorate.domain.meetings.minutes import MINUTE_KINDS, MinuteKind, refusal_to_write
from quorate.domain.membership.quorum import QUORUM_WORDS, QuorumState
from quorate.domain.membership.quorum_said import When
from quorate.domain.plans.facts import EntryKind
from quorate.domain.plans.labels import KINDS
from quorate.domain.terms.clauses import ClauseKind
from quorate.queries.agenda import agenda_of
from quorate.queries.circulation import holding
from quorate.queries.every_plan import plan_rows
from quorate.queries.meetings import find_meeting
from quorate.queries.minutes import MinuteLine, later_meetings, lines_of, read_with
from quorate.queries.minutes_quorum import BY_HAND, quorum_stood, rule_in, rule_of, was_recorded
from quorate.queries.plan_facts import plan_outlines
from quorate.queries.plan_words import wordings
from quorate.queries.quorums import quorum_for, stood_now
from quorate.records import scopes
from quorate.records.facts.meetings import basis, terms_by_group
from quorate.records.facts.minutes import minutes_facts, stood_for
from quorate.records.facts.people import here
from quorate.records.facts.tables import terms_of
from quorate.records.models import EntryVersion, Meeting, Minute

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MinuteForm:
    """A minute to be written or changed. `id` is empty for a new one.

    `quorum` says in words how the meeting stood for the item, from the room's record; where there is none
    `stood` are the answers to choose from. `is_waived` when a decision without a quorum has its waiver.
    `refusal` says why nothing can be written, None while it can.
    """

    meeting: str
    title: str
    kind: str
    kind_name: str
    item: str
    item_title: str
    refusal: Refusal | None
    people: Options
    agencies: Options
    quorum: str
    needs_waiver: bool
    is_waived: bool
    stood: Options
    agreed_by: Options
    clause: str
    id: str = ""
    version: int = 0
    words: str = ""
    owner: str = ""
    agency: str = ""
    due_on: date | None = None
    asked_by: str = ""
    given_to: str = ""
    evidence: str = ""
    stands: str = ""
    is_by_email: bool = False
    line: MinuteLine | None = None


@dataclass(frozen=True, slots=True)
class AfterForm:
    """A minute to be amended, ratified or answered: as it reads, with what to choose from.

    `clause` is the kind of clause that a later decision of which nobody knows the quorum departs from. Where
    there are no `decisions` to choose from, `none_can` says why.
    """

    meeting: str
    meeting_title: str
    version: int
    line: MinuteLine
    later: Options
    decisions: Options
    agreed_by: Options
    clause: str
    none_can: str = ""


@dataclass(frozen=True, slots=True)
class MoveForm:
    """An entry to be moved: what it says, the plans it may go into, and what it may stand under there."""

    entry: str
    version: int
    code: str
    text: str
    plan_name: str
    plan_slug: str
    plans: Options
    parents: Options
    chosen: str = ""


def page_new_minute(
    actor: Actor, *, meeting: uuid.UUID, kind: MinuteKind, item: str, today: date
) -> MinuteForm:
    """The form for a minute of an item, or of none. Raises NotFoundError where the item is not seen."""
    row = _may_write(actor, find_meeting(actor, meeting))
    return _form(actor, row, kind, item, today, None)


def page_minute(actor: Actor, *, meeting: uuid.UUID, minute: uuid.UUID, today: date) -> MinuteForm:
    """The form for a minute that stands; raises NotFoundError."""
    row = _may_write(actor, find_meeting(actor, meeting))
    held = _minute(actor, row, minute)
    return _form(actor, row, MinuteKind(held.kind), str(held.item_id or ""), today, held)


def page_after(actor: Actor, *, meeting: uuid.UUID, minute: uuid.UUID, today: date) -> AfterForm:
    """A minute with what may be recorded of it afterwards; raises NotFoundError."""
    row = _may_write(actor, find_meeting(actor, meeting))
    held = _minute(actor, row, minute)
    decisions, none_can = _decisions(actor, row)
    return AfterForm(
        meeting=str(row.id),
        meeting_title=minutes_title(row.kind, row.on),
        version=held.version,
        line=_line(actor, held, today),
        later=later_meetings(actor, row, today),
        decisions=decisions,
        agreed_by=_may_agree(row),
        clause=ClauseKind.QUORUM.value if rule_of(row) else "",
        none_can=none_can,
    )


def page_move(actor: Actor, *, entry: uuid.UUID, plan: str, today: date) -> MoveForm:
    """An entry and the plans it may go into; `plan` is the one chosen, for what it may stand under.

    Raises NotFoundError, and NotAllowedError where the entry is not theirs to change.
    """
    row = scopes.entries(actor).filter(id=entry).select_related("plan").first()
    latest = EntryVersion.objects.filter(entry=entry).order_by("-number").first()
    if row is None or latest is None or latest.withdrawn:
        raise NotFoundError
    if refusal := refusal_to_act(actor, Permission.PLAN_EDIT, group=str(row.plan.group_id or "")):
        raise NotAllowedError(refusal)
    plans = [
        one for one in plan_rows(actor) if one.id != row.plan_id and not (one.ends_on and one.ends_on < today)
    ]
    chosen = next((one for one in plans if str(one.id) == plan), None)
    return MoveForm(
        entry=str(row.id),
        version=row.version,
        code=latest.code,
        text=latest.text,
        plan_name=row.plan.name,
        plan_slug=row.plan.slug,
        plans=tuple((str(one.id), one.name) for one in plans),
        parents=_parents(actor, chosen.id, today) if chosen else (),
        chosen=str(chosen.id) if chosen else "",
    )


def _parents(actor: Actor, plan: uuid.UUID, today: date) -> Options:
    states = [one for one in plan_outlines(actor, plan, today).states if one.kind is not EntryKind.ACTION]
    texts = wordings(states)
    return tuple(
        (one.id, f"{KINDS[one.kind]} {one.code} {' '.join(texts.get(one.id, '').split())}"[:110])
        for one in states
    )


def _may_write(actor: Actor, row: Meeting) -> Meeting:
    if refusal := refusal_to_act(actor, Permission.MINUTES_WRITE, group=str(row.group_id)):
        raise NotAllowedError(refusal)
    return row


def _minute(actor: Actor, row: Meeting, minute: uuid.UUID) -> Minute:
    found = read_with(scopes.minutes(actor).filter(id=minute, meeting=row, removed_at__isnull=True)).first()
    if found is None:
        raise NotFoundError
    return found


def _line(actor: Actor, held: Minute, today: date) -> MinuteLine:
    (lines,) = lines_of(actor, [held], today).values()
    return lines[0]


def _form(
    actor: Actor, row: Meeting, kind: MinuteKind, item: str, today: date, held: Minute | None
) -> MinuteForm:
    is_action, is_decision = kind is MinuteKind.ACTION, kind is MinuteKind.DECISION
    rule = rule_of(row) if is_decision else None
    recorded = is_decision and was_recorded(row)
    stood = quorum_stood(row, uuid.UUID(item) if item else None) if is_decision and recorded else None
    verdict = quorum_for(row, item or None, when=When.THEN) if rule and recorded else None
    form = MinuteForm(
        meeting=str(row.id),
        title=minutes_title(row.kind, row.on),
        kind=kind.value,
        kind_name=MINUTE_KINDS[kind],
        item=item,
        item_title=_item_title(actor, row, item, today),
        refusal=refusal_to_write(minutes_facts(row), today=today),
        people=_people(actor, row, held) if is_action else (),
        agencies=_agencies(actor) if is_action else (),
        quorum=verdict.sentence if verdict else "",
        needs_waiver=bool(rule) and stood is not None and stood.value == "not_quorate",
        is_waived=bool(held and held.waiver_id),
        stood=tuple((state.value, QUORUM_WORDS[state]) for state in BY_HAND) if rule and not recorded else (),
        agreed_by=_may_agree(row) if rule else (),
        clause=rule.id if rule else "",
        is_by_email=row.kind == MeetingKind.BY_EMAIL.value,
    )
    return _with_words(form, actor, held, today) if held else form


def _with_words(form: MinuteForm, actor: Actor, held: Minute, today: date) -> MinuteForm:
    return replace(
        form,
        id=str(held.id),
        version=held.version,
        words=held.words,
        owner=str(held.owner_id or ""),
        agency=str(held.agency_id or ""),
        due_on=held.due_on,
        asked_by=held.asked_by,
        given_to=held.given_to,
        evidence=held.evidence,
        stands=held.quorum,
        line=_line(actor, held, today),
    )


def _item_title(actor: Actor, row: Meeting, item: str, today: date) -> str:
    if not item:
        return ""
    agenda = agenda_of(actor, row, basis(actor, row, today))
    found = next((one for one in agenda.items if one.id == item), None)
    if found is None:
        raise NotFoundError
    return f"{found.number}. {found.title}"


def _people(actor: Actor, row: Meeting, held: Minute | None) -> Options:
    """Those of the partnership on the meeting's day, members of the group first."""
    known = scopes.people(actor).filter(here(row.on))
    seated = set(holding(row.group_id, row.on).values_list("person_id", flat=True))
    rows = sorted(known, key=lambda one: (one.id not in seated, one.name.casefold()))
    found = [(str(one.id), one.name) for one in rows]
    if held and held.owner and str(held.owner_id) not in {id for id, _ in found}:
        found.append((str(held.owner_id), held.owner.name))
    return tuple(found)


def _agencies(actor: Actor) -> Options:
    return tuple(
        (str(id), name) for id, name in scopes.agencies(actor).order_by("name").values_list("id", "name")
    )


def _may_agree(row: Meeting) -> Options:
    held = holding(row.group_id, row.on).filter(office__in=("chair", "vice_chair")).select_related("person")
    return tuple((str(one.person_id), one.person.name) for one in held.order_by("office", "person__name"))


_NONE_LATER = (
    "No later meeting has a decision in its minutes yet. Write the decision that ratifies this one in the "
    "minutes of that meeting first."
)
_NONE_QUORATE = (
    "Every decision in the minutes of later meetings was itself taken without a quorum, and cannot ratify "
    "this one. A later meeting that is quorate ratifies: write its decision in its minutes first."
)


def _decisions(actor: Actor, row: Meeting) -> tuple[Options, str]:
    """The decisions of later meetings of the group that may ratify one, newest last, or why there are none.

    Not those that were taken without a quorum themselves.
    """
    rows = list(
        scopes.minutes(actor)
        .filter(
            kind=MinuteKind.DECISION.value,
            meeting__group=row.group_id,
            meeting__on__gt=row.on,
            removed_at__isnull=True,
        )
        .select_related("meeting__group")
        .order_by("meeting__on", "order")
    )
    versions, now = terms_by_group([row.group_id]).get(row.group_id, ()), stood_now(rows)
    found = tuple(
        (str(one.id), f"{day(one.meeting.on)}: {' '.join(one.words.split())}"[:120])
        for one in rows
        if stood_for(one, now.get(one.id)).state is not QuorumState.NOT_QUORATE
        or rule_in(terms_of(one.meeting, versions)) is None
    )
    return found, "" if found else _NONE_QUORATE if rows else _NONE_LATER
