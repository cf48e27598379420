"""A quorum's verdict in plain sentences: who is there in the terms' own measure, and what would cure it.

Tests of one kind are read as one: of "a third, with a minimum of five" the larger number is the one that has
to be there. Every sentence stands in one of three tenses, for a room is read while people sit in it, before
they come and after they have gone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from quorate.domain.kernel.words import listed, plural, spelt
from quorate.domain.membership.facts import OFFICES, Office
from quorate.domain.terms.quorum import Agencies, Count, Named, Of, Rounding, Share, Test
from quorate.domain.terms.quorum_words import CALLED, share_in_words


class When(StrEnum):
    """Whether a room is spoken of as it is, as it was, or as people said that it will be."""

    NOW = "now"
    THEN = "then"
    EXPECTED = "expected"


@dataclass(frozen=True, slots=True)
class TestResult:
    """One test: how many were needed and how many count.

    `held` is the number of seats a share is of. `names` are those named who are there, or the agencies there
    by what they are called. `is_alone` says that everybody is of the one agency there, `has_parts` that they
    are of several parts of it. `unknown` are names that no seat goes by. `is_known` is false where the test
    cannot be judged.
    """

    __test__ = False

    test: Test
    needed: int
    here: int
    is_known: bool = True
    held: int = 0
    names: tuple[str, ...] = ()
    is_alone: bool = False
    has_parts: bool = False
    unknown: tuple[str, ...] = ()

    @property
    def is_met(self) -> bool:
        """Whether enough are here."""
        return self.is_known and self.here >= self.needed

    @property
    def short(self) -> int:
        """How many are missing; none where it cannot be judged."""
        return max(0, self.needed - self.here) if self.is_known else 0


@dataclass(frozen=True, slots=True)
class Asked:
    """The tests as they are read: `lead` counts those whose agencies are counted, if any test does."""

    lead: TestResult | None
    agencies: TestResult | None
    others: tuple[TestResult, ...]
    named: tuple[TestResult, ...]

    @property
    def all(self) -> tuple[TestResult, ...]:
        """Every one of them, in the order they are spoken of."""
        return tuple(one for one in (self.lead, self.agencies, *self.others, *self.named) if one)


_BE = {
    When.NOW: ("is here", "are here"),
    When.THEN: ("was there", "were there"),
    When.EXPECTED: ("is expected", "are expected"),
}
_NOT_BE = {
    When.NOW: ("is not here", "are not here"),
    When.THEN: ("was not there", "were not there"),
    When.EXPECTED: ("is not expected", "are not expected"),
}
_NOT_COUNT = {
    When.NOW: ("does not count", "do not count"),
    When.THEN: ("did not count", "did not count"),
    When.EXPECTED: ("will not count", "will not count"),
}
_COUNT = {When.NOW: "counts", When.THEN: "counted", When.EXPECTED: "will count"}
_NOBODY = {
    When.NOW: "nobody who counts is here yet",
    When.THEN: "nobody who counted was there",
    When.EXPECTED: "nobody who counts is expected so far",
}
_OFFICES = frozenset(words for office, words in OFFICES.items() if office is not Office.NONE)
_MOST_NAMED = 4
"""Of more agencies than these their number says enough."""
_SEATS = {Of.MEMBERS: "members’ seats", Of.CORE: "core seats", Of.ADVISORY: "advisory seats"}


def read_as(results: Sequence[TestResult], *, advisory_count: bool) -> Asked:
    """The tests, those of one kind as the one that asks for most."""
    most: dict[Of, TestResult] = {}
    agencies: TestResult | None = None
    for one in results:
        if isinstance(one.test, Count | Share):
            of = one.test.of
            most[of] = one if of not in most or one.needed > most[of].needed else most[of]
        elif isinstance(one.test, Agencies) and (agencies is None or one.needed > agencies.needed):
            agencies = one
    # Agencies are those of the members: of core members where an adviser is no member.
    leads = [Of.MEMBERS] if advisory_count else [Of.MEMBERS, Of.CORE]
    lead = next((most.pop(of) for of in leads if of in most), None)
    named = dict.fromkeys(one for one in results if isinstance(one.test, Named))
    return Asked(lead, agencies, tuple(most.values()), tuple(named))


def why(asked: Asked, when: When, *, counted: int) -> str:
    """Who is there and what the terms ask for, in sentences; the first begins as within a sentence.

    `counted` is how many count in any test.
    """
    if not counted and any(one.is_known for one in asked.all):
        return f"{_NOBODY[when]}; {_terms_ask(when)} {_wanted(asked)}."
    parts = [*_members(asked, when), *(_of_class(one, when) for one in asked.others)]
    parts += [_named(one, when) for one in asked.named]
    return " ".join(f"{upper(part) if n else part}." for n, part in enumerate(parts))


def cure(asked: Asked, example: Sequence[str], *, counted: int) -> str:
    """What would make it quorate, with those who would by coming, where any could; two sentences at most.

    While nobody counts it is all that the terms ask for, which `why` says.
    """
    needs = listed(_needs(asked))
    if not counted:
        return "" if example else "Those who hold a seat and could come would not be enough."
    if any(not one.is_known for one in asked.all):
        some = f", for example {listed(example)}" if example else ""
        return f"It needs {needs}{some}; whether it would be quorate then cannot be said."
    if not example:
        return f"It needs {needs}, but those who could still come would not be enough."
    if len(_needs(asked)) == 1:
        return f"{upper(needs)} would make it quorate, for example {listed(example)}."
    return f"It needs {needs}. It would be quorate with {listed(example)}, for example."


def authority(seats: Sequence[str], others: Sequence[str], when: When, *, is_other_way: bool = False) -> str:
    """That authority for the deputies there for these seats would make it quorate, with the others if any.

    `is_other_way` where something else would too.

    >>> authority(["Matron"], [], When.NOW)
    'It would be quorate if the deputy who is here for Matron is given authority by the seat’s holder.'
    """
    with_others = f" with {listed(others)}," if others else ""
    if len(seats) == 1:
        who = f"the deputy who {_be(1, when)} for {seats[0]} is given authority by the seat’s holder"
    else:
        who = f"the deputies who {_be(2, when)} for {listed(seats)} are given authority by the seats’ holders"
    return f"It would {'also ' if is_other_way else ''}be quorate{with_others} if {who}."


def uncounted(parts: Sequence[tuple[int, str, str]], when: When) -> str:
    """Who is there and does not count: how many of each, with the word for one and for several."""
    if not parts:
        return ""
    who = listed([f"{spelt(n)} {one if n == 1 else many}" for n, one, many in parts])
    n = sum(n for n, _, _ in parts)
    return upper(f"{who} {_be(n, when)} and {_NOT_COUNT[when][n > 1]}.")


def elsewhere(title: str, theirs: str, own: str, when: When) -> str:
    """That somebody counts for another agency than the one whose seat they sit in.

    >>> elsewhere("Superintendent", "the council", "the police", When.NOW)
    'Whoever sits for Superintendent counts for the council and not for the police.'
    """
    sits = "sat" if when is When.THEN else "sits"
    return f"Whoever {sits} for {title} {_COUNT[when]} for {theirs} and not for {own}."


def upper(words: str) -> str:
    """Words that begin a sentence.

    >>> upper("one member is here")
    'One member is here'
    """
    return words[:1].upper() + words[1:]


def _be(n: int, when: When) -> str:
    return _BE[when][n != 1]


def _terms_ask(when: When) -> str:
    return "the terms asked for" if when is When.THEN else "the terms ask for"


def _agencies(n: int) -> str:
    return f"{spelt(n)} {'agency' if n == 1 else 'agencies'}"


def _people(n: int, one: TestResult) -> str:
    called = _called(one)
    return f"{spelt(n)} {called if n == 1 else plural(called)}"


def _called(one: TestResult | None) -> str:
    return CALLED[one.test.of] if one and isinstance(one.test, Count | Share) else CALLED[Of.MEMBERS]


def _wanted(asked: Asked) -> str:
    """All that the terms ask for, as it comes to for the seats held."""
    parts = []
    if asked.lead:
        of = f" from at least {_agencies(asked.agencies.needed)}" if asked.agencies else ""
        parts.append(f"{_people(asked.lead.needed, asked.lead)}{_working(asked.lead)}{of}")
    elif asked.agencies:
        parts.append(f"members from at least {_agencies(asked.agencies.needed)}")
    parts += [f"{_people(one.needed, one)}{_working(one)}" for one in asked.others]
    return listed([*parts, *(_who(one.test) for one in asked.named if isinstance(one.test, Named))])


def _working(one: TestResult) -> str:
    """How a share came to its number; nothing for a number that the terms state."""
    test = one.test
    if not isinstance(test, Share):
        return ""
    seats = _SEATS[test.of] if one.held != 1 else _SEATS[test.of].removesuffix("s")
    exact = one.held * test.numerator % test.denominator == 0
    rounded = "" if exact or test.more_than else f", rounded {test.rounding.value}"
    if test.rounding is Rounding.DOWN and one.held * test.numerator < test.denominator:
        rounded = ", and at least one"
    return f" ({share_in_words(test)} of the {spelt(one.held)} {seats} held{rounded})"


def _members(asked: Asked, when: When) -> list[str]:
    """The members and the agencies they are of, in one sentence where both are asked for."""
    lead, agencies = asked.lead, asked.agencies
    if lead is None:
        return [_agencies_alone(agencies, when)] if agencies else []
    if agencies is None:
        return [_of_class(lead, when)]
    if lead.is_met and agencies.is_met:
        there = f"{_people(lead.here, lead)} from {_agencies(agencies.here)} {_be(lead.here, when)}"
        asks = f"{spelt(lead.needed)}{_working(lead)} from at least {spelt(agencies.needed)}"
        return [f"{there}; {_terms_ask(when)} {asks}"]
    there = f"{_people(lead.here, lead)} {_be(lead.here, when)}, but" if lead.is_met else _some(lead, when)
    if agencies.is_met:
        return [f"{there}, from {_agencies(agencies.here)}"]
    of = _only(agencies, lead.here) if lead.here else ""
    comma = "" if lead.is_met or not of else ","
    asks = f"{_terms_ask(when)} at least {_agencies(agencies.needed)}"
    return [f"{there}{comma} {of}; {asks}" if of else f"{there}; {asks}"]


def _of_class(one: TestResult, when: When) -> str:
    """Members of one class alone: how many there are, or how many of those needed."""
    if not one.is_met:
        return _some(one, when)
    there = f"{_people(one.here, one)} {_be(one.here, when)}"
    return f"{there}; {_terms_ask(when)} {spelt(one.needed)}{_working(one)}"


def _some(one: TestResult, when: When) -> str:
    """So many of those needed."""
    needed = f"{_people(one.needed, one)} needed{_working(one)}"
    if one.needed == 1:
        return f"the {needed} {_NOT_BE[when][0]}"
    here = spelt(one.here) if one.here else "none"
    return f"{here} of the {needed} {_be(one.here or 1, when)}"


def _only(agencies: TestResult, people: int) -> str:
    """The few agencies that those there are of."""
    if not agencies.here:
        return "with no agency to speak for"
    if agencies.here == 1 and agencies.is_alone and agencies.names and people > 1:
        counts = ", which counts as one agency" if agencies.has_parts else ""
        return f"all from {agencies.names[0]}{counts}"
    return _few(agencies)


def _few(agencies: TestResult) -> str:
    """So many agencies only, by name as far as they have one and are not many."""
    has_names = len(agencies.names) == agencies.here <= _MOST_NAMED
    names = f" ({listed(agencies.names)})" if has_names else ""
    return f"from only {_agencies(agencies.here)}{names}"


def _agencies_alone(agencies: TestResult, when: When) -> str:
    """Where the terms ask for agencies and for no number of members."""
    if agencies.is_met:
        there = f"members from {_agencies(agencies.here)} {_be(2, when)}"
        return f"{there}; {_terms_ask(when)} at least {spelt(agencies.needed)}"
    some = f"members {_few(agencies)} {_be(2, when)}"
    nobody = f"nobody who speaks for an agency {_be(1, when)}"
    there = some if agencies.here else nobody
    return f"{there}; {_terms_ask(when)} at least {_agencies(agencies.needed)}"


def _named(one: TestResult, when: When) -> str:
    """Those whom the terms name: who of them is there."""
    test = one.test
    if not isinstance(test, Named):
        raise TypeError(test)
    if not one.is_known:
        return _unknown(one, test, when)
    there, away = [_the(name) for name in one.names], [_the(n) for n in test.names if n not in one.names]
    if test.n == len(test.names):
        missing = f"{listed(away)} {_NOT_BE[when][len(away) > 1]}"
        found = f"{listed(there)} {_be(len(there), when)}"
        return ", but ".join(part for part, who in ((found, there), (missing, away)) if who)
    if one.is_met:
        return f"{listed(there)} {_be(len(there), when)}; {_terms_ask(when)} {_who(test)}"
    everybody = listed([_the(name) for name in test.names])
    if there:
        only = f"of {everybody} only {listed(there)} {_be(len(there), when)}"
        return f"{only}; {_terms_ask(when)} {spelt(test.n)}"
    if len(away) == 2:
        return f"neither {away[0]} nor {away[1]} {_be(1, when)}"
    return f"none of {everybody} {_be(1, when)}; {_terms_ask(when)} {spelt(test.n)}"


def _unknown(one: TestResult, test: Named, when: When) -> str:
    """Why a test that names somebody cannot be judged."""
    was = when is When.THEN
    if not test.names:
        return f"{_terms_ask(when)} {_who(test)} and {'did' if was else 'do'} not name them"
    seat = f"no seat {'went' if was else 'goes'} by the name of {listed(one.unknown, 'or')}"
    return f"{_terms_ask(when)} {_who(test)}, and {seat}"


def _who(test: Named) -> str:
    """Whom a test names, and how many of them.

    >>> _who(Named(1, ("chair", "vice-chair"))), _who(Named(2, ("Police", "Health", "Housing")))
    ('the chair or the vice-chair', 'two of Police, Health and Housing')
    """
    names = [_the(name) for name in test.names]
    if not names:
        return f"{spelt(test.n)} of {test.called}" if test.called else f"{spelt(test.n)} others"
    if test.n == len(names):
        return listed(names)
    return listed(names, "or") if test.n == 1 else f"{spelt(test.n)} of {listed(names)}"


def _the(name: str) -> str:
    """An office with its article; a seat or an agency as the clause names it."""
    return f"the {name}" if name.casefold() in _OFFICES else name


def _needs(asked: Asked) -> list[str]:
    """What is missing, each thing as it would be asked for."""
    parts = [_more_members(asked)] if any(one and one.short for one in (asked.lead, asked.agencies)) else []
    parts += [_more(one.short, one) for one in asked.others if one.short]
    for one in asked.named:
        if one.short and isinstance(one.test, Named):
            away = tuple(name for name in one.test.names if name not in one.names)
            parts.append(_who(Named(one.short, away)))
    return parts


def _more(n: int, one: TestResult) -> str:
    called = f"more {_called(one)}" if one.here else _called(one)
    return f"{spelt(n)} {called if n == 1 else plural(called)}"


def _more_members(asked: Asked) -> str:
    """The members missing and the agencies they have to be of: never fewer people than would do."""
    lead, agencies = asked.lead, asked.agencies
    people, bodies = lead.short if lead else 0, agencies.short if agencies else 0
    is_some = bool(agencies and agencies.here)
    more = "more agencies" if is_some else "agencies"
    if lead and people > bodies:
        if not bodies:
            return _more(people, lead)
        of = "at least one of them from another agency" if bodies == 1 and is_some else ""
        of = of or f"from at least {spelt(bodies)} {more if bodies > 1 else 'agency'}"
        return f"{_more(people, lead)} ({of})"
    other = "another agency" if is_some else "an agency"
    one = f"one more {_called(lead)}" if lead and people and lead.here else f"a {_called(lead)}"
    return f"{one} from {other if bodies == 1 else f'each of {spelt(bodies)} {more}'}"
