"""Terms that are being drafted, before they are adopted."""

from django.db import models
from django.db.models import Q

from quorate.records.models.base import Versioned
from quorate.records.models.files import StoredFile
from quorate.records.models.groups import Group
from quorate.records.models.people import Person
from quorate.records.models.terms import Terms


class TermsDraft(Versioned):
    """A group's next terms while they are worked on: nothing is judged by them until they are adopted.

    `content` is what `quorate.domain.terms.drafts` writes: the dates, and the clauses in order. A draft read
    from a document keeps the file in `source`, and in `read` what was not understood in it, what is missing
    and where the text stops. `began_from` is the version it is compared with.
    """

    group = models.ForeignKey(Group, models.CASCADE)
    content = models.JSONField()
    source = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True)
    read = models.JSONField(null=True, blank=True)
    began_from = models.ForeignKey(Terms, models.PROTECT, null=True, blank=True, related_name="+")
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    adopted = models.ForeignKey(Terms, models.PROTECT, null=True, blank=True, related_name="+")
    set_aside_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(adopted__isnull=True, set_aside_at__isnull=True),
                name="terms_draft_one_open",
            )
        ]
