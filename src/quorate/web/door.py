"""The door every page passes: who asks, in which partnership, and whether their roles include the page.

A partnership or thing that is not visible answers as one that does not exist.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.urls import URLPattern, path

from quorate.commands.runner import As
from quorate.domain.access.actor import refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError
from quorate.domain.kernel.slugs import RESERVED
from quorate.queries.access import visitor_for
from quorate.web.errors import signed_out
from quorate.web.http import moment_now

View = Callable[..., HttpResponseBase]


class Open(StrEnum):
    """Pages that are not a partnership's."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    DEMONSTRATION = "demonstration"


@dataclass(frozen=True, slots=True)
class Route:
    """An address, the view behind it, its name, and who may come.

    Pages of a partnership begin with its slug. `needs` is the permission asked for; POST asks for `writes`
    in its place where one is named. `methods` are those answered, and HEAD wherever GET is.
    """

    address: str
    view: View
    name: str
    needs: Permission | Open
    writes: Permission | None = None
    methods: tuple[str, ...] = ("GET",)

    def pattern(self) -> URLPattern:
        """The route for Django."""
        return path(self.address, self._guarded(), name=self.name)

    def _guarded(self) -> View:
        @functools.wraps(self.view)
        def guarded(request: HttpRequest, **found: Any) -> HttpResponseBase:
            allowed = {*self.methods, "HEAD"} if "GET" in self.methods else set(self.methods)
            request.moment = moment_now()  # type: ignore[attr-defined]
            request.visitor = None  # type: ignore[attr-defined]
            if isinstance(self.needs, Open):
                if answer := self._stopped(request):
                    return answer
            else:
                slug = str(found.pop("partnership"))
                if slug in RESERVED:
                    raise NotFoundError
                if not request.user.is_authenticated:
                    return _to_sign_in(request)
                self._admit(request, slug)
            if request.method not in allowed:
                return HttpResponseNotAllowed(sorted(allowed))
            return self.view(request, **found)

        guarded.route = self  # type: ignore[attr-defined]
        return guarded

    def _stopped(self, request: HttpRequest) -> HttpResponse | None:
        if self.needs is Open.DEMONSTRATION and not settings.DEMONSTRATION:
            raise NotFoundError
        if self.needs is Open.SIGNED_IN and not request.user.is_authenticated:
            return _to_sign_in(request)
        return None

    def _admit(self, request: HttpRequest, slug: str) -> None:
        today = request.moment.today  # type: ignore[attr-defined]
        visitor = visitor_for(account=str(request.user.pk), slug=slug, today=today)
        needed = self.writes if request.method == "POST" and self.writes else self.needs
        if refusal := refusal_to_act(visitor.actor, Permission(needed)):
            request.visitor = visitor  # type: ignore[attr-defined]
            raise NotAllowedError(refusal)
        request.visitor = visitor  # type: ignore[attr-defined]
        request.actor = visitor.actor  # type: ignore[attr-defined]
        request.asked = As(visitor.actor, request.moment)  # type: ignore[attr-defined]


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """To sign in, and then back; what a form had in it is shown again, since it is not saved."""
    if request.method in {"GET", "HEAD"}:
        return redirect_to_login(request.get_full_path())
    return signed_out(request)
