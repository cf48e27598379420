"""Asks for packs, keeps what was made of them, and issues them: an issued pack never changes."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from quorate.commands import files
from quorate.commands.messages import link_to, owe
from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.actor import Actor
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.asking import Moment
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.meetings.refusals import refusal_of_audience, refusal_to_take_papers
from quorate.domain.messages.texts import MessageText, pack_failed, pack_ready
from quorate.domain.packs.refusals import HAVE_ANNEXES, for_whom, refusal_to_ask, refusal_to_make_minutes
from quorate.queries.pack_editions import sees
from quorate.queries.pack_frozen import issued_pack
from quorate.queries.packs import refusal_to_issue_row
from quorate.records import scopes
from quorate.records.facts.meetings import state_of
from quorate.records.facts.minutes import minutes_facts
from quorate.records.models import Pack

MOST_ATTEMPTS = 3
LEASE = timedelta(minutes=2)
WATCHED = timedelta(minutes=2)
"""How long somebody waits before the page for a pack they asked for."""
_MAKING = ("asked", "making")


@command(Permission.PACK_MAKE)
def ask_for_pack(
    run: Run,
    *,
    meeting: uuid.UUID,
    kind: str,
    format: str,
    edition: Audience = Audience.PARTNERSHIP,
    with_risks: bool = False,
) -> Outcome:
    """Ask for a pack of one edition, to be made as things stand today. A brief is for core members.

    One in large print says what the pack of its edition said that was issued last, if one was. With
    `with_risks` a pack has the group's register of risks as an annex, as far as its edition may see it.

    Refuses with `packs.kind`, `packs.edition`, `packs.unseen`, `meetings.audience_not_yours`,
    `meetings.cancelled`, `packs.being_made` and `packs.no_minutes`.
    """
    row = run.find(scopes.meetings, meeting, group="group_id")
    whose, is_sheet = for_whom(kind, edition, meeting=Audience(row.audience)), kind == "sheet"
    same = {"meeting": row, "kind": kind, "format": format, "edition": whose.value}
    is_seen = is_sheet or sees(row, whose, kind=kind, slug=run.actor.slug, today=run.moment.today)
    theirs = run.actor.audiences_in(str(row.group_id))
    is_being_made = Pack.objects.filter(state__in=_MAKING, **same).exists()
    if refusal := (
        refusal_to_take_papers(state_of(row))
        or refusal_to_ask(kind, format, whose, is_being_made=is_being_made, is_seen=is_seen)
        or (None if is_sheet else refusal_of_audience(whose, theirs, field="edition"))
        or (refusal_to_make_minutes(minutes_facts(row).written) if kind == "minutes" else None)
    ):
        return refusal
    frozen = issued_pack(run.actor, meeting=row.id, edition=whose) if kind == "large" else None
    pack = Pack.objects.create(
        id=run.new_id(),
        asked_at=run.moment.at,
        asked_by_id=run.actor.person,
        as_at=frozen.as_at if frozen else run.moment.today,
        audience=whose.value,
        restriction=row.restriction,
        with_risks=with_risks and kind in HAVE_ANNEXES,
        **same,
    )
    details = {"meeting": str(row.id), "kind": kind, "format": format, "edition": whose.value}
    if pack.with_risks:
        details["annex"] = "risks"
    return Done([Event("packs.asked_for", "pack", str(pack.id), details)], id=pack.id)


@command(Permission.PACK_MAKE)
def issue_pack(run: Run, *, meeting: uuid.UUID, pack: uuid.UUID, version: int) -> Outcome:
    """Issue a pack to the readers of its edition. From then on neither its bytes nor what it said change.

    Refuses with `packs.issued_already`, `packs.not_made` and `packs.redacted`, and minutes with
    `packs.minutes_not_out` and `packs.minutes_were_draft`; a sign-in sheet with `packs.sheet`.
    """
    row = run.find(_of(meeting), pack, version=version, group="meeting.group_id")
    if refusal := refusal_to_issue_row(row):
        return refusal
    if row.file is None:
        raise AssertionError("a pack that is made has its file")
    row.state, row.issued_at = "issued", run.moment.at
    row.save(update_fields=["state", "issued_at"])
    run.touch(row)
    details = {"meeting": str(row.meeting_id), "edition": row.edition, "sha256": row.file.sha256}
    return Done([Event("packs.issued", "pack", str(row.id), details)], id=row.id)


def lease_pack(pack: uuid.UUID, moment: Moment) -> bool:
    """Take a pack to make it; false when somebody else has it or it is made. A lease is not an event."""
    held = Pack.objects.filter(
        Q(leased_until__isnull=True) | Q(leased_until__lte=moment.at),
        id=pack,
        state__in=_MAKING,
        attempts__lt=MOST_ATTEMPTS,
    )
    return bool(
        held.update(leased_until=moment.at + LEASE, attempts=F("attempts") + 1, state="making", step="")
    )


def note_step(pack: uuid.UUID, step: str, moment: Moment) -> None:
    """Say how far the making has come, and hold the lease a while longer."""
    Pack.objects.filter(id=pack, state="making").update(step=step, leased_until=moment.at + LEASE)


@command(Permission.WORK_RUN)
def keep_pack(
    run: Run, *, pack: uuid.UUID, content: dict[str, Any], name: str, media_type: str, data: bytes
) -> Outcome:
    """Keep what was made. Refuses with `packs.not_owed` when it was made or issued meanwhile.

    Whoever asked watches its page; where it took longer than `WATCHED` they are sent word.
    """
    row = run.find(scopes.packs, pack)
    if row.state not in _MAKING:
        return Refusal("packs.not_owed", "That pack is made already.")
    row.file = files.keep(run, name=name, media_type=media_type, data=data)
    if row.file.scanned_at is None:  # what Quorate made itself needs no scanner
        row.file.scanned_at = run.moment.at
        row.file.save(update_fields=["scanned_at"])
    row.state, row.made_at, row.content = "made", run.moment.at, content
    row.leased_until, row.step, row.fault = None, "", ""
    row.save(update_fields=["file", "state", "made_at", "content", "leased_until", "step", "fault"])
    run.touch(row)
    if run.moment.at - row.asked_at > WATCHED:
        _tell(run, row, "pack_ready", pack_ready(meeting_on=row.meeting.on, link=_link(run, row)))
    details = {"meeting": str(row.meeting_id), "edition": row.edition, "sha256": row.file.sha256}
    return Done([Event("packs.made", "pack", str(row.id), details)], id=row.id)


@command(Permission.WORK_RUN)
def fail_pack(run: Run, *, pack: uuid.UUID, fault: str) -> Outcome:
    """Record that making failed: it is tried again until `MOST_ATTEMPTS`, then whoever asked is told.

    Refuses with `packs.not_owed`.
    """
    row = run.find(scopes.packs, pack)
    if row.state not in _MAKING:
        return Refusal("packs.not_owed", "That pack is made already.")
    is_over = row.attempts >= MOST_ATTEMPTS
    row.state, row.fault = ("failed" if is_over else "asked"), fault[:300]
    row.leased_until, row.step = None, ""
    row.save(update_fields=["state", "fault", "leased_until", "step"])
    run.touch(row)
    if is_over:
        said = pack_failed(meeting_on=row.meeting.on, reason=row.fault, link=_link(run, row))
        _tell(run, row, "pack_failed", said)
    details = {"meeting": str(row.meeting_id), "attempts": str(row.attempts)}
    return Done([Event("packs.failed", "pack", str(row.id), details)], id=row.id)


def _tell(run: Run, row: Pack, kind: str, text: MessageText) -> None:
    owe(run, person=row.asked_by, kind=kind, key=f"{kind}:{row.id}", text=text, meeting=row.meeting)


def _link(run: Run, row: Pack) -> str:
    return link_to(run, "meetings", str(row.meeting_id), "packs")


def _of(meeting: uuid.UUID) -> Callable[[Actor], QuerySet[Pack]]:
    def packs(actor: Actor) -> QuerySet[Pack]:
        return scopes.packs(actor).filter(meeting=meeting).select_related("meeting", "file")

    return packs
