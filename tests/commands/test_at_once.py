"""Two commands at the same instant: each answers as if it had come second, and none falls over.

On PostgreSQL they really run side by side, each in a thread and a connection of its own. SQLite gives a test
its database in memory, which threads do not share; its transactions there are IMMEDIATE, so one simply waits.
"""

import threading
import uuid
from collections import Counter
from collections.abc import Callable
from datetime import time

import pytest
from django.db import connection, connections

from quorate.commands import (
    agenda,
    imports,
    labelling,
    meetings,
    papers,
    plans,
    positions,
    redacting,
    redactions,
    searching,
    terms,
)
from quorate.commands import files as keeping
from quorate.commands.runner import Done
from quorate.domain.access.audience import Audience
from quorate.domain.events.chain import faults
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.plans.drafts import EntryDraft
from quorate.domain.plans.facts import EntryKind
from quorate.records.facts.events import links_of
from quorate.records.models import (
    Entry,
    EntryPosition,
    EventChain,
    Meeting,
    Message,
    Paper,
    Plan,
    ProgressRow,
    SearchText,
    StoredFile,
    Terms,
)
from tests.builders.meetings import MEETING_ON, PDF, a_meeting, a_paper, an_item, version_of
from tests.builders.plans import BEGAN, add, start, update
from tests.builders.world import CITY_CLAUSES, TODAY, World, done, make_world
from tests.commands.test_imports import word_plan

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 5
"""Seconds to wait for the other: where one holds a lock, the other never comes to the same place."""


@pytest.fixture(autouse=True)
def two_connections(settings, tmp_path):
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("a database in memory is not shared between threads")
    settings.FILES = tmp_path


class Meet:
    """A place where both wait for each other, or give up waiting."""

    def __init__(self, parties: int = 2) -> None:
        self._barrier = threading.Barrier(parties)

    def __call__(self, patience: float = PATIENCE) -> None:
        try:
            self._barrier.wait(patience)
        except threading.BrokenBarrierError:
            return


