"""Whether a meeting is quorate: the tests of the clause, asked whenever somebody comes, goes or withdraws.

Where the terms state no quorum the answer is "none stated", never a half or a third by default. A test
that names a seat nobody can find in the membership cannot be judged, and the answer says so. Vacant seats
never count, whoever came for them. Somebody who has withdrawn for a conflict is not among those present: the
caller leaves them out, for that item.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from quorate.domain.membership import quorum_said
from quorate.domain.membership.facts import OFFICES, AgencyFacts, Office, Presence, SeatClass, SeatFacts
from quorate.domain.membership.quorum_said import TestResult, When
from quorate.domain.terms.quorum import Agencies, Count, Deputies, Named, Of, Quorum, Rounding, Share, Test


class QuorumState(StrEnum):
    """The four answers."""

    NONE_STATED = "none_stated"
    NOT_KNOWN = "not_known"
    QUORATE = "quorate"
    NOT_QUORATE = "not_quorate"


QUORUM_WORDS = {
    QuorumState.QUORATE: "Quorate",
    QuorumState.NOT_QUORATE: "Not quorate",
    QuorumState.NOT_KNOWN: "Whether quorate cannot be said",
    QuorumState.NONE_STATED: "No quorum is stated",
}
"""Each answer in the few words that head it, of a meeting now or past."""


@dataclass(frozen=True, slots=True)
class QuorumVerdict:
    """The answer, why, and what would cure it, in sentences; `said` begins as within a sentence.

    `members` and `agencies` are how many count. `not_discharging` are the ids of deputies without
    authority: present, and not in their member's place. `cure` is empty unless not quorate; `example` are
    seats whose holders, or those sent in their place, would by arriving make it quorate; empty where they
    could not.
    """

    state: QuorumState
    said: str
    cure: str = ""
    members: int = 0
    agencies: int = 0
    not_discharging: tuple[str, ...] = ()
    tests: tuple[TestResult, ...] = field(default=())
    example: tuple[SeatFacts, ...] = field(default=())

    @property
    def why(self) -> str:
        """Why, for a place that is headed by the answer."""
        return quorum_said.upper(self.said)

    @property
    def sentence(self) -> str:
        """The answer and why."""
        return f"{QUORUM_WORDS[self.state]}: {self.said}" if self.tests else self.why

    @property
    def is_quorate(self) -> bool:
        """True only where a quorum is stated and met."""
        return self.state is QuorumState.QUORATE


@dataclass(frozen=True, slots=True)
class _Room:
    """Who counts, and what they are counted against.

    Advisers are among `counted` where a test asks for advisers, and then count in that test alone: `members`
    are those who count as members. `bodies` says of each agency which one is counted, `names` what it is
    called.
    """

    rule: Quorum
    counted: tuple[Presence, ...]
    members: tuple[Presence, ...]
    seats: tuple[SeatFacts, ...]
    agencies: tuple[AgencyFacts, ...]
    bodies: Mapping[str, str]
    names: Mapping[str, str]

    def body(self, agency_id: str) -> str:
        """The agency counted: itself, or the one at the top of those it is part of or became part of."""
        return self.bodies.get(agency_id, agency_id)

    def name(self, agency_id: str) -> str:
        """What an agency is called."""
        return self.names.get(agency_id, "")

    def called(self, agency_id: str) -> frozenset[str]:
        """Every name by which a clause may mean an agency.

        Its own, those of what it is part of or became part of, those that each went by before, and those of
        what became part of them: terms outlive the names they give.
        """
        is_one = self.rule.directorates_are_one
        of = {agency.id: agency for agency in self.agencies}
        found = {agency_id} & of.keys()
        while more := {
            up
            for one in (of[id] for id in found)
            for up in (one.merged_into, one.parent_id if is_one else "")
            if up in of and up not in found
        } | {one.id for one in self.agencies if one.merged_into in found and one.id not in found}:
            found |= more
        names = (name for id in found for name in (of[id].name, *(was for was, _ in of[id].earlier)))
        return frozenset(names)


@dataclass(frozen=True, slots=True)
class _MayCount:
    """Somebody who could still count for a seat: by coming, or by being given authority."""

    seat: SeatFacts
    presence: Presence


def quorum_verdict(
    *,
    rule: Quorum | None,
    present: Sequence[Presence],
    seats: Sequence[SeatFacts],
    agencies: Sequence[AgencyFacts],
    unable: Collection[str] = (),
    instead: Mapping[str, Presence | None] | None = None,
    when: When = When.NOW,
    is_brief: bool = False,
) -> QuorumVerdict:
    """Whether those present make a quorum; None, or a rule without tests, is "none stated".

    Each seat counts once and each person once, however many come for it or seats they hold. `seats` are
    those of the group on the day, held or vacant: nobody counts for a vacant one. `unable` are the ids of
    those whose holders have withdrawn for a conflict, and so are no cure. Nor is the holder of a seat of
    `instead`, who said that they do not come: whoever they send may be, and there is nobody with apologies.
    What is past, as `when` says, has none either. With `is_brief` nothing is said in words, and no cure is
    looked for: who judges many meetings asks for no more than how each stood.
    """
    vacant = {seat.id for seat in seats if not seat.is_held}
    idle = tuple(sorted({p.person_id for p in present if not p.discharges}))
    if rule is None or not rule.tests:
        was = "was" if when is When.THEN else "is"
        said = f"these terms state no quorum, so whether the meeting {was} quorate cannot be said."
        return QuorumVerdict(QuorumState.NONE_STATED, said, not_discharging=idle)

    counted = tuple(p for p in present if counts(p, rule) and p.seat_id not in vacant)
    names = {agency.id: agency.name for agency in agencies}
    room = _Room(
        rule,
        counted,
        _members(counted, rule),
        tuple(seats),
        tuple(agencies),
        _bodies(agencies, rule),
        names,
    )
    results = _results(room)
    state = _state(results)
    brief = QuorumVerdict(
        state,
        "",
        members=_seats_filled(room.members),
        agencies=len({room.body(p.agency_id) for p in room.members if p.agency_id}),
        not_discharging=idle,
        tests=results,
    )
    if is_brief:
        return brief
    has_cure = state is QuorumState.NOT_QUORATE and when is not When.THEN
    absent = _absent(room, present, unable, instead or {}) if has_cure else []
    example = _example(room, absent) if has_cure else ()
    asked = quorum_said.read_as(results, advisory_count=rule.advisory_count)
    why = quorum_said.why(asked, when, counted=len(counted))
    cures: tuple[str, ...] = ()
    if has_cure:
        spoken = [_spoken(one, room) for one in example]
        cures = (
            quorum_said.cure(asked, spoken, counted=len(counted)),
            _authority(room, absent, _unempowered(room, present, unable), when),
        )
    others = (_elsewhere(room, when), quorum_said.uncounted(_uncounted(rule, present, vacant), when))
    return replace(
        brief,
        said=" ".join(part for part in (why, *others) if part),
        cure=" ".join(filter(None, cures)),
        example=tuple(one.seat for one in example),
    )


def called_by_nobody(
    rule: Quorum, seats: Sequence[SeatFacts], agencies: Sequence[AgencyFacts]
) -> tuple[str, ...]:
    """The names in a quorum's tests by which no seat, office or agency of the table goes, each once."""
    room = _Room(rule, (), (), tuple(seats), tuple(agencies), {}, {})
    wanted = dict.fromkeys(name for test in rule.tests if isinstance(test, Named) for name in test.names)
    known = _called(wanted, seats, room)
    return tuple(name for name in wanted if name not in known)


