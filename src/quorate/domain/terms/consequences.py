"""What each clause makes happen here, in words: shown beside the clause it comes from."""

from collections.abc import Callable

from quorate.domain.calendar.wording import UNIT_WORDS, describe
from quorate.domain.kernel.words import count, listed
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion, is_from_receipt
from quorate.domain.terms.quorum_words import in_words, who_counts

KINDS: dict[ClauseKind, str] = {
    ClauseKind.CADENCE: "How often the board meets",
    ClauseKind.DURATION: "Length of meetings",
    ClauseKind.NOTICE: "Notice of meetings",
    ClauseKind.PAPERS_IN: "Papers in",
    ClauseKind.CIRCULATION: "Papers to members",
    ClauseKind.AGENDA: "Agenda to members",
    ClauseKind.MINUTES_TO_CHAIR: "Minutes to the chair",
    ClauseKind.MINUTES_TO_MEMBERS: "Minutes to members",
    ClauseKind.QUORUM: "Quorum",
    ClauseKind.CHAIR: "Chair",
    ClauseKind.VICE_CHAIR: "Vice-chair",
    ClauseKind.SECRETARY: "Secretary",
    ClauseKind.EXPRESSION_OF_INTEREST: "Expressions of interest",
    ClauseKind.SUBSTITUTION: "Deputies",
    ClauseKind.AUTHORITY: "Authority to decide",
    ClauseKind.CONFIDENTIALITY: "Confidentiality",
    ClauseKind.LIFE_SPAN: "Life span",
    ClauseKind.REPORTING: "Reporting",
    ClauseKind.STANDING_ITEM: "Standing agenda item",
    ClauseKind.REVIEW: "Review of these terms",
    ClauseKind.MEMBERSHIP_REVIEW: "Review of membership",
    ClauseKind.WORKPLAN: "Workplan",
}

_OFFICES = frozenset({ClauseKind.CHAIR, ClauseKind.VICE_CHAIR, ClauseKind.SECRETARY})
_YEARLY = {1: "once a year", 2: "twice a year"}


def may_deputise(terms: TermsVersion | None) -> bool:
    """Whether the terms let a member send a deputy, as `consequence` says; without a clause they do not."""
    clause = terms.of(ClauseKind.SUBSTITUTION) if terms else None
    return clause is not None and clause.is_stated and clause.sends_deputy is not False


def consequence(clause: Clause) -> str:
    """What follows from the clause, in one or two sentences; for a silent one, what cannot be said."""
    if not clause.is_stated:
        return _NOT_STATED.get(clause.kind, "None stated, so nothing is asked and nothing is counted.")
    said = _SAYINGS[clause.kind](clause)
    names_holder = clause.kind in _OFFICES
    return (
        f"{said} It falls to {_the(clause.who)}."
        if clause.who and clause.offset and not names_holder
        else said
    )


def _the(who: str) -> str:
    """Somebody in the middle of a sentence; one known by capitals alone takes no article."""
    bare = who[4:] if who.lower().startswith("the ") else who
    first = bare.split()[0] if bare.split() else ""
    return bare if len(first) > 1 and first.isupper() and bare == who else f"the {bare}"


def _offset(clause: Clause, what: str, then: str) -> str:
    if clause.offset is None:
        return f"{what} on a day the terms do not give."
    anchor = clause.anchor if clause.anchor not in ("", "meeting") else "the meeting"
    return f"{what} {describe(clause.offset)} {anchor} at the latest. {then}"


def _cadence(clause: Clause) -> str:
    times = clause.times_a_year
    if times is None and clause.offset:
        every = count(clause.offset.n, UNIT_WORDS[clause.offset.unit])
        return f"One meeting falls within {every} of the last. None is counted as missing."
    if times is None:
        return "No meeting is ever counted as missing: the terms give no number."
    if times == 4:
        return "One meeting falls in each quarter of the year. A quarter that ends without one is overdue."
    if times > 1 and 12 % times == 0:
        return f"One meeting falls in each {12 // times} months of the year."
    return f"{count(times, 'meeting')} in each year."


def _quorum(clause: Clause) -> str:
    rule = clause.quorum
    if rule is None or not rule.tests:
        return _NOT_STATED[ClauseKind.QUORUM]
    said = f"A meeting is quorate with {in_words(rule)}, tested whenever somebody comes or goes."
    return " ".join([said, *who_counts(rule)])


def _reporting(clause: Clause) -> str:
    from_whom = f" from {_the(clause.who)}" if clause.who else ""
    to = f" to {_the(clause.to) if clause.to else 'those named'}"
    what = f"“{clause.item}”" if clause.item else "A report"
    if clause.times_a_year is None:
        return f"{what}{from_whom}{to} is made when it is asked for. None is ever overdue."
    return f"{what}{from_whom}{to} is due {_often(clause.times_a_year)}."


def _standing(clause: Clause) -> str:
    said = clause.item or clause.reading
    return f"Every agenda proposes “{said}”." if said else "No title is given, so no agenda can propose it."


def _duration(clause: Clause) -> str:
    if clause.minutes is None:
        return "No length is known, so no minutes are suggested for items."
    return f"The items of an agenda are fitted into {count(clause.minutes, 'minute')}."


