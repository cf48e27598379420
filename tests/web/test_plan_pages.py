"""Pages about plans, as a browser without JavaScript gets them."""

import html
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quorate.commands import plans, setting_up
from quorate.domain.access.audience import Audience
from quorate.domain.plans.drafts import EntryDraft
from quorate.domain.plans.facts import (
    EntryKind,
    Lead,
    Measure,
    MeasureKind,
    Rating,
    Status,
    Target,
    TargetKind,
)
from quorate.queries.plan_facts import plan_states
from quorate.records.models import Entry, EntryLead, EntryVersion, Plan, ProgressRow
from tests.builders.browsing import signed_in
from tests.builders.plans import BEGAN, add, day_target, led_by, start, update
from tests.builders.world import TODAY, done, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day(settings):
    settings.TODAY = TODAY.isoformat()


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def plan_page(world, query="", key="coordinator"):
    return signed_in(world, key).get(f"/marlhaven/plans/city-action-plan/{query}")


def test_the_plan_opens_with_what_matters():
    world = make_world()
    plan = start(world)
    add(world, plan, "Train staff", targets=(day_target("1 November 2026"),), leads=led_by(world, "police"))
    done = add(world, plan, "Open the line", leads=led_by(world, "police"))
    plans.record_progress(world.as_("coordinator"), entry=done, draft=update(TODAY, "Open", Status.COMPLETE))

    page = text(plan_page(world))

    assert "2 actions. 1 complete, 1 overdue" in page
    assert "Overdue 22 days" in page


def test_the_plan_as_at_an_earlier_date_says_so_and_offers_no_change():
    world = make_world()
    plan = start(world)
    entry = add(world, plan, "Train staff", targets=(day_target("1 November 2026"),))
    plans.change_entry(
        world.as_("coordinator"),
        entry=entry,
        draft=EntryDraft(EntryKind.ACTION, "Train every member of staff"),
        reason="The board asked for all",
        effective_on=date(2026, 6, 1),
    )

    past = text(plan_page(world, "?on=31+3+2026"))
    now = text(plan_page(world))

    assert "as at 31 March 2026" in past
    assert "Train staff" in past
    assert "every member" not in past
    assert "Add an entry" not in past
    assert "Train every member of staff" in now


def test_a_date_that_is_no_date_is_said_beside_the_field_and_the_plan_is_shown():
    world = make_world()
    start(world)

    response = plan_page(world, "?on=last+spring")

    assert "“last spring” is not a date" in text(response)
    assert "<title>Error: " in response.content.decode()


@pytest.mark.parametrize(
    ("query", "kept", "left_out"),
    [
        ("?lead=Superintendent", "Train staff", "Open the line"),
        ("?flag=no_lead", "Open the line", "Train staff"),
        ("?words=LINE", "Open the line", "Train staff"),
        ("?standing=off_track", "Train staff", "Open the line"),
    ],
    ids=["lead", "what is missing", "words", "standing"],
)
def test_the_plan_is_narrowed(query, kept, left_out):
    world = make_world()
    plan = start(world)
    add(world, plan, "Train staff", targets=(day_target("1 November 2026"),), leads=led_by(world, "police"))
    add(world, plan, "Open the line")

    page = text(plan_page(world, query))

    assert kept in page
    assert left_out not in page
    assert "1 of 2 actions matches your choices." in page


def test_the_sentence_the_bar_and_the_filter_count_the_same():
    world = make_world()
    plan = start(world)
    late_day, later = (day_target("1 November 2026"),), (day_target("1 June 2027"),)
    above = str(add(world, plan, "Find money", kind=EntryKind.RECOMMENDATION, targets=late_day))
    add(world, plan, "Ask the fund", parent_id=above, targets=late_day)
    add(world, plan, "Ask the council", parent_id=above, targets=later)

    whole = text(plan_page(world, ""))
    late = text(plan_page(world, "?standing=off_track"))

    assert "1 recommendation, 2 actions. Of the 2 actions: 1 overdue" in whole
    assert "1 recommendation is past a target date of its own." in whole
    assert "Of 2 actions: 1 off track and 1 at risk." in whole
    assert "Off track (1)" in whole
    assert "Overdue (1)" in whole
    assert "All 2 actions, none hidden by your choices." in whole
    assert "1 of 2 actions matches your choices, and 1 entry above them." in late


