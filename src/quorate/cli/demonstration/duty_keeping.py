"""Which duties a place met, whose they are, and a paper that still rests on an old definition."""

import tomllib
from datetime import date
from functools import partial
from importlib import resources
from typing import Any

from quorate.cli.demonstration.story import Happening, Story, done
from quorate.commands import duties, papers, terms
from quorate.records.facts.groups import duties_done
from quorate.records.models import Meeting

Row = dict[str, Any]
_CONTENT = "quorate.cli.demonstration.content"


def happenings(story: Story) -> list[Happening]:
    """Each duty met or settled, and each such paper, on its day."""
    path = resources.files(_CONTENT) / story.place.slug / "duties.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    tellers = {"met": _meet, "taken_back": _take_back, "owners": _settle, "quoting": _hand_in}
    return [
        Happening(row["on"], partial(tell, story, row))
        for what, tell in tellers.items()
        for row in table.get(what, ())
    ]


def _meet(story: Story, row: Row, on: date) -> None:
    done(
        terms.record_duty_met(
            story.coordinator(on),
            group=story.groups["board"],
            kind=row["kind"],
            item=row.get("item", ""),
            done_on=row["done_on"],
            note=row["note"],
        )
    )


def _take_back(story: Story, row: Row, on: date) -> None:
    made = duties_done().get(
        group=story.groups["board"], kind=row["kind"], item=row["item"], done_on=row["done_on"]
    )
    done(
        terms.take_back_duty(story.coordinator(on), group=story.groups["board"], done=made.id, why=row["why"])
    )


def _settle(story: Story, row: Row, on: date) -> None:
    done(
        duties.settle_duty(
            story.coordinator(on),
            group=story.groups["board"],
            kind=row["kind"],
            owner=story.people.get(row.get("owner", "")),
            not_ours_why=row.get("not_ours_why", ""),
        )
    )


def _hand_in(story: Story, row: Row, on: date) -> None:
    meeting = Meeting.objects.get(group=story.groups["board"], on=row["meeting"])
    done(
        papers.add_paper(
            story.coordinator(on),
            meeting=meeting.id,
            title=row["title"],
            submitted_on=on,
            name=f"{row['title']}.txt",
            data=row["words"].strip().encode(),
            cover={"ask": row["ask"], "author": row["author"]},
        )
    )
