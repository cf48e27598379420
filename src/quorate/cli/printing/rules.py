"""`docs/rules.md`: the rules in words a board secretary uses, with answers asked of the rules themselves."""

from quorate.cli.demonstration.content import places
from quorate.cli.demonstration.content.shapes import Place
from quorate.cli.printing import rule_examples as examples
from quorate.cli.printing.markdown import code, table
from quorate.cli.printing.markdown import page as whole
from quorate.domain.kernel.words import day
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion
from quorate.domain.terms.consequences import KINDS, consequence
from quorate.domain.terms.deputies import settled


def page() -> str:
    """The whole page."""
    return whole(
        "The rules, for whoever keeps a board",
        "What Quorate counts, and how. Every answer below was worked out by the same rules that work on your "
        "board, on the day this page was printed. The first part is for reading through; the tables of two "
        "boards’ own clauses at the end are for looking up.",
        *_counting(),
        *_quorum(),
        *_meetings(),
        *_membership(),
        *_year(),
        *_law(),
        "## What a clause does",
        "A board’s terms of reference are kept as clauses. Each has a kind, the words it stands in, the "
        "reading chosen, and what follows. A kind the terms are silent on reads “none stated”, and is never "
        "filled with a usual value.",
        table(("Kind", "Name"), [(KINDS[kind], code(kind.value)) for kind in ClauseKind]),
        *(part for place in places() for part in _place(place)),
    )


def _counting() -> list[str]:
    return [
        "## How days are counted",
        "A unit is never turned into another: a week is seven calendar days, not five working days. The day "
        "counted from is not counted itself, except in a period “beginning with” it. Working days leave out "
        "weekends and bank holidays of England and Wales. The days your council is closed stay working days, "
        "because that is what terms count: where a date is worked out across one, its working names it. "
        "“Clear” days leave out both ends. A thing is in time if it is done on its last day. A month means "
        "its last day.",
        examples.counting(),
    ]


def _quorum() -> list[str]:
    return [
        "## The quorum",
        "Asked again whenever somebody comes, leaves or withdraws, for each item, by the terms in force on "
        "the "
        "meeting’s date. Nobody counts twice, vacant seats never count, and directorates of a council are "
        "one "
        "agency unless the terms say otherwise. Whoever withdraws for a conflict is not counted for that "
        "item. Terms that name an agency mean it by the name it had then, and name a council with its "
        "directorates. A meeting ends for everybody at once: its last item stands as it was until people "
        "went home.",
        "Here the terms ask for five members from at least three agencies.",
        examples.quorum(),
        "A deputy counts as the clause says. Where it says nothing, one with authority to decide for the "
        "agency counts; one without is present and does not fill the seat. Nobody stands in for a vacant "
        "seat. The agency a deputy brings is the one they work for: a colleague brings the member’s, and "
        "somebody of another agency their own.",
        "A decision taken without a quorum is recorded with a waiver that the chair or the vice-chair agreed "
        "to, and waits until a later quorate meeting ratifies it. The record of the room says how it stood: "
        "where that is put right after the decision was written, both are shown, and the minutes are not "
        "approved until the decision is saved again. A decision of which nobody knows whether it was quorate "
        "ratifies another only with a waiver.",
    ]


def _meetings() -> list[str]:
    parts = ["## The timetable of a meeting", "Each clause with a day gives a step. No clause, no step."]
    for place in places():
        for group, versions in place.terms.items():
            name = next(one.name for one in place.groups if one.key == group)
            parts += [f"### {name}", examples.steps(versions[-1])]
    return [
        *parts,
        "A paper after its day is marked with how many working days late it is and whose it was. Papers that "
        "go out after their day need a waiver: which clause, why, who agreed and when. Days move when the "
        "meeting is moved, and with terms that come into force between notice and meeting: the meeting is "
        "judged by those of its own date.",
        "## Minutes",
        examples.minutes(),
        "Until they are approved, minutes are changed freely. From then on a minute is changed only by an "
        "amendment that keeps what it said. The days for sending them run from the meeting, or from the day "
        "the chair approved them where the clause counts from that.",
    ]


def _membership() -> list[str]:
    return [
        "## Membership and its clocks",
        "A seat is held from a day to a day, both included. A vacant seat shows for how long. An expression "
        "of interest is answered within the days the terms give, the day it came being day 0. Nothing "
        "restricted is shown to anybody before they signed the confidentiality statement. Membership is "
        "reviewed within twelve months of the last review, where the terms ask for it.",
        "By section 58 of the Domestic Abuse Act 2021 a board has at least one person for each of these. The "
        "authority says who appears to it to represent whom, with the day and the reason.",
        examples.represented(),
        f"Attendance counts the days somebody was appointed, and no others. A percentage is to the nearest "
        f"whole number, and none is given of fewer than {examples.fewest()}.",
    ]


def _year() -> list[str]:
    return [
        "## The year against the terms",
        "Each clause stands beside each meeting of the year, and each meeting is judged by the terms in "
        "force "
        "on its date. Counts are of what can be judged: “3 of 4” is three kept of four. Papers are counted "
        "one "
        "by one. A reader’s counts are of the meetings that reader may know of.",
        examples.kept(),
        "The quorum is judged while the meeting is under way: from the first item taken, or from when it "
        "began "
        "where no item was recorded. People arriving and an empty room break no quorum.",
    ]


def _law() -> list[str]:
    return [
        "## Duties of law",
        "The duties are the council’s, and the board advises. Nothing here is legal advice.",
        examples.law(),
        examples.review(),
        "## Definitions of domestic abuse",
        "A paper that quotes a definition which no longer held on the day of its meeting is marked. One that "
        "quotes the present definition too is not.",
        examples.definitions(),
    ]


def _place(place: Place) -> list[str]:
    parts = []
    for group, versions in place.terms.items():
        name = next(one.name for one in place.groups if one.key == group)
        for version in versions:
            parts += [f"### {name}", _terms(version)]
    return parts


def _follows(clause: Clause, version: TermsVersion) -> str:
    return consequence(settled(clause, version.clauses))


def _terms(version: TermsVersion) -> str:
    rows = [
        (KINDS[clause.kind], _words(clause), clause.reading, _follows(clause, version), clause.ambiguity)
        for clause in version.clauses
    ]
    said = f"{version.label}, in force from {day(version.in_force_from)}."
    headings = ("Kind", "The words", "Read as", "What follows", "Could be read otherwise")
    return f"{said}\n\n{table(headings, rows)}"


def _words(clause: Clause) -> str:
    return f"“{clause.quote.rstrip('.')}”" if clause.quote else "none"