@pytest.mark.parametrize(
    "query", ["?standing=nonsense", "?page=9999", "?page=x", "?flag=%00", "?view=forest"]
)
def test_a_made_up_choice_shows_the_whole_plan(query):
    world = make_world()
    add(world, start(world), "Train staff")

    response = plan_page(world, query)

    assert response.status_code == 200
    assert "Train staff" in text(response)


def test_the_tree_holds_the_same_entries_as_the_table():
    world = make_world()
    plan = start(world)
    top = add(world, plan, "Safer homes", kind=EntryKind.OUTCOME)
    add(world, plan, "Fit locks", parent_id=str(top))

    tree = plan_page(world, "?view=tree").content.decode()

    assert "Fit locks" in tree
    assert "<details open" in tree


def test_a_plan_page_asks_the_database_as_often_for_many_entries_as_for_few():
    world = make_world()
    plan = start(world)
    client = signed_in(world)
    for n in range(3):
        add(world, plan, f"Action {n}", leads=led_by(world, "police"))
    client.get("/marlhaven/plans/city-action-plan/")
    with CaptureQueriesContext(connection) as few:
        client.get("/marlhaven/plans/city-action-plan/")
    for n in range(60):
        entry = add(world, plan, f"More {n}", leads=led_by(world, "health"))
        plans.record_progress(world.as_("coordinator"), entry=entry, draft=update(TODAY))

    with CaptureQueriesContext(connection) as many:
        response = client.get("/marlhaven/plans/city-action-plan/")

    assert response.status_code == 200
    assert len(many) == len(few)


def record(client, entry, **answers):
    return client.post(
        f"/marlhaven/entries/{entry}/progress/",
        {
            "status": "under_way",
            "rating": "on_track",
            "progress": "Moved on",
            "as_at": "23 11 2026",
            "version": Entry.objects.get(id=entry).version,
            **answers,
        },
    )


def test_an_update_is_recorded_and_the_page_says_so():
    world = make_world()
    entry = add(world, start(world), "Train staff", leads=led_by(world, "police"))
    client = signed_in(world, "police")

    response = record(client, entry)

    assert response.status_code == 302
    page = text(client.get(response["Location"]))
    assert "The update was recorded." in page
    assert "Moved on" in page


def test_an_update_for_somebody_else_says_for_whom_and_how():
    world = make_world()
    entry = add(world, start(world), "Train staff", leads=led_by(world, "police"))
    client = signed_in(world)

    response = record(
        client,
        entry,
        on_behalf_person=str(world.people["police"]),
        on_behalf_how="telephone",
        on_behalf_on="20 11 2026",
        as_at="20 11 2026",
    )

    page = text(client.get(response["Location"]))
    assert "for Superintendent, by telephone, told on 20 November 2026" in page


@pytest.mark.parametrize("told", [{"on_behalf_how": "email"}, {"on_behalf_on": "20 11 2026"}])
def test_an_update_that_somebody_told_needs_to_say_who(told):
    world = make_world()
    entry = add(world, start(world), "Train staff", leads=led_by(world, "police"))

    response = record(signed_in(world), entry, progress="Kept words", **told)

    page = response.content.decode()
    assert response.status_code == 409
    assert page.count("Say who told you.") == 2
    assert 'href="#on_behalf_person"' in page
    assert "Kept words" in page
    assert not ProgressRow.objects.exists()


def test_what_is_wrong_is_said_twice_in_the_same_words_and_what_was_typed_is_kept():
    world = make_world()
    entry = add(world, start(world), "Train staff", leads=led_by(world, "police"))

    response = record(signed_in(world, "police"), entry, as_at="soon", progress="Kept words")

    page = response.content.decode()
    assert response.status_code == 422
    assert page.count("“soon” is not a date. Write it like 27 3 2026 or 27 March 2026.") == 2
    assert 'href="#as_at"' in page
    assert "Kept words" in page
    assert "There is a problem" in page
    assert not ProgressRow.objects.exists()


