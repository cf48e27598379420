"""The pages of barriers: what they say, what is offered and never set, what is refused, what is kept."""

from datetime import date, timedelta

import pytest

from quorate.commands import barriers, plans, setting_up
from quorate.commands.barriers import BarrierDraft
from quorate.domain.access.audience import Audience
from quorate.domain.plans.facts import Status
from quorate.records.models import BarrierRow, Entry
from tests.builders.barriers import a_barrier, escalated, resolved, version_of
from tests.builders.board import asks_the_same
from tests.builders.browsing import signed_in
from tests.builders.plans import add, led_by, led_by_agency, start, update
from tests.builders.world import TODAY, done, make_world

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LIST = "/marlhaven/barriers/"
HELD = "Nobody can be recruited before March"


@pytest.fixture(autouse=True)
def a_day_in_november(settings):
    settings.TODAY = TODAY.isoformat()


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def plan(world):
    return start(world)


@pytest.fixture
def entry(world, plan):
    return add(world, plan, "Share one definition", code="1", leads=led_by(world, "police"))


@pytest.fixture
def client(world):
    return signed_in(world)


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def has_fault(answer, field, sentence) -> bool:
    text = words(answer)
    return f'href="#{field}"' in text and text.count(sentence) >= 2


def told(world, entry, barrier_words=HELD, on=TODAY, **more):
    draft = update(on, barrier=barrier_words, **more)
    return done(plans.record_progress(world.as_("coordinator"), entry=entry, draft=draft))


def entry_page(entry) -> str:
    return f"/marlhaven/entries/{entry}/"


def form_of(entry) -> str:
    return f"/marlhaven/entries/{entry}/barriers/add/"


def page_of(barrier) -> str:
    return f"/marlhaven/barriers/{barrier}/"


# An entry's page


def test_an_entry_shows_its_barriers_the_open_ones_first(world, client, entry):
    resolved(world, a_barrier(world, entry, "The lease ran out"))
    escalated(world, a_barrier(world, entry, "No money", owner=world.people["chair"]))

    said = words(client.get(entry_page(entry)))

    assert said.index("No money") < said.index("The lease ran out")
    assert "Short of money" in said
    assert "236 days" in said
    assert "asked on 23 November 2026" in said
    assert "A grant came" in said
    assert "Record another barrier" in said


def test_what_the_latest_update_names_is_offered_to_be_recorded_until_it_is(world, client, entry):
    source = told(world, entry)
    address = f"{form_of(entry)}?update={source}"
    offer = words(client.get(entry_page(entry)))
    assert address in offer
    assert "The words suggest: short of people." in offer

    a_barrier(world, entry, HELD, update=source)

    assert address not in words(client.get(entry_page(entry)))


def test_nothing_is_offered_once_the_entry_is_complete_nor_to_whoever_does_not_lead_it(world, entry):
    told(world, entry, on=TODAY - DAY)
    assert "Record this barrier" not in words(signed_in(world, "charity").get(entry_page(entry)))
    assert "nobody has recorded that" in words(signed_in(world, "charity").get(entry_page(entry)))
    told(world, entry, status=Status.COMPLETE, words="It is shared")
    assert "Record this barrier" not in words(signed_in(world).get(entry_page(entry)))


def test_an_earlier_day_shows_the_barriers_of_that_day(world, client, entry):
    resolved(world, a_barrier(world, entry, "No money", on=TODAY - 9 * DAY), on=TODAY)

    def on(day) -> str:
        return words(client.get(entry_page(entry), {"on": day.isoformat()}))

    assert "No money" not in on(TODAY - 10 * DAY)
    before = on(TODAY - DAY)
    assert "No money" in before
    assert "A grant came" not in before
    assert "A grant came" in on(TODAY)


# Recording one


def test_the_form_has_the_update_s_words_and_says_what_they_suggest_with_no_type_chosen(world, client, entry):
    source = told(world, entry)

    form = words(client.get(f"{form_of(entry)}?update={source}"))

    assert f">{HELD}</textarea>" in form
    assert "The words suggest: short of people." in form
    assert 'type="radio" value="capacity"' in form
    assert " checked" not in form


def test_sent_as_it_is_it_has_no_type(world, client, entry):
    source = told(world, entry)
    sent = {"words": HELD, "update": source, "since": "", "owner": ""}

    page = words(client.post(form_of(entry), sent, follow=True))

    row = BarrierRow.objects.get()
    assert (row.kind, row.update_id) == ("", source)
    assert "The barrier was recorded." in page
    assert "No type chosen yet" in page
    assert "Nobody has said since when" in page
    assert "The words suggest: short of people." in page


def test_an_update_of_another_entry_or_none_fills_in_nothing(world, client, plan, entry):
    other = told(world, add(world, plan, "Train every school"), "No money")
    for update_asked in (other, "nonsense", ""):
        assert "No money" not in words(client.get(f"{form_of(entry)}?update={update_asked}"))


