"""Who is asking, as a frozen value, and the two questions asked of them: may see, and may do."""

from dataclasses import dataclass, field

from quorate.domain.access.audience import OPEN_TO_ALL, READERS, Audience, Label
from quorate.domain.access.permissions import GRANTS, SENTENCES, Permission
from quorate.domain.access.roles import Role
from quorate.domain.kernel.outcomes import Refusal


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting in one partnership.

    `granted` holds roles for the whole partnership, `seats` pairs of group id and role. `allowed` and
    `barred` are the ids of restrictions that, on the day asked, admit or shut out this person or the
    agencies they speak for, `standing` those of every restriction that stands that day. `agencies` are the
    ids of those agencies. `has_signed` says that a statement of confidentiality they signed stands that day.
    All ids are text.
    """

    account: str
    person: str
    name: str
    partnership: str
    slug: str
    granted: frozenset[Role] = field(default=frozenset())
    seats: frozenset[tuple[str, Role]] = field(default=frozenset())
    agencies: frozenset[str] = field(default=frozenset())
    allowed: frozenset[str] = field(default=frozenset())
    barred: frozenset[str] = field(default=frozenset())
    standing: frozenset[str] = field(default=frozenset())
    has_signed: bool = False

    @property
    def roles(self) -> frozenset[Role]:
        """Every role held anywhere in the partnership."""
        return self.granted | {role for _, role in self.seats}

    def roles_in(self, group: str) -> frozenset[Role]:
        """The roles that count in one group: grants, and seats of that group alone."""
        return self.granted | {role for of, role in self.seats if of == group}

    @property
    def audiences(self) -> frozenset[Audience]:
        """The audiences this person is part of somewhere without being named."""
        return _read_by(self.roles)

    @property
    def audiences_everywhere(self) -> frozenset[Audience]:
        """The audiences they are part of in every group: by a grant, and what is open to all."""
        return _read_by(self.granted) | self.audiences & OPEN_TO_ALL

    def audiences_in(self, *groups: str) -> frozenset[Audience]:
        """The audiences they are part of for what belongs to these groups, all of them for none.

        What is for the core of a group is read by its own core members, not by those of another: a seat
        counts in its group alone, as it does for what may be done.
        """
        if not groups:
            return self.audiences
        return self.audiences_everywhere | _read_by(
            frozenset(role for of, role in self.seats if of in groups)
        )

    def groups_reading(self, level: Audience) -> frozenset[str]:
        """The groups in which a seat of theirs makes them part of an audience."""
        return frozenset(of for of, role in self.seats if role in READERS[level])

    @property
    def sees_all(self) -> bool:
        """Whether nothing in the partnership is kept from them: by their role, while nothing bars them."""
        return Audience.RESTRICTED in self.audiences and not self.barred

    @property
    def may_read_restricted(self) -> bool:
        """Whether what only named people may read can be shown to them at all.

        Nobody reads it before they have signed a statement of confidentiality, whoever names them. Those who
        read it by their role keep the record itself, the statements included, and are bound by their post.
        """
        return self.has_signed or bool(self.roles & READERS[Audience.RESTRICTED])


def may_see(actor: Actor, label: Label) -> bool:
    """Whether a row so labelled is visible. Being barred outweighs being allowed and every role.

    What is restricted, or names a restriction that stands, is for those who have signed:
    `Actor.may_read_restricted`. A restriction that is lifted, or has run out, leaves the audience alone.
    """
    if label.restriction in actor.barred:
        return False
    is_restricted = label.audience is Audience.RESTRICTED or label.restriction in actor.standing
    if is_restricted and not actor.may_read_restricted:
        return False
    if label.restriction and label.restriction in actor.allowed:
        return True
    return label.audience in actor.audiences_in(*label.groups)


def _read_by(roles: frozenset[Role]) -> frozenset[Audience]:
    return frozenset(level for level, readers in READERS.items() if roles & readers)


def refusal_to_act(actor: Actor, permission: Permission, *, group: str = "") -> Refusal | None:
    """Why this person may not do this, or None. Refuses with `access.not_allowed`.

    `group` is the group the thing belongs to: officers' and members' roles then count only there. With
    no group, a seat anywhere counts.
    """
    held = actor.roles_in(group) if group else actor.roles
    if held & GRANTS[permission]:
        return None
    act = SENTENCES[permission]
    return Refusal(
        code="access.not_allowed",
        sentence=f"Your roles do not include this: {act[0].lower()}{act[1:]}.",
        cure="Ask the partnership coordinator.",
    )
