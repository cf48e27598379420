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
"""The event that ends a redaction: it names what was blanked before it, and is never blanked itself."""
BLANKED = "events"
"""The detail of that event that names them: their numbers, with spaces between."""


@dataclass(frozen=True, slots=True)
class Link:
    """One event as stored. `contents` and `salt` are empty once redacted; `at` is in UTC.

    `subject_kind`, `subject` and `person` are what its row shows beside the contents, which hold them too.
    """

    number: int
    at: datetime
    code: str
    digest: str
    previous: str
    hash: str
    salt: str = ""
    contents: str = ""
    subject_kind: str = ""
    subject: str = ""
    person: str = ""

    @property
    def is_redacted(self) -> bool:
        """Whether the contents have been taken out."""
        return not (self.salt or self.contents)


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

    `head` and `count` are what the chain's own row says, so that links cut off the end are noticed. A link
    without contents holds only where a later redaction's event names its number.
    """
    found: list[str] = []
    blank: dict[int, str] = {}
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
            blank[link.number] = link.code
        elif digest_of(link.salt, link.contents) != link.digest:
            found.append(f"The contents of event {link.number} have been altered.")
        else:
            if _shown(link) != (link.subject_kind, link.subject, link.person):
                found.append(f"Event {link.number} shows another thing or person than was recorded.")
            for one in _blanked_by(link):
                if blank.get(one) != REDACTED:
                    blank.pop(one, None)
        previous = link.hash
    found += [f"Event {n} has lost its contents, and no redaction after it says why." for n in blank]
    if number != count:
        found.append(f"The chain should hold {count} events and holds {number}.")
    if previous != head:
        found.append("The chain does not end where its own record says it does.")
    return found


def _shown(link: Link) -> tuple[str, str, str]:
    """The kind and id of the thing and the id of the person, as the contents hold them."""
    said = json.loads(link.contents)
    subject = said.get("subject", {})
    return subject.get("kind", ""), subject.get("id", ""), said.get("by", {}).get("person", "")


def _blanked_by(link: Link) -> list[int]:
    """The numbers of the events a redaction blanked; none for any other event."""
    if link.code != REDACTED:
        return []
    named = json.loads(link.contents).get("details", {}).get(BLANKED, "")
    return [int(one) for one in named.split() if one.isdecimal()]
