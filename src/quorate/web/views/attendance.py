"""A group's attendance sheet."""

from django.http import HttpResponse

from quorate.domain.access.permissions import Permission
from quorate.queries import attendance
from quorate.web.door import Route
from quorate.web.http import Request
from quorate.web.paging import number_asked
from quorate.web.views.answers import show


def attendance_page(request: Request, group: str) -> HttpResponse:
    """Who came to a group's meetings."""
    page = attendance.page_attendance(
        request.actor, group=group, today=request.moment.today, number=number_asked(request)
    )
    return show(request, "room/attendance.html", page=page)


ROUTES: tuple[Route, ...] = (
    Route(
        "<slug:partnership>/groups/<slug:group>/attendance/",
        attendance_page,
        "attendance",
        Permission.MEETING_SEE,
    ),
)
