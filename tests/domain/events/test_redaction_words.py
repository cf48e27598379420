"""Finding copies of words that were taken out."""

import json

from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.events.redaction import MARKER, NAME_REMOVED, SHORTEST, without, words_of

SAID = "The officer met the family at Harbour Road.\nTheir eldest is called by a nickname."


def test_a_copy_is_found_whatever_its_capitals_and_spaces():
    words = words_of([SAID])

    assert words.are_in(
        "  the OFFICER met the\tfamily at harbour road. Their eldest is called by a nickname. "
    )


def test_one_line_of_several_is_a_copy_wherever_it_stands():
    words = words_of([SAID])

    assert words.are_in("Progress: their eldest is called by a nickname. Next: housing.")


def test_a_beginning_cut_short_is_a_copy():
    words = words_of([SAID])

    assert words.are_in("The officer met the family…")
    assert not words.are_in("The officer met the council…")


def test_short_words_are_looked_for_only_near_where_they_stood():
    words = words_of(["Figures"])

    assert not words.are_in("Figures")
    assert words.are_in("Figures", near=True)
    assert not words.are_in("Figures for the quarter", near=True)


def test_other_sentences_stay():
    content = {"items": ["The council met.", SAID, 3, None, True], "title": "Plan"}

    left, found = without(content, words_of([SAID]))

    assert found
    assert left == {"items": ["The council met.", MARKER, 3, None, True], "title": "Plan"}


def test_the_marker_itself_is_never_looked_for():
    assert without({"a": MARKER}, words_of([MARKER, "", "  "])) == ({"a": MARKER}, False)


def test_a_name_goes_from_within_a_sentence_and_the_sentence_stays():
    words = words_of([], ["Jo O’Neill", "jo@example.org"], instead=NAME_REMOVED)

    said = "Led by JO  O’NEILL (jo@example.org), not by Jo O’Neillson."
    assert words.out_of(said) == "Led by Name removed (Name removed), not by Jo O’Neillson."
    assert words.out_of("Jo will lead") == "Jo will lead"


def test_a_name_of_one_word_goes_only_where_it_is_all_that_is_said():
    words = words_of([], ["Marlow"], instead=NAME_REMOVED)

    assert words.out_of("marlow", is_name=True) == NAME_REMOVED
    assert words.out_of("marlow") == "marlow"
    assert words.out_of("Marlow council", is_name=True) == "Marlow council"


def test_a_name_already_removed_is_not_looked_for():
    assert not words_of([], [NAME_REMOVED, MARKER, " "])


names = st.lists(st.text(st.characters(categories=["L"]), min_size=2, max_size=8), min_size=2, max_size=3)


@given(names, st.text(max_size=30), st.text(max_size=30))
def test_after_taking_a_name_out_it_is_said_nowhere(parts, before, after):
    name = " ".join(parts)
    words = words_of([], [name])

    left = words.out_of(f"{before} {name} {after}")

    assert words.out_of(left) == left
    assert MARKER in left


long_texts = st.text(st.characters(categories=["L", "N", "P"]), min_size=SHORTEST, max_size=60)
texts = st.text(st.characters(codec="utf-8"), max_size=60)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(values, long_texts, st.text(max_size=20))
def test_after_taking_words_out_they_are_nowhere_in_the_value(value, said, before):
    words = words_of([said])
    holding = {"kept": value, "copy": f"{before} {said}"}

    left, found = without(holding, words)

    assert found
    assert left["copy"] == MARKER
    assert not without(left, words)[1]
    assert json.dumps(left)  # still what a database column can hold


@given(values)
def test_where_there_are_no_words_nothing_changes(value):
    assert without(value, words_of([])) == (value, False)
