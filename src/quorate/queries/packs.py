"""The packs of a meeting: what was asked for, how far it has come, and the file itself."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from quorate.domain.access.actor import Actor
from quorate.domain.access.audience import AUDIENCE_NAMES, Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import NotFoundError, local_day
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, day
from quorate.domain.meetings.refusals import refusal_to_take_papers
from quorate.domain.packs.refusals import (
    refusal_to_issue,
    refusal_to_issue_minutes,
    refusal_to_issue_sheet,
)
from quorate.domain.packs.wording import papers_before
from quorate.queries.agenda import size_said
from quorate.queries.files import FileOut, data_of
from quorate.queries.meetings import allowed, find_meeting
from quorate.queries.offers import Offer
from quorate.queries.pack_editions import EDITION_NAMES, EDITIONS, sees
from quorate.queries.pack_readers import admits, can_read, readable
from quorate.records import scopes
from quorate.records.facts.holding import still_open
from quorate.records.facts.meetings import state_of
from quorate.records.models import Meeting, Pack

PRODUCTS = {
    "pack_pdf": "Pack as PDF",
    "pack_docx": "Pack as Word",
    "large_pdf": "Pack in large print, 18 point",
    "combined_pdf": "Pack with its papers, one PDF",
    "brief_pdf": "Chair’s brief, one side",
    "minutes_pdf": "Minutes as PDF",
    "minutes_docx": "Minutes as Word",
    "sheet_pdf": "Sign-in sheet",
}
STATEMENTS = {
    "compliance_pdf": "The year against the terms as PDF",
    "compliance_docx": "The year against the terms as Word",
}
"""What is asked for on the page of a year and not of a meeting."""
STEPS = ("Waiting to begin", "Collecting what it says", "Setting the pages", "Keeping the file")
_MAKING = ("asked", "making")
_CALLED = {
    "pack": "pack",
    "large": "pack in large print",
    "combined": "pack with papers",
    "brief": "chair’s brief",
    "minutes": "minutes",
    "compliance": "year against the terms",
    "sheet": "sign-in sheet",
}
_HINTS = {
    "large_pdf": "Says what the pack of the same edition says, where one is issued.",
    "sheet_pdf": "For whoever runs the meeting. It is printed, not issued.",
}


@dataclass(frozen=True, slots=True)
class PackRow:
    """A pack in the list. `state` is asked, making, made, issued or failed; `said` is that in words.

    A pack that held redacted words can be neither read nor issued; `redacted` says when they went. `issue`
    is the button, None for those who issue no packs and where it was issued. `is_numbered` says that copies
    on paper are handed out by number, for those who do that.
    """

    id: str
    version: int
    product: str
    edition: str
    state: str
    said: str
    as_at: date
    step: int
    size: str
    sha256: str
    can_read: bool
    issue: Offer | None
    redacted: str = ""
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class MakingLine:
    """How far what is being made has come: a sentence, and steps done of steps in all."""

    sentence: str
    done: int
    total: int
    is_over: bool


@dataclass(frozen=True, slots=True)
class PacksPage:
    """A meeting's packs, those issued first. `making` counts those not made yet.

    `products` are what can be made: code, name, and what is to be known of it before it is made. `risks` are
    the open ones of the group, for those who make packs.
    """

    meeting: str
    title: str
    group: str
    lede: str
    issued: tuple[PackRow, ...]
    drafts: tuple[PackRow, ...]
    making: int
    line: MakingLine
    may_make: bool
    make: Offer
    products: tuple[tuple[str, str, str], ...]
    editions: tuple[tuple[str, str, str], ...]
    risks: int = 0


def page_packs(actor: Actor, *, meeting: uuid.UUID, today: date) -> PacksPage:
    """The packs of a meeting that the actor may read, and those being made if they make packs.

    No edition is offered whose readers do not see the meeting.
    """
    row = find_meeting(actor, meeting)
    may_make = allowed(actor, Permission.PACK_MAKE, str(row.group_id))
    found = readable(actor, row)
    rows = [_row(pack, may_make=may_make) for pack in found]
    issued = tuple(each for each in rows if each.state == "issued")
    drafts = tuple(each for each in rows if each.state != "issued")
    making = sum(each.state in _MAKING for each in drafts)
    return PacksPage(
        meeting=str(row.id),
        title=f"Packs for {day(row.on)}",
        group=row.group.name,
        lede=_lede(sum(each.can_read for each in issued), making),
        issued=issued,
        drafts=drafts,
        making=making,
        line=_making_line(found),
        may_make=may_make,
        make=Offer(refusal_to_take_papers(state_of(row))),
        products=_products(actor, row) if may_make else (),
        editions=tuple(
            (edition.value, EDITION_NAMES[edition], f"For: {AUDIENCE_NAMES[edition].lower()}.")
            for edition in (EDITIONS if may_make else ())
            if edition in actor.audiences_in(str(row.group_id))
            and sees(row, edition, slug=actor.slug, today=today)
        ),
        risks=len(still_open(scopes.risks(actor).filter(group=row.group_id))) if may_make else 0,
    )


def _products(actor: Actor, row: Meeting) -> tuple[tuple[str, str, str], ...]:
    """What can be made; of the combined file, how many of the papers the actor sees it could hold."""
    papers = scopes.papers(actor).filter(scopes.standing(), meeting=row)
    types = list(papers.values_list("file__media_type", flat=True))
    hints = _HINTS | {"combined_pdf": papers_before(types.count("application/pdf"), len(types))}
    return tuple((code, name, hints.get(code, "")) for code, name in PRODUCTS.items())


def making_line(actor: Actor, *, meeting: uuid.UUID) -> MakingLine:
    """How far the packs being made have come; over when none is."""
    return _making_line(readable(actor, find_meeting(actor, meeting)))


def _making_line(packs: list[Pack]) -> MakingLine:
    going = [pack for pack in packs if pack.state in _MAKING]
    total = len(going) * len(STEPS)
    reached = sum(_step(pack) for pack in going)
    if not going:
        return MakingLine("Everything asked for is made.", 1, 1, is_over=True)
    step = STEPS[_step(going[0])]
    more = f", and {count(len(going) - 1, 'more pack')} to make" if len(going) > 1 else ""
    said = f"{product_of(going[0])}: {step[0].lower()}{step[1:]}{more}."
    return MakingLine(said, reached, total, is_over=False)


def pack_file(actor: Actor, *, meeting: uuid.UUID, pack: uuid.UUID) -> FileOut:
    """A pack's file. Every reading is recorded. Raises NotFoundError when the actor may not read it."""
    row = find_meeting(actor, meeting)
    found = next((each for each in readable(actor, row) if each.id == pack), None)
    if found is None or found.file is None:
        raise NotFoundError
    return FileOut(found.file.name, found.file.media_type, data_of(found.file))


