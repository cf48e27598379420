"""The forms that call a meeting besides the year's, or put a question to members by email."""

import uuid
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.meetings.calling import notice_said
from quorate.domain.terms.versions import version_in_force
from quorate.queries.meeting_forms import MeetingForm, page_set_meeting
from quorate.queries.meetings import agreeing_people
from quorate.records.facts.meetings import terms_by_group


@dataclass(frozen=True, slots=True)
class CallForm:
    """What is known before a meeting is called. `notice` are sentences about the notice the terms give."""

    known: MeetingForm
    notice: tuple[str, ...]
    agreed_by: tuple[tuple[str, str], ...]


def page_call(actor: Actor, *, today: date, group: str = "") -> CallForm:
    """The form for one group, or the first one meets for. Raises NotAllowedError where no group is theirs."""
    known = page_set_meeting(actor, today=today, group=group)
    of = uuid.UUID(known.group)
    terms = version_in_force(terms_by_group([of]).get(of, ()), today)
    return CallForm(known, notice_said(terms), agreeing_people(of, today))
