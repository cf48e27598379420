"""Agencies, people, who speaks for whom, the roles granted, and restrictions."""

from django.db import models
from django.db.models import F, Q

from quorate.domain.access.roles import GRANTED_ROLES
from quorate.records.models.accounts import Account
from quorate.records.models.base import Row, Versioned, both_or_neither
from quorate.records.models.partnerships import Partnership


class Agency(Versioned):
    """An agency of one partnership. A council's directorate names its council as `parent`.

    `merged_into` is the agency it became part of, from `merged_on` on; it keeps its own history.
    """

    partnership = models.ForeignKey(Partnership, models.CASCADE)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=40)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")
    merged_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "name"], name="agency_name_once"),
            both_or_neither("merged_into", "merged_on", "agency_merged_whole"),
        ]


class AgencyName(Row):
    """A name an agency went by until a day, inclusive; its present one stands on the agency."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="earlier_names")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    until_on = models.DateField()


class Person(Versioned):
    """A person of one partnership. `account` is empty for those who never sign in.

    Who stopped the message that says what is due from them did so on `digest_stopped_on`.
    """

    partnership = models.ForeignKey(Partnership, models.CASCADE)
    account = models.ForeignKey(Account, models.SET_NULL, null=True, blank=True)
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    left_on = models.DateField(null=True, blank=True)
    digest_stopped_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "account"],
                condition=Q(account__isnull=False),
                name="person_once_per_account",
            )
        ]


class Representation(Row):
    """That a person speaks for an agency, from a day to a day (both inclusive; no end is open)."""

    person = models.ForeignKey(Person, models.CASCADE)
    agency = models.ForeignKey(Agency, models.PROTECT)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "agency"], condition=Q(to_on__isnull=True), name="representation_one_open"
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="representation_in_order"
            ),
        ]


class Grant(Row):
    """A role given to a person in the whole partnership, from a day to a day (both inclusive)."""

    person = models.ForeignKey(Person, models.CASCADE)
    role = models.CharField(max_length=40)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role"], condition=Q(to_on__isnull=True), name="grant_one_open"
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="grant_in_order"
            ),
            models.CheckConstraint(
                condition=Q(role__in=sorted(role.value for role in GRANTED_ROLES)), name="grant_role_known"
            ),
        ]


class Restriction(Versioned):
    """Who may read some rows and who may not, from a day to a day (both inclusive; no end is open)."""

    partnership = models.ForeignKey(Partnership, models.CASCADE)
    name = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    allowed_people = models.ManyToManyField(Person, related_name="+", blank=True)
    barred_people = models.ManyToManyField(Person, related_name="+", blank=True)
    allowed_agencies = models.ManyToManyField(Agency, related_name="+", blank=True)
    barred_agencies = models.ManyToManyField(Agency, related_name="+", blank=True)
