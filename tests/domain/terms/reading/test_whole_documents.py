"""Two boards' terms read whole, as forms with stray tags and among other papers."""

import pytest

from quorate.domain.calendar.types import Unit
from quorate.domain.imports.source import Block, BlockKind, Cell, Row, SourceDocument, Table
from quorate.domain.terms.clauses import ClauseKind as K
from quorate.domain.terms.quorum import Agencies, Count
from quorate.domain.terms.reading.read import read_terms
from tests.samples.terms import MARLHAVEN, OSTERBRIDGE, PROSE, read


@pytest.fixture(scope="module")
def marlhaven():
    return read(MARLHAVEN)


@pytest.fixture(scope="module")
def osterbridge():
    return read(OSTERBRIDGE)


def of(found, kind):
    clauses = [clause for clause in found.clauses if clause.kind is kind]
    assert len(clauses) == 1, kind
    return clauses[0]


def test_the_document_says_what_it_is(marlhaven):
    about = marlhaven.about

    assert about.title == "Marlhaven Domestic Abuse Partnership Board"
    assert (about.created.iso, about.review_on.on.isoformat()) == ("2031-03", "2032-03-31")
    assert about.abbreviations == {"MCC": "Marlhaven City Council", "OG": "Operational Group"}
    assert (about.version, about.approved_by) == ("", "")


@pytest.mark.parametrize(
    ("kind", "n", "direction"),
    [(K.CIRCULATION, 6, "before"), (K.PAPERS_IN, 9, "before"), (K.MINUTES_TO_MEMBERS, 8, "after")],
)
def test_three_bullets_in_one_cell_are_three_clauses(marlhaven, kind, n, direction):
    offset = of(marlhaven, kind).offset

    assert (offset.n, offset.unit, offset.direction.value) == (n, Unit.WORKING_DAY, direction)


def test_bare_answers_take_their_meaning_from_their_label(marlhaven):
    assert of(marlhaven, K.CADENCE).times_a_year == 4
    assert of(marlhaven, K.DURATION).minutes == 90
    assert (of(marlhaven, K.CHAIR).by, of(marlhaven, K.VICE_CHAIR).by) == ("MCC", "MCC")


def test_items_take_who_from_their_stem(marlhaven):
    assert of(marlhaven, K.AUTHORITY).who == "Members"
    assert of(marlhaven, K.CONFIDENTIALITY).quote.stem == "Members will"
    assert of(marlhaven, K.STANDING_ITEM).who == "Board"


def test_what_is_stated_twice_is_one_clause_with_both_quotes(marlhaven):
    twice = next(c for c in marlhaven.clauses if c.kind is K.REPORTING and c.to == "Safer City Partnership")

    assert twice.times_a_year == 2
    assert "every two years" in twice.ambiguity
    assert len(twice.also) == 1


def test_a_report_to_the_board_and_one_owed_by_the_council_say_whose_they_are(marlhaven):
    reports = {(c.who, c.to, c.times_a_year) for c in marlhaven.clauses if c.kind is K.REPORTING}

    assert reports == {
        ("Board", "Safer City Partnership", 2),
        ("Operational Group", "Board", 4),
        ("MCC", "Ministry", 1),
    }


def test_seats_go_on_in_the_next_row_and_end_at_the_next_heading(marlhaven):
    assert [(s.role, s.seat_class, s.several) for s in marlhaven.seats] == [
        ("Head of Housing, MCC", "core", False),
        ("Superintendent, Marlhaven Police", "core", False),
        ("Refuge & helpline representative(s), if not already a member", "core", True),
        ("Data Lead, MCC", "advisory", False),
        ("Representative of the Marlhaven Court", "advisory", False),
    ]
    assert marlhaven.seats[1].agency == "Marlhaven Police"


def test_an_expression_of_interest_is_answered_within_days(marlhaven):
    clause = of(marlhaven, K.EXPRESSION_OF_INTEREST)

    assert (clause.offset.n, clause.who, clause.anchor) == (21, "Chair", "receiving it")


