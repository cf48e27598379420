"""The two invented places: what they hold, what is wrong in them on purpose, and that it all fits."""

import re
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from quorate.cli.demonstration.content import place, places
from quorate.cli.demonstration.content.loading import load_place
from quorate.cli.demonstration.content.progress import INTERIM, QUARTERS, Teller, compose, written
from quorate.cli.demonstration.content.shapes import Entry, Place, Plan
from quorate.cli.demonstration.documents import BUILDERS
from quorate.domain.access.audience import Audience
from quorate.domain.access.roles import GRANTED_ROLES
from quorate.domain.meetings.agenda import Purpose
from quorate.domain.plans.facts import EntryKind, Lead, Rating, Status
from quorate.domain.terms.clauses import ClauseKind
from quorate.domain.terms.quorum import Agencies, Count

TODAY = date(2026, 11, 23)
BOTH = pytest.mark.parametrize("here", places(), ids=lambda one: one.slug)


def plan_of(slug: str, key: str) -> Plan:
    return next(plan for plan in place(slug).plans if plan.key == key)


def entry_of(plan: Plan, code: str) -> Entry:
    return next(entry for entry in plan.entries if entry.code == code)


def all_entries(here: Place) -> list[Entry]:
    return [entry for plan in here.plans for entry in plan.entries]


def all_leads(here: Place) -> list[Lead]:
    later = [lead for e in all_entries(here) for change in e.changes for lead in change.leads or ()]
    logged = [lead for action in here.action_log for lead in action.leads]
    return [lead for entry in all_entries(here) for lead in entry.leads] + later + logged


def last_target(entry: Entry) -> date | None:
    changed = [change.targets for change in entry.changes if change.targets is not None]
    targets = changed[-1] if changed else entry.targets
    return targets[0].on if targets else None


def test_marlhaven_has_twelve_core_seats_and_ten_advisory() -> None:
    seats = [seat for seat in place("marlhaven").seats if seat.group == "board"]

    assert Counter(seat.seat_class for seat in seats) == {"core": 12, "advisory": 10}


def test_osterbridge_has_nine_seats_and_nobody_from_health() -> None:
    here = place("osterbridge")
    seats = [seat for seat in here.seats if seat.group == "board"]
    held = {one.seat for one in here.appointments}

    assert len(seats) == 9
    assert [seat.agency for seat in seats if seat.key not in held] == ["icb"]


def test_probation_has_had_no_member_at_marlhaven_since_july() -> None:
    here = place("marlhaven")
    members = [one for one in here.appointments if one.capacity != "deputy" and one.group == "board"]
    empty = {seat.key for seat in here.seats if seat.group == "board"} - {
        one.seat for one in members if one.to_on is None
    }

    assert empty == {"c12"}


@BOTH
def test_nobody_holds_a_seat_before_another_has_left_it(here: Place) -> None:
    members = [one for one in here.appointments if one.capacity != "deputy"]
    for seat in {one.seat for one in members}:
        runs = sorted((one for one in members if one.seat == seat), key=lambda one: one.from_on)
        for earlier, later in pairwise(runs):
            assert earlier.to_on is not None, seat
            assert earlier.to_on < later.from_on, seat


@BOTH
def test_every_board_has_a_chair_a_vice_chair_and_a_secretary(here: Place) -> None:
    offices = Counter(one.office for one in here.appointments if one.group == "board" and one.office)

    assert offices == {"chair": 1, "vice_chair": 1, "secretary": 1}


@BOTH
def test_every_granted_role_but_review_chair_is_held_by_somebody(here: Place) -> None:
    granted = {str(role) for role in GRANTED_ROLES} - {"review_chair"}

    assert {grant.role for grant in here.grants} == granted


@BOTH
def test_every_key_names_something_there_is(here: Place) -> None:
    agencies = {one.key for one in here.agencies}
    people = {one.key for one in here.people}
    seats = {one.key for one in here.seats}
    entries = {one.key for one in all_entries(here)}
    items = [item for meeting in here.meetings for item in meeting.items]
    papers = [paper for item in items for paper in item.papers]

    assert {one.parent for one in here.agencies} - {""} <= agencies
    assert {one.agency for one in here.people} <= agencies
    assert {one.agency for one in here.seats} <= agencies
    assert {one.person for one in (*here.appointments, *here.grants)} <= people
    assert {one.seat for one in here.appointments} <= seats
    assert {lead.person_id for lead in all_leads(here)} - {""} <= people
    assert {lead.agency_id for lead in all_leads(here)} - {""} <= agencies
    assert {one.parent for one in all_entries(here)} - {""} <= entries
    assert {item.speaker for item in items} - {""} <= people
    assert {item.restriction for item in items} - {""} == {one.key for one in here.restrictions}
    assert {agency for one in here.restrictions for agency in one.barred_agencies} <= agencies
    assert {person for one in here.restrictions for person in one.allowed_people} <= people
    assert {paper.by for paper in papers} <= people
    assert {paper.audience for paper in papers} <= {str(one) for one in Audience}
    assert {paper.document for paper in papers} - {""} <= set(BUILDERS)
    assert {item.purpose for item in items} <= {str(one) for one in Purpose}
    assert {one.person for m in here.meetings for one in m.attendance} - {""} <= people
    assert {one.meeting for one in here.action_log} <= {one.key for one in here.meetings}


