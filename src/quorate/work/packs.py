"""Makes the packs that were asked for: leases one, renders it, keeps the file."""

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from quorate.commands import packs as verbs
from quorate.commands.runner import As
from quorate.documents.pdf.brief import render_brief
from quorate.documents.pdf.combined import combine
from quorate.documents.pdf.compliance import render_compliance
from quorate.documents.pdf.cover import render_cover
from quorate.documents.pdf.large import render_large
from quorate.documents.pdf.minutes import render_minutes
from quorate.documents.pdf.pack import render_pack
from quorate.documents.pdf.sheet import render_sheet
from quorate.documents.word.compliance import render_compliance_docx
from quorate.documents.word.minutes import render_minutes_docx
from quorate.documents.word.pack import render_pack_docx
from quorate.domain.access.actor import Actor
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import Moment
from quorate.domain.packs.content import PackContent
from quorate.queries.access import work
from quorate.queries.compliance_content import compliance_content
from quorate.queries.minutes_content import minutes_content
from quorate.queries.owed import OwedPack, owed_packs
from quorate.queries.pack_contents import brief_content, pack_content, papers_to_append
from quorate.queries.pack_editions import admitting, brief_actor, edition_actor, restrictions_of
from quorate.queries.pack_frozen import issued_pack
from quorate.queries.packs import STEPS, file_name
from quorate.queries.sheet import sheet_content
from quorate.work.clock import printed

log = logging.getLogger(__name__)
Clock = Callable[[], Moment]

_PDF = "application/pdf"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Made:
    """A pack's bytes, and what it said as it is kept."""

    data: bytes
    media_type: str
    content: dict[str, Any]


def make_owed(clock: Clock) -> int:
    """Make every pack owed; gives how many were taken up."""
    return sum(_take_up(owed, clock) for owed in owed_packs(clock().at))


def _take_up(owed: OwedPack, clock: Clock) -> bool:
    asked = As(work(str(owed.partnership), owed.slug), clock())
    if owed.attempts >= verbs.MOST_ATTEMPTS:  # whoever made it was killed each time
        verbs.fail_pack(asked, pack=owed.id, fault="Making it was stopped three times.")
        return True
    if not verbs.lease_pack(owed.id, clock()):
        return False
    try:
        made = _make(owed, clock)
    except Exception as fault:  # whatever is wrong with one pack must not stop the others
        log.exception("pack %s could not be made", owed.id)
        sentence = f"Something in it could not be set ({type(fault).__name__})."
        verbs.fail_pack(As(asked.actor, clock()), pack=owed.id, fault=sentence)
        return True
    verbs.keep_pack(
        As(asked.actor, clock()),
        pack=owed.id,
        content=made.content,
        name=file_name(
            kind=owed.kind,
            format=owed.format,
            group=owed.group,
            on=owed.on,
            edition=Audience(owed.edition),
        ),
        media_type=made.media_type,
        data=made.data,
    )
    return True


def _make(owed: OwedPack, clock: Clock) -> Made:
    moment = clock()
    verbs.note_step(owed.id, STEPS[1], moment)
    partnership, slug, today = owed.partnership, owed.slug, moment.today
    if owed.kind == "sheet":
        made = _sheet(owed, clock)
    elif owed.kind == "brief":
        reader = brief_actor(partnership=partnership, slug=slug, meeting=owed.meeting, today=today)
        made = _brief(owed, reader, clock)
    else:
        edition = Audience(owed.edition)
        reader = edition_actor(partnership=partnership, slug=slug, edition=edition, today=today)
        makes = {"minutes": _minutes, "large": _large, "compliance": _compliance}.get(owed.kind, _pack)
        made = makes(owed, reader, clock)
    verbs.note_step(owed.id, STEPS[3], clock())
    return made


