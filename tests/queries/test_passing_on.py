"""The table of what agencies passed on, and what My work asks to be confirmed."""

from datetime import date, timedelta

import pytest

from quorate.commands import meetings
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import NotFoundError
from quorate.queries.my_work import page_my_work
from quorate.queries.passing_on import page_passed_on, to_confirm
from quorate.records.models import Meeting, Paper, PassedOn
from tests.builders.board import asks_the_same
from tests.builders.browsing import signed_in
from tests.builders.meetings import a_meeting
from tests.builders.passing import confirmed, sent
from tests.builders.restrictions import a_restriction
from tests.builders.world import TODAY, done, make_world

pytestmark = pytest.mark.django_db


def table(world, meeting, key="coordinator", **more):
    return page_passed_on(world.actor(key), meeting=meeting, today=TODAY, **more)


def test_the_table_has_every_agency_with_a_seat_and_shows_the_gaps():
    world = make_world()
    meeting, (figures, _) = sent(world, "Figures", "Training")
    confirmed(world, meeting, [figures])

    page = table(world, meeting)

    assert [row.name for row in page.rows] == [
        "Council", "Children's services", "Police", "Hospital trust", "Refuge charity",
    ]  # fmt: skip
    assert [title for _, title in page.papers] == ["Figures", "Training"]
    (charity,) = [row for row in page.rows if row.name == "Refuge charity"]
    assert [cell.is_done for cell in charity.cells] == [True, False]
    assert (charity.cells[0].said, charity.cells[0].to) == ("23 November", "Team leaders")
    assert page.lede == (
        "0 of 5 agencies confirmed that they passed on 2 papers. 5 have something to confirm."
    )


def test_a_restricted_paper_is_on_it_for_nobody():
    world = make_world()
    meeting, (figures, training, tender) = sent(world, "Figures", "Training", "Tender")
    Paper.objects.filter(id=training).update(audience=Audience.CORE.value)
    Paper.objects.filter(id=tender).update(restriction=a_restriction(world, allow=["chair", "police"]))

    for key in ("coordinator", "chair", "police", "observer"):
        page = table(world, meeting, key)
        assert [id for id, _ in page.papers] == [str(figures)]
        assert "1 paper." in page.lede
    assert [one.text for one in to_confirm(world.actor("police"), TODAY)] == [
        "Pass on 1 paper of the meeting of 22 January 2027, and say so"
    ]


def test_a_paper_that_was_withdrawn_is_passed_on_no_more():
    world = make_world()
    meeting, (figures, training) = sent(world, "Figures", "Training")
    Paper.objects.filter(id=training).update(withdrawn_at=world.as_("coordinator").moment.at)

    assert [id for id, _ in table(world, meeting).papers] == [str(figures)]
    assert ["Pass on 1 paper" in one.text for one in to_confirm(world.actor("police"), TODAY)] == [True]


def test_nothing_is_asked_of_a_meeting_that_is_not_open_to_all_or_before_papers_went():
    world = make_world()
    meeting, _ = sent(world, "Figures")
    Meeting.objects.filter(id=meeting).update(audience=Audience.CORE.value)
    planned = a_meeting(world)

    assert table(world, meeting).papers == ()
    assert table(world, planned).lede.startswith("The papers have not gone out yet.")
    assert table(world, planned, "police").agency == ""
    assert to_confirm(world.actor("police"), TODAY) == ()
    with pytest.raises(NotFoundError):
        table(world, meeting, "observer")


def test_a_cancelled_meeting_asks_for_nothing():
    world = make_world()
    meeting, _ = sent(world, "Figures")
    version = Meeting.objects.get(id=meeting).version
    assert to_confirm(world.actor("police"), TODAY)

    done(meetings.cancel_meeting(world.as_("coordinator"), meeting=meeting, reason="Snow", version=version))

    assert to_confirm(world.actor("police"), TODAY) == ()
    page = table(world, meeting, "police")
    assert (page.papers, page.agency) == ((), "")


def test_each_confirms_for_their_own_and_who_runs_the_board_for_any():
    world = make_world()
    meeting, _ = sent(world, "Figures")

    police, observer = table(world, meeting, "police"), table(world, meeting, "observer")
    theirs = table(world, meeting, "coordinator", agency=str(world.agencies["health"]))

    assert [name for _, name in police.agencies] == ["Police"]
    assert (police.is_for_others, police.people) == (False, ())
    assert (observer.agency, observer.agencies) == ("", ())
    assert (theirs.agency, theirs.is_for_others) == (str(world.agencies["health"]), True)
    assert "Superintendent" in [name for _, name in theirs.people]


def test_my_work_asks_the_holder_of_a_seat_until_it_is_confirmed():
    world = make_world()
    meeting, found = sent(world, "Figures")

    asked = page_my_work(world.actor("charity"), today=TODAY).to_pass_on

    assert [(one.meeting, one.agency) for one in asked] == [(str(meeting), str(world.agencies["charity"]))]
    assert to_confirm(world.actor("observer"), TODAY) == ()
    assert to_confirm(world.actor("charity"), TODAY + timedelta(days=61)) == ()
    confirmed(world, meeting, found)
    assert page_my_work(world.actor("charity"), today=TODAY).to_pass_on == ()


def test_it_is_confirmed_on_the_page_and_what_was_typed_is_kept_when_it_is_wrong(settings):
    settings.TODAY = TODAY.isoformat()
    world = make_world()
    meeting, found = sent(world, "Figures")
    client = signed_in(world, "police")
    address = f"/marlhaven/meetings/{meeting}/passed-on/"
    form = {"agency": world.agencies["police"], "papers": found, "to": "The duty desk", "on": "1 1 2030"}

    wrong = client.post(address, form)
    right = client.post(address, {**form, "on": "23 11 2026"}, follow=True)

    assert wrong.status_code == 422
    assert "That day has not come yet." in wrong.content.decode()
    assert "The duty desk" in wrong.content.decode()
    assert "It is recorded that Police passed on 1 paper." in right.content.decode()
    back = client.post(f"{address}{PassedOn.objects.get().id}/back/", follow=True)
    assert "The confirmation was taken back." in back.content.decode()
    assert not PassedOn.objects.exists()
    shown = client.get("/marlhaven/my-work/").content.decode()
    assert f"{address}?agency={world.agencies['police']}" in shown
    assert f'href="{address}"' in client.get(f"/marlhaven/meetings/{meeting}/").content.decode()


def test_the_database_is_asked_as_much_for_many_rows_as_for_few():
    world = make_world()
    meeting, _ = sent(world, "Figures")

    def many():
        for n in range(4):
            other, found = sent(world, f"A{n}", f"B{n}", on=date(2027, 2, 1 + n))
            confirmed(world, other, found, "police")
        confirmed(world, meeting, list(Paper.objects.filter(meeting=meeting).values_list("id", flat=True)))

    def few():
        confirmed(world, *sent(world, "First", on=date(2027, 3, 4)), "charity")

    first, second = asks_the_same(lambda: table(world, meeting), few, many)
    assert second == first
    fewer, more = asks_the_same(
        lambda: to_confirm(world.actor("health"), TODAY),
        lambda: None,
        lambda: sent(world, "More", on=date(2027, 4, 1)),
    )
    assert more == fewer
