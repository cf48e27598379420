"""Bringing in a plan: upload, mend, accept, and the same file again."""

import io
import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from docx import Document

from quorate.commands import imports, plans, setting_up
from quorate.commands.runner import As, Done
from quorate.domain.imports.mends import DROP, SET, Mend
from quorate.domain.kernel.asking import Moment, NotAllowedError, NotFoundError, StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day
from quorate.domain.plans.facts import EntryKind, Rating, Status
from quorate.queries.imports import page_import
from quorate.queries.plan_facts import plan_states
from quorate.records.models import Entry, EntryVersion, EventRow, Plan, PlanImport, ProgressRow, StoredFile
from tests.builders.plans import start, update
from tests.builders.world import TODAY, World, done, make_two, make_world, moment

pytestmark = pytest.mark.django_db

HEADINGS = ("Ref", "Action", "Lead", "Target date", "Progress")
ROWS = (
    ("1", "Open a helpline for the whole area", "Police", "30 June 2026", "Progress: Line tested"),
    ("2", "Train reception staff", "TBC", "Ongoing", "Challenge: No money for a trainer"),
    ("3", "Publish one referral form", "Hospital trust", "March 2027", "Completed"),
)


@pytest.fixture(autouse=True)
def files_apart(settings, tmp_path):
    settings.FILES = tmp_path / "files"


