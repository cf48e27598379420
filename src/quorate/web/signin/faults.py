"""What is wrong with a form of sign-in, as every page's summary of errors shows it."""

from typing import Any

from django.http import HttpRequest

from quorate.web.forms import Fault

KEPT = "sign_in_fault"


def keep_fault(request: HttpRequest, sentence: str) -> None:
    """Keep a sentence for the page that is shown next."""
    request.session[KEPT] = sentence


def faults_of(request: HttpRequest, *forms: Any) -> list[Fault]:
    """Every fault of the forms, in the order of their fields, and the one that was kept."""
    found = [Fault("", kept)] if (kept := request.session.pop(KEPT, "")) else []
    for form in forms:
        if form is None or not form.is_bound:
            continue
        order = ["__all__", *form.fields]
        for name in sorted(form.errors, key=order.index):
            shown = name in form.fields and not form.fields[name].widget.is_hidden
            found += [Fault(name if shown else "", str(said)) for said in form.errors[name]]
    return found
