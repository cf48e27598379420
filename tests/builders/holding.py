"""Challenges and risks in the small world."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date

from quorate.commands import holding
from quorate.commands.holding import Judged, RiskDraft
from quorate.domain.holding.challenges import Outcome
from quorate.records.models import Challenge, Group, Risk
from tests.builders.world import TODAY, World, done

MADE = date(2026, 10, 12)
DUE = date(2026, 11, 9)


def a_challenge(world: World, words: str = "Send figures", *, to: str = "police", **more) -> uuid.UUID:
    """A challenge whose answer has been overdue for a fortnight."""
    said = {"made_on": MADE, "agency": world.agencies[to], **more}
    return done(holding.make_challenge(world.as_("coordinator"), group=world.board, words=words, **said))


def answered(
    world: World, challenge: uuid.UUID, words: str = "A second analyst starts in January"
) -> uuid.UUID:
    """The challenge with its agency's own answer."""
    version = Challenge.objects.get(id=challenge).version
    return done(
        holding.answer_challenge(
            world.as_("police"), challenge=challenge, version=version, words=words, on=date(2026, 11, 16)
        )
    )


def judged(world: World, challenge: uuid.UUID, outcome: Outcome = Outcome.IN_PART, **more) -> uuid.UUID:
    """The challenge with what came of it."""
    version = Challenge.objects.get(id=challenge).version
    said = {"on": date(2026, 11, 18), "words": "Two of three came on time", **more}
    return done(
        holding.judge_challenge(
            world.as_("coordinator"), challenge=challenge, version=version, outcome=outcome, **said
        )
    )


def at(likelihood: int, impact: int, *, on: date = MADE, **more) -> Judged:
    """A risk judged."""
    return Judged(on, likelihood, impact, **more)


def a_risk(world: World, title: str = "Funding ends", *, owner: str = "charity", **more) -> uuid.UUID:
    """A risk of the board whose review was due a fortnight ago, likely and serious."""
    draft = RiskDraft(
        title=title,
        effect="Families have nowhere safe to go",
        controls="Bridging money is agreed",
        owner=world.people[owner] if owner else None,
        agency=world.agencies["charity"],
    )
    said = {"judged": at(4, 4, review_on=DUE), **more}
    return done(holding.raise_risk(world.as_("coordinator"), group=world.board, draft=draft, **said))


def reviewed(world: World, risk: uuid.UUID, judgement: Judged, *, by: str = "coordinator") -> uuid.UUID:
    """The risk judged again."""
    version = Risk.objects.get(id=risk).version
    return done(holding.review_risk(world.as_(by), risk=risk, version=version, judged=judgement))


def closed(world: World, risk: uuid.UUID, why: str = "The contract is signed") -> uuid.UUID:
    """The risk closed today."""
    version = Risk.objects.get(id=risk).version
    return done(holding.close_risk(world.as_("coordinator"), risk=risk, version=version, why=why, on=TODAY))


def holding_things(world: World) -> dict[str, object]:
    """What addresses of challenges and risks can name."""
    open_risk, closed_risk = a_risk(world), a_risk(world, "A lease ends")
    challenge = a_challenge(world)
    return {
        "challenge": challenge,
        "challenge_reopen.challenge": judged(world, a_challenge(world, "Come to meetings"), closes=True),
        "challenge_close.challenge": judged(world, a_challenge(world, "Send a deputy")),
        "risk": open_risk,
        "risk_reopen.risk": closed(world, closed_risk),
    }


def holding_bodies(world: World, ids: Mapping[str, object]) -> dict[str, Callable[[], Mapping[str, object]]]:
    """The forms of the addresses of challenges and risks that write."""

    def on_challenge(route: str = "challenge", **more: object) -> Callable[[], Mapping[str, object]]:
        name = f"{route}.challenge" if route != "challenge" else route
        return lambda: {**more, "version": Challenge.objects.get(id=ids[name]).version}

    def on_risk(route: str = "risk", **more: object) -> Callable[[], Mapping[str, object]]:
        name = f"{route}.risk" if route != "risk" else route
        return lambda: {**more, "version": Risk.objects.get(id=ids[name]).version}

    described = {"title": "A lease falls in", "effect": "The refuge closes", "controls": "Talks have begun"}
    judging = {"on": "20 11 2026", "likelihood": "3", "impact": "5", "words": "The landlord wrote"}
    return {
        "challenge_add": lambda: {
            "agency": world.agencies["health"], "words": "Send its figures", "made_on": "20 11 2026",
        },
        "challenge_change": on_challenge(
            agency=world.agencies["police"], words="Send this quarter’s figures", made_on="12 10 2026",
            due_on="9 11 2026",
        ),
        "challenge_answer": on_challenge(
            response="They are on their way", responded_on="20 11 2026",
            on_behalf_person=world.people["police"], on_behalf_how="email",
        ),
        "challenge_outcome": on_challenge(
            outcome="not_put_right", outcome_words="Nothing came", outcome_on="20 11 2026"
        ),
        "challenge_escalate": on_challenge(
            escalated_to=Group.objects.get(partnership=world.partnership, slug="training").id,
            escalated_why="Nothing came", escalated_on="20 11 2026",
        ),
        "challenge_close": on_challenge("challenge_close", closed_on="20 11 2026"),
        "challenge_reopen": on_challenge(
            "challenge_reopen", reopened_why="Nobody came again", reopened_on="23 11 2026"
        ),
        "risk_add": lambda: {**described, **judging, "audience": "partnership"},
        "risk_change": on_risk(**described),
        "risk_review": on_risk(**judging),
        "risk_close": on_risk(why="The lease is signed", closed_on="20 11 2026"),
        "risk_reopen": on_risk("risk_reopen", **{**judging, "on": "23 11 2026"}),
    }  # fmt: skip
