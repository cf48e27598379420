"""A seat is never lost: what is no known office or agency is kept as a role, or listed for a person."""

import pytest

from quorate.domain.imports.source import Block, BlockKind, Cell, Row, SourceDocument, Table
from quorate.domain.terms.reading.read import read_terms
from tests.samples.terms import read_one


def listed(*lines):
    return read_one("Membership\n\nCore members\n\n" + "\n\n".join(lines))


def table(*rows, under="Membership"):
    cells = tuple(Row(n, tuple(Cell(c, (t,)) for c, t in enumerate(r, 1))) for n, r in enumerate(rows, 1))
    heads = ("Osterbridge Board", "Terms of Reference", under)
    blocks = tuple(Block(n, BlockKind.HEADING, text, 1) for n, text in enumerate(heads, 1))
    return read_terms(SourceDocument("terms.docx", blocks, (Table(1, "table 1", cells),)))


@pytest.mark.parametrize(
    "role",
    [
        *("Local Authority", "Elected Member", "Norbury Mind", "Safer Communities", "Lived Experience"),
        *("Early Help", "Substance Misuse", "Drug Misuse", "Mental Health", "Age UK", "Citizens Advice"),
    ],
)
def test_two_words_with_capitals_are_a_seat_where_one_is_no_name(role):
    found = listed("Police", role)

    assert [seat.role for seat in found.seats] == ["Police", role]
    assert found.not_understood == ()


@pytest.mark.parametrize(
    ("line", "seats", "told"),
    [
        ("Harbour Light", [], "Harbour Light"),
        ("Chief Executive, Harbour Light", ["Chief Executive"], "Chief Executive, Harbour Light"),
        ("Orla Quist, Head of Health", ["Head of Health"], "O… Q…, Head of Health"),
        ("Anna Bell", [], "A… B…"),
        ("Cllr Anna Bell", [], "Cllr A… B…"),
    ],
)
def test_what_may_be_a_name_or_a_seat_is_listed(line, seats, told):
    found = listed(line)

    assert [seat.role for seat in found.seats] == seats
    assert [one.text for one in found.not_understood] == [told]


@pytest.mark.parametrize("line", ["Anna Bell, Head of Housing", "Head of Housing – Anna Bell"])
def test_a_name_beside_its_office_is_left_out_and_asks_nothing(line):
    found = listed(line)

    assert [seat.role for seat in found.seats] == ["Head of Housing"]
    assert found.not_understood == ()


def test_a_line_of_agencies_with_an_office_in_brackets_is_parted():
    found = read_one("Members: Police (Chair), Housing, Probation, two lived experience representatives")

    assert [(seat.role, seat.several) for seat in found.seats] == [
        *(("Police", False), ("Housing", False), ("Probation", False)),
        ("two lived experience representatives", True),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Lantern (Chair), Harbour, Haven, two lived experience representatives",
        "Police, Housing, Head of Safeguarding",
    ],
)
def test_a_line_that_may_hold_several_seats_is_no_one_seat(line):
    found = read_one(f"Members: {line}")

    assert found.seats == ()
    assert [one.text for one in found.not_understood] == [line]


@pytest.mark.parametrize(("head", "kind"), [("Core members", "core"), ("Advisory members", "advisory")])
def test_a_class_of_seats_heads_a_column(head, kind):
    found = table(
        (head, "Organisation", "Deputy"),
        ("Chief executive", "Harbour Light", "Head of Services"),
        ("Area manager", "Probation Service (to be confirmed)", ""),
        ("Survivor lead", "To be confirmed", ""),
    )

    assert [(s.role, s.agency, s.seat_class, s.is_vacant) for s in found.seats] == [
        ("Chief executive", "Harbour Light", kind, False),
        ("Area manager", "Probation Service", kind, True),
        ("Survivor lead", "", kind, True),
    ]
    assert found.not_understood == ()


def test_beside_a_role_without_a_column_head_a_likely_name_is_left_out_and_listed():
    found = table(
        ("Head of Health", "Anna Bell"),
        ("Anna Bell", "Head of Housing"),
        ("Chief executive", "Harbour Light"),
    )

    assert [(s.role, s.agency) for s in found.seats] == [
        *(("Head of Health", ""), ("Head of Housing", ""), ("Chief executive", "")),
    ]
    assert [one.text for one in found.not_understood] == ["Chief executive: Harbour Light"]


def test_a_row_of_people_alone_is_listed():
    found = table(("Name", "Role", "Organisation"), ("Anna Bell", "", ""), ("Orla Quist", "", "Police"))

    assert [(s.role, s.agency) for s in found.seats] == [("Police", "Police")]
    assert [one.text for one in found.not_understood] == ["A… B…"]


MEMBERS = (("Head of Housing", "Council", "Core"), ("Area manager", "Probation Service", "Advisory"))


@pytest.mark.parametrize("under", ["Membership", "Who we are"])
@pytest.mark.parametrize(
    "head",
    [
        *("Type of membership", "Membership type", "Type of member", "Category of member", "Member status"),
        *("Core / Advisory", "Class of seat", "Status", "Membership"),
    ],
)
def test_a_column_that_says_the_class_of_seats_goes_by_many_heads(head, under):
    found = table(("Role", "Organisation", head), *MEMBERS, under=under)

    assert [(s.role, s.agency, s.seat_class) for s in found.seats] == [
        ("Head of Housing", "Council", "core"),
        ("Area manager", "Probation Service", "advisory"),
    ]
    assert found.not_understood == ()


@pytest.mark.parametrize("under", ["Membership", "Who we are"])
@pytest.mark.parametrize(
    "heads",
    [("Role", "Organisation", "Voting"), ("Board seat", "From", "Voting"), ("Agency", "Who", "Voting")],
)
def test_rows_below_heads_of_members_that_are_not_known_are_listed(heads, under):
    found = table(heads, *MEMBERS, ("Area lead", "Anna Bell", "Core"), under=under)

    assert found.seats == ()
    assert [one.text for one in found.not_understood] == [
        *("Head of Housing; Council; Core", "Area manager; Probation Service; Advisory"),
        "Area lead; A… B…; Core",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        (("Members", "Police and Housing"), ("Purpose", "Safety"), ("Background", "It began in 2030")),
        (("Action", "Lead agency", "By when"), ("Leaflets", "Council", "May"), ("Posters", "Police", "June")),
        (("Version", "Role"), ("1", "Analyst"), ("2", "Analyst")),
    ],
)
def test_a_form_or_a_table_of_another_kind_is_no_list_of_members(rows):
    assert [one.why for one in table(*rows, under="About").not_understood if "members" in one.why] == []
