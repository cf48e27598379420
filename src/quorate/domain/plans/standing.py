"""How an entry stands by its own record: its dates, its lead and how long since anybody said anything.

Rules, from the scrutiny tracker and the action plans boards use: a month means its last day; "ongoing"
is never overdue by date and must have a review date; what is complete is never overdue; the computed
standing and the lead's declared rating are two things, and a difference is shown, not settled.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from quorate.domain.kernel.words import count, day
from quorate.domain.plans.facts import Lead, Rating, Status, Target, TargetKind
from quorate.domain.plans.labels import CLOSED, HEADLINES, OWED_KINDS, RATINGS, Flag, Headline
from quorate.domain.plans.position import EntryState
from quorate.domain.plans.targets import asked_since, dated, due_on, has_date, last_instance, next_due

DUE_SOON_DAYS = 28  # a setting; four weeks
NO_UPDATE_DAYS = 92  # a setting; one quarter, the longest three months together

# Silence and passed dates put an entry at risk. A missing lead or date is a gap, shown but not judged:
# some plans have no column for them, and every line at risk would say nothing.
_PUTS_AT_RISK = frozenset({Flag.NO_UPDATE, Flag.TARGET_PASSED, Flag.REVIEW_PASSED})
ABSENCES = frozenset({Flag.NO_UPDATE, Flag.NO_LEAD, Flag.NO_TARGET_DATE})
_OPEN_ENDED = frozenset({TargetKind.ONGOING, TargetKind.AS_AVAILABLE, TargetKind.DEPENDENT})


@dataclass(frozen=True, slots=True)
class Mark:
    """A flag with its sentence. `days` is how many days over, to go or since; None where none are counted."""

    flag: Flag
    sentence: str
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the record comes to (`headline`), why (`marks`), and what the lead declared beside it.

    `due_on` is the last day for the whole, `next_due_on` the next day anything falls due, `days_overdue`
    calendar days after `due_on` and zero when not overdue. `disagreement` is empty when the lead and the
    record agree or nothing was declared. `rolled_up` says that entries below it were counted in.
    """

    headline: Headline
    marks: tuple[Mark, ...] = field(default=())
    declared: Rating = Rating.NONE
    due_on: date | None = None
    next_due_on: date | None = None
    days_overdue: int = 0
    disagreement: str = ""
    rolled_up: bool = False

    @property
    def flags(self) -> frozenset[Flag]:
        """The flags alone."""
        return frozenset(mark.flag for mark in self.marks)

    @property
    def label(self) -> str:
        """The headline in words."""
        return HEADLINES[self.headline]

    @property
    def is_open(self) -> bool:
        """Whether anything is still to be done."""
        return self.headline not in CLOSED

    @property
    def is_exception(self) -> bool:
        """Whether it belongs on an exception page: off track by the record or by the lead's own word."""
        return self.is_open and Headline.OFF_TRACK.value in (self.headline.value, self.declared.value)


def standing(
    state: EntryState,
    today: date,
    *,
    due_soon_days: int = DUE_SOON_DAYS,
    no_update_days: int = NO_UPDATE_DAYS,
    absences: frozenset[Flag] = ABSENCES,
    heard_on: date | None = None,
) -> Standing:
    """How one entry stands on `today`, without the entries below it.

    Complete and not done carry no marks. `due_soon_days` is inclusive: due in exactly 28 days is due
    soon. `no_update_days` is exclusive: silence is marked from the day after. `absences` says which of no
    update, no lead and no target date to look for: none of an entry whose lead or date is given above or
    below it. Only recommendations and actions are looked at for them. `heard_on` is the day of the latest
    update on anything under it, which answers a recurring target as its own would.
    """
    status = state.progress.status if state.progress else None
    declared = state.progress.rating if state.progress else Rating.NONE
    if status in (Status.COMPLETE, Status.NOT_DONE):
        headline = Headline.COMPLETE if status is Status.COMPLETE else Headline.NOT_DONE
        return Standing(headline, (), declared, disagreement=disagreement(headline, (), declared))

    looked_for = absences if state.version.kind in OWED_KINDS else frozenset()
    marks = (
        *_date_marks(state, today, due_soon_days),
        *_recurring_marks(state, today, heard_on),
        *_open_ended_marks(state, today),
        *(_silence_marks(state, today, no_update_days) if Flag.NO_UPDATE in looked_for else ()),
        *(lead_marks(state.leads) if state.leads or Flag.NO_LEAD in looked_for else ()),
        *(no_date_marks(state.targets) if Flag.NO_TARGET_DATE in looked_for else ()),
    )
    headline = _headline(state, status, {mark.flag for mark in marks})
    due = due_on(state.targets)
    return Standing(
        headline=headline,
        marks=marks,
        declared=declared,
        due_on=due,
        next_due_on=next_due(state.targets, today),
        days_overdue=max(0, (today - due).days) if due else 0,
        disagreement=disagreement(headline, marks, declared),
    )


def _headline(state: EntryState, status: Status | None, flags: set[Flag]) -> Headline:
    if Flag.OVERDUE in flags:
        return Headline.OFF_TRACK
    begun = status in (Status.UNDER_WAY, Status.WAITING)
    if flags & _PUTS_AT_RISK or (Flag.DUE_SOON in flags and not begun):
        return Headline.AT_RISK
    if Flag.WAITING in flags:
        return Headline.WAITING
    if not begun:
        return Headline.NOT_STARTED
    # Without a date there is nothing to be on track for.
    return Headline.ON_TRACK if has_date(state.targets) else Headline.UNDER_WAY