def word_plan(rows=ROWS, headings=HEADINGS) -> bytes:
    document = Document()
    table = document.add_table(rows=1 + len(rows), cols=len(headings))
    for cell, text in zip(table.rows[0].cells, headings, strict=True):
        cell.text = text
    for row, texts in zip(table.rows[1:], rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def upload(world, data=None, key="coordinator", **more):
    more.setdefault("plan_name", "Housing plan")
    return imports.upload_plan(world.as_(key), name="plan.docx", data=data or word_plan(), **more)


def accepted(world, data=None, **more):
    return done(imports.accept_import(world.as_("coordinator"), id=done(upload(world, data, **more))))


def entry_key(world, id, text):
    page = page_import(world.actor("coordinator"), id=id)
    return next(found.key for found in page.found if text in found.title)


def test_nothing_is_in_a_plan_until_it_is_accepted():
    world = make_world()

    done(upload(world))

    assert not Plan.objects.exists()
    assert not Entry.objects.exists()
    assert StoredFile.objects.count() == 1


def test_a_paper_nobody_dated_says_which_day_it_is_taken_to_speak_for():
    world = make_world()

    undated = page_import(world.actor("coordinator"), id=done(upload(world)))
    dated = page_import(world.actor("coordinator"), id=done(upload(world, effective_on=TODAY)))

    assert undated.warnings[0].startswith(
        f"Neither the paper nor the form gives a date, so it is taken to speak for {day(TODAY)}"
    )
    assert undated.warnings[1:] == dated.warnings


def test_the_day_a_paper_speaks_for_is_changed_and_what_was_mended_stays():
    world = make_world()
    id = done(upload(world))
    mend = Mend(SET, entry_key(world, id, "helpline"), "text", "Open one helpline")
    done(imports.mend_import(world.as_("coordinator"), id=id, mends=[mend]))

    done(imports.date_import(world.as_("coordinator"), id=id, effective_on=MARCH, version=2))

    page = page_import(world.actor("coordinator"), id=id)
    assert (page.effective_on, page.mends) == (MARCH, 1)
    assert not [one for one in page.warnings if "gives a date" in one], "somebody has said it now"
    plan = done(imports.accept_import(world.as_("coordinator"), id=id))
    assert as_at(world, plan, MARCH)["1"].text == "Open one helpline"
    assert {one.as_at for one in ProgressRow.objects.all()} == {MARCH}
    assert "2026-03-31" in EventRow.objects.get(code="imports.dated").contents


def test_an_upload_of_another_day_is_compared_with_the_plan_of_that_day():
    world = make_world()
    plan = accepted(world, word_plan(NUMBERED), effective_on=SEPTEMBER)
    back = done(upload(world, word_plan(OLDER), plan=plan, effective_on=SEPTEMBER))
    done(imports.date_import(world.as_("coordinator"), id=back, effective_on=MARCH))
    asked = page_import(world.actor("coordinator"), id=back)

    straight = done(upload(world, word_plan(OLDER), plan=plan, effective_on=MARCH))

    assert asked.found == page_import(world.actor("coordinator"), id=straight).found
    assert asked.is_back_dated


def test_an_upload_cannot_be_made_to_speak_for_a_day_to_come_nor_from_a_page_of_before():
    world = make_world()
    id = done(upload(world, effective_on=MARCH))
    as_her = world.as_("coordinator")

    to_come = imports.date_import(as_her, id=id, effective_on=TODAY + timedelta(days=1))
    done(imports.date_import(as_her, id=id, effective_on=SEPTEMBER, version=1))

    assert isinstance(to_come, Refusal)
    assert (to_come.code, to_come.field) == ("imports.date_to_come", "effective_on")
    with pytest.raises(StaleError):
        imports.date_import(as_her, id=id, effective_on=MARCH, version=1)
    assert PlanImport.objects.get().effective_on == SEPTEMBER
    done(imports.set_aside_import(as_her, id=id))
    assert imports.date_import(as_her, id=id, effective_on=MARCH).code == "imports.settled"


def test_an_accepted_plan_says_what_the_paper_said():
    world = make_world()

    plan = accepted(world, effective_on=date(2026, 10, 31))

    facts = plan_states(world.actor("observer"), plan, TODAY)
    by_code = {state.code: state for state in facts.states}
    assert [s.version.text for s in facts.states if s.code == "1"] == ["Open a helpline for the whole area"]
    assert by_code["1"].leads[0].agency == "Police"
    assert by_code["1"].targets[0].on == date(2026, 6, 30)
    assert by_code["2"].leads[0].to_be_confirmed
    assert by_code["2"].progress.barrier == "No money for a trainer"
    assert by_code["3"].progress.status is Status.COMPLETE
    assert by_code["3"].progress.as_at == date(2026, 10, 31)
    assert EventRow.objects.filter(code="imports.accepted").count() == 1


def test_the_same_file_again_has_nothing_new():
    world = make_world()
    plan = accepted(world)

    again = imports.accept_import(world.as_("coordinator"), id=done(upload(world, plan=plan)))

    assert isinstance(again, Refusal)
    assert again.code == "imports.nothing_new"
    assert Entry.objects.count() == 3


def test_a_changed_file_writes_only_the_differences():
    world = make_world()
    plan = accepted(world, effective_on=date(2026, 9, 30))
    changed = (
        ROWS[0],
        ("2", "Train reception staff", "Refuge charity", "Ongoing", "Challenge: No money for a trainer"),
        ("4", "Ask survivors what they need", "Refuge charity", "May 2027", ""),
    )
    again = done(upload(world, word_plan(changed), plan=plan))
    page = page_import(world.actor("coordinator"), id=again, has_all=True)

    assert [found.change for found in page.found] == ["as it was", "changed", "new"]
    assert page.gone == ("3 Publish one referral form",)
    done(imports.accept_import(world.as_("coordinator"), id=again))

    facts = {s.code: s for s in plan_states(world.actor("chair"), plan, TODAY).states}
    assert set(facts) == {"1", "2", "3", "4"}, "what the paper no longer has stays"
    assert facts["2"].leads[0].agency == "Refuge charity"
    before = {s.code: s for s in plan_states(world.actor("chair"), plan, date(2026, 10, 1)).states}
    assert before["2"].leads[0].to_be_confirmed, "the past still says what it said"
    assert Entry.objects.get(versions__code="1").versions.count() == 1


def test_a_mend_changes_what_is_accepted_and_not_the_source():
    world = make_world()
    id = done(upload(world))
    key = entry_key(world, id, "helpline")

    done(
        imports.mend_import(
            world.as_("coordinator"), id=id, mends=[Mend(SET, key, "text", "Open one helpline")]
        )
    )
    plan = done(imports.accept_import(world.as_("coordinator"), id=id))

    texts = [s.version.text for s in plan_states(world.actor("chair"), plan, TODAY).states]
    assert "Open one helpline" in texts
    assert "Open a helpline for the whole area" in str(PlanImport.objects.get().source)


def test_a_mend_can_be_taken_back():
    world = make_world()
    id = done(upload(world))
    key = entry_key(world, id, "helpline")
    imports.mend_import(world.as_("coordinator"), id=id, mends=[Mend(DROP, key)])

    done(imports.unmend_import(world.as_("coordinator"), id=id))

    page = page_import(world.actor("coordinator"), id=id)
    assert len(page.found) == 3
    nothing_left = imports.unmend_import(world.as_("coordinator"), id=id)
    assert isinstance(nothing_left, Refusal)
    assert nothing_left.code == "imports.nothing_mended"


def test_a_dropped_entry_is_listed_as_not_placed():
    world = make_world()
    id = done(upload(world))
    key = entry_key(world, id, "helpline")

    imports.mend_import(world.as_("coordinator"), id=id, mends=[Mend(DROP, key)])

    page = page_import(world.actor("coordinator"), id=id)
    assert len(page.found) == 2
    assert any("Open a helpline" in piece.text for piece in page.unplaced)


def test_a_mend_that_makes_no_sense_changes_nothing_at_all():
    world = make_world()
    id = done(upload(world))
    key = entry_key(world, id, "helpline")

    outcome = imports.mend_import(
        world.as_("coordinator"),
        id=id,
        mends=[Mend(SET, key, "text", "Good words"), Mend(SET, key, "kind", "nonsense")],
    )

    assert isinstance(outcome, Refusal)
    assert outcome.code == "imports.wrong_value"
    assert PlanImport.objects.get().mends == []


def test_an_upload_made_on_another_page_is_stale():
    world = make_world()
    id = done(upload(world))
    imports.mend_import(
        world.as_("coordinator"), id=id, mends=[Mend(DROP, entry_key(world, id, "Train"))], version=1
    )

    with pytest.raises(StaleError):
        imports.accept_import(world.as_("coordinator"), id=id, version=1)

    assert not Plan.objects.exists()


@pytest.mark.parametrize("settle", ["accept", "set aside"])
def test_a_settled_upload_takes_no_more(settle):
    world = make_world()
    id = done(upload(world))
    if settle == "accept":
        imports.accept_import(world.as_("coordinator"), id=id)
    else:
        imports.set_aside_import(world.as_("coordinator"), id=id)
    entries = Entry.objects.count()

    outcomes = [
        imports.accept_import(world.as_("coordinator"), id=id),
        imports.mend_import(world.as_("coordinator"), id=id, mends=[Mend(DROP, "e1")]),
        imports.set_aside_import(world.as_("coordinator"), id=id),
    ]

    assert {outcome.code for outcome in outcomes if isinstance(outcome, Refusal)} == {"imports.settled"}
    assert not any(isinstance(outcome, Done) for outcome in outcomes)
    assert Entry.objects.count() == entries


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "imports.empty_file"),
        (b"hello, not an office file", "imports.not_an_office_file"),
        (word_plan(rows=(("a", "b"),), headings=("Colour", "Shape")), "imports.no_plan_found"),
    ],
    ids=["empty", "text", "no plan in it"],
)
def test_a_file_that_cannot_be_a_plan_is_refused_and_not_kept(data, code):
    world = make_world()

    outcome = imports.upload_plan(world.as_("coordinator"), name="plan.docx", data=data, plan_name="Plan")

    assert isinstance(outcome, Refusal)
    assert (outcome.code, outcome.field) == (code, "file")
    assert not StoredFile.objects.exists()


