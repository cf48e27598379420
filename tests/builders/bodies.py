"""A form as somebody would rightly fill it in, for every address that writes.

The things named are those of `tests.builders.whole`. An address that is missing here fails
`tests/house/test_who_writes.py`.
"""

from collections.abc import Callable, Mapping

from django.core.files.uploadedfile import SimpleUploadedFile

from quorate.queries.imports import page_import
from quorate.records.facts.planning import meetings_set
from quorate.records.models import (
    Agency,
    AgendaItem,
    Closure,
    DutySetting,
    Entry,
    ForwardItem,
    Group,
    Meeting,
    Minute,
    Pack,
    Partnership,
    Person,
    PlanImport,
    Question,
    ReportingLine,
    Restriction,
    SchoolHoliday,
)
from tests.builders.assessments import assessment_bodies
from tests.builders.barriers import barrier_bodies
from tests.builders.holding import holding_bodies
from tests.builders.meetings import PDF
from tests.builders.membership import membership_bodies
from tests.builders.messages import message_bodies
from tests.builders.passing import passing_bodies
from tests.builders.terms import drafted_bodies
from tests.builders.world import World

Form = Mapping[str, object]
MEETING = {"on": "21 January 2027", "starts": "10am", "minutes": "90", "place": "Library"}
ITEM = {"title": "Housing", "purpose": "note", "minutes": "10", "audience": "partnership"}
PLANNED = {
    "title": "Housing", "purpose": "note", "when": "month 2027-02-01", "note": "Begin early",
    "audience": "partnership",
}  # fmt: skip
WORDS = {"kind": "action", "text": "Share one definition of repeat calls"}


def _version(model, id: object) -> int:
    return model._default_manager.get(id=id).version


def _group(world: World, slug: str) -> int:
    return Group.objects.get(partnership=world.partnership, slug=slug).version


def _meetings_set(world: World) -> int:
    return len(meetings_set(world.actor("coordinator"), world.board))


def _plan_file() -> SimpleUploadedFile:
    from tests.commands.test_imports import word_plan

    return SimpleUploadedFile("plan.docx", word_plan())


def _entry_found(world: World, id: object) -> str:
    page = page_import(world.actor("coordinator"), id=id)
    return page.found[0].key


