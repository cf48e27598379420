"""Reads what was typed into a form, keeping it as typed, with a sentence beside each field that is wrong."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import NamedTuple

from django.http import QueryDict

from quorate.domain.kernel.outcomes import OnBehalf, Refusal
from quorate.domain.kernel.reading import doubt_of_year, read_day, read_time, read_words


class Fault(NamedTuple):
    """What is wrong with one field, in a sentence."""

    field: str
    sentence: str


class Answers:
    """The answers of one form. `errors` holds what is wrong, in the order asked."""

    def __init__(self, posted: Mapping[str, str] | None = None) -> None:
        self.posted: Mapping[str, str] = posted if posted is not None else {}
        self.errors: list[Fault] = []

    def raw(self, name: str, default: str = "") -> str:
        """What was typed, to show again."""
        return self.posted.get(name, default)

    def error(self, name: str) -> str:
        """The first sentence beside a field, or empty."""
        return next((fault.sentence for fault in self.errors if fault.field == name), "")

    def wrong(self, name: str, sentence: str) -> None:
        """Put a sentence beside a field."""
        self.errors.append(Fault(name, sentence))

    def refused(self, refusal: Refusal) -> None:
        """Put a refusal's sentence, and what to do about it, beside its field or over the form."""
        self.wrong(refusal.field or "form", f"{refusal.sentence} {refusal.cure}".strip())

    def text(self, name: str, *, needed: str = "", longest: int = 20_000) -> str:
        """Words as `read_words` has them; `needed` is the sentence when there are none."""
        value = read_words(self.raw(name))
        if needed and not value:
            self.wrong(name, needed)
        if len(value) > longest:
            self.wrong(name, f"This is {len(value):,} characters. Shorten it to {longest:,}.")
        return value

    def day(self, name: str, *, needed: str = "") -> date | None:
        """A date such as 27 3 2026 or 27 March 2026; None when empty, not a date or of a year to check."""
        value = self.text(name, needed=needed, longest=40)
        if not value:
            return None
        found = read_day(value)
        if found is None:
            self.wrong(name, f"“{value}” is not a date. Write it like 27 3 2026 or 27 March 2026.")
        elif doubt := doubt_of_year(found):
            self.wrong(name, doubt)
            return None
        return found

    def clock(self, name: str, *, needed: str = "") -> time | None:
        """A time such as 10am or 14:30; None when empty or not a time."""
        value = self.text(name, needed=needed, longest=20)
        if not value:
            return None
        found = read_time(value)
        if found is None:
            self.wrong(name, f"“{value}” is not a time. Write it like 10am or 2:30pm.")
        return found

    def whole(self, name: str, *, least: int = 0, most: int = 10_000, needed: str = "") -> int | None:
        """A whole number between `least` and `most`, both inclusive."""
        value = self.text(name, needed=needed, longest=12).replace(",", "")
        if not value:
            return None
        if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
            self.wrong(name, f"Write a whole number from {least:,} to {most:,}.")
            return None
        return int(value)

    def choice(self, name: str, allowed: Iterable[str], *, needed: str = "") -> str:
        """One of the values offered."""
        value = self.raw(name)
        if value and value not in set(allowed):
            self.wrong(name, "Choose one from the list.")
            return ""
        if needed and not value:
            self.wrong(name, needed)
        return value

    def identity(self, name: str, *, needed: str = "") -> uuid.UUID | None:
        """An id chosen from a list."""
        value = self.raw(name)
        if not value:
            if needed:
                self.wrong(name, needed)
            return None
        try:
            return uuid.UUID(value)
        except ValueError:
            self.wrong(name, "Choose one from the list.")
            return None

    def ticked(self, name: str) -> tuple[str, ...]:
        """Every value ticked, to show again."""
        return tuple(self.posted.getlist(name)) if isinstance(self.posted, QueryDict) else ()

    def identities(self, name: str) -> tuple[uuid.UUID, ...]:
        """The ids ticked in a list."""
        try:
            return tuple(uuid.UUID(value) for value in self.ticked(name))
        except ValueError:
            self.wrong(name, "Choose from the list.")
            return ()

    def version(self) -> int:
        """The version the form was made from; 0, which nothing has, when it says none: it is then stale."""
        value = self.raw("version")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0

    def behalf(self, today: date) -> OnBehalf | None:
        """For whom this is recorded, if for somebody else: the fields `on_behalf_...`.

        Any one of them filled in says that somebody told; a person not chosen is then empty, and refused.
        """
        person, how = self.identity("on_behalf_person"), self.raw("on_behalf_how")
        on = self.day("on_behalf_on")
        if person is None and not how and not self.raw("on_behalf_on").strip():
            return None
        return OnBehalf(person=str(person or ""), how=how, on=on or today)
