"""Asks people for papers, and drops what was asked for."""

import uuid
from collections.abc import Sequence
from datetime import date

from quorate.commands.messages import not_gone, owe, take_back_before
from quorate.commands.remaking import paper_text
from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, listed
from quorate.domain.meetings.papers_asked import refusal_to_ask, refusal_to_take_for
from quorate.domain.meetings.refusals import refusal_to_change
from quorate.domain.membership.facts import has_left
from quorate.queries.access import actors_of
from quorate.records import scopes
from quorate.records.facts.labels import sees
from quorate.records.facts.meetings import state_of
from quorate.records.models import AgendaItem, Meeting, PaperAsked, Person
from quorate.records.models.base import Labelled


@command(Permission.AGENDA_EDIT)
def ask_for_paper(
    run: Run,
    *,
    meeting: uuid.UUID,
    title: str,
    people: Sequence[uuid.UUID],
    due_on: date | None,
    item: uuid.UUID | None = None,
) -> Outcome:
    """Ask each of these people for a paper by a day: a message each is then owed.

    Refuses with `meetings.settled`, `papers.asked_may_not_see`, `papers.asked_has_left`,
    `papers.asked_already`, and as `quorate.domain.meetings.papers_asked.refusal_to_ask` does.
    """
    row = run.find(scopes.meetings, meeting, group="group_id")
    of = _item_of(run, row, item) if item else None
    asked = [run.get(scopes.people, id) for id in dict.fromkeys(people)]
    if refusal := (
        refusal_to_change(state_of(row))
        or refusal_to_ask(
            title=title, people=len(asked), due_on=due_on, meeting_on=row.on, today=run.moment.today
        )
        or _not_to_be_asked(run, row, of, asked)
        or _asked_already(row, of, asked, title)
    ):
        return refusal
    assert due_on is not None  # noqa: S101 refused otherwise
    events = []
    for person in asked:
        kept = PaperAsked.objects.create(
            id=run.new_id(),
            meeting=row,
            item=of,
            title=title.strip(),
            person=person,
            due_on=due_on,
            asked_at=run.moment.at,
        )
        _tell(run, row, kept)
        details = {"meeting": str(row.id), "person": str(person.id), "due_on": due_on.isoformat()}
        events.append(Event("meetings.paper_asked", "paper_asked", str(kept.id), details))
    run.touch(row)
    by_hand = [person.name for person in asked if not person.email]
    said = f"{count(len(asked), 'person is', 'people are')} asked."
    if by_hand:
        said += f" Tell them yourself, they have no address: {', '.join(by_hand)}."
    return Done(events, id=row.id, sentence=said)


@command(Permission.AGENDA_EDIT)
def drop_paper_asked(run: Run, *, meeting: uuid.UUID, asked: uuid.UUID, version: int) -> Outcome:
    """Ask for a paper no more. `version` is the meeting's. Refuses with `papers.asked_settled`."""
    row = run.find(scopes.meetings, meeting, version=version, group="group_id")
    kept = open_request(run, row, asked)
    if isinstance(kept, Refusal):
        return kept
    kept.dropped_at = run.moment.at
    kept.save(update_fields=["dropped_at"])
    take_back_request(run, row, kept.person_id)
    run.touch(row)
    return Done([_dropped(row, kept)], id=row.id)


def drop_with_meeting(run: Run, row: Meeting) -> list[Event]:
    """Ask for no paper of a meeting that is not held any more, nor send what would ask for one."""
    found = list(PaperAsked.objects.filter(meeting=row, paper__isnull=True, dropped_at__isnull=True))
    PaperAsked.objects.filter(id__in=[kept.id for kept in found]).update(dropped_at=run.moment.at)
    take_back_before(run, row)
    return [_dropped(row, kept) for kept in found]


def may_be_passed(asked: Sequence[PaperAsked], to: Person, today: date) -> list[PaperAsked]:
    """Those papers that another may be asked for instead: nobody is asked for what they may not know of."""
    actor = actors_of([to], today)[to.id]
    return [kept for kept in asked if sees(actor, kept.meeting, *([kept.item] if kept.item else []))]


def pass_on(run: Run, asked: Sequence[PaperAsked], to: Person) -> None:
    """Ask another for these papers, who is told of them as anybody asked is."""
    for kept in asked:
        before, kept.person = kept.person_id, to
        kept.save(update_fields=["person"])
        take_back_request(run, kept.meeting, before)
        _tell(run, kept.meeting, kept)


def take_back_request(run: Run, row: Meeting, person: uuid.UUID) -> None:
    """Send nobody what asks for a paper, once none is wanted from them at that meeting any more."""
    still = PaperAsked.objects.filter(meeting=row, person=person, paper__isnull=True, dropped_at__isnull=True)
    if not still.exists():
        not_gone(run, row).filter(kind="paper_asked", person=person).delete()


def open_request(run: Run, meeting: Meeting, asked: uuid.UUID) -> PaperAsked | Refusal:
    """What was asked for at this meeting and has not come, or why nothing more can come of it."""
    kept = run.get(scopes.papers_asked, asked)
    if kept.meeting_id != meeting.id:
        raise NotFoundError
    refusal = refusal_to_take_for(has_come=kept.paper_id is not None, is_dropped=kept.dropped_at is not None)
    return refusal or kept


def _dropped(row: Meeting, kept: PaperAsked) -> Event:
    details = {"meeting": str(row.id), "person": str(kept.person_id)}
    return Event("meetings.paper_asked_dropped", "paper_asked", str(kept.id), details)


def _tell(run: Run, row: Meeting, kept: PaperAsked) -> None:
    text = paper_text(run, row, kept.due_on)
    # The link shows all that is asked of them there: three papers asked for in one sitting are one message.
    key = f"paper_asked:{row.id}:{kept.due_on.isoformat()}:{run.moment.today.isoformat()}"
    owe(run, person=kept.person, kind="paper_asked", key=key, text=text, meeting=row)


def _not_to_be_asked(
    run: Run, row: Meeting, item: AgendaItem | None, asked: Sequence[Person]
) -> Refusal | None:
    """Nobody is asked for what they may not know of, nor who has left."""
    gone = [one.name for one in asked if has_left(one.left_on, run.moment.today)]
    if gone:
        return Refusal("papers.asked_has_left", f"{listed(gone)} left.", "Ask somebody else.", field="people")
    actors = actors_of(list(asked), run.moment.today)
    rows: list[Labelled] = [row, *([item] if item else [])]
    barred = [one.name for one in asked if not sees(actors[one.id], *rows)]
    if not barred:
        return None
    return Refusal(
        "papers.asked_may_not_see",
        f"{listed(barred)} may not see {'the item' if item else 'the meeting'}.",
        "Ask somebody who may, or set who sees it first.",
        field="people",
    )


def _asked_already(
    row: Meeting, item: AgendaItem | None, asked: Sequence[Person], title: str
) -> Refusal | None:
    still = PaperAsked.objects.filter(
        meeting=row,
        item=item,
        title__iexact=title.strip(),
        person__in=asked,
        paper__isnull=True,
        dropped_at__isnull=True,
    )
    names = sorted(still.values_list("person__name", flat=True))
    if not names:
        return None
    return Refusal("papers.asked_already", f"{listed(names)} was asked for it already.", field="people")


def _item_of(run: Run, meeting: Meeting, item: uuid.UUID) -> AgendaItem:
    found = run.get(scopes.agenda_items, item)
    if found.meeting_id != meeting.id or found.removed_at:
        raise NotFoundError
    return found
