"""The pages where a meeting's date, agenda items and papers are written."""

import uuid
from dataclasses import dataclass, replace
from datetime import date, time

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import clock, day
from quorate.domain.meetings.cover import ASK, COVER_FIELDS
from quorate.domain.meetings.days import cautions
from quorate.domain.meetings.kinds import MeetingKind, refusal_of_closed
from quorate.domain.meetings.moving import said_of_move
from quorate.domain.meetings.refusals import refusal_of_happened, refusal_to_change, refusal_to_take_papers
from quorate.domain.terms.clauses import ClauseKind
from quorate.domain.terms.versions import version_in_force
from quorate.queries.agenda import PURPOSE_NAMES, Proposal, proposals
from quorate.queries.agreeing import said_on_forms
from quorate.queries.challenged import ChallengeOn, challenges_on
from quorate.queries.labelling import audience_choices
from quorate.queries.meetings import find_meeting
from quorate.queries.people.choices import everybody_here
from quorate.records import scopes
from quorate.records.facts.groups import going_on, ours
from quorate.records.facts.meetings import calendar_of, state_of, terms_by_group
from quorate.records.facts.minutes import happened_at
from quorate.records.models import AgendaItem, Meeting, PaperAsked

USUAL_MINUTES = 120
Options = tuple[tuple[str, str], ...]
COVER_REST: Options = tuple((code, name) for code, name in COVER_FIELDS.items() if code != ASK)
Labels = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class MeetingForm:
    """What is known before a meeting is set or moved. `id` is empty for a new one.

    `settled` says why it can be changed no more, `held` why it can be cancelled no more, None while it can.
    """

    groups: Options
    group: str
    id: str = ""
    version: int = 0
    title: str = ""
    on: date | None = None
    starts: time | None = None
    minutes: int = USUAL_MINUTES
    place: str = ""
    length_from: str = ""
    audiences: Labels = ()
    settled: Refusal | None = None
    held: Refusal | None = None
    is_by_email: bool = False
    sent_on: date | None = None


@dataclass(frozen=True, slots=True)
class ItemForm:
    """An agenda item to be written, with the choices. `id` is empty for a new one.

    `refusal` says why nothing can be written, None while it can. `may_label` is asked of an item there is.
    `sent_on` is the day members were sent the agenda, None before. `agreed` is what a change does to an
    agenda that was agreed, empty where it was not.
    """

    meeting: str
    meeting_title: str
    purposes: Options
    audiences: Labels
    restrictions: Options
    id: str = ""
    version: int = 0
    title: str = ""
    purpose: str = "note"
    minutes: int = 10
    speaker: str = ""
    ask: str = ""
    to_press: str = ""
    audience: str = "partnership"
    restriction: str = ""
    refusal: Refusal | None = None
    may_label: bool = False
    sent_on: date | None = None
    agreed: str = ""
    challenges: tuple[ChallengeOn, ...] = ()


NO_AGENCY = "none"
"""Chosen of a paper that comes from no agency; with nothing chosen it is from that of whoever it is from."""


@dataclass(frozen=True, slots=True)
class PaperForm:
    """What a paper may be for and from, and who may read it. `refusal` says why none can be added.

    `people` are those it may be handed in for; none for whoever hands in only their own. `asked` are the
    requests it may answer, and `asked_for` the one that was followed here, with its title and item.
    `unnamed` says from whom it is where none of `people` is chosen. `is_the_day` says that a paper may be
    tabled; `fields` are those of the cover sheet besides what is asked.
    """

    meeting: str
    meeting_title: str
    items: Options
    agencies: Options
    audiences: Labels
    today: date
    people: Options
    refusal: Refusal | None = None
    asked: Options = ()
    asked_for: str = ""
    title: str = ""
    item: str = ""
    is_the_day: bool = False
    unnamed: str = ""
    fields: Options = COVER_REST


@dataclass(frozen=True, slots=True)
class StandingItemsPage:
    """The items the terms call for, to be ticked."""

    meeting: str
    meeting_title: str
    version: int
    proposals: tuple[Proposal, ...]
    lede: str
    refusal: Refusal | None
    sent_on: date | None = None
    agreed: str = ""


