"""What an edition holds: what every one of its readers may see, and nothing for one reader alone."""

import io
from datetime import UTC, date, datetime, time, timedelta

import pikepdf
import pytest
from docx import Document

from quorate.commands import agenda, meetings, packs, setting_up
from quorate.commands import plans as plan_verbs
from quorate.documents.pdf.combined import combine
from quorate.documents.pdf.cover import render_cover
from quorate.documents.pdf.pack import render_pack
from quorate.documents.word.pack import render_pack_docx
from quorate.domain.access.audience import Audience
from quorate.domain.meetings.agenda import Purpose
from quorate.domain.packs.content import ChairsBrief, DutyState, PackContent, Standing
from quorate.domain.packs.wording import duty_word
from quorate.domain.plans.facts import EntryKind, Measure, MeasureKind, Rating, Status
from quorate.queries.agenda import agenda_of
from quorate.queries.board import page_board
from quorate.queries.files import data_of, path_of
from quorate.queries.meetings import page_meeting
from quorate.queries.pack_contents import brief_content, pack_content, papers_to_append
from quorate.queries.pack_editions import brief_actor, edition_actor
from quorate.queries.packs import page_packs, readable
from quorate.records.facts.meetings import basis
from quorate.records.models import (
    AgendaItem,
    Appointment,
    ClauseRow,
    Entry,
    Meeting,
    Pack,
    Paper,
    Plan,
    Restriction,
    Seat,
    StoredFile,
)
from quorate.work.loop import run_once
from tests.builders import plans
from tests.builders.meetings import a_meeting, a_paper, an_item
from tests.builders.world import TODAY, World, done, make_world, moment
from tests.documents.packs.test_pack_pdf import squeezed, text_of

pytestmark = pytest.mark.django_db
MADE_AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def files_apart(settings, tmp_path):
    settings.FILES = tmp_path


def content(world: World, meeting, edition: Audience = Audience.PARTNERSHIP, *, combined=False, on=TODAY):
    reader = edition_actor(partnership=world.partnership, slug=world.slug, edition=edition, today=on)
    return pack_content(
        reader, meeting=meeting, edition=edition, as_at=on, made_at=MADE_AT, combined=combined
    )


def a_tender(world: World, **more):
    barred = {"barred_agencies": [world.agencies["charity"]]} | more
    return done(
        setting_up.set_restriction(
            world.as_("coordinator"), name="A tender", reason="Bidders", from_on=TODAY, **barred
        )
    )


def everything(said: PackContent) -> str:
    return str(said)


def test_each_edition_holds_its_own_audience_and_wider_ones_only():
    world = make_world()
    id = a_meeting(world)
    for audience in (Audience.PARTNERSHIP, Audience.CORE, Audience.RESTRICTED):
        item = an_item(world, id, f"Item for {audience.value}", audience=audience)
        a_paper(world, id, f"Paper for {audience.value}", item=item)

    held = {
        edition: {line.title for line in content(world, id, edition).agenda}
        for edition in (Audience.PARTNERSHIP, Audience.CORE, Audience.RESTRICTED)
    }

    assert held[Audience.PARTNERSHIP] == {"Item for partnership"}
    assert held[Audience.CORE] == {"Item for partnership", "Item for core"}
    assert held[Audience.RESTRICTED] == {"Item for partnership", "Item for core", "Item for restricted"}
    assert "Paper for core" not in everything(content(world, id))
    assert "Paper for restricted" not in everything(content(world, id, Audience.CORE))


def test_what_bars_some_of_an_editions_readers_is_left_out_of_it_for_all():
    world = make_world()
    id = a_meeting(world)
    an_item(world, id, "The tender", audience=Audience.CORE, restriction=a_tender(world))

    assert "The tender" not in everything(content(world, id, Audience.CORE))
    assert "The tender" in everything(content(world, id, Audience.RESTRICTED))


def test_what_bars_an_editions_readers_is_left_out_of_it_on_the_bars_last_day_and_not_after():
    world = make_world()
    id = a_meeting(world)
    an_item(world, id, "The tender", audience=Audience.CORE, restriction=a_tender(world, to_on=TODAY))

    after = TODAY + timedelta(days=1)
    held = ["The tender" in everything(content(world, id, Audience.CORE, on=on)) for on in (TODAY, after)]

    assert held == [False, True]


