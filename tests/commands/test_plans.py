"""Plans: starting, adding, changing, withdrawing and recording progress."""

from datetime import date, timedelta

import pytest

from quorate.commands import labelling, plans, setting_up
from quorate.commands.runner import Done
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.domain.kernel.outcomes import OnBehalf, Refusal
from quorate.domain.plans.drafts import EntryDraft
from quorate.domain.plans.facts import EntryKind, Lead, Rating, Status, Target, TargetKind
from quorate.queries.entries import page_entry
from quorate.queries.plan_facts import plan_states
from quorate.queries.plans import group_choices, lead_name
from quorate.records.models import Entry, EntryVersion, EventRow, Message, Plan, ProgressRow, UpdateAsked
from tests.builders.plans import BEGAN, add, day_target, led_by, led_by_agency, start, update
from tests.builders.world import TODAY, done, make_two, make_world

pytestmark = pytest.mark.django_db


def last_event():
    return EventRow.objects.order_by("-id").first()


def test_two_plans_of_one_name_have_two_addresses():
    world = make_world()

    start(world)
    start(world)

    assert set(Plan.objects.values_list("slug", flat=True)) == {"city-action-plan", "city-action-plan-2"}


def test_a_plan_needs_a_name_and_ends_after_it_starts():
    world = make_world()

    nameless = plans.start_plan(world.as_("coordinator"), name=" ", starts_on=TODAY)
    backwards = plans.start_plan(
        world.as_("coordinator"), name="Plan", starts_on=TODAY, ends_on=date(2020, 1, 1)
    )

    assert isinstance(nameless, Refusal)
    assert nameless.code == "plans.name_missing"
    assert isinstance(backwards, Refusal)
    assert backwards.code == "plans.ends_before_it_starts"
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("ended_on", "starts_on", "is_refused"),
    [
        (date(2026, 10, 30), date(2026, 9, 1), True),
        (date(2026, 10, 30), TODAY, True),
        (TODAY, TODAY, False),
        (date(2026, 12, 31), date(2027, 1, 1), True),
        (date(2026, 12, 31), date(2026, 12, 31), False),
    ],
    ids=["ended, back-dated", "ended", "on its last day", "after its last day to come", "on its day to come"],
)
def test_a_group_that_has_ended_gets_no_plan(ended_on, starts_on, is_refused):
    world = make_world()
    by = world.as_("coordinator")
    task = done(setting_up.add_group(by, slug="task", name="Task group"))
    done(setting_up.end_group(by, group=task, version=1, ended_on=ended_on))

    outcome = plans.start_plan(by, name="Plan", starts_on=starts_on, group=task)

    if is_refused:
        assert isinstance(outcome, Refusal)
        assert (outcome.code, outcome.field) == ("groups.ended", "group")
    assert Plan.objects.exists() is not is_refused


def test_only_groups_that_go_on_are_offered_for_a_plan_and_only_to_who_may_start_one():
    world = make_world()
    by = world.as_("coordinator")
    for slug, ended_on in (("ended", date(2026, 10, 30)), ("ending", TODAY)):
        group = done(setting_up.add_group(by, slug=slug, name=f"{slug} group"))
        done(setting_up.end_group(by, group=group, version=1, ended_on=ended_on))

    offered = group_choices(world.actor("coordinator"), today=TODAY)

    assert {name for _, name in offered} == {"Strategic partnership board", "ending group"}
    assert group_choices(world.actor("chair"), today=TODAY) == ()


def test_only_the_coordinator_starts_a_plan():
    world = make_world()

    with pytest.raises(NotAllowedError):
        plans.start_plan(world.as_("chair"), name="Plan", starts_on=TODAY)


def test_an_entry_keeps_its_leads_targets_and_measures():
    world = make_world()
    plan = start(world)

    add(
        world,
        plan,
        "Open a helpline",
        code="1.1",
        leads=(Lead("police"), Lead("TBC", to_be_confirmed=True), Lead("somebody new")),
        targets=(day_target("30 June 2026"),),
    )

    (state,) = plan_states(world.actor("observer"), plan, TODAY).states
    assert [(lead.agency, lead.to_be_confirmed, lead.raw) for lead in state.leads] == [
        ("Police", False, "police"),
        ("", True, "TBC"),
        ("", False, "somebody new"),
    ]
    assert state.targets[0].on == date(2026, 6, 30)
    assert last_event().code == "plans.entry_added"


