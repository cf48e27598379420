"""Redaction: two officers, every copy, the files, and a record that still holds."""

import json
import uuid
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import models

from quorate.commands import meetings, messages, packs, plans, reading, redactions, setting_up, terms
from quorate.commands.runner import As, Done
from quorate.domain.access.roles import Role
from quorate.domain.events.chain import faults
from quorate.domain.events.redaction import MARKER, NAME_REMOVED
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.domain.kernel.outcomes import Refusal, Waiver
from quorate.domain.plans.facts import Lead, Measure, MeasureKind, Target, TargetKind
from quorate.queries import access
from quorate.queries.copies import copies_of
from quorate.queries.files import path_of
from quorate.queries.redactable import SCOPES
from quorate.records.facts.events import links_of
from quorate.records.models import (
    Agency,
    AgendaItem,
    ClauseRow,
    Entry,
    EntryLead,
    EntryTarget,
    EntryVersion,
    EventChain,
    EventRow,
    Grant,
    Meeting,
    Message,
    Pack,
    Paper,
    Person,
    Plan,
    PlanImport,
    ProgressRow,
    Redaction,
    StoredFile,
    WaiverRow,
)
from tests.builders.meetings import PDF, a_meeting, a_paper, an_item, version_of
from tests.builders.messages import a_message
from tests.builders.plans import add, day_target, start, update
from tests.builders.world import TODAY, World, done, make_two, make_world, moment

pytestmark = pytest.mark.django_db
NAMED = "The eldest child of the family at Harbour Road told the worker"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path


def propose(world: World, kind: str, id: uuid.UUID, *, by="coordinator", reason="It names a child", **more):
    return redactions.propose_redaction(
        world.as_(by), subject_kind=kind, subject_id=id, reason=reason, **more
    )


def redact(world: World, kind: str, id: uuid.UUID, **more) -> Redaction:
    proposed = done(propose(world, kind, id, **more))
    done(redactions.confirm_redaction(world.as_("governance"), redaction=proposed))
    return Redaction.objects.get(id=proposed)


def code(outcome) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def chain_faults(world: World) -> list[str]:
    chain = EventChain.objects.get(scope=str(world.partnership))
    return faults(links_of(chain), head=chain.head, count=chain.count)


def tables_holding(words: str) -> set[str]:
    """Every text or JSON column of every table that holds the words."""
    found = set()
    for model in apps.get_app_config("records").get_models():
        for column in model._meta.get_fields():
            if isinstance(column, models.CharField | models.TextField | models.JSONField):
                for value in model._default_manager.values_list(column.name, flat=True):
                    if words.casefold() in str(value).casefold():
                        found.add(f"{model.__name__}.{column.name}")
    return found


def an_entry(world: World, text: str = NAMED, **more) -> uuid.UUID:
    return add(world, start(world), text, **more)


def record(world: World, entry: uuid.UUID, words: str, on: date = TODAY) -> uuid.UUID:
    return done(
        plans.record_progress(
            world.as_("coordinator", on), entry=entry, draft=update(on, words), reported_on=on
        )
    )


def test_what_is_proposed_is_still_there_until_another_officer_confirms():
    world = make_world()
    entry = an_entry(world)

    proposed = Redaction.objects.get(id=done(propose(world, "entry", entry)))

    parts = ["text", "outcome", "reason", "measures", "leads", "targets", "code"]
    assert (proposed.state, proposed.columns) == ("proposed", parts)
    assert tables_holding(NAMED) == {"EntryVersion.text", "SearchText.title"}
    assert EventRow.objects.last().code == "redactions.proposed"


def test_the_words_of_an_entry_go_from_every_version_and_the_record_still_holds():
    world = make_world()
    entry = an_entry(world)
    done(plans.withdraw_entry(world.as_("coordinator"), entry=entry, reason=f"{NAMED} again"))

    row = redact(world, "entry", entry)

    assert tables_holding(NAMED) == set()
    assert set(EntryVersion.objects.filter(entry=entry).values_list("text", flat=True)) == {MARKER}
    assert chain_faults(world) == []
    assert row.state == "confirmed"
    assert str(row.proposed_by_id) == str(world.people["coordinator"])
    assert str(row.confirmed_by_id) == str(world.people["governance"])
    assert row.reason == "It names a child"
    assert row.confirmed_at == moment().at


