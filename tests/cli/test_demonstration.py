"""The demonstration as built: both places whole, in order, and the same each time."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from django.db import connection, transaction
from django.test import override_settings

from quorate.cli import audit
from quorate.cli.demonstration import build as building
from quorate.cli.demonstration import structuring
from quorate.cli.demonstration.content import places
from quorate.cli.demonstration.content.shapes import Place
from quorate.commands import meetings
from quorate.commands.runner import As, Done
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.outcomes import Refusal, Waiver
from quorate.domain.meetings.minutes import MinutesState
from quorate.domain.membership.groups import GroupKind
from quorate.domain.messages.digests import DIGEST
from quorate.domain.plans.targets import due_on
from quorate.queries import access
from quorate.queries.messages import page_messages
from quorate.queries.plan_facts import plan_states
from quorate.records import models as rows
from quorate.records import scopes
from quorate.records.facts.minutes import minutes_facts
from tests.builders.world import moment

TODAY = building.TODAY
# One build serves the whole file, so that its tests stay on one worker. They are marked for the database, so
# that it is made when this file is run alone.
pytestmark = [pytest.mark.xdist_group("demonstration"), pytest.mark.django_db]
BOTH = pytest.mark.parametrize("here", places(), ids=lambda one: one.slug)


@pytest.fixture(scope="module")
def built(tmp_path_factory, django_db_setup, django_db_blocker):
    """The demonstration, taken back when this file is done."""
    kept = override_settings(FILES=tmp_path_factory.mktemp("files"))
    with kept, django_db_blocker.unblock(), transaction.atomic():
        told = building.build(places())
        connection.check_constraints()  # now: else PostgreSQL does it anew at the end of every test
        yield told
        transaction.set_rollback(True)


@pytest.fixture
def undone(built):
    """What a test changes in the demonstration is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def person(here: str, title: str) -> rows.Person:
    return rows.Person.objects.select_related("partnership").get(partnership__slug=here, title=title)


def coordinator(here: str, on: date = TODAY) -> As:
    return As(access.actor_of(person(here, "Partnership coordinator"), on), moment(on))


def by_today(dates) -> int:
    return sum(1 for each in dates if each <= TODAY)


@BOTH
def test_all_that_a_place_says_is_there(built, here: Place):
    of = {"partnership__slug": here.slug}

    assert rows.Agency.objects.filter(**of).count() == len(here.agencies)
    posts = rows.Person.objects.filter(**of, kept_privately__isnull=True)
    assert posts.count() == len(here.people)
    later = structuring.read(here.slug)
    assert rows.Group.objects.filter(**of).count() == len(here.groups) + len(later["groups"])
    seats = rows.Seat.objects.filter(group__partnership__slug=here.slug, shown_as="")
    assert seats.count() == len(here.seats) + len(later["seats"])
    held = rows.Appointment.objects.filter(seat__in=seats)
    assert held.count() == len(here.appointments) + len(later["seats"])
    assert held.filter(to_on__isnull=False).count() == sum(1 for one in here.appointments if one.to_on)
    assert rows.Grant.objects.filter(person__partnership__slug=here.slug).count() == len(here.grants)
    assert rows.ClauseRow.objects.filter(terms__group__partnership__slug=here.slug).count() == sum(
        len(version.clauses) for versions in here.terms.values() for version in versions
    )


def test_marlhaven_has_somebody_of_lived_experience_and_people_who_wait_for_an_answer(built):
    kept = rows.KeptPrivately.objects.get(person__partnership__slug="marlhaven")
    waiting = rows.ExpressionOfInterest.objects.filter(replied_on__isnull=True)

    assert kept.person.name == "Expert by experience"
    assert set(waiting.values_list("group__partnership__slug", flat=True)) == {"marlhaven", "osterbridge"}
    assert rows.SeatMap.objects.exists()
    assert rows.RegisteredInterest.objects.exists()


