"""How pages are made from templates: loaders, filters and the GOV.UK Frontend components.

A name that a page was not given is an error, not a gap (`StrictUndefined`). GOV.UK Frontend's own macros
lean on absent names, so they live in an environment of their own and are reached by `govuk(...)`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

from quorate.domain.kernel import words

_HERE = Path(__file__).parent
_FOLDERS = (_HERE / "templates", _HERE / "components")
_LIBRARY = "govuk_frontend_jinja"


class _Fault(Protocol):
    """What is wrong with one field, or with the whole request when `field` is empty."""

    @property
    def field(self) -> str: ...

    @property
    def sentence(self) -> str: ...


def environment(**options: Any) -> Environment:
    """The environment of every page, for Django's Jinja2 backend.

    `options` are the backend's own; the loader, undefined and autoescape given there are replaced.
    """
    options |= {
        "loader": ChoiceLoader([FileSystemLoader(folder) for folder in _FOLDERS]),
        "autoescape": True,
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    made = Environment(**options)  # noqa: S701 - autoescape is set above
    made.filters.update(FILTERS)
    made.globals.update(static=static, url=url, govuk=govuk, date=a_date)
    return made


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a page by its name and parts."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def a_date(year: int, month: int, day: int) -> date:
    """A fixed date, for examples; a template has no clock."""
    return date(year, month, day)


def govuk(component: str, params: Mapping[str, object]) -> Markup:
    """One GOV.UK Frontend component, by the name of its folder; text in `params` is escaped."""
    return Markup(_macro(component)(dict(params)).strip())  # noqa: S704 - rendered with autoescape


@cache
def _macro(component: str) -> Callable[[Mapping[str, object]], str]:
    name = "govuk" + "".join(part.capitalize() for part in component.split("-"))
    module = _library().get_template(f"{_LIBRARY}/components/{component}/macro.html").module
    macro: Callable[[Mapping[str, object]], str] = getattr(module, name)
    return macro


@cache
def _library() -> Environment:
    loader = PrefixLoader({_LIBRARY: PackageLoader(_LIBRARY)})
    return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)


def for_field(faults: Iterable[_Fault] | None, name: str) -> str:
    """The sentence for one field, or nothing.

    >>> from quorate.domain.kernel.outcomes import Refusal
    >>> for_field([Refusal("wording.missing", "Enter the wording", field="text")], "text")
    'Enter the wording'
    """
    return next((fault.sentence for fault in faults or () if fault.field == name), "")


def upper_first(text: str) -> str:
    """Sentence case for words that may begin a sentence; nothing else is changed.

    >>> upper_first("two papers for the MARAC")
    'Two papers for the MARAC'
    """
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """A name of a role inside a sentence; an abbreviation keeps its capitals.

    >>> lower_first("Partnership coordinator"), lower_first("IDVA manager")
    ('partnership coordinator', 'IDVA manager')
    """
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def without(parts: Mapping[str, object]) -> dict[str, object]:
    """A component's parameters less those not given (empty text, None)."""
    return {name: value for name, value in parts.items() if value not in ("", None)}


FILTERS: dict[str, Callable[..., object]] = {
    "day": words.day,
    "short_day": words.short_day,
    "weekday": words.weekday,
    "month": words.month,
    "clock": words.clock,
    "count": words.count,
    "listed": words.listed,
    "spelt": words.spelt,
    "for_field": for_field,
    "upper_first": upper_first,
    "lower_first": lower_first,
    "without": without,
}
