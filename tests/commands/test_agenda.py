"""Building an agenda: standing items, items added, changed, moved and taken off."""

import uuid

import pytest

from quorate.commands import agenda, meetings, papers_asked
from quorate.commands.agenda import Said
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.meetings.actions import ACTION_LOG
from quorate.domain.meetings.agenda import ACTIONS_ITEM
from quorate.queries.agenda import proposals
from quorate.records.models import AgendaItem, ClauseRow, EventRow, Meeting, PaperAsked, Plan
from tests.builders.meetings import a_meeting, an_item, version_of
from tests.builders.plans import start
from tests.builders.restrictions import a_restriction
from tests.builders.structure import a_group, a_line
from tests.builders.world import TODAY, done, make_two, make_world

pytestmark = pytest.mark.django_db


def titles(meeting: uuid.UUID) -> list[str]:
    standing = AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=True)
    return list(standing.order_by("order").values_list("title", flat=True))


def refused(outcome) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def test_standing_items_come_from_the_terms_in_the_order_proposed():
    world = make_world()
    id = a_meeting(world)
    offered = proposals(world.actor("coordinator"), Meeting.objects.get(id=id), TODAY)

    done(
        agenda.add_standing_items(
            world.as_("coordinator"), meeting=id, version=1, titles=[each.title for each in offered]
        )
    )

    assert titles(id) == [each.title for each in offered]
    assert "Progress of the workplan" in titles(id)
    assert sum(AgendaItem.objects.values_list("minutes", flat=True)) <= 120


def test_standing_items_added_once_the_papers_went_are_urgent_business_as_any_item_is():
    world = make_world()
    id = a_meeting(world)
    an_item(world, id)
    done(meetings.circulate_papers(world.as_("coordinator"), meeting=id))

    def add(**more):
        asked = {"meeting": id, "version": version_of(id), "titles": ["Progress of the workplan"]}
        return agenda.add_standing_items(world.as_("coordinator"), **asked | more)

    assert refused(add()) == "meetings.urgent_why"
    assert refused(add(urgent_why="It was left off")) == "meetings.urgent_not_agreed"
    done(add(urgent_why="It was left off", chair_agreed=True))

    row = AgendaItem.objects.get(title="Progress of the workplan")
    assert (row.urgent_why, row.added_after_sending) == ("It was left off", True)


def test_an_item_is_offered_once_and_none_ticked_is_refused():
    world = make_world()
    id = a_meeting(world)
    done(
        agenda.add_standing_items(
            world.as_("coordinator"), meeting=id, version=1, titles=["Progress of the workplan"]
        )
    )

    again = agenda.add_standing_items(
        world.as_("coordinator"),
        meeting=id,
        version=version_of(id),
        titles=["Progress of the workplan", "Never proposed"],
    )

    assert refused(again) == "meetings.no_items_chosen"
    assert titles(id) == ["Progress of the workplan"]


def test_a_new_item_goes_before_any_other_business():
    world = make_world()
    id = a_meeting(world)
    closing = ["Any other business", "Date of the next meeting"]
    done(agenda.add_standing_items(world.as_("coordinator"), meeting=id, version=1, titles=closing))

    an_item(world, id, "Figures")
    an_item(world, id, "Budget")

    assert titles(id) == ["Figures", "Budget", *closing]


def test_a_standing_item_added_after_the_closing_ones_still_goes_before_them():
    world = make_world()
    id = a_meeting(world)
    for version, title in ((1, "Any other business"), (2, "Progress of the workplan")):
        done(agenda.add_standing_items(world.as_("coordinator"), meeting=id, version=version, titles=[title]))

    assert titles(id) == ["Progress of the workplan", "Any other business"]


