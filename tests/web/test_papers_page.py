"""The page of papers asked for and late, where else they show, and sending one that was asked for."""

import uuid
from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile

from quorate.commands import meetings, papers, papers_asked
from quorate.domain.kernel.outcomes import OnBehalf
from quorate.queries.agenda import agenda_of
from quorate.queries.board import page_board
from quorate.queries.compliance import page_compliance
from quorate.queries.my_work import page_my_work
from quorate.queries.paper import page_paper
from quorate.queries.papers_asked import page_papers
from quorate.queries.timetable import points_of
from quorate.records.facts.meetings import basis
from quorate.records.models import Agency, AgencyName, Meeting, Paper, PaperAsked
from tests.builders.board import asks_the_same
from tests.builders.browsing import signed_in
from tests.builders.meetings import PAPERS_DUE, PDF, a_meeting, a_paper, an_item, version_of
from tests.builders.restrictions import a_restriction
from tests.builders.world import TODAY, TOWN_CLAUSES, done, make_world
from tests.web.test_meetings_pages import a_day_in_november, at, text_of  # noqa: F401 (a fixture for all)

pytestmark = pytest.mark.django_db


def asked(world, meeting, *people, title="Repeat calls", due_on=PAPERS_DUE, **more):
    done(
        papers_asked.ask_for_paper(
            world.as_("coordinator"),
            meeting=meeting,
            title=title,
            people=[world.people[one] for one in people or ("police",)],
            due_on=due_on,
            **more,
        )
    )
    return PaperAsked.objects.filter(meeting=meeting).order_by("-asked_at").first().id


def test_a_paper_is_asked_for_with_the_terms_own_day_proposed():
    world = make_world()
    meeting = a_meeting(world)
    client = signed_in(world)
    page = text_of(client.get(at("papers", meeting=meeting)))
    assert 'value="30 December 2026"' in page
    assert "No paper is owed, and none came late." in page

    nobody = client.post(at("paper_ask", meeting=meeting), {"title": "Repeat calls", "due_on": "30 12 2026"})
    assert nobody.status_code == 422
    assert "Choose at least one person to ask." in text_of(nobody)
    assert 'value="Repeat calls"' in text_of(nobody)
    form = {"title": "Repeat calls", "due_on": "30 12 2026", "people": [world.people["police"]]}
    answer = text_of(client.post(at("paper_ask", meeting=meeting), form, follow=True))

    assert "1 person is asked." in answer
    assert "Asked for by 30 December 2026" in answer
    assert "From Superintendent" in answer


def test_without_a_day_for_papers_one_some_days_before_they_go_out_is_proposed():
    world = make_world("osterbridge", "Osterbridge partnership", TOWN_CLAUSES)
    meeting, actor = a_meeting(world), world.actor("coordinator")
    proposed = {}
    for today in (TODAY, date(2027, 1, 5), date(2027, 1, 8)):
        page = page_papers(actor, meeting=meeting, today=today)
        proposed[today] = (page.due_on, page.due_from)

    goes = "Papers go to members by 7 January 2027"
    assert proposed == {
        TODAY: (date(2027, 1, 4), f"{goes}, three working days later."),
        date(2027, 1, 5): (None, f"{goes}."),
        date(2027, 1, 8): (None, ""),
    }


def test_a_paper_whose_first_version_came_after_its_day_is_late_by_that_on_every_page():
    world = make_world("osterbridge", "Osterbridge partnership", TOWN_CLAUSES)
    meeting = a_meeting(world)
    for title, came_on in (("Repeat calls", date(2026, 12, 2)), ("Schools", date(2026, 11, 27))):
        asked(world, meeting, title=title, due_on=date(2026, 11, 27))
        request = PaperAsked.objects.get(title=title).id
        a_paper(world, meeting, title, on=came_on, for_asked=request)
    again = Paper.objects.get(title="Repeat calls").id
    done(
        papers.replace_paper(
            world.as_("coordinator", date(2026, 12, 3)),
            meeting=meeting,
            paper=again,
            version=version_of(meeting),
            title="Repeat calls",
            submitted_on=date(2026, 12, 3),
            name="calls.pdf",
            data=PDF,
        )
    )
    actor, today = world.actor("coordinator"), date(2026, 12, 4)

    page = page_papers(actor, meeting=meeting, today=today)
    year = page_compliance(actor, group="board", today=today, year="2027-01-13")
    row = Meeting.objects.get(id=meeting)
    agenda = agenda_of(actor, row, basis(actor, row, today))
    after = page_compliance(actor, group="board", today=date(2027, 1, 20), year="2027-01-13")

    assert [(one[0], one[3]) for one in page.late] == [("Repeat calls", "Came 3 working days late")]
    assert [(one.what, one.said) for one in year.late] == [
        ("Repeat calls", "Came on 2 December 2026, 3 working days late; due by 27 November 2026.")
    ]
    assert sorted(one.late for one in agenda.loose_papers) == ["", "3 working days late"]
    assert dict(after.counts)["Papers in time"] == "1 of 2"


