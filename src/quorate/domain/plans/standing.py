"""How an entry stands by its own record: its dates, its lead and how long since anybody said anything.

Rules, from the scrutiny tracker and the action plans boards use: a month means its last day; "ongoing"
is never overdue by date and must have a review date; what is complete is never overdue; the computed
standing and the lead's declared rating are two things, and a difference is shown, not settled.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from quorate.domain.kernel.words import count, day
from quorate.domain.plans.facts import Lead, Rating, Status, Target, TargetKind
from quorate.domain.plans.labels import CLOSED, HEADLINES, OWED_KINDS, RATINGS, Flag, Headline
from quorate.domain.plans.outline import Said, Stated
from quorate.domain.plans.targets import asked_since, dated, due_on, has_date, last_instance, next_due

DUE_SOON_DAYS = 28  # what a partnership begins with, as a setting; four weeks
NO_UPDATE_DAYS = 92  # a setting; one quarter, the longest three months together

# Silence and passed dates put an entry at risk. A missing lead or date is a gap, shown but not judged:
# some plans have no column for them, and every line at risk would say nothing.
_PUTS_AT_RISK = frozenset({Flag.NO_UPDATE, Flag.TARGET_PASSED, Flag.REVIEW_PASSED})
ABSENCES = frozenset({Flag.NO_UPDATE, Flag.NO_LEAD, Flag.NO_TARGET_DATE})
_OPEN_ENDED = frozenset({TargetKind.ONGOING, TargetKind.AS_AVAILABLE, TargetKind.DEPENDENT})
_CLOSED_BY = {Status.COMPLETE: Headline.COMPLETE, Status.NOT_DONE: Headline.NOT_DONE}
_AGREES = {
    Headline.ON_TRACK: Rating.ON_TRACK,
    Headline.AT_RISK: Rating.AT_RISK,
    Headline.OFF_TRACK: Rating.OFF_TRACK,
}
_NOTHING: frozenset[Flag] = frozenset()


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


def standing(
    state: Stated,
    today: date,
    *,
    due_soon_days: int = DUE_SOON_DAYS,
    no_update_days: int = NO_UPDATE_DAYS,
    absences: frozenset[Flag] = ABSENCES,
    heard_on: date | None = None,
    above: Said | None = None,
) -> Standing:
    """How one entry stands on `today`, without the entries below it.

    Complete and not done carry no marks. `due_soon_days` is inclusive: due in exactly 28 days is due
    soon. `no_update_days` is exclusive: silence is marked from the day after. `absences` says which of no
    update, no lead and no target date to look for: none of an entry whose lead or date is given above or
    below it. Only recommendations and actions are looked at for them. `heard_on` is the day of the latest
    update on anything under it, which answers a recurring target as its own would. `above` is the update
    that speaks for it where it has none of its own; a rating in it was not given to this entry.
    """
    own, targets = state.progress, state.targets
    said = own or above
    declared = own.rating if own else Rating.NONE
    if said is not None and (closed := _CLOSED_BY.get(said.status)):
        return Standing(closed, (), declared, disagreement=disagreement(closed, (), declared))

    due, soon = due_on(targets), next_due(targets, today)
    marks: list[Mark] = []
    if targets:
        _mark_targets(marks, targets, today, soon, due_soon_days, said, heard_on)
    if said is not None and said.status is Status.WAITING and not any(m.flag is Flag.WAITING for m in marks):
        marks.append(Mark(Flag.WAITING, "The latest update says it is waiting."))
    _mark_absences(marks, state, today, said, no_update_days, absences)
    headline = _headline(targets, said.status if said else None, {mark.flag for mark in marks})
    return Standing(
        headline=headline,
        marks=tuple(marks),
        declared=declared,
        due_on=due,
        next_due_on=soon,
        days_overdue=max(0, (today - due).days) if due else 0,
        disagreement=disagreement(headline, marks, declared),
    )


def _mark_targets(
    marks: list[Mark],
    targets: Sequence[Target],
    today: date,
    soon: date | None,
    due_soon_days: int,
    said: Said | None,
    heard_on: date | None,
) -> None:
    """What its target dates come to, each sort by its own rule."""
    kinds = {target.kind for target in targets}
    _mark_dates(marks, targets, today, soon, due_soon_days)
    if TargetKind.RECURRING in kinds:
        heard = max(said.as_at if said else date.min, heard_on or date.min)
        _mark_recurring(marks, targets, today, heard)
    if not kinds.isdisjoint(_OPEN_ENDED):
        _mark_open_ended(marks, targets, today)


def _mark_absences(
    marks: list[Mark],
    state: Stated,
    today: date,
    said: Said | None,
    no_update_days: int,
    absences: frozenset[Flag],
) -> None:
    """What it lacks. A lead it has is looked at whatever is looked for: who it is may still be open."""
    looked_for = absences if state.kind in OWED_KINDS else _NOTHING
    if Flag.NO_UPDATE in looked_for:
        as_at = said.as_at if said else None
        _mark_silence(marks, state.targets, today, as_at, state.began_on, no_update_days)
    if state.leads or Flag.NO_LEAD in looked_for:
        marks += lead_marks(state.leads)
    if Flag.NO_TARGET_DATE in looked_for:
        marks += no_date_marks(state.targets)


def _headline(targets: Sequence[Target], status: Status | None, flags: set[Flag]) -> Headline:
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
    return Headline.ON_TRACK if has_date(targets) else Headline.UNDER_WAY


def _mark_dates(
    marks: list[Mark], targets: Sequence[Target], today: date, soon: date | None, due_soon_days: int
) -> None:
    days = dated(targets)
    if days and days[-1] < today:
        late = (today - days[-1]).days
        marks.append(Mark(Flag.OVERDUE, f"Overdue by {count(late, 'day')}: due by {day(days[-1])}.", late))
    elif days and days[0] < today:
        passed = [d for d in days if d < today]
        sentence = (
            f"{len(passed)} of {count(len(days), 'target date')} passed, the last on {day(passed[-1])}."
        )
        marks.append(Mark(Flag.TARGET_PASSED, sentence, (today - passed[-1]).days))
    if soon is not None and (left := (soon - today).days) <= due_soon_days:
        marks.append(Mark(Flag.DUE_SOON, "Due today." if not left else f"Due by {day(soon)}.", left))


def _mark_recurring(marks: list[Mark], targets: Sequence[Target], today: date, heard: date) -> None:
    for target in targets:
        if target.kind is not TargetKind.RECURRING:
            continue
        instance = last_instance(target, today)
        if instance is not None and heard <= asked_since(target, instance):
            sentence = f"Due again on {day(instance)}, with no update for it."
            marks.append(Mark(Flag.TARGET_PASSED, sentence, (today - instance).days))


def _mark_open_ended(marks: list[Mark], targets: Sequence[Target], today: date) -> None:
    """What is due on no day; said once where two targets say the same."""
    found: dict[tuple[Flag, str], Mark] = {}

    def add(flag: Flag, sentence: str, days: int | None = None) -> None:
        found.setdefault((flag, sentence), Mark(flag, sentence, days))

    for target in targets:
        if target.kind not in _OPEN_ENDED:
            continue
        if target.kind is TargetKind.DEPENDENT:
            what = target.depends_on or target.raw
            add(Flag.WAITING, f"Waiting: {what}." if what else "Waiting.")
        if target.review_on is not None and target.review_on < today:
            sentence = f"To be looked at again by {day(target.review_on)}: that day has passed."
            add(Flag.REVIEW_PASSED, sentence, (today - target.review_on).days)
        if target.kind is TargetKind.ONGOING and target.review_on is None:
            add(Flag.NO_REVIEW_DATE, "Ongoing, with no date to look at it again.")
    marks += found.values()


def _mark_silence(
    marks: list[Mark],
    targets: Sequence[Target],
    today: date,
    heard: date | None,
    began_on: date | None,
    no_update_days: int,
) -> None:
    since = heard or began_on
    if since is None or (silent := (today - since).days) <= no_update_days:
        return
    # What is asked for once a year is not silent after a quarter.
    steps = [t.every_months for t in targets if t.kind is TargetKind.RECURRING and t.every_months]
    if any(silent <= 31 * step for step in steps):
        return
    begun = "" if heard else "it began on "
    marks.append(Mark(Flag.NO_UPDATE, f"No update from lead since {begun}{day(since)}.", silent))


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


def disagreement(headline: Headline, marks: Sequence[Mark], declared: Rating) -> str:
    """The sentence shown when the declared rating and the record differ; empty when they do not.

    They differ when the rating is the brighter of the two, or is off track where nothing recorded shows it.
    Whoever says "at risk" of something whose dates are kept knows more than the dates do. The sentence names
    the update, not the lead: a coordinator may have given it.
    """
    if declared is Rating.NONE or _AGREES.get(headline) is declared:
        return ""
    said = f"The latest update says {RATINGS[declared].lower()}"
    if headline in CLOSED:
        return "" if declared is Rating.ON_TRACK else f"{said}, yet reports it {HEADLINES[headline].lower()}."
    if declared is Rating.OFF_TRACK:
        return f"{said}; nothing in the dates shows it."
    if headline is Headline.OFF_TRACK or (headline is Headline.AT_RISK and declared is Rating.ON_TRACK):
        why = _first_reason(marks)
        return f"{said}; the record shows {HEADLINES[headline].lower()}. {why}".rstrip()
    return ""


def _first_reason(marks: Sequence[Mark]) -> str:
    """Overdue before anything else, then what puts an entry at risk."""
    reasons = [mark for mark in marks if mark.flag is Flag.OVERDUE]
    reasons += [mark for mark in marks if mark.flag in _PUTS_AT_RISK or mark.flag is Flag.DUE_SOON]
    return reasons[0].sentence if reasons else ""
