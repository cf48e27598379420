"""Expressions of interest: what the chair may decide of one."""

from enum import StrEnum


class Decision(StrEnum):
    """Taken on, declined, or withdrawn by whoever asked."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


DECISIONS = {
    Decision.ACCEPTED: "Accepted",
    Decision.DECLINED: "Declined",
    Decision.WITHDRAWN: "Withdrawn by whoever asked",
}
