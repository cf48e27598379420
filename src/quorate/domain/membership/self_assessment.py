"""A yearly self-assessment: each agency says how it kept its members' duties, beside what the records show.

The statements come from the clauses in force and from the group's own principles. Where the records tell of
the same duty, what they show stands beside the answer, and a difference is named, not settled: they may
be wrong, and a member may know better.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, day, spaced
from quorate.domain.membership.attendance import Mark
from quorate.domain.membership.engagement import Engagement, timely_said
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion

MOST_STATEMENTS = 30
LONGEST_STATEMENT = 300
LONGEST_WORDS = 4_000


class Marked(StrEnum):
    """What an agency says of a statement."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    NOT_FOR_US = "not_for_us"


MARKED = {
    Marked.MET: "Met",
    Marked.PARTLY: "Partly met",
    Marked.NOT_MET: "Not met",
    Marked.NOT_FOR_US: "Not for us",
}
"""The words of each mark."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement to mark. `key` says which duty it is about; `source` is the clause's own words, if any."""

    key: str
    words: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What the records show of one duty. `kept` is None where they show nothing either way."""

    said: str
    kept: bool | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted besides engagement: of how many, how many. People who signed, papers passed on."""

    signed: int = 0
    represent: int = 0
    passed_on: int = 0
    to_pass_on: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """What an agency says of one statement: its mark, empty while there is none, and its evidence."""

    mark: str = ""
    words: str = ""


SUGGESTED = {
    "actions": "We completed our actions in the time agreed.",
    "updates": "We said how our actions stand when we were asked.",
    "pass_on": "We passed on to our own people what was sent to us.",
    "learning": "We put the learning of reviews into practice and watched that it lasts.",
    "data": "We reported the data that was agreed.",
}
"""Statements a group may begin from, by what records tell of them; none is drawn from a clause."""


def statements_of(terms: TermsVersion | None) -> tuple[Statement, ...]:
    """The statements that the terms in force give, in the order a member meets those duties.

    A duty the terms do not state is not made up.
    """
    if terms is None:
        return ()
    deputies, meets = terms.of(ClauseKind.SUBSTITUTION), terms.of(ClauseKind.CADENCE)
    decides = terms.of(ClauseKind.AUTHORITY)
    found = [
        _statement("attend", _attend(deputies, decides), deputies or meets),
        _statement("decide", "Whoever came for us could decide without asking first.", decides),
        _statement(
            "sign",
            "Everybody who represents us signed the statement of confidentiality.",
            terms.of(ClauseKind.CONFIDENTIALITY),
        ),
        _statement("papers", "Our papers came in by the day the terms give.", terms.of(ClauseKind.PAPERS_IN)),
    ]
    return tuple(one for one in found if one)


def own_statements(lines: str) -> tuple[Statement, ...]:
    """The group's own statements, one to a line; one of `SUGGESTED` keeps its key. A line counts once."""
    known = {words: key for key, words in SUGGESTED.items()}
    words = dict.fromkeys(filter(None, (spaced(line) for line in lines.splitlines())))
    return tuple(Statement(known.get(one, f"own-{n}"), one) for n, one in enumerate(words, 1))


def records_of(found: Engagement, counts: Counts) -> Mapping[str, Record]:
    """What the records show of a year, by the key of the statement it stands beside."""
    tally = found.tally
    without = sum(one.mark is Mark.DEPUTY_WITHOUT for one in found.counted)
    decided = f"{count(without, 'meeting')} had a deputy without authority" if without else ""
    records = {
        "attend": Record(
            f"Somebody who could decide came to {tally.there} of {count(tally.of, 'meeting')}",
            tally.there == tally.of if tally.of else None,
        ),
        "decide": Record(
            decided or "No deputy without authority came", not without if tally.there or without else None
        ),
        "sign": Record(
            f"{counts.signed} of {count(counts.represent, 'person', 'people')} signed",
            counts.signed == counts.represent if counts.represent else None,
        ),
        "pass_on": Record(
            f"{counts.passed_on} of {count(counts.to_pass_on, 'paper')} confirmed",
            counts.passed_on == counts.to_pass_on if counts.to_pass_on else None,
        ),
    }
    for key, one in (("papers", found.papers), ("actions", found.actions), ("updates", found.updates)):
        said = f"In time: {timely_said(one)}" if one.of else ""
        records[key] = Record(said, not one.is_short if one.of else None)
    return {key: one if one.kept is not None else Record("Nothing counted") for key, one in records.items()}


