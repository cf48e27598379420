"""The room page: the seats, who is here, and whether the meeting is quorate for each item."""

from quorate.queries.quorums import quorum_for, quorum_through_meeting

__all__ = ["quorum_for", "quorum_through_meeting"]