def test_an_entry_of_another_partnership_can_be_neither_changed_nor_updated():
    first, second = make_two()
    entry = add(second, start(second), "Theirs")
    before = (EntryVersion.objects.count(), ProgressRow.objects.count())

    with pytest.raises(NotFoundError):
        plans.change_entry(
            first.as_("coordinator"), entry=entry, draft=EntryDraft(kind=EntryKind.ACTION, text="Ours")
        )
    with pytest.raises(NotFoundError):
        plans.record_progress(first.as_("coordinator"), entry=entry, draft=update(TODAY))

    assert (EntryVersion.objects.count(), ProgressRow.objects.count()) == before


def test_a_lead_from_another_partnership_is_kept_as_words_only():
    first, second = make_two()
    stranger = Lead(raw="Their officer", person_id=str(second.people["police"]))

    add(first, start(first), "Ours", leads=(stranger,))

    (state,) = plan_states(first.actor("coordinator"), "city-action-plan", TODAY).states
    assert state.leads == (Lead(raw="Their officer"),)


def test_the_same_code_twice_beside_one_another_is_refused():
    world = make_world()
    plan = start(world)
    add(world, plan, "One", code="1")

    again = plans.add_entry(
        world.as_("coordinator"), plan=plan, draft=EntryDraft(EntryKind.ACTION, "Two", code="1")
    )

    assert isinstance(again, Refusal)
    assert again.code == "plans.code_taken"


def test_changing_an_entry_appends_and_the_past_still_says_what_it_said():
    world = make_world()
    plan = start(world)
    entry = add(world, plan, "Open a helpline")

    outcome = plans.change_entry(
        world.as_("coordinator"),
        entry=entry,
        draft=EntryDraft(EntryKind.ACTION, "Open a helpline day and night"),
        effective_on=date(2026, 1, 1),
    )

    assert isinstance(outcome, Done)
    (before,) = plan_states(world.actor("coordinator"), plan, date(2025, 12, 31)).states
    (after,) = plan_states(world.actor("coordinator"), plan, TODAY).states
    assert before.version.text == "Open a helpline"
    assert after.version.text == "Open a helpline day and night"


def test_saying_the_same_again_is_refused():
    world = make_world()
    entry = add(world, start(world), "Open a helpline")

    outcome = plans.change_entry(
        world.as_("coordinator"), entry=entry, draft=EntryDraft(EntryKind.ACTION, "Open a helpline")
    )

    assert isinstance(outcome, Refusal)
    assert outcome.code == "plans.nothing_changed"


def test_a_promise_moves_later_only_with_a_reason():
    world = make_world()
    entry = add(world, start(world), "Train staff", targets=(day_target("30 June 2027"),))
    later = EntryDraft(EntryKind.ACTION, "Train staff", targets=(day_target("30 September 2027"),))

    silent = plans.change_entry(world.as_("coordinator"), entry=entry, draft=later)
    said = plans.change_entry(world.as_("coordinator"), entry=entry, draft=later, reason="The trainer left")

    assert isinstance(silent, Refusal)
    assert silent.code == "plans.redate_reason"
    assert isinstance(said, Done)
    assert EntryVersion.objects.get(entry=entry, number=2).reason == "The trainer left"


def test_a_change_made_from_an_old_page_is_stale():
    world = make_world()
    entry = add(world, start(world), "Open a helpline")
    held = Entry.objects.get(id=entry).version
    plans.change_entry(
        world.as_("coordinator"), entry=entry, draft=EntryDraft(EntryKind.ACTION, "First"), version=held
    )

    with pytest.raises(StaleError):
        plans.change_entry(
            world.as_("coordinator"), entry=entry, draft=EntryDraft(EntryKind.ACTION, "Second"), version=held
        )

    assert not EntryVersion.objects.filter(text="Second").exists()


def test_a_withdrawn_entry_is_gone_from_that_day_and_there_before_it():
    world = make_world()
    plan = start(world)
    entry = add(world, plan, "Open a helpline")

    outcome = plans.withdraw_entry(
        world.as_("coordinator"), entry=entry, reason="Done by another plan", on=date(2026, 11, 1)
    )

    assert isinstance(outcome, Done)
    assert plan_states(world.actor("chair"), plan, TODAY).states == ()
    assert len(plan_states(world.actor("chair"), plan, date(2026, 10, 31)).states) == 1