def test_a_paper_cannot_speak_for_a_day_to_come():
    world = make_world()

    outcome = upload(world, effective_on=date(2027, 1, 1))

    assert isinstance(outcome, Refusal)
    assert outcome.code == "imports.date_to_come"


@pytest.mark.parametrize("key", ["chair", "secretary", "police", "observer"])
def test_only_the_coordinator_brings_in_a_plan(key):
    world = make_world()

    with pytest.raises(NotAllowedError):
        upload(world, key=key)

    assert not PlanImport.objects.exists()


def test_nothing_is_read_for_somebody_who_may_not_bring_in_a_plan(monkeypatch):
    first, second = make_two()
    theirs = start(second)
    monkeypatch.setattr(imports, "read_source", lambda *_: pytest.fail("the file was read"))

    with pytest.raises(NotAllowedError):
        upload(first, key="police")
    with pytest.raises(NotFoundError):
        upload(first, plan=theirs)


def test_neither_a_mend_is_taken_back_nor_an_upload_set_aside_from_a_page_of_before():
    world = make_world()
    id = done(upload(world))
    key = entry_key(world, id, "helpline")
    done(imports.mend_import(world.as_("coordinator"), id=id, mends=[Mend(DROP, key)], version=1))

    for verb in (imports.unmend_import, imports.set_aside_import):
        with pytest.raises(StaleError):
            verb(world.as_("coordinator"), id=id, version=1)

    assert PlanImport.objects.get(id=id).state == "checking"
    assert len(PlanImport.objects.get(id=id).mends) == 1


