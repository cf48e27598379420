"""What a group is: its sort, its question and its end, and what an outside body cannot have."""

from datetime import date, time, timedelta

import pytest

from quorate.commands import meetings, setting_up
from quorate.commands.runner import Done
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.queries.board import page_board
from quorate.queries.people import page_group, page_people
from quorate.queries.structure.chart import structure_on
from quorate.records.models import EventRow, Group
from tests.builders.meetings import a_meeting
from tests.builders.structure import PURPOSE
from tests.builders.structure import a_group as build_group
from tests.builders.world import TODAY, done, make_two, make_world

pytestmark = pytest.mark.django_db
END = date(2026, 12, 31)
QUESTION = "What training do front desks lack?"


def code(outcome) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def a_group(world, name="Training", kind="task_and_finish_group", **more):
    return build_group(world, name, kind, **more)


def change(world, group, *, by="coordinator", version=None, **said):
    row = Group.objects.get(id=group)
    now = {"name": row.name, "kind": row.kind, "parent": row.parent_id, "question": row.question}
    return setting_up.change_group(
        world.as_(by),
        group=group,
        version=row.version if version is None else version,
        **{**now, "ends_on": row.ends_on, **said},
    )


def test_a_task_and_finish_group_has_a_question_and_a_day_and_says_what_came_of_it():
    world = make_world()
    group = a_group(world, question=QUESTION, ends_on=END)
    by = world.as_("coordinator")

    without = setting_up.end_group(by, group=group, version=1, ended_on=TODAY)
    done(setting_up.end_group(by, group=group, version=1, ended_on=TODAY, answer="Two days each a year."))

    assert code(without) == "groups.answer_needed"
    page = page_group(world.actor("coordinator"), group="training", today=TODAY + timedelta(days=1))
    assert dict(page.facts)["The question"] == QUESTION
    assert dict(page.facts)["To end by"] == "31 December 2026"
    assert dict(page.facts)["What it answered"] == "Two days each a year."


def test_a_group_that_goes_on_past_its_day_is_warned_of_from_the_day_after():
    world = make_world()
    a_group(world, question=QUESTION, ends_on=END)
    actor = world.actor("coordinator")

    on_the_day = page_group(actor, group="training", today=END)
    after = page_group(actor, group="training", today=END + timedelta(days=1))

    assert on_the_day.warning == "It is to end by 31 December 2026."
    assert after.warning == "It was to end by 31 December 2026 and goes on."


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"kind": "committee"}, "groups.kind_unknown"),
        ({"kind": "board", "ends_on": None}, "groups.question_of_another"),
        ({"kind": "operational_group", "question": ""}, "groups.question_of_another"),
        ({"question": "?" * 1_001}, "groups.question_long"),
        ({"question": " "}, "groups.question_needed"),
        ({"ends_on": None}, "groups.end_needed"),
    ],
)
def test_what_a_group_cannot_be_is_refused_when_it_is_added_and_when_it_is_changed(said, expected):
    world = make_world()
    group = a_group(world)

    added = {"name": "Another", "kind": "task_and_finish_group", **PURPOSE, **said}
    assert code(setting_up.add_group(world.as_("coordinator"), **added)) == expected
    assert code(change(world, group, **said)) == expected


def test_a_group_is_not_to_end_before_anybody_sat_in_it_though_its_name_may_change():
    world = make_world()
    group = a_group(world)
    by = world.as_("coordinator")
    seat = done(setting_up.add_seat(by, group=group, title="Lead"))
    done(setting_up.appoint(by, seat=seat, person=world.people["police"], from_on=TODAY))

    refused = change(world, group, ends_on=TODAY - timedelta(days=1))

    assert code(refused) == "groups.ends_before_it_began"
    assert "23 November 2026" in refused.sentence
    Group.objects.filter(id=group).update(ends_on=TODAY - timedelta(days=1))
    done(change(world, group, name="Skills"))


def test_a_group_is_changed_whole_and_the_record_says_in_what():
    world = make_world()
    group = a_group(world, kind="operational_group")

    done(
        change(
            world,
            group,
            name="Skills",
            kind="task_and_finish_group",
            parent=world.board,
            question=QUESTION,
            ends_on=END,
        )
    )

    row = Group.objects.get(id=group)
    assert (row.slug, row.name, row.parent_id, row.question, row.ends_on, row.version) == (
        "training", "Skills", world.board, QUESTION, END, 2,
    )  # fmt: skip
    event = EventRow.objects.get(code="groups.changed")
    assert "ends_on, kind, name, parent, question" in event.contents


def test_a_change_to_nothing_a_taken_name_and_a_group_under_itself_are_refused():
    world = make_world()
    top = a_group(world)
    below = a_group(world, "Below", parent=top)
    lowest = a_group(world, "Lowest", parent=below)

    assert code(change(world, top)) == "groups.nothing_changed"
    assert code(change(world, top, name="BELOW")) == "groups.named_already"
    for above in (top, below, lowest):
        assert code(change(world, top, parent=above)) == "groups.under_itself"
    assert isinstance(change(world, lowest, parent=top), Done)


def test_nothing_comes_to_stand_under_a_group_that_ended_but_may_stay_there():
    world = make_world()
    ended, group = a_group(world, "Ended", "operational_group"), a_group(world)
    done(setting_up.end_group(world.as_("coordinator"), group=ended, version=1, ended_on=date(2026, 11, 1)))

    assert code(change(world, group, parent=ended)) == "groups.ended"


def test_only_the_coordinator_changes_a_group_and_only_their_own_and_as_it_stands():
    world, other = make_two()

    for key in ("chair", "secretary", "police"):
        with pytest.raises(NotAllowedError):
            change(world, world.board, by=key, name="Mine")
    with pytest.raises(NotFoundError):
        change(world, other.board, name="Mine")
    with pytest.raises(StaleError):
        change(world, world.board, version=1, name="Late")


def test_an_outside_body_has_no_seat_and_no_meeting_and_none_with_them_becomes_one():
    world = make_world()
    outside = a_group(world, "Safe City Partnership", "outside_body")
    by = world.as_("coordinator")
    a_meeting(world)

    seat = setting_up.add_seat(by, group=outside, title="Chair")
    meeting = meetings.set_meeting(by, group=outside, on=END, starts=time(10), minutes=60)

    assert code(seat) == code(meeting) == "groups.is_outside"
    assert code(change(world, world.board, kind="outside_body")) == "groups.outside_has_seats"
    own = page_board(world.actor("coordinator"), today=TODAY, group="safe-city-partnership")
    assert own.lede == "An outside body: its meetings and terms are not kept here."
    assert not own.may_set
    page = page_people(world.actor("coordinator"), today=TODAY)
    assert page.outside == (("safe-city-partnership", "Safe City Partnership"),)
    assert [group.name for group in page.groups] == ["Strategic partnership board"]


def test_a_group_is_shown_for_a_past_day_as_what_it_was_then():
    world = make_world()
    group = a_group(world)
    yesterday, actor = TODAY - timedelta(days=1), world.actor("coordinator")

    done(change(world, group, kind="operational_group", question="", ends_on=None))
    done(change(world, group, kind="survivors_panel"))

    assert Group.objects.get(id=group).kinds_before == [["task_and_finish_group", yesterday.isoformat()]]

    def shown(on):
        return next(one.kind for one in structure_on(actor, on).groups if one.slug == "training")

    assert (shown(yesterday), shown(TODAY)) == ("Task and finish group", "Survivors’ panel")
    assert "Task and finish group" in structure_on(actor, yesterday).drawing
