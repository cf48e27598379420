"""Who sits on a place's groups beyond names and days: coverage, interests, who chose another name."""

import tomllib
import uuid
from dataclasses import replace
from datetime import date
from functools import partial
from importlib import resources
from typing import Any

from quorate.cli.demonstration.story import Happening, Story, done
from quorate.commands import membership, setting_up
from quorate.domain.membership.coverage import Represented
from quorate.domain.membership.interest import Decision
from quorate.domain.membership.seats import SeatDraft
from quorate.queries.people.seats import page_seat_form
from quorate.records import scopes
from quorate.records.models import ExpressionOfInterest, Person

Row = dict[str, Any]
_CONTENT = "quorate.cli.demonstration.content"


def happenings(story: Story) -> list[Happening]:
    """What is said of seats, who is designated, who declared what, and who wrote that they wish to join."""
    table = _read(story.place.slug)
    said = [Happening(one["on"], partial(_change_seat, story, one)) for one in table["seats"]]
    said += [Happening(one["from_on"], partial(_hide, story, one)) for one in table["private"]]
    said += [Happening(one["on"], partial(_designate, story, one)) for one in table["designations"]]
    said += [Happening(one["from_on"], partial(_register, story, one)) for one in table["registered"]]
    said += [Happening(one["on"], partial(_review, story, one)) for one in table["reviews"]]
    for one in table["interests"]:
        said.append(Happening(one["received_on"], partial(_receive, story, one)))
        if one.get("decision"):
            said.append(Happening(one["decided_on"], partial(_decide, story, one)))
        if one.get("replied_on"):
            said.append(Happening(one["replied_on"], partial(_answer, story, one)))
    return said


def _read(slug: str) -> dict[str, list[Row]]:
    path = resources.files(_CONTENT) / slug / "membership.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _change_seat(story: Story, one: Row, on: date) -> None:
    by, seat = story.coordinator(on), story.seats[one["seat"]]
    form = page_seat_form(by.actor, seat=seat, today=on)
    more = {
        name: one[name] for name in ("places", "condition", "by_interest", "follows_office") if name in one
    }
    if "follows_group" in one:
        more["follows_group"] = str(story.groups[one["follows_group"]])
    done(setting_up.change_seat(by, seat=seat, version=form.version, draft=replace(form.draft, **more)))
    story.forget_roles()


def _hide(story: Story, one: Row, on: date) -> None:
    """Somebody with lived experience joins, and is known by the name they chose."""
    by = story.coordinator(on)
    draft = SeatDraft(one["seat"], "advisory", by_interest=True, shown_as=one["shown_as"])
    seat = done(setting_up.add_seat(by, group=story.groups[one["group"]], draft=draft, order=100))
    person = done(setting_up.add_person(story.coordinator(on), name=one["role"]))
    story.people[one["key"]] = person
    said = {"seat": seat, "person": person, "from_on": one["from_on"], "by_chosen_name": True}
    done(setting_up.appoint(story.coordinator(on), **said))
    kept = setting_up.keep_privately(
        story.coordinator(on),
        person=person,
        version=Person.objects.get(id=person).version,
        shown_as=one["shown_as"],
        name=one["role"],
        safe_contact=one["contact"],
        safe_times=one["times"],
    )
    done(kept)
    done(membership.record_statement(story.coordinator(on), person=person, signed_on=on))


def _designate(story: Story, one: Row, on: date) -> None:
    done(
        membership.designate(
            story.coordinator(on),
            seat=story.seats[one["seat"]],
            section=Represented(one["section"]),
            designated_on=one["on"],
            reason=one["reason"],
        )
    )


def _register(story: Story, one: Row, on: date) -> None:
    done(
        membership.register_interest(
            story.coordinator(on),
            person=story.people[one["person"]],
            words=one["words"],
            from_on=one["from_on"],
            agency=story.agencies.get(one.get("agency", "")),
        )
    )


def _review(story: Story, one: Row, on: date) -> None:
    group = story.groups[one["group"]]
    done(membership.review_membership(story.coordinator(on), group=group, done_on=on, advice=one["advice"]))


def _receive(story: Story, one: Row, on: date) -> None:
    done(
        membership.receive_interest(
            story.coordinator(on),
            group=story.groups[one["group"]],
            name=one["name"],
            agency_name=one["organisation"],
            received_on=one["received_on"],
            words=one["words"],
        )
    )


def _decide(story: Story, one: Row, on: date) -> None:
    row = _found(story, one)
    done(
        membership.decide_interest(
            story.coordinator(on),
            interest=row.id,
            version=row.version,
            decision=Decision(one["decision"]),
            decided_on=one["decided_on"],
            decided_by=story.people[one["by"]],
            reason=one["reason"],
        )
    )


def _answer(story: Story, one: Row, on: date) -> None:
    row = _found(story, one)
    done(
        membership.answer_interest(
            story.coordinator(on), interest=row.id, version=row.version, replied_on=one["replied_on"]
        )
    )


def _found(story: Story, one: Row) -> ExpressionOfInterest:
    group: uuid.UUID = story.groups[one["group"]]
    actor = story.coordinator(story.clock.day).actor
    return scopes.expressions(actor).get(group=group, name=one["name"])
