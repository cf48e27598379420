"""Two partnerships with one of everything an address can name."""

from datetime import date, timedelta

from quorate.commands import (
    duties,
    forward,
    links,
    meetings,
    packs,
    papers_asked,
    redactions,
    replies,
    setting_up,
    terms,
)
from quorate.commands.forward import Planned
from quorate.commands.runner import As
from quorate.domain.meetings.forward import Slot
from quorate.domain.meetings.minutes import MinuteKind
from quorate.domain.plans.links import LinkKind
from quorate.queries import access
from quorate.records.models import Appointment, Meeting, PaperAsked, Representation
from tests.builders.assessments import assessment_things
from tests.builders.barriers import barrier_things
from tests.builders.holding import holding_things
from tests.builders.kept import made_once
from tests.builders.meetings import PDF, a_meeting, a_paper, an_item
from tests.builders.membership import membership_things
from tests.builders.messages import message_things
from tests.builders.minutes import a_minute, approved, circulated, to_chair
from tests.builders.packs import a_copy_out
from tests.builders.passing import passing_things
from tests.builders.plans import add, led_by, start
from tests.builders.restrictions import a_restriction
from tests.builders.structure import structure_things
from tests.builders.terms import drafted_things
from tests.builders.world import TODAY, World, done, make_two, make_world, moment


def things_of(world: World) -> dict[str, object]:
    """What each parameter of an address may be, by its name; `route.parameter` where names differ."""
    from tests.commands.test_imports import upload

    of_membership = membership_things(world)
    plan = start(world, f"{world.slug} action plan")
    entry = add(world, plan, "Share one definition", leads=led_by(world, "police"))
    linked = add(world, plan, "Print the definition, as section 2 says", code="1")
    link = done(
        links.link_entries(
            world.as_("coordinator"), entry=linked, other=entry, kind=LinkKind.SERVES, version=1
        )
    )
    meeting = a_meeting(world)
    item = an_item(world, meeting)
    paper = a_paper(world, meeting, item=item)
    pack = done(packs.ask_for_pack(world.as_("coordinator"), meeting=meeting, kind="pack", format="pdf"))
    as_quorate = As(access.work(str(world.partnership), world.slug), moment())
    done(
        packs.keep_pack(
            as_quorate, pack=pack, content={}, name="pack.pdf", media_type="application/pdf", data=PDF
        )
    )
    return {
        "plan": f"{world.slug}-action-plan",
        "plan_to": start(world, "Plan to move to"),
        "entry": entry,
        "link": link,
        "plan_of_entry": plan,
        "entry_link_end.entry": linked,
        "who_sees.kind": "entry",
        "who_sees.id": entry,
        "meeting": meeting,
        "item": item,
        "paper": paper,
        "asked": _asked(world, meeting),
        "declaration": done(
            replies.declare_interest(
                world.as_("coordinator"), meeting=meeting, person=world.people["police"], words="We lead it."
            )
        ),
        "pack": pack,
        "group": "board",
        "engagement_agency.agency": world.agencies["police"],
        "terms": world.terms,
        "person": world.people["police"],
        "agency": world.agencies["police"],
        "seat": world.seats["police"],
        "appointment": Appointment.objects.get(seat=world.seats["police"]).id,
        "id": done(upload(world)),
        "planned": done(
            forward.plan_item(
                world.as_("coordinator"),
                group=world.board,
                said=Planned("Costs of refuges", "discuss", Slot(date(2027, 2, 1))),
            )
        ),
        **_minuted(world),
        **_circulated(world),
        **_on_paper(world),
        **_kept(world),
        **passing_things(world),
        **assessment_things(world),
        **structure_things(world),
        **drafted_things(world),
        **of_membership,
        **holding_things(world),
        **barrier_things(world, entry),
        **message_things(world, meeting),
        "duty_met": done(
            terms.record_duty_met(
                world.as_("coordinator"),
                group=world.board,
                kind="law_annual_report",
                item="2025-04-01",
                done_on=date(2026, 6, 29),
            )
        ),
        "duty_setting": done(
            duties.settle_duty(world.as_("coordinator"), group=world.board, kind="law_annual_report")
        ),
        "redaction": done(
            redactions.propose_redaction(
                world.as_("coordinator"), subject_kind="entry", subject_id=entry, reason="It names somebody"
            )
        ),
    }


