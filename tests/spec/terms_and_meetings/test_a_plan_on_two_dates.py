"""A plan on two dates: what was promised, what was said of it, and how it stood then and stands now."""

from datetime import UTC, date, datetime

from quorate.domain.plans.facts import (
    EntryFacts,
    EntryKind,
    Lead,
    Progress,
    Rating,
    Status,
    Target,
    TargetKind,
    Version,
)
from quorate.domain.plans.position import as_at
from quorate.domain.plans.rollup import standings
from quorate.domain.plans.summary import counts, summary
from quorate.domain.plans.tree import tree

MARCH, SEPTEMBER = date(2020, 3, 31), date(2020, 9, 30)
POLICE = (Lead(raw="Police", agency="Police"),)
JUNE = Target(kind=TargetKind.MONTH, raw="June 2020", on=date(2020, 6, 30))
ONGOING = Target(kind=TargetKind.ONGOING, raw="Ongoing")
WAITING = Target(kind=TargetKind.DEPENDENT, raw="Announcement dependent", depends_on="the announcement")


def at(day):
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def entry(code, *targets, said=(), kind=EntryKind.RECOMMENDATION, parent=""):
    began = date(2019, 11, 1)
    version = Version(
        id=code,
        effective_on=began,
        recorded_at=at(began),
        code=code,
        kind=kind,
        text="To be done",
        parent_id=parent,
        leads=POLICE,
        targets=targets,
    )
    return EntryFacts(id=code, versions=(version,), progress=tuple(said))


def said(as_at_date, status, words="", *, barrier="", rating=Rating.NONE, known=None):
    return Progress(
        id=f"{as_at_date}",
        as_at=as_at_date,
        reported_on=as_at_date,
        recorded_at=at(known or as_at_date),
        status=status,
        rating=rating,
        progress=words,
        barrier=barrier,
    )


PLAN = [
    entry(
        "1",
        JUNE,
        said=[
            said(MARCH, Status.UNDER_WAY, "Meetings are set up.", rating=Rating.ON_TRACK),
            said(date(2020, 8, 31), Status.COMPLETE, "The campaign ran.", known=date(2020, 10, 5)),
        ],
    ),
    entry("2", ONGOING, said=[said(MARCH, Status.UNDER_WAY, barrier="No funding has been found.")]),
    entry("3", WAITING, said=[said(MARCH, Status.WAITING)]),
    entry("4", said=[said(MARCH, Status.UNDER_WAY, "A letter was sent.")]),
    entry("4a", kind=EntryKind.ACTION, parent="4"),
]


def stood(on, known_by=None):
    states = as_at(PLAN, on, known_by=known_by)
    found = standings(states, on)
    lines = [
        " ".join([state.code, found[state.id].label, *(mark.sentence for mark in found[state.id].marks)])
        for state in states
    ]
    return lines, summary(counts([n for root in tree(states) for n in root.walk()], found))


def test_the_plan_as_it_stood_in_march():
    lines, lede = stood(MARCH)

    assert lines == [
        "1 On track",
        "2 Under way Ongoing, with no date to look at it again.",
        "3 Waiting Waiting: the announcement.",
        "4 Under way No target date is given.",
        "4a Under way No target date is given.",
    ]
    assert lede == (
        "4 recommendations, 1 action. Of the 4 to be carried out: 1 short of money or people, "
        "1 with no target date, 1 ongoing with no review date."
    )


def test_the_plan_as_it_stood_in_september_as_known_now():
    lines, lede = stood(SEPTEMBER)

    assert lines[0] == "1 Complete"
    assert lines[2] == "3 At risk Waiting: the announcement. No update from lead since 31 March 2020."
    assert lede.startswith("4 recommendations, 1 action. Of the 4 to be carried out: 1 complete,")


def test_a_report_issued_in_september_keeps_what_was_known_then():
    lines, _ = stood(SEPTEMBER, known_by=at(SEPTEMBER))

    assert lines[0] == (
        "1 Off track Overdue by 92 days: due by 30 June 2020. No update from lead since 31 March 2020."
    )


def test_the_lead_and_the_record_differ_and_both_are_shown():
    states = as_at(PLAN, SEPTEMBER, known_by=at(SEPTEMBER))

    one = standings(states, SEPTEMBER)["1"]

    assert one.declared is Rating.ON_TRACK
    assert one.disagreement == (
        "The latest update says on track; the record shows off track. "
        "Overdue by 92 days: due by 30 June 2020."
    )