def page_set_meeting(actor: Actor, *, today: date, group: str = "") -> MeetingForm:
    """A new meeting, as long as the terms in force say. Raises NotAllowedError where no group is theirs."""
    mine = [
        (str(row.id), row.name)
        for row in scopes.groups(actor).filter(going_on(today), ours()).order_by("order", "name")
        if refusal_to_act(actor, Permission.MEETING_SET, group=str(row.id)) is None
    ]
    if not mine:
        raise NotAllowedError(refusal_to_act(actor, Permission.MEETING_SET) or _no_group())
    chosen = group if group in {id for id, _ in mine} else mine[0][0]
    terms = version_in_force(terms_by_group([uuid.UUID(chosen)]).get(uuid.UUID(chosen), ()), today)
    clause = terms.of(ClauseKind.DURATION) if terms else None
    minutes = clause.minutes if clause and clause.minutes else USUAL_MINUTES
    earlier = scopes.meetings(actor).filter(group=uuid.UUID(chosen)).exclude(kind="by_email")
    before = earlier.order_by("-on").first()
    return MeetingForm(
        groups=tuple(mine),
        group=chosen,
        minutes=minutes,
        starts=before.starts if before else None,
        place=before.place if before else "",
        audiences=audience_choices(actor, group=chosen),
        length_from="The terms give this length." if clause and clause.minutes else "",
    )


def cautions_of(actor: Actor, *, on: date, today: date) -> tuple[str, ...]:
    """What is unusual about a day, to be said before a meeting is set on it."""
    return cautions(on, today=today, calendar=calendar_of(uuid.UUID(actor.partnership)))


def said_of_moving(actor: Actor, *, meeting: uuid.UUID, on: date, today: date) -> tuple[str, ...]:
    """What moving a meeting to a day makes late, to be said before it is saved; nothing on the day it is."""
    row = find_meeting(actor, meeting)
    if on == row.on or row.kind == MeetingKind.BY_EMAIL.value:
        return ()
    terms = version_in_force(terms_by_group([row.group_id]).get(row.group_id, ()), on)
    calendar = calendar_of(uuid.UUID(actor.partnership))
    asked = scopes.papers_asked(actor).filter(meeting=row, paper__isnull=True, dropped_at__isnull=True)
    return said_of_move(
        terms,
        on=on,
        sent_on=row.circulated_on,
        calendar=calendar,
        today=today,
        asked_by=list(asked.values_list("due_on", flat=True)),
    )


def page_move_meeting(actor: Actor, *, meeting: uuid.UUID, today: date) -> MeetingForm:
    """A meeting as it is set, to be changed."""
    row = find_meeting(actor, meeting)
    _may(actor, Permission.MEETING_SET, row)
    return MeetingForm(
        groups=((str(row.group_id), row.group.name),),
        group=str(row.group_id),
        id=str(row.id),
        version=row.version,
        title=f"{'Question by email' if row.kind == 'by_email' else 'Meeting'} of {day(row.on)}",
        on=row.on,
        starts=row.starts,
        minutes=row.minutes,
        place=row.place,
        settled=refusal_to_change(state_of(row)) or refusal_of_closed(row.kind, on=row.on, today=today),
        held=refusal_of_happened(happened_at(row)),
        is_by_email=row.kind == "by_email",
        sent_on=row.circulated_on,
    )


def page_add_item(actor: Actor, *, meeting: uuid.UUID) -> ItemForm:
    """A new agenda item."""
    row = find_meeting(actor, meeting)
    _may(actor, Permission.AGENDA_EDIT, row)
    return _blank_item(actor, row)


def page_item(actor: Actor, *, meeting: uuid.UUID, item: uuid.UUID, today: date) -> ItemForm:
    """An agenda item as it stands, to be changed."""
    row = find_meeting(actor, meeting)
    _may(actor, Permission.AGENDA_EDIT, row)
    held: AgendaItem | None = (
        scopes.agenda_items(actor).filter(meeting=row, id=item, removed_at__isnull=True).first()
    )
    if held is None:
        raise NotFoundError
    return replace(
        _blank_item(actor, row),
        id=str(held.id),
        version=held.version,
        title=held.title,
        purpose=held.purpose,
        minutes=held.minutes,
        speaker=held.speaker,
        ask=held.ask,
        to_press=held.to_press,
        audiences=_audiences_of(actor, held),
        audience=held.audience,
        restriction=str(held.restriction_id or ""),
        may_label=refusal_to_act(actor, Permission.RESTRICTION_EDIT) is None,
        challenges=challenges_on(actor, row.id, today).get(str(held.id), ()),
    )


