"""A post is often written with commas: all of it is kept, or what was left out is said."""

import pytest

from quorate.domain.terms.clauses import ClauseKind as K
from tests.samples.terms import read_one


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("The Chair shall be the Executive Director, People.", "Executive Director, People"),
        ("The Chair shall be the Executive Director, People, and shall sign.", "Executive Director, People"),
        ("The Chair is the Head of Service, Housing.", "Head of Service, Housing"),
        (
            "The Chair is the Director of Adults, Health and Housing.",
            "Director of Adults, Health and Housing",
        ),
        (
            "The Chair is the Director of Adults, Health, and Housing.",
            "Director of Adults, Health, and Housing",
        ),
        (
            "The Board is chaired by the Cabinet Member for Communities, Housing and Safety, who votes last.",
            "Cabinet Member for Communities, Housing and Safety",
        ),
        ("The Chair is the Assistant Director, Children (or a deputy).", "Assistant Director, Children"),
        ("The Chair is the Chief Constable, Osterbridge Police.", "Chief Constable, Osterbridge Police"),
        ("The Chair is the Executive Director (People).", "Executive Director (People)"),
        ("The Chair is the Head of Housing (HH).", "Head of Housing"),
        ("The Chair is the Head of Housing (Anna Bell).", "Head of Housing"),
        ("The Chair is the Head of Housing, the aim to hear tenants.", "Head of Housing"),
        ("The Chair is the Head of Housing, appointed yearly.", "Head of Housing"),
        ("The Chair is the Head of Housing, Anna Bell.", "Head of Housing"),
    ],
)
def test_a_post_with_commas_is_kept_whole(sentence, who):
    clause = read_one(sentence).clauses[0]

    assert (clause.kind, clause.who, clause.ambiguity) == (K.CHAIR, who, "")


def test_each_of_two_posts_with_commas_is_kept_whole():
    found = read_one(
        "The Chair shall be the Executive Director, People, and the Vice Chair shall be the Head of Service, "
        "Housing."
    )

    assert [(c.kind, c.who, c.ambiguity) for c in found.clauses] == [
        (K.CHAIR, "Executive Director, People", ""),
        (K.VICE_CHAIR, "Head of Service, Housing", ""),
    ]


def test_whoever_appoints_is_kept_whole():
    (clause,) = read_one("The Chair is appointed by the Director of Adults, Health and Housing.").clauses

    assert (clause.by, clause.ambiguity) == ("the Director of Adults, Health and Housing", "")


@pytest.mark.parametrize(
    ("sentence", "who", "left"),
    [
        (
            "The Chair will be the director of adults, health and housing.",
            "director of adults",
            "health and housing",
        ),
        (
            "The Chair is the Cabinet Member with responsibility for Adults, Health and Housing.",
            "Cabinet Member",
            "with responsibility for Adults, Health and Housing",
        ),
        ("The Chair is the Chief Executive, the chief constable.", "Chief Executive", "the chief constable"),
        ("The Chair is the Chief Constable, Head of Housing.", "Chief Constable", "Head of Housing"),
        ("The Chair is the Chief Executive, Harbour Light.", "Chief Executive", "H… L…"),
        (
            "The Chair is the Chief Executive, and the Chief Constable.",
            "Chief Executive",
            "and the Chief Constable",
        ),
    ],
)
def test_what_may_belong_to_a_post_or_not_is_a_doubt(sentence, who, left):
    (clause,) = read_one(sentence).clauses

    assert clause.who == who
    assert clause.ambiguity == f"It is not clear where the post ends, and this was left out: “{left}”."