def test_an_upload_is_not_visible_elsewhere():
    first, second = make_two()
    id = done(upload(first))

    with pytest.raises(NotFoundError):
        page_import(second.actor("coordinator"), id=id)
    with pytest.raises(NotFoundError):
        imports.accept_import(second.as_("coordinator"), id=id)


def test_the_levels_of_the_paper_are_kept():
    world = make_world()

    plan = accepted(world)

    assert {s.version.kind for s in plan_states(world.actor("chair"), plan, TODAY).states} == {
        EntryKind.ACTION
    }
    assert ProgressRow.objects.count() == 3


def test_a_second_new_plan_of_the_same_name_is_refused():
    world = make_world()
    accepted(world)

    again = upload(world, plan_name="housing plan")

    assert isinstance(again, Refusal)
    assert (again.code, again.field) == ("imports.name_taken", "plan_name")


def being_checked(world: World) -> tuple[uuid.UUID, uuid.UUID, Entry]:
    """A plan, a changed file of it that is not accepted yet, and the entry that the file changes."""
    plan = accepted(world, effective_on=date(2026, 9, 30))
    changed = (("1", "Open a helpline by text", "Police", "30 June 2026", "Progress: Line tested"), *ROWS[1:])
    return plan, done(upload(world, word_plan(changed), plan=plan)), Entry.objects.get(versions__code="1")


def test_a_change_made_while_the_file_was_being_checked_is_not_overwritten():
    world = make_world()
    plan, again, entry = being_checked(world)
    state = next(s for s in plan_states(world.actor("chair"), plan, TODAY).states if s.code == "1")
    later = As(world.actor("coordinator"), Moment(moment().at + timedelta(hours=1), TODAY))
    draft = replace(plans.draft_of(state), text="Changed by hand meanwhile")
    assert isinstance(plans.change_entry(later, entry=entry.id, draft=draft), Done)

    outcome = imports.accept_import(later, id=again)

    assert isinstance(outcome, Refusal)
    assert outcome.code == "imports.plan_moved_on"


def test_an_update_recorded_while_the_file_was_being_checked_is_not_overwritten():
    world = make_world()
    _, again, entry = being_checked(world)
    later = As(world.actor("coordinator"), Moment(moment().at + timedelta(hours=1), TODAY))
    done(plans.record_progress(later, entry=entry.id, draft=update(TODAY, "Told meanwhile")))

    outcome = imports.accept_import(later, id=again)

    assert isinstance(outcome, Refusal)
    assert outcome.code == "imports.plan_moved_on"


def test_nothing_is_cut_when_it_is_accepted():
    world = make_world()
    lead, target = "Head of a very long name " * 20, "By the end of the " + "long " * 80 + "meeting"
    rows = (("1", "Open a helpline", lead, target, ""),)

    plan = accepted(world, word_plan(rows))

    (state,) = plan_states(world.actor("chair"), plan, TODAY).states
    held = " ".join(said.raw for said in (*state.leads, *state.targets))
    assert held.split() == f"{lead} {target}".split()


