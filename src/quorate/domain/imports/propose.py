"""From a source document to a proposal: which tables are a plan, what stands around them, and the fields.

Every word is placed in a field or listed as not placed. Nothing is guessed in silence: a reading that is a
choice carries a flag with a question.
"""

from dataclasses import dataclass
from datetime import date

from quorate.domain.imports.codes import number_of
from quorate.domain.imports.columns import read_header
from quorate.domain.imports.drafts import Draft, paragraph_of, paragraphs_of
from quorate.domain.imports.finding import numbers_to_come, plan_tables, shared_rows
from quorate.domain.imports.finish import finish
from quorate.domain.imports.lead_words import people_by_initials
from quorate.domain.imports.proposal import Proposal
from quorate.domain.imports.reading import Reading
from quorate.domain.imports.section_rows import begin_heading
from quorate.domain.imports.source import Block, BlockKind, SourceDocument, Table
from quorate.domain.imports.tables import read_table
from quorate.domain.imports.target_words import read_month
from quorate.domain.imports.vocabulary import LEVEL_HEADING
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import listed, spaced

_FLOWING = (BlockKind.HEADING, BlockKind.PARAGRAPH)
_REPORTS = ("update", "progress", "position", "as at", "report", "monitoring")
_LONGEST_LEVEL_LINE = 20
_LONGEST_TITLE_LINE = 20
_TITLE_LINES = 5
_HEADINGS_OF_A_PLAN = "A plan's table has column headings such as Action, Lead and Target date."
_TERMS_GO_ELSEWHERE = (
    "It looks like terms of reference. Those are not read from a document: choose “Terms”, then “Record its "
    "terms” for the group, and type each clause as it is printed."
)


def propose(source: SourceDocument) -> Proposal | Refusal:
    """What the document would put into a plan.

    Refusal codes: `imports.no_plan_found`, when no table has a heading for entries and one for what is
    kept of them; `imports.no_rows`, when such a table holds nothing else.
    """
    plans = plan_tables(source)
    if not plans:
        return Refusal(
            code="imports.no_plan_found",
            sentence=f"No table in “{source.name}” looks like a plan.",
            cure=_TERMS_GO_ELSEWHERE if looks_like_terms(source) else _HEADINGS_OF_A_PLAN,
            field="file",
        )
    reading = Reading(shared_rows=shared_rows(table for table in source.tables if table.number in plans))
    loose = [
        block for block in source.blocks if block.kind not in _FLOWING or block.before_table not in plans
    ]
    later = numbers_to_come(source, plans)
    for table in source.tables:
        reading.following = later.get(table.number)
        if table.number in plans:
            _read_plan_table(reading, source, table)
        else:
            _leave_table(reading, table)
    for block in loose:
        reading.ledger.leave(paragraph_of(block), _why(block))
    if not reading.drafts:
        return Refusal(
            code="imports.no_rows",
            sentence=f"The plan’s table in “{source.name}” has column headings and no rows.",
            cure="Choose a file with the rows filled in.",
            field="file",
        )
    return _finished(reading, source, plans)


def looks_like_terms(source: SourceDocument) -> bool:
    """Whether a heading, or a short line among the first five, says "terms of reference"."""
    flowing = [block for block in source.blocks if block.kind in _FLOWING]
    titles = [block for block in flowing[:_TITLE_LINES] if len(block.text.split()) <= _LONGEST_TITLE_LINE]
    headings = [block for block in flowing if block.kind is BlockKind.HEADING]
    return any("terms of reference" in spaced(block.text).lower() for block in (*titles, *headings))


def _read_plan_table(reading: Reading, source: SourceDocument, table: Table) -> None:
    blocks = [
        block for block in source.blocks if block.before_table == table.number and block.kind in _FLOWING
    ]
    if blocks or table.is_sheet:
        reading.current.clear()
        reading.owner = None
    begun = _read_headings(reading, blocks)
    if len(begun) > 1:
        # several headings above one table say nothing about which of them it belongs to
        reading.current.clear()
    if any(read_header(row) for row in table.rows if row.filled):
        reading.header = None if table.is_sheet or blocks else reading.header
        reading.headers = set() if table.is_sheet or blocks else reading.headers
    read_table(reading, table)


