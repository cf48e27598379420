"""A form that comes too late is not saved, and what was written in it is shown again."""

import pytest
from django.test import Client

from quorate.records.models import ProgressRow
from tests.builders.browsing import signed_in
from tests.builders.plans import add, start
from tests.builders.world import make_world

pytestmark = pytest.mark.django_db

WORDS = "The post was filled on Monday & two schools were trained."
FORM = {
    "progress": WORDS,
    "status": "under_way",
    "password": "four plain words here",
    "as_at": "23 November 2026",
    "barrier_shown": "What stood there before it",
}


def page_of(world):
    return f"/marlhaven/entries/{add(world, start(world), 'Train staff')}/"


def sent(client, page, *, referer):
    return client.post(f"{page}progress/", FORM, headers={"referer": referer} if referer else {})


def text(response):
    return response.content.decode()


def test_what_was_written_before_signing_out_is_given_back_with_the_way_to_sign_in():
    page = page_of(make_world())

    answer = sent(Client(), page, referer=f"http://testserver{page}?from=plan")

    assert answer.status_code == 403
    assert "What you sent was not saved." in text(answer)
    assert "The post was filled on Monday &amp; two schools were trained." in text(answer)
    assert f"?next={page.replace('/', '%2F')}%3Ffrom%3Dplan" in text(answer)
    assert "four plain words" not in text(answer)
    assert "23 November 2026" not in text(answer).split("What you wrote")[1]
    assert "What stood there before it" not in text(answer)
    assert not ProgressRow.objects.exists()


def test_what_was_written_is_given_back_when_the_form_itself_is_out_of_date():
    world = make_world()
    page = page_of(world)
    client = Client(enforce_csrf_checks=True)
    client.cookies.update(signed_in(world).cookies)

    answer = sent(client, page, referer=f"http://testserver{page}")

    assert answer.status_code == 403
    assert "This form is out of date" in text(answer)
    assert "two schools were trained" in text(answer)
    assert f'href="{page}">Open the page again' in text(answer)


@pytest.mark.parametrize("referer", ["", "https://elsewhere.example/form"], ids=["unknown", "another site"])
def test_words_another_site_sent_are_not_put_on_a_page_of_ours(referer):
    page = page_of(make_world())

    answer = sent(Client(), page, referer=referer)

    assert answer.status_code == 403
    assert "two schools" not in text(answer)
    assert "elsewhere.example" not in text(answer)
    assert '?next=%2F">Sign in' in text(answer)
