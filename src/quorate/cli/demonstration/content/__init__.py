"""The words of the two invented places, kept as text files a board member could read and mend.

`places()` reads them all. Nothing here reaches a database: a builder feeds it through commands.
"""

from functools import cache

from quorate.cli.demonstration.content.loading import load_place
from quorate.cli.demonstration.content.shapes import Place

SLUGS = ("marlhaven", "osterbridge")


@cache
def place(slug: str) -> Place:
    """One invented place by its slug; `KeyError` for a slug there is none of."""
    if slug not in SLUGS:
        raise KeyError(slug)
    return load_place(slug)


def places() -> tuple[Place, ...]:
    """Both places, Marlhaven first."""
    return tuple(place(slug) for slug in SLUGS)
