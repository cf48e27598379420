"""No code is lost to another: of two, of another level's word, and of what a status cell says besides."""

from quorate.domain.imports.proposal import Proposal, unaccounted
from quorate.domain.imports.propose import propose
from quorate.domain.plans.facts import Rating, Status
from tests.samples.files import source_of


def read(*rows: list[str]) -> Proposal:
    source = source_of(list(rows))
    proposal = propose(source)
    assert isinstance(proposal, Proposal)
    assert unaccounted(source, proposal) == ()
    return proposal


def test_a_code_column_outranks_the_code_before_the_words_which_stay_words() -> None:
    (entry,) = read(["Ref", "Action", "Lead"], ["7", "a) Fund it", "Police"]).entries

    assert (entry.code, entry.text) == ("7", "a) Fund it")


def test_the_same_code_in_both_places_is_one() -> None:
    (entry,) = read(["Ref", "Action", "Lead"], ["7", "7. Fund it", "Police"]).entries

    assert (entry.code, entry.text) == ("7", "Fund it")


def test_a_second_column_of_codes_is_listed() -> None:
    proposal = read(["Ref", "No.", "Action"], ["7", "B12", "Fund it"])

    assert proposal.entries[0].code == "7"
    assert [(u.span.text, u.why) for u in proposal.unplaced] == [
        ("B12", "It is a second code of the same entry.")
    ]


def test_another_levels_word_is_part_of_the_code() -> None:
    first, second = read(
        ["Action", "Lead"], ["Objective 4: Fund it", "Police"], ["Action 5: Build it", "Council"]
    ).entries

    assert (first.code, first.text) == ("Objective 4", "Fund it")
    assert (second.code, second.text) == ("5", "Build it")


def test_a_status_with_more_words_is_kept_word_for_word() -> None:
    first, second, third = read(
        ["Action", "Progress", "RAG"],
        ["Fund locks", "Asked.", "Red – no budget"],
        ["Build homes", "", "Complete"],
        ["Paint halls", "", "On the long finger"],
    ).entries

    assert (first.rating, first.progress) == (Rating.OFF_TRACK, "Asked.\nRed – no budget")
    assert (second.status, second.progress) == (Status.COMPLETE, "")
    assert third.progress == "On the long finger"
    assert [flag.code for flag in third.flags] == ["status_words"]