def test_what_bars_a_coordinator_is_left_out_of_the_restricted_edition_too():
    world = make_world()
    id = a_meeting(world)
    barred = a_tender(world, barred_people=[world.people["first"]])
    an_item(world, id, "The tender", restriction=barred)

    assert "The tender" not in everything(content(world, id, Audience.RESTRICTED))


@pytest.mark.parametrize("named_by", [AgendaItem, Paper, Plan, Entry])
def test_somebody_barred_after_a_pack_was_made_may_no_longer_read_it(named_by):
    world = make_world()
    id = a_meeting(world)
    open_now = a_tender(world)
    Restriction.objects.get(id=open_now).barred_agencies.clear()
    a_paper(world, id, item=an_item(world, id, "The tender", audience=Audience.CORE))
    a_plan(world)
    named_by.objects.update(restriction=open_now)
    pack = done(
        packs.ask_for_pack(
            world.as_("coordinator"), meeting=id, kind="pack", format="pdf", edition=Audience.RESTRICTED
        )
    )
    run_once(moment())
    done(packs.issue_pack(world.as_("coordinator"), meeting=id, pack=pack, version=2))
    row = Meeting.objects.get(id=id)
    assert readable(world.actor("first"), row)

    Restriction.objects.get(id=open_now).barred_people.add(world.people["first"])

    assert readable(world.actor("first"), row) == []
    assert readable(world.actor("coordinator"), row)


def test_a_wider_edition_holds_nothing_that_only_those_who_signed_may_read():
    world = make_world()
    id = a_meeting(world)
    open_now = a_tender(world)
    Restriction.objects.get(id=open_now).barred_agencies.clear()
    an_item(world, id, "The tender", audience=Audience.CORE, restriction=open_now)

    assert "The tender" not in everything(content(world, id, Audience.CORE))
    assert "The tender" in everything(content(world, id, Audience.RESTRICTED))


def test_an_issued_pack_keeps_its_bytes_whatever_changes_afterwards():
    world = make_world()
    id = a_meeting(world)
    an_item(world, id, "First wording")
    pack = done(packs.ask_for_pack(world.as_("coordinator"), meeting=id, kind="pack", format="pdf"))
    run_once(moment())
    done(packs.issue_pack(world.as_("coordinator"), meeting=id, pack=pack, version=2))
    before = data_of(Pack.objects.get(id=pack).file)

    an_item(world, id, "A later item")
    run_once(moment())
    again = packs.issue_pack(world.as_("coordinator"), meeting=id, pack=pack, version=3)

    row = Pack.objects.get(id=pack)
    assert data_of(row.file) == before
    assert again.code == "packs.issued_already"
    assert "A later item" not in str(PackContent.from_json(row.content))
    assert "First wording" in str(PackContent.from_json(row.content))


def test_the_timetable_says_what_was_met_late_and_to_come_with_the_waiver_given():
    world = make_world()
    id = a_meeting(world)
    item = an_item(world, id)
    a_paper(world, id, on=date(2026, 12, 31), item=item)
    late_on = date(2027, 1, 6)
    clause = _clause(world)
    done(
        meetings.circulate_papers(
            world.as_("coordinator", late_on),
            meeting=id,
            waiver=meetings.Waiver(clause, "Bank holidays.", str(world.people["chair"]), late_on),
        )
    )

    said = content(world, id, on=late_on)

    states = {line.what: (line.state, line.working_days) for line in said.timetable}
    assert states == {
        "Papers in": (DutyState.LATE, 1),
        "Papers to members": (DutyState.LATE, 1),
        "Meeting": (DutyState.TO_COME, None),
        "Minutes to members": (DutyState.TO_COME, None),
    }
    assert said.waivers == (
        "Papers went to members on 6 January 2027, 1 working day late. Why: Bank holidays. "
        "Agreed by Director of Public Health on 6 January 2027.",
    )
    assert said.papers[0].late == "1 working day late"


def test_a_paper_that_came_over_the_weekend_after_its_day_is_late_in_pack_and_brief():
    world = make_world()
    id = a_meeting(world, on=date(2027, 1, 15))
    item = an_item(world, id, "Housing", purpose="decide")
    a_paper(world, id, item=item, on=date(2027, 1, 2))

    said = content(world, id, on=date(2027, 1, 4))

    late = "late, before the next working day"
    assert [line.late for line in said.papers] == [late]
    pressed = [" ".join(item.press) for item in brief_for(world, id).items]
    assert f"came {late}" in pressed[0]
    papers_in = next(line for line in said.timetable if line.what == "Papers in")
    assert (papers_in.due, duty_word(papers_in)) == (date(2026, 12, 31), late)