@pytest.mark.parametrize(
    ("reason", "on", "code"),
    [
        ("", TODAY, "plans.withdraw_reason"),
        ("Why", date(2027, 1, 1), "plans.withdrawn_in_future"),
        ("Why", date(2020, 1, 1), "plans.not_begun"),
    ],
    ids=["no reason", "in the future", "before it began"],
)
def test_withdrawing_is_refused(reason, on, code):
    world = make_world()
    entry = add(world, start(world), "Open a helpline")

    outcome = plans.withdraw_entry(world.as_("coordinator"), entry=entry, reason=reason, on=on)

    assert isinstance(outcome, Refusal)
    assert outcome.code == code


@pytest.mark.parametrize("leads_as", ["person", "agency"])
def test_a_lead_records_progress_on_what_they_or_their_agency_lead(leads_as):
    world = make_world()
    led = led_by(world, "police") if leads_as == "person" else led_by_agency(world, "police")
    entry = add(world, start(world), "Share the definition", leads=led)

    outcome = plans.record_progress(
        world.as_("police"), entry=entry, draft=update(TODAY, "Sent to all", Status.COMPLETE)
    )

    assert isinstance(outcome, Done)
    assert last_event().code == "plans.progress_recorded"


def test_a_member_cannot_record_progress_on_what_others_lead():
    world = make_world()
    entry = add(world, start(world), "Share the definition", leads=led_by(world, "police"))

    with pytest.raises(NotAllowedError) as caught:
        plans.record_progress(world.as_("health"), entry=entry, draft=update(TODAY))

    assert "your agency" in caught.value.refusal.sentence
    assert not ProgressRow.objects.exists()


def test_the_secretary_of_another_group_cannot_record_on_a_groups_plan():
    world = make_world()
    entry = add(world, start(world), "Share the definition", leads=led_by(world, "police"))
    group = done(setting_up.add_group(world.as_("coordinator"), slug="housing", name="Housing group"))
    seat = done(
        setting_up.add_seat(
            world.as_("coordinator"), group=group, title="Secretary", seat_class="core", order=1
        )
    )
    done(
        setting_up.appoint(
            world.as_("coordinator"),
            seat=seat,
            person=world.people["health"],
            from_on=date(2024, 1, 2),
            office="secretary",
        )
    )

    with pytest.raises(NotAllowedError):
        plans.record_progress(world.as_("health"), entry=entry, draft=update(TODAY))

    assert not ProgressRow.objects.exists()
    done(plans.record_progress(world.as_("secretary"), entry=entry, draft=update(TODAY)))


def test_the_coordinator_records_for_somebody_who_never_signs_in():
    world = make_world()
    entry = add(world, start(world), "Share the definition", leads=led_by(world, "police"))
    behalf = OnBehalf(person=str(world.people["police"]), how="telephone", on=date(2026, 11, 20))

    outcome = plans.record_progress(
        world.as_("coordinator"), entry=entry, draft=update(date(2026, 11, 20)), on_behalf=behalf
    )

    assert isinstance(outcome, Done)
    row = ProgressRow.objects.get()
    assert (row.on_behalf_of_id, row.how, row.said_on) == (
        world.people["police"],
        "telephone",
        date(2026, 11, 20),
    )
    assert '"on_behalf_of":{"how":"telephone"' in last_event().contents


def test_a_member_cannot_record_on_behalf_of_another_even_on_their_own_entry():
    world = make_world()
    entry = add(world, start(world), "Share the definition", leads=led_by(world, "police"))
    behalf = OnBehalf(person=str(world.people["health"]), how="email", on=TODAY)

    with pytest.raises(NotAllowedError):
        plans.record_progress(world.as_("police"), entry=entry, draft=update(TODAY), on_behalf=behalf)


def test_on_behalf_of_somebody_elsewhere_is_not_found():
    first, second = make_two()
    entry = add(first, start(first), "Share the definition")
    behalf = OnBehalf(person=str(second.people["police"]), how="email", on=TODAY)

    with pytest.raises(NotFoundError):
        plans.record_progress(first.as_("coordinator"), entry=entry, draft=update(TODAY), on_behalf=behalf)

    assert not ProgressRow.objects.exists()


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (update(date(2027, 1, 1)), "plans.as_at_in_future"),
        (update(date(2020, 1, 1)), "plans.as_at_before_plan"),
        (update(TODAY, "", Status.COMPLETE), "plans.complete_without_saying"),
        (update(TODAY, "", Status.NOT_DONE), "plans.not_done_without_reason"),
        (update(TODAY, "", Status.NOT_STARTED, Rating.NONE), "plans.empty_update"),
    ],
    ids=["future", "before the plan", "complete, silent", "not done, silent", "empty"],
)
def test_an_update_is_refused(draft, code):
    world = make_world()
    entry = add(world, start(world), "Share the definition")

    outcome = plans.record_progress(world.as_("coordinator"), entry=entry, draft=draft)

    assert isinstance(outcome, Refusal)
    assert outcome.code == code
    assert not ProgressRow.objects.exists()


