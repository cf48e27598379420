"""The assurance page: the record in words, whether it holds, and what was taken out of it."""

import json
import uuid
from datetime import date, timedelta

import pytest

from quorate.commands import meetings, packs, plans, redactions, setting_up
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.outcomes import OnBehalf
from quorate.queries.audit import page_audit
from quorate.queries.copies import COPIES, Place
from quorate.queries.redactable import SCOPES
from quorate.queries.redactions import page_propose, thing_at
from quorate.records.models import AgendaItem, EventRow, Meeting, Paper, Person, Plan
from tests.builders.board import a_plan, asks_the_same
from tests.builders.meetings import MEETING_ON, a_meeting, a_paper, an_item, circulated_late, version_of
from tests.builders.plans import BEGAN, add, start, update
from tests.builders.restrictions import a_restriction
from tests.builders.world import TODAY, done, make_two, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path


def audit(world, key="coordinator", **more):
    return page_audit(world.actor(key), **more)


def test_the_newest_event_comes_first_with_who_when_and_what():
    world = make_world()
    start(world)

    event = audit(world).events[0]

    assert (event.what, event.subject, event.who) == (
        "A plan was started",
        "City action plan",
        "Partnership coordinator",
    )
    assert event.when == "1 April 2024, 10am"  # nine in universal time is ten in British summer
    assert (event.href_kind, event.href_id) == ("plan", "city-action-plan")


def test_a_pack_is_named_by_its_kind_format_and_edition():
    world = make_world()
    id, asked = a_meeting(world), world.as_("coordinator")
    more = {"kind": "pack", "edition": Audience.CORE}
    done(packs.ask_for_pack(asked, meeting=id, format="docx", **more))
    done(packs.ask_for_pack(asked, meeting=id, format="pdf", **more))
    done(packs.ask_for_pack(asked, meeting=id, kind="brief", format="pdf"))

    assert [event.subject for event in audit(world).events[:3]] == [
        "Chair’s brief, one side, meeting of 14 January 2027",
        "Pack as PDF, core members’ edition, meeting of 14 January 2027",
        "Pack as Word, core members’ edition, meeting of 14 January 2027",
    ]


def test_the_record_holds_until_somebody_alters_it():
    world = make_world()
    assert audit(world).lede.endswith("on record, each as it was recorded.")

    EventRow.objects.filter(chain__scope=str(world.partnership), number=5).update(code="plans.started")
    page = audit(world)

    assert not page.holds
    assert page.faults == ("Event 5 has been altered.",)
    assert "The record has been altered: 1 fault found." in page.lede


def test_an_event_cut_from_the_end_is_noticed():
    world = make_world()
    EventRow.objects.filter(chain__scope=str(world.partnership)).last().delete()

    assert not audit(world).holds


def test_acting_for_somebody_says_for_whom_how_and_when():
    world = make_world()
    entry = add(world, start(world), "Report")
    behalf = OnBehalf(str(world.people["police"]), "telephone", TODAY)
    done(plans.record_progress(world.as_("coordinator"), entry=entry, draft=update(TODAY), on_behalf=behalf))

    event = audit(world).events[0]

    assert (event.who, event.behalf) == (
        "Partnership coordinator",
        "For Superintendent, by telephone, 23 November 2026",
    )


def test_a_waiver_names_its_clause_and_who_agreed_and_is_counted():
    world = make_world()
    late = date(2027, 1, 8)
    circulated_late(world, late)

    page = audit(world)

    assert page.events[0].waiver == (
        "With a waiver of “Papers to members”, agreed by Director of Public Health on 8 January 2027"
    )
    assert [(one.clause, one.count, one.last) for one in page.waivers] == [("Papers to members", 1, late)]


