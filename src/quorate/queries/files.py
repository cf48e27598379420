"""The bytes of a paper or a pack, for those who may see what it belongs to.

A file's access is its owning row's. A file that was redacted, or that a scanner has not passed where
scanning is on, cannot be read.
"""

import uuid
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from quorate.domain.access.actor import Actor
from quorate.domain.kernel.asking import NotFoundError
from quorate.records import scopes
from quorate.records.models import StoredFile

SAMPLE_PLAN = "Housing plan to bring in.docx"


@dataclass(frozen=True, slots=True)
class FileOut:
    """A file to hand over."""

    name: str
    media_type: str
    data: bytes


def sample_plan() -> FileOut:
    """A Word plan to try the import with; the demonstration brings one. Else raises NotFoundError."""
    path = settings.DATA / SAMPLE_PLAN
    if not path.is_file():
        raise NotFoundError
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return FileOut(SAMPLE_PLAN, word, path.read_bytes())


def paper_file(actor: Actor, *, meeting: uuid.UUID, paper: uuid.UUID) -> FileOut:
    """A paper's file. Raises NotFoundError when the actor may not see the paper, or it was withdrawn.

    Every reading is recorded.
    """
    row = (
        scopes.papers(actor)
        .filter(id=paper, meeting=meeting, withdrawn_at__isnull=True)
        .select_related("file")
        .first()
    )
    if row is None or row.file is None:
        raise NotFoundError
    return FileOut(row.file.name, row.file.media_type, data_of(row.file))


def data_of(file: StoredFile) -> bytes:
    """The bytes of a kept file; NotFoundError when it was redacted or is not scanned."""
    if not can_open(file):
        raise NotFoundError
    try:
        return path_of(file.partnership_id, file.sha256).read_bytes()
    except FileNotFoundError as missing:
        raise NotFoundError from missing


def can_open(file: StoredFile) -> bool:
    """Whether a kept file is handed over: not once redacted, nor unscanned while files are to be scanned."""
    return file.redacted_at is None and not (settings.SCAN_FILES and file.scanned_at is None)


def path_of(partnership: str | uuid.UUID, sha256: str) -> Path:
    """Where a file is kept: under its hash, in its partnership's folder."""
    return Path(settings.FILES) / str(partnership) / sha256[:2] / sha256
