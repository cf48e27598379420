"""What a coordinator may change before accepting."""

from dataclasses import replace
from datetime import date

import pytest

from quorate.domain.imports.differences import ExistingEntry, differences
from quorate.domain.imports.mends import Mend, apply_mends, refusal_to_mend
from quorate.domain.imports.proposal import Proposal, ProposedEntry
from quorate.domain.imports.propose import propose
from quorate.domain.imports.replies import answer_to
from quorate.domain.plans.facts import EntryKind, Lead, Status, Target, TargetKind
from tests.samples.files import source_of

SOURCE = source_of(
    [
        ["", "Objective", "Outcome", "Performance measures", "Lead", "By when"],
        ["1", "Safer homes", "Fewer calls", "No of calls", "Safety Team", "May 2022"],
        ["", "Activity", "Outcome", "Progress", "Lead", "By when"],
        ["a", "Fit locks", "", "Begun while the officer is on sick leave", "TBC", "Ongoing"],
        ["b", "Train caretakers", "Skill", "Completed", "JS", ""],
    ],
    blocks=[("footnote", "Money to follow")],
)


@pytest.fixture
def proposal() -> Proposal:
    found = propose(SOURCE)
    assert isinstance(found, Proposal)
    return found


def test_setting_a_field_reads_it_as_the_paper_would_be_read(proposal: Proposal) -> None:
    mended = apply_mends(
        proposal,
        [
            Mend("set", "t1r4", "leads", "Osterbridge Police"),
            Mend("set", "t1r4", "targets", "June 2022"),
            Mend("set", "t1r4", "status", "under_way"),
            Mend("set", "t1r4", "kind", "recommendation"),
        ],
    )
    entry = mended.entry("t1r4")

    assert entry is not None
    assert entry.leads[0].agency == "Osterbridge Police"
    assert entry.targets[0].kind is TargetKind.MONTH
    assert (entry.status, entry.kind) == (Status.UNDER_WAY, EntryKind.RECOMMENDATION)
    assert entry.mended == ("leads", "targets", "status", "kind")
    assert "needs_review_date" not in {flag.code for flag in entry.flags}


def test_rewording_settles_what_looked_personal_and_only_that_field(proposal: Proposal) -> None:
    still = apply_mends(proposal, [Mend("set", "t1r4", "progress", "Begun; off sick since May")]).entry(
        "t1r4"
    )
    gone = apply_mends(proposal, [Mend("set", "t1r4", "progress", "Begun")]).entry("t1r4")

    assert still is not None
    assert gone is not None
    assert "personal_leave" in {flag.code for flag in still.flags}
    assert "personal_leave" not in {flag.code for flag in gone.flags}


def test_dropping_an_entry_lists_its_words_and_lifts_what_stood_under_it(proposal: Proposal) -> None:
    mended = apply_mends(proposal, [Mend("drop", "t1r2")])

    assert [entry.parent for entry in mended.entries] == ["", ""]
    dropped = [piece for piece in mended.unplaced if piece.why == "Its entry was dropped."]
    assert [piece.span.text for piece in dropped] == [
        "Safer homes", "1", "Fewer calls", "No of calls", "Safety Team", "May 2022",
    ]  # fmt: skip
    assert len({piece.key for piece in mended.unplaced}) == len(mended.unplaced)


def test_a_piece_that_was_not_placed_can_be_taken_into_an_entry(proposal: Proposal) -> None:
    (piece,) = proposal.unplaced
    mended = apply_mends(proposal, [Mend("take", "t1r5", "barrier", unplaced=piece.key)])
    entry = mended.entry("t1r5")

    assert entry is not None
    assert entry.barrier == "Money to follow"
    assert mended.unplaced == ()


def test_a_flag_can_be_settled_without_a_change(proposal: Proposal) -> None:
    before = proposal.entry("t1r5")
    mended = apply_mends(proposal, [Mend("settle", "t1r5", value="lead_initials:JS")]).entry("t1r5")

    assert before is not None
    assert mended is not None
    assert {f.code for f in before.flags} - {f.code for f in mended.flags} == {"lead_initials"}


