"""The page where a year of a group's dates is proposed, looked at and set."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.calendar.periods import Period, add_months, year_of
from quorate.domain.calendar.working import ONE_DAY
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import clock, count, day, listed, weekday
from quorate.domain.meetings.facts import MeetingFacts
from quorate.domain.meetings.kinds import MeetingKind
from quorate.domain.meetings.timetable import due_on, timetable
from quorate.domain.meetings.year import (
    MOST_TIMES,
    WEEKDAYS,
    WEEKS,
    DateAsked,
    KeptClear,
    Pattern,
    ProposedDate,
    cautions_of_date,
    pattern_of,
    propose_dates,
    refusals_of_dates,
    stretches_of_year,
)
from quorate.domain.terms.clauses import OF_A_MEETING, ClauseKind, TermsVersion
from quorate.domain.terms.versions import version_in_force
from quorate.queries.labelling import audience_choices
from quorate.records import scopes
from quorate.records.facts.meetings import calendar_of, terms_by_group
from quorate.records.facts.planning import meetings_set, school_holidays_of
from quorate.records.models import Appointment, Group, Meeting

USUAL_MINUTES = 120
USUAL_TIMES = 4
_LIKE_THE_LAST = 4  # meetings: a year of a board that meets quarterly
_BEFOREHAND = frozenset({ClauseKind.PAPERS_IN, ClauseKind.AGENDA, ClauseKind.CIRCULATION, ClauseKind.NOTICE})
_LOOK_AHEAD = 60  # days: no terms ask for papers longer before


@dataclass(frozen=True, slots=True)
class Wish:
    """What whoever proposes asked for; what is None is as the group has met, and as its terms say.

    `year` is the first day of a year.
    """

    year: date | None = None
    times: int | None = None
    weekday: int | None = None
    week: int | None = None
    month: int | None = None


@dataclass(frozen=True, slots=True)
class DueLine:
    """What would be owed for a date: what, by when and how that came out."""

    title: str
    on: str
    working: str
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DateRow:
    """A stretch of the year: its meetings that are set, and what is proposed where it has none.

    `cautions` are what speaks against the day, `to_confirm` those that are asked about before it is set.
    `clashes` are meetings of other groups on it.
    """

    key: str
    label: str
    set_already: tuple[tuple[str, str], ...]
    on: date | None
    working: str
    cautions: tuple[str, ...] = ()
    to_confirm: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()
    due: tuple[DueLine, ...] = field(default=())
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class YearDatesPage:
    """A year of dates for one group. `version` is how many meetings it has, as the page was made."""

    id: uuid.UUID
    group: str
    slug: str
    lede: str
    version: int
    years: tuple[tuple[str, str], ...]
    year: str
    wish: Pattern
    times: int
    times_said: str
    is_times_stated: bool
    months: tuple[tuple[int, str], ...]
    rows: tuple[DateRow, ...]
    starts: time
    minutes: int
    place: str
    audience: str
    audiences: tuple[tuple[str, str, str], ...]
    carried_on: str
    school: int
    may_list: bool

    @property
    def open_rows(self) -> tuple[DateRow, ...]:
        """The rows that take a date."""
        return tuple(row for row in self.rows if row.is_open)


@dataclass(frozen=True, slots=True)
class _Known:
    """What every row is judged by."""

    actor: Actor
    group: Group
    today: date
    versions: tuple[TermsVersion, ...]
    clear_of: KeptClear
    held: Sequence[Meeting]


def page_year_dates(
    actor: Actor,
    *,
    group: str,
    today: date,
    wish: Wish = Wish(),
    typed: Mapping[str, date | None] | None = None,
) -> YearDatesPage:
    """A year of dates. `typed` are days given instead of those proposed, by the row's key.

    Raises NotFoundError, and NotAllowedError where the actor does not set this group's meetings.
    """
    row = _group(actor, group)
    known = _Known(
        actor,
        row,
        today,
        tuple(terms_by_group([row.id]).get(row.id, ())),
        KeptClear(calendar_of(actor.partnership), school_holidays_of(actor.partnership)),
        meetings_set(actor, row.id),
    )
    terms = version_in_force(known.versions, max(today, wish.year or today))
    stated = terms.of(ClauseKind.CADENCE) if terms else None
    times = min((stated.times_a_year if stated else None) or wish.times or USUAL_TIMES, MOST_TIMES)
    year_type = terms.year_type if terms else "financial"
    year = year_of(wish.year or _year_to_plan(known, year_type, times), year_type)
    stretches = stretches_of_year(year.starts_on, year_type, times)
    pattern = _pattern(known, stretches, wish)
    proposed = propose_dates(
        stretches=stretches,
        pattern=pattern,
        clear_of=known.clear_of,
        today=today,
        in_time_from=_in_time_from(known),
        set_already=[one.on for one in known.held],
    )
    last = known.held[-1] if known.held else None
    audience = _audience(actor, last)
    length = terms.of(ClauseKind.DURATION) if terms else None
    rows = _rows(known, proposed, typed)
    return YearDatesPage(
        id=row.id,
        group=row.name,
        slug=row.slug,
        lede=_lede(rows, year),
        version=len(known.held),
        years=_years(today, year_type),
        year=year.starts_on.isoformat(),
        wish=pattern,
        times=times,
        times_said=_times_said(stated is not None, times, terms),
        is_times_stated=stated is not None,
        months=tuple((n, f"{_nth(n)} month of each part") for n in range(1, 12 // times + 1)),
        rows=rows,
        starts=pattern.starts,
        minutes=length.minutes if length and length.minutes else last.minutes if last else USUAL_MINUTES,
        place=last.place if last else "",
        audience=audience.value,
        audiences=audience_choices(actor, group=str(row.id)),
        carried_on=_carried_on(last),
        may_list=refusal_to_act(actor, Permission.CLOSURES_EDIT) is None,
        school=len([one for one in known.clear_of.school if one.to_on >= today]),
    )


def faults_of(actor: Actor, *, group: str, dates: Sequence[DateAsked], today: date) -> tuple[Refusal, ...]:
    """Everything wrong with the dates given, each beside its field, as the command that sets them says."""
    row = _group(actor, group)
    held = [(one.on, one.starts) for one in meetings_set(actor, row.id)]
    return refusals_of_dates(dates, today=today, ended_on=row.ended_on, set_already=held)


def _group(actor: Actor, slug: str) -> Group:
    row = scopes.groups(actor).filter(slug=slug).first()
    if row is None:
        raise NotFoundError
    if refusal := refusal_to_act(actor, Permission.MEETING_SET, group=str(row.id)):
        raise NotAllowedError(refusal)
    return row


def _year_to_plan(known: _Known, year_type: str, times: int) -> date:
    """A day of this year while a stretch of it that is not over lacks its meeting, else of the next."""
    for one in stretches_of_year(known.today, year_type, times):
        if one.ends_on > known.today and not any(held.on in one for held in known.held):
            return known.today
    return add_months(known.today, 12)


def _pattern(known: _Known, stretches: Sequence[Period], wish: Wish) -> Pattern:
    ordinary = [one for one in known.held if one.kind == MeetingKind.ORDINARY.value]
    found = pattern_of([(one.on, one.starts) for one in ordinary[-_LIKE_THE_LAST:]], stretches)
    asked = {
        name: value for name in ("weekday", "week", "month") if (value := getattr(wish, name)) is not None
    }
    return replace(found, **asked)


def _in_time_from(known: _Known) -> date:
    """The first day for which everything the terms ask beforehand can still be done in time."""
    days = (known.today + timedelta(days=n) for n in range(1, _LOOK_AHEAD))
    return next((on for on in days if _can_be_kept(known, on)), known.today + ONE_DAY)


def _can_be_kept(known: _Known, on: date) -> bool:
    terms = version_in_force(known.versions, on)
    clauses = [one for one in terms.clauses if one.kind in _BEFOREHAND and one.offset] if terms else []
    days = [due_on(one, on, known.clear_of.calendar).on for one in clauses if one.is_stated]
    return all(one is None or one >= known.today for one in days)


def _audience(actor: Actor, last: Meeting | None) -> Audience:
    found = Audience(last.audience) if last else Audience.PARTNERSHIP
    return found if last and found in actor.audiences_in(str(last.group_id)) else Audience.PARTNERSHIP


def _rows(
    known: _Known, proposed: Sequence[ProposedDate], typed: Mapping[str, date | None] | None
) -> tuple[DateRow, ...]:
    days = {}
    for one in proposed:
        key = one.period.starts_on.isoformat()
        days[key] = one.on if typed is None or key not in typed else typed[key]
    clashes = _clashes(known, [on for on in days.values() if on])
    return tuple(_row(known, one, days, clashes) for one in proposed)


def _row(
    known: _Known,
    one: ProposedDate,
    days: Mapping[str, date | None],
    clashes: Mapping[date, tuple[str, ...]],
) -> DateRow:
    key = one.period.starts_on.isoformat()
    on = days[key]
    held = [meeting for meeting in known.held if meeting.on in one.period]
    is_other = on is not None and on != one.on
    to_confirm = (
        cautions_of_date(on, stretch=one.period, clear_of=known.clear_of, today=known.today) if on else ()
    )
    return DateRow(
        key=key,
        label=one.period.label,
        set_already=tuple(
            (str(meeting.id), f"{weekday(meeting.on)}, {clock(meeting.starts)}") for meeting in held
        ),
        on=on,
        working="Chosen by you." if is_other else one.working,
        cautions=(*to_confirm, *_too_soon(known, on)) if on else (),
        to_confirm=to_confirm,
        clashes=clashes.get(on, ()) if on else (),
        due=_due(known, on) if on else (),
        is_open=not held and one.period.ends_on > known.today,
    )


def _too_soon(known: _Known, on: date) -> tuple[str, ...]:
    if on <= known.today or _can_be_kept(known, on):
        return ()
    return ("It is too soon for what the terms ask beforehand: that would need a waiver.",)


def _due(known: _Known, on: date) -> tuple[DueLine, ...]:
    steps = timetable(
        terms=version_in_force(known.versions, on),
        meeting=MeetingFacts("", on),
        calendar=known.clear_of.calendar,
        today=known.today,
        started_on=known.today,
    )
    kinds = {kind.value for kind in OF_A_MEETING}
    return tuple(
        DueLine(step.title, weekday(step.due_on) if step.due_on else "not known", step.working, step.warnings)
        for step in steps
        if step.kind in kinds
    )


def _clashes(known: _Known, days: Sequence[date]) -> dict[date, tuple[str, ...]]:
    """Other groups' meetings on these days, each with who sits on both, in two database questions."""
    others = (
        scopes.meetings(known.actor)
        .filter(on__in=days)
        .exclude(group=known.group.id)
        .exclude(state="cancelled")
        .exclude(kind=MeetingKind.BY_EMAIL.value)
    )
    meetings = list(others.select_related("group").order_by("on", "starts", "id"))
    sits = _sitting({known.group.id, *(one.group_id for one in meetings)})
    found: defaultdict[date, list[str]] = defaultdict(list)
    for one in meetings:
        both = sorted(_on(sits[known.group.id], one.on) & _on(sits[one.group_id], one.on))
        who = (
            f"{listed(both)} {'sits' if len(both) == 1 else 'sit'} on both" if both else "nobody sits on both"
        )
        found[one.on].append(f"{one.group.name} meets that day at {clock(one.starts)}; {who}.")
    return {on: tuple(said) for on, said in found.items()}


