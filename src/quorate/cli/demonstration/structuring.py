"""How a place's groups stand to one another: whom they report to, what is asked of whom, who was renamed."""

import tomllib
import uuid
from collections.abc import Mapping
from datetime import date
from functools import partial
from importlib import resources
from typing import Any

from quorate.cli.demonstration.story import Happening, Story, done
from quorate.commands import messages, setting_up, structure
from quorate.commands.structure import Asked, LineSaid
from quorate.domain.kernel.outcomes import OnBehalf
from quorate.records.models import Agency, Message, Partnership, Question, ReportingLine

Row = Mapping[str, Any]
_CONTENT = "quorate.cli.demonstration.content"


def happenings(story: Story) -> list[Happening]:
    """Groups and bodies added later, lines drawn, reports made, questions put and answered, new names."""
    table = read(story.place.slug)
    begins = story.place.records_from
    said = [Happening(begins, partial(_is_unitary, story))] if table.get("unitary") else []
    said += [Happening(one["on"], partial(_add_group, story, one)) for one in table["groups"]]
    said += [Happening(one["on"], partial(_join, story, one)) for one in table["seats"]]
    said += [Happening(one["from_on"], partial(_draw, story, one)) for one in table["lines"]]
    said += [Happening(one["on"], partial(_report, story, one)) for one in table["reports"]]
    said += [Happening(one["from_on"], partial(_rename, story, one)) for one in table["names"]]
    for one in table["questions"]:
        said.append(Happening(one["on"], partial(_ask, story, one)))
        if "answer" in one:
            said.append(Happening(one["answered_on"], partial(_answer, story, one)))
    return said


def read(slug: str) -> Row:
    """What a place's file says of its structure."""
    path = resources.files(_CONTENT) / slug / "structure.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _is_unitary(story: Story, on: date) -> None:
    row = Partnership.objects.get(id=story.partnership)
    done(
        setting_up.change_settings(
            story.coordinator(on),
            version=row.version,
            due_soon_days=row.due_soon_days,
            no_update_days=row.no_update_days,
            is_unitary=True,
        )
    )


def _add_group(story: Story, one: Row, on: date) -> None:
    story.groups[one["key"]] = done(
        setting_up.add_group(
            story.coordinator(on),
            slug=one["key"],
            name=one["name"],
            kind=one["kind"],
            parent=story.groups.get(one.get("under", "")),
            order=len(story.groups),
            question=one.get("question", ""),
            ends_on=one.get("ends_on"),
        )
    )
    story.forget_roles()


def _join(story: Story, one: Row, on: date) -> None:
    """A seat of such a group, and who holds it."""
    group = story.groups[one["group"]]
    seat = done(
        setting_up.add_seat(story.coordinator(on), group=group, title=one["title"], order=one["order"])
    )
    done(
        setting_up.appoint(
            story.coordinator(on),
            seat=seat,
            person=story.people[one["person"]],
            from_on=on,
            office=one.get("office", ""),
        )
    )
    story.forget_roles()


def _draw(story: Story, one: Row, on: date) -> None:
    said = LineSaid(one["what"], one.get("times"), each_meeting=one.get("each_meeting", False))
    done(
        structure.add_line(
            story.coordinator(on),
            reports=story.groups[one["reports"]],
            to=story.groups[one["to"]],
            said=said,
            from_on=one["from_on"],
        )
    )


def _report(story: Story, one: Row, on: date) -> None:
    row = ReportingLine.objects.get(
        reports=story.groups[one["reports"]], to=story.groups[one["to"]], ended_on=None
    )
    done(
        structure.record_report(
            story.coordinator(on),
            line=row.id,
            version=row.version,
            period=one["period"],
            made_on=on,
            note=one.get("note", ""),
        )
    )


def _ask(story: Story, one: Row, on: date) -> None:
    said = Asked(
        words=one["words"],
        by_group=story.groups.get(one.get("by", "")),
        by_words=one.get("by_words", ""),
        to_group=story.groups.get(one.get("to_group", "")),
        to_agency=story.agencies.get(one.get("to_agency", "")),
        due_on=one.get("due_on"),
    )
    made = done(structure.ask_question(story.coordinator(on), said=said, asked_on=on))
    _send(story, made, on)


def _answer(story: Story, one: Row, on: date) -> None:
    row = Question.objects.get(partnership=story.partnership, words=one["words"])
    by = OnBehalf(str(story.people[one["by_person"]]), one["how"], on)
    done(
        structure.answer_question(
            story.coordinator(on),
            question=row.id,
            version=row.version,
            words=one["answer"],
            on=on,
            on_behalf=by,
        )
    )
    _send(story, row.id, on)


def _send(story: Story, question: uuid.UUID, on: date) -> None:
    """The work loop sends what the question owed."""
    owed = Message.objects.filter(partnership=story.partnership, sent_at=None, key__endswith=str(question))
    for message in owed.order_by("due_at", "id"):
        done(messages.mark_sent(story.as_quorate(on), message=message.id))


def _rename(story: Story, one: Row, on: date) -> None:
    row = Agency.objects.get(id=story.agencies[one["agency"]])
    done(
        setting_up.rename_agency(
            story.coordinator(on),
            agency=row.id,
            version=row.version,
            name=one["name"],
            short_name=row.short_name,
            from_on=one["from_on"],
        )
    )
