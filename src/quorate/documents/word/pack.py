"""The board pack as Word: the same sentences as the PDF, in styles a board's staff can work with."""

from docx.document import Document as WordDocument

from quorate.documents.lines import fits_a_page, summary_fits_a_page
from quorate.documents.word.writing import (
    Link,
    Row,
    clean,
    contents,
    footer,
    heading,
    marked,
    new_document,
    on_its_side,
    saved,
    table,
    text,
)
from quorate.domain.kernel.words import clock, day
from quorate.domain.packs import wording
from quorate.domain.packs.content import ActionTable, ExceptionSheet, PackContent, PlanSummary, TimetableLine
from quorate.domain.packs.long_cells import ShownRow, ShownTable, shown_table
from quorate.domain.packs.standings import COLUMN_WORDS, counts_sentence, shown_standings, total

# Millimetres between the margins, upright and on its side.
_UPRIGHT, _SIDEWAYS = 168.0, 265.0
# Standings that fit as roomy columns beside the outcome's name; more are set smaller and closer.
_MOST_ROOMY = 6
# Bookmarks of the exceptions, which shortened cells of the tables lead to.
_SHEET = "sheet_"
_TINT, _MIST = "F2EBF5", "F6F5F8"


def render_pack_docx(content: PackContent) -> bytes:
    """The pack as a .docx file. The same content gives the same bytes."""
    document = new_document(title=wording.title(content), author=content.partnership, made_at=content.made_at)
    place_for_contents = _cover(document, content)
    _agenda(document, content)
    _timetable(document, content)
    _plans(document, content)
    _exceptions(document, content)
    _papers_and_notes(document, content)
    _structure(document, content)
    if content.tables:
        on_its_side(document)
    for place, each in enumerate(content.tables):
        _action_table(document, each, shown_table(each, content.exceptions), f"long_{place}_")
    contents(document, place_for_contents)
    left = ", ".join(each for each in (content.marking, wording.edition_foot(content)) if each)
    footer(document, left=left, middle=f"{content.partnership}, {day(content.meeting_on)}")
    return saved(document, made_at=content.made_at)


def _cover(document: WordDocument, content: PackContent) -> object:
    text(document, content.partnership, "Partnership name")
    heading(document, content.group, 1)
    text(document, wording.kind(content), "Lede")
    text(document, wording.when(content), "Meeting line")
    for words in (content.place, content.headline):
        if words:
            text(document, words, "Lede")
    text(document, wording.CONTENTS, "Contents heading")
    place = text(document, "", "Contents")
    for note in wording.cover_notes(content):
        text(document, note, "Small print")
    return place


def _agenda(document: WordDocument, content: PackContent) -> None:
    heading(document, "Agenda", 2).paragraph_format.page_break_before = True
    text(document, wording.agenda_length(content.agenda), "Lede")
    if content.agenda:
        table(
            document,
            ("Time", "Item", "Subject", "Purpose", "Speaker", "Minutes"),
            [
                Row(
                    (
                        clock(line.starts_at) if line.starts_at else "",
                        line.number,
                        "\n".join((line.title, *(f"Paper: {each}" for each in line.papers))),
                        wording.PURPOSE_WORDS[line.purpose],
                        line.speaker,
                        "" if line.minutes is None else str(line.minutes),
                    )
                )
                for line in content.agenda
            ],
            widths=(19, 12, 62, 22, 35, 18),
        )
    if content.neutral_line:
        text(document, content.neutral_line, "Small print")
    heading(document, "What the board is asked to do", 2)
    for ask in wording.asks(content.agenda):
        words = f"{wording.PURPOSE_WORDS[ask.purpose].capitalize()}: {ask.sentence} (item {ask.item})"
        text(document, words, "List Number")
    if not wording.asks(content.agenda):
        text(document, wording.NOTHING_ASKED)


def _timetable(document: WordDocument, content: PackContent) -> None:
    heading(document, "Timetable of this meeting", 2)
    text(document, wording.timetable_sentence(content.timetable), "Lede")
    if content.timetable:
        table(
            document,
            ("Due, and how it came out", "What", "How the date was worked out"),
            [
                Row(
                    (
                        _due(line),
                        line.what,
                        f"{line.working}\n{line.clause}",
                    ),
                    bold=(0,),
                )
                for line in content.timetable
            ],
            widths=(41, 42, 85),
        )
    heading(document, "Waivers", 3)
    _bullets(document, content.waivers, wording.NO_WAIVERS)


def _due(line: TimetableLine) -> str:
    done = f", on {day(line.done_on)}" if line.done_on else ""
    return f"{day(line.due) if line.due else 'not known'}\n{wording.duty_word(line)}{done}"


def _plans(document: WordDocument, content: PackContent) -> None:
    heading(document, "The plan, by outcome", 2)
    if not content.plans:
        text(document, wording.NO_PLANS)
    for plan in content.plans:
        _plan(document, plan)