def confirmed_details(redaction: Redaction) -> dict[str, str]:
    row = EventRow.objects.get(code="redactions.confirmed", subject_id=str(redaction.id))
    return json.loads(row.contents)["details"]


def test_the_record_names_each_event_a_redaction_emptied_and_excuses_no_other():
    world = make_world()
    entry = an_entry(world)
    done(plans.withdraw_entry(world.as_("coordinator"), entry=entry, reason=f"{NAMED} again"))

    row = redact(world, "entry", entry)

    events = EventRow.objects.filter(chain__scope=str(world.partnership))
    blank = list(events.filter(contents="").order_by("number").values_list("number", flat=True))
    assert len(blank) == 2
    assert confirmed_details(row)["events"] == " ".join(map(str, blank))
    other = events.exclude(contents="").first()
    events.filter(id=other.id).update(salt="", contents="")
    assert chain_faults(world) == [
        f"Event {other.number} has lost its contents, and no redaction after it says why."
    ]


def test_what_a_later_redaction_empties_leaves_what_an_earlier_one_named():
    world = make_world()
    plan = start(world)
    entry = add(world, plan, NAMED)
    done(plans.withdraw_entry(world.as_("coordinator"), entry=entry, reason=f"{NAMED} again"))
    first = redact(world, "entry", entry)
    named = confirmed_details(first)["events"]
    assert named

    # Words that stand in the first redaction's own event, and nowhere else in the record.
    holding = add(world, plan, str(first.id))
    second = redact(world, "entry", holding)

    assert confirmed_details(first)["events"] == named
    assert not set(confirmed_details(second)["events"].split()) & set(named.split())
    assert chain_faults(world) == []


def test_events_about_it_lose_their_contents_and_keep_who_and_when():
    world = make_world()
    entry = an_entry(world)

    redact(world, "entry", entry)

    (event,) = EventRow.objects.filter(subject_id=str(entry))
    assert (event.salt, event.contents) == ("", "")
    assert (event.code, event.person_id_text) == ("plans.entry_added", str(world.people["coordinator"]))
    assert chain_faults(world) == []


def test_an_altered_record_is_still_noticed_after_a_redaction():
    world = make_world()
    redact(world, "entry", an_entry(world))

    EventRow.objects.filter(code="plans.started").update(contents='{"subject":"other"}')

    assert any("altered" in sentence for sentence in chain_faults(world))


def test_only_the_parts_chosen_go():
    world = make_world()
    entry = an_entry(world, outcome="Families are safer in the city than before")

    redact(world, "entry", entry, columns=["text"])

    (version,) = EntryVersion.objects.filter(entry=entry)
    assert (version.text, version.outcome) == (MARKER, "Families are safer in the city than before")


def test_the_words_of_an_update_go_with_their_copies_in_other_updates_and_uploads():
    world = make_world()
    entry = an_entry(world, "Share one definition")
    other = an_entry(world, "Train every team in the city")
    first = record(world, entry, NAMED)
    record(world, other, f"We heard that {NAMED.lower()} in March.")
    kept = StoredFile.objects.create(
        id=uuid.uuid4(), partnership_id=world.partnership, sha256="a" * 64, name="plan.docx", size=4,
        media_type="x", stored_at=moment().at,
    )  # fmt: skip
    PlanImport.objects.create(
        id=uuid.uuid4(), partnership_id=world.partnership, plan_name="Plan", file=kept,
        uploaded_at=moment().at, uploaded_by_id=world.people["coordinator"], effective_on=TODAY,
        proposal={"entries": [{"text": "Share one definition", "progress": NAMED}]},
        source=[{"rows": [["1", f"{NAMED}\nNext: housing"]]}],
    )  # fmt: skip

    redact(world, "progress", first)

    assert tables_holding(NAMED) == set()
    upload = PlanImport.objects.get()
    assert upload.proposal == {"entries": [{"text": "Share one definition", "progress": MARKER}]}
    assert upload.source == [{"rows": [["1", MARKER]]}]
    kept.refresh_from_db()
    assert (kept.redacted_at, kept.sha256) == (moment().at, "a" * 64)
    assert ProgressRow.objects.get(id=first).status == "under_way"
    assert EntryVersion.objects.get(entry=entry).text == "Share one definition"
    assert chain_faults(world) == []


