"""What can happen: each event's stable code and its plain sentence.

Events are audit only; pages never read them to know how things stand. A payload is codes and ids;
names are looked up when the record is read, so that the record survives a redaction.
"""

from dataclasses import dataclass, field

EVENTS: dict[str, str] = {
    "accounts.signed_in": "Signed in",
    "accounts.signed_out": "Signed out",
    "accounts.sign_in_failed": "A sign-in failed",
    "accounts.code_asked_for": "A code to sign in or to set a password was asked for",
    "accounts.added": "An account was added",
    "accounts.given": "A person was given an account",
    "accounts.taken_away": "A person’s account was taken away",
    "partnerships.set_up": "The partnership was set up",
    "people.agency_added": "An agency was added",
    "people.person_added": "A person was added",
    "people.person_changed": "What is kept of a person was changed",
    "people.agency_taken_on": "A person came to speak for an agency",
    "people.agency_left": "A person ceased to speak for an agency",
    "people.statement_signed": "A statement of confidentiality was recorded as signed",
    "people.statement_ended": "A statement of confidentiality ended",
    "people.interest_registered": "An interest was put on the register",
    "people.interest_ended": "An interest on the register ended",
    "people.kept_privately": "A person came to be shown by a name they chose",
    "people.private_changed": "What is kept privately of a person was changed",
    "people.named_again": "A person came to be shown by their own name again",
    "people.handed_over": "What a person led was given to another",
    "people.left": "A person left",
    "people.came_back": "A person came back",
    "people.role_given": "A role was given",
    "people.role_ended": "A role was ended",
    "people.restriction_set": "A restriction was set",
    "people.restriction_lifted": "A restriction was lifted",
    "access.labelled": "Who may see something was set anew",
    "calendar.closure_added": "A day the council is closed was added",
    "calendar.closure_removed": "A day the council is closed was taken away",
    "calendar.school_holiday_added": "A school holiday was added",
    "calendar.school_holiday_removed": "A school holiday was taken away",
    "partnerships.settings_changed": "How things are judged was changed",
    "groups.added": "A group was added",
    "groups.changed": "What a group is was changed",
    "groups.ended": "A group ended",
    "groups.went_on": "A group that had ended went on",
    "groups.seat_added": "A seat was added",
    "groups.seat_changed": "What a seat is was changed",
    "groups.seat_represents": "A seat was designated to represent some of those the Act names",
    "groups.seat_represents_no_more": "The designation of a seat ended",
    "groups.membership_reviewed": "The membership of a group was reviewed",
    "groups.interest_received": "An expression of interest was received",
    "groups.interest_decided": "An expression of interest was decided",
    "groups.interest_answered": "An expression of interest was answered",
    "groups.appointed": "Somebody was appointed to a seat",
    "groups.appointment_ended": "An appointment ended",
    "terms.adopted": "Terms of reference were adopted",
    "terms.draft_begun": "A draft of the next terms of reference was begun",
    "terms.draft_changed": "A draft of the next terms of reference was changed",
    "terms.draft_set_aside": "A draft of the next terms of reference was set aside",
    "terms.duty_met": "A duty under the terms was recorded as met",
    "plans.started": "A plan was started",
    "plans.entry_added": "An entry was added",
    "plans.entry_changed": "An entry was changed",
    "plans.entry_withdrawn": "An entry was withdrawn",
    "plans.entry_moved": "An entry was moved to another plan",
    "plans.progress_recorded": "Progress was recorded",
    "plans.updates_asked": "Leads were asked for updates",
    "imports.uploaded": "A plan was uploaded to be checked",
    "imports.mended": "An uploaded plan was mended",
    "imports.dated": "The day an uploaded plan speaks for was changed",
    "imports.accepted": "An uploaded plan was accepted",
    "imports.set_aside": "An uploaded plan was set aside",
    "meetings.set": "A meeting was set",
    "meetings.moved": "A meeting was moved",
    "meetings.cancelled": "A meeting was cancelled",
    "meetings.agenda_item_added": "An agenda item was added",
    "meetings.agenda_item_changed": "An agenda item was changed",
    "meetings.agenda_item_removed": "An agenda item was taken off",
    "meetings.standing_items_added": "Standing items were put on the agenda",
    "meetings.paper_added": "A paper was added",
    "meetings.paper_withdrawn": "A paper was withdrawn",
    "meetings.papers_circulated": "The agenda and papers were circulated",
    "meetings.supplement_sent": "A supplement was sent to members",
    "meetings.reply_recorded": "It was recorded whether somebody comes to a meeting",
    "meetings.interest_declared": "An interest was declared",
    "meetings.declaration_struck_out": "A declared interest was struck out",
    "room.arrived": "Somebody was recorded as come",
    "room.left": "Somebody was recorded as gone",
    "room.withdrew": "Somebody was recorded as withdrawn from an item",
    "room.item_taken": "An item was recorded as taken",
    "room.struck_out": "A record of the room was struck out",
    "meetings.minutes_sent": "Minutes were recorded as sent",
    "minutes.written": "A minute was written",
    "minutes.changed": "A minute was changed",
    "minutes.moved": "A minute was moved",
    "minutes.removed": "A minute was removed",
    "minutes.to_chair": "The minutes went to the chair",
    "minutes.approved": "The minutes were approved",
    "minutes.circulated": "The minutes went to members",
    "minutes.confirmed": "The minutes were confirmed at a later meeting",
    "minutes.amended": "A minute was amended after it was approved",
    "minutes.ratified": "A decision taken without a quorum was ratified",
    "minutes.answered": "An answer to advice was recorded",
    "packs.asked_for": "A pack was asked for",
    "packs.made": "A pack was made",
    "packs.failed": "A pack could not be made",
    "packs.issued": "A pack was issued",
    "packs.read": "A pack was read",
    "files.read": "A paper was read",
    "messages.sent": "A message was sent",
    "messages.failed": "A message could not be sent",
    "redactions.proposed": "A redaction was proposed",
    "redactions.read": "What a redaction takes out was read by an officer who may not see it elsewhere",
    "redactions.declined": "A redaction was declined",
    "redactions.confirmed": "A redaction was confirmed and carried out",
}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. `details` holds codes, ids, dates and numbers, never names or prose.

    A name or a sentence belongs in `private`, which is hashed with a salt and can be redacted while
    the chain stays verifiable.
    """

    code: str
    subject_kind: str
    subject_id: str
    details: dict[str, str] = field(default_factory=dict)
    private: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.code not in EVENTS:
            raise ValueError(f"{self.code} is not in the catalogue of events")