@BOTH
def test_every_entry_and_every_update_is_there(built, here: Place):
    entries = [entry for plan in here.plans for entry in plan.entries]
    updates = [one for entry in (*entries, *here.action_log) for one in entry.updates]
    of_place = rows.Entry.objects.filter(plan__partnership__slug=here.slug)

    assert of_place.exclude(plan__kind="action_log").count() == len(entries)
    minuted = rows.Minute.objects.filter(entry__in=of_place).count()
    assert of_place.filter(plan__kind="action_log").count() == len(here.action_log) + minuted
    assert rows.ProgressRow.objects.filter(entry__in=of_place).count() == by_today(
        one.reported_on for one in updates
    )
    kinds = Counter(
        rows.EntryVersion.objects.filter(entry__in=of_place, number=1)
        .exclude(entry__plan__kind="action_log")
        .values_list("kind", flat=True)
    )
    assert kinds == Counter(entry.kind.value for entry in entries)


@BOTH
def test_every_meeting_is_there_with_its_agenda_and_its_waivers(built, here: Place):
    held = rows.Meeting.objects.filter(group__partnership__slug=here.slug, group__kind="board")
    items = rows.AgendaItem.objects.filter(meeting__in=held)
    waived = [done for meeting in here.meetings for done in meeting.done if done.waiver_reason]

    assert sorted(held.values_list("on", flat=True)) == [one.on for one in here.meetings]
    assert items.count() == sum(len(one.items) for one in here.meetings)
    given = rows.WaiverRow.objects.filter(partnership__slug=here.slug, subject_kind="meeting")
    assert given.count() == len(waived) > 0
    coming = held.get(on=here.meetings[-1].on)
    assert (coming.state, coming.circulated_on) == ("planned", None)


@BOTH
def test_the_last_meetings_have_minutes_in_every_state(built, here: Place):
    minuted = rows.Meeting.objects.filter(group__partnership__slug=here.slug, record__isnull=False).distinct()
    states = [minutes_facts(row).state for row in minuted.order_by("on")]
    said = rows.Minute.objects.filter(meeting__in=minuted)

    assert states[-4:-1] == [MinutesState.CONFIRMED, MinutesState.CONFIRMED, MinutesState.CIRCULATED]
    assert states[-1] in (MinutesState.DRAFTING, MinutesState.WITH_CHAIR)
    assert set(said.values_list("kind", flat=True)) >= {"discussion", "decision", "advice", "action"}
    assert said.filter(kind="advice", answer="").exists()
    assert said.filter(kind="advice").exclude(answer="").exists()
    assert rows.Amendment.objects.filter(minute__in=said).exists()


def test_osterbridge_took_a_decision_without_a_quorum_that_was_ratified_later(built):
    without = rows.Minute.objects.filter(
        quorum="not_quorate", meeting__group__partnership__slug="osterbridge"
    )
    assert without.count() == 2
    taken = without.get(ratified_in__isnull=False)

    assert taken.waiver.clause_kind == "quorum"
    assert taken.ratified_in.meeting.on > taken.meeting.on


@BOTH
def test_papers_that_have_come_in_are_kept_and_the_others_are_not_there(built, here: Place):
    coming = here.meetings[-1]
    told = [paper for item in coming.items for paper in item.papers]
    wanted = {paper.title for paper in told if paper.submitted_on}

    papers = rows.Paper.objects.filter(meeting__group__partnership__slug=here.slug, meeting__on=coming.on)

    held = set(papers.values_list("title", flat=True))
    assert held & {paper.title for paper in told} == wanted
    assert len(held - wanted) == 1, "the paper that quotes a definition is told of with the duties"
    assert set(papers.values_list("file__media_type", flat=True)) >= {"application/pdf"}


@BOTH
def test_no_message_of_a_past_meeting_is_still_owed(built, here: Place):
    owed = rows.Message.objects.filter(partnership__slug=here.slug).exclude(kind=DIGEST)

    assert owed.exists()
    assert not owed.filter(sent_at__isnull=True).exists()


@BOTH
def test_everybody_was_told_what_is_due_but_one_whose_address_fails_and_one_who_is_told_next(
    built, here: Place
):
    runs = rows.Grant.objects.filter(role="coordinator", to_on=None, person__partnership__slug=here.slug)
    actor = access.actor_of(runs.select_related("person__partnership").first().person, TODAY)

    page = page_messages(actor, moment=moment(TODAY))

    held = {state: n for state, _, n in page.counts}
    assert (held["failed"], held["waiting"]) == (1, 1)
    assert [line.why for line in page.lines] == ["The mail server refused the address."]
    told = rows.Message.objects.filter(partnership__slug=here.slug, kind=DIGEST)
    assert told.count() > 10
    assert {one.subject for one in told} == {"Partnership meeting"}