def test_a_form_opened_before_a_redaction_cannot_put_the_words_back():
    world = make_world()
    entry = an_entry(world)
    opened = Entry.objects.get(id=entry).version

    redact(world, "entry", entry)

    with pytest.raises(StaleError):
        plans.withdraw_entry(world.as_("coordinator"), entry=entry, reason="No longer", version=opened)


def paper_in_a_pack(world: World):
    """A circulated meeting whose pack holds a paper; the police read both, and a message went."""
    meeting = a_meeting(world)
    item = an_item(world, meeting)
    paper = a_paper(world, meeting, NAMED, item=item, name=f"{NAMED[:20]}.pdf", data=PDF + b"one")
    coordinator = world.as_("coordinator")
    done(meetings.circulate_papers(coordinator, meeting=meeting, version=version_of(meeting)))
    pack = done(packs.ask_for_pack(coordinator, meeting=meeting, kind="pack", format="pdf"))
    quorate = As(access.work(str(world.partnership), world.slug), moment())
    content = {"papers": [{"title": NAMED}], "place": "Committee room 2"}
    done(
        packs.keep_pack(
            quorate, pack=pack, content=content, name="pack.pdf", media_type="application/pdf", data=PDF
        )
    )
    done(packs.issue_pack(coordinator, meeting=meeting, pack=pack, version=Pack.objects.get(id=pack).version))
    done(reading.record_pack_read(world.as_("police"), pack=pack))
    for message in Message.objects.filter(person=world.people["health"]):
        done(messages.mark_sent(quorate, message=message.id))
    return meeting, paper, pack


def test_a_paper_goes_with_its_file_and_every_pack_that_held_it(django_capture_on_commit_callbacks):
    world = make_world()
    _, paper, pack = paper_in_a_pack(world)
    file, packed = Paper.objects.get(id=paper).file, Pack.objects.get(id=pack).file
    paths = [path_of(world.partnership, kept.sha256) for kept in (file, packed)]
    assert all(path.exists() for path in paths)

    with django_capture_on_commit_callbacks(execute=True):
        row = redact(world, "paper", paper)

    assert not any(path.exists() for path in paths)
    file.refresh_from_db()
    packed.refresh_from_db()
    assert file.redacted_at == packed.redacted_at == moment().at
    assert len(packed.sha256) == 64  # the hash of what was issued stays
    assert tables_holding(NAMED[:20]) == set()
    issued = Pack.objects.get(id=pack)
    assert issued.state == "issued"
    assert issued.content == {"papers": [{"title": MARKER}], "place": "Committee room 2"}
    assert chain_faults(world) == []
    assert {(got["person"], got["how"]) for got in row.received_by} == {
        (str(world.people["police"]), "pack"),
        (str(world.people["health"]), "message"),
    }


def test_whoever_read_the_paper_itself_is_among_those_who_had_received_it():
    world = make_world()
    meeting = a_meeting(world)
    paper, other = a_paper(world, meeting, NAMED), a_paper(world, meeting, "Figures", data=PDF + b"two")
    done(reading.record_paper_read(world.as_("observer"), paper=paper))
    done(reading.record_paper_read(world.as_("police"), paper=other))

    row = redact(world, "paper", paper)

    assert row.received_by == [
        {"person": str(world.people["observer"]), "how": "file", "on": moment().today.isoformat()}
    ]


def test_whoever_was_invited_to_the_meeting_has_not_received_its_papers_by_that():
    world = make_world()
    meeting = a_meeting(world)
    paper = a_paper(world, meeting, NAMED)
    for kind, key in (("meeting_set", "charity"), ("paper_asked", "police"), ("papers_circulated", "health")):
        a_message(world, key, kind=kind, key=f"{kind}:{meeting}", sent_at=moment().at)

    row = redact(world, "paper", paper)

    assert [got["person"] for got in row.received_by] == [str(world.people["health"])]


def test_the_proposer_counts_by_the_role_they_held_on_the_day_they_proposed():
    world = make_world()
    proposed = done(propose(world, "entry", an_entry(world)))
    role = Grant.objects.get(person=world.people["coordinator"], role=Role.COORDINATOR.value)
    role.to_on = TODAY
    role.save(update_fields=["to_on"])
    later = world.as_("governance", TODAY + timedelta(days=30))

    assert isinstance(redactions.confirm_redaction(later, redaction=proposed), Done)


