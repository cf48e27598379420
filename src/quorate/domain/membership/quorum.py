"""Whether a meeting is quorate: enough members, from enough agencies, tested whenever somebody comes or goes.

The rule is the clause of the terms, for example five members from at least three agencies. Where the
terms state none, the answer is "none stated" and never a half or a third by default. Vacant seats and
advisory members do not count. A council's directorates are one agency unless the clause says otherwise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from quorate.domain.kernel.words import count, listed
from quorate.domain.membership.facts import AgencyFacts, Presence, SeatClass
from quorate.domain.terms.clauses import QuorumRule


class QuorumState(StrEnum):
    """The three answers."""

    NONE_STATED = "none_stated"
    QUORATE = "quorate"
    NOT_QUORATE = "not_quorate"


@dataclass(frozen=True, slots=True)
class QuorumVerdict:
    """The answer, why, and what would cure it.

    `members` and `agencies` are how many count. `not_discharging` are the ids of deputies without
    authority: present, and counted for nothing. `cure` is empty unless the meeting is not quorate.
    """

    state: QuorumState
    sentence: str
    cure: str = ""
    members: int = 0
    agencies: int = 0
    not_discharging: tuple[str, ...] = ()

    @property
    def is_quorate(self) -> bool:
        """True only where a quorum is stated and met."""
        return self.state is QuorumState.QUORATE


def quorum_verdict(
    *, rule: QuorumRule | None, present: Sequence[Presence], agencies: Sequence[AgencyFacts]
) -> QuorumVerdict:
    """Whether those present make a quorum under the rule; None, or a rule that asks nothing, is none stated.

    Each seat counts once and each person once, however many come for it or seats they hold.
    """
    idle = tuple(sorted({p.person_id for p in present if not p.discharges}))
    if rule is None or (rule.members is None and rule.agencies is None):
        sentence = "These terms state no quorum, so whether the meeting is quorate cannot be said."
        return QuorumVerdict(QuorumState.NONE_STATED, sentence, not_discharging=idle)

    counted = [p for p in present if _counts(p, rule)]
    members = _seats_filled(counted)
    bodies = len({_body(p.agency_id, agencies, whole=rule.directorates_are_one) for p in counted})
    short_members = max(0, (rule.members or 0) - members)
    short_bodies = max(0, (rule.agencies or 0) - bodies)
    state = QuorumState.NOT_QUORATE if short_members or short_bodies else QuorumState.QUORATE
    return QuorumVerdict(
        state=state,
        sentence=_why(state, rule, members, bodies, present),
        cure=_cure(short_members, short_bodies),
        members=members,
        agencies=bodies,
        not_discharging=idle,
    )


def _counts(presence: Presence, rule: QuorumRule) -> bool:
    if presence.seat_class is SeatClass.ADVISORY or not presence.discharges:
        return False
    return rule.counts_deputies or not presence.is_deputy


def _seats_filled(counted: Sequence[Presence]) -> int:
    """The most seats that can be filled with a different person each.

    A plain count of seats, or of people, would let one person's arrival lower the number when a deputy
    makes way. Pairing people with seats (augmenting paths) cannot.
    """
    may_fill: dict[str, list[str]] = {}
    for presence in counted:
        may_fill.setdefault(presence.person_id, []).append(presence.seat_id)
    filled_by: dict[str, str] = {}

    def seat(person: str, tried: set[str]) -> bool:
        for place in may_fill[person]:
            if place in tried:
                continue
            tried.add(place)
            if place not in filled_by or seat(filled_by[place], tried):
                filled_by[place] = person
                return True
        return False

    return sum(seat(person, set()) for person in may_fill)


def _body(agency_id: str, agencies: Sequence[AgencyFacts], *, whole: bool) -> str:
    """The agency counted: itself, or the one at the top of those it is part of."""
    parents = {agency.id: agency.parent_id for agency in agencies} if whole else {}
    seen: set[str] = set()
    while (parent := parents.get(agency_id, "")) and agency_id not in seen:
        seen.add(agency_id)
        agency_id = parent
    return agency_id


def _why(state: QuorumState, rule: QuorumRule, members: int, bodies: int, present: Sequence[Presence]) -> str:
    asked, here = [], []
    if rule.members is not None:
        asked.append(count(rule.members, "member"))
        here.append(count(members, "member"))
    if rule.agencies is not None:
        asked.append(count(rule.agencies, "agency", "agencies"))
        here.append(count(bodies, "agency", "agencies"))
    verdict = "Quorate" if state is QuorumState.QUORATE else "Not quorate"
    sentence = f"{verdict}: {' from '.join(here)} present, {' from '.join(asked)} needed."
    return " ".join([sentence, *_uncounted(rule, present)])


def _uncounted(rule: QuorumRule, present: Sequence[Presence]) -> list[str]:
    core = [p for p in present if p.seat_class is SeatClass.CORE]
    reasons = {
        "advisory": len({p.person_id for p in present if p.seat_class is SeatClass.ADVISORY}),
        "idle": len({p.person_id for p in core if not p.discharges}),
        "deputies": 0
        if rule.counts_deputies
        else len({p.person_id for p in core if p.is_deputy and p.discharges}),
    }
    parts = []
    if reasons["advisory"]:
        parts.append(count(reasons["advisory"], "advisory member"))
    if reasons["idle"]:
        parts.append(count(reasons["idle"], "deputy without authority", "deputies without authority"))
    if reasons["deputies"]:
        parts.append(count(reasons["deputies"], "deputy", "deputies"))
    return [f"Present and not counted: {listed(parts)}."] if parts else []


def _cure(short_members: int, short_bodies: int) -> str:
    if not short_members and not short_bodies:
        return ""
    people = max(short_members, short_bodies)
    more = f"{people} more {'member' if people == 1 else 'members'}"
    if not short_bodies:
        return f"{more} would make it quorate."
    bodies = count(short_bodies, "agency", "agencies")
    among = "from" if short_bodies == people else "at least"
    if among == "from":
        return f"{more}, from {bodies} not yet present, would make it quorate."
    return f"{more}, from at least {bodies} not yet present, would make it quorate."
