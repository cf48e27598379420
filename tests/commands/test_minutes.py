"""Minutes written on the agenda, one at a time, and the actions among them."""

import uuid
from datetime import date, time, timedelta

import pytest

from quorate.commands import (
    meetings,
    minutes,
    minutes_actions,
    minutes_after,
    minutes_steps,
    setting_up,
)
from quorate.commands import plans as plan_verbs
from quorate.commands.labelling import set_audience
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.domain.kernel.outcomes import OnBehalf, Refusal, Waiver
from quorate.domain.kernel.words import weekday
from quorate.domain.meetings.minutes import MinuteKind
from quorate.domain.plans.facts import EntryKind
from quorate.domain.terms.clauses import ClauseKind
from quorate.queries.meetings import page_meeting
from quorate.records import scopes
from quorate.records.models import (
    Amendment,
    ClauseRow,
    Declaration,
    Entry,
    EntryMove,
    EntryVersion,
    EventRow,
    Meeting,
    Message,
    Minute,
    Plan,
    WaiverRow,
)
from tests.builders.meetings import a_meeting, an_item, version_of
from tests.builders.minutes import HELD_ON, a_minute, an_action, approved, circulated, said, to_chair
from tests.builders.plans import add, start, update
from tests.builders.world import TODAY, TOWN_CLAUSES, done, make_two, make_world, moment

pytestmark = pytest.mark.django_db


def refused(outcome) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def held(world, on=HELD_ON, **more):
    return a_meeting(world, on, as_of=on - timedelta(days=30), **more)


def last_codes(n: int = 1) -> list[str]:
    return list(EventRow.objects.order_by("-id").values_list("code", flat=True)[:n])


def change(world, meeting, minute, version, words, *, by="coordinator", kind=MinuteKind.DISCUSSION, **more):
    return minutes.change_minute(
        world.as_(by), meeting=meeting, minute=minute, draft=said(words, kind, **more), version=version
    )


# Written, changed, moved, removed


def test_a_minute_is_written_under_its_item_and_recorded():
    world = make_world()
    meeting = held(world)
    item = an_item(world, meeting)

    id = a_minute(world, meeting, item, "The figures had risen.", by="secretary")

    row = Minute.objects.get(id=id)
    assert (row.item_id, row.words, row.kind) == (item, "The figures had risen.", "discussion")
    assert last_codes() == ["minutes.written"]


def test_a_form_sent_twice_writes_one_minute():
    world = make_world()
    meeting = held(world)
    a_minute(world, meeting, words="Noted")

    again = minutes.write_minute(world.as_("coordinator"), meeting=meeting, draft=said("Noted "))

    assert refused(again) == "minutes.said_already"
    assert Minute.objects.count() == 1


@pytest.mark.parametrize("key", ["chair", "police", "observer", "analyst"])
def test_nobody_but_those_who_run_the_board_writes_minutes(key):
    world = make_world()
    meeting = held(world)

    with pytest.raises(NotAllowedError):
        minutes.write_minute(world.as_(key), meeting=meeting, draft=said())


def test_minutes_of_another_partnership_are_not_found():
    first, second = make_two()
    meeting = held(second)
    minute = a_minute(second, meeting)

    with pytest.raises(NotFoundError):
        minutes.write_minute(first.as_("coordinator"), meeting=meeting, draft=said())
    with pytest.raises(NotFoundError):
        change(first, held(first), minute, 1, "Ours")


def test_an_item_of_another_meeting_is_not_found():
    world = make_world()
    item = an_item(world, held(world, HELD_ON - timedelta(days=7)))

    with pytest.raises(NotFoundError):
        minutes.write_minute(world.as_("coordinator"), meeting=held(world), item=item, draft=said())


def test_no_minute_is_written_before_the_day_nor_of_a_cancelled_meeting():
    world = make_world()
    to_come = a_meeting(world)

    outcome = minutes.write_minute(world.as_("coordinator"), meeting=to_come, draft=said())

    assert refused(outcome) == "minutes.not_yet"
    Meeting.objects.filter(id=to_come).update(state="cancelled")
    outcome = minutes.write_minute(world.as_("coordinator"), meeting=to_come, draft=said())
    assert refused(outcome) == "meetings.cancelled"


