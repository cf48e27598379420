"""The forward plan: planned, moved, dropped, offered for an agenda, taken, and carried on."""

import uuid
from datetime import date, timedelta

import pytest

from quorate.commands import agenda, forward, meetings, papers_asked, setting_up
from quorate.commands.forward import Planned
from quorate.commands.labelling import set_audience
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.meetings.forward import Slot
from quorate.queries.agenda import proposals
from quorate.queries.labelling import page_label
from quorate.queries.search import page_search
from quorate.records import scopes
from quorate.records.models import (
    AgendaItem,
    EventRow,
    ForwardItem,
    Meeting,
    Paper,
    PaperAsked,
    ReportingLine,
)
from tests.builders.meetings import MEETING_ON, a_meeting, a_paper, an_item, version_of
from tests.builders.restrictions import a_restriction
from tests.builders.structure import a_group, a_line
from tests.builders.world import TODAY, done, make_two, make_world

pytestmark = pytest.mark.django_db
JANUARY, FEBRUARY = date(2027, 1, 1), date(2027, 2, 1)
HELD_ON = TODAY - timedelta(days=4)


IN_JANUARY = Slot(JANUARY)


def plan(world, title="Costs of refuges", slot=IN_JANUARY, key="coordinator", **more):
    said = Planned(title, "discuss", slot, **more)
    return forward.plan_item(world.as_(key), group=world.board, said=said)


def replan(world, item, said, version=1, key="coordinator"):
    return forward.replan_item(world.as_(key), item=item, version=version, said=said)


def offered(world, meeting, key="coordinator"):
    row = Meeting.objects.get(id=meeting)
    return {each.title: each for each in proposals(world.actor(key), row, TODAY)}


def take(world, meeting, *titles, key="coordinator"):
    return agenda.add_standing_items(
        world.as_(key), meeting=meeting, version=version_of(meeting), titles=titles
    )


def carry(world, meeting, *items, key="coordinator", version=None):
    return forward.carry_on(
        world.as_(key), meeting=meeting, version=version or version_of(meeting), items=items
    )


def code(outcome):
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def test_an_item_is_planned_moved_to_a_meeting_and_dropped_and_each_is_on_record():
    world = make_world()
    meeting = a_meeting(world)
    item = done(plan(world, slot=Slot(FEBRUARY), lead=world.people["police"]))

    done(replan(world, item, Planned("Costs", "decide", Slot(JANUARY, str(meeting)))))
    row = ForwardItem.objects.get()
    assert (row.title, row.meeting_id, row.month, row.lead_id, row.version) == (
        "Costs", meeting, JANUARY, None, 2
    )  # fmt: skip
    done(forward.drop_item(world.as_("coordinator"), item=item, version=2))

    assert ForwardItem.objects.get().dropped_at
    assert offered(world, meeting).keys().isdisjoint({"Costs"})
    codes = EventRow.objects.filter(subject_kind="forward_item").order_by("number")
    assert list(codes.values_list("code", flat=True)) == [
        "forward.planned", "forward.replanned", "forward.dropped"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (Planned(" ", "note", Slot(JANUARY)), "meetings.no_title"),
        (Planned("Costs", "sing", Slot(JANUARY)), "meetings.purpose"),
        (Planned("Costs", "note", None), "forward.when"),
        (Planned("Costs", "note", Slot(date(2026, 10, 1))), "forward.when"),
        (Planned("Costs", "note", Slot(JANUARY, str(uuid.uuid4()))), "forward.when"),
    ],
)
def test_what_cannot_be_planned_so_is_refused(said, expected):
    world = make_world()

    assert code(forward.plan_item(world.as_("coordinator"), group=world.board, said=said)) == expected
    assert not ForwardItem.objects.exists()


def test_nobody_plans_what_they_would_not_see():
    world = make_world()

    assert code(plan(world, key="secretary", audience=Audience.RESTRICTED)) == "meetings.audience_not_yours"


def test_a_planned_item_is_offered_for_its_meeting_and_its_month_and_taking_it_links_it():
    world = make_world()
    meeting = a_meeting(world)
    item = done(plan(world, lead=world.people["police"], audience=Audience.CORE))
    done(plan(world, "Later", Slot(FEBRUARY)))

    found = offered(world, meeting)
    assert found["Costs of refuges"].because == "In the forward plan for January 2027."
    assert "Later" not in found
    assert list(found)[-1] == "Date of the next meeting"
    done(take(world, meeting, "Costs of refuges"))

    made = AgendaItem.objects.get(title="Costs of refuges")
    row = ForwardItem.objects.get(id=item)
    assert (row.item, row.meeting_id, row.version) == (made, meeting, 2)
    assert (made.audience, made.speaker, made.purpose) == ("core", "Superintendent", "discuss")
    assert "Costs of refuges" not in offered(world, meeting)
    assert code(replan(world, item, Planned("X", "note", Slot(FEBRUARY)), version=2)) == "forward.on_agenda"


