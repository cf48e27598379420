"""What changed since a pack was issued, for one reader: to be read beside what they printed."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import local_day
from quorate.domain.kernel.words import count, day
from quorate.domain.packs.content import PackContent
from quorate.domain.packs.frozen import NotReadableError
from quorate.domain.packs.since import Since, changes_since
from quorate.queries.meetings import find_meeting
from quorate.queries.pack_contents import pack_content
from quorate.queries.pack_editions import EDITION_NAMES, edition_actor
from quorate.queries.pack_readers import can_read, readable
from quorate.queries.packs import product_of
from quorate.records.models import Meeting, Pack

_HOLDS_AN_AGENDA = ("pack", "combined", "large")


@dataclass(frozen=True, slots=True)
class SincePage:
    """What changed since the chosen pack. `packs` are those to choose from, as id and words.

    `since` is None where there is no pack to compare with. `on` is the day that was asked about, if any.
    """

    meeting: str
    title: str
    group: str
    meeting_title: str
    lede: str
    packs: tuple[tuple[str, str], ...]
    chosen: str
    on: date | None
    since: Since | None


def page_since(
    actor: Actor, *, meeting: uuid.UUID, today: date, pack: str = "", on: date | None = None
) -> SincePage:
    """The changes since a pack the actor may read: the one named, the last issued by a day, or the last.

    What is new is looked at as readers of that edition see it, less what bars this actor. Raises
    NotFoundError when the actor may not know of the meeting.
    """
    row = find_meeting(actor, meeting)
    issued = _issued(actor, row)
    chosen = _chosen(issued, pack, on)
    since = changes_since(chosen[1], _now(actor, row, chosen[0], chosen[1], today)) if chosen else None
    return SincePage(
        meeting=str(row.id),
        title="What changed since you printed",
        group=row.group.name,
        meeting_title=f"Meeting of {day(row.on)}",
        lede=_lede(chosen[0] if chosen else None, since, has_packs=bool(issued), on=on, today=today),
        packs=tuple((str(one.id), _said(one)) for one, _ in issued),
        chosen=str(chosen[0].id) if chosen else "",
        on=on,
        since=since,
    )


def _issued(actor: Actor, row: Meeting) -> list[tuple[Pack, PackContent]]:
    """The issued packs this actor may read that hold an agenda, the last issued first."""
    found = []
    for pack in readable(actor, row):
        if pack.state == "issued" and pack.kind in _HOLDS_AN_AGENDA and can_read(pack):
            try:
                found.append((pack, PackContent.from_json(pack.content)))
            except NotReadableError:
                continue  # made in a shape of before, that nothing can be held beside
    return sorted(found, key=lambda one: (one[0].issued_at is not None, one[0].issued_at), reverse=True)


def _chosen(
    issued: Sequence[tuple[Pack, PackContent]], pack: str, on: date | None
) -> tuple[Pack, PackContent] | None:
    if pack:
        return next((one for one in issued if str(one[0].id) == pack), None)
    by_then = [one for one in issued if on is None or _day(one[0]) <= on]
    return by_then[0] if by_then else None


def _now(actor: Actor, row: Meeting, pack: Pack, then: PackContent, today: date) -> PackContent:
    """The same edition as it would be made now, less whatever bars this reader."""
    reader = edition_actor(
        partnership=uuid.UUID(actor.partnership),
        slug=actor.slug,
        edition=Audience(pack.edition),
        today=today,
    )
    return pack_content(
        replace(reader, barred=reader.barred | actor.barred),
        meeting=row.id,
        edition=Audience(pack.edition),
        as_at=today,
        made_at=then.made_at,
        combined=False,
        with_risks=pack.with_risks,
    )


def _day(pack: Pack) -> date:
    return local_day(pack.issued_at) if pack.issued_at else date.max


def _said(pack: Pack) -> str:
    return f"{product_of(pack)}, {EDITION_NAMES[Audience(pack.edition)].lower()}, issued on {day(_day(pack))}"


def _lede(pack: Pack | None, since: Since | None, *, has_packs: bool, on: date | None, today: date) -> str:
    if pack is None or since is None:
        if has_packs and on:
            return f"No pack was issued for you by {day(on)}. Choose a later day, or a pack."
        return "No pack is issued for you yet, so there is nothing to hold beside the meeting as it is."
    what = count(since.count, "change") if since.count else "Nothing changed"
    return f"{what} from the pack issued on {day(_day(pack))} to today, {day(today)}."
