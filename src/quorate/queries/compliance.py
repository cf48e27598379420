"""A group's year against its terms: the page, and what the statement for the annual report is made of.

A reader is shown the meetings they may know of, and counts of those alone; nothing says that there are
others. However many meetings a year has, the database is asked as often.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.access.permissions import Permission
from quorate.domain.calendar.periods import Period, year_of
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import count, day, short_day, spelt
from quorate.domain.meetings.compliance import (
    KEPT_NAMES,
    Agreed,
    ClauseYear,
    Finding,
    Kept,
    LatePaper,
    MeetingSeen,
    Unratified,
    Year,
    year_of_meetings,
)
from quorate.domain.meetings.lifecycle import MeetingState
from quorate.domain.meetings.minutes import MinuteKind
from quorate.domain.meetings.quorate import Judged, Table, quorum_through
from quorate.domain.meetings.timetable import paper_late, working_days_late
from quorate.domain.membership.quorum import QuorumState
from quorate.domain.terms.clauses import ClauseKind, TermsVersion
from quorate.domain.terms.versions import version_in_force
from quorate.queries.duties import DutyLine, duties_in_year
from quorate.queries.meetings import allowed
from quorate.queries.quorums import quorum_clause
from quorate.queries.timetable import steps_of
from quorate.records import scopes
from quorate.records.facts.meetings import Basis, bases, state_of, terms_by_group
from quorate.records.facts.rooms import Place, acts_of_meetings, agencies_of, places_on_days
from quorate.records.models import Group, Meeting, Minute, WaiverRow

_TAGS = {
    Kept.KEPT: "met",
    Kept.NOT_KEPT: "late",
    Kept.WAIVED: "waived",
    Kept.NOT_KNOWN: "not_known",
    Kept.TO_COME: "to_come",
    Kept.NOT_OWED: "not_owed",
}
_NO_VERSION = "financial"


@dataclass(frozen=True, slots=True)
class Cell:
    """A clause at a meeting: the tag's colour and words, the sentence, and any waiver in words."""

    tag: str
    short: str
    sentence: str
    waivers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause through the year; a cell is None where the terms of that meeting's date lack the clause."""

    title: str
    rule: str
    said: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A meeting of the year: its address, its day, and a note such as that it was cancelled."""

    id: str
    day: str
    on: date
    note: str


@dataclass(frozen=True, slots=True)
class Line:
    """Something of one meeting, in words: what, a note, and how it stands."""

    meeting: str
    meeting_on: date
    what: str
    whose: str
    said: str


@dataclass(frozen=True, slots=True)
class CompliancePage:
    """A group's year against its terms, as one reader sees it.

    `years` are the years that have meetings, as first day and name, the latest first. `versions` are the
    terms the year's meetings are judged by, in words.
    """

    group: str
    slug: str
    group_id: str
    title: str
    year: str
    first_day: date
    lede: str
    counts: tuple[tuple[str, str], ...]
    versions: tuple[str, ...]
    columns: tuple[Column, ...]
    clauses: tuple[ClauseRow, ...]
    late: tuple[Line, ...]
    waivers: tuple[Line, ...]
    unratified: tuple[Line, ...]
    duties: tuple[DutyLine, ...]
    duties_said: str
    years: tuple[tuple[str, str], ...]
    may_make: bool


def page_compliance(actor: Actor, *, group: str, today: date, year: str = "") -> CompliancePage:
    """A group's year, by its address; `year` is a day in it, else the year `today` is in.

    Raises NotFoundError for an address that is no group's.
    """
    row = scopes.groups(actor).filter(slug=group).first()
    if row is None:
        raise NotFoundError
    versions = terms_by_group([row.id]).get(row.id, ())
    asked = _asked(year) or today
    period = year_of(asked, year_type_on(versions, asked))
    return _page(actor, row, versions, period, today)


def year_type_on(versions: Sequence[TermsVersion], on: date) -> str:
    """Which sort of year the terms keep on a day: the version then in force, or the first there is."""
    version = version_in_force(versions, on) or next(iter(versions), None)
    return version.year_type if version else _NO_VERSION


def year_seen(actor: Actor, group: Group, period: Period, today: date) -> Year:
    """A stretch of a group's meetings against the terms, as far as the actor may know of them.

    Advice sought by email is no meeting, and is left out.
    """
    found = scopes.meetings(actor).filter(group=group, on__gte=period.starts_on, on__lte=period.ends_on)
    rows = list(found.exclude(kind="by_email").select_related("group").order_by("on", "starts", "id"))
    known = bases(actor, rows, today)
    judged = _judged(actor, group, rows, known)
    late = _late(actor, rows, known)
    decisions = _decisions(actor, rows)
    agreed = _agreed(actor, rows, decisions)
    return year_of_meetings(
        MeetingSeen(
            id=str(one.id),
            on=one.on,
            state=state_of(one),
            starts_at=one.starts,
            terms=known[one.id].terms,
            steps=steps_of(known[one.id], today),
            papers=len(known[one.id].came_in),
            late=late[one.id],
            is_recorded=one.id in judged,
            judged=judged.get(one.id, ()),
            began_at=one.began_at,
            ended_at=one.ended_at,
            agreed=agreed[one.id],
            unratified=tuple(_unratified(minute) for minute in decisions[one.id]),
        )
        for one in rows
    )


def _judged(
    actor: Actor, group: Group, rows: Sequence[Meeting], known: Mapping[uuid.UUID, Basis]
) -> dict[uuid.UUID, tuple[Judged, ...]]:
    """The quorum through each meeting held whose room was recorded, less items the reader may not know of."""
    held = [one for one in rows if state_of(one) is not MeetingState.CANCELLED]
    stated = {one.id: quorum_clause(known[one.id].terms) for one in held}
    acts = acts_of_meetings(held)
    tables = places_on_days(group.id, {one.on for one in held})
    agencies = agencies_of(group.partnership_id)
    visible = {
        str(id) for id in scopes.agenda_items(actor).filter(meeting__in=held).values_list("id", flat=True)
    }
    found = {}
    for one in held:
        if one.id not in acts:
            continue  # nobody recorded the room
        clause = stated[one.id]
        table = Table(
            rule=clause.quorum if clause else None,
            seats=tuple(place.fact() for place in tables[one.on]),
            agencies=agencies,
            holds=_holds(tables[one.on]),
        )
        through = quorum_through(acts[one.id], table, ended_at=one.ended_at)
        found[one.id] = tuple(s for s in through if s.stretch.item_id in visible | {""})
    return found


def _holds(places: Iterable[Place]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for place in places:
        if place.holder:
            found[place.holder.person].append(place.id)
    return {person: tuple(held) for person, held in found.items()}


def _late(
    actor: Actor, rows: Sequence[Meeting], known: Mapping[uuid.UUID, Basis]
) -> Mapping[uuid.UUID, tuple[LatePaper, ...]]:
    sent = (
        scopes.papers(actor).filter(meeting__in=rows).values_list("id", "agency__name", "submitted_by__name")
    )
    whose = {str(id): agency or person or "" for id, agency, person in sent}
    found: dict[uuid.UUID, tuple[LatePaper, ...]] = {}
    for one in rows:
        basis = known[one.id]
        due, calendar = basis.papers_due_on, basis.calendar
        found[one.id] = tuple(
            LatePaper(
                title=paper.title,
                whose=whose.get(paper.id, ""),
                submitted_on=paper.submitted_on,
                due_on=due,
                days_late=working_days_late(paper.submitted_on, due, calendar),
            )
            for paper in basis.came_in
            if due and paper.submitted_on and paper_late(paper.submitted_on, due, calendar)
        )
    return found


def _decisions(actor: Actor, rows: Sequence[Meeting]) -> Mapping[uuid.UUID, list[Minute]]:
    """What was decided while not quorate, as far as the reader may read the minutes."""
    found: defaultdict[uuid.UUID, list[Minute]] = defaultdict(list)
    minutes = scopes.minutes(actor).filter(
        meeting__in=rows,
        kind=MinuteKind.DECISION.value,
        quorum=QuorumState.NOT_QUORATE.value,
        removed_at__isnull=True,
    )
    for minute in minutes.select_related("waiver__agreed_by", "ratified_in__meeting").order_by("order", "id"):
        found[minute.meeting_id].append(minute)
    return found


def _agreed(
    actor: Actor, rows: Sequence[Meeting], decisions: Mapping[uuid.UUID, list[Minute]]
) -> Mapping[uuid.UUID, tuple[Agreed, ...]]:
    """The waivers of each meeting and of the minutes read above."""
    found: defaultdict[uuid.UUID, list[WaiverRow]] = defaultdict(list)
    ids = [one.id for one in rows]
    of_meetings = WaiverRow.objects.filter(
        partnership_id=actor.partnership, subject_kind="meeting", subject_id__in=ids
    )
    for waiver in of_meetings.select_related("agreed_by").order_by("agreed_on", "recorded_at", "id"):
        found[waiver.subject_id].append(waiver)
    for meeting in ids:
        found[meeting] += [one.waiver for one in decisions.get(meeting, ()) if one.waiver]
    return {meeting: tuple(_agreement(one) for one in found[meeting]) for meeting in ids}


def _agreement(row: WaiverRow) -> Agreed:
    return Agreed(
        clause_id=str(row.clause_id or ""),
        kind=row.clause_kind,
        sentence=row.sentence,
        reason=row.reason,
        agreed_by=row.agreed_by.name,
        agreed_on=row.agreed_on,
    )


def _unratified(minute: Minute) -> Unratified:
    return Unratified(
        words=minute.words,
        agreed=_agreement(minute.waiver) if minute.waiver else None,
        ratified_on=minute.ratified_in.meeting.on if minute.ratified_in else None,
    )


def _asked(year: str) -> date | None:
    try:
        return date.fromisoformat(year)
    except ValueError:
        return None


def _page(
    actor: Actor, row: Group, versions: Sequence[TermsVersion], period: Period, today: date
) -> CompliancePage:
    year = year_seen(actor, row, period, today)
    duties = duties_in_year(actor, row.id, period, today)
    return CompliancePage(
        group=row.name,
        slug=row.slug,
        group_id=str(row.id),
        title=f"{period.label} against the terms",
        year=period.label,
        first_day=period.starts_on,
        lede=lede_of(year, period, today),
        counts=counts_of(year),
        versions=versions_said(year),
        columns=tuple(_column(one, today) for one in year.meetings),
        clauses=tuple(_row(one) for one in year.clauses),
        late=late_lines(year),
        waivers=waiver_lines(year),
        unratified=unratified_lines(year),
        duties=duties,
        duties_said=duties_counted(duties),
        years=_years(actor, row, versions, period, today),
        may_make=allowed(actor, Permission.PACK_MAKE, str(row.id)),
    )


def _years(
    actor: Actor, row: Group, versions: Sequence[TermsVersion], period: Period, today: date
) -> tuple[tuple[str, str], ...]:
    """Each year that has a meeting the reader may know of, and this one."""
    days = scopes.meetings(actor).filter(group=row).order_by("on").values_list("on", flat=True)
    found = {period.starts_on: period.label}
    for on in (*days, today):
        of = year_of(on, year_type_on(versions, on))
        found[of.starts_on] = of.label
    return tuple((first.isoformat(), label) for first, label in sorted(found.items(), reverse=True))


def lede_of(year: Year, period: Period, today: date) -> str:
    """The year in a sentence or two."""
    held = len(year.held)
    if not year.meetings:
        return f"No meeting is recorded for {period.label}."
    verb = "has been" if period.ends_on >= today else "was"
    many = "meeting " + verb if held == 1 else "meetings " + (verb if verb != "was" else "were")
    first = f"{spelt(held).capitalize()} {many} held." if held else "No meeting has been held yet."
    judged = [one for one in year.clauses if one.judged]
    broken = [one for one in judged if one.times_kept < one.judged]
    if not judged:
        return f"{first} Nothing can be judged yet."
    if not broken:
        return f"{first} Every clause that can be judged was kept at each of them."
    clauses = "clause that can be judged was" if len(judged) == 1 else "clauses that can be judged were"
    whole = len(judged) - len(broken)
    said = f"{whole} of {len(judged)} {clauses} kept at every meeting"
    waived = sum(len(one.agreed) for one in year.meetings)
    recorded = f"; {count(waived, 'waiver')} recorded" if waived else ""
    return f"{first} {said}{recorded}."


def counts_of(year: Year) -> tuple[tuple[str, str], ...]:
    """Each clause with how many of how many, papers one by one; never a percentage."""
    found = []
    if year.papers:
        late = len(year.late)
        found.append(("Papers in time", f"{year.papers - late} of {year.papers}"))
    for one in year.clauses:
        if one.kind != ClauseKind.PAPERS_IN.value:
            label = f"{one.title}, {one.label}" if one.label else one.title
            found.append((label, one.said))
    return tuple(found)


def versions_said(year: Year) -> tuple[str, ...]:
    """The terms each meeting is judged by, each with how many meetings."""
    found: dict[str, tuple[TermsVersion, int]] = {}
    without = 0
    for one in year.meetings:
        if one.terms is None:
            without += 1
        else:
            found[one.terms.id] = (one.terms, found.get(one.terms.id, (one.terms, 0))[1] + 1)
    said = [
        f"{terms.label}, in force from {day(terms.in_force_from)}: {count(n, 'meeting')}."
        for terms, n in found.values()
    ]
    if without:
        said.append(f"No terms were in force on the date of {count(without, 'meeting')}.")
    return tuple(said)


def _column(one: MeetingSeen, today: date) -> Column:
    note = ""
    if one.state is MeetingState.CANCELLED:
        note = "Cancelled"
    elif not one.took_place:
        note = "To come" if one.on >= today else "Not recorded as held"
    return Column(one.id, short_day(one.on), one.on, note)


def _row(one: ClauseYear) -> ClauseRow:
    rule = f"{one.rule} ({one.label})" if one.label and one.rule else one.rule or one.label
    return ClauseRow(one.title, rule, one.said, tuple(_cell(found) for found in one.findings))


def _cell(found: Finding | None) -> Cell | None:
    if found is None:
        return None
    short = KEPT_NAMES[Kept.KEPT] if found.kept is Kept.KEPT and not found.short else found.short
    return Cell(_TAGS[found.kept], short, found.sentence, tuple(waiver_said(one) for one in found.agreed))


def waiver_said(one: Agreed) -> str:
    """Who agreed to depart from a clause, when and why."""
    return f"Agreed by {one.agreed_by} on {day(one.agreed_on)}: {one.reason.rstrip('.')}."


def late_lines(year: Year) -> tuple[Line, ...]:
    """The papers that came late."""
    return tuple(
        Line(one.id, one.on, paper.title, paper.whose or "Not recorded", paper.sentence)
        for one, paper in year.late
    )


def waiver_lines(year: Year) -> tuple[Line, ...]:
    """The waivers, each with its clause's name."""
    return tuple(
        Line(one.id, one.on, agreed.sentence, agreed.agreed_by, waiver_said(agreed))
        for one, agreed in year.agreed
    )


def unratified_lines(year: Year) -> tuple[Line, ...]:
    """What was decided while not quorate, and how it was ratified."""
    return tuple(
        Line(
            one.id,
            one.on,
            decision.words,
            decision.agreed.agreed_by if decision.agreed else "",
            decision.sentence,
        )
        for one, decision in year.unratified
    )


def duties_counted(lines: Sequence[DutyLine]) -> str:
    """How many duties were met of those that fell due."""
    fell = [one for one in lines if one.state in ("met", "overdue")]
    met = sum(1 for one in fell if one.state == "met")
    return f"{met} of {len(fell)} that fell due were met." if fell else ""
