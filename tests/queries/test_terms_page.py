"""Terms: clause and consequence side by side."""

import uuid
from datetime import date

import pytest

from quorate.commands import setting_up, terms
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.outcomes import Waiver
from quorate.domain.meetings.minutes import MinuteKind
from quorate.domain.terms.clauses import Clause, ClauseKind
from quorate.queries.terms import page_terms, page_terms_version
from quorate.queries.terms_draft import page_start
from quorate.records.models import ClauseRow
from tests.builders.board import asks_the_same
from tests.builders.meetings import MEETING_ON, a_meeting, circulated_late
from tests.builders.minutes import HELD_ON, a_minute
from tests.builders.world import CITY_CLAUSES, TODAY, TOWN_CLAUSES, done, make_two, make_world

pytestmark = pytest.mark.django_db


def version(world, key="coordinator", today=TODAY, of=None):
    return page_terms_version(world.actor(key, today), terms=of or world.terms, today=today)


def line(page, name):
    return next(clause for clause in page.clauses if clause.name == name)


def adopt(world, label="Version 2", on=date(2026, 12, 1), clauses=CITY_CLAUSES, **more):
    said = {"label": label, "in_force_from": on, "clauses": clauses, **more}
    return done(terms.adopt_terms(world.as_("coordinator"), group=world.board, **said))


def test_each_clause_stands_beside_what_follows_and_its_day_for_the_next_meeting():
    world = make_world()
    a_meeting(world)

    clause = line(version(world), "Papers in")

    assert clause.quote == "Papers reach the coordinator ten working days ahead"
    assert clause.dated == "Wednesday 30 December 2026"
    assert clause.working.startswith("10 working days before the meeting")
    assert clause.follows.startswith("Papers reach the coordinator 10 working days before the meeting")


def test_without_a_meeting_no_day_is_given():
    page = version(make_world())

    assert page.meeting is None
    assert {clause.dated for clause in page.clauses} == {""}


def test_no_quorum_stated_is_said_and_never_guessed():
    world, other = make_two()

    assert version(world).quorum.startswith("No quorum is stated.")
    assert version(other).quorum.startswith("A meeting is quorate with 5 members from 3 agencies")
    assert not line(version(world), "Quorum").is_stated


def test_what_is_missing_is_listed():
    page = version(make_world())

    assert "The review date is blank." in page.missing
    assert "Who approved the terms is blank." in page.missing
    assert page.lede.startswith("In force since 2 January 2024. 4 things missing or lapsed")
    assert "Confidentiality" in page.unstated
    assert "Length of meetings" not in page.unstated, "it is stated"


def test_a_meeting_is_bound_by_the_version_in_force_on_its_own_day():
    world = make_world()
    a_meeting(world)
    new = adopt(world)

    assert version(world).meeting is None
    assert version(world, of=new).meeting == (version(world, of=new).meeting[0], "Thursday 14 January 2027")
    assert version(world, of=new).lede.startswith("In force from 1 December 2026.")
    assert version(world, today=date(2026, 12, 2)).lede.startswith(
        "No longer in force: 2 January 2024 to 30 November 2026."
    )


def test_departures_from_a_clause_are_counted_where_the_reader_may_know_of_the_meeting():
    world = make_world()
    late = date(2027, 1, 8)
    circulated_late(world, late)

    waived = line(version(world, today=late), "Papers to members").waived

    assert waived == "Departed from once, with the chair’s agreement."


def test_a_decision_without_a_quorum_is_counted_as_a_departure_for_those_who_may_read_it():
    world = make_world(clauses=TOWN_CLAUSES)
    meeting = a_meeting(world, HELD_ON, as_of=date(2026, 10, 12))
    quorum = ClauseRow.objects.get(terms=world.terms, kind="quorum")
    waiver = Waiver(str(quorum.id), "It could not wait", str(world.people["chair"]), TODAY)
    a_minute(world, meeting, kind=MinuteKind.DECISION, quorum="not_quorate", waiver=waiver)

    said = {key: line(version(world, key), "Quorum").waived for key in ("coordinator", "police")}

    # Until the minutes go to members, those alone read them who write or approve them.
    assert said == {"coordinator": "Departed from once, with the chair’s agreement.", "police": ""}


def test_only_a_version_in_force_offers_to_record_its_duties_to_who_may():
    clause = Clause(id="", kind=ClauseKind.MEMBERSHIP_REVIEW, quote="Yearly", reading="")
    world = make_world(clauses=(*CITY_CLAUSES, clause))

    page = version(world, "secretary")

    assert (page.may_record, page.recordable) == (True, (("membership_review|", "Review the membership"),))
    assert not version(world, "police").may_record
    assert not version(world, of=adopt(world)).may_record


def test_every_group_is_listed_with_its_versions_newest_first():
    world = make_world()
    adopt(world)
    done(setting_up.add_group(world.as_("coordinator"), slug="g", name="Operational group", order=2))

    page = page_terms(world.actor("coordinator"), today=TODAY)

    assert page.lede == "Operational group has no terms in force, so no date can be worked out for it."
    board = page.groups[0]
    assert [(v.label, v.said) for v in board.versions] == [
        ("Version 2", "To come"),
        ("Version 1", "In force"),
    ]
    assert board.may_adopt
    assert not page_terms(world.actor("chair"), today=TODAY).groups[0].may_adopt


def test_another_partnerships_terms_are_not_found():
    world, other = make_two()

    for id in (other.terms, uuid.uuid4()):
        with pytest.raises(NotFoundError):
            version(world, of=id)
    with pytest.raises(NotFoundError):
        page_start(world.actor("coordinator"), group="nothing")


def test_the_database_is_asked_as_much_for_many_rows_as_for_few():
    world = make_world()

    def many():
        for n in range(3):
            a_meeting(world, on=date(2027, 2, 1 + n))
            adopt(world, f"Version {n + 2}", date(2028, 1, 1 + n), (*CITY_CLAUSES, TOWN_CLAUSES[1]))
            group = done(setting_up.add_group(world.as_("coordinator"), slug=f"g{n}", name=f"Group {n}"))
            done(
                terms.adopt_terms(
                    world.as_("coordinator"),
                    group=group,
                    label="First",
                    in_force_from=TODAY,
                    clauses=CITY_CLAUSES,
                )
            )

    first, second = asks_the_same(
        lambda: (version(world), page_terms(world.actor("coordinator"), today=TODAY)),
        lambda: a_meeting(world, on=MEETING_ON),
        many,
    )
    assert second == first
