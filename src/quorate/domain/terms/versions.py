"""Which version of the terms binds on a date, what it leaves unsaid, and whether it can be adopted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quorate.domain.calendar.periods import YearType
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, day
from quorate.domain.terms.clauses import OF_A_MEETING, Clause, ClauseKind, TermsVersion
from quorate.domain.terms.consequences import KINDS
from quorate.domain.terms.quorum import Agencies, Count, Quorum

_ONCE = frozenset({ClauseKind.QUORUM, ClauseKind.DURATION, ClauseKind.CADENCE, ClauseKind.REVIEW})
_LONGEST_MEETING = 24 * 60
_TWICE = {
    ClauseKind.QUORUM: "The terms state this twice. If both must be met, write both into one clause and "
    "take the other out. If one replaces the other, keep that."
}


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the terms leave out or have let pass; `code` is stable, `sentence` is for the page."""

    code: str
    sentence: str


def version_in_force(versions: Sequence[TermsVersion], on: date) -> TermsVersion | None:
    """The version in force on a day: the latest that had begun; None before the first.

    A version is in force from its own day, that day included, until the day before the next one's.
    """
    begun = [version for version in versions if version.in_force_from <= on]
    return max(begun, key=lambda v: (v.in_force_from, v.id), default=None)


def year_type_on(versions: Sequence[TermsVersion], on: date) -> str:
    """Which sort of year the terms keep on a day: the version then in force, or the first there is.

    The financial year without any.
    """
    version = version_in_force(versions, on) or next(iter(versions), None)
    return version.year_type if version else YearType.FINANCIAL.value


def said_of_change(
    versions: Sequence[TermsVersion], *, notice_on: date | None, meeting_on: date, today: date
) -> str:
    """That other terms bind a meeting than when members were told of it; empty when the same ones do.

    `notice_on` is the day the agenda went out. Before that day, terms that are yet to come are said.
    """
    told = notice_on or min(today, meeting_on)
    then, now = version_in_force(versions, told), version_in_force(versions, meeting_on)
    if now is None or now == then:
        return ""
    judged = f"It is judged by {now.label}, in force on its date since {day(now.in_force_from)}."
    if notice_on is None:
        return f"The terms change before this meeting. {judged}"
    return (
        f"The terms changed between the notice of this meeting, on {day(notice_on)}, and its date. {judged}"
    )


def gaps(terms: TermsVersion, today: date) -> tuple[Gap, ...]:
    """What is missing from the terms or has lapsed.

    Codes: `terms.no_quorum`, `terms.no_review_date`, `terms.review_passed`, `terms.no_approver`,
    `terms.no_approval_date`, `terms.no_cadence`, `terms.no_circulation`, `terms.no_minutes`.
    """
    return (*_silences(terms), *_review(terms, today), *_approval(terms))


def ambiguous(terms: TermsVersion) -> tuple[Clause, ...]:
    """The stated clauses that can be read in more than one way, in the order of the terms."""
    return tuple(clause for clause in terms.clauses if clause.ambiguity and clause.is_stated)


def refusals_of_terms(terms: TermsVersion, others: Sequence[TermsVersion] = ()) -> tuple[Refusal, ...]:
    """Every reason this version cannot be adopted beside the others.

    Codes: `terms.same_day`, `terms.review_before_start`, `terms.year_type`, and for a clause, named in
    `field` as "clause:" and its id: `terms.clause_without_quote`, `terms.clause_without_offset`,
    `terms.clause_without_item`,
    `terms.clause_twice`, `terms.quorum_unstated`, `terms.quorum_contradicts`, `terms.quorum_of_too_many`,
    `terms.bad_minutes`, `terms.bad_cadence`.
    """
    found: list[Refusal] = []
    if any(other.id != terms.id and other.in_force_from == terms.in_force_from for other in others):
        sentence = f"Another version is already in force from {day(terms.in_force_from)}."
        found.append(Refusal("terms.same_day", sentence, field="in_force_from"))
    if terms.review_on is not None and terms.review_on < terms.in_force_from:
        sentence = f"The review date, {day(terms.review_on)}, is before the terms are in force."
        found.append(Refusal("terms.review_before_start", sentence, field="review_on"))
    if terms.year_type not in set(YearType):
        found.append(
            Refusal("terms.year_type", "Choose which year the quarters belong to.", field="year_type")
        )
    for clause in terms.clauses:
        found += _refusals_of_clause(clause, terms)
    return tuple(found)


