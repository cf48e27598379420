"""Terms of reference: those in force, and one version with each clause beside what follows from it."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from quorate.domain.access.actor import Actor
from quorate.domain.access.permissions import Permission
from quorate.domain.calendar.types import WorkingCalendar
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import count, day, listed, weekday
from quorate.domain.meetings.timetable import due_on
from quorate.domain.terms.clauses import OF_A_MEETING, Clause, ClauseKind, TermsVersion
from quorate.domain.terms.consequences import KINDS, consequence
from quorate.domain.terms.deputies import settled
from quorate.domain.terms.duties import DutyState
from quorate.domain.terms.from_document import ASIDE, Notes, notes_from_plain
from quorate.domain.terms.usual import not_stated
from quorate.domain.terms.versions import ambiguous, gaps, version_in_force
from quorate.queries.duties import DutyLine, duties_in_words, duties_of
from quorate.queries.meetings import allowed
from quorate.queries.people.choices import everybody_here
from quorate.queries.quorum_names import said_of_names
from quorate.queries.redactable import waivers
from quorate.records import scopes
from quorate.records.facts.groups import ours
from quorate.records.facts.meetings import calendar_of, terms_by_group
from quorate.records.facts.terms import judged_by
from quorate.records.models import Group, Meeting, Terms, TermsDraft

YEARS = {"financial": "Financial, from April", "municipal": "Municipal, from May", "calendar": "Calendar"}


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in a list."""

    id: str
    label: str
    dates: str
    standing: str
    said: str


@dataclass(frozen=True, slots=True)
class GroupTerms:
    """A group's terms: what is in force in a sentence, what is missing, every version.

    `draft` is the id of the draft being worked on, empty for none and for who may not see it.
    """

    slug: str
    name: str
    sentence: str
    missing: tuple[str, ...]
    versions: tuple[VersionLine, ...]
    may_adopt: bool
    draft: str


