"""What groups have done about the duties of their terms, as far as one actor may see."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from datetime import date

from django.db.models import Q, QuerySet

from quorate.domain.access.actor import Actor
from quorate.domain.calendar.periods import year_of
from quorate.domain.meetings.kinds import MeetingKind
from quorate.domain.meetings.lifecycle import MeetingState, by_record
from quorate.domain.membership.groups import GroupKind
from quorate.domain.terms.clauses import ClauseKind, TermsVersion
from quorate.domain.terms.duties import GroupFacts
from quorate.domain.terms.reports import titles_of, titles_through
from quorate.domain.terms.versions import year_type_on
from quorate.records import scopes
from quorate.records.facts.brought import Sitting, Titles, brought, heard, owed_at, titles_taken
from quorate.records.facts.meetings import begun
from quorate.records.models import DutyDone, Group

_LONGEST_ITEM = 200  # characters, as its column has
_OF_A_SITTING = ("id", "group_id", "on", "state", "kind", "is_begun")
_STANDING = (MeetingState.HELD.value, MeetingState.PLANNED.value, MeetingState.CIRCULATED.value)


def going_on(on: date) -> Q:
    """The condition that a group has not ended by a day; its last day is still its own."""
    return Q(ended_on__isnull=True) | Q(ended_on__gte=on)


def ours() -> Q:
    """The condition that a group is the partnership's own: an outside body has no seats and meetings here."""
    return ~Q(kind=GroupKind.OUTSIDE.value)


def kinds_before(row: Group) -> tuple[tuple[str, date], ...]:
    """The kinds a group was before, each with its last day, earliest first."""
    return tuple((kind, date.fromisoformat(until)) for kind, until in row.kinds_before)


def main_group(actor: Actor, today: date) -> uuid.UUID | None:
    """The main group: the first of the partnership's own that goes on and stands under no other.

    Its are the duties of law, and the plans that belong to no group.
    """
    rows = scopes.groups(actor).filter(ours(), going_on(today), parent__isnull=True)
    found: uuid.UUID | None = rows.order_by("order", "name").values_list("id", flat=True).first()
    return found


def duties_done() -> QuerySet[DutyDone]:
    """What was recorded of duties as met, and not taken back."""
    return DutyDone.objects.filter(taken_back_at__isnull=True)


def group_facts(
    actor: Actor, terms: Mapping[uuid.UUID, Sequence[TermsVersion]], today: date
) -> dict[uuid.UUID, GroupFacts]:
    """The facts of each group, given every version of its terms, in two database questions or three.

    A meeting whose day is over was held where its room or minutes say that it began.

    A report is told by its titles, which outlive the clause's id when terms are adopted again, and by the
    first day of the period it was made for, where its record names one. A workplan belongs to the year its
    record names by its first day, else to the year of the day it was agreed. What somebody brings to each
    meeting was made where its agenda had it, or by its record.
    """
    sittings: defaultdict[uuid.UUID, list[Sitting]] = defaultdict(list)
    rows = scopes.meetings(actor).filter(group__in=list(terms)).order_by("on")
    rows = rows.exclude(kind=MeetingKind.BY_EMAIL.value)
    rows = rows.filter(state__in=_STANDING).annotate(is_begun=begun())
    for id, group, on, state, kind, is_begun in rows.values_list(*_OF_A_SITTING):
        known = by_record(MeetingState(state), is_over=on < today, is_begun=is_begun)
        sittings[group].append(Sitting(id, group, on, known.value, kind))
    done: defaultdict[uuid.UUID, list[DutyDone]] = defaultdict(list)
    for row in duties_done().filter(group__in=scopes.groups(actor).filter(id__in=list(terms))):
        done[row.group_id].append(row)
    bring = [group for group, versions in terms.items() if brought(versions)]
    titles = titles_taken(one.id for group in bring for one in sittings[group] if one.is_held)
    return {
        group: _facts(sittings[group], done[group], versions, titles) for group, versions in terms.items()
    }


def _facts(
    sittings: Sequence[Sitting],
    done: Sequence[DutyDone],
    versions: Sequence[TermsVersion],
    titles: Titles,
) -> GroupFacts:
    reporting = {
        clause.id: titles_through(clause, versions)
        for terms in versions
        for clause in terms.all_of(ClauseKind.REPORTING)
    }
    items = brought(versions)
    return GroupFacts(
        held=tuple(one.on for one in sittings if one.is_held),
        planned=tuple(one.on for one in sittings if not one.is_held),
        terms_reviewed=_days(done, ClauseKind.REVIEW),
        membership_reviewed=_days(done, ClauseKind.MEMBERSHIP_REVIEW),
        workplans=_workplans(done, versions),
        reports={id: _reports(done, called) for id, called in reporting.items()},
        reports_for={
            id: _reports_for(_of_kind(done, ClauseKind.REPORTING), called) for id, called in reporting.items()
        }
        | {
            id: earliest(_reports_for(_of_kind(done, one.kind), titles_of(one)), heard(one, sittings, titles))
            for id, one in items.items()
        },
        owed_at=dict.fromkeys(items, owed_at(sittings, titles)),
    )


def earliest(*found: Mapping[date, date]) -> dict[date, date]:
    """For each day owed the first on which it was met, by any of these."""
    days = {on for each in found for on in each}
    return {on: min(each[on] for each in found if on in each) for on in days}


def _of_kind(done: Sequence[DutyDone], kind: ClauseKind) -> list[DutyDone]:
    return [row for row in done if row.kind == kind.value]


def _days(done: Sequence[DutyDone], kind: ClauseKind) -> tuple[date, ...]:
    return tuple(sorted(row.done_on for row in _of_kind(done, kind)))


def _reports(done: Sequence[DutyDone], called: Set[str]) -> tuple[date, ...]:
    """The days of those recorded with no period: each is for the period it lies in."""
    rows = _of_kind(done, ClauseKind.REPORTING)
    return tuple(sorted(row.done_on for row in rows if row.item.casefold() in called))


def _reports_for(done: Sequence[DutyDone], called: Set[str]) -> dict[date, date]:
    """When the report of each period named in a record was first made."""
    found: dict[date, date] = {}
    titles = {one_of_period(date.min, title).partition("|")[2] for title in called}
    for row in done:
        day, _, title = row.item.partition("|")
        first = _first_day(day)
        if first and title.casefold() in titles:
            found[first] = min(row.done_on, found.get(first, row.done_on))
    return found


def one_of_period(first: date, title: str) -> str:
    """What a record of a report is filed under: its period's first day and its title, cut to fit."""
    return f"{first.isoformat()}|{title}"[:_LONGEST_ITEM]


def _workplans(done: Sequence[DutyDone], versions: Sequence[TermsVersion]) -> dict[date, date]:
    found: dict[date, date] = {}
    for row in _of_kind(done, ClauseKind.WORKPLAN):
        first = _first_day(row.item) or year_of(row.done_on, year_type_on(versions, row.done_on)).starts_on
        found[first] = min(row.done_on, found.get(first, row.done_on))
    return found


def _first_day(item: str) -> date | None:
    try:
        return date.fromisoformat(item)
    except ValueError:
        return None