def _sheet(owed: OwedPack, clock: Clock) -> Made:
    """It says who holds a seat and what they answered, of the one meeting whose label it has."""
    reader = work(str(owed.partnership), owed.slug)
    sheet = sheet_content(reader, meeting=owed.meeting, made_at=printed(clock()))
    verbs.note_step(owed.id, STEPS[2], clock())
    return Made(render_sheet(sheet), _PDF, sheet.to_json())


def _brief(owed: OwedPack, reader: Actor, clock: Clock) -> Made:
    brief = brief_content(reader, meeting=owed.meeting, as_at=owed.as_at, made_at=printed(clock()))
    verbs.note_step(owed.id, STEPS[2], clock())
    return Made(render_brief(brief), _PDF, _kept(brief.to_json(), reader, owed.meeting))


def _pack(owed: OwedPack, reader: Actor, clock: Clock) -> Made:
    content = pack_content(
        reader,
        meeting=owed.meeting,
        edition=Audience(owed.edition),
        as_at=owed.as_at,
        made_at=printed(clock()),
        combined=owed.kind == "combined",
        with_risks=owed.with_risks,
    )
    verbs.note_step(owed.id, STEPS[2], clock())
    kept = _kept(content.to_json(), reader, owed.meeting, with_risks=owed.with_risks)
    if owed.format == "docx":
        return Made(render_pack_docx(content), _WORD, kept)
    data = render_pack(content)
    if owed.kind == "combined":
        papers = papers_to_append(reader, meeting=owed.meeting)
        data = combine(
            data,
            [(f"{paper.number} {paper.title}".strip(), paper.data) for paper in papers],
            numbers=[paper.number for paper in papers],
            covers=[render_cover(content, paper.number, paper.title, paper.cover) for paper in papers],
        ).pdf
    return Made(data, _PDF, kept)


def _large(owed: OwedPack, reader: Actor, clock: Clock) -> Made:
    """The issued pack of the edition, set larger; one as things stand where none is issued."""
    edition = Audience(owed.edition)
    frozen = issued_pack(reader, meeting=owed.meeting, edition=edition, as_at=owed.as_at)
    if frozen is None:
        content = pack_content(
            reader,
            meeting=owed.meeting,
            edition=edition,
            as_at=owed.as_at,
            made_at=printed(clock()),
            combined=False,
            with_risks=owed.with_risks,
        )
        kept = _kept(content.to_json(), reader, owed.meeting, with_risks=owed.with_risks)
    else:
        content, kept = PackContent.from_json(frozen.content), frozen.content
    verbs.note_step(owed.id, STEPS[2], clock())
    return Made(render_large(content), _PDF, kept)


def _minutes(owed: OwedPack, reader: Actor, clock: Clock) -> Made:
    content = minutes_content(
        reader,
        meeting=owed.meeting,
        edition=Audience(owed.edition),
        as_at=owed.as_at,
        made_at=printed(clock()),
    )
    verbs.note_step(owed.id, STEPS[2], clock())
    kept = _kept(content.to_json(), reader, owed.meeting)
    if owed.format == "docx":
        return Made(render_minutes_docx(content), _WORD, kept)
    return Made(render_minutes(content), _PDF, kept)


def _compliance(owed: OwedPack, reader: Actor, clock: Clock) -> Made:
    content = compliance_content(
        reader,
        meeting=owed.meeting,
        year=owed.year or owed.on,
        edition=Audience(owed.edition),
        as_at=owed.as_at,
        made_at=printed(clock()),
    )
    verbs.note_step(owed.id, STEPS[2], clock())
    kept = _kept(content.to_json(), reader, owed.meeting)
    if owed.format == "docx":
        return Made(render_compliance_docx(content), _WORD, kept)
    return Made(render_compliance(content), _PDF, kept)


def _kept(
    said: dict[str, Any], reader: Actor, meeting: uuid.UUID, *, with_risks: bool = False
) -> dict[str, Any]:
    return said | {
        "drawn_on": sorted(restrictions_of(reader, meeting, with_risks=with_risks)),
        "admitted_by": sorted(admitting(reader, meeting, with_risks=with_risks)),
    }
