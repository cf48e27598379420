"""Rows visible to an actor.

`labelled` says `quorate.domain.access.actor.may_see` as a database question; a test proves the two
equal on made worlds. A thing is visible only if what it hangs on is; an entry, only if every entry it hangs
on is, for its place would betray them.
"""

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from quorate.domain.access.actor import Actor
from quorate.domain.access.audience import OPEN_TO_ALL, Audience
from quorate.domain.access.permissions import GRANTS, Permission
from quorate.domain.kernel.asking import LONDON
from quorate.records.models import (
    Agency,
    AgendaItem,
    Appointment,
    Closure,
    Declaration,
    Entry,
    EntryLink,
    Group,
    Meeting,
    Minute,
    Pack,
    Paper,
    Partnership,
    Person,
    Plan,
    PlanImport,
    Redaction,
    Reply,
    Restriction,
    RoomActRow,
    Seat,
    Terms,
    TermsDraft,
)
from quorate.records.models.base import Labelled


def labelled(actor: Actor, of: type[Labelled], prefix: str = "") -> Q:
    """The condition that a labelled row of a kind, reached by `prefix`, is visible."""
    of_those = f"{prefix}restriction__in"
    seen = _level(actor, of, prefix)
    # A question is longer to make than to answer, so nothing is asked of restrictions there are none of.
    if actor.allowed:
        seen |= Q(**{of_those: list(actor.allowed)})
    if actor.barred:
        seen &= ~Q(**{f"{prefix}restriction__isnull": False, of_those: list(actor.barred)})
    if actor.may_read_restricted:
        return seen
    if actor.standing:
        seen &= ~Q(**{f"{prefix}restriction__isnull": False, of_those: list(actor.standing)})
    return seen & ~Q(**{f"{prefix}audience": Audience.RESTRICTED.value})


def _level(actor: Actor, of: type[Labelled], prefix: str) -> Q:
    """The condition that the actor is part of the audience, where that counts in a group it belongs to."""
    everywhere = actor.audiences_everywhere
    found = Q(**{f"{prefix}audience__in": [audience.value for audience in everywhere]})
    for level in sorted(actor.audiences - everywhere):
        groups = list(actor.groups_reading(level))
        theirs = Q(**{f"{prefix}{of.belongs_to[0]}__isnull": True})
        for path in of.belongs_to:
            theirs |= Q(**{f"{prefix}{path}__in": groups})
        found |= Q(**{f"{prefix}audience": level.value}) & theirs
    return found


def open_to_all(prefix: str = "") -> Q:
    """The condition that nobody in the partnership is kept out, as `Label.is_open_to_all` says it."""
    widest = [audience.value for audience in OPEN_TO_ALL]
    return Q(**{f"{prefix}audience__in": widest, f"{prefix}restriction__isnull": True})


def partnerships(actor: Actor) -> QuerySet[Partnership]:
    """The actor's own partnership."""
    return Partnership.objects.filter(id=actor.partnership)


def agencies(actor: Actor) -> QuerySet[Agency]:
    """Agencies of the partnership."""
    return Agency.objects.filter(partnership=actor.partnership)


def people(actor: Actor) -> QuerySet[Person]:
    """People of the partnership."""
    return Person.objects.filter(partnership=actor.partnership)


def restrictions(actor: Actor) -> QuerySet[Restriction]:
    """Restrictions of the partnership, less those that bar the actor."""
    return Restriction.objects.filter(partnership=actor.partnership).exclude(id__in=list(actor.barred))


def groups(actor: Actor) -> QuerySet[Group]:
    """Groups of the partnership."""
    return Group.objects.filter(partnership=actor.partnership)


def closures(actor: Actor) -> QuerySet[Closure]:
    """Days the partnership's council is closed."""
    return Closure.objects.filter(partnership=actor.partnership)


def seats(actor: Actor) -> QuerySet[Seat]:
    """Seats of the partnership's groups."""
    return Seat.objects.filter(group__partnership=actor.partnership)


def appointments(actor: Actor) -> QuerySet[Appointment]:
    """Appointments to the partnership's seats."""
    return Appointment.objects.filter(seat__group__partnership=actor.partnership)


def terms(actor: Actor) -> QuerySet[Terms]:
    """Terms of reference of the partnership's groups."""
    return Terms.objects.filter(group__partnership=actor.partnership)


def terms_drafts(actor: Actor) -> QuerySet[TermsDraft]:
    """Drafts of the next terms of the partnership's groups."""
    return TermsDraft.objects.filter(group__partnership=actor.partnership)


def meetings(actor: Actor) -> QuerySet[Meeting]:
    """Meetings the actor may know of."""
    return Meeting.objects.filter(labelled(actor, Meeting), group__partnership=actor.partnership)


def agenda_items(actor: Actor) -> QuerySet[AgendaItem]:
    """Agenda items the actor may know of, of meetings they may know of."""
    return AgendaItem.objects.filter(
        labelled(actor, AgendaItem),
        labelled(actor, Meeting, "meeting__"),
        meeting__group__partnership=actor.partnership,
    )


def papers(actor: Actor) -> QuerySet[Paper]:
    """Papers the actor may read; one that belongs to an item needs the item to be visible."""
    return Paper.objects.filter(
        labelled(actor, Paper),
        labelled(actor, Meeting, "meeting__"),
        Q(item__isnull=True) | labelled(actor, AgendaItem, "item__"),
        meeting__group__partnership=actor.partnership,
    )


