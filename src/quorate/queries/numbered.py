"""Which numbered copies of a restricted pack are out, with whom, and which came back."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, local_day
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day
from quorate.domain.packs.copies import PackFacts, nobody_admitted_said, out_said, refusal_to_number
from quorate.queries.access import actors_of
from quorate.queries.meetings import find_meeting
from quorate.queries.pack_readers import may_read, readable
from quorate.queries.packs import product_of
from quorate.records import scopes
from quorate.records.models import NumberedCopy, Pack


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A copy: whose it is, since when, and when it came back, empty while it is out.

    `note` says why it should come back: whoever has it left, or may read the pack no more.
    """

    id: str
    number: int
    name: str
    out: str
    back: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class NobodyAdmitted:
    """That nobody is named as a reader of a pack, by the restriction whose id is given, or by none.

    `may_admit` is for those who set restrictions.
    """

    sentence: str
    restriction: str
    may_admit: bool


@dataclass(frozen=True, slots=True)
class CopiesPage:
    """The copies of one pack; `next` is the next number.

    `people` are those who may read it and have no copy out. `nobody` is there where no reader is named.
    """

    meeting: str
    pack: str
    version: int
    title: str
    group: str
    product: str
    lede: str
    out: tuple[CopyRow, ...]
    back: tuple[CopyRow, ...]
    next: int
    people: tuple[tuple[str, str], ...]
    refusal: Refusal | None
    nobody: NobodyAdmitted | None = None


def page_copies(actor: Actor, *, meeting: uuid.UUID, pack: uuid.UUID, today: date) -> CopiesPage:
    """The copies of a pack. Raises NotFoundError, and NotAllowedError for those who make no packs."""
    row = find_meeting(actor, meeting)
    if no := refusal_to_act(actor, Permission.PACK_MAKE, group=str(row.group_id)):
        raise NotAllowedError(no)
    found = next((each for each in readable(actor, row) if each.id == pack), None)
    if found is None:
        raise NotFoundError
    copies = list(NumberedCopy.objects.filter(pack=found).select_related("person").order_by("number"))
    may_read_it = _readers(actor, found, today)
    readers = {id: name for id, (name, _) in may_read_it.items()}
    is_anybody_named = any(is_named for _, is_named in may_read_it.values())
    out = [one for one in copies if one.back_at is None]
    holding = {one.person_id for one in out}
    return CopiesPage(
        meeting=str(row.id),
        pack=str(found.id),
        version=found.version,
        title=f"Numbered copies for {day(row.on)}",
        group=row.group.name,
        product=product_of(found),
        lede=out_said(len(out), is_over=row.on < today),
        out=tuple(_row(one, readers) for one in out),
        back=tuple(_row(one, readers) for one in copies if one.back_at),
        next=max((one.number for one in copies), default=0) + 1,
        people=tuple((str(id), name) for id, name in readers.items() if id not in holding),
        refusal=refusal_to_number(facts_of(found)),
        nobody=None if is_anybody_named else _nobody(actor, found),
    )


def facts_of(row: Pack) -> PackFacts:
    """What the rules ask of a pack."""
    gone = row.file.redacted_at if row.file else None
    return PackFacts(Audience(row.edition), row.state == "issued", local_day(gone) if gone else None)


def _readers(actor: Actor, pack: Pack, today: date) -> dict[uuid.UUID, tuple[str, bool]]:
    """Those who may read the pack today, by name; each with whether they are named, and not by role alone."""
    people = list(scopes.people(actor).select_related("partnership").order_by("name", "id"))
    actors = actors_of(people, today)
    return {
        one.id: (one.name, Audience.RESTRICTED not in actors[one.id].audiences)
        for one in people
        if may_read(actors[one.id], pack)
    }


def _nobody(actor: Actor, pack: Pack) -> NobodyAdmitted:
    """Why nobody is named: by the restriction that stands for the pack, or because there is none."""
    named = pack.restriction_id
    row = scopes.restrictions(actor).filter(id=named).first() if named else None
    row = row if row and str(row.id) in actor.standing else None
    return NobodyAdmitted(
        sentence=nobody_admitted_said(row.name if row else ""),
        restriction=str(row.id) if row else "",
        may_admit=refusal_to_act(actor, Permission.RESTRICTION_EDIT) is None,
    )


def _row(one: NumberedCopy, readers: Iterable[uuid.UUID]) -> CopyRow:
    is_reader = one.person_id in readers
    return CopyRow(
        id=str(one.id),
        number=one.number,
        name=one.person.name,
        out=day(local_day(one.out_at)),
        back=day(local_day(one.back_at)) if one.back_at else "",
        note="" if is_reader or one.back_at else "May not read this pack any more: ask for it back.",
    )
