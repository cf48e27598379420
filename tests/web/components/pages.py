"""Templates rendered without a web server, an address table or a database."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment
from lxml import html

from quorate.web.jinja import environment

WEB = Path(__file__).resolve().parents[3] / "src" / "quorate" / "web"
COMPONENTS = WEB / "components"
STATIC = WEB / "static" / "quorate"
TEMPLATES = sorted([*COMPONENTS.rglob("*.html"), *(WEB / "templates").rglob("*.html")])
OURS = [
    *sorted(COMPONENTS.rglob("*.html")),
    WEB / "templates" / "base.html",
    WEB / "templates" / "gallery.html",
]
OURS += sorted((WEB / "templates" / "shared").glob("*.html"))
SIGNATURE = re.compile(r"{% macro ([a-z]\w*)\((.*?)\) -?%}")


@cache
def made() -> Environment:
    """The environment of the pages, with addresses that need no server."""
    env = environment()
    env.globals.update(
        static=lambda path: f"static/{path}",
        url=lambda name, **parts: "/".join(("", name, *map(str, parts.values()))),
    )
    return env


def ui() -> Any:
    """Every component."""
    return made().get_template("ui.html").module


def shell(**parts: Any) -> SimpleNamespace:
    """A page's frame for a coordinator in the demonstration."""
    usual: dict[str, Any] = {
        "partnership": SimpleNamespace(name="Marlhaven partnership", slug="marlhaven"),
        "person": "Rosalind Adeyemi",
        "role": "Partnership coordinator",
        "marking": "Official: members of this partnership",
        "navigation": (("My work", "/m", False), ("Board", "/b", True)),
        "demonstration": True,
        "signed_in": True,
        "has_other_partnerships": False,
        "flash": (),
        "today": date(2026, 12, 31),
        "whose": "",
    }
    return SimpleNamespace(**usual | parts)


def said(*sentences: str) -> tuple[SimpleNamespace, ...]:
    """Sentences said once over the page, each of something done."""
    return tuple(SimpleNamespace(text=sentence, kind="done") for sentence in sentences)


def gallery(**parts: Any) -> str:
    """The component gallery."""
    return made().get_template("gallery.html").render(shell=shell(**parts))


def page(main: str, **given: Any) -> str:
    """A page with this content."""
    template = made().from_string(
        '{% extends "base.html" %}{% block title %}Title{% endblock %}'
        "{% block main %}" + main + "{% endblock %}"
    )
    return template.render(**{"shell": shell()} | given)


def tree(text: str) -> html.HtmlElement:
    """The elements of some markup."""
    return html.fromstring(f"<div>{text}</div>" if "<html" not in text else text)


def words(element: html.HtmlElement) -> str:
    """What an element says, on one line."""
    return " ".join(element.text_content().split())


def signatures() -> dict[str, str]:
    """Each public macro with its arguments as written."""
    found: dict[str, str] = {}
    for path in COMPONENTS.glob("*/macro.html"):
        found |= dict(SIGNATURE.findall(path.read_text(encoding="utf-8")))
    return found
