"""The scopes say in SQL what the access table says in Python; neither may drift from the other."""

import uuid
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quorate.domain.access.actor import Actor, may_see
from quorate.domain.access.audience import Audience, Label
from quorate.domain.access.roles import SEAT_ROLES, Role
from quorate.records import scopes
from quorate.records.facts.labels import sees as sees_row
from quorate.records.models import (
    AgendaItem,
    BarrierRow,
    Challenge,
    Entry,
    EntryVersion,
    ForwardItem,
    Meeting,
    Pack,
    Paper,
    Plan,
    PlanImport,
    Restriction,
    Risk,
    StoredFile,
)
from tests.builders.world import make_world

pytestmark = pytest.mark.django_db

LABELS = st.tuples(st.sampled_from(list(Audience)), st.sampled_from(["", "one", "two"]))
ROLES = st.frozensets(st.sampled_from(sorted(Role)), max_size=3)
DAY = timedelta(days=1)
LONG_AGO = date(2024, 1, 2)
AFTER_MIDNIGHT = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # of 1 July, where the partnership is
SUBSETS = st.frozensets(st.sampled_from(["one", "two"]))
SEATS = st.frozensets(
    st.tuples(st.sampled_from(["board", "panel"]), st.sampled_from(sorted(SEAT_ROLES))), max_size=2
)


@pytest.fixture
def held():
    world = make_world()
    restrictions = {
        name: Restriction.objects.create(
            id=uuid.uuid4(), partnership_id=world.partnership, name=name, from_on=date(2024, 1, 2)
        )
        for name in ("one", "two")
    }
    return world, restrictions


def actor_with(
    world, restrictions, roles, allowed, barred, has_signed=True, standing=(), seats=frozenset()
) -> Actor:
    return Actor(
        account="",
        person="",
        name="Somebody",
        partnership=str(world.partnership),
        slug=world.slug,
        granted=roles,
        seats=frozenset(seats),
        allowed=frozenset(str(restrictions[name].id) for name in allowed),
        barred=frozenset(str(restrictions[name].id) for name in barred),
        standing=frozenset(str(restrictions[name].id) for name in standing),
        has_signed=has_signed,
    )


def labelled(restrictions, label):
    audience, name = label
    return {"audience": audience.value, "restriction": restrictions[name] if name else None}


def label_of(row, *groups) -> Label:
    return Label(Audience(row.audience), str(row.restriction_id or ""), frozenset(map(str, groups)))


def an_entry(plan: Plan, **label) -> Entry:
    return Entry.objects.create(id=uuid.uuid4(), plan=plan, added_at=datetime.now(UTC), **label)


def hangs(
    entry: Entry, parent: Entry | None, *, on: date = LONG_AGO, recorded: date | datetime = LONG_AGO
) -> None:
    """A version of an entry, in force from a day, that says what it hangs on."""
    EntryVersion.objects.create(
        id=uuid.uuid4(),
        entry=entry,
        effective_on=on,
        recorded_at=recorded if isinstance(recorded, datetime) else datetime.combine(recorded, time(12), UTC),
        number=entry.versions.count() + 1,
        kind="action",
        text="T",
        parent=parent,
    )


def a_challenge(world, **more) -> Challenge:
    return Challenge.objects.create(
        id=uuid.uuid4(),
        group_id=world.board,
        agency_id=world.agencies["police"],
        words="C",
        made_on=LONG_AGO,
        due_on=LONG_AGO + DAY,
        recorded_at=datetime.now(UTC),
        recorded_by_id=world.people["coordinator"],
        **more,
    )


def a_planned_item(world, **more) -> ForwardItem:
    return ForwardItem.objects.create(
        id=uuid.uuid4(),
        group_id=world.board,
        month=date(2027, 1, 1),
        title="F",
        added_at=datetime.now(UTC),
        added_by_id=world.people["coordinator"],
        **more,
    )


