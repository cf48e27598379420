"""Further wordings, of the kind other councils write: read right, or left to a person and never wrong."""

import pytest

from quorate.domain.terms import quorum
from quorate.domain.terms.clauses import ClauseKind
from quorate.domain.terms.quorum import Agencies, Count, Named, Of, Share
from tests.samples.terms import read, read_one

QUORUMS = [
    (
        "The quorum shall be one third of the members of the Board, subject to a minimum of four.",
        (Share(1, 3), Count(4)),
    ),
    ("The quorum necessary for the transaction of business shall be seven members.", (Count(7),)),
    ("Meetings will be quorate if a minimum of 4 statutory agencies are represented.", (Agencies(4),)),
    ("The quorum shall be a simple majority of members.", (Share(1, 2, more_than=True),)),
    ("Quorum: one third of members or three members, whichever is greater.", (Share(1, 3), Count(3))),
    (
        "Quoracy – minimum of 50% of members, to include Police, Health and Local Authority.",
        (Share(1, 2), Named(3, ("Police", "Health", "Local Authority"))),
    ),
    (
        "A meeting is quorate when 50% plus one of the voting members are in attendance.",
        (Share(1, 2, Of.CORE, more_than=True),),
    ),
    ("No business shall be transacted unless a quarter of the membership is present.", (Share(1, 4),)),
    (
        "No decisions may be taken at a meeting unless five members from three agencies are present.",
        (Count(5), Agencies(3)),
    ),
    ("Business shall not be transacted unless at least five members are present.", (Count(5),)),
    ("A meeting is not quorate unless five members are present.", (Count(5),)),
    ("The meeting may not proceed unless half of the members are present.", (Share(1, 2),)),
]  # fmt: skip

READ = [
    ("Meetings shall be held no fewer than six times per annum.", ClauseKind.CADENCE, {"times_a_year": 6}),
    ("The Board meets on the first Monday of alternate months.", ClauseKind.CADENCE, {"times_a_year": 6}),
    ("The Board shall meet not less than once in every quarter.", ClauseKind.CADENCE, {"times_a_year": 4}),
    ("The group will meet for two hours.", ClauseKind.DURATION, {"minutes": 120}),
    ("Meetings last 1.5 hours.", ClauseKind.DURATION, {"minutes": 90}),
    (
        "Reports for inclusion must be received by the secretariat at least 15 working days in advance of "
        "the meeting.",
        ClauseKind.PAPERS_IN,
        {"days": "15 working_day before", "anchor": "meeting"},
    ),
    (
        "An agenda and supporting papers shall be despatched not less than 5 clear days before the date of "
        "the meeting.",
        ClauseKind.CIRCULATION,
        {"days": "5 clear_calendar_day before", "anchor": "meeting"},
    ),
    (
        "Papers must be received 10 days before the meeting by the coordinator.",
        ClauseKind.PAPERS_IN,
        {"days": "10 calendar_day before"},
    ),
    (
        "Papers must be received by members five working days before.",
        ClauseKind.CIRCULATION,
        {"days": "5 working_day before"},
    ),
    (
        "Papers will be provided to members five working days before the meeting.",
        ClauseKind.CIRCULATION,
        {"days": "5 working_day before", "to": "members"},
    ),
    (
        "The coordinator will send papers to members five working days before the meeting.",
        ClauseKind.CIRCULATION,
        {"days": "5 working_day before", "to": "members"},
    ),
    (
        "The coordinator must receive papers ten working days before the meeting.",
        ClauseKind.PAPERS_IN,
        {"days": "10 working_day before"},
    ),
    (
        "Papers for circulation to members must be submitted ten days before the meeting.",
        ClauseKind.PAPERS_IN,
        {"days": "10 calendar_day before", "who": "", "to": ""},
    ),
    (
        "The Director of Public Health will be the Chair.",
        ClauseKind.CHAIR,
        {"who": "Director of Public Health"},
    ),
    (
        "Ten days' notice of any meeting shall be given to all members.",
        ClauseKind.NOTICE,
        {"days": "10 calendar_day before"},
    ),
    (
        "Minutes of each meeting will be issued to members within ten working days of the Chair's approval.",
        ClauseKind.MINUTES_TO_MEMBERS,
        {"days": "10 working_day within", "anchor": "the chair's approval"},
    ),
    (
        "The Chair will be elected annually from amongst the statutory partners at the first meeting of the "
        "municipal year.",
        ClauseKind.CHAIR,
        {"by": "from the statutory partners", "times_a_year": 1},
    ),
    ("Substitutes are not permitted.", ClauseKind.SUBSTITUTION, {"sends_deputy": False}),
    (
        "Deputies may attend but will not have voting rights.",
        ClauseKind.SUBSTITUTION,
        {"sends_deputy": True, "deputy_authority": False},
    ),
    (
        "Members unable to attend must nominate a suitably briefed deputy of equivalent seniority.",
        ClauseKind.SUBSTITUTION,
        {"sends_deputy": True, "deputy_briefed": True, "deputy_authority": None},
    ),
    (
        "The group is time limited and will cease on 31 March 2028.",
        ClauseKind.LIFE_SPAN,
        {"reading": "It lasts until 31 March 2028."},
    ),
    (
        "These terms of reference will be reviewed every two years or sooner if legislation changes.",
        ClauseKind.REVIEW,
        {"days": "2 year after"},
    ),
    (
        "The Board reports to the Health and Wellbeing Board on a six-monthly basis.",
        ClauseKind.REPORTING,
        {"times_a_year": 2, "to": "Health and Wellbeing Board"},
    ),
    (
        "Requests to join the Board should be made to the Chair, who will respond within four weeks.",
        ClauseKind.EXPRESSION_OF_INTEREST,
        {"days": "4 week within"},
    ),
    (
        "Requests to join will be answered within 28 days of the request.",
        ClauseKind.EXPRESSION_OF_INTEREST,
        {"days": "28 calendar_day within", "anchor": "request"},
    ),
    (
        "Minutes are circulated in draft within five working days and approved by the chair.",
        ClauseKind.MINUTES_TO_MEMBERS,
        {"days": "5 working_day within"},
    ),
    (
        "Domestic homicide reviews will be a standing item on the agenda.",
        ClauseKind.STANDING_ITEM,
        {"item": "Domestic homicide reviews", "who": ""},
    ),
    (
        "All information shared at meetings must be treated as confidential.",
        ClauseKind.CONFIDENTIALITY,
        {"who": ""},
    ),
]

