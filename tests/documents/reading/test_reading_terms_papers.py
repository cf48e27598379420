"""The two boards' real terms beside the project, where they are: from Word, and from text where that is."""

import os
from collections import Counter
from pathlib import Path

import pytest

from quorate.documents.terms_sources import read_terms_source
from quorate.domain.terms.clauses import ClauseKind as K
from quorate.domain.terms.quorum import Agencies, Count
from quorate.domain.terms.reading.read import read_terms

SHARED = Path(
    os.environ.get("QUORATE_INPUTS", Path(__file__).resolve().parents[3].parent / "shared" / "inputs")
)
FIRST = [SHARED / "southampton-board-terms-of-reference-2021-08.docx", SHARED.parent / "sources" / "000.txt"]
SECOND = [SHARED / "luton-board-terms-of-reference.docx", SHARED.parent / "sources" / "003.txt"]
HERE = [path for path in (*FIRST, *SECOND) if path.is_file()]
pytestmark = [pytest.mark.inputs, pytest.mark.skipif(not HERE, reason="the source papers are not here")]


def found_in(paths):
    return [read_terms(read_terms_source(path.read_bytes(), path.name)) for path in paths if path.is_file()]


def kinds(found):
    return Counter(c.kind.value for c in found.clauses if c.is_stated)


def numbers(found):
    return {
        (c.kind, c.offset.n, c.offset.unit.value, c.offset.direction.value) for c in found.clauses if c.offset
    }


def begin(unread, *words):
    """How each sentence that was not understood begins: as many of its words as stand in `words`."""
    assert len(unread) == len(words), [one.text for one in unread]
    return [" ".join(one.text.split()[: len(w.split())]) for one, w in zip(unread, words, strict=True)]


def by_kind(found, kind):
    return [c for c in found.clauses if c.kind is kind]


@pytest.mark.parametrize("found", found_in(FIRST))
def test_the_first_board_with_its_twenty_two_seats_and_no_quorum(found):
    assert numbers(found) == {
        (K.PAPERS_IN, 10, "working_day", "before"),
        (K.CIRCULATION, 7, "working_day", "before"),
        (K.MINUTES_TO_MEMBERS, 10, "working_day", "after"),
        (K.EXPRESSION_OF_INTEREST, 28, "calendar_day", "within"),
    }
    assert kinds(found) == {
        **dict.fromkeys(("cadence", "duration", "papers_in", "circulation", "minutes_to_members"), 1),
        **dict.fromkeys(("chair", "vice_chair", "expression_of_interest", "substitution", "authority"), 1),
        **dict.fromkeys(("confidentiality", "membership_review", "workplan", "review"), 1),
        "standing_item": 2,
        "reporting": 3,
    }
    assert Counter(seat.seat_class for seat in found.seats) == {"core": 12, "advisory": 10}
    assert (found.about.created.iso, found.about.review_on.on.isoformat()) == ("2021-08", "2022-08-31")
    assert by_kind(found, K.CADENCE)[0].times_a_year == 4
    assert by_kind(found, K.DURATION)[0].minutes == 120
    assert {c.by for c in by_kind(found, K.CHAIR) + by_kind(found, K.VICE_CHAIR)} == {"SCC"}
    assert {c.times_a_year: len(c.also) for c in by_kind(found, K.REPORTING)} == {1: 2, 2: 1, 4: 0}
    labels = {c.times_a_year: c.quote.label for c in by_kind(found, K.REPORTING)}
    assert labels[2] == labels[4] == "Relationship to other Boards / meetings"
    assert [c.item for c in by_kind(found, K.STANDING_ITEM)] == [
        "monitor progress",
        "monitor in-progress DHRs and relevant SCRs, with Chairs providing an update",
    ]
    assert found.missing == ("quorum", "approved_by", "approved_on", "version")
    assert "Appendix B" in found.stops_short
    assert found.definition == "government_2013", "which an Act replaced two months later"
    # Rules for members and of the board's own work that no kind of clause holds; principles are not listed.
    left = [
        "Professionals interested in",
        "establish a minimum",
        "receive reports on performance",
        "attend every",
        "maintain up-to-date awareness",
        "report on agreed",
        "undertake key",
        "act as the",
        "circulate information",
        "embed agreed",
        "ensure actions and learning",
    ]
    assert begin(found.not_understood, *left) == left
    assert found.not_rules == ()


@pytest.mark.parametrize("found", found_in(SECOND))
def test_the_second_board_with_its_quorum_and_its_blanks(found):
    assert numbers(found) == {
        (K.AGENDA, 1, "week", "before"),
        (K.MINUTES_TO_CHAIR, 1, "week", "within"),
        (K.MINUTES_TO_MEMBERS, 2, "week", "within"),
    }
    assert by_kind(found, K.QUORUM)[0].quorum.tests == (Count(5), Agencies(3))
    assert kinds(found) == {
        **dict.fromkeys(("cadence", "agenda", "minutes_to_chair", "minutes_to_members", "quorum"), 1),
        **dict.fromkeys(("chair", "vice_chair", "secretary", "substitution", "authority", "life_span"), 1),
        "reporting": 2,
    }
    assert [seat.is_vacant for seat in found.seats].count(True) == 1
    assert len(found.seats) == 9
    assert found.about.version == "1.0"
    assert set(found.blank) == {"approved_by", "approved_on", "review", "review_on"}
    assert set(found.blank) <= set(found.missing)
    left = ["To receive performance", "Where it is no longer"]
    assert begin(found.not_understood, *left) == left
    assert "appoint" in found.not_understood[1].text


@pytest.mark.parametrize("path", HERE, ids=lambda path: path.name)
def test_every_quote_stands_in_its_paper_word_for_word(path):
    source = read_terms_source(path.read_bytes(), path.name)
    whole = " ".join(" ".join(text for _, text in source.texts()).split())
    found = read_terms(source)

    for quote in [q for c in found.clauses for q in (c.quote, *c.also)] + [s.quote for s in found.seats]:
        assert " ".join(quote.text.split()) in whole
