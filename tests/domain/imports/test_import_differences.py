"""A second import of a changed file proposes only the differences."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.imports.differences import Change, Difference, ExistingEntry, differences
from quorate.domain.imports.proposal import Proposal
from quorate.domain.imports.propose import propose
from quorate.domain.plans.facts import EntryKind
from tests.samples.files import source_of

ROWS = [
    ["", "Objective", "Outcome", "Lead"],
    ["1", "Safer homes", "Fewer calls", "Safety Team"],
    ["", "Activity", "Outcome", "Lead"],
    ["a", "Fit locks in every block", "Safety", "Osterbridge Police"],
    ["b", "Train the caretakers", "Skill", "Housing team"],
    ["", "Objective", "Outcome", "Lead"],
    ["2", "Fair access", "Fairness", "Safety Team"],
    ["", "Activity", "Outcome", "Lead"],
    ["a", "Study the figures", "Evidence", "Analysis team"],
]


def read(rows: list[list[str]]) -> Proposal:
    proposal = propose(source_of(rows))
    assert isinstance(proposal, Proposal)
    return proposal


def as_planned(proposal: Proposal) -> tuple[ExistingEntry, ...]:
    """The plan as it stands once the proposal has been accepted."""
    return tuple(
        ExistingEntry(
            id=f"id-{e.key}",
            kind=e.kind,
            text=e.text,
            code=e.code,
            parent_id=f"id-{e.parent}" if e.parent else "",
            outcome=e.outcome,
            leads=e.leads,
            targets=e.targets,
            measures=e.measures,
            progress=e.progress,
            barrier=e.barrier,
            status=e.status,
        )
        for e in proposal.entries
    )


def changed(rows: list[list[str]]) -> list[Difference]:
    return [d for d in differences(as_planned(read(ROWS)), read(rows)) if d.change is not Change.UNCHANGED]


def edited(row: int, column: int, text: str) -> list[list[str]]:
    rows = [list(line) for line in ROWS]
    rows[row][column] = text
    return rows


def test_the_same_file_again_changes_nothing() -> None:
    assert changed(ROWS) == []


def test_a_reworded_entry_keeps_its_identity_by_its_code_under_its_parent() -> None:
    (one,) = changed(edited(8, 1, "Look hard at the numbers"))

    assert (one.change, one.existing, one.needs_a_look) == (Change.CHANGED, "id-t1r9", True)
    assert [(f.field, f.old, f.new) for f in one.fields] == [
        ("text", "Study the figures", "Look hard at the numbers")
    ]


def test_a_row_put_in_renumbers_the_others_and_they_stay_themselves() -> None:
    rows = [*ROWS[:4], ["b", "Light the stairs", "Safety", "Council"], ["c", *ROWS[4][1:]], *ROWS[5:]]

    new, renumbered = changed(rows)

    assert (new.change, new.proposed) == (Change.NEW, "t1r5")
    assert [(f.field, f.old, f.new) for f in renumbered.fields] == [("code", "1b", "1c")]


def test_a_long_plan_is_compared_in_a_moment() -> None:
    rows = [["Action", "Lead"], *[[f"Scheme {n} for the year {n}", "Police"] for n in range(1_000)]]
    again = [["Action", "Lead"], *[[f"Scheme {n} for the coming year {n}", "Police"] for n in range(1_000)]]

    found = differences(as_planned(read(rows)), read(again))

    assert {d.change for d in found} == {Change.CHANGED}


def test_a_new_row_is_new_and_a_row_left_out_is_gone() -> None:
    (new,) = changed([*ROWS, ["b", "Ask survivors", "Voice", "Charity"]])
    (gone,) = changed([row for row in ROWS if row[1] != "Train the caretakers"])

    assert (new.change, new.proposed) == (Change.NEW, "t1r10")
    assert (gone.change, gone.existing) == (Change.GONE, "id-t1r5")


def test_a_blank_cell_does_not_wipe_what_the_plan_knows() -> None:
    assert changed(edited(3, 2, "")) == []


def test_entries_without_codes_are_matched_by_their_words() -> None:
    rows = [["Action", "Lead"], ["Fit locks in every block", "Police"], ["Train the caretakers", "Housing"]]
    again = [
        ["Action", "Lead"],
        ["Train all the caretakers", "Housing"],
        ["Fit locks in every block", "Police"],
    ]

    found = differences(as_planned(read(rows)), read(again))

    assert [(d.change, d.existing, d.needs_a_look) for d in found] == [
        (Change.CHANGED, "id-t1r3", True),
        (Change.UNCHANGED, "id-t1r2", False),
    ]


def test_an_entry_that_moved_to_another_parent_is_the_same_entry() -> None:
    rows = [*ROWS[:4], *ROWS[5:], ["b", "Train the caretakers", "Skill", "Housing team"]]

    (moved,) = changed(rows)

    assert (moved.change, moved.existing) == (Change.CHANGED, "id-t1r5")
    assert [f.field for f in moved.fields] == ["code", "parent"]


def test_a_row_with_the_words_of_an_entry_that_is_matched_already_is_new() -> None:
    (new,) = changed([*ROWS, ["b", "Train the caretakers", "Skill", "Housing team"]])

    assert (new.change, new.existing, new.proposed) == (Change.NEW, "", "t1r10")


@given(
    st.lists(
        st.tuples(st.sampled_from(["1", "2", "3", ""]), st.text("ab ", min_size=1, max_size=6)), max_size=6
    ),
    st.data(),
)
def test_every_entry_has_exactly_one_fate(entries: list[tuple[str, str]], data: st.DataObject) -> None:
    base = read(ROWS)
    made = tuple(
        replace(base.entries[0], key=f"k{n}", kind=EntryKind.ACTION, code=code, text=text, parent="")
        for n, (code, text) in enumerate(entries)
    )
    existing = data.draw(st.permutations(as_planned(replace(base, entries=made))))

    found = differences(tuple(existing), replace(base, entries=made))

    assert sorted(d.proposed for d in found if d.proposed) == sorted(e.key for e in made)
    assert sorted(d.existing for d in found if d.existing) == sorted(e.id for e in existing)
    assert all(d.change is not Change.NEW for d in found)
