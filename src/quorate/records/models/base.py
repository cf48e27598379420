"""What rows have in common: random ids, a version where people may edit at once, and a label."""

from typing import ClassVar

from django.db import models

from quorate.domain.access.audience import AUDIENCE_NAMES, Audience


class Row(models.Model):
    """A row with a random 128-bit id, given by the runner and never by the database."""

    id = models.UUIDField(primary_key=True, editable=False)

    class Meta:
        abstract = True


class Versioned(Row):
    """An aggregate's root. `version` goes up with each write to it or to what hangs on it."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class Labelled(models.Model):
    """A row that not everybody may read. Only the scopes interpret these two columns.

    `belongs_to` are the ways from it to the groups whose core may read what is for core members. Where the
    first leads to none, it belongs to the whole partnership.
    """

    belongs_to: ClassVar[tuple[str, ...]]

    audience = models.CharField(
        max_length=20,
        choices=[(level.value, name) for level, name in AUDIENCE_NAMES.items()],
        default=Audience.PARTNERSHIP.value,
    )
    restriction = models.ForeignKey("records.Restriction", models.PROTECT, null=True, blank=True)

    class Meta:
        abstract = True


def one_of(column: str, values: type, name: str) -> models.CheckConstraint:
    """A constraint that holds a column to an enumeration's values."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{column}__in": [member.value for member in values]}), name=name
    )


def both_or_neither(first: str, second: str, name: str) -> models.CheckConstraint:
    """A constraint that two columns are filled together or not at all."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
        | models.Q(**{f"{first}__isnull": False, f"{second}__isnull": False}),
        name=name,
    )
