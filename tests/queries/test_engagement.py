"""Engagement by agency, as people read it: what is counted, for whom, and the words to raise it."""

import re
import uuid
from datetime import date, time, timedelta

import pytest

from quorate.commands import meetings, plans, room, setting_up
from quorate.commands.room import Seen
from quorate.commands.runner import As
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.plans.facts import EntryKind, Status
from quorate.queries.attendance import page_attendance
from quorate.queries.board import page_board
from quorate.queries.engagement.pages import page_agency, page_engagement
from quorate.records.models import Appointment, Entry, Paper, PaperAsked, Representation, Seat
from tests.builders.board import asks_the_same, recorded
from tests.builders.browsing import signed_in
from tests.builders.meetings import a_meeting, a_paper, an_item
from tests.builders.plans import add, day_target, led_by, led_by_agency, start, update
from tests.builders.restrictions import a_restriction
from tests.builders.rooms import FOUNDED, MEETS_ON, a_board, in_the_room
from tests.builders.world import CITY_CLAUSES, TOWN_CLAUSES, done, make_world

pytestmark = pytest.mark.django_db
TODAY = date(2027, 2, 1)
DUE = (day_target("15 January 2027"),)


def the_board():
    board = a_board(clauses=CITY_CLAUSES)
    done(board.came("charity"))
    done(board.came("analyst", seat="police", authority=False))
    return board


def row(board, name, key="coordinator", **more):
    page = page_engagement(board.world.actor(key, TODAY), group="board", today=TODAY, **more)
    (found,) = [one for one in page.rows if one.name == name]
    return found


def agency(board, name, key="coordinator", today=TODAY, **more):
    actor = board.world.actor(key, today)
    return page_agency(actor, group="board", agency=board.world.agencies[name], today=today, **more)


def late_paper(board, title="Figures of the quarter", **more):
    on = date(2027, 1, 5)
    return a_paper(board.world, board.meeting, title, on=on, agency=board.world.agencies["police"], **more)


def an_action(board, text="Train the front desk", lead="police", plan=None, **more):
    plan = plan or start(board.world)
    return add(board.world, plan, text, leads=led_by_agency(board.world, lead), targets=DUE, **more)


def test_an_agency_is_there_when_somebody_who_may_decide_is():
    board = the_board()

    assert row(board, "Refuge charity").attended == "1 of 1"
    assert row(board, "Police").attended == "0 of 1", "a deputy without authority decides nothing"
    assert row(board, "Police").share == "", "one meeting proves nothing"


def test_from_four_meetings_on_a_share_is_given():
    board = the_board()
    for month in (4, 7, 10):
        past(board, date(2026, month, 9), "police")

    assert (row(board, "Police").attended, row(board, "Police").share) == ("3 of 4", "75%")


def past(board, on, *who):
    world = board.world
    meeting = done(
        meetings.set_meeting(
            world.as_("coordinator", FOUNDED), group=world.board, on=on, starts=time(10), minutes=120
        )
    )
    for key in who:
        done(
            room.record_arrival(
                As(world.actor("coordinator", on), in_the_room(on=on)),
                meeting=meeting,
                seen=Seen(time(10), f"{on} {key}"),
                person=world.people[key],
                seat=world.seats[key],
            )
        )
    return meeting


def test_a_passed_on_seat_leaves_past_meetings_to_the_agency_of_then_and_both_pages_say_the_same():
    board = the_board()
    world = board.world
    seat, last = world.seats["police"], date(2026, 10, 31)
    Seat.objects.filter(id=seat).update(agency=None)
    for month, who in ((4, ["police"]), (7, []), (10, ["police"])):
        past(board, date(2026, month, 9), *who)
    Appointment.objects.filter(seat=seat, is_deputy=False).update(to_on=last)
    by = world.as_("coordinator", TODAY)
    done(setting_up.appoint(by, seat=seat, person=world.people["charity"], from_on=last + timedelta(days=41)))

    actor = world.actor("coordinator", TODAY)
    sheet = {one.name: one.attended for one in page_attendance(actor, group="board", today=TODAY).agencies}
    engaged = {one.name: one.attended for one in page_engagement(actor, group="board", today=TODAY).rows}

    assert sheet["Police"] == "2 of 3"
    assert {name: said for name, said in sheet.items() if said != "none"} == {
        name: said for name, said in engaged.items() if said
    }