def _bodies(agencies: Sequence[AgencyFacts], rule: Quorum) -> dict[str, str]:
    """Each agency with the one at the top of those it is part of or became part of."""
    parents = {a.id: a.merged_into or (a.parent_id if rule.directorates_are_one else "") for a in agencies}
    found = {}
    for agency in parents:
        body, seen = agency, set[str]()
        while (parent := parents.get(body, "")) and body not in seen:
            seen.add(body)
            body = parent
        found[agency] = body
    return found


def _members(counted: Iterable[Presence], rule: Quorum) -> tuple[Presence, ...]:
    """Those who count as members: an adviser does only where the clause says so."""
    return tuple(p for p in counted if _is(p.seat_class, Of.MEMBERS, rule))


def _results(room: _Room) -> tuple[TestResult, ...]:
    return tuple(_judge(test, room) for test in room.rule.tests)


def _absent(
    room: _Room,
    present: Sequence[Presence],
    unable: Collection[str],
    instead: Mapping[str, Presence | None],
) -> list[_MayCount]:
    """Those who could still come: the holder of each seat, or whoever the holder said comes instead."""
    here = {p.seat_id for p in room.counted} | set(unable)
    people = {p.person_id for p in present}
    found = []
    for seat in room.seats:
        who = instead[seat.id] if seat.id in instead else _holder(seat)
        if seat.is_held and seat.id not in here and who is not None and who.person_id not in people:
            found.append(_MayCount(seat, who))
    return found


def _unempowered(room: _Room, present: Sequence[Presence], unable: Collection[str]) -> list[_MayCount]:
    """The deputies there who would count if they were given authority."""
    seats = {seat.id: seat for seat in room.seats if seat.is_held and seat.id not in unable}
    return [
        _MayCount(seats[p.seat_id], replace(p, has_authority=True))
        for p in present
        if not p.discharges and p.seat_id in seats and not counts(p, room.rule)
    ]