def test_items_that_open_a_meeting_go_before_what_is_on_the_agenda_already():
    world = make_world()
    id = a_meeting(world)
    an_item(world, id, "A question put to us")
    opening = ["Welcome, apologies and interests", "Minutes of the last meeting"]

    for title in (opening[1], opening[0], "Matters arising and the action log", "Progress of the workplan"):
        done(
            agenda.add_standing_items(
                world.as_("coordinator"), meeting=id, version=version_of(id), titles=[title]
            )
        )

    assert titles(id) == [
        *opening,
        "Matters arising and the action log",
        "A question put to us",
        "Progress of the workplan",
    ]


def test_once_the_papers_went_out_no_item_is_put_before_those_members_know_by_their_numbers():
    world = make_world()
    id = a_meeting(world)
    an_item(world, id, "Figures")
    done(meetings.circulate_papers(world.as_("coordinator"), meeting=id))

    done(
        agenda.add_standing_items(
            world.as_("coordinator"), meeting=id, version=version_of(id),
            titles=["Minutes of the last meeting"], urgent_why="It was left off", chair_agreed=True,
        )
    )  # fmt: skip

    assert titles(id) == ["Figures", "Minutes of the last meeting"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Said(title="  "), "meetings.no_title"),
        (Said(title="A", purpose="celebrate"), "meetings.purpose"),
        (Said(title="A", minutes=601), "meetings.item_minutes"),
    ],
)
def test_an_item_has_a_title_a_purpose_and_minutes(said, code):
    world = make_world()
    id = a_meeting(world)

    assert refused(agenda.add_item(world.as_("coordinator"), meeting=id, said=said)) == code


def test_a_title_stands_once_on_an_agenda_of_the_items_one_may_see():
    world = make_world()
    id = a_meeting(world)
    by = world.as_("coordinator")
    an_item(world, id, "Housing")
    closed = an_item(world, id, "A tender", restriction=a_restriction(world, bar=["secretary"]))
    other = an_item(world, id, "Figures")

    again = agenda.add_item(by, meeting=id, said=Said(title=" housing "))
    renamed = agenda.change_item(by, meeting=id, item=other, version=1, said=Said(title="HOUSING"))

    for refusal in (again, renamed):
        assert (refusal.code, refusal.field) == ("meetings.item_twice", "title")
        assert refusal.sentence == "An item of that title is on the agenda already, as number 1."
        assert refusal.cure == "Change that one, or give this one a title of its own."
    done(agenda.change_item(by, meeting=id, item=other, version=1, said=Said(title="figures", minutes=5)))
    done(agenda.add_item(world.as_("secretary"), meeting=id, said=Said(title="A tender")))  # not told of it
    done(agenda.change_item(by, meeting=id, item=closed, version=1, said=Said(title="A tender", minutes=5)))
    done(agenda.remove_item(by, meeting=id, item=other, version=2))
    done(agenda.add_item(by, meeting=id, said=Said(title="Figures")))


def test_a_secretary_does_not_set_an_audience_they_are_not_part_of():
    world = make_world()
    id = a_meeting(world)
    said = Said(title="A tender", audience=Audience.RESTRICTED)

    outcome = agenda.add_item(world.as_("secretary"), meeting=id, said=said)

    assert refused(outcome) == "meetings.audience_not_yours"
    done(agenda.add_item(world.as_("coordinator"), meeting=id, said=said))


def test_only_those_who_may_restrict_name_a_restriction():
    world = make_world()
    id = a_meeting(world)
    restriction = a_restriction(world, bar_agencies=["charity"])
    said = Said(title="A tender", restriction=restriction)

    with pytest.raises(NotAllowedError):
        agenda.add_item(world.as_("secretary"), meeting=id, said=said)

    done(agenda.add_item(world.as_("coordinator"), meeting=id, said=said))


def test_a_secretary_changes_the_words_of_a_restricted_item_without_touching_its_restriction():
    world = make_world()
    id = a_meeting(world)
    restriction = a_restriction(world, bar=["charity"])
    item = an_item(world, id, "A tender", restriction=restriction)
    said = Said(title="The tender", keeps_restriction=True)

    done(agenda.change_item(world.as_("secretary"), meeting=id, item=item, version=1, said=said))

    row = AgendaItem.objects.get(id=item)
    assert (row.title, row.restriction_id) == ("The tender", restriction)
    with pytest.raises(NotAllowedError):
        agenda.change_item(
            world.as_("secretary"), meeting=id, item=item, version=2, said=Said(title="Open to all")
        )
    assert AgendaItem.objects.get(id=item).restriction_id == restriction