def test_one_taken_off_the_agenda_is_offered_again():
    world = make_world()
    meeting = a_meeting(world)
    done(plan(world))
    done(take(world, meeting, "Costs of refuges"))
    made = AgendaItem.objects.get()
    done(agenda.remove_item(world.as_("coordinator"), meeting=meeting, item=made.id, version=made.version))

    assert not offered(world, meeting)["Costs of refuges"].is_on


def test_one_whose_month_went_by_and_one_of_a_cancelled_meeting_are_offered_next():
    world = make_world()
    cancelled = a_meeting(world, date(2026, 12, 10))
    done(plan(world, "Gone by", Slot(date(2026, 11, 1))))
    done(plan(world, "Was to be in December", Slot(date(2026, 12, 1), str(cancelled))))
    meeting = a_meeting(world)
    assert "Was to be in December" not in offered(world, meeting)
    done(
        meetings.cancel_meeting(
            world.as_("coordinator"), meeting=cancelled, reason="Flood", version=version_of(cancelled)
        )
    )

    assert {"Gone by", "Was to be in December"} <= offered(world, meeting).keys()


def test_a_duty_that_falls_due_about_the_meeting_is_offered():
    from dataclasses import replace

    from quorate.domain.terms.clauses import Clause, ClauseKind
    from tests.builders.world import CITY_CLAUSES

    review = Clause(id="", kind=ClauseKind.MEMBERSHIP_REVIEW, quote="Yearly", reading="", times_a_year=1)
    world = make_world(clauses=(*CITY_CLAUSES, replace(review)))
    found = offered(world, a_meeting(world))

    assert found["Review the membership"].because == "It was due by 2 January 2025 under the terms."


def test_a_paper_that_came_for_no_item_is_offered_as_narrowly_as_it_is_read():
    world = make_world()
    meeting, tender = a_meeting(world), a_restriction(world, allow=["police"])
    said = {"people": [world.people["police"]], "due_on": date(2026, 12, 30)}
    done(papers_asked.ask_for_paper(world.as_("coordinator"), meeting=meeting, title="Bids", **said))
    came = a_paper(world, meeting, "Bids", for_asked=PaperAsked.objects.get().id)
    Paper.objects.filter(id=came).update(audience=Audience.RESTRICTED.value, restriction=tender)

    assert "Bids" not in offered(world, meeting, "chair")
    assert offered(world, meeting)["Bids"].because.endswith("Superintendent. It has come.")
    done(take(world, meeting, "Bids"))

    made = AgendaItem.objects.get(title="Bids")
    assert (made.audience, made.restriction_id) == (Audience.RESTRICTED.value, tender)


@pytest.mark.parametrize(
    ("from_on", "ended_on", "is_offered"),
    [
        (MEETING_ON, None, True),
        (MEETING_ON + timedelta(1), None, False),
        (TODAY, MEETING_ON, True),
        (TODAY, MEETING_ON - timedelta(1), False),
    ],
)
def test_what_another_group_reports_is_offered_while_its_line_runs(from_on, ended_on, is_offered):
    world = make_world()
    outside = a_group(world, "Safe City Partnership", "outside_body")
    line = a_line(world, outside, world.board, "Figures of crime", times=None, each_meeting=True)
    ReportingLine.objects.filter(id=line).update(from_on=from_on, ended_on=ended_on)

    found = [title for title in offered(world, a_meeting(world)) if title.startswith("Figures of crime")]

    assert bool(found) == is_offered


def test_a_restricted_item_is_offered_to_nobody_who_may_not_see_it():
    world = make_world()
    meeting = a_meeting(world)
    done(plan(world, "A tender", audience=Audience.RESTRICTED))

    assert "A tender" in offered(world, meeting)
    assert "A tender" not in offered(world, meeting, "secretary")
    assert not scopes.forward_items(world.actor("police")).exists()
    with pytest.raises(NotFoundError):
        forward.drop_item(world.as_("secretary"), item=ForwardItem.objects.get().id, version=1)


def test_whoever_a_restriction_bars_does_not_learn_of_an_item_planned_for_a_barred_meeting():
    world = make_world()
    meeting = a_meeting(world)
    done(plan(world, slot=Slot(JANUARY, str(meeting))))
    restriction = done(
        setting_up.set_restriction(
            world.as_("coordinator"),
            name="Tender",
            reason="A procurement is open",
            from_on=TODAY,
            barred_agencies=[world.agencies["charity"]],
        )
    )
    assert scopes.forward_items(world.actor("charity")).exists()
    Meeting.objects.update(restriction=restriction)

    assert not scopes.forward_items(world.actor("charity")).exists()
    assert scopes.forward_items(world.actor("police")).exists()


