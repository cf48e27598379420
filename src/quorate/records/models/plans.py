"""Plans: an entry is identity, its versions and progress are rows that are never edited."""

from django.db import models
from django.db.models import Q

from quorate.domain.plans.facts import EntryKind, MeasureKind, Rating, Status, TargetKind
from quorate.domain.plans.links import LinkKind
from quorate.records.models.base import Labelled, Row, Versioned, both_or_neither, one_of
from quorate.records.models.groups import Group
from quorate.records.models.partnerships import Partnership
from quorate.records.models.people import Agency, Person


class Plan(Versioned, Labelled):
    """A plan or an action log of a partnership."""

    belongs_to = ("group",)
    partnership = models.ForeignKey(Partnership, models.CASCADE)
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True)
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40, default="action_plan")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    headings = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "slug"], name="plan_slug_once")]


class Entry(Versioned, Labelled):
    """Something a plan promises. What it says is in its versions."""

    belongs_to = ("plan__group",)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="entries")
    added_at = models.DateTimeField()


class EntryVersion(Row):
    """What an entry said from `effective_on`; known since `recorded_at`. Never edited.

    `level` is the partnership's own word for the kind, such as "Key action".
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="versions")
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    level = models.TextField(blank=True)
    code = models.TextField(blank=True)
    text = models.TextField()
    outcome = models.TextField(blank=True)
    parent = models.ForeignKey(Entry, models.PROTECT, null=True, blank=True, related_name="+")
    order = models.PositiveIntegerField(default=0)
    withdrawn = models.BooleanField(default=False)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="entry_version_once"),
            one_of("kind", EntryKind, "entry_kind_known"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("entry")),
                name="entry_not_its_own_parent",
            ),
        ]
        indexes = [models.Index(fields=["entry", "effective_on"])]


class EntryLead(Row):
    """Who leads, in one version."""

    entry_version = models.ForeignKey(EntryVersion, models.CASCADE, related_name="leads")
    order = models.PositiveSmallIntegerField()
    raw = models.TextField(blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True)
    to_be_confirmed = models.BooleanField(default=False)


class EntryTarget(Row):
    """A target date, in one version, as printed and as read."""

    entry_version = models.ForeignKey(EntryVersion, models.CASCADE, related_name="targets")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    raw = models.TextField(blank=True)
    on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    every_months = models.PositiveSmallIntegerField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    depends_on = models.TextField(blank=True)

    class Meta:
        constraints = [
            one_of("kind", TargetKind, "target_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind__in=["day", "month", "range"]) | Q(on__isnull=False),
                name="target_has_its_day",
            ),
        ]


class EntryMeasure(Row):
    """A measure, in one version."""

    entry_version = models.ForeignKey(EntryVersion, models.CASCADE, related_name="measures")
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    kind = models.CharField(max_length=20, default=MeasureKind.NUMBER.value)
    entry_code = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [one_of("kind", MeasureKind, "measure_kind_known")]


class ProgressRow(Row):
    """An update. Never edited; a correction is another row."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="progress")
    as_at = models.DateField()
    reported_on = models.DateField()
    recorded_at = models.DateTimeField()
    status = models.CharField(max_length=20)
    rating = models.CharField(max_length=20, blank=True)
    progress = models.TextField(blank=True)
    barrier = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    how = models.CharField(max_length=20, blank=True)
    said_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            one_of("status", Status, "progress_status_known"),
            one_of("rating", Rating, "progress_rating_known"),
            both_or_neither("on_behalf_of", "said_on", "progress_on_behalf_whole"),
        ]
        indexes = [models.Index(fields=["entry", "as_at"])]


class EntryPosition(models.Model):
    """What an entry is judged by, from `since` until the day before `until`, as known now.

    Written by the runner in the transaction of what changed it, so that a page of a long plan reads one
    narrow row for each entry. An entry has a row from the day it was last written and one more from each
    day to come on which something already recorded takes effect; together they reach to the end of time.
    A day no row covers is answered from the history. `facts` is written and read by
    `quorate.records.facts.outlines`, which says there too by which rules; what older rules wrote is not
    read. It carries no label: who may see it is asked of the entry.
    """

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="positions")
    since = models.DateField()
    until = models.DateField()
    facts = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "since"], name="entry_position_once"),
            models.CheckConstraint(condition=Q(since__lt=models.F("until")), name="entry_position_lasts"),
        ]


class EntryMove(Row):
    """That an entry went from one plan to another, with the code it had there. Never edited."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="moves")
    from_plan = models.ForeignKey(Plan, models.PROTECT, related_name="moved_out")
    to_plan = models.ForeignKey(Plan, models.PROTECT, related_name="moved_in")
    on = models.DateField()
    code = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")


class EntryLink(Row):
    """That an entry is joined to another, from a day until the day before `until_on`. Only that is added."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="links_out")
    to = models.ForeignKey(Entry, models.CASCADE, related_name="links_in")
    kind = models.CharField(max_length=20)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            one_of("kind", LinkKind, "entry_link_kind_known"),
            models.CheckConstraint(condition=~Q(to=models.F("entry")), name="entry_not_linked_to_itself"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=models.F("from_on")),
                name="entry_link_in_order",
            ),
            models.UniqueConstraint(
                fields=["entry", "to", "kind"],
                condition=Q(until_on__isnull=True),
                name="entry_link_once",
            ),
        ]


class UpdateAsked(Row):
    """That a lead was asked for an update, so that how long an answer has been owed is known."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="asked")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True)
    asked_on = models.DateField()
    due_on = models.DateField()


class PlanImport(Versioned):
    """An uploaded plan being checked: what was read, what was mended, and whether it was accepted."""

    partnership = models.ForeignKey(Partnership, models.CASCADE)
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True)
    plan_name = models.CharField(max_length=200)
    file = models.ForeignKey("records.StoredFile", models.PROTECT)
    state = models.CharField(max_length=20, default="checking")
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    effective_on = models.DateField()
    proposal = models.JSONField()
    source = models.JSONField()
    mends = models.JSONField(default=list)
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["checking", "accepted", "set_aside"]), name="import_state_known"
            )
        ]
