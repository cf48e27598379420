"""What may be done and by whom: the one table a data protection officer can read.

A permission names an act, never a state: whether it can be done now is another question, asked after.
The table is printed to `docs/access.md`.
"""

from enum import StrEnum

from quorate.domain.access.roles import EVERYBODY, SEAT_ROLES, Role


class Permission(StrEnum):
    """An act somebody may be allowed."""

    PARTNERSHIP_SEE = "partnership.see"
    PEOPLE_SEE = "people.see"
    PEOPLE_EDIT = "people.edit"
    PEOPLE_PRIVATE = "people.private"
    MEMBERSHIP_DECIDE = "membership.decide"
    INTERESTS_REGISTER = "interests.register"
    HANDOVER_NOTE = "handover.note"
    GRANTS_EDIT = "grants.edit"
    ACCOUNT_GIVE = "account.give"
    CLOSURES_EDIT = "closures.edit"
    SETTINGS_EDIT = "settings.edit"
    TERMS_SEE = "terms.see"
    TERMS_ADOPT = "terms.adopt"
    MEETING_SEE = "meeting.see"
    MEETING_SET = "meeting.set"
    AGENDA_EDIT = "agenda.edit"
    AGENDA_AGREE = "agenda.agree"
    PAPER_SUBMIT = "paper.submit"
    PAPERS_CIRCULATE = "papers.circulate"
    PAPERS_PASSING_ON = "papers.pass_on"
    ASSESSMENT_RUN = "assessment.run"
    ASSESSMENT_ANSWER = "assessment.answer"
    MINUTES_WRITE = "minutes.write"
    MINUTES_APPROVE = "minutes.approve"
    MEETING_REPLY = "meeting.reply"
    ROOM_RECORD = "room.record"
    QUESTION_ASK = "question.ask"
    QUESTION_ANSWER = "question.answer"
    QUESTION_ANSWER_FOR_OTHERS = "question.answer_for_others"
    PACK_READ = "pack.read"
    PACK_MAKE = "pack.make"
    BRIEF_READ = "brief.read"
    PLAN_SEE = "plan.see"
    PLAN_EDIT = "plan.edit"
    PLAN_IMPORT = "plan.import"
    PROGRESS_RECORD = "progress.record"
    PROGRESS_RECORD_FOR_OTHERS = "progress.record_for_others"
    UPDATES_ASK = "updates.ask"
    CHALLENGE_SEE = "challenge.see"
    CHALLENGE_KEEP = "challenge.keep"
    CHALLENGE_ANSWER = "challenge.answer"
    CHALLENGE_ANSWER_FOR_OTHERS = "challenge.answer_for_others"
    RISK_SEE = "risk.see"
    RISK_KEEP = "risk.keep"
    RISK_REVIEW = "risk.review"
    RESTRICTION_EDIT = "restriction.edit"
    AUDIT_SEE = "audit.see"
    REDACTION_PROPOSE = "redaction.propose"
    REDACTION_CONFIRM = "redaction.confirm"
    PARTNERSHIP_SET_UP = "partnership.set_up"
    ACCOUNT_ADD = "account.add"
    MESSAGES_SEND = "messages.send"
    MESSAGES_OWN = "messages.own"
    WORK_RUN = "work.run"


