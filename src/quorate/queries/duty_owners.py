"""Whose each duty is, and those due soon or late: the owner’s, or whoever runs the group’s without one."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.kernel.words import day, so_many_of, spelt
from quorate.domain.membership.facts import has_left
from quorate.domain.terms.consequences import KINDS
from quorate.domain.terms.law import LAW
from quorate.queries.duties import DutyLine, duties_of, folded, parse
from quorate.queries.duty_law import law_due
from quorate.records import scopes
from quorate.records.facts.groups import going_on
from quorate.records.models import DutySetting, Group

_TITLES: Mapping[str, str] = {
    **{kind.value: rule.title for kind, rule in LAW.items()},
    **{kind.value: said for kind, said in KINDS.items()},
}
_NEAR = frozenset({"overdue", "due_soon"})


@dataclass(frozen=True, slots=True)
class Owner:
    """Who owns a duty; `left_on` where they have left, and so nobody does now."""

    person: str
    name: str
    left_on: date | None

    @property
    def said(self) -> str:
        """The owner in words."""
        return f"{self.name}, who left on {day(self.left_on)}" if self.left_on else self.name


@dataclass(frozen=True, slots=True)
class NearDuty:
    """A duty that is late or due soon. `slug` is its group's address; `owner` is empty where nobody owns it.

    `is_own` says that the reader owns it, `is_owned` that somebody who is here does.
    """

    group_id: str
    slug: str
    group: str
    line: DutyLine
    owner: str
    is_own: bool
    is_owned: bool

    @property
    def note(self) -> str:
        """What the tag does not say: how it stands, and whose it is."""
        # What a reporting line asks is recorded on the line’s own page, and is nobody’s by name.
        nobody = "Nobody owns it yet." if self.line.value else ""
        whose = "" if self.is_own else f"Owner: {self.owner}." if self.owner else nobody
        return " ".join(filter(None, (self.line.sentence, whose)))


@dataclass(frozen=True, slots=True)
class DutyOwned:
    """A duty somebody owns, whenever it falls due: its title, its group, the group's address, and when."""

    title: str
    group: str
    slug: str
    when: str = ""


Owners = Mapping[tuple[str, str], Owner]


def owners_of(groups: Sequence[uuid.UUID], today: date) -> Mapping[uuid.UUID, Owners]:
    """The owners of each group's duties, by kind and by the item they are settled under."""
    found: defaultdict[uuid.UUID, dict[tuple[str, str], Owner]] = defaultdict(dict)
    rows = DutySetting.objects.filter(group__in=groups, owner__isnull=False).select_related("owner")
    for row in rows:
        if row.owner:
            left = row.owner.left_on if has_left(row.owner.left_on, today) else None
            found[row.group_id][row.kind, row.item] = Owner(str(row.owner_id), row.owner.name, left)
    return found


def title_of(item: str) -> str:
    """What a duty is settled under: its item without the period's first day.

    >>> title_of("2026-04-01|Report to the council"), title_of("2026-04-01"), title_of("Report")
    ('Report to the council', '', 'Report')
    """
    first, _, title = item.partition("|")
    try:
        date.fromisoformat(first)
    except ValueError:
        return item
    return title


def near_duties(actor: Actor, groups: Sequence[Group], today: date) -> tuple[NearDuty, ...]:
    """The duties of these groups, of their terms and of law, that are late or due soon.

    A report that one of them owes to another is there once: as it is of the group that owes it.
    """
    ids = [row.id for row in groups]
    owners, of_terms, of_law = owners_of(ids, today), duties_of(actor, ids, today), law_due(actor, ids, today)
    found = []
    for row in groups:
        for line in folded((*of_terms[row.id], *of_law.get(row.id, ()))):
            if line.standing in _NEAR:
                kind, item = parse(line.value)
                owner = owners.get(row.id, {}).get((kind, title_of(item))) if kind else None
                found.append(_near(actor, row, line, owner))
    return without_twins(found, beside=found)


def without_twins(found: Sequence[NearDuty], *, beside: Sequence[NearDuty]) -> tuple[NearDuty, ...]:
    """These duties without the reports to receive that are `beside` them as what another group owes."""
    owed = {((one.group_id, one.line.title), one.line.period) for one in beside}
    return tuple(one for one in found if (one.line.reported_as, one.line.period) not in owed)


def owned_duties(actor: Actor, today: date) -> tuple[NearDuty, ...]:
    """The duties late or due soon that the actor owns, of groups that go on."""
    if not actor.person:
        return ()
    mine = DutySetting.objects.filter(owner=uuid.UUID(actor.person)).values("group")
    rows = list(scopes.groups(actor).filter(going_on(today), id__in=mine).order_by("order", "name"))
    return tuple(one for one in near_duties(actor, rows, today) if one.is_own) if rows else ()


def duties_owned(
    actor: Actor, people: Sequence[uuid.UUID], today: date
) -> Mapping[uuid.UUID, Sequence[DutyOwned]]:
    """Every duty that each of these people owns in groups that go on, by their ids."""
    rows = DutySetting.objects.filter(
        owner__in=people, group__in=scopes.groups(actor).filter(going_on(today))
    )
    held = list(rows.select_related("group").order_by("group__order", "kind", "item"))
    when = _when(actor, sorted({row.group_id for row in held}), today) if held else {}
    found: defaultdict[uuid.UUID, list[DutyOwned]] = defaultdict(list)
    for row in held:
        at = when.get((row.group_id, row.kind, row.item), "")
        owned = DutyOwned(_titled(row.kind, row.item), row.group.name, row.group.slug, at)
        if row.owner_id:
            found[row.owner_id].append(owned)
    return found


def _when(actor: Actor, groups: Sequence[uuid.UUID], today: date) -> Mapping[tuple[uuid.UUID, str, str], str]:
    """How each duty of these groups stands, by its group, kind and item: the first that is to be met."""
    of_terms, of_law = duties_of(actor, groups, today), law_due(actor, groups, today)
    found: dict[tuple[uuid.UUID, str, str], str] = {}
    for group in groups:
        for line in (*of_terms[group], *of_law.get(group, ())):
            kind, item = parse(line.value)
            if kind:
                found.setdefault((group, kind, title_of(item)), line.sentence)
    return found


def owned_said(found: Sequence[NearDuty]) -> list[str]:
    """What the duties a person owns ask of them, as a sentence; none where they ask nothing."""
    if not found:
        return []
    late = sum(1 for one in found if one.line.standing == "overdue")
    many = spelt(len(found)).capitalize()
    if len(found) == 1:
        return [f"{many} duty you own is {'overdue' if late else 'due soon'}."]
    if late == len(found):
        return [f"{many} duties you own are overdue."]
    overdue = f", {so_many_of(late, len(found))} overdue" if late else ""
    return [f"{many} duties you own are due soon{overdue}."]


def _near(actor: Actor, row: Group, line: DutyLine, owner: Owner | None) -> NearDuty:
    here = owner is not None and owner.left_on is None
    return NearDuty(
        group_id=str(row.id),
        slug=row.slug,
        group=row.name,
        line=line,
        owner=owner.said if owner else "",
        is_own=owner is not None and here and owner.person == actor.person,
        is_owned=here,
    )


def _titled(kind: str, item: str) -> str:
    """A duty by its own title, else by what the law or its clause calls it."""
    return item or _TITLES.get(kind, "A duty")