def _interest(clause: Clause) -> str:
    if clause.offset is None:
        return "Anyone may ask to join. No day is given for the answer."
    due = f"An answer is due {describe(clause.offset)} {clause.anchor or 'receiving it'}."
    return due if is_from_receipt(clause.anchor) else f"{due} No day is shown, as it is not from receipt."


def _office(what: str, then: str) -> Callable[[Clause], str]:
    """Who holds an office, who appoints to it and for how long, as far as it is said; and what it does."""

    def said(clause: Clause) -> str:
        parts = []
        if clause.who:
            parts.append(f"is {clause.who}")
        if clause.by:
            comes_from = clause.by.lower().startswith("from ")
            parts.append(f"comes {clause.by}" if comes_from else f"is appointed by {_the(clause.by)}")
        if clause.offset:
            parts.append(f"serves {count(clause.offset.n, UNIT_WORDS[clause.offset.unit])}")
        return f"The {what} {listed(parts)}. {then}" if parts else then

    return said


def _substitution(clause: Clause) -> str:
    if clause.sends_deputy is False:
        return "No deputy may attend for a member: whoever comes in a member’s place is a guest."
    asked = []
    if clause.deputy_briefed:
        asked.append("is briefed first")
    if clause.deputy_authority:
        asked.append("is given authority to decide")
    first = f"A deputy may attend for a member{f', and {listed(asked)}' if asked else ''}."
    return f"{first} One without authority is present, and the seat’s duty is not met."


def _review(clause: Clause) -> str:
    dated = "The terms are due for review by their review date, and overdue after it."
    if clause.times_a_year:
        often = f"The terms are looked at {_often(clause.times_a_year)}"
    elif clause.offset:
        often = f"The terms are looked at {describe(clause.offset)} {clause.anchor or 'the last review'}"
    else:
        return dated
    return f"{often}, counted from their adoption until a review is recorded. A review date goes first."


def _often(times: int) -> str:
    return _YEARLY.get(times, f"{times} times a year")


def _membership_review(clause: Clause) -> str:
    if clause.offset is None:
        months = 12 // min(clause.times_a_year or 1, 12)
        return f"Membership is reviewed within {count(months, 'month')} of the last review."
    return f"Membership is reviewed {describe(clause.offset)} {clause.anchor or 'the last review'}."


def _workplan(clause: Clause) -> str:
    if clause.offset is None:
        return "A workplan is in place when each year begins."
    return f"A workplan is agreed each year, {describe(clause.offset)} {clause.anchor or 'its start'}."


def _plain(sentence: str) -> Callable[[Clause], str]:
    return lambda _: sentence


def _timed(what: str, then: str) -> Callable[[Clause], str]:
    return lambda clause: _offset(clause, what, then)


_SAYINGS: dict[ClauseKind, Callable[[Clause], str]] = {
    ClauseKind.CADENCE: _cadence,
    ClauseKind.DURATION: _duration,
    ClauseKind.NOTICE: _timed("Members are told of the meeting", "Later than that is shown as late."),
    ClauseKind.PAPERS_IN: _timed(
        "Papers reach the coordinator", "A paper after that is marked with how many working days late it is."
    ),
    ClauseKind.CIRCULATION: _timed(
        "Agenda and papers go to members",
        "Later than that needs the chair’s agreement, recorded as a waiver.",
    ),
    ClauseKind.AGENDA: _timed(
        "The agenda goes to members", "Later than that needs the chair’s agreement, recorded as a waiver."
    ),
    ClauseKind.MINUTES_TO_CHAIR: _timed("Minutes go to the chair", "Later than that is shown as late."),
    ClauseKind.MINUTES_TO_MEMBERS: _timed("Minutes go to members", "Later than that is shown as late."),
    ClauseKind.QUORUM: _quorum,
    ClauseKind.CHAIR: _office("chair", "The chair may agree to a waiver of these terms."),
    ClauseKind.VICE_CHAIR: _office("vice-chair", "The vice-chair may agree to a waiver of these terms."),
    ClauseKind.SECRETARY: _office(
        "secretary", "The secretary runs the meeting’s timetable with the coordinator."
    ),
    ClauseKind.EXPRESSION_OF_INTEREST: _interest,
    ClauseKind.SUBSTITUTION: _substitution,
    ClauseKind.AUTHORITY: _plain("Each appointment records that the member may decide for the agency."),
    ClauseKind.CONFIDENTIALITY: _plain(
        "Each appointment records when the confidentiality statement was signed."
    ),
    ClauseKind.LIFE_SPAN: _plain("Shown with the terms. Nothing is counted from it."),
    ClauseKind.REPORTING: _reporting,
    ClauseKind.STANDING_ITEM: _standing,
    ClauseKind.REVIEW: _review,
    ClauseKind.MEMBERSHIP_REVIEW: _membership_review,
    ClauseKind.WORKPLAN: _workplan,
}

_NOT_STATED: dict[ClauseKind, str] = {
    ClauseKind.QUORUM: "No quorum is stated. Attendance is recorded; whether it was enough is not said.",
    ClauseKind.REVIEW: "No review is stated. The terms are shown as having no review date.",
}