def test_a_waiver_for_a_meeting_hidden_from_the_reader_is_not_counted_for_them():
    world = make_world()
    meeting = circulated_late(world, date(2027, 1, 8))
    Meeting.objects.filter(id=meeting).update(restriction=a_restriction(world, bar=["governance"]))

    assert [one.count for one in audit(world).waivers] == [1]
    assert audit(world, "governance").waivers == ()


def test_names_are_those_of_today():
    world = make_world()
    start(world)
    Person.objects.filter(id=world.people["coordinator"]).update(name="Coordinator since May")

    assert audit(world).events[0].who == "Coordinator since May"


def test_a_reason_is_shown_to_those_who_see_what_it_is_about():
    world = make_world()
    bidders = a_restriction(world, "The tender", bar=["governance"])
    hidden, seen = a_meeting(world), a_meeting(world, on=MEETING_ON + timedelta(days=7))
    Meeting.objects.filter(id=hidden).update(restriction=bidders)
    for id, reason in ((hidden, "The bidder pulled out"), (seen, "The hall is flooded")):
        done(
            meetings.cancel_meeting(
                world.as_("coordinator"), meeting=id, reason=reason, version=version_of(id)
            )
        )

    def reasons(key: str) -> list[str]:
        return [event.because for event in audit(world, key).events[:2]]

    assert reasons("coordinator") == ["The hall is flooded", "The bidder pulled out"]
    assert reasons("governance") == ["The hall is flooded", ""]


def test_what_the_reader_may_not_see_is_not_named():
    world = make_world()
    start(world, "Tender plan", audience=Audience.RESTRICTED)

    seen, unseen = audit(world).events[0], audit(world, "governance").events[0]

    assert seen.subject == "Tender plan"
    assert (unseen.what, unseen.subject, unseen.href_id) == ("A plan was started", "", "")


def test_a_withdrawn_entry_is_named_and_not_linked():
    world = make_world()
    entry = add(world, start(world), "Gone", code="1")
    done(plans.withdraw_entry(world.as_("coordinator"), entry=entry, reason="No longer"))

    event = audit(world).events[0]

    assert (event.subject, event.href_kind) == ("1 Gone", "")


def test_another_partnerships_events_are_not_here():
    world, other = make_two()
    before = audit(world).count

    start(other, "Their plan")

    assert audit(world).count == before
    assert "Their plan" not in repr(audit(world))


def test_events_come_fifty_to_a_page():
    world = make_world()
    for n in range(10):
        start(world, f"Plan {n}")
    first = audit(world)

    second = audit(world, number=2)

    assert len(first.events) == 50
    assert first.events[-1].number == second.events[0].number + 1
    assert audit(world, number=99).number == 1


def test_a_redaction_says_who_may_settle_it():
    world = make_world()
    entry = add(world, start(world), "It names somebody", code="1")
    done(
        redactions.propose_redaction(
            world.as_("coordinator"), subject_kind="entry", subject_id=entry, reason="A child is named"
        )
    )

    (own,) = audit(world).redactions
    (theirs,) = audit(world, "governance").redactions

    assert (own.subject, own.state, own.may_settle) == ("1 It names somebody", "Proposed", False)
    assert own.waits_for.startswith("It waits for somebody else")
    assert theirs.may_settle
    assert own.parts.startswith("the wording, in every version")


def test_a_redaction_carried_out_keeps_its_marker_and_marks_its_events():
    world = make_world()
    entry = add(world, start(world), "It names somebody", code="1")
    row = done(
        redactions.propose_redaction(
            world.as_("coordinator"), subject_kind="entry", subject_id=entry, reason="A child is named"
        )
    )
    done(redactions.confirm_redaction(world.as_("governance"), redaction=row))

    page = audit(world)

    (line,) = page.redactions
    assert (line.state, line.reason) == ("Carried out", "A child is named")
    assert line.subject == "[redacted] [redacted]"
    assert line.settled.startswith("Information-governance officer, 23 November 2026")
    assert [event.what for event in page.events if event.is_redacted] == ["An entry was added"]
    assert page.holds


