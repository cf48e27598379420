"""A group's register of risks to take away: as an annex of a pack, as Excel and as Word."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from quorate.documents.excel.writing import Cell, workbook
from quorate.documents.word.register import render_register_docx
from quorate.domain.access.actor import Actor
from quorate.domain.access.audience import AUDIENCE_NAMES, Audience
from quorate.domain.holding.risks import IMPACTS, LEVELS, LIKELIHOODS, RiskFacts, trend
from quorate.domain.kernel.words import day
from quorate.domain.packs.content import ActionTable, TableRow
from quorate.queries.files import FileOut
from quorate.queries.holding.challenges import group_at
from quorate.queries.holding.risks import known_risks, number_of, owner_said, said_of, scale_said
from quorate.records.facts.labels import label_of
from quorate.records.models import Group, Partnership, Risk

FORMATS = ("xlsx", "docx")
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PRINTED = ("No.", "What could happen", "What is done about it", "How it stands", "Owner", "Next review")
_PRINTED_WIDTHS = (4, 25, 25, 19, 17, 10)
_COLUMNS: tuple[tuple[str, int], ...] = (
    ("No.", 7),
    ("What could happen", 40),
    ("What it would mean", 40),
    ("Cause", 32),
    ("What is done about it", 40),
    ("Likelihood, 1 to 5", 12),
    ("Impact, 1 to 5", 12),
    ("Score", 8),
    ("Level", 12),
    ("What became of it", 32),
    ("Owner", 28),
    ("Raised on", 18),
    ("Next review by", 18),
    ("Closed on", 18),
    ("Who may see it", 24),
)


def risk_annex(reader: Actor, group: Group, on: date) -> ActionTable:
    """The open risks of a group as a pack prints them, as far as its edition may see them."""
    still = [(row, facts) for row, facts in known_risks(reader, group.id, on=on) if facts.closed_on is None]
    return _printed("Annex: the register of risks", still, on)


def risks_file(
    actor: Actor, *, group: str, on: date | None, format: str, today: date, made_at: datetime
) -> FileOut:
    """The register as the reader may see it, today or on an earlier day: Word for "docx", else Excel.

    Raises NotFoundError. It says that it holds what not everybody may see, where it does.
    """
    row = group_at(actor, group)
    shown = on if on and on < today else today
    found = known_risks(actor, row.id, on=shown)
    partnership = Partnership.objects.get(id=row.partnership_id)
    title = f"Register of risks, {row.name}"
    above = _above(found, shown, is_past=shown < today)
    name = f"{re.sub(r'[^a-z0-9]+', '-', title.lower()).strip('-')}-{shown.isoformat()}"
    if format == "docx":
        still = [(one, facts) for one, facts in found if facts.closed_on is None]
        data = render_register_docx(
            replace(_printed(title, still, shown), note=scale_said()),
            partnership=partnership.name,
            above=above,
            foot=partnership.marking,
            made_at=made_at,
        )
        return FileOut(f"{name}.docx", _WORD, data)
    data = workbook(
        title=title,
        above=(f"{partnership.name}. {partnership.marking}", *above, scale_said()),
        headings=[heading for heading, _ in _COLUMNS],
        rows=[_cells(one, facts) for one, facts in found],
        widths=[width for _, width in _COLUMNS],
        made_at=made_at,
    )
    return FileOut(f"{name}.xlsx", _EXCEL, data)


def _above(found: Sequence[tuple[Risk, RiskFacts]], on: date, *, is_past: bool) -> tuple[str, ...]:
    still = [facts for _, facts in found if facts.closed_on is None]
    closed = sum(1 for row, _ in found if not label_of(row).is_open_to_all)
    said = f"As at {day(on)}. {said_of(still, on, is_past=is_past)}"
    return (
        (said, "It holds risks that not everybody may see: keep it with those who may.")
        if closed
        else (said,)
    )


def _printed(title: str, still: Sequence[tuple[Risk, RiskFacts]], on: date) -> ActionTable:
    rows = tuple(TableRow(_printed_cells(row, facts), code=number_of(row)) for row, facts in still)
    note = f"{said_of([facts for _, facts in still], on)} {scale_said()}"
    return ActionTable(title, _PRINTED, rows, _PRINTED_WIDTHS, note)


def _printed_cells(row: Risk, facts: RiskFacts) -> tuple[str, ...]:
    latest = facts.latest
    judged = f"{LEVELS[latest.level]}, {latest.score} of 25"
    how = f"{LIKELIHOODS[latest.likelihood]}, {IMPACTS[latest.impact].lower()}. {trend(facts.reviews)}"
    return (
        number_of(row),
        "\n".join(filter(None, (row.title, row.effect))),
        row.controls or "None written down",
        f"{judged}\n{how}",
        owner_said(row),
        day(facts.review_on) if facts.review_on else "No day is set",
    )


def _cells(row: Risk, facts: RiskFacts) -> list[Cell]:
    latest = facts.latest
    return [
        number_of(row),
        row.title,
        row.effect,
        row.cause,
        row.controls,
        latest.likelihood,
        latest.impact,
        latest.score,
        LEVELS[latest.level],
        trend(facts.reviews),
        owner_said(row),
        row.raised_on,
        facts.review_on or "",
        facts.closed_on or "",
        AUDIENCE_NAMES[Audience(row.audience)],
    ]