def _sitting(groups: set[uuid.UUID]) -> Mapping[uuid.UUID, list[Appointment]]:
    held: defaultdict[uuid.UUID, list[Appointment]] = defaultdict(list)
    rows = Appointment.objects.filter(seat__group__in=groups, is_deputy=False)
    for row in rows.select_related("person", "seat"):
        held[row.seat.group_id].append(row)
    return held


def _on(held: Sequence[Appointment], on: date) -> set[str]:
    return {one.person.name for one in held if one.from_on <= on and (one.to_on is None or one.to_on >= on)}


def _lede(rows: Sequence[DateRow], year: Period) -> str:
    proposed = sum(1 for row in rows if row.is_open and row.on)
    held = sum(len(row.set_already) for row in rows)
    said = f"{count(proposed, 'date is', 'dates are')} proposed for {year.label}"
    if not proposed:
        said = f"Nothing is left to propose for {year.label}"
    return f"{said}; {count(held, 'meeting is', 'meetings are')} set already." if held else f"{said}."


def _times_said(is_stated: bool, times: int, terms: TermsVersion | None) -> str:
    if is_stated:
        return f"The terms ask for {count(times, 'meeting')} a year, one in each part of it."
    whose = "The terms do not say" if terms else "There are no terms that say"
    return f"{whose} how often the group meets."


def _years(today: date, year_type: str) -> tuple[tuple[str, str], ...]:
    years = [year_of(add_months(today, 12 * n), year_type) for n in range(3)]
    return tuple((one.starts_on.isoformat(), one.label) for one in years)


def _nth(n: int) -> str:
    words = (
        "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth",
        "Eleventh", "Twelfth",
    )  # fmt: skip
    return words[n - 1]


def _carried_on(last: Meeting | None) -> str:
    if last is None:
        return ""
    said = f"Hour, place and who may see them are carried on from the meeting of {day(last.on)}."
    if last.restriction_id:
        said += " That one also names a restriction, which these do not: set who sees each of them."
    return said


WEEKDAY_CHOICES = tuple(enumerate(WEEKDAYS))
WEEK_CHOICES = tuple((n, word.capitalize()) for n, word in WEEKS.items())
