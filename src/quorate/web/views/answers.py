"""How a view answers: a page, a page with what is wrong, or the way on."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from quorate.web.forms import Answers
from quorate.web.http import Request

NOT_VALID = 422
NOT_NOW = 409


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


def onward(request: Request, sentence: str, name: str, **parts: Any) -> HttpResponse:
    """Say what was done, and go to the page that shows it."""
    if sentence:
        messages.success(request, sentence)
    return HttpResponseRedirect(reverse(name, kwargs={"partnership": request.actor.slug, **parts}))


def slug_of(request: Request) -> str:
    """The partnership's slug, or empty on pages that have none."""
    return request.visitor.actor.slug if request.visitor else ""
