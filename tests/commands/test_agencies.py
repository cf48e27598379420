"""Agencies renamed, and merged: what was before keeps its name, and a quorum counts two as one."""

from datetime import date

import pytest

from quorate.commands import plans, setting_up
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.membership.agencies import agencies_on
from quorate.domain.membership.facts import AgencyFacts, Presence, SeatFacts
from quorate.domain.membership.quorum import quorum_verdict
from quorate.domain.plans.drafts import EntryDraft
from quorate.domain.plans.facts import EntryKind
from quorate.domain.terms.quorum import Agencies, Quorum
from quorate.queries.entries import page_entry
from quorate.queries.holding.challenges import page_challenge, page_challenges
from quorate.queries.people.agencies import page_agency
from quorate.queries.people.choices import choices
from quorate.queries.people.everybody import page_people
from quorate.queries.plan_facts import plan_outlines, plan_states
from quorate.queries.plans import lead_words
from quorate.queries.structure.questions import page_question
from quorate.records.facts.agencies import agency_names
from quorate.records.models import (
    Agency,
    AgencyName,
    Challenge,
    Entry,
    EntryLead,
    EntryVersion,
    EventRow,
    Question,
    Representation,
    Risk,
)
from tests.builders.board import LATE
from tests.builders.holding import a_challenge, a_risk
from tests.builders.meetings import a_meeting, a_paper, an_item
from tests.builders.plans import add, led_by_agency, start
from tests.builders.structure import a_question
from tests.builders.world import TODAY, done, make_two, make_world

pytestmark = pytest.mark.django_db
SINCE = date(2026, 10, 1)


def code(outcome) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def rename(world, key="police", *, name="Estuary Police", by="coordinator", version=None, **more):
    row = Agency.objects.get(id=world.agencies[key])
    said = {"from_on": SINCE, **more}
    return setting_up.rename_agency(
        world.as_(by), agency=row.id, version=version or row.version, name=name, **said
    )


def merge(world, key="health", into="police", *, by="coordinator", version=None, **more):
    row = Agency.objects.get(id=world.agencies[key])
    said = {"merged_on": SINCE, **more}
    return setting_up.merge_agency(
        world.as_(by), agency=row.id, into=world.agencies[into], version=version or row.version, **said
    )


def test_a_renamed_agency_keeps_its_name_of_then_to_the_last_day_of_it():
    world = make_world()
    done(rename(world, short_name="EP"))
    done(rename(world, name="Police of the estuary", from_on=date(2026, 11, 2)))
    id = str(world.agencies["police"])

    named = [
        agency_names(world.partnership, on)[id]
        for on in (date(2026, 9, 30), SINCE, date(2026, 11, 1), date(2026, 11, 2))
    ]

    assert named == ["Police", "Estuary Police", "Estuary Police", "Police of the estuary"]
    page = page_agency(world.actor("police"), agency=world.agencies["police"], today=TODAY)
    assert page.earlier == (
        ("Estuary Police", "until 1 November 2026"),
        ("Police", "until 30 September 2026"),
    )
    assert EventRow.objects.filter(code="people.agency_renamed").count() == 2


def test_papers_of_before_are_shown_under_the_name_of_then():
    from quorate.queries.agenda import agenda_of
    from quorate.records.facts.meetings import basis
    from quorate.records.models import Meeting

    world = make_world()
    meeting = a_meeting(world)
    item = an_item(world, meeting)
    for title, on in (("Early", date(2026, 9, 30)), ("Late", SINCE)):
        a_paper(world, meeting, title, on=on, item=item, agency=world.agencies["police"])
    done(rename(world))

    row, actor = Meeting.objects.get(id=meeting), world.actor("coordinator")
    (line,) = agenda_of(actor, row, basis(actor, row, TODAY)).items

    assert {paper.title: paper.agency for paper in line.papers} == {
        "Early": "Police", "Late": "Estuary Police",
    }  # fmt: skip


