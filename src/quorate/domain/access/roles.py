"""The roles a person may hold, and how each is come by.

Chair, vice-chair, secretary, member, advisory member and their deputies come from appointments to a group's
seats and hold in that group. The others are grants and hold in the whole partnership.
"""

from enum import StrEnum


class Role(StrEnum):
    """A stable name for what somebody is in a partnership."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    SECRETARY = "secretary"
    MEMBER = "member"
    ADVISORY_MEMBER = "advisory_member"
    DEPUTY = "deputy"
    ADVISORY_DEPUTY = "advisory_deputy"
    COORDINATOR = "coordinator"
    DATA_LEAD = "data_lead"
    ANALYST = "analyst"
    COMMISSIONER = "commissioner"
    SCRUTINY_OFFICER = "scrutiny_officer"
    REVIEW_CHAIR = "review_chair"
    INFORMATION_GOVERNANCE_OFFICER = "information_governance_officer"
    OBSERVER = "observer"
    OPERATOR = "operator"
    WORK = "work"


ROLE_NAMES = {
    Role.CHAIR: "Chair",
    Role.VICE_CHAIR: "Vice-chair",
    Role.SECRETARY: "Secretary",
    Role.MEMBER: "Member",
    Role.ADVISORY_MEMBER: "Advisory member",
    Role.DEPUTY: "Deputy",
    Role.ADVISORY_DEPUTY: "Deputy of an advisory member",
    Role.COORDINATOR: "Partnership coordinator",
    Role.DATA_LEAD: "Data lead",
    Role.ANALYST: "Analyst",
    Role.COMMISSIONER: "Commissioner",
    Role.SCRUTINY_OFFICER: "Scrutiny officer",
    Role.REVIEW_CHAIR: "Review chair",
    Role.INFORMATION_GOVERNANCE_OFFICER: "Information-governance officer",
    Role.OBSERVER: "Observer",
    Role.OPERATOR: "Operator of the install",
    Role.WORK: "Quorate itself",
}

OFFICERS = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY})
DEPUTIES = frozenset({Role.DEPUTY, Role.ADVISORY_DEPUTY})
SEAT_ROLES = OFFICERS | DEPUTIES | {Role.MEMBER, Role.ADVISORY_MEMBER}
# Held by nobody in a partnership: the command line acts as operator, the work loop as Quorate itself.
MACHINE_ROLES = frozenset({Role.OPERATOR, Role.WORK})
GRANTED_ROLES = frozenset(Role) - SEAT_ROLES - MACHINE_ROLES
EVERYBODY = SEAT_ROLES | GRANTED_ROLES


def role_of_seat(*, is_core: bool, is_deputy: bool) -> Role:
    """The role in its group that a seat gives to whoever holds it, or sits in it for its holder.

    A deputy is let in to what the member they stand in for is, and to no more.
    """
    if is_deputy:
        return Role.DEPUTY if is_core else Role.ADVISORY_DEPUTY
    return Role.MEMBER if is_core else Role.ADVISORY_MEMBER
