"""Two boards' terms of reference, written as clauses: the ones every chapter here speaks of."""

from datetime import date

from quorate.domain.calendar.reading import read_offset
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion
from quorate.domain.terms.quorum import Agencies, Count, Quorum


def clause(kind, quote, rule="", **more):
    offset = read_offset(rule).offset if rule else None
    assert (offset is not None) == bool(rule)
    return Clause(
        id=more.pop("id", kind.value),
        kind=kind,
        quote=quote,
        reading="",
        anchor="meeting",
        offset=offset,
        **more,
    )


MARLHAVEN = TermsVersion(
    id="marlhaven",
    label="2021",
    in_force_from=date(2021, 8, 1),
    review_on=date(2022, 8, 31),
    approved_by="The council",
    approved_on=date(2021, 7, 20),
    clauses=(
        clause(ClauseKind.CADENCE, "The board meets quarterly.", times_a_year=4),
        clause(ClauseKind.DURATION, "Meetings last 120 minutes.", minutes=120),
        clause(
            ClauseKind.PAPERS_IN,
            "Members send papers ten working days ahead.",
            "10 working days before the meeting",
            who="members",
        ),
        clause(
            ClauseKind.CIRCULATION,
            "Agenda and papers go out seven working days ahead.",
            "7 working days before the meeting",
            who="coordinator",
        ),
        clause(
            ClauseKind.MINUTES_TO_MEMBERS,
            "Minutes go out within ten working days.",
            "10 working days after the meeting",
            who="coordinator",
        ),
        clause(ClauseKind.QUORUM, "", is_stated=False),
        clause(ClauseKind.STANDING_ITEM, "Progress of the workplan at each meeting.", item="Workplan"),
        clause(ClauseKind.REPORTING, "The board reports bi-annually.", to="the city partnership"),
        clause(ClauseKind.MEMBERSHIP_REVIEW, "Membership is looked at every year.", times_a_year=1),
    ),
)

OSTERBRIDGE = TermsVersion(
    id="osterbridge",
    label="1.0",
    in_force_from=date(2014, 1, 1),
    clauses=(
        clause(ClauseKind.CADENCE, "Quarterly.", times_a_year=4),
        clause(ClauseKind.AGENDA, "The agenda goes out a week ahead.", "one week before the meeting"),
        clause(
            ClauseKind.MINUTES_TO_CHAIR,
            "Minutes reach the chair in a week.",
            "within one week of the meeting",
        ),
        clause(
            ClauseKind.MINUTES_TO_MEMBERS, "Members have them in two weeks.", "within 2 weeks of the meeting"
        ),
        clause(
            ClauseKind.QUORUM, "Five members from three agencies.", quorum=Quorum((Count(5), Agencies(3)))
        ),
        clause(ClauseKind.REPORTING, "Reports are made as requested.", to="the executive"),
    ),
)
