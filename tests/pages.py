"""Every page there is, with an example address of each: found by walking the links as a reader would.

A route that no link leads to is as good as lost, so the walk is also a check. What is meant to have no link
is named in `NOT_LINKED` with its reason.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

EXAMPLES_OF_A_ROUTE = 3
"""Rows of a list show the same page; the others catch links that only some have, as a past meeting does."""
_IN_THE_MIDDLE = "reached only in the middle of signing in, which the sign-in tests walk"
_ONCE_SET_UP = "linked only for an account that has set one up, which the sign-in tests do"
NOT_LINKED: Mapping[str, str] = {
    "calendar": "for calendars, at an address that is shown once",
    "account_complete_password_reset": _IN_THE_MIDDLE,
    "account_confirm_login_code": _IN_THE_MIDDLE,
    "account_confirm_password_reset_code": _IN_THE_MIDDLE,
    "account_inactive": _IN_THE_MIDDLE,
    "account_logout": "a button; the page behind it is for a browser that came by link",
    "account_password_reset_completed": _IN_THE_MIDDLE,
    "account_reauthenticate": _IN_THE_MIDDLE,
    "account_set_password": "linked only for an account without a password",
    "healthz": "for machines",
    "mfa_authenticate": _IN_THE_MIDDLE,
    "mfa_deactivate_totp": _ONCE_SET_UP,
    "mfa_download_recovery_codes": _ONCE_SET_UP,
    "mfa_edit_webauthn": _ONCE_SET_UP,
    "mfa_generate_recovery_codes": _ONCE_SET_UP,
    "mfa_login_webauthn": "asked for by the sign-in page's script",
    "mfa_reauthenticate": _IN_THE_MIDDLE,
    "mfa_reauthenticate_webauthn": _IN_THE_MIDDLE,
    "mfa_remove_webauthn": _ONCE_SET_UP,
    "mfa_view_recovery_codes": _ONCE_SET_UP,
    "minute_ratify": "linked only beside a decision that waits to be ratified, which its own tests press",
    "openid_connect_callback": "where a council's own directory sends people back",
    "room_times": "linked from a room that is open, as the one above",
    "packs_progress": "asked for by the packs page while a pack is made",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page answered."""

    status: int
    kind: str
    text: str


@dataclass
class Walk:
    """What a walk found: an example path by route name, files by route name, and links that lead nowhere."""

    pages: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    dead: list[str] = field(default_factory=list)

    def not_reached(self, routes: Iterable[str]) -> list[str]:
        """List the routes the walk did not come to and should have."""
        return sorted(set(routes) - self.pages.keys() - self.files.keys() - NOT_LINKED.keys())


def walk(
    starts: Iterable[str], *, fetch: Callable[[str], Answer], route_of: Callable[[str], str | None]
) -> Walk:
    """Follow links from some paths until every route that can be reached has been.

    `fetch` reads a path; `route_of` names the route a path belongs to, None for what is no page of ours, such
    as a stylesheet. A path that answers 400 or more is reported with the page that linked to it.
    """
    found = Walk()
    waiting = deque((path, "the start") for path in starts)
    seen = set()
    visits: dict[str, int] = {}
    while waiting:
        path, linked_from = waiting.popleft()
        route = route_of(urlsplit(path).path)
        if path in seen or route is None or visits.get(route, 0) >= EXAMPLES_OF_A_ROUTE:
            continue
        seen.add(path)
        visits[route] = visits.get(route, 0) + 1
        answer = fetch(path)
        if answer.status >= 400:
            found.dead.append(f"{path} answers {answer.status}; linked from {linked_from}")
        elif answer.kind.startswith("text/html"):
            found.pages.setdefault(route, path)
            waiting.extend((link, path) for link in links_in(answer.text, path))
        else:
            found.files.setdefault(route, path)
    return found


def links_in(text: str, path: str) -> list[str]:
    """List the paths on the same site that a page links to, in order and without their fragments."""
    reader = _Links()
    reader.feed(text)
    whole = (urldefrag(urljoin(f"http://here{path}", link)).url for link in reader.found)
    return [
        link.removeprefix("http://here") or "/"
        for link in whole
        if link == "http://here" or link.startswith("http://here/")
    ]


class _Links(HTMLParser):
    """Collects where a page's links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the address of an `a` element."""
        address = dict(attrs).get("href")
        if tag == "a" and address and not address.startswith("#"):
            self.found.append(address)
