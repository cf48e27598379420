"""The hash chain that makes the record of events tamper-evident, also after a redaction.

Each link covers the salted digest of an event's contents, not the contents: removing contents and salt
leaves every link verifiable, and nobody can guess the contents back from the digest.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

GENESIS = "0" * 64
REDACTED = "redactions.confirmed"
"""The event that ends a redaction: what it blanked stands before it."""


@dataclass(frozen=True, slots=True)
class Link:
    """One event as stored. `contents` and `salt` are empty once redacted; `at` is in UTC.

    `subject` and `person` are the ids its row shows beside the contents, which hold them too.
    """

    number: int
    at: datetime
    code: str
    digest: str
    previous: str
    hash: str
    salt: str = ""
    contents: str = ""
    subject: str = ""
    person: str = ""

    @property
    def is_redacted(self) -> bool:
        """Whether the contents have been taken out."""
        return not self.salt


def canonical(contents: Mapping[str, object]) -> str:
    """The one way contents are written down for hashing: sorted keys, no spaces, UTF-8."""
    return json.dumps(contents, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest_of(salt: str, contents: str) -> str:
    """SHA-256 over salt and contents, as 64 hexadecimal digits."""
    return hashlib.sha256(f"{salt}\n{contents}".encode()).hexdigest()


def hash_of(*, number: int, at: datetime, code: str, digest: str, previous: str) -> str:
    """SHA-256 over a link's public part."""
    text = f"{previous}\n{number}\n{at.isoformat()}\n{code}\n{digest}"
    return hashlib.sha256(text.encode()).hexdigest()


def faults(links: Iterable[Link], *, head: str, count: int) -> list[str]:
    """What is wrong with a chain, in order, as sentences; an empty list when it holds.

    `head` and `count` are what the chain's own row says, so that links cut off the end are noticed.
    """
    found: list[str] = []
    blank: list[int] = []
    previous, number = GENESIS, 0
    for link in links:
        number += 1
        if link.number != number:
            found.append(f"Event {number} is missing: the next one found is number {link.number}.")
            number = link.number
        if link.previous != previous:
            found.append(f"Event {link.number} does not follow from the event before it.")
        expected = hash_of(
            number=link.number, at=link.at, code=link.code, digest=link.digest, previous=link.previous
        )
        if link.hash != expected:
            found.append(f"Event {link.number} has been altered.")
        if link.is_redacted:
            blank.append(link.number)
        elif digest_of(link.salt, link.contents) != link.digest:
            found.append(f"The contents of event {link.number} have been altered.")
        elif _shown(link) != (link.subject, link.person):
            found.append(f"Event {link.number} shows another thing or person than was recorded.")
        if link.code == REDACTED:
            blank.clear()
        previous = link.hash
    found += [f"Event {n} has lost its contents, and no redaction after it says why." for n in blank]
    if number != count:
        found.append(f"The chain should hold {count} events and holds {number}.")
    if previous != head:
        found.append("The chain does not end where its own record says it does.")
    return found


def _shown(link: Link) -> tuple[str, str]:
    """The ids of the thing and the person, as the contents hold them."""
    said = json.loads(link.contents)
    return said.get("subject", {}).get("id", ""), said.get("by", {}).get("person", "")