def test_a_stale_update_shows_theirs_and_keeps_yours():
    world = make_world()
    entry = add(world, start(world), "Train staff", leads=led_by(world, "police"))
    held = Entry.objects.get(id=entry).version
    client = signed_in(world, "police")
    record(client, entry, progress="Theirs", version=held)

    response = record(client, entry, progress="Yours", version=held)

    page = text(response)
    assert response.status_code == 409
    assert "while you were writing" in page
    assert "Theirs" in page
    assert "Yours" in page
    assert ProgressRow.objects.count() == 1


def test_a_stale_wording_shows_both_versions():
    world = make_world()
    entry = add(world, start(world), "First wording")
    held = Entry.objects.get(id=entry).version
    plans.change_entry(
        world.as_("coordinator"), entry=entry, draft=EntryDraft(EntryKind.ACTION, "Their wording")
    )

    response = signed_in(world).post(
        f"/marlhaven/entries/{entry}/change/", {"kind": "action", "text": "My wording", "version": held}
    )

    page = text(response)
    assert response.status_code == 409
    assert "Their wording" in page
    assert "My wording" in page
    assert EntryVersion.objects.count() == 2


def test_a_later_target_date_asks_why_beside_the_field():
    world = make_world()
    entry = add(world, start(world), "Train staff", targets=(day_target("1 November 2027"),))

    response = signed_in(world).post(
        f"/marlhaven/entries/{entry}/change/",
        {"kind": "action", "text": "Train staff", "targets": "1 December 2027", "version": "1"},
    )

    assert response.status_code == 409
    assert "Say why 1 November 2027 is no longer the target date." in text(response)


def test_target_words_that_cannot_be_read_are_said_and_not_guessed():
    world = make_world()
    entry = add(world, start(world), "Train staff")

    response = signed_in(world).post(
        f"/marlhaven/entries/{entry}/change/",
        {"kind": "action", "text": "Train staff", "targets": "purple"},
    )

    assert response.status_code == 422
    assert "purple" in text(response)


def test_a_plan_is_started_and_an_entry_added_by_hand():
    world = make_world()
    client = signed_in(world)

    started = client.post("/marlhaven/plans/start/", {"name": "Winter plan", "starts_on": "1 10 2026"})
    added = client.post(
        "/marlhaven/plans/winter-plan/add/",
        {
            "kind": "action",
            "text": "Open the shelter",
            "leads": "Superintendent\nTBC",
            "targets": "March 2027",
        },
    )

    assert started.status_code == added.status_code == 302
    page = text(client.get(added["Location"]))
    assert "Superintendent, Police" in page or "Superintendent" in page
    assert "To be confirmed" in page
    assert "31 March 2027" in page
    assert Plan.objects.get().starts_on == date(2026, 10, 1)


def test_hostile_words_are_shown_as_words():
    world = make_world()
    entry = add(world, start(world), "<script>alert(1)</script>", on=BEGAN)
    client = signed_in(world)
    record(client, entry, progress="<img src=x onerror=alert(2)>", barrier="{{7*7}}")

    for address in (
        "/marlhaven/plans/city-action-plan/",
        f"/marlhaven/entries/{entry}/",
        "/marlhaven/plans/",
    ):
        page = client.get(address).content.decode()
        assert "<script>alert(1)" not in page
        assert "<img src=x" not in page
        assert "49" not in re.findall(r"Held up by:</strong> (\S+)", page)


def test_a_member_sees_no_button_for_what_they_may_never_do():
    world = make_world()
    entry = add(world, start(world), "Train staff", leads=led_by(world, "police"))

    plan = text(plan_page(world, key="health"))
    page = text(signed_in(world, "health").get(f"/marlhaven/entries/{entry}/"))

    assert "Bring in a changed file" not in plan
    assert "Ask leads for updates" not in plan
    assert "Record an update" not in page
    assert "Change what it says" not in page


