import json
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quorate.domain.packs import content as c
from quorate.domain.packs.frozen import NotReadableError, frozen, plain
from tests.documents.packs import samples


def through_text(value):
    return json.loads(json.dumps(value))


@pytest.mark.parametrize("pack", [samples.full_pack(), samples.empty_pack()], ids=["full", "empty"])
def test_a_kept_pack_comes_back_the_same(pack):
    assert c.PackContent.from_json(through_text(pack.to_json())) == pack


def test_a_kept_brief_comes_back_the_same():
    assert c.ChairsBrief.from_json(through_text(samples.brief().to_json())) == samples.brief()


LINES = st.builds(
    c.AgendaLine,
    st.text(),
    st.text(),
    st.sampled_from(c.Purpose),
    st.none() | st.integers(0, 999),
    st.none() | st.times(),
    st.text(),
    st.lists(st.text()).map(tuple),
    st.text(),
)
DUTIES = st.builds(c.TimetableLine, st.text(), st.none() | st.dates(), state=st.sampled_from(c.DutyState))


@settings(max_examples=50)
@given(
    st.builds(
        c.PackContent,
        st.text(),
        st.text(),
        st.dates(),
        st.datetimes(timezones=st.just(UTC)),
        agenda=st.lists(LINES, max_size=3).map(tuple),
        timetable=st.lists(DUTIES, max_size=3).map(tuple),
    )
)
def test_any_pack_comes_back_the_same(pack):
    assert c.PackContent.from_json(through_text(pack.to_json())) == pack


def test_a_field_added_since_takes_its_default():
    kept = samples.full_pack().to_json()
    del kept["content"]["neutral_line"]

    assert c.PackContent.from_json(kept) == samples.full_pack()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda kept: kept["content"].update(colour="red"),
        lambda kept: kept["content"].pop("group"),
        lambda kept: kept["content"].update(meeting_on="soon"),
        lambda kept: kept["content"].update(meeting_on=5),
        lambda kept: kept["content"].update(agenda="none"),
        lambda kept: kept["content"]["agenda"][0].update(purpose="sing"),
        lambda kept: kept["content"]["agenda"][0].update(minutes="5"),
        lambda kept: kept["content"]["agenda"][0].update(minutes=True),
        lambda kept: kept["content"].update(agenda=[1]),
        lambda kept: kept.update(kind="brief"),
        lambda kept: kept.update(shape=2),
    ],
)
def test_what_is_not_a_kept_pack_is_refused(spoil):
    kept = samples.full_pack().to_json()
    spoil(kept)

    with pytest.raises(NotReadableError):
        c.PackContent.from_json(kept)


@pytest.mark.parametrize("raw", [None, [], "pack", {"kind": "pack"}])
def test_what_is_not_an_object_is_refused(raw):
    with pytest.raises(NotReadableError):
        c.PackContent.from_json(raw)


@pytest.mark.parametrize("made", [samples.full_pack(), samples.brief()], ids=["pack", "brief"])
def test_an_instant_without_its_offset_is_refused(made):
    with pytest.raises(ValueError, match="offset"):
        replace(made, made_at=datetime(2027, 1, 5))


def test_only_what_can_be_kept_is_kept():
    with pytest.raises(TypeError):
        plain(1.5)


def test_dates_times_and_instants_are_kept_apart():
    line = c.AgendaLine("1", "x", starts_at=time(10, 5))
    due = c.TimetableLine("x", date(2027, 1, 5))

    assert plain(line)["starts_at"] == "10:05:00"
    assert frozen(c.TimetableLine, plain(due)) == due
    assert plain(datetime(2027, 1, 5, 1, tzinfo=UTC)) == "2027-01-05T01:00:00+00:00"


@pytest.mark.parametrize(
    "change",
    [
        {"rows": (c.TableRow(("a",)),)},
        {"rows": (c.TableRow(("a", "b", "c")),)},
        {"rows": (c.TableRow(("a", "b"), spans=True),)},
        {"widths": (1,)},
        {"headings": ()},
    ],
    ids=["too few cells", "too many cells", "two cells spanning", "too few widths", "no headings"],
)
def test_a_table_that_would_lose_a_cell_is_refused(change):
    table = c.ActionTable(
        "Plan", ("No.", "Action"), (c.TableRow(("1", "Do it")), c.TableRow(("All",), 0, True))
    )

    with pytest.raises(ValueError, match=r"a (table|row) has"):
        replace(table, **change)
