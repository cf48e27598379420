"""Plans of the three known shapes, and of others, from the file to the proposal."""

from datetime import date

import pytest

from quorate.documents.sources import read_source
from quorate.domain.imports.proposal import Proposal, ProposedEntry, unaccounted
from quorate.domain.imports.propose import propose
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.plans.facts import EntryKind, MeasureKind, Rating, Status, TargetKind
from tests.samples.files import Rows, Wide, sheet_file, word_file
from tests.samples.plans import ACTION_LOG, TRACKER_HEADER, objectives_file, strategy_file, tracker_file


def proposal_of(data: bytes, name: str = "plan.docx") -> Proposal:
    source = read_source(data, name)
    proposal = propose(source)
    assert isinstance(proposal, Proposal), proposal
    assert unaccounted(source, proposal) == ()
    return proposal


def coded(proposal: Proposal, code: str, kind: EntryKind | None = None) -> ProposedEntry:
    (found,) = [e for e in proposal.entries if e.code == code and kind in (None, e.kind)]
    return found


def under(proposal: Proposal, entry: ProposedEntry) -> list[ProposedEntry]:
    return [each for each in proposal.entries if each.parent == entry.key]


def flags(entry: ProposedEntry) -> set[str]:
    return {flag.code for flag in entry.flags}


class TestTracker:
    """Recommendations with several key actions, dates and updates in a cell."""

    @pytest.fixture
    def proposal(self) -> Proposal:
        return proposal_of(tracker_file())

    def test_each_paragraph_of_the_key_actions_is_an_action(self, proposal: Proposal) -> None:
        assert proposal.counts == {"section": 1, "recommendation": 5, "action": 10}
        assert [e.text for e in under(proposal, coded(proposal, "1"))] == [
            "Agree a slogan", "Find the money", "Print the posters",
        ]  # fmt: skip

    def test_the_reporting_date_is_the_last_day_of_the_month_in_the_heading(self, proposal: Proposal) -> None:
        assert proposal.reporting_date == date(2021, 9, 30)
        assert (proposal.reporting_precision, proposal.reporting_raw) == ("month", "September 2021")

    def test_a_code_is_found_with_or_without_a_space_after_it(self, proposal: Proposal) -> None:
        assert coded(proposal, "2").text == "Press – Ask the Marlhaven Herald to follow the reporting code."
        assert coded(proposal, "2").title == "Press"

    def test_progress_and_challenge_are_parted_wherever_they_stand(self, proposal: Proposal) -> None:
        first, third = coded(proposal, "1"), coded(proposal, "3")
        assert (first.progress, first.barrier) == (
            "A slogan was chosen in June.",
            "Nobody has offered money.",
        )
        assert (third.progress, third.barrier) == ("Two wards are trained.", "Winter pressures.")

    def test_dates_are_shared_out_where_the_counts_agree(self, proposal: Proposal) -> None:
        actions = under(proposal, coded(proposal, "3"))
        assert [[t.raw for t in a.targets] for a in actions] == [["Oct 2021"], ["Ongoing"], ["Complete"]]
        assert [a.status for a in actions] == [None, None, Status.COMPLETE]

    def test_dates_are_left_together_and_asked_about_where_they_do_not(self, proposal: Proposal) -> None:
        fourth = coded(proposal, "4")
        assert [t.raw for t in fourth.targets] == ["Complete", "Ongoing", "Ongoing"]
        assert all(not action.targets for action in under(proposal, fourth))
        assert [f.sentence for f in fourth.flags if f.code == "counts_differ"] == [
            "Two actions, three target dates. Which belongs to which?"
        ]

    def test_a_row_across_the_table_is_a_section_over_what_follows(self, proposal: Proposal) -> None:
        (section,) = [e for e in proposal.entries if e.kind is EntryKind.SECTION]
        assert [e.code for e in under(proposal, section)] == ["4", "5"]
        assert section.order < coded(proposal, "4").order

    def test_a_blank_date_is_a_missing_date(self, proposal: Proposal) -> None:
        assert coded(proposal, "5").targets == ()
        assert "no_target" in flags(coded(proposal, "5"))
        assert "no_target" not in flags(coded(proposal, "2"))


