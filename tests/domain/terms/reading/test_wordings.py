"""How councils put their rules, a sentence at a time: what each becomes, and what stays unread."""

from datetime import time

import pytest

from quorate.domain.calendar.types import Direction, Offset, Unit, Weekday
from quorate.domain.terms.clauses import ClauseKind as K
from tests.samples.terms import read_one

BEFORE, AFTER, WITHIN, BEGINNING = (
    Direction.BEFORE,
    Direction.AFTER,
    Direction.WITHIN,
    Direction.BEGINNING_WITH,
)


def only(sentence):
    found = read_one(sentence)
    assert len(found.clauses) == 1, [c.kind.value for c in found.clauses]
    return found.clauses[0]


OFFSETS = [
    (
        "Agenda and papers will be circulated five clear working days before each meeting.",
        K.CIRCULATION,
        5,
        Unit.CLEAR_WORKING_DAY,
        BEFORE,
    ),
    ("Papers will be sent out a week in advance.", K.CIRCULATION, 1, Unit.WEEK, BEFORE),
    (
        "Members will receive papers at least 5 working days before each meeting.",
        K.CIRCULATION,
        5,
        Unit.WORKING_DAY,
        BEFORE,
    ),
    (
        "The agenda will be agreed with the Chair and circulated no later than one week before the meeting.",
        K.AGENDA,
        1,
        Unit.WEEK,
        BEFORE,
    ),
    ("Agenda: two weeks before", K.AGENDA, 2, Unit.WEEK, BEFORE),
    (
        "Papers: to be received by the coordinator 8 working days before the meeting",
        K.PAPERS_IN,
        8,
        Unit.WORKING_DAY,
        BEFORE,
    ),
    (
        "Members should send agenda items to the coordinator at least 15 working days before the meeting.",
        K.PAPERS_IN,
        15,
        Unit.WORKING_DAY,
        BEFORE,
    ),
    (
        "Papers shall be circulated ten (10) working days before the meeting.",
        K.CIRCULATION,
        10,
        Unit.WORKING_DAY,
        BEFORE,
    ),
    (
        "Draft minutes within ten working days for comment.",
        K.MINUTES_TO_MEMBERS,
        10,
        Unit.WORKING_DAY,
        WITHIN,
    ),
    (
        "Minutes will be taken by the council and circulated within ten working days.",
        K.MINUTES_TO_MEMBERS,
        10,
        Unit.WORKING_DAY,
        WITHIN,
    ),
    (
        "Minutes will be issued no later than 10 working days after the meeting.",
        K.MINUTES_TO_MEMBERS,
        10,
        Unit.WORKING_DAY,
        AFTER,
    ),
    ("At least ten working days' notice of meetings will be given.", K.NOTICE, 10, Unit.WORKING_DAY, BEFORE),
    (
        "Notice of meetings will be given five clear days before the meeting.",
        K.NOTICE,
        5,
        Unit.CLEAR_CALENDAR_DAY,
        BEFORE,
    ),
    (
        "Applications to join will be considered within 28 days of receipt.",
        K.EXPRESSION_OF_INTEREST,
        28,
        Unit.CALENDAR_DAY,
        WITHIN,
    ),
    ("The group will exist for 12 months.", K.LIFE_SPAN, 12, Unit.MONTH, BEGINNING),
    ("The Chair will serve a two-year term.", K.CHAIR, 2, Unit.YEAR, BEGINNING),
    ("The membership will be reviewed every two years.", K.MEMBERSHIP_REVIEW, 2, Unit.YEAR, AFTER),
    ("Meetings will be held six weekly.", K.CADENCE, 6, Unit.WEEK, AFTER),
    ("The Board meets every eight weeks.", K.CADENCE, 8, Unit.WEEK, AFTER),
]


@pytest.mark.parametrize(("sentence", "kind", "n", "unit", "direction"), OFFSETS)
def test_a_number_is_read_with_its_unit_and_its_direction(sentence, kind, n, unit, direction):
    clause = only(sentence)

    assert clause.kind is kind
    assert (clause.offset.n, clause.offset.unit, clause.offset.direction) == (n, unit, direction)


NOON = time(12)