@pytest.mark.parametrize(
    ("mend", "code"),
    [
        (Mend("set", "nowhere", "text", "x"), "imports.unknown_entry"),
        (Mend("set", "t1r2", "colour", "x"), "imports.unknown_field"),
        (Mend("set", "t1r2", "kind", "meeting"), "imports.wrong_value"),
        (Mend("set", "t1r2", "text", " "), "imports.no_words"),
        (Mend("set", "t1r2", "parent", "t1r4"), "imports.own_parent"),
        (Mend("set", "t1r2", "parent", "t1r2"), "imports.own_parent"),
        (Mend("set", "t1r2", "parent", "nowhere"), "imports.unknown_entry"),
        (Mend("take", "t1r2", "text", unplaced="u99"), "imports.unknown_piece"),
        (Mend("take", "t1r2", "kind", unplaced="u1"), "imports.unknown_field"),
        (Mend("shout", "t1r2"), "imports.unknown_field"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value.do} {value.field}",
)
def test_a_mend_that_makes_no_sense_is_refused_and_changes_nothing(
    proposal: Proposal, mend: Mend, code: str
) -> None:
    refusal = refusal_to_mend(proposal, mend)

    assert refusal is not None
    assert refusal.code == code
    assert apply_mends(proposal, [mend]) == proposal


def test_moving_an_entry_to_the_top_or_under_another_is_allowed(proposal: Proposal) -> None:
    assert refusal_to_mend(proposal, Mend("set", "t1r4", "parent", "")) is None
    assert refusal_to_mend(proposal, Mend("set", "t1r4", "parent", "t1r5")) is None


def test_mending_one_target_date_keeps_the_others_as_they_were_read(proposal: Proposal) -> None:
    held = Target(TargetKind.DEPENDENT, raw="After the bid", review_on=date(2027, 1, 5), depends_on="the bid")
    entry = replace(proposal.entries[-1], targets=(held, Target(TargetKind.NONE, raw="ASAP")))
    before = replace(proposal, entries=(*proposal.entries[:-1], entry))

    mended = apply_mends(before, [Mend("set", entry.key, "targets", "After the bid\nJune 2027")])

    assert mended.entries[-1].targets == (
        held,
        Target(TargetKind.MONTH, raw="June 2027", on=date(2027, 6, 30)),
    )


def test_answering_that_an_entry_waits_for_another_adds_it_to_its_target_dates() -> None:
    rows = [
        ["No", "Action", "Progress", "Lead", "By when"],
        ["2a", "Fit locks", "Held until 2b is agreed", "JS", "June 2022"],
        ["2b", "Agree the budget", "Begun", "Osterbridge Police", "May 2022"],
    ]
    found = propose(source_of(rows))
    assert isinstance(found, Proposal)
    entry = next(e for e in found.entries if e.code == "2a")
    flag = next(f for f in entry.flags if f.code == "mentions_entry")
    assert (flag.sentence, flag.reply) == ("This speaks of 2b. Does it wait for it?", "Yes, it waits for 2b")

    mend = Mend("set", entry.key, flag.field, flag.answer, answers=flag.code)
    mended = apply_mends(found, [mend]).entry(entry.key)

    assert mended is not None
    assert [(t.kind, t.depends_on) for t in mended.targets] == [
        (TargetKind.MONTH, ""),
        (TargetKind.DEPENDENT, "2b"),
    ]
    assert {f.code for f in entry.flags} - {f.code for f in mended.flags} == {"mentions_entry"}
    assert "lead_initials" in {f.code for f in mended.flags}


def entry_led_by(*leads: str, also: str = "") -> tuple[Proposal, ProposedEntry]:
    """A paper of one row with these leads, and perhaps another row led by `also`."""
    rows = [["No", "Action", "Lead", "By when"], ["1", "Fit locks", "\n".join(leads), "June 2022"]]
    rows += [["2", "Train the caretakers", also, "June 2022"]] if also else []
    found = propose(source_of(rows))
    assert isinstance(found, Proposal)
    return found, found.entries[0]


def sentences(proposal: Proposal, key: str) -> list[str]:
    entry = proposal.entry(key)
    assert entry is not None
    return [flag.sentence for flag in entry.flags]


def test_each_leads_question_is_asked_and_answered_apart() -> None:
    found, entry = entry_led_by("JS", "KT")
    several, js, kt = sentences(found, entry.key)
    assert (js, kt) == ("Whose initials are “JS”?", "Whose initials are “KT”?")

    settled = apply_mends(found, [Mend("settle", entry.key, value="lead_initials:JS")])
    assert sentences(settled, entry.key) == [several, kt]

    answered = apply_mends(
        found, [Mend("set", entry.key, "leads", "Safety Team\nKT", answers="lead_initials:JS")]
    )
    assert sentences(answered, entry.key) == ["Two leads in one cell: Safety Team; KT. Is that right?", kt]


def test_taking_the_papers_own_name_for_one_lead_keeps_the_name_taken_for_another() -> None:
    found, entry = entry_led_by("AB", "CD", also="Ada Byron\nCai Deeley")

    for about in ("AB", "CD"):
        current = found.entry(entry.key)
        assert current is not None
        (flag,) = (flag for flag in current.flags if flag.key == f"lead_initials:{about}")
        value = answer_to(current, flag)
        found = apply_mends(found, [Mend("set", entry.key, "leads", value, answers=flag.key)])

    after = found.entry(entry.key)
    assert after is not None
    assert [lead.raw for lead in after.leads] == ["Ada Byron", "Cai Deeley"]
    assert [flag.code for flag in after.flags] == ["two_leads"]


def test_mending_one_lead_by_hand_does_not_settle_what_is_asked_of_another() -> None:
    found, entry = entry_led_by("JS", "KT")

    mended = apply_mends(found, [Mend("set", entry.key, "leads", "Safety Team\nKT")])

    assert sentences(mended, entry.key) == ["Whose initials are “KT”?"]


def test_a_mend_can_say_that_it_is_to_be_confirmed_who_leads_and_is_a_change() -> None:
    found, entry = entry_led_by("Sam Reed")
    held = ExistingEntry("e1", entry.kind, entry.text, entry.code, leads=(Lead("Sam Reed"),))

    mended = apply_mends(found, [Mend("set", entry.key, "leads", "Sam Reed (to be confirmed who)")])

    after = mended.entry(entry.key)
    assert after is not None
    assert after.leads == (Lead("Sam Reed", to_be_confirmed=True),)
    (one,) = differences((held,), mended)
    assert [(f.field, f.old, f.new) for f in one.fields if f.field == "leads"] == [
        ("leads", "Sam Reed", "Sam Reed (to be confirmed who)")
    ]
    (same,) = differences((replace(held, leads=after.leads),), found)
    assert "leads" not in {f.field for f in same.fields}


def test_target_words_that_were_asked_about_are_asked_about_once() -> None:
    rows = [
        ["No", "Action", "Progress", "Lead", "By when"],
        ["2a", "Fit locks", "Held until 2b is agreed", "Osterbridge Police", "31 June 2022"],
        ["2b", "Agree the budget", "Begun", "Osterbridge Police", "May 2022"],
    ]
    found = propose(source_of(rows))
    assert isinstance(found, Proposal)
    entry = found.entries[0]
    (flag,) = (flag for flag in entry.flags if flag.code == "mentions_entry")

    mended = apply_mends(found, [Mend("set", entry.key, flag.field, flag.answer, answers=flag.key)])

    after = mended.entry(entry.key)
    assert after is not None
    assert [flag.code for flag in after.flags].count("target_words") == 1


def test_a_day_to_look_again_answers_the_question_of_when(proposal: Proposal) -> None:
    asked = [e for e in proposal.entries if any(f.code == "needs_review_date" for f in e.flags)]
    assert [e.text for e in asked] == ["Fit locks"]

    mended = apply_mends(proposal, [Mend("set", asked[0].key, "targets", "Ongoing, review 1 June 2022")])

    entry = mended.entry(asked[0].key)
    assert entry is not None
    assert [(t.kind, t.on, t.review_on) for t in entry.targets] == [
        (TargetKind.ONGOING, None, date(2022, 6, 1))
    ]
    assert not any(f.field == "targets" for f in entry.flags)


def test_an_ongoing_date_printed_with_its_review_is_not_asked_about() -> None:
    found = propose(
        source_of(
            [
                ["", "Activity", "Outcome", "Progress", "Lead", "By when"],
                ["a", "Fit locks", "Safer", "Begun", "Housing Team", "Ongoing, review 1 June 2022"],
                ["b", "Train caretakers", "Skill", "Begun", "Housing Team", "Ongoing"],
            ]
        )
    )

    assert isinstance(found, Proposal)
    assert [e.text for e in found.entries if any(f.code == "needs_review_date" for f in e.flags)] == [
        "Train caretakers"
    ]
    assert found.entries[0].targets[0].review_on == date(2022, 6, 1)