def _clause(world: World) -> str:
    return str(ClauseRow.objects.get(terms=world.terms, kind="circulation").id)


def a_plan(world: World, **more):
    plan = plans.start(world, **more)
    top = plans.add(world, plan, "Victims come first", code="1", kind=EntryKind.OUTCOME)
    late = plans.add(
        world,
        plan,
        "Agree a plan",
        code="1.1",
        parent_id=str(top),
        leads=plans.led_by_agency(world, "police"),
        targets=(plans.day_target("30 June 2026"),),
    )
    plans.add(world, plan, "Open a line", code="1.2", parent_id=str(top))
    said = plans.update(
        date(2026, 9, 30),
        "Two of five agree.",
        Status.UNDER_WAY,
        Rating.ON_TRACK,
        barrier="No money after March.",
    )
    done(plan_verbs.record_progress(world.as_("coordinator"), entry=late, draft=said))
    return plan


def test_a_plan_is_counted_by_outcome_and_what_is_off_track_has_a_page():
    world = make_world()
    id = a_meeting(world)
    a_plan(world)

    said = content(world, id)

    (summary,) = said.plans
    (outcome,) = summary.outcomes
    assert outcome.name == "1 Victims come first"
    assert sum(each.count for each in outcome.counts) == 2
    (sheet,) = said.exceptions
    assert (sheet.code, sheet.standing, sheet.tag) == ("1.1", Standing.OFF_TRACK, "Overdue 146 days")
    assert (sheet.lead, sheet.target, sheet.barrier) == ("Police", "30 June 2026", "No money after March.")
    assert said.headline == "One action is off track or waiting."


def test_the_full_table_keeps_the_boards_own_headings_and_loses_no_word():
    world = make_world()
    id = a_meeting(world)
    a_plan(world, headings=("Ref", "Outcome", "Action", "RAG", "Cost"))

    (table,) = content(world, id).tables

    assert table.headings[:5] == ("Ref", "Outcome", "Action", "RAG", "Cost")
    words = "\n".join(cell for row in table.rows for cell in row.cells)
    for said in (
        "Victims come first",
        "Agree a plan",
        "Open a line",
        "Police",
        "30 June 2026",
        "Two of five agree.",
        "No money after March.",
        "Off track",
        "1.2",
    ):
        assert said in words
    assert len(table.rows) == 3


def test_what_waits_and_what_a_lead_calls_off_track_is_counted_as_the_board_s_page_counts_it():
    world = make_world()
    id = a_meeting(world)
    plan = a_plan(world)
    for code, status, rating in (
        ("2", Status.WAITING, Rating.NONE),
        ("3", Status.UNDER_WAY, Rating.OFF_TRACK),
    ):
        entry = plans.add(world, plan, f"Do {code}", code=code, leads=plans.led_by_agency(world, "police"))
        draft = plans.update(date(2026, 10, 30), "Slow.", status, rating, barrier="No staff.")
        done(plan_verbs.record_progress(world.as_("coordinator"), entry=entry, draft=draft))

    said = content(world, id)

    page = page_board(world.actor("coordinator"), today=TODAY)
    assert [(s.code, s.tag, s.by_lead) for s in said.exceptions] == [
        ("1.1", "Overdue 146 days", False),
        ("3", "Said to be off track", True),
        ("2", "", False),
    ]
    assert page.stuck.count == len(said.exceptions) == 3
    assert said.headline == "Three actions are off track or waiting."


def test_the_words_of_a_level_without_a_column_stand_in_the_first_column_of_words():
    world = make_world()
    id = a_meeting(world)
    plan = plans.start(world, headings=("Ref", "Action", "Outcome", "Lead"))
    led = plans.led_by_agency(world, "police")
    top = plans.add(world, plan, "Reduce harm", code="P1", kind=EntryKind.PRIORITY, leads=led)
    mid = plans.add(world, plan, "Act early", code="O1", kind=EntryKind.OBJECTIVE, parent_id=str(top))
    plans.add(world, plan, "Agree a plan", code="1", parent_id=str(mid))

    plans.add(world, plan, "Nothing under it yet", code="P2", kind=EntryKind.PRIORITY)

    (table,) = content(world, id).tables

    first, second, third, fourth = table.rows
    assert fourth.cells[:3] == ("P2", "Nothing under it yet", "")
    assert first.cells[:4] == ("P1", "Reduce harm", "", "Police")
    assert (second.spans, second.cells) == (True, ("O1 Act early",))
    assert third.cells[:2] == ("1", "Agree a plan")