@pytest.mark.parametrize(
    ("sentence", "kind", "direction", "day", "at", "doubt"),
    [
        (
            "Papers must reach the secretary no later than noon on the Tuesday before the meeting.",
            *(K.PAPERS_IN, BEFORE, Weekday.TUESDAY, NOON, ""),
        ),
        (
            "Reports should reach the coordinator no later than noon on the Tuesday.",
            *(K.PAPERS_IN, BEFORE, Weekday.TUESDAY, NOON, "which Tuesday"),
        ),
        (
            "Papers must be received no later than noon on the Tuesday before the meeting.",
            *(K.PAPERS_IN, BEFORE, Weekday.TUESDAY, NOON, "do not say who receives them"),
        ),
        (
            "The agenda goes out by the Friday before each meeting.",
            K.AGENDA,
            BEFORE,
            Weekday.FRIDAY,
            None,
            "",
        ),
        (
            "Minutes are circulated to members by 5pm on the Friday after the meeting.",
            *(K.MINUTES_TO_MEMBERS, AFTER, Weekday.FRIDAY, time(17), ""),
        ),
    ],
)
def test_a_day_of_the_week_and_a_time_are_read_as_what_they_are(sentence, kind, direction, day, at, doubt):
    clause = only(sentence)

    assert (clause.kind, clause.offset) == (kind, Offset(1, Unit.WEEK, direction, day, at))
    assert clause.quote.text == sentence
    assert doubt in clause.ambiguity if doubt else clause.ambiguity == ""
    assert (clause.to_plain()["weekday"], clause.to_plain()["at"]) == (
        day.value,
        at.isoformat("minutes") if at else "",
    )


def test_a_day_of_the_week_beside_a_rule_that_is_read_is_not_lost():
    found = read_one("The Board meets quarterly, on Tuesdays at 10am.")

    assert [c.kind for c in found.clauses] == [K.CADENCE]
    assert [one.why for one in found.not_understood] == ["Not understood: “Tuesdays at 10am”."]


@pytest.mark.parametrize(
    ("sentence", "times"),
    [
        ("The Board will meet bi-monthly.", 6),
        ("The group will meet at least four times a year.", 4),
        ("The group meets every other month.", 6),
        ("The board meets termly.", 3),
        ("The Board will meet on a quarterly basis.", 4),
        ("Frequency: At least 6 meetings per year", 6),
        ("The Board will meet four times a year, with additional meetings as required.", 4),
        ("The Board shall meet no fewer than three times in each financial year.", 3),
        ("Meetings will be held on the first Tuesday of each month.", 12),
        ("Frequency of meetings: Every three months", 4),
        ("The partnership meets twice a year.", 2),
        ("The group shall meet at least once every three months.", 4),
        ("The Partnership will meet quarterly (four times per year).", 4),
        ("How often we meet: once a quarter", 4),
    ],
)
def test_how_often_a_board_meets_is_a_number_of_times_a_year(sentence, times):
    clause = only(sentence)

    assert (clause.kind, clause.times_a_year, clause.who) == (K.CADENCE, times, "")


@pytest.mark.parametrize(
    ("sentence", "minutes"),
    [
        ("Meetings last no longer than two hours.", 120),
        ("Meetings will normally be two and a half hours in length.", 150),
        ("Duration of meetings: 1.5 hours", 90),
        ("Length of meetings: one hour and 30 minutes", 90),
        ("Meeting duration: 120 minutes", 120),
    ],
)
def test_a_length_is_read_in_minutes(sentence, minutes):
    assert only(sentence).minutes == minutes


@pytest.mark.parametrize(
    ("sentence", "kind", "by", "who"),
    [
        ("The Chair will be elected annually by members.", K.CHAIR, "members", ""),
        ("Vice Chair: To be appointed by Osterbridge Council.", K.VICE_CHAIR, "Osterbridge Council", ""),
        ("The Director of Public Health will chair the Board.", K.CHAIR, "", "Director of Public Health"),
        ("The Board will be chaired by the Head of Housing.", K.CHAIR, "", "Head of Housing"),
        (
            "The Chair of the Board will be the Cabinet Member for Communities.",
            K.CHAIR,
            "",
            "Cabinet Member for Communities",
        ),
        ("Chair: Head of Adult Services", K.CHAIR, "", "Head of Adult Services"),
        ("Secretariat is provided by Osterbridge Council.", K.SECRETARY, "", "Osterbridge Council"),
    ],
)
def test_an_office_is_filled_by_somebody_or_held_by_one(sentence, kind, by, who):
    clause = only(sentence)

    assert (clause.kind, clause.by, clause.who) == (kind, by, who)


def test_the_chair_and_the_vice_chair_may_share_a_sentence():
    found = read_one("The Chair and Vice Chair will be appointed by the Council for a period of two years.")

    assert {c.kind for c in found.clauses} == {K.CHAIR, K.VICE_CHAIR}
    assert {(c.by, c.offset.n) for c in found.clauses} == {("the Council", 2)}


