"""People: agencies and who speaks for them, groups, seats and who holds them, one person, and the register.

A room for each page; what the views ask for is named here.
"""

from quorate.queries.people.choices import Choices, choices
from quorate.queries.people.everybody import PeoplePage, page_people
from quorate.queries.people.groups import GroupForm, GroupPage, page_group, page_group_form
from quorate.queries.people.person import PersonPage, page_person
from quorate.queries.people.register import (
    AccountPage,
    AgenciesPage,
    LeavingPage,
    PersonForm,
    page_account,
    page_agencies,
    page_change,
    page_leaving,
)
from quorate.queries.people.seats import SeatPage, page_seat

__all__ = [
    "AccountPage",
    "AgenciesPage",
    "Choices",
    "GroupForm",
    "GroupPage",
    "LeavingPage",
    "PeoplePage",
    "PersonForm",
    "PersonPage",
    "SeatPage",
    "choices",
    "page_account",
    "page_agencies",
    "page_change",
    "page_group",
    "page_group_form",
    "page_leaving",
    "page_people",
    "page_person",
    "page_seat",
]