def test_two_coordinators_editing_one_minute_lose_nothing_and_the_second_is_told():
    world = make_world()
    meeting = held(world)
    minute = a_minute(world, meeting, words="As first written")
    done(change(world, meeting, minute, 1, "As the first of two changed it"))

    with pytest.raises(StaleError):
        change(world, meeting, minute, 1, "As the second of two changed it", by="secretary")

    assert Minute.objects.get(id=minute).words == "As the first of two changed it"


def test_two_minutes_of_one_meeting_are_changed_at_once():
    world = make_world()
    meeting = held(world)
    one, two = a_minute(world, meeting, words="One"), a_minute(world, meeting, words="Two")
    before = version_of(meeting)

    done(change(world, meeting, one, 1, "One more"))
    done(change(world, meeting, two, 1, "Two more", by="secretary"))

    assert version_of(meeting) == before, "minutes must not make the room's page stale"


def test_a_minute_that_says_the_same_is_not_changed():
    world = make_world()
    meeting = held(world)
    minute = a_minute(world, meeting, words="Noted")

    assert refused(change(world, meeting, minute, 1, "Noted")) == "minutes.nothing_changed"


def test_a_removed_minute_stays_in_the_record():
    world = make_world()
    meeting = held(world)
    minute = a_minute(world, meeting)

    done(minutes.remove_minute(world.as_("coordinator"), meeting=meeting, minute=minute, version=1))

    assert Minute.objects.get(id=minute).removed_at
    with pytest.raises(NotFoundError):
        minutes.remove_minute(world.as_("coordinator"), meeting=meeting, minute=minute, version=2)
    again = a_minute(world, meeting, words=Minute.objects.get(id=minute).words)
    assert Minute.objects.get(id=again).removed_at is None


def test_a_decision_that_answers_advice_is_not_removed():
    world = make_world()
    meeting, by = held(world), world.as_("coordinator")
    advice = a_minute(world, meeting, words="Keep the post", kind=MinuteKind.ADVICE, given_to="The council")
    decision = a_minute(world, meeting, words="The post is kept", kind=MinuteKind.DISCUSSION)
    Minute.objects.filter(id=advice).update(decided_in=decision)

    kept = minutes.remove_minute(by, meeting=meeting, minute=decision, version=1)

    assert refused(kept) == "minutes.holds_another"


def test_a_minute_moves_among_those_of_its_item():
    world = make_world()
    meeting = held(world)
    first, second = a_minute(world, meeting, words="First"), a_minute(world, meeting, words="Second")

    done(minutes.move_minute(world.as_("coordinator"), meeting=meeting, minute=second, version=1, up=True))

    ordered = list(Minute.objects.order_by("order").values_list("id", flat=True))
    assert ordered == [second, first]
    with pytest.raises(StaleError):  # the same press again
        minutes.move_minute(world.as_("coordinator"), meeting=meeting, minute=second, version=1, up=True)
    top = minutes.move_minute(world.as_("coordinator"), meeting=meeting, minute=second, version=2, up=True)
    assert refused(top) == "meetings.first_or_last"


# Who sees them


def test_minutes_of_a_restricted_item_are_seen_by_those_who_see_the_item():
    world = make_world()
    meeting = held(world)
    hidden = an_item(world, meeting, "Tender", audience=Audience.RESTRICTED)
    a_minute(world, meeting, hidden, "The bids were opened")
    a_minute(world, meeting, an_item(world, meeting, "Open"), "The open item")
    circulated(world, meeting)

    seen = {
        key: set(scopes.minutes(world.actor(key)).values_list("words", flat=True)) for key in world.people
    }

    assert "The bids were opened" in seen["coordinator"]
    assert seen["police"] == seen["observer"] == seen["chair"] == {"The open item"}


def test_minutes_in_draft_are_seen_by_those_who_write_and_approve_them():
    world = make_world()
    meeting = held(world)
    a_minute(world, meeting)

    sees = {key for key in world.people if scopes.minutes(world.actor(key)).exists()}

    assert sees == {"first", "coordinator", "secretary", "chair", "vice_chair"}
    circulated(world, meeting)
    assert scopes.minutes(world.actor("observer")).exists()


# Decisions and the quorum


def without_quorum(world, meeting, words="The hours are agreed", **more):
    clause = ClauseRow.objects.get(terms=world.terms, kind="quorum")
    waiver = Waiver(str(clause.id), "It could not wait", str(world.people["chair"]), TODAY)
    return a_minute(
        world, meeting, words=words, kind=MinuteKind.DECISION, quorum="not_quorate", waiver=waiver, **more
    )


