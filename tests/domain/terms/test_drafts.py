"""A draft of terms: kept as plain data without loss, and changed clause by clause."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quorate.domain.calendar.types import Direction, Offset, Unit, Weekday
from quorate.domain.terms import quorum
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion
from quorate.domain.terms.comparing import Standing, compare
from quorate.domain.terms.drafts import (
    Draft,
    begun_from,
    days_to_confirm,
    from_plain,
    refusals_of_draft,
    to_plain,
    with_clause,
    with_clause_moved,
    without_clause,
)
from quorate.domain.terms.from_document import (
    ASIDE,
    Notes,
    SeatListed,
    draft_read,
    is_same_seat,
    notes_from_plain,
    notes_read,
    notes_to_plain,
    reads_like_no_terms,
    with_sentence,
)
from quorate.domain.terms.usual import not_stated
from tests.samples.terms import MARLHAVEN, OSTERBRIDGE, PROSE, read

WORDS = st.text(max_size=20)
YES_OR_NO = st.none() | st.booleans()
DAYS = st.none() | st.dates()
TESTS = st.one_of(
    st.builds(quorum.Count, st.integers(1, 99), st.sampled_from(quorum.Of)),
    st.builds(quorum.Share, st.just(1), st.integers(1, 9), st.sampled_from(quorum.Of)),
    st.builds(quorum.Agencies, st.integers(1, 9)),
    st.builds(quorum.Named, st.integers(1, 9), st.lists(WORDS, max_size=3).map(tuple)),
)
CLAUSES = st.builds(
    Clause,
    id=st.uuids().map(str),
    kind=st.sampled_from(ClauseKind),
    quote=WORDS,
    reading=WORDS,
    who=WORDS,
    anchor=WORDS,
    offset=st.none()
    | st.builds(Offset, st.integers(0, 99), st.sampled_from(Unit), st.sampled_from(Direction))
    | st.builds(
        Offset,
        st.just(1),
        st.just(Unit.WEEK),
        st.sampled_from((Direction.BEFORE, Direction.AFTER)),
        st.sampled_from(Weekday),
        st.none() | st.times().map(lambda at: at.replace(fold=0)),
    ),
    times_a_year=st.none() | st.integers(1, 366),
    minutes=st.none() | st.integers(1, 1440),
    item=WORDS,
    to=WORDS,
    quorum=st.none() | st.builds(quorum.Quorum, st.lists(TESTS, max_size=4).map(tuple), st.booleans()),
    ambiguity=WORDS,
    page=WORDS,
    is_stated=st.booleans(),
    by=WORDS,
    sends_deputy=YES_OR_NO,
    deputy_briefed=YES_OR_NO,
    deputy_authority=YES_OR_NO,
)
MANY = st.lists(CLAUSES, max_size=8, unique_by=lambda clause: clause.id).map(tuple)
DRAFTS = st.builds(Draft, WORDS, DAYS, DAYS, WORDS, DAYS, WORDS, MANY)
FROM = date(2027, 4, 1)


def version(*clauses: Clause) -> TermsVersion:
    return TermsVersion("v", "Version", FROM, clauses)


def clause(kind: ClauseKind, quote: str = "", id: str = "", **more) -> Clause:
    return Clause(id=id or f"{kind.value} {quote}", kind=kind, quote=quote, reading="", **more)


@given(DRAFTS)
@settings(max_examples=100, deadline=None)
def test_nothing_of_a_draft_is_lost_in_keeping_it(draft):
    assert from_plain(json.loads(json.dumps(to_plain(draft)))) == draft


@given(MANY, MANY)
@settings(max_examples=100, deadline=None)
def test_every_clause_of_both_versions_is_compared_once(old, new):
    found = compare(version(*old), version(*new))

    assert [one.new for one in found if one.new] == list(new)
    assert sorted(one.old.id for one in found if one.old) == sorted(one.id for one in old)
    assert compare(version(*old), version(*new)) == found
    assert all(one.old.kind is one.new.kind for one in found if one.old and one.new)
    assert {one.standing for one in compare(version(*new), version(*new))} <= {Standing.UNCHANGED}


@given(DRAFTS, st.integers(0, 7), st.booleans())
@settings(max_examples=60, deadline=None)
def test_moving_a_clause_there_and_back_changes_nothing(draft, at, up):
    if at >= len(draft.clauses):
        return
    id = draft.clauses[at].id
    moved = with_clause_moved(draft, id, up=up)

    assert set(moved.clauses) == set(draft.clauses)
    if moved != draft:
        assert with_clause_moved(moved, id, up=not up) == draft


def test_a_draft_begun_from_a_version_has_its_clauses_and_neither_its_dates_nor_its_approval():
    had = TermsVersion(
        "v", "2024", FROM, (clause(ClauseKind.QUORUM, "Five", id="a"),), date(2028, 1, 1), "The board", FROM
    )
    draft = begun_from(had, {"a": "b"})

    assert [(one.id, one.quote) for one in draft.clauses] == [("b", "Five")]
    assert (draft.label, draft.in_force_from, draft.review_on) == ("", None, None)
    assert (draft.approved_by, draft.approved_on) == ("", None)


def test_a_clause_is_put_in_the_place_of_the_one_with_its_id_else_at_the_end():
    one, two = clause(ClauseKind.CHAIR, id="1"), clause(ClauseKind.QUORUM, id="2")
    draft = with_clause(with_clause(Draft(), one), two)
    changed = clause(ClauseKind.CHAIR, "The mayor", id="1")

    assert with_clause(draft, changed).clauses == (changed, two)
    assert without_clause(draft, "1").clauses == (two,)
    assert with_clause_moved(draft, "none", up=True) == draft


def test_what_changed_in_a_clause_is_said_field_by_field():
    old = clause(
        ClauseKind.PAPERS_IN, "Ten days", offset=Offset(10, Unit.WORKING_DAY, Direction.BEFORE), who="Members"
    )
    new = clause(ClauseKind.PAPERS_IN, "A week", offset=Offset(1, Unit.WEEK, Direction.BEFORE), who="Members")
    (found,) = compare(version(old), version(new))

    assert found.standing is Standing.CHANGED
    assert [(one.label, one.was, one.now) for one in found.changes] == [
        ("The terms say", "Ten days", "A week"),
        ("How long", "10 working days before", "1 week before"),
    ]


def test_a_clause_that_asks_the_same_in_other_words_is_reworded():
    old, new = (
        clause(ClauseKind.CADENCE, "Quarterly", times_a_year=4),
        clause(ClauseKind.CADENCE, "Four times a year", times_a_year=4),
    )

    assert compare(version(old), version(new))[0].standing is Standing.REWORDED
    named = replace(new, who="board")
    assert compare(version(old), version(named))[0].standing is Standing.REWORDED
    asked = clause(ClauseKind.PAPERS_IN, offset=Offset(1, Unit.WEEK, Direction.BEFORE), who="Members")
    other = replace(asked, who="Officers")
    assert compare(version(asked), version(other))[0].standing is Standing.CHANGED


def test_of_several_standing_items_each_meets_the_one_it_is_most_like():
    old = version(
        clause(ClauseKind.STANDING_ITEM, "Progress of the workplan is looked at each time"),
        clause(ClauseKind.STANDING_ITEM, "Every meeting hears from survivors"),
    )
    new = version(
        clause(ClauseKind.STANDING_ITEM, "Every meeting hears from the survivors first"),
        clause(ClauseKind.STANDING_ITEM, "Risks are looked over"),
    )
    found = [
        (one.standing, one.old and one.old.quote[:8], one.new and one.new.quote[:8])
        for one in compare(old, new)
    ]

    assert found == [
        (Standing.REWORDED, "Every me", "Every me"),
        (Standing.NEW, None, "Risks ar"),
        (Standing.LEFT_OUT, "Progress", None),
    ]


def test_a_first_version_is_all_new():
    assert [one.standing for one in compare(None, version(clause(ClauseKind.CHAIR)))] == [Standing.NEW]


def from_text(text: str):
    found = read(text)
    numbers = iter(range(100))
    return draft_read(found, lambda: f"c{next(numbers)}"), notes_read(found, "terms.txt")


def test_a_document_becomes_a_draft_with_the_words_each_clause_was_read_from():
    draft, notes = from_text(MARLHAVEN)

    assert draft.label == "Terms of reference, March 2031"
    assert (draft.in_force_from, draft.review_on) == (None, date(2032, 3, 31))
    papers = next(one for one in draft.clauses if one.kind is ClauseKind.PAPERS_IN)
    assert papers.quote.startswith("Members must submit papers")
    assert papers.offset == Offset(9, Unit.WORKING_DAY, Direction.BEFORE)
    chair = next(one for one in draft.clauses if one.kind is ClauseKind.CHAIR)
    assert chair.by == "MCC"
    deputy = next(one for one in draft.clauses if one.kind is ClauseKind.SUBSTITUTION)
    assert (deputy.sends_deputy, deputy.deputy_briefed, deputy.deputy_authority) == (True, None, True)
    assert len({one.id for one in draft.clauses}) == len(draft.clauses)
    assert next(seat.title for seat in notes.seats if seat.seat_class == "advisory") == "Data Lead, MCC"
    assert notes_from_plain(json.loads(json.dumps(notes_to_plain(notes)))) == notes


def test_what_is_read_of_another_group_is_no_clause_of_these_terms():
    draft, notes = from_text(PROSE)

    assert [one.times_a_year for one in draft.clauses if one.kind is ClauseKind.CADENCE] == [4]
    assert any("Sub-groups" in other.group for other in notes.others)
    assert [sentence.text[:12] for _, sentence in notes.open] == [
        u.text[:12] for u in read(PROSE).not_understood
    ]


def test_a_label_left_blank_is_a_clause_that_states_nothing():
    draft, _ = from_text(OSTERBRIDGE)

    review = next(one for one in draft.clauses if one.kind is ClauseKind.REVIEW)
    assert not review.is_stated
    assert draft.label == "Version 2.1"


def test_a_sentence_is_settled_and_opened_again():
    _, notes = from_text(PROSE)
    first = notes.open[0][0]
    settled = with_sentence(notes, first, ASIDE)

    assert first not in dict(settled.open)
    assert with_sentence(settled, first, "") == notes


def test_a_seat_is_the_same_whether_its_agency_is_named_or_not_and_two_posts_are_two():
    listed = SeatListed("Head of Housing, MCC", "core", agency="MCC")

    assert is_same_seat(listed, "Head of housing")
    assert is_same_seat(listed, "MCC Head of Housing")
    assert not is_same_seat(listed, "Head of Children's Services, MCC")
    assert not is_same_seat(SeatListed("Lead, Southern Trust", "core"), "Lead, Solent Trust")


@pytest.mark.parametrize(
    ("title", "several", "places", "doubt"),
    [
        ("Refuge representative(s)", True, 1, "how many is not said, one is taken"),
        ("Representatives of schools", True, 2, "how many is not said, two are taken"),
        ("Three headteachers", True, 3, ""),
        ("Councillors x 4", True, 4, ""),
        ("Head of Housing", False, 1, ""),
    ],
)
def test_how_many_may_hold_a_listed_seat_is_said_or_in_doubt(title, several, places, doubt):
    listed = SeatListed(title, "core", several=several)

    assert (listed.places, listed.doubt) == (places, doubt)


@pytest.mark.parametrize(
    ("title", "called", "condition"),
    [
        ("Refuge lead (if not already a member)", "Refuge lead", "not already a member"),
        ("Refuge lead, when a tender is open", "Refuge lead", "a tender is open"),
        ("Legal adviser (as required)", "Legal adviser", "required"),
        ("Lead (if named) for schools", "Lead for schools", "named"),
        ("Head of Housing (where homes are)", "Head of Housing", "homes are"),
        ("Director for wherever", "Director for wherever", ""),
        ("Head of Housing, MCC (Chair)", "Head of Housing, MCC (Chair)", ""),
    ],
)
def test_when_a_listed_seat_is_there_at_all_is_its_condition_and_no_part_of_its_name(
    title, called, condition
):
    listed = SeatListed(title, "core")

    assert (listed.called, listed.condition) == (called, condition)
    assert is_same_seat(listed, title)
    assert is_same_seat(listed, called)


def test_what_terms_usually_state_is_asked_about_when_it_is_not_stated():
    assert ClauseKind.QUORUM in not_stated([])
    assert ClauseKind.CIRCULATION not in not_stated([ClauseKind.AGENDA])
    assert not_stated(ClauseKind) == ()


def test_nothing_is_before_a_first_day_that_is_blank():
    said = Draft(label="Version 2", review_on=date(2022, 8, 31))
    codes = {one.code for one in refusals_of_draft(said, (), today=date(2026, 12, 9))}
    assert codes == {"terms.no_first_day", "terms.no_clauses"}
    dated = replace(said, in_force_from=date(2026, 12, 9))
    assert "terms.review_before_start" in {
        one.code for one in refusals_of_draft(dated, (), today=date(2026, 12, 9))
    }


@given(st.dates(date(1900, 1, 1), date(2099, 1, 1)), DAYS, st.dates(date(2000, 3, 1), date(2090, 1, 1)))
def test_days_are_asked_about_where_they_are_far_back_or_approved_after_they_bind(first, approved, today):
    odd = days_to_confirm(Draft(in_force_from=first, approved_on=approved), today=today)

    late = approved is not None and first < approved <= today
    far = (today - first).days > 6 * 366
    assert len(odd) >= late + far
    if (today - first).days < 5 * 365 - 3 and not late:
        assert not odd


@pytest.mark.parametrize(
    ("n", "direction", "said"),
    [
        (8, Direction.BEFORE, ()),
        (8, Direction.AFTER, ("Papers to members: 8 working days after the meeting, when it is over.",)),
        (0, Direction.BEFORE, ("Papers to members: not before the day of the meeting itself.",)),
    ],
)
def test_papers_on_the_day_of_the_meeting_or_after_it_are_asked_about(n, direction, said):
    out = Clause("c", ClauseKind.CIRCULATION, "q", "", offset=Offset(n, Unit.WORKING_DAY, direction))
    minutes = replace(out, id="m", kind=ClauseKind.MINUTES_TO_MEMBERS)
    silent = replace(out, id="s", is_stated=False)

    assert days_to_confirm(Draft(clauses=(out, minutes, silent)), today=date(2026, 11, 23)) == said


def test_a_document_that_is_hardly_terms_says_so():
    report = Notes(name="progress-report.docx", title="Scrutiny inquiry: progress")
    assert "2 clauses of such terms were found" in reads_like_no_terms(report, clauses=2)
    assert "no clause of such terms was found" in reads_like_no_terms(report, clauses=0)
    assert not reads_like_no_terms(report, clauses=3)
    assert not reads_like_no_terms(replace(report, name="board_ToR.docx"), clauses=0)
    assert not reads_like_no_terms(Notes(), clauses=0), "begun from nothing"


@pytest.mark.parametrize(
    ("more", "is_doubtful"),
    [("", True), (" Directorates of the council are one agency for the quorum.", False)],
)
def test_how_a_councils_directorates_count_is_a_doubt_where_the_document_is_silent(more, is_doubtful):
    text = f"Terms of Reference\n\nQuorum:\tFive members from at least three agencies.{more}\n"
    found = draft_read(read(text), lambda: "c")
    (rule,) = [one for one in found.clauses if one.kind is ClauseKind.QUORUM]

    assert ("directorates" in rule.ambiguity) is is_doubtful
