"""Meetings, their agendas and papers, and the packs made of them."""

from django.db import models
from django.db.models import Q

from quorate.domain.meetings.agenda import Purpose
from quorate.records.models.base import Labelled, Row, Versioned, both_or_neither, one_of
from quorate.records.models.files import StoredFile
from quorate.records.models.groups import Group
from quorate.records.models.people import Person


class Meeting(Versioned, Labelled):
    """A meeting of a group: a local date, wall time and zone, never an instant.

    `circulated_on` and the days of the minutes say when each step was done, empty until it was.
    `agenda_asked_on` is when the chair was asked to agree the agenda. `agenda_agreed_as` is what was then on
    it, the id and version of each item in order, so that what changed since is known without its words.
    `state` is planned, circulated, held or cancelled. `began_at` and `ended_at` are wall times. Minutes are
    confirmed at a later meeting. `table_kept` is what they are judged by from their approval on: the places
    of that day, the agencies and the terms, by ids and codes alone, empty until then; `titles_kept` is what
    each seat was then called, by its id. What ends in `_how` and `_recorded_by` says how an approval came in
    and who recorded it, where the chair did not press the button. `sequence` goes up with each change that
    calendars must hear of. `cancelled_on` and `cancel_reason` are of a cancelled one. `kind` is ordinary,
    extraordinary or by_email; one that is not ordinary says why in `called_why`.
    """

    belongs_to = ("group",)
    group = models.ForeignKey(Group, models.CASCADE)
    on = models.DateField()
    starts = models.TimeField()
    zone = models.CharField(max_length=40, default="Europe/London")
    minutes = models.PositiveSmallIntegerField(default=120)
    place = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=20, default="planned")
    agenda_asked_on = models.DateField(null=True, blank=True)
    agenda_agreed_on = models.DateField(null=True, blank=True)
    agenda_agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    agenda_agreed_how = models.CharField(max_length=20, blank=True)
    agenda_agreed_recorded_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    agenda_agreed_as = models.JSONField(default=list, blank=True)
    circulated_on = models.DateField(null=True, blank=True)
    circulated_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    minutes_to_chair_on = models.DateField(null=True, blank=True)
    minutes_approved_on = models.DateField(null=True, blank=True)
    minutes_approved_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    minutes_approved_how = models.CharField(max_length=20, blank=True)
    minutes_approved_recorded_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    table_kept = models.JSONField(null=True, blank=True)
    titles_kept = models.JSONField(default=dict, blank=True)
    minutes_to_members_on = models.DateField(null=True, blank=True)
    minutes_confirmed_at = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="confirmed"
    )
    began_at = models.TimeField(null=True, blank=True)
    ended_at = models.TimeField(null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    cancelled_on = models.DateField(null=True, blank=True)
    cancel_reason = models.TextField(blank=True)
    kind = models.CharField(max_length=20, default="ordinary")
    called_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "on", "starts"],
                condition=~Q(state="cancelled") & ~Q(kind="by_email"),
                name="meeting_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "circulated", "held", "cancelled"]),
                name="meeting_state_known",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["ordinary", "extraordinary", "by_email"]), name="meeting_kind_known"
            ),
            both_or_neither("circulated_on", "circulated_by", "meeting_circulated_whole"),
            both_or_neither("agenda_agreed_on", "agenda_agreed_by", "meeting_agenda_agreed_whole"),
            both_or_neither("minutes_approved_on", "minutes_approved_by", "meeting_minutes_approved_whole"),
        ]