def test_whoever_withdrew_from_an_item_does_not_agree_to_decide_it_without_a_quorum():
    world = make_world(clauses=TOWN_CLAUSES)
    meeting = held(world)
    item, other = an_item(world, meeting), an_item(world, meeting, title="Another")
    Declaration.objects.create(
        id=uuid.uuid4(), meeting_id=meeting, item_id=item, person_id=world.people["chair"],
        words="They bid", withdraws=True, recorded_at=moment().at, recorded_by_id=world.people["secretary"],
    )  # fmt: skip
    asked = {"meeting": meeting, "item": item, "quorum": "not_quorate"}
    asked["draft"] = said("The hours are agreed", MinuteKind.DECISION)
    clause = str(ClauseRow.objects.get(terms=world.terms, kind="quorum").id)
    chair, vice = (
        Waiver(clause, "It could not wait", str(world.people[key]), TODAY) for key in ("chair", "vice_chair")
    )

    outcome = minutes.write_minute(world.as_("coordinator"), waiver=chair, **asked)

    assert refused(outcome) == "waivers.conflicted"
    assert "vice-chair" in outcome.cure
    done(minutes.write_minute(world.as_("coordinator"), waiver=vice, **asked))
    done(minutes.write_minute(world.as_("coordinator"), waiver=chair, **asked | {"item": other}))


def test_a_decision_without_a_quorum_needs_the_chairs_agreement():
    world = make_world(clauses=TOWN_CLAUSES)
    meeting = held(world)
    draft = said("The hours are agreed", MinuteKind.DECISION)
    asked = world.as_("coordinator")

    refusal = minutes.write_minute(asked, meeting=meeting, draft=draft, quorum="not_quorate")

    assert refused(refusal) == "minutes.not_quorate"
    assert refusal.is_waivable
    police = Waiver(refusal.waivable_clause, "It could not wait", str(world.people["police"]), TODAY)
    outcome = minutes.write_minute(asked, meeting=meeting, draft=draft, quorum="not_quorate", waiver=police)
    assert refused(outcome) == "waivers.not_the_chair"
    assert not Minute.objects.exists()


def test_a_decision_without_a_quorum_keeps_its_waiver_until_a_later_one_ratifies_it():
    world = make_world(clauses=TOWN_CLAUSES)
    first, later = held(world), held(world, HELD_ON + timedelta(days=7))
    pending = without_quorum(world, first)
    assert WaiverRow.objects.get(subject_kind="minute").subject_id == pending
    by = a_minute(world, later, words="Ratified", kind=MinuteKind.DECISION, quorum="quorate")

    done(
        minutes_after.ratify_decision(
            world.as_("coordinator"), meeting=first, minute=pending, ratified_in=by, version=1
        )
    )

    assert Minute.objects.get(id=pending).ratified_in_id == by
    again = minutes_after.ratify_decision(
        world.as_("coordinator"), meeting=first, minute=pending, ratified_in=by, version=2
    )
    assert refused(again) == "minutes.nothing_to_ratify"


def test_a_decision_without_a_quorum_is_not_ratified_by_another_such():
    world = make_world(clauses=TOWN_CLAUSES)
    first, later = held(world), held(world, HELD_ON + timedelta(days=7))
    pending, by = without_quorum(world, first), without_quorum(world, later, "Agreed again")

    outcome = minutes_after.ratify_decision(
        world.as_("coordinator"), meeting=first, minute=pending, ratified_in=by, version=1
    )

    assert refused(outcome) == "minutes.not_quorate_either"


def test_a_decision_changed_without_a_quorum_needs_the_waiver_it_never_had():
    world = make_world(clauses=TOWN_CLAUSES)
    meeting = held(world)
    minute = a_minute(world, meeting, words="Agreed", kind=MinuteKind.DECISION, quorum="quorate")

    outcome = minutes.change_minute(
        world.as_("coordinator"),
        meeting=meeting,
        minute=minute,
        version=1,
        draft=said("Agreed so", MinuteKind.DECISION),
        quorum="not_quorate",
    )

    assert refused(outcome) == "minutes.not_quorate"
    assert Minute.objects.get(id=minute).words == "Agreed"
    waived = without_quorum(world, meeting, "Agreed at last")
    done(change(world, meeting, waived, 1, "Agreed in the end", kind=MinuteKind.DECISION))