@pytest.mark.parametrize(
    ("sentence", "who", "to", "times"),
    [
        (
            "The Board will report annually to the Health and Wellbeing Board.",
            "Board",
            "Health and Wellbeing Board",
            1,
        ),
        (
            "An annual report will be presented to the Community Safety Partnership.",
            "",
            "Community Safety Partnership",
            1,
        ),
        (
            "The Task and Finish Groups will report quarterly to the Board.",
            "Task and Finish Groups",
            "Board",
            4,
        ),
        ("The Board will report to the Executive every six months.", "Board", "Executive", 2),
        ("The Chair will provide a six-monthly report to the Cabinet.", "Chair", "Cabinet", 2),
        (
            "The Board will receive quarterly reports from the Operational Group.",
            "Operational Group",
            "Board",
            4,
        ),
        (
            "The Board will support the council in meeting its duty to report annually to the Ministry.",
            "council",
            "Ministry",
            1,
        ),
    ],
)
def test_a_report_has_a_giver_and_a_receiver(sentence, who, to, times):
    clause = only(sentence)

    assert (clause.kind, clause.who, clause.to, clause.times_a_year) == (K.REPORTING, who, to, times)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Terms will be reviewed annually.", K.REVIEW),
        ("These terms of reference will be reviewed every two years or sooner if required.", K.REVIEW),
        ("The Board will review its membership at least annually.", K.MEMBERSHIP_REVIEW),
        ("The Board will develop an annual work programme.", K.WORKPLAN),
        ("Members must sign a confidentiality agreement.", K.CONFIDENTIALITY),
        ("Members who are unable to attend should send a deputy.", K.SUBSTITUTION),
        ("Members must have the authority to make decisions for their agency.", K.AUTHORITY),
        ("Life span: This is a standing group of the council", K.LIFE_SPAN),
    ],
)
def test_rules_of_other_kinds(sentence, kind):
    assert only(sentence).kind is kind


def test_standing_items_are_named_by_their_own_words():
    assert only("Performance data will be a standing item.").item == "Performance data"
    assert (
        only("The police will provide an update at every meeting.").item
        == "The police will provide an update"
    )
    assert only("The Board will monitor progress at each Board meeting.").item == "monitor progress"
    listed = read_one("Standing agenda items will include: performance, finance and risk.").clauses
    assert [c.item for c in listed] == ["performance", "finance", "risk"]


@pytest.mark.parametrize(
    ("sentence", "doubt"),
    [
        ("The Board will meet bi-monthly.", "twice a month"),
        ("The Board will report bi-annually to the Cabinet.", "every two years"),
        ("Papers will be sent out a week in advance.", "5 working days"),
        ("Notice of meetings will be given five clear days before the meeting.", "working days"),
        ("Draft minutes within ten working days for comment.", "the meeting is understood"),
        ("The board meets termly.", "some areas have six"),
        ("Quorum: a quarter of the membership", "vacant seats"),
        ("A quorum is 50% of members plus one.", "one more than that"),
        ("All papers will be sent out 7 days before the meeting, except in a crisis.", "exceptions"),
    ],
)
def test_words_with_two_readings_say_which_was_chosen(sentence, doubt):
    assert doubt in only(sentence).ambiguity


UNREAD = [
    "Papers must reach the secretary by noon on the Tuesday of the week before the meeting.",
    "Meetings will last between one and two hours.",
    "Minutes will be circulated to members within two to three weeks of the meeting.",
    "Papers should be submitted within 5 working days of the meeting.",
    "Papers will be circulated no more than 10 working days before the meeting.",
    "Papers shall be circulated seven (5) working days before the meeting.",
    "The board meets monthly for the first six months and quarterly thereafter.",
    "The Board will meet four to six times a year.",
    "The Executive will meet six times per year and the Board will meet twice a year.",
    "In urgent cases papers may be circulated two working days before the meeting.",
    "Late papers will not be accepted less than 24 hours before a meeting.",
    "Members must attend at least 75% of meetings in any 12 month period.",
    "The Board may co-opt additional members for up to 12 months.",
    "Each member has one vote and the Chair has a casting vote.",
    "If the meeting is not quorate within 30 minutes it will be rearranged.",
    "The Board will consist of up to fifteen members.",
    "Actions will be circulated within 48 hours of the meeting.",
    "The Board shall meet as often as necessary.",
    "Minutes will be agreed by the Chair within five working days of the meeting before being circulated.",
    "Notice of at least 10 working days shall be given for extraordinary meetings.",
    "If the Chair is absent, the Vice-Chair will preside.",
    "Late papers accepted only with the chair's agreement.",
    "An agency whose member leaves must appoint another and tell the Chair.",
    "Members finish actions in agreed timescales and should say so.",
    "The Board will receive reports on how referrals do.",
    "Those who wish to join should write to the Chair in writing or by email.",
    "The Board will set up a shared dataset.",
    "Guests may not take part in a vote.",
    "Minutes will be shared with the Executive within two weeks.",
    "Minutes will be published on the website within 10 working days of the meeting.",
    "The Chair will approve the minutes within one week.",
    "The agenda is submitted to the Chair 10 working days before the meeting.",
]


