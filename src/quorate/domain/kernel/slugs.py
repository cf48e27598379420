"""What a partnership may begin with: an address that is never used twice, a name, somebody, and a day."""

import re
from datetime import date

from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day

RESERVED = frozenset(
    {
        "about",
        "accessibility",
        "account",
        "api",
        "calendar",
        "demonstration",
        "gallery",
        "healthz",
        "metrics",
        "public",
        "readyz",
        "static",
    }
)
"""Addresses that no partnership may have, because Quorate's own pages stand there."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 60


def refusal_to_begin(
    *, slug: str, name: str, coordinator: str, started_on: date, today: date
) -> Refusal | None:
    """Why a partnership cannot begin so. Its address can never be changed afterwards.

    Codes: `partnerships.slug_shape`, `partnerships.slug_reserved`, `partnerships.no_name`,
    `partnerships.no_coordinator`, `partnerships.begins_later` (nobody would hold a role until then).
    """
    if not _SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        return Refusal(
            "partnerships.slug_shape",
            f"“{slug}” cannot be an address.",
            f"Use small letters, digits and single hyphens, at most {LONGEST_SLUG} of them.",
            field="slug",
        )
    if slug in RESERVED:
        sentence = f"Quorate keeps the address “{slug}” for itself."
        return Refusal("partnerships.slug_reserved", sentence, "Choose another.", field="slug")
    if not name.strip():
        return Refusal("partnerships.no_name", "Say what the partnership is called.", field="name")
    if not coordinator.strip():
        return Refusal("partnerships.no_coordinator", "Say who coordinates it.", field="coordinator")
    if started_on > today:
        return Refusal(
            "partnerships.begins_later",
            f"Records cannot begin on {day(started_on)}: until that day nobody could do anything.",
            "Give today or a day before it.",
            field="started_on",
        )
    return None
