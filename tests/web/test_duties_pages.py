"""The register of duties: from the terms and from law, with owners and where it is seen they were met."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from quorate.commands import duties, membership, setting_up, terms
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.terms.clauses import Clause, ClauseKind
from quorate.queries.digests import digests_of
from quorate.queries.duty_register import page_duties
from quorate.queries.handover.leaving import page_handover
from quorate.queries.membership.group import page_membership
from quorate.queries.membership.review import page_review
from quorate.queries.my_work import page_my_work
from quorate.records.facts.groups import group_facts
from quorate.records.facts.meetings import terms_by_group
from quorate.records.models import AgendaItem, DutyDone, DutySetting, EventRow, ForwardItem, Meeting
from tests.builders.board import asks_the_same
from tests.builders.browsing import signed_in
from tests.builders.meetings import a_meeting, a_paper, an_item
from tests.builders.structure import a_group, a_line
from tests.builders.world import CITY_CLAUSES, TODAY, done, make_two, make_world, moment

pytestmark = pytest.mark.django_db
REVIEWED = Clause(id="", kind=ClauseKind.MEMBERSHIP_REVIEW, quote="Each year", reading="", times_a_year=1)
UPDATES = Clause(
    id="",
    kind=ClauseKind.STANDING_ITEM,
    quote="Whoever chairs a review tells each meeting where it is",
    reading="",
    item="Reviews in progress",
    who="review chairs",
)
REPORT = "law_annual_report|2025-04-01"


@pytest.fixture(autouse=True)
def _today(settings, tmp_path):
    settings.TODAY = TODAY.isoformat()
    settings.FILES = tmp_path / "files"


def a_world():
    return make_world(clauses=(*CITY_CLAUSES, REVIEWED))


def held_on(world, on, *titles, audience=Audience.PARTNERSHIP):
    meeting = a_meeting(world, on, as_of=on - timedelta(days=60))
    for title in titles:
        an_item(world, meeting, title, audience=audience)
    Meeting.objects.filter(id=meeting).update(state="held")


def page(world, key="coordinator", **more):
    return page_duties(world.actor(key), group="board", today=TODAY, **more)


def line(found, name):
    """The duty of that name; of those owed for several years the last."""
    return [one for one in (*found.of_terms, *found.of_law) if one.name.startswith(name)][-1]


def met(world, kind="law_annual_report", item="2025-04-01", on=date(2026, 6, 29), key="coordinator", **more):
    asked = {"group": world.board, "kind": kind, "item": item, "done_on": on}
    return terms.record_duty_met(world.as_(key), **asked, **more)


def settle(world, kind="law_annual_report", key="coordinator", **more):
    return duties.settle_duty(world.as_(key), group=world.board, kind=kind, **more)


def test_duties_of_the_terms_and_of_law_stand_beside_each_other_with_their_sources():
    found = page(a_world())

    assert line(found, "Review the membership").asks == "Each year"
    report = line(found, "Annual report to the ministry")
    assert report.source == "Domestic Abuse Act 2021, section 59"
    assert report.said == "Overdue 146 days"
    assert any("gives no day" in warning for warning in report.warnings)


def test_reports_of_reporting_lines_are_counted_and_listed_as_such():
    world = a_world()
    group = a_group(world, "Operational group")
    line_of = a_line(world, group, world.board)
    found = page_duties(world.actor("coordinator"), group="operational-group", today=TODAY)

    assert found.of_terms == ()
    assert {one.line for one in found.of_lines} == {str(line_of)}
    assert "counting each period: 2 under reporting lines and 3 of law." in found.lede
    assert page(world).of_lines[0].name.startswith("Receive: Progress from Operational group")
    here = {"partnership": world.slug, "group": "operational-group"}
    shown = signed_in(world).get(reverse("duties", kwargs=here)).content.decode()
    assert "From reporting lines" in shown
    assert reverse("reporting_line", kwargs={"partnership": world.slug, "line": line_of}) in shown


def test_a_duty_of_law_that_was_met_says_where_that_is_seen():
    world = a_world()
    paper = a_paper(world, a_meeting(world), "Annual report as sent")

    done(met(world, note="Minute 7", link="https://council.example/report", paper=paper))

    (seen,) = line(page(world), "Annual report").evidence
    assert (seen.note, seen.link) == ("Minute 7", "https://council.example/report")
    assert seen.paper_title == "Annual report as sent"
    assert line(page(world), "Annual report").standing == "met"


def test_a_paper_somebody_may_not_read_is_no_evidence_to_them():
    world = a_world()
    paper = a_paper(world, a_meeting(world), "Closed report", audience=Audience.CORE)
    done(met(world, note="Minute 7", paper=paper))

    (seen,) = line(page(world, "observer"), "Annual report").evidence
    assert (seen.note, seen.paper_title, seen.paper) == ("Minute 7", "", "")


def test_the_day_of_publication_gives_the_day_of_the_review():
    world = a_world()
    assert "not recorded" in line(page(world), "Review the strategy").sentence

    done(met(world, "law_strategy_published", "", date(2024, 2, 1)))

    assert line(page(world), "Review the strategy").sentence == "Due by 31 January 2027."


def test_an_update_brought_to_each_meeting_is_a_duty_with_an_owner_and_its_agenda_is_the_evidence():
    world = make_world(clauses=(*CITY_CLAUSES, UPDATES))
    held_on(world, date(2026, 7, 9), "Figures")
    (missed,) = (one for one in page(world).of_terms if one.name.startswith("Reviews in progress"))
    assert (missed.name, missed.standing) == ("Reviews in progress, meeting of 9 July 2026", "overdue")
    assert missed.asks == UPDATES.quote

    done(settle(world, "standing_item", item="Reviews in progress", owner=world.people["analyst"]))
    held_on(world, date(2026, 10, 8), "2. Reviews in progress and learning")
    a_meeting(world, date(2027, 1, 14))

    found = [one for one in page(world).of_terms if one.name.startswith("Reviews in progress")]
    assert [(one.name[-15:], one.standing, one.owner, one.seen) for one in found] == [
        ("14 January 2027", "to_come", "Analyst", ""),
        (" 8 October 2026", "met", "Analyst", "The agenda of the meeting"),
    ]


def test_an_update_given_under_another_item_is_recorded_by_hand():
    world = make_world(clauses=(*CITY_CLAUSES, UPDATES))
    held_on(world, date(2026, 7, 9), "Figures")
    value = line(page(world), "Reviews in progress").value
    kind, _, item = value.partition("|")

    done(met(world, kind, item, date(2026, 7, 9), note="Told under figures"))

    told = line(page(world), "Reviews in progress")
    assert (told.standing, told.evidence[0].note) == ("met", "Told under figures")


def test_whether_an_update_was_heard_is_the_same_for_every_reader():
    world = make_world(clauses=(*CITY_CLAUSES, UPDATES))
    held_on(world, date(2026, 7, 9), "Reviews in progress", audience=Audience.RESTRICTED)
    assert {
        line(page(world, who), "Reviews in progress").standing for who in ("coordinator", "observer")
    } == {"met"}
    held_on(world, date(2026, 10, 8), "Figures")
    for who in ("coordinator", "observer"):
        assert line(page(world, who), "Reviews in progress").name.endswith("8 October 2026")


def test_an_update_that_was_carried_on_or_taken_off_was_not_heard():
    world = make_world(clauses=(*CITY_CLAUSES, UPDATES))
    held_on(world, date(2026, 7, 9), "Figures", "Reviews in progress")
    item = AgendaItem.objects.get(title="Reviews in progress")
    assert line(page(world), "Reviews in progress").standing == "met"

    ForwardItem.objects.create(
        id=uuid4(), group_id=world.board, title="Reviews in progress", month=date(2026, 12, 1),
        carried_from=item, added_at=moment().at, added_by_id=world.people["coordinator"],
    )  # fmt: skip
    assert line(page(world), "Reviews in progress").standing == "overdue"

    ForwardItem.objects.all().delete()
    AgendaItem.objects.filter(id=item.id).update(removed_at=moment().at)
    assert line(page(world), "Reviews in progress").standing == "overdue"


def test_a_meeting_called_for_something_else_or_without_an_agenda_on_record_is_owed_no_update():
    world = make_world(clauses=(*CITY_CLAUSES, UPDATES))
    held_on(world, date(2026, 7, 9), "One thing")
    Meeting.objects.update(kind="extraordinary")
    held_on(world, date(2026, 10, 8))

    assert not [one for one in page(world).of_terms if one.name.startswith("Reviews")]


def test_of_what_was_heard_and_recorded_by_hand_the_earlier_day_counts():
    world = make_world(clauses=(*CITY_CLAUSES, UPDATES))
    held_on(world, date(2026, 7, 9), "Figures")
    held_on(world, date(2026, 10, 8), "Reviews in progress")
    done(met(world, "standing_item", "2026-07-09|Reviews in progress", date(2026, 7, 20)))
    facts = group_facts(world.actor("coordinator"), terms_by_group([world.board]), TODAY)[world.board]

    (days,) = facts.reports_for.values()
    assert days[date(2026, 7, 9)] == date(2026, 7, 20)


def test_a_duty_has_an_owner_and_says_when_they_left():
    world = a_world()
    done(settle(world, owner=world.people["analyst"]))
    assert line(page(world), "Annual report").owner == "Analyst"

    done(setting_up.leave(world.as_("coordinator"), person=world.people["analyst"], left_on=TODAY))

    assert line(page(world), "Annual report").owner == "Analyst, who left on 23 November 2026"


def test_a_duty_of_law_that_is_anothers_keeps_the_reason_and_owes_nothing():
    world = a_world()
    done(settle(world, not_ours_why="The county council reports"))

    found = line(page(world), "Annual report")

    assert (found.standing, found.said) == ("before_records", "Not this group’s")
    assert "The county council reports" in found.sentence


def test_a_duty_of_the_terms_is_the_groups_own():
    refusal = settle(a_world(), "membership_review", not_ours_why="Somebody else’s")

    assert isinstance(refusal, Refusal)
    assert refusal.code == "duties.of_the_terms"


def test_a_link_is_an_address():
    refusal = met(a_world(), link="drive/report.docx")

    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.field) == ("duties.link", "link")


def test_two_who_settle_the_same_duty_do_not_undo_each_other():
    world = a_world()
    done(settle(world, owner=world.people["analyst"]))

    with pytest.raises(StaleError):
        settle(world, owner=world.people["police"])
    done(settle(world, owner=world.people["police"], version=1))
    assert DutySetting.objects.get().version == 2


def test_who_may_not_set_meetings_settles_nothing_and_sees_no_form():
    world, town = make_two()

    with pytest.raises(NotAllowedError):
        settle(world, key="police")
    with pytest.raises(NotFoundError):
        duties.settle_duty(world.as_("coordinator"), group=town.board, kind="law_annual_report")
    with pytest.raises(NotFoundError):
        settle(world, owner=town.people["police"])
    assert page(world, "police", duty=REPORT).chosen is None
    assert page(world, duty=REPORT).chosen is not None


def test_the_record_says_that_it_was_settled_and_by_whom():
    world = a_world()
    done(settle(world, owner=world.people["analyst"]))

    event = EventRow.objects.get(code="terms.duty_settled")

    assert str(world.people["analyst"]) in event.contents


def test_law_is_asked_of_the_main_board_alone():
    world = a_world()
    by = world.as_("coordinator")
    done(setting_up.add_group(by, slug="operational", name="Operational group", parent=world.board))

    assert page_duties(world.actor("coordinator"), group="operational", today=TODAY).of_law == ()


def my_work(world, key):
    return page_my_work(world.actor(key), today=TODAY)


def told(world, key):
    found = dict(digests_of(world.partnership, TODAY))
    return found[world.people[key]].body if world.people[key] in found else ""


def test_a_duty_that_is_late_is_asked_of_its_owner_and_of_nobody_else():
    world = a_world()
    done(settle(world, owner=world.people["police"]))
    mine, runs = my_work(world, "police"), my_work(world, "coordinator")

    (owned,) = mine.owned
    assert owned.line.earlier_said == "Also overdue: 2 earlier, the first 2023 to 2024.", "none is recorded"
    assert (owned.line.title, owned.line.said) == ("Annual report to the ministry", "Overdue 146 days")
    assert mine.lede == "One duty you own is overdue."
    assert "1 duty you own is due or late" in told(world, "police")
    assert my_work(world, "health").owned == ()
    (listed,) = [one for one in runs.running.duties if one.line.title == "Annual report to the ministry"]
    assert listed.note.startswith("Was due by 30 June 2026. Domestic Abuse Act 2021, section 59.")
    assert listed.note.endswith("Owner: Superintendent.")
    assert runs.owned == ()


def test_a_duty_nobody_owns_or_whose_owner_left_stands_with_who_runs_the_group():
    world = a_world()
    everybodys = told(world, "coordinator")
    done(settle(world, owner=world.people["analyst"]))
    one_fewer = told(world, "coordinator")
    done(setting_up.leave(world.as_("coordinator"), person=world.people["analyst"], left_on=TODAY))

    assert "\n3 duties that nobody owns are due or late" in everybodys
    assert "\n2 duties that nobody owns are due or late" in one_fewer
    assert told(world, "coordinator") == everybodys
    (listed,) = [one for one in my_work(world, "coordinator").running.duties if one.line.value == REPORT]
    assert not listed.is_owned
    assert "Analyst, who left on" in listed.note


def test_what_somebody_owns_is_handed_over_with_what_they_lead():
    world = a_world()
    done(settle(world, owner=world.people["police"]))
    by, whom = world.as_("coordinator"), world.people["police"]

    page_before = page_handover(by.actor, person=whom, today=TODAY)
    given = membership.hand_over(by, person=whom, to=world.people["health"], reason="A new post")

    assert page_before.lede == "They own 1 duty."
    assert [one.title for one in page_before.promises.duties] == ["Annual report to the ministry"]
    assert given.sentence == "0 actions, 0 papers and 1 duty handed over."
    assert line(page(world), "Annual report").owner == "Head of safeguarding"


def test_my_work_shows_duties_with_where_to_record_them_for_who_may():
    world = a_world()
    done(settle(world, owner=world.people["police"]))

    own = signed_in(world, "police").get(f"/{world.slug}/my-work/").content.decode()
    runs = signed_in(world).get(f"/{world.slug}/my-work/").content.decode()

    assert "Duties you own" in own
    assert "Record as met" not in own
    assert "Duties you own" not in runs
    assert "duties/?duty=law_annual_report%7C2025-04-01#chosen" in runs


def test_my_work_asks_the_same_however_many_duties_are_owned():
    world = a_world()
    few, many = asks_the_same(
        lambda: my_work(world, "police"),
        lambda: done(settle(world, owner=world.people["police"])),
        lambda: [
            done(settle(world, kind, owner=world.people["police"]))
            for kind in ("law_strategy_published", "membership_review")
        ],
    )
    assert few == many


def test_the_forms_record_and_settle_from_the_page():
    world = a_world()
    client = signed_in(world)
    here = {"partnership": world.slug, "group": "board"}
    shown = client.get(reverse("duties", kwargs=here), {"duty": REPORT}).content.decode()
    assert "Record it as met" in shown
    assert "Whose it is" in shown

    wrong = client.post(
        reverse("duty_done", kwargs=here), {"duty": REPORT, "done_on": "", "note": "Minute 7"}
    )
    assert wrong.status_code == 422
    assert "Minute 7" in wrong.content.decode()
    client.post(reverse("duty_done", kwargs=here), {"duty": REPORT, "done_on": "29 6 2026"})
    owner = str(world.people["analyst"])
    client.post(reverse("duty_settle", kwargs=here), {"duty": REPORT, "owner": owner, "version": "0"})

    assert DutyDone.objects.get().item == "2025-04-01"
    assert line(page(world), "Annual report").owner == "Analyst"


def test_the_same_recorded_twice_is_one_row():
    world = a_world()
    done(met(world, note="Minute 7"))

    again = met(world, note="Minute 7")

    assert isinstance(again, Refusal)
    assert again.code == "duties.recorded_already"
    done(met(world, note="And the letter"))
    assert DutyDone.objects.count() == 2


def test_what_was_recorded_by_mistake_is_taken_back_with_a_reason_and_stays_on_record():
    world = a_world()
    row = done(met(world, note="The draft"))
    client, here = signed_in(world), {"partnership": world.slug, "group": "board"}
    back = reverse("duty_take_back", kwargs=here)

    assert client.post(back, {"duty": REPORT, "done": row, "why": " "}).status_code == 422
    assert client.post(back, {"duty": REPORT, "why": "A draft"}).status_code == 422
    shown = client.post(back, {"duty": REPORT, "done": row, "why": "It was not sent"}, follow=True)

    assert "It was not sent" in shown.content.decode()
    found = line(page(world), "Annual report")
    assert (found.standing, [one.note for one in found.evidence]) == ("overdue", ["The draft"])
    assert found.evidence[0].taken_back == "Taken back on 23 November 2026: It was not sent"
    assert EventRow.objects.get(code="terms.duty_taken_back").contents.count("law_annual_report") == 1
    assert client.post(back, {"duty": REPORT, "done": row, "why": "Again"}).status_code == 409
    done(met(world, note="The draft"))
    assert line(page(world), "Annual report").standing == "met"


def test_a_review_taken_back_is_the_last_review_nowhere():
    world = a_world()
    row = done(met(world, "membership_review", "", date(2026, 11, 1)))
    actor = world.actor("coordinator")
    assert page_review(actor, group="board", today=TODAY).lede == "Last reviewed on 1 November 2026."

    done(terms.take_back_duty(world.as_("coordinator"), group=world.board, done=row, why="It was put off"))

    found = page_review(actor, group="board", today=TODAY)
    assert found.lede == "No review has been recorded."
    assert page_membership(actor, group="board", today=TODAY).reviews == ()
    assert line(page(world), "Review the membership").standing != "met"


def test_nobody_takes_back_what_is_not_theirs_to_record_or_is_of_another():
    world, other = make_two()
    row = done(met(world))
    for key in ("police", "observer"):
        with pytest.raises(NotAllowedError):
            terms.take_back_duty(world.as_(key), group=world.board, done=row, why="No")
    with pytest.raises(NotFoundError):
        terms.take_back_duty(other.as_("coordinator"), group=other.board, done=row, why="No")


def test_the_register_asks_the_same_however_much_is_recorded():
    world = a_world()
    few, many = asks_the_same(
        lambda: page(world),
        lambda: done(met(world)),
        lambda: [done(met(world, on=date(2026, 7, day))) for day in (1, 2, 3)],
    )
    assert few == many
