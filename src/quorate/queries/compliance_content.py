"""What the statement of a year's compliance says, as the readers of one edition see it, and where it is kept.

A statement is kept with the last meeting of its year that all of its readers may know of.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from quorate.domain.access.actor import Actor
from quorate.domain.access.audience import Audience
from quorate.domain.calendar.periods import Period, year_of
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import count, day
from quorate.domain.meetings.compliance import ClauseYear, Kept, Year
from quorate.domain.packs.compliance import Cells, ComplianceContent, Part
from quorate.domain.packs.statements import FORMATS
from quorate.domain.terms.versions import year_type_on
from quorate.queries.compliance_words import (
    counts_of,
    duties_counted,
    late_lines,
    lede_of,
    no_late_said,
    unratified_lines,
    versions_said,
    waiver_lines,
    waiver_said,
)
from quorate.queries.compliance_year import year_seen
from quorate.queries.duties import DutyLine, duties_in_year
from quorate.queries.duty_law import law_lines
from quorate.queries.pack_editions import EDITION_NAMES, edition_actor
from quorate.queries.pack_readers import can_read, readable_of_group
from quorate.records import scopes
from quorate.records.facts.meetings import terms_by_group
from quorate.records.models import Group, Meeting


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A statement that was made: its address, what it is in words, and whether it can be opened."""

    meeting: str
    pack: str
    said: str
    can_read: bool
    is_issued: bool


def year_with(group: Group, first_day: date) -> Period:
    """The group's year that a day is in."""
    versions = terms_by_group([group.id]).get(group.id, ())
    return year_of(first_day, year_type_on(versions, first_day))


def kept_with(group: Group, period: Period, *, edition: Audience, slug: str, today: date) -> Meeting | None:
    """The meeting a statement is kept with; None where its readers know of no meeting of that year."""
    reader = edition_actor(partnership=group.partnership_id, slug=slug, edition=edition, today=today)
    found = scopes.meetings(reader).filter(
        group=group, on__gte=period.starts_on, on__lte=min(period.ends_on, today)
    )
    return found.exclude(state="cancelled").exclude(kind="by_email").order_by("-on", "-starts", "id").first()


def left_out(actor: Actor, group: Group, period: Period, *, edition: Audience, today: date) -> int:
    """How many meetings of the year the actor knows of and the readers of an edition do not."""
    reader = edition_actor(partnership=group.partnership_id, slug=actor.slug, edition=edition, today=today)
    within = {"group": group, "on__gte": period.starts_on, "on__lte": period.ends_on}
    seen = scopes.meetings(reader).filter(**within).values("id")
    return scopes.meetings(actor).filter(**within).exclude(id__in=seen).count()


def compliance_content(
    reader: Actor, *, meeting: uuid.UUID, year: date, edition: Audience, as_at: date, made_at: datetime
) -> ComplianceContent:
    """The statement as `reader`, who stands for the edition's audience, sees it. Raises NotFoundError."""
    row = scopes.meetings(reader).select_related("group__partnership").filter(id=meeting).first()
    if row is None:
        raise NotFoundError
    period = year_with(row.group, year)
    seen = year_seen(reader, row.group, period, as_at)
    duties = (
        *duties_in_year(reader, row.group_id, period, as_at),
        *law_lines(reader, row.group, period, as_at),
    )
    return ComplianceContent(
        partnership=row.group.partnership.name,
        group=row.group.name,
        year=period.label,
        as_at=as_at,
        made_at=made_at,
        lede=lede_of(seen, period, as_at),
        parts=tuple(_parts(seen, duties)),
        marking=row.group.partnership.marking,
        edition=EDITION_NAMES[edition].lower(),
    )


def _parts(seen: Year, duties: tuple[DutyLine, ...]) -> Iterable[Part]:
    yield Part(
        "In numbers",
        ("Counted where it can be judged. What was not recorded is not counted either way.",),
        ("What", "Kept"),
        tuple(Cells(pair) for pair in counts_of(seen)),
        "Nothing can be judged yet.",
        (3, 2),
    )
    yield Part(
        "Clause by clause",
        ("Each meeting is judged by the terms in force on its date.", *versions_said(seen)),
        ("Clause", "Kept", "Where it was not"),
        tuple(Cells((_named(one), one.said, _exceptions(seen, one))) for one in seen.clauses),
        "The terms ask nothing of a meeting that can be judged.",
        (9, 4, 14),
    )
    late = tuple(Cells((one.what, one.whose, one.said)) for one in late_lines(seen))
    yield Part("Late papers", (), ("Paper", "Whose", "How late"), late, no_late_said(seen), (5, 3, 4))
    waivers = tuple(Cells((one.what, one.whose, one.said)) for one in waiver_lines(seen))
    yield Part(
        "Waivers", (), ("Departure", "Agreed by", "When and why"), waivers, "None was recorded.", (4, 3, 5)
    )
    without = tuple(Cells((one.what, day(one.meeting_on), one.said)) for one in unratified_lines(seen))
    yield Part(
        "Decided while not quorate",
        (),
        ("Decision", "Meeting", "Ratified"),
        without,
        "No decision was recorded of a time without a quorum.",
        (6, 3, 4),
    )
    yield Part(
        "Duties of the year",
        (duties_counted(duties),) if duties_counted(duties) else (),
        ("Duty", "Standing", "Note"),
        tuple(Cells((one.name, one.said, _duty_note(one))) for one in duties),
        "The terms ask nothing by a date beyond each meeting’s timetable.",
        (8, 4, 12),
    )


def _named(one: ClauseYear) -> str:
    parts = [one.title, one.rule, one.label]
    return ": ".join(part for part in parts[:2] if part) + (f" ({one.label})" if one.label else "")


def _exceptions(seen: Year, one: ClauseYear) -> str:
    said = []
    for meeting, found in zip(seen.meetings, one.findings, strict=True):
        if found and found.kept in (Kept.NOT_KEPT, Kept.WAIVED, Kept.NOT_KNOWN):
            waivers = " ".join(waiver_said(each) for each in found.agreed)
            said.append(f"{day(meeting.on)}: {found.sentence} {waivers}".strip())
    return "\n".join(said) or "–"


def _duty_note(one: DutyLine) -> str:
    return " ".join((one.sentence, *one.warnings)).strip() or "–"


def statements(actor: Actor, group: Group, period: Period) -> tuple[StatementLine, ...]:
    """The statements of a year that the actor may read, the newest first."""
    found = readable_of_group(actor, group, kind="compliance", year=period.starts_on)
    return tuple(
        StatementLine(
            meeting=str(pack.meeting_id),
            pack=str(pack.id),
            said=f"{FORMATS[pack.format]}, {EDITION_NAMES[Audience(pack.edition)].lower()}, "
            f"as at {day(pack.as_at)}{'' if pack.state == 'issued' else _not_yet(pack.state)}",
            can_read=can_read(pack),
            is_issued=pack.state == "issued",
        )
        for pack in found
    )


def _not_yet(state: str) -> str:
    return {"made": ": made, not issued yet", "failed": ": could not be made"}.get(state, ": being made")


def left_out_said(number: int) -> str:
    """That meetings are left out of an edition, for those who know of them; empty where none is."""
    return f"Leaves out {count(number, 'meeting')} that its readers may not know of." if number else ""
