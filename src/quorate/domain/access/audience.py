"""How wide a thing may be read, and what a restriction does.

Every restrictable row has an audience and may name a restriction. This module says the rule once in
plain Python; the scopes say it again as a database question, and a test proves the two equal.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from quorate.domain.access.roles import EVERYBODY, OFFICERS, Role


class Audience(StrEnum):
    """From widest to narrowest."""

    PUBLIC = "public"
    PARTNERSHIP = "partnership"
    CORE = "core"
    RESTRICTED = "restricted"


AUDIENCE_NAMES = {
    Audience.PUBLIC: "Anyone",
    Audience.PARTNERSHIP: "Everyone in the partnership",
    Audience.CORE: "Core members and officers",
    Audience.RESTRICTED: "Named people only",
}

READERS: dict[Audience, frozenset[Role]] = {
    Audience.PUBLIC: EVERYBODY | {Role.WORK},
    Audience.PARTNERSHIP: EVERYBODY | {Role.WORK},
    Audience.CORE: OFFICERS
    | {
        Role.MEMBER,
        Role.DEPUTY,
        Role.COORDINATOR,
        Role.COMMISSIONER,
        Role.INFORMATION_GOVERNANCE_OFFICER,
        Role.REVIEW_CHAIR,
        Role.WORK,
    },
    Audience.RESTRICTED: frozenset({Role.COORDINATOR, Role.WORK}),
}


OPEN_TO_ALL = frozenset({Audience.PUBLIC, Audience.PARTNERSHIP})
"""What everybody in the partnership may read, unless a restriction is named."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a row says of its readers: its audience and its restriction's id, empty for none.

    `groups` are the ids of the groups it belongs to, whose seats alone admit to what is for their core;
    without any it belongs to the whole partnership, and a seat anywhere counts.
    """

    audience: Audience
    restriction: str = ""
    groups: frozenset[str] = field(default=frozenset())

    @property
    def is_open_to_all(self) -> bool:
        """Whether nobody in the partnership is kept out."""
        return self.audience in OPEN_TO_ALL and not self.restriction

    @property
    def is_for_named_people(self) -> bool:
        """Whether only named people may read it, or a restriction says who."""
        return self.audience is Audience.RESTRICTED or bool(self.restriction)