def test_a_role_the_proposer_was_given_afterwards_does_not_count():
    world = make_world()
    proposed = done(propose(world, "entry", an_entry(world)))
    Grant.objects.filter(person=world.people["coordinator"]).update(from_on=TODAY + timedelta(days=1))
    later = world.as_("governance", TODAY + timedelta(days=30))

    assert code(redactions.confirm_redaction(later, redaction=proposed)) == "redactions.both_officers"


def test_a_file_kept_under_two_names_goes_under_both():
    world = make_world()
    meeting = a_meeting(world)
    first = a_paper(world, meeting, "Case one", name="case.pdf")
    second = a_paper(world, meeting, "Case two", name="the-same-case.pdf")
    files = [Paper.objects.get(id=each).file for each in (first, second)]
    assert files[0].id != files[1].id
    assert files[0].sha256 == files[1].sha256

    redact(world, "paper", first)

    for file in files:
        file.refresh_from_db()
        assert file.redacted_at == moment().at
        assert file.name.startswith(MARKER)


def test_a_file_stays_where_the_transaction_does_not_commit(django_capture_on_commit_callbacks):
    world = make_world()
    _, paper, _ = paper_in_a_pack(world)
    path = path_of(world.partnership, Paper.objects.get(id=paper).file.sha256)

    with django_capture_on_commit_callbacks(execute=False):
        redact(world, "paper", paper)

    assert path.exists()


def test_the_words_of_an_agenda_item_go():
    world = make_world()
    item = an_item(world, a_meeting(world), "Housing", ask=NAMED)

    redact(world, "agenda_item", item, columns=["ask"])

    row = AgendaItem.objects.get(id=item)
    assert (row.title, row.ask) == ("Housing", MARKER)


def test_a_title_goes_from_its_own_meeting_and_stays_in_others():
    world = make_world()
    title = "Minutes of the last meeting"
    meeting, other = a_meeting(world), a_meeting(world, on=date(2027, 4, 15))
    item, kept = an_item(world, meeting, title), a_paper(world, other, title)
    paper = a_paper(world, meeting, title)

    redact(world, "paper", paper, columns=["title"])

    assert AgendaItem.objects.get(id=item).title == MARKER
    assert Paper.objects.get(id=kept).title == title
    assert EventRow.objects.get(code="meetings.paper_added", subject_id=str(kept)).contents


CALLED = "Jo Bloggs-Marlow"
"""A name that stands nowhere else in the small world."""


def a_pack_holding(world: World, said: dict) -> uuid.UUID:
    meeting = a_meeting(world, on=date(2027, 7, 15))
    pack = done(packs.ask_for_pack(world.as_("coordinator"), meeting=meeting, kind="pack", format="pdf"))
    made = {"content": said, "name": "pack.pdf", "media_type": "application/pdf", "data": PDF + b"pack"}
    done(packs.keep_pack(As(access.work(str(world.partnership), world.slug), moment()), pack=pack, **made))
    return pack


def test_the_leads_targets_measures_and_number_of_an_entry_go_from_uploads_and_packs_too():
    world = make_world()
    plan = start(world)
    target = Target(TargetKind.ONGOING, raw="When the boy of Harbour Road is ten")
    entry = add(
        world, plan, "Share one definition",
        code="Harbour Road case 12",
        leads=(Lead(raw=CALLED),),
        targets=(target,),
        measures=(Measure("The family of Harbour Road is rehoused", MeasureKind.JUDGEMENT),),
    )  # fmt: skip
    other = add(world, plan, f"Ask {CALLED} for the figures", leads=(Lead(raw=f"{CALLED}, Police"),))
    said = {
        "code": "Harbour Road case 12",
        "leads": f"{CALLED}, Police",
        "measures": ["The family of Harbour Road is rehoused"],
        "targets": "When the boy of Harbour Road is ten",
    }
    pack = a_pack_holding(world, said)

    redact(world, "entry", entry, columns=["leads", "targets", "measures", "code"])

    for gone in (CALLED, "Harbour Road case 12", "The family of Harbour Road", "the boy of Harbour Road"):
        assert tables_holding(gone) == set(), gone
    assert EntryVersion.objects.get(entry=entry).text == "Share one definition"
    assert EntryVersion.objects.get(entry=other).text == f"Ask {MARKER} for the figures"
    assert EntryLead.objects.get(entry_version__entry=other).raw == f"{MARKER}, Police"
    assert Pack.objects.get(id=pack).content["leads"] == f"{MARKER}, Police"
    assert chain_faults(world) == []


