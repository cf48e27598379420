"""Bringing in a plan, page by page."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quorate.commands import setting_up
from quorate.records.models import Entry, Plan, PlanImport
from tests.builders.world import TODAY, done, make_world
from tests.commands.test_imports import word_plan
from tests.web.test_plan_pages import signed_in, text

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