def an_upload(world, plan: Plan | None) -> PlanImport:
    id = uuid.uuid4()
    file = StoredFile.objects.create(
        id=uuid.uuid4(),
        partnership_id=world.partnership,
        sha256=id.hex * 2,
        name="plan.docx",
        media_type="",
        size=1,
        stored_at=datetime.now(UTC),
    )
    return PlanImport.objects.create(
        id=id,
        partnership_id=world.partnership,
        plan=plan,
        plan_name="P",
        file=file,
        uploaded_at=datetime.now(UTC),
        uploaded_by_id=world.people["coordinator"],
        effective_on=date(2026, 11, 1),
        proposal={},
        source={},
    )


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    roles=ROLES,
    seats=SEATS,
    allowed=SUBSETS,
    barred=SUBSETS,
    has_signed=st.booleans(),
    standing=SUBSETS,
    plan_label=LABELS,
    entry_label=LABELS,
    meeting_label=LABELS,
    item_label=LABELS,
    paper_label=LABELS,
    pack_label=LABELS,
    parent_label=LABELS,
    top_label=LABELS,
    held_label=LABELS,
)
def test_the_scopes_show_exactly_what_the_access_rule_allows(
    held, roles, seats, allowed, barred, has_signed, standing, plan_label, entry_label, meeting_label,
    item_label, paper_label, pack_label, parent_label, top_label, held_label,
):  # fmt: skip
    world, restrictions = held
    EntryVersion.objects.all().delete()
    Challenge.objects.all().delete()
    Risk.objects.all().delete()
    Paper.objects.all().delete()
    AgendaItem.objects.all().delete()
    Meeting.objects.all().delete()
    PlanImport.objects.all().delete()
    Plan.objects.all().delete()
    plan = Plan.objects.create(
        id=uuid.uuid4(),
        partnership_id=world.partnership,
        slug="p",
        name="P",
        starts_on=date(2024, 1, 2),
        **labelled(restrictions, plan_label),
    )
    entry = Entry.objects.create(
        id=uuid.uuid4(), plan=plan, added_at=datetime.now(UTC), **labelled(restrictions, entry_label)
    )
    meeting = Meeting.objects.create(
        id=uuid.uuid4(),
        group_id=world.board,
        on=date(2026, 12, 10),
        starts=time(10),
        **labelled(restrictions, meeting_label),
    )
    item = AgendaItem.objects.create(
        id=uuid.uuid4(), meeting=meeting, order=1, title="I", **labelled(restrictions, item_label)
    )
    paper = Paper.objects.create(
        id=uuid.uuid4(),
        meeting=meeting,
        item=item,
        title="P",
        submitted_on=date(2026, 11, 1),
        added_at=datetime.now(UTC),
        **labelled(restrictions, paper_label),
    )
    pack = Pack.objects.create(
        id=uuid.uuid4(),
        meeting=meeting,
        kind="pack",
        format="pdf",
        edition="partnership",
        asked_at=datetime.now(UTC),
        asked_by_id=world.people["coordinator"],
        as_at=date(2026, 11, 1),
        **labelled(restrictions, pack_label),
    )
    top, parent = (an_entry(plan, **labelled(restrictions, label)) for label in (top_label, parent_label))
    hangs(parent, top)
    under = an_entry(plan)
    hangs(under, parent)
    upload = an_upload(world, plan)
    panel = uuid.uuid4()
    held_by = {(str({"board": world.board, "panel": panel}[of]), role) for of, role in seats}
    actor = actor_with(world, restrictions, roles, allowed, barred, has_signed, standing, held_by)

    def sees(*rows) -> bool:
        """All but plans and entries belong to the board, those to no group."""
        assert sees_row(actor, *rows) == all(may_see(actor, said_of(row)) for row in rows)
        return sees_row(actor, *rows)

    def said_of(row) -> Label:
        return label_of(row, *([] if isinstance(row, Plan | Entry) else [world.board]))

    challenges = [
        a_challenge(world, meeting=at, item=under, **labelled(restrictions, held_label))
        for at, under in ((None, None), (meeting, None), (meeting, item))
    ]
    risk = Risk.objects.create(
        id=uuid.uuid4(),
        group_id=world.board,
        number=1,
        raised_on=LONG_AGO,
        **labelled(restrictions, held_label),
    )

    planned = [
        a_planned_item(world, meeting=at, item=under, **labelled(restrictions, held_label))
        for at, under in ((None, None), (meeting, None), (meeting, item))
    ]

    assert scopes.plans(actor).exists() == sees(plan)
    for one, above in zip(planned, ((), (meeting,), (meeting, item)), strict=True):
        assert scopes.forward_items(actor).filter(id=one.id).exists() == sees(one, *above)
    for one, above in zip(challenges, ((), (meeting,), (meeting, item)), strict=True):
        assert scopes.challenges(actor).filter(id=one.id).exists() == sees(one, *above)
    assert scopes.risks(actor).exists() == sees(risk)
    for one, above in ((entry, ()), (top, ()), (parent, (top,)), (under, (parent, top))):
        assert scopes.entries(actor).filter(id=one.id).exists() == sees(plan, one, *above)
        barrier = BarrierRow.objects.create(id=uuid.uuid4(), entry=one, words="No money")
        assert scopes.barriers(actor).filter(id=barrier.id).exists() == sees(plan, one, *above)
    assert scopes.meetings(actor).exists() == sees(meeting)
    assert scopes.agenda_items(actor).exists() == sees(meeting, item)
    assert scopes.papers(actor).exists() == sees(meeting, item, paper)
    assert scopes.packs(actor).filter(id=pack.id).exists() == sees(meeting, pack)
    assert scopes.imports(actor).filter(id=upload.id).exists() == sees(plan)