def ratifying(world, meeting, pending, by, **more):
    return minutes_after.ratify_decision(
        world.as_("coordinator"), meeting=meeting, minute=pending, ratified_in=by, version=1, **more
    )


def test_a_decision_of_which_nobody_says_how_the_quorum_stood_ratifies_with_a_waiver_alone():
    world = make_world(clauses=TOWN_CLAUSES)
    first, later = held(world), held(world, HELD_ON + timedelta(days=7))
    pending = without_quorum(world, first)
    by = a_minute(world, later, words="Ratified", kind=MinuteKind.DECISION)

    refusal = ratifying(world, first, pending, by)

    assert refused(refusal) == "minutes.quorum_not_known"
    clause = refusal.waivable_clause
    police = Waiver(clause, "Everybody remembers it so", str(world.people["police"]), TODAY)
    assert refused(ratifying(world, first, pending, by, waiver=police)) == "waivers.not_the_chair"
    chair = Waiver(clause, "Everybody remembers it so", str(world.people["chair"]), TODAY)
    done(ratifying(world, first, pending, by, waiver=chair))
    assert Minute.objects.get(id=pending).ratified_in_id == by
    assert WaiverRow.objects.get(subject_kind="meeting").subject_id == later


def test_a_waiver_that_nothing_asks_for_is_not_kept():
    world = make_world(clauses=TOWN_CLAUSES)
    first, later = held(world), held(world, HELD_ON + timedelta(days=7))
    pending = without_quorum(world, first)
    by = a_minute(world, later, words="Ratified", kind=MinuteKind.DECISION, quorum="quorate")
    waiver = Waiver("quorum", "To be sure", str(world.people["chair"]), TODAY)

    done(ratifying(world, first, pending, by, waiver=waiver))

    assert not WaiverRow.objects.filter(subject_kind="meeting").exists()


def test_another_groups_decision_ratifies_nothing():
    world = make_world(clauses=TOWN_CLAUSES)
    first = held(world)
    pending = without_quorum(world, first)
    by = world.as_("coordinator")
    group = done(setting_up.add_group(by, slug="reduction", name="Reduction group"))
    theirs = done(
        meetings.set_meeting(by, group=group, on=HELD_ON + timedelta(days=7), starts=time(10), minutes=60)
    )
    decision = a_minute(world, theirs, words="Ratified", kind=MinuteKind.DECISION, quorum="quorate")

    with pytest.raises(NotFoundError):
        ratifying(world, first, pending, decision)


def test_terms_that_state_no_quorum_make_no_decision_wait():
    world = make_world()
    id = a_minute(world, held(world), words="Agreed", kind=MinuteKind.DECISION, quorum="not_quorate")

    assert Minute.objects.get(id=id).quorum == "none_stated"


# Actions


def test_an_action_becomes_an_entry_of_the_groups_log_which_is_started_for_it():
    world = make_world()
    meeting = held(world)

    id = an_action(world, meeting)

    entry = Minute.objects.get(id=id).entry
    log = Plan.objects.get(kind="action_log")
    said_there = entry.versions.get()
    assert (log.name, log.group_id) == ("Actions of the Strategic partnership board", world.board)
    assert (said_there.code, said_there.text, said_there.effective_on) == ("1", "Share the list", HELD_ON)
    assert said_there.leads.get().person_id == world.people["police"]
    assert said_there.targets.get().on == date(2026, 12, 18)
    assert last_codes(3) == ["plans.entry_added", "plans.started", "minutes.written"]


def test_the_next_action_takes_the_logs_next_code():
    world = make_world()
    log = start(world, "Actions agreed", kind="action_log")
    add(world, log, "Earlier", code="MB 26/09")

    id = an_action(world, held(world))

    entry = Minute.objects.get(id=id).entry
    assert (entry.plan_id, entry.versions.get().code) == (log, "MB 26/10")


def test_an_action_of_a_restricted_item_is_as_hidden_as_the_item_and_leaves_no_gap():
    world = make_world()
    meeting = held(world)
    hidden = an_item(world, meeting, "Tender", audience=Audience.RESTRICTED)
    an_action(world, meeting, hidden, "Ask the bidder")
    an_action(world, meeting, words="Share the list")

    codes = dict(EntryVersion.objects.values_list("text", "code"))
    assert codes == {"Ask the bidder": "R1", "Share the list": "1"}
    seen = scopes.entries(world.actor("police")).values_list("versions__text", flat=True)
    assert list(seen) == ["Share the list"]