def at_once(*verbs: Callable[[], object]) -> list[object]:
    """What each gave or raised, all begun at one instant; sorted by nothing, in the order given."""
    said: list[object] = [None] * len(verbs)
    together = Meet(len(verbs))

    def run(place: int, verb: Callable[[], object]) -> None:
        together()
        try:
            said[place] = verb()
        except Exception as fault:
            said[place] = fault
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(verbs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def kinds(said: list[object]) -> Counter[str]:
    """How many were done, refused by which code, or raised what."""
    return Counter(
        one.code if isinstance(one, Refusal) else "done" if isinstance(one, Done) else repr(type(one))
        for one in said
    )


def chain_faults(world: World) -> list[str]:
    chain = EventChain.objects.get(scope=str(world.partnership))
    return faults(links_of(chain), head=chain.head, count=chain.count)


def test_of_two_updates_from_one_page_the_second_is_told_so():
    world = make_world()
    entry = add(world, start(world), "Share one definition")
    shown = Entry.objects.get(id=entry).version
    asked = world.as_("coordinator")

    said = at_once(
        *(
            lambda words=words: plans.record_progress(
                asked, entry=entry, draft=update(TODAY, words), version=shown
            )
            for words in ("Agreed by the police", "Agreed by health")
        )
    )

    assert kinds(said) == {"done": 1, repr(StaleError): 1}
    assert ProgressRow.objects.filter(entry=entry).count() == 1
    assert SearchText.objects.filter(subject_id=entry).count() == 1
    assert chain_faults(world) == []


def test_two_entries_put_under_each_other_at_once_make_no_ring():
    world = make_world()
    plan = start(world)
    one, other = (add(world, plan, text) for text in ("Share one definition", "Train every desk"))
    asked = world.as_("coordinator")

    said = at_once(
        *(
            lambda entry=entry, over=over, text=text: plans.change_entry(
                asked,
                entry=entry,
                draft=EntryDraft(kind=EntryKind.ACTION, text=text, parent_id=str(over)),
                effective_on=TODAY,
            )
            for entry, over, text in (
                (one, other, "Share one definition"),
                (other, one, "Train every desk"),
            )
        )
    )

    found = kinds(said)
    assert found.pop("done") == 1
    assert list(found.values()) == [1]
    assert next(iter(found)).startswith("plans.")
    assert chain_faults(world) == []


def test_papers_sent_twice_at_once_go_once():
    world = make_world()
    meeting = a_meeting(world)
    an_item(world, meeting)
    shown, asked = version_of(meeting), world.as_("coordinator")

    said = at_once(*2 * [lambda: meetings.circulate_papers(asked, meeting=meeting, version=shown)])

    assert kinds(said) == {"done": 1, "meetings.already_circulated": 1}
    told = Message.objects.filter(kind="papers_circulated").values_list("person", flat=True)
    assert len(told) == len(set(told)) == 7
    assert chain_faults(world) == []


def test_events_written_at_once_are_one_chain():
    world = make_world()
    before = EventChain.objects.get(scope=str(world.partnership)).count
    asked = world.as_("coordinator")

    def set_meeting(hour: int) -> object:
        return meetings.set_meeting(asked, group=world.board, on=MEETING_ON, starts=time(hour), minutes=30)

    def start_plan(name: str) -> object:
        return plans.start_plan(asked, name=name, starts_on=BEGAN)

    said = at_once(
        *(lambda hour=hour: set_meeting(hour) for hour in range(9, 13)),
        *(lambda name=name: start_plan(name) for name in ("Housing", "Health", "Schools", "Courts")),
    )

    assert kinds(said) == {"done": 8}
    assert EventChain.objects.get(scope=str(world.partnership)).count == before + 8
    assert chain_faults(world) == []


def test_one_file_sent_to_two_meetings_at_once_is_kept_once(monkeypatch):
    world = make_world()
    both = [a_meeting(world), a_meeting(world, on=TODAY)]
    asked, here, write = world.as_("coordinator"), Meet(), keeping.write_over

    def write_when_both_have_looked(*args) -> None:
        here()
        write(*args)

    monkeypatch.setattr(keeping, "write_over", write_when_both_have_looked)
    said = at_once(
        *(
            lambda meeting=meeting: papers.add_paper(
                asked, meeting=meeting, title="Figures", submitted_on=TODAY, name="Figures.pdf", data=PDF
            )
            for meeting in both
        )
    )

    assert kinds(said) == {"done": 2}
    kept = StoredFile.objects.get()
    assert list(Paper.objects.values_list("file", flat=True)) == [kept.id, kept.id]
    assert keeping.path_of(world.partnership, kept.sha256).read_bytes() == PDF
    assert chain_faults(world) == []


def test_two_plans_of_one_name_started_at_once_have_two_addresses(monkeypatch):
    world = make_world()
    asked, here, slugify = world.as_("coordinator"), Meet(), plans.slugify

    def slugify_together(name: str) -> str:
        here()
        return slugify(name)

    monkeypatch.setattr(plans, "slugify", slugify_together)
    said = at_once(*2 * [lambda: plans.start_plan(asked, name="Housing plan", starts_on=BEGAN)])

    assert kinds(said) == {"done": 2}
    assert set(Plan.objects.values_list("slug", flat=True)) == {"housing-plan", "housing-plan-2"}


def test_of_two_meetings_set_for_one_hour_one_is_refused():
    world = make_world()
    asked = world.as_("coordinator")

    said = at_once(
        *2
        * [lambda: meetings.set_meeting(asked, group=world.board, on=MEETING_ON, starts=time(10), minutes=60)]
    )

    assert kinds(said) == {"done": 1, "meetings.set_already": 1}
    assert Meeting.objects.count() == 1


def test_of_two_versions_of_the_terms_from_one_day_one_is_refused():
    world = make_world()
    asked = world.as_("coordinator")

    def adopt(label: str) -> object:
        return terms.adopt_terms(
            asked, group=world.board, label=label, in_force_from=TODAY, clauses=CITY_CLAUSES
        )

    said = at_once(lambda: adopt("Version 2"), lambda: adopt("Second version"))

    assert kinds(said)["done"] == 1
    assert sum(kinds(said).values()) == 2
    assert all(isinstance(one, Done | Refusal) for one in said), said
    assert Terms.objects.filter(group=world.board).count() == 2


def test_an_update_that_comes_in_during_a_redaction_is_found_once(monkeypatch):
    world = make_world()
    entry = add(world, start(world), "The family at Harbour Road told the worker")
    other = add(world, start(world, "Housing plan"), "Train every team")
    proposed = done(
        redactions.propose_redaction(
            world.as_("coordinator"), subject_kind="entry", subject_id=entry, reason="It names a family"
        )
    )
    here, write = Meet(), searching._write

    def write_when_both_are_here(*args) -> None:
        here(1)
        write(*args)

    monkeypatch.setattr(searching, "_write", write_when_both_are_here)
    governance, asked = world.as_("governance"), world.as_("coordinator")
    said = at_once(
        lambda: redactions.confirm_redaction(governance, redaction=proposed),
        lambda: plans.record_progress(asked, entry=other, draft=update(TODAY, "Half are trained")),
    )

    assert kinds(said) == {"done": 2}
    assert "Half are trained" in SearchText.objects.get(subject_id=other).words
    assert chain_faults(world) == []


def label(world: World, kind: str, id: uuid.UUID, version: int) -> object:
    return labelling.set_audience(
        world.as_("coordinator"),
        kind=kind,
        id=id,
        version=version,
        audience=Audience.CORE,
        restriction=None,
    )


@pytest.mark.parametrize("writes", ["labels", "changes"])
def test_a_paper_comes_in_for_an_item_while_somebody_writes_to_the_item(monkeypatch, writes):
    world = make_world()
    meeting = a_meeting(world)
    item = an_item(world, meeting)
    here = Meet()

    def after_meeting(module, name: str) -> None:
        does = getattr(module, name)
        monkeypatch.setattr(module, name, lambda *args: (here(1), does(*args))[1])

    after_meeting(papers, "_item_of")
    after_meeting(labelling, "label_of")
    after_meeting(agenda, "state_of")
    written = {
        "labels": lambda: label(world, "agenda_item", item, 1),
        "changes": lambda: agenda.change_item(
            world.as_("coordinator"), meeting=meeting, item=item, version=1, said=agenda.Said("Other figures")
        ),
    }

    said = at_once(
        written[writes],
        lambda: papers.add_paper(
            world.as_("coordinator"),
            meeting=meeting,
            title="Figures",
            submitted_on=TODAY,
            name="Figures.pdf",
            data=PDF,
            item=item,
        ),
    )

    assert kinds(said) == {"done": 2}
    assert chain_faults(world) == []


def test_nobody_waits_for_a_meeting_while_a_paper_for_it_is_opened(monkeypatch):
    world = make_world()
    meeting = a_meeting(world)
    open_it, holding = papers.refusal_to_open, []

    def note(*args) -> object:
        holding.append(connection.in_atomic_block)
        return open_it(*args)

    monkeypatch.setattr(papers, "refusal_to_open", note)
    a_paper(world, meeting)

    assert holding == [False]


def test_a_plan_is_labelled_while_a_later_paper_is_accepted_into_it(monkeypatch):
    world = make_world()
    asked, here = world.as_("coordinator"), Meet()
    plan = start(world)
    add(world, plan, "Share one definition")
    upload = done(
        imports.upload_plan(asked, name="plan.docx", data=word_plan(), plan=plan, effective_on=TODAY)
    )
    held_at, label_of = imports.held_at, labelling.label_of
    monkeypatch.setattr(imports, "held_at", lambda *args: (here(1), held_at(*args))[1])
    monkeypatch.setattr(labelling, "label_of", lambda *args: (here(1), label_of(*args))[1])

    said = at_once(
        lambda: imports.accept_import(asked, id=upload),
        lambda: label(world, "plan", plan, Plan.objects.get(id=plan).version),
    )

    assert kinds(said)["done"] >= 1
    assert all(isinstance(one, Done | StaleError) for one in said), said
    assert chain_faults(world) == []


def test_positions_mended_while_an_update_comes_in_are_what_the_history_comes_to(monkeypatch):
    world = make_world()
    entry = add(world, start(world), "Share one definition")
    EntryPosition.objects.update(facts="")
    here, history_outlines = Meet(), positions.history_outlines

    def read_together(*args) -> object:
        read = history_outlines(*args)
        here(1)
        return read

    monkeypatch.setattr(positions, "history_outlines", read_together)
    said = at_once(
        lambda: positions.mend(world.partnership, Entry.objects.all(), TODAY),
        lambda: plans.record_progress(
            world.as_("coordinator"), entry=entry, draft=update(TODAY, "Agreed"), version=1
        ),
    )

    assert said[0] == 1, said
    assert isinstance(said[1], Done), said
    assert positions.differing(Entry.objects.all(), TODAY) == set()


def test_an_entry_is_written_while_words_are_taken_out_of_every_copy(monkeypatch):
    world = make_world()
    plan = start(world)
    entry = add(world, plan, "The family at Harbour Road told the worker")
    other = add(world, plan, "Train every team")
    proposed = done(
        redactions.propose_redaction(
            world.as_("coordinator"), subject_kind="entry", subject_id=entry, reason="It names a family"
        )
    )
    here, shown = Meet(), Entry.objects.get(id=other).version

    def both_hold(does: Callable[..., object]) -> Callable[..., object]:
        return lambda *args, **more: (here(1), does(*args, **more))[1]

    monkeypatch.setattr(redacting, "held_chain", both_hold(redacting.held_chain))
    monkeypatch.setattr(plans, "refusal_to_record_progress", both_hold(plans.refusal_to_record_progress))
    said = at_once(
        lambda: redactions.confirm_redaction(world.as_("governance"), redaction=proposed),
        lambda: plans.record_progress(
            world.as_("coordinator"), entry=other, draft=update(TODAY, "Half are trained"), version=shown
        ),
    )

    assert kinds(said) == {"done": 2}, said
    assert positions.differing(Entry.objects.all(), TODAY) == set()