@pytest.mark.parametrize(
    ("was_under", "moves", "is_seen"),
    [
        ("hidden", (), False),
        ("open", (), True),
        ("hidden", (("open", LONG_AGO + DAY, LONG_AGO + DAY),), True),
        ("open", (("hidden", LONG_AGO + DAY, LONG_AGO + DAY),), False),
        ("hidden", (("open", LONG_AGO + DAY, LONG_AGO),), False),  # it moves out on a day to come
        ("open", (("hidden", LONG_AGO + DAY, LONG_AGO),), False),  # it moves in on a day to come
        ("hidden", (("open", LONG_AGO, LONG_AGO),), True),  # the same day again
        ("hidden", (("open", date(2026, 7, 1), AFTER_MIDNIGHT),), True),  # a day that has begun here
        ("hidden", (("open", date(2026, 7, 2), AFTER_MIDNIGHT),), False),  # one that has not, here either
    ],
)
def test_an_entry_is_hidden_while_it_hangs_or_may_hang_on_a_hidden_one(held, was_under, moves, is_seen):
    world, restrictions = held
    plan = Plan.objects.create(
        id=uuid.uuid4(), partnership_id=world.partnership, slug="p", name="P", starts_on=LONG_AGO
    )
    above = {"hidden": an_entry(plan, audience="restricted"), "open": an_entry(plan)}
    entry = an_entry(plan)
    hangs(entry, above[was_under])
    for parent, on, recorded in moves:
        hangs(entry, above[parent], on=on, recorded=recorded)
    member, coordinator = (
        actor_with(world, restrictions, {role}, (), ()) for role in (Role.MEMBER, Role.COORDINATOR)
    )

    assert scopes.entries(member).filter(id=entry.id).exists() == is_seen
    assert scopes.entries(coordinator).count() == 3


def test_an_upload_for_a_plan_that_may_not_be_read_is_not_found_and_one_for_no_plan_yet_is(held):
    world, restrictions = held
    plan = Plan.objects.create(
        id=uuid.uuid4(),
        partnership_id=world.partnership,
        slug="p",
        name="P",
        starts_on=date(2024, 1, 2),
        restriction=restrictions["one"],
    )
    kept_from, for_a_new_plan = an_upload(world, plan), an_upload(world, None)
    barred, allowed = (
        actor_with(world, restrictions, {Role.COORDINATOR}, *named)
        for named in ([[], ["one"]], [["one"], []])
    )

    assert set(scopes.imports(barred)) == {for_a_new_plan}
    assert set(scopes.imports(allowed)) == {kept_from, for_a_new_plan}


def test_every_model_is_scoped_or_named_as_having_no_readers_of_its_own():
    from django.apps import apps

    scoped = {
        "Partnership", "Agency", "Person", "Restriction", "Group", "Seat", "Appointment", "Terms",
        "Meeting", "AgendaItem", "Paper", "Pack", "Plan", "Entry", "PlanImport", "Redaction", "TermsDraft",
        "Reply", "RoomActRow", "Declaration", "Minute", "ExpressionOfInterest", "KeptPrivately",
        "RegisteredInterest", "SeatMap", "ReportingLine", "Question", "Circulation", "PaperAsked",
        "ForwardItem", "NumberedCopy", "Challenge", "Risk", "PassedOn", "SelfAssessment", "SelfAssessed",
        "InterestKeptPrivately", "HandoverNote", "BarrierRow",
    }  # fmt: skip
    reached_through_another = {
        "Account", "AgencyName", "Closure", "SchoolHoliday", "Representation", "Grant", "ClauseRow",
        "WaiverRow", "DutyDone", "DutySetting", "StoredFile", "EntryVersion", "EntryLead", "EntryTarget",
        "EntryMeasure", "ProgressRow", "UpdateAsked", "EventChain", "EventRow", "Message", "SearchText",
        "EntryPosition", "RiskReview", "ConfidentialityStatement", "Amendment", "EntryMove",
        "AssessedStatement", "AssessedMark", "CalendarFeed", "BarrierStep", "BarrierEscalation",
        "EntryLink",
    }  # fmt: skip

    models = {model.__name__ for model in apps.get_app_config("records").get_models()}

    assert models == scoped | reached_through_another