def test_what_is_said_already_is_the_update_of_the_latest_day_and_not_the_last_written_down():
    world = make_world()
    entry = add(world, start(world), "Share the definition")
    for on, words in ((TODAY, "All agree"), (date(2026, 11, 2), "Two agree")):
        done(plans.record_progress(world.as_("coordinator"), entry=entry, draft=update(on, words)))

    again = plans.record_progress(world.as_("coordinator"), entry=entry, draft=update(TODAY, "All agree"))

    assert isinstance(again, Refusal)
    assert again.code == "plans.same_update"


def test_two_updates_from_one_page_the_second_is_stale():
    world = make_world()
    entry = add(world, start(world), "Share the definition")
    held = Entry.objects.get(id=entry).version
    plans.record_progress(world.as_("coordinator"), entry=entry, draft=update(TODAY, "One"), version=held)

    with pytest.raises(StaleError):
        plans.record_progress(world.as_("coordinator"), entry=entry, draft=update(TODAY, "Two"), version=held)

    assert ProgressRow.objects.count() == 1


def test_a_month_target_is_kept_as_printed():
    world = make_world()
    plan = start(world)
    month = Target(TargetKind.MONTH, raw="June 2026", on=date(2026, 6, 30))

    add(world, plan, "Agree a plan", targets=(month,))

    (state,) = plan_states(world.actor("chair"), plan, TODAY).states
    assert state.targets == (month,)


def test_a_plan_is_not_visible_elsewhere():
    first, second = make_two()
    plan = start(first)

    with pytest.raises(NotFoundError):
        plan_states(second.actor("coordinator"), plan, TODAY)

    assert BEGAN < TODAY


def test_asking_for_updates_owes_each_named_lead_one_neutral_message():
    world = make_world()
    plan = start(world)
    add(world, plan, "Share the definition", leads=led_by(world, "police"))
    add(world, plan, "Train staff", leads=led_by(world, "police"))
    add(world, plan, "Fund the refuge", leads=led_by(world, "charity"))
    finished = add(world, plan, "Open the line", leads=led_by(world, "health"))
    plans.record_progress(
        world.as_("coordinator"), entry=finished, draft=update(TODAY, "Open", Status.COMPLETE)
    )

    for _ in range(2):
        outcome = plans.ask_for_updates(world.as_("coordinator"), plan=plan, due_on=TODAY + timedelta(4))
        assert isinstance(outcome, Done)
        assert outcome.sentence == "2 people were asked about 3 entries."

    owed = Message.objects.order_by("person__name")
    assert [message.person_id for message in owed] == [world.people["charity"], world.people["police"]]
    assert {message.subject for message in owed} == {"Partnership meeting"}
    assert not any("Share the definition" in message.body for message in owed)


def test_what_leaves_a_week_for_the_answer_is_told_with_all_else_that_is_due_and_not_by_itself():
    world = make_world()
    plan = start(world)
    add(world, plan, "Train staff", leads=led_by(world, "police"))

    done(plans.ask_for_updates(world.as_("coordinator"), plan=plan, due_on=TODAY + timedelta(7)))

    assert not Message.objects.exists()
    assert UpdateAsked.objects.exists()


def test_a_lead_in_words_is_theirs_once_they_are_in_people_and_the_form_is_sent_as_it_was():
    world = make_world()
    plan = start(world)
    entry = add(world, plan, "Train staff", leads=(Lead("Naseem Malik"),))
    before = plans.ask_for_updates(world.as_("coordinator"), plan=plan, due_on=date(2026, 12, 1))
    done(setting_up.add_person(world.as_("coordinator"), name="Naseem Malik"))

    done(
        plans.change_entry(
            world.as_("coordinator"),
            entry=entry,
            draft=EntryDraft(EntryKind.ACTION, "Train staff", leads=(Lead("Naseem Malik"),)),
        )
    )

    assert isinstance(before, Refusal)
    assert before.code == "plans.leads_in_words"
    asked = plans.ask_for_updates(world.as_("coordinator"), plan=plan, due_on=date(2026, 12, 1))
    assert isinstance(asked, Done)
    assert asked.sentence == "1 person was asked about 1 entry."


