"""A pack's content as the template takes it: text in pieces, and codes for colours."""

from typing import Any

from quorate.documents.lines import fits_a_page, lines_of, notes_fit_a_page, summary_fits_a_page
from quorate.documents.pdf.printable import printable, short
from quorate.documents.pdf.typesetting import paragraphs, words
from quorate.domain.kernel.words import clock, day
from quorate.domain.packs import wording
from quorate.domain.packs.content import (
    ActionTable,
    AgendaLine,
    DutyState,
    ExceptionSheet,
    OutcomeSummary,
    PackContent,
    PaperLine,
    PlanSummary,
    Standing,
    Structure,
    TimetableLine,
)
from quorate.domain.packs.long_cells import ShownCell, ShownRow, ShownTable, shown_table
from quorate.domain.packs.standings import COLUMN_WORDS, counts_sentence, shown_standings, total

HUES = {
    DutyState.MET: "on_track",
    DutyState.LATE: "at_risk",
    DutyState.IN_PART: "at_risk",
    DutyState.MISSED: "off_track",
    DutyState.TO_COME: "not_started",
    DutyState.DUE_TODAY: "waiting",
    DutyState.BEFORE_RECORDS: "not_started",
    DutyState.NOT_OWED: "not_started",
    DutyState.NOT_KNOWN: "not_known",
}
# Columns at most, then points: a table on its side is 265 mm wide, and 7 points is as small as may be.
_TABLE_SIZES = ((7, 8.5), (9, 7.8))
_SMALLEST = 7.0
# Characters across that table, all columns together, at its smallest type.
_LINE_CHARACTERS = 170
# Lines of a row's longest cell that are kept on one page: more might not fit on any.
_WHOLE_ROW = 25
# Characters of a row of an upright table that is kept on one page.
_WHOLE_WORDS = 700


def pack_data(content: PackContent) -> dict[str, Any]:
    """What the template prints."""
    return {
        **_cover(content),
        "words": _plain_sentences(),
        "agenda": _agenda(content.agenda),
        "asks": [_ask(each) for each in wording.asks(content.agenda)],
        "timetable": {
            "sentence": wording.timetable_sentence(content.timetable),
            "whole": all(
                max(len(each.what), len(each.working) + len(each.clause)) <= _WHOLE_WORDS
                for each in content.timetable
            ),
            "rows": [_duty(each) for each in content.timetable],
        },
        "waivers": [words(each) for each in content.waivers],
        "plans": [_plan(each) for each in content.plans],
        "exceptions": {
            "sentence": wording.exceptions_sentence(content.exceptions),
            "rows": [_exception(each) for each in content.exceptions],
        },
        "papers_sentence": wording.papers_sentence(content.papers),
        "papers": [_paper(each) for each in content.papers],
        "notes": [words(each) for each in content.data_notes],
        "notes_whole": notes_fit_a_page(content.data_notes),
        "structure": _structure(content.structure),
        "tables": [_table(each, shown_table(each, content.exceptions)) for each in content.tables],
    }


def _structure(structure: Structure | None) -> dict[str, Any] | None:
    if structure is None:
        return None
    return {
        "sentence": words(structure.sentence),
        "drawing": printable(structure.drawing),
        "across": structure.across,
        "says": printable(" ".join(f"{one.name}: {' '.join(one.says)}" for one in structure.groups)),
        "groups": [
            {"name": words(one.name), "kind": printable(one.kind), "says": [words(each) for each in one.says]}
            for one in structure.groups
        ],
    }


def _cover(content: PackContent) -> dict[str, Any]:
    return {
        "title": printable(wording.title(content)),
        "partnership": printable(content.partnership),
        "partnership_words": words(content.partnership),
        "group": words(content.group),
        "kind": printable(wording.kind(content)),
        "when": wording.when(content),
        "place": paragraphs(content.place),
        "headline": paragraphs(content.headline),
        # The foot of a page has one line: a longer name is cut there, and stands whole on the cover.
        "marking": printable(short(content.marking, 30)),
        "edition": printable(short(wording.edition_foot(content), 90)),
        "footer": printable(f"{short(content.partnership, 60)}, {day(content.meeting_on)}"),
        "cover_notes": [words(each) for each in wording.cover_notes(content)],
        "neutral": words(content.neutral_line),
    }


def _plain_sentences() -> dict[str, str]:
    return {
        "contents": wording.CONTENTS,
        "stuck": wording.STUCK,
        "nothing_asked": wording.NOTHING_ASKED,
        "no_waivers": wording.NO_WAIVERS,
        "no_plans": wording.NO_PLANS,
        "no_rows": wording.NO_ROWS,
        "long_updates": wording.LONG_UPDATES,
        "no_notes": wording.NO_NOTES,
        "no_papers": wording.NO_PAPERS,
    }


def _agenda(agenda: tuple[AgendaLine, ...]) -> dict[str, Any]:
    return {
        "sentence": wording.agenda_length(agenda),
        "timed": any(line.starts_at for line in agenda),
        "whole": all(len(line.title) + len("".join(line.papers)) <= _WHOLE_WORDS for line in agenda),
        "rows": [_agenda_line(line) for line in agenda],
    }


