"""Bringing in a plan, page by page."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quorate.commands import setting_up
from quorate.records.models import Entry, EntryTarget, Plan, PlanImport
from tests.builders.browsing import signed_in
from tests.builders.plans import add
from tests.builders.world import TODAY, done, make_world
from tests.commands.test_imports import ROWS, word_plan
from tests.commands.test_imports_moves import RUNGS, ladder
from tests.samples.files import Wide, word_file
from tests.web.test_plan_pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def apart(settings, tmp_path):
    settings.TODAY = TODAY.isoformat()
    settings.FILES = tmp_path / "files"


def upload(client, data=None, name="plan.docx", **answers):
    file = SimpleUploadedFile(name, word_plan() if data is None else data)
    return client.post("/marlhaven/plans/import/", {"file": file, "plan_name": "Housing plan", **answers})


def checked(client):
    response = upload(client)
    assert response.status_code == 302
    return response["Location"]


def held() -> PlanImport:
    return PlanImport.objects.get()


def test_what_was_found_stands_beside_its_source():
    client = signed_in(make_world())

    page = text(client.get(checked(client)))

    assert "3 actions in 1 table of 4 rows. Every word is placed." in page
    assert "plan.docx , table 1" in page
    assert "Accept 3 entries" in page


def test_two_rows_are_mended_and_all_accepted():
    client = signed_in(make_world())
    address = checked(client)
    keys = re.findall(r'id="found-([^"]+)"', client.get(address).content.decode())
    for key, words in zip(keys[:2], ("Open one helpline", "Train every receptionist"), strict=True):
        page = client.get(f"{address}?entry={key}")
        typed = dict(re.findall(r'name="(code|kind)" value="([^"]*)"', page.content.decode()))
        response = client.post(
            f"{address}mend/",
            {"entry": key, "do": "set", "text": words, "version": held().version, **typed},
        )
        assert response.status_code == 302, text(response)

    response = client.post(f"{address}accept/", {"version": held().version})

    plan = text(client.get(response["Location"]))
    assert "3 entries added" in plan
    assert "Open one helpline" in plan
    assert "Train every receptionist" in plan
    assert "Publish one referral form" in plan


def test_a_field_left_out_of_the_form_is_not_emptied():
    client = signed_in(make_world())
    address = checked(client)
    key = re.findall(r'id="found-([^"]+)"', client.get(address).content.decode())[0]

    client.post(f"{address}mend/", {"entry": key, "do": "set", "text": "Open one helpline", "version": "1"})

    assert [mend["field"] for mend in held().mends] == ["text"]


def test_no_file_is_said_beside_the_field():
    client = signed_in(make_world())

    response = client.post("/marlhaven/plans/import/", {"plan_name": "Housing plan"})

    assert response.status_code == 422
    assert text(response).count("Choose the Word or Excel file of the plan.") == 2
    assert 'value="Housing plan"' in response.content.decode()


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"", "empty.docx"), (b"%PDF-1.7", "plan.docx"), (b"PK\x03\x04broken", "plan.xlsx")],
    ids=["empty", "a PDF called Word", "damaged"],
)
def test_a_file_that_is_not_a_plan_is_refused_in_a_sentence(data, name):
    client = signed_in(make_world())

    response = upload(client, data, name)

    assert response.status_code == 422
    assert "There is a problem" in text(response)
    assert not PlanImport.objects.exists()


def test_a_stale_accept_changes_nothing_and_says_so():
    client = signed_in(make_world())
    address = checked(client)
    key = re.findall(r'id="found-([^"]+)"', client.get(address).content.decode())[0]
    client.post(f"{address}mend/", {"entry": key, "do": "drop", "version": "1"})

    response = client.post(f"{address}accept/", {"version": 1})

    assert response.status_code == 409
    assert "Somebody else changed this upload" in text(response)
    assert not Entry.objects.exists()


def test_what_cannot_stand_where_the_file_has_it_is_said_beside_its_row_and_over_accept():
    world = make_world()
    plan, rungs = ladder(world)
    add(world, plan, "Fit locks", parent_id=str(rungs[0]))
    client = signed_in(world)
    rows = [["Action", "Lead"], [Wide(RUNGS[-1], 2)], ["Fit locks", "Police"]]
    address = upload(client, word_file(rows), plan="city-action-plan")["Location"]

    page = text(client.get(address))
    refused = client.post(f"{address}accept/", {"version": held().version})

    assert "Moved from under “Homes” to under “Voice”." in page
    assert "It cannot stand where this file has it. A plan goes no deeper than 8 levels." in page
    assert "Nothing can be accepted while an entry cannot stand" in page
    assert refused.status_code == 409
    assert "“Fit locks” cannot stand where this file has it." in text(refused)


def test_an_upload_set_aside_leaves_no_plan():
    client = signed_in(make_world())
    address = checked(client)

    client.post(f"{address}set-aside/", {"version": "1"})

    assert not Entry.objects.exists()
    assert "set aside" in text(client.get(address))
    assert "Accept" not in re.sub(r"3 Accept", "", text(client.get(address)))


def test_an_upload_can_be_left_and_come_back_to():
    client = signed_in(make_world())
    address = checked(client)

    page = client.get("/marlhaven/plans/import/").content.decode()

    assert f'href="{address}"' in page


def test_whose_plan_it_is_is_asked_beside_accept_and_kept():
    world = make_world()
    task = done(setting_up.add_group(world.as_("coordinator"), name="Housing task group", slug="task"))
    client = signed_in(world)
    address = checked(client)
    assert "Whose plan is it" in text(client.get(address))

    unsaid = client.post(f"{address}accept/", {"version": 1, "group": ""})
    assert unsaid.status_code == 409
    assert text(unsaid).count("Say whose plan it is.") == 2
    response = client.post(f"{address}accept/", {"version": 1, "group": str(task)})

    assert response.status_code == 302
    assert Plan.objects.get().group_id == task


def test_one_group_is_not_asked_about():
    client = signed_in(make_world())

    assert "Whose plan is it" not in text(client.get(checked(client)))


GAP = (
    ("1", "Open a helpline for the whole area", "Police", "30 June 2026", "Line tested"),
    ("", "Train reception staff", "Council", "30 June 2026", "Begun"),
    ("3", "Publish one referral form", "Hospital trust", "March 2027", ""),
)


def keys_of(client, address):
    return re.findall(r'id="found-([^"]+)"', client.get(address).content.decode())


def form_of(client, address, key, **typed):
    """The mending form as a browser would send it from the page as it now stands."""
    page = client.get(f"{address}?entry={key}").content.decode()
    form = page[page.index('name="shown-kind"') :]
    marks = dict(re.findall(r'name="(shown-[a-z]+)" value="([^"]*)"', form))
    return {"entry": key, "do": "set", "version": str(held().version), **marks, **typed}


def gap_plan(client):
    return upload(client, word_plan(GAP))["Location"]


def test_a_question_offers_its_own_answer_mending_and_leaving_out():
    client = signed_in(make_world())
    address = gap_plan(client)
    key = keys_of(client, address)[1]

    page = client.get(f"{address}?entry={key}").content.decode()

    assert "Is it 2?" in page
    for words in ("It is 2<", "Mend the number<", "Leave this row out<", "It is right as it is<"):
        assert words in page, words
    assert f'href="{address}?entry={key}&amp;mend=code#code"' in page
    assert "<details" in page
    assert '<details class="govuk-details" open' not in page
    opened = client.get(f"{address}?entry={key}&mend=code").content.decode()
    assert '<details class="govuk-details" open' in opened
    assert 'id="code"' in opened


def test_a_questions_own_answer_is_taken():
    client = signed_in(make_world())
    address = gap_plan(client)
    key = keys_of(client, address)[1]

    client.post(f"{address}mend/", {"entry": key, "do": "answer:no_code", "version": 1})

    page = text(client.get(f"{address}?entry={key}"))
    assert "2 Train reception staff" in page
    assert "This row has no code" not in page


def test_two_leads_of_one_row_are_asked_about_and_answered_one_at_a_time():
    client = signed_in(make_world())
    rows = (("1", "Open a helpline", "JS\nKT", "30 June 2026", "Begun"),)
    address = upload(client, word_plan(rows))["Location"]
    (key,) = keys_of(client, address)

    page = text(client.get(address))
    assert "Whose initials are “JS”?" in page
    assert "Whose initials are “KT”?" in page
    client.post(f"{address}mend/", {"entry": key, "do": "settle:lead_initials:KT", "version": 1})

    page = text(client.get(address))
    assert "Whose initials are “JS”?" in page
    assert "Whose initials are “KT”?" not in page


def test_a_question_on_a_field_does_not_offer_to_leave_the_row_out():
    client = signed_in(make_world())
    address = checked(client)
    key = keys_of(client, address)[1]

    page = text(client.get(f"{address}?entry={key}"))

    assert "“Ongoing” never falls due" in page
    assert "Leave this row out:" not in page


def test_accepting_says_how_many_rows_are_in_question_added_and_left_out():
    client = signed_in(make_world())
    address = gap_plan(client)
    client.post(f"{address}mend/", {"entry": keys_of(client, address)[2], "do": "drop", "version": 1})

    page = text(client.get(address))

    assert "Accept 2 entries, 1 in question" in page
    assert re.search(r"Added 2 entries In question 1 entry Left out 1 row Not placed 4 pieces of text", page)


def test_accepting_a_changed_file_counts_what_is_new_changed_and_as_it_was():
    client = signed_in(make_world())
    client.post(f"{checked(client)}accept/", {"version": 1})
    rows = (ROWS[0], (*ROWS[1][:2], "Refuge charity", *ROWS[1][3:]), ("4", "Ask survivors", "Police", "", ""))
    address = upload(client, word_plan(rows), plan="housing-plan")["Location"]

    page = text(client.get(address))

    assert "Added 1 entry Changed 1 entry As they were 1 entry" in page
    assert "Leads: “TBC”, now “Refuge charity”." in page


@pytest.mark.parametrize(
    ("added", "said"),
    [
        ((), ""),
        (
            ("Ask survivors",),
            "1 entry is new and would stand from then on, today too. Withdraw it if it is over.",
        ),
        (
            ("Ask survivors", "Find every ward a room"),
            "2 entries are new and would stand from then on, today too. Withdraw those that are over.",
        ),
    ],
    ids=["none", "one", "two"],
)
def test_an_older_papers_new_entries_are_said_to_stand_today_too(added, said):
    client = signed_in(make_world())
    first = upload(client, effective_on="30 9 2026")["Location"]
    assert "today too" not in text(client.get(first)), "a plan of its own has nothing later"
    client.post(f"{first}accept/", {"version": 1})
    older = (*ROWS, *((str(n), words, "Police", "", "") for n, words in enumerate(added, start=4)))
    address = upload(client, word_plan(older), plan="housing-plan", effective_on="31 3 2026")["Location"]

    page = text(client.get(address))

    assert "The plan holds what was said for days after 31 March 2026." in page
    assert said in page
    assert page.count("today too") == bool(added)


def test_two_who_mend_one_field_see_both_side_by_side():
    client = signed_in(make_world())
    address = checked(client)
    key = keys_of(client, address)[0]
    mine = form_of(client, address, key, text="Open one helpline", code="1x")
    client.post(f"{address}mend/", form_of(client, address, key, text="Open two helplines"))

    response = client.post(f"{address}mend/", mine)

    page = response.content.decode()
    assert response.status_code == 409
    assert text(response).count("Somebody else has changed this. Theirs is beside it") == 2
    beside = page[page.index('id="text"') - 900 : page.index('id="text"') + 900]
    assert "q-columns--even" in beside
    assert "Open one helpline" in beside
    assert "Open two helplines" in beside
    assert 'value="1x"' in page, "what only one of them changed is kept as typed"
    assert [mend["value"] for mend in held().mends] == ["Open two helplines"]

    marks = dict(
        re.findall(
            r'name="((?:shown-[a-z]+)|version)" value="([^"]*)"', page[page.index("shown-kind") - 300 :]
        )
    )
    again = client.post(f"{address}mend/", {**mine, **marks, "version": str(held().version)})
    assert again.status_code == 302
    assert [m["value"] for m in held().mends] == ["Open two helplines", "1x", "Open one helpline"]


def test_a_mend_of_another_row_or_field_meanwhile_loses_neither():
    client = signed_in(make_world())
    address = checked(client)
    first, second, _ = keys_of(client, address)
    mine = form_of(client, address, first, text="Open one helpline", leads="Police")
    client.post(f"{address}mend/", form_of(client, address, second, text="Train everybody"))
    client.post(f"{address}mend/", form_of(client, address, first, leads="Refuge charity"))

    response = client.post(f"{address}mend/", mine)

    assert response.status_code == 302
    assert [(m["field"], m["value"]) for m in held().mends] == [
        ("text", "Train everybody"),
        ("leads", "Refuge charity"),
        ("text", "Open one helpline"),
    ]


def test_what_was_typed_on_a_row_somebody_left_out_is_shown():
    client = signed_in(make_world())
    address = checked(client)
    key = keys_of(client, address)[0]
    mine = form_of(client, address, key, text="Open one helpline")
    client.post(f"{address}mend/", {"entry": key, "do": "drop", "version": 1})

    response = client.post(f"{address}mend/", mine)

    assert response.status_code == 409
    assert "has been left out. You had typed:" in text(response)
    assert "Open one helpline" in text(response)


def test_target_words_that_are_no_date_are_kept_and_said_to_be_beside_the_field():
    client = signed_in(make_world())
    address = checked(client)
    key = keys_of(client, address)[0]

    response = client.post(f"{address}mend/", form_of(client, address, key, targets="Before the frost"))

    assert response["Location"].endswith(f"?entry={key}&mend=targets#targets")
    page = client.get(response["Location"].partition("#")[0]).content.decode()
    hint = re.search(r'id="targets-hint"[^>]*>(.*?)</div>', page, re.S)
    assert hint
    assert "could not be read as a target date. It is kept as words: nothing is due." in hint[1]
    assert "31 March 2027; 31/3/27; March 2027" in hint[1]
    client.post(f"{address}accept/", {"version": held().version})
    assert "Before the frost" in EntryTarget.objects.values_list("raw", flat=True)


def test_target_words_that_are_a_date_are_not_doubted():
    client = signed_in(make_world())
    address = checked(client)
    key = keys_of(client, address)[0]

    response = client.post(f"{address}mend/", form_of(client, address, key, targets="autumn 2026"))

    assert response["Location"].endswith(f"?entry={key}#found-{key}")


def test_what_is_odd_about_a_file_is_said_over_its_rows():
    client = signed_in(make_world())
    header = ["Action", "Lead"]
    two = word_file("# Housing", [header, ["Fit locks", "TBC"]], "# Health", [header, ["Ask", "NHS"]])
    address = upload(client, two)["Location"]

    assert "stand under “Housing” and “Health”. They are read as one" in text(client.get(address))


def test_a_table_of_headings_alone_is_refused_beside_the_file():
    response = upload(signed_in(make_world()), word_file([["Action", "Lead"]]))

    assert response.status_code == 422
    assert (
        text(response).count("has column headings and no rows. Choose a file with the rows filled in.") == 2
    )


def test_the_words_of_the_paper_stand_in_the_entry_too_where_the_page_is_narrow():
    client = signed_in(make_world())
    address = checked(client)
    key = re.findall(r'id="found-([^"]+)"', client.get(address).content.decode())[1]

    page = client.get(f"{address}?entry={key}").content.decode()

    card = page[page.index(f'id="found-{key}"') :].partition("</article>")[0]
    repeated = re.search(r'<div class="q-narrow.*?</div>', card, re.S)
    assert repeated is not None
    assert all(cell in repeated[0] for cell in ROWS[1])


def test_the_box_to_reword_in_shows_all_of_a_long_text():
    client = signed_in(make_world())
    address = checked(client)
    key = re.findall(r'id="found-([^"]+)"', client.get(address).content.decode())[0]
    for words, rows in (("One", 3), ("\n".join(["One more line"] * 8), 8), ("\n".join(["Line"] * 40), 12)):
        sent = {"entry": key, "do": "set", "progress": words, "version": held().version}
        client.post(f"{address}mend/", sent)

        page = client.get(f"{address}?entry={key}&mend=progress").content.decode()

        assert re.search(rf'<textarea [^>]*id="progress"[^>]* rows="{rows}"', page)


def held_plan(client, rows=ROWS, **more):
    """The page of a second upload of the plan, with these rows."""
    client.post(f"{checked(client)}accept/", {"version": 1})
    return upload(client, word_plan(rows), plan="housing-plan", **more)["Location"]


def found_on(page):
    return re.findall(r'id="found-([^"]+)"', page)


def test_a_second_import_lists_and_asks_about_only_what_differs():
    client = signed_in(make_world())
    address = held_plan(client, ((*ROWS[0][:4], "Progress: Line open"), *ROWS[1:]))

    response = client.get(address)

    page = text(response)
    (key,) = found_on(response.content.decode())
    assert key == keys_of(client, f"{address}?all=yes")[0]
    assert "2 entries are as they were in the plan, and nothing is asked about them." in page
    assert "“Ongoing” never falls due" not in page
    assert "Nothing is in question." in page
    assert "Accept 1 entry" in page


def test_what_is_as_it_was_is_shown_when_asked_for_and_the_links_keep_to_it():
    client = signed_in(make_world())
    address = held_plan(client, ((*ROWS[0][:4], "Progress: Line open"), *ROWS[1:]))
    assert f'href="{address}?all=yes"' in client.get(address).content.decode()

    response = client.get(f"{address}?all=yes")

    page = response.content.decode()
    _, second, _ = found_on(page)
    assert "All entries are shown, 2 of them as they were. Show only what differs" in text(response)
    assert "“Ongoing” never falls due" not in page, "it was asked when the plan came in"
    assert f'href="{address}?all=yes&amp;entry={second}#found-{second}"' in page


def test_a_row_in_hand_is_listed_even_as_it_was():
    client = signed_in(make_world())
    address = held_plan(client, ((*ROWS[0][:4], "Progress: Line open"), *ROWS[1:]))
    keys = found_on(client.get(f"{address}?all=yes").content.decode())

    assert found_on(client.get(f"{address}?entry={keys[2]}").content.decode()) == [keys[0], keys[2]]


def test_the_same_file_again_offers_nothing_to_accept():
    client = signed_in(make_world())
    address = held_plan(client)

    page = text(client.get(address))

    assert "Nothing in this file is new or changed." in page
    assert "There is nothing to accept: the plan says all of this already." in page
    assert "Accept 0" not in page


def test_rows_gone_from_the_paper_are_still_listed():
    client = signed_in(make_world())
    address = held_plan(client, ROWS[1:])

    assert "In the plan, not in this file" in text(client.get(address))


def test_a_question_says_that_it_does_not_stop_accepting():
    client = signed_in(make_world())
    rows = (("1", "Open a helpline", "Police", "June 2027", "Held up while the lead is on maternity leave"),)
    address = upload(client, word_plan(rows))["Location"]

    page = text(client.get(address))

    assert "1 entry is in question. A question does not stop you accepting." in page
    assert "This names a person’s leave, which every reader of the plan would see. You can accept" in page
    client.post(f"{address}accept/", {"version": 1})
    assert Entry.objects.count() == 1


def test_the_day_a_paper_speaks_for_is_changed_where_it_is_checked():
    client = signed_in(make_world())
    address = checked(client)

    response = client.post(f"{address}date/", {"effective_on": "31 3 2026", "version": 1})

    page = text(client.get(response["Location"]))
    assert "It speaks for 31 March 2026." in page
    assert "gives a date" not in page


def test_a_day_that_is_none_or_was_changed_meanwhile_is_given_back_as_typed():
    client = signed_in(make_world())
    address = checked(client)

    wrong = client.post(f"{address}date/", {"effective_on": "the 31st", "version": 1})
    client.post(f"{address}date/", {"effective_on": "31 3 2026", "version": 1})
    stale = client.post(f"{address}date/", {"effective_on": "30 9 2026", "version": 1})

    assert (wrong.status_code, stale.status_code) == (409, 409)
    assert 'value="the 31st"' in wrong.content.decode()
    assert 'value="30 9 2026"' in stale.content.decode()
    assert "It speaks for 31 March 2026." in text(stale)
    for given_back in (wrong, stale):
        assert '<details class="govuk-details" open>' in given_back.content.decode()
