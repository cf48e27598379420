"""The sentences of a pack, said the same in PDF, Word and on the page."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from quorate.domain.kernel.words import clock, count, day, weekday
from quorate.domain.meetings.agenda import Purpose
from quorate.domain.meetings.timetable import late_in_words
from quorate.domain.packs.agenda import minutes_in, untimed
from quorate.domain.packs.content import (
    AgendaLine,
    ChairsBrief,
    DutyState,
    ExceptionSheet,
    PackContent,
    PaperLine,
    TimetableLine,
)
from quorate.domain.packs.standings import STANDING_WORDS

PURPOSE_WORDS = {
    Purpose.DECIDE: "to decide",
    Purpose.AGREE: "to agree",
    Purpose.ADVISE: "to advise",
    Purpose.DISCUSS: "to discuss",
    Purpose.MONITOR: "to monitor",
    Purpose.NOTE: "to note",
}
"""What the board is asked to do with an item, the most binding first."""

CONTENTS = "In this pack"
NOTHING_ASKED = "Nothing is put to the board for decision or advice at this meeting."
NO_AGENDA = "No agenda items have been set."
NO_TIMETABLE = "The terms set no dates for this meeting."
NO_WAIVERS = "No part of the terms was waived for this meeting."
NO_PLANS = "No plan is held for this board."
NO_EXCEPTIONS = "Nothing is off track or waiting."
STUCK = "What is off track or waiting"
LONG_UPDATES = "Long updates"
NO_ROWS = "This plan has no rows at this date."
NO_NOTES = "There is nothing to say about the data in this pack."
NO_PAPERS = "No papers were received."
CARDS = "Each row of the table is told here in turn. A heading with nothing written under it is left out."
OWED = "Owed, and on no item"


_STATE_WORDS = {
    DutyState.MET: "met",
    DutyState.LATE: "done late",
    DutyState.IN_PART: "done in part",
    DutyState.WAITING: "recorded as sent, messages wait to go",
    DutyState.MISSED: "missed",
    DutyState.DUE_TODAY: "due today",
    DutyState.TO_COME: "to come",
    DutyState.BEFORE_RECORDS: "before our records",
    DutyState.NOT_KNOWN: "not known",
    DutyState.NOT_OWED: "not owed",
}


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing the board is asked to do, and at which item."""

    item: str
    purpose: Purpose
    sentence: str


def asks(agenda: Sequence[AgendaLine]) -> tuple[Ask, ...]:
    """What the board is asked to do: decisions first, then advice, discussion and notes, in agenda order."""
    order = list(PURPOSE_WORDS)
    found = [Ask(line.number, line.purpose, line.ask) for line in agenda if line.ask]
    return tuple(sorted(found, key=lambda each: order.index(each.purpose)))


def title(content: PackContent | ChairsBrief) -> str:
    """The document's title, as its properties carry it."""
    kind = "board pack" if isinstance(content, PackContent) else "chair’s brief"
    return f"{content.group}: {kind}, {day(content.meeting_on)}"


def when(content: PackContent | ChairsBrief) -> str:
    """The meeting's day and hours, the same in every edition."""
    parts = [weekday(content.meeting_on)]
    if content.starts_at:
        parts.append(clock(content.starts_at))
    return ", ".join(parts) + (f" to {clock(content.ends_at)}" if content.ends_at else "")


def agenda_length(agenda: Sequence[AgendaLine]) -> str:
    """How long the items of this edition take, and how many were given no time.

    Said of the edition in every one of them, whether or not it holds all there is.
    """
    if not agenda:
        return NO_AGENDA
    sentence = f"{count(len(agenda), 'item')} in this edition, {count(minutes_in(agenda), 'minute')}"
    without = untimed(agenda)
    if not without:
        return f"{sentence}."
    return f"{sentence}; {count(without, 'item has', 'items have')} no time given."


def duty_word(line: TimetableLine) -> str:
    """How a line of the timetable came out, in a few words."""
    days = line.working_days
    return {
        DutyState.MET: "met",
        DutyState.LATE: late_in_words(days),
        DutyState.IN_PART: "done in part",
        DutyState.WAITING: "recorded as sent, messages wait to go",
        DutyState.MISSED: f"late by {count(days, 'working day')}" if days else "missed",
        DutyState.DUE_TODAY: "due today",
        DutyState.TO_COME: "to come",
        DutyState.BEFORE_RECORDS: "before our records",
        DutyState.NOT_KNOWN: "not known",
        DutyState.NOT_OWED: "not owed",
    }[line.state]


def timetable_sentence(lines: Sequence[TimetableLine]) -> str:
    """Whether the timetable was met, in one sentence."""
    if not lines:
        return NO_TIMETABLE
    states = Counter(line.state for line in lines)
    parts = [f"{states[state]} {words}" for state, words in _STATE_WORDS.items() if states[state]]
    return f"Of {count(len(lines), 'date')}: {', '.join(parts)}."