@dataclass(frozen=True, slots=True)
class TermsPage:
    """Every group's terms."""

    lede: str
    groups: tuple[GroupTerms, ...]


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause as it stands on the left, and what follows from it on the right.

    `dated` is the day for the next meeting in words and `working` how it was found, both empty for a
    clause that gives no such day.
    """

    name: str
    quote: str
    page: str
    reading: str
    ambiguity: str
    is_stated: bool
    follows: str
    dated: str
    working: str
    warnings: tuple[str, ...]
    waived: str


@dataclass(frozen=True, slots=True)
class VersionPage:
    """One version of a group's terms.

    `missing` is what is left out or has lapsed, and `unstated` what terms usually state besides.
    `unread` are the sentences of its document that were not understood, each with why, and `aside` those set
    aside as no rule: they were read, and made into no clause.
    """

    id: str
    group: str
    group_id: str
    group_slug: str
    title: str
    lede: str
    facts: tuple[tuple[str, str], ...]
    clauses: tuple[ClauseLine, ...]
    missing: tuple[str, ...]
    unstated: tuple[str, ...]
    unread: tuple[tuple[str, str], ...]
    aside: tuple[str, ...]
    quorum: str
    meeting: tuple[str, str] | None
    duties: tuple[DutyLine, ...]
    duties_said: str
    recordable: tuple[tuple[str, str], ...]
    is_in_force: bool
    may_record: bool
    may_adopt: bool
    may_take_back: bool
    people: tuple[tuple[str, str], ...]
    today: date


def page_terms(actor: Actor, *, today: date) -> TermsPage:
    """The terms of every group."""
    groups = list(scopes.groups(actor).filter(ours()).order_by("order", "name"))
    versions = terms_by_group([row.id for row in groups])
    open_drafts = scopes.terms_drafts(actor).filter(adopted=None, set_aside_at=None)
    drafts = dict(open_drafts.values_list("group", "id"))
    lines = tuple(_group(actor, row, versions.get(row.id, ()), drafts.get(row.id), today) for row in groups)
    without = [line.name for line in lines if not any(v.standing == "in_force" for v in line.versions)]
    missing = sum(len(line.missing) for line in lines)
    return TermsPage(_list_lede(len(lines), without, missing), lines)


def page_terms_version(actor: Actor, *, terms: uuid.UUID, today: date) -> VersionPage:
    """One version, with each clause's date for the group's next meeting under it. Raises NotFoundError."""
    row = scopes.terms(actor).filter(id=terms).select_related("group").first()
    if row is None:
        raise NotFoundError
    versions = terms_by_group([row.group_id])[row.group_id]
    version = next(v for v in versions if v.id == str(row.id))
    in_force = version_in_force(versions, today)
    is_in_force = in_force is not None and in_force.id == version.id
    meeting = _next_meeting(actor, row.group_id, version, versions, today)
    calendar = calendar_of(actor.partnership)
    waived = _waived(actor, version)
    duties = duties_of(actor, [row.group_id], today)[row.group_id] if is_in_force else ()
    quorum = next((c for c in version.clauses if c.kind is ClauseKind.QUORUM), None)
    may_record = is_in_force and allowed(actor, Permission.MEETING_SET, str(row.group_id))
    may_adopt = allowed(actor, Permission.TERMS_ADOPT, str(row.group_id))
    notes = _notes(row)
    unknown = said_of_names(row.group, version, today) if is_in_force else ()
    missing = (*(gap.sentence for gap in gaps(version, today)), *unknown)
    return VersionPage(
        id=version.id,
        group=row.group.name,
        group_id=str(row.group_id),
        group_slug=row.group.slug,
        title=version.label,
        lede=_lede(version, versions, len(missing), today),
        facts=_facts(version, versions),
        clauses=tuple(
            _clause(settled(clause, version.clauses), meeting, calendar, waived) for clause in version.clauses
        ),
        missing=missing,
        unstated=tuple(KINDS[kind] for kind in not_stated(c.kind for c in version.clauses if c.is_stated)),
        unread=tuple((one.text, one.why) for _, one in notes.open),
        aside=tuple(one.text for one in notes.sentences if one.became == ASIDE),
        quorum=consequence(settled(quorum, version.clauses)) if quorum else "No quorum is stated.",
        meeting=(str(meeting.id), weekday(meeting.on)) if meeting else None,
        duties=duties,
        duties_said=duties_in_words(duties),
        recordable=tuple((line.value, line.name) for line in _recordable(duties)),
        is_in_force=is_in_force,
        may_record=may_record,
        may_adopt=may_adopt,
        may_take_back=may_adopt and not judged_by(row),
        people=everybody_here(actor, today) if may_record else (),
        today=today,
    )


def _notes(row: Terms) -> Notes:
    """What was read in the document beside the clauses. Whoever may read the terms may read what they say."""
    read = TermsDraft.objects.filter(adopted=row).values_list("read", flat=True).first()
    return notes_from_plain(read) if read else Notes()


def _recordable(duties: Sequence[DutyLine]) -> list[DutyLine]:
    """One line for each duty, and each period of it, that a form records and that is not met yet."""
    found: dict[str, DutyLine] = {}
    for line in duties:
        if line.value and line.state != DutyState.MET.value:
            found.setdefault(line.value, line)
    return list(found.values())


def _group(
    actor: Actor, row: Group, versions: Sequence[TermsVersion], draft: uuid.UUID | None, today: date
) -> GroupTerms:
    may_adopt = allowed(actor, Permission.TERMS_ADOPT, str(row.id))
    current = version_in_force(versions, today)
    sentence = (
        f"{current.label}, in force since {day(current.in_force_from)}."
        if current
        else "No terms are in force."
    )
    return GroupTerms(
        slug=row.slug,
        name=row.name,
        sentence=sentence,
        missing=tuple(gap.sentence for gap in gaps(current, today)) if current else (),
        versions=tuple(_version_line(v, versions, current, today) for v in reversed(versions)),
        may_adopt=may_adopt,
        draft=str(draft) if draft and may_adopt else "",
    )


def _version_line(
    version: TermsVersion, versions: Sequence[TermsVersion], current: TermsVersion | None, today: date
) -> VersionLine:
    if current is not None and version.id == current.id:
        standing, said = "in_force", "In force"
    elif version.in_force_from > today:
        standing, said = "to_come", "To come"
    else:
        standing, said = "before_records", "Replaced"
    return VersionLine(version.id, version.label, _dates(version, versions), standing, said)


def _dates(version: TermsVersion, versions: Sequence[TermsVersion]) -> str:
    later = [v.in_force_from for v in versions if v.in_force_from > version.in_force_from]
    if not later:
        return f"From {day(version.in_force_from)}"
    return f"{day(version.in_force_from)} to {day(min(later) - timedelta(days=1))}"


def _list_lede(groups: int, without: Sequence[str], missing: int) -> str:
    if not groups:
        return "There is no group yet, so there are no terms."
    if without:
        verb = "has" if len(without) == 1 else "have"
        return f"{listed(without)} {verb} no terms in force, so no date can be worked out for {_it(without)}."
    held = "Every group has terms in force." if groups > 1 else "The terms are in force."
    return f"{held} {count(missing, 'thing')} left out of them or lapsed." if missing else held


def _it(names: Sequence[str]) -> str:
    return "it" if len(names) == 1 else "them"


def _lede(version: TermsVersion, versions: Sequence[TermsVersion], missing: int, today: date) -> str:
    current = version_in_force(versions, today)
    if current is not None and current.id == version.id:
        first = f"In force since {day(version.in_force_from)}."
    elif version.in_force_from > today:
        first = f"In force from {day(version.in_force_from)}."
    else:
        first = f"No longer in force: {_dates(version, versions)}."
    doubtful = len(ambiguous(version))
    said = []
    if missing:
        said.append(f"{count(missing, 'thing')} missing or lapsed")
    if doubtful:
        said.append(f"{count(doubtful, 'clause')} that can be read in more than one way")
    return f"{first} {listed(said)}." if said else first


def _facts(version: TermsVersion, versions: Sequence[TermsVersion]) -> tuple[tuple[str, str], ...]:
    approved = version.approved_by or "Blank"
    if version.approved_on:
        approved = f"{approved}, {day(version.approved_on)}"
    return (
        ("In force", _dates(version, versions)),
        ("To be reviewed by", day(version.review_on) if version.review_on else "Blank"),
        ("Approved by", approved),
        ("Year its quarters belong to", YEARS[version.year_type]),
    )


def _next_meeting(
    actor: Actor, group: uuid.UUID, version: TermsVersion, versions: Sequence[TermsVersion], today: date
) -> Meeting | None:
    """The group's next meeting that these terms bind."""
    rows = scopes.meetings(actor).filter(group=group, on__gte=today, state__in=("planned", "circulated"))
    for row in rows.order_by("on", "starts")[:12]:
        bound = version_in_force(versions, row.on)
        if bound is not None and bound.id == version.id:
            return row
    return None