def test_a_declined_redaction_says_why():
    world = make_world()
    entry = add(world, start(world), "Nobody is named here")
    row = done(
        redactions.propose_redaction(
            world.as_("coordinator"), subject_kind="entry", subject_id=entry, reason="A child is named"
        )
    )
    done(redactions.decline_redaction(world.as_("governance"), redaction=row, reason="Nobody is named"))

    assert audit(world).events[0].because == "Nobody is named"


def test_the_form_shows_each_part_that_says_something():
    world = make_world()
    entry = add(world, start(world), "Share one definition", outcome="Families are safer")
    done(plans.record_progress(world.as_("coordinator"), entry=entry, draft=update(TODAY, "Met the family")))

    page = page_propose(world.actor("governance"), kind="entry", id=entry)

    assert [(part.column, part.says) for part in page.parts] == [
        ("text", "Share one definition"),
        ("outcome", "Families are safer"),
    ]
    (within,) = page.within
    said = page_propose(world.actor("governance"), kind=within.kind, id=uuid.UUID(within.id))
    assert [(part.column, part.says) for part in said.parts] == [("progress", "Met the family")]


def test_a_meeting_offers_its_items_and_papers():
    world = make_world()
    meeting = a_meeting(world)
    item, paper = an_item(world, meeting, "Housing"), a_paper(world, meeting, "Figures")

    page = page_propose(world.actor("coordinator"), kind="meeting", id=meeting)

    assert [(one.kind, one.id) for one in page.within] == [("agenda_item", str(item)), ("paper", str(paper))]
    papers = page_propose(world.actor("coordinator"), kind="paper", id=paper)
    assert [part.column for part in papers.parts] == ["title", "file"]


@pytest.mark.parametrize("kind", [*SCOPES, "terms", "register", "nothing"])
def test_what_is_not_there_or_another_partnerships_is_not_found(kind):
    world, other = make_two()
    theirs = {
        "entry": lambda: add(other, start(other), "x"),
        "meeting": lambda: a_meeting(other),
        "plan": lambda: start(other),
        "person": lambda: other.people["police"],
        "agency": lambda: other.agencies["police"],
        "terms": lambda: other.terms,
        "register": lambda: other.partnership,
    }

    for id in (uuid.uuid4(), theirs.get(kind, uuid.uuid4)()):
        with pytest.raises(NotFoundError):
            page_propose(world.actor("coordinator"), kind=kind, id=id)


ID = "3f2c1b7e-0a0d-4c55-9a55-0123456789ab"


@pytest.mark.parametrize(
    ("address", "found"),
    [
        (f"http://localhost:8000/marlhaven/entries/{ID}/#record", ("entry", ID)),
        (f"/marlhaven/meetings/{ID}/", ("meeting", ID)),
        (f"/marlhaven/meetings/{ID}/papers/{ID}/", ("meeting", ID)),
        (f"/marlhaven/people/{ID}/", ("person", ID)),
        (f"/marlhaven/terms/{ID}/#papers", ("terms", ID)),
        ("/marlhaven/plans/no-such-plan/", None),
        ("what?", None),
    ],
)
def test_an_address_says_what_it_shows(address, found):
    assert thing_at(make_world().actor("coordinator"), address) == found


def test_a_plans_address_and_the_register_s_say_what_they_show():
    world, other = make_two()
    plan, actor = start(world), world.actor("coordinator")
    start(other, "Their plan")

    assert thing_at(actor, "/marlhaven/plans/city-action-plan/?view=tree") == ("plan", str(plan))
    assert thing_at(actor, "/osterbridge/plans/their-plan/") is None
    assert thing_at(actor, "/marlhaven/people/?page=2") == ("register", str(world.partnership))