@pytest.mark.parametrize("sentence", UNREAD)
def test_what_cannot_be_read_exactly_is_listed_and_no_number_is_guessed(sentence):
    found = read_one(sentence)

    assert found.clauses == ()
    assert [unread.text for unread in found.not_understood] == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "Partners will work together to keep victims safe.",
        "The Board will advise on the response to domestic abuse.",
        "Services are led by the needs of survivors.",
        "Purpose: It must be a place where all voices are heard.",
        "It must be recognised that abuse is gendered.",
        "To support agencies with resources as required.",
    ],
)
def test_aims_and_principles_are_no_rules_and_do_not_fill_the_list(sentence):
    found = read_one(sentence)

    assert (found.clauses, found.not_understood) == ((), ())


@pytest.mark.parametrize(
    ("sentence", "read", "unread"),
    [
        (
            "Members will be sent the agenda 7 days before the meeting and papers 3 days before.",
            [(K.AGENDA, 7), (K.CIRCULATION, 3)],
            [],
        ),
        (
            "The agenda goes out to members 7 days before the meeting and papers 3 days before.",
            [(K.AGENDA, 7), (K.CIRCULATION, 3)],
            [],
        ),
        (
            "Members submit papers 10 days before the meeting and the agenda 5 days before.",
            [(K.PAPERS_IN, 10)],
            ["Not understood: “5 days”."],
        ),
        ("Papers from members must be sent 10 days before the meeting.", [(K.PAPERS_IN, 10)], []),
        (
            "The Chair must receive the draft minutes within one week of the meeting.",
            [(K.MINUTES_TO_CHAIR, 1)],
            [],
        ),
        (
            "Draft minutes to the Chair within 5 working days and to members 10 working days later.",
            [(K.MINUTES_TO_CHAIR, 5)],
            ["Not understood: “10 working days”."],
        ),
        ("Minutes will be circulated with the action log within 10 days.", [(K.MINUTES_TO_MEMBERS, 10)], []),
    ],
)
def test_each_number_goes_to_whoever_the_words_give_it_or_is_left(sentence, read, unread):
    found = read_one(sentence)

    assert [(c.kind, c.offset.n) for c in found.clauses] == read
    assert [one.why for one in found.not_understood] == unread


def test_a_group_that_meets_and_reports_has_a_frequency_for_each():
    found = read_one("The Operational Group will meet monthly and report to the Board quarterly.")

    assert [(c.kind, c.who, c.times_a_year) for c in found.clauses] == [
        (K.CADENCE, "Operational Group", 12),
        (K.REPORTING, "Operational Group", 4),
    ]


def test_a_deputy_with_authority_is_about_deputies():
    clause = only(
        "Members attend every time; where this is not possible a deputy with authority should attend."
    )

    assert clause.kind is K.SUBSTITUTION


@pytest.mark.parametrize(
    ("sentence", "minutes"),
    [
        ("The Board meets every six weeks for two hours.", 120),
        ("The Board will meet bi-monthly, for no more than two hours.", 120),
        ("The Board meets quarterly for about 90 minutes.", 90),
    ],
)
def test_how_often_and_how_long_may_stand_in_one_sentence(sentence, minutes):
    found = read_one(sentence)

    assert [(c.kind, c.minutes) for c in found.clauses] == [(K.CADENCE, None), (K.DURATION, minutes)]
    assert not found.not_understood


def test_a_sentence_read_in_part_gives_its_clause_and_is_listed_for_the_rest():
    found = read_one("The Board meets every six weeks, with two hours of training.")

    assert [c.kind for c in found.clauses] == [K.CADENCE]
    assert found.not_understood[0].why == "Not understood: “two hours”."