def test_a_restricted_plan_is_in_no_wider_edition():
    world = make_world()
    id = a_meeting(world)
    plan = a_plan(world)
    Plan.objects.filter(id=plan).update(audience="core")

    assert content(world, id).plans == ()
    assert len(content(world, id, Audience.CORE).plans) == 1


def test_the_brief_says_what_to_press_first_the_coordinators_own_words():
    world = make_world()
    id = a_meeting(world)
    a_plan(world)
    an_item(
        world,
        id,
        "Progress of the City action plan",
        to_press="Who pays after March?",
        speaker="Coordinator",
        purpose="discuss",
    )
    reader = edition_actor(partnership=world.partnership, slug=world.slug, edition=Audience.CORE, today=TODAY)

    brief = brief_content(reader, meeting=id, as_at=TODAY, made_at=MADE_AT)

    (item,) = brief.items
    assert item.press[0] == "Who pays after March?"
    assert any("1.1" in line and "No money after March" in line for line in item.press[1:])
    assert brief.quorum == "The terms state no quorum."
    assert item.starts_at == time(10)
    assert ChairsBrief.from_json(brief.to_json()) == brief


def test_what_to_press_is_in_no_pack():
    world = make_world()
    id = a_meeting(world)
    an_item(world, id, to_press="Who pays after March?")

    for edition in (Audience.PARTNERSHIP, Audience.CORE, Audience.RESTRICTED):
        assert "Who pays" not in everything(content(world, id, edition))


def test_a_combined_pack_lists_what_it_cannot_append_and_why():
    world = make_world()
    id = a_meeting(world)
    item = an_item(world, id)
    a_paper(world, id, "Broken", item=item)
    kept = StoredFile.objects.get()
    path_of(world.partnership, kept.sha256).write_bytes(b"%PDF-1.7 and then nothing of use")
    a_paper(world, id, "Notes", data=b"Plain words")

    said = content(world, id, combined=True)

    assert [(p.item, p.title, p.appended, p.why_listed) for p in said.papers] == [
        ("1.1", "Broken", False, "it is damaged and cannot be read"),
        ("P1", "Notes", False, "it is not a PDF file"),
    ]
    assert all(not p.why_listed for p in content(world, id).papers)


def test_a_plan_without_headings_of_its_own_has_each_column_once():
    world = make_world()
    id = a_meeting(world)
    a_plan(world)

    (table,) = content(world, id).tables

    assert table.headings == ("No.", "Action", "Lead", "Target date", "Progress", "Challenge", "Standing")
    assert [row.cells[0] for row in table.rows] == ["1 Victims come first", "1.1", "1.2"]
    assert [row.spans for row in table.rows] == [True, False, False]


MEASURES = (
    Measure("Survivors say they felt safe", MeasureKind.JUDGEMENT),
    Measure("Outcome of 2b", MeasureKind.ENTRY, "2b"),
    Measure("Outcome of 9", MeasureKind.ENTRY, "9"),
    Measure("40 officers trained"),
)


def test_the_full_table_says_under_each_measure_what_it_has_come_to_in_word_and_pdf():
    world = make_world()
    id = a_meeting(world)
    plan = plans.start(world)
    entry = plans.add(world, plan, "Train officers", code="2a", measures=MEASURES)
    plans.add(world, plan, "Agree a trainer", code="2b")
    said = plans.update(date(2026, 10, 1), "Half are trained.", evidence="Nine of ten survivors asked")
    done(plan_verbs.record_progress(world.as_("coordinator"), entry=entry, draft=said))

    pack = content(world, id)

    (table,) = pack.tables
    cells = dict(zip(table.headings, table.rows[0].cells, strict=True))
    assert cells["Measure"].splitlines() == [
        "Survivors say they felt safe",
        "Evidence: Nine of ten survivors asked",
        "Outcome of 2b",
        "Completion of 2b: at risk",
        "Outcome of 9",
        "40 officers trained",
    ]
    assert cells["Progress"] == "As at 1 October 2026: Half are trained."
    word = Document(io.BytesIO(render_pack_docx(pack)))
    in_word = "\n".join(c.text for t in word.tables for row in t.rows for c in row.cells)
    in_pdf = squeezed(text_of(render_pack(pack)))
    for words in ("Nine of ten survivors asked", "Completion of 2b: at risk"):
        assert in_word.count(words) == 1
        assert squeezed(words) in in_pdf


