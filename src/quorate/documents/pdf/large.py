"""The board pack in large print: nothing smaller than 18 points, and nothing in columns.

It says all that the pack says, in the same order. A table is told row by row, each cell after its heading,
as guidance on clear print asks: at this size a table of seven columns fits no page.
"""

from collections.abc import Sequence
from typing import Any

from quorate.documents.pdf.pack_data import pack_data
from quorate.documents.pdf.printable import printable
from quorate.documents.pdf.typesetting import paragraphs, pdf, words
from quorate.domain.kernel.words import clock, count
from quorate.domain.packs import wording
from quorate.domain.packs.content import (
    ActionTable,
    AgendaLine,
    ExceptionSheet,
    OutcomeSummary,
    PackContent,
    PlanSummary,
    TableRow,
)
from quorate.domain.packs.standings import COLUMN_WORDS, total

TEMPLATE = "large.typ"
LEAST = 18
"""Points: the smallest letters anywhere in it."""
_WHOLE = 400
"""Characters of what is kept on one page; more would leave half of the page before it empty."""


def render_large(content: PackContent) -> bytes:
    """The pack in large print, as PDF/UA-1. The same content gives the same bytes."""
    data = pack_data(content)
    data["kind"] = f"{data['kind']}, large print"
    data["title"] = f"{data['title']}, large print"
    data["edition"] = printable(wording.edition_foot(content))
    data["words"] |= {"cards": wording.CARDS}
    data["agenda"]["rows"] = [_agenda(line) for line in content.agenda]
    data["plans"] = [
        plan | {"rows": _outcomes(said)} for plan, said in zip(data["plans"], content.plans, strict=True)
    ]
    data["exceptions"]["rows"] = [
        row | {"whole": _is_short(sheet)}
        for row, sheet in zip(data["exceptions"]["rows"], content.exceptions, strict=True)
    ]
    data["tables"] = [_table(each) for each in content.tables]
    return pdf(TEMPLATE, data, made_at=content.made_at)


def _agenda(line: AgendaLine) -> dict[str, Any]:
    purpose = wording.PURPOSE_WORDS[line.purpose]
    at = f"at {clock(line.starts_at)}" if line.starts_at else ""
    minutes = "" if line.minutes is None else count(line.minutes, "minute")
    facts = ", ".join(each for each in (f"{purpose[:1].upper()}{purpose[1:]}", at, minutes) if each)
    said = [f"{facts}.", *([line.speaker] if line.speaker else []), *(f"Paper: {p}" for p in line.papers)]
    return {
        "number": printable(line.number),
        "title": words(line.title),
        "lines": [paragraphs(each) for each in said],
    }


def _outcomes(plan: PlanSummary) -> list[dict[str, Any]]:
    rows = [_outcome(each.name, [each], each.remark) for each in plan.outcomes]
    return rows + ([_outcome("All outcomes", plan.outcomes, "")] if len(rows) > 1 else [])


def _outcome(name: str, outcomes: Sequence[OutcomeSummary], remark: str) -> dict[str, Any]:
    counts = total(outcomes)
    stand = ", ".join(f"{n:,} {COLUMN_WORDS[each]}" for each, n in counts.items() if n)
    every = count(sum(counts.values()), "action")
    said = f"{every}: {stand}." if stand else "No actions."
    return {"name": words(name), "counts": said, "remark": words(remark)}


def _is_short(sheet: ExceptionSheet) -> bool:
    return sum(len(text) for _, text in wording.exception_facts(sheet)) + len(sheet.text) <= _WHOLE


def _table(table: ActionTable) -> dict[str, Any]:
    return {
        "title": words(table.title),
        "note": words(table.note),
        "rows": [_row(table, row) for row in table.rows],
    }


def _row(table: ActionTable, row: TableRow) -> dict[str, Any]:
    headings = ("",) if row.spans else table.headings
    return {
        "spans": row.spans,
        "whole": sum(len(cell) for cell in row.cells) <= _WHOLE // 2,
        "cells": [
            {"label": words(label), "words": paragraphs(cell)}
            for label, cell in zip(headings, row.cells, strict=True)
            if cell.strip() or row.spans
        ],
    }
