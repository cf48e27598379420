"""Two people with one entry open: nothing that either kept is undone unseen."""

import html
import re

import pytest

from quorate.commands import plans
from quorate.domain.plans.drafts import EntryDraft
from quorate.domain.plans.facts import EntryKind, Measure
from quorate.records.models import Entry, EntryVersion
from tests.builders.browsing import signed_in
from tests.builders.plans import add, start
from tests.builders.world import TODAY, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day(settings):
    settings.TODAY = TODAY.isoformat()


def text(response) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


def form_of(response, address: str) -> dict[str, str]:
    """What a browser would send of the form that goes to an address, untouched."""
    page = response.content.decode()
    form = next(f for f in re.findall(r"<form.*?</form>", page, re.S) if f'action="{address}"' in f)
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    for tag in re.findall(r"<input [^>]*>", form):
        name, value = (re.search(rf'{part}="([^"]*)"', tag) for part in ("name", "value"))
        chosen = 'type="radio"' not in tag and 'type="checkbox"' not in tag
        if name and (chosen or " checked" in tag):
            fields[name[1]] = value[1] if value else ""
    for name, words in re.findall(r'<textarea [^>]*?name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S):
        fields[name] = words
    for name, options in re.findall(r'<select [^>]*?name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        fields[name] = chosen[1] if chosen else ""
    return {name: html.unescape(value) for name, value in fields.items()}


def two_windows(world):
    """An entry in a plan, and what both windows hold of its form."""
    plan = start(world)
    above = add(world, plan, "Make homes safe", kind=EntryKind.OBJECTIVE)
    entry = add(world, plan, "Train staff")
    address = f"/marlhaven/entries/{entry}/change/"
    shown = form_of(signed_in(world).get(address), address)
    return above, entry, address, shown


def test_what_the_other_window_kept_stays_when_only_another_field_was_changed():
    world = make_world()
    above, entry, address, shown = two_windows(world)
    client = signed_in(world)
    theirs = {**shown, "code": "7", "parent": str(above), "measures": "40 staff trained"}
    assert client.post(address, theirs).status_code == 302

    stale = client.post(address, {**shown, "outcome": "Staff know what to do"})
    said = text(stale)
    again = client.post(address, form_of(stale, address))

    assert stale.status_code == 409
    assert "puts your words in place of what is kept now" in said
    assert "What should come of it Nothing Staff know what to do" in said
    assert "Number 7" in said
    assert "Under Make homes safe" in said
    assert "Measures 40 staff trained" in said
    assert again.status_code == 302
    now = EntryVersion.objects.filter(entry=entry).latest("number")
    assert (now.code, now.parent_id, now.outcome) == ("7", above, "Staff know what to do")
    assert [measure.text for measure in now.measures.all()] == ["40 staff trained"]


@pytest.mark.parametrize(
    ("field", "theirs", "yours", "row"),
    [
        ("code", "7", "8", "Number 7 8"),
        ("measures", "40 trained", "50 trained", "Measures 40 trained 50 trained"),
        ("targets", "March 2027", "April 2027", "Target dates March 2027 April 2027"),
        ("leads", "Housing", "Refuge", "Leads Housing Refuge"),
        ("kind", "recommendation", "objective", "What it is Recommendation Objective"),
        ("text", "Train all", "Train most", "What is to be done Train all Train most"),
    ],
)
def test_a_field_that_both_changed_is_shown_side_by_side(field, theirs, yours, row):
    world = make_world()
    _, entry, address, shown = two_windows(world)
    client = signed_in(world)
    client.post(address, {**shown, field: theirs})

    stale = client.post(address, {**shown, field: yours})

    assert stale.status_code == 409
    assert row in text(stale)
    assert client.post(address, {**form_of(stale, address), "reason": "Asked"}).status_code == 302
    assert EntryVersion.objects.filter(entry=entry).count() == 3


def test_a_form_sent_back_for_a_wrong_date_is_still_the_form_it_was_made_as():
    world = make_world()
    _, entry, address, shown = two_windows(world)
    client = signed_in(world)
    client.post(address, {**shown, "measures": "40 staff trained"})

    wrong = client.post(address, {**shown, "targets": "purple"})
    again = client.post(address, {**form_of(wrong, address), "targets": "March 2027"})

    assert (wrong.status_code, again.status_code) == (422, 409)
    assert EntryVersion.objects.filter(entry=entry).count() == 2


def test_the_history_says_of_every_field_what_it_was_and_what_it_became():
    world = make_world()
    above, entry, address, shown = two_windows(world)
    client = signed_in(world)
    changed = {
        "code": "7",
        "parent": str(above),
        "outcome": "Calm",
        "measures": "40 trained",
        "kind": "recommendation",
        "text": "Train all",
        "leads": "Housing",
        "targets": "March 2027",
        "reason": "The board asked",
    }
    client.post(address, {**shown, **changed})

    page = text(client.get(f"/marlhaven/entries/{entry}/"))

    for line in (
        "Number: was “none”, now “7”",
        "Under: was “nothing”, now “Make homes safe”",
        "Outcome: was “none”, now “Calm”",
        "Measures: was “none”, now “40 trained”",
        "What it is: was “action”, now “recommendation”",
        "Wording: was “Train staff”, now “Train all”",
        "Leads: was “none”, now “Housing”",
        "Target dates: was “none”, now “March 2027”",
        "The board asked",
    ):
        assert line in page


def test_redacted_words_are_redacted_in_the_history_too():
    world = make_world()
    entry = add(world, start(world), "Train staff")
    draft = EntryDraft(EntryKind.ACTION, "Train staff", measures=(Measure("Call 07700 900123"),))
    plans.change_entry(world.as_("coordinator"), entry=entry, draft=draft)
    plans.change_entry(
        world.as_("coordinator"), entry=entry, draft=EntryDraft(EntryKind.ACTION, "Train staff")
    )
    version = EntryVersion.objects.get(entry=entry, number=2)
    version.measures.update(text="Call [redacted]")

    page = text(signed_in(world).get(f"/marlhaven/entries/{entry}/"))

    assert "Measures: was “Call [redacted]”, now “none”" in page
    assert "07700" not in page
    assert Entry.objects.filter(id=entry).exists()
