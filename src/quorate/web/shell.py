"""What every page's frame says: where one is, who one is, and the ways on."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac

from quorate.domain.access.actor import refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.queries.access import Visitor


@dataclass(frozen=True, slots=True)
class Place:
    """A partnership's name and slug."""

    name: str
    slug: str


class Flash(NamedTuple):
    """A sentence said once, over the page: what was done, or a notice."""

    text: str
    kind: str = "done"


@dataclass(frozen=True, slots=True)
class Shell:
    """The frame of a page. `navigation` holds label, address and whether it is the current part.

    `whose` marks the pages of one account, so that a browser keeps what was typed for nobody else.
    """

    partnership: Place | None = None
    person: str | None = None
    role: str = ""
    marking: str = ""
    navigation: tuple[tuple[str, str, bool], ...] = field(default=())
    demonstration: bool = False
    signed_in: bool = False
    has_other_partnerships: bool = False
    flash: tuple["Flash", ...] = field(default=())
    today: Any = None
    whose: str = ""


PARTS = (
    ("My work", "my_work", "my-work"),
    ("Board", "board", "board"),
    ("Meetings", "meetings", "meetings"),
    ("Plans", "plans", "plans"),
    ("People", "people", "people"),
    ("Terms", "terms", "terms"),
    ("Structure", "structure", "structure"),
    ("Search", "search", "search"),
)
ASSURANCE = ("Assurance", "audit", "assurance")


def _said_once(request: HttpRequest) -> tuple[Flash, ...]:
    if not hasattr(request, "_messages"):
        return ()
    return tuple(
        Flash(str(message), "done" if message.level == messages.SUCCESS else "notice")
        for message in messages.get_messages(request)
    )


def _plain(name: str) -> str:
    return name.lower().replace("-", " ")


def _mark_of(account: str) -> str:
    """The same for one account on every page, and nothing an account can be known by."""
    return salted_hmac("quorate.web.shell.whose", account, algorithm="sha256").hexdigest()[:16]


def shell(request: HttpRequest) -> dict[str, Any]:
    """The frame for this request."""
    visitor: Visitor | None = getattr(request, "visitor", None)
    flash = _said_once(request)
    moment = getattr(request, "moment", None)
    today = moment.today if moment else None
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    whose = _mark_of(str(user.pk)) if user and signed_in else ""
    if visitor is None:
        return {
            "shell": Shell(
                demonstration=settings.DEMONSTRATION,
                signed_in=signed_in,
                flash=flash,
                today=today,
                whose=whose,
            )
        }
    slug = visitor.actor.slug
    here = request.path.split("/")[2] if request.path.count("/") > 1 else ""
    shown = [*PARTS] if refusal_to_act(visitor.actor, Permission.AUDIT_SEE) else [*PARTS, ASSURANCE]
    parts = [
        (label, reverse(name, kwargs={"partnership": slug}), here == part) for label, name, part in shown
    ]
    return {
        "shell": Shell(
            partnership=Place(visitor.partnership_name, slug),
            person=visitor.actor.name,
            role="" if _plain(visitor.role_name) == _plain(visitor.actor.name) else visitor.role_name,
            marking=visitor.marking,
            navigation=tuple(parts),
            demonstration=settings.DEMONSTRATION,
            signed_in=signed_in,
            has_other_partnerships=bool(visitor.elsewhere),
            flash=flash,
            today=today,
            whose=whose,
        )
    }