def test_a_challenge_and_the_history_of_an_entry_name_an_agency_as_it_was_called_that_day():
    world = make_world()
    actor, since = world.actor("coordinator"), date(2026, 10, 20)
    done(rename(world, from_on=since))
    challenge = a_challenge(world)  # made before that day
    entry = add(world, start(world), "Answer calls", code="1", leads=led_by_agency(world, "police"))
    for key, text, on in (
        ("health", "Answer calls", date(2026, 9, 1)),
        ("police", "Answer calls", date(2026, 9, 15)),
        ("police", "Answer every call", date(2026, 11, 2)),
        ("health", "Answer every call", date(2026, 11, 9)),
    ):
        draft = EntryDraft(kind=EntryKind.ACTION, text=text, code="1", leads=led_by_agency(world, key))
        done(plans.change_entry(world.as_("coordinator", on), entry=entry, draft=draft, effective_on=on))

    page = page_challenge(actor, challenge=challenge, today=TODAY)
    (line,) = page_challenges(actor, group="board", today=TODAY).lines
    told = [said.text for said in page_entry(actor, entry=entry, today=TODAY).history if said.text]

    then = "Police (now Estuary Police)"
    assert [page.agency, line.agency, dict(page.facts)["To"]] == [then] * 3
    assert told == [
        "Leads: was “Estuary Police”, now “Hospital trust”",
        "Wording: was “Answer calls”, now “Answer every call”",
        f"Leads: was “Hospital trust”, now “{then}”",
        f"Leads: was “{then}”, now “Hospital trust”",
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"name": " "}, "people.agency_name_needed"),
        ({"name": "Police"}, "people.agency_same_name"),
        ({"name": "HOSPITAL trust"}, "people.agency_named_already"),
        ({"from_on": date(2026, 11, 24)}, "people.not_yet"),
    ],
)
def test_a_name_that_cannot_be_is_refused(said, expected):
    world = make_world()

    assert code(rename(world, **said)) == expected
    assert not AgencyName.objects.exists()


def test_names_are_said_in_order_of_time():
    world = make_world()
    done(rename(world))

    assert code(rename(world, name="Older", from_on=date(2026, 9, 30))) == "people.agency_renamed_later"


def test_only_the_coordinator_renames_and_merges_their_own_and_as_they_stand():
    world, other = make_two()

    for act in (rename, merge):
        for key in ("chair", "secretary", "police"):
            with pytest.raises(NotAllowedError):
                act(world, by=key)
        with pytest.raises(StaleError):
            act(world, version=9)
    with pytest.raises(NotFoundError):
        setting_up.merge_agency(
            world.as_("coordinator"), agency=world.agencies["police"], into=other.agencies["health"],
            version=1, merged_on=SINCE,
        )  # fmt: skip
    with pytest.raises(NotFoundError):
        setting_up.rename_agency(
            other.as_("coordinator"), agency=world.agencies["police"], version=1, name="X", from_on=SINCE
        )


def test_people_move_on_that_day_by_choice_and_history_stays():
    world = make_world()
    person = world.people["health"]

    moved = merge(world)

    assert moved.sentence == "1 person speaks for Police from then."
    spoken = Representation.objects.filter(person=person).order_by("from_on")
    assert spoken[0].to_on == date(2026, 9, 30)
    assert spoken[1].agency_id == world.agencies["police"]
    assert spoken[1].from_on == SINCE
    id = str(world.agencies["health"])
    assert agency_names(world.partnership, date(2026, 9, 30))[id] == "Hospital trust"
    assert agency_names(world.partnership, SINCE)[id] == "Police"
    options = dict(choices(world.actor("coordinator"), today=TODAY).agencies)
    assert id not in options
    lines = {one.name: one for one in page_people(world.actor("police"), today=TODAY).agencies}
    assert lines["Hospital trust"].part_of == "Police since 1 October 2026"


def test_people_stay_where_they_are_unless_asked():
    world = make_world()

    done(merge(world, moves_people=False))

    (only,) = Representation.objects.filter(person=world.people["health"])
    assert (only.agency_id, only.to_on) == (world.agencies["health"], None)


def test_an_agency_becomes_part_of_no_other_twice_nor_of_itself_nor_later():
    world = make_world()

    assert code(merge(world, "health", "health")) == "people.agency_into_itself"
    assert code(merge(world, "council", "housing")) == "people.agency_into_itself"
    assert code(merge(world, merged_on=date(2026, 11, 24))) == "people.not_yet"
    done(merge(world))
    assert code(merge(world, into="charity")) == "people.agency_merged"
    assert code(merge(world, "charity", "health")) == "people.agency_merged"
    assert code(rename(world, "health", name="Other")) == "people.agency_merged"
    late = setting_up.represent(
        world.as_("coordinator"),
        person=world.people["analyst"],
        agency=world.agencies["health"],
        from_on=TODAY,
    )
    assert code(late) == "people.agency_merged"


def test_whoever_speaks_for_the_other_is_barred_where_the_merged_one_was():
    world = make_world()
    by = world.as_("coordinator")
    tender = done(
        setting_up.set_restriction(
            by, name="Tender", reason="A procurement", from_on=date(2026, 9, 1),
            barred_agencies=[world.agencies["charity"]],
        )
    )  # fmt: skip
    before = {key: str(tender) in world.actor(key).barred for key in ("charity", "health")}

    done(merge(world, "charity", "health"))

    assert before == {"charity": True, "health": False}
    assert all(str(tender) in world.actor(key).barred for key in ("charity", "health"))
    assert str(world.agencies["charity"]) in world.actor("health").agencies
    assert str(tender) not in world.actor("health", date(2026, 9, 30)).barred