def _waived(actor: Actor, version: TermsVersion) -> Mapping[str, int]:
    """How often each clause was departed from, at meetings and in minutes the reader may know of."""
    rows = waivers(actor).filter(clause__in=[clause.id for clause in version.clauses])
    return Counter(str(id) for id in rows.values_list("clause_id", flat=True))


def _times(n: int) -> str:
    return {1: "once", 2: "twice"}.get(n, f"{n:,} times")


def _clause(
    clause: Clause, meeting: Meeting | None, calendar: WorkingCalendar, waived: Mapping[str, int]
) -> ClauseLine:
    dated, working = "", ""
    warnings: tuple[str, ...] = ()
    if meeting is not None and clause.is_stated and clause.offset and clause.kind in OF_A_MEETING:
        answer = due_on(clause, meeting.on, calendar)
        dated = weekday(answer.on) if answer.on else "Not known"
        working, warnings = answer.working, answer.warnings
    times = waived.get(clause.id, 0)
    return ClauseLine(
        name=KINDS[clause.kind],
        quote=clause.quote,
        page=f"Page {clause.page}" if clause.page.isdigit() else clause.page,
        reading=clause.reading,
        ambiguity=clause.ambiguity,
        is_stated=clause.is_stated,
        follows=consequence(clause),
        dated=dated,
        working=working,
        warnings=warnings,
        waived=f"Departed from {_times(times)}, with the chair’s agreement." if times else "",
    )