def test_ages_acts_and_pandemics_are_no_rules(marlhaven):
    assert not any("16" in c.quote.text or "2021" in c.quote.text for c in marlhaven.clauses)
    assert of(marlhaven, K.WORKPLAN).times_a_year == 1


def test_the_chart_of_an_appendix_is_said_to_be_lacking(marlhaven):
    assert marlhaven.stops_short == "Appendix B is a chart, of which text holds at most the words."


def test_kinds_that_terms_usually_have_are_missed(marlhaven):
    assert marlhaven.missing == ("quorum", "approved_by", "approved_on", "version")


def test_the_terms_are_found_among_other_papers(osterbridge):
    assert osterbridge.about.title == "Osterbridge Domestic Abuse Strategic Group"
    assert osterbridge.about.version == "2.1"
    assert "before and after" in osterbridge.left_alone
    quotes = " ".join(c.quote.text for c in osterbridge.clauses)
    assert "panel" not in quotes
    assert "partners" not in quotes
    assert "within 10 days" not in quotes


def test_two_offsets_in_one_sentence_are_two_clauses(osterbridge):
    chair, members = of(osterbridge, K.MINUTES_TO_CHAIR), of(osterbridge, K.MINUTES_TO_MEMBERS)

    assert (chair.offset.n, members.offset.n) == (1, 3)
    assert chair.quote.text == members.quote.text
    assert members.anchor == "meeting"
    assert "approval" in members.ambiguity
    assert of(osterbridge, K.AGENDA).offset.n == 1


def test_rows_below_a_numbered_label_are_people_kept_by_their_role(osterbridge):
    assert [(s.role, s.is_vacant) for s in osterbridge.seats] == [
        ("Director of Health", False),
        ("Portfolio Holder, Safety", False),
        ("ICB", True),
    ]
    assert of(osterbridge, K.CHAIR).who == "Director of Health"
    assert of(osterbridge, K.VICE_CHAIR).who == "Portfolio Holder, Safety"


def test_no_name_of_a_person_is_kept(osterbridge):
    told = str(osterbridge.to_plain())

    assert "Anna" not in told
    assert "Bell" not in told


def test_a_blank_answer_is_a_stated_blank(osterbridge):
    assert osterbridge.blank == ("approved_by", "review", "review_on")
    review = of(osterbridge, K.REVIEW)
    assert (review.is_stated, review.reading) == (False, "“Review date” is left blank.")


def test_a_quorum_a_frequency_and_a_life_span_in_one_form(osterbridge):
    assert of(osterbridge, K.QUORUM).quorum.tests == (Count(4), Agencies(2))
    assert of(osterbridge, K.CADENCE).times_a_year == 4
    assert of(osterbridge, K.LIFE_SPAN).reading == "It stands until it is ended."


def test_a_cell_parted_over_two_rows_is_put_together(osterbridge):
    assert osterbridge.not_understood == ()
    assert of(osterbridge, K.SUBSTITUTION).reading.endswith("The deputy is briefed.")


def word(*rows, blocks=()):
    table = Table(
        1,
        "table 1",
        tuple(Row(n, tuple(Cell(c, tuple(t)) for c, t in enumerate(r, 1))) for n, r in enumerate(rows, 1)),
    )
    return SourceDocument(
        "terms.docx", tuple(Block(n, BlockKind.HEADING, t, 1) for n, t in enumerate(blocks, 1)), (table,)
    )


def test_a_table_of_members_by_its_headings():
    found = read_terms(
        word(
            (["Name"], ["Job title"], ["Organisation"], ["Status"]),
            (["Anna Example"], ["Head of Housing"], ["Osterbridge Council"], ["Core"]),
            (["Vacant"], ["Analyst"], ["Osterbridge Police"], ["Advisory"]),
            blocks=("Osterbridge Board", "Terms of Reference", "Membership"),
        )
    )

    assert [(s.role, s.agency, s.seat_class, s.is_vacant) for s in found.seats] == [
        ("Head of Housing", "Osterbridge Council", "core", False),
        ("Analyst", "Osterbridge Police", "advisory", True),
    ]
    assert "Anna" not in str(found.to_plain())


