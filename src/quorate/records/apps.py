"""The app that owns every table."""

from django.apps import AppConfig


class Records(AppConfig):
    """Rows and constraints; no behaviour."""

    name = "quorate.records"
    label = "records"