def test_nothing_is_written_to_what_hangs_on_an_entry_its_lead_may_not_see():
    world = make_world()
    plan = start(world)
    priority = add(world, plan, "Homes", kind=EntryKind.PRIORITY)
    outcome = add(world, plan, "Fewer cases", kind=EntryKind.OUTCOME, parent_id=str(priority))
    action = add(world, plan, "Train staff", parent_id=str(outcome), leads=led_by(world, "police"))
    done(
        labelling.set_audience(
            world.as_("coordinator"),
            kind="entry",
            id=priority,
            version=Entry.objects.get(id=priority).version,
            audience=Audience.RESTRICTED,
            restriction=None,
        )
    )
    draft = update(TODAY, "Two courses were held")

    with pytest.raises(NotFoundError):
        plans.record_progress(world.as_("police"), entry=action, draft=draft)

    assert not ProgressRow.objects.exists()
    done(plans.record_progress(world.as_("coordinator"), entry=action, draft=draft))


def test_nobody_is_asked_where_nobody_is_named():
    world = make_world()
    plan = start(world)
    add(world, plan, "Share the definition")

    nobody = plans.ask_for_updates(world.as_("coordinator"), plan=plan, due_on=date(2026, 12, 1))
    too_late = plans.ask_for_updates(world.as_("coordinator"), plan=plan, due_on=date(2026, 1, 1))

    assert isinstance(nobody, Refusal)
    assert nobody.code == "plans.nobody_to_ask"
    assert isinstance(too_late, Refusal)
    assert too_late.code == "plans.due_in_the_past"


@pytest.mark.parametrize("key", ["chair", "police", "observer"])
def test_only_who_runs_the_board_asks_for_updates(key):
    world = make_world()
    plan = start(world)

    with pytest.raises(NotAllowedError):
        plans.ask_for_updates(world.as_(key), plan=plan, due_on=TODAY)


def test_another_partnerships_agency_is_kept_as_words_only():
    first, second = make_two()
    stranger = Lead(raw="Their police", agency_id=str(second.agencies["police"]))

    add(first, start(first), "Ours", leads=(stranger,))

    (state,) = plan_states(first.actor("coordinator"), "city-action-plan", TODAY).states
    assert state.leads == (Lead(raw="Their police"),)


def twins(world, **more):
    """Two people of one name and one title."""
    return [
        done(
            setting_up.add_person(
                world.as_("coordinator"), name="Ada Byron", title="Head of service", from_on=BEGAN, **more
            )
        )
        for _ in range(2)
    ]


def leads_of(world):
    (state,) = plan_states(world.actor("chair"), "city-action-plan", TODAY).states
    return state.leads


@pytest.mark.parametrize("words", ["Head of service", "ada  byron"])
def test_words_that_could_be_two_people_are_nobodys_until_it_is_confirmed_who(words):
    world = make_world()
    twins(world)

    add(world, start(world), "Train staff", leads=(Lead(raw=words),))

    (lead,) = leads_of(world)
    assert (lead.raw, lead.person_id, lead.to_be_confirmed) == (words, "", True)
    assert lead_name(lead) == f"{' '.join(words.split())} (to be confirmed who)"


@pytest.mark.parametrize("which", [0, 1])
def test_a_person_chosen_by_id_is_kept_whoever_else_has_the_name(which):
    world = make_world()
    chosen = str(twins(world)[which])

    add(world, start(world), "Train staff", leads=(Lead(raw="Ada Byron", person_id=chosen),))

    (lead,) = leads_of(world)
    assert (lead.person_id, lead.to_be_confirmed) == (chosen, False)


@pytest.mark.parametrize(("left_on", "is_known"), [(date(2027, 6, 1), True), (TODAY, False)])
def test_a_name_is_known_until_the_day_somebody_leaves(left_on, is_known):
    world = make_world()
    first, second = twins(world)
    done(setting_up.leave(world.as_("coordinator"), person=first, left_on=TODAY))
    done(setting_up.leave(world.as_("coordinator"), person=second, left_on=left_on))

    add(world, start(world), "Train staff", on=TODAY, leads=(Lead(raw="Ada Byron"),))

    (lead,) = leads_of(world)
    assert (lead.person_id, lead.to_be_confirmed) == (str(second) if is_known else "", False)