def test_every_kind_of_thing_can_be_chosen_and_shows_what_it_says():
    world = make_world()
    actor, plan = world.actor("coordinator"), start(world)
    meeting = a_meeting(world)

    def said(kind, id):
        return {part.column: part.says for part in page_propose(actor, kind=kind, id=id).parts}

    terms = page_propose(actor, kind="terms", id=world.terms)
    papers_in = next(uuid.UUID(one.id) for one in terms.within if "Papers in" in one.text)
    register = page_propose(actor, kind="register", id=world.partnership)
    assert said("meeting", meeting) == {"place": "Committee room 2"}
    assert said("plan", plan) == {"name": "City action plan"}
    assert said("person", world.people["police"]) == {
        "name": "Superintendent",
        "email": "police@marlhaven.example",
        "title": "Superintendent",
    }
    assert said("clause", papers_in)["quote"] == "Papers reach the coordinator ten working days ahead"
    assert [one.text for one in register.within][:2] == ["Children's services", "Council"]
    assert said("agency", uuid.UUID(register.within[0].id)) == {"name": "Children's services"}


def test_the_database_is_asked_as_much_for_many_rows_as_for_few():
    world = make_world()

    def some(n):
        meeting = a_meeting(world, on=date(2027, 1, 4 + n))
        item = an_item(world, meeting)
        a_paper(world, meeting, f"Paper {n}", item=item)
        a_plan(world, f"Plan {n}", actions=2)
        done(setting_up.add_person(world.as_("coordinator"), name=f"Person {n}"))

    first, second = asks_the_same(
        lambda: audit(world), lambda: some(0), lambda: [some(n) for n in range(1, 4)]
    )

    assert second <= first  # one question for each kind of thing on the page


def propose(world, kind, id, **more):
    return done(
        redactions.propose_redaction(
            world.as_("coordinator"), subject_kind=kind, subject_id=id, reason="A child is named", **more
        )
    )


def test_the_other_officer_is_shown_the_words_and_where_they_are_copied():
    world = make_world()
    plan = start(world)
    entry = add(world, plan, "The eldest child at Harbour Road", outcome="Families are safer")
    add(world, plan, "As agreed: the eldest child at Harbour Road", code="2")
    an_item(world, a_meeting(world), "Case", ask="Note the eldest child at Harbour Road")
    propose(world, "entry", entry, columns=["text"])

    (theirs,) = audit(world, "governance").redactions

    assert theirs.says == (("The wording, in every version", "The eldest child at Harbour Road"),)
    assert [(found.where, found.count) for found in theirs.copies] == [
        ("Wordings of other entries", 1),
        ("Agenda items", 1),
    ]
    assert [place for found in theirs.copies for place in found.places] == [
        Place("2 As agreed: the eldest child at Harbour Road", BEGAN),
        Place("Case, meeting of 14 January 2027", MEETING_ON),
    ]


def test_looking_for_copies_asks_few_questions_however_many_tables_and_copies_there_are():
    world = make_world()
    plan = start(world)
    entry = add(world, plan, "The eldest child at Harbour Road")
    propose(world, "entry", entry, columns=["text"])

    def copied(*codes: str) -> None:
        for code in codes:
            add(world, plan, "As agreed: the eldest child at Harbour Road", code=code)

    few, many = asks_the_same(
        lambda: audit(world, "governance"), lambda: copied("2"), lambda: copied("3", "4", "5", "6")
    )

    assert few == many
    assert many < len(COPIES)


def test_words_of_a_cover_sheet_are_found_though_it_is_kept_as_json():
    world = make_world()
    meeting = a_meeting(world)
    paper = a_paper(world, meeting, "Case")
    Paper.objects.filter(id=paper).update(cover={"purpose": "The “eldest” child at Café Road"})
    entry = add(world, start(world), "The “eldest” child at Café Road")
    propose(world, "entry", entry, columns=["text"])

    (theirs,) = audit(world, "governance").redactions

    assert [(found.where, found.count) for found in theirs.copies] == [
        ("Titles and cover sheets of papers", 1)
    ]


