"""What walks over every page share."""

from functools import cache

import pytest

from quorate.web import door


@pytest.fixture
def who_asks_is_kept(monkeypatch):
    """Work out once who an account is: a walk changes nobody's roles, and this is most of a refusal."""
    monkeypatch.setattr(door, "visitor_for", cache(door.visitor_for))
