"""Files for papers the content only names: minutes as PDF, figures and short papers as Word.

They say no more than the content does, so that nothing in the demonstration has to be believed.
"""

import functools
import json
from datetime import UTC, datetime
from pathlib import Path

import typst

import quorate.documents
from quorate.cli.demonstration import word_shapes as word
from quorate.cli.demonstration.content.shapes import AgendaItem, Meeting, Paper, Place
from quorate.domain.kernel.words import clock, day, listed

_FONTS = Path(quorate.documents.__file__).parent / "fonts"
_TEMPLATE = Path(__file__).parent / "minutes.typ"
_HOW = {"present": "", "deputy": " (deputy)", "apologies": "", "absent": ""}


def build(place: Place, meeting: Meeting, item: AgendaItem, paper: Paper) -> bytes:
    """The file of a paper for an item of a meeting."""
    if paper.type == "minutes":
        earlier = [one for one in place.meetings if one.group == meeting.group and one.on < meeting.on]
        return minutes_pdf(place, earlier[-1])
    return (
        figures_docx(place, meeting, paper)
        if paper.type == "data"
        else short_docx(place, meeting, item, paper)
    )


def minutes_pdf(place: Place, meeting: Meeting) -> bytes:
    """Draft minutes: who came, what each item asked, and the actions logged."""
    group = next(one for one in place.groups if one.key == meeting.group)
    logged = [one for one in place.action_log if one.meeting == meeting.key]
    data = {
        "title": f"{group.name}: draft minutes, {day(meeting.on)}",
        "author": "Partnership coordinator",
        "where": f"{clock(meeting.at)}, {meeting.place}",
        "came": _came(place, meeting),
        "items": [
            {"heading": f"{item.number}. {item.title}", "lines": [item.ask] if item.ask else ["Noted."]}
            for item in meeting.items
            if not item.restriction
        ],
        "actions": [
            f"{one.code}: {one.text} ({listed([lead.raw for lead in one.leads])}; {one.target.raw})"
            for one in logged
        ],
    }
    written = datetime.combine(meeting.on, meeting.at, tzinfo=UTC)
    made = _compiler().compile(
        format="pdf", sys_inputs={"data": json.dumps(data)}, timestamp=int(written.timestamp())
    )
    if not isinstance(made, bytes):
        raise TypeError("minutes are one file")
    return made


def _came(place: Place, meeting: Meeting) -> list[str]:
    post = {one.key: one.role for one in place.people}
    came = [
        f"{post[one.person]}{_HOW[one.how]}" for one in meeting.attendance if one.how in ("present", "deputy")
    ]
    sorry = [post[one.person] for one in meeting.attendance if one.how == "apologies"]
    return [*came, f"Apologies: {listed(sorry)}"] if sorry else came


@functools.cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[_FONTS])
    return typst.Compiler(_TEMPLATE, root=_TEMPLATE.parent, font_paths=fonts)


def figures_docx(place: Place, meeting: Meeting, paper: Paper) -> bytes:
    """The figures the place quotes of itself, with their sources and what to beware of."""
    document = word.new_document(paper.title)
    _head(document, place, meeting, paper)
    table = word.grid(document, (2.2, 7.4, 2.6, 5.2))
    word.add_heading_row(table, ("Figure", "What it is", "Period", "Source, and what to beware of"))
    for figure in place.figures:
        word.put_row(
            table,
            [
                [figure.value],
                [figure.text],
                [figure.period],
                [part for part in (figure.source, figure.caution) if part],
            ],
        )
    return word.saved(document)


def short_docx(place: Place, meeting: Meeting, item: AgendaItem, paper: Paper) -> bytes:
    """A paper of half a page: whose it is, and what the board is asked."""
    document = word.new_document(paper.title)
    _head(document, place, meeting, paper)
    document.add_heading("What this paper asks", level=2)
    document.add_paragraph(item.ask or "The group is asked to note this paper.")
    document.add_heading("About this paper", level=2)
    document.add_paragraph("The demonstration holds no more of this paper than this.")
    return word.saved(document)


def _head(document: word.Document, place: Place, meeting: Meeting, paper: Paper) -> None:
    group = next(one for one in place.groups if one.key == meeting.group)
    author = next(one for one in place.people if one.key == paper.by)
    document.add_paragraph(f"{group.name}, {day(meeting.on)}")
    document.add_paragraph(f"From: {author.role}")