class AgendaItem(Versioned, Labelled):
    """An item. Restricted items are numbered R1, R2 after the open agenda.

    What was added or changed once the papers had gone out, no member was told until a supplement went.
    Urgent business says in `urgent_why` why it could not wait.
    """

    belongs_to = ("meeting__group",)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    purpose = models.CharField(max_length=20, default="note")
    ask = models.TextField(blank=True)
    speaker = models.CharField(max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(default=10)
    to_press = models.TextField(blank=True)
    clause_kind = models.CharField(max_length=40, blank=True)
    urgent_why = models.TextField(blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    added_after_sending = models.BooleanField(default=False)
    changed_after_sending = models.BooleanField(default=False)

    class Meta:
        constraints = [
            one_of("purpose", Purpose, "agenda_purpose_known"),
        ]


class Paper(Row, Labelled):
    """A paper for a meeting. `submitted_on` is when it came in.

    `submitted_by` handed it in, for `handed_for` where it is somebody else's; `handed_how` is how that one
    sent it, as `quorate.domain.kernel.outcomes` names the ways, empty where it is not known.
    What was added or withdrawn once the papers had gone out, no member was told until a supplement went.
    `cover` is its cover sheet, as `quorate.domain.meetings` names its fields. `replaces` is the version it
    stands in for; `is_tabled` says that it was handed out on the day. `definition` is the definition of
    domestic abuse it quotes, where one was found in it.
    """

    belongs_to = ("meeting__group",)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="papers")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="papers")
    title = models.CharField(max_length=300)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True)
    submitted_on = models.DateField()
    submitted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    handed_for = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    handed_how = models.CharField(max_length=20, blank=True)
    agency = models.ForeignKey("records.Agency", models.PROTECT, null=True, blank=True)
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    added_after_sending = models.BooleanField(default=False)
    withdrawn_after_sending = models.BooleanField(default=False)
    cover = models.JSONField(default=dict, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    is_tabled = models.BooleanField(default=False)
    definition = models.CharField(max_length=40, blank=True)


class Pack(Versioned, Labelled):
    """A pack of one edition in one format: asked for, made by the work loop, then issued and frozen.

    `content` is the frozen page value it was made from; the made file's hash is kept for ever. `with_risks`
    says that the group's register of risks was asked for with it, as an annex. Of the kinds,
    "large" is the pack in large print and "sheet" the sign-in sheet, which is never issued.
    `leased_until` is set by the loop that is making it; a killed loop's lease runs out. A statement of
    compliance is of the `year` that begins on that day, and kept with a meeting of it.
    """

    belongs_to = ("meeting__group",)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="packs")
    kind = models.CharField(max_length=20)
    edition = models.CharField(max_length=20)
    format = models.CharField(max_length=10)
    state = models.CharField(max_length=20, default="asked")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    as_at = models.DateField()
    year = models.DateField(null=True, blank=True)
    with_risks = models.BooleanField(default=False)
    step = models.CharField(max_length=120, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    content = models.JSONField(null=True, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["asked", "making", "made", "issued", "failed"]),
                name="pack_state_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=["pack", "brief", "combined", "minutes", "large", "sheet", "compliance"]
                ),
                name="pack_kind_known",
            ),
            models.CheckConstraint(condition=Q(format__in=["pdf", "docx"]), name="pack_format_known"),
            models.CheckConstraint(
                condition=Q(kind="compliance", year__isnull=False)
                | (~Q(kind="compliance") & Q(year__isnull=True)),
                name="pack_year_of_compliance",
            ),
            both_or_neither("file", "made_at", "pack_made_whole"),
        ]


class PaperAsked(Row):
    """A paper asked for from somebody by a day; `dropped_at` when it is wanted no more."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="papers_asked")
    item = models.ForeignKey(AgendaItem, models.CASCADE, null=True, blank=True, related_name="papers_asked")
    title = models.CharField(max_length=300)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    due_on = models.DateField()
    asked_at = models.DateTimeField()
    paper = models.ForeignKey(Paper, models.SET_NULL, null=True, blank=True, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)


class Circulation(Row):
    """What went to whom and when: the first sending, and each supplement after it. Never edited.

    `what` names the items and papers by id, `to` the people; `said` is a supplement's own note. `meeting_on`
    is the day that the meeting was on when it went, empty in records older than this column.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="circulations")
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    what = models.JSONField()
    to = models.JSONField()
    said = models.TextField(blank=True)
    meeting_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="circulation_number_once")]