def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(world, client, entry):
    page = client.post(form_of(entry), {"words": "", "since": "someday", "kind": "capacity"})
    assert page.status_code == 422
    assert has_fault(page, "words", "Say what holds it up.")
    assert has_fault(page, "since", "“someday” is not a date.")
    assert words(page).count(" checked") == 1
    later = client.post(form_of(entry), {"words": "No staff", "since": "24 11 2026"})
    assert later.status_code == 409
    assert has_fault(later, "since", "That day has not come yet.")
    assert ">No staff</textarea>" in words(later)


def test_whoever_does_not_lead_the_entry_is_told_who_records_it(world, entry):
    barrier = a_barrier(world, entry)
    client = signed_in(world, "charity")
    for address in (form_of(entry), f"{page_of(barrier)}change/"):
        said = words(client.get(address))
        assert "Ask the partnership coordinator to record it." in said
        assert "<textarea" not in said
    page = words(client.get(page_of(barrier)))
    assert "Record what was asked" not in page
    assert "Record that it is resolved" not in page


# One barrier


def test_a_barrier_is_changed_taken_to_a_group_resolved_and_opened_again(world, client, entry):
    barrier = a_barrier(world, entry, "No money", kind="", since=None, on=TODAY - DAY)

    def send(verb, **form) -> str:
        address = f"{page_of(barrier)}{verb}/"
        return words(client.post(address, {**form, "version": version_of(barrier)}, follow=True))

    changed = send("change", words="No money", kind="funding", since="1 4 2026", owner=world.people["chair"])
    assert "It has stood 236 days since 1 April 2026, and is open." in changed
    asked = send("escalate", group=world.board, asked="Decide who pays", escalated_on="20 11 2026")
    assert "Since 20 November 2026: Decide who pays" in asked
    over = send("resolve", how="The council pays", resolved_on="22 11 2026")
    assert "Resolved on 22 November 2026. It stood 235 days." in over
    assert "The council pays" in over
    again = send("reopen", why="The council thought again")
    assert "The barrier is open again." in again
    lines = [
        "Opened again",
        "The council pays",
        "Changed: short of money",
        "Recorded: no type",
    ]
    history = again[again.index('id="history"') :]
    places = [history.index(line) for line in lines]
    assert places == sorted(places)


def test_what_cannot_be_done_is_said_beside_its_field(world, client, entry):
    barrier = escalated(world, a_barrier(world, entry))
    page = client.post(f"{page_of(barrier)}resolve/", {"how": "", "resolved_on": "", "version": 2})
    assert page.status_code == 422
    assert has_fault(page, "how", "Say how it was resolved.")
    asked = {"group": world.board, "asked": "Again", "escalated_on": "23 11 2026", "version": 2}
    twice = client.post(f"{page_of(barrier)}escalate/", asked)
    assert twice.status_code == 409
    assert has_fault(twice, "group", "It was taken to that group on 23 November 2026 already.")
    assert ">Again</textarea>" in words(twice)


def test_a_group_that_was_asked_or_has_ended_is_not_offered(world, client, entry):
    by = world.as_("coordinator")
    group = done(setting_up.add_group(by, slug="old", name="Old group"))
    done(setting_up.end_group(by, group=group, version=1, ended_on=date(2026, 9, 30)))
    barrier = a_barrier(world, entry)
    assert f'value="{world.board}"' in words(client.get(page_of(barrier)))
    page = words(client.get(page_of(escalated(world, barrier))))
    assert f'value="{world.board}"' not in page
    assert "Old group" not in page


def test_an_owner_who_has_left_is_marked(world, client, entry):
    barrier = a_barrier(world, entry, owner=world.people["charity"])
    done(setting_up.leave(world.as_("coordinator"), person=world.people["charity"], left_on=TODAY))
    assert "Its owner has left" in words(client.get(page_of(barrier)))
    assert "(has left)" in words(client.get(f"{page_of(barrier)}change/"))
    assert "Has left" in words(client.get(LIST))


# What blocks us


def test_what_blocks_us_counts_entries_by_type_and_lists_the_longest_first(world, client, plan, entry):
    other = add(world, plan, "Train every school", code="2")
    a_barrier(world, entry, "No money", since=TODAY - 9 * DAY)
    a_barrier(world, entry, "No grant", since=TODAY - 8 * DAY)
    escalated(world, a_barrier(world, other, "No room", kind="", since=None, on=TODAY - 20 * DAY))

    said = words(client.get(LIST))

    assert (
        "Three barriers are open and hold up 2 entries: short of money (1) and no type chosen yet (1)."
        in said
    )
    assert "Nobody owns three of them, and of one nobody has said since when." in said
    places = [said.index(each) for each in ("No room", "No money", "No grant")]
    assert places == sorted(places)
    assert "At least 20 days" in said
    assert "asked on 23 November 2026: Decide who pays" in said