SENTENCES = {
    Permission.PARTNERSHIP_SEE: "See the partnership, its groups and its board page",
    Permission.PEOPLE_SEE: "See people, agencies, seats and appointments",
    Permission.PEOPLE_EDIT: "Add people, agencies, groups and seats, appoint, and record who left",
    Permission.PEOPLE_PRIVATE: "See and keep who chose to be shown by another name, and how to reach them",
    Permission.MEMBERSHIP_DECIDE: "See expressions of interest, and record what the chair decided",
    Permission.INTERESTS_REGISTER: "Keep their own entries in the register of interests",
    Permission.HANDOVER_NOTE: "Leave a note for whoever takes on their work, and read those left for them",
    Permission.GRANTS_EDIT: "Give and end roles",
    Permission.ACCOUNT_GIVE: "Give a person of the partnership an account, and take it away",
    Permission.CLOSURES_EDIT: "Say on which days the council is closed, and when schools are",
    Permission.SETTINGS_EDIT: "Say how soon is due soon, and how long a silence may be",
    Permission.TERMS_SEE: "See terms of reference",
    Permission.TERMS_ADOPT: "Draft terms of reference and record them as adopted",
    Permission.MEETING_SEE: "See meetings, agendas and papers open to them",
    Permission.MEETING_SET: "Set a meeting and record its minutes as sent",
    Permission.AGENDA_EDIT: "Build the agenda",
    Permission.AGENDA_AGREE: "Agree an agenda as the chair or vice-chair, or record that one of them did",
    Permission.PAPER_SUBMIT: "Submit a paper",
    Permission.PAPERS_CIRCULATE: "Circulate the agenda and papers",
    Permission.PAPERS_PASSING_ON: "Confirm that their agency passed papers on",
    Permission.ASSESSMENT_RUN: "Open and close a yearly self-assessment, and remind agencies of it",
    Permission.ASSESSMENT_ANSWER: "Say how their agency kept its members’ duties in a year",
    Permission.MINUTES_WRITE: "Write minutes, send them to the chair and members, and record what followed",
    Permission.MINUTES_APPROVE: "Approve minutes as the chair or vice-chair, or record that one of them did",
    Permission.MEETING_REPLY: "Say whether they come to a meeting, and declare an interest",
    Permission.ROOM_RECORD: "Record who is coming, who is in the room, and interests declared",
    Permission.QUESTION_ASK: "Put a question for a group they sit in, and withdraw it",
    Permission.QUESTION_ANSWER: "Answer a question put to an agency they speak for or a group they run",
    Permission.QUESTION_ANSWER_FOR_OTHERS: "Record a question from outside, and an answer for somebody",
    Permission.PACK_READ: "Read the edition of a pack made for them",
    Permission.PACK_MAKE: "Make and issue packs",
    Permission.BRIEF_READ: "Read the chair's brief",
    Permission.PLAN_SEE: "See plans, entries and their history",
    Permission.PLAN_EDIT: "Start a plan, add and change entries",
    Permission.PLAN_IMPORT: "Bring in a plan from Word or Excel",
    Permission.PROGRESS_RECORD: "Record progress and barriers on an entry they or their agency lead",
    Permission.PROGRESS_RECORD_FOR_OTHERS: "Record progress and barriers on any entry, also for its lead",
    Permission.UPDATES_ASK: "Ask leads for updates",
    Permission.CHALLENGE_SEE: "See challenges to agencies that are open to them",
    Permission.CHALLENGE_KEEP: "Challenge an agency, record what came of it, take it further and close it",
    Permission.CHALLENGE_ANSWER: "Answer a challenge to an agency they speak for",
    Permission.CHALLENGE_ANSWER_FOR_OTHERS: "Record an agency’s answer to a challenge on its behalf",
    Permission.RISK_SEE: "See the risks of a group that are open to them",
    Permission.RISK_KEEP: "Raise, change, review, close and open again any risk of a group",
    Permission.RISK_REVIEW: "Review a risk that they or their agency own",
    Permission.RESTRICTION_EDIT: "Set restrictions, and who may see a plan, entry, meeting, item or paper",
    Permission.AUDIT_SEE: "See the record of what was done",
    Permission.REDACTION_PROPOSE: "Propose that words are redacted",
    Permission.REDACTION_CONFIRM: "Confirm another officer's redaction",
    Permission.PARTNERSHIP_SET_UP: "Set up a partnership",
    Permission.ACCOUNT_ADD: "Add an account",
    Permission.MESSAGES_SEND: "See which messages went, send them again or by hand, and say how often",
    Permission.MESSAGES_OWN: "Keep their own calendar address, and stop the message that says what is due",
    Permission.WORK_RUN: "Make packs and send messages that are owed",
}

_RUNS_THE_BOARD = frozenset({Role.COORDINATOR, Role.SECRETARY})
_HOLDS_A_SEAT = SEAT_ROLES

