"""A paper's own page: its cover sheet, its versions, and what may be done with it."""

import uuid
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day
from quorate.domain.meetings.cover import ASK, COVER_FIELDS, cover_lines
from quorate.domain.meetings.paper_versions import refusal_to_replace
from quorate.domain.meetings.refusals import refusal_to_take_papers
from quorate.queries.agenda import PaperRow, agenda_of
from quorate.queries.meeting_forms import COVER_REST, Options
from quorate.queries.meetings import allowed, find_meeting
from quorate.queries.paper_from import FROM, handed_in
from quorate.records import scopes
from quorate.records.facts.meetings import basis, state_of
from quorate.records.models import Meeting, Paper

_NOT_THEIRS = Refusal(
    "papers.not_theirs", "Whoever handed the paper in does that, or whoever builds the agenda."
)


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A paper as one reader sees it. `state` says that it was withdrawn, or that a newer version stands.

    `earlier` are the versions it stands in for, as id and day; `newer` is the id of the one that stands in
    for it, if any. `refusal` is why it cannot be withdrawn or replaced by this reader, None where it can.
    """

    id: str
    meeting: str
    version: int
    meeting_title: str
    title: str
    lede: str
    item: str
    cover: tuple[tuple[str, str], ...]
    can_open: bool
    earlier: tuple[tuple[str, date], ...]
    newer: str
    went_out: bool
    refusal: Refusal | None


@dataclass(frozen=True, slots=True)
class ReplaceForm:
    """A new version to be handed in, with what the one before it says. `refusal` says why it cannot be."""

    id: str
    meeting: str
    version: int
    meeting_title: str
    title: str
    today: date
    is_the_day: bool
    asks: str
    said: dict[str, str]
    fields: Options
    refusal: Refusal | None


def page_paper(actor: Actor, *, meeting: uuid.UUID, paper: uuid.UUID) -> PaperPage:
    """One paper. Raises NotFoundError when the actor may not see it, or it was withdrawn."""
    row = find_meeting(actor, meeting)
    held = _held(actor, row, paper)
    placed = _placed(actor, row)
    shown = placed.get(str(held.id))
    replaced_by = scopes.papers(actor).filter(replaces=held).values_list("id", flat=True).first()
    return PaperPage(
        id=str(held.id),
        meeting=str(row.id),
        version=row.version,
        meeting_title=f"Meeting of {day(row.on)}",
        title=f"{shown.number} {held.title}" if shown else held.title,
        lede=_lede(held, shown, replaced=replaced_by is not None),
        item=held.item.title if held.item and not held.item.removed_at else "",
        cover=cover_lines(held.cover),
        can_open=bool(shown.can_open) if shown else bool(held.file and not held.file.redacted_at),
        earlier=shown.earlier if shown else (),
        newer=str(replaced_by or ""),
        went_out=row.circulated_on is not None and not held.added_after_sending,
        refusal=_refusal(actor, row, held, replaced=replaced_by is not None),
    )


def page_replace_paper(actor: Actor, *, meeting: uuid.UUID, paper: uuid.UUID, today: date) -> ReplaceForm:
    """The form for a new version of a paper, filled in with what the last one said."""
    row = find_meeting(actor, meeting)
    held = _held(actor, row, paper)
    if not allowed(actor, Permission.PAPER_SUBMIT, str(row.group_id)):
        raise NotAllowedError(_NOT_THEIRS)
    replaced = scopes.papers(actor).filter(replaces=held).exists()
    said = held.cover if isinstance(held.cover, dict) else {}
    return ReplaceForm(
        id=str(held.id),
        meeting=str(row.id),
        version=row.version,
        meeting_title=f"Meeting of {day(row.on)}",
        title=held.title,
        today=today,
        is_the_day=row.on == today,
        asks=str(said.get(ASK, "")),
        said={code: str(said.get(code, "")) for code in COVER_FIELDS},
        fields=COVER_REST,
        refusal=_refusal(actor, row, held, replaced=replaced),
    )


def _held(actor: Actor, row: Meeting, paper: uuid.UUID) -> Paper:
    found = scopes.papers(actor).filter(id=paper, meeting=row, withdrawn_at__isnull=True)
    held = found.select_related("item", "file", "agency", *FROM).first()
    if held is None:
        raise NotFoundError
    return held


def _placed(actor: Actor, row: Meeting) -> dict[str, PaperRow]:
    agenda = agenda_of(actor, row, basis(actor, row, row.on))
    rows = [*(paper for item in agenda.items for paper in item.papers), *agenda.loose_papers]
    return {paper.id: paper for paper in rows}


def _lede(held: Paper, shown: PaperRow | None, *, replaced: bool) -> str:
    who = handed_in(held)
    said = f"In on {day(held.submitted_on)}{f', {who}' if who else ''}."
    if held.is_tabled:
        said += " Tabled on the day."
    if shown and shown.late:
        said += f" {shown.late[:1].upper()}{shown.late[1:]}."
    if shown and shown.outdated:
        said += f" {shown.outdated}"
    return f"An earlier version: a newer one stands in for it. {said}" if replaced else said


def _refusal(actor: Actor, row: Meeting, held: Paper, *, replaced: bool) -> Refusal | None:
    is_theirs = str(held.submitted_by_id) == actor.person and allowed(
        actor, Permission.PAPER_SUBMIT, str(row.group_id)
    )
    if not is_theirs and not allowed(actor, Permission.AGENDA_EDIT, str(row.group_id)):
        return _NOT_THEIRS
    return refusal_to_take_papers(state_of(row)) or refusal_to_replace(is_replaced=replaced)
