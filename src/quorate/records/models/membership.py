"""What membership asks beyond seats: expressions of interest, signed statements, registered interests."""

from django.db import models
from django.db.models import F, Q

from quorate.domain.membership.interest import Decision
from quorate.records.models.base import Row, Versioned
from quorate.records.models.groups import Group, Seat
from quorate.records.models.people import Agency, Person


class ExpressionOfInterest(Versioned):
    """A wish to join a group, in writing to its chair, who decides and answers within the terms' days.

    `decision` is empty until there is one; `replied_on` is when the answer went.
    """

    group = models.ForeignKey(Group, models.CASCADE)
    name = models.CharField(max_length=200)
    agency_name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    words = models.TextField(blank=True)
    received_on = models.DateField()
    decision = models.CharField(max_length=20, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)
    replied_on = models.DateField(null=True, blank=True)
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="", decided_on__isnull=True)
                | Q(decision__in=[decision.value for decision in Decision], decided_on__isnull=False),
                name="interest_decided_whole",
            )
        ]


class ConfidentialityStatement(Row):
    """That a person signed the statement on a day; it lasts until `until_on`, that day included."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="statements")
    signed_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("signed_on")),
                name="statement_in_order",
            )
        ]


class RegisteredInterest(Versioned):
    """Something a person has an interest in, on the register from a day to a day, both included."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="interests")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.TextField()
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="registered_in_order"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="registered_says_something"),
        ]


class SeatMap(Row):
    """Whom a seat represents among those a board must have, as the authority designated on a day.

    `section` is one of `quorate.domain.membership.coverage.Represented`; `reason` says why the authority
    takes the seat to represent them (Domestic Abuse Act 2021, section 58).
    """

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="represents")
    section = models.CharField(max_length=40)
    designated_on = models.DateField()
    reason = models.TextField(blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "section"], condition=Q(ended_on__isnull=True), name="seat_maps_once"
            )
        ]


class KeptPrivately(Row):
    """What is known of whoever chose the name they are shown by: only the coordinator reads it.

    A person's own row then holds the chosen name, so that whatever prints a name prints that one, also what
    is written later by somebody who never heard of this. `name` and `title` are who they are. Unless mail is
    safe their row holds no address either, and nothing is sent: `safe_contact` and `safe_times` say how and
    when they may be reached.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="kept_privately")
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    safe_contact = models.TextField(blank=True)
    safe_times = models.TextField(blank=True)
    kept_on = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="kept_privately_has_a_name")]


class InterestKeptPrivately(Row):
    """Who expressed an interest with lived experience, and what they wrote: only the coordinator reads it.

    The expression's own row then holds what everybody else is shown. `person` is whom it seated.
    """

    interest = models.OneToOneField(ExpressionOfInterest, models.CASCADE, related_name="kept_privately")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200)
    agency_name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    words = models.TextField(blank=True)
    kept_on = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="interest_kept_has_a_name")]


class HandoverNote(Row):
    """What is left in writing for whoever takes a person's work on. Never edited.

    Coordinators read it, and `reader`, once it is known who takes it on.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="handover_notes")
    reader = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    words = models.TextField()
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="handover_note_says_something")]
