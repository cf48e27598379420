"""Whether a meeting is quorate: the tests of the clause, asked whenever somebody comes, goes or withdraws.

Where the terms state no quorum the answer is "none stated", never a half or a third by default. A test
that names a seat nobody can find in the membership cannot be judged, and the answer says so. Vacant seats
never count, whoever came for them. Somebody who has withdrawn for a conflict is not among those present: the
caller leaves them out, for that item.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from quorate.domain.kernel.words import count, listed
from quorate.domain.membership.facts import OFFICES, AgencyFacts, Office, Presence, SeatClass, SeatFacts
from quorate.domain.terms.quorum import Agencies, Count, Deputies, Named, Of, Quorum, Rounding, Share, Test
from quorate.domain.terms.quorum_words import CALLED, from_agencies, named_in_words, share_in_words


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
class TestResult:
    """One test: how many were needed and are here, in words, and what would cure it (empty when met)."""

    __test__ = False

    needed: int
    here: int
    needed_words: str
    here_words: str
    cure: str = ""
    is_known: bool = True

    @property
    def is_met(self) -> bool:
        """Whether enough are here."""
        return self.is_known and self.here >= self.needed


@dataclass(frozen=True, slots=True)
class QuorumVerdict:
    """The answer, why, and what would cure it.

    `members` and `agencies` are how many count. `not_discharging` are the ids of deputies without
    authority: present, and not in their member's place. `cure` is empty unless not quorate; `example` are
    seats whose holders, arriving, would make it quorate, empty where no holder could.
    """

    state: QuorumState
    sentence: str
    cure: str = ""
    members: int = 0
    agencies: int = 0
    not_discharging: tuple[str, ...] = ()
    tests: tuple[TestResult, ...] = field(default=())
    example: tuple[SeatFacts, ...] = field(default=())

    @property
    def is_quorate(self) -> bool:
        """True only where a quorum is stated and met."""
        return self.state is QuorumState.QUORATE


@dataclass(frozen=True, slots=True)
class _Room:
    """Who counts, and what they are counted against.

    Advisers are among `counted` where a test asks for advisers, and then count in that test alone.
    """

    rule: Quorum
    counted: tuple[Presence, ...]
    seats: tuple[SeatFacts, ...]
    agencies: tuple[AgencyFacts, ...]

    @property
    def members(self) -> tuple[Presence, ...]:
        """Those who count as members: an adviser does only where the clause says so."""
        return tuple(p for p in self.counted if _is(p.seat_class, Of.MEMBERS, self.rule))

    def body(self, agency_id: str) -> str:
        """The agency counted: itself, or the one at the top of those it is part of or became part of."""
        is_one = self.rule.directorates_are_one
        parents = {a.id: a.merged_into or (a.parent_id if is_one else "") for a in self.agencies}
        seen: set[str] = set()
        while (parent := parents.get(agency_id, "")) and agency_id not in seen:
            seen.add(agency_id)
            agency_id = parent
        return agency_id

    def name(self, agency_id: str) -> str:
        """What an agency is called."""
        return next((agency.name for agency in self.agencies if agency.id == agency_id), "")

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


def quorum_verdict(
    *,
    rule: Quorum | None,
    present: Sequence[Presence],
    seats: Sequence[SeatFacts],
    agencies: Sequence[AgencyFacts],
    unable: Collection[str] = (),
) -> QuorumVerdict:
    """Whether those present make a quorum; None, or a rule without tests, is "none stated".

    Each seat counts once and each person once, however many come for it or seats they hold. `seats` are
    those of the group on the day, held or vacant: nobody counts for a vacant one. `unable` are the ids of
    those whose holders have withdrawn for a conflict, and so are no cure.
    """
    vacant = {seat.id for seat in seats if not seat.is_held}
    idle = tuple(sorted({p.person_id for p in present if not p.discharges}))
    if rule is None or not rule.tests:
        sentence = "These terms state no quorum, so whether the meeting is quorate cannot be said."
        return QuorumVerdict(QuorumState.NONE_STATED, sentence, not_discharging=idle)

    counted = tuple(p for p in present if counts(p, rule) and p.seat_id not in vacant)
    room = _Room(rule, counted, tuple(seats), tuple(agencies))
    results = _results(room)
    state = _state(results)
    example = _example(room, unable) if state is QuorumState.NOT_QUORATE else ()
    return QuorumVerdict(
        state=state,
        sentence=" ".join([_why(state, results), *_uncounted(rule, present, vacant)]),
        cure=_cure(results, example, room) if state is QuorumState.NOT_QUORATE else "",
        members=_seats_filled(room.members),
        agencies=len({room.body(p.agency_id) for p in room.members if p.agency_id}),
        not_discharging=idle,
        tests=results,
        example=example,
    )


def _results(room: _Room) -> tuple[TestResult, ...]:
    return tuple(_judge(test, room) for test in room.rule.tests)


def _example(room: _Room, unable: Collection[str]) -> tuple[SeatFacts, ...]:
    """Seats whose holders would make it quorate, each the one that helps most; empty where none do."""
    here = {p.seat_id for p in room.counted} | set(unable)
    absent = [seat for seat in room.seats if seat.is_held and seat.id not in here]
    chosen: list[SeatFacts] = []
    short = _short(_results(room))
    while short:
        first = {_helps(seat, room): n for n, seat in reversed(list(enumerate(absent)))}
        after = [(_short(_results(_joined_by(room, absent[n]))), n) for n in first.values()]
        best, n = min(after, default=(short, 0))
        if best >= short:
            return ()
        room, short = _joined_by(room, absent[n]), best
        chosen.append(absent.pop(n))
    return tuple(chosen)


def _helps(seat: SeatFacts, room: _Room) -> tuple[object, ...]:
    """What tells one absent seat's help from another's: where it is the same, the first is tried for all."""
    wanted = {name for test in room.rule.tests if isinstance(test, Named) for name in test.names}
    return (seat.seat_class, room.body(seat.agency_id), frozenset(_called(wanted, [seat], room)))


def _short(results: Sequence[TestResult]) -> int:
    return sum(max(0, result.needed - result.here) for result in results if result.is_known)


def _joined_by(room: _Room, seat: SeatFacts) -> _Room:
    """The room with a seat's own holder in it, who counts if somebody of that seat may."""
    holder = Presence(
        person_id=f"holder of {seat.id}",
        seat_id=seat.id,
        agency_id=seat.agency_id,
        seat_class=seat.seat_class,
        title=seat.title,
        office=seat.office,
    )
    return replace(room, counted=(*room.counted, holder)) if counts(holder, room.rule) else room


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
            return _of_members(n, of, room, f"{count(n, CALLED[of])}")
        case Share():
            return _share(test, room)
        case Agencies(n):
            return _agencies(n, room)
        case Named():
            return _named(test, room)