def bodies(world: World, ids: Mapping[str, object]) -> dict[str, Callable[[], Form]]:
    """The form of each address by its route's name; called anew for each time it is sent."""

    def at_meeting(**more: object) -> Callable[[], Form]:
        return lambda: {**more, "version": _version(Meeting, ids["meeting"])}

    def on_minutes(route: str, **more: object) -> Callable[[], Form]:
        return lambda: {**more, "version": _version(Meeting, ids[f"{route}.meeting"])}

    def on_minute(route: str, **more: object) -> Callable[[], Form]:
        return lambda: {**more, "version": _version(Minute, ids[f"{route}.minute"])}

    def on_item(**more: object) -> Callable[[], Form]:
        return lambda: {**more, "version": _version(AgendaItem, ids["item"])}

    def on_planned(**more: object) -> Callable[[], Form]:
        return lambda: {**more, "version": _version(ForwardItem, ids["planned"])}

    def on_entry(**more: object) -> Callable[[], Form]:
        return lambda: {**more, "version": _version(Entry, ids["entry"])}

    def on_person(**more: object) -> Callable[[], Form]:
        return lambda: {**more, "version": _version(Person, ids["person"])}

    def on_import(**more: object) -> Callable[[], Form]:
        return lambda: {**more, "version": _version(PlanImport, ids["id"])}

    return {
        **passing_bodies(world, ids),
        **assessment_bodies(world, ids),
        **membership_bodies(world, ids),
        **holding_bodies(world, ids),
        **barrier_bodies(world, ids),
        **message_bodies(world),
        "person_add": lambda: {"name": "Head of Probation", "agency": world.agencies["police"]},
        "agency_add": lambda: {"name": "Probation", "kind": "probation"},
        "seat_add": lambda: {"group": world.board, "title": "Probation seat", "seat_class": "core"},
        "seat_appoint": lambda: {
            "person": world.people["governance"], "as_what": "deputy", "from_on": "1 11 2026"
        },
        "appointment_end": lambda: {
            f"to_on-{ids['appointment']}": "20 11 2026", "version": _group(world, "board")
        },
        "role_give": on_person(role="data_lead", from_on="1 11 2026"),
        "role_end": on_person(ending="data_lead", to_on="30 11 2026"),
        "person_change": on_person(name="Chief inspector"),
        "person_account": lambda: {
            "email": "first@marlhaven.example", "version": _version(Person, ids["person_account.person"])
        },
        "person_account_take": on_person(),
        "person_agencies": on_person(agency=world.agencies["health"], from_on="1 12 2026"),
        "person_agency_end": on_person(**{f"to_on-{ids['representation']}": "30 11 2026"}),
        "person_leave": on_person(left_on="1 12 2026"),
        "person_back": lambda: {"version": _version(Person, ids["person_back.person"])},
        "group_add": lambda: {
            "name": "Housing group", "kind": "task_and_finish_group", "question": "Who waits for a home?",
            "ends_on": "31 3 2027",
        },
        "group_change": lambda: {
            "name": "Skills group", "kind": "task_and_finish_group", "question": "What training is missing?",
            "ends_on": "31 3 2027", "version": _group(world, "board"),
        },
        "question_ask": lambda: {
            "by": world.board, "to": f"agency {world.agencies['police']}", "words": "How long is the wait?",
            "asked_on": "20 11 2026", "audience": "partnership",
        },
        "question_answer": lambda: {
            "answer": "Four minutes.", "answered_on": "20 11 2026",
            "version": _version(Question, ids["question"]),
            "on_behalf_person": world.people["police"], "on_behalf_how": "telephone",
            "on_behalf_on": "20 11 2026",
        },
        "question_put": lambda: {
            "meeting": ids["meeting"], "version": _version(Question, ids["question"])
        },
        "question_withdraw": lambda: {"version": _version(Question, ids["question"])},
        "agency_rename": lambda: {
            "name": "Constabulary", "from_on": "1 11 2026",
            "version": _version(Agency, world.agencies["police"]),
        },
        "agency_merge": lambda: {
            "into": world.agencies["health"], "merged_on": "1 11 2026", "moves_people": "yes",
            "moves_work": "yes",
            "version": _version(Agency, world.agencies["police"]),
        },
        "line_add": lambda: {
            "reports": world.board, "to": ids["outside"], "what": "The year's figures", "pace": "times",
            "times_a_year": "1", "from_on": "1 11 2026",
        },
        "line_change": lambda: {
            "what": "Progress and risks", "pace": "times", "times_a_year": "2",
            "version": _version(ReportingLine, ids["line"]),
        },
        "line_end": lambda: {"ended_on": "31 12 2026", "version": _version(ReportingLine, ids["line"])},
        "line_report": lambda: {
            "period": "2026-10-01", "made_on": "20 11 2026", "version": _version(ReportingLine, ids["line"]),
        },
        "group_end": lambda: {"ended_on": "30 11 2026", "version": _group(world, "training")},
        "group_resume": lambda: {"version": _group(world, "ended")},
        "restriction_set": lambda: {
            "name": "Another tender", "reason": "Bidders", "from_on": "1 12 2026",
            "barred": [world.agencies["charity"]],
        },
        "restriction_lift": lambda: {
            "to_on": "30 11 2026", "version": _version(Restriction, ids["restriction"])
        },
        "who_sees": on_entry(audience="core"),
        "settings": lambda: {
            "due_soon_days": "14",
            "no_update_days": "60",
            "version": _version(Partnership, world.partnership),
        },
        "closures": lambda: {"on": "30 12 2026", "name": "Offices shut"},
        "closure_remove": lambda: {"version": _version(Closure, ids["closure"])},
        "school_holidays": lambda: {"name": "Easter", "from_on": "29 3 2027", "to_on": "9 4 2027"},
        "school_holiday_remove": lambda: {"version": _version(SchoolHoliday, ids["holiday"])},
        "duty_done": lambda: {"duty": "law_strategy_published|", "done_on": "21 12 2021"},
        "duty_take_back": lambda: {
            "duty": "law_annual_report|2025-04-01", "done": ids["duty_met"], "why": "It was the draft",
        },
        "duty_settle": lambda: {
            "duty": "law_annual_report|2025-04-01",
            "owner": str(world.people["police"]),
            "version": _version(DutySetting, ids["duty_setting"]),
        },
        "duty_met": lambda: {"duty": "membership_review|", "done_on": "1 11 2026"},
        **drafted_bodies(ids),
        "redaction_propose": lambda: {
            "kind": "agenda_item", "id": ids["item"], "columns": ["title"], "reason": "It names somebody"
        },
        "redaction_confirm": lambda: {"sure": "yes"},
        "redaction_decline": lambda: {"decline_reason": "Nobody is named"},
        "meeting_set": lambda: {**MEETING, "group": world.board, "audience": "core"},
        "year_dates": lambda: {
            "on-2027-04-01": "20 4 2027", "starts-2027-04-01": "10am", "minutes-2027-04-01": "90",
            "place-2027-04-01": "Library", "audience": "partnership", "version": _meetings_set(world),
        },
        "forward": lambda: PLANNED,
        "forward_item": on_planned(**PLANNED),
        "forward_drop": on_planned(),
        "agenda_carry": lambda: {
            "items": [ids["carried"]], "version": _version(Meeting, ids["agenda_carry.meeting"])
        },
        "meeting_call": lambda: {
            **MEETING, "group": world.board, "why": "The refuge closes", "audience": "core"
        },
        "ask_by_email": lambda: {
            "group": world.board, "question": "Shall the post be kept?", "ask": "Say by Friday",
            "why": "It ends in March", "on": "4 December 2026", "starts": "5pm", "audience": "core",
        },
        "meeting_move": at_meeting(**MEETING),
        "meeting_cancel": at_meeting(cancel_reason="The room is flooded"),
        "meeting_circulate": at_meeting(read="yes"),
        "paper_ask": lambda: {
            "title": "Repeat calls", "people": [world.people["police"]], "due_on": "1 12 2026"
        },
        "paper_drop": at_meeting(),
        "supplement_send": on_minutes("supplement_send", read="yes", said="The figures came late"),
        "minute_write": lambda: {"kind": "discussion", "words": "Another word"},
        "minute": on_minute("minute", words="Another word", kind="discussion"),
        "minute_remove": on_minute("minute_remove"),
        "minute_move": on_minute("minute_move", to="up"),
        "minutes_to_chair": on_minutes("minutes_to_chair", chair_on="23 11 2026"),
        "minutes_approve": on_minutes("minutes_approve"),
        "minutes_circulate": on_minutes("minutes_circulate"),
        "minutes_confirm": on_minutes("minutes_confirm", at=ids["confirming"]),
        "minute_amend": on_minute("minute_amend", words="Put right", reason="A slip"),
        "minute_ratify": on_minute("minute_ratify", ratified_in=ids["minute_amend.minute"]),
        "minute_answer": on_minute("minute_answer", answer="followed", answered_on="20 11 2026"),
        "entry_link": on_entry(plan=ids["plan_of_entry"], other=ids["entry_link_end.entry"], way="see"),
        "entry_link_end": lambda: {"version": _version(Entry, ids["entry_link_end.entry"])},
        "entry_move": on_entry(plan=ids["plan_to"]),
        "meeting_minutes": at_meeting(to="chair", minutes_on="20 January 2027"),
        "agenda_standing": at_meeting(titles=["Any other business"]),
        "agenda_add": lambda: ITEM,
        "agenda_ask": at_meeting(),
        "agenda_agree": at_meeting(),
        "agenda_item": on_item(**ITEM),
        "agenda_remove": on_item(),
        "agenda_move": at_meeting(to="up"),
        "paper_add": lambda: {
            "title": "Housing", "audience": "partnership", "submitted_on": "20 11 2026", "ask": "Note it",
            "file": SimpleUploadedFile("Housing.pdf", PDF + b"another"),
        },
        "paper_withdraw": at_meeting(),
        "paper_replace": lambda: {
            "title": "Housing again", "submitted_on": "20 11 2026", "ask": "Note it",
            "file": SimpleUploadedFile("Housing.pdf", PDF + b"newer"),
            "version": _version(Meeting, ids["meeting"]),
        },
        "reply": lambda: {
            "seat": world.seats["police"], "person": world.people["police"], "answer": "coming",
            "how": "in_person", "on_behalf_how": "telephone", "version": 0,
        },
        "declare": lambda: {"item": ids["item"], "words": "We bid for it", "withdraws": "yes"},
        "declaration_strike": dict,
        "room": lambda: {
            "key": "5a2d0e5c-4f0e-4f6e-9a70-0d5a7b6c8e01", "at": "10am", "how": "in_person",
            "do": f"come {world.seats['police']} {world.people['police']}",
        },
        "room_times": at_meeting(began_at="10am", ended_at="11:30am"),
        "room_another": lambda: {
            "key": "5a2d0e5c-4f0e-4f6e-9a70-0d5a7b6c8e01", "at": "10am", "how": "in_person",
            "person": world.people["analyst"],
        },
        "statement_ask": lambda: {"year": "2026-04-01", "format": "docx", "edition": "partnership"},
        "pack_ask": lambda: {"product": "pack_docx", "edition": "partnership"},
        "pack_issue": lambda: {"version": _version(Pack, ids["pack"]), "read": "yes"},
        "copies": lambda: {
            "number": "7", "person": world.people["first"], "version": _version(Pack, ids["copies.pack"])
        },
        "copy_back": dict,
        "import_upload": lambda: {"plan_name": "A third plan", "file": _plan_file()},
        "import_mend": on_import(entry=_entry_found(world, ids["id"]), do="drop"),
        "import_unmend": on_import(),
        "import_date": on_import(effective_on="1 3 2026"),
        "import_accept": on_import(group=world.board),
        "import_set_aside": on_import(),
        "start_plan": lambda: {
            "name": "Housing plan", "starts_on": "1 4 2026", "group": world.board, "audience": "core"
        },
        "ask_for_updates": lambda: {"due_on": "1 12 2026"},
        "add_entry": lambda: WORDS,
        "record_progress": on_entry(status="under_way", progress="Agreed", as_at="20 11 2026"),
        "change_entry": on_entry(**WORDS),
        "withdraw_entry": on_entry(withdraw_reason="Done elsewhere"),
    }  # fmt: skip
