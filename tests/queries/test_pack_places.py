"""The item of an agenda that a thing in the chair's brief belongs to."""

import re
from types import SimpleNamespace

import pytest

from quorate.queries.pack_places import place_of

WORDS = re.compile(r"\bprogress\b", re.IGNORECASE)


def chosen(*titles: str, names=(), words=WORDS) -> str:
    items = [SimpleNamespace(title=title) for title in titles]
    found = place_of(items, names=names, words=words)
    return found.title if found else ""


def test_an_item_that_names_it_comes_before_one_with_likely_words():
    assert chosen("Progress", "Winter plan: what to agree", names=["Winter plan"]) == (
        "Winter plan: what to agree"
    )


def test_likely_words_are_taken_where_one_item_has_them():
    assert chosen("Welcome", "Work in progress", names=["Winter plan"]) == "Work in progress"


@pytest.mark.parametrize("titles", [(), ("Welcome",), ("Progress", "Reviews in progress")])
def test_words_that_no_item_or_two_have_place_nothing(titles):
    assert chosen(*titles) == ""


def test_a_name_within_a_longer_word_is_not_that_name():
    assert chosen("Outplanning", names=["plan"], words=None) == ""


def test_a_name_is_not_read_as_a_pattern():
    assert chosen("Anything at all", names=[".*"], words=None) == ""


def test_an_empty_name_names_nothing():
    assert chosen("Welcome", names=[""], words=None) == ""