def _of_members(needed: int, of: Of, room: _Room, words: str) -> TestResult:
    here = _seats_filled([p for p in room.counted if _is(p.seat_class, of, room.rule)])
    short = needed - here
    more = f"{short} more {CALLED[of]}{'' if short == 1 else 's'}"
    return TestResult(needed, here, words, count(here, CALLED[of]), more if short > 0 else "")


def _is(seat_class: SeatClass, of: Of, rule: Quorum) -> bool:
    if of is Of.MEMBERS:
        return seat_class is SeatClass.CORE or rule.advisory_count
    return seat_class is (SeatClass.CORE if of is Of.CORE else SeatClass.ADVISORY)


def _share(test: Share, room: _Room) -> TestResult:
    held = sum(1 for seat in room.seats if seat.is_held and _is(seat.seat_class, test.of, room.rule))
    needed = share_of(held, test)
    called = CALLED[test.of]
    words = f"{count(needed, called)} ({share_in_words(test)} of {held} held)"
    return _of_members(needed, test.of, room, words)


def share_of(held: int, test: Share) -> int:
    """How many a share comes to, of so many seats held; at least one.

    >>> share_of(9, Share(1, 2)), share_of(8, Share(1, 2, more_than=True))
    (5, 5)
    """
    whole, rest = divmod(held * test.numerator, test.denominator)
    if test.more_than:
        return whole + 1
    return max(1, whole + (1 if rest and test.rounding is Rounding.UP else 0))


def _agencies(needed: int, room: _Room) -> TestResult:
    here = {room.body(p.agency_id) for p in room.members if p.agency_id}
    words = (count(needed, "agency", "agencies"), count(len(here), "agency", "agencies"))
    if len(here) >= needed:
        return TestResult(needed, len(here), *words)
    short = count(needed - len(here), "agency", "agencies")
    return TestResult(needed, len(here), *words, f"members from {short} not yet counted")


def _named(test: Named, room: _Room) -> TestResult:
    if not test.names:
        return TestResult(test.n, 0, named_in_words(test), "not known who they are", is_known=False)
    known, present = _called(test.names, room.seats, room), _called(test.names, room.members, room)
    said = named_in_words(test)
    here = listed(sorted(present)) if present else "none of them"
    if len(present) >= test.n:
        return TestResult(test.n, len(present), said, here)
    if len(known | present) < test.n:
        return TestResult(test.n, len(present), said, "no seat of that name", is_known=False)
    absent = [name for name in test.names if name not in present]
    cure = _either(absent) if test.n - len(present) < len(absent) else listed(absent)
    return TestResult(test.n, len(present), said, here, cure)


def _names(of: SeatFacts | Presence, room: _Room) -> tuple[str, ...]:
    """What a clause may call it by: the seat, the office, the agency by any of its names."""
    office = OFFICES[of.office] if of.office is not Office.NONE else ""
    return (of.title, office, *room.called(of.agency_id))


def _called(wanted: Iterable[str], who: Iterable[SeatFacts | Presence], room: _Room) -> set[str]:
    """Those of the names wanted that somebody or a seat goes by, in capitals or not."""
    found = {name.casefold() for one in who for name in _names(one, room)}
    return {name for name in wanted if name.casefold() in found}


def _either(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _seats_filled(counted: Sequence[Presence]) -> int:
    """The most seats that can be filled with a different person each.

    A plain count of seats, or of people, would let one person's arrival lower the number when a deputy
    makes way. Pairing people with seats (augmenting paths) cannot.
    """
    may_fill: dict[str, list[str]] = {}
    for presence in counted:
        may_fill.setdefault(presence.person_id, []).append(presence.seat_id)
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


def _why(state: QuorumState, results: Sequence[TestResult]) -> str:
    here = from_agencies([r.here_words for r in results])
    needed = from_agencies([r.needed_words for r in results])
    return f"{QUORUM_WORDS[state]}: {here} present, {needed} needed."


def _cure(results: Sequence[TestResult], example: Sequence[SeatFacts], room: _Room) -> str:
    needed = f"Needed to make it quorate: {'; and '.join(r.cure for r in results if r.cure)}."
    if not example:
        return f"{needed} Nobody who holds a seat and is not here could make it so."
    names = [_spoken(seat, room) for seat in example]
    return f"{needed} For example: {listed(names)}."


def _spoken(seat: SeatFacts, room: _Room) -> str:
    name = room.name(seat.agency_id)
    return f"{seat.title} ({name})" if name else seat.title


def _uncounted(rule: Quorum, present: Sequence[Presence], vacant: Collection[str]) -> list[str]:
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
            parts.append(count(len(people), one, many))
    return [f"Present and not counted: {listed(parts)}."] if parts else []
