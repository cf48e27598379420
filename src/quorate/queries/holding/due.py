"""What challenges and risks ask of one person, for their own page, and of a group, for its page."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from quorate.domain.access.actor import Actor
from quorate.domain.access.permissions import Permission
from quorate.domain.holding.challenges import standing
from quorate.domain.holding.risks import change, days_overdue, review_said
from quorate.domain.kernel.words import spelt
from quorate.queries.holding.challenges import challenges_of, said_of
from quorate.queries.holding.risks import known_risks, number_of
from quorate.queries.holding.risks import said_of as risks_said
from quorate.queries.meetings import allowed
from quorate.records import scopes
from quorate.records.facts.holding import challenge_facts, histories, risk_facts

MOST = 50
SOON = timedelta(days=14)
"""How long before a review falls due it is asked for."""


@dataclass(frozen=True, slots=True)
class Held:
    """Something a person or their agency is held to: `page` names the page that shows it."""

    page: str
    id: str
    text: str
    standing: str
    said: str
    note: str


@dataclass(frozen=True, slots=True)
class GroupHeld:
    """A group's challenges and risks in a few words, and the risks to look at now: grown, or review overdue.

    `levels` counts open risks by level.
    """

    challenges: str
    challenges_owed: int
    risks: str
    lines: tuple[Held, ...]


def due_from(actor: Actor, today: date) -> tuple[Held, ...]:
    """Challenges that the actor's agencies owe an answer to, and risks of theirs to be reviewed soon."""
    return (*_challenges(actor, today), *_risks(actor, today))


def wanted_of(held: Sequence[Held]) -> list[str]:
    """What is wanted of a person, in a sentence each for challenges and for risks."""
    answers, risks = (sum(1 for one in held if one.page == page) for page in ("challenge", "risk"))
    late = any(one.page == "challenge" and one.standing == "overdue" for one in held)
    said = []
    if answers:
        what = "challenge waits" if answers == 1 else "challenges wait"
        overdue = (
            " and is overdue" if late and answers == 1 else ", and one at least is overdue" if late else ""
        )
        said.append(f"{spelt(answers).capitalize()} {what} for your agency’s answer{overdue}.")
    if risks:
        what = "risk is" if risks == 1 else "risks are"
        said.append(f"{spelt(risks).capitalize()} {what} to be looked at again.")
    return said


def held_of(actor: Actor, group: uuid.UUID, today: date) -> GroupHeld | None:
    """A group's challenges and risks for its page; None where it has neither."""
    every = list(challenges_of(actor, group).select_related("agency"))
    found = known_risks(actor, group, on=today)
    if not every and not found:
        return None
    still = [(row, facts) for row, facts in found if facts.closed_on is None]
    lines = []
    for row, facts in still:
        is_late = days_overdue(facts, today) > 0
        if is_late or change(facts.reviews) > 0:
            code, said, sentence = review_said(facts, today)
            grown = facts.reviews[-2].score if change(facts.reviews) > 0 else 0
            note = f"Grew from {grown} to {facts.latest.score}. {sentence}" if grown else sentence
            lines.append(
                Held("risk", str(row.id), f"{number_of(row)} {row.title}",
                     code if is_late else "at_risk", said if is_late else "Grew", note)
            )  # fmt: skip
    facts_of = [challenge_facts(one) for one in every]
    return GroupHeld(
        challenges=said_of(every, today) if every else "",
        challenges_owed=sum(1 for one in facts_of if one.days_late(today)),
        risks=risks_said([facts for _, facts in still], today) if found else "",
        lines=tuple(lines),
    )


def _challenges(actor: Actor, today: date) -> list[Held]:
    if not actor.agencies or not allowed(actor, Permission.CHALLENGE_ANSWER, ""):
        return []
    rows = scopes.challenges(actor).filter(
        agency__in=list(actor.agencies), responded_on__isnull=True, outcome="", closed_on__isnull=True
    )
    found = []
    for row in rows.select_related("group", "agency").order_by("due_on", "id")[:MOST]:
        how = standing(challenge_facts(row), today)
        text = f"Answer the challenge to {row.agency.name}"
        note = f"{row.group.name}. {how.sentence}"
        found.append(Held("challenge", str(row.id), text, how.code, how.said, note))
    return found


def _risks(actor: Actor, today: date) -> list[Held]:
    """Those the actor owns, and those their agency does where no person is named."""
    theirs = Q(agency__in=list(actor.agencies), owner__isnull=True)
    if actor.person:
        theirs |= Q(owner=actor.person)
    rows = list(
        scopes.risks(actor).filter(theirs, review_on__lte=today + SOON)
        .select_related("group").order_by("review_on", "id")[:MOST]
    )  # fmt: skip
    known = histories([row.id for row in rows])
    found = []
    for row in rows:
        facts = risk_facts(row, known[row.id])
        if facts.closed_on is None:
            code, said, sentence = review_said(facts, today)
            code = "due_soon" if code == "to_come" else code
            text = f"Review the risk {number_of(row)} {row.title}"
            found.append(Held("risk", str(row.id), text, code, said, f"{row.group.name}. {sentence}"))
    return found
