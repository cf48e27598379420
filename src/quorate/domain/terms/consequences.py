"""What each clause makes happen here, in words: shown beside the clause it comes from."""

from collections.abc import Callable

from quorate.domain.calendar.wording import describe
from quorate.domain.kernel.words import count
from quorate.domain.terms.clauses import Clause, ClauseKind
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

_YEARLY = {1: "once a year", 2: "twice a year"}


def consequence(clause: Clause) -> str:
    """What follows from the clause, in one or two sentences; for a silent one, what cannot be said."""
    if not clause.is_stated:
        return _NOT_STATED.get(clause.kind, "None stated, so nothing is asked and nothing is counted.")
    said = _SAYINGS[clause.kind](clause)
    return f"{said} It falls to {_the(clause.who)}." if clause.who and clause.offset else said


def _the(who: str) -> str:
    return f"the {who[4:] if who.lower().startswith('the ') else who}"


def _offset(clause: Clause, what: str, then: str) -> str:
    if clause.offset is None:
        return f"{what} on a day the terms do not give."
    anchor = clause.anchor if clause.anchor not in ("", "meeting") else "the meeting"
    return f"{what} {describe(clause.offset)} {anchor} at the latest. {then}"


def _cadence(clause: Clause) -> str:
    times = clause.times_a_year
    if times is None:
        return "No meeting is ever counted as missing: the terms give no number."
    if times == 4:
        return "One meeting falls in each quarter of the year. A quarter that ends without one is overdue."
    if 12 % times == 0 and times > 1:
        return f"One meeting falls in each {12 // times} months of the year."
    return f"{count(times, 'meeting')} in each year."


def _quorum(clause: Clause) -> str:
    rule = clause.quorum
    if rule is None or not rule.tests:
        return _NOT_STATED[ClauseKind.QUORUM]
    said = f"A meeting is quorate with {in_words(rule)}, tested whenever somebody comes or goes."
    return " ".join([said, *who_counts(rule)])


def _reporting(clause: Clause) -> str:
    what = f"“{clause.item}”" if clause.item else f"A report to {clause.to or 'those named'}"
    times = clause.times_a_year
    if times is None:
        return f"{what} is made when it is asked for. None is ever overdue."
    return f"{what} is due {_YEARLY.get(times, f'{times} times a year')}."


def _duration(clause: Clause) -> str:
    if clause.minutes is None:
        return "No length is known, so no minutes are suggested for items."
    return f"The items of an agenda are fitted into {count(clause.minutes, 'minute')}."


def _interest(clause: Clause) -> str:
    if clause.offset is None:
        return "Anyone may ask to join. No day is given for the answer."
    return f"An answer is due {describe(clause.offset)} {clause.anchor or 'receiving it'}."


def _membership_review(clause: Clause) -> str:
    if clause.offset is None:
        return "Membership is reviewed within 12 months of the last review."
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
    ClauseKind.CHAIR: _plain("The chair may agree to a waiver of these terms."),
    ClauseKind.VICE_CHAIR: _plain("The vice-chair may agree to a waiver of these terms."),
    ClauseKind.SECRETARY: _plain("The secretary runs the meeting’s timetable with the coordinator."),
    ClauseKind.EXPRESSION_OF_INTEREST: _interest,
    ClauseKind.SUBSTITUTION: _plain(
        "A deputy may attend for a member. One without authority is present, and the seat’s duty is not met."
    ),
    ClauseKind.AUTHORITY: _plain("Each appointment records that the member may decide for the agency."),
    ClauseKind.CONFIDENTIALITY: _plain(
        "Each appointment records when the confidentiality statement was signed."
    ),
    ClauseKind.LIFE_SPAN: _plain("Shown with the terms. Nothing is counted from it."),
    ClauseKind.REPORTING: _reporting,
    ClauseKind.STANDING_ITEM: lambda clause: f"Every agenda proposes “{clause.item or clause.reading}”.",
    ClauseKind.REVIEW: _plain("The terms are due for review by their review date, and overdue after it."),
    ClauseKind.MEMBERSHIP_REVIEW: _membership_review,
    ClauseKind.WORKPLAN: _workplan,
}

_NOT_STATED: dict[ClauseKind, str] = {
    ClauseKind.QUORUM: "No quorum is stated. Attendance is recorded; whether it was enough is not said.",
    ClauseKind.REVIEW: "No review is stated. The terms are shown as having no review date.",
}