def _read_headings(reading: Reading, blocks: list[Block]) -> list[Draft]:
    """Titles and levels written above a table."""
    begun: list[Draft] = []
    for block in blocks:
        paragraph = paragraph_of(block)
        short = len(block.text.split()) <= _LONGEST_LEVEL_LINE
        if LEVEL_HEADING.match(block.text) and (block.kind is BlockKind.HEADING or short):
            begun.append(begin_heading(reading, [paragraph], key=f"b{block.number}"))
        elif block.kind is BlockKind.HEADING and not reading.title:
            reading.title = reading.ledger.place(paragraph, "title")
        elif begun and block.kind is BlockKind.PARAGRAPH:
            begun[-1].add("text", reading.ledger.place(paragraph, "text", draft=begun[-1]))
        else:
            reading.ledger.leave(paragraph, _why(block))
    return begun


def _leave_table(reading: Reading, table: Table) -> None:
    for row in table.rows:
        for cell in row.filled:
            for paragraph in paragraphs_of(table, row, cell):
                hidden = "It is on a hidden sheet." if table.is_hidden else ""
                reading.ledger.leave(paragraph, hidden or "Its table does not look like a plan.")


def _why(block: Block) -> str:
    if block.kind in _FLOWING:
        return "It stands outside the plan's table."
    article = "" if block.kind in (BlockKind.DELETED, BlockKind.HIDDEN) else "a "
    return f"It is {article}{block.kind.value}."


@dataclass(frozen=True, slots=True)
class _Reported:
    on: date | None = None
    precision: str = ""
    raw: str = ""


def _reported(reading: Reading, source: SourceDocument) -> _Reported:
    """The date the paper speaks for: in a column heading, else in a heading that speaks of an update."""
    found = list(reading.dates)
    if not found:
        texts = [reading.title, *(block.text for block in source.blocks if block.kind is BlockKind.HEADING)]
        for text in texts:
            if any(word in text.lower() for word in _REPORTS) and (month := read_month(text)) is not None:
                found.append(month)
    if not found:
        return _Reported()
    on, raw, is_day = max(found)
    return _Reported(on, "day" if is_day else "month", raw)


def _finished(reading: Reading, source: SourceDocument, plans: frozenset[int]) -> Proposal:
    reported = _reported(reading, source)
    people = people_by_initials("\n".join(draft.lines.get("leads", [])) for draft in reading.drafts)
    entries = finish(reading.drafts, as_at=reported.on, people=people)
    warnings = [*source.notes, *_several_plans(source, plans), *reading.warnings, *_warnings(reading)]
    return Proposal(
        name=source.name,
        title=reading.title,
        entries=entries,
        unplaced=tuple(reading.ledger.unplaced),
        placed=tuple(reading.ledger.placed),
        warnings=tuple(warnings),
        reporting_date=reported.on,
        reporting_precision=reported.precision,
        reporting_raw=reported.raw,
    )


def _several_plans(source: SourceDocument, plans: frozenset[int]) -> list[str]:
    """What to say where the tables may be more than one plan: sheets, or tables under their own headings."""
    names = [table.name for table in source.tables if table.number in plans and table.is_sheet]
    if not names:
        over = {b.before_table: b.text for b in source.blocks if _is_title(b) and b.before_table in plans}
        names = list(dict.fromkeys(over.values()))
    if len(names) < 2:
        return []
    told = listed([f"“{name.removeprefix('sheet ')}”" for name in names])
    return [f"Tables that look like a plan stand under {told}. They are read as one: leave out what is not."]


def _is_title(block: Block) -> bool:
    return block.kind is BlockKind.HEADING and not LEVEL_HEADING.match(block.text)


def _warnings(reading: Reading) -> list[str]:
    warnings: list[str] = []
    seen: dict[tuple[str, str, str], int] = {}
    for draft in reading.drafts:
        if draft.printed_code:
            key = (draft.parent.key if draft.parent else "", draft.kind.value, draft.printed_code)
            seen[key] = seen.get(key, 0) + 1
    twice = sorted({code for (_, _, code), n in seen.items() if n > 1})
    if twice:
        warnings.append(f"More than one entry has the code {listed(twice)}.")
    missing = _missing_numbers(reading.drafts)
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        warnings.append(
            f"The numbering passes over {listed([str(n) for n in missing])}, which {verb} not in the paper."
        )
    return warnings


def _missing_numbers(drafts: list[Draft]) -> list[int]:
    """Whole numbers passed over in the entries' codes, level by level."""
    missing: set[int] = set()
    for kind in {draft.kind for draft in drafts}:
        found = [number_of(draft.printed_code) for draft in drafts if draft.kind is kind]
        numbers = [number for number in found if number is not None]
        if len(numbers) > 1 and max(numbers) < 2 * len(numbers):
            missing |= set(range(min(numbers), max(numbers))) - set(numbers)
    return sorted(missing)