def test_evidence_stays_with_the_progress_where_no_measure_is_judged_by_it():
    world = make_world()
    id = a_meeting(world)
    entry = plans.add(world, plans.start(world), "Train officers", measures=MEASURES[3:])
    said = plans.update(date(2026, 10, 1), "Half are trained.", evidence="The sheet")
    done(plan_verbs.record_progress(world.as_("coordinator"), entry=entry, draft=said))

    (table,) = content(world, id).tables

    cells = dict(zip(table.headings, table.rows[0].cells, strict=True))
    assert cells["Measure"] == "40 officers trained"
    assert cells["Progress"].endswith("Evidence: The sheet")


def test_agreeing_the_minutes_is_asked_for_but_is_no_decision_wanted():
    world = make_world()
    a_meeting(world, date(2026, 10, 15))
    id = a_meeting(world)
    title = "Minutes of the meeting of 15 October 2026"
    done(agenda.add_standing_items(world.as_("coordinator"), meeting=id, version=1, titles=[title]))

    said = content(world, id)

    assert said.agenda[0].ask == "Agree the minutes as a true record."
    assert said.headline == "Nothing is off track or waiting and no decision is wanted."


def brief_for(world: World, meeting, on: date = TODAY) -> ChairsBrief:
    reader = brief_actor(partnership=world.partnership, slug=world.slug, meeting=meeting, today=on)
    return brief_content(reader, meeting=meeting, as_at=on, made_at=MADE_AT)


def test_the_brief_asks_after_a_missing_paper_where_the_meetings_page_does():
    world = make_world()
    id = a_meeting(world)
    for purpose in Purpose:
        an_item(world, id, purpose.value, purpose=purpose.value, speaker="Coordinator")

    page = page_meeting(world.actor("coordinator"), meeting=id, today=TODAY)
    awaited = {item.title for item in page.agenda.items if item.no_paper}
    pressed = {item.title for item in brief_for(world, id).items if "No paper came" in " ".join(item.press)}

    assert pressed == awaited == {purpose.value for purpose in Purpose} - {"note"}


def test_the_brief_holds_what_the_chair_is_named_for_and_only_those_named_read_it():
    world = make_world()
    id = a_meeting(world)
    named = a_tender(world, barred_agencies=[], allowed_people=[world.people["chair"]])
    an_item(world, id, "The tender", audience=Audience.RESTRICTED, restriction=named)
    an_item(world, id, "Nobody is named", audience=Audience.RESTRICTED)
    pack = done(packs.ask_for_pack(world.as_("coordinator"), meeting=id, kind="brief", format="pdf"))
    run_once(moment())
    done(packs.issue_pack(world.as_("coordinator"), meeting=id, pack=pack, version=2))

    row = Meeting.objects.get(id=id)
    brief = ChairsBrief.from_json(Pack.objects.get(id=pack).content)

    assert [(item.number, item.title) for item in brief.items] == [("R1", "The tender")]
    assert len(readable(world.actor("chair"), row)) == 1
    assert len(readable(world.actor("coordinator"), row)) == 1
    assert readable(world.actor("secretary"), row) == []


def test_what_bars_the_chair_is_not_in_the_brief():
    world = make_world()
    id = a_meeting(world)
    barred = a_tender(world, barred_agencies=[], barred_people=[world.people["chair"]])
    an_item(world, id, "The tender", audience=Audience.CORE, restriction=barred)

    assert brief_for(world, id).items == ()


def test_a_vacant_seat_is_owed_at_the_item_on_members_or_on_none():
    world = make_world()
    id = a_meeting(world)
    seat = Seat.objects.get(id=world.seats["police"])
    Appointment.objects.filter(seat=seat).update(to_on=date(2026, 10, 31))
    said = (
        f"One seat is vacant: {seat.title} (since 1 November 2026, {(TODAY - date(2026, 11, 1)).days} days)."
    )

    assert said in brief_for(world, id).owed

    an_item(world, id, "Review of membership", speaker="Chair")
    brief = brief_for(world, id)
    assert said in brief.items[0].press
    assert said not in brief.owed


