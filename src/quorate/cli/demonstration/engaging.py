"""What agencies of a place passed on of the papers they were sent, and say of themselves each year."""

import random
import tomllib
import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from importlib import resources
from typing import Any

from quorate.cli.demonstration.content.progress import SEED
from quorate.cli.demonstration.story import Happening, Story, done
from quorate.commands import messages, passing_on, self_assessment
from quorate.domain.kernel.outcomes import OnBehalf
from quorate.domain.membership.self_assessment import SUGGESTED, Said
from quorate.records import scopes
from quorate.records.facts.passing import agencies_asked
from quorate.records.facts.rooms import places_on
from quorate.records.models import AssessedStatement, Meeting, Message, SelfAssessment

Row = Mapping[str, Any]
_CONTENT = "quorate.cli.demonstration.content"
_ASKED_FROM = date(2025, 9, 1)  # agencies were not asked to confirm before
_BEFORE_THE_MEETING = timedelta(days=2)
_ONE_IN_SILENT = 6
_MOST_AGENCIES = 24
_MARKS = (*["met"] * 8, "partly", "partly", "not_met")
_NO_DATA = frozenset({"data"})  # what some agencies hold none of
_EVERY_CLAUSE = ("attend", "decide", "sign", "papers")


def happenings(story: Story) -> list[Happening]:
    """Every confirmation and self-assessment of a place, on its day."""
    path = resources.files(_CONTENT) / "engaging.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    found = [
        Happening(one.on - _BEFORE_THE_MEETING, partial(_pass_on, story, table["to"], one.group, one.on))
        for one in story.place.meetings
        if one.on >= _ASKED_FROM
    ]
    for one in table["assessment"]:
        if one["place"] == story.place.slug:
            found += _of_assessment(story, one, table["words"])
    return found


def _pass_on(story: Story, to: list[str], group: str, meets: date, on: date) -> None:
    """What agencies told the coordinator they passed on before a meeting; some told nothing."""
    meeting = Meeting.objects.filter(group=story.groups[group], on=meets).first()
    if meeting is None or meeting.circulated_on is None or meeting.circulated_on > on:
        return
    chance = random.Random(f"{SEED}:{story.place.slug}:passed:{meets}")  # noqa: S311 (a story)
    actor = story.coordinator(on).actor
    papers = list(
        scopes.to_pass_on(actor).filter(meeting=meeting).order_by("title").values_list("id", flat=True)
    )
    for agency, person in _holders(meeting.group_id, meets).items():
        told = [paper for paper in papers if chance.randrange(_ONE_IN_SILENT)]
        if told and chance.randrange(_ONE_IN_SILENT):
            done(
                passing_on.confirm_passed_on(
                    story.coordinator(on),
                    meeting=meeting.id,
                    agency=uuid.UUID(agency),
                    papers=told,
                    on=on,
                    to=chance.choice(to),
                    on_behalf=OnBehalf(person, "email", on),
                )
            )


def _of_assessment(story: Story, one: Row, words: Row) -> list[Happening]:
    ids: list[uuid.UUID] = []
    days = (one["due"] - one["opened"]).days - 4
    found = [Happening(one["opened"], lambda on: ids.append(_open(story, one, on)))]
    for n in range(_MOST_AGENCIES):
        said_on = one["opened"] + timedelta(days=3 + n * 5 % days)
        found.append(Happening(said_on, partial(_answer, story, one, words, ids, n)))
    if "closed" in one:
        found.append(Happening(one["closed"], partial(_close, story, ids)))
    return found


def _open(story: Story, one: Row, on: date) -> uuid.UUID:
    made = done(
        self_assessment.open_assessment(
            story.coordinator(on),
            group=story.groups["board"],
            year=one["year"],
            statements=_EVERY_CLAUSE,
            own="\n".join(SUGGESTED.values()),
            due_on=one["due"],
        )
    )
    owed = Message.objects.filter(partnership=story.partnership, sent_at=None, key__contains=str(made))
    for message in owed.order_by("id"):
        done(messages.mark_sent(story.as_quorate(on), message=message.id))
    return made


def _answer(story: Story, one: Row, words: Row, ids: list[uuid.UUID], n: int, on: date) -> None:
    """What the nth agency told the coordinator; the last few told nothing."""
    row = SelfAssessment.objects.get(id=ids[0])
    asked = agencies_asked(row.group_id, row.opened_on)
    holders = _holders(row.group_id, on)
    if n >= len(asked) - one["silent"] or asked[n] not in holders:
        return
    chance = random.Random(f"{SEED}:{story.place.slug}:assessed:{row.year}:{n}")  # noqa: S311 (a story)
    said = {}
    for key in (
        AssessedStatement.objects.filter(assessment=row).order_by("order").values_list("key", flat=True)
    ):
        mark = "not_for_us" if key in _NO_DATA and not chance.randrange(3) else chance.choice(_MARKS)
        said[key] = Said(mark, chance.choice(words[mark]))
    answered = self_assessment.answer_assessment(
        story.coordinator(on),
        assessment=row.id,
        agency=uuid.UUID(asked[n]),
        said=said,
        version=0,
        on_behalf=OnBehalf(holders[asked[n]], "email", on),
    )
    done(answered)


def _close(story: Story, ids: list[uuid.UUID], on: date) -> None:
    row = SelfAssessment.objects.get(id=ids[0])
    done(self_assessment.close_assessment(story.coordinator(on), assessment=row.id, version=row.version))


def _holders(group: uuid.UUID, on: date) -> dict[str, str]:
    """Who holds a seat for each agency on a day, the first of them."""
    found: dict[str, str] = {}
    for place in places_on(group, on):
        if place.agency_id and place.holder:
            found.setdefault(place.agency_id, place.holder.person)
    return found
