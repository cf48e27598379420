"""What every page's frame says: where one is, who one is, and the ways on."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from quorate.domain.access.actor import refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.queries.access import Visitor


@dataclass(frozen=True, slots=True)
class Place:
    """A partnership's name and slug."""

    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class Shell:
    """The frame of a page. `navigation` holds label, address and whether it is the current part."""

    partnership: Place | None = None
    person: str | None = None
    role: str = ""
    marking: str = ""
    navigation: tuple[tuple[str, str, bool], ...] = field(default=())
    demonstration: bool = False
    signed_in: bool = False
    other_partnerships: tuple[Place, ...] = field(default=())
    flash: tuple[str, ...] = field(default=())
    today: Any = None


PARTS = (
    ("My work", "my_work", "my-work"),
    ("Board", "board", "board"),
    ("Meetings", "meetings", "meetings"),
    ("Plans", "plans", "plans"),
    ("People", "people", "people"),
    ("Terms", "terms", "terms"),
    ("Search", "search", "search"),
)
ASSURANCE = ("Assurance", "audit", "assurance")


def shell(request: HttpRequest) -> dict[str, Any]:
    """The frame for this request."""
    visitor: Visitor | None = getattr(request, "visitor", None)
    flash = (
        tuple(str(message) for message in messages.get_messages(request))
        if hasattr(request, "_messages")
        else ()
    )
    moment = getattr(request, "moment", None)
    today = moment.today if moment else None
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    if visitor is None:
        return {
            "shell": Shell(
                demonstration=settings.DEMONSTRATION, signed_in=signed_in, flash=flash, today=today
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
            role=visitor.role_name if visitor.role_name.lower() != visitor.actor.name.lower() else "",
            marking=visitor.marking,
            navigation=tuple(parts),
            demonstration=settings.DEMONSTRATION,
            signed_in=signed_in,
            other_partnerships=tuple(Place(name, other) for other, name in visitor.elsewhere),
            flash=flash,
            today=today,
        )
    }