def test_an_overdue_duty_is_owed_in_the_brief():
    world = make_world()
    id = a_meeting(world)
    on = date(2029, 1, 10)
    page = page_board(world.actor("coordinator", on), today=on)
    overdue = [duty.name for duty in page.duties if duty.state == "overdue"]

    brief = brief_for(world, id, on)

    assert overdue
    assert all(any(line.startswith(name) for line in brief.owed) for name in overdue)


def test_the_item_on_progress_takes_the_plan_and_the_minutes_take_the_log_of_actions():
    world = make_world()
    id = a_meeting(world)
    a_plan(world)
    log = plans.start(world, "Actions agreed", kind="action_log")
    plans.add(world, log, "Write to the trust", code="A1", targets=(plans.day_target("30 June 2026"),))
    an_item(world, id, "Minutes of the last meeting", speaker="Chair")
    an_item(world, id, "Workplan and action plan progress", speaker="Coordinator")

    minutes, progress = brief_for(world, id).items

    assert [line.split()[0] for line in minutes.press] == ["A1"]
    assert progress.press[0] == "1.1 “Agree a plan”, overdue 146 days (Police): No money after March."


def test_minutes_and_actions_arising_do_not_take_what_is_stuck_in_a_plan():
    world = make_world()
    id = a_meeting(world)
    a_plan(world)
    an_item(world, id, "Minutes of 10 September and actions arising", speaker="Chair")
    an_item(world, id, "Workplan and action plan progress", speaker="Coordinator")

    minutes, progress = brief_for(world, id).items

    assert minutes.press == ()
    assert progress.press[0] == "1.1 “Agree a plan”, overdue 146 days (Police): No money after March."


def test_what_is_stuck_is_said_on_its_own_where_two_items_might_be_about_it():
    world = make_world()
    id = a_meeting(world)
    a_plan(world)
    an_item(world, id, "Progress since September", speaker="Chair")
    an_item(world, id, "Reviews in progress", speaker="Coordinator")

    brief = brief_for(world, id)

    assert [item.press for item in brief.items] == [(), ()]
    (said,) = (line for line in brief.owed if "1.1 “Agree a plan”" in line)
    assert said.endswith(": 1.1 “Agree a plan”, overdue 146 days (Police): No money after March.")


def test_the_list_of_packs_says_how_many_papers_a_combined_one_holds():
    world = make_world()
    id = a_meeting(world)
    a_paper(world, id, "Notes", data=b"Plain words")
    done(packs.ask_for_pack(world.as_("coordinator"), meeting=id, kind="combined", format="pdf"))
    run_once(moment())

    (row,) = page_packs(world.actor("coordinator"), meeting=id, today=TODAY).drafts

    assert row.said == "Made, not issued yet; holds 0 of 1 paper; the other is a Word or other file"


def test_a_paper_has_one_number_on_the_page_in_the_pack_and_on_its_pages():
    world = make_world()
    id = a_meeting(world)
    an_item(world, id, "First")
    item = an_item(world, id, "Second")
    a_paper(world, id, "Figures", item=item, cover={"ask": "Agree the figures"})
    a_paper(world, id, "Of no item")
    reader = world.actor("police")
    shown = agenda_of(reader, Meeting.objects.get(id=id), basis(reader, Meeting.objects.get(id=id), TODAY))
    papers = (*shown.items[1].papers, *shown.loose_papers)
    said = content(world, id, combined=True)
    held = papers_to_append(reader, meeting=id)

    made = combine(
        render_pack(said),
        [(paper.title, paper.data) for paper in held],
        numbers=[paper.number for paper in held],
        covers=[render_cover(said, paper.number, paper.title, paper.cover) for paper in held],
    )

    assert [(paper.number, paper.title) for paper in papers] == [("2.1", "Figures"), ("P1", "Of no item")]
    assert [(paper.item, paper.title) for paper in said.papers] == [("2.1", "Figures"), ("P1", "Of no item")]
    with pikepdf.open(io.BytesIO(made.pdf)) as book:
        labels = [page.label for page in book.pages if page.label.startswith("Paper")]
    assert labels == ["Paper 2.1, 1", "Paper 2.1, 2", "Paper P1, 1"], "a cover sheet and a page, then a page"
    text = " ".join(text_of(made.pdf).split())
    assert "Paper: 2.1 Figures" in text
    assert "2.1 Figures in the combined file" in text
    assert "Paper 2.1: Figures" in text
    assert "What the board is asked to do Agree the figures" in text