def test_a_lead_that_is_an_agency_goes_from_the_entry_alone():
    world = make_world()
    plan = start(world)
    entry = add(world, plan, "Share one definition", leads=(Lead(raw="Refuge charity"),))
    other = add(world, plan, "Ask the Refuge charity", leads=(Lead(raw="Refuge charity"),))

    redact(world, "entry", entry, columns=["leads"])

    assert EntryLead.objects.get(entry_version__entry=entry).raw == MARKER
    assert EntryLead.objects.get(entry_version__entry=other).raw == "Refuge charity"
    assert EntryVersion.objects.get(entry=other).text == "Ask the Refuge charity"


def test_a_target_date_that_many_share_goes_from_the_entry_alone():
    world = make_world()
    plan = start(world)
    entry, other = (add(world, plan, text, targets=(day_target("30 June 2027"),)) for text in ("One", "Two"))

    redact(world, "entry", entry, columns=["targets"])

    raws = {t.entry_version.entry_id: t.raw for t in EntryTarget.objects.select_related("entry_version")}
    assert raws == {entry: MARKER, other: "30 June 2027"}


def somebody(world: World, name: str = CALLED, **more) -> uuid.UUID:
    return done(setting_up.add_person(world.as_("coordinator"), name=name, **more))


def test_a_persons_name_and_address_go_from_everywhere_and_their_post_stands_instead():
    world = make_world()
    person = somebody(world, title="Housing adviser", email="jo.bloggs@marlhaven.example")
    entry = add(world, start(world), f"Meet {CALLED.upper()} each week", leads=(Lead(raw=CALLED),))
    record(world, entry, f"Wrote to Jo  Bloggs-Marlow at jo.bloggs@marlhaven.example; {CALLED}son replied")
    an_item(world, a_meeting(world), "Housing", speaker=CALLED)
    pack = a_pack_holding(world, {"speaker": CALLED, "by": f"{CALLED}, Council"})
    done(plans.withdraw_entry(world.as_("coordinator"), entry=entry, reason=f"{CALLED} left"))

    redact(world, "person", person, columns=["name", "email"])

    row = Person.objects.get(id=person)
    assert (row.name, row.title, row.email) == ("Housing adviser", "Housing adviser", "")
    assert tables_holding("jo.bloggs@marlhaven.example") == set()
    assert tables_holding(CALLED) == {"ProgressRow.progress"}  # of another, whose name is longer
    (update,) = ProgressRow.objects.all()
    assert update.progress == f"Wrote to Housing adviser at Housing adviser; {CALLED}son replied"
    assert AgendaItem.objects.get().speaker == "Housing adviser"
    said = {"speaker": "Housing adviser", "by": "Housing adviser, Council"}
    assert Pack.objects.get(id=pack).content == said
    assert chain_faults(world) == []


def test_a_person_without_a_post_has_their_name_removed():
    world = make_world()
    person = somebody(world)
    entry = add(world, start(world), f"Meet {CALLED}")

    redact(world, "person", person)

    assert Person.objects.get(id=person).name == NAME_REMOVED
    assert EntryVersion.objects.get(entry=entry).text == f"Meet {NAME_REMOVED}"
    assert tables_holding(CALLED) == set()
    assert chain_faults(world) == []


def test_a_name_of_one_word_goes_where_names_stand_and_not_from_sentences():
    world = make_world()
    person = somebody(world, "Marlow")
    entry = add(world, start(world), "Open a refuge at Marlow", leads=(Lead(raw="marlow"),))

    redact(world, "person", person)

    assert Person.objects.get(id=person).name == NAME_REMOVED
    assert EntryLead.objects.get(entry_version__entry=entry).raw == NAME_REMOVED
    assert EntryVersion.objects.get(entry=entry).text == "Open a refuge at Marlow"


def test_two_agencies_that_bear_names_are_told_apart_once_they_are_removed():
    world = make_world()
    coordinator = world.as_("coordinator")
    first, second = (
        done(setting_up.add_agency(coordinator, name=name, kind="voluntary"))
        for name in (f"{CALLED} Counselling", "Kit Bloggs-Marlow Counselling")
    )
    an_item(world, a_meeting(world), "Counselling", ask=f"Hear {CALLED} Counselling")

    redact(world, "agency", first, columns=["name"])
    redact(world, "agency", second, columns=["name"])

    assert [Agency.objects.get(id=id).name for id in (first, second)] == [NAME_REMOVED, f"{NAME_REMOVED} 2"]
    assert AgendaItem.objects.get().ask == f"Hear {NAME_REMOVED}"
    assert tables_holding("Bloggs-Marlow") == set()
    assert chain_faults(world) == []


