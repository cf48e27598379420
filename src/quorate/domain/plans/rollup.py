"""How a whole plan stands: updates speak downwards, standings add up upwards.

Boards often report on a recommendation and not on each key action under it. So an entry with no update
of its own is spoken for by the nearest entry above that has one. Upwards, an entry takes the worst open
headline of what is under it, and is complete only when everything under it is: a board looks at the top
line to see whether it needs to open it, and an average would hide the one action that is stuck.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from quorate.domain.kernel.words import count
from quorate.domain.plans.facts import Progress, Rating
from quorate.domain.plans.labels import CLOSED, OWED_KINDS, SEVERITY, Flag, Headline
from quorate.domain.plans.position import EntryState
from quorate.domain.plans.standing import (
    ABSENCES,
    DUE_SOON_DAYS,
    NO_UPDATE_DAYS,
    Mark,
    Standing,
    disagreement,
    lead_marks,
    no_date_marks,
    standing,
)
from quorate.domain.plans.tree import Node, tree


def standings(
    states: Sequence[EntryState],
    today: date,
    *,
    due_soon_days: int = DUE_SOON_DAYS,
    no_update_days: int = NO_UPDATE_DAYS,
) -> dict[str, Standing]:
    """The standing of every entry of a plan on `today`, by entry id, with what is below counted in."""
    found: dict[str, Standing] = {}

    def visit(node: Node, above: _Above) -> Standing:
        here = above.and_then(node.state)
        below = tuple(visit(child, here) for child in node.children)
        own = standing(
            node.state if node.state.progress else replace(node.state, progress=here.word),
            today,
            due_soon_days=due_soon_days,
            no_update_days=no_update_days,
            absences=frozenset() if below else above.absences,
            heard_on=_last_heard(node),
        )
        if node.state.progress is None:  # a rating given to the entry above was not given to this one
            own = replace(own, declared=Rating.NONE, disagreement="")
        found[node.state.id] = _gathered(node, own, below, above) if below else own
        return found[node.state.id]

    for root in tree(states):
        visit(root, _Above())
    return found


@dataclass(frozen=True, slots=True)
class _Above:
    """What the entries above give: the nearest update, and which absences are then still absences."""

    word: Progress | None = None
    absences: frozenset[Flag] = ABSENCES

    def and_then(self, state: EntryState) -> "_Above":
        given = set()
        if not lead_marks(state.leads):
            given.add(Flag.NO_LEAD)
        if not no_date_marks(state.targets):
            given.add(Flag.NO_TARGET_DATE)
        return _Above(state.progress or self.word, self.absences - given)


def _last_heard(node: Node) -> date | None:
    """The latest day any update here or below speaks for."""
    heard = [one.state.progress.as_at for one in node.walk() if one.state.progress]
    return max(heard, default=None)


def _gathered(node: Node, own: Standing, below: tuple[Standing, ...], above: _Above) -> Standing:
    speaks = node.state.progress is not None
    headline = _headline(own, below, speaks=speaks)
    marks = () if headline in CLOSED else (*own.marks, *_absences_of_whole(node, above.absences))
    worst = min(below, key=lambda one: SEVERITY[one.headline])
    differs = disagreement(headline, (*marks, *worst.marks), own.declared)
    still_open = sum(1 for child in below if child.is_open)
    if speaks and own.headline is Headline.COMPLETE and still_open:
        verb = "is" if still_open == 1 else "are"
        differs = f"It is reported complete, yet {count(still_open, 'entry', 'entries')} under it {verb} not."
    return replace(own, headline=headline, marks=marks, disagreement=differs, rolled_up=True)


def _headline(own: Standing, below: tuple[Standing, ...], *, speaks: bool) -> Headline:
    """The worst open headline; complete or not done when nothing is open."""
    counted = [*below, own] if speaks or own.due_on is not None else list(below)
    if all(not child.is_open for child in below) and not speaks:
        counted = list(below)
    open_ones = [one.headline for one in counted if one.is_open]
    if not open_ones:
        closed = {one.headline for one in counted}
        return Headline.COMPLETE if closed == {Headline.COMPLETE} else Headline.NOT_DONE
    worst = min(open_ones, key=lambda h: SEVERITY[h])
    if worst is Headline.NOT_STARTED and len(open_ones) < len(counted):
        return Headline.UNDER_WAY
    return worst


def _absences_of_whole(node: Node, absences: frozenset[Flag]) -> tuple[Mark, ...]:
    """No lead or no target date for the whole of it: neither above, here, nor on anything below."""
    if node.state.version.kind not in OWED_KINDS:
        return ()
    leads = [lead for one in node.walk() for lead in one.state.leads]
    targets = [target for one in node.walk() for target in one.state.targets]
    return (
        *(lead_marks(leads) if not node.state.leads and Flag.NO_LEAD in absences else ()),
        *(no_date_marks(targets) if Flag.NO_TARGET_DATE in absences else ()),
    )
