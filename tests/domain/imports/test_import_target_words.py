"""How the words of a target date cell are read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate.domain.imports.target_words import UNDERSTOOD, read_changed, read_month, read_target, target_line
from quorate.domain.plans.facts import Status, Target, TargetKind

AS_AT = date(2020, 3, 31)


@pytest.mark.parametrize(
    ("raw", "kind", "on", "starts_on"),
    [
        ("31/03/2021", TargetKind.DAY, date(2021, 3, 31), None),
        ("1st of May 2021", TargetKind.DAY, date(2021, 5, 1), None),
        ("2021-05-01", TargetKind.DAY, date(2021, 5, 1), None),
        ("June 2020", TargetKind.MONTH, date(2020, 6, 30), None),
        ("By end of Feb 24", TargetKind.MONTH, date(2024, 2, 29), None),
        ("Dec-20", TargetKind.MONTH, date(2020, 12, 31), None),
        ("June – Sept 2020", TargetKind.RANGE, date(2020, 9, 30), date(2020, 6, 1)),
        ("Nov - Jan 2021", TargetKind.RANGE, date(2021, 1, 31), date(2020, 11, 1)),
        ("2020 – 2022", TargetKind.RANGE, date(2022, 12, 31), date(2020, 1, 1)),
        ("2019/20", TargetKind.RANGE, date(2020, 3, 31), date(2019, 4, 1)),
        ("Q4 2019/20", TargetKind.RANGE, date(2020, 3, 31), date(2020, 1, 1)),
        ("Spring 2024", TargetKind.RANGE, date(2024, 5, 31), date(2024, 3, 1)),
        ("Annual updates from Nov 19", TargetKind.RECURRING, date(2020, 11, 30), date(2019, 11, 1)),
        ("Ongoing", TargetKind.ONGOING, None, None),
        ("As available", TargetKind.AS_AVAILABLE, None, None),
        ("Announcement dependent", TargetKind.DEPENDENT, None, None),
        ("Await findings", TargetKind.DEPENDENT, None, None),
        ("Complete", TargetKind.NONE, None, None),
    ],
)
def test_words_become_a_target_of_its_kind(
    raw: str, kind: TargetKind, on: date | None, starts_on: date | None
) -> None:
    (target,) = read_target(raw, as_at=AS_AT).targets

    assert (target.kind, target.on, target.starts_on, target.raw) == (kind, on, starts_on, raw)


def test_a_month_alone_is_never_due_on_its_first_day() -> None:
    (target,) = read_target("April 2021").targets

    assert target.on == date(2021, 4, 30)


def test_what_a_target_waits_for_is_kept() -> None:
    assert [t.depends_on for t in read_target("Await findings\nAnnouncement dependent").targets] == [
        "findings",
        "Announcement",
    ]


def test_several_values_in_a_cell_are_several_targets() -> None:
    read = read_target("June 2020\nOngoing; Complete")

    assert [t.kind for t in read.targets] == [TargetKind.MONTH, TargetKind.ONGOING, TargetKind.NONE]
    assert read.status is None


def test_a_cell_that_only_says_complete_gives_the_status() -> None:
    assert read_target("Complete").status is Status.COMPLETE


@pytest.mark.parametrize("raw", ["Not yet started", "to start"])
def test_not_started_is_not_read_as_started(raw: str) -> None:
    assert read_target(raw).status in (Status.NOT_STARTED, None)


def test_bi_annual_is_asked_about_and_not_guessed() -> None:
    read = read_target("Bi-annual")

    assert read.targets[0].every_months is None
    assert "How often" in read.note


def test_an_impossible_day_is_not_a_date() -> None:
    read = read_target("30/02/2021")

    assert read.targets[0].kind is TargetKind.NONE
    assert read.note == "There is no such day as “30/02/2021”."


def test_a_bare_month_takes_its_year_from_the_paper_and_says_so() -> None:
    read = read_target("February", as_at=AS_AT)

    assert read.targets[0].on == date(2021, 2, 28)
    assert "2021 was taken" in read.note


@given(st.text(max_size=40))
def test_any_words_are_kept_as_printed(raw: str) -> None:
    read = read_target(raw, as_at=AS_AT)

    kept = "".join("".join(target.raw.split()) for target in read.targets)
    assert [c for c in kept if c.isalnum()] == [c for c in raw if c.isalnum()]


@given(st.dates(date(2000, 1, 1), date(2068, 12, 31)))
def test_a_written_day_is_read_back(on: date) -> None:
    for raw in (f"{on:%d/%m/%Y}", f"{on:%d.%m.%y}", f"{on.day} {on:%B %Y}", on.isoformat()):
        assert read_target(raw).targets[0].on == on


def test_the_month_in_a_heading_means_its_last_day() -> None:
    assert read_month("Update on the inquiry September 2021") == (date(2021, 9, 30), "September 2021", False)
    assert read_month("Position at 14 May 2021") == (date(2021, 5, 14), "14 May 2021", True)
    assert read_month("Update") is None


@pytest.mark.parametrize("words", UNDERSTOOD)
def test_every_form_said_to_be_understood_is(words: str) -> None:
    read = read_target(words, as_at=date(2026, 3, 31))

    assert [target.kind is TargetKind.NONE for target in read.targets] == [False]
    assert read.note == ""


def test_of_two_lines_in_the_same_words_each_keeps_its_own_target() -> None:
    first = Target(TargetKind.MONTH, raw="June", on=date(2025, 6, 30))
    second = Target(TargetKind.MONTH, raw="June", on=date(2026, 6, 30))

    read = read_changed("June\n June \nJune", held=(("June", first), ("June", second)), as_at=AS_AT)

    assert read.targets[:2] == (first, second)
    assert read.targets[2].on == date(2020, 6, 30)
    assert "does not say which year" in read.note


@pytest.mark.parametrize(
    ("raw", "kind", "review_on", "waits_for"),
    [
        ("Ongoing, review 1 November 2026", TargetKind.ONGOING, date(2026, 11, 1), ""),
        ("Ongoing (look again November 2026)", TargetKind.ONGOING, date(2026, 11, 30), ""),
        ("Ongoing - to be reviewed by 1/11/26", TargetKind.ONGOING, date(2026, 11, 1), ""),
        ("Ongoing review Monday 2 November 2026", TargetKind.ONGOING, date(2026, 11, 2), ""),
        ("Ongoing, review autumn 2026", TargetKind.ONGOING, date(2026, 11, 30), ""),
        ("Ongoing\nReview date: 2026-11-01", TargetKind.ONGOING, date(2026, 11, 1), ""),
        ("Review 1 November 2026, ongoing", TargetKind.ONGOING, date(2026, 11, 1), ""),
        ("Ongoing, to be looked at again on 1 November 2026", TargetKind.ONGOING, date(2026, 11, 1), ""),
        ("as available; review by 31 March 2027", TargetKind.AS_AVAILABLE, date(2027, 3, 31), ""),
        ("After the bid, look at it again May 2027", TargetKind.DEPENDENT, date(2027, 5, 31), "the bid"),
        ("Bid dependent; review May 2027", TargetKind.DEPENDENT, date(2027, 5, 31), "Bid"),
    ],
)
def test_a_day_to_look_again_is_never_a_day_it_falls_due(
    raw: str, kind: TargetKind, review_on: date, waits_for: str
) -> None:
    read = read_target(raw, as_at=AS_AT)

    (target,) = read.targets
    assert (target.kind, target.review_on, target.depends_on) == (kind, review_on, waits_for)
    assert (target.on, read.note) == (None, "")
    assert read_target(target.raw, as_at=AS_AT).targets == (target,)


@pytest.mark.parametrize(
    "raw",
    [
        "Policy review March 2027",
        "Pending the review March 2027",
        "Ongoing\nReview of the policy March 2027",
    ],
)
def test_a_review_that_is_itself_the_work_still_falls_due(raw: str) -> None:
    target = read_target(raw, as_at=AS_AT).targets[-1]

    assert (target.kind, target.on, target.review_on) == (TargetKind.MONTH, date(2027, 3, 31), None)


def test_a_day_to_look_again_that_does_not_exist_is_said() -> None:
    read = read_target("Ongoing, review 31 November 2026", as_at=AS_AT)

    assert "There is no such day" in read.note
    assert [(target.on, target.review_on) for target in read.targets] == [(None, None)]


@given(on=st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_a_form_line_gives_back_the_day_to_look_again(on: date) -> None:
    held = Target(TargetKind.ONGOING, raw="Ongoing work", review_on=on)

    (again,) = read_target(target_line(held, "")).targets

    assert (again.kind, again.review_on) == (TargetKind.ONGOING, on)


@pytest.mark.parametrize(
    ("words", "months", "first"),
    [
        ("3-monthly from June 2027", 3, date(2027, 6, 30)),
        ("Two-monthly from June 2027", 2, date(2027, 6, 30)),
        ("18-monthly from June 2027", 18, date(2027, 6, 30)),
        ("Every 3 months from June 2027", 3, date(2027, 6, 30)),
        ("Every other month from June 2027", 2, date(2027, 6, 30)),
        ("Every two years from March 2027", 24, date(2027, 3, 31)),
        ("Monthly from June 2027", 1, date(2027, 6, 30)),
    ],
)
def test_so_many_months_are_counted_as_they_are_said(words, months, first):
    (target,) = read_target(words, as_at=date(2026, 12, 2)).targets

    assert (target.kind, target.every_months, target.on) == (TargetKind.RECURRING, months, first)


@pytest.mark.parametrize("words", ["Ongoing since May 2019", "Ongoing from April 2026"])
def test_the_day_something_open_ended_began_is_no_target(words):
    (target,) = read_target(words, as_at=date(2026, 12, 2)).targets

    assert (target.kind, target.on) == (TargetKind.ONGOING, None)


def test_an_end_said_after_the_beginning_is_the_target():
    (target,) = read_target("Ongoing from 2019, complete by March 2027").targets

    assert (target.kind, target.on) == (TargetKind.MONTH, date(2027, 3, 31))
