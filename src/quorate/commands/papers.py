"""Takes in papers for a meeting, and withdraws them."""

import uuid
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from quorate.commands import files
from quorate.commands.papers_asked import open_request
from quorate.commands.runner import As, Done, Outcome, Run, command
from quorate.documents.papers import refusal_to_open
from quorate.domain.access.actor import Actor
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.behalf import refusals_of_behalf
from quorate.domain.kernel.outcomes import OnBehalf, Refusal
from quorate.domain.meetings.circulation import after_sending, after_taking_back
from quorate.domain.meetings.paper_files import refusal_to_keep, said_name
from quorate.domain.meetings.refusals import refusal_of_audience, refusal_of_paper, refusal_to_take_papers
from quorate.records import scopes
from quorate.records.facts.meetings import state_of
from quorate.records.models import AgendaItem, Meeting, Paper, PaperAsked


def add_paper(
    asked: As,
    /,
    *,
    meeting: uuid.UUID,
    title: str,
    submitted_on: date,
    name: str,
    data: bytes,
    item: uuid.UUID | None = None,
    audience: Audience = Audience.PARTNERSHIP,
    agency: uuid.UUID | None = None,
    on_behalf: OnBehalf | None = None,
    for_asked: uuid.UUID | None = None,
) -> Outcome:
    """Keep a paper for a meeting, as it came, under what its bytes say it is.

    A paper of an item with a restriction carries it: whom it names may read it, whom it bars may not.
    `submitted_on` is the day it came in. `on_behalf` says for whom it is handed in, how they asked and when:
    that is for those who build the agenda. `for_asked` is the request it answers, by whom it was asked of or
    who builds the agenda. Refuses with `meetings.cancelled`, `papers.no_title`, `papers.not_in_yet`,
    `papers.on_behalf_who`, `papers.on_behalf_how`, `papers.on_behalf_when`, `papers.asked_settled`,
    `meetings.audience_not_yours` and as `quorate.domain.meetings.paper_files.refusal_to_keep` and
    `quorate.documents.papers.refusal_to_open` do.
    Once the papers went out, that nobody is sent this one is said with what was done.
    The file is opened before the meeting is held, so that nobody waits for it.
    """
    _ask_first(asked, meeting)
    return _keep_paper(
        asked,
        meeting=meeting,
        title=title,
        submitted_on=submitted_on,
        name=name,
        data=data,
        unfit=refusal_to_keep(data, name) or refusal_to_open(data, name),
        item=item,
        audience=audience,
        agency=agency,
        on_behalf=on_behalf,
        for_asked=for_asked,
    )


def _ask_first(asked: As, meeting: uuid.UUID) -> None:
    """Raises NotFoundError and NotAllowedError as keeping the paper would."""
    with transaction.atomic():
        Run(asked, Permission.PAPER_SUBMIT).find(scopes.meetings, meeting, group="group_id")


@command(Permission.PAPER_SUBMIT)
def _keep_paper(
    run: Run,
    *,
    meeting: uuid.UUID,
    title: str,
    submitted_on: date,
    name: str,
    data: bytes,
    unfit: Refusal | None,
    item: uuid.UUID | None,
    audience: Audience,
    agency: uuid.UUID | None,
    on_behalf: OnBehalf | None,
    for_asked: uuid.UUID | None,
) -> Outcome:
    row = run.find(scopes.meetings, meeting, group="group_id")
    request = _request(run, row, for_asked) if for_asked else None
    if isinstance(request, Refusal):
        return request
    item = item or (request.item_id if request else None)
    on_item = _item_of(run, row, item) if item else None
    came_from = run.get(scopes.agencies, agency) if agency else None
    if on_behalf:
        run.may(row.group_id, permission=Permission.AGENDA_EDIT)
    if refusal := (
        refusal_to_take_papers(state_of(row))
        or refusal_of_paper(title, submitted_on, run.moment.today)
        or refusal_of_audience(audience, run.actor.audiences)
        or next(iter(refusals_of_behalf(on_behalf, today=run.moment.today, context="papers")), None)
        or unfit
    ):
        return refusal
    if on_behalf:
        run.get(scopes.people, on_behalf.person)
    run.behalf = on_behalf
    kept_name, media_type = said_name(name, data)
    paper = Paper.objects.create(
        id=run.new_id(),
        meeting=row,
        item=on_item,
        title=title.strip(),
        file=files.keep(run, name=kept_name, media_type=media_type, data=data),
        submitted_on=submitted_on,
        submitted_by_id=run.actor.person,
        agency=came_from,
        added_at=run.moment.at,
        added_after_sending=row.circulated_on is not None,
        audience=audience.value,
        restriction_id=on_item.restriction_id if on_item else None,
    )
    if request:
        request.paper = paper
        request.save(update_fields=["paper"])
    run.touch(row)
    details = {"meeting": str(row.id), "audience": audience.value}
    return Done(
        [Event("meetings.paper_added", "paper", str(paper.id), details)],
        id=paper.id,
        sentence=after_sending(row.circulated_on),
    )


@command(Permission.PAPER_SUBMIT)
def withdraw_paper(run: Run, *, meeting: uuid.UUID, paper: uuid.UUID, version: int) -> Outcome:
    """Withdraw a paper: whoever submitted it may, and whoever builds the agenda. Its file is kept.

    One that was asked for is owed again.

    `version` is the meeting's: stale when the meeting or its papers were changed meanwhile. Once the papers
    went out, that nobody is told of it is said with what was done.
    """
    run.get(scopes.meetings, meeting)
    row = run.find(_not_withdrawn, paper, group="meeting.group_id")
    if row.meeting_id != meeting:
        raise NotFoundError
    if str(row.submitted_by_id) != run.actor.person:
        run.may(row.meeting.group_id, permission=Permission.AGENDA_EDIT)
    run.same(row.meeting, version)
    row.withdrawn_at = run.moment.at
    row.withdrawn_after_sending = row.meeting.circulated_on is not None
    row.save(update_fields=["withdrawn_at", "withdrawn_after_sending"])
    PaperAsked.objects.filter(paper=row).update(paper=None)
    run.touch(row.meeting)
    details = {"meeting": str(row.meeting_id)}
    return Done(
        [Event("meetings.paper_withdrawn", "paper", str(row.id), details)],
        id=row.id,
        sentence=after_taking_back(row.meeting.circulated_on),
    )


def _not_withdrawn(actor: Actor) -> QuerySet[Paper]:
    return scopes.papers(actor).filter(withdrawn_at__isnull=True).select_related("meeting")


def _request(run: Run, meeting: Meeting, asked: uuid.UUID) -> PaperAsked | Refusal:
    kept = open_request(run, meeting, asked)
    if not isinstance(kept, Refusal) and str(kept.person_id) != run.actor.person:
        run.may(meeting.group_id, permission=Permission.AGENDA_EDIT)
    return kept


def _item_of(run: Run, meeting: Meeting, item: uuid.UUID) -> AgendaItem:
    found = run.get(scopes.agenda_items, item)
    if found.meeting_id != meeting.id or found.removed_at:
        raise NotFoundError
    return found
