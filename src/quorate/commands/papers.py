"""Takes in papers for a meeting, and withdraws them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from quorate.commands import files
from quorate.commands.papers_asked import open_request, take_back_request
from quorate.commands.runner import As, Done, Outcome, Run, command
from quorate.documents.papers import refusal_to_open
from quorate.documents.quoting import words_of
from quorate.domain.access.actor import Actor
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.behalf import refusals_of_behalf
from quorate.domain.kernel.outcomes import OnBehalf, Refusal
from quorate.domain.meetings.circulation import after_sending, after_taking_back
from quorate.domain.meetings.cover import cover_of, refusal_of_cover
from quorate.domain.meetings.paper_files import refusal_to_keep, said_name
from quorate.domain.meetings.paper_versions import refusal_of_twin, refusal_to_replace, refusal_to_table
from quorate.domain.meetings.refusals import refusal_of_audience, refusal_of_paper, refusal_to_take_papers
from quorate.domain.terms.definitions import quoted_in
from quorate.records import scopes
from quorate.records.facts.meetings import state_of
from quorate.records.facts.rooms import agencies_worked_for
from quorate.records.models import Agency, AgendaItem, Meeting, Paper, PaperAsked


@dataclass(frozen=True, slots=True)
class Handed:
    """A paper as it is handed in, beside its file. `replaces` is the paper it is a new version of."""

    title: str
    submitted_on: date
    item: uuid.UUID | None = None
    audience: Audience = Audience.PARTNERSHIP
    agency: uuid.UUID | None = None
    of_their_agency: bool = False
    on_behalf: OnBehalf | None = None
    for_asked: uuid.UUID | None = None
    cover: Mapping[str, str] | None = None
    is_tabled: bool = False
    replaces: uuid.UUID | None = None
    version: int | None = None


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
    of_their_agency: bool = False,
    on_behalf: OnBehalf | None = None,
    for_asked: uuid.UUID | None = None,
    cover: Mapping[str, str] | None = None,
    is_tabled: bool = False,
) -> Outcome:
    """Keep a paper for a meeting, as it came, under what its bytes say it is.

    A paper of an item with a restriction carries it: whom it names may read it, whom it bars may not.
    With `of_their_agency` and no `agency` it is from the one that whoever it is from speaks for on the day it
    came: whoever it is handed in for, else of whom it was asked, else who hands it in.
    `submitted_on` is the day it came in. `on_behalf` says for whom it is handed in, how they asked and when:
    that is for those who build the agenda. `for_asked` is the request it answers, by whom it was asked of or
    who builds the agenda: without another named it is then for the one it was asked of, and without a `title`
    it has that of the request. `cover` is its cover sheet, None where it has none; `is_tabled` says that it
    was handed out at the meeting. Refuses with
    `meetings.cancelled`, `papers.no_title`, `papers.not_in_yet`,
    `papers.on_behalf_who`, `papers.on_behalf_how`, `papers.on_behalf_when`, `papers.asked_settled`,
    `papers.nothing_asked`, `papers.same_title` of an item or of none, `papers.tabled_another_day`,
    `meetings.audience_not_yours` and as `quorate.domain.meetings.paper_files.refusal_to_keep` and
    `quorate.documents.papers.refusal_to_open` do.
    Once the papers went out, that nobody is sent this one is said with what was done.
    The file is opened before the meeting is held, so that nobody waits for it.
    """
    handed = Handed(
        title=title,
        submitted_on=submitted_on,
        item=item,
        audience=audience,
        agency=agency,
        of_their_agency=of_their_agency,
        on_behalf=on_behalf,
        for_asked=for_asked,
        cover=cover,
        is_tabled=is_tabled,
    )
    return _take_in(asked, meeting, handed, name=name, data=data)


def replace_paper(
    asked: As,
    /,
    *,
    meeting: uuid.UUID,
    paper: uuid.UUID,
    version: int,
    title: str,
    submitted_on: date,
    name: str,
    data: bytes,
    cover: Mapping[str, str] | None = None,
    is_tabled: bool = False,
) -> Outcome:
    """Put a new version in a paper's place: for the same item, for the same readers, under its number.

    Whoever submitted it may, and whoever builds the agenda. The earlier version stays to be read. `version`
    is the meeting's. Refuses with `papers.replaced_already` and as `add_paper` does.
    """
    handed = Handed(
        title=title,
        submitted_on=submitted_on,
        cover=cover,
        is_tabled=is_tabled,
        replaces=paper,
        version=version,
    )
    return _take_in(asked, meeting, handed, name=name, data=data)


def _take_in(asked: As, meeting: uuid.UUID, handed: Handed, *, name: str, data: bytes) -> Outcome:
    _ask_first(asked, meeting)
    unfit = refusal_to_keep(data, name) or refusal_to_open(data, name)
    quoted = "" if unfit else quoted_in(words_of(data, name))
    return _keep_paper(
        asked, meeting=meeting, handed=handed, name=name, data=data, unfit=unfit, quoted=quoted
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
    handed: Handed,
    name: str,
    data: bytes,
    unfit: Refusal | None,
    quoted: str,
) -> Outcome:
    row = run.find(scopes.meetings, meeting, group="group_id", version=handed.version)
    was = _own(run, row, handed.replaces) if handed.replaces else None
    request = _request(run, row, handed.for_asked) if handed.for_asked else None
    if isinstance(request, Refusal):
        return request
    handed = _as_asked(_for_the_one_asked(run, handed, request), request)
    on_item = _on_item(run, row, handed, was, request)
    came_from = _agency(run, handed, was, request)
    behalf = handed.on_behalf
    if behalf:
        run.may(row.group_id, permission=Permission.AGENDA_EDIT)
    twin = None if was else _refusal_of_twin(run, row, on_item, handed.title)
    if refusal := _refusal_of(run, row, handed, was) or twin or unfit:
        return refusal
    if behalf:
        run.get(scopes.people, behalf.person)
    run.behalf = behalf
    whom, how = _for_whom(run, handed, was, request)
    kept_name, media_type = said_name(name, data)
    restriction = was.restriction_id if was else (on_item.restriction_id if on_item else None)
    paper = Paper.objects.create(
        id=run.new_id(),
        meeting=row,
        item=on_item,
        title=handed.title.strip(),
        file=files.keep(run, name=kept_name, media_type=media_type, data=data),
        submitted_on=handed.submitted_on,
        submitted_by_id=run.actor.person,
        handed_for_id=whom,
        handed_how=how,
        agency=came_from,
        added_at=run.moment.at,
        added_after_sending=row.circulated_on is not None,
        audience=was.audience if was else handed.audience.value,
        restriction_id=restriction,
        cover=cover_of(handed.cover or {}),
        is_tabled=handed.is_tabled,
        replaces=was,
        definition=quoted,
    )
    _answer(run, paper, request, was)
    run.touch(row)
    details = {"meeting": str(row.id), "audience": paper.audience}
    code = "meetings.paper_replaced" if was else "meetings.paper_added"
    details |= {"replaces": str(was.id)} if was else {}
    return Done(
        [Event(code, "paper", str(paper.id), details)],
        id=paper.id,
        sentence=after_sending(row.circulated_on),
    )


def _refusal_of(run: Run, row: Meeting, handed: Handed, was: Paper | None) -> Refusal | None:
    today = run.moment.today
    return (
        refusal_to_take_papers(state_of(row))
        or (refusal_to_replace(is_replaced=Paper.objects.filter(replaces=was).exists()) if was else None)
        or refusal_of_paper(handed.title, handed.submitted_on, today)
        or refusal_of_cover(handed.cover)
        or (refusal_to_table(meeting_on=row.on, today=today) if handed.is_tabled else None)
        or (None if was else refusal_of_audience(handed.audience, run.actor.audiences_in(str(row.group_id))))
        or next(iter(refusals_of_behalf(handed.on_behalf, today=today, context="papers")), None)
    )


def _refusal_of_twin(run: Run, row: Meeting, item: AgendaItem | None, title: str) -> Refusal | None:
    """Of the papers whoever hands it in may see: what others there are is not told."""
    seen = scopes.papers(run.actor).filter(scopes.standing(), meeting=row, item=item)
    same = seen.filter(title__iexact=title.strip())
    return refusal_of_twin(is_there=same.exists())


def _on_item(
    run: Run, row: Meeting, handed: Handed, was: Paper | None, request: PaperAsked | None
) -> AgendaItem | None:
    """The item it is for: that of the version before, or the one named, or the one it was asked for."""
    if was:
        return was.item
    item = handed.item or (request.item_id if request else None)
    return _item_of(run, row, item) if item else None


def _agency(run: Run, handed: Handed, was: Paper | None, request: PaperAsked | None) -> Agency | None:
    """The agency it is from: the one named, or the one whoever it is from speaks for alone on that day."""
    if handed.agency:
        return run.get(scopes.agencies, handed.agency)
    if was or not handed.of_their_agency:
        return was.agency if was else None
    asked_of = request.person_id if request else run.actor.person
    person = str(handed.on_behalf.person if handed.on_behalf else asked_of)
    found = agencies_worked_for([person], handed.submitted_on).get(person, ())
    return run.get(scopes.agencies, found[0]) if len(found) == 1 else None


def _for_the_one_asked(run: Run, handed: Handed, request: PaperAsked | None) -> Handed:
    """How and when it was sent, said of nobody by name, is of the one whom the paper was asked of."""
    told = handed.on_behalf
    if told is None or told.person or request is None or str(request.person_id) == run.actor.person:
        return handed
    return replace(handed, on_behalf=replace(told, person=str(request.person_id)))


def _as_asked(handed: Handed, request: PaperAsked | None) -> Handed:
    """A paper that was asked for goes by the title it was asked for under, unless it has one of its own."""
    return replace(handed, title=request.title) if request and not handed.title.strip() else handed


def _for_whom(
    run: Run, handed: Handed, was: Paper | None, request: PaperAsked | None
) -> tuple[uuid.UUID | str | None, str]:
    """Whose paper somebody hands in for them, and how it was sent where that is known; nobody for one's own.

    A new version stays from whom the one before it was from.
    """
    whom: uuid.UUID | str | None = None
    if handed.on_behalf:
        whom = handed.on_behalf.person
    elif was:
        whom = was.handed_for_id or was.submitted_by_id
    elif request:
        whom = request.person_id
    if whom is None or str(whom) == run.actor.person:
        return None, ""
    return whom, handed.on_behalf.how if handed.on_behalf else ""


def _answer(run: Run, paper: Paper, request: PaperAsked | None, was: Paper | None) -> None:
    """A new version answers what the one before it answered."""
    if request:
        request.paper = paper
        request.save(update_fields=["paper"])
        take_back_request(run, request.meeting, request.person_id)
    if was:
        PaperAsked.objects.filter(paper=was).update(paper=paper)


@command(Permission.PAPER_SUBMIT)
def withdraw_paper(run: Run, *, meeting: uuid.UUID, paper: uuid.UUID, version: int) -> Outcome:
    """Withdraw a paper: whoever submitted it may, and whoever builds the agenda. Its file is kept.

    One that was asked for is owed again. `version` is the meeting's: stale when the meeting or its papers
    were changed meanwhile. Once the papers went out, that nobody is told of it is said with what was done.
    """
    meeting_row = run.get(scopes.meetings, meeting)
    row = _own(run, meeting_row, paper)
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


def _own(run: Run, meeting: Meeting, paper: uuid.UUID) -> Paper:
    """A standing paper of the meeting, that the actor submitted or builds the agenda for."""
    row = run.find(_not_withdrawn, paper, group="meeting.group_id")
    if row.meeting_id != meeting.id:
        raise NotFoundError
    if str(row.submitted_by_id) != run.actor.person:
        run.may(row.meeting.group_id, permission=Permission.AGENDA_EDIT)
    return row


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