def test_somebody_who_never_signs_in_has_their_update_recorded_by_the_coordinator(built):
    chief = person("marlhaven", "Chief Superintendent, Marlhaven district")

    told = rows.ProgressRow.objects.filter(on_behalf_of=chief)

    assert chief.account is None
    assert told.exists()
    assert {one.recorded_by.title for one in told.select_related("recorded_by")} == {
        "Partnership coordinator"
    }


def test_whoever_went_when_their_seat_ended_speaks_for_nobody(built):
    former = person("marlhaven", "Former associate director, Mental Health")

    assert former.left_on == date(2024, 6, 1)
    assert not rows.Representation.objects.filter(person=former, to_on__isnull=True).exists()


@BOTH
def test_whoever_has_an_account_sees_the_partnership(built, here: Place):
    for one in rows.Person.objects.filter(partnership__slug=here.slug, account__isnull=False):
        actor = access.visitor_for(account=str(one.account_id), slug=here.slug, today=TODAY).actor
        held = rows.Appointment.objects.filter(person=one, to_on__isnull=True).exists()
        given = rows.Grant.objects.filter(person=one).exists()
        assert (Audience.PARTNERSHIP in actor.audiences) == (held or given), one.title


@BOTH
def test_accounts_have_no_password(built, here: Place):
    accounts = rows.Account.objects.filter(person__partnership__slug=here.slug)

    assert accounts.filter(email=f"coordinator@{here.slug}.example").exists()
    assert all(one.is_demonstration and not one.has_usable_password() for one in accounts)


def test_whoever_might_bid_does_not_know_of_the_tender(built):
    bidder = access.actor_of(person("marlhaven", "Chief executive, Harbour Light"), TODAY)
    buyer = access.actor_of(person("marlhaven", "Commissioning manager, safe accommodation"), TODAY)
    named = {"title__contains": "draft specification"}

    assert not scopes.agenda_items(bidder).filter(**named).exists()
    assert scopes.agenda_items(buyer).filter(**named).exists()


def test_a_plan_as_at_an_earlier_day_is_as_it_was(built):
    actor = coordinator("marlhaven").actor
    slug = rows.Plan.objects.get(partnership__slug="marlhaven", kind="strategy").slug

    before = plan_states(actor, slug, date(2023, 9, 30)).states
    began = plan_states(actor, slug, date(2024, 1, 31)).states
    now = plan_states(actor, slug, TODAY).states

    assert len(before) == 0
    assert len(began) == len(now) == 27
    assert not any(due_on(state.targets) for state in began)
    assert sum(1 for state in now if due_on(state.targets)) >= 10
    assert {s.id: s.progress and s.progress.id for s in began} != {
        s.id: s.progress and s.progress.id for s in now
    }


def test_on_the_second_of_december_the_papers_are_a_working_day_late(undone):
    late = date(2026, 12, 2)
    meeting = rows.Meeting.objects.get(group__partnership__slug="marlhaven", on=date(2026, 12, 10))
    chair = person("marlhaven", "Head of Service, Adult Social Care")

    refused = meetings.circulate_papers(coordinator("marlhaven", late), meeting=meeting.id)
    assert isinstance(refused, Refusal)
    assert refused.code == "meetings.circulated_late"
    assert "1 working day" in refused.sentence
    waiver = Waiver("circulation", "A paper came late.", str(chair.id), late)
    done = meetings.circulate_papers(coordinator("marlhaven", late), meeting=meeting.id, waiver=waiver)

    assert isinstance(done, Done)
    assert done.waiver == waiver


def test_every_chain_holds_and_its_times_only_go_forward(built):
    chains = list(audit.verified())

    assert {one.name for one in chains} == {"install", "marlhaven", "osterbridge"}
    assert not [one.faults for one in chains if one.faults]
    for chain in rows.EventChain.objects.all():
        times = list(
            rows.EventRow.objects.filter(chain=chain).order_by("number").values_list("at", flat=True)
        )
        assert all(first <= second for first, second in pairwise(times))
        assert times[-1].date() <= TODAY


def _event(slug: str, number: int) -> rows.EventRow:
    scope = str(rows.Partnership.objects.get(slug=slug).id)
    return rows.EventRow.objects.get(chain__scope=scope, number=number)