def _minuted(world: World) -> dict[str, object]:
    """Meetings that were held, each with minutes at another step, for what is done to minutes there."""
    drafted, with_chair, sent, confirming = (
        a_meeting(world, TODAY - timedelta(days=days), as_of=TODAY - timedelta(days=60))
        for days in (18, 25, 32, 11)
    )
    given = {"kind": MinuteKind.ADVICE, "given_to": "The council"}
    first, second = a_minute(world, drafted, words="First"), a_minute(world, drafted, words="Second")
    a_minute(world, with_chair)
    to_chair(world, with_chair)
    amended, advice = a_minute(world, sent), a_minute(world, sent, words="Keep the post", **given)
    circulated(world, sent)
    approved_only = a_meeting(world, TODAY - timedelta(days=39), as_of=TODAY - timedelta(days=60))
    a_minute(world, approved_only)
    to_chair(world, approved_only)
    approved(world, approved_only)
    held = a_meeting(world, TODAY - timedelta(days=46), as_of=TODAY - timedelta(days=60))
    not_reached = an_item(world, held, "Not reached")
    of = {"minute.minute": first, "minute_remove.minute": first, "minute_move.minute": second}
    after = {"minute_amend.minute": amended, "minute_ratify.minute": amended, "minute_answer.minute": advice}
    return {
        "minute": first,
        **of,
        **after,
        **{f"{name}.meeting": drafted for name in ("minutes", "minute", "minute_write", "minute_remove")},
        "minute_move.meeting": drafted,
        "minutes_to_chair.meeting": drafted,
        "minutes_approve.meeting": with_chair,
        "minutes_circulate.meeting": approved_only,
        "minutes_confirm.meeting": sent,
        **{f"{name}.meeting": sent for name in ("minute_amend", "minute_ratify", "minute_answer")},
        "confirming": confirming,
        "agenda_carry.meeting": held,
        "carried": not_reached,
    }


def _asked(world: World, meeting: object) -> object:
    """A paper asked of the superintendent."""
    asked = {"title": "Waiting times", "people": [world.people["police"]], "due_on": date(2026, 12, 1)}
    done(papers_asked.ask_for_paper(world.as_("coordinator"), meeting=meeting, **asked))
    return PaperAsked.objects.get(meeting=meeting).id


def _circulated(world: World) -> dict[str, object]:
    """A meeting whose papers went out, with one that came after, for what is sent to members later."""
    meeting = a_meeting(world, date(2027, 1, 15))
    an_item(world, meeting)
    done(meetings.circulate_papers(world.as_("coordinator"), meeting=meeting))
    a_paper(world, meeting, "Came after")
    return {"supplement_send.meeting": meeting}


def _on_paper(world: World) -> dict[str, object]:
    """A restricted pack that is issued, and a numbered copy of it that is out; the secretary may read it."""
    meeting = a_meeting(world, date(2027, 1, 18))
    named = a_restriction(world, "Copies on paper", allow=["secretary"])
    Meeting.objects.filter(id=meeting).update(restriction=named)
    pack, copy = a_copy_out(world, meeting)
    of = {"copies": meeting, "copy_back": meeting}
    return {
        **{f"{name}.meeting": id for name, id in of.items()},
        **{f"{name}.pack": pack for name in of},
        "copy": copy,
    }


def _kept(world: World) -> dict[str, object]:
    """What the register keeps besides: a group to end and one that ended, somebody who left, and the like."""
    by = world.as_("coordinator")
    ended = done(setting_up.add_group(by, slug="ended", name="Ended group"))
    done(setting_up.end_group(by, group=ended, version=1, ended_on=date(2026, 10, 30)))
    done(setting_up.add_group(by, slug="training", name="Training group"))
    gone = done(setting_up.add_person(by, name="Somebody who left", agency=world.agencies["police"]))
    done(setting_up.leave(by, person=gone, left_on=TODAY))
    tender = setting_up.set_restriction(
        by,
        name="Tender",
        reason="A procurement is open",
        from_on=TODAY,
        barred_agencies=[world.agencies["charity"]],
    )
    return {
        "group_end.group": "training",
        "group_resume.group": "ended",
        "person_account.person": world.people["first"],
        "person_back.person": gone,
        "representation": Representation.objects.get(person=world.people["police"]).id,
        "restriction": done(tender),
        "closure": done(setting_up.add_closure(by, on=date(2026, 12, 29), name="Offices shut")),
        "holiday": done(
            setting_up.add_school_holiday(
                by, name="Half-term", from_on=date(2027, 2, 15), to_on=date(2027, 2, 19)
            )
        ),
    }


class Things(dict):
    """The things of one partnership, looked up by `route.parameter` or by the parameter alone."""

    def __missing__(self, key: str) -> object:
        route, _, name = key.partition(".")
        if not name:
            raise KeyError(f"tests/builders/whole.py has no {route} to put in an address")
        return self[name]


def make_one() -> tuple[World, Things]:
    """One partnership, and the ids."""
    return made_once(_make_one, "one of everything")


def _make_one() -> tuple[World, Things]:
    world = make_world()
    return world, Things(things_of(world))


def make_whole() -> tuple[World, World, dict[str, Things]]:
    """The two, and the ids of each."""
    return made_once(_make_whole, "whole")


def _make_whole() -> tuple[World, World, dict[str, Things]]:
    first, second = make_two()
    return first, second, {"first": Things(things_of(first)), "second": Things(things_of(second))}
