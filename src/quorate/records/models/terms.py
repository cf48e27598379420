"""Terms of reference, their clauses, and the waivers and duties that follow from them."""

from django.db import models
from django.db.models import F, Q

from quorate.records.models.base import Row, Versioned, both_or_neither
from quorate.records.models.groups import Group
from quorate.records.models.partnerships import Partnership
from quorate.records.models.people import Person


class Terms(Versioned):
    """One version of a group's terms, in force from a date until the next version's."""

    group = models.ForeignKey(Group, models.CASCADE)
    label = models.CharField(max_length=120)
    in_force_from = models.DateField()
    review_on = models.DateField(null=True, blank=True)
    approved_by = models.CharField(max_length=200, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    year_type = models.CharField(max_length=20, default="financial")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "in_force_from"], name="terms_one_a_day"),
            models.CheckConstraint(
                condition=Q(year_type__in=["financial", "municipal", "calendar"]), name="terms_year_known"
            ),
        ]


class ClauseRow(Row):
    """A clause. The columns are those of `quorate.domain.terms.clauses.Clause`, flattened.

    `quorum` is what `quorate.domain.terms.quorum.to_plain` writes. `by` appoints to an office. The three
    about deputies are null where the clause does not say.
    """

    terms = models.ForeignKey(Terms, models.CASCADE, related_name="clauses")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=40)
    quote = models.TextField(blank=True)
    reading = models.TextField(blank=True)
    ambiguity = models.TextField(blank=True)
    who = models.CharField(max_length=200, blank=True)
    anchor = models.CharField(max_length=120, blank=True)
    n = models.PositiveSmallIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=30, blank=True)
    direction = models.CharField(max_length=30, blank=True)
    weekday = models.CharField(max_length=10, blank=True, default="")
    at = models.TimeField(null=True, blank=True)
    times_a_year = models.PositiveSmallIntegerField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    item = models.CharField(max_length=200, blank=True)
    to = models.CharField(max_length=200, blank=True)
    page = models.CharField(max_length=40, blank=True)
    is_stated = models.BooleanField(default=True)
    quorum = models.JSONField(null=True, blank=True)
    by = models.CharField(max_length=200, blank=True, default="")
    sends_deputy = models.BooleanField(null=True, blank=True)
    deputy_briefed = models.BooleanField(null=True, blank=True)
    deputy_authority = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["terms", "order"], name="clause_order_once"),
            models.CheckConstraint(
                condition=Q(n__isnull=True, unit="", direction="")
                | (Q(n__isnull=False) & ~Q(unit="") & ~Q(direction="")),
                name="clause_offset_whole",
            ),
        ]


class WaiverRow(Row):
    """A departure from a clause, agreed and recorded. Never edited."""

    partnership = models.ForeignKey(Partnership, models.CASCADE)
    clause = models.ForeignKey(ClauseRow, models.PROTECT, null=True, blank=True)
    clause_kind = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    reason = models.TextField()
    agreed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    agreed_on = models.DateField()
    sentence = models.TextField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="waiver_has_a_reason"),
        ]


class DutyDone(Row):
    """That a duty under the terms or the law was met on a day: a review, a report, a workplan.

    Its evidence is any of `note`, words on where it is recorded, a `link`, and a `paper` of a meeting. One
    recorded by mistake is taken back with a reason: it counts for nothing and stays on record.
    """

    group = models.ForeignKey(Group, models.CASCADE)
    kind = models.CharField(max_length=40)
    item = models.CharField(max_length=200, blank=True)
    done_on = models.DateField()
    recorded_on = models.DateField()
    note = models.TextField(blank=True)
    link = models.CharField(max_length=500, blank=True)
    paper = models.ForeignKey(
        "records.Paper", models.SET_NULL, null=True, blank=True, related_name="evidence_of"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    taken_back_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(done_on__lte=F("recorded_on")), name="duty_done_in_the_past"),
            both_or_neither("taken_back_at", "taken_back_by", "duty_done_taken_back_whole"),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True) | ~Q(taken_back_why=""),
                name="duty_done_taken_back_why",
            ),
        ]


class DutySetting(Versioned):
    """What a group settled about one of its duties: who owns it, and why one of law is not its own.

    `item` tells a report or a standing item from others of its kind by its title. A duty whose
    `not_ours_why` is empty is the group's; only one of law can be another's.
    """

    group = models.ForeignKey(Group, models.CASCADE)
    kind = models.CharField(max_length=40)
    item = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    not_ours_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "kind", "item"], name="duty_setting_once"),
        ]
