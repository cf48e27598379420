"""One agency: what it is called and was, whom it became part of, and who speaks for it."""

import uuid
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import day
from quorate.queries.people.choices import AGENCY_KINDS, Options
from quorate.queries.people.words import dates
from quorate.records import scopes
from quorate.records.facts.people import runs
from quorate.records.models import Agency, Representation


@dataclass(frozen=True, slots=True)
class AgencyPage:
    """An agency. `spoken_by` are those who speak for it or did: id, name and from when to when."""

    id: str
    version: int
    name: str
    short_name: str
    lede: str
    facts: tuple[tuple[str, str], ...]
    earlier: tuple[tuple[str, str], ...]
    merged_here: tuple[tuple[str, str, str], ...]
    spoken_by: tuple[tuple[str, str, str, bool], ...]
    others: Options
    may_edit: bool
    has_merged: bool
    today: date


def page_agency(actor: Actor, *, agency: uuid.UUID, today: date) -> AgencyPage:
    """One agency. Raises NotFoundError."""
    row = (
        scopes.agencies(actor)
        .filter(id=agency)
        .select_related("parent", "merged_into")
        .prefetch_related("earlier_names")
        .first()
    )
    if row is None:
        raise NotFoundError
    has_merged = row.merged_on is not None
    spoken = Representation.objects.filter(agency=row, person__in=scopes.people(actor))
    others = scopes.agencies(actor).filter(merged_into__isnull=True).exclude(id=row.id).exclude(parent=row)
    may_edit = refusal_to_act(actor, Permission.PEOPLE_EDIT) is None
    return AgencyPage(
        id=str(row.id),
        version=row.version,
        name=row.name,
        short_name=row.short_name,
        lede=_lede(row, today),
        facts=(
            ("Short name", row.short_name or "None"),
            ("What it is", dict(AGENCY_KINDS).get(row.kind, "Part of a council")),
            ("Part of", row.parent.name if row.parent else "No other agency"),
        ),
        earlier=tuple(
            (one.name, f"until {day(one.until_on)}")
            for one in sorted(row.earlier_names.all(), key=lambda one: one.until_on, reverse=True)
        ),
        merged_here=tuple(
            (str(one.id), one.name, f"since {day(one.merged_on)}")
            for one in scopes.agencies(actor).filter(merged_into=row).order_by("merged_on", "name")
            if one.merged_on
        ),
        spoken_by=tuple(
            (
                str(one.person_id),
                one.person.name,
                dates(one.from_on, one.to_on),
                runs(one.from_on, one.to_on, today),
            )
            for one in spoken.select_related("person").order_by("-from_on", "person__name")
        ),
        others=tuple((str(one.id), one.name) for one in others.order_by("name")) if may_edit else (),
        may_edit=may_edit,
        has_merged=has_merged,
        today=today,
    )


def _lede(row: Agency, today: date) -> str:
    if row.merged_into and row.merged_on:
        return f"It became part of {row.merged_into.name} on {day(row.merged_on)}."
    last = max((one.until_on for one in row.earlier_names.all()), default=None)
    if last and last < today:
        return "It has been renamed: what is from before keeps the name of then."
    return "What it is called, and who speaks for it."