def _authority(room: _Room, absent: Sequence[_MayCount], idle: Sequence[_MayCount], when: When) -> str:
    """What authority for deputies who are there would cure, with those who could come where it takes both."""
    if any(not one.is_known for one in _results(room)):
        return ""
    empowered, arriving = _example(room, idle), _example(room, absent)
    others: list[str] = []
    if not empowered and not arriving:
        both = _example(room, [*idle, *absent])
        empowered = tuple(one for one in both if one in idle)
        others = [_spoken(one, room) for one in both if one not in idle]
    seats = [_titled(one.seat, room) for one in empowered]
    return quorum_said.authority(seats, others, when, is_other_way=bool(arriving)) if seats else ""


def _example(room: _Room, who: Sequence[_MayCount]) -> tuple[_MayCount, ...]:
    """Those who would make it quorate, each the one that helps most; empty where none do."""
    left = list(who)
    chosen: list[_MayCount] = []
    short = _short(_results(room))
    while short:
        first = {_helps(one, room): n for n, one in reversed(list(enumerate(left)))}
        after = [(_short(_results(_joined_by(room, left[n]))), n) for n in first.values()]
        best, n = min(after, default=(short, 0))
        if best >= short:
            return ()
        room, short = _joined_by(room, left[n]), best
        chosen.append(left.pop(n))
    return tuple(chosen)


def _helps(one: _MayCount, room: _Room) -> tuple[object, ...]:
    """What tells one's help from another's: where it is the same, the first is tried for all."""
    wanted = {name for test in room.rule.tests if isinstance(test, Named) for name in test.names}
    who = one.presence
    is_counted = counts(who, room.rule)
    return (is_counted, who.seat_class, room.body(who.agency_id), frozenset(_called(wanted, [who], room)))


def _short(results: Sequence[TestResult]) -> int:
    return sum(result.short for result in results)


def _joined_by(room: _Room, one: _MayCount) -> _Room:
    """The room with somebody more in it, who counts if the clause lets them."""
    if not counts(one.presence, room.rule):
        return room
    counted = (*room.counted, one.presence)
    return replace(room, counted=counted, members=_members(counted, room.rule))


def _holder(seat: SeatFacts) -> Presence:
    """A seat's own holder, come."""
    return Presence(
        person_id=f"holder of {seat.id}",
        seat_id=seat.id,
        agency_id=seat.agency_id,
        seat_class=seat.seat_class,
        title=seat.title,
        office=seat.office,
    )


def counts(presence: Presence, rule: Quorum) -> bool:
    """Whether somebody in the room counts under the rule."""
    if presence.seat_class is SeatClass.ADVISORY and not (rule.advisory_count or _asks_for_advisers(rule)):
        return False
    if presence.is_online and not rule.online_counts:
        return False
    if not presence.is_deputy:
        return True
    if rule.deputies is Deputies.NONE:
        return False
    return presence.has_authority or rule.deputies is Deputies.ALL


def _asks_for_advisers(rule: Quorum) -> bool:
    return any(isinstance(test, Count | Share) and test.of is Of.ADVISORY for test in rule.tests)


def _judge(test: Test, room: _Room) -> TestResult:
    match test:
        case Count(n, of):
            return TestResult(test, n, _filled(of, room))
        case Share(of=of):
            held = sum(1 for seat in room.seats if seat.is_held and _is(seat.seat_class, of, room.rule))
            return TestResult(test, share_of(held, test), _filled(of, room), held=held)
        case Agencies():
            return _agencies(test, room)
        case Named():
            return _named(test, room)


def _filled(of: Of, room: _Room) -> int:
    return _seats_filled([p for p in room.counted if _is(p.seat_class, of, room.rule)])


def _is(seat_class: SeatClass, of: Of, rule: Quorum) -> bool:
    if of is Of.MEMBERS:
        return seat_class is SeatClass.CORE or rule.advisory_count
    return seat_class is (SeatClass.CORE if of is Of.CORE else SeatClass.ADVISORY)


def share_of(held: int, test: Share) -> int:
    """How many a share comes to, of so many seats held; at least one.

    >>> share_of(9, Share(1, 2)), share_of(8, Share(1, 2, more_than=True))
    (5, 5)
    """
    whole, rest = divmod(held * test.numerator, test.denominator)
    if test.more_than:
        return whole + 1
    return max(1, whole + (1 if rest and test.rounding is Rounding.UP else 0))


def _agencies(test: Agencies, room: _Room) -> TestResult:
    parts = dict.fromkeys(p.agency_id for p in room.members if p.agency_id)
    bodies = tuple(dict.fromkeys(room.body(part) for part in parts))
    return TestResult(
        test,
        test.n,
        len(bodies),
        names=tuple(filter(None, (room.name(body) for body in bodies))),
        is_alone=all(p.agency_id for p in room.members),
        has_parts=len(parts) > len(bodies),
    )


