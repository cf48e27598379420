"""The app that owns pages, templates and static files, and no tables."""

from django.apps import AppConfig


class Web(AppConfig):
    """Pages."""

    name = "quorate.web"
    label = "web"
