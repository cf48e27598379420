"""How partners hold one another to account: challenges, shared risks, material passed on, self-assessment."""

from django.db import models
from django.db.models import Q

from quorate.domain.holding.challenges import Outcome
from quorate.domain.holding.risks import Step
from quorate.records.models.base import Labelled, Row, Versioned, one_of
from quorate.records.models.groups import Group
from quorate.records.models.meetings import AgendaItem, Meeting, Paper
from quorate.records.models.people import Agency, Person


class Challenge(Versioned, Labelled):
    """A challenge that a group made to an agency, what came of it, and where it went when nothing did.

    `item` is what it was made under, at `meeting`. `responded_by` is whose answer it is, `responded_how` how
    they gave it where somebody else recorded it. `reopened_on` is when it was last opened again, and why.
    """

    belongs_to = ("group",)
    group = models.ForeignKey(Group, models.CASCADE)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="challenges")
    words = models.TextField()
    made_on = models.DateField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="+")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="+")
    due_on = models.DateField()
    response = models.TextField(blank=True)
    responded_on = models.DateField(null=True, blank=True)
    responded_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    responded_how = models.CharField(max_length=20, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    outcome_words = models.TextField(blank=True)
    outcome_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    escalated_to = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="+")
    escalated_on = models.DateField(null=True, blank=True)
    escalated_why = models.TextField(blank=True)
    reopened_on = models.DateField(null=True, blank=True)
    reopened_why = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["", *(one.value for one in Outcome)]), name="challenge_outcome_known"
            ),
        ]


class Risk(Versioned, Labelled):
    """A risk that a group keeps in its register. Its latest `RiskReview` says how it stands.

    Its number is its own for ever. `is_apart` says that it was not open to everybody when it was raised: such
    risks are numbered R1, R2 beside the others, so that no gap betrays them.
    """

    belongs_to = ("group",)
    group = models.ForeignKey(Group, models.CASCADE)
    number = models.PositiveSmallIntegerField()
    is_apart = models.BooleanField(default=False)
    title = models.CharField(max_length=300)
    cause = models.TextField(blank=True)
    effect = models.TextField(blank=True)
    controls = models.TextField(blank=True)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    raised_on = models.DateField()
    review_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "is_apart", "number"], name="risk_number_once"),
        ]


class RiskReview(Row):
    """How likely a risk was and how bad, each from 1 to 5, on a day, and what was done then. Never edited.

    The latest by day, and of one day by `recorded_at`, says how the risk stands: closed where it closed it.
    """

    risk = models.ForeignKey(Risk, models.CASCADE, related_name="reviews")
    on = models.DateField()
    step = models.CharField(max_length=20)
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(likelihood__gte=1, likelihood__lte=5, impact__gte=1, impact__lte=5),
                name="risk_review_in_range",
            ),
            one_of("step", Step, "risk_step_known"),
        ]


class PassedOn(Row):
    """That an agency passed a circulated paper on to its own people: when, and in words to whom."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="passed_on")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    on = models.DateField()
    to = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "agency"], name="passed_on_once")]


class SelfAssessment(Versioned):
    """A yearly self-assessment of a group's agencies. Its statements are frozen when it opens."""

    group = models.ForeignKey(Group, models.CASCADE)
    year = models.DateField()
    opened_on = models.DateField()
    due_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "year"], name="self_assessment_once_a_year")]


class AssessedStatement(Row):
    """A statement of a self-assessment. `key` says which duty it is about, where records tell of that one.

    `source` is the clause's own words, empty for one of the group's own.
    """

    assessment = models.ForeignKey(SelfAssessment, models.CASCADE, related_name="statements")
    key = models.CharField(max_length=20)
    order = models.PositiveSmallIntegerField()
    words = models.TextField()
    source = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "key"], name="assessed_statement_once")]


class SelfAssessed(Versioned):
    """How one agency assessed itself: a mark for each statement."""

    assessment = models.ForeignKey(SelfAssessment, models.CASCADE, related_name="answers")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "agency"], name="self_assessed_once")]


class AssessedMark(Row):
    """What an agency says of one statement, with its evidence in words."""

    answer = models.ForeignKey(SelfAssessed, models.CASCADE, related_name="marks")
    statement = models.ForeignKey(AssessedStatement, models.CASCADE, related_name="+")
    mark = models.CharField(max_length=20)
    words = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "statement"], name="assessed_mark_once"),
            models.CheckConstraint(
                condition=Q(mark__in=["met", "partly", "not_met", "not_for_us"]), name="assessed_mark_known"
            ),
        ]
