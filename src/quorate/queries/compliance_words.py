"""A year against the terms in words: counts, late papers, waivers and decisions without a quorum."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quorate.domain.calendar.periods import Period
from quorate.domain.kernel.words import count, day, spelt
from quorate.domain.meetings.compliance import Agreed, Year
from quorate.domain.terms.clauses import ClauseKind, TermsVersion
from quorate.queries.duties import DutyLine


@dataclass(frozen=True, slots=True)
class Line:
    """Something of one meeting, in words: what, a note, and how it stands."""

    meeting: str
    meeting_on: date
    what: str
    whose: str
    said: str


def lede_of(year: Year, period: Period, today: date) -> str:
    """The year in a sentence or two."""
    held = len(year.held)
    if not year.meetings:
        return f"No meeting is recorded for {period.label}."
    if period.ends_on >= today:
        many = "meeting has been" if held == 1 else "meetings have been"
    else:
        many = "meeting was" if held == 1 else "meetings were"
    first = f"{spelt(held).capitalize()} {many} held." if held else "No meeting has been held yet."
    judged = [one for one in year.clauses if one.judged]
    broken = [one for one in judged if one.times_kept < one.judged]
    if not judged:
        return f"{first} Nothing can be judged yet."
    if not broken:
        return f"{first} Every clause that can be judged was kept at each of them."
    whole = len(judged) - len(broken)
    clauses = "clause" if len(judged) == 1 else "clauses"
    were = "was" if whole == 1 else "were"
    said = f"{whole} of {len(judged)} {clauses} that can be judged {were} kept at every meeting"
    waived = len(year.agreed)
    recorded = f"; {count(waived, 'waiver')} recorded" if waived else ""
    return f"{first} {said}{recorded}."


def counts_of(year: Year) -> tuple[tuple[str, str], ...]:
    """Each clause with how many of how many, papers one by one; never a percentage."""
    found = []
    if year.papers:
        found.append(("Papers in time", f"{year.papers_in_time} of {year.papers}"))
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


def waiver_said(one: Agreed) -> str:
    """Who agreed to depart from a clause, when and why."""
    return f"Agreed by {one.agreed_by} on {day(one.agreed_on)}: {one.reason.rstrip('.')}."


def _when_and_why(one: Agreed) -> str:
    return f"{day(one.agreed_on)}: {one.reason.rstrip('.')}."


def late_lines(year: Year) -> tuple[Line, ...]:
    """The papers that came late."""
    return tuple(
        Line(one.id, one.on, paper.title, paper.whose or "Not recorded", paper.sentence)
        for one, paper in year.late
    )


def no_late_said(year: Year) -> str:
    """What is said where no paper came late: that of those that came, and how many did not come."""
    came = "No paper that came was late."
    missing = count(year.not_come, "paper owed is", "papers owed are")
    return f"{came} {missing} not recorded as come." if year.not_come else came


def waiver_lines(year: Year) -> tuple[Line, ...]:
    """The waivers, each with its clause's name."""
    return tuple(
        Line(one.id, one.on, agreed.sentence, agreed.agreed_by, _when_and_why(agreed))
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
    """How many duties were met of those that fell due in the year."""
    fell = [one for one in lines if one.state in ("met", "overdue")]
    met = sum(1 for one in fell if one.state == "met")
    before = "What fell due before the year is not counted."
    return f"{met} of {len(fell)} that fell due in the year were met. {before}" if fell else ""
