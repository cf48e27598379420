"""The guided review of who is on a group."""

import uuid
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.kernel.words import day
from quorate.domain.terms.clauses import ClauseKind
from quorate.queries.attendance import page_attendance
from quorate.queries.membership.findings import Findings, findings
from quorate.queries.membership.group import find_group
from quorate.records.facts.groups import duties_done
from quorate.records.models import Group


@dataclass(frozen=True, slots=True)
class Came:
    """A seat and how many of the meetings it was filled at by somebody who could decide."""

    seat: str
    attended: str
    share: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a review finds: sentences, how often each seat was filled, and the findings.

    `attendance` says over how many meetings; `came` is empty where there were too few to say.
    """

    lines: tuple[str, ...]
    attendance: str
    came: tuple[Came, ...]
    findings: Findings

    @property
    def note(self) -> str:
        """All of it as it is kept with the review, a line for each seat."""
        seats = [f"  {one.seat}: {one.attended}, {one.share}" for one in self.came]
        head = "Attendance by seat. " if seats else "Attendance: "
        return "\n".join([*self.lines, f"{head}{self.attendance}", *seats])


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """What a review finds today, and when the last was."""

    id: uuid.UUID
    slug: str
    name: str
    lede: str
    found: Found
    gaps: tuple[str, ...]
    today: date


def found_for_review(actor: Actor, row: Group, *, on: date) -> Found:
    """What a review finds on a day, who came to the group's meetings by then among it."""
    found = findings(actor, row, on=on)
    sheet = page_attendance(actor, group=row.slug, today=on)
    came = tuple(Came(one.name, one.attended, one.share) for one in sheet.seats if one.share)
    return Found(found.lines, sheet.lede, came, found)


def page_review(actor: Actor, *, group: str, today: date) -> ReviewPage:
    """The review of a group's membership. Raises NotFoundError."""
    row = find_group(actor, group)
    found = found_for_review(actor, row, on=today)
    done = duties_done().filter(group=row, kind=ClauseKind.MEMBERSHIP_REVIEW.value)
    last = done.order_by("-done_on").values_list("done_on", flat=True).first()
    return ReviewPage(
        id=row.id,
        slug=row.slug,
        name=row.name,
        lede=f"Last reviewed on {day(last)}." if last else "No review has been recorded.",
        found=found,
        gaps=tuple(f"{cover.name}. {cover.sentence}" for cover in found.findings.covers if cover.is_missing),
        today=today,
    )