def _agenda_line(line: AgendaLine) -> dict[str, Any]:
    return {
        "number": printable(line.number),
        "time": clock(line.starts_at) if line.starts_at else "",
        "title": words(line.title),
        "papers": [words(each) for each in line.papers],
        "purpose": wording.PURPOSE_WORDS[line.purpose],
        "speaker": words(line.speaker),
        "minutes": "" if line.minutes is None else str(line.minutes),
    }


def _ask(ask: wording.Ask) -> dict[str, Any]:
    return {
        "item": printable(ask.item),
        "purpose": wording.PURPOSE_WORDS[ask.purpose],
        "sentence": words(ask.sentence),
    }


def _duty(line: TimetableLine) -> dict[str, Any]:
    return {
        "due": day(line.due) if line.due else "not known",
        "what": words(line.what),
        "working": words(line.working),
        "clause": words(line.clause),
        "hue": HUES[line.state],
        "word": wording.duty_word(line),
        "done": f"on {day(line.done_on)}" if line.done_on else "",
    }


def _plan(plan: PlanSummary) -> dict[str, Any]:
    totals = total(plan.outcomes)
    shown = shown_standings(plan.outcomes)
    rows = [_outcome(each, shown) for each in plan.outcomes]
    if len(rows) > 1:
        rows.append(_row("All outcomes", totals, shown, ""))
    return {
        "name": words(plan.name),
        "as_at": f"Position as at {day(plan.as_at)}.",
        "sentence": words(plan.finding or counts_sentence(plan.outcomes)),
        "standings": [{"code": each.value, "word": COLUMN_WORDS[each]} for each in shown],
        "rows": rows,
        "whole": summary_fits_a_page(plan),
    }


def _outcome(outcome: OutcomeSummary, shown: tuple[Standing, ...]) -> dict[str, Any]:
    return _row(outcome.name, total([outcome]), shown, outcome.remark)


def _row(name: str, counts: dict[Standing, int], shown: tuple[Standing, ...], remark: str) -> dict[str, Any]:
    return {
        "name": words(name),
        "remark": words(remark),
        "counts": [f"{counts[each]:,}" for each in shown],
        "all": f"{sum(counts.values()):,}",
        "bar": [{"standing": each.value, "count": counts[each]} for each in shown if counts[each]],
    }


def _exception(sheet: ExceptionSheet) -> dict[str, Any]:
    return {
        "tag": printable(wording.standing_tag(sheet)),
        "hue": sheet.standing.value,
        "place": words(", ".join(each for each in (sheet.plan, sheet.outcome) if each)),
        "code": words(sheet.code),
        "text": words(sheet.text),
        "whole": fits_a_page(sheet),
        "facts": [
            {"label": label, "words": paragraphs(text)} for label, text in wording.exception_facts(sheet)
        ],
    }


def _paper(paper: PaperLine) -> dict[str, Any]:
    return {
        "item": printable(paper.item),
        "title": words(paper.title),
        "state": words(wording.paper_state(paper)),
    }


def _table(table: ActionTable, shown: ShownTable) -> dict[str, Any]:
    columns = len(table.headings)
    longest = max(8, _LINE_CHARACTERS // max(columns, 1) // 2)
    deepest = max((row.level for row in table.rows if not row.spans), default=0)
    widths = table.widths or (1,) * columns
    return {
        "title": words(table.title),
        "note": words(table.note),
        "headings": [words(each, longest=longest) for each in table.headings],
        "widths": list(widths),
        "size": next((size for most, size in _TABLE_SIZES if columns <= most), _SMALLEST),
        "rows": [_table_row(row, longest, deepest, whole=_fits_a_page(row, widths)) for row in shown.rows],
        "long_updates": [
            {"label": words(each.label), "words": paragraphs(each.text)} for each in shown.long_updates
        ],
    }


def _fits_a_page(row: ShownRow, widths: tuple[int, ...]) -> bool:
    shares = (sum(widths),) if row.spans else widths
    across = [max(1, _LINE_CHARACTERS * share // sum(widths)) for share in shares]
    lines = [lines_of(cell.text + cell.more, most) for cell, most in zip(row.cells, across, strict=True)]
    return max(lines, default=0) <= _WHOLE_ROW


def _table_row(row: ShownRow, longest: int, deepest: int, *, whole: bool) -> dict[str, Any]:
    return {
        "spans": row.spans,
        "whole": whole,
        "shade": _shade(row, deepest),
        "cells": [_cell(each, longest) for each in row.cells],
    }


def _cell(cell: ShownCell, longest: int) -> dict[str, Any]:
    return {
        "words": paragraphs(cell.text, longest=longest),
        "more": words(cell.more, longest=longest),
        "sheet": cell.sheet,
        "note": cell.note,
    }


def _shade(row: ShownRow, deepest: int) -> str:
    if row.level < deepest or row.spans:
        return "high" if row.level == 0 else "middle"
    return "plain"