def test_a_paper_handed_in_for_somebody_is_of_the_agency_they_speak_for_unless_another_is_chosen():
    world = make_world()
    meeting = a_meeting(world)
    client = signed_in(world)
    health = str(world.agencies["health"])
    told = {"on_behalf_person": world.people["police"], "on_behalf_how": "email"}
    for title, more in (
        ("Theirs", told),
        ("Chosen", {**told, "agency": health}),
        ("Nobody’s", {**told, "agency": "none"}),
        ("Asked", {}),
    ):
        form = {"title": title, "submitted_on": "23 11 2026", "audience": "partnership", "ask": "Note it"}
        if title == "Asked":
            form["asked"] = str(asked(world, meeting, "health"))
        file = SimpleUploadedFile(f"{title}.pdf", PDF)
        client.post(at("paper_add", meeting=meeting), {**form, **more, "file": file})

    papers_of = dict(Paper.objects.values_list("title", "agency__name"))
    names = dict(Agency.objects.values_list("id", "name"))
    assert papers_of == {
        "Theirs": names[world.agencies["police"]],
        "Chosen": names[world.agencies["health"]],
        "Nobody’s": None,
        "Asked": names[world.agencies["health"]],
    }


def test_a_paper_that_was_asked_for_without_a_title_has_that_it_was_asked_for_under():
    world = make_world()
    meeting = a_meeting(world)
    client = signed_in(world)
    form = {"title": " ", "submitted_on": "23 11 2026", "audience": "partnership", "ask": "Note it"}

    def send(**more):
        file = SimpleUploadedFile("Figures.pdf", PDF)
        return client.post(at("paper_add", meeting=meeting), {**form, **more, "file": file}, follow=True)

    nothing = send()
    request = str(asked(world, meeting, "police", title="Repeat calls"))
    added = send(asked=request)

    assert "Give the paper a title." in text_of(nothing)
    assert "The paper that was asked for was added." in text_of(added)
    assert Paper.objects.get().title == "Repeat calls"


def test_a_paper_handed_in_for_somebody_is_from_them_on_every_page():
    world = make_world()
    meeting = a_meeting(world)
    client = signed_in(world)
    for title, person in (("Asked", "police"), ("Emailed", "health")):
        asked(world, meeting, person, title=title, due_on=TODAY)
    request, other = (PaperAsked.objects.get(title=title).id for title in ("Asked", "Emailed"))
    today = date(2026, 11, 27)
    offered = text_of(client.get(at("paper_add", meeting=meeting) + f"?asked={request}"))
    told = OnBehalf(str(world.people["health"]), "email", today)
    a_paper(world, meeting, "Asked", on=today, for_asked=request)
    a_paper(world, meeting, "Emailed", on=today, for_asked=other, on_behalf=told)
    a_paper(world, meeting, "My own", on=today)
    actor = world.actor("coordinator")
    ledes = {one.title: page_paper(actor, meeting=meeting, paper=one.id).lede for one in Paper.objects.all()}
    page = page_papers(actor, meeting=meeting, today=today)

    assert ">Superintendent, of whom it was asked</option>" in offered
    came = "In on 27 November 2026, handed in by Partnership coordinator"
    assert ledes == {
        "Asked": f"{came} for Superintendent. 4 working days late.",
        "Emailed": f"{came} for Head of safeguarding, by email. 4 working days late.",
        "My own": f"{came}.",
    }
    assert {(one[0], one[1]) for one in page.late} == {
        ("Asked", "Superintendent"),
        ("Emailed", "Head of safeguarding"),
    }
    notes = {line.what: line.note for line in page_board(actor, group="board", today=today).late}
    year = page_compliance(actor, group="board", today=today, year="2027-01-13")
    assert notes["Paper: Emailed"].startswith("Head of safeguarding")
    assert {(one.what, one.whose) for one in year.late} == {(one[0], one[1]) for one in page.late}


