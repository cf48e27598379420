"""Addresses that no partnership may have, because Quorate's own pages stand there."""

RESERVED = frozenset(
    {
        "about",
        "accessibility",
        "account",
        "api",
        "demonstration",
        "gallery",
        "healthz",
        "metrics",
        "public",
        "readyz",
        "static",
    }
)
