"""How a whole plan stands: updates speak downwards, standings add up upwards.

Boards often report on a recommendation and not on each key action under it. So an entry with no update
of its own is spoken for by the nearest entry above that has one. Upwards, an entry takes the worst open
headline of what is under it, and is complete only when everything under it is: a board looks at the top
line to see whether it needs to open it, and an average would hide the one action that is stuck.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from quorate.domain.kernel.words import count
from quorate.domain.plans.labels import CLOSED, OWED_KINDS, SEVERITY, Flag, Headline
from quorate.domain.plans.outline import Said, Stated, StatedT
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
    states: Iterable[Stated],
    today: date,
    *,
    due_soon_days: int = DUE_SOON_DAYS,
    no_update_days: int = NO_UPDATE_DAYS,
) -> dict[str, Standing]:
    """The standing of every entry of a plan on `today`, by entry id, with what is below counted in."""
    return standings_of(tree(states), today, due_soon_days=due_soon_days, no_update_days=no_update_days)


def standings_of(
    roots: Sequence[Node[StatedT]],
    today: date,
    *,
    due_soon_days: int = DUE_SOON_DAYS,
    no_update_days: int = NO_UPDATE_DAYS,
) -> dict[str, Standing]:
    """The same, of a plan whose tree is there already."""
    found: dict[str, Standing] = {}

    def visit(node: Node[StatedT], above: _Above) -> tuple[Standing, date | None]:
        """The standing, and the latest day any update here or below speaks for."""
        state, under = node.state, node.children
        heard = state.progress.as_at if state.progress else None
        below: list[Standing] = []
        if under:
            here = above.and_then(state)
            for child in under:
                stands, last = visit(child, here)
                below.append(stands)
                heard = max(heard, last) if heard and last else heard or last
        own = standing(
            state,
            today,
            due_soon_days=due_soon_days,
            no_update_days=no_update_days,
            absences=frozenset() if under else above.absences,
            heard_on=heard,
            above=above.word,
        )
        stands = found[state.id] = _gathered(node, own, below, above) if under else own
        return stands, heard

    for root in roots:
        visit(root, _Above())
    return found


@dataclass(frozen=True, slots=True)
class _Above:
    """What the entries above give: the nearest update, and which absences are then still absences."""

    word: Said | None = None
    absences: frozenset[Flag] = ABSENCES

    def and_then(self, state: Stated) -> "_Above":
        given = set()
        if not lead_marks(state.leads):
            given.add(Flag.NO_LEAD)
        if not no_date_marks(state.targets):
            given.add(Flag.NO_TARGET_DATE)
        return _Above(state.progress or self.word, self.absences - given)


def _gathered(node: Node[StatedT], own: Standing, below: Sequence[Standing], above: _Above) -> Standing:
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


def _headline(own: Standing, below: Sequence[Standing], *, speaks: bool) -> Headline:
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


def _absences_of_whole(node: Node[StatedT], absences: frozenset[Flag]) -> tuple[Mark, ...]:
    """No lead or no target date for the whole of it: neither above, here, nor on anything below."""
    if node.state.kind not in OWED_KINDS:
        return ()
    leads = [lead for one in node.walk() for lead in one.state.leads]
    targets = [target for one in node.walk() for target in one.state.targets]
    return (
        *(lead_marks(leads) if not node.state.leads and Flag.NO_LEAD in absences else ()),
        *(no_date_marks(targets) if Flag.NO_TARGET_DATE in absences else ()),
    )
