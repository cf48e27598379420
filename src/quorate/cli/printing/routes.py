"""`docs/routes.md`: every address and what it needs, asked of the running application itself."""

from collections.abc import Iterator
from typing import Any

from quorate.cli.printing.markdown import code, table
from quorate.cli.printing.markdown import page as whole
from quorate.domain.access.permissions import SENTENCES, Permission

# What pages that are not a partnership's need, by the name the door has for it.
_OPEN = {
    "public": "Nothing: anyone may come",
    "signed_in": "Signing in",
    "demonstration": "Demonstration mode; elsewhere it does not exist",
}


def page() -> str:
    """The whole page."""
    routes = list(_routes())
    return whole(
        "Every address",
        f"{len(routes)} addresses, and no others. An address of a partnership begins with its short name. "
        "Where what is asked for cannot be seen the answer is the same as where it does not exist. The "
        "needs named here let somebody in at the door; what they then see and do is asked again of each "
        "thing ([access.md](access.md)).",
        table(("Address", "Name", "Methods", "To come in", "To send a form"), [_row(one) for one in routes]),
    )


def _routes() -> Iterator[Any]:
    from django.urls import get_resolver

    for pattern in get_resolver().url_patterns:
        yield pattern.callback.route  # type: ignore[union-attr]


def _row(route: Any) -> tuple[str, ...]:
    sends = "POST" in route.methods
    writes = _need(route.writes or route.needs) if sends else ""
    comes = _need(route.needs) if "GET" in route.methods else ""
    return (code(f"/{route.address}"), code(route.name), ", ".join(route.methods), comes, writes)


def _need(needs: Any) -> str:
    return SENTENCES[needs] if isinstance(needs, Permission) else _OPEN[needs.value]
