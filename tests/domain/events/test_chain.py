"""The chain notices what was altered, added, cut off or moved, and holds after a redaction."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from quorate.domain.events.chain import GENESIS, REDACTED, Link, canonical, digest_of, faults, hash_of


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


def test_a_link_that_a_later_redaction_blanked_still_holds():
    links = linked("one", "two", "taken out", codes=("x.y", "x.y", REDACTED))

    blanked = [links[0], replace(links[1], salt="", contents=""), links[2]]

    assert faults(blanked, head=links[-1].hash, count=3) == []


def test_a_link_that_is_blank_without_a_redaction_is_a_fault():
    blanked = [CHAIN[0], replace(CHAIN[1], salt="", contents=""), CHAIN[2]]

    assert check(blanked) == ["Event 2 has lost its contents, and no redaction after it says why."]


@pytest.mark.parametrize("shown", [{"subject": "somebody-else"}, {"person": "somebody-else"}])
def test_a_row_that_shows_another_than_was_recorded_is_a_fault(shown):
    assert check([CHAIN[0], replace(CHAIN[1], **shown), CHAIN[2]]) == [
        "Event 2 shows another thing or person than was recorded."
    ]


@pytest.mark.parametrize(
    ("links", "said"),
    [
        ([CHAIN[0], replace(CHAIN[1], contents='{"said":"other"}'), CHAIN[2]], "contents of event 2"),
        ([CHAIN[0], replace(CHAIN[1], code="x.z"), CHAIN[2]], "Event 2 has been altered"),
        ([CHAIN[0], CHAIN[2]], "Event 2 is missing"),
        (CHAIN[:2], "should hold 3 events and holds 2"),
        ([CHAIN[1], CHAIN[0], CHAIN[2]], "does not follow"),
        ([], "should hold 3 events and holds 0"),
    ],
    ids=["contents", "code", "one taken out", "the last cut off", "moved", "all gone"],
)
def test_what_was_done_to_a_chain_is_said(links, said):
    assert any(said in fault for fault in check(links))
