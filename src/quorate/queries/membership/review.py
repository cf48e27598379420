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
from quorate.records.models import DutyDone, Group


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """What a review finds today, and when the last was."""

    id: uuid.UUID
    slug: str
    name: str
    lede: str
    lines: tuple[str, ...]
    gaps: tuple[str, ...]
    today: date


def found_for_review(actor: Actor, row: Group, *, on: date) -> tuple[tuple[str, ...], Findings]:
    """What a review finds on a day in sentences, who came to its meetings among them, and the findings."""
    found = findings(actor, row, on=on)
    came = page_attendance(actor, group=row.slug, today=on)
    rows = [f"{one.name} {one.attended}" for one in came.seats if one.share]
    said = f"Attendance by seat: {'; '.join(rows)}." if rows else f"Attendance: {came.lede}"
    return (*found.lines, said), found


def page_review(actor: Actor, *, group: str, today: date) -> ReviewPage:
    """The review of a group's membership. Raises NotFoundError."""
    row = find_group(actor, group)
    lines, found = found_for_review(actor, row, on=today)
    done = DutyDone.objects.filter(group=row, kind=ClauseKind.MEMBERSHIP_REVIEW.value)
    last = done.order_by("-done_on").values_list("done_on", flat=True).first()
    return ReviewPage(
        id=row.id,
        slug=row.slug,
        name=row.name,
        lede=f"Last reviewed on {day(last)}." if last else "No review has been recorded.",
        lines=lines,
        gaps=tuple(f"{cover.name}. {cover.sentence}" for cover in found.covers if cover.is_missing),
        today=today,
    )
