"""Why a pack cannot be asked for, or issued, as things stand."""

from datetime import date

from quorate.domain.access.audience import Audience
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day

FORMATS = {
    "pack": ("pdf", "docx"),
    "large": ("pdf",),
    "combined": ("pdf",),
    "brief": ("pdf",),
    "minutes": ("pdf", "docx"),
    "sheet": ("pdf",),
}
"""The kinds of pack, and the formats each is made in."""
HAVE_ANNEXES = frozenset({"pack", "combined", "large"})
"""The kinds that may carry the register of risks behind what they say."""


def for_whom(kind: str, edition: Audience, *, meeting: Audience = Audience.PARTNERSHIP) -> Audience:
    """Whose edition it is: the chair's brief is for core members, whatever was asked.

    A sign-in sheet is never issued; it is kept as closely as the meeting, or as what core members read.
    """
    if kind == "sheet":
        return Audience.RESTRICTED if meeting is Audience.RESTRICTED else Audience.CORE
    return Audience.CORE if kind == "brief" else edition


def refusal_to_ask(
    kind: str, format: str, edition: Audience, *, is_being_made: bool, is_seen: bool = True
) -> Refusal | None:
    """Why such a pack cannot be asked for. `is_seen` is whether its readers see the meeting at all.

    Codes: `packs.kind`, `packs.edition`, `packs.unseen`, `packs.being_made`.
    """
    if format not in FORMATS.get(kind, ()):
        return Refusal("packs.kind", "Choose one of the packs listed.", field="product")
    if edition is Audience.PUBLIC:
        return Refusal("packs.edition", "Choose one of the editions listed.", field="edition")
    if not is_seen:
        field = "product" if kind == "brief" else "edition"
        return Refusal("packs.unseen", "Those readers do not see this meeting.", field=field)
    if is_being_made:
        return Refusal("packs.being_made", "That pack is being made already.", field="product")
    return None


def refusal_to_make_minutes(written: int) -> Refusal | None:
    """Why no document can be made of minutes: nothing is written. Code: `packs.no_minutes`."""
    if written:
        return None
    said = "No minute of this meeting is written here yet."
    return Refusal("packs.no_minutes", said, "Write the minutes first.", field="product")


def refusal_to_issue_minutes(*, to_members_on: date | None, was_draft: bool) -> Refusal | None:
    """Why minutes made as a document cannot be issued: their readers may not read them, or not as they were.

    Codes: `packs.minutes_not_out`, `packs.minutes_were_draft`.
    """
    if to_members_on is None:
        said = "The minutes have not gone to members yet."
        return Refusal("packs.minutes_not_out", said, "Have them approved, and circulate them first.")
    if was_draft:
        said = "This was made while the minutes were a draft."
        return Refusal("packs.minutes_were_draft", said, "Ask for a new one.")
    return None


def refusal_to_issue_sheet() -> Refusal:
    """Why a sign-in sheet is not issued. Code: `packs.sheet`."""
    return Refusal("packs.sheet", "A sign-in sheet is printed for the room, and is not issued.")


def refusal_to_issue(
    *, issued_on: date | None = None, is_made: bool = True, redacted_on: date | None = None
) -> Refusal | None:
    """Why a pack cannot be issued.

    Codes: `packs.issued_already`, `packs.not_made`, `packs.redacted`.
    """
    if issued_on:
        return Refusal(
            "packs.issued_already", f"That pack was issued on {day(issued_on)}. Ask for a new one."
        )
    if not is_made:
        return Refusal("packs.not_made", "That pack is not made yet.", "Wait until it is, then issue it.")
    if redacted_on:
        said = f"What that pack held was redacted on {day(redacted_on)}."
        return Refusal("packs.redacted", said, "Ask for a new one.")
    return None
