"""What the demonstration says of a place, as plain frozen values in the words of the glossary.

Everything names everything else by `key`, never by an id: whoever feeds this through commands keeps the
ids. People are shown by their post and have no personal names. Nothing here is about a victim.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from quorate.domain.plans.facts import EntryKind, Lead, Measure, Rating, Status, Target
from quorate.domain.terms.clauses import TermsVersion


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency. `parent` is the council's key for a directorate, else empty.

    `kind` is one of council, council_directorate, police, health, voluntary, probation, other.
    """

    key: str
    name: str
    short_name: str
    kind: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody shown by post. `signs_in` is false for those who only ever write or ring.

    `left_on` is the first day they are no longer here.
    """

    key: str
    name: str
    role: str
    agency: str
    email: str
    signs_in: bool = True
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A board or a group beneath it. `reports_to` is a group's key, or empty; `accountable_to` is words."""

    key: str
    name: str
    kind: str
    reports_to: str = ""
    accountable_to: str = ""


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat on a group. `seat_class` is core or advisory; `agency` is empty where several may fill it."""

    key: str
    group: str
    title: str
    seat_class: str
    order: int
    agency: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Appointment:
    """Who holds a seat of a group, and from when; `to_on` is the last day, None while open.

    `office` is empty, or chair, vice_chair or secretary. `capacity` is member, advisory_member or deputy;
    a deputy names the seat deputised for.
    """

    group: str
    person: str
    seat: str
    from_on: date
    office: str = ""
    capacity: str = "member"
    to_on: date | None = None
    has_delegated_authority: bool = True
    confidentiality_signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """A role granted to a person, by its stable name in `domain.access.roles`."""

    person: str
    role: str
    from_on: date


@dataclass(frozen=True, slots=True)
class Update:
    """One progress entry. `round` is "2024-03" and the like; `barrier_kind` is empty without a barrier.

    `is_turn` is false for the short sentences between the turns of the story. `on_behalf_of` is the lead's
    person key where the coordinator wrote it down for somebody who does not
    sign in, with `how` as in the kernel's `HOW`.
    """

    round: str
    as_at: date
    reported_on: date
    status: Status
    rating: Rating
    progress: str
    barrier: str = ""
    barrier_kind: str = ""
    by: str = ""
    on_behalf_of: str = ""
    how: str = ""
    is_turn: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """A later version of an entry, from `effective_on`; None means "as before".

    `why` is what the board was told.
    """

    effective_on: date
    why: str
    text: str | None = None
    leads: tuple[Lead, ...] | None = None
    targets: tuple[Target, ...] | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as first adopted, with what changed later and every update, oldest first.

    `parent` is another entry's key, or empty. `title` is the short heading where the paper gives one, and
    is included in `text` too. `printed_targets` is the target cell of the paper, paragraph by paragraph.
    """

    key: str
    code: str
    kind: EntryKind
    level: str
    text: str
    order: int
    parent: str = ""
    title: str = ""
    outcome: str = ""
    leads: tuple[Lead, ...] = ()
    targets: tuple[Target, ...] = ()
    measures: tuple[Measure, ...] = ()
    printed_targets: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    updates: tuple[Update, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as a flat list in reading order; each entry names its parent.

    `group` owns it, `adopted_on` is when its first versions take effect, `ends_on` its last day.
    """

    key: str
    name: str
    kind: str
    group: str
    adopted_on: date
    ends_on: date
    introduction: str
    entries: tuple[Entry, ...]

    def children(self, parent: str) -> tuple[Entry, ...]:
        """The entries directly beneath `parent` ("" for the top), in order."""
        return tuple(e for e in self.entries if e.parent == parent)

    def of(self, kind: EntryKind) -> tuple[Entry, ...]:
        """Every entry of one kind, in reading order."""
        return tuple(e for e in self.entries if e.kind is kind)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper for a meeting. `document` names a builder in `documents`, or is empty for a title only.

    `submitted_on` is None when it has not come in yet. `audience` is public, partnership, core or restricted.
    `cover` is what its cover sheet says besides what is asked and who wrote it.
    """

    key: str
    title: str
    type: str
    by: str
    audience: str = "partnership"
    submitted_on: date | None = None
    document: str = ""
    cover: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Supplement:
    """What went to members after the papers: an item asked anew, or where `ask` is empty its paper anew."""

    on: date
    item: str
    note: str
    ask: str = ""


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """An agenda item. `purpose` is decide, agree, advise, monitor, discuss or note.

    `ask` is what the board is asked to do. `restriction` is a restriction's key for an item of the second
    series (R1, R2), else empty.
    """

    number: str
    title: str
    purpose: str
    minutes: int
    speaker: str = ""
    ask: str = ""
    is_standing: bool = False
    restriction: str = ""
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who came for a seat: present, deputy, apologies, absent or vacant. `person` is empty when vacant."""

    seat: str
    person: str
    how: str


@dataclass(frozen=True, slots=True)
class Done:
    """A duty of one meeting as it was in fact done. `duty` is a clause kind, such as circulation."""

    duty: str
    on: date
    waiver_reason: str = ""
    waiver_agreed_by: str = ""
    waiver_agreed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting at a local date and wall time. `is_held` is false for the next one."""

    key: str
    group: str
    on: date
    at: time
    minutes: int
    place: str
    is_held: bool
    items: tuple[AgendaItem, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    done: tuple[Done, ...] = ()
    supplement: Supplement | None = None


@dataclass(frozen=True, slots=True)
class Restriction:
    """Who may not see something: agencies barred, why, and between which days (both inclusive)."""

    key: str
    title: str
    reason: str
    barred_agencies: tuple[str, ...]
    allowed_people: tuple[str, ...]
    from_on: date
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class LoggedAction:
    """An action from a meeting, kept in the group's own action log."""

    code: str
    group: str
    meeting: str
    text: str
    leads: tuple[Lead, ...]
    target: Target
    updates: tuple[Update, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number the place quotes of itself, with where it comes from and what to beware of."""

    text: str
    value: str
    period: str
    source: str
    caution: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Everything the demonstration says of one partnership.

    `records_from` is the day Quorate's record begins: duties before it are "before our records".
    """

    slug: str
    name: str
    area: str
    council: str
    records_from: date
    word_for_survivors: str
    agencies: tuple[Agency, ...]
    people: tuple[Person, ...]
    groups: tuple[Group, ...]
    seats: tuple[Seat, ...]
    appointments: tuple[Appointment, ...]
    grants: tuple[Grant, ...]
    terms: Mapping[str, tuple[TermsVersion, ...]]
    plans: tuple[Plan, ...]
    meetings: tuple[Meeting, ...]
    restrictions: tuple[Restriction, ...] = ()
    action_log: tuple[LoggedAction, ...] = ()
    figures: tuple[Figure, ...] = field(default=())