LEFT_TO_A_PERSON = """
The quorum is 5 members + Chair.
The quorum is half the members + 1.
The quorum for the meeting will be the Chair (or deputy), the police and any three others.
The person responsible for the agenda will be the Chair.
The first point of contact will be the Chair.
The Secretary will be copied into all correspondence.
The Chair alternates between the council and the police each year.
Papers must be received 10 days before the meeting.
Notice of meetings will be given to the secretary ten days before the meeting.
Papers must be received by the Board five working days before the meeting.
Papers will be sent to the Chair and members five days before the meeting.
Papers must be with the Business Manager by 5pm on the Wednesday of the week before the meeting.
Papers received less than 3 working days before the meeting will not be considered.
Papers will be sent out five working days before the deadline set by the Chair.
The minutes will be circulated within ten working days of receipt of the Chair's comments.
Action notes will be issued no later than 48 hours after the meeting.
The Chair will rotate between the Council and the ICB every two years.
The term of office of the Chair is two years, renewable once.
The Safeguarding Business Unit will provide secretariat support to the Board.
No business shall be transacted unless six members are present, of whom two must be from the voluntary sector.
No business shall be transacted unless a quorum is present.
No business other than urgent business shall be transacted unless five members are present.
At least three of the following must be present: Council, Police, Probation, ICB.
Quorum: half the membership (rounded up), to include the Chair or Vice-Chair.
The Board meets a minimum of four and a maximum of six times each year.
Meetings will be held monthly for the first six months and quarterly thereafter.
The Chair may cancel a meeting with 24 hours' notice.
Any member who fails to attend three consecutive meetings without a deputy will be deemed to have resigned.
A special meeting shall be called within 10 working days of a request by three members.
Members joining remotely will not be counted towards the quorum.
""".strip().splitlines()


def days_of(clause) -> str:
    one = clause.offset
    return f"{one.n} {one.unit.value} {one.direction.value}" if one else ""


@pytest.mark.parametrize(("sentence", "tests"), QUORUMS)
def test_a_quorum_is_read_as_its_tests(sentence, tests):
    (clause,) = read_one(sentence).clauses

    assert clause.quorum is not None
    assert clause.quorum.tests == tests
    assert quorum.from_plain(quorum.to_plain(clause.quorum)) == clause.quorum


@pytest.mark.parametrize(("sentence", "kind", "expected"), READ)
def test_a_rule_is_read_as_a_clause_with_what_it_asks(sentence, kind, expected):
    found = read_one(sentence)
    (clause,) = (one for one in found.clauses if one.kind is kind)

    said = {name: days_of(clause) if name == "days" else getattr(clause, name) for name in expected}
    assert said == expected
    assert found.not_understood == ()
    assert len(found.clauses) == 1