def _plan(document: WordDocument, plan: PlanSummary) -> None:
    heading(document, plan.name, 3)
    finding = plan.finding or counts_sentence(plan.outcomes)
    text(document, f"{finding} Position as at {day(plan.as_at)}.", "Lede")
    if not plan.outcomes:
        return
    shown = shown_standings(plan.outcomes)
    rows = [(f"{each.name}\n{each.remark}", total([each])) for each in plan.outcomes]
    if len(rows) > 1:
        rows.append(("All outcomes", total(plan.outcomes)))
    many = len(shown) > _MOST_ROOMY
    each_wide, all_wide = (13.85, 8.0) if many else (18.5, 12.0)
    table(
        document,
        ("Outcome", *(COLUMN_WORDS[each].capitalize() for each in shown), "All"),
        [
            Row((name, *(f"{counts[each]:,}" for each in shown), f"{sum(counts.values()):,}"), bold=(0,))
            for name, counts in rows
        ],
        widths=(_UPRIGHT - each_wide * len(shown) - all_wide, *(each_wide,) * len(shown), all_wide),
        size=7.5 if many else 8.5,
        tight=many,
        whole=summary_fits_a_page(plan),
    )


def _exceptions(document: WordDocument, content: PackContent) -> None:
    heading(document, wording.STUCK, 2)
    text(document, wording.exceptions_sentence(content.exceptions), "Lede")
    for place, sheet in enumerate(content.exceptions):
        _exception(document, sheet, f"{_SHEET}{place}")


def _exception(document: WordDocument, sheet: ExceptionSheet, mark: str) -> None:
    """A heading, and one paragraph of facts, a line each: a dozen paragraphs are not kept on one page."""
    heading(document, f"{sheet.code} {sheet.text}".strip(), 3, mark=mark)
    where = ", ".join(each for each in (sheet.plan, sheet.outcome) if each)
    facts = (("Standing", wording.standing_tag(sheet)), ("Plan and outcome", where))
    said = [(label, words) for label, words in (*facts, *wording.exception_facts(sheet)) if words]
    paragraph = text(document, "")
    paragraph.paragraph_format.keep_together = fits_a_page(sheet) or None
    for place, (label, words) in enumerate(said):
        if place:
            paragraph.add_run().add_break()
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run("\n".join(line for line in clean(words).split("\n") if line.strip()))


def _papers_and_notes(document: WordDocument, content: PackContent) -> None:
    heading(document, "Papers", 2)
    if content.papers:
        text(document, wording.papers_sentence(content.papers), "Lede")
        table(
            document,
            ("No.", "Paper", "Where it is"),
            [Row((each.item, each.title, wording.paper_state(each))) for each in content.papers],
            widths=(16, 90, 62),
        )
    else:
        text(document, wording.NO_PAPERS)
    heading(document, "Data notes", 2)
    _bullets(document, content.data_notes, wording.NO_NOTES)


def _structure(document: WordDocument, content: PackContent) -> None:
    """Who reports to whom, in words alone: a drawing in Word is read by nobody's screen reader."""
    if content.structure is None:
        return
    heading(document, "Structure", 2)
    text(document, content.structure.sentence, "Lede")
    table(
        document,
        ("Group", "What it is", "Whom it stands under and reports to"),
        [
            Row((one.name, one.kind, "\n".join(one.says) or "Nobody"), bold=(0,))
            for one in content.structure.groups
        ],
        widths=(58, 36, 74),
    )


def _action_table(document: WordDocument, plan: ActionTable, shown: ShownTable, mark: str) -> None:
    heading(document, plan.title, 2)
    if plan.note:
        text(document, plan.note, "Lede")
    if not plan.rows:
        text(document, wording.NO_ROWS)
        return
    shares = plan.widths or (1,) * len(plan.headings)
    deepest = max((row.level for row in plan.rows if not row.spans), default=0)
    table(
        document,
        plan.headings,
        [
            Row(
                [cell.text for cell in row.cells],
                _shade(row, deepest),
                row.spans,
                links={
                    n: Link(
                        f"({cell.more})",
                        f"{_SHEET}{cell.sheet}" if cell.sheet is not None else f"{mark}{cell.note}",
                    )
                    for n, cell in enumerate(row.cells)
                    if cell.more
                },
            )
            for row in shown.rows
        ],
        widths=[_SIDEWAYS * share / sum(shares) for share in shares],
        size=8.5 if len(plan.headings) <= 7 else 7.5,
    )
    if shown.long_updates:
        heading(document, wording.LONG_UPDATES, 3)
    for n, each in enumerate(shown.long_updates):
        label = text(document, each.label)
        label.runs[0].bold = True
        label.paragraph_format.keep_with_next = True
        marked(document, label, f"{mark}{n}")
        text(document, each.text)


def _shade(row: ShownRow, deepest: int) -> str:
    if row.spans or row.level < deepest:
        return _TINT if row.level == 0 else _MIST
    return ""


def _bullets(document: WordDocument, lines: tuple[str, ...], otherwise: str) -> None:
    for line in lines:
        text(document, line, "List Bullet")
    if not lines:
        text(document, otherwise)
