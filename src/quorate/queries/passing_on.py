"""Which agencies passed on which papers of a meeting, and what somebody is still to confirm."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from quorate.domain.access.actor import Actor
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import count, day, short_day
from quorate.domain.meetings.kinds import KIND_NAMES, MeetingKind
from quorate.domain.meetings.passing_on import gaps, passed_on_said
from quorate.queries.meetings import allowed
from quorate.queries.people.choices import everybody_here
from quorate.records import scopes
from quorate.records.facts.passing import agencies_asked
from quorate.records.facts.people import current
from quorate.records.facts.rooms import agencies_spoken_for
from quorate.records.models import Appointment, Meeting, PassedOn

ASKED_FOR = timedelta(days=60)
"""How long after the papers went out My work asks somebody to confirm."""


@dataclass(frozen=True, slots=True)
class Passed:
    """Whether one agency passed one paper on: when and to whom.

    `id` is set where it may be taken back: of the agency that the form is for.
    """

    is_done: bool
    said: str = ""
    to: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One agency, with a cell for each paper."""

    id: str
    name: str
    cells: tuple[Passed, ...]


@dataclass(frozen=True, slots=True)
class PassedOnPage:
    """A meeting's papers by agency.

    `agencies` are those for which the reader may confirm, `agency` the one the form is for, `missing` the
    papers it did not confirm. `is_for_others` says that the reader records what they were told.
    """

    meeting: str
    title: str
    group: str
    lede: str
    papers: tuple[tuple[str, str], ...]
    rows: tuple[AgencyRow, ...]
    agencies: tuple[tuple[str, str], ...]
    agency: str
    missing: tuple[tuple[str, str], ...]
    is_for_others: bool
    may_redact: bool
    people: tuple[tuple[str, str], ...]
    today: date


@dataclass(frozen=True, slots=True)
class ToPassOn:
    """Papers of a meeting that somebody's agency has not confirmed it passed on."""

    meeting: str
    agency: str
    text: str
    note: str


def page_passed_on(actor: Actor, *, meeting: uuid.UUID, today: date, agency: str = "") -> PassedOnPage:
    """The page of one meeting, with the form for `agency` where the reader may fill it in.

    Raises NotFoundError for a meeting the reader may not know of. Nobody is shown restricted papers on it.
    """
    row = scopes.meetings(actor).filter(id=meeting).select_related("group").first()
    if row is None:
        raise NotFoundError
    papers = tuple(
        (str(id), title)
        for id, title in scopes.to_pass_on(actor)
        .filter(meeting=row)
        .order_by("title", "id")
        .values_list("id", "title")
    )
    names = {str(id): name for id, name in scopes.agencies(actor).values_list("id", "name")}
    asked = [id for id in agencies_asked(row.group_id, row.on) if id in names]
    held = {
        (str(one.agency_id), str(one.paper_id)): one
        for one in scopes.passed_on(actor).filter(paper__meeting=row)
    }
    may = allowed(actor, Permission.PAPERS_PASSING_ON, str(row.group_id))
    may_for_all = may and allowed(actor, Permission.ROOM_RECORD, str(row.group_id))
    mine = [id for id in asked if papers and may and id in actor.agencies]
    offered = [id for id in asked if papers and (may_for_all or id in mine)]
    chosen = agency if agency in offered else next(iter(mine or offered), "")
    wanting = gaps(asked, [id for id, _ in papers], held.keys())
    missing = len({who for who, _ in wanting})
    return PassedOnPage(
        meeting=str(row.id),
        title=f"{KIND_NAMES[MeetingKind(row.kind)]} of {day(row.on)}",
        group=row.group.name,
        lede=_lede(row, len(asked), len(papers), missing),
        papers=papers,
        rows=tuple(
            AgencyRow(id, names[id], tuple(_cell(held.get((id, p)), id == chosen) for p, _ in papers))
            for id in asked
        ),
        agencies=tuple((id, names[id]) for id in offered),
        agency=chosen,
        missing=tuple((id, title) for id, title in papers if (chosen, id) in wanting),
        is_for_others=bool(chosen) and chosen not in mine,
        may_redact=allowed(actor, Permission.REDACTION_PROPOSE, str(row.group_id)),
        people=everybody_here(actor, today) if may_for_all else (),
        today=today,
    )


def to_confirm(actor: Actor, today: date) -> tuple[ToPassOn, ...]:
    """What the holder of a seat is still to confirm for their agency, latest meeting first.

    In a number of database questions that does not grow with meetings or papers.
    """
    seats = Appointment.objects.filter(current(today), person=uuid.UUID(actor.person), is_deputy=False)
    held = list(seats.values_list("seat__group_id", "seat__agency_id"))
    speaks = agencies_spoken_for([uuid.UUID(actor.person)], today) if held else {}
    own = next(iter(speaks.values()), "")
    of_group = {group: str(agency or own) for group, agency in held if str(agency or own) in actor.agencies}
    if not of_group:
        return ()
    papers = scopes.to_pass_on(actor).filter(
        meeting__group__in=of_group, meeting__circulated_on__gte=today - ASKED_FOR
    )
    rows = papers.select_related("meeting__group").order_by("-meeting__on", "meeting_id")
    done = set(
        PassedOn.objects.filter(agency__in=set(of_group.values()), paper__in=papers).values_list(
            "agency_id", "paper_id"
        )
    )
    waiting: defaultdict[Meeting, int] = defaultdict(int)
    for paper in rows:
        if (uuid.UUID(of_group[paper.meeting.group_id]), paper.id) not in done:
            waiting[paper.meeting] += 1
    return tuple(
        ToPassOn(
            meeting=str(meeting.id),
            agency=of_group[meeting.group_id],
            text=f"Pass on {count(papers, 'paper')} of the meeting of {day(meeting.on)}, and say so",
            note=meeting.group.name,
        )
        for meeting, papers in waiting.items()
    )


def _cell(one: PassedOn | None, may: bool) -> Passed:
    if one is None:
        return Passed(is_done=False)
    return Passed(True, short_day(one.on), one.to, str(one.id) if may else "")


def _lede(row: Meeting, agencies: int, papers: int, missing: int) -> str:
    if row.circulated_on is None:
        return "The papers have not gone out yet. Each agency is asked to pass them on once they have."
    return passed_on_said(agencies, papers, missing)
