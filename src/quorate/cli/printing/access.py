"""`docs/access.md`: who may do what and who may read what, for a data protection officer to read."""

from quorate.cli.printing.markdown import code, table
from quorate.cli.printing.markdown import page as whole
from quorate.domain.access.audience import AUDIENCE_NAMES, READERS, Audience
from quorate.domain.access.permissions import GRANTS, SENTENCES, Permission
from quorate.domain.access.roles import GRANTED_ROLES, MACHINE_ROLES, ROLE_NAMES, SEAT_ROLES, Role

_YES = "yes"
_MACHINE_NOTES = {
    Role.OPERATOR: "the command line, for whoever runs the install; reads no partnership by it",
    Role.WORK: "the work loop",
}


def page() -> str:
    """The whole page."""
    return whole(
        "Who may do what",
        "A person acts in one partnership at a time and sees nothing of any other. Three questions are "
        "asked, in this order: may they see it (if not, it is as though it did not exist), may they do this "
        "(the tables below), and can it be done now (the rules, which ask nothing about who is asking).",
        "## How a role is come by",
        _roles(),
        "## What roles allow",
        "Roles by a seat count in that seat’s group; roles by a grant count everywhere in the partnership. "
        "What none of a table’s roles may do is not in it.",
        _permissions(sorted(SEAT_ROLES, key=list(Role).index)),
        _permissions(sorted(GRANTED_ROLES, key=list(Role).index)),
        _permissions(sorted(MACHINE_ROLES, key=list(Role).index)),
        "## Who reads what",
        "Every meeting, agenda item, paper, pack, plan and entry has one of these audiences. It may also "
        "name a restriction: people and agencies who may read it, and people and agencies who may not, from "
        "a day to a day. Being named as one who may not outweighs everything else; being named as one who "
        "may admits somebody whose roles do not. What hangs on something hidden is hidden with it.",
        "What is for core members is for those of the group it belongs to: a seat counts in its own group "
        "here too. What belongs to no one group is for the core members of any.",
        _audiences(),
        "## Addresses",
        "What each address needs is in [routes.md](routes.md).",
    )


def _roles() -> str:
    return table(("Role", "Come by"), [(ROLE_NAMES[role], _come_by(role)) for role in Role])


def _come_by(role: Role) -> str:
    if role in SEAT_ROLES:
        return "appointment to a group’s seat; counts in that group"
    if role in GRANTED_ROLES:
        return "grant by the coordinator; counts in the whole partnership"
    return f"held by nobody: {_MACHINE_NOTES[role]}"


def _permissions(roles: list[Role]) -> str:
    shown = frozenset(roles)
    return table(
        ("What", "Name", *(ROLE_NAMES[role] for role in roles)),
        [
            (SENTENCES[one], code(one.value), *(_YES if role in GRANTS[one] else "" for role in roles))
            for one in Permission
            if GRANTS[one] & shown
        ],
    )


def _audiences() -> str:
    roles = [role for role in Role if role not in MACHINE_ROLES]
    return table(
        ("Role", *(AUDIENCE_NAMES[level] for level in Audience)),
        [
            (ROLE_NAMES[role], *(_YES if role in READERS[level] else "" for level in Audience))
            for role in roles
        ],
    )