@BOTH
def test_keys_are_unique(here: Place) -> None:
    for rows in (here.agencies, here.people, here.groups, here.seats, all_entries(here), here.meetings):
        keys = [row.key for row in rows]
        assert len(keys) == len(set(keys))


@BOTH
def test_people_are_posts_with_reserved_addresses(here: Place) -> None:
    for person in here.people:
        assert person.name == person.role
        assert person.email.endswith(f"@{here.slug}.example")
        assert not re.search(r"\b(?:Mr|Mrs|Ms|Dr|Cllr)\b", person.name)


def test_marlhaven_states_no_quorum_and_its_review_date_has_gone_by() -> None:
    (terms,) = place("marlhaven").terms["board"]

    assert terms.of(ClauseKind.QUORUM) is None
    assert any(one.kind is ClauseKind.QUORUM and not one.is_stated for one in terms.clauses)
    assert terms.review_on == date(2022, 10, 31)
    assert terms.of(ClauseKind.DURATION).minutes == 120
    assert terms.of(ClauseKind.EXPRESSION_OF_INTEREST).offset.n == 28


def test_osterbridge_needs_five_members_from_three_agencies_and_left_lines_blank() -> None:
    (terms,) = place("osterbridge").terms["board"]
    quorum = terms.of(ClauseKind.QUORUM).quorum

    assert [(type(test), test.n) for test in quorum.tests] == [(Count, 5), (Agencies, 3)]
    assert (terms.approved_by, terms.approved_on, terms.review_on) == ("", None, None)


@pytest.mark.parametrize(
    ("slug", "key", "counts"),
    [
        ("marlhaven", "strategy", {EntryKind.OUTCOME: 5, EntryKind.ACTION: 22}),
        (
            "marlhaven",
            "inquiry",
            {EntryKind.RECOMMENDATION: 16, EntryKind.ACTION: 32, EntryKind.SECTION: 1},
        ),
        (
            "osterbridge",
            "plan",
            {EntryKind.PRIORITY: 4, EntryKind.OBJECTIVE: 5, EntryKind.ACTION: 16},
        ),
    ],
    ids=["strategy", "scrutiny tracker", "objective plan"],
)
def test_each_plan_has_the_size_of_a_real_one(slug: str, key: str, counts: dict[EntryKind, int]) -> None:
    assert Counter(entry.kind for entry in plan_of(slug, key).entries) == counts


def test_the_strategy_has_sixteen_measures_and_began_without_a_date() -> None:
    plan = plan_of("marlhaven", "strategy")

    assert sum(len(entry.measures) for entry in plan.entries) == 16
    assert not any(entry.targets for entry in plan.entries)
    assert sum(1 for entry in plan.of(EntryKind.ACTION) if entry.changes) == 17


def test_the_tracker_has_the_troubles_of_a_real_one() -> None:
    plan = plan_of("marlhaven", "inquiry")
    eight = entry_of(plan, "8")
    declined = entry_of(plan, "15.1")

    assert entry_of(plan, "16").printed_targets == ()
    assert len(plan.children(eight.key)) == 2
    assert len(eight.printed_targets) == 3
    assert entry_of(plan, "14").printed_targets == ("Announcement dependent",)
    assert entry_of(plan, "1").printed_targets[0] == "As available"
    assert declined.updates[-1].status is Status.COMPLETE
    assert "not taken up" in declined.updates[-1].progress


def test_the_objective_plan_has_the_troubles_of_a_real_one() -> None:
    plan = plan_of("osterbridge", "plan")
    activities = plan.of(EntryKind.ACTION)
    complete = [one.code for one in activities if one.updates and one.updates[-1].status is Status.COMPLETE]

    assert [one.code for one in activities if not one.outcome] == ["4a"]
    assert [one.code for one in activities if any(x.to_be_confirmed for x in one.leads)] == ["2c", "4a", "5b"]
    assert complete == ["1a", "1b"]
    assert [one.code for one in activities if not one.updates] == ["2c", "5b"]
    assert "funding" in {update.barrier_kind for update in entry_of(plan, "3d").updates[-2:]}


