"""Groups (boards, operational groups, task and finish groups), their seats and who holds them."""

from django.db import models
from django.db.models import F, Q

from quorate.records.models.base import Row, Versioned
from quorate.records.models.partnerships import Partnership
from quorate.records.models.people import Agency, Person


class Group(Versioned):
    """A group of a partnership. `slug` names it in addresses; `ended_on` is its last day, once it ended.

    A task and finish group has a `question` to answer and a day it is to end, `ends_on`; `answer` is what it
    came to, said when it ended. `kinds_before` are the kinds it was, each with the last day it was so, as ISO
    has it, earliest first.
    """

    partnership = models.ForeignKey(Partnership, models.CASCADE)
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40, default="board")
    kinds_before = models.JSONField(default=list, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    question = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    ends_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "slug"], name="group_slug_once")]


class Seat(Row):
    """A seat of a group. `seat_class` is core or advisory.

    `places` is how many may hold it at once. `condition` says when the seat is there at all, in the terms'
    words. `by_interest` marks one held by whoever was taken on after an expression of interest. The holder
    of `follows_office` in `follows_group` holds it without being appointed. `shown_as` is the name that
    whoever holds a lived-experience seat chose to be known by, everywhere. `since_on` is the day on which
    it was added, empty where no meeting had been recorded by then: it was always there.
    """

    group = models.ForeignKey(Group, models.CASCADE)
    title = models.CharField(max_length=200)
    seat_class = models.CharField(max_length=20, default="core")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    places = models.PositiveSmallIntegerField(default=1)
    condition = models.CharField(max_length=300, blank=True)
    by_interest = models.BooleanField(default=False)
    follows_group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="+")
    follows_office = models.CharField(max_length=20, blank=True)
    shown_as = models.CharField(max_length=120, blank=True)
    since_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(places__gte=1), name="seat_has_a_place"),
            models.CheckConstraint(
                condition=Q(follows_group__isnull=True, follows_office="")
                | Q(
                    follows_group__isnull=False,
                    follows_office__in=["chair", "vice_chair", "secretary"],
                ),
                name="seat_follows_whole",
            ),
            models.CheckConstraint(condition=Q(seat_class__in=["core", "advisory"]), name="seat_class_known"),
        ]


class Appointment(Row):
    """That a person holds a seat, from a day to a day (both inclusive), perhaps with an office.

    `office` is chair, vice_chair, secretary or empty. `is_deputy` marks somebody named to attend in the
    holder's place; `has_authority` that they may decide for the agency. `place` tells apart those who hold
    a seat of several places at once, from 1.
    """

    seat = models.ForeignKey(Seat, models.CASCADE)
    person = models.ForeignKey(Person, models.PROTECT)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    office = models.CharField(max_length=20, blank=True)
    is_deputy = models.BooleanField(default=False)
    has_authority = models.BooleanField(default=True)
    place = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "place"],
                condition=Q(to_on__isnull=True, is_deputy=False),
                name="appointment_one_open_holder",
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="appointment_in_order"
            ),
            models.CheckConstraint(
                condition=Q(office__in=["", "chair", "vice_chair", "secretary"]),
                name="appointment_office_known",
            ),
        ]