def test_a_date_to_come_is_not_shown_as_if_it_had_been():
    world = make_world()
    add(world, start(world), "Train staff")

    page = text(plan_page(world, "?on=1+1+2031"))

    assert "That day has not come yet." in page
    assert "as at 1 January 2031" not in page


def test_an_action_not_done_is_not_counted_as_complete():
    world = make_world()
    plan = start(world)
    entry = add(world, plan, "Train staff")
    plans.record_progress(
        world.as_("coordinator"), entry=entry, draft=update(TODAY, "The council declined", Status.NOT_DONE)
    )

    page = plan_page(world).content.decode()

    assert 'aria-label="1 not done"' in page
    assert "1 complete" not in page


def test_it_can_be_said_of_a_lead_that_it_is_to_be_confirmed_who():
    world = make_world()
    entry = add(world, start(world), "Train staff", leads=(Lead("Sam Reed"),))
    client = signed_in(world)
    address = f"/marlhaven/entries/{entry}/"

    client.post(
        f"{address}change/",
        {"kind": "action", "text": "Train staff", "leads": "Sam Reed (to be confirmed who)", "version": "1"},
    )

    assert "Sam Reed (to be confirmed who)" in text(client.get(address))
    assert "Sam Reed (to be confirmed who)</textarea>" in client.get(f"{address}change/").content.decode()
    assert EntryLead.objects.filter(raw="Sam Reed", to_be_confirmed=True).count() == 1


def test_changing_the_wording_keeps_leads_and_measures_whole():
    world = make_world()
    lead = Lead(
        raw="the chief", person_id=str(world.people["police"]), agency_id=str(world.agencies["police"])
    )
    judged = Measure("Survivors say so", MeasureKind.JUDGEMENT)
    entry = add(world, start(world), "Train staff", leads=(lead,), measures=(judged,))
    client = signed_in(world)
    form = client.get(f"/marlhaven/entries/{entry}/change/").content.decode()
    leads = re.search(r'name="leads"[^>]*>([^<]*)<', form).group(1)
    measures = re.search(r'name="measures"[^>]*>([^<]*)<', form).group(1)

    response = client.post(
        f"/marlhaven/entries/{entry}/change/",
        {"kind": "action", "text": "Train all staff", "leads": leads, "measures": measures, "version": "1"},
    )

    assert response.status_code == 302
    (state,) = plan_states(world.actor("chair"), "city-action-plan", TODAY).states
    assert state.version.text == "Train all staff"
    assert (state.leads[0].person_id, state.leads[0].agency_id) == (lead.person_id, lead.agency_id)
    assert state.version.measures == (judged,)


HELD = (
    Target(
        TargetKind.DEPENDENT, raw="After the bid", on=None, review_on=date(2027, 1, 5), depends_on="the bid"
    ),
    Target(
        TargetKind.RECURRING,
        raw="Annual updates from Nov 19",
        on=date(2019, 11, 30),
        starts_on=date(2019, 11, 1),
        every_months=12,
    ),
    Target(TargetKind.MONTH, raw="June", on=date(2025, 6, 30)),
    Target(TargetKind.NONE, raw="ASAP"),
    Target(TargetKind.RECURRING, raw="Quarterly", every_months=3),
    Target(TargetKind.RANGE, raw="June\nto July 2026", on=date(2026, 7, 31), starts_on=date(2026, 6, 1)),
    Target(TargetKind.DAY, on=date(2027, 2, 1)),
)


def targets_typed(client, entry) -> str:
    form = client.get(f"/marlhaven/entries/{entry}/change/").content.decode()
    return html.unescape(re.search(r'name="targets"[^>]*>([^<]*)<', form).group(1))


