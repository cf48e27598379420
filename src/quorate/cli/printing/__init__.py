"""The documents that are printed from the code, so that they cannot say anything else than it does."""

from collections.abc import Callable

from quorate.cli.printing import access, events, routes, rules, states

PAGES: dict[str, Callable[[], str]] = {
    "access.md": access.page,
    "events.md": events.page,
    "states.md": states.page,
    "routes.md": routes.page,
    "rules.md": rules.page,
}
"""Each printed page by its file's name under `docs`."""