def test_a_new_version_stays_from_whom_the_first_was_from():
    world = make_world()
    meeting = a_meeting(world)
    told = OnBehalf(str(world.people["health"]), "email", TODAY)
    for title, by, more in (
        ("Emailed", "coordinator", {"on_behalf": told}),
        ("Theirs", "police", {}),
        ("My own", "coordinator", {}),
    ):
        first = a_paper(world, meeting, title, by=by, **more)
        said = {"title": title, "submitted_on": TODAY, "name": "new.pdf", "data": PDF}
        done(
            papers.replace_paper(
                world.as_("coordinator"), meeting=meeting, paper=first, version=version_of(meeting), **said
            )
        )

    kept = Paper.objects.filter(replaces__isnull=False).values_list("title", "handed_for", "handed_how")
    assert set(kept) == {
        ("Emailed", world.people["health"], ""),
        ("Theirs", world.people["police"], ""),
        ("My own", None, ""),
    }


def test_whom_papers_were_handed_in_for_is_taken_over_from_the_record():
    world = make_world()
    meeting = a_meeting(world)
    told = OnBehalf(str(world.people["health"]), "email", TODAY)
    for title, more in (("Emailed", {"on_behalf": told}), ("My own", {})):
        a_paper(world, meeting, title, **more)
    Paper.objects.update(handed_for=None, handed_how="")

    import_module("quorate.records.migrations.0031_papers_handed_in_for_others").take_over(apps, None)

    kept = set(Paper.objects.values_list("title", "handed_for", "handed_how"))
    assert kept == {("Emailed", world.people["health"], "email"), ("My own", None, "")}


def test_what_is_asked_is_under_my_work_and_sent_from_there():
    world = make_world()
    meeting = a_meeting(world)
    item = an_item(world, meeting, "Housing")
    request = asked(world, meeting, item=item)
    client = signed_in(world, "police")

    mine = text_of(client.get(at("my_work")))
    form = text_of(client.get(at("paper_add", meeting=meeting) + f"?asked={request}"))
    assert "One paper is wanted from you." in mine
    assert f"?asked={request}" in mine
    assert 'value="Repeat calls"' in form
    assert f'<option value="{item}" selected' in form
    client.post(
        at("paper_add", meeting=meeting),
        {
            "title": "Repeat calls",
            "asked": request,
            "submitted_on": "23 11 2026",
            "audience": "partnership",
            "ask": "Note it",
            "file": SimpleUploadedFile("calls.pdf", PDF),
        },
    )

    assert page_my_work(world.actor("police"), today=TODAY).papers == ()
    assert PaperAsked.objects.get(id=request).paper is not None


def test_the_agenda_says_what_was_asked_for_and_what_is_to_follow():
    world = make_world()
    meeting = a_meeting(world)
    item = an_item(world, meeting, "Housing")
    asked(world, meeting, item=item)
    asked(world, meeting, title="Of no item")
    client = signed_in(world, "health")
    before = text_of(client.get(at("meeting", meeting=meeting)))
    done(meetings.circulate_papers(world.as_("coordinator"), meeting=meeting))
    after = text_of(client.get(at("meeting", meeting=meeting)))

    assert "Asked for: Repeat calls, from Superintendent by 30 December 2026" in before
    assert "Asked for: Of no item" in before
    assert "To follow: Repeat calls, from Superintendent by 30 December 2026" in after


