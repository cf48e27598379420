"""Files: immutable, named by their SHA-256 within a partnership; access is the owning row's."""

from django.db import models

from quorate.records.models.base import Row
from quorate.records.models.partnerships import Partnership


class StoredFile(Row):
    """A file kept on disk under its hash. `scanned_at` is empty until a scanner has passed it."""

    partnership = models.ForeignKey(Partnership, models.CASCADE)
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    stored_at = models.DateTimeField()
    scanned_at = models.DateTimeField(null=True, blank=True)
    redacted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "sha256", "name"], name="file_once_per_name")
        ]
