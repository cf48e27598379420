"""The page that sets anew who sees a plan, an entry, a meeting, what belongs to one, a challenge, a risk."""

import uuid

from django.http import HttpResponse

from quorate.commands.labelling import set_audience
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.queries.labelling import LabelForm, page_label
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_NOW, NOT_VALID, onward, show, show_stale, show_wrong

_PAGE = "people/who_sees.html"


def who_sees(request: Request, kind: str, id: uuid.UUID) -> HttpResponse:
    """The form of who sees a thing, and what it sends."""
    page = page_label(request.actor, kind=kind, id=id, today=request.moment.today)
    if request.method != "POST":
        return show(request, _PAGE, page=page)
    answers = Answers(request.POST)
    audience = answers.choice("audience", [a for a, _, _ in page.audiences], needed="Choose who may see it.")
    restriction = answers.identity("restriction")
    if answers.errors:
        return show_wrong(request, _PAGE, answers, NOT_VALID, page=page)
    try:
        done = set_audience(
            request.asked,
            kind=kind,
            id=id,
            version=answers.version(),
            audience=Audience(audience),
            restriction=restriction,
        )
    except StaleError:
        page = page_label(request.actor, kind=kind, id=id, today=request.moment.today)
        return show_stale(request, _PAGE, answers, page=page)
    if isinstance(done, Refusal):
        answers.refused(done)
        return show_wrong(request, _PAGE, answers, NOT_NOW, page=page)
    return _onward(request, page)


def _onward(request: Request, page: LabelForm) -> HttpResponse:
    said = f"Who sees this {page.word} was set. Packs made before keep what they hold."
    if page.seen.page:
        return onward(request, said, page.seen.page, **{page.seen.page: page.seen.id})
    return onward(request, said, "who_sees", kind=page.kind, id=page.id)


ROUTES: tuple[Route, ...] = (
    Route(
        "<slug:partnership>/who-sees/<slug:kind>/<uuid:id>/",
        who_sees,
        "who_sees",
        Permission.RESTRICTION_EDIT,
        methods=("GET", "POST"),
    ),
)