def test_an_entry_narrowed_by_hand_is_not_widened_with_its_item():
    world = make_world()
    meeting = held(world)
    item = an_item(world, meeting, "Figures")
    an_action(world, meeting, item, "Ask the family")
    Entry.objects.update(audience=Audience.RESTRICTED.value)

    said = {"audience": Audience.CORE, "restriction": None, "version": 1}
    done(set_audience(world.as_("coordinator"), kind="agenda_item", id=item, **said))

    assert Entry.objects.get().audience == Audience.RESTRICTED.value


def test_an_action_changed_in_the_minutes_is_changed_in_the_log():
    world = make_world()
    meeting = held(world)
    id = an_action(world, meeting)
    owner = {"owner": str(world.people["health"]), "due_on": date(2027, 1, 8)}

    done(change(world, meeting, id, 1, "Share the whole list", kind=MinuteKind.ACTION, **owner))

    latest = EntryVersion.objects.order_by("-number")[0]
    assert (latest.text, latest.leads.get().person_id) == ("Share the whole list", world.people["health"])
    assert latest.targets.get().on == date(2027, 1, 8)


def test_an_action_whose_entry_was_changed_since_is_left_as_it_was_made():
    world = make_world()
    meeting = held(world)
    id = an_action(world, meeting)
    entry = Minute.objects.get(id=id).entry
    draft = plan_verbs.EntryDraft(kind=EntryKind.ACTION, text="In the plan's words", code="1")
    done(plan_verbs.change_entry(world.as_("coordinator"), entry=entry.id, draft=draft, reason="Clearer"))

    owner = {"owner": str(world.people["police"])}
    outcome = change(world, meeting, id, 1, "In the minutes' words", kind=MinuteKind.ACTION, **owner)

    assert "was changed there" in outcome.sentence
    assert EntryVersion.objects.order_by("-number")[0].text == "In the plan's words"


def test_an_action_taken_out_is_withdrawn_from_the_log_unless_it_is_under_way():
    world = make_world()
    meeting = held(world)
    out, going = an_action(world, meeting), an_action(world, meeting, words="Write to the court")
    under_way = Minute.objects.get(id=going).entry_id
    done(plan_verbs.record_progress(world.as_("police"), entry=under_way, draft=update(TODAY, "Begun")))
    asked = world.as_("coordinator")

    done(minutes.remove_minute(asked, meeting=meeting, minute=out, version=1))
    refusal = minutes.remove_minute(asked, meeting=meeting, minute=going, version=1)

    assert refused(refusal) == "minutes.action_under_way"
    assert EntryVersion.objects.filter(withdrawn=True).get().entry_id == Minute.objects.get(id=out).entry_id


def test_an_action_needs_somebody_to_do_it():
    world = make_world()
    draft = said("Share it", MinuteKind.ACTION)

    outcome = minutes.write_minute(world.as_("coordinator"), meeting=held(world), draft=draft)

    assert refused(outcome) == "minutes.no_owner"


def test_an_action_goes_into_a_plan_as_the_same_entry_and_the_log_says_where():
    world = make_world()
    id = an_action(world, held(world))
    entry = Minute.objects.get(id=id).entry_id
    done(plan_verbs.record_progress(world.as_("police"), entry=entry, draft=update(TODAY, "Begun")))
    plan = start(world, "City action plan")
    outcome = add(world, plan, "Help comes sooner", kind=EntryKind.OUTCOME, code="1")

    done(
        minutes_actions.move_entry(
            world.as_("coordinator"), entry=entry, plan=plan, parent=outcome, version=2
        )
    )

    row = Entry.objects.get(id=entry)
    move = EntryMove.objects.get()
    assert row.plan_id == plan
    assert row.progress.get().progress == "Begun"
    latest = row.versions.order_by("-number")[0]
    assert (latest.parent_id, latest.text, latest.code) == (outcome, "Share the list", "")
    assert (move.code, move.from_plan.kind, move.to_plan_id) == ("1", "action_log", plan)
    assert last_codes() == ["plans.entry_moved"]


