"""The next terms: begun, worked on, adopted; judged by the version in force on the day."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from quorate.commands import meetings, setting_up, terms
from quorate.commands import terms_drafts as verbs
from quorate.commands.runner import Done
from quorate.commands.terms_drafts import About
from quorate.domain.calendar.types import Direction, Offset, Unit, Weekday
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError, StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.terms.clauses import ClauseKind
from quorate.domain.terms.drafts import from_plain
from quorate.domain.terms.from_document import notes_from_plain
from quorate.domain.terms.typed import of_another_kind
from quorate.queries.meetings import page_meeting
from quorate.records.facts.meetings import terms_by_group
from quorate.records.facts.terms import terms_facts
from quorate.records.models import ClauseRow, EventRow, Seat, StoredFile, Terms, TermsDraft
from tests.builders.meetings import a_meeting, an_item, circulated_late, version_of
from tests.builders.terms import PAPER, begin_from_paper, say
from tests.builders.world import CITY_CLAUSES, TODAY, World, done, make_two, make_world, offset
from tests.commands.test_redactions import redact

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path / "files"


def begin(world: World, **more) -> uuid.UUID:
    return done(verbs.begin_draft(world.as_("coordinator"), group=world.board, **more))


def now(draft: uuid.UUID):
    return from_plain(TermsDraft.objects.get(id=draft).content)


def notes(draft: uuid.UUID):
    return notes_from_plain(TermsDraft.objects.get(id=draft).read)


def version(draft: uuid.UUID) -> int:
    return TermsDraft.objects.get(id=draft).version


def do(verb, world: World, draft: uuid.UUID, key: str = "coordinator", **said):
    return verb(world.as_(key), draft=draft, **{"version": version(draft), **said})


def of(draft: uuid.UUID, kind: ClauseKind):
    return next(clause for clause in now(draft).clauses if clause.kind is kind)


def code(outcome) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def test_a_draft_begins_as_the_last_version_was_and_changes_nothing_until_it_is_adopted():
    world = make_world()
    draft = begin(world)

    held = list(ClauseRow.objects.filter(terms=world.terms).order_by("order"))
    assert [clause.quote for clause in now(draft).clauses] == [row.quote for row in held]
    assert {clause.id for clause in now(draft).clauses}.isdisjoint(str(row.id) for row in held)
    assert Terms.objects.filter(group=world.board).count() == 1
    assert EventRow.objects.filter(code="terms.draft_begun", subject_id=str(draft)).count() == 1


def test_a_draft_from_nothing_is_empty_and_still_compared_with_the_version_before():
    world = make_world()
    draft = begin(world, from_last=False)

    assert now(draft).clauses == ()
    assert TermsDraft.objects.get(id=draft).began_from_id == world.terms


def test_a_group_has_one_draft_at_a_time():
    world = make_world()
    draft = begin(world)

    assert code(verbs.begin_draft(world.as_("coordinator"), group=world.board)) == "terms.draft_open"
    do(verbs.set_draft_aside, world, draft)
    assert begin(world) != draft


def test_a_first_draft_cannot_begin_from_a_version_there_is_not():
    world = make_world()
    group = done(setting_up.add_group(world.as_("coordinator"), slug="g", name="Group"))

    assert code(verbs.begin_draft(world.as_("coordinator"), group=group)) == "terms.no_last"
    assert isinstance(verbs.begin_draft(world.as_("coordinator"), group=group, from_last=False), Done)


def test_a_document_gives_clauses_with_their_words_and_what_was_not_understood():
    world = make_world()
    draft = begin_from_paper(world)

    assert of(draft, ClauseKind.CADENCE).times_a_year == 4
    assert of(draft, ClauseKind.QUORUM).quote == "Five members from at least three agencies."
    assert [sentence.text for _, sentence in notes(draft).open] == [
        "The casting vote lies with whoever spoke last.",
        "Members shall cast no vote by proxy unless the Mayor whistles.",
    ]
    assert [seat.title for seat in notes(draft).seats] == [
        "Head of Housing, Council", "Superintendent, Police", "Data lead",
    ]  # fmt: skip
    assert now(draft).label == "Version 3"
    row = TermsDraft.objects.get(id=draft)
    assert StoredFile.objects.get(id=row.source_id).name == "terms.txt"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "imports.empty_file"),
        (b"\x89PNG\r\n\x1a\n\0", "imports.not_text"),
        (b"<html><p>Terms</p>", "imports.not_a_terms_file"),
        (b"a " * 900_000, "imports.too_long"),
        (b" " + b"\0" * (20 * 1024 * 1024 + 1) + b"x", "imports.file_too_large"),
    ],
)
def test_a_file_that_is_no_terms_document_is_refused_and_nothing_is_kept(data, expected):
    world = make_world()
    asked = world.as_("coordinator")
    outcome = verbs.begin_draft_from_file(asked, group=world.board, name="terms.txt", data=data)

    assert code(outcome) == expected
    assert outcome.field == "file"
    assert not TermsDraft.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_bomb_of_a_word_file_is_not_opened():
    import io
    import zipfile

    world, out = make_world(), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w>" + "a" * 200_000_000 + "</w>")
    outcome = verbs.begin_draft_from_file(
        world.as_("coordinator"), group=world.board, name="terms.docx", data=out.getvalue()
    )

    assert code(outcome) == "imports.unpacks_too_large"


def test_nothing_is_read_for_somebody_who_may_not_begin(monkeypatch):
    world = make_world()
    monkeypatch.setattr(verbs, "read_terms_source", lambda *_: pytest.fail("it was read"))

    with pytest.raises(NotAllowedError):
        verbs.begin_draft_from_file(world.as_("police"), group=world.board, name="t.txt", data=b"x")


def test_one_clause_is_changed_and_keeps_its_id_and_place():
    world = make_world()
    draft = begin(world)
    papers = of(draft, ClauseKind.PAPERS_IN)
    order = [clause.id for clause in now(draft).clauses]

    assert isinstance(
        do(
            verbs.change_clause, world, draft,
            clause=replace(papers, offset=offset(2, Unit.WEEK), ambiguity="A week may be five days."),
        ),
        Done,
    )  # fmt: skip
    assert of(draft, ClauseKind.PAPERS_IN).offset == offset(2, Unit.WEEK)
    assert of(draft, ClauseKind.PAPERS_IN).ambiguity == "A week may be five days."
    assert [clause.id for clause in now(draft).clauses] == order


def test_a_clause_is_said_to_be_about_something_else_and_stays_in_its_place():
    world = make_world()
    draft = begin(world)
    papers, order = of(draft, ClauseKind.PAPERS_IN), [clause.id for clause in now(draft).clauses]

    done(do(verbs.change_clause, world, draft, clause=of_another_kind(papers, ClauseKind.AGENDA)))

    changed = now(draft).clause(papers.id)
    assert (changed.kind, changed.quote, changed.offset, changed.who) == (
        ClauseKind.AGENDA, papers.quote, None, "",
    )  # fmt: skip
    assert [clause.id for clause in now(draft).clauses] == order


def test_a_seat_listed_for_several_is_added_with_as_many_places():
    world = make_world()
    draft = begin_from_paper(world)
    row = TermsDraft.objects.get(id=draft)
    titles = ("Two survivors", "Representatives of housing", "Headteachers x3", "Refuge lead(s)", "Librarian")
    row.read["seats"] = [
        {"title": title, "seat_class": "core", "several": title != "Librarian"} for title in titles
    ]
    row.save()

    done(verbs.add_listed_seats(world.as_("coordinator"), draft=draft))

    seats = Seat.objects.filter(group=world.board, title__in=titles)
    assert dict(seats.values_list("title", "places")) == dict(zip(titles, (2, 2, 3, 1, 1), strict=True))


def test_a_seat_listed_on_a_condition_is_added_with_it_and_is_no_vacancy():
    world = make_world()
    draft = begin_from_paper(world)
    row = TermsDraft.objects.get(id=draft)
    row.read["seats"] = [{"title": "Refuge lead (if not already a member)", "seat_class": "core"}]
    row.save()

    done(verbs.add_listed_seats(world.as_("coordinator"), draft=draft))

    assert Seat.objects.get(group=world.board, title="Refuge lead").condition == "not already a member"
    missing = verbs.add_listed_seats(world.as_("coordinator"), draft=draft)
    assert missing.code == "terms.no_such_seat", "the one there is the one listed"


def test_a_clause_that_is_gone_is_not_changed():
    world = make_world()
    draft = begin(world)
    papers = of(draft, ClauseKind.PAPERS_IN)

    assert code(do(verbs.change_clause, world, draft, clause=replace(papers, id="x"))) == (
        "terms.no_such_clause"
    )
    do(verbs.leave_out_clause, world, draft, clause=papers.id)
    for verb, more in ((verbs.leave_out_clause, {}), (verbs.move_clause, {"up": True})):
        assert code(do(verb, world, draft, clause=papers.id, **more)) == "terms.no_such_clause"


def test_a_clause_is_added_moved_left_out_and_put_back():
    world = make_world()
    draft = begin(world)
    made = done(do(verbs.add_clause, world, draft, kind=ClauseKind.CONFIDENTIALITY))
    do(verbs.move_clause, world, draft, clause=str(made), up=True)
    assert [clause.kind for clause in now(draft).clauses][-2:] == [
        ClauseKind.CONFIDENTIALITY, ClauseKind.STANDING_ITEM,
    ]  # fmt: skip

    do(verbs.leave_out_clause, world, draft, clause=of(draft, ClauseKind.DURATION).id)
    assert ClauseKind.DURATION not in {clause.kind for clause in now(draft).clauses}
    held = ClauseRow.objects.get(terms=world.terms, kind="duration")
    do(verbs.add_clause, world, draft, left_out=held.id)
    assert of(draft, ClauseKind.DURATION).minutes == 120
    assert of(draft, ClauseKind.DURATION).id != str(held.id)


def test_a_sentence_not_understood_becomes_a_clause_and_is_open_again_when_that_is_left_out():
    world = make_world()
    draft = begin_from_paper(world)
    made = done(do(verbs.add_clause, world, draft, kind=ClauseKind.AUTHORITY, sentence=0))

    assert of(draft, ClauseKind.AUTHORITY).quote == "The casting vote lies with whoever spoke last."
    assert [n for n, _ in notes(draft).open] == [1]
    again = do(verbs.add_clause, world, draft, kind=ClauseKind.AUTHORITY, sentence=0)
    assert code(again) == "terms.no_such_sentence"
    do(verbs.leave_out_clause, world, draft, clause=str(made))
    assert [n for n, _ in notes(draft).open] == [0, 1]


def test_a_sentence_is_set_aside_and_taken_up_again():
    world = make_world()
    draft = begin_from_paper(world)
    do(verbs.settle_sentence, world, draft, sentence=1, aside=True)
    assert [n for n, _ in notes(draft).open] == [0]
    do(verbs.settle_sentence, world, draft, sentence=1, aside=False)
    assert [n for n, _ in notes(draft).open] == [0, 1]
    for n in (-1, 2):
        assert code(do(verbs.settle_sentence, world, draft, sentence=n, aside=True)) == (
            "terms.no_such_sentence"
        )


def test_a_clause_needs_a_kind_and_one_put_back_must_be_the_groups_own():
    world, other = make_two()
    draft = begin(world)
    theirs = ClauseRow.objects.filter(terms=other.terms).first()

    assert code(do(verbs.add_clause, world, draft)) == "terms.no_kind"
    assert theirs is not None
    assert code(do(verbs.add_clause, world, draft, left_out=theirs.id)) == "terms.no_such_clause"


def test_adopting_makes_the_terms_and_settles_the_draft():
    world = make_world()
    draft = begin(world)
    say(world, draft, review_on=date(2028, 1, 1), approved_by="The board", approved_on=date(2026, 11, 1))
    made = done(do(verbs.adopt_draft, world, draft))

    row = Terms.objects.get(id=made)
    assert (row.label, row.in_force_from, row.approved_by) == ("Terms of 2027", date(2027, 1, 1), "The board")
    assert row.clauses.count() == ClauseRow.objects.filter(terms=world.terms).count()
    assert TermsDraft.objects.get(id=draft).adopted_id == made
    assert EventRow.objects.filter(code="terms.adopted", subject_id=str(made)).count() == 1
    for verb, more in (
        (verbs.adopt_draft, {}),
        (verbs.set_draft_aside, {}),
        (verbs.add_clause, {"kind": ClauseKind.CHAIR}),
    ):
        assert code(do(verb, world, draft, **more)) == "terms.draft_settled"


def test_a_draft_that_makes_no_sense_is_not_adopted():
    world = make_world()
    draft = begin(world)
    assert code(do(verbs.adopt_draft, world, draft)) == "terms.no_label"
    say(world, draft, in_force_from=None)
    assert code(do(verbs.adopt_draft, world, draft)) == "terms.no_first_day"
    say(world, draft, in_force_from=date(2024, 1, 2))
    assert code(do(verbs.adopt_draft, world, draft)) == "terms.same_day"
    say(world, draft)
    do(verbs.add_clause, world, draft, kind=ClauseKind.NOTICE)
    assert code(do(verbs.adopt_draft, world, draft)) == "terms.clause_without_quote"
    for clause in now(draft).clauses:
        do(verbs.leave_out_clause, world, draft, clause=clause.id)
    assert code(do(verbs.adopt_draft, world, draft)) == "terms.no_clauses"
    assert Terms.objects.filter(group=world.board).count() == 1


def test_odd_days_are_asked_about_and_approval_to_come_is_refused():
    world = make_world()
    draft = begin(world)
    say(world, draft, in_force_from=date(1900, 1, 1), approved_on=date(2099, 1, 1))
    assert code(do(verbs.adopt_draft, world, draft)) == "terms.odd_days"
    assert code(do(verbs.adopt_draft, world, draft, days_are_right=True)) == "terms.not_approved_yet"
    say(world, draft, approved_on=TODAY, in_force_from=date(2026, 11, 1))
    assert code(do(verbs.adopt_draft, world, draft)) == "terms.odd_days"
    say(world, draft, approved_on=TODAY, in_force_from=TODAY)
    done(do(verbs.adopt_draft, world, draft))


def test_terms_adopted_by_mistake_are_a_draft_again_while_nothing_was_judged_by_them():
    world, theirs = make_two()
    draft = begin(world)
    say(world, draft)
    words = now(draft)
    adopted = done(do(verbs.adopt_draft, world, draft))
    following = begin(world)
    back = {"terms": adopted, "why": "The wrong file"}

    with pytest.raises(NotAllowedError):
        verbs.take_back_terms(world.as_("police"), **back)
    with pytest.raises(NotFoundError):
        verbs.take_back_terms(theirs.as_("coordinator"), **back)
    assert code(verbs.take_back_terms(world.as_("coordinator"), **{**back, "why": " "})) == (
        "terms.take_back_why"
    )
    done(verbs.take_back_terms(world.as_("coordinator"), **back))

    assert [row.id for row in Terms.objects.filter(group=world.board)] == [world.terms]
    assert now(draft) == words
    assert TermsDraft.objects.get(id=draft).set_aside_at, "another is being worked on"
    assert TermsDraft.objects.get(id=following).began_from_id == world.terms
    event = EventRow.objects.get(code="terms.taken_back")
    assert event.subject_id == str(draft)
    assert str(adopted) in event.contents
    with pytest.raises(NotFoundError):
        verbs.take_back_terms(world.as_("coordinator"), **back)


def test_terms_a_meeting_was_held_or_sent_out_under_are_not_taken_back():
    world = make_world()
    circulated_late(world, TODAY)
    back = {"terms": world.terms, "why": "The wrong file"}
    Terms.objects.filter(id=world.terms).update(recorded_at=datetime(2026, 1, 5, 9, tzinfo=UTC))

    assert code(verbs.take_back_terms(world.as_("coordinator"), **back)) == "terms.judged_by"


def test_terms_recorded_whole_are_a_draft_once_they_are_taken_back():
    world = make_world()
    clauses = terms_facts(Terms.objects.filter(id=world.terms))[0].clauses
    draft = done(verbs.take_back_terms(world.as_("coordinator"), terms=world.terms, why="Not ours"))

    assert [clause.quote for clause in now(draft).clauses] == [clause.quote for clause in clauses]
    assert not TermsDraft.objects.get(id=draft).set_aside_at


def test_a_draft_and_terms_recorded_whole_come_to_be_the_same_way():
    world = make_world()
    draft = begin(world)
    clauses = now(draft).clauses
    say(world, draft)
    drafted = done(do(verbs.adopt_draft, world, draft))
    whole = done(
        terms.adopt_terms(
            world.as_("coordinator"), group=world.board, label="Whole", in_force_from=date(2027, 2, 1),
            clauses=clauses,
        )
    )  # fmt: skip

    def columns(id):
        rows = ClauseRow.objects.filter(terms=id).order_by("order").values()
        return [{k: v for k, v in row.items() if k not in ("id", "terms_id")} for row in rows]

    assert columns(drafted) == columns(whole)


def test_a_stale_form_writes_nothing():
    world = make_world()
    draft = begin(world)
    seen = version(draft)
    say(world, draft)

    for verb, more in (
        (verbs.say_about_draft, {"about": About("Other")}),
        (verbs.change_clause, {"clause": of(draft, ClauseKind.CADENCE)}),
        (verbs.leave_out_clause, {"clause": of(draft, ClauseKind.CADENCE).id}),
        (verbs.adopt_draft, {}),
        (verbs.set_draft_aside, {}),
    ):
        with pytest.raises(StaleError):
            do(verb, world, draft, version=seen, **more)
    assert now(draft).label == "Terms of 2027"


def test_only_the_coordinator_works_on_terms_and_only_on_their_own():
    world, other = make_two()
    draft = begin(world)
    calls = (
        (verbs.say_about_draft, {"about": About()}),
        (verbs.add_clause, {"kind": ClauseKind.CHAIR}),
        (verbs.change_clause, {"clause": of(draft, ClauseKind.CADENCE)}),
        (verbs.leave_out_clause, {"clause": "x"}),
        (verbs.move_clause, {"clause": "x", "up": True}),
        (verbs.settle_sentence, {"sentence": 0, "aside": True}),
        (verbs.adopt_draft, {}),
        (verbs.set_draft_aside, {}),
    )
    for verb, more in calls:
        for key in ("chair", "secretary", "police", "observer"):
            with pytest.raises(NotAllowedError):
                do(verb, world, draft, key, **more)
        with pytest.raises(NotFoundError):
            do(verb, other, draft, **more)
    with pytest.raises(NotAllowedError):
        verbs.begin_draft(world.as_("chair"), group=world.board)
    with pytest.raises(NotFoundError):
        verbs.begin_draft(other.as_("coordinator"), group=world.board)
    with pytest.raises(NotFoundError):
        verbs.add_listed_seats(other.as_("coordinator"), draft=draft)


def test_seats_the_document_lists_are_added_once_one_or_all():
    world = make_world()
    draft = begin_from_paper(world)
    asked = world.as_("coordinator")
    had = Seat.objects.filter(group=world.board).count()

    done(verbs.add_listed_seats(asked, draft=draft, numbers=[2]))
    seat = Seat.objects.get(group=world.board, title="Data lead")
    assert seat.seat_class == "advisory"
    assert code(verbs.add_listed_seats(asked, draft=draft, numbers=[2])) == "terms.no_such_seat"
    done(verbs.add_listed_seats(asked, draft=draft))
    assert Seat.objects.filter(group=world.board).count() == had + 3
    assert Seat.objects.get(title="Superintendent, Police").agency_id == world.agencies["police"]
    assert code(verbs.add_listed_seats(asked, draft=draft)) == "terms.no_such_seat"


def the_timetable(world: World, meeting: uuid.UUID, on: date):
    page = page_meeting(world.actor("coordinator", on), meeting=meeting, today=on)
    return [(point.meaning, point.on) for point in page.points]


def adopt_shorter(world: World, from_on: date) -> uuid.UUID:
    draft = begin(world)
    say(world, draft, in_force_from=from_on)
    for kind in (ClauseKind.PAPERS_IN, ClauseKind.CIRCULATION):
        shorter = replace(of(draft, kind), offset=offset(3, Unit.WORKING_DAY), quote="Three working days")
        do(verbs.change_clause, world, draft, clause=shorter)
    minutes = replace(of(draft, ClauseKind.MINUTES_TO_MEMBERS), offset=offset(1, Unit.WEEK, Direction.AFTER))
    do(verbs.change_clause, world, draft, clause=minutes)
    return done(do(verbs.adopt_draft, world, draft))


def test_a_day_of_the_week_and_its_time_are_kept_when_terms_are_adopted():
    world = make_world()
    draft = begin(world)
    tuesday = Offset(1, Unit.WEEK, Direction.BEFORE, Weekday.TUESDAY, time(12))
    do(verbs.change_clause, world, draft, clause=replace(of(draft, ClauseKind.PAPERS_IN), offset=tuesday))
    assert of(draft, ClauseKind.PAPERS_IN).offset == tuesday
    say(world, draft, in_force_from=date(2027, 1, 15))

    id = done(do(verbs.adopt_draft, world, draft))

    adopted = next(one for one in terms_by_group([world.board])[world.board] if one.id == str(id))
    assert adopted.of(ClauseKind.PAPERS_IN).offset == tuesday
    meeting = a_meeting(world, on=date(2027, 2, 11))
    assert ("papers in", date(2027, 2, 9)) in [
        (meaning.split(":")[0], on) for meaning, on in the_timetable(world, meeting, TODAY)
    ]


def test_adopting_later_terms_changes_nothing_of_an_earlier_meetings_timetable():
    world = make_world()
    before = a_meeting(world, on=date(2027, 1, 14))
    after = a_meeting(world, on=date(2027, 2, 11))
    told = the_timetable(world, before, TODAY), the_timetable(world, after, TODAY)

    adopt_shorter(world, date(2027, 1, 15))

    assert the_timetable(world, before, TODAY) == told[0]
    assert the_timetable(world, after, TODAY) != told[1]
    days = [on for said, on in told[0] if said != "agenda agreed by the chair"]  # not asked of one held
    assert [on for _, on in the_timetable(world, before, date(2027, 3, 1))] == days


def test_when_terms_are_adopted_between_a_meetings_notice_and_the_meeting_those_of_its_date_judge_it():
    world = make_world()
    meeting = a_meeting(world, on=date(2027, 1, 14))
    an_item(world, meeting)
    sent = date(2026, 12, 21)
    done(
        meetings.circulate_papers(
            world.as_("coordinator", sent), meeting=meeting, version=version_of(meeting)
        )
    )
    before = the_timetable(world, meeting, sent)

    adopt_shorter(world, date(2027, 1, 4))

    page = page_meeting(world.actor("coordinator", sent), meeting=meeting, today=sent)
    assert page.terms_label == "Terms of 2027"
    assert page.cautions == (
        "The terms changed between the notice of this meeting, on 21 December 2026, and its date. "
        "It is judged by Terms of 2027, in force on its date since 4 January 2027.",
    )
    minutes = [on for said, on in the_timetable(world, meeting, sent) if said.startswith("minutes")]
    assert minutes == [date(2027, 1, 21)]
    assert [on for said, on in before if said.startswith("minutes")] == [date(2027, 1, 28)]


def test_terms_to_come_before_a_meeting_nobody_was_told_of_yet_are_said():
    world = make_world()
    meeting = a_meeting(world, on=date(2027, 1, 14))
    adopt_shorter(world, date(2027, 1, 4))

    for on, said in ((TODAY, True), (date(2027, 1, 5), False)):
        cautions = page_meeting(world.actor("coordinator", on), meeting=meeting, today=on).cautions
        assert any("The terms change before this meeting." in one for one in cautions) == said


def test_words_redacted_from_a_clause_go_from_a_draft_begun_from_it_and_from_its_document():
    words = "Papers about the family at Harbour Road reach the coordinator"
    world = make_world(clauses=(replace(CITY_CLAUSES[2], quote=words), *CITY_CLAUSES[3:]))
    draft = begin_from_paper(world, f"{PAPER}Papers:\t{words} ten working days before the meeting.\n")
    seen, file = version(draft), TermsDraft.objects.get(id=draft).source
    assert any("Harbour Road" in clause.quote for clause in now(draft).clauses)
    clause = ClauseRow.objects.get(terms=world.terms, kind="papers_in")

    redact(world, "clause", clause.id, columns=["quote"])

    assert not any("Harbour Road" in clause.quote for clause in now(draft).clauses)
    assert version(draft) == seen + 1
    assert StoredFile.objects.get(id=file.id).redacted_at is not None