def test_a_vacancy_counts_for_no_agency_on_either_page():
    board = the_board()
    for month in (4, 7, 10):
        past(board, date(2026, month, 9), "police")
    seat = board.world.seats["charity"]
    Seat.objects.filter(id=seat).update(since_on=FOUNDED, agency=board.world.agencies["charity"])
    Appointment.objects.filter(seat=seat).update(from_on=date(2027, 1, 1))

    actor = board.world.actor("coordinator", TODAY)
    (charity,) = [
        one for one in page_attendance(actor, group="board", today=TODAY).agencies if "charity" in one.name
    ]

    assert [cell.letter for cell in charity.cells] == ["V", "V", "V", "P"]
    assert charity.attended == row(board, "Refuge charity").attended == "1 of 1"


def test_a_paper_is_late_by_the_working_days_after_the_day_the_terms_give():
    board = the_board()
    late_paper(board)

    assert row(board, "Police").papers == "0 of 1, 1 late"
    (line,) = agency(board, "police").papers
    assert (line.standing, line.said) == ("late", "Late by 3 working days")
    assert "Due by 30 December 2026" in line.note


def test_a_later_version_of_a_paper_is_not_late_again():
    board = the_board()
    first = late_paper(board)
    second = late_paper(board, "Figures, corrected")
    Paper.objects.filter(id=second).update(replaces=first)

    assert row(board, "Police").papers == "0 of 1, 1 late"


def test_a_paper_that_was_asked_for_and_never_came_counts_as_not_done():
    board = the_board()
    asked = {"meeting_id": board.meeting, "person_id": board.world.people["police"]}
    for n, due_on in enumerate((date(2026, 12, 30), date(2027, 2, 20))):
        PaperAsked.objects.create(
            id=board.world.people[("police", "health")[n]],
            title="A report",
            due_on=due_on,
            asked_at=in_the_room().at,
            **asked,
        )

    assert row(board, "Police").papers == "0 of 1, 1 not done", "the other has time left"


def asked_for(board, due_on, paper=None, title="A report", whose="police"):
    return PaperAsked.objects.create(
        id=uuid.uuid4(),
        title=title,
        due_on=due_on,
        asked_at=in_the_room().at,
        meeting_id=board.meeting,
        person_id=board.world.people[whose],
        paper_id=paper,
    )


def test_a_paper_is_judged_by_the_day_it_was_asked_for_whatever_the_terms_say():
    board = the_board()
    asked_for(board, date(2027, 1, 5), late_paper(board))
    assert row(board, "Police").papers == "1 of 1", "due by 30 December under the terms"

    PaperAsked.objects.update(due_on=date(2026, 12, 1))
    (line,) = agency(board, "police").papers
    assert "Due by 1 December 2026" in line.note


def test_a_paper_that_never_came_stays_with_the_agency_its_author_spoke_for_when_it_was_due():
    board = the_board()
    asked_for(board, date(2026, 12, 30))
    Representation.objects.filter(person=board.world.people["police"]).update(to_on=date(2026, 12, 31))

    assert row(board, "Police").papers == "0 of 1, 1 not done"


def test_a_later_version_is_asked_for_by_the_same_day_as_the_first():
    board = the_board()
    first = late_paper(board)
    second = late_paper(board, "Figures, corrected")
    Paper.objects.filter(id=second).update(replaces=first)
    asked_for(board, date(2027, 1, 5), second)

    assert row(board, "Police").papers == "1 of 1"


def test_where_the_terms_give_no_day_papers_count_by_the_day_they_were_asked_for():
    board = a_board(clauses=TOWN_CLAUSES)
    late_paper(board, "Nobody asked for it by a day")
    asked_for(board, date(2027, 1, 8), late_paper(board, "In time"))
    asked_for(board, date(2027, 1, 8), title="Never came")

    assert row(board, "Police").papers == "1 of 2, 1 not done"
    assert "Of two papers, one came in time and one never came." in agency(board, "police").words