def test_a_plans_name_goes_with_its_address():
    world = make_world()
    plan = start(world, f"Plan for {CALLED}")
    an_item(world, a_meeting(world), f"Progress of the plan for {CALLED}")

    redact(world, "plan", plan)

    row = Plan.objects.get(id=plan)
    assert (row.name, "bloggs" in row.slug) == (MARKER, False)
    assert AgendaItem.objects.get().title == f"Progress of the {MARKER}"
    assert tables_holding(f"Plan for {CALLED}") == set()
    assert tables_holding("plan-for-jo") == set()
    assert chain_faults(world) == []


def test_a_meetings_place_goes_from_every_meeting_held_there_and_from_its_packs():
    world = make_world()
    meeting, other = a_meeting(world), a_meeting(world, on=date(2027, 4, 15))
    Meeting.objects.update(place="12 Harbour Road")
    pack = a_pack_holding(world, {"place": "12 Harbour Road", "day": "15 July 2027"})

    redact(world, "meeting", meeting)

    assert set(Meeting.objects.filter(id__in=[meeting, other]).values_list("place", flat=True)) == {MARKER}
    assert Pack.objects.get(id=pack).content == {"place": MARKER, "day": "15 July 2027"}
    assert tables_holding("12 Harbour Road") == set()
    assert chain_faults(world) == []


def test_the_words_of_a_clause_go_and_its_days_still_bind():
    world = make_world()
    clause = ClauseRow.objects.get(terms=world.terms, kind="circulation")
    ClauseRow.objects.filter(id=clause.id).update(quote=NAMED, who=CALLED)
    an_item(world, a_meeting(world), "Terms", ask=f"Agree that {CALLED} sends papers. {NAMED}.")

    redact(world, "clause", clause.id, columns=["quote", "who"])

    clause.refresh_from_db()
    assert (clause.quote, clause.who) == (MARKER, MARKER)
    assert (clause.n, clause.unit) == (7, "working_day")
    assert tables_holding(NAMED) == tables_holding(CALLED) == set()
    assert chain_faults(world) == []


def test_why_a_waiver_was_agreed_goes_and_that_it_was_stays():
    world = make_world()
    meeting = a_meeting(world)
    an_item(world, meeting)
    late = date(2027, 1, 6)
    agreed = Waiver("circulation", NAMED, str(world.people["chair"]), late)
    done(meetings.circulate_papers(world.as_("coordinator", late), meeting=meeting, waiver=agreed))
    row = WaiverRow.objects.get()

    redact(world, "waiver", row.id, columns=["reason"])

    row.refresh_from_db()
    assert (row.reason, row.agreed_by_id) == (MARKER, world.people["chair"])
    assert row.sentence.startswith("Papers went to members on 6 January 2027")
    assert tables_holding(NAMED) == set()
    assert chain_faults(world) == []


def test_a_note_on_a_duty_goes():
    world = make_world()
    asked = {"group": world.board, "kind": "membership_review", "done_on": TODAY, "note": NAMED}
    duty = done(terms.record_duty_met(world.as_("coordinator"), **asked))

    redact(world, "duty", duty)

    assert tables_holding(NAMED) == set()
    assert chain_faults(world) == []


def test_what_the_officer_was_shown_is_what_goes():
    world = make_world()
    person = somebody(world, title="Housing adviser")
    plan = start(world)
    for n in range(3):
        add(world, plan, f"Ask {CALLED} for figure {n}", leads=(Lead(raw=CALLED),))
    an_item(world, a_meeting(world), "Housing", speaker=CALLED)
    columns = ["name"]
    shown = copies_of(world.actor("governance"), world.partnership, kind="person", id=person, columns=columns)

    redact(world, "person", person, columns=columns)

    details = json.loads(EventRow.objects.get(code="redactions.confirmed").contents)["details"]
    assert {found.where: found.count for found in shown} == {
        "Wordings of other entries": 3, "Leads of other entries": 3, "Agenda items": 1
    }  # fmt: skip
    assert int(details["rows"]) == 1 + sum(found.count for found in shown)


