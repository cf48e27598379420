"""Whether the names that a quorum gives are names of the table, said before anybody depends on it."""

from datetime import date

from quorate.domain.kernel.words import listed
from quorate.domain.membership.agencies import agencies_on
from quorate.domain.membership.quorum import called_by_nobody
from quorate.domain.terms.clauses import TermsVersion
from quorate.domain.terms.quorum import Named
from quorate.queries.quorums import quorum_clause
from quorate.records.facts.agencies import agencies_of
from quorate.records.facts.rooms import seats_on
from quorate.records.models import Group


def said_of_names(group: Group, terms: TermsVersion, on: date) -> tuple[str, ...]:
    """A sentence where the quorum names what no seat, office or agency is called on a day; else nothing.

    The database is asked only where the quorum names anything.
    """
    clause = quorum_clause(terms)
    rule = clause.quorum if clause else None
    if rule is None or not any(isinstance(test, Named) and test.names for test in rule.tests):
        return ()
    agencies = agencies_on(agencies_of(group.partnership_id), on)
    unknown = called_by_nobody(rule, seats_on(group.id, on), agencies)
    if not unknown:
        return ()
    said = listed([f"“{name}”" for name in unknown])
    return (
        f"The quorum names {said}, and no seat of the group, its office or its agency is called so. Whether "
        "a meeting is quorate may then not be said. Name them in the clause as the People page does.",
    )