def test_it_is_narrowed_by_type_plan_and_agency(world, client, plan, entry):
    elsewhere = add(world, start(world, "Housing plan"), "Build", leads=led_by_agency(world, "charity"))
    a_barrier(world, entry, "No money")
    a_barrier(world, elsewhere, "No bricks", kind="procurement")
    a_barrier(world, elsewhere, "No idea", kind="")

    def shown(**asked) -> set[str]:
        said = words(client.get(LIST, asked))
        return {each for each in ("No money", "No bricks", "No idea") if each in said}

    assert shown(type="funding") == {"No money"}
    assert shown(type="none") == {"No idea"}
    assert shown(plan="housing-plan") == {"No bricks", "No idea"}
    assert shown(agency=str(world.agencies["charity"])) == {"No bricks", "No idea"}
    assert shown(agency=str(world.agencies["charity"]), type="procurement") == {"No bricks"}
    assert shown(type="nonsense", plan="nonsense", agency="nonsense") == set()
    assert "No open barrier is like that." in words(client.get(LIST, {"type": "data"}))


def test_what_updates_name_and_nobody_recorded_stands_apart_with_its_type_as_a_suggestion(
    world, client, plan, entry
):
    source = told(world, entry)
    done_already = add(world, plan, "Done")
    told(world, done_already, "No money", status=Status.COMPLETE, words="Done")

    said = words(client.get(LIST))

    assert "No barrier is open." in said
    assert "Named in updates, and not recorded" in said
    assert "Suggested: short of people." in said
    assert f"{form_of(entry)}?update={source}" in said
    assert "Done" not in said[said.index("Named in updates") :]
    assert "Suggested" not in words(client.get(LIST, {"type": "funding"}))

    a_barrier(world, entry, HELD, update=source)
    assert "Named in updates" not in words(client.get(LIST))


def test_an_entry_with_a_barrier_on_record_is_named_where_its_update_says_another(world, client, entry):
    a_barrier(world, entry, "No money")
    told(world, entry)
    said = words(client.get(LIST))
    assert "Named in updates" in said
    assert "Another barrier of it is on record." in said


def test_what_was_resolved_lately_is_listed_and_what_was_long_ago_is_not(world, client, entry):
    resolved(world, a_barrier(world, entry, "Lately over"), on=TODAY - DAY, told=TODAY)
    resolved(world, a_barrier(world, entry, "Long over"), on=TODAY - 92 * DAY, told=TODAY)
    said = words(client.get(LIST))
    assert "Lately over" in said
    assert "Long over" not in said


def test_what_is_closed_is_held_up_by_nothing_and_asks_how_its_barrier_ended(world, client, entry):
    a_barrier(world, entry, "No money")
    told(world, entry, "", status=Status.COMPLETE, words="It is shared")
    said = words(client.get(LIST))
    assert "No barrier is open." in said
    assert "No money" in said[said.index("Still open on what is closed") :]


def test_what_a_reader_may_not_see_is_neither_listed_nor_counted(world, plan, entry):
    hidden = add(world, plan, "Hidden")
    Entry.objects.filter(id=hidden).update(audience=Audience.CORE.value)
    a_barrier(world, hidden, "Kept from some")
    told(world, hidden)
    client = signed_in(world, "analyst")
    said = words(client.get(LIST))
    assert "No barrier is open." in said
    assert "Kept from some" not in said
    assert "Named in updates" not in said
    assert client.get(page_of(BarrierRow.objects.get().id)).status_code == 404


def test_the_list_comes_in_pages_of_fifty_that_keep_what_was_asked(world, client, plan):
    entry = add(world, plan, "Train every school")
    for n in range(51):
        draft = BarrierDraft(f"Barrier {n:02}", "funding", TODAY - n * DAY)
        done(barriers.record_barrier(world.as_("coordinator"), entry=entry, draft=draft))
    first, second = (words(client.get(LIST, {"type": "funding", "page": n})) for n in (1, 2))
    assert "Barrier 50" in first
    assert "Barrier 00" not in first
    assert "Barrier 00" in second
    assert "?type=funding&amp;page=2" in first
    assert "Barrier 50" in words(client.get(LIST, {"page": "99"}))


def test_it_asks_no_more_of_the_database_as_barriers_grow(world, client, plan):
    entry = add(world, plan, "Train every school")

    def first():
        a_barrier(world, entry, "No money")
        resolved(world, escalated(world, a_barrier(world, entry, "No room")))
        grow()

    def grow():
        more = add(world, plan, "One more", leads=led_by(world, "police"))
        told(world, more)
        escalated(world, a_barrier(world, more, "Other", owner=world.people["chair"]))
        resolved(world, a_barrier(world, more, "Over"))

    few, many = asks_the_same(lambda: client.get(LIST), first, lambda: [grow() for _ in range(3)])
    assert few == many


def test_the_list_of_plans_and_the_board_lead_to_it(world, client, entry):
    for address in ("/marlhaven/plans/", "/marlhaven/groups/board/"):
        assert f'href="{LIST}"' in words(client.get(address))
