"""Nothing that binds somebody vanishes: it is read, doubted or listed, wherever in the file it stands."""

import re

import pytest

from quorate.domain.imports.source import Block, BlockKind, SourceDocument
from quorate.domain.terms.clauses import ClauseKind as K
from quorate.domain.terms.from_document import notes_read, refusal_to_leave_unread
from quorate.domain.terms.quorum import Agencies, Count, Deputies, Named, Of, Share
from quorate.domain.terms.reading.read import read_terms
from tests.samples.terms import OSTERBRIDGE, read, read_one

AROUND = "Frequency:\n\nQuarterly\n\n{}\n\nQuorum:\n\nfive members"


@pytest.mark.parametrize(
    "heading",
    [
        *("Minutes of the meeting", "Domestic abuse strategy", "Delivery plan", "Annual report", "Agenda"),
        *("ACTION PLAN", "Osterbridge Domestic Abuse Strategy 2034-37", "Board risk register"),
    ],
)
def test_a_heading_of_the_terms_own_ends_nothing(heading):
    found = read_one(AROUND.format(heading + "\n\nThe Secretary keeps it up to date."))

    assert [c.kind for c in found.clauses] == [K.CADENCE, K.QUORUM]
    assert [one.text for one in found.not_understood] == ["The Secretary keeps it up to date."]
    assert found.left_alone == ""


@pytest.mark.parametrize(
    "part",
    [
        "Board risk register\n\nIntroduction",
        "Board agenda\n\n• Apologies\n\n• Any other business",
        "AGENDA\n\nApologies\n\nAny other business",
        "Delivery plan\n\nIntroduction\n\nContents",
    ],
)
def test_one_head_a_list_or_a_bare_kind_of_paper_is_no_other_paper(part):
    found = read_one(AROUND.format(part))

    assert [c.kind for c in found.clauses] == [K.CADENCE, K.QUORUM]
    assert found.left_alone == ""


@pytest.mark.parametrize(
    "paper",
    [
        "Minutes of the Board meeting held on 3 March 2034\n\nIt rained.",
        "Osterbridge Annual Report\n\nForeword\n\nIt was a good year.\n\nConclusions\n\nIt ended.",
        "OSTERBRIDGE RISK REGISTER\n\nVersion: 3\n\nApproved by: Cabinet",
    ],
)
def test_a_paper_with_a_title_and_a_head_of_its_own_is_another(paper):
    found = read_one(f"Frequency: Quarterly\n\n{paper}\n\nThe Board shall meet on Fridays.\n\nWe met twice.")

    assert [(c.kind, c.times_a_year) for c in found.clauses] == [(K.CADENCE, 4)]
    assert f"after the terms in this file. They were left alone, from “{paper.split(chr(10))[0]}” on." in (
        found.left_alone
    )
    assert [(one.text, one.why) for one in found.not_understood] == [
        ("The Board shall meet on Fridays.", "It stands in another paper, which was left alone.")
    ]


def test_a_row_of_the_terms_that_is_called_as_a_column_of_a_plan_ends_nothing():
    found = read_one("Frequency\tQuarterly\nActions\tThe Chair shall follow them up.\nQuorum\tfive members\n")

    assert [c.kind for c in found.clauses] == [K.CADENCE, K.QUORUM]
    assert [one.text for one in found.not_understood] == ["The Chair shall follow them up."]


@pytest.mark.parametrize("heading", ["Review of terms of reference", "Keeping to the terms of reference"])
def test_a_part_about_the_terms_is_not_where_they_begin(heading):
    long = (
        "The Partnership brings together every agency that has a part in keeping people safe from harm in "
        * 2
    )
    found = read(
        f"Osterbridge Board\n\n{long}town.\n\nQuorum: five members\n\n"
        f"{heading}\n\nThese terms are reviewed annually."
    )

    assert [c.kind for c in found.clauses] == [K.QUORUM, K.REVIEW]
    assert found.left_alone == ""


def test_an_answer_with_a_number_under_a_label_of_terms_is_listed_wherever_it_stands():
    found = read_one(
        "Frequency: Quarterly\n\nBOARD STRATEGY\n\nVersion: 3\n\nApproved by: Cabinet\n\nQuorum: six members"
    )

    assert [one.text for one in found.not_understood] == ["six members"]


