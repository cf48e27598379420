"""A full pack of the fictional Marlhaven partnership, and one with nothing in it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from quorate.domain.kernel.chart import Edge, Node, lay_out
from quorate.domain.kernel.drawing import drawing
from quorate.domain.meetings.agenda import Purpose
from quorate.domain.packs.agenda import timed
from quorate.domain.packs.content import (
    ActionTable,
    AgendaLine,
    BriefItem,
    ChairsBrief,
    DutyState,
    ExceptionSheet,
    PackContent,
    PaperLine,
    PlanSummary,
    Standing,
    Structure,
    StructureGroup,
    TableRow,
    TimetableLine,
)
from quorate.domain.packs.press import ItemFacts, LatePaper, what_to_press
from quorate.domain.packs.standings import StandingFact, by_outcome, worst_first

TWO_DAYS = "2 working days late"

MADE_AT = datetime(2027, 1, 5, 15, 30, tzinfo=UTC)

AGENDA = timed(
    (
        AgendaLine("1", "Welcome, apologies and interests", Purpose.NOTE, 5, None, "Chair"),
        AgendaLine(
            "2",
            "Minutes of 15 October 2026 and the action log",
            Purpose.DECIDE,
            10,
            None,
            "Chair",
            ("Minutes, 15 October 2026",),
            "Agree the minutes as a true record.",
        ),
        AgendaLine(
            "3",
            "Where the strategy’s work plan stands",
            Purpose.DISCUSS,
            25,
            None,
            "Partnership coordinator",
            ("Work plan, position at 31 December 2026",),
            "Say how the two actions waiting on money are to go on.",
        ),
        AgendaLine(
            "4",
            "Figures for July to September 2026",
            Purpose.NOTE,
            15,
            None,
            "Analyst, public health",
            ("Quarter 2 figures", "Note on late returns"),
        ),
        AgendaLine(
            "5",
            "High-risk panel: volumes and capacity",
            Purpose.ADVISE,
            20,
            None,
            "Detective superintendent, public protection",
            ("High-risk panel, six months",),
            "Advise the council whether a second weekly panel should be paid for until March 2028.",
        ),
        AgendaLine(
            "6",
            "Safe accommodation needs assessment",
            Purpose.DECIDE,
            20,
            None,
            "Head of commissioning",
            ("Needs assessment 2026, draft 3",),
            "Adopt the needs assessment for consultation.",
        ),
        AgendaLine("7", "Any other business", Purpose.NOTE, 5, None, "Chair"),
        AgendaLine("R1", "Learning from a review in progress", Purpose.DISCUSS, 20, None, "Review chair"),
    ),
    starts_at=time(10),
)

TIMETABLE = (
    TimetableLine(
        "Papers to the secretary",
        date(2026, 12, 29),
        "Ten working days before Thursday 14 January 2027, leaving out 25 and 28 December and 1 January.",
        DutyState.LATE,
        2,
        date(2026, 12, 31),
        "Terms of reference, paragraph 6.2",
    ),
    TimetableLine(
        "Agenda and papers to members",
        date(2027, 1, 5),
        "Seven working days before Thursday 14 January 2027.",
        DutyState.MISSED,
        1,
        None,
        "Terms of reference, paragraph 6.3",
    ),
    TimetableLine("Meeting", date(2027, 1, 14), "Set by the board.", DutyState.TO_COME),
    TimetableLine(
        "Minutes to members",
        date(2027, 1, 28),
        "Ten working days after Thursday 14 January 2027.",
        DutyState.TO_COME,
        0,
        None,
        "Terms of reference, paragraph 6.5",
    ),
    TimetableLine("Review of the terms", date(2019, 8, 31), "Once a year.", DutyState.BEFORE_RECORDS),
)

OUTCOMES = (
    "Victims and survivors come first",
    "Prevention and early help",
    "Children and young people",
    "People who cause harm are held to account",
    "Partners work as one",
)


COUNTED = (
    Standing.COMPLETE,
    Standing.ON_TRACK,
    Standing.AT_RISK,
    Standing.OFF_TRACK,
    Standing.WAITING,
    Standing.NOT_STARTED,
)
COUNTS = (
    (4, 3, 1, 1, 0, 0),
    (2, 4, 2, 0, 0, 1),
    (1, 3, 3, 2, 1, 0),
    (2, 3, 2, 3, 0, 2),
    (0, 0, 0, 0, 0, 4),
)


def standing_facts() -> list[StandingFact]:
    return [
        StandingFact(outcome, standing)
        for outcome, row in zip(OUTCOMES, COUNTS, strict=True)
        for standing, n in zip(COUNTED, row, strict=True)
        for _ in range(n)
    ]


EXCEPTIONS = worst_first(
    (
        ExceptionSheet(
            "2c",
            "Look again at how police referrals reach adult safeguarding",
            Standing.AT_RISK,
            "No lead",
            "Strategy work plan",
            OUTCOMES[0],
            "",
            "March 2027",
            "",
            None,
            "",
            "“To be confirmed” since June 2026",
            0,
            "The board names a lead agency.",
        ),
        ExceptionSheet(
            "5.1",
            "Agree and publish a plan for earlier referral to the perpetrator service",
            Standing.OFF_TRACK,
            "Overdue 74 days",
            "Strategy work plan",
            OUTCOMES[3],
            "Head of service, housing",
            "31 October 2026",
            "Draft pathway shared with two of five agencies. "
            "Workshop held with probation and the charity that runs the service.",
            date(2026, 9, 30),
            "No money for the second caseworker after March.",
            "Waiting on funding since March 2026; no update from lead for two rounds",
            74,
            "A decision on bridging money by 31 January 2027.",
        ),
        ExceptionSheet(
            "1c",
            "Open the partnership helpline in the evening",
            Standing.WAITING,
            "Waiting",
            "Strategy work plan",
            OUTCOMES[1],
            "Chief executive, support charity",
            "Once 1a is done",
            "The co-ordinator has been in post since September.",
            date(2026, 12, 1),
            "Waits on 1a, which is complete: the lead has been told.",
            "Since June 2026",
            0,
        ),
    )
)

HEADINGS = ("No.", "Action", "Lead", "Target date", "What success looks like", "Progress", "Challenge")


def action_table(rows: int = 24) -> ActionTable:
    found = []
    for n in range(rows):
        if n % 6 == 0:
            found.append(TableRow((f"Objective {n // 6 + 1}: {OUTCOMES[n // 6 % 5]}",), 0, True))
        found.append(
            TableRow(
                (
                    f"{n // 6 + 1}.{n % 6 + 1}",
                    "Write down the route from first contact to support, "
                    "and test it with people who have used it.",
                    ("Housing", "Police; adult social care", "To be confirmed")[n % 3],
                    ("31 March 2027", "Ongoing", "June 2026\nDecember 2026")[n % 3],
                    "Fewer than one in ten people are asked to tell their story twice.",
                    "Route drawn with four agencies.\n"
                    "Two sessions held with the survivors’ group; a third is set for February.",
                    "" if n % 3 else "The health trust’s analyst post is empty.",
                ),
                1,
            )
        )
    return ActionTable(
        "Strategy work plan",
        HEADINGS,
        tuple(found),
        (5, 24, 12, 11, 20, 26, 16),
        "In the board’s own columns, as at 31 December 2026.",
    )


PAPERS = (
    PaperLine("2", "Minutes, 15 October 2026", True),
    PaperLine("3", "Work plan, position at 31 December 2026", False, "", "a Word file"),
    PaperLine("4", "Quarter 2 figures", False, TWO_DAYS, "an Excel file"),
    PaperLine("5", "High-risk panel, six months", True, TWO_DAYS),
    PaperLine("6", "Needs assessment 2026, draft 3", True),
)


def full_pack(rows: int = 24) -> PackContent:
    return PackContent(
        partnership="Marlhaven Domestic Abuse Partnership",
        group="Strategic partnership board",
        meeting_on=date(2027, 1, 14),
        made_at=MADE_AT,
        starts_at=time(10),
        ends_at=time(12),
        place="Committee room 2, Civic Centre, Marlhaven",
        marking="OFFICIAL",
        edition="partnership edition",
        headline="Three decisions are wanted. Three actions need attention, "
        "one of them 74 days overdue for want of money; two papers came late.",
        agenda=AGENDA,
        timetable=TIMETABLE,
        waivers=(
            "Papers went out one working day late (terms of reference, paragraph 6.3): "
            "the bank holidays. Agreed by the chair on 4 January 2027.",
        ),
        plans=(PlanSummary("Strategy work plan", date(2026, 12, 31), by_outcome(standing_facts())),),
        exceptions=EXCEPTIONS,
        tables=(action_table(rows),),
        data_notes=(
            "Figures for the hospital trust were not received: totals leave it out.",
            "Counts from 1 to 4, and any that would give them away, are withheld and shown as [c].",
        ),
        papers=PAPERS,
        structure=structure(),
    )


def structure() -> Structure:
    """A board that reports to a body outside, with a group under it."""
    nodes = (
        Node("b", "Strategic partnership board", "Board"),
        Node("o", "Operational group", "Operational group"),
        Node("c", "Safe City Partnership", "Outside body", is_outside=True),
    )
    edges = (Edge("b", "c", "twice a year"), Edge("o", "b", "each quarter"))
    chart = lay_out(nodes, edges)
    return Structure(
        "2 groups and 1 outside body.",
        drawing(chart, title="Structure of the partnership", says="The board reports twice a year."),
        chart.width,
        (
            StructureGroup("Safe City Partnership", "Outside body"),
            StructureGroup(
                "Strategic partnership board", "Board",
                ("Reports to Safe City Partnership twice a year: the year & what is stuck.",),
            ),
            StructureGroup(
                "Operational group", "Operational group",
                ("Stands under Strategic partnership board.",),
            ),
        ),
    )  # fmt: skip


def empty_pack() -> PackContent:
    return PackContent(
        partnership="Osterbridge Partnership", group="Board", meeting_on=date(2026, 6, 1), made_at=MADE_AT
    )


def brief(repeat: int = 1) -> ChairsBrief:
    items = []
    for line in AGENDA * repeat:
        facts = ItemFacts(
            line.number,
            line.title,
            line.purpose,
            line.ask,
            line.speaker,
            expects_paper=bool(line.papers),
            papers=len(line.papers),
            late=(LatePaper("High-risk panel, six months", TWO_DAYS),) if line.number == "5" else (),
            exceptions=EXCEPTIONS if line.number == "3" else (),
            earlier_deferrals=2 if line.number == "6" else 0,
            to_leave=1 if line.number == "6" else 0,
        )
        said = (line.number, line.title, line.purpose, line.minutes, line.starts_at, line.speaker)
        items.append(BriefItem(*said, press=what_to_press(facts)))
    pack = full_pack()
    return ChairsBrief(
        partnership=pack.partnership,
        group=pack.group,
        meeting_on=pack.meeting_on,
        made_at=MADE_AT,
        starts_at=pack.starts_at,
        ends_at=pack.ends_at,
        place=pack.place,
        headline=pack.headline,
        items=tuple(items),
        quorum="Quorum is seven of 13 seats, the council among them. Nine have said they will come.",
    )


def with_text(text: str) -> PackContent:
    """The full pack with the same text put wherever somebody types."""
    pack = full_pack(6)
    line = replace(pack.agenda[0], title=text, speaker=text, ask=text, papers=(text,))
    table = replace(pack.tables[0], rows=(TableRow((text,) * len(HEADINGS), 1), TableRow((text,), 0, True)))
    sheet = replace(pack.exceptions[0], text=text, barrier=text, latest=text, lead=text)
    return replace(
        pack,
        partnership=text,
        group=text,
        place=text,
        headline=text,
        agenda=(line, *pack.agenda[1:]),
        waivers=(text,),
        exceptions=(sheet,),
        tables=(table,),
        data_notes=(text,),
        papers=(replace(pack.papers[0], title=text),),
    )


def with_long_updates() -> PackContent:
    """A pack with two updates of some 3,000 characters: one of an exception's entry, one of another's."""
    begun = "Sheet begins. " + "The agencies met and agreed one form for all. " * 65 + "Sheet ends."
    other = "Note begins. " + "The second form was printed in the spring. " * 65 + "Note ends."
    rows = tuple(
        TableRow((code, "Agree one form", "", "", "", f"As at 1 December 2026: {said}", ""), 1, code=code)
        for code, said in (("5.1", begun), ("5.2", other))
    )
    pack = full_pack(6)
    sheet = next(each for each in pack.exceptions if each.code == "5.1")
    return replace(
        pack,
        exceptions=(replace(sheet, latest=begun),),
        tables=(replace(pack.tables[0], rows=(*pack.tables[0].rows, *rows)),),
    )


def many_exceptions(n: int = 24) -> PackContent:
    """A pack with so many exceptions, of every length from a line to most of a page."""
    words = "The agencies met and agreed one form, which is in use at the front desk. "
    sheets = (
        replace(
            EXCEPTIONS[k % 3],
            code=f"E{k:02}",
            latest=words * (1 + 5 * k % 17),
            barrier=f"What holds up E{k:02} is known to be the end of its sheet.",
            needed="",
        )
        for k in range(n)
    )
    return replace(full_pack(6), exceptions=tuple(sheets))