def test_a_secretary_a_restriction_admits_keeps_the_audience_and_does_not_widen_it():
    world = make_world()
    id = a_meeting(world)
    restriction = a_restriction(world, allow=["secretary"])
    item = an_item(world, id, "A tender", audience=Audience.RESTRICTED, restriction=restriction)
    kept = Said(title="The tender", audience=Audience.RESTRICTED, keeps_restriction=True)
    wider = Said(title="The tender", audience=Audience.CORE, keeps_restriction=True)

    done(agenda.change_item(world.as_("secretary"), meeting=id, item=item, version=1, said=kept))
    with pytest.raises(NotAllowedError):
        agenda.change_item(world.as_("secretary"), meeting=id, item=item, version=2, said=wider)

    row = AgendaItem.objects.get(id=item)
    assert (row.title, row.audience, row.restriction_id) == ("The tender", "restricted", restriction)
    done(agenda.change_item(world.as_("coordinator"), meeting=id, item=item, version=2, said=wider))


def test_two_people_changing_one_item_do_not_overwrite_each_other():
    world = make_world()
    id = a_meeting(world)
    item = an_item(world, id)

    done(
        agenda.change_item(
            world.as_("coordinator"), meeting=id, item=item, version=1, said=Said(title="Theirs")
        )
    )

    with pytest.raises(StaleError):
        agenda.change_item(world.as_("secretary"), meeting=id, item=item, version=1, said=Said(title="Mine"))
    assert titles(id) == ["Theirs"]


def test_an_item_taken_off_leaves_the_agenda_and_an_event():
    world = make_world()
    id = a_meeting(world)
    item = an_item(world, id)

    done(agenda.remove_item(world.as_("coordinator"), meeting=id, item=item, version=1))

    assert titles(id) == []
    assert EventRow.objects.order_by("-id")[0].code == "meetings.agenda_item_removed"
    with pytest.raises(NotFoundError):
        agenda.remove_item(world.as_("coordinator"), meeting=id, item=item, version=1)


def test_an_item_moves_past_its_neighbour_and_the_first_goes_no_higher():
    world = make_world()
    id = a_meeting(world)
    _, second, _ = (an_item(world, id, title) for title in ("One", "Two", "Three"))
    asked = world.as_("coordinator")

    done(agenda.move_item(asked, meeting=id, item=second, version=version_of(id), up=True))

    assert titles(id) == ["Two", "One", "Three"]
    assert (
        refused(agenda.move_item(asked, meeting=id, item=second, version=version_of(id), up=True))
        == "meetings.first_or_last"
    )
    done(agenda.move_item(asked, meeting=id, item=second, version=version_of(id), up=False))
    assert titles(id) == ["One", "Two", "Three"]


def test_an_item_somebody_else_changed_is_not_taken_off():
    world = make_world()
    id = a_meeting(world)
    item = an_item(world, id)
    done(
        agenda.change_item(
            world.as_("secretary"), meeting=id, item=item, version=1, said=Said(title="Housing")
        )
    )

    with pytest.raises(StaleError):
        agenda.remove_item(world.as_("coordinator"), meeting=id, item=item, version=1)
    assert titles(id) == ["Housing"]


def test_an_agenda_somebody_else_changed_is_not_moved_about():
    world = make_world()
    id = a_meeting(world)
    _, second = (an_item(world, id, title) for title in ("One", "Two"))
    seen = version_of(id)
    an_item(world, id, "Three", by="secretary")

    with pytest.raises(StaleError):
        agenda.move_item(world.as_("coordinator"), meeting=id, item=second, version=seen, up=True)
    assert titles(id) == ["One", "Two", "Three"]


