from dataclasses import replace

from quorate.domain.meetings.agenda import Purpose
from quorate.domain.packs.content import ExceptionSheet, Standing
from quorate.domain.packs.press import ItemFacts, LatePaper, what_to_press

QUIET = ItemFacts("3", "The plan", Purpose.NOTE, speaker="Chair")
STUCK = ExceptionSheet(
    "5.1", "Refer earlier", Standing.OFF_TRACK, "Overdue 74 days", lead="Housing", barrier="No money."
)


def test_nothing_known_is_nothing_to_press():
    assert what_to_press(QUIET) == ()


def test_a_decision_put_off_twice_is_pressed():
    facts = replace(QUIET, purpose=Purpose.DECIDE, ask="Adopt it.", earlier_deferrals=2)

    assert what_to_press(facts) == ("Adopt it.", "Put off twice already: get the decision today.")
    assert what_to_press(replace(QUIET, ask="Note it.")) == ("Note it.",)


def test_a_decision_without_wording_is_settled_first():
    (line,) = what_to_press(replace(QUIET, purpose=Purpose.DECIDE))

    assert "settle the wording first" in line


def test_what_is_off_track_says_who_and_why_worst_first():
    waiting = ExceptionSheet("1c", "Helpline", Standing.WAITING, since="since June 2026")
    unled = ExceptionSheet("2c", "Look again", Standing.AT_RISK, "No lead")

    assert what_to_press(replace(QUIET, exceptions=(unled, waiting, STUCK))) == (
        "5.1 “Refer earlier”, overdue 74 days (Housing): No money.",
        "2c “Look again”, no lead: ask what is in the way.",
        "1c “Helpline”, waiting (no lead): since June 2026.",
        "Of all 3, by their latest updates: 1 short of money.",
    )


def test_an_action_without_a_code_is_named_by_the_beginning_of_its_words():
    words = "Offer every tenant who asks for it a move within the county. And more."
    uncoded = replace(STUCK, code="", text=f"{words} {words}\nA second paragraph")

    (line, *_) = what_to_press(replace(QUIET, exceptions=(uncoded,)))

    assert line == (
        "“Offer every tenant who asks for it a move within the county. And more…”, "
        "overdue 74 days (Housing): No money."
    )


def test_of_many_stuck_actions_three_are_named_and_the_others_counted():
    staff = replace(STUCK, days_overdue=9, barrier="No staff to do it.")
    named = tuple(replace(STUCK, code=f"9.{n}", days_overdue=100 - n) for n in range(3))

    press = what_to_press(replace(QUIET, exceptions=(*[staff] * 14, *named)))

    assert [line.split()[0] for line in press[:3]] == ["9.0", "9.1", "9.2"]
    assert press[3:] == (
        "14 more are off track or waiting. "
        "Of all 17, by their latest updates: 3 short of money and 14 short of people.",
    )


def test_what_an_item_owes_comes_before_what_is_stuck():
    press = what_to_press(
        replace(QUIET, ask="Agree it.", owed=("Review of terms: overdue.",), exceptions=(STUCK,))
    )

    assert press[:2] == ("Agree it.", "Review of terms: overdue.")


def test_people_leave_before_anything_else():
    facts = replace(QUIET, exceptions=(STUCK,), to_leave=2)

    assert what_to_press(facts)[0] == "Before this item two people with an interest leave the room."
    assert what_to_press(replace(QUIET, to_leave=1)) == (
        "Before this item one person with an interest leaves the room.",
    )


def test_late_and_missing_papers_are_pressed():
    late = replace(
        QUIET,
        papers=1,
        expects_paper=True,
        late=(LatePaper("Figures", "1 working day late"), LatePaper("Report", "late, by a weekend")),
    )

    assert what_to_press(late) == (
        "“Figures” came 1 working day late and “Report” came late, by a weekend: "
        "ask whether members have had time to read them.",
    )
    assert "No paper came" in what_to_press(replace(QUIET, expects_paper=True))[0]


def test_answers_owed_and_a_missing_speaker_are_pressed():
    facts = replace(QUIET, speaker="", answers_owed=("The trust has owed an answer since May.",))

    assert what_to_press(facts) == (
        "The trust has owed an answer since May.",
        "Nobody is named to speak: agree who will.",
    )
