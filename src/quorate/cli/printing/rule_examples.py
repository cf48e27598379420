"""Worked examples for the rules manual: each answer is asked of the rules as the page is printed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from quorate.cli.printing.markdown import table
from quorate.domain.calendar.holidays import england_and_wales
from quorate.domain.calendar.offsets import deadline
from quorate.domain.calendar.reading import read_offset
from quorate.domain.kernel.words import count, day, weekday
from quorate.domain.meetings.compliance import KEPT_NAMES, NOT_RECORDED, Kept
from quorate.domain.meetings.facts import MeetingFacts
from quorate.domain.meetings.minutes import MINUTES_NAMES, MINUTES_SENTENCES, MinutesState
from quorate.domain.meetings.timetable import timetable
from quorate.domain.membership.attendance import FEWEST
from quorate.domain.membership.coverage import REPRESENTED
from quorate.domain.membership.facts import AgencyFacts, Presence, SeatClass, SeatFacts
from quorate.domain.membership.quorum import quorum_verdict
from quorate.domain.terms.clauses import TermsVersion
from quorate.domain.terms.definitions import DEFINITIONS
from quorate.domain.terms.law import LAW, cycle_on
from quorate.domain.terms.quorum import Agencies, Count, Quorum

MEETS_ON = date(2027, 1, 14)
PUBLISHED = date(2021, 12, 21)

_COUNCIL, _HOUSING = AgencyFacts("council", "the council"), AgencyFacts("housing", "Housing", "council")
_AGENCIES = (
    _COUNCIL,
    _HOUSING,
    AgencyFacts("police", "the police"),
    AgencyFacts("charity", "a charity"),
    AgencyFacts("health", "health"),
)
_FIVE_FROM_THREE = Quorum((Count(5), Agencies(3)))
_SEATS = {
    **{f"council {n}": "council" if n < 4 else "housing" for n in range(1, 6)},
    "police": "police",
    "charity": "charity",
    "health": "health",
}
_WORDINGS = (
    "no later than 10 working days before the meeting",
    "7 working days before the meeting",
    "one week prior to the meeting",
    "within one week of the meeting",
    "within 2 weeks of the meeting",
    "five clear working days before the meeting",
    "within 28 days of receipt",
    "within 28 days beginning with the date of receipt",
)


def counting() -> str:
    """How boards' wordings are counted from a meeting on one day."""
    rows = []
    for wording in _WORDINGS:
        read = read_offset(wording)
        if read.offset is None:
            raise AssertionError(f"{wording!r} is not read")
        answer = deadline(read.offset, MEETS_ON, england_and_wales(), read.anchor)
        rows.append((f"“{wording}”", _day(answer.on), answer.working))
    return table(("The terms say", f"Counted from {weekday(MEETS_ON)}", "How"), rows)


def _seat(key: str) -> SeatFacts:
    return SeatFacts(
        id=key, title=key.capitalize(), agency_id=_SEATS[key], seat_class=SeatClass.CORE, is_held=True
    )


def _here(key: str, *, deputy: bool = False, authority: bool = True, adviser: bool = False) -> Presence:
    return Presence(
        person_id=f"{key} in person",
        seat_id=key,
        agency_id=_SEATS[key],
        seat_class=SeatClass.ADVISORY if adviser else SeatClass.CORE,
        is_deputy=deputy,
        has_authority=authority,
        title=key.capitalize(),
    )


def _verdict(rule: Quorum | None, present: Sequence[Presence], unable: Iterable[str] = ()) -> str:
    seats = [_seat(key) for key in _SEATS]
    found = quorum_verdict(
        rule=rule, present=present, seats=seats, agencies=_AGENCIES, unable=frozenset(unable)
    )
    return f"{found.sentence} {found.cure}".strip()


def quorum() -> str:
    """A board whose terms ask for five members from three agencies, as people come and go."""
    five = [_here(f"council {n}") for n in range(1, 6)]
    police, charity = _here("police"), _here("charity")
    four, without = five[:3], _here("police", deputy=True, authority=False)
    asked = (
        ("Five members of one council, two of them from its housing directorate", five, ()),
        ("The police arrive", [*five, police], ()),
        ("A charity arrives too", [*five, police, charity], ()),
        ("The charity bids for the next item and withdraws from it", [*five, police], ("charity",)),
        ("Three of the council, the charity, and a deputy of the police with authority",
         [*four, charity, _here("police", deputy=True)], ()),
        ("The same, but the deputy has no authority", [*four, charity, without], ()),
        ("The same, and an adviser comes", [*four, charity, without, _here("health", adviser=True)], ()),
        ("Three of the council, the charity, and a deputy of the police who works for the council",
         [*four, charity, replace(_here("police", deputy=True), agency_id="council")], ()),
    )  # fmt: skip
    rows = [(said, _verdict(_FIVE_FROM_THREE, present, away)) for said, present, away in asked]
    rows.append(("Terms that state no quorum, whoever comes", _verdict(None, [*five, police])))
    return table(("In the room", "What is said"), rows)


def steps(terms: TermsVersion) -> str:
    """The timetable of a meeting under these terms."""
    made = timetable(
        terms=terms,
        meeting=MeetingFacts("example", MEETS_ON),
        calendar=england_and_wales(),
        today=MEETS_ON.replace(year=MEETS_ON.year - 1),
        started_on=terms.in_force_from,
    )
    rows = [
        (
            step.title,
            step.rule or "–",
            weekday(step.due_on) if step.due_on else "Not known",
            step.working or "–",
        )
        for step in made
    ]
    return table(("Step", "Rule", "Last day", "How"), rows)


def _day(on: date | None) -> str:
    return weekday(on) if on else "Not known"


def minutes() -> str:
    """How far minutes have got, in order."""
    return table(
        ("Minutes are", "Which means"), [(MINUTES_NAMES[s], MINUTES_SENTENCES[s]) for s in MinutesState]
    )


def represented() -> str:
    """Whom a board represents by law."""
    return "\n".join(f"- {words}" for words in REPRESENTED.values())


def kept() -> str:
    """What is said of a clause at a meeting."""
    said = {
        Kept.KEPT: "It was done on or before its day, or was so throughout. Counted.",
        Kept.NOT_KEPT: "It was done later or not at all. Counted, with by how much.",
        Kept.WAIVED: "As above, and the chair or the vice-chair agreed to it. Counted as not kept.",
        Kept.NOT_KNOWN: f"Nobody recorded it. Counted neither way. Of a room: “{NOT_RECORDED}”",
        Kept.TO_COME: "Its day is not over. Not counted.",
        Kept.NOT_OWED: "The meeting was cancelled. Not counted.",
    }
    return table(("Said", "When"), [(KEPT_NAMES[each], words) for each, words in said.items()])


def law() -> str:
    """The duties of law, each with its source and how it is read."""
    return table(
        ("Duty", "Source", "What it asks", "How it is read"),
        [(rule.title, rule.source, rule.asks, rule.warning or "As it stands.") for rule in LAW.values()],
    )


def review() -> str:
    """An example of the three years of a strategy."""
    cycle = cycle_on(PUBLISHED, PUBLISHED)
    return f"A strategy first published on {day(PUBLISHED)} is reviewed by {day(cycle.ends_on)}."


def definitions() -> str:
    """The definitions of domestic abuse by their days."""
    return table(
        ("Definition", "From", "Source"), [(one.name, day(one.from_on), one.source) for one in DEFINITIONS]
    )


def fewest() -> str:
    """From how many meetings a share is given."""
    return count(FEWEST, "meeting")