def test_rules_in_a_paper_left_alone_are_asked_about_before_adoption():
    left = read(OSTERBRIDGE + "\nThe Board shall approve this plan.\n")
    notes = notes_read(left, "terms.docx")

    assert [one.text for _, one in notes.open] == ["The Board shall approve this plan."]
    assert refusal_to_leave_unread(notes, is_said=False).code == "terms.sentences_open"
    assert refusal_to_leave_unread(notes, is_said=True) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "The Vice Chair shall be the Superintendent, or in their absence the Director of Health.",
        "The Board is accountable to the Health and Wellbeing Board.",
        "Members who are absent are deemed to agree.",
        "Papers marked confidential are not to be copied.",
        "The Secretary keeps a register of interests.",
        "The Chair will sign off spending.",
        "Each agency pays a fifth of the cost.",
        "The Board has delegated authority to approve spending.",
        "Only members with delegated authority may vote.",
        "Decisions are taken by a show of hands.",
        "Meetings are open to the public.",
        "It is expected that members attend in person.",
        "Guests speak unless the Chair objects.",
        "Papers are in by noon on the Tuesday of the week preceding.",
        "The Board does not require a quorum for information-only items.",
        "The Board may act without a quorum requirement only where the Chair agrees.",
        "No quorum is required for the first two meetings.",
        "The quorum is two thirds of statutory members.",
        "The quorum is four statutory members.",
        "Papers need not be circulated unless the Chair asks.",
        "The quorum is five members and six members.",
        "Membership: The Secretary keeps a register of interests",
        "Chair: Anna Bell and Head of Housing",
        "Chair (rotating): Police",
        "Chair: see Appendix A",
        "The Chair is elected by members from the council and the police in turn.",
        "The Chair of the Board will be the decision maker in urgent cases.",
        "The lead for escalation will be the Chair.",
        "The Vice Chair will chair the hearings committee.",
        "Membership: Chief Constable, Head of Housing",
        "Chair: Alternates between the council and the police each year.",
        "The Board reports to the Cabinet in March.",
        "The Board will report to the Cabinet in June and December.",
        "The Board will report to the Cabinet after each meeting.",
        "The Board will receive a report from the Operational Group before its meetings.",
        "Expressions of interest will be answered within 28 days of the next meeting.",
        "Members will ensure that actions are implemented.",
        "The core membership is the police, housing and probation.",
        "Membership: The core membership is the police, housing and probation.",
        "Members from agencies: Police; Housing; Probation",
        "Membership: Refuge, the Lantern, Harbour and Haven",
        "Membership: Head of Housing, Director of Public Health and Superintendent",
        "Membership: Police; Housing. Observers: Healthwatch",
        "Membership: Portfolio Holder; Safety",
    ],
)
def test_a_sentence_that_binds_somebody_is_listed_where_no_clause_quotes_it(sentence):
    found = read_one(sentence)

    assert (found.clauses, found.seats, found.not_rules) == ((), (), ())
    assert [one.text for one in found.not_understood] == [re.sub(r"^(?:Membership|Chair): ", "", sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The purpose of the Board is to bring partners together.",
        "The Board will actively promote equality and take account of what survivors say.",
        "The Board will provide strategic advice and support.",
    ],
)
def test_aims_and_descriptions_stay_out_of_the_list(sentence):
    found = read_one(sentence)

    assert (found.clauses, found.not_understood) == ((), ())


def test_an_item_binds_by_its_stem_unless_it_is_an_aim():
    found = read_one(
        "Members will:\n\n- keep papers secure;\n\n- work together;\n\n- embed agreed practice;\n\n"
        "- ensure learning is acted on;\n\n- maintain awareness;\n\n- pay their share."
    )

    assert [one.text for one in found.not_understood] == [
        *("keep papers secure", "embed agreed practice", "ensure learning is acted on", "maintain awareness"),
        "pay their share.",
    ]


def test_a_heading_that_is_a_whole_rule_is_listed():
    headings = ("Board", "Terms of Reference", "How the Board will work", "Members must attend every meeting")
    blocks = tuple(Block(n, BlockKind.HEADING, text) for n, text in enumerate(headings, 1))

    assert [one.text for one in read_terms(SourceDocument("terms.docx", blocks)).not_understood] == [
        "Members must attend every meeting"
    ]