def replies(actor: Actor) -> QuerySet[Reply]:
    """What people said of coming to meetings the actor may know of."""
    return Reply.objects.filter(
        labelled(actor, Meeting, "meeting__"), meeting__group__partnership=actor.partnership
    )


def room_acts(actor: Actor) -> QuerySet[RoomActRow]:
    """What was recorded in the room of such meetings, less what is about items not visible."""
    return RoomActRow.objects.filter(
        labelled(actor, Meeting, "meeting__"),
        Q(item__isnull=True) | labelled(actor, AgendaItem, "item__"),
        meeting__group__partnership=actor.partnership,
    )


def declarations(actor: Actor) -> QuerySet[Declaration]:
    """Interests declared at such meetings, less those in items not visible."""
    return Declaration.objects.filter(
        labelled(actor, Meeting, "meeting__"),
        Q(item__isnull=True) | labelled(actor, AgendaItem, "item__"),
        meeting__group__partnership=actor.partnership,
    )


def minutes(actor: Actor) -> QuerySet[Minute]:
    """Minutes the actor may read: those of items they may see, of meetings they may know of.

    Until they went to members, those alone see them who write or approve them.
    """
    return drafted_minutes(actor).filter(_minutes_went_out(actor))


def drafted_minutes(actor: Actor) -> QuerySet[Minute]:
    """Minutes whose item the actor may see, whether or not they went to members: for what is drafted."""
    return Minute.objects.filter(
        labelled(actor, Meeting, "meeting__"),
        Q(item__isnull=True) | labelled(actor, AgendaItem, "item__"),
        meeting__group__partnership=actor.partnership,
    )


def _minutes_went_out(actor: Actor) -> Q:
    sees_drafts = GRANTS[Permission.MINUTES_WRITE] | GRANTS[Permission.MINUTES_APPROVE]
    if actor.granted & sees_drafts:
        return Q()
    theirs = [group for group, role in actor.seats if role in sees_drafts]
    return Q(meeting__minutes_to_members_on__isnull=False) | Q(meeting__group__in=theirs)


def packs(actor: Actor) -> QuerySet[Pack]:
    """Packs whose edition the actor is part of."""
    return Pack.objects.filter(
        labelled(actor, Pack),
        labelled(actor, Meeting, "meeting__"),
        meeting__group__partnership=actor.partnership,
    )


def plans(actor: Actor) -> QuerySet[Plan]:
    """Plans the actor may read."""
    return Plan.objects.filter(labelled(actor, Plan), partnership=actor.partnership)


def entries(actor: Actor) -> QuerySet[Entry]:
    """Entries the actor may read, of plans they may read, that hang at no depth on one they may not."""
    found = Entry.objects.filter(
        labelled(actor, Entry), labelled(actor, Plan, "plan__"), plan__partnership=actor.partnership
    )
    if actor.sees_all:
        return found  # nothing is kept from them, and a long plan is asked for a good deal sooner
    return found.exclude(id__in=_hidden_entries(actor))


def entry_links(actor: Actor) -> QuerySet[EntryLink]:
    """Links between entries the actor may read both of."""
    seen = entries(actor).values("id")
    return EntryLink.objects.filter(entry__in=seen, to__in=seen)


def _hidden_entries(actor: Actor) -> RawSQL:
    """The ids of the entries an actor may not read, and of all that hang on them.

    A version says where an entry hangs until a later one is in force. One recorded before its day is not
    known to be: until something else is recorded, such an entry hangs in both its places. That there is no
    later one is asked as a value, of what hangs on something hidden alone: asked as NOT EXISTS, PostgreSQL
    compares every version there is.
    """
    readable = Entry.objects.filter(labelled(actor, Entry), plan__partnership=actor.partnership)
    hidden = Entry.objects.filter(plan__partnership=actor.partnership).exclude(id__in=readable.values("id"))
    statement, params = hidden.order_by().values("id").query.sql_with_params()
    recorded_on, zone = connection.ops.datetime_cast_date_sql("later.recorded_at", (), str(LONDON))
    return RawSQL(  # noqa: S611 the statement is Django's own, its values are parameters
        f"""
        WITH RECURSIVE hidden (id) AS (
            SELECT * FROM ({statement}) AS start
            UNION
            SELECT said.entry_id FROM hidden
            JOIN records_entryversion AS said ON said.parent_id = hidden.id
            WHERE (
                SELECT 1 FROM records_entryversion AS later
                WHERE later.entry_id = said.entry_id
                AND (later.effective_on, later.recorded_at, later.number)
                    > (said.effective_on, said.recorded_at, said.number)
                AND later.effective_on <= {recorded_on}
                LIMIT 1
            ) IS NULL
        )
        SELECT id FROM hidden
        """,  # noqa: S608
        (*params, *zone),
    )


def imports(actor: Actor) -> QuerySet[PlanImport]:
    """Uploaded plans of the partnership, less those for a plan the actor may not read."""
    return PlanImport.objects.filter(
        Q(plan__isnull=True) | labelled(actor, Plan, "plan__"), partnership=actor.partnership
    )


def redactions(actor: Actor) -> QuerySet[Redaction]:
    """Redactions of the partnership."""
    return Redaction.objects.filter(partnership=actor.partnership)
