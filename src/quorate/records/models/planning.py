"""What a group means to talk about in the year ahead, and the school holidays its dates keep clear of."""

from django.db import models
from django.db.models import F, Q

from quorate.domain.meetings.agenda import Purpose
from quorate.records.models.base import Labelled, Row, Versioned, one_of
from quorate.records.models.groups import Group
from quorate.records.models.meetings import AgendaItem, Meeting
from quorate.records.models.partnerships import Partnership
from quorate.records.models.people import Person


class SchoolHoliday(Versioned):
    """Days when schools are closed, both ends inclusive; nothing is closed, but members are away."""

    partnership = models.ForeignKey(Partnership, models.CASCADE)
    name = models.CharField(max_length=120)
    from_on = models.DateField()
    to_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="school_holiday_in_order"),
        ]


class ForwardItem(Versioned, Labelled):
    """Something planned for a meeting to come. `month` is its first day, where no meeting is set yet.

    `item` is the agenda item it became, `carried_from` one of an earlier meeting that was not reached there.
    `dropped_at` is when it was wanted no more.
    """

    belongs_to = ("group",)
    group = models.ForeignKey(Group, models.CASCADE)
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="+")
    month = models.DateField()
    title = models.CharField(max_length=300)
    purpose = models.CharField(max_length=20, default="note")
    lead = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(blank=True)
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="+")
    carried_from = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="carried_on"
    )
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [one_of("purpose", Purpose, "forward_purpose_known")]


class NumberedCopy(Row):
    """A numbered paper copy of a pack's restricted edition: to whom it went, and when it came back."""

    pack = models.ForeignKey("records.Pack", models.PROTECT, related_name="copies")
    number = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    out_at = models.DateTimeField()
    out_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    back_at = models.DateTimeField(null=True, blank=True)
    back_to = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pack", "number"], name="numbered_copy_once"),
        ]
