"""What a place means to talk about in the year ahead, and the school holidays its dates keep clear of."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import partial
from importlib import resources
from typing import Any

from quorate.cli.demonstration.story import Happening, Story, done
from quorate.commands import forward, setting_up
from quorate.commands.forward import Planned
from quorate.domain.access.audience import Audience
from quorate.domain.meetings.forward import Slot

Row = Mapping[str, Any]
_CONTENT = "quorate.cli.demonstration.content"
_LISTED_ON = date(2026, 9, 14)


def happenings(story: Story) -> list[Happening]:
    """The holidays listed as the school year begins, and items planned one by one."""
    path = resources.files(_CONTENT) / story.place.slug / "ahead.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return [
        *(Happening(_LISTED_ON, partial(_list, story, one)) for one in table["holidays"]),
        *(Happening(one["on"], partial(_plan, story, one)) for one in table["items"]),
    ]


def _list(story: Story, one: Row, on: date) -> None:
    done(setting_up.add_school_holiday(story.coordinator(on), **one))


def _plan(story: Story, one: Row, on: date) -> None:
    said = Planned(
        title=one["title"],
        purpose=one["purpose"],
        slot=Slot(one["month"]),
        lead=story.people[one["lead"]] if "lead" in one else None,
        note=one.get("note", ""),
        audience=Audience(one.get("audience", "partnership")),
    )
    done(forward.plan_item(story.coordinator(on), group=story.groups["board"], said=said))