def test_a_lead_who_has_left_is_kept_when_the_wording_changes():
    world = make_world()
    twin = twins(world)[0]
    lead = Lead(raw="Ada Byron", person_id=str(twin))
    entry = add(world, start(world), "Train staf", leads=(lead,))
    done(setting_up.leave(world.as_("coordinator"), person=twin, left_on=TODAY))

    draft = EntryDraft(kind=EntryKind.ACTION, text="Train staff", leads=(lead,))
    done(plans.change_entry(world.as_("coordinator"), entry=entry, draft=draft))

    assert [kept.person_id for kept in leads_of(world)] == [str(twin)]


def test_an_update_can_be_recorded_for_somebody_who_leaves_next_year():
    world = make_world()
    person, _ = twins(world)
    done(setting_up.leave(world.as_("coordinator"), person=person, left_on=date(2027, 6, 1)))
    entry = add(world, start(world), "Train staff")

    page = page_entry(world.actor("coordinator"), entry=entry, today=TODAY)

    assert dict(page.people)[str(person)] == "Ada Byron"


@pytest.mark.parametrize(("as_at", "code"), [(TODAY, "plans.had_left"), (date(2026, 11, 20), "")])
def test_what_somebody_told_before_they_left_can_still_be_recorded_and_nothing_after(as_at, code):
    world = make_world()
    person, _ = twins(world)
    entry = add(world, start(world), "Train staff")
    done(setting_up.leave(world.as_("coordinator"), person=person, left_on=date(2026, 11, 20)))

    page = page_entry(world.actor("coordinator"), entry=entry, today=TODAY)
    outcome = plans.record_progress(
        world.as_("coordinator"),
        entry=entry,
        draft=update(as_at),
        on_behalf=OnBehalf(str(person), "email", TODAY),
    )

    assert dict(page.people)[str(person)] == "Ada Byron (left on 20 November 2026)"
    assert (outcome.code if isinstance(outcome, Refusal) else "") == code


def test_whoever_left_before_the_plan_began_is_not_offered():
    world = make_world()
    person, _ = twins(world)
    entry = add(world, start(world), "Train staff")
    done(setting_up.leave(world.as_("coordinator"), person=person, left_on=BEGAN - timedelta(days=1)))

    page = page_entry(world.actor("coordinator"), entry=entry, today=TODAY)

    assert str(person) not in dict(page.people)


def levels_of(entry):
    return list(EntryVersion.objects.filter(entry=entry).order_by("number").values_list("level", flat=True))


def test_an_entry_that_becomes_another_kind_takes_the_plans_own_word_for_it():
    world = make_world()
    plan = start(world)
    add(world, plan, "Safer homes", kind=EntryKind.OBJECTIVE, level="Strategic aim")
    entry = add(world, plan, "Fit locks", level="Key action")
    draft = EntryDraft(kind=EntryKind.OBJECTIVE, text="Fit locks", level="Key action")

    done(plans.change_entry(world.as_("coordinator"), entry=entry, draft=draft))

    assert levels_of(entry) == ["Key action", "Strategic aim"]


def test_an_entry_that_becomes_a_kind_the_plan_has_no_word_for_has_none():
    world = make_world()
    entry = add(world, start(world), "Fit locks", level="Key action")
    draft = EntryDraft(kind=EntryKind.OBJECTIVE, text="Fit locks", level="Key action")

    done(plans.change_entry(world.as_("coordinator"), entry=entry, draft=draft))

    assert levels_of(entry) == ["Key action", ""]


@pytest.mark.parametrize(
    ("words", "taken"),
    [(["Key action", "Key action"], "Key action"), (["Key action", "Task"], ""), ([], "")],
)
def test_an_entry_added_without_a_word_for_its_level_takes_the_one_the_plan_has(words, taken):
    world = make_world()
    plan = start(world)
    for n, word in enumerate(words):
        add(world, plan, f"Fit lock {n}", level=word)

    assert levels_of(add(world, plan, "Light the stairs")) == [taken]


def test_an_entry_reworded_keeps_its_own_word_for_its_level():
    world = make_world()
    plan = start(world)
    add(world, plan, "Safer homes", level="Task")
    entry = add(world, plan, "Fit locks", level="Key action")
    draft = EntryDraft(kind=EntryKind.ACTION, text="Fit every lock", level="Key action")

    done(plans.change_entry(world.as_("coordinator"), entry=entry, draft=draft))

    assert levels_of(entry) == ["Key action", "Key action"]
