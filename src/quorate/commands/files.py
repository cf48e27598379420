"""Keeps a file: checked, hashed, written, synced and renamed before the transaction commits."""

import hashlib
import os
import uuid
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from quorate.commands.runner import Run
from quorate.queries.files import path_of
from quorate.records.models import StoredFile


def keep(run: Run, *, name: str, media_type: str, data: bytes) -> StoredFile:
    """The row of a kept file; the same bytes under the same name are kept once.

    A file left on disk by a transaction that rolled back is harmless: no row names it.
    """
    digest = hashlib.sha256(data).hexdigest()
    same = StoredFile.objects.filter(
        partnership=run.partnership, sha256=digest, name=name, redacted_at__isnull=True
    )
    held = same.first()
    path = path_of(run.actor.partnership, digest)
    if not path.exists():
        write_over(path, data)
    if held:
        return held
    row = StoredFile(
        id=run.new_id(),
        partnership_id=run.actor.partnership,
        sha256=digest,
        name=name,
        media_type=media_type,
        size=len(data),
        stored_at=run.moment.at,
        scanned_at=None if settings.SCAN_FILES else run.moment.at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # the same file came in twice at once: the other's row is as good
        return same.get()
    return row


def write_over(path: Path, data: bytes) -> None:
    """Write a file whole, or leave the one that is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(f"{path.name}.{os.getpid()}.{uuid.uuid4().hex}")
    with waiting.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    waiting.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
