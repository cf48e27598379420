"""Whether a board kept to its own terms through a year: each clause against each meeting, and the counts.

A meeting is judged by the terms in force on its date, so that a year with two versions is judged by both.
Days and lateness are those of the timetable; nothing is counted a second time here. What was not recorded
is said to be not recorded, and is neither kept nor broken. A departure that the chair agreed to is shown
beside what was done and never turns it into something kept.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from quorate.domain.kernel.words import clock, count, day, listed
from quorate.domain.meetings.lifecycle import TOOK_PLACE, MeetingState
from quorate.domain.meetings.quorate import Judged, under_way
from quorate.domain.meetings.timetable import STEP_TITLES, Step, StepState, late_in_words
from quorate.domain.membership.quorum import QuorumState
from quorate.domain.terms.clauses import ClauseKind, TermsVersion
from quorate.domain.terms.standing import is_taken, standing_titles

NOT_RECORDED = "The room was not recorded, so whether it was quorate is not known."


class Kept(StrEnum):
    """Whether a clause was kept at a meeting."""

    KEPT = "kept"
    NOT_KEPT = "not_kept"
    WAIVED = "waived"
    NOT_KNOWN = "not_known"
    TO_COME = "to_come"
    NOT_OWED = "not_owed"


KEPT_NAMES = {
    Kept.KEPT: "Kept",
    Kept.NOT_KEPT: "Not kept",
    Kept.WAIVED: "Not kept, with a waiver",
    Kept.NOT_KNOWN: "Not known",
    Kept.TO_COME: "To come",
    Kept.NOT_OWED: "Not owed",
}
JUDGED = frozenset({Kept.KEPT, Kept.NOT_KEPT, Kept.WAIVED})
"""What is counted: "3 of 4" is three kept of four that can be judged."""

_OF_STEP = {
    StepState.MET: Kept.KEPT,
    StepState.LATE: Kept.NOT_KEPT,
    StepState.IN_PART: Kept.NOT_KEPT,
    StepState.WAITING: Kept.NOT_KNOWN,
    StepState.MISSED: Kept.NOT_KEPT,
    StepState.TO_COME: Kept.TO_COME,
    StepState.DUE_TODAY: Kept.TO_COME,
    StepState.NOT_KNOWN: Kept.NOT_KNOWN,
    StepState.BEFORE_RECORDS: Kept.NOT_KNOWN,
    StepState.NOT_OWED: Kept.NOT_OWED,
}


@dataclass(frozen=True, slots=True)
class LatePaper:
    """A paper that came after its day, or was asked for by a day and never came: whose, and in words.

    `submitted_on` is None where it has not come. `days_late` is in working days, up to the meeting at most
    for one that has not come, and None where the working days between are not known.
    """

    title: str
    whose: str
    submitted_on: date | None
    due_on: date
    days_late: int | None

    @property
    def sentence(self) -> str:
        """When it came, when it was due, and how late that is."""
        late, came = late_in_words(self.days_late), "Has not come"
        if self.submitted_on:
            came = f"Came on {day(self.submitted_on)}"
        return f"{came}, {late}; due by {day(self.due_on)}."


@dataclass(frozen=True, slots=True)
class Agreed:
    """A departure from a clause that was agreed and recorded: about what, why and by whom."""

    clause_id: str
    kind: str
    sentence: str
    reason: str
    agreed_by: str
    agreed_on: date


@dataclass(frozen=True, slots=True)
class Unratified:
    """A decision taken while not quorate; `ratified_on` is when a later meeting ratified it.

    `changed` says that its minute and the record of the room now differ, `is_waiting` that it is to be
    ratified.
    """

    words: str
    agreed: Agreed | None = None
    ratified_on: date | None = None
    changed: str = ""
    is_waiting: bool = True

    @property
    def sentence(self) -> str:
        """How it was ratified, or that it waits to be; and whether the room was put right since."""
        said = "Not ratified yet: a later meeting decides." if self.is_waiting else ""
        if self.ratified_on:
            said = f"Ratified by a decision of {day(self.ratified_on)}."
        return f"{self.changed} {said}".strip()


@dataclass(frozen=True, slots=True)
class MeetingJudged:
    """What is known of one meeting of the year, as far as the reader may see it.

    `steps` are its timetable. `judged` is the quorum through each stretch of it, empty where the room was
    not recorded (`is_recorded`). `began_at` and `ended_at` are wall times, empty where not recorded.
    `late` came after the day each was owed by, or have not come by the day asked for; `after_terms` is how
    many came after the terms' own day, `not_come` how many were owed and are not recorded, and `asked_for`
    how many were asked for by a day.
    `agenda` has the titles of its items that the reader may see, `is_whole_agenda` where nothing is kept from
    them. `is_called` for an extraordinary one, `is_to_come` for one not held whose day is not over.
    """

    id: str
    on: date
    state: MeetingState
    starts_at: time
    terms: TermsVersion | None
    steps: tuple[Step, ...] = ()
    papers: int = 0
    late: tuple[LatePaper, ...] = ()
    after_terms: int = 0
    not_come: int = 0
    asked_for: int = 0
    is_recorded: bool = False
    judged: tuple[Judged, ...] = ()
    began_at: time | None = None
    ended_at: time | None = None
    agreed: tuple[Agreed, ...] = ()
    unratified: tuple[Unratified, ...] = ()
    agenda: tuple[str, ...] = ()
    is_whole_agenda: bool = True
    is_called: bool = False
    is_to_come: bool = False

    @property
    def papers_judged(self) -> int:
        """How many papers can be called in time or late; none while the meeting is to come.

        All where the terms gave a day for papers, else those that were asked for by a day; those asked for
        that never came among them.
        """
        judged = {step.kind for step in self.steps if step.due_on and _OF_STEP[step.state] in JUDGED}
        if self.is_to_come:
            return 0
        came = self.papers if ClauseKind.PAPERS_IN.value in judged else self.asked_for
        return came + self.never_came

    @property
    def never_came(self) -> int:
        """How many papers asked for by a day that is past have not come."""
        return sum(1 for one in self.late if one.submitted_on is None)

    @property
    def took_place(self) -> bool:
        """Whether it was held: what was recorded says so. One that goes on still has not been."""
        is_past = self.is_recorded and not self.is_to_come
        return self.state in TOOK_PLACE or (is_past and self.state is not MeetingState.CANCELLED)


@dataclass(frozen=True, slots=True)
class QuestionJudged:
    """A question put by email: no meeting, but what was agreed and decided in it is told with the year's."""

    id: str
    on: date
    agreed: tuple[Agreed, ...] = ()
    unratified: tuple[Unratified, ...] = ()