def _last(slug: str) -> rows.EventRow:
    scope = str(rows.Partnership.objects.get(slug=slug).id)
    return rows.EventRow.objects.filter(chain__scope=scope).latest("number")


def _alter_contents() -> None:
    row = _event("marlhaven", 100)
    row.contents = row.contents.replace('"by"', '"at"')
    row.save()


def _alter_code() -> None:
    row = _event("marlhaven", 100)
    row.code = "plans.started"
    row.save()


@pytest.mark.parametrize(
    ("tamper", "sentence"),
    [
        (_alter_contents, "The contents of event 100 have been altered."),
        (_alter_code, "Event 100 has been altered."),
        (lambda: _event("marlhaven", 100).delete(), "Event 100 is missing"),
        (lambda: _last("marlhaven").delete(), "The chain should hold"),
        (lambda: rows.EventRow.objects.filter(chain=_last("marlhaven").chain).delete(), "and holds 0"),
    ],
    ids=["contents", "code", "one taken out", "the last cut off", "all taken out"],
)
def test_whatever_is_altered_is_found(undone, tamper, sentence):
    tamper()

    found = {one.name: " ".join(one.faults) for one in audit.verified()}

    assert sentence in found["marlhaven"]
    assert not found["osterbridge"]


def test_a_chain_that_is_gone_altogether_is_missed(undone):
    chain = _last("osterbridge").chain
    rows.EventRow.objects.filter(chain=chain).delete()
    chain.delete()

    found = {one.name: one.faults for one in audit.verified()}

    assert found["osterbridge"] == ["There is no record of events."]


@BOTH
def test_papers_are_asked_for_and_a_supplement_went_to_the_members_of_september(here: Place, built) -> None:
    asked = rows.PaperAsked.objects.filter(meeting__group__partnership__slug=here.slug)
    missing = [paper for item in here.meetings[-1].items for paper in item.papers if not paper.submitted_on]

    assert {one.title for one in asked} == {paper.title for paper in missing}
    assert all(one.paper_id is None for one in asked)
    sent = rows.Circulation.objects.filter(meeting__group__partnership__slug=here.slug, number=2)
    assert [row.on for row in sent] == [date(2026, 9, 1)]
    assert sent[0].said
    owed = rows.Message.objects.filter(
        partnership__slug=here.slug, kind__in=["paper_asked", "supplement_sent"]
    )
    assert owed.exists()
    assert not owed.filter(sent_at__isnull=True).exists()


def test_a_paper_of_osterbridge_stands_in_for_an_earlier_version(built) -> None:
    newer = rows.Paper.objects.get(replaces__isnull=False)

    assert newer.meeting.group.partnership.slug == "osterbridge"
    assert newer.title == newer.replaces.title
    assert newer.file_id


@BOTH
def test_every_paper_of_the_next_meeting_says_what_is_asked(here: Place, built) -> None:
    held = rows.Paper.objects.filter(meeting__group__partnership__slug=here.slug, meeting__on__gt=TODAY)

    assert held.exists()
    assert all(paper.cover["ask"] and paper.cover["author"] for paper in held)
    assert any(paper.cover.get("summary") for paper in held)


def test_marlhaven_has_a_panel_whose_questions_wait_and_a_group_past_its_end(built):
    """And bodies outside, and a renamed agency."""
    groups = {row.slug: row for row in rows.Group.objects.filter(partnership__slug="marlhaven")}
    asked = rows.Question.objects.filter(asked_by_group=groups["survivors-panel"])

    assert {row.kind for row in groups.values()} == set(GroupKind)
    assert groups["front-desks"].question
    assert groups["front-desks"].ends_on < TODAY
    assert asked.filter(answered_on=None, due_on__lt=TODAY).count() == 1
    assert asked.exclude(answer="").count() == 1
    assert rows.AgencyName.objects.filter(agency__partnership__slug="marlhaven").count() == 1


@BOTH
def test_who_reports_to_whom_is_drawn(built, here: Place):
    lines = rows.ReportingLine.objects.filter(partnership__slug=here.slug)

    assert lines.filter(to__kind=GroupKind.OUTSIDE.value).exists()
    assert lines.filter(reports__slug="operational", to__slug="board").exists()
    assert rows.Partnership.objects.get(slug=here.slug).is_unitary