def test_changing_the_wording_keeps_every_target_date_it_was_sent_with():
    world = make_world()
    entry = add(world, start(world), "Train staff", targets=HELD)
    client = signed_in(world)
    typed = targets_typed(client, entry)

    response = client.post(
        f"/marlhaven/entries/{entry}/change/",
        {"kind": "action", "text": "Train all staff", "targets": typed, "version": "1"},
    )

    assert response.status_code == 302
    (state,) = plan_states(world.actor("chair"), "city-action-plan", TODAY).states
    assert state.version.text == "Train all staff"
    assert state.targets == HELD


def test_only_the_target_date_that_was_changed_is_read():
    world = make_world()
    entry = add(world, start(world), "Train staff", targets=HELD)
    client = signed_in(world)
    typed = targets_typed(client, entry).replace("ASAP", "March 2027")

    response = client.post(
        f"/marlhaven/entries/{entry}/change/",
        {"kind": "action", "text": "Train staff", "targets": typed, "version": "1", "reason": "Agreed"},
    )

    assert response.status_code == 302
    (state,) = plan_states(world.actor("chair"), "city-action-plan", TODAY).states
    assert state.targets == (
        *HELD[:3],
        Target(TargetKind.MONTH, raw="March 2027", on=date(2027, 3, 31)),
        *HELD[4:],
    )


def test_a_day_to_look_again_is_given_in_the_form_and_never_falls_due():
    world = make_world()
    entry = add(world, start(world), "Train staff", targets=(Target(TargetKind.ONGOING, raw="Ongoing"),))
    client = signed_in(world)

    response = client.post(
        f"/marlhaven/entries/{entry}/change/",
        {
            "kind": "action",
            "text": "Train staff",
            "targets": "Ongoing, review 1 November 2026",
            "version": "1",
        },
    )

    assert response.status_code == 302
    page = text(client.get(response["Location"]))
    assert "Ongoing, to be looked at again on 1 November 2026" in page
    assert "To be looked at again by 1 November 2026: that day has passed." in page
    assert "Overdue" not in page
    assert targets_typed(client, entry) == "Ongoing, review 1 November 2026"


def test_the_form_shows_a_day_to_look_again_that_was_not_printed():
    world = make_world()
    held = Target(TargetKind.ONGOING, raw="Ongoing", review_on=date(2027, 3, 1))
    entry = add(world, start(world), "Train staff", targets=(held,))

    assert targets_typed(signed_in(world), entry) == "Ongoing, review 1 March 2027"


def test_a_stale_withdrawal_keeps_the_reason():
    world = make_world()
    entry = add(world, start(world), "Train staff")
    held = Entry.objects.get(id=entry).version
    plans.change_entry(world.as_("coordinator"), entry=entry, draft=EntryDraft(EntryKind.ACTION, "Theirs"))

    response = signed_in(world).post(
        f"/marlhaven/entries/{entry}/withdraw/", {"withdraw_reason": "My long reason", "version": held}
    )

    assert response.status_code == 409
    assert "My long reason" in text(response)
    assert "Theirs" in text(response)


@pytest.mark.parametrize("typed", ["abc", "0", "-", "' OR 1=1"])
def test_somebody_made_up_is_refused_beside_the_field(typed):
    world = make_world()
    entry = add(world, start(world), "Train staff")

    response = record(signed_in(world), entry, on_behalf_person=typed)

    assert response.status_code == 422
    assert "Choose one from the list." in text(response)


@pytest.mark.parametrize("part", ["meetings", "plans/city-action-plan", "people"])
def test_a_page_number_of_five_thousand_figures_is_the_first_page(part):
    world = make_world()
    start(world)

    assert signed_in(world).get(f"/marlhaven/{part}/?page={'9' * 5000}").status_code == 200


def test_a_plan_started_by_hand_belongs_to_the_group_chosen():
    world = make_world()
    client = signed_in(world)

    client.post(
        "/marlhaven/plans/start/",
        {"name": "Winter plan", "starts_on": "1 10 2026", "group": str(world.board)},
    )

    assert Plan.objects.get().group_id == world.board


