"""How a view answers: a page, a page with what is wrong, or the way on."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html

from quorate.domain.access.actor import refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.domain.messages.by_hand import waits_said
from quorate.queries.messages_waiting import has_mail_server
from quorate.web.forms import Answers
from quorate.web.http import Request

NOT_VALID = 422
NOT_NOW = 409
STALE = "Somebody else changed this while you had it open, so nothing of yours was saved."
Typed = tuple[str, str]
"""A field's name on the page, and what was typed into it."""


def show(request: Request, template: str, **context: Any) -> HttpResponse:
    """A page."""
    return render(
        request, template, {"answers": Answers(), "errors": (), "slug": slug_of(request), **context}
    )


def show_wrong(
    request: Request, template: str, answers: Answers, status: int, **context: Any
) -> HttpResponse:
    """The page again, with what is wrong said at its top and beside each field, and what was typed kept."""
    whole = {"answers": answers, "errors": tuple(answers.errors), "slug": slug_of(request), **context}
    return render(request, template, whole, status=status)


def show_stale(
    request: Request,
    template: str,
    answers: Answers,
    *,
    typed: Iterable[Typed] = (),
    said: str = STALE,
    **context: Any,
) -> HttpResponse:
    """The page as it is now, where somebody else wrote first: what now stands over what was typed.

    What stands is the page's block `now`. `typed` is said there besides being kept in the form, for a page
    that as things now stand has no such form any more.
    """
    answers.wrong("", said)
    clash = {"typed": tuple((name, value) for name, value in typed if value.strip())}
    return show_wrong(request, template, answers, NOT_NOW, clash=clash, **context)


def onward(request: Request, sentence: str, name: str, *, owed: int = 0, **parts: Any) -> HttpResponse:
    """Say what was done, and go to the page that shows it.

    `owed` is how many messages it owes: where nothing sends them, that they wait is said with where to.
    """
    said = _with_waiting(request, sentence, owed)
    if said:
        messages.success(request, said)
    return HttpResponseRedirect(reverse(name, kwargs={"partnership": request.actor.slug, **parts}))


def _with_waiting(request: Request, sentence: str, owed: int) -> str:
    if not owed or has_mail_server():
        return sentence
    if refusal_to_act(request.actor, Permission.MESSAGES_SEND):
        waits = f"{waits_said(owed)} The coordinator does that."
        return format_html("{} {}", sentence, waits) if sentence else waits
    waiting = reverse("messages", kwargs={"partnership": request.actor.slug})
    return format_html(
        '{} {} <a class="govuk-notification-banner__link" href="{}?state=waiting">Send {} by hand</a>',
        sentence,
        waits_said(owed),
        waiting,
        "it" if owed == 1 else "them",
    )


def slug_of(request: Request) -> str:
    """The partnership's slug, or empty on pages that have none."""
    return request.visitor.actor.slug if request.visitor else ""
