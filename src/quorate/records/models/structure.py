"""How groups stand to one another: who reports what to whom, and the questions put between them."""

from django.db import models
from django.db.models import F, Q

from quorate.records.models.base import Labelled, Versioned
from quorate.records.models.groups import Group
from quorate.records.models.meetings import AgendaItem
from quorate.records.models.partnerships import Partnership
from quorate.records.models.people import Agency, Person


class ReportingLine(Versioned):
    """That one group reports to another: what, and how often. `ended_on` is its last day.

    `times_a_year` is empty where the report is owed at each meeting (`each_meeting`) or when asked for.
    """

    partnership = models.ForeignKey(Partnership, models.CASCADE)
    reports = models.ForeignKey(Group, models.CASCADE, related_name="reports_upward")
    to = models.ForeignKey(Group, models.CASCADE, related_name="reported_to")
    what = models.CharField(max_length=300)
    times_a_year = models.PositiveSmallIntegerField(null=True, blank=True)
    each_meeting = models.BooleanField(default=False)
    from_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reports=F("to")), name="reporting_line_between_two"),
            models.CheckConstraint(
                condition=Q(times_a_year__isnull=True) | Q(each_meeting=False), name="reporting_line_one_pace"
            ),
        ]


class Question(Versioned, Labelled):
    """A question referred to a group, or put by a survivors' panel to an agency, and its answer.

    `asked_by_group` is empty for one from outside, which `asked_by_words` then names. It is put to a group
    or to an agency. `item` is the agenda item under which it is to be answered. `answered_by` answered it,
    and where somebody else recorded that, `answered_how` says how they told. Withdrawn ones keep their row.
    """

    belongs_to = ("to_group", "asked_by_group")
    partnership = models.ForeignKey(Partnership, models.CASCADE)
    asked_by_group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="asked")
    asked_by_words = models.CharField(max_length=200, blank=True)
    to_group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="was_asked")
    to_agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="was_asked")
    words = models.TextField()
    asked_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="questions")
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_how = models.CharField(max_length=20, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_group__isnull=True, to_agency__isnull=False)
                | Q(to_group__isnull=False, to_agency__isnull=True),
                name="question_to_one",
            ),
            models.CheckConstraint(
                condition=Q(asked_by_group__isnull=False) | ~Q(asked_by_words=""), name="question_from_one"
            ),
        ]