def test_one_lead_written_with_other_spaces_is_one_choice_and_finds_both():
    world = make_world()
    plan = start(world)
    for text, lead in (
        ("Train staff", "Housing and Homelessness"),
        ("Open a refuge", "Housing\n and  Homelessness"),
    ):
        add(world, plan, text, leads=(Lead(raw=lead),))

    page = text_of_plan(signed_in(world))
    assert page.count("Housing and Homelessness (2)") == 1
    found = text_of_plan(signed_in(world), lead="Housing and Homelessness")
    assert "Train staff" in found
    assert "Open a refuge" in found


@pytest.mark.parametrize("address", ["/marlhaven/plans/", "/marlhaven/plans/city-action-plan/"])
def test_bars_have_the_key_to_their_colours_once(address):
    world = make_world()
    add(world, start(world), "Train staff")

    page = signed_in(world).get(address).content.decode()

    assert page.count('aria-label="Key"') == 1
    for standing in ("complete", "on_track", "under_way", "at_risk", "off_track", "waiting", "not_started"):
        assert f'<rect class="q-fill--{standing}" width="10"' in page


def text_of_plan(client, **chosen) -> str:
    return text(client.get("/marlhaven/plans/city-action-plan/", chosen))


def test_a_measure_that_is_another_entrys_completion_says_how_that_stands():
    world = make_world()
    plan = start(world)
    other = add(world, plan, "Open the line", code="2b", leads=led_by(world, "police"))
    measures = (
        Measure("Outcome of 2b", MeasureKind.ENTRY, "2b"),
        Measure("Result of 9z", MeasureKind.ENTRY, "9z"),
        Measure("No. of calls"),
    )
    entry = add(world, plan, "Train staff", code="3", measures=measures)
    client = signed_in(world)

    begun = update(date(2026, 11, 1), "Begun", rating=Rating.NONE)
    plans.record_progress(world.as_("coordinator"), entry=other, draft=begun)
    before = text(client.get(f"/marlhaven/entries/{entry}/"))
    plans.record_progress(world.as_("coordinator"), entry=other, draft=update(TODAY, "Open", Status.COMPLETE))
    after = text(client.get(f"/marlhaven/entries/{entry}/"))

    assert "Outcome of 2b Completion of 2b: under way" in before
    assert "Completion of 2b: complete" in after
    assert "Completion of 9z: not known here" in after
    assert "Measure: Completion of 2b: complete" in text(plan_page(world))
    assert text(plan_page(world)).count("Measure:") == 2
    assert "Measure: Completion of 2b: complete" in text(plan_page(world, "?view=tree"))


@pytest.mark.parametrize("code", ["2b", "9z"])
def test_a_measured_entry_that_is_hidden_is_said_of_as_one_the_plan_does_not_have(code):
    world = make_world()
    plan = start(world)
    hidden = add(world, plan, "Open the line", code="2b")
    Entry.objects.filter(id=hidden).update(audience=Audience.RESTRICTED.value)
    measures = (Measure(f"Outcome of {code}", MeasureKind.ENTRY, code),)
    entry = add(world, plan, "Train staff", code="3", measures=measures)

    page = text(signed_in(world, "chair").get(f"/marlhaven/entries/{entry}/"))
    table = text_of_plan(signed_in(world, "chair"))

    assert f"Completion of {code}: not known here" in page
    assert f"Completion of {code}: not known here" in table
    assert "no entry" not in page + table


def test_a_judgement_is_shown_with_the_latest_evidence():
    world = make_world()
    judged = Measure("Survivors say so", MeasureKind.JUDGEMENT)
    entry = add(world, start(world), "Train staff", measures=(judged,))
    client = signed_in(world)

    before = text(client.get(f"/marlhaven/entries/{entry}/"))
    for on, words in ((date(2026, 10, 1), "Four letters"), (TODAY, "A survey of 40")):
        draft = update(on, words, evidence=words)
        plans.record_progress(world.as_("coordinator"), entry=entry, draft=draft)
    after = text(client.get(f"/marlhaven/entries/{entry}/"))

    assert "Survivors say so No evidence recorded yet" in before
    assert "Survivors say so Evidence: A survey of 40" in after