CORE, OBSERVERS = (["Core members"], [""]), (["Observers"], [""])


@pytest.mark.parametrize(
    "rows",
    [
        ((["Role"], ["Organisation"]), CORE, (["Head"], ["Police"]), OBSERVERS, (["Manager"], ["Refuge"])),
        (CORE, (["Head"], ["Police"]), (["In attendance"], [""]), (["Manager"], ["Refuge"])),
        ((["Core members"], ["Head, Police"]), (["Observers"], ["Manager, Refuge"]), (["Quorum"], ["Two"])),
    ],
)
def test_a_row_that_heads_seats_in_a_table_is_none(rows):
    found = read_terms(word(*rows, blocks=("Osterbridge Board", "Terms of Reference", "Membership")))

    assert [(s.role.split(",")[0], s.agency, s.seat_class) for s in found.seats] == [
        ("Head", "Police", "core"),
        ("Manager", "Refuge", "advisory"),
    ]


def test_short_rows_below_an_empty_label_of_membership_are_listed_and_no_others():
    rows = ((["Membership"], [""]), (["Police"], ["Superintendent"]), (["Quorum"], ["Two members"]))
    found = read_terms(word(*rows, blocks=("Osterbridge Board", "Terms of Reference")))
    answered = ((["Membership"], ["Police; Housing"]), (["Venue"], ["Town Hall"]))
    other = read_terms(word(*answered, blocks=("Osterbridge Board", "Terms of Reference")))

    assert [one.text for one in found.not_understood] == ["Police: Superintendent"]
    assert ([seat.role for seat in other.seats], other.not_understood) == (["Police", "Housing"], ())


def test_list_items_without_bullets_are_not_run_together():
    found = read_terms(
        word(
            (
                ["Role of members"],
                ["Members will:", "sign a confidentiality statement", "send a deputy if unable to attend"],
            ),
            blocks=("Osterbridge Board", "Terms of Reference"),
        )
    )

    assert {c.quote.text for c in found.clauses} == {
        "sign a confidentiality statement",
        "send a deputy if unable to attend",
    }


def test_a_section_about_another_group_carries_who():
    found = read_terms(
        SourceDocument(
            "terms.docx",
            tuple(
                Block(n, kind, text)
                for n, (kind, text) in enumerate(
                    [
                        (BlockKind.HEADING, "Osterbridge Board"),
                        (BlockKind.HEADING, "Terms of Reference"),
                        (BlockKind.PARAGRAPH, "The Board meets quarterly."),
                        (BlockKind.HEADING, "Operational Group"),
                        (BlockKind.PARAGRAPH, "Meetings are held monthly."),
                        (
                            BlockKind.PARAGRAPH,
                            "Papers will be circulated three working days before the meeting.",
                        ),
                        (BlockKind.HEADING, "Review"),
                        (BlockKind.PARAGRAPH, "These terms will be reviewed annually."),
                    ],
                    1,
                )
            ),
        )
    )

    assert [(c.kind, c.who, c.is_other_body) for c in found.clauses] == [
        (K.CADENCE, "", False),
        (K.CADENCE, "Operational Group", True),
        (K.CIRCULATION, "Operational Group", True),
        (K.REVIEW, "", False),
    ]
    assert "circulation" in found.missing


@pytest.mark.parametrize(
    "text",
    [
        "The Operational Group meets monthly.",
        "The quorum of the Operational Group is three members.",
        "The Operational Group's papers will be circulated three working days before each meeting.",
        "Papers for the Operational Group meeting will be circulated three working days before the meeting.",
    ],
)
def test_a_rule_about_another_group_is_never_the_boards(text):
    found = read(f"Osterbridge Domestic Abuse Board\n\nTerms of Reference\n\n{text}")

    assert [(c.who, c.is_other_body) for c in found.clauses] == [("Operational Group", True)]


def test_a_group_called_by_its_own_name_is_no_other_group():
    found = read(
        "Osterbridge Operational Group\n\nTerms of Reference\n\nThe Operational Group meets monthly."
    )

    assert [(c.who, c.is_other_body) for c in found.clauses] == [("", False)]