MARCH, SEPTEMBER = date(2026, 3, 31), date(2026, 9, 30)
OLDER = (
    ("1", "Open a helpline for the whole area", "Police", "30 June 2026", "Progress: Line being bought"),
    ("2", "Train reception staff", "Council", "Ongoing", ""),
    ("3", "Ask every ward for a room", "Council", "May 2026", ""),
)
NUMBERED = (*ROWS[:2], ("4", ROWS[2][1], *ROWS[2][2:]))


def as_at(world, plan, on):
    return {s.code: s for s in plan_states(world.actor("chair"), plan, on).states}


def test_a_paper_of_an_earlier_day_changes_what_the_plan_said_then_and_nothing_after():
    world = make_world()
    plan = accepted(world, word_plan(NUMBERED), effective_on=SEPTEMBER)
    today = as_at(world, plan, TODAY)

    again = done(upload(world, word_plan(OLDER), plan=plan, effective_on=MARCH))
    page = page_import(world.actor("coordinator"), id=again)
    assert [found.change for found in page.found] == ["changed", "changed", "new"]
    assert page.found[0].changes == ("Stands since: “30 September 2026”, now “31 March 2026”.",)
    assert page.is_back_dated
    assert page.gone == (), "what begins later is not gone from an older paper"
    done(imports.accept_import(world.as_("coordinator"), id=again))

    then = as_at(world, plan, MARCH)
    assert set(then) == {"1", "2", "3"}
    assert then["1"].progress.progress == "Line being bought"
    assert then["2"].leads[0].raw == "Council"
    now = as_at(world, plan, TODAY)
    assert {code: now[code].version for code in today} == {code: today[code].version for code in today}
    assert {code: now[code].progress for code in today} == {code: today[code].progress for code in today}
    assert Entry.objects.count() == 4, "the same entries, not a second set"


def test_the_same_paper_of_an_earlier_day_has_nothing_new_the_second_time():
    world = make_world()
    plan = accepted(world, word_plan(NUMBERED), effective_on=SEPTEMBER)
    back = {"data": word_plan(OLDER), "plan": plan, "effective_on": MARCH}
    done(imports.accept_import(world.as_("coordinator"), id=done(upload(world, **back))))

    second = done(upload(world, **back))
    page = page_import(world.actor("coordinator"), id=second, has_all=True)
    again = imports.accept_import(world.as_("coordinator"), id=second)

    assert [found.change for found in page.found] == ["as it was"] * 3
    assert isinstance(again, Refusal)
    assert again.code == "imports.nothing_new"


def test_a_paper_between_two_others_is_compared_with_the_one_before_it():
    world = make_world()
    plan = accepted(world, word_plan(OLDER), effective_on=MARCH)
    done(
        imports.accept_import(
            world.as_("coordinator"),
            id=done(upload(world, word_plan(NUMBERED), plan=plan, effective_on=SEPTEMBER)),
        )
    )
    june = (OLDER[0], ("2", "Train reception staff", "Refuge charity", "Ongoing", ""), OLDER[2])

    between = done(upload(world, word_plan(june), plan=plan, effective_on=date(2026, 6, 30)))
    page = page_import(world.actor("coordinator"), id=between, has_all=True)
    assert [found.change for found in page.found] == ["as it was", "changed", "as it was"]
    assert page.found[1].changes == ("Leads: “Council”, now “Refuge charity”.",)
    done(imports.accept_import(world.as_("coordinator"), id=between))

    assert as_at(world, plan, date(2026, 7, 1))["2"].leads[0].raw == "Refuge charity"
    assert as_at(world, plan, MARCH)["2"].leads[0].raw == "Council"
    assert as_at(world, plan, TODAY)["2"].leads[0].to_be_confirmed


def test_a_plan_begins_no_later_than_its_oldest_paper():
    world = make_world()
    plan = accepted(world, effective_on=SEPTEMBER)

    back = done(upload(world, word_plan(OLDER), plan=plan, effective_on=MARCH))
    done(imports.accept_import(world.as_("coordinator"), id=back))

    assert Plan.objects.get(id=plan).starts_on == MARCH


