"""What somebody who goes leaves behind: what they lead, what was asked of them, what they promised."""

import uuid
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import count, day, listed
from quorate.queries.duty_owners import DutyOwned, duties_owned
from quorate.queries.holding.risks import number_of
from quorate.queries.people.choices import Options, everybody_here
from quorate.queries.people.person import LedEntry, leads_of
from quorate.records import scopes
from quorate.records.facts.holding import still_open
from quorate.records.models import PaperAsked


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper asked of somebody that has not come."""

    title: str
    meeting: str
    note: str


@dataclass(frozen=True, slots=True)
class HandoverPage:
    """What is in progress, and to whom it can go. `is_coordinator` says that they run the partnership.

    `risks` are those they own, each with its id, its words and its group; `duties` likewise.
    """

    id: str
    version: int
    name: str
    lede: str
    entries: tuple[LedEntry, ...]
    papers: tuple[PaperLine, ...]
    risks: tuple[tuple[str, str, str], ...]
    duties: tuple[DutyOwned, ...]
    people: Options
    is_coordinator: bool
    today: date


def page_handover(actor: Actor, *, person: uuid.UUID, today: date) -> HandoverPage:
    """What somebody leads by name and was asked for. Raises NotFoundError."""
    row = scopes.people(actor).filter(id=person).first()
    if row is None:
        raise NotFoundError
    entries = leads_of(actor, row, today)
    asked = PaperAsked.objects.filter(
        meeting__in=scopes.meetings(actor).filter(on__gte=today),
        person=row,
        paper__isnull=True,
        dropped_at__isnull=True,
    ).select_related("meeting__group")
    papers = tuple(
        PaperLine(
            one.title,
            str(one.meeting_id),
            f"Due by {day(one.due_on)} for {one.meeting.group.name} on {day(one.meeting.on)}",
        )
        for one in asked.order_by("due_on", "id")
    )
    owned = scopes.risks(actor).filter(owner=row).select_related("group").order_by("group__order", "number")
    risks = tuple((str(one.id), f"{number_of(one)} {one.title}", one.group.name) for one in still_open(owned))
    duties = duties_owned(actor, row.id, today)
    return HandoverPage(
        id=str(row.id),
        version=row.version,
        name=row.name,
        lede=_lede(len(entries), len(papers), len(risks), len(duties)),
        entries=entries,
        papers=papers,
        risks=risks,
        duties=duties,
        people=tuple(one for one in everybody_here(actor, today) if one[0] != str(row.id)),
        is_coordinator=row.grant_set.filter(role="coordinator", to_on__isnull=True).exists(),
        today=today,
    )


def _lede(entries: int, papers: int, risks: int, duties: int) -> str:
    parts = [count(risks, "risk")] if risks else []
    parts += [count(duties, "duty", "duties")] if duties else []
    owned = f" They own {listed(parts)}." if parts else ""
    if not entries and not papers:
        return owned.strip() or "They lead nothing by name, and no paper is asked of them."
    asked = f", and {count(papers, 'paper is', 'papers are')} asked of them" if papers else ""
    return f"They lead {count(entries, 'open action')} by name{asked}.{owned}"