def test_a_paper_withdrawn_before_it_went_out_counts_neither_way_and_one_taken_back_came_all_the_same():
    board = the_board()
    paper = Paper.objects.filter(id=late_paper(board))
    counted = row(board, "Police").papers
    paper.update(withdrawn_at=in_the_room().at)
    assert row(board, "Police").papers == ""

    paper.update(withdrawn_after_sending=True)
    assert row(board, "Police").papers == counted != ""


def test_what_was_asked_for_by_a_day_before_our_records_is_not_counted():
    board = the_board()
    asked_for(board, date(2024, 1, 1))

    assert row(board, "Police").papers == ""


def test_an_action_counts_by_its_last_day_and_the_day_it_was_complete():
    board = the_board()
    plan = start(board.world)
    for text, done_on in (("In time", date(2027, 1, 15)), ("Late", date(2027, 1, 20)), ("Open", None)):
        entry = an_action(board, text, plan=plan)
        if done_on:
            by = board.world.as_("coordinator", TODAY)
            done(plans.record_progress(by, entry=entry, draft=update(done_on, status=Status.COMPLETE)))

    assert row(board, "Police").actions == "1 of 3, 1 late, 1 not done"
    said = {line.text: line.said for line in agency(board, "police").actions}
    assert said == {"In time": "In time", "Late": "Late by 5 days", "Open": "Overdue by 17 days"}


def test_an_action_reopened_is_done_on_the_day_of_the_completion_that_stands():
    board = the_board()
    entry = an_action(board)
    by = board.world.as_("coordinator", TODAY)
    for on, status in ((10, Status.COMPLETE), (12, Status.UNDER_WAY), (20, Status.COMPLETE)):
        done(plans.record_progress(by, entry=entry, draft=update(date(2027, 1, on), status=status)))

    assert row(board, "Police").actions == "0 of 1, 1 late"


def test_an_action_led_by_a_person_counts_for_the_agency_they_speak_for():
    board = the_board()
    add(board.world, start(board.world), "Count", leads=led_by(board.world, "charity"), targets=DUE)

    assert row(board, "Refuge charity").actions == "0 of 1, 1 not done"


def test_an_update_counts_from_the_day_it_was_asked_for():
    board = the_board()
    plan = start(board.world)
    led = {"leads": led_by(board.world, "police"), "targets": DUE}
    told, silent = (add(board.world, plan, text, **led) for text in ("Told", "Silent"))
    for entry in (told, silent):
        recorded(board.world, entry, on=date(2026, 12, 1))
    by = board.world.as_("coordinator", date(2027, 1, 4))
    done(plans.ask_for_updates(by, plan=plan, due_on=date(2027, 1, 11)))
    recorded(board.world, told, on=date(2027, 1, 13))

    page = agency(board, "police")

    assert {line.text: line.said for line in page.updates} == {
        "Told": "Late by 2 days",
        "Silent": "Overdue by 21 days",
    }
    assert page.updates[0].note.startswith("Asked for on 4 January 2027, due by 11 January 2027")


def test_the_words_are_of_what_everybody_may_see_whoever_reads_them():
    board = the_board()
    tender = a_restriction(board.world, from_on=FOUNDED, allow=["chair"])
    late_paper(board, "Open paper")
    late_paper(board, "Secret paper", audience=Audience.RESTRICTED)
    Paper.objects.filter(id=late_paper(board, "Tender")).update(restriction=tender)
    under = an_item(board.world, board.meeting, "Closed item", audience=Audience.RESTRICTED)
    late_paper(board, "Paper of a closed item", item=under)
    plan = start(board.world)
    an_action(board, "Open action", plan=plan)
    closed = add(board.world, plan, "Closed outcome", kind=EntryKind.OUTCOME)
    an_action(board, "Under it", plan=plan, parent_id=str(closed))
    Entry.objects.filter(id=closed).update(audience=Audience.RESTRICTED.value)

    pages = [agency(board, "police", key) for key in ("coordinator", "chair", "observer")]

    assert {page.words for page in pages} == {pages[0].words}
    assert [line.text for line in pages[0].papers] == ["Open paper"]
    assert [line.text for line in pages[0].actions] == ["Open action"]
    assert "The one paper came late by 3 working days." in pages[0].words