def test_a_measure_typed_by_hand_is_read_as_one_in_a_paper_would_be():
    world = make_world()
    entry = add(world, start(world), "Train staff", code="2b")

    signed_in(world).post(
        f"/marlhaven/entries/{entry}/change/",
        {"kind": "action", "code": "2b", "text": "Train staff", "measures": "Outcome of 3a", "version": "1"},
    )

    (state,) = plan_states(world.actor("chair"), "city-action-plan", TODAY).states
    assert state.version.measures == (Measure("Outcome of 3a", MeasureKind.ENTRY, "3a"),)


@pytest.mark.parametrize("view", ["", "?view=tree"])
def test_measures_cost_a_plan_page_no_question_for_each_line(view):
    world = make_world()
    plan = start(world)
    measure = Measure("Outcome of 2b", MeasureKind.ENTRY, "2b")
    add(world, plan, "Train staff", measures=(measure,))
    client = signed_in(world)
    address = f"/marlhaven/plans/city-action-plan/{view}"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for n in range(5):
        add(world, plan, f"Train team {n}", measures=(measure,))
    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(few) == len(many)


def test_an_entry_of_a_day_to_come_is_shown_as_it_stands():
    world = make_world()
    yearly = Target(kind=TargetKind.RECURRING, raw="Yearly", on=TODAY, every_months=12)
    entry = add(world, start(world), "Train staff", targets=(yearly,))

    page = signed_in(world).get(f"/marlhaven/entries/{entry}/?on=31/12/9999")

    assert page.status_code == 200
    assert "Train staff" in page.content.decode()


def test_leads_in_words_lead_to_people_and_asking_says_how_many_were_asked():
    world = make_world()
    plan = start(world)
    add(world, plan, "Train staff", leads=(Lead("NM"),))
    client = signed_in(world, "coordinator")
    ask = "/marlhaven/plans/city-action-plan/ask/"

    refused = client.post(ask, {"due_on": "1 12 2026"})
    add(world, plan, "Open the line", leads=led_by(world, "police"))
    asked = text(client.post(ask, {"due_on": "1 12 2026"}, follow=True))

    assert refused.status_code == 409
    assert "1 lead of open entries is a name that is not in People yet" in text(refused)
    assert 'href="/marlhaven/people/">See who is in People</a>' in refused.content.decode()
    assert "1 person was asked about 1 entry. 1 entry has nobody to ask." in asked


def test_a_lead_who_has_left_is_said_to_have_from_that_day_on():
    world = make_world()
    plan = start(world)
    entry = add(world, plan, "Train staff", leads=led_by(world, "police"))
    person = world.people["police"]
    done(setting_up.leave(world.as_("coordinator"), person=person, left_on=date(2026, 11, 20)))
    said = "(left on 20 November 2026)"

    now = text(plan_page(world)), text(signed_in(world).get(f"/marlhaven/entries/{entry}/"))
    before = text(plan_page(world, "?on=19+11+2026"))
    after = text(plan_page(world, "?on=20+11+2026"))

    assert [said in page for page in (*now, after)] == [True, True, True]
    assert said not in before
    assert "Superintendent" in before


@pytest.mark.parametrize("field", ["progress", "barrier", "evidence"])
def test_a_part_of_an_update_that_is_too_long_is_refused_beside_its_field_and_kept(field):
    world = make_world()
    entry = add(world, start(world), "Train staff", leads=led_by(world, "police"))

    refused = record(signed_in(world), entry, **{"progress": "Moved on", field: "x" * 10_001})

    assert refused.status_code == 422
    assert "This is 10,001 characters. Shorten it to 10,000." in text(refused)
    assert "x" * 10_001 in text(refused)
    assert not ProgressRow.objects.exists()


def test_an_update_is_kept_without_characters_that_cannot_be_seen():
    world = make_world()
    entry = add(world, start(world), "Train staff", leads=led_by(world, "police"))

    record(signed_in(world), entry, progress="Moved\x07 on \u202etoday")

    assert ProgressRow.objects.get().progress == "Moved on today"