def _silences(terms: TermsVersion) -> list[Gap]:
    found = []
    if terms.of(ClauseKind.QUORUM) is None:
        found.append(
            Gap(
                "terms.no_quorum",
                "No quorum is stated, so whether a meeting was quorate cannot be said.",
            )
        )
    if terms.of(ClauseKind.CADENCE) is None:
        found.append(Gap("terms.no_cadence", "How often the board meets is not stated."))
    if terms.of(ClauseKind.CIRCULATION) is None and terms.of(ClauseKind.AGENDA) is None:
        found.append(Gap("terms.no_circulation", "When agenda and papers go to members is not stated."))
    if terms.of(ClauseKind.MINUTES_TO_MEMBERS) is None:
        found.append(Gap("terms.no_minutes", "When minutes go to members is not stated."))
    return found


def _review(terms: TermsVersion, today: date) -> list[Gap]:
    if terms.review_on is None:
        return [Gap("terms.no_review_date", "The review date is blank.")]
    if terms.review_on < today:
        sentence = f"The terms were to be reviewed by {day(terms.review_on)}. That day has passed."
        return [Gap("terms.review_passed", sentence)]
    return []


def _approval(terms: TermsVersion) -> list[Gap]:
    found = []
    if not terms.approved_by.strip():
        found.append(Gap("terms.no_approver", "Who approved the terms is blank."))
    if terms.approved_on is None:
        found.append(Gap("terms.no_approval_date", "When the terms were approved is blank."))
    return found


def _refusals_of_clause(clause: Clause, terms: TermsVersion) -> list[Refusal]:
    name, beside = KINDS[clause.kind], f"clause:{clause.id}"
    if not clause.is_stated:
        return [_contradiction(name, beside)] if clause.quorum else []
    found = []
    if not clause.quote.strip():
        found.append(("terms.clause_without_quote", "Quote the words of the terms."))
    if clause.kind in OF_A_MEETING and clause.offset is None:
        found.append(("terms.clause_without_offset", "Say how long before or after the meeting."))
    if lacks := _without_item(clause):
        found.append(("terms.clause_without_item", lacks))
    if clause.kind in _ONCE and terms.of(clause.kind) is not clause:
        found.append(("terms.clause_twice", _TWICE.get(clause.kind, "The terms state this twice. Keep one.")))
    if clause.kind is ClauseKind.QUORUM and not _asks_anything(clause):
        found.append(("terms.quorum_unstated", "Say who must be present, or mark it as not stated."))
    found += _of_too_many(clause.quorum)
    if clause.minutes is not None and not 0 < clause.minutes <= _LONGEST_MEETING:
        found.append(("terms.bad_minutes", "A meeting lasts from 1 minute to 24 hours."))
    if clause.times_a_year is not None and not 0 < clause.times_a_year <= 366:
        found.append(("terms.bad_cadence", "Say how many times a year, at least once."))
    return [Refusal(code, f"{name}: {sentence}", field=beside) for code, sentence in found]


def _without_item(clause: Clause) -> str:
    """That what an agenda or the duties would call it is blank: the terms' whole sentence is no title."""
    if clause.kind is ClauseKind.STANDING_ITEM and not clause.item.strip():
        return "Give the title of the item that every agenda has."
    if clause.kind is ClauseKind.REPORTING and not (clause.item.strip() or clause.to.strip()):
        return "Give the title of the report, or say to whom it is made."
    return ""


def _contradiction(name: str, beside: str) -> Refusal:
    sentence = f"{name}: Untick that none is stated, or empty who must be present."
    return Refusal("terms.quorum_contradicts", sentence, field=beside)


def _of_too_many(quorum: Quorum | None) -> list[tuple[str, str]]:
    """That so few members cannot come from so many agencies: nobody speaks for two."""
    tests = quorum.tests if quorum else ()
    members = max((one.n for one in tests if isinstance(one, Count)), default=0)
    agencies = max((one.n for one in tests if isinstance(one, Agencies)), default=0)
    if not members or agencies <= members:
        return []
    said = f"{count(members, 'member')} cannot come from {count(agencies, 'agency', 'agencies')}."
    return [("terms.quorum_of_too_many", f"{said} Ask for as many members as agencies, or more.")]


def _asks_anything(clause: Clause) -> bool:
    return clause.quorum is not None and bool(clause.quorum.tests)
