"""A file that has an entry elsewhere than the plan: shown as a move, accepted as one, refused like one."""

import uuid

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from quorate.commands import imports
from quorate.domain.imports.mends import SET, Mend
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.plans.facts import EntryKind
from quorate.domain.plans.refusals import MOST_LEVELS
from quorate.queries.imports import page_import
from quorate.queries.plan_facts import plan_states
from quorate.records.models import Entry, EntryVersion, EventRow
from tests.builders.plans import add, start
from tests.builders.world import TODAY, World, done, make_world
from tests.samples.files import Rows, Wide, word_file

pytestmark = pytest.mark.django_db

SECTIONS = ("Safer homes", "Safer streets")
ACTIONS = ("Fit locks in every block", "Light the stairs", "Walk the night bus route")


@pytest.fixture(autouse=True)
def files_apart(settings, tmp_path):
    settings.FILES = tmp_path / "files"


def paper(under: dict[str, str], sections=SECTIONS) -> bytes:
    """The actions under their sections, those of "" at the top."""
    rows: Rows = [["Action", "Lead"]]
    for section in ("", *sections):
        rows += [[Wide(section, 2)]] if section else []
        rows += [[action, "Police"] for action, above in under.items() if above == section]
    return word_file(rows)


def upload(world: World, under, plan=None, **more) -> uuid.UUID:
    more.setdefault("plan_name", "Safety plan")
    data = under if isinstance(under, bytes) else paper(under)
    return done(imports.upload_plan(world.as_("coordinator"), name="plan.docx", data=data, plan=plan, **more))


def accept(world: World, id: uuid.UUID):
    return imports.accept_import(world.as_("coordinator"), id=id)


def standing_under(world: World, plan: uuid.UUID) -> dict[str, str]:
    """What each action of the plan stands under, in words."""
    states = plan_states(world.actor("coordinator"), plan, TODAY).states
    words = {state.id: state.version.text for state in states}
    return {s.version.text: words.get(s.parent_id, "") for s in states if s.kind is EntryKind.ACTION}


HOMES = dict.fromkeys(ACTIONS, SECTIONS[0])


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (SECTIONS[0], SECTIONS[1], "Moved from under “Safer homes” to under “Safer streets”."),
        (SECTIONS[0], "", "Moved from under “Safer homes” to the top."),
        ("", SECTIONS[1], "Moved from the top to under “Safer streets”."),
    ],
    ids=["under another", "to the top", "from the top"],
)
def test_an_entry_the_file_has_elsewhere_is_shown_and_accepted_as_a_move(before, after, said):
    world = make_world()
    plan = done(accept(world, upload(world, {**HOMES, ACTIONS[2]: before})))
    id = upload(world, {**HOMES, ACTIONS[2]: after}, plan)

    page = page_import(world.actor("coordinator"), id=id)
    (found,) = [each for each in page.found if each.change != "as it was"]
    assert (found.title, found.change, found.changes) == (ACTIONS[2], "changed", (said,))

    done(accept(world, id))
    assert standing_under(world, plan) == {**HOMES, ACTIONS[2]: after}
    last = EventRow.objects.filter(code="plans.entry_changed").get()
    assert last.subject_id == str(EntryVersion.objects.filter(text=ACTIONS[2]).first().entry_id)


def test_an_entry_moved_under_one_that_is_new_is_a_move():
    world = make_world()
    top = dict.fromkeys(ACTIONS, "")
    plan = done(accept(world, upload(world, paper(top, ()))))
    id = upload(world, paper({**top, ACTIONS[2]: SECTIONS[1]}, SECTIONS[1:]), plan)

    page = page_import(world.actor("coordinator"), id=id)
    (moved,) = [each for each in page.found if each.change == "changed"]
    assert moved.changes == ("Moved from the top to under “Safer streets”.",)

    done(accept(world, id))
    assert standing_under(world, plan)[ACTIONS[2]] == SECTIONS[1]


def test_a_paper_without_the_levels_above_moves_nothing():
    world = make_world()
    plan = done(accept(world, upload(world, HOMES)))
    id = upload(world, paper(dict.fromkeys(ACTIONS, ""), ()), plan)

    page = page_import(world.actor("coordinator"), id=id, has_all=True)
    assert {found.change for found in page.found} == {"as it was"}


