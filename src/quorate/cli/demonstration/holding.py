"""How a place's partners hold one another to account: challenges to agencies, and the risks they share."""

import tomllib
import uuid
from datetime import date
from functools import partial
from importlib import resources
from typing import Any

from quorate.cli.demonstration.story import Happening, Story, done
from quorate.commands import holding
from quorate.commands.holding import Judged, RiskDraft
from quorate.domain.access.audience import Audience
from quorate.domain.holding.challenges import Outcome
from quorate.domain.kernel.outcomes import OnBehalf
from quorate.records.models import Challenge, Meeting, Risk

Row = dict[str, Any]
_CONTENT = "quorate.cli.demonstration.content"


def happenings(story: Story) -> list[Happening]:
    """Every challenge and risk of a place, each with what followed, on its day."""
    path = resources.files(_CONTENT) / story.place.slug / "holding.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    found: list[Happening] = []
    for one in table["challenges"]:
        found += _of_challenge(story, one)
    for one in table["risks"]:
        found += _of_risk(story, one)
    return found


def _of_challenge(story: Story, one: Row) -> list[Happening]:
    ids: list[uuid.UUID] = []
    verbs = {
        "corrected": _correct,
        "answered": _answer,
        "judged": _judge,
        "escalated": _escalate,
        "reopened": _reopen,
    }
    return [
        Happening(one["on"], lambda on: ids.append(_make(story, one, on))),
        *(
            Happening(one[what]["on"], partial(_on_challenge, verb, story, one[what], ids))
            for what, verb in verbs.items()
            if what in one
        ),
    ]


def _make(story: Story, one: Row, on: date) -> uuid.UUID:
    group = story.groups[one["group"]]
    meeting = Meeting.objects.filter(group=group, on=one["on"]).first()
    return done(
        holding.make_challenge(
            story.coordinator(on),
            group=group,
            agency=story.agencies[one["agency"]],
            words=one["words"],
            made_on=one["on"],
            due_on=one.get("due_on"),
            made_by=story.people.get(one.get("by", "")),
            meeting=meeting.id if meeting else None,
        )
    )


def _on_challenge(verb: Any, story: Story, said: Row, ids: list[uuid.UUID], on: date) -> None:
    row = Challenge.objects.get(id=ids[0])
    verb(story, row, said, on)


def _correct(story: Story, row: Challenge, said: Row, on: date) -> None:
    corrected = holding.correct_challenge(
        story.coordinator(on),
        challenge=row.id,
        version=row.version,
        agency=row.agency_id,
        words=said["words"],
        made_on=row.made_on,
        due_on=said["due_on"],
        made_by=row.made_by_id,
    )
    done(corrected)


def _reopen(story: Story, row: Challenge, said: Row, on: date) -> None:
    reopened = holding.reopen_challenge(
        story.coordinator(on), challenge=row.id, version=row.version, why=said["why"], on=said["on"]
    )
    done(reopened)


def _answer(story: Story, row: Challenge, said: Row, on: date) -> None:
    how = said.get("how", "")
    behalf = OnBehalf(str(story.people[said["by"]]), how, said["on"]) if how else None
    by = story.coordinator(on) if how else story.as_(said["by"], on)
    answered = holding.answer_challenge(
        by, challenge=row.id, version=row.version, words=said["words"], on=said["on"], on_behalf=behalf
    )
    done(answered)


def _judge(story: Story, row: Challenge, said: Row, on: date) -> None:
    judged = holding.judge_challenge(
        story.coordinator(on),
        challenge=row.id,
        version=row.version,
        outcome=Outcome(said["outcome"]),
        on=said["on"],
        words=said.get("words", ""),
        closes=said.get("closes", False),
    )
    done(judged)


def _escalate(story: Story, row: Challenge, said: Row, on: date) -> None:
    escalated = holding.escalate_challenge(
        story.coordinator(on),
        challenge=row.id,
        version=row.version,
        to=story.groups[said["to"]],
        why=said["why"],
        on=said["on"],
    )
    done(escalated)


def _of_risk(story: Story, one: Row) -> list[Happening]:
    ids: list[uuid.UUID] = []
    reviews = [Happening(said["on"], partial(_review, story, said, ids)) for said in one.get("reviews", ())]
    ends = (
        [Happening(one["closed"]["on"], partial(_close, story, one["closed"], ids))]
        if "closed" in one
        else []
    )
    return [Happening(one["on"], lambda on: ids.append(_raise(story, one, on))), *reviews, *ends]


def _raise(story: Story, one: Row, on: date) -> uuid.UUID:
    return done(
        holding.raise_risk(
            story.coordinator(on),
            group=story.groups[one["group"]],
            draft=RiskDraft(
                title=one["title"],
                effect=one["effect"],
                cause=one.get("cause", ""),
                controls=one.get("controls", ""),
                owner=story.people.get(one.get("owner", "")),
                agency=story.agencies.get(one.get("agency", "")),
            ),
            judged=_judged(one),
            audience=Audience(one.get("audience", "partnership")),
            restriction=story.restrictions.get(one.get("restriction", "")),
        )
    )


def _review(story: Story, said: Row, ids: list[uuid.UUID], on: date) -> None:
    row = Risk.objects.get(id=ids[0])
    judged = _judged(said)
    done(holding.review_risk(story.coordinator(on), risk=row.id, version=row.version, judged=judged))


def _close(story: Story, said: Row, ids: list[uuid.UUID], on: date) -> None:
    row = Risk.objects.get(id=ids[0])
    by = story.coordinator(on)
    done(holding.close_risk(by, risk=row.id, version=row.version, why=said["why"], on=said["on"]))


def _judged(said: Row) -> Judged:
    likelihood, impact = said["at"]
    return Judged(said["on"], likelihood, impact, said.get("words", ""), said.get("review_on"))