class TestObjectives:
    """Header rows that change level, codes that are letters, leads as initials."""

    @pytest.fixture
    def proposal(self) -> Proposal:
        return proposal_of(objectives_file())

    def test_the_header_row_says_which_level_follows(self, proposal: Proposal) -> None:
        assert proposal.counts == {"priority": 2, "objective": 2, "action": 4}
        assert [e.code for e in under(proposal, coded(proposal, "2"))] == ["2a", "2b"]
        assert {e.word for e in proposal.entries} == {"Priority", "Objective", "Activity"}

    def test_a_letter_takes_its_objectives_number(self, proposal: Proposal) -> None:
        assert (coded(proposal, "1b").printed_code, coded(proposal, "1b").text) == ("b", "Open a helpline")

    def test_priorities_above_the_table_are_entries_with_their_words(self, proposal: Proposal) -> None:
        first = coded(proposal, "One", EntryKind.PRIORITY)
        assert first.text == "Survivors\nTo give survivors what they ask for."

    def test_completed_at_the_end_is_complete_and_elsewhere_is_not(self, proposal: Proposal) -> None:
        assert coded(proposal, "1a").status is Status.COMPLETE
        assert coded(proposal, "2a").status is None

    def test_a_barrier_without_progress_is_only_a_barrier(self, proposal: Proposal) -> None:
        assert (coded(proposal, "2b").progress, coded(proposal, "2b").barrier) == ("", "Nobody has time")

    def test_a_missing_outcome_is_flagged(self, proposal: Proposal) -> None:
        assert "no_outcome" in flags(coded(proposal, "2b"))

    def test_a_lead_to_be_confirmed_is_no_name(self, proposal: Proposal) -> None:
        (lead,) = coded(proposal, "2a").leads
        assert lead.to_be_confirmed

    def test_two_leads_in_a_cell_are_asked_about(self, proposal: Proposal) -> None:
        entry = coded(proposal, "1b")
        assert [(lead.person, lead.agency, lead.to_be_confirmed) for lead in entry.leads] == [
            ("Tom Reed", "VS", False),
            ("", "", True),
        ]
        assert "Is “TBC” a second lead still to be named?" in entry.flags[0].sentence

    def test_initials_are_matched_to_a_name_in_the_same_paper(self, proposal: Proposal) -> None:
        (flag,) = coded(proposal, "1a").flags
        assert flag.sentence == "Is “AB” Ada Byron, who is named elsewhere in this paper?"

    def test_a_person_and_the_team_below_are_one_lead(self, proposal: Proposal) -> None:
        (lead,) = coded(proposal, "1", EntryKind.OBJECTIVE).leads
        assert (lead.person, lead.agency) == ("Ada Byron", "Safety Team")

    def test_measures_are_numbers_judgements_or_another_entry(self, proposal: Proposal) -> None:
        measures = coded(proposal, "1", EntryKind.OBJECTIVE).measures
        assert [m.kind for m in measures] == [MeasureKind.NUMBER, MeasureKind.ENTRY, MeasureKind.JUDGEMENT]
        assert measures[1].entry_code == "2b"

    def test_somebodys_leave_and_another_entry_are_pointed_out(self, proposal: Proposal) -> None:
        assert {"personal_leave", "mentions_entry"} <= flags(coded(proposal, "2a"))

    def test_what_stands_after_the_table_is_listed(self, proposal: Proposal) -> None:
        assert [(u.span.text, u.why) for u in proposal.unplaced] == [
            ("Agreed by the board.", "It stands outside the plan's table.")
        ]
        assert proposal.title == "Osterbridge plan 2021/24"


def test_merged_outcomes_own_their_measures_and_actions_their_leads() -> None:
    proposal = proposal_of(strategy_file(), "strategy.xlsx")

    assert proposal.counts == {"outcome": 2, "action": 5}
    first, second = [e for e in proposal.entries if e.kind is EntryKind.OUTCOME]
    assert [m.text for m in first.measures] == ["Locks fitted", "% satisfied"]
    assert len(second.measures) == 1
    assert [e.leads[0].raw for e in under(proposal, first)] == [
        "Osterbridge Housing", "Osterbridge Housing", "All partners",
    ]  # fmt: skip
    assert under(proposal, first)[0].source.place == "sheet What we will do, cell B4"
    assert proposal.title == "Osterbridge strategy 2022-25"


@pytest.mark.parametrize("data", [word_file(ACTION_LOG), sheet_file(ACTION_LOG)], ids=["word", "excel"])
def test_an_action_log_in_other_words_is_read(data: bytes) -> None:
    proposal = proposal_of(data)

    assert [e.code for e in proposal.entries] == ["A1", "A2", "A3"]
    assert [e.rating for e in proposal.entries] == [Rating.ON_TRACK, Rating.OFF_TRACK, Rating.NONE]
    assert proposal.entries[2].status is Status.COMPLETE
    assert proposal.entries[1].status_raw == "Red – no budget"
    assert [e.targets[0].on for e in proposal.entries] == [
        date(2022, 3, 31), date(2022, 9, 30), date(2022, 6, 30),
    ]  # fmt: skip
    assert proposal.entries[1].leads[0].to_be_confirmed


def test_rows_broken_over_pages_are_joined_with_a_note() -> None:
    rows: Rows = [
        TRACKER_HEADER,
        ["1. Homes – Find more homes for people who", "Ask the housing", "June 2021", "Progress: Asked in"],
        TRACKER_HEADER,
        ["have had to flee.", "association\nWrite to the minister", "", "March. Challenge: Cost."],
        ["2. Schools – Teach every child.", "Visit schools", "Ongoing", "Begun."],
    ]

    proposal = proposal_of(word_file(rows))
    first = coded(proposal, "1")

    assert first.text == "Homes – Find more homes for people who have had to flee."
    assert [e.text for e in proposal.entries if e.kind is EntryKind.ACTION] == [
        "Ask the housing association", "Write to the minister", "Visit schools",
    ]  # fmt: skip
    told = "\n".join(f"{e.progress}|{e.barrier}" for e in proposal.entries)
    assert "Asked in March." in told
    assert "Cost." in told
    assert any("carried_on" in flags(e) for e in proposal.entries)