def test_a_change_of_a_later_day_does_not_stop_an_older_paper():
    world = make_world()
    plan = accepted(world, word_plan(OLDER), effective_on=MARCH)
    june = (("1", "Open a helpline by text", "Police", "30 June 2026", ""), *OLDER[1:])
    back = done(upload(world, word_plan(june), plan=plan, effective_on=date(2026, 6, 30)))
    state = as_at(world, plan, TODAY)["1"]
    later = As(world.actor("coordinator"), Moment(moment().at + timedelta(hours=1), TODAY))
    draft = replace(plans.draft_of(state), text="Changed by hand meanwhile")
    done(plans.change_entry(later, entry=uuid.UUID(state.id), draft=draft))

    done(imports.accept_import(later, id=back))

    assert as_at(world, plan, date(2026, 6, 30))["1"].version.text == "Open a helpline by text"
    assert as_at(world, plan, TODAY)["1"].version.text == "Changed by hand meanwhile"


def test_a_paper_that_leaves_a_column_out_leaves_it_alone_in_the_plan():
    world = make_world()
    plan = accepted(world, effective_on=MARCH)
    short = tuple((code, f"{text} soon", "") for code, text, *_ in ROWS)

    again = done(upload(world, word_plan(short, ("Ref", "Action", "Progress")), plan=plan))
    done(imports.accept_import(world.as_("coordinator"), id=again))

    now = as_at(world, plan, TODAY)
    assert now["1"].version.text == "Open a helpline for the whole area soon"
    assert now["1"].leads[0].agency == "Police"
    assert now["1"].targets[0].on == date(2026, 6, 30)


def test_a_colour_that_changed_is_a_change_and_leaves_what_is_complete_complete():
    world = make_world()
    headings = ("Ref", "Action", "Progress", "RAG")
    first = (("1", "Open a helpline", "Completed", "Green"), ("2", "Train staff", "", "Green"))
    plan = accepted(world, word_plan(first, headings), effective_on=MARCH)
    second = (("1", "Open a helpline", "", "Amber"), ("2", "Train staff", "", "Green"))

    again = done(upload(world, word_plan(second, headings), plan=plan, effective_on=SEPTEMBER))
    page = page_import(world.actor("coordinator"), id=again, has_all=True)
    assert [found.changes for found in page.found] == [("Rating: “On track”, now “At risk”.",), ()]
    done(imports.accept_import(world.as_("coordinator"), id=again))

    assert as_at(world, plan, TODAY)["1"].progress.rating is Rating.AT_RISK
    assert as_at(world, plan, TODAY)["1"].progress.status is Status.COMPLETE


STANDING = ("Ref", "Action", "Status")


def test_a_paper_of_standings_alone_keeps_the_last_words_of_each_update():
    world = make_world()
    plan = accepted(world, effective_on=MARCH)
    train = as_at(world, plan, TODAY)["2"]
    words = {"barrier": "No money for a trainer", "evidence": "Minute 4"}
    done(
        plans.record_progress(
            world.as_("coordinator"),
            entry=uuid.UUID(train.id),
            draft=update(date(2026, 6, 30), "Trainer found", **words),
        )
    )
    standings = (("1", ROWS[0][1], "Complete"), ("2", ROWS[1][1], "Complete"))

    again = done(upload(world, word_plan(standings, STANDING), plan=plan, effective_on=SEPTEMBER))
    page = page_import(world.actor("coordinator"), id=again)
    assert [[said.split(":")[0] for said in found.changes] for found in page.found] == [
        ["Status"],
        ["Status"],
    ]
    done(imports.accept_import(world.as_("coordinator"), id=again))

    now = as_at(world, plan, TODAY)
    assert (now["1"].progress.status, now["1"].progress.progress) == (Status.COMPLETE, "Line tested")
    said = now["2"].progress
    assert (said.as_at, said.status) == (SEPTEMBER, Status.COMPLETE)
    assert (said.progress, said.barrier, said.evidence) == ("Trainer found", *words.values())