@pytest.mark.parametrize(
    ("sentence", "kind", "doubt"),
    [
        ("The Board meets monthly save in August.", K.CADENCE, "“save in August”"),
        ("The Board meets twice a year, in June and December.", K.CADENCE, "“in June and December”"),
        (
            "The agenda goes out five working days before the meeting unless the Chair decides otherwise.",
            *(K.AGENDA, "“unless the Chair decides otherwise”"),
        ),
        (
            "Minutes are sent to members within ten days of the meeting, save in exceptional circumstances.",
            *(K.MINUTES_TO_MEMBERS, "“save in exceptional circumstances”"),
        ),
        (
            "Members must have the authority to make decisions for their agency, except on funding.",
            *(K.AUTHORITY, "“except on funding”"),
        ),
        (
            "The Chair shall be the Director of Public Health or the Chief Executive.",
            *(K.CHAIR, "“or the Chief Executive”"),
        ),
        ("The Board reports to the Cabinet twice a year, in May and July.", K.REPORTING, "“in May and July”"),
        ("These terms are reviewed annually by 31 March.", K.REVIEW, "“by 31 March”"),
        ("The Chair is the Head of Housing until March 2037.", K.CHAIR, "“until March 2037”"),
        ("The Chair is Cllr Anna Bell (until May 2037).", K.CHAIR, "“(until May 2037)”"),
        (
            "Minutes will be sent to the Chair and members within five working days of the meeting.",
            *(K.MINUTES_TO_MEMBERS, "the chair as well"),
        ),
        ("Chair: Cllr Anna Bell (until May 2037)", K.CHAIR, "“until May 2037”"),
        ("Chair: Head of Housing or Head of Health", K.CHAIR, "more than one"),
        ("The quorum is four statutory agencies.", K.QUORUM, "of any kind"),
        ("The group will cease in March 2037 unless renewed.", K.LIFE_SPAN, "“unless renewed”"),
        ("The Board will report annually to the Cabinet only if asked.", K.REPORTING, "“only if asked”"),
    ],
)
def test_what_a_sentence_excepts_or_leaves_open_is_a_doubt_about_its_clause(sentence, kind, doubt):
    (clause,) = read_one(sentence).clauses

    assert clause.kind is kind
    assert clause.ambiguity.count(doubt) == 1


def test_a_month_that_is_excepted_is_said_once():
    (clause,) = read_one("The Board meets monthly save in August.").clauses

    assert clause.ambiguity == "The words make exceptions that are not counted: “save in August”."


def test_a_task_is_no_name_of_a_paper():
    assert [one.text for one in read_one("Agenda\n\nAgree the action plan").not_understood] == [
        "Agree the action plan"
    ]


def test_a_holder_named_with_another_is_not_chosen_from_the_two():
    (clause,) = read_one("The Chair shall be the Director of Public Health or the Chief Executive.").clauses

    assert clause.who == "Director of Public Health or the Chief Executive"


def test_a_second_step_without_a_clause_is_listed():
    found = read_one(
        "Minutes will be circulated within 10 working days of the meeting and published a week later."
    )

    assert [one.why for one in found.not_understood] == ["Not understood: “a week”."]


def test_a_deputy_who_counts_only_with_authority_says_so_in_the_quorum():
    found = read_one(
        "The quorum is five members. A deputy shall count towards the quorum only if they have delegated"
        " authority."
    )

    assert [(c.kind, c.quorum.deputies) for c in found.clauses] == [(K.QUORUM, Deputies.WITH_AUTHORITY)]
    assert found.not_understood == ()


PARTNERS = Named(2, called="statutory partners", among=3)


@pytest.mark.parametrize(
    ("sentence", "tests"),
    [
        (
            "The quorum is met when half of the core members are present, including two of the three"
            " statutory partners.",
            (Share(1, 2, of=Of.CORE), PARTNERS),
        ),
        (
            "The quorum is one-third of voting members, minimum five, three agencies and the Chair.",
            (Share(1, 3, of=Of.CORE), Count(5), Agencies(3), Named(1, ("chair",))),
        ),
        (
            "Quorum: 5 members, one from police and one from health",
            (Count(5), Named(2, ("police", "health"))),
        ),
        ("The quorum is one third of members, but not less than five.", (Share(1, 3), Count(5))),
        (
            "The quorum is the greater of five members or a third of the membership.",
            (Share(1, 3), Count(5)),
        ),
        (
            "Quorum: one-third of members including the Chair, police and one health representative",
            (Share(1, 3), Named(3, ("chair", "police", "health"))),
        ),
        ("The meeting is quorate provided that five members are present.", (Count(5),)),
        (
            "The quorum is five members and two core members.",
            (Count(5), Count(2, of=Of.CORE)),
        ),
    ],
)
def test_tests_of_a_quorum_are_read_together(sentence, tests):
    (clause,) = read_one(sentence).clauses

    assert clause.quorum.tests == tests
    assert "exceptions" not in clause.ambiguity


def test_an_item_brought_to_each_meeting_keeps_what_it_is_about():
    (clause,) = read_one(
        "The Board will monitor reviews in progress (of any kind), with Chairs providing an update at each"
        " meeting."
    ).clauses

    assert clause.item == "monitor reviews in progress, with Chairs providing an update"


def test_a_heading_that_goes_on_in_brackets_is_one():
    found = read_one(
        "Reviews:\n\nThe Board will:\n\n- advise on them.\n\nRelationship to others: (See the chart).\n\n"
        "The Board will:\n\n- report annually to the Cabinet."
    )

    assert [(c.kind, c.quote.label) for c in found.clauses] == [(K.REPORTING, "Relationship to others")]


def test_prose_without_full_stops_does_not_stop_short():
    lines = ["members come together in the town hall to talk about what they have found"] * 3

    assert read_one("\n\n".join(line.capitalize() for line in lines)).stops_short == ""
