"""Each component: what it shows, what it refuses to let through, and what the reader hears."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup

from quorate.domain.kernel.outcomes import Refusal
from tests.web.components import pages

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
LATE = Refusal("papers.late", f"Late {HOSTILE}", f"Ask {HOSTILE}", field=HOSTILE)
DAY = date(2027, 1, 14)
POINT = {"on": DAY, "meaning": HOSTILE, "rule": HOSTILE, "said": HOSTILE, "href": HOSTILE, "state": "met"}
ENTRY = {"title": HOSTILE, "on": DAY, "by": HOSTILE, "how": HOSTILE, "text": HOSTILE, "barrier": HOSTILE}
PERSON = {"name": HOSTILE, "agency": HOSTILE, "standing": HOSTILE, "said": HOSTILE, "note": HOSTILE}
BAR = {"label": HOSTILE, "counts": {"complete": 1}, "note": HOSTILE, "href": HOSTILE}
PAIRS = ((HOSTILE, HOSTILE),)
WITHIN = {"caller": lambda: Markup("<p>content</p>")}

CALLS = {
    "as_at": ((DAY, HOSTILE, PAIRS, HOSTILE), {}),
    "attendance": ((((HOSTILE, "present"),),), {}),
    "banner": ((HOSTILE,), {"id": HOSTILE}),
    "button": ((HOSTILE, HOSTILE), {"id": HOSTILE}),
    "checkboxes_field": ((HOSTILE, HOSTILE, PAIRS, (HOSTILE,), HOSTILE, HOSTILE), {}),
    "date_field": ((HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE), {}),
    "details": ((HOSTILE,), WITHIN),
    "empty": ((HOSTILE, HOSTILE, HOSTILE), {}),
    "error_summary": (((LATE,),), {}),
    "file_field": ((HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE), {}),
    "filter_panel": ((HOSTILE, PAIRS, HOSTILE, HOSTILE), WITHIN),
    "form": ((HOSTILE, ""), WITHIN | {"version": HOSTILE, "id": HOSTILE}),
    "found": ((HOSTILE, HOSTILE, PAIRS), {"id": HOSTILE}),
    "hidden": ((HOSTILE, HOSTILE), {}),
    "history": (((ENTRY,),), {}),
    "inset": ((), WITHIN),
    "item": ((HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE), {}),
    "link_row": ((PAIRS,), {}),
    "offer": ((HOSTILE,), {"action": HOSTILE, "csrf": "", "version": HOSTILE}),
    "page_head": ((HOSTILE, HOSTILE, HOSTILE), {}),
    "pagination": ((2, 5, HOSTILE, HOSTILE), {}),
    "pairs": ((PAIRS,), {}),
    "password_field": ((HOSTILE, HOSTILE, HOSTILE, HOSTILE), {}),
    "people": (((PERSON,),), {}),
    "progress_line": ((HOSTILE, 1, 2, HOSTILE), {}),
    "question": ((HOSTILE, HOSTILE, PAIRS), {}),
    "radios_field": ((HOSTILE, HOSTILE, ((HOSTILE, HOSTILE, HOSTILE),), HOSTILE, HOSTILE, HOSTILE), {}),
    "refused": ((LATE,), {}),
    "refused_button": ((HOSTILE, LATE), {}),
    "section": ((HOSTILE, HOSTILE, HOSTILE), WITHIN),
    "select_field": ((HOSTILE, HOSTILE, PAIRS, HOSTILE, HOSTILE, HOSTILE, HOSTILE), {}),
    "source_table": ((HOSTILE, HOSTILE, (HOSTILE,), ((HOSTILE,),), 1, (1,), HOSTILE, HOSTILE), {}),
    "standing_bar": (({"complete": 1},), {}),
    "standing_bars": (((BAR,), HOSTILE, HOSTILE), {}),
    "standing_key": ((), {}),
    "standing_tag": ((HOSTILE, HOSTILE), {}),
    "stats": ((PAIRS,), {}),
    "steps": (((HOSTILE, HOSTILE), 2), {}),
    "summary_list": ((((HOSTILE, HOSTILE, HOSTILE),),), {}),
    "table": ((HOSTILE, (HOSTILE, HOSTILE), PAIRS), {}),
    "tag": ((HOSTILE, HOSTILE), {}),
    "text_area": ((HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE), {}),
    "text_field": ((HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE), {}),
    "tick": ((HOSTILE, HOSTILE), {"error": HOSTILE, "hint": HOSTILE, "value": HOSTILE}),
    "timeline": (((POINT,), HOSTILE, DAY - timedelta(3)), {}),
    "trail": ((PAIRS,), {}),
    "verdict": ((HOSTILE, HOSTILE, PAIRS), WITHIN),
    "waiver_note": ((HOSTILE, HOSTILE, HOSTILE, DAY, HOSTILE), {}),
    "waiver_panel": ((LATE, HOSTILE, HOSTILE), WITHIN),
}


def test_every_component_is_tried_with_hostile_words():
    assert set(CALLS) == set(pages.signatures())


@pytest.mark.parametrize("name", sorted(CALLS))
def test_hostile_words_stay_words(name: str):
    args, kwargs = CALLS[name]

    markup = str(getattr(pages.ui(), name)(*args, **kwargs))
    tree = pages.tree(markup)

    assert markup.strip()
    assert tree.xpath("//script | //img") == []
    assert [key for element in tree.iter() for key in element.attrib if key.startswith("on")] == []


@pytest.mark.parametrize("name", ["page_head", "item", "text_field", "question", "timeline", "source_table"])
def test_hostile_words_are_shown_as_they_were_written(name: str):
    args, kwargs = CALLS[name]

    tree = pages.tree(str(getattr(pages.ui(), name)(*args, **kwargs)))

    assert " ".join(HOSTILE.split()) in pages.words(tree)


def test_a_name_the_page_was_not_given_is_an_error():
    with pytest.raises(UndefinedError):
        pages.page("{{ nothing_of_the_kind }}")


@pytest.mark.parametrize(
    ("call", "selector"),
    [
        ('ui.text_field("due", "Label", "v", "Wrong", "Hint")', "//input"),
        ('ui.text_area("due", "Label", "v", "Wrong", "Hint")', "//textarea"),
        ('ui.date_field("due", "Label", "v", "Wrong", "Hint")', "//input"),
        ('ui.select_field("due", "Label", (("a", "A"),), "a", "Wrong", "Hint")', "//select"),
        ('ui.file_field("due", "Label", "Wrong", "Hint")', "//input"),
        ('ui.password_field("due", "Label", "Wrong", "Hint")', "//input"),
    ],
    ids=["text", "area", "date", "select", "file", "password"],
)
def test_a_field_has_its_label_hint_and_error(call: str, selector: str):
    tree = pages.tree(pages.page("{{ " + call + " }}"))

    (field,) = tree.xpath("//main" + selector)
    (label,) = tree.xpath("//label[@for='due']")
    described = [pages.words(tree.get_element_by_id(id)) for id in field.get("aria-describedby").split()]

    assert (field.get("id"), field.get("name")) == ("due", "due")
    assert pages.words(label) == "Label"
    assert described == ["Hint", "Error: Wrong"]


@pytest.mark.parametrize(("component", "kind"), [("radios_field", "radio"), ("checkboxes_field", "checkbox")])
def test_choices_stand_under_a_legend_and_keep_what_was_chosen(component: str, kind: str):
    chosen = "2" if kind == "radio" else (2,)

    tree = pages.tree(
        getattr(pages.ui(), component)("who", "Who", ((1, "One"), (2, "Two")), chosen, "Choose")
    )

    assert pages.words(tree.xpath("//fieldset/legend")[0]) == "Who"
    assert [box.get("value") for box in tree.xpath(f"//input[@type='{kind}'][@checked]")] == ["2"]
    assert tree.xpath("//input")[0].get("id") == "who"
    assert "who-error" in tree.xpath("//fieldset")[0].get("aria-describedby")


def test_a_date_field_shows_a_date_in_words_and_keeps_what_was_typed():
    shown = [
        pages.tree(pages.ui().date_field("due", "Due", value)).xpath("//input")[0].get("value")
        for value in (date(2026, 3, 27), "31 2 2026", None)
    ]

    assert shown == ["27 March 2026", "31 2 2026", None]


def test_errors_are_named_in_the_title_and_lead_to_their_fields():
    wrong = (Refusal("due.wrong", "Enter a real date", field="due"), Refusal("stale", "Changed meanwhile"))
    main = '{{ ui.page_head("A") }}{{ ui.date_field("due", "Due", "31 2", errors | for_field("due")) }}'

    tree = pages.tree(pages.page(main, errors=wrong))
    summary = tree.xpath("//*[@data-module='govuk-error-summary']")[0]
    link = summary.xpath(".//a")[0]

    assert tree.findtext(".//title").startswith("Error: ")
    assert pages.words(summary.xpath(".//h2")[0]) == "There is a problem"
    assert tree.get_element_by_id(link.get("href")[1:]).tag == "input"
    assert pages.words(tree.get_element_by_id("due-error")) == f"Error: {pages.words(link)}"
    assert "Changed meanwhile" in pages.words(summary)
    assert summary.getroottree().xpath("//main//*[self::h1 or self::h2]")[0] in summary.iter()


def test_a_page_without_errors_has_no_summary():
    tree = pages.tree(pages.page("<p>content</p>"))

    assert tree.findtext(".//title") == "Title – Marlhaven partnership – Quorate"
    assert "There is a problem" not in pages.words(tree)


def test_what_was_done_is_said_once_each():
    tree = pages.tree(
        pages.page(
            "",
            shell=pages.shell(flash=pages.said("Papers circulated.", "Minutes sent.")),
        )
    )

    assert [pages.words(said) for said in tree.xpath("//*[@role='alert']")] == [
        "Done Papers circulated.",
        "Done Minutes sent.",
    ]


def test_somebody_signed_out_sees_no_navigation_and_no_way_to_sign_out():
    nobody = pages.shell(partnership=None, person=None, role="", navigation=(), signed_in=False, marking="")

    tree = pages.tree(pages.page("", shell=nobody))

    assert tree.xpath("//nav") == []
    assert tree.xpath("//form") == []
    assert tree.findtext(".//title") == "Title – Quorate"


def test_another_partnership_is_offered_only_to_those_who_belong_to_one():
    without = pages.tree(pages.page(""))
    within = pages.tree(pages.page("", shell=pages.shell(has_other_partnerships=True)))

    assert without.xpath("//header//a[.='Change partnership']") == []
    assert within.xpath("//header//a[.='Change partnership']/@href") == ["/front"]


def test_signing_out_is_a_form_with_its_token():
    tree = pages.tree(pages.page("", csrf_input=Markup('<input name="csrfmiddlewaretoken" value="t">')))

    (form,) = tree.xpath("//header//form")

    assert form.get("method") == "post"
    assert form.xpath(".//input[@name='csrfmiddlewaretoken']")


def test_a_refused_act_is_a_button_that_says_why_and_sends_nothing():
    refusal = Refusal("papers.missing", "Two papers are missing.", "Ask their authors.")

    tree = pages.tree(pages.ui().offer("Circulate papers", refusal, action="/circulate", csrf=""))
    (button,) = tree.xpath("//button")

    assert tree.xpath("//form") == []
    assert (button.get("type"), button.get("aria-disabled")) == ("button", "true")
    assert pages.words(tree.get_element_by_id(button.get("aria-describedby"))) == (
        "Two papers are missing. Ask their authors."
    )


def test_an_allowed_act_is_a_form_with_its_version():
    tree = pages.tree(pages.ui().offer("Circulate papers", None, action="/circulate", csrf="", version=3))

    (form,) = tree.xpath("//form")

    assert (form.get("method"), form.get("action")) == ("post", "/circulate")
    assert form.xpath(".//input[@name='version']/@value") == ["3"]
    assert form.xpath(".//button[not(@aria-disabled)]")


@settings(max_examples=60)
@given(st.integers(1, 60), st.integers(1, 60))
def test_pages_are_numbered_from_the_first_to_the_last_and_one_is_current(number: int, last: int):
    number = min(number, last)

    markup = pages.ui().pagination(number, last, "?lead=x&page=").strip()

    if last == 1:
        assert markup == ""
        return
    tree = pages.tree(markup)
    shown = [int(pages.words(link)) for link in tree.xpath("//li/a")]
    assert shown == sorted(set(shown))
    assert (shown[0], shown[-1]) == (1, last)
    assert [pages.words(link) for link in tree.xpath("//a[@aria-current]")] == [str(number)]
    assert tree.xpath("//a[@rel='prev']/@href") == ([f"?lead=x&page={number - 1}"] if number > 1 else [])
    assert tree.xpath("//a[@rel='next']/@href") == ([f"?lead=x&page={number + 1}"] if number < last else [])


STANDINGS = (
    "complete",
    "on_track",
    "under_way",
    "at_risk",
    "off_track",
    "waiting",
    "not_started",
    "not_done",
)


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(STANDINGS), st.integers(0, 400)))
def test_a_bar_is_filled_once_and_says_its_counts(counts: dict[str, int]):
    bar = pages.tree(pages.ui().standing_bar(counts)).xpath("//svg")[0]
    shown = [standing for standing in STANDINGS if counts.get(standing)]
    ends = [
        (float(part.get("x")[:-1]), float(part.get("x")[:-1]) + float(part.get("width")[:-1]))
        for part in bar.xpath("./rect")
    ]

    assert bar.get("aria-label") == (
        ", ".join(f"{counts[standing]} {standing.replace('_', ' ')}" for standing in shown) or "None"
    )
    assert [part.get("class") for part in bar.xpath("./rect")] == [f"q-fill--{s}" for s in shown]
    if ends:
        assert ends[0][0] == 0
        assert ends[-1][1] == pytest.approx(100, abs=0.05)
        assert all(after[0] - before[1] == pytest.approx(0.15, abs=0.03) for before, after in pairwise(ends))


def test_the_table_behind_bars_holds_every_count():
    rows = ({"label": "Outcome one", "counts": {"complete": 4, "off_track": 1}},)

    tree = pages.tree(pages.ui().standing_bars(rows, "Actions"))

    assert [pages.words(cell) for cell in tree.xpath("//tbody/tr/*")] == [
        "Outcome one",
        "4",
        "0",
        "0",
        "0",
        "1",
        "0",
        "0",
        "0",
    ]


DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@settings(max_examples=60)
@given(st.lists(DAYS, min_size=1, max_size=7), DAYS)
def test_today_stands_in_its_place_on_a_timeline(days: list[date], today: date):
    points = [{"on": on, "meaning": "m", "state": "to_come"} for on in sorted(days)]

    marks = pages.tree(pages.ui().timeline(points, "Timetable", today)).xpath("//ol/li")
    places = [place for place, mark in enumerate(marks) if "q-timeline__today" in mark.get("class")]

    assert len(marks) - len(places) == len(days)
    if today in days:
        assert places == []
        assert all("today" in pages.words(m) for m in marks if m.get("aria-current") == "date")
        assert sum(m.get("aria-current") == "date" for m in marks) == days.count(today)
    else:
        assert places == [sum(on < today for on in days)]


def test_a_timeline_says_each_state_in_words():
    points = [
        {"on": DAY, "meaning": "papers", "state": state}
        for state in ("met", "late", "missed", "waived", "to_come", "before_records", "not_known")
    ]

    tree = pages.tree(pages.ui().timeline(points, "Timetable"))

    assert [pages.words(mark.xpath("./p")[-1]) for mark in tree.xpath("//li")] == [
        "Met", "Late", "Missed", "Met with a waiver", "To come", "Before our records", "Not known",
    ]  # fmt: skip


def test_a_date_far_from_today_keeps_its_year():
    points = [{"on": date(2025, 1, 14), "meaning": "meeting", "state": "met"}]

    tree = pages.tree(pages.ui().timeline(points, "Timetable", DAY))

    assert [pages.words(on) for on in tree.xpath("//*[@class='q-timeline__date']")] == [
        "14 January 2025",
        "14 January",
    ]


def test_a_standing_nobody_named_is_still_a_word():
    tag = pages.tree(pages.ui().standing_tag("held_over"))

    assert pages.words(tag) == "Held over"


def test_rows_of_a_small_table_say_their_column_when_folded():
    tree = pages.tree(pages.ui().table("Papers", ("Paper", "Days late"), (("Minutes", 2),), numbers=(1,)))

    assert tree.xpath("//td/@data-label") == ["Days late"]
    assert tree.xpath("//tbody//th/@scope") == ["row"]
    assert pages.words(tree.xpath("//caption")[0]) == "Papers"


def test_marked_rows_of_a_source_are_the_rows_named():
    tree = pages.tree(
        pages.ui().source_table(
            "plan.docx", "table 1", ("", "A"), (("a", "x"), ("b", "y")), first=7, marked=(8,)
        )
    )

    assert [pages.words(row) for row in tree.xpath("//tr[@aria-current]")] == ["by"]
    assert pages.words(tree.xpath("//tr[@aria-current]/td")[1]) == "y"


def test_empty_values_are_said_to_be_empty():
    tree = pages.tree(pages.ui().summary_list((("Place", ""), ("Number", 0))))

    assert [pages.words(value) for value in tree.xpath("//dd")] == ["Not provided", "0"]


def test_progress_asks_again_only_when_it_has_somewhere_to_ask():
    still = pages.ui().progress_line("Reading.", 1, 4)
    asking = pages.ui().progress_line("Reading.", 1, 4, "/progress")

    assert "hx-get" not in still
    assert pages.tree(asking).xpath("//*[@hx-get]/@hx-get") == ["/progress"]
    assert pages.tree(still).xpath("//rect/@width") == ["100%", "25.0%"]
    assert re.search(r'aria-label="1 of 4 done"', still)
