"""Events and their chains, messages owed, redactions, and the words that can be searched."""

from datetime import date

from django.db import models
from django.db.models import Q

from quorate.records.models.accounts import Account
from quorate.records.models.base import Row
from quorate.records.models.partnerships import Partnership
from quorate.records.models.people import Person


class EventChain(models.Model):
    """Where a chain of events ends. `scope` is a partnership's id, or "install" for the install's own."""

    scope = models.CharField(max_length=36, unique=True)
    head = models.CharField(max_length=64)
    count = models.PositiveIntegerField(default=0)


class EventRow(models.Model):
    """An event as linked. Ids are text, not foreign keys, so that the record never blocks or follows rows."""

    chain = models.ForeignKey(EventChain, models.PROTECT)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    code = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=36)
    person_id_text = models.CharField(max_length=36, blank=True)
    salt = models.CharField(max_length=32, blank=True)
    contents = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="event_number_once")]
        indexes = [models.Index(fields=["chain", "subject_id"])]


class Message(Row):
    """A message owed to a person. The work loop sends it; it survives being killed.

    `key` makes asking twice owe one message. `leased_until` is set while a loop is sending it. `account` is
    whose code it is, for a message that carries one: it goes to that account's own address, whoever the
    person signs in as by then. `calendar` is an iCalendar file that goes with it. `meeting` is the meeting it
    is about: who may not know of that one may not know of the message. With no mail server, or where one
    failed, it may be sent by hand.
    """

    partnership = models.ForeignKey(Partnership, models.CASCADE)
    person = models.ForeignKey(Person, models.CASCADE)
    account = models.ForeignKey(Account, models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    calendar = models.TextField(blank=True)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=300, blank=True)
    meeting = models.ForeignKey("records.Meeting", models.CASCADE, null=True, blank=True, related_name="+")
    sent_by_hand = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "key", "person"], name="message_once"),
            models.CheckConstraint(
                condition=Q(sent_by_hand=False) | Q(sent_at__isnull=False), name="message_by_hand_was_sent"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(sent_at__isnull=True), name="message_waiting"),
            models.Index(fields=["partnership", "-due_at"], name="message_by_day"),
        ]


class Redaction(Row):
    """Words taken out by two officers together. The marker keeps who, when and why for ever."""

    partnership = models.ForeignKey(Partnership, models.CASCADE)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    columns = models.JSONField(default=list)
    reason = models.TextField()
    state = models.CharField(max_length=20, default="proposed")
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    received_by = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "declined", "confirmed"]), name="redaction_state_known"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=models.F("proposed_by")),
                name="redaction_by_two",
            ),
        ]


class SearchText(models.Model):
    """The words of one row, written by the runner in the same transaction as the row.

    It carries no label of its own: who may find it is asked of the row itself, so that a label changed
    later holds at once. `within_id` is the plan or the meeting it belongs to. It is shown from `shown_from`
    until the day before `shown_until`: an entry has one row for what it says now and one for each wording
    still to come. The number is for the database's word index, which is made in a migration and kept by
    triggers on this table.
    """

    id = models.BigAutoField(primary_key=True)
    partnership = models.ForeignKey(Partnership, models.CASCADE)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    within_id = models.UUIDField(null=True, blank=True)
    title = models.CharField(max_length=300)
    words = models.TextField(blank=True)
    on = models.DateField()
    shown_from = models.DateField(default=date.min)
    shown_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "shown_from"], name="search_text_once"
            )
        ]
        indexes = [models.Index(fields=["partnership", "-on"], name="search_text_by_date")]
