"""What holds for any text: quotes stand in it, nothing with a number vanishes, order does not matter."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from quorate.documents.text.reading import read_text
from quorate.domain.terms.reading.amounts import amounts
from quorate.domain.terms.reading.read import read_terms
from quorate.domain.terms.reading.sentences import plain, sentences
from tests.domain.terms.reading.test_quorum_wordings import READ
from tests.domain.terms.reading.test_wordings import OFFSETS, UNREAD
from tests.samples.terms import BOARD, MARLHAVEN, OSTERBRIDGE

POOL = [row[0] for row in OFFSETS] + [row[0] for row in READ] + UNREAD
SENTENCES = st.lists(st.sampled_from(POOL), min_size=1, max_size=8, unique=True)
PHRASES = (
    "the board will meet,five working days,before each meeting,papers,minutes,quorum,members,quarterly,"
    "10 (two),and,or,chair,Appendix B:,at least half of,within one week,.,;,:,e.g.,etc.,50%,Membership:,"
    "•,-,TBC,Review date:,\n,\n\n,\t"
)
WORDS = st.lists(st.sampled_from(PHRASES.split(",")), max_size=40).map(" ".join)


def said_in(source):
    """Its words in reading order: each paragraph stands before a table, or after the last."""
    before = {block.number: block.before_table or len(source.tables) + 1 for block in source.blocks}
    told = [
        ((before[row], 0, row, 0, 0), text) if table == 0 else ((table, 1, row, column, n), text)
        for (table, row, column, n), text in source.texts()
    ]
    return " ".join(" ".join(text for _, text in sorted(told)).split())


def check(text):
    source = read_text(text, "terms.txt")
    found = read_terms(source)
    whole = said_in(source)

    for quote in [q for c in found.clauses for q in (c.quote, *c.also)] + [s.quote for s in found.seats]:
        assert " ".join(quote.text.split()) in whole
    assert read_terms(source) == found
    return found


def accounted(found):
    quotes = [q.text for c in found.clauses for q in (c.quote, *c.also)] + [s.quote.text for s in found.seats]
    return quotes + [u.text for u in (*found.not_understood, *found.not_rules)]


@given(SENTENCES)
@settings(max_examples=60, deadline=None)
def test_no_sentence_with_a_number_and_its_unit_vanishes(chosen):
    found = check(BOARD + "\n\n".join(chosen))
    told = accounted(found)

    for line in chosen:
        for sentence in sentences(line.split(": ", 1)[-1] if ": " in line else line.split(" – ", 1)[-1]):
            if amounts(plain(sentence)):
                assert any(sentence in text or text in sentence for text in told), sentence


HEADINGS = st.sampled_from(
    [
        "Minutes of the meeting",
        "Domestic abuse strategy",
        "Delivery plan",
        "Annual report",
        "Agenda",
        "Guests",
    ]
)


@given(st.lists(st.tuples(HEADINGS, st.sampled_from(POOL)), min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_no_heading_makes_a_sentence_with_a_number_vanish(parts):
    found = check(BOARD + "\n\n".join(f"{heading}\n\n{sentence}" for heading, sentence in parts))
    told = accounted(found)

    assert found.left_alone == ""
    for _, line in parts:
        for sentence in sentences(line.split(": ", 1)[-1] if ": " in line else line.split(" – ", 1)[-1]):
            if amounts(plain(sentence)):
                assert any(sentence in text or text in sentence for text in told), sentence


@given(WORDS)
@example("quarterly • the board will meet Appendix B:")
@example("quarterly • \n the board will meet")
@example("\t the board will meet \n quarterly")
@example("• The board will meet-" + "quarterly-and-" * 20 + "in-town:\n\nmembers will " * 40)
@example("The board will " + "x" * 60 + ":\t\n")
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_without_a_fault_and_its_quotes_stand_in_it(text):
    check(BOARD + text)


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_letters_at_all_are_read(text):
    check(text)


ROWS = [line for line in MARLHAVEN.split("\n") if "\t" in line and line.split("\t")[0]][1:]


@given(st.permutations([row for row in ROWS if not row.startswith(("Membership", "Remit"))]))
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_does_not_change_clauses(rows):
    def clauses(lines):
        found = check("Marlhaven Board\n\nTerms of Reference\n\n" + "\n".join(lines))
        return {(c.kind, c.quote.text, c.reading, c.ambiguity) for c in found.clauses}

    assert clauses(rows) == clauses(sorted(rows))


def test_every_quote_of_the_two_boards_stands_in_their_terms():
    assert len(check(MARLHAVEN).clauses) > 15
    assert len(check(OSTERBRIDGE).clauses) > 8


def test_sentences_lose_no_word_of_their_paragraph():
    paragraph = "Minutes etc. The Chair, i.e. Cllr. Bell, agrees. See No. 5 for e.g. Housing! Yes? Done."

    assert " ".join(sentences(paragraph)) == paragraph
    assert sentences(paragraph)[1] == "The Chair, i.e. Cllr. Bell, agrees."
