"""Barriers that were recorded of entries: what holds them up, what was asked of whom, and how each ended."""

from django.db import models
from django.db.models import Q

from quorate.domain.plans.barriers import Barrier
from quorate.domain.plans.recorded import Step
from quorate.records.models.base import Row, Versioned, one_of
from quorate.records.models.groups import Group
from quorate.records.models.people import Person
from quorate.records.models.plans import Entry, ProgressRow


class BarrierRow(Versioned):
    """What holds an entry up, as it is described now. What was done about it are its `BarrierStep`s.

    Who may see it is asked of the entry. `since` is not known where it is empty, `kind` not chosen. `update`
    is the one whose words it was taken from.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="barriers")
    update = models.ForeignKey(ProgressRow, models.SET_NULL, null=True, blank=True, related_name="+")
    words = models.TextField()
    kind = models.CharField(max_length=20, blank=True)
    since = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["", *(one.value for one in Barrier)]), name="barrier_kind_known"
            ),
        ]


class BarrierStep(Row):
    """What was done about a barrier, the day it speaks for, and the type it had since. Never edited."""

    barrier = models.ForeignKey(BarrierRow, models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    on = models.DateField()
    step = models.CharField(max_length=20)
    kind = models.CharField(max_length=20, blank=True)
    words = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["barrier", "number"], name="barrier_step_once"),
            one_of("step", Step, "barrier_step_known"),
            models.CheckConstraint(
                condition=Q(kind__in=["", *(one.value for one in Barrier)]), name="barrier_step_kind_known"
            ),
        ]


class BarrierEscalation(Row):
    """That something was asked of a group because of a barrier. Never edited.

    `opening` counts how often the barrier had been opened by then: while it is open, a group is asked once.
    """

    barrier = models.ForeignKey(BarrierRow, models.CASCADE, related_name="escalations")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    on = models.DateField()
    asked = models.TextField()
    opening = models.PositiveSmallIntegerField(default=1)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["barrier", "group", "opening"], name="barrier_escalated_once"),
        ]
