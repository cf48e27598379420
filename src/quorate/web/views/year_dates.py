"""The page where a year of a group's dates is proposed, changed and set in one go."""

import re
from collections.abc import Sequence
from datetime import date

from django.http import HttpResponse

from quorate.commands.meeting_dates import set_dates
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count
from quorate.domain.meetings.days import refusal_unless_meant
from quorate.domain.meetings.refusals import LONGEST_MEETING
from quorate.domain.meetings.year import MOST_TIMES, DateAsked
from quorate.queries import year_dates as pages
from quorate.queries.messages_waiting import has_mail_server
from quorate.queries.year_dates import Wish, YearDatesPage
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_NOW, NOT_VALID, onward, show_stale, show_wrong

_ROW = re.compile(r"on-(\d{4}-\d\d-\d\d)")


def year_dates(request: Request, group: str) -> HttpResponse:
    """The dates proposed for a year, and setting those that are given."""
    if request.method != "POST":
        return _shown(request, group, Answers(request.GET))
    answers = Answers(request.POST)
    asked = [one for key in _keys(request) if (one := _asked(answers, key)) is not None]
    if answers.raw("do") == "look":
        return _shown(request, group, answers, NOT_VALID if answers.errors else 200)
    page = _page(request, group, answers)
    audience = answers.choice("audience", [value for value, _, _ in page.audiences])
    if not answers.errors:
        for refusal in pages.faults_of(request.actor, group=group, dates=asked, today=request.moment.today):
            answers.refused(refusal)
        _days_are_meant(answers, page, asked)
    if answers.errors:
        return _shown(request, group, answers, NOT_VALID)
    try:
        outcome = set_dates(
            request.asked,
            group=page.id,
            dates=asked,
            audience=Audience(audience or page.audience),
            known=answers.version(),
        )
    except StaleError:
        typed = [
            (one.key, f"{answers.raw(f'on-{one.key}')}, {answers.raw(f'starts-{one.key}')}") for one in asked
        ]
        return show_stale(
            request,
            "meetings/year.html",
            answers,
            typed=typed,
            page=_page(request, group, answers),
            **_CHOICES,
        )
    if isinstance(outcome, Refusal):
        answers.refused(outcome)
        return _shown(request, group, answers, NOT_NOW)
    told = ", and members are told" if has_mail_server() else ""
    said = f"{count(len(asked), 'meeting is', 'meetings are')} set{told}."
    return onward(request, said, "meetings", owed=outcome.owed)


def _days_are_meant(answers: Answers, page: YearDatesPage, asked: Sequence[DateAsked]) -> None:
    """A day with something against it is set once whoever sets it means that very day, as for one meeting."""
    rows = {row.key: row for row in page.rows}
    for one in asked:
        if one.key not in rows or answers.error(f"on-{one.key}"):
            continue
        is_meant = answers.raw(f"meant-{one.key}") == one.on.isoformat()
        if refusal := refusal_unless_meant(rows[one.key].to_confirm, is_meant=is_meant):
            answers.refused(one.beside(refusal))


def _shown(request: Request, group: str, answers: Answers, status: int = 200) -> HttpResponse:
    page = _page(request, group, answers)
    return show_wrong(request, "meetings/year.html", answers, status, page=page, **_CHOICES)


def _page(request: Request, group: str, answers: Answers) -> YearDatesPage:
    typed: dict[str, date | None] = {key: Answers(request.POST).day(f"on-{key}") for key in _keys(request)}
    return pages.page_year_dates(
        request.actor,
        group=group,
        today=request.moment.today,
        wish=_wish(answers),
        typed=typed if request.method == "POST" else None,
    )


def _keys(request: Request) -> list[str]:
    """The rows the form has: each stretch by its first day."""
    return [found[1] for name in request.POST if (found := _ROW.fullmatch(name))]


def _asked(answers: Answers, key: str) -> DateAsked | None:
    """A row with a day; one left without is not to be set, and nothing else in it matters."""
    if not answers.raw(f"on-{key}").strip():
        return None
    on = answers.day(f"on-{key}")
    starts = answers.clock(f"starts-{key}", needed="Give the time it begins.")
    minutes = answers.whole(f"minutes-{key}", least=1, most=LONGEST_MEETING, needed="Say how long.")
    place = answers.text(f"place-{key}", longest=200)
    if on is None or starts is None or minutes is None:
        return None
    return DateAsked(key, on, starts, minutes, place)


def _wish(answers: Answers) -> Wish:
    """What was chosen above the list; anything else than the choices offered is as though not chosen."""

    def chosen(name: str, least: int, most: int) -> int | None:
        said = answers.raw(name)
        return int(said) if re.fullmatch(r"\d{1,2}", said) and least <= int(said) <= most else None

    try:
        year = date.fromisoformat(answers.raw("year"))
    except ValueError:
        year = None
    return Wish(
        year=year,
        times=chosen("times", 1, MOST_TIMES),
        weekday=chosen("weekday", 0, 4),
        week=chosen("week", 1, 5),
        month=chosen("month", 1, 12),
    )


_CHOICES = {
    "weekdays": pages.WEEKDAY_CHOICES,
    "weeks": pages.WEEK_CHOICES,
    "times_a_year": tuple((n, str(n)) for n in (1, 2, 3, 4, 6, 12)),
}
ROUTES: tuple[Route, ...] = (
    Route(
        "<slug:partnership>/groups/<slug:group>/dates/",
        year_dates,
        "year_dates",
        Permission.MEETING_SET,
        methods=("GET", "POST"),
    ),
)
