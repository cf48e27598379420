"""Sets the meetings of a year in one go: every date, or none."""

import uuid
from collections.abc import Sequence

from quorate.commands.meeting_rows import When, event_of_setting, put_meeting
from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count
from quorate.domain.meetings.year import DateAsked, refusals_of_dates
from quorate.records import scopes
from quorate.records.facts.planning import meetings_set


@command(Permission.MEETING_SET)
def set_dates(
    run: Run, *, group: uuid.UUID, dates: Sequence[DateAsked], audience: Audience, known: int | None = None
) -> Outcome:
    """Set a meeting on each of the dates, all or none, each for the audience named.

    `known` is how many meetings of the group the page showed; raises StaleError where there are others
    now. Refuses as `quorate.domain.meetings.year.refusals_of_dates` does, with the first of its refusals,
    and as `quorate.commands.meeting_rows.put_meeting` does, each beside the date's own field.
    """
    of = run.find(scopes.groups, group, group="id")
    held = meetings_set(run.actor, of.id)
    if known is not None and known != len(held):
        raise StaleError(len(held))
    if refused := refusals_of_dates(
        dates,
        today=run.moment.today,
        ended_on=of.ended_on,
        set_already=[(one.on, one.starts) for one in held],
    ):
        return refused[0]
    events = []
    for asked in dates:
        when = When(asked.on, asked.starts, asked.minutes, asked.place)
        row = put_meeting(run, of=of, when=when, audience=audience)
        if isinstance(row, Refusal):
            return asked.beside(row)
        events.append(event_of_setting(row))
    return Done(events, id=of.id, sentence=f"{count(len(events), 'meeting')} set.")
