"""The chain notices what was altered, added, cut off or moved, and holds after a redaction."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from quorate.domain.events.chain import GENESIS, Link, canonical, digest_of, faults, hash_of


def linked(*contents: str) -> list[Link]:
    links: list[Link] = []
    for number, text in enumerate(contents, 1):
        at = datetime(2026, 1, number, tzinfo=UTC)
        salt, body = f"salt{number}", canonical({"said": text})
        digest, previous = digest_of(salt, body), links[-1].hash if links else GENESIS
        hashed = hash_of(number=number, at=at, code="x.y", digest=digest, previous=previous)
        links.append(Link(number, at, "x.y", digest, previous, hashed, salt, body))
    return links


CHAIN = linked("one", "two", "three")


def check(links: list[Link]) -> list[str]:
    return faults(links, head=CHAIN[-1].hash, count=len(CHAIN))


def test_a_chain_as_it_was_made_holds():
    assert check(CHAIN) == []
    assert faults([], head=GENESIS, count=0) == []


def test_the_same_contents_with_another_salt_have_another_digest():
    assert digest_of("one", "{}") != digest_of("two", "{}")


def test_a_redacted_link_still_holds():
    assert check([CHAIN[0], replace(CHAIN[1], salt="", contents=""), CHAIN[2]]) == []


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
