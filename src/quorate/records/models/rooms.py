"""Who said they would come to a meeting, who came, left and withdrew, and what interests they declared."""

from django.db import models
from django.db.models import Q

from quorate.domain.meetings.room import Act, How
from quorate.domain.membership.replies import Answer
from quorate.records.models.base import Row, Versioned, one_of
from quorate.records.models.groups import Seat
from quorate.records.models.meetings import AgendaItem, Meeting
from quorate.records.models.people import Agency, Person


class Reply(Versioned):
    """What the holder of a seat said of coming to a meeting; said anew, it replaces what was said before.

    `deputy` comes in their place where the answer is that; `has_authority` says whether the deputy may
    decide for the agency, `is_briefed` whether they were told what the meeting is about.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="replies")
    seat = models.ForeignKey(Seat, models.PROTECT)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=20)
    how = models.CharField(max_length=20, default=How.IN_PERSON.value)
    deputy = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    has_authority = models.BooleanField(default=False)
    is_briefed = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat", "person"], name="reply_once"),
            one_of("answer", Answer, "reply_answer_known"),
            one_of("how", How, "reply_how_known"),
            models.CheckConstraint(
                condition=Q(answer=Answer.DEPUTY.value, deputy__isnull=False)
                | (~Q(answer=Answer.DEPUTY.value) & Q(deputy__isnull=True)),
                name="reply_deputy_whole",
            ),
        ]


class RoomActRow(Row):
    """One thing seen in the room, never edited: a mistake is struck out and recorded again.

    What somebody is there as (seat, agency, office, deputy, authority) is kept as it was that day. `place`
    tells apart the places of a seat that several hold; where it is not kept it is that of the appointment.
    `key` is the form's own, so that a form sent twice is recorded once.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="acts")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=64)
    at = models.TimeField()
    act = models.CharField(max_length=20)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    place = models.PositiveSmallIntegerField(null=True, blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    seat_class = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=200, blank=True)
    office = models.CharField(max_length=20, blank=True)
    is_deputy = models.BooleanField(default=False)
    has_authority = models.BooleanField(default=True)
    how = models.CharField(max_length=20, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="room_act_number_once"),
            models.UniqueConstraint(fields=["meeting", "key"], name="room_act_sent_once"),
            one_of("act", Act, "room_act_known"),
            models.CheckConstraint(
                condition=Q(act=Act.ITEM.value, person__isnull=True)
                | (~Q(act=Act.ITEM.value) & Q(person__isnull=False)),
                name="room_act_of_somebody",
            ),
        ]


class Declaration(Row):
    """An interest declared at a meeting, in the item it touches or, with none, in the whole of it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="declarations")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = models.TextField()
    withdraws = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    struck_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="declaration_says_something"),
        ]
