"""Every address of Quorate, with who may come. An address that is not here does not exist."""

from django.urls import URLPattern

from quorate.web.door import Route
from quorate.web.signin import pages as signin
from quorate.web.views import (
    attendance,
    audit,
    board,
    calendars,
    challenges,
    compliance,
    duties,
    engagement,
    front,
    gallery,
    groups,
    imports,
    labelling,
    meetings,
    members,
    membership,
    messages,
    minutes,
    my_work,
    passing_on,
    people,
    plans,
    questions,
    register,
    replies,
    restrictions,
    risks,
    room,
    search,
    setting_up,
    structure,
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
    *structure.ROUTES,
    *questions.ROUTES,
    *board.ROUTES,
    *challenges.ROUTES,
    *risks.ROUTES,
    *audit.ROUTES,
    *meetings.ROUTES,
    *minutes.ROUTES,
    *replies.ROUTES,
    *room.ROUTES,
    *attendance.ROUTES,
    *engagement.ROUTES,
    *passing_on.ROUTES,
    *compliance.ROUTES,
    *duties.ROUTES,
    *imports.ROUTES,
    *plans.ROUTES,
    *search.ROUTES,
    *messages.ROUTES,
    *calendars.ROUTES,
)


def url_patterns() -> list[URLPattern]:
    """The routes for Django, in order."""
    return [route.pattern() for route in ROUTES]