def test_an_entry_is_not_moved_into_its_own_plan_nor_by_whoever_may_not_change_it():
    world = make_world()
    id = an_action(world, held(world))
    entry = Minute.objects.get(id=id).entry
    asked = {"entry": entry.id, "plan": entry.plan_id, "version": 1}

    assert refused(minutes_actions.move_entry(world.as_("coordinator"), **asked)) == "plans.same_plan"
    with pytest.raises(NotAllowedError):
        minutes_actions.move_entry(world.as_("secretary"), **asked)
    with pytest.raises(StaleError):
        minutes_actions.move_entry(world.as_("coordinator"), **{**asked, "version": 7})


# From draft to confirmed


def test_minutes_go_to_the_chair_who_is_written_to():
    world = make_world()
    meeting = held(world)
    a_minute(world, meeting)

    to_chair(world, meeting)

    row = Meeting.objects.get(id=meeting)
    assert (row.minutes_to_chair_on, row.state) == (TODAY, "held")
    message = Message.objects.get(kind="minutes_to_approve")
    assert message.person_id == world.people["chair"]
    assert message.subject == "Partnership meeting"


def test_minutes_without_a_word_do_not_go_to_the_chair():
    world = make_world()
    outcome = minutes_steps.send_minutes_to_chair(
        world.as_("coordinator"), meeting=held(world), on=TODAY, version=1
    )

    assert refused(outcome) == "minutes.none_written"


def test_the_chair_approves_and_the_minutes_change_no_more():
    world = make_world()
    meeting = held(world)
    minute = a_minute(world, meeting, words="Noted")
    to_chair(world, meeting)

    approved(world, meeting)

    row = Meeting.objects.get(id=meeting)
    assert (row.minutes_approved_on, row.minutes_approved_by_id) == (TODAY, world.people["chair"])
    assert refused(change(world, meeting, minute, 1, "Noted well")) == "minutes.settled"
    assert (
        refused(minutes.write_minute(world.as_("coordinator"), meeting=meeting, draft=said("More")))
        == "minutes.settled"
    )


def test_minutes_owed_so_long_after_the_chairs_approval_have_their_day_once_it_is_given():
    world = make_world()
    meeting = held(world)
    kind = ClauseKind.MINUTES_TO_MEMBERS.value
    ClauseRow.objects.filter(terms__group=world.board, kind=kind).update(anchor="the chair's approval")
    a_minute(world, meeting)
    to_chair(world, meeting)

    def step():
        page = page_meeting(world.actor("coordinator", TODAY), meeting=meeting, today=TODAY)
        return next(point for point in page.points if point.title == "Minutes to members")

    assert (step().on, step().sentence) == (
        None,
        "Counted from the chair's approval, which is not given yet.",
    )
    approved(world, meeting)
    assert step().on is not None
    assert step().on > TODAY
    assert f"the chair's approval ({weekday(TODAY)})" in step().working


def test_an_approval_is_recorded_on_behalf_of_the_chair_with_how_and_when():
    world = make_world()
    meeting = held(world)
    a_minute(world, meeting)
    to_chair(world, meeting, date(2026, 11, 19))
    behalf = OnBehalf(str(world.people["vice_chair"]), "telephone", date(2026, 11, 20))

    approved(world, meeting, behalf=behalf)

    row = Meeting.objects.get(id=meeting)
    assert (row.minutes_approved_on, row.minutes_approved_how) == (date(2026, 11, 20), "telephone")
    assert row.minutes_approved_by_id == world.people["vice_chair"]
    assert row.minutes_approved_recorded_by_id == world.people["coordinator"]


def test_nobody_but_the_chair_or_vice_chair_approves():
    world = make_world()
    meeting = held(world)
    a_minute(world, meeting)
    to_chair(world, meeting)
    behalf = OnBehalf(str(world.people["police"]), "email", TODAY)
    asked = {"meeting": meeting, "version": version_of(meeting)}

    by_coordinator = minutes_steps.approve_minutes(world.as_("coordinator"), **asked)
    by_police = minutes_steps.approve_minutes(world.as_("coordinator"), on_behalf=behalf, **asked)

    assert refused(by_coordinator) == refused(by_police) == "minutes.not_the_chair"
    with pytest.raises(NotAllowedError):
        minutes_steps.approve_minutes(world.as_("police"), **asked)


def test_minutes_are_not_approved_before_they_went_to_the_chair_nor_circulated_before_they_are_approved():
    world = make_world()
    meeting = held(world)
    a_minute(world, meeting)
    asked = {"meeting": meeting, "version": 1}

    assert refused(minutes_steps.approve_minutes(world.as_("chair"), **asked)) == "minutes.not_with_chair"
    assert (
        refused(minutes_steps.circulate_minutes(world.as_("coordinator"), **asked)) == "minutes.not_approved"
    )


