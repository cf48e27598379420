"""Whether a paper opens: its first bytes and its name may promise more than the file holds."""

import io

import pikepdf

from quorate.documents.guards import refusal_to_read
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.meetings.paper_files import Kind, kind_of

_SAFE_TO_KEEP = frozenset(
    {"imports.too_many_rows", "imports.too_many_cells", "imports.too_many_parts", "imports.file_too_large"}
)
"""What only a file that is read into a plan must not be: a paper is handed on and never read."""


def refusal_to_open(data: bytes, name: str) -> Refusal | None:
    """Why a file that may be kept cannot be opened by those it is for. `name` is only quoted.

    A PDF must open without a password; a Word or Excel file must hold together, as
    `quorate.documents.guards` has it. Codes: `papers.damaged`, `papers.locked_or_old` and, from the guards,
    `imports.damaged_file`, `imports.password_protected`, `imports.unpacks_too_large`,
    `imports.external_entities`.
    """
    kind = kind_of(data)
    if kind is Kind.PDF:
        return _refusal_of_pdf(data)
    if kind in (Kind.WORD, Kind.EXCEL):
        refusal = refusal_to_read(data, name)
        return None if refusal is None or refusal.code in _SAFE_TO_KEEP else refusal
    return None


def _refusal_of_pdf(data: bytes) -> Refusal | None:
    try:
        with pikepdf.open(io.BytesIO(data)) as paper:
            if len(paper.pages):
                return None
    except pikepdf.PasswordError:
        return Refusal(
            "papers.locked_or_old",
            "The PDF is locked with a password, so members could not open it.",
            "Take off the password and choose the new copy.",
            field="file",
        )
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        pass
    return Refusal(
        "papers.damaged",
        "The PDF is damaged: it cannot be opened, or has no page.",
        "Make it again from the document it came from and choose the new copy.",
        field="file",
    )