def test_another_partnership_keeps_its_own_words():
    world, other = make_two()
    entry = an_entry(world)
    kept = an_entry(other)

    redact(world, "entry", entry)

    assert EntryVersion.objects.get(entry=kept).text == NAMED
    assert chain_faults(other) == []


@pytest.mark.parametrize("by", ["chair", "secretary", "police", "observer", "analyst"])
def test_others_cannot_propose_confirm_or_decline(by):
    world = make_world()
    entry = an_entry(world)
    with pytest.raises(NotAllowedError):
        propose(world, "entry", entry, by=by)
    proposed = done(propose(world, "entry", entry))

    with pytest.raises(NotAllowedError):
        redactions.confirm_redaction(world.as_(by), redaction=proposed)
    with pytest.raises(NotAllowedError):
        redactions.decline_redaction(world.as_(by), redaction=proposed, reason="No")
    assert tables_holding(NAMED)


def test_another_partnerships_things_are_not_found():
    world, other = make_two()
    entry = an_entry(other)
    proposed = done(propose(other, "entry", entry))

    for kind in (*SCOPES, "nothing"):
        with pytest.raises(NotFoundError):
            propose(world, kind, entry)
    with pytest.raises(NotFoundError):
        redactions.confirm_redaction(world.as_("governance"), redaction=proposed)
    with pytest.raises(NotFoundError):
        redactions.decline_redaction(world.as_("governance"), redaction=proposed, reason="No")


def test_one_person_cannot_do_both_even_holding_both_roles():
    world = make_world()
    role = Role.INFORMATION_GOVERNANCE_OFFICER
    person = world.people["coordinator"]
    done(setting_up.give_role(world.as_("coordinator"), person=person, role=role, from_on=TODAY))
    proposed = done(propose(world, "entry", an_entry(world)))

    refused = redactions.confirm_redaction(world.as_("coordinator"), redaction=proposed)

    assert code(refused) == "redactions.same_person"
    assert tables_holding(NAMED)


def test_two_of_one_office_cannot():
    world = make_world()
    proposed = done(propose(world, "entry", an_entry(world)))

    refused = redactions.confirm_redaction(world.as_("first"), redaction=proposed)

    assert code(refused) == "redactions.both_officers"
    assert tables_holding(NAMED)


def test_either_officer_may_be_the_one_who_proposes():
    world = make_world()
    proposed = done(propose(world, "entry", an_entry(world), by="governance"))

    assert isinstance(redactions.confirm_redaction(world.as_("coordinator"), redaction=proposed), Done)


def test_a_redaction_needs_a_reason_and_something_to_take_out():
    world = make_world()
    entry = an_entry(world)

    assert code(propose(world, "entry", entry, reason="  ")) == "redactions.reason_needed"
    assert code(propose(world, "entry", entry, columns=["file"])) == "redactions.nothing_chosen"


def test_the_same_thing_is_not_proposed_twice_at_once():
    world = make_world()
    entry = an_entry(world)
    done(propose(world, "entry", entry))

    assert code(propose(world, "entry", entry, by="governance")) == "redactions.proposed_already"


def test_declining_keeps_the_words_and_says_why_in_the_record():
    world = make_world()
    proposed = done(propose(world, "entry", an_entry(world)))
    governance = world.as_("governance")
    assert code(redactions.decline_redaction(governance, redaction=proposed, reason=" ")) == (
        "redactions.reason_needed"
    )

    done(redactions.decline_redaction(governance, redaction=proposed, reason="Nobody is named"))

    assert Redaction.objects.get().state == "declined"
    assert tables_holding(NAMED)
    assert "Nobody is named" in EventRow.objects.last().contents


def test_one_may_take_back_ones_own():
    world = make_world()
    proposed = done(propose(world, "entry", an_entry(world)))

    done(redactions.decline_redaction(world.as_("coordinator"), redaction=proposed, reason="A mistake"))

    row = Redaction.objects.get()
    assert (row.state, row.confirmed_by_id) == ("declined", None)


def test_what_is_settled_cannot_be_settled_again():
    world = make_world()
    row = redact(world, "entry", an_entry(world))
    governance = world.as_("governance")

    assert code(redactions.confirm_redaction(governance, redaction=row.id)) == "redactions.settled"
    assert (
        code(redactions.decline_redaction(governance, redaction=row.id, reason="No")) == "redactions.settled"
    )