def test_a_row_with_a_blank_first_cell_carries_on() -> None:
    rows: Rows = [
        ["", "Activity", "Outcome", "Progress", "Lead"],
        ["1a", "Ask every patient about abuse and use of the", "Earlier help", "Begun", "Health"],
        ["", "DASH checklist", "for everybody", "Completed", ""],
        ["1b", "Train staff", "Skill", "", "Health"],
    ]

    first, second = proposal_of(word_file(rows)).entries

    assert first.text == "Ask every patient about abuse and use of the DASH checklist"
    assert first.outcome == "Earlier help for everybody"
    assert first.status is Status.COMPLETE
    assert (second.code, second.status) == ("1b", None)


def test_a_number_swallowed_by_a_page_break_is_asked_about() -> None:
    rows: Rows = [
        TRACKER_HEADER,
        ["1. Homes – Find homes.", "Ask", "Ongoing", "Asked."],
        TRACKER_HEADER,
        ["as the law requires of schools.", "Teach", "May 2021", "Taught."],
        ["3. Courts – Watch the courts.", "Watch", "Ongoing", "Watched."],
    ]

    proposal = proposal_of(word_file(rows))

    recommendations = [e for e in proposal.entries if e.kind is EntryKind.RECOMMENDATION]
    assert [e.code for e in recommendations] == ["1", "", "3"]
    assert recommendations[1].flags[0].sentence.endswith("Is it 2?")
    assert proposal.warnings == ("The numbering passes over 2, which is not in the paper.",)


def test_a_table_that_goes_on_without_its_header_belongs_to_the_one_before() -> None:
    one: Rows = [["No", "Action", "Lead"], ["1", "Fund it", "Police"]]
    two: Rows = [["2", "Build it", "Council"]]

    proposal = proposal_of(word_file(one, two))

    assert [(e.code, e.text) for e in proposal.entries] == [("1", "Fund it"), ("2", "Build it")]


def test_a_heading_above_each_table_is_the_parent_of_its_rows() -> None:
    header: list[str | Wide] = ["Action", "Lead", "By when"]
    data = word_file(
        "# Priority 1: Prevention", [header, ["Teach", "Schools", "May 2022"]],
        "# Priority 2: Justice", [header, ["Charge", "Police", "June 2022"]],
    )  # fmt: skip

    proposal = proposal_of(data)

    assert [(e.text, proposal.entry(e.parent).text) for e in proposal.entries if e.parent] == [  # type: ignore[union-attr]
        ("Teach", "Prevention"),
        ("Charge", "Justice"),
    ]


def test_a_column_without_a_field_is_listed_and_not_dropped() -> None:
    proposal = proposal_of(word_file([["Action", "Lead", "Budget"], ["Fund it", "Police", "£5,000"]]))

    assert [(u.span.text, u.why) for u in proposal.unplaced] == [
        ("£5,000", "It stands in a column “Budget”, which has no field here.")
    ]


def test_a_body_cell_that_reads_like_a_heading_is_no_header() -> None:
    rows: Rows = [
        ["Action", "Lead", "Progress"],
        ["Actions agreed by the board", "Officer", "Progress report"],
        ["Fund it", "Police", "Begun"],
    ]

    assert [e.text for e in proposal_of(word_file(rows)).entries] == [
        "Actions agreed by the board",
        "Fund it",
    ]


def test_a_document_without_a_plan_is_refused() -> None:
    refused = propose(
        read_source(word_file("# Terms", [["Chair", "The council"], ["Quorum", "Five"]]), "t.docx")
    )

    assert isinstance(refused, Refusal)
    assert (refused.code, refused.sentence) == (
        "imports.no_plan_found",
        "No table in “t.docx” looks like a plan.",
    )


@pytest.mark.parametrize(
    ("heading", "is_terms"),
    [("Terms of  Reference of the board", True), ("What the board is for", False)],
)
def test_terms_offered_as_a_plan_are_told_where_terms_are_typed_in(heading: str, is_terms: bool) -> None:
    refused = propose(read_source(word_file(f"# {heading}", [["Chair", "The council"]]), "t.docx"))

    assert isinstance(refused, Refusal)
    assert ("Record its terms" in refused.cure) is is_terms


def test_ongoing_asks_for_a_date_to_look_again() -> None:
    (entry,) = proposal_of(word_file([["Action", "By when"], ["Fund it", "Ongoing"]])).entries

    assert entry.targets[0].kind is TargetKind.ONGOING
    assert flags(entry) == {"needs_review_date"}
