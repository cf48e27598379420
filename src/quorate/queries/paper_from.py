"""From whom a paper is, whoever handed it in."""

from quorate.domain.kernel.outcomes import HOW
from quorate.domain.membership.agencies import name_on
from quorate.records.facts.agencies import agency_facts
from quorate.records.models import Paper

FROM = ("submitted_by", "handed_for")
"""What the rows are selected with, to say it."""


def person_from(paper: Paper) -> str:
    """Whom a paper is from: the one it was handed in for, else who handed it in; empty where not kept."""
    whose = paper.handed_for or paper.submitted_by
    return whose.name if whose else ""


def agency_or_person(paper: Paper) -> str:
    """From whom a paper is: its agency by the name of that day, else the person."""
    if paper.agency:
        return name_on(agency_facts(paper.agency), paper.submitted_on)
    return person_from(paper)


def handed_in(paper: Paper) -> str:
    """By whom a paper was handed in, for whom and how it reached them; empty where nobody is kept."""
    if paper.submitted_by is None:
        return ""
    by = f"handed in by {paper.submitted_by.name}"
    if paper.handed_for is None:
        return by
    how = HOW.get(paper.handed_how, "")
    return f"{by} for {paper.handed_for.name}{f', {how}' if how else ''}"