@BOTH
def test_updates_are_in_order_and_none_is_reported_before_what_it_speaks_for(here: Place) -> None:
    for entry in all_entries(here):
        rounds = [update.round for update in entry.updates]
        assert rounds == sorted(set(rounds))
        for update in entry.updates:
            assert update.as_at <= update.reported_on < TODAY


@BOTH
def test_nothing_is_said_of_an_action_after_its_end(here: Place) -> None:
    for entry in all_entries(here):
        ended = [update.status in {Status.COMPLETE, Status.NOT_DONE} for update in entry.updates]
        assert not any(ended[:-1]), entry.key


@BOTH
def test_no_sentence_between_the_turns_is_said_twice_of_one_action(here: Place) -> None:
    for entry in all_entries(here):
        said = [update.progress for update in entry.updates if not update.is_turn]
        assert len(said) == len(set(said)), entry.key


def test_the_three_years_are_covered_by_every_plan() -> None:
    for here in places():
        for plan in here.plans:
            rounds = {update.round for entry in plan.entries for update in entry.updates}
            assert set(QUARTERS) <= rounds


def test_some_leads_say_on_track_after_their_date_has_gone_by() -> None:
    plan = plan_of("marlhaven", "strategy")
    disputed = [
        entry.code
        for entry in plan.of(EntryKind.ACTION)
        if (on := last_target(entry)) and on < TODAY and entry.updates[-1].rating is Rating.ON_TRACK
        if entry.updates[-1].status is Status.UNDER_WAY
    ]

    assert {"1.2", "4.1"} <= set(disputed)


def test_some_actions_have_had_no_update_for_a_year() -> None:
    silent = [
        entry.key
        for here in places()
        for entry in all_entries(here)
        if entry.updates
        and entry.updates[-1].round <= "2025-09"
        and entry.updates[-1].status not in {Status.COMPLETE, Status.NOT_DONE}
    ]

    assert len(silent) >= 5


def test_an_earlier_date_shows_different_target_dates() -> None:
    plan = plan_of("marlhaven", "strategy")
    dates = [change.effective_on for change in entry_of(plan, "2.1").changes]

    assert dates == [date(2024, 6, 13), date(2025, 6, 12), date(2026, 3, 12)]


def test_every_kind_of_barrier_is_met_and_one_action_is_not_done() -> None:
    updates = [update for here in places() for entry in all_entries(here) for update in entry.updates]

    assert {update.barrier_kind for update in updates} == {
        "", "funding", "capacity", "legislation", "partner", "data",
    }  # fmt: skip
    assert sum(update.status is Status.NOT_DONE for update in updates) == 1


def test_updates_of_people_who_never_sign_in_are_recorded_on_their_behalf() -> None:
    plan = plan_of("marlhaven", "strategy")
    updates = entry_of(plan, "1.5").updates

    assert {(update.by, update.on_behalf_of) for update in updates} == {
        ("coordinator", "chief-superintendent")
    }
    assert all(update.how for update in updates)


def test_reading_twice_gives_the_same_place() -> None:
    assert load_place("marlhaven") == place("marlhaven")


def test_mending_one_entry_leaves_the_others_alone() -> None:
    phrases = {"under_way": ["One.", "Two.", "Three."], "tails": []}
    lines = ["2023-12 U T Begun."]

    def told(key: str) -> tuple[str, ...]:
        updates = compose(lines, key=key, who=Teller(by="x"), phrases=phrases)
        return tuple(f"{update.round} {update.progress}" for update in updates)

    assert told("a") == told("a")
    assert told("a") != told("b")


@pytest.mark.parametrize(
    "line",
    [
        "2024-02 U T Not the end of a quarter.",
        "2024-03 Z T No such status.",
        "2024-03 U T Held up. // weather: No such kind of barrier.",
        "2024-03 U T",
    ],
    ids=["round", "status", "barrier", "nothing said"],
)
def test_a_malformed_update_is_not_read(line: str) -> None:
    with pytest.raises(ValueError, match="Not an update"):
        written(line)


def test_an_unknown_place_is_not_found() -> None:
    with pytest.raises(KeyError):
        place("elsewhere")


def test_only_a_few_updates_have_come_in_for_december() -> None:
    interim = [
        update
        for here in places()
        for entry in all_entries(here)
        for update in entry.updates
        if update.round == INTERIM
    ]

    assert 0 < len(interim) < 20
