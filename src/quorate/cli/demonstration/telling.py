"""What the demonstration's people were last told is due from them: it went, but to one, and one waits."""

from datetime import date

from quorate.cli.demonstration.story import Story, done
from quorate.commands import digests, messages
from quorate.domain.messages.digests import cycle_day
from quorate.queries.digests import digests_of
from quorate.records.models import Message, Partnership

_REFUSED = "The mail server refused the address."


def tell_due(story: Story, today: date) -> None:
    """Send what still waits; then owe everybody what is due on the last day for that, and send it.

    The first of them has an address that no longer takes anything, and the second's waits to be sent, so
    that the coordinator has something to see to.
    """
    weekday = Partnership.objects.values_list("digest_weekday", flat=True).get(id=story.partnership)
    on = cycle_day(today, weekday)
    if on < story.place.records_from:
        return
    for message in _owed(story):
        done(messages.mark_sent(story.as_quorate(today), message=message.id))
    said = digests_of(story.partnership, on)
    done(digests.owe_digests(story.as_quorate(today), on=on, digests=said))
    for number, message in enumerate(_owed(story)):
        asked = story.as_quorate(today)
        if number == 0:
            done(messages.mark_failed(asked, message=message.id, fault=_REFUSED, is_final=True))
        elif number > 1:
            done(messages.mark_sent(asked, message=message.id))


def _owed(story: Story) -> list[Message]:
    owed = Message.objects.filter(partnership=story.partnership, sent_at=None)
    return list(owed.order_by("person__name", "id"))
