"""The chain notices what was altered, added, cut off or moved, and holds after a redaction."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from quorate.domain.events.chain import (
    BLANKED,
    GENESIS,
    REDACTED,
    Link,
    canonical,
    digest_of,
    faults,
    hash_of,
)


def linked(*contents: str, codes: tuple[str, ...] = ()) -> list[Link]:
    links: list[Link] = []
    for number, text in enumerate(contents, 1):
        at = datetime(2026, 1, number, tzinfo=UTC)
        salt, body = f"salt{number}", canonical({"said": text})
        digest, previous = digest_of(salt, body), links[-1].hash if links else GENESIS
        code = codes[number - 1] if codes else "x.y"
        hashed = hash_of(number=number, at=at, code=code, digest=digest, previous=previous)
        links.append(Link(number, at, code, digest, previous, hashed, salt, body))
    return links


CHAIN = linked("one", "two", "three")


def check(links: list[Link]) -> list[str]:
    return faults(links, head=CHAIN[-1].hash, count=len(CHAIN))


def test_a_chain_as_it_was_made_holds():
    assert check(CHAIN) == []
    assert faults([], head=GENESIS, count=0) == []


def test_the_same_contents_with_another_salt_have_another_digest():
    assert digest_of("one", "{}") != digest_of("two", "{}")


def redacting(*named: str, others: int = 2) -> list[Link]:
    """Some events, then a redaction's for each string of the numbers it names."""
    texts = [f"event {n}" for n in range(others)]
    links = linked(*texts, *named, codes=("x.y",) * others + (REDACTED,) * len(named))
    for place, numbers in enumerate(named, others):
        body = canonical({"details": {BLANKED: numbers}})
        previous = links[place - 1].hash if place else GENESIS
        links[place] = relinked(replace(links[place], contents=body), previous)
    return links


def relinked(link: Link, previous: str) -> Link:
    digest = digest_of(link.salt, link.contents)
    hashed = hash_of(number=link.number, at=link.at, code=link.code, digest=digest, previous=previous)
    return replace(link, digest=digest, previous=previous, hash=hashed)


def emptied(links: list[Link], *numbers: int) -> list[Link]:
    return [replace(link, salt="", contents="") if link.number in numbers else link for link in links]


def said_of(links: list[Link]) -> list[str]:
    return faults(links, head=links[-1].hash, count=len(links))


def lost(number: int) -> str:
    return f"Event {number} has lost its contents, and no redaction after it says why."


def test_a_link_that_a_later_redaction_names_may_be_blank():
    assert said_of(emptied(redacting("2"), 2)) == []
    assert said_of(emptied(redacting("1 2"), 1, 2)) == []
    assert said_of(emptied(redacting("1", "2"), 1, 2)) == []


def test_a_redaction_excuses_no_link_but_those_it_names():
    assert said_of(emptied(redacting("2"), 1, 2)) == [lost(1)]
    assert said_of(emptied(redacting(""), 1)) == [lost(1)]
    assert said_of(emptied(redacting("12", others=3), 1, 2)) == [lost(1), lost(2)]


def test_a_redaction_excuses_nothing_after_it():
    links = redacting("3", "")

    assert said_of(emptied(links, 4)) == [lost(4)]
    assert said_of(emptied(links, 3)) == [lost(3)]


def test_a_redactions_own_event_is_never_blank_nor_excused_when_a_later_one_names_it():
    links = redacting("1", "3")

    assert said_of(emptied(links, 1, 3)) == [lost(1), lost(3)]


def test_a_redaction_whose_numbers_were_altered_excuses_nothing():
    links = redacting("2")
    links[2] = replace(links[2], contents=canonical({"details": {BLANKED: "1 2"}}))

    assert said_of(emptied(links, 1)) == ["The contents of event 3 have been altered.", lost(1)]


def test_a_link_without_salt_that_still_says_something_is_altered():
    links = redacting("2")
    links[1] = replace(links[1], salt="", contents=canonical({"said": "another thing"}))

    assert said_of(links) == ["The contents of event 2 have been altered."]


def test_a_link_that_is_blank_without_a_redaction_is_a_fault():
    blanked = [CHAIN[0], replace(CHAIN[1], salt="", contents=""), CHAIN[2]]

    assert check(blanked) == ["Event 2 has lost its contents, and no redaction after it says why."]


@pytest.mark.parametrize(
    "shown", [{"subject": "somebody-else"}, {"subject_kind": "plan"}, {"person": "somebody-else"}]
)
def test_a_row_that_shows_another_than_was_recorded_is_a_fault(shown):
    assert check([CHAIN[0], replace(CHAIN[1], **shown), CHAIN[2]]) == [
        "Event 2 shows another thing or person than was recorded."
    ]


@pytest.mark.parametrize(
    ("links", "said"),
    [
        ([CHAIN[0], replace(CHAIN[1], contents='{"said":"other"}'), CHAIN[2]], "contents of event 2"),
        ([CHAIN[0], replace(CHAIN[1], code="x.z"), CHAIN[2]], "Event 2 has been altered"),
        (
            [CHAIN[0], replace(CHAIN[1], at=CHAIN[1].at + timedelta(microseconds=1)), CHAIN[2]],
            "2 has been altered",
        ),
        ([CHAIN[0], CHAIN[2]], "Event 2 is missing"),
        (CHAIN[:2], "should hold 3 events and holds 2"),
        ([CHAIN[1], CHAIN[0], CHAIN[2]], "does not follow"),
        ([], "should hold 3 events and holds 0"),
    ],
    ids=["contents", "code", "when", "one taken out", "the last cut off", "moved", "all gone"],
)
def test_what_was_done_to_a_chain_is_said(links, said):
    assert any(said in fault for fault in check(links))
