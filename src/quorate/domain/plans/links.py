"""How entries join across plans: what carries out what, what one thing learns from another.

A link goes from one entry to another and stands from a day. Links of what serves and of what informs never
lead round in a circle: the thread of an entry has an end.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from quorate.domain.kernel.outcomes import Refusal


class LinkKind(StrEnum):
    """What a link says of its two entries, from the first to the second."""

    SERVES = "serves"
    INFORMS = "informs"
    SEE = "see"


LINKS: dict[LinkKind, tuple[str, str]] = {
    LinkKind.SERVES: ("Helps to carry out", "Is carried out with the help of"),
    LinkKind.INFORMS: ("Informs", "Is informed by"),
    LinkKind.SEE: ("See also", "See also"),
}
"""The words of a link read from its first entry, and from its second."""


WAYS: dict[str, tuple[LinkKind, bool]] = {
    "serves": (LinkKind.SERVES, False),
    "is_served": (LinkKind.SERVES, True),
    "informs": (LinkKind.INFORMS, False),
    "is_informed": (LinkKind.INFORMS, True),
    "see": (LinkKind.SEE, False),
}
"""The ways a person may link an entry to another: the kind, and whether it goes from the other to this."""


def way_of(kind: LinkKind, *, incoming: bool) -> str:
    """The way by which a kind of link is chosen; to see also is one way in both directions."""
    return next(
        way for way, (each, back) in WAYS.items() if each is kind and (back is incoming or way == "see")
    )


@dataclass(frozen=True, slots=True)
class Link:
    """A link between two entries, by their ids. `until_on` is the first day it no longer stands."""

    id: str
    from_id: str
    to_id: str
    kind: LinkKind
    from_on: date
    until_on: date | None = None


def stands(link: Link, on: date) -> bool:
    """Whether a link stands on a day: from its first day, until the day before its last, both inclusive."""
    return link.from_on <= on and (link.until_on is None or on < link.until_on)


def refusal_to_link(from_id: str, to_id: str, kind: LinkKind, standing: Iterable[Link]) -> Refusal | None:
    """Why an entry cannot be linked to another, given the links that stand.

    Codes: `plans.linked_to_itself`, `plans.linked_already`, `plans.linked_in_a_circle`.
    """
    if from_id == to_id:
        return Refusal(
            "plans.linked_to_itself",
            "An entry is not linked to itself.",
            "Choose another entry.",
            field="other",
        )
    held = [link for link in standing if link.kind is kind]
    pairs = {(link.from_id, link.to_id) for link in held}
    if (from_id, to_id) in pairs or (kind is LinkKind.SEE and (to_id, from_id) in pairs):
        return Refusal("plans.linked_already", "The two are linked in that way already.", field="other")
    if kind is not LinkKind.SEE and from_id in reached(to_id, held):
        return Refusal(
            "plans.linked_in_a_circle",
            "The other one is already linked to this, so the two would go round in a circle.",
            "End the link that goes the other way first, or choose See also.",
            field="other",
        )
    return None


def refusal_to_end_link(link: Link) -> Refusal | None:
    """Why a link cannot be ended. Code: `plans.link_ended`."""
    if link.until_on is None:
        return None
    return Refusal("plans.link_ended", "That link has been ended already.")


def reached(start: str, links: Iterable[Link]) -> frozenset[str]:
    """Every entry these links lead to from one, at any remove; the start itself only where they lead back."""
    onward: dict[str, set[str]] = {}
    for link in links:
        onward.setdefault(link.from_id, set()).add(link.to_id)
    found: set[str] = set()
    edge = {start}
    while edge:
        edge = {to for one in edge for to in onward.get(one, ())} - found
        found |= edge
    return frozenset(found)
