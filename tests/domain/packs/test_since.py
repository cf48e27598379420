"""What changed since a pack was made: the same edition then and now, side by side."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.packs.content import ActionTable, AgendaLine, PackContent, PaperLine, TableRow
from quorate.domain.packs.since import Change, Differs, changes_since

MADE = datetime(2027, 1, 2, 9, tzinfo=UTC)
EMPTY = PackContent("Marlhaven", "Board", date(2027, 1, 14), MADE)
ITEMS = (
    AgendaLine("1", "Welcome", id="a"),
    AgendaLine("2", "Housing", id="b", minutes=10),
    AgendaLine("3", "Money", id="c"),
)
PAPERS = (PaperLine("2.1", "Rents", id="p"), PaperLine("P1", "Notes", id="q"))
TABLE = ActionTable(
    "Action plan",
    ("No.", "Action", "Lead"),
    (
        TableRow(("1.1", "Share one definition", "Police"), code="1.1"),
        TableRow(("1.2", "Open a refuge", "Council"), code="1.2"),
    ),
)


def said(lines):
    return [(line.change, line.number, line.title) for line in lines]


def since(**now):
    then = replace(EMPTY, agenda=ITEMS, papers=PAPERS, tables=(TABLE,))
    return changes_since(then, replace(then, **now))


def test_an_item_put_first_is_new_and_nothing_else_moved():
    first = AgendaLine("1", "Urgent", id="u")
    shifted = tuple(replace(item, number=str(int(item.number) + 1)) for item in ITEMS)

    assert said(since(agenda=(first, *shifted)).items) == [(Change.ADDED, "1", "Urgent")]


def test_the_one_item_that_was_moved_is_said_to_have_moved():
    a, b, c = ITEMS

    assert said(since(agenda=(c, a, b)).items) == [(Change.MOVED, "3", "Money")]


def test_an_item_that_was_reworded_says_what_it_said_and_what_it_says():
    a, b, c = ITEMS
    found = since(agenda=(a, replace(b, title="Homes", minutes=20), c)).items

    assert said(found) == [(Change.CHANGED, "2", "Homes")]
    assert found[0].differs == (Differs("Title", "Housing", "Homes"), Differs("Minutes", "10", "20"))


def test_an_item_taken_off_is_gone_under_the_number_it_had():
    assert said(since(agenda=ITEMS[:2]).items) == [(Change.REMOVED, "3", "Money")]


def test_items_of_a_pack_without_ids_are_known_again_by_their_titles():
    before = replace(EMPTY, agenda=tuple(replace(item, id="") for item in ITEMS))

    assert changes_since(before, replace(before, agenda=ITEMS)).items == ()


def test_a_new_version_of_a_paper_is_one_change():
    newer = PaperLine("2.1", "Rents, again", id="r", earlier=("p",))
    found = since(papers=(newer, PAPERS[1])).papers

    assert said(found) == [(Change.REPLACED, "2.1", "Rents, again")]
    assert found[0].differs == (Differs("Title", "Rents", "Rents, again"),)


def test_a_paper_added_and_one_withdrawn_are_each_said():
    new = PaperLine("2.1", "Costs", id="n")

    assert said(since(papers=(new, PAPERS[1])).papers) == [
        (Change.ADDED, "2.1", "Costs"),
        (Change.REMOVED, "2.1", "Rents"),
    ]


def test_a_plans_row_says_which_of_its_columns_changed():
    one = TABLE.rows[0]
    three = TableRow(("1.3", "Train staff", "Health"), code="1.3")
    led = replace(one, cells=("1.1", "Share one definition", "Health"))
    found = since(tables=(replace(TABLE, rows=(led, three)),)).entries

    assert said(found) == [
        (Change.CHANGED, "1.1", "Share one definition"),
        (Change.ADDED, "1.3", "Train staff"),
        (Change.REMOVED, "1.2", "Open a refuge"),
    ]
    assert found[0].differs == (Differs("Lead", "Police", "Health"),)
    assert {line.of for line in found} == {"Action plan"}


def test_a_plan_that_is_new_has_every_row_new():
    assert [line.change for line in since(tables=(TABLE, replace(TABLE, title="Other"))).entries] == [
        Change.ADDED,
        Change.ADDED,
    ]


IDS = st.lists(st.sampled_from("abcdefg"), unique=True, max_size=7)


def agenda(ids):
    return tuple(AgendaLine(str(n), f"Item {id}", id=id) for n, id in enumerate(ids, start=1))


@given(ids=IDS)
def test_what_stayed_as_it_was_shows_no_change(ids):
    content = replace(EMPTY, agenda=agenda(ids), papers=tuple(PaperLine(i, i, id=i) for i in ids))

    assert changes_since(content, content).count == 0


@given(then=IDS, now=IDS)
def test_added_and_gone_are_exactly_the_difference_and_the_rest_are_in_order_once_the_moved_are_left_out(
    then, now
):
    found = changes_since(replace(EMPTY, agenda=agenda(then)), replace(EMPTY, agenda=agenda(now))).items
    titles = {change: {line.title for line in found if line.change is change} for change in Change}

    assert titles[Change.ADDED] == {f"Item {id}" for id in now if id not in then}
    assert titles[Change.REMOVED] == {f"Item {id}" for id in then if id not in now}
    stayed = [id for id in now if id in then and f"Item {id}" not in titles[Change.MOVED]]
    assert stayed == [id for id in then if id in stayed]
    assert len(titles[Change.MOVED]) < max(1, len([id for id in now if id in then]))


@given(then=IDS, now=IDS)
def test_what_is_new_one_way_is_gone_the_other(then, now):
    before, after = replace(EMPTY, agenda=agenda(then)), replace(EMPTY, agenda=agenda(now))
    there, back = changes_since(before, after).items, changes_since(after, before).items

    assert {one.title for one in there if one.change is Change.ADDED} == {
        one.title for one in back if one.change is Change.REMOVED
    }