def page_add_paper(actor: Actor, *, meeting: uuid.UUID, today: date, asked: str = "") -> PaperForm:
    """A new paper, for any item the actor may see; `asked` is the id of the request it answers, if any."""
    row = find_meeting(actor, meeting)
    _may(actor, Permission.PAPER_SUBMIT, row)
    items = scopes.agenda_items(actor).filter(meeting=row, removed_at__isnull=True).order_by("order")
    agencies = scopes.agencies(actor).order_by("name")
    may_take_in = refusal_to_act(actor, Permission.AGENDA_EDIT, group=str(row.group_id)) is None
    requests = _open_requests(actor, row, may_take_in=may_take_in)
    followed = next((one for one in requests if str(one.id) == asked), None)
    return PaperForm(
        meeting=str(row.id),
        meeting_title=_title(row),
        items=tuple((str(i.id), i.title) for i in items),
        agencies=((NO_AGENCY, "Not from an agency"), *((str(a.id), a.name) for a in agencies)),
        audiences=audience_choices(actor, group=str(row.group_id)),
        today=today,
        people=everybody_here(actor, today) if may_take_in else (),
        refusal=refusal_to_take_papers(state_of(row)),
        asked=tuple(
            (str(one.id), f"{one.title}, from {one.person.name}, by {day(one.due_on)}") for one in requests
        ),
        asked_for=str(followed.id) if followed else "",
        is_the_day=row.on == today,
        title=followed.title if followed else "",
        item=str(followed.item_id or "") if followed else "",
        unnamed=_unnamed(actor, followed, requests),
    )


def _unnamed(actor: Actor, followed: PaperAsked | None, requests: list[PaperAsked]) -> str:
    """From whom a paper is with nobody named: of the request that was followed, else of any it answers."""
    if all(str(one.person_id) == actor.person for one in ([followed] if followed else requests)):
        return "Nobody: it is my own"
    if followed:
        return f"{followed.person.name}, of whom it was asked"
    return "Whoever it was asked of, else nobody: it is my own"


def _open_requests(actor: Actor, row: Meeting, *, may_take_in: bool) -> list[PaperAsked]:
    """Papers asked for that have not come: their own, or everybody's for who takes papers in."""
    found = scopes.papers_asked(actor).filter(meeting=row, paper__isnull=True, dropped_at__isnull=True)
    if not may_take_in:
        found = found.filter(person=uuid.UUID(actor.person))
    return list(found.select_related("person").order_by("due_on", "title", "id"))


def page_standing_items(actor: Actor, *, meeting: uuid.UUID, today: date) -> StandingItemsPage:
    """The standing items to put on the agenda, why each, and which are on it already."""
    row = find_meeting(actor, meeting)
    _may(actor, Permission.AGENDA_EDIT, row)
    found = proposals(actor, row, today)
    missing = sum(not each.is_on for each in found)
    return StandingItemsPage(
        meeting=str(row.id),
        meeting_title=_title(row),
        version=row.version,
        proposals=found,
        lede=(
            f"{missing} of {len(found)} items proposed for this meeting are not on its agenda yet."
            if missing
            else "All that is proposed for this meeting is on its agenda."
        ),
        refusal=refusal_to_change(state_of(row)),
        sent_on=row.circulated_on,
        agreed=said_on_forms(actor, row),
    )


def _may(actor: Actor, permission: Permission, row: Meeting) -> None:
    if refusal := refusal_to_act(actor, permission, group=str(row.group_id)):
        raise NotAllowedError(refusal)


def _audiences_of(actor: Actor, held: AgendaItem) -> Labels:
    """The audiences an item may be given: its own alone, where the actor only sees it by being named."""
    group = str(held.meeting.group_id)
    offered = audience_choices(actor, group=group, held=held.audience)
    if Audience(held.audience) in actor.audiences_in(group):
        return offered
    return tuple(choice for choice in offered if choice[0] == held.audience)


def _no_group() -> Refusal:
    return Refusal("meetings.no_group", "There is no group to set a meeting of.", "Add a group first.")


def _title(row: Meeting) -> str:
    return f"{row.group.name}, {day(row.on)}, {clock(row.starts)}"


def _blank_item(actor: Actor, row: Meeting) -> ItemForm:
    may_restrict = refusal_to_act(actor, Permission.RESTRICTION_EDIT) is None
    restrictions = scopes.restrictions(actor).order_by("name") if may_restrict else ()
    return ItemForm(
        meeting=str(row.id),
        meeting_title=_title(row),
        purposes=tuple(PURPOSE_NAMES.items()),
        audiences=audience_choices(actor, group=str(row.group_id)),
        restrictions=tuple((str(r.id), r.name) for r in restrictions),
        refusal=refusal_to_change(state_of(row)),
        sent_on=row.circulated_on,
        agreed=said_on_forms(actor, row),
    )