def standing_tag(sheet: ExceptionSheet) -> str:
    """The words of an exception's tag."""
    word = sheet.tag or STANDING_WORDS[sheet.standing]
    return word[:1].upper() + word[1:]


def latest_words(sheet: ExceptionSheet) -> str:
    """The latest progress with the date it speaks for."""
    if not sheet.latest:
        return "No update from lead."
    return f"{sheet.latest} (as at {day(sheet.latest_as_at)})" if sheet.latest_as_at else sheet.latest


def exceptions_sentence(sheets: Sequence[ExceptionSheet]) -> str:
    """How many actions are exceptions, how many of them by the latest update alone, and how many unled."""
    if not sheets:
        return NO_EXCEPTIONS
    without = sum(not sheet.lead for sheet in sheets)
    by_lead = sum(sheet.by_lead for sheet in sheets)
    many = count(len(sheets), "action is", "actions are")
    tail = f"; {count(without, 'has', 'have')} no lead" if without else ""
    word = f"; {by_lead:,} by the latest update alone" if by_lead else ""
    order = ", worst first" if len(sheets) > 1 else ""
    return f"{many} off track or waiting{order}{word}{tail}."


def how_long(sheet: ExceptionSheet) -> str:
    """For how long an exception has been one, or that nothing recorded says so."""
    overdue = count(sheet.days_overdue, "day")
    if sheet.days_overdue and overdue not in sheet.since:
        return f"Overdue for {overdue}. {sheet.since}".strip()
    return sheet.since or "Not known: no date was recorded."


def exception_facts(sheet: ExceptionSheet) -> tuple[tuple[str, str], ...]:
    """What is known of an exception, as labels and words; what is not known is said where it matters."""
    found = (
        ("Lead", sheet.lead or "No lead."),
        ("Target date", sheet.target or "No target date."),
        ("For how long", how_long(sheet)),
        ("Latest progress", latest_words(sheet)),
        ("Barrier", sheet.barrier or "None was given."),
        ("What is needed", sheet.needed),
    )
    return tuple((label, text) for label, text in found if text)


def kind(content: PackContent) -> str:
    """What the document is, with its edition."""
    return f"Board pack, {content.edition}" if content.edition else "Board pack"


def edition_foot(content: PackContent) -> str:
    """The edition as the foot of every page says it; a loose sheet then tells whose it is."""
    said = content.edition[:1].upper() + content.edition[1:]
    return f"{said}, for named people only" if said.startswith("Restricted") else said


BRIEF_FOOT = "Chair’s brief, for those who run the meeting only"
"""Who may read a chair's brief, on the foot of every page of it."""


def cover_notes(content: PackContent) -> tuple[str, ...]:
    """The small print of the cover: when it was made, for whom, and the line every agenda carries."""
    made = f"Made on {day(content.made_at.date())}. It shows what was recorded by then."
    return tuple(each for each in (made, content.neutral_line) if each)


def papers_before(pdf: int, papers: int) -> str:
    """What a file with its papers would hold, said before it is made: only PDF papers can follow a pack."""
    if not papers:
        return "No papers have come yet."
    if pdf == papers:
        return "The one paper is PDF." if papers == 1 else f"All {papers:,} papers are PDF."
    if papers == 1:
        return "The one paper is not PDF: it is listed by name and goes out as it is."
    if not pdf:
        return f"None of the {papers:,} papers is PDF: they are listed by name and go out as they are."
    left = papers - pdf
    others = "other is listed by name and goes out as it is"
    if left > 1:
        others = f"other {left:,} are listed by name and go out as they are"
    return f"{pdf:,} of {papers:,} papers {'is' if pdf == 1 else 'are'} PDF; the {others}."


def papers_sentence(papers: Sequence[PaperLine]) -> str:
    """How many of the meeting's papers the file holds."""
    if not papers:
        return NO_PAPERS
    held = sum(paper.appended for paper in papers)
    if held == len(papers):
        return f"This file holds {'the one paper' if held == 1 else f'all {held:,} papers'} of the meeting."
    if not held:
        return f"{count(len(papers), 'paper')} came; this file lists {_them(len(papers))} and holds none."
    left = len(papers) - held
    verb = "is" if left == 1 else "are"
    return f"This file holds {held:,} of {count(len(papers), 'paper')}; {left:,} {verb} listed only."


def _them(n: int) -> str:
    return "it" if n == 1 else "them"


def paper_state(paper: PaperLine) -> str:
    """Whether a paper is in the combined file, and whether it came late."""
    where = "in the combined file" if paper.appended else "listed only"
    why = f": {paper.why_listed}" if paper.why_listed and not paper.appended else ""
    return where + why + (f"; {paper.late}" if paper.late else "")