def test_a_paper_that_no_longer_prints_a_barrier_it_has_words_for_elsewhere_takes_it_away():
    world = make_world()
    plan = accepted(world, effective_on=MARCH)
    later = (
        (*ROWS[0][:4], "Challenge: No room for the line"),
        (*ROWS[1][:4], "Progress: Trainer found"),
    )

    again = done(upload(world, word_plan(later), plan=plan, effective_on=SEPTEMBER))
    shown = [found.changes for found in page_import(world.actor("coordinator"), id=again).found]
    done(imports.accept_import(world.as_("coordinator"), id=again))

    said = as_at(world, plan, TODAY)["2"].progress
    assert (said.progress, said.barrier) == ("Trainer found", "")
    assert "Held up by: “No money for a trainer”, now “nothing”." in shown[1]


def test_a_paper_with_no_barriers_at_all_leaves_them_as_they_were():
    world = make_world()
    plan = accepted(world, effective_on=MARCH)
    later = (ROWS[0], (*ROWS[1][:4], "Progress: Trainer found"))

    again = done(upload(world, word_plan(later), plan=plan, effective_on=SEPTEMBER))
    done(imports.accept_import(world.as_("coordinator"), id=again))

    said = as_at(world, plan, TODAY)["2"].progress
    assert (said.progress, said.barrier) == ("Trainer found", "No money for a trainer")


def test_an_entry_a_paper_changes_keeps_its_place_among_those_it_leaves_alone():
    world = make_world()
    plan = accepted(world, effective_on=MARCH)
    before = {code: state.version.order for code, state in as_at(world, plan, TODAY).items()}
    last_first = (("3", f"{ROWS[2][1]} soon", *ROWS[2][2:]), ROWS[0], ROWS[1])

    again = done(upload(world, word_plan(last_first), plan=plan, effective_on=SEPTEMBER))
    done(imports.accept_import(world.as_("coordinator"), id=again))

    now = as_at(world, plan, TODAY)
    assert now["3"].version.text == "Publish one referral form soon"
    assert {code: state.version.order for code, state in now.items()} == before
    assert len(set(before.values())) == 3


def test_an_entry_a_paper_changes_without_a_word_for_its_level_keeps_the_plans_own():
    world = make_world()
    plan = accepted(world, effective_on=MARCH)
    EntryVersion.objects.filter(code="1").update(level="Key action")
    id = done(upload(world, word_plan((("1", f"{ROWS[0][1]} soon", *ROWS[0][2:]),)), plan=plan))
    row = PlanImport.objects.get(id=id)
    row.proposal["entries"][0]["word"] = ""
    row.save(update_fields=["proposal"])

    done(imports.accept_import(world.as_("coordinator"), id=id))

    levels = EntryVersion.objects.filter(code="1").order_by("number").values_list("level", flat=True)
    assert list(levels) == ["Key action", "Key action"]


def task_group(world):
    return done(setting_up.add_group(world.as_("coordinator"), name="Housing task group", slug="task"))


def test_a_new_plan_is_the_groups_that_was_said():
    world = make_world()
    task = task_group(world)

    plan = done(imports.accept_import(world.as_("coordinator"), id=done(upload(world)), group=task))

    assert Plan.objects.get(id=plan).group_id == task


def test_whose_plan_it_is_is_asked_where_there_are_several_groups():
    world = make_world()
    id = done(upload(world))
    assert page_import(world.actor("coordinator"), id=id).groups == ()
    task = task_group(world)

    outcome = imports.accept_import(world.as_("coordinator"), id=id)

    assert isinstance(outcome, Refusal)
    assert (outcome.code, outcome.field) == ("imports.group_missing", "group")
    offered = page_import(world.actor("coordinator"), id=id).groups
    assert {group for group, _ in offered} == {str(task), str(world.board)}
    assert not Plan.objects.exists()


def test_a_group_that_may_not_be_seen_is_refused():
    first, second = make_two()
    id = done(upload(first))

    outcome = imports.accept_import(first.as_("coordinator"), id=id, group=second.board)

    assert isinstance(outcome, Refusal)
    assert (outcome.code, outcome.field) == ("imports.unknown_group", "group")
    assert not Plan.objects.exists()


def test_a_plan_held_already_keeps_its_group():
    world = make_world()
    plan = accepted(world)
    task = task_group(world)

    again = done(upload(world, word_plan(OLDER), plan=plan))
    done(imports.accept_import(world.as_("coordinator"), id=again, group=task))

    assert Plan.objects.get(id=plan).group_id == world.board
