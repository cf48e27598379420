"""From a meeting and its minutes to what the rules of minutes ask for."""

from quorate.domain.meetings.minutes import MinuteKind, MinutesFacts, Stood, is_pending
from quorate.domain.meetings.refusals import Happened
from quorate.domain.meetings.room import Act
from quorate.domain.membership.quorum import QuorumState
from quorate.records.facts.meetings import state_of
from quorate.records.models import Meeting, Minute, RoomActRow


def minutes_facts(row: Meeting) -> MinutesFacts:
    """How far the minutes of a meeting have got; `minutes_confirmed_at` is read with it."""
    confirmed = row.minutes_confirmed_at
    return MinutesFacts(
        meeting=state_of(row),
        meeting_on=row.on,
        written=Minute.objects.filter(meeting=row, removed_at__isnull=True).count(),
        to_chair_on=row.minutes_to_chair_on,
        approved_on=row.minutes_approved_on,
        to_members_on=row.minutes_to_members_on,
        confirmed_on=confirmed.on if confirmed else None,
    )


def happened_at(row: Meeting) -> Happened:
    """What was recorded as having happened at a meeting, in three database questions."""
    acts = RoomActRow.objects.filter(meeting=row, struck_at__isnull=True)
    return Happened(
        is_begun=row.began_at is not None or acts.filter(act__in=(Act.CAME.value, Act.ITEM.value)).exists(),
        is_minuted=Minute.objects.filter(meeting=row, removed_at__isnull=True).exists(),
        confirms=Meeting.objects.filter(minutes_confirmed_at=row).exists(),
    )


def stood_for(row: Minute, now: QuorumState | None) -> Stood:
    """How the meeting stood for a decision; `now` is what the record of the room says."""
    return Stood(QuorumState(row.quorum) if row.quorum else None, now)


def waits_to_be_ratified(row: Minute, stood: Stood) -> bool:
    """Whether a minute is a decision taken without a quorum that nothing ratified yet."""
    return is_pending(MinuteKind(row.kind), stood, is_ratified=row.ratified_in_id is not None)
