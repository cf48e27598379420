"""What somebody had written in a form that could not be taken, to be shown to them again."""

import re
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

Written = tuple[tuple[str, str], ...]
A_SENTENCE = 4  # words
_SECRET = re.compile(r"password|passphrase|code|token|secret|key", re.IGNORECASE)


def given_back(request: HttpRequest) -> Written:
    """The words in a form sent from a page of our own, each with the name of its field; never a password.

    What is chosen from a list, a day or a number is soon given again, so only sentences are given back.
    Nothing is where another site sent the form: it would put its words on a page of ours.
    """
    if not came_from(request):
        return ()
    return tuple(
        (name.replace("_", " ").capitalize(), text)
        for name, texts in request.POST.lists()
        if not _SECRET.search(name) and not name.endswith("_shown")
        for text in map(str, texts)
        if len(text.split()) >= A_SENTENCE
    )


def came_from(request: HttpRequest) -> str:
    """The address on this site of the page a form was on; empty where it is not known or not of ours."""
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}):
        return ""
    parts = urlsplit(page)
    return f"{parts.path}?{parts.query}".rstrip("?")