GRANTS: dict[Permission, frozenset[Role]] = {
    Permission.PARTNERSHIP_SEE: EVERYBODY,
    Permission.PEOPLE_SEE: EVERYBODY,
    Permission.PEOPLE_EDIT: frozenset({Role.COORDINATOR}),
    Permission.PEOPLE_PRIVATE: frozenset({Role.COORDINATOR}),
    Permission.MEMBERSHIP_DECIDE: _RUNS_THE_BOARD | {Role.CHAIR, Role.VICE_CHAIR},
    Permission.INTERESTS_REGISTER: _HOLDS_A_SEAT | {Role.COORDINATOR},
    Permission.HANDOVER_NOTE: EVERYBODY,
    Permission.GRANTS_EDIT: frozenset({Role.COORDINATOR}),
    Permission.ACCOUNT_GIVE: frozenset({Role.COORDINATOR}),
    Permission.CLOSURES_EDIT: frozenset({Role.COORDINATOR}),
    Permission.SETTINGS_EDIT: frozenset({Role.COORDINATOR}),
    Permission.TERMS_SEE: EVERYBODY,
    Permission.TERMS_ADOPT: frozenset({Role.COORDINATOR}),
    Permission.MEETING_SEE: EVERYBODY,
    Permission.MEETING_SET: _RUNS_THE_BOARD,
    Permission.AGENDA_EDIT: _RUNS_THE_BOARD | {Role.CHAIR, Role.VICE_CHAIR},
    Permission.AGENDA_AGREE: _RUNS_THE_BOARD | {Role.CHAIR, Role.VICE_CHAIR},
    Permission.PAPER_SUBMIT: _HOLDS_A_SEAT
    | {Role.COORDINATOR, Role.DATA_LEAD, Role.ANALYST, Role.COMMISSIONER, Role.REVIEW_CHAIR},
    Permission.PAPERS_CIRCULATE: _RUNS_THE_BOARD,
    Permission.PAPERS_PASSING_ON: _HOLDS_A_SEAT | {Role.COORDINATOR},
    Permission.ASSESSMENT_RUN: _RUNS_THE_BOARD,
    Permission.ASSESSMENT_ANSWER: _HOLDS_A_SEAT | {Role.COORDINATOR},
    Permission.MINUTES_WRITE: _RUNS_THE_BOARD,
    Permission.MINUTES_APPROVE: _RUNS_THE_BOARD | {Role.CHAIR, Role.VICE_CHAIR},
    Permission.MEETING_REPLY: _HOLDS_A_SEAT | {Role.COORDINATOR},
    Permission.ROOM_RECORD: _RUNS_THE_BOARD,
    Permission.QUESTION_ASK: _HOLDS_A_SEAT | {Role.COORDINATOR},
    Permission.QUESTION_ANSWER: _HOLDS_A_SEAT | {Role.COORDINATOR, Role.DATA_LEAD, Role.COMMISSIONER},
    Permission.QUESTION_ANSWER_FOR_OTHERS: _RUNS_THE_BOARD,
    Permission.PACK_READ: EVERYBODY,
    Permission.PACK_MAKE: _RUNS_THE_BOARD,
    Permission.BRIEF_READ: _RUNS_THE_BOARD | {Role.CHAIR, Role.VICE_CHAIR},
    Permission.PLAN_SEE: EVERYBODY,
    Permission.PLAN_EDIT: frozenset({Role.COORDINATOR}),
    Permission.PLAN_IMPORT: frozenset({Role.COORDINATOR}),
    Permission.PROGRESS_RECORD: _HOLDS_A_SEAT | {Role.COORDINATOR, Role.DATA_LEAD, Role.COMMISSIONER},
    Permission.PROGRESS_RECORD_FOR_OTHERS: _RUNS_THE_BOARD,
    Permission.UPDATES_ASK: _RUNS_THE_BOARD,
    Permission.CHALLENGE_SEE: EVERYBODY,
    Permission.CHALLENGE_KEEP: _RUNS_THE_BOARD | {Role.CHAIR, Role.VICE_CHAIR},
    Permission.CHALLENGE_ANSWER: _HOLDS_A_SEAT | {Role.COORDINATOR, Role.DATA_LEAD, Role.COMMISSIONER},
    Permission.CHALLENGE_ANSWER_FOR_OTHERS: _RUNS_THE_BOARD,
    Permission.RISK_SEE: EVERYBODY,
    Permission.RISK_KEEP: _RUNS_THE_BOARD | {Role.CHAIR, Role.VICE_CHAIR},
    Permission.RISK_REVIEW: _HOLDS_A_SEAT | {Role.COORDINATOR, Role.DATA_LEAD, Role.COMMISSIONER},
    Permission.RESTRICTION_EDIT: frozenset({Role.COORDINATOR}),
    Permission.AUDIT_SEE: frozenset({Role.COORDINATOR, Role.INFORMATION_GOVERNANCE_OFFICER}),
    Permission.REDACTION_PROPOSE: frozenset({Role.COORDINATOR, Role.INFORMATION_GOVERNANCE_OFFICER}),
    Permission.REDACTION_CONFIRM: frozenset({Role.COORDINATOR, Role.INFORMATION_GOVERNANCE_OFFICER}),
    Permission.PARTNERSHIP_SET_UP: frozenset({Role.OPERATOR}),
    Permission.ACCOUNT_ADD: frozenset({Role.OPERATOR}),
    Permission.MESSAGES_SEND: frozenset({Role.COORDINATOR}),
    Permission.MESSAGES_OWN: EVERYBODY,
    Permission.WORK_RUN: frozenset({Role.WORK}),
}