def test_two_rules_that_contradict_each_other_both_say_so():
    found = read(
        "Osterbridge Board\n\nTerms of Reference\n\nPapers go out to members 5 working days before the"
        " meeting.\n\n"
        "Papers will be circulated to members 7 working days before the meeting."
    )

    assert len(found.clauses) == 2
    assert all("which differs" in clause.ambiguity for clause in found.clauses)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "The Board meets quarterly. Papers will be circulated to all members no later than",
            "ends in the middle of a sentence",
        ),
        (
            "The Board meets quarterly. Members are listed in Appendix C.",
            "It refers to Appendix C, which the text does not hold.",
        ),
        ("Page 1 of 4\n\nThe Board meets quarterly.\n\nPage 2 of 4", "It holds pages up to 2 of 4."),
        ("The Board meets quarterly.", ""),
    ],
)
def test_a_text_that_stops_short_says_so(text, said):
    found = read(f"Osterbridge Board\n\nTerms of Reference\n\n{text}")

    assert said in found.stops_short if said else found.stops_short == ""


@pytest.mark.parametrize(
    "text",
    [
        "The Board supports those aged 16 or over under the Domestic Abuse Act 2021.",
        "Telephone 01632 960123, section 4.2, since 28 February 2024.",
        "There is no requirement to circulate papers five days before the meeting.",
        "Over the last 12 months the partnership has grown to 20 members.",
        "The work takes account of COVID-19.",
    ],
)
def test_numbers_that_are_no_rules_make_no_clause(text):
    found = read(f"Osterbridge Board\n\nTerms of Reference\n\n{text}")

    assert found.clauses == ()
    assert found.not_understood == ()


def test_a_sentence_broken_over_two_paragraphs_is_one():
    found = read(
        "Osterbridge Board\n\nTerms of Reference\n\nAgenda and papers will be circulated at least\n\n"
        "five working days before the meeting, e.g. by email."
    )

    assert [(c.kind, c.offset.n) for c in found.clauses] == [(K.CIRCULATION, 5)]


def test_wrapped_lines_are_one_sentence_and_short_lines_are_not():
    found = read(
        "Osterbridge Board\n\nTerms of Reference\n\nThe Board will circulate the agenda and papers to"
        " all of its members five\n"
        "working days before each meeting. Minutes etc. will be issued to members within\nten working"
        " days of the meeting."
    )

    assert [(c.kind, c.offset.n) for c in found.clauses] == [(K.CIRCULATION, 5), (K.MINUTES_TO_MEMBERS, 10)]


def test_numbered_prose_is_read_with_what_it_says_of_itself():
    found = read(PROSE)
    about = found.about

    assert about.title == "Osterbridge Safer Families Partnership"
    assert (about.version, about.approved_by, about.approved_on.iso) == ("2.3", "Cabinet", "2034-03-14")
    assert about.review_on.iso == "2035-03"
    assert [(s.role, s.seat_class, s.is_vacant, s.several) for s in found.seats] == [
        ("Director of Children's Services, Osterbridge Council", "core", False, False),
        ("Head of Safeguarding, Osterbridge ICB", "core", True, False),
        ("Two representatives from the voluntary sector", "core", False, True),
        ("Legal adviser", "advisory", False, False),
    ]
    assert {(c.kind, c.who) for c in found.clauses if c.is_other_body} == {(K.CADENCE, "Sub-groups")}
    assert {c.kind for c in found.clauses} == {
        K.REVIEW,
        K.SUBSTITUTION,
        K.CADENCE,
        K.DURATION,
        K.CIRCULATION,
        K.PAPERS_IN,
    }
    assert [unread.text for unread in found.not_understood] == [
        "Members who miss three consecutive meetings will be asked to explain.",
    ]
    assert "which Tuesday" in of(found, K.PAPERS_IN).ambiguity
    assert "Ann" not in str(found.to_plain())


def test_a_file_that_is_no_terms_document_says_so():
    assert "headed as terms of reference" in read("A letter.\n\nIt rained for two days.").left_alone
    assert read("The terms of reference follow.").left_alone == ""
