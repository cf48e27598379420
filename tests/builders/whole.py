"""Two partnerships with one of everything an address can name."""

from datetime import date

from quorate.commands import packs, redactions, setting_up
from quorate.commands.runner import As
from quorate.queries import access
from quorate.records.models import Appointment, Representation
from tests.builders.meetings import PDF, a_meeting, a_paper, an_item
from tests.builders.plans import add, led_by, start
from tests.builders.world import TODAY, World, done, make_two, moment


def things_of(world: World) -> dict[str, object]:
    """What each parameter of an address may be, by its name; `route.parameter` where names differ."""
    from tests.commands.test_imports import upload

    plan = start(world, f"{world.slug} action plan")
    entry = add(world, plan, "Share one definition", leads=led_by(world, "police"))
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
        "entry": entry,
        "who_sees.kind": "entry",
        "who_sees.id": entry,
        "meeting": meeting,
        "item": item,
        "paper": paper,
        "pack": pack,
        "group": "board",
        "terms": world.terms,
        "person": world.people["police"],
        "seat": world.seats["police"],
        "appointment": Appointment.objects.get(seat=world.seats["police"]).id,
        "id": done(upload(world)),
        **_kept(world),
        "redaction": done(
            redactions.propose_redaction(
                world.as_("coordinator"), subject_kind="entry", subject_id=entry, reason="It names somebody"
            )
        ),
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
    }


class Things(dict):
    """The things of one partnership, looked up by `route.parameter` or by the parameter alone."""

    def __missing__(self, key: str) -> object:
        route, _, name = key.partition(".")
        if not name:
            raise KeyError(f"tests/builders/whole.py has no {route} to put in an address")
        return self[name]


def make_whole() -> tuple[World, World, dict[str, Things]]:
    """The two, and the ids of each."""
    first, second = make_two()
    return first, second, {"first": Things(things_of(first)), "second": Things(things_of(second))}
