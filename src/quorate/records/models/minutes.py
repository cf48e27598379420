"""Minutes, written on the agenda, and what was changed in them once they were approved."""

from django.db import models
from django.db.models import Q

from quorate.domain.meetings.minutes import Heeded, MinuteKind
from quorate.domain.membership.quorum import QuorumState
from quorate.records.models.base import Row, Versioned, one_of
from quorate.records.models.meetings import AgendaItem, Meeting
from quorate.records.models.people import Agency, Person
from quorate.records.models.plans import Entry
from quorate.records.models.terms import WaiverRow


class Minute(Versioned):
    """One minute of an item, as wide to read as its item is; `item` is empty for what belongs to none.

    `owner`, `agency` and `due_on` are an action's, and `entry` what it became in the group's own actions.
    `quorum` says how the meeting stood when a decision was taken; one taken without a quorum has a `waiver`
    and later perhaps the minute it was `ratified_in`. Advice has whom it was `given_to`, the `evidence`,
    and, once there is one, the answer, with the decision it was `decided_in`.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="record")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="record")
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    words = models.TextField()
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, blank=True, related_name="+")
    quorum = models.CharField(max_length=20, blank=True)
    waiver = models.ForeignKey(WaiverRow, models.PROTECT, null=True, blank=True, related_name="+")
    ratified_in = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="ratifies")
    asked_by = models.CharField(max_length=200, blank=True)
    given_to = models.CharField(max_length=200, blank=True)
    evidence = models.TextField(blank=True)
    answer = models.CharField(max_length=20, blank=True)
    answer_words = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    decided_in = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="decides")
    removed_at = models.DateTimeField(null=True, blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            one_of("kind", MinuteKind, "minute_kind_known"),
            models.CheckConstraint(condition=~Q(words=""), name="minute_says_something"),
            models.CheckConstraint(
                condition=Q(quorum__in=["", *(state.value for state in QuorumState)]),
                name="minute_quorum_known",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True)
                | Q(answer__in=[heeded.value for heeded in Heeded], answered_on__isnull=False),
                name="minute_answer_whole",
            ),
        ]


class Amendment(Row):
    """A correction of a minute that was approved: what it said, what it says, why, and who agreed."""

    minute = models.ForeignKey(Minute, models.PROTECT, related_name="amendments")
    was = models.TextField()
    words = models.TextField()
    reason = models.TextField()
    agreed_at = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="amendment_has_a_reason")]