@dataclass(frozen=True, slots=True)
class BriefLine:
    """The chair's brief of a meeting, for those who read it; `pack` is empty until it is issued.

    `may_make` is for those who can make and issue it.
    """

    pack: str
    said: str
    may_make: bool = False


def briefs(actor: Actor, rows: Iterable[Meeting]) -> Mapping[uuid.UUID, BriefLine]:
    """The latest brief issued for each meeting, for those who read briefs of its group; no other is named."""
    mine = [row for row in rows if allowed(actor, Permission.BRIEF_READ, str(row.group_id))]
    found = scopes.packs(actor).filter(
        meeting__in=mine, kind="brief", state="issued", file__redacted_at__isnull=True
    )
    issued = {pack.meeting_id: pack for pack in found.order_by("issued_at", "id") if admits(pack, actor)}
    return {
        row.id: _brief(issued.get(row.id), may_make=allowed(actor, Permission.PACK_MAKE, str(row.group_id)))
        for row in mine
    }


def _brief(pack: Pack | None, *, may_make: bool) -> BriefLine:
    if pack is None or pack.issued_at is None:
        makes = "" if may_make else " The coordinator or the secretary makes it."
        return BriefLine("", f"The chair’s brief is not issued yet.{makes}", may_make)
    return BriefLine(str(pack.id), f"Chair’s brief, issued on {_on(pack.issued_at)}")


def file_name(*, kind: str, format: str, group: str, on: date, edition: Audience) -> str:
    """What a pack's file is called.

    >>> file_name(kind="pack", format="pdf", group="Board", on=date(2027, 1, 14), edition=Audience.CORE)
    'Board pack, 14 January 2027, core.pdf'
    """
    what = _CALLED[kind]
    plain = "".join(letter for letter in group if letter not in '/\\:*?"<>|').strip()
    whose = "" if kind in ("brief", "sheet") else f", {edition.value}"
    return f"{plain} {what}, {day(on)}{whose}.{format}"