@pytest.mark.parametrize("sentence", LEFT_TO_A_PERSON)
def test_what_is_not_understood_is_listed_and_never_guessed(sentence):
    found = read_one(sentence)

    assert found.clauses == ()
    assert [one.text for one in found.not_understood] == [sentence.removeprefix("Quorum: ")]


@pytest.mark.parametrize(
    ("sentence", "doubt"),
    [
        ("The Partnership meets every other month, except in August.", "“except in August”"),
        (
            "A meeting is quorate when 50% plus one of the voting members are in attendance.",
            "“Voting members” is read as core members.",
        ),
        ("The Board shall meet biannually.", "It can also mean every two years."),
        ("Papers will normally be issued a week ahead of meetings.", "leaves room for exceptions"),
    ],
)
def test_what_may_be_read_otherwise_is_said(sentence, doubt):
    (clause,) = read_one(sentence).clauses

    assert doubt in clause.ambiguity


def test_each_step_of_a_sentence_goes_to_whom_it_names():
    found = read_one(
        "Papers must be with the coordinator ten days before the meeting and with members five days before."
    )

    assert [(one.kind, one.offset.n) for one in found.clauses] == [
        (ClauseKind.PAPERS_IN, 10),
        (ClauseKind.CIRCULATION, 5),
    ]


def test_a_second_number_of_days_without_its_unit_is_not_lost():
    found = read_one("Draft minutes go to the Chair within 3 working days; to members within 10.")

    assert [(one.kind, days_of(one)) for one in found.clauses] == [
        (ClauseKind.MINUTES_TO_CHAIR, "3 working_day within")
    ]
    assert [one.why for one in found.not_understood] == ["Not understood: “within 10”, of what is not said."]


def test_a_report_for_every_meeting_stands_on_the_agenda_and_is_no_report_on_request():
    found = read_one("The Board will receive a highlight report from each sub-group at every meeting.")

    assert [one.kind for one in found.clauses] == [ClauseKind.STANDING_ITEM]


def test_a_seat_named_for_survivors_voices_is_one_persons():
    found = read(
        "Board\n\nTerms of Reference\n\nMembership:\tCore members:\n\t• Lead for survivors’ voices • "
        "Survivors\n"
    )

    assert [(seat.role, seat.several) for seat in found.seats] == [
        ("Lead for survivors’ voices", False), ("Survivors", True),
    ]  # fmt: skip


LISTED = "Membership\n\nCore members\n\nPolice\n\nHousing\n\n{}\n\nLegal adviser\n\n{}\n\nHealthwatch"


@pytest.mark.parametrize(
    ("words", "core", "advisory"),
    [
        (LISTED.format("In attendance", "Observers"), "Police|Housing", "Legal adviser|Healthwatch"),
        (LISTED.format("Advisory", "By invitation (no vote)"), "Police|Housing", "Legal adviser|Healthwatch"),
        ("Core members: Police, Probation and Public Health.", "Police|Probation|Public Health", ""),
        ("Membership: Core members: Police, Fire and Rescue", "Police|Fire and Rescue", ""),
        ("Core members (voting): Police; Housing; Probation", "Police|Housing|Probation", ""),
        (
            "Membership\tPolice; Housing; Probation (x2); Healthwatch (observer)",
            *("Police|Housing|Probation (x2)", "Healthwatch (observer)"),
        ),
        ("Membership: Head, Children, Families and Schools", "Head, Children, Families and Schools", ""),
        ("Membership\n\nPolice x 2\n\nHousing", "Police x 2|Housing", ""),
    ],
)  # fmt: skip
def test_each_seat_of_a_line_is_one_and_a_heading_none(words, core, advisory):
    found = read_one(words)

    listed = {c: "|".join(s.role for s in found.seats if s.seat_class == c) for c in ("core", "advisory")}
    assert listed == {"core": core, "advisory": advisory}
    assert found.not_understood == ()


def test_a_heading_of_seats_with_none_below_it_is_listed():
    found = read_one("Membership\n\nCore members\n\nPolice\n\nObservers\n\nQuorum: Four members")

    assert [seat.role for seat in found.seats] == ["Police"]
    assert [one.text for one in found.not_understood] == ["Observers"]


@pytest.mark.parametrize(
    "words",
    ["Police (2 places)", "Children's Services x 2", "Health ×3", "Schools (3)", "Two seats for schools"],
)
def test_a_seat_with_several_places_says_so(words):
    (seat,) = read_one(f"Membership\n\n{words}").seats

    assert (seat.role, seat.several) == (words, True)
