"""Sets up a partnership and keeps it: agencies, people, groups, accounts, restrictions, days closed.

A room for each; everything that may be asked of them is named here.
"""

from quorate.commands.setting_up.accounts import add_account, give_account, take_account
from quorate.commands.setting_up.agencies import merge_agency, rename_agency
from quorate.commands.setting_up.closures import add_closure, remove_closure
from quorate.commands.setting_up.groups import add_group, change_group, end_group, resume_group
from quorate.commands.setting_up.leaving import come_back, leave
from quorate.commands.setting_up.partnerships import set_up_partnership
from quorate.commands.setting_up.people import (
    add_agency,
    add_person,
    change_person,
    end_representation,
    represent,
)
from quorate.commands.setting_up.privately import keep_privately, name_again
from quorate.commands.setting_up.restrictions import lift_restriction, set_restriction
from quorate.commands.setting_up.roles import cover_coordinator, end_role, give_role
from quorate.commands.setting_up.school import add_school_holiday, remove_school_holiday
from quorate.commands.setting_up.seats import add_seat, appoint, change_seat, end_appointment
from quorate.commands.setting_up.settings import change_settings

__all__ = [
    "add_account",
    "add_agency",
    "add_closure",
    "add_group",
    "add_person",
    "add_school_holiday",
    "add_seat",
    "appoint",
    "change_group",
    "change_person",
    "change_seat",
    "change_settings",
    "come_back",
    "cover_coordinator",
    "end_appointment",
    "end_group",
    "end_representation",
    "end_role",
    "give_account",
    "give_role",
    "keep_privately",
    "leave",
    "lift_restriction",
    "merge_agency",
    "name_again",
    "remove_closure",
    "remove_school_holiday",
    "rename_agency",
    "represent",
    "resume_group",
    "set_restriction",
    "set_up_partnership",
    "take_account",
]
