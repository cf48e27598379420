"""What is asked of a search, and the piece of a text that answers it."""

from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.kernel.finding import COMMON, LONGEST_WORD, MOST_WORDS, extract, folded, words_to_find


def test_quotes_brackets_and_the_database_s_own_words_are_only_words():
    assert words_to_find('"refuge" NEAR(places, 3) OR funding* -beds') == (
        "refuge",
        "near",
        "places",
        "3",
        "funding",
        "beds",
    )


def test_accents_and_capitals_make_no_difference():
    assert words_to_find("CAFÉ Llŷn") == words_to_find("cafe llyn") == ("cafe", "llyn")


def test_a_code_is_parted_at_its_stops_as_the_index_parts_it():
    assert words_to_find("12.Return 5.2") == ("12", "return", "5", "2")


def test_only_common_words_ask_for_nothing():
    assert words_to_find("the and of it") == ()


def test_the_piece_shown_is_around_the_first_word_and_marks_every_one():
    text = f"{'Something else. ' * 30}The refuge has no room. {'More. ' * 60}"

    parts = extract(text, ("refuge", "room"))

    assert [part for part, is_hit in parts if is_hit] == ["refuge", "room"]
    assert parts[0] == ("…", False)
    assert parts[-1] == ("…", False)


def test_a_short_text_is_shown_whole():
    assert extract("Train every school", ("school",)) == (("Train every ", False), ("school", True))


@given(st.text(max_size=400))
def test_words_are_letters_and_digits_and_never_too_many(asked):
    words = words_to_find(asked)

    assert len(words) <= MOST_WORDS
    assert all(word.isalnum() and len(word) <= LONGEST_WORD and word not in COMMON for word in words)
    assert words_to_find(" ".join(words)) == words


@given(st.text(max_size=600), st.text(max_size=30))
def test_a_piece_is_a_piece_of_the_text(text, asked):
    words = words_to_find(asked)
    parts = extract(text, words)
    shown = "".join(part for part, _ in parts)
    plain = " ".join(text.split())

    assert shown.removeprefix("…").removesuffix("…") in plain or plain == shown
    for part, is_hit in parts:
        assert not is_hit or folded(part).startswith(words)