Decided = MeetingJudged | QuestionJudged


@dataclass(frozen=True, slots=True)
class Finding:
    """A clause at a meeting: whether it was kept, the short word for a table, and the whole sentence."""

    meeting: str
    kept: Kept
    short: str
    sentence: str
    agreed: tuple[Agreed, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseYear:
    """A clause through the year: a finding for each meeting, None where the terms of its date lack it.

    `label` names the versions of the terms that say it, where others of the year do not: terms adopted again
    with the same words are judged as the same terms.
    """

    kind: str
    title: str
    rule: str
    label: str
    findings: tuple[Finding | None, ...]

    @property
    def judged(self) -> int:
        """At how many meetings it can be said whether it was kept."""
        return sum(1 for one in self.findings if one and one.kept in JUDGED)

    @property
    def times_kept(self) -> int:
        """At how many of them it was."""
        return sum(1 for one in self.findings if one and one.kept is Kept.KEPT)

    @property
    def said(self) -> str:
        """How many of how many, and how many cannot be said."""
        unknown = sum(1 for one in self.findings if one and one.kept is Kept.NOT_KNOWN)
        of = f"{self.times_kept} of {self.judged}" if self.judged else "None to judge yet"
        return f"{of}; {unknown} not known" if unknown else of


@dataclass(frozen=True, slots=True)
class Year:
    """A board's year against its terms. `meetings` are in the order of their dates, as `questions` are.

    No clause of a meeting is judged of a question; its waivers and decisions without a quorum are counted.
    """

    meetings: tuple[MeetingJudged, ...]
    clauses: tuple[ClauseYear, ...]
    questions: tuple[QuestionJudged, ...] = ()

    @property
    def held(self) -> tuple[MeetingJudged, ...]:
        """The meetings that took place."""
        return tuple(one for one in self.meetings if one.took_place)

    @property
    def papers(self) -> int:
        """How many papers came in or were asked for, for the meetings at which that can be judged."""
        return sum(one.papers_judged for one in self.meetings)

    @property
    def papers_in_time(self) -> int:
        """How many of them came by their day."""
        judged = [one for one in self.meetings if one.papers_judged]
        return sum(one.papers_judged - len(one.late) for one in judged)

    @property
    def late(self) -> tuple[tuple[MeetingJudged, LatePaper], ...]:
        """Every paper that came late, or has not come, with its meeting."""
        return tuple((one, paper) for one in self.meetings for paper in one.late)

    @property
    def not_come(self) -> int:
        """How many papers were owed for meetings that are not to come, and are not recorded as come."""
        return sum(one.not_come for one in self.meetings if not one.is_to_come)

    @property
    def agreed(self) -> tuple[tuple[Decided, Agreed], ...]:
        """Every departure that was agreed, with its meeting or question."""
        return tuple((one, waiver) for one in self._in_order for waiver in one.agreed)

    @property
    def unratified(self) -> tuple[tuple[Decided, Unratified], ...]:
        """Every decision taken while not quorate, with its meeting or question."""
        return tuple((one, decision) for one in self._in_order for decision in one.unratified)

    @property
    def _in_order(self) -> tuple[Decided, ...]:
        return tuple(sorted((*self.meetings, *self.questions), key=lambda one: one.on))


def year_of_meetings(meetings: Iterable[MeetingJudged], questions: Iterable[QuestionJudged] = ()) -> Year:
    """The year of these meetings, clause by clause, each judged by the terms in force on its date."""
    seen = tuple(sorted(meetings, key=lambda one: (one.on, one.starts_at, one.id)))
    rows: dict[tuple[str, str], list[Finding | None]] = {}
    for n, meeting in enumerate(seen):
        for said, finding in _findings(meeting):
            row = rows.setdefault(said, [None] * len(seen))
            row[n] = _worse(row[n], finding)
    order = {kind: place for place, kind in enumerate(_TITLES)}
    return Year(
        seen,
        tuple(
            ClauseYear(kind, *_named(kind, rule), _label(seen, found), tuple(found))
            for (kind, rule), found in sorted(rows.items(), key=lambda row: order[row[0][0]])
        ),
        tuple(questions),
    )


def _label(seen: Sequence[MeetingJudged], found: Sequence[Finding | None]) -> str:
    """The versions that say a clause; empty where all those of the year do."""
    every = dict.fromkeys(one.terms.label for one in seen if one.terms)
    say = dict.fromkeys(
        one.terms.label for one, finding in zip(seen, found, strict=True) if one.terms and finding
    )
    return listed(list(say)) if len(say) < len(every) else ""


def _named(kind: str, rule: str) -> tuple[str, str]:
    """What a row is called, and its rule: a standing item goes by its own title."""
    if kind == ClauseKind.STANDING_ITEM.value:
        return rule, "on every agenda"
    return _TITLES[kind], rule


_TITLES = {
    **{kind: title for kind, title in STEP_TITLES.items() if kind != "meeting"},
    ClauseKind.QUORUM.value: "Quorate throughout",
    ClauseKind.DURATION.value: "Length of the meeting",
    ClauseKind.STANDING_ITEM.value: "Standing items",
}
_BADNESS = {kept: n for n, kept in enumerate((Kept.NOT_OWED, Kept.TO_COME, Kept.KEPT, Kept.NOT_KNOWN))}


def _worse(one: Finding | None, other: Finding) -> Finding:
    """Of two clauses of one kind with the same rule, the one less well kept."""
    if one is None:
        return other
    return max(one, other, key=lambda found: _BADNESS.get(found.kept, len(_BADNESS)))


def _findings(meeting: MeetingJudged) -> Iterable[tuple[tuple[str, str], Finding]]:
    for step in meeting.steps:
        if step.kind != "meeting":
            yield (step.kind, step.rule), _of_step(meeting, step)
    terms = meeting.terms
    quorum = terms.of(ClauseKind.QUORUM) if terms else None
    if quorum and quorum.quorum and quorum.quorum.tests:
        yield (ClauseKind.QUORUM.value, quorum.quote.rstrip(".")), _of_quorum(meeting, quorum.id)
    length = terms.of(ClauseKind.DURATION) if terms else None
    if length and length.minutes:
        rule = f"up to {count(length.minutes, 'minute')}"
        yield (ClauseKind.DURATION.value, rule), _of_length(meeting, length.minutes, length.id)
    for title in standing_titles(terms):
        yield (ClauseKind.STANDING_ITEM.value, title), _of_standing(meeting, title)


def _of_standing(meeting: MeetingJudged, title: str) -> Finding:
    """Whether the terms' standing item was on the agenda; of what a reader may not see nothing is said."""
    if meeting.state is MeetingState.CANCELLED:
        return Finding(meeting.id, Kept.NOT_OWED, "Cancelled", "The meeting was cancelled.")
    if is_taken(title, meeting.agenda):
        awaited = Kept.TO_COME if meeting.is_to_come else Kept.NOT_KNOWN
        kept = Kept.KEPT if meeting.took_place else awaited
        return Finding(meeting.id, kept, "On the agenda", "On the agenda.")
    if meeting.is_called:
        said = "An extraordinary meeting takes what it was called for."
        return Finding(meeting.id, Kept.NOT_OWED, "Extraordinary", said)
    if not meeting.took_place and not meeting.is_to_come:
        return _not_held(meeting)
    if not meeting.took_place:
        return Finding(meeting.id, Kept.TO_COME, KEPT_NAMES[Kept.TO_COME], "It is not on the agenda yet.")
    if not meeting.agenda:
        return Finding(meeting.id, Kept.NOT_KNOWN, "No agenda recorded", "No agenda is recorded.")
    if not meeting.is_whole_agenda:
        said = "It is not among the items open to you."
        return Finding(meeting.id, Kept.NOT_KNOWN, KEPT_NAMES[Kept.NOT_KNOWN], said)
    return Finding(meeting.id, Kept.NOT_KEPT, "Not on the agenda", "Not on the agenda.")


def _of_step(meeting: MeetingJudged, step: Step) -> Finding:
    kept = _OF_STEP[step.state]
    if step.kind == ClauseKind.NOTICE.value and step.done_on is None and kept is Kept.NOT_KEPT:
        said = "The day notice was given is not recorded."
        return Finding(meeting.id, Kept.NOT_KNOWN, "Not recorded", said)
    has_papers = bool(meeting.papers or meeting.never_came)
    if step.kind == ClauseKind.PAPERS_IN.value and has_papers and kept is not Kept.TO_COME:
        return _of_papers(meeting, step, kept)
    short = KEPT_NAMES[kept]
    if step.days_late is not None and kept is Kept.NOT_KEPT:
        short = late_in_words(step.days_late) if step.done_on else "Not done"
    elif step.state is StepState.WAITING:
        short = "Waits to go by hand"
    elif step.state is StepState.BEFORE_RECORDS:
        short = "Before our records"
    return _with_waiver(meeting, step.clause_id, Finding(meeting.id, kept, short, step.sentence))


def _of_papers(meeting: MeetingJudged, step: Step, kept: Kept) -> Finding:
    """Papers are counted one by one: how many came by the terms' day of how many came or were asked for."""
    in_time = meeting.papers - meeting.after_terms
    counted = f"{in_time} of {meeting.papers + meeting.never_came} in time"
    is_short = step.state is StepState.IN_PART
    missing = " Not every paper needed or asked for is recorded." if is_short else ""
    is_late = bool(meeting.after_terms or meeting.never_came)
    short = "Not all recorded" if is_short and not is_late else counted
    if is_late:
        kept = Kept.NOT_KEPT
    return _with_waiver(meeting, step.clause_id, Finding(meeting.id, kept, short, f"{counted}.{missing}"))


def _of_quorum(meeting: MeetingJudged, clause: str) -> Finding:
    if meeting.state is MeetingState.CANCELLED:
        return Finding(meeting.id, Kept.NOT_OWED, "Cancelled", "The meeting was cancelled.")
    if not meeting.took_place:
        return _not_held(meeting)
    if not meeting.is_recorded:
        return Finding(meeting.id, Kept.NOT_KNOWN, "Room not recorded", NOT_RECORDED)
    counted = counted_stretches(meeting.judged, began_at=meeting.began_at, called_for=meeting.starts_at)
    if not counted or any(one.verdict.state is QuorumState.NOT_KNOWN for one in counted):
        said = "What was recorded in the room does not say whether it was quorate."
        return Finding(meeting.id, Kept.NOT_KNOWN, KEPT_NAMES[Kept.NOT_KNOWN], said)
    without = [one for one in counted if one.verdict.state is QuorumState.NOT_QUORATE]
    if not without:
        # Of items kept from a reader nothing is told, and so nothing is claimed.
        where = "" if meeting.is_whole_agenda else " in every item open to this reader,"
        said = f"Quorate{where} from {clock(counted[0].stretch.since)} to the end."
        return Finding(meeting.id, Kept.KEPT, "Throughout", said)
    said = f"Not quorate {listed(_times_without(counted))}."
    short = "Never" if len(without) == len(counted) else "Not throughout"
    return _with_waiver(meeting, clause, Finding(meeting.id, Kept.NOT_KEPT, short, said))


def _not_held(meeting: MeetingJudged) -> Finding:
    """Of a meeting not recorded as held: to come or going on until its day is over, then not recorded."""
    if meeting.is_to_come and meeting.is_recorded:
        return Finding(meeting.id, Kept.TO_COME, "Not over yet", "The meeting is going on.")
    if meeting.is_to_come:
        return Finding(meeting.id, Kept.TO_COME, KEPT_NAMES[Kept.TO_COME], "The meeting is to come.")
    said = "Its day is over, and the meeting is not recorded as held."
    return Finding(meeting.id, Kept.NOT_KNOWN, "Not recorded as held", said)


def counted_stretches(
    judged: Sequence[Judged], *, began_at: time | None, called_for: time
) -> tuple[Judged, ...]:
    """The stretches in which the meeting was under way.

    From when it began, where that is recorded; else from the first item recorded as taken; with neither, from
    when it was called for. While people arrive, and once the last of them has left, there is no meeting to be
    quorate. What lasted no minute is counted where an item was taken in it.
    """
    found = list(under_way(judged, began_at))
    if not began_at and not any(one.stretch.item_id for one in found):
        found = [one for one in found if one.stretch.until is None or one.stretch.until > called_for]
    while found and not found[-1].stretch.present:
        found.pop()
    return tuple(found)


def _times_without(counted: Sequence[Judged]) -> list[str]:
    """From when to when it was not quorate: stretches that follow one another, as one."""
    runs: list[tuple[time, time | None]] = []
    is_going_on = False
    for one in counted:
        since, until = one.stretch.since, one.stretch.until
        is_without = one.verdict.state is QuorumState.NOT_QUORATE
        if is_without and is_going_on and runs[-1][1] == since:
            runs[-1] = (runs[-1][0], until)
        elif is_without:
            runs.append((since, until))
        is_going_on = is_without
    return [_span(since, until) for since, until in runs]


def _span(since: time, until: time | None) -> str:
    if since == until:
        return f"at {clock(since)}"
    return f"from {clock(since)} to {clock(until) if until else 'the end'}"


def _of_length(meeting: MeetingJudged, most: int, clause: str) -> Finding:
    if meeting.state is MeetingState.CANCELLED:
        return Finding(meeting.id, Kept.NOT_OWED, "Cancelled", "The meeting was cancelled.")
    if not meeting.took_place:
        return _not_held(meeting)
    if meeting.began_at is None or meeting.ended_at is None:
        said = "When it began or ended is not recorded."
        return Finding(meeting.id, Kept.NOT_KNOWN, "Not recorded", said)
    lasted = _minutes(meeting.ended_at) - _minutes(meeting.began_at)
    said = (
        f"It lasted {count(lasted, 'minute')}, from {clock(meeting.began_at)} to {clock(meeting.ended_at)}."
    )
    kept = Kept.KEPT if lasted <= most else Kept.NOT_KEPT
    return _with_waiver(meeting, clause, Finding(meeting.id, kept, count(lasted, "minute"), said))


def _minutes(at: time) -> int:
    return 60 * at.hour + at.minute


def _with_waiver(meeting: MeetingJudged, clause: str, found: Finding) -> Finding:
    agreed = tuple(one for one in meeting.agreed if one.clause_id and one.clause_id == clause)
    if not agreed:
        return found
    kept = Kept.WAIVED if found.kept is Kept.NOT_KEPT else found.kept
    return Finding(found.meeting, kept, found.short, found.sentence, agreed)