def test_what_was_asked_for_under_no_item_or_beside_another_paper_is_missing_from_the_timetable():
    world = make_world()
    meeting = a_meeting(world)
    item = an_item(world, meeting, "Housing")
    a_paper(world, meeting, "The first of two", item=item)
    asked(world, meeting, item=item)
    asked(world, meeting, title="Of no item")
    hidden = an_item(world, meeting, "A tender", restriction=a_restriction(world, bar=["charity"]))
    asked(world, meeting, title="Bids", item=hidden)
    client = signed_in(world)

    runs = page_my_work(world.actor("coordinator"), today=TODAY).running.matters
    before = text_of(client.get(at("meeting", meeting=meeting)))
    done(meetings.circulate_papers(world.as_("coordinator"), meeting=meeting))
    known = {key: basis(world.actor(key), Meeting.objects.get(id=meeting), date(2027, 1, 6)) for key in
             ("coordinator", "charity")}  # fmt: skip

    said = "1 item without a paper and 2 papers asked for that have not come"
    assert f"papers in: 1 so far, {said}" in before
    assert f"{said} for the meeting of 14 January 2027" in {one.sentence for one in runs}
    for key, missing in (
        ("coordinator", "1 in time, none recorded for 1 item and 2 papers asked for"),
        ("charity", "1 in time, none recorded for 2 papers asked for"),
    ):
        (point,) = (p for p in points_of(known[key], date(2027, 1, 6), minutes=60) if p.title == "Papers in")
        assert (point.meaning, point.said) == (f"papers in: {missing}", "Not all recorded")


def test_the_late_list_counts_working_days_by_person_and_agency(settings):
    settings.TODAY = "2027-01-06"
    world = make_world()
    meeting = a_meeting(world)
    asked(world, meeting)
    agency = world.agencies["health"]
    a_paper(world, meeting, "Came late", on=date(2027, 1, 5), by="health", agency=agency)

    page = text_of(signed_in(world).get(at("papers", meeting=meeting)))

    assert "Has not come, 4 working days late" in page
    assert "Came 3 working days late" in page
    assert "1 late paper, 4 working days in all, 1 still to come" in page
    assert page.rindex(">Police<") < page.rindex(">Hospital trust<"), "most days late first"
    earlier = {"name": "District trust", "until_on": date(2027, 1, 5)}
    AgencyName.objects.create(id=uuid.uuid4(), agency_id=agency, **earlier)
    page = text_of(signed_in(world).get(at("papers", meeting=meeting)))
    assert ">District trust<" in page  # as it was called then


def test_whoever_is_barred_finds_nothing_of_what_was_asked_for():
    world = make_world()
    meeting = a_meeting(world)
    item = an_item(world, meeting, "A tender", restriction=a_restriction(world, bar=["charity"]))
    asked(world, meeting, title="Bids", item=item)

    for name in ("papers", "meeting"):
        barred = text_of(signed_in(world, "charity").get(at(name, meeting=meeting)))
        assert "Bids" not in barred
        assert "Bids" in text_of(signed_in(world, "police").get(at(name, meeting=meeting)))


def test_a_member_is_not_offered_to_ask():
    world = make_world()
    meeting = a_meeting(world)
    asked(world, meeting)

    page = text_of(signed_in(world, "health").get(at("papers", meeting=meeting)))

    assert "Ask for the paper" not in page
    assert "Ask for it no more" not in page
    assert "Add it" not in page


def test_a_request_is_dropped_by_its_button():
    world = make_world()
    meeting = a_meeting(world)
    request = asked(world, meeting)
    drop = at("paper_drop", meeting=meeting, asked=request)

    answer = signed_in(world).post(drop, {"version": version_of(meeting)}, follow=True)

    assert "The paper is asked for no more." in text_of(answer)
    assert "Asked for no more" in text_of(answer)


def test_the_page_asks_as_much_for_many_papers_as_for_one():
    world = make_world()
    meeting = a_meeting(world)
    numbers = iter(range(100))

    def more(n):
        for _ in range(n):
            asked(world, meeting, title=f"Paper {next(numbers)}")
            a_paper(world, meeting, f"Late {next(numbers)}", on=date(2027, 1, 5))

    few, many = asks_the_same(
        lambda: page_papers(world.actor("coordinator"), meeting=meeting, today=date(2027, 1, 6)),
        lambda: more(1),
        lambda: more(5),
    )

    assert few == many
