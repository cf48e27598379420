"""Running text behind a label and its answer is not that label's, and a line may say two things of itself."""

import pytest

from quorate.domain.imports.source import Block, BlockKind, SourceDocument
from quorate.domain.terms.clauses import ClauseKind as K
from quorate.domain.terms.reading.read import read_terms
from tests.samples.terms import read_one


@pytest.mark.parametrize("label", ["Review date: 31 January 2028", "Review date\t31 January 2028"])
def test_a_rule_behind_a_review_date_is_no_review(label):
    found = read_one(f"{label}\n\nThe Board meets quarterly.")

    assert [(c.kind, c.times_a_year, c.anchor) for c in found.clauses] == [
        (K.REVIEW, None, "2028-01-31"),
        (K.CADENCE, 4, ""),
    ]


def test_it_is_the_same_in_paragraphs_of_a_word_file():
    lines = ("Osterbridge Board", "Terms of Reference", "Review date: 31 January 2028")
    blocks = (
        *(Block(n, BlockKind.PARAGRAPH, text) for n, text in enumerate(lines, 1)),
        Block(4, BlockKind.PARAGRAPH, "The Board meets quarterly."),
    )
    found = read_terms(SourceDocument("terms.docx", blocks))

    assert [c.kind for c in found.clauses] == [K.REVIEW, K.CADENCE]


@pytest.mark.parametrize(
    ("words", "kinds", "unread"),
    [
        ("Quorum: five members\n\nThe Board consists of ten members.", [K.QUORUM], 1),
        ("Quorum\n\nThe Board consists of ten members. The quorum is five members.", [K.QUORUM], 1),
        ("Review: Annually\n\nThe Board meets quarterly.", [K.REVIEW, K.CADENCE], 0),
        ("Chair: Head of Housing\n\nPolice attend meetings.", [K.CHAIR], 1),
    ],
)
def test_what_follows_an_answer_gives_no_second_one(words, kinds, unread):
    found = read_one(words)

    assert [c.kind for c in found.clauses] == kinds
    assert len(found.not_understood) == unread


@pytest.mark.parametrize(
    ("words", "approved", "review"),
    [
        (
            "Approved by the Cabinet on 17 November 2026. Review date: 31 January 2028.",
            "26-11-17",
            "28-01-31",
        ),
        ("Approved: 17 November 2026. Review date: 31 January 2028.", "26-11-17", "28-01-31"),
        ("Approved by: Cabinet, 17 November 2026. Next review: January 2028.", "26-11-17", "28-01"),
        (
            "These terms were approved by the Cabinet on 17 November 2026 and will next be reviewed in "
            "January 2028.",
            *("26-11-17", "28-01"),
        ),
        ("The strategy was approved by the Cabinet on 17 November 2026.", None, None),
        ("These terms were last reviewed on 3 March 2025.", None, None),
    ],
)
def test_days_of_approval_and_review_are_taken_from_one_line(words, approved, review):
    about = read_one(words).about

    assert (about.approved_on.iso if about.approved_on else None) == (approved and f"20{approved}")
    assert (about.review_on.iso if about.review_on else None) == (review and f"20{review}")
    assert about.approved_by == ("Cabinet" if approved and "Cabinet" in words else "")


def test_a_day_of_review_that_is_not_taken_is_listed():
    found = read_one("Review date: 31 January 2028 or 1 March 2028, whichever the Cabinet prefers.")

    assert found.about.review_on is None
    assert len(found.not_understood) == 1