def _date_marks(state: EntryState, today: date, due_soon_days: int) -> tuple[Mark, ...]:
    days = dated(state.targets)
    marks: list[Mark] = []
    if days and days[-1] < today:
        late = (today - days[-1]).days
        marks.append(Mark(Flag.OVERDUE, f"Overdue by {count(late, 'day')}: due by {day(days[-1])}.", late))
    elif days and days[0] < today:
        passed = [d for d in days if d < today]
        sentence = (
            f"{len(passed)} of {count(len(days), 'target date')} passed, the last on {day(passed[-1])}."
        )
        marks.append(Mark(Flag.TARGET_PASSED, sentence, (today - passed[-1]).days))
    soon = next_due(state.targets, today)
    if soon is not None and soon - today <= timedelta(days=due_soon_days):
        left = (soon - today).days
        marks.append(Mark(Flag.DUE_SOON, "Due today." if not left else f"Due by {day(soon)}.", left))
    return tuple(marks)


def _recurring_marks(state: EntryState, today: date, heard_on: date | None) -> tuple[Mark, ...]:
    heard = max((d for d in (state.progress and state.progress.as_at, heard_on) if d), default=date.min)
    marks = []
    for target in state.targets:
        instance = last_instance(target, today)
        if instance is not None and heard <= asked_since(target, instance):
            sentence = f"Due again on {day(instance)}, with no update for it."
            marks.append(Mark(Flag.TARGET_PASSED, sentence, (today - instance).days))
    return tuple(marks)


def _open_ended_marks(state: EntryState, today: date) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    for target in state.targets:
        if target.kind is TargetKind.DEPENDENT:
            what = target.depends_on or target.raw
            marks.append(Mark(Flag.WAITING, f"Waiting: {what}." if what else "Waiting."))
        if target.kind in _OPEN_ENDED and target.review_on is not None and target.review_on < today:
            sentence = f"To be looked at again by {day(target.review_on)}: that day has passed."
            marks.append(Mark(Flag.REVIEW_PASSED, sentence, (today - target.review_on).days))
        if target.kind is TargetKind.ONGOING and target.review_on is None:
            marks.append(Mark(Flag.NO_REVIEW_DATE, "Ongoing, with no date to look at it again."))
    says_waiting = state.progress is not None and state.progress.status is Status.WAITING
    if says_waiting and not any(mark.flag is Flag.WAITING for mark in marks):
        marks.append(Mark(Flag.WAITING, "The lead says it is waiting."))
    first_of_each = {(mark.flag, mark.sentence): mark for mark in marks}
    return tuple(first_of_each.values())


def _silence_marks(state: EntryState, today: date, no_update_days: int) -> tuple[Mark, ...]:
    since = state.progress.as_at if state.progress else state.began_on
    # What is asked for once a year is not silent after a quarter.
    steps = [t.every_months for t in state.targets if t.kind is TargetKind.RECURRING and t.every_months]
    no_update_days = max([no_update_days, *(31 * step for step in steps)])
    if since is None or (today - since).days <= no_update_days:
        return ()
    silent = (today - since).days
    if state.progress is None:
        return (Mark(Flag.NO_UPDATE, f"No update from lead since it began on {day(since)}.", silent),)
    return (Mark(Flag.NO_UPDATE, f"No update from lead since {day(since)}.", silent),)


def lead_marks(leads: Sequence[Lead]) -> tuple[Mark, ...]:
    """No lead, or only leads to be confirmed; nothing when one of them is named."""
    if not leads:
        return (Mark(Flag.NO_LEAD, "Nobody is named as lead."),)
    if all(lead.to_be_confirmed for lead in leads):
        return (Mark(Flag.LEAD_TO_BE_CONFIRMED, "The lead is to be confirmed."),)
    return ()


def no_date_marks(targets: Sequence[Target]) -> tuple[Mark, ...]:
    """No target date: nothing was given, not even "ongoing"."""
    if all(target.kind is TargetKind.NONE for target in targets):
        return (Mark(Flag.NO_TARGET_DATE, "No target date is given."),)
    return ()


def disagreement(headline: Headline, marks: tuple[Mark, ...], declared: Rating) -> str:
    """The sentence shown when the lead's rating and the record differ; empty when they do not.

    They differ when the lead is the brighter of the two, or says off track where nothing recorded shows
    it. A lead who says "at risk" of something whose dates are kept knows more than the dates do.
    """
    if declared is Rating.NONE or headline.value == declared.value:
        return ""
    said = f"The lead says {RATINGS[declared].lower()}"
    if headline in CLOSED:
        return "" if declared is Rating.ON_TRACK else f"{said}, yet reports it {HEADLINES[headline].lower()}."
    if declared is Rating.OFF_TRACK:
        return f"{said}; nothing in the dates shows it."
    if headline is Headline.OFF_TRACK or (headline is Headline.AT_RISK and declared is Rating.ON_TRACK):
        why = _first_reason(marks)
        return f"{said}; the record shows {HEADLINES[headline].lower()}. {why}".rstrip()
    return ""


def _first_reason(marks: tuple[Mark, ...]) -> str:
    """Overdue before anything else, then what puts an entry at risk."""
    reasons = [mark for mark in marks if mark.flag is Flag.OVERDUE]
    reasons += [mark for mark in marks if mark.flag in _PUTS_AT_RISK or mark.flag is Flag.DUE_SOON]
    return reasons[0].sentence if reasons else ""