RUNGS = ("Homes", "Streets", "Schools", "Health", "Courts", "Money", "Learning", "Voice")[:MOST_LEVELS]


def ladder(world: World) -> tuple[uuid.UUID, list[uuid.UUID]]:
    """A plan whose objectives stand one under another as deep as a plan goes."""
    plan, rungs = start(world), []
    for name in RUNGS:
        above = str(rungs[-1]) if rungs else ""
        rungs.append(add(world, plan, name, kind=EntryKind.SECTION, parent_id=above))
    return plan, rungs


def test_a_file_that_would_put_an_entry_too_deep_is_refused_beside_its_row_and_when_accepted():
    world = make_world()
    plan, rungs = ladder(world)
    add(world, plan, ACTIONS[0], parent_id=str(rungs[0]))
    rows: Rows = [["Action", "Lead"], [Wide(RUNGS[-1], 2)], [ACTIONS[0], "Police"]]
    id = upload(world, word_file(rows), plan)
    EventRow.objects.all().delete()
    page = page_import(world.actor("coordinator"), id=id, has_all=True)
    versions = EntryVersion.objects.count()

    refused = accept(world, id)

    assert [found.refusal for found in page.found] == ["", "A plan goes no deeper than 8 levels."]
    assert page.first_refused == page.found[1].key
    assert isinstance(refused, Refusal)
    assert refused.code == "plans.too_deep"
    assert refused.sentence == (
        f"“{ACTIONS[0]}” cannot stand where this file has it. A plan goes no deeper than 8 levels."
    )
    assert (EntryVersion.objects.count(), EventRow.objects.count()) == (versions, 0)


def test_new_entries_mended_one_under_another_go_no_deeper_than_a_plan_does():
    world = make_world()
    names = [f"Step {n} of the long stair" for n in range(1, MOST_LEVELS + 2)]
    id = upload(world, paper(dict.fromkeys(names, ""), ()))
    keys = [found.key for found in page_import(world.actor("coordinator"), id=id).found]
    mends = [Mend(SET, key, "parent", above) for key, above in zip(keys[1:], keys, strict=False)]
    done(imports.mend_import(world.as_("coordinator"), id=id, mends=mends))

    refused = accept(world, id)

    assert isinstance(refused, Refusal)
    assert (refused.code, names[-1] in refused.sentence) == ("plans.too_deep", True)
    assert not Entry.objects.exists()
    done(imports.mend_import(world.as_("coordinator"), id=id, mends=[Mend(SET, keys[-1], "parent", "")]))
    done(accept(world, id))


def test_an_entry_put_under_what_stays_under_it_is_refused():
    world = make_world()
    plan = start(world)
    homes = add(world, plan, SECTIONS[0], kind=EntryKind.SECTION)
    kept = add(world, plan, "Left out of the file", kind=EntryKind.SECTION, parent_id=str(homes))
    add(world, plan, ACTIONS[0], parent_id=str(kept))
    id = upload(world, {ACTIONS[0]: "", ACTIONS[1]: ""}, plan)
    page = page_import(world.actor("coordinator"), id=id, has_all=True)
    key = {found.title: found.key for found in page.found}
    over = Mend(SET, key[SECTIONS[0]], "parent", key[ACTIONS[0]])
    done(imports.mend_import(world.as_("coordinator"), id=id, mends=[over]))

    found = page_import(world.actor("coordinator"), id=id).found

    assert {each.title: each.refusal for each in found if each.refusal} == {
        SECTIONS[0]: f"“{ACTIONS[0]}” stands under this entry, so this entry cannot stand under it. "
        "Move that entry first."
    }
    assert accept(world, id).code == "plans.parent_below"


ARRANGED = st.fixed_dictionaries({action: st.sampled_from(("", *SECTIONS)) for action in ACTIONS})


def test_every_entry_stands_where_the_last_file_accepted_has_it():
    world = make_world()

    @given(ARRANGED, ARRANGED)
    @settings(max_examples=15, deadline=None)
    def law(before, after):
        with transaction.atomic():
            plan = done(accept(world, upload(world, before)))
            accepted = accept(world, upload(world, after, plan))
            assert standing_under(world, plan) == after
            assert isinstance(accepted, Refusal) == (before == after)
            transaction.set_rollback(True)

    law()