def test_what_was_not_reached_goes_onto_the_next_agenda_once_with_its_words_and_readers():
    world = make_world()
    held = a_meeting(world, HELD_ON, as_of=TODAY - timedelta(days=30))
    item = an_item(world, held, "Tender", audience=Audience.CORE, ask="Decide it", minutes=15)
    an_item(world, held, "Reached")
    later = a_meeting(world)

    outcome = carry(world, held, item)

    assert outcome.sentence == "1 item is on the agenda of 14 January 2027."
    made = AgendaItem.objects.get(meeting=later)
    assert (made.title, made.audience, made.ask, made.minutes) == ("Tender", "core", "Decide it", 15)
    assert ForwardItem.objects.get().carried_from_id == item
    assert code(carry(world, held, item)) == "forward.none_chosen"
    codes = set(EventRow.objects.values_list("code", flat=True))
    assert "forward.carried_on" in codes


def test_without_a_later_meeting_it_is_planned_for_next_month_and_then_offered():
    world = make_world()
    held = a_meeting(world, HELD_ON, as_of=TODAY - timedelta(days=30))
    item = an_item(world, held, "Tender")

    done(carry(world, held, item))

    assert ForwardItem.objects.get().month == date(2026, 12, 1)
    found = offered(world, a_meeting(world))
    assert found["Tender"].because == "Not reached on 19 November 2026."


def test_nothing_is_carried_from_a_meeting_to_come_nor_from_a_page_of_before():
    world = make_world()
    meeting = a_meeting(world)
    item = an_item(world, meeting)

    assert code(carry(world, meeting, item)) == "forward.not_held"
    with pytest.raises(StaleError):
        carry(world, meeting, item, version=99)


def test_only_those_who_build_the_agenda_plan_move_drop_and_carry():
    world, other = make_two()
    item = done(plan(world))
    held = a_meeting(world, HELD_ON, as_of=TODAY - timedelta(days=30))
    on_it = an_item(world, held)
    said = Planned("X", "note", Slot(FEBRUARY))

    for act in (
        lambda: plan(world, key="police"),
        lambda: replan(world, item, said, key="police"),
        lambda: forward.drop_item(world.as_("police"), item=item, version=1),
        lambda: carry(world, held, on_it, key="police"),
    ):
        with pytest.raises(NotAllowedError):
            act()
    for act in (
        lambda: replan(other, item, said),
        lambda: forward.drop_item(other.as_("coordinator"), item=item, version=1),
        lambda: carry(other, held, on_it),
        lambda: forward.plan_item(other.as_("coordinator"), group=world.board, said=said),
    ):
        with pytest.raises(NotFoundError):
            act()
    with pytest.raises(StaleError):
        replan(world, item, said, version=2)
    with pytest.raises(StaleError):
        forward.drop_item(world.as_("coordinator"), item=item, version=2)
    assert ForwardItem.objects.get().title == "Costs of refuges"


def test_the_date_a_meeting_has_is_what_says_its_month():
    world = make_world()
    meeting = a_meeting(world, MEETING_ON)
    done(plan(world, slot=Slot(FEBRUARY, str(meeting))))

    assert ForwardItem.objects.get().month == JANUARY


def searched(world, asked, key="coordinator"):
    return [row.kind_words for row in page_search(world.actor(key), asked=asked, today=TODAY).rows]


def test_what_is_planned_is_found_until_it_is_dropped_or_on_an_agenda():
    world = make_world()
    meeting = a_meeting(world)
    dropped = done(plan(world, "Costs of hotels", note="Who pays for bed and breakfast"))
    done(plan(world, slot=Slot(MEETING_ON.replace(day=1), str(meeting))))
    assert searched(world, "refuges") == ["Planned item"]
    assert searched(world, "breakfast") == ["Planned item"]
    (row,) = page_search(world.actor("police"), asked="refuges", today=TODAY).rows
    assert (row.where, row.within, row.on) == (
        "Forward plan of Strategic partnership board",
        "board",
        MEETING_ON,
    )

    done(forward.drop_item(world.as_("coordinator"), item=dropped, version=1))
    done(take(world, meeting, "Costs of refuges"))
    assert searched(world, "hotels") == []
    assert searched(world, "refuges") == ["Agenda item"]

    (item,) = AgendaItem.objects.filter(title="Costs of refuges").values_list("id", flat=True)
    by = world.as_("coordinator")
    now = AgendaItem.objects.get(id=item).version
    done(agenda.remove_item(by, meeting=meeting, item=item, version=now))
    assert searched(world, "refuges") == ["Planned item"]


def test_who_sees_a_planned_item_is_set_anew_and_the_rest_do_not_find_it():
    world = make_world()
    item = done(plan(world))
    form = page_label(world.actor("coordinator"), kind="forward_item", id=item, today=TODAY)
    assert (form.word, form.version) == ("planned item", 1)

    done(
        set_audience(
            world.as_("coordinator"),
            kind="forward_item",
            id=item,
            version=1,
            audience=Audience.RESTRICTED,
            restriction=None,
        )
    )

    assert searched(world, "refuges", "police") == []
    assert searched(world, "refuges") == ["Planned item"]
    with pytest.raises(NotFoundError):
        page_label(world.actor("police"), kind="forward_item", id=item, today=TODAY)
