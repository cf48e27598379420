"""Every address of Quorate, with who may come. An address that is not here does not exist."""

from django.urls import URLPattern

from quorate.web.door import Route
from quorate.web.signin import pages as signin
from quorate.web.views import (
    attendance,
    audit,
    board,
    compliance,
    engagement,
    front,
    gallery,
    groups,
    imports,
    labelling,
    meetings,
    members,
    membership,
    minutes,
    my_work,
    people,
    plans,
    register,
    replies,
    restrictions,
    room,
    search,
    setting_up,
    terms,
    terms_drafts,
)

ROUTES: tuple[Route, ...] = (
    *front.ROUTES,
    *signin.ROUTES,
    *gallery.ROUTES,
    *my_work.ROUTES,
    *people.ROUTES,
    *register.ROUTES,
    *groups.ROUTES,
    *membership.ROUTES,
    *members.ROUTES,
    *restrictions.ROUTES,
    *labelling.ROUTES,
    *setting_up.ROUTES,
    *terms.ROUTES,
    *terms_drafts.ROUTES,
    *board.ROUTES,
    *audit.ROUTES,
    *meetings.ROUTES,
    *minutes.ROUTES,
    *replies.ROUTES,
    *room.ROUTES,
    *attendance.ROUTES,
    *compliance.ROUTES,
    *engagement.ROUTES,
    *imports.ROUTES,
    *plans.ROUTES,
    *search.ROUTES,
)


def url_patterns() -> list[URLPattern]:
    """The routes for Django, in order."""
    return [route.pattern() for route in ROUTES]
