"""Partnerships: the place everything else belongs to."""

from django.db import models

from quorate.records.models.base import Versioned


class Partnership(Versioned):
    """A partnership. Its slug is never reused, so rows are never deleted.

    `started_on` is the day records begin: duties due before it read "before our records".
    `due_soon_days` is how far ahead anything is shown as due, `no_update_days` how long without an
    update is shown. A unitary council has no district councils, and no seat for them is owed. Everybody is
    told by one message what is due from them, every `digest_weeks` weeks (0 is never) on `digest_weekday`
    (0 is Monday); `digests_on` is the day they were last owed for, empty until the first came round.
    """

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    started_on = models.DateField()
    zone = models.CharField(max_length=40, default="Europe/London")
    victim_word = models.CharField(max_length=40, default="victim and survivor")
    marking = models.CharField(max_length=60, default="OFFICIAL")
    due_soon_days = models.PositiveSmallIntegerField(default=28)
    no_update_days = models.PositiveSmallIntegerField(default=92)
    digest_weeks = models.PositiveSmallIntegerField(default=1)
    digest_weekday = models.PositiveSmallIntegerField(default=0)
    digests_on = models.DateField(null=True, blank=True)
    is_unitary = models.BooleanField(default=False)
    is_demonstration = models.BooleanField(default=False)


class Closure(Versioned):
    """A day the council is closed that is not a bank holiday."""

    partnership = models.ForeignKey(Partnership, models.CASCADE)
    on = models.DateField()
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "on"], name="closure_once")]