def test_the_quorum_counts_merged_agencies_as_one_from_that_day():
    agencies = (
        AgencyFacts("a", "A"),
        AgencyFacts("b", "B", merged_into="a", merged_on=SINCE),
        AgencyFacts("c", "C", merged_into="b", merged_on=date(2026, 11, 1)),
    )
    seats = tuple(SeatFacts(f"s{id}", id, agency_id=id) for id in "abc")
    present = tuple(Presence(f"p{id}", f"s{id}", id) for id in "abc")

    def counted(on: date, *, one: bool) -> int:
        rule = Quorum((Agencies(3),), directorates_are_one=one)
        return quorum_verdict(
            rule=rule, present=present, seats=seats, agencies=agencies_on(agencies, on)
        ).agencies

    for one in (True, False):
        days = (date(2026, 9, 30), SINCE, date(2026, 11, 1))
        assert [counted(on, one=one) for on in days] == [3, 2, 1]


def test_what_a_merged_agency_leads_is_asked_of_whoever_speaks_for_the_other():
    from quorate.queries.my_work import page_my_work

    world = make_world()
    plan = start(world, "City plan")
    add(world, plan, "Open a helpline", code="1", leads=led_by_agency(world, "charity"), targets=LATE)

    done(merge(world, "charity", "health"))

    page = page_my_work(world.actor("health"), today=TODAY)
    assert [one.text for one in (*page.due, *page.later)] == ["1 Open a helpline"]


def everything_open(world):
    plan = start(world, "City plan")
    entry = add(world, plan, "Open a helpline", code="1", leads=led_by_agency(world, "health"), targets=LATE)
    question = a_question(world, to_agency=world.agencies["health"])
    challenge = a_challenge(world, to="health")
    risk = a_risk(world)
    Risk.objects.filter(id=risk).update(agency=world.agencies["health"])
    return entry, question, challenge, risk


def whose(world, entry, question, challenge, risk):
    lead = EntryLead.objects.filter(entry_version__entry=entry).order_by("-entry_version__number").first()
    ids = (
        lead.agency_id,
        Question.objects.get(id=question).to_agency_id,
        Challenge.objects.get(id=challenge).agency_id,
        Risk.objects.get(id=risk).agency_id,
    )
    names = {id: key for key, id in world.agencies.items()}
    return [names[id] for id in ids]


def test_what_is_open_moves_by_choice_and_keeps_its_history():
    world = make_world()
    things = everything_open(world)

    moved = merge(world, moves_work=True)

    assert moved.sentence == (
        "1 person speaks for Police from then. 1 action, 1 question, 1 challenge and 1 risk are now Police’s."
    )
    assert whose(world, *things) == ["police"] * 4
    versions = EntryVersion.objects.filter(entry=things[0]).order_by("number")
    assert [one.reason for one in versions][-1] == "Hospital trust became part of Police on 1 October 2026"
    assert EntryLead.objects.get(entry_version=versions[0]).agency_id == world.agencies["health"]
    codes = set(EventRow.objects.values_list("code", flat=True))
    assert {"questions.moved", "holding.challenge_moved", "plans.entry_changed"} <= codes


def test_what_is_open_stays_unless_asked_and_says_what_the_agency_is_now():
    world = make_world()
    things = everything_open(world)

    done(merge(world))

    assert whose(world, *things) == ["health"] * 4
    page = page_entry(world.actor("police"), entry=things[0], today=TODAY)
    assert page.leads == ("Hospital trust (now Police)",)
    asked = page_question(world.actor("coordinator"), question=things[1], today=TODAY)
    assert dict(asked.facts)["To"] == "Hospital trust (now Police)"


def test_what_somebody_may_not_see_is_left_as_it_is():
    world = make_world()
    things = everything_open(world)
    said = {"reason": "A procurement", "from_on": SINCE, "barred_people": [world.people["coordinator"]]}
    barred = done(setting_up.set_restriction(world.as_("first"), name="Tender", **said))
    Entry.objects.filter(id=things[0]).update(restriction=barred)
    Question.objects.filter(id=things[1]).update(restriction=barred)

    done(merge(world, moves_work=True))

    assert whose(world, *things) == ["health", "health", "police", "police"]


def test_a_plan_names_its_leads_as_on_the_day_it_is_shown_for():
    world = make_world()
    plan = start(world, "City plan")
    entry = add(world, plan, "Share data", code="1", leads=led_by_agency(world, "police"), targets=LATE)
    done(rename(world))

    def led(on):
        facts = plan_outlines(world.actor("police"), plan, on)
        words = plan_states(world.actor("police"), plan, on)
        page = page_entry(world.actor("police"), entry=entry, today=TODAY, on=on)
        return {lead_words(facts.states[0].leads), lead_words(words.states[0].leads), *page.leads}

    assert led(TODAY) == {"Estuary Police"}
    assert led(date(2026, 9, 30)) == {"Police (now Estuary Police)"}