def _row(pack: Pack, *, may_make: bool) -> PackRow:
    gone = pack.file.redacted_at if pack.file else None
    return PackRow(
        id=str(pack.id),
        version=pack.version,
        product=product_of(pack),
        edition="For the room" if pack.kind == "sheet" else EDITION_NAMES[Audience(pack.edition)],
        state=pack.state,
        said=_said(pack),
        as_at=pack.as_at,
        step=_step(pack),
        size=size_said(pack.file.size) if pack.file else "",
        sha256=pack.file.sha256 if pack.file else "",
        can_read=can_read(pack),
        issue=_issue(pack) if may_make else None,
        redacted=f"Redacted on {_on(gone)}" if gone else "",
        is_numbered=may_make and pack.state == "issued" and pack.edition == Audience.RESTRICTED.value,
    )


def _issue(pack: Pack) -> Offer | None:
    return None if pack.issued_at or pack.kind == "sheet" else Offer(refusal_to_issue_row(pack))


def refusal_to_issue_row(pack: Pack) -> Refusal | None:
    """Why this pack cannot be issued, as `quorate.domain.packs.refusals.refusal_to_issue` says."""
    if pack.kind == "sheet":
        return refusal_to_issue_sheet()
    gone = pack.file.redacted_at if pack.file else None
    refusal = refusal_to_issue(
        issued_on=local_day(pack.issued_at) if pack.issued_at else None,
        is_made=pack.state == "made" and pack.file is not None,
        redacted_on=local_day(gone) if gone else None,
    )
    if refusal or pack.kind != "minutes":
        return refusal
    said = (pack.content or {}).get("content") or {}
    return refusal_to_issue_minutes(
        to_members_on=pack.meeting.minutes_to_members_on, was_draft=bool(said.get("is_draft"))
    )


def product_of(pack: Pack) -> str:
    """What kind of pack it is and in which format, in words."""
    code = f"{pack.kind}_{pack.format}"
    return PRODUCTS.get(code) or STATEMENTS.get(code, "Pack")


def _step(pack: Pack) -> int:
    return STEPS.index(pack.step) if pack.step in STEPS else 0


def _said(pack: Pack) -> str:
    if pack.state == "issued" and pack.issued_at:
        return f"Issued on {_on(pack.issued_at)}{_papers_held(pack)}{_of_another_day(pack)}"
    if pack.state == "made":
        return "Made, to print" if pack.kind == "sheet" else f"Made, not issued yet{_papers_held(pack)}"
    if pack.state == "failed":
        return f"Could not be made. {pack.fault}".strip()
    return STEPS[_step(pack)]


def _of_another_day(pack: Pack) -> str:
    """That the meeting was moved since: an issued pack goes on saying the day it was made for."""
    said = ((pack.content or {}).get("content") or {}).get("meeting_on")
    if not said or said == pack.meeting.on.isoformat():
        return ""
    return f"; says {day(date.fromisoformat(said))}, for the meeting was moved since"


def _papers_held(pack: Pack) -> str:
    """How many of the papers a combined file holds, and that the others are listed in it."""
    if pack.kind != "combined":
        return ""
    papers = ((pack.content or {}).get("content") or {}).get("papers") or []
    held = sum(bool(paper.get("appended")) for paper in papers)
    if not papers:
        return "; no papers came"
    words = sum(paper.get("why_listed") == "it is not a PDF file" for paper in papers)
    left = len(papers) - held
    why = ("a Word or other file", "Word or other files") if words == left else ("listed only", "listed only")
    others = ("", f"; the other is {why[0]}", f"; the others are {why[1]}")[min(left, 2)]
    return f"; holds {held:,} of {count(len(papers), 'paper')}{others}"


def _on(at: datetime) -> str:
    return day(local_day(at))


def _lede(issued: int, making: int) -> str:
    if making:
        return f"{count(making, 'pack')} {'is' if making == 1 else 'are'} being made. It takes a few seconds."
    if issued:
        return f"{count(issued, 'pack')} {'is' if issued == 1 else 'are'} issued for you and will not change."
    return "No pack is issued for you yet."