def test_words_with_the_mark_between_columns_in_them_are_found_all_the_same():
    world = make_world()
    plan = start(world)
    entry = add(world, plan, "The eldest child at Harbour Road")
    add(world, plan, "As agreed:\x1f the eldest child at Harbour Road", code="2")
    propose(world, "entry", entry, columns=["text"])

    (theirs,) = audit(world, "governance").redactions

    assert [(found.where, found.count) for found in theirs.copies] == [("Wordings of other entries", 1)]


def test_a_copy_in_what_the_officer_may_not_see_is_counted_and_not_named():
    world = make_world()
    plan = start(world)
    barred = a_restriction(world, bar=["governance"])
    entry = add(world, plan, "The eldest child at Harbour Road")
    hidden = start(world, "Hidden plan")
    add(world, hidden, "As agreed: the eldest child at Harbour Road")
    Plan.objects.filter(id=hidden).update(restriction=barred)
    propose(world, "entry", entry, columns=["text"])

    (theirs,) = audit(world, "governance").redactions

    (found,) = theirs.copies
    assert (found.where, found.count) == ("Wordings of other entries", 1)
    assert [place.name for place in found.places] == ["One you may not see"]


def test_what_goes_is_no_longer_shown_once_it_went():
    world = make_world()
    row = propose(world, "entry", add(world, start(world), "The eldest child at Harbour Road"))
    done(redactions.confirm_redaction(world.as_("governance"), redaction=row))

    (line,) = audit(world, "governance").redactions

    assert (line.says, line.copies) == ((), ())


def test_the_copies_counted_are_the_rows_that_change_when_it_is_carried_out():
    world = make_world()
    meeting, other = a_meeting(world), a_meeting(world, date(2027, 4, 15))
    item = an_item(world, meeting, "Housing of the family", ask="Agree the move of the family")
    a_paper(world, meeting, "Housing of the family")
    an_item(world, other, "Housing of the family")
    an_item(world, other, "Later", ask="Agree the move of the family, as asked")
    row = propose(world, "agenda_item", item)

    (line,) = audit(world, "governance").redactions
    done(redactions.confirm_redaction(world.as_("governance"), redaction=row))

    copies = {found.where: found.count for found in line.copies}
    assert copies == {"Agenda items": 1, "Titles and cover sheets of papers": 1}
    details = json.loads(EventRow.objects.get(code="redactions.confirmed").contents)
    assert details["details"]["rows"] == str(1 + sum(copies.values()))
    assert AgendaItem.objects.filter(title="Housing of the family").count() == 1


def test_updates_of_one_day_are_told_apart_by_their_entry_and_words():
    world = make_world()
    entry = add(world, start(world), "Spot people early", code="4.2")
    for words in ("Met the family", "Wrote to the school"):
        done(plans.record_progress(world.as_("coordinator"), entry=entry, draft=update(TODAY, words)))

    page = page_propose(world.actor("governance"), kind="entry", id=entry)

    assert {one.text for one in page.within} == {
        "Update of 23 November 2026 on 4.2 Spot people early: “Met the family”",
        "Update of 23 November 2026 on 4.2 Spot people early: “Wrote to the school”",
    }
    propose(world, "progress", uuid.UUID(page.within[0].id))
    (line,) = audit(world, "governance").redactions
    assert line.subject == "Update of 23 November 2026 on 4.2 Spot people early"


def test_the_words_of_one_proposed_redaction_are_looked_up_at_a_time():
    world = make_world()
    plan = start(world)
    first, second = (propose(world, "entry", add(world, plan, f"Child {n}", code=n)) for n in "12")

    newest = [bool(line.says) for line in audit(world, "governance").redactions]
    asked = {line.id: bool(line.says) for line in audit(world, "governance", shown=str(first)).redactions}

    assert newest.count(True) == 1
    assert asked == {str(first): True, str(second): False}