def test_an_open_item_moves_past_open_items_only():
    world = make_world()
    id = a_meeting(world)
    first = an_item(world, id, "One")
    an_item(world, id, "Hidden", audience=Audience.RESTRICTED)
    an_item(world, id, "Two")

    done(agenda.move_item(world.as_("secretary"), meeting=id, item=first, version=version_of(id), up=False))

    assert titles(id) == ["Two", "Hidden", "One"]


@pytest.mark.parametrize("key", ["police", "observer", "analyst"])
def test_members_do_not_build_the_agenda(key):
    world = make_world()
    id = a_meeting(world)

    with pytest.raises(NotAllowedError):
        agenda.add_item(world.as_(key), meeting=id, said=Said(title="Mine"))


def test_another_partnerships_item_or_another_meetings_is_not_found():
    first, second = make_two()
    theirs = a_meeting(second)
    item = an_item(second, theirs)
    ours = a_meeting(first)

    for meeting in (theirs, ours):
        with pytest.raises(NotFoundError):
            agenda.remove_item(first.as_("coordinator"), meeting=meeting, item=item, version=1)
    with pytest.raises(NotFoundError):
        agenda.remove_item(second.as_("coordinator"), meeting=ours, item=item, version=1)


def test_a_hidden_item_is_not_found_by_somebody_who_may_not_see_it():
    world = make_world()
    id = a_meeting(world)
    item = an_item(world, id, "Hidden", audience=Audience.RESTRICTED)

    with pytest.raises(NotFoundError):
        agenda.change_item(world.as_("secretary"), meeting=id, item=item, version=1, said=Said(title="Seen"))


def test_all_that_is_proposed_fits_the_meeting_and_a_groups_report_is_proposed_once():
    world = make_world()
    by, id = world.as_("coordinator"), a_meeting(world)
    a_line(world, a_group(world, "Marlhaven operational group"), world.board, times=2)
    ClauseRow.objects.filter(terms=world.terms, kind="standing_item").update(item="Operational group report")
    an_item(world, id, "Housing", minutes=25)
    said = {"people": [world.people["police"]], "due_on": TODAY}
    for n in range(15):
        done(papers_asked.ask_for_paper(by, meeting=id, title=f"Paper {n}", **said))
    row = Meeting.objects.get(id=id)

    found = proposals(by.actor, row, TODAY)

    assert sum(each.minutes for each in found) + 25 <= row.minutes
    assert [each.title for each in found if "operational" in each.title.lower()] == [
        "Operational group report"
    ]


def test_papers_promised_and_reports_of_other_groups_are_offered_and_the_action_log_once():
    world = make_world()
    by, id = world.as_("coordinator"), a_meeting(world)
    below = a_group(world, "Operational group")
    a_line(world, below, world.board, "Progress report", times=None, each_meeting=True)
    log = start(world, "Actions of the board")
    Plan.objects.filter(id=log).update(group=world.board, kind=ACTION_LOG)
    said = {"people": [world.people["police"]], "due_on": TODAY}
    for title in ("Waiting times", "Under an item"):
        done(papers_asked.ask_for_paper(by, meeting=id, title=title, **said))
    PaperAsked.objects.filter(title="Under an item").update(item=an_item(world, id, "Under an item"))
    row = Meeting.objects.get(id=id)

    found = {each.title: each for each in proposals(by.actor, row, TODAY)}

    assert [title for title in found if "action" in title.lower()] == [ACTIONS_ITEM]
    assert "Under an item" not in found
    assert found["Waiting times"].because.startswith("A paper was promised by ")
    assert (
        found["Progress report: Operational group"].because == "Operational group reports it at each meeting."
    )
    done(agenda.add_standing_items(by, meeting=id, version=row.version, titles=["Waiting times"]))
    item = AgendaItem.objects.get(title="Waiting times")
    assert PaperAsked.objects.get(title="Waiting times").item_id == item.id
    assert "Waiting times" not in {each.title for each in proposals(by.actor, row, TODAY)}