def test_circulated_minutes_owe_each_member_one_message_however_often_it_is_pressed():
    world = make_world()
    meeting = held(world)
    a_minute(world, meeting)
    circulated(world, meeting)

    again = minutes_steps.circulate_minutes(world.as_("coordinator"), meeting=meeting, version=1)

    assert refused(again) == "minutes.circulated_already"
    owed = Message.objects.filter(kind="minutes_circulated")
    assert owed.count() == 7
    assert {message.subject for message in owed} == {"Partnership meeting"}
    assert Meeting.objects.get(id=meeting).minutes_to_members_on == TODAY


def test_a_later_meeting_confirms_the_minutes_and_an_earlier_one_does_not():
    world = make_world()
    earlier, meeting, later = (held(world, HELD_ON + timedelta(days=7 * n)) for n in (-1, 0, 1))
    a_minute(world, meeting)
    circulated(world, meeting)
    asked = {"meeting": meeting, "version": version_of(meeting)}

    too_early = minutes_steps.confirm_minutes(world.as_("coordinator"), at=earlier, **asked)
    done(minutes_steps.confirm_minutes(world.as_("coordinator"), at=later, **asked))

    assert refused(too_early) == "minutes.not_later"
    assert Meeting.objects.get(id=meeting).minutes_confirmed_at_id == later
    assert list(Meeting.objects.get(id=later).confirmed.all()) == [Meeting.objects.get(id=meeting)]


def test_minutes_are_not_confirmed_at_a_meeting_that_has_not_begun():
    world = make_world()
    meeting, later = held(world), a_meeting(world, TODAY)
    a_minute(world, meeting)
    circulated(world, meeting)
    asked = {"meeting": meeting, "at": later, "version": version_of(meeting)}

    outcome = minutes_steps.confirm_minutes(world.as_("coordinator"), **asked)
    assert refused(outcome) == "minutes.not_held"
    Meeting.objects.filter(id=later).update(starts=time(8))
    done(minutes_steps.confirm_minutes(world.as_("coordinator"), **asked))


def test_a_stale_page_takes_no_step():
    world = make_world()
    meeting = held(world)
    a_minute(world, meeting)
    to_chair(world, meeting)

    with pytest.raises(StaleError):
        minutes_steps.approve_minutes(world.as_("chair"), meeting=meeting, version=1)


# Afterwards


def test_an_approved_minute_is_amended_and_keeps_what_it_said():
    world = make_world()
    meeting, later = held(world), held(world, HELD_ON + timedelta(days=7))
    minute = a_minute(world, meeting, words="Five hundred")
    circulated(world, meeting)

    done(
        minutes_after.amend_minute(
            world.as_("coordinator"),
            meeting=meeting,
            minute=minute,
            words="Fifty",
            reason="A nought too many",
            agreed_at=later,
            version=1,
        )
    )

    kept = Amendment.objects.get()
    assert (kept.was, kept.words, kept.agreed_at_id) == ("Five hundred", "Fifty", later)
    assert Minute.objects.get(id=minute).words == "Fifty"
    assert last_codes() == ["minutes.amended"]


def test_a_draft_is_changed_and_not_amended():
    world = make_world()
    meeting = held(world)
    minute = a_minute(world, meeting)
    outcome = minutes_after.amend_minute(
        world.as_("coordinator"), meeting=meeting, minute=minute, words="Other", reason="So", version=1
    )

    assert refused(outcome) == "minutes.amend_later"


def test_advice_is_answered_with_why_it_was_not_followed():
    world = make_world()
    meeting = held(world)
    minute = a_minute(world, meeting, words="Keep the post", kind=MinuteKind.ADVICE, given_to="The council")
    asked = {"meeting": meeting, "minute": minute, "on": TODAY, "version": 1}

    bare = minutes_after.answer_advice(world.as_("coordinator"), answer="not", **asked)
    done(minutes_after.answer_advice(world.as_("coordinator"), answer="not", words="No money", **asked))

    assert refused(bare) == "minutes.reason_needed"
    row = Minute.objects.get(id=minute)
    assert (row.answer, row.answer_words, row.answered_on) == ("not", "No money", TODAY)
