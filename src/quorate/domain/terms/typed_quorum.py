"""A quorum as the fields of a form, and back: each test a form can hold, and the rest kept as they were."""

from dataclasses import dataclass, field

from quorate.domain.terms.quorum import Agencies, Count, Deputies, Named, Of, Quorum, Rounding, Share, Test

SHARES = {
    "1/4": "A quarter",
    "1/3": "A third",
    "1/2": "Half",
    ">1/2": "More than half",
    "2/3": "Two thirds",
    "3/4": "Three quarters",
}
"""The shares a form offers, by how they are written in `QuorumFields.share`."""


@dataclass(frozen=True, slots=True)
class QuorumFields:
    """What a form asks. None, "" and () are tests that are not asked for.

    `share` is written as in `SHARES`; `rounds_down` says what a share that is no whole number comes to.
    `named` are seats, offices or agencies of which `named_n` must be present (None: all of them). `called`
    is how the clause speaks of them where it gives no names. `kept` are tests no field holds.
    """

    members: int | None = None
    members_of: Of = Of.MEMBERS
    share: str = ""
    share_of: Of = Of.MEMBERS
    rounds_down: bool = False
    agencies: int | None = None
    named: tuple[str, ...] = ()
    named_n: int | None = None
    called: str = ""
    among: int | None = None
    deputies: Deputies = Deputies.WITH_AUTHORITY
    advisory_count: bool = False
    online_counts: bool = True
    directorates_are_one: bool = True
    kept: tuple[Test, ...] = field(default=())


def shares_offered(fields: QuorumFields) -> dict[str, str]:
    """The shares a form offers, the one it holds now among them however odd."""
    if not fields.share or fields.share in SHARES:
        return SHARES
    numerator, denominator = fields.share.removeprefix(">").split("/")
    more = "More than " if fields.share.startswith(">") else ""
    return {**SHARES, fields.share: f"{more}{numerator} in {denominator}"}


def fields_of(rule: Quorum) -> QuorumFields:
    """The rule as fields: the first test of each shape, the others kept."""
    counted = next((t for t in rule.tests if isinstance(t, Count)), None)
    share = next((t for t in rule.tests if isinstance(t, Share)), None)
    agencies = next((t for t in rule.tests if isinstance(t, Agencies)), None)
    named = next((t for t in rule.tests if isinstance(t, Named)), None)
    shown = (counted, share, agencies, named)
    return QuorumFields(
        members=counted.n if counted else None,
        members_of=counted.of if counted else Of.MEMBERS,
        share=_written(share) if share else "",
        share_of=share.of if share else Of.MEMBERS,
        rounds_down=bool(share and share.rounding is Rounding.DOWN),
        agencies=agencies.n if agencies else None,
        named=named.names if named else (),
        named_n=named.n if named else None,
        called=named.called if named else "",
        among=named.among if named else None,
        deputies=rule.deputies,
        advisory_count=rule.advisory_count,
        online_counts=rule.online_counts,
        directorates_are_one=rule.directorates_are_one,
        kept=tuple(t for t in rule.tests if not any(t is s for s in shown)),
    )


def quorum_typed(said: QuorumFields) -> Quorum | None:
    """The rule the fields say; None where they ask for nothing."""
    tests: list[Test] = []
    if said.members:
        tests.append(Count(said.members, said.members_of))
    if said.share:
        tests.append(_share(said))
    if said.agencies:
        tests.append(Agencies(said.agencies))
    if said.named or said.called:
        tests.append(Named(said.named_n or len(said.named) or 1, said.named, said.called, said.among))
    tests += said.kept
    if not tests:
        return None
    return Quorum(
        tuple(tests), said.advisory_count, said.deputies, said.online_counts, said.directorates_are_one
    )


def _written(share: Share) -> str:
    return f"{'>' if share.more_than else ''}{share.numerator}/{share.denominator}"


def _share(said: QuorumFields) -> Share:
    numerator, denominator = said.share.removeprefix(">").split("/")
    rounding = Rounding.DOWN if said.rounds_down else Rounding.UP
    return Share(
        int(numerator), int(denominator), said.share_of, rounding, more_than=said.share.startswith(">")
    )