def difference(said: Said, record: Record | None) -> str:
    """How an answer and the records differ, in a sentence; empty where they do not or nothing is counted.

    >>> difference(Said("met"), Record("2 of 3", kept=False))
    'Says met; the records show otherwise.'
    """
    if record is None or record.kept is None:
        return ""
    if said.mark == Marked.MET and not record.kept:
        return "Says met; the records show otherwise."
    if said.mark == Marked.NOT_MET and record.kept:
        return "Says not met; the records show that it was."
    if said.mark == Marked.NOT_FOR_US:
        return "Says it is not for them; the records show that it is."
    return ""


def refusal_to_open(
    statements: Sequence[Statement], *, due_on: date, today: date, is_open_already: bool
) -> Refusal | None:
    """Why a self-assessment cannot be opened.

    Codes: `assessments.opened_already`, `assessments.no_statement`, `assessments.too_many`,
    `assessments.statement_too_long` and `assessments.due_past`; it may be due today.
    """
    if is_open_already:
        sentence = "That year has a self-assessment already."
        return Refusal("assessments.opened_already", sentence, "Choose another year.", field="year")
    if not statements:
        return Refusal("assessments.no_statement", "Choose or write one statement at least.", field="own")
    if len(statements) > MOST_STATEMENTS:
        sentence = f"These are {len(statements)} statements. Nobody answers more than {MOST_STATEMENTS}."
        return Refusal("assessments.too_many", sentence, field="own")
    if any(len(one.words) > LONGEST_STATEMENT for one in statements):
        sentence = f"Shorten each statement to {LONGEST_STATEMENT} characters."
        return Refusal("assessments.statement_too_long", sentence, field="own")
    if due_on < today:
        sentence = f"{day(due_on)} has passed."
        return Refusal("assessments.due_past", sentence, "Give a day to come.", field="due_on")
    return None


def refusal_to_say(
    keys: Sequence[str], said: Mapping[str, Said], *, closed_on: date | None
) -> Refusal | None:
    """Why an agency's answers cannot be kept. Every statement needs a mark; what is not met in full, words.

    The field is `mark-` or `words-` and the statement's key. Codes: `assessments.closed`,
    `assessments.not_marked`, `assessments.no_words` and `assessments.words_too_long`.
    """
    if closed_on is not None:
        return Refusal("assessments.closed", f"It was closed on {day(closed_on)}.")
    for key in keys:
        one = said.get(key, Said())
        if one.mark not in set(Marked):
            return Refusal("assessments.not_marked", "Say how far it was met.", field=f"mark-{key}")
        if one.mark in (Marked.PARTLY, Marked.NOT_MET) and not one.words.strip():
            sentence = "Say what is missing, and what is being done."
            return Refusal("assessments.no_words", sentence, field=f"words-{key}")
        if len(one.words) > LONGEST_WORDS:
            sentence = f"Shorten it to {LONGEST_WORDS:,} characters."
            return Refusal("assessments.words_too_long", sentence, field=f"words-{key}")
    return None


def is_late(due_on: date, today: date) -> bool:
    """Whether what an agency has to say of a self-assessment still open is late: its last day is in time."""
    return due_on < today


def refusal_to_close(*, closed_on: date | None, answers: int) -> Refusal | None:
    """Why it cannot be closed. Codes: `assessments.closed` and `assessments.nobody_answered`."""
    if closed_on is not None:
        return Refusal("assessments.closed", f"It was closed on {day(closed_on)}.")
    if not answers:
        return Refusal(
            "assessments.nobody_answered",
            "No agency has answered yet.",
            "Remind them, or record what they told you.",
        )
    return None


def _statement(key: str, words: str, clause: Clause | None) -> Statement | None:
    return Statement(key, words, clause.quote) if clause else None


def _attend(deputies: Clause | None, decides: Clause | None) -> str:
    if deputies is None or deputies.sends_deputy is False:
        return "We came to every meeting."
    authority = " with authority to decide" if deputies.deputy_authority or decides else ""
    briefed = ", briefed" if deputies.deputy_briefed else ""
    return f"We came to every meeting, or sent a deputy{authority}{briefed}."
