"""The forms that link an entry to another and end a link."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError
from quorate.domain.kernel.words import day
from quorate.domain.plans.links import LINKS, WAYS
from quorate.queries.joins import name_of
from quorate.queries.plan_facts import outlines_of_each
from quorate.queries.plan_words import wordings
from quorate.queries.plans import title_of
from quorate.records import scopes
from quorate.records.facts.links import link_facts
from quorate.records.models import Entry, EntryVersion


@dataclass(frozen=True, slots=True)
class LinkForm:
    """An entry, the plans whose entries it may be linked to, and the entries of the one chosen."""

    entry: str
    version: int
    name: str
    plan_name: str
    plan_slug: str
    plans: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]
    chosen: str
    ways: tuple[tuple[str, str], ...]


def page_link(actor: Actor, *, entry: uuid.UUID, plan: str, today: date) -> LinkForm:
    """The form to link an entry; `plan` is the id of the plan chosen, empty until one is.

    Raises NotFoundError, and NotAllowedError where the entry is not theirs to change.
    """
    row, latest = _to_change(actor, entry)
    plans = list(scopes.plans(actor).select_related("partnership", "group").order_by("name", "id"))
    chosen = next((one for one in plans if str(one.id) == plan), None)
    others: tuple[tuple[str, str], ...] = ()
    if chosen is not None:
        (facts,) = outlines_of_each(actor, [chosen], today)
        states = [node.state for node in facts.nodes if node.state.id != str(row.id)]
        texts = wordings(states)
        others = tuple((one.id, name_of(one, texts)[:110]) for one in states)
    return LinkForm(
        entry=str(row.id),
        version=row.version,
        name=f"{latest.code} {title_of(latest.text)}".strip(),
        plan_name=row.plan.name,
        plan_slug=row.plan.slug,
        plans=tuple((str(one.id), one.name) for one in plans),
        others=others,
        chosen=str(chosen.id) if chosen else "",
        ways=tuple((way, LINKS[kind][back]) for way, (kind, back) in WAYS.items()),
    )


@dataclass(frozen=True, slots=True)
class EndLinkForm:
    """A link that may be ended, seen from one of its entries."""

    entry: str
    version: int
    name: str
    plan_name: str
    plan_slug: str
    link: str
    how: str
    other: str
    since: str
    is_over: bool


def page_end_link(actor: Actor, *, entry: uuid.UUID, link: uuid.UUID) -> EndLinkForm:
    """The form to end a link of an entry.

    Raises NotFoundError, and NotAllowedError where the entry is not theirs to change.
    """
    row, latest = _to_change(actor, entry)
    (held,) = link_facts(scopes.entry_links(actor).filter(Q(entry=entry) | Q(to=entry), id=link)) or (None,)
    if held is None:
        raise NotFoundError
    far = uuid.UUID(held.to_id if held.from_id == str(row.id) else held.from_id)
    other = EntryVersion.objects.filter(entry=far).order_by("-number")[0]
    return EndLinkForm(
        entry=str(row.id),
        version=row.version,
        name=f"{latest.code} {title_of(latest.text)}".strip(),
        plan_name=row.plan.name,
        plan_slug=row.plan.slug,
        link=held.id,
        how=LINKS[held.kind][held.to_id == str(row.id)],
        other=f"{other.code} {title_of(other.text)}".strip(),
        since=day(held.from_on),
        is_over=held.until_on is not None,
    )


def _to_change(actor: Actor, entry: uuid.UUID) -> tuple[Entry, EntryVersion]:
    row = scopes.entries(actor).filter(id=entry).select_related("plan").first()
    latest = EntryVersion.objects.filter(entry=entry).order_by("-number").first()
    if row is None or latest is None or latest.withdrawn:
        raise NotFoundError
    if refusal := refusal_to_act(actor, Permission.PLAN_EDIT, group=str(row.plan.group_id or "")):
        raise NotAllowedError(refusal)
    return row, latest