def test_a_meeting_not_open_to_all_does_not_count():
    board = the_board()
    row_of = board.row
    row_of.audience = Audience.RESTRICTED.value
    row_of.save()

    assert row(board, "Refuge charity").attended == ""


def test_another_year_is_shown_when_it_is_chosen_and_none_after_this_one():
    board = the_board()
    past(board, date(2025, 6, 5), "police")
    page = page_engagement(
        board.world.actor("observer", TODAY), group="board", today=TODAY, year=date(2025, 4, 1)
    )

    assert page.year == "2025 to 2026"
    assert [label for _, label, _ in page.years] == ["2026 to 2027", "2025 to 2026"]
    assert [this for _, _, this in page.years] == [False, True]
    assert row(board, "Police", year=date(2025, 9, 9)).attended == "1 of 1"
    assert row(board, "Police", year=date(2099, 1, 1)).attended == "0 of 1"


def test_an_agency_without_a_seat_and_one_of_another_partnership_are_not_found():
    board = the_board()
    other = make_world("osterbridge", "Osterbridge partnership")

    by = board.world.as_("coordinator")
    board.world.agencies["seatless"] = done(setting_up.add_agency(by, name="College", kind="other"))

    with pytest.raises(NotFoundError):
        agency(board, "seatless")
    with pytest.raises(NotFoundError):
        page_agency(
            board.world.actor("coordinator"), group="board", agency=other.agencies["police"], today=TODAY
        )


def test_the_board_shows_each_agency_and_leads_to_its_page(settings):
    settings.TODAY = TODAY.isoformat()
    board = the_board()
    late_paper(board)

    page = page_board(board.world.actor("observer", TODAY), today=TODAY)
    client = signed_in(board.world, "observer")
    shown = client.get("/marlhaven/board/").content.decode()
    address = f"/marlhaven/groups/board/engagement/{board.world.agencies['police']}/"
    answer = client.get(address)

    assert {one.name: one.papers for one in page.engagement}["Police"] == "0 of 1, 1 late"
    assert f'href="{address}"' in shown
    assert answer.status_code == 200
    said = re.search(r"<textarea[^>]*>(.*?)</textarea>", answer.content.decode(), re.DOTALL)
    assert "a deputy without authority came to one" in said.group(1)
    assert client.get(f"{address}?year=nonsense").status_code == 200
    whole = client.get("/marlhaven/groups/board/engagement/").content.decode()
    assert "No percentages are given of fewer than 4 meetings." in whole


def test_a_group_without_a_seat_says_how_agencies_come_to_be_counted():
    board = the_board()
    by = board.world.as_("coordinator")
    done(setting_up.add_group(by, slug="new", name="New group", order=3))

    page = page_engagement(board.world.actor("observer"), group="new", today=TODAY)

    assert page.rows == ()
    assert page.lede == "No agency has a seat in this group."


def test_the_database_is_asked_as_much_for_many_rows_as_for_few():
    board = the_board()
    plan = start(board.world)
    world = board.world

    def ask(on):
        done(plans.ask_for_updates(world.as_("coordinator", on), plan=plan, due_on=on))

    def few():
        late_paper(board)
        entry = an_action(board, plan=plan)
        add(world, plan, "By a person", leads=led_by(world, "police"), targets=DUE)
        by = world.as_("coordinator", MEETS_ON)
        done(plans.record_progress(by, entry=entry, draft=update(MEETS_ON, status=Status.COMPLETE)))
        ask(date(2027, 1, 20))

    def many():
        for n in range(4):
            past(board, date(2026, 5 + n, 6), "police", "charity")
            a_paper(world, a_meeting(world, date(2027, 3, 1 + n)), f"P{n}", agency=world.agencies["charity"])
            entry = an_action(board, f"A{n}", plan=plan, lead="charity")
            add(world, plan, f"B{n}", leads=led_by(world, "health"), targets=DUE)
            recorded(world, entry, on=date(2027, 1, 22))
        ask(date(2027, 1, 25))

    first, second = asks_the_same(lambda: agency(board, "police"), few, many)

    assert second == first
