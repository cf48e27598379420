"""The definitions of domestic abuse, each with the days it held, and which of them a text quotes.

A paper written for today that rests on a definition which no longer holds counts the wrong people: the one
of 2013 knows no economic abuse by name and no child as a victim. A text is told by words that stand in one
definition alone. One that quotes the definition in force too, such as a paper that compares them, is not
said to be out of date.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from quorate.domain.kernel.words import day


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition: its name, the first day it held, where it stands, and what it says in our own words.

    `told_by` is a pattern of words that stand in it alone.
    """

    code: str
    name: str
    from_on: date
    source: str
    says: str
    told_by: re.Pattern[str]


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace(" ", r"\s+"), re.IGNORECASE)


DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "government_2004",
        "Government definition of domestic violence, 2004",
        date(2004, 1, 1),
        "Home Office; in use until 30 March 2013. Its first day here is the first of that year.",
        "Violence or abuse between adults who are or were partners or family members.",
        _words(r"any incident of threatening behaviour,? violence,? or abuse"),
    ),
    Definition(
        "government_2013",
        "Cross-government definition of domestic violence and abuse, 2013",
        date(2013, 3, 31),
        "Home Office, announced in September 2012 and in use from 31 March 2013. It never was law.",
        "One incident or a pattern of controlling, coercive or threatening behaviour, from the age of 16.",
        _words(r"incidents? or (?:a )?patterns? of incidents? of controlling"),
    ),
    Definition(
        "act_2021",
        "Domestic Abuse Act 2021, section 1",
        date(2021, 10, 1),
        "Sections 1 to 3. In force for everything from 1 October 2021; for housing law from 5 July 2021 "
        "(SI 2021/797).",
        "Abusive behaviour between two people of 16 or over who are personally connected, economic abuse "
        "named; a child who sees, hears or feels the effects is a victim too.",
        _words(r"personally connected"),
    ),
)
_BY_CODE = {one.code: one for one in DEFINITIONS}


@dataclass(frozen=True, slots=True)
class Superseded:
    """A definition that is quoted and no longer holds, with the one that does."""

    quoted: Definition
    right: Definition

    @property
    def sentence(self) -> str:
        """What is quoted, and what replaced it when."""
        return (
            f"Quotes the {_lower(self.quoted.name)}. Since {day(self.right.from_on)} the definition is that "
            f"of the {self.right.name}."
        )


def in_force(on: date) -> Definition | None:
    """The definition that held on a day, its first day included; None before the first we know."""
    begun = [one for one in DEFINITIONS if one.from_on <= on]
    return begun[-1] if begun else None


def quoted_in(texts: Iterable[str]) -> str:
    """The code of the latest definition that these texts quote; empty where they quote none we know."""
    said = "\n".join(texts)
    found = [one for one in DEFINITIONS if one.told_by.search(said)]
    return found[-1].code if found else ""


def superseded(code: str, on: date) -> Superseded | None:
    """That a definition quoted in something of a day no longer held then; None where it did.

    A code that is not known is of no definition.
    """
    quoted, right = _BY_CODE.get(code), in_force(on)
    if quoted is None or right is None or quoted.from_on >= right.from_on:
        return None
    return Superseded(quoted, right)


def until(definition: Definition) -> date | None:
    """The first day on which a later definition held; None for the one that holds still."""
    later = [one.from_on for one in DEFINITIONS if one.from_on > definition.from_on]
    return min(later, default=None)


def _lower(name: str) -> str:
    return name if name.startswith("Domestic Abuse Act") else f"{name[:1].lower()}{name[1:]}"
