"""A draft of the next terms, begun from a document, and the forms that are rightly sent about it."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date

from quorate.commands import terms_drafts
from quorate.commands.terms_drafts import About
from quorate.records.models import TermsDraft
from tests.builders.world import World, done

PAPER = """Marlhaven Board

Terms of Reference

Version:\t3
Frequency of meetings:\tQuarterly
Quorum:\tFive members from at least three agencies.
Administration:\tPapers go to members six working days before the meeting.
Voting:\tThe casting vote lies with whoever spoke last.
Conduct:\tMembers shall cast no vote by proxy unless the Mayor whistles.
Membership:\tCore members:
\t• Head of Housing, Council • Superintendent, Police
\tAdvisory members:
\t• Data lead
"""


def begin_from_paper(world: World, text: str = PAPER) -> uuid.UUID:
    """A draft read from a document: three clauses, two sentences not understood, three seats."""
    asked = world.as_("coordinator")
    return done(
        terms_drafts.begin_draft_from_file(asked, group=world.board, name="terms.txt", data=text.encode())
    )


def say(world: World, draft: uuid.UUID, **more: object) -> None:
    """Give a draft its name and first day."""
    about = About(**{"label": "Terms of 2027", "in_force_from": date(2027, 1, 1), **more})  # type: ignore[arg-type]
    version = TermsDraft.objects.get(id=draft).version
    done(terms_drafts.say_about_draft(world.as_("coordinator"), draft=draft, version=version, about=about))


def drafted_things(world: World) -> dict[str, object]:
    """The draft and a clause of it, for addresses that name them; another group has none yet."""
    draft = begin_from_paper(world)
    say(world, draft)
    clauses = TermsDraft.objects.get(id=draft).content["clauses"]
    return {"draft": draft, "clause": clauses[0]["id"], "terms_new.group": "training"}


def drafted_bodies(ids: Mapping[str, object]) -> dict[str, Callable[[], Mapping[str, object]]]:
    """The form of each address about a draft."""

    def on_draft(**more: object) -> Callable[[], Mapping[str, object]]:
        return lambda: {**more, "version": TermsDraft.objects.get(id=ids["draft"]).version}

    return {
        "terms_new": lambda: {"begin": "nothing"},
        "terms_back": lambda: {"why": "Adopted in error"},
        "terms_about": on_draft(label="Version 4", in_force_from="1 2 2027", year_type="municipal"),
        "terms_clause_add": on_draft(kind="chair"),
        "terms_clause": on_draft(quote="Five times a year", times_a_year="5"),
        "terms_clause_place": on_draft(to="down"),
        "terms_sentence": on_draft(sentence="0"),
        "terms_seats": lambda: {"seat": "0"},
        "terms_draft_adopt": on_draft(unread="yes"),
        "terms_draft_set_aside": on_draft(),
    }
