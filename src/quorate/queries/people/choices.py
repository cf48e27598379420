"""What the forms about people choose from."""

from dataclasses import dataclass, field
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.membership.groups import GROUP_KINDS, GroupKind
from quorate.domain.membership.seats import OFFICES_FOLLOWED
from quorate.records import scopes
from quorate.records.facts.groups import going_on
from quorate.records.facts.people import here

Options = tuple[tuple[str, str], ...]
CLASSES: Options = (("core", "Core"), ("advisory", "Advisory"))
AGENCY_KINDS: Options = (
    ("council", "Council"),
    ("police", "Police"),
    ("health", "Health"),
    ("probation", "Probation"),
    ("voluntary", "Voluntary or community"),
    ("justice", "Courts and prosecution"),
    ("other", "Other"),
)
KINDS_OF_GROUP: Options = tuple((kind.value, name) for kind, name in GROUP_KINDS.items())


@dataclass(frozen=True, slots=True)
class Choices:
    """What the forms about people choose from. `gathering` are groups that have seats and meetings here."""

    agencies: Options
    councils: Options
    groups: Options
    gathering: Options
    kinds: Options = field(default=AGENCY_KINDS)
    kinds_of_group: Options = field(default=KINDS_OF_GROUP)
    classes: Options = field(default=CLASSES)
    offices: Options = field(default=tuple(OFFICES_FOLLOWED.items()))


def choices(actor: Actor, *, today: date) -> Choices:
    """What the forms that add agencies, people, groups and seats choose from; no group that has ended."""
    agencies = list(scopes.agencies(actor).exclude(merged_on__lte=today).order_by("name"))
    groups = list(scopes.groups(actor).filter(going_on(today)).order_by("order", "name"))
    return Choices(
        agencies=tuple((str(row.id), row.name) for row in agencies),
        councils=tuple((str(row.id), row.name) for row in agencies if row.parent_id is None),
        groups=tuple((str(row.id), row.name) for row in groups),
        gathering=tuple((str(row.id), row.name) for row in groups if row.kind != GroupKind.OUTSIDE),
    )


def everybody_here(actor: Actor, today: date) -> Options:
    """The id and name of everybody who has not left, by name."""
    rows = scopes.people(actor).filter(here(today)).order_by("name", "id")
    return tuple((str(id), name) for id, name in rows.values_list("id", "name"))