def _named(test: Named, room: _Room) -> TestResult:
    if not test.names:
        return TestResult(test, test.n, 0, is_known=False)
    known, present = _called(test.names, room.seats, room), _called(test.names, room.members, room)
    here = tuple(dict.fromkeys(name for name in test.names if name in present))
    if len(present) < test.n and len(known | present) < test.n:
        unknown = tuple(name for name in test.names if name not in known | present)
        return TestResult(test, test.n, len(here), is_known=False, names=here, unknown=unknown)
    return TestResult(test, test.n, len(here), names=here)


def _names(of: SeatFacts | Presence, room: _Room) -> tuple[str, ...]:
    """What a clause may call it by: the seat, the office, the agency by any of its names."""
    office = OFFICES[of.office] if of.office is not Office.NONE else ""
    return (of.title, office, *room.called(of.agency_id))


def _called(wanted: Iterable[str], who: Iterable[SeatFacts | Presence], room: _Room) -> set[str]:
    """Those of the names wanted that somebody or a seat goes by, in capitals or not."""
    found = {name.casefold() for one in who for name in _names(one, room)}
    return {name for name in wanted if name.casefold() in found}


def _seats_filled(counted: Sequence[Presence]) -> int:
    """The most seats that can be filled with a different person each.

    A plain count of seats, or of people, would let one person's arrival lower the number when a deputy
    makes way. Pairing people with seats (augmenting paths) cannot. Where nobody came for two seats, as in
    nearly every room, there is nothing to pair: every seat somebody came for is filled.
    """
    may_fill: dict[str, list[str]] = {}
    for presence in counted:
        may_fill.setdefault(presence.person_id, []).append(presence.seat_id)
    if len(may_fill) == len(counted):
        return len({presence.seat_id for presence in counted})
    filled_by: dict[str, str] = {}

    def seat(person: str, tried: set[str]) -> bool:
        for place in may_fill[person]:
            if place in tried:
                continue
            tried.add(place)
            if place not in filled_by or seat(filled_by[place], tried):
                filled_by[place] = person
                return True
        return False

    return sum(seat(person, set()) for person in may_fill)


def _state(results: Sequence[TestResult]) -> QuorumState:
    """Not quorate as soon as one test fails; not known only where nothing that can be judged fails."""
    if any(result.is_known and not result.is_met for result in results):
        return QuorumState.NOT_QUORATE
    return QuorumState.QUORATE if all(r.is_met for r in results) else QuorumState.NOT_KNOWN


def _spoken(one: _MayCount, room: _Room) -> str:
    """Whom to look for: the holder of a seat by its title, or the deputy sent in their place."""
    return f"{'the deputy for ' if one.presence.is_deputy else ''}{_titled(one.seat, room)}"


def _titled(seat: SeatFacts, room: _Room) -> str:
    name = room.name(seat.agency_id)
    is_said = not name or name.casefold() in seat.title.casefold()
    return seat.title if is_said else f"{seat.title} ({name})"


def _elsewhere(room: _Room, when: When) -> str:
    """Those who count for another agency than the one whose seat they sit in."""
    seats = {seat.id: seat for seat in room.seats}
    said = []
    for one in room.members if any(isinstance(test, Agencies | Named) for test in room.rule.tests) else ():
        seat = seats.get(one.seat_id)
        if seat is None or seat.agency_id == one.agency_id:
            continue
        theirs, own = room.name(one.agency_id), room.name(seat.agency_id)
        if theirs and own and room.body(one.agency_id) != room.body(seat.agency_id):
            said.append(quorum_said.elsewhere(seat.title, theirs, own, when))
    return " ".join(dict.fromkeys(said))


def _uncounted(
    rule: Quorum, present: Sequence[Presence], vacant: Collection[str]
) -> list[tuple[int, str, str]]:
    """Who is here and does not count, by reason; each person under the first that applies."""
    left = [p for p in present if not counts(p, rule) or p.seat_id in vacant]
    reasons = (
        ("person for a vacant seat", "people for vacant seats", [p for p in left if p.seat_id in vacant]),
        ("advisory member", "advisory members", [p for p in left if p.seat_class is SeatClass.ADVISORY]),
        ("person online", "people online", [p for p in left if p.is_online and not rule.online_counts]),
        (
            "deputy without authority",
            "deputies without authority",
            [p for p in left if p.is_deputy and not p.has_authority],
        ),
        ("deputy", "deputies", [p for p in left if p.is_deputy]),
    )
    parts, told = [], {p.person_id for p in present} - {p.person_id for p in left}
    for one, many, who in reasons:
        people = {p.person_id for p in who} - told
        told |= people
        if people:
            parts.append((len(people), one, many))
    return parts
