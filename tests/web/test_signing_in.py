"""Signing in, by password and by code, and what guessing meets."""

import re
import time

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from quorate.records.models import Account, Message
from tests.builders.signin import PASSWORD, account_of, code_owed, events, make_somebody

pytestmark = pytest.mark.django_db
SIGN_IN = "/account/sign-in/"


@pytest.fixture
def somebody():
    return make_somebody()


def by_password(client, email, password=PASSWORD, **more):
    return client.post(SIGN_IN, {"login": email, "password": password, **more})


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def words(response) -> str:
    """A page's body without what is different on every answer."""
    text = response.content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)


def test_a_password_signs_in_and_is_recorded(client, somebody):
    answer = by_password(client, somebody.email)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_signed_in(client)
    assert events() == [("accounts.signed_in", str(somebody.account), {"how": "password"})]


def test_capitals_in_the_address_do_not_matter(client, somebody):
    by_password(client, "  Coordinator@COUNCIL.example ")
    assert is_signed_in(client)


def test_a_wrong_password_is_said_in_the_summary_and_recorded(client, somebody):
    answer = by_password(client, somebody.email, "wrong")
    assert answer.status_code == 422
    assert "The email address or the password is not right." in answer.content.decode()
    assert not is_signed_in(client)
    assert events() == [("accounts.sign_in_failed", str(somebody.account), {"reason": "password"})]


def test_an_empty_form_names_both_fields(client, db):
    text = by_password(client, "", "").content.decode()
    assert 'href="#login"' in text
    assert 'href="#password"' in text
    assert "Enter your email address." in text


@pytest.mark.parametrize("address", ["/account/password/forgotten/", "/account/sign-in/code/"])
def test_known_and_unknown_addresses_meet_the_same_answers(address, somebody):
    found = []
    for email in (somebody.email, "stranger-here@council.example"):
        client = Client()
        sent = client.post(address, {"email": email})
        shown = client.get(sent["Location"])
        wrong = client.post(sent["Location"], {"code": "ZZZZ-ZZZZ"})
        found.append(
            (
                sent.status_code,
                sent["Location"],
                words(shown).replace(email, "ADDRESS"),
                wrong.status_code,
                words(wrong).replace(email, "ADDRESS"),
            )
        )
    assert found[0] == found[1]
    assert "a code is on its way" in found[0][2]


def test_a_wrong_password_and_an_unknown_address_meet_the_same_answer(somebody):
    known = by_password(Client(), somebody.email, "wrong")
    unknown = by_password(Client(), "stranger-here@council.example", "wrong")
    assert known.status_code == unknown.status_code
    assert words(known).replace(somebody.email, "") == words(unknown).replace(
        "stranger-here@council.example", ""
    )


def test_a_code_by_email_signs_in_once_and_no_request_sends_mail(client, somebody):
    sent = client.post("/account/sign-in/code/", {"email": somebody.email})
    assert sent["Location"] == "/account/sign-in/code/enter/"
    assert mail.outbox == []
    code = code_owed()
    answer = client.post(sent["Location"], {"code": code.lower().replace("-", "")})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_signed_in(client)
    assert events("accounts.signed_in")[0][2] == {"how": "code"}
    client.post("/account/sign-out/")
    again = client.post(sent["Location"], {"code": code})
    assert again["Location"] == "/account/sign-in/code/"
    assert not is_signed_in(client)


def test_three_wrong_codes_end_the_try_and_are_recorded(client, somebody):
    sent = client.post("/account/sign-in/code/", {"email": somebody.email})
    answers = [client.post(sent["Location"], {"code": "ZZZZ-ZZZZ"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [422, 422, 302]
    last = client.get(answers[2]["Location"]).content.decode()
    assert "There have been too many tries." in last
    assert "Error: Sign in with a code" in last
    client.post(sent["Location"], {"code": code_owed()})
    assert not is_signed_in(client)
    assert [said for _, _, said in events("accounts.sign_in_failed")] == [{"reason": "code"}] * 3


def test_a_code_dies_after_fifteen_minutes(client, somebody, monkeypatch):
    sent = client.post("/account/sign-in/code/", {"email": somebody.email})
    code, later = code_owed(), time.time() + 15 * 60 + 1
    monkeypatch.setattr(time, "time", lambda: later)
    client.post(sent["Location"], {"code": code})
    assert not is_signed_in(client)


def test_a_second_code_can_be_asked_for_twice_and_replaces_the_first(client, somebody):
    sent = client.post("/account/sign-in/code/", {"email": somebody.email})
    first = code_owed()
    client.post(sent["Location"], {"action": "resend"})
    bodies = set(Message.objects.values_list("body", flat=True))
    assert len(bodies) == 2
    client.post(sent["Location"], {"code": first})
    assert not is_signed_in(client)


def test_a_code_of_one_kind_opens_nothing_of_the_other(client, somebody):
    client.post("/account/password/forgotten/", {"email": somebody.email})
    code = code_owed()
    answer = client.post("/account/sign-in/code/enter/", {"code": code})
    assert answer["Location"] == "/account/sign-in/code/"
    assert not is_signed_in(client)


def test_an_account_without_a_password_signs_in_by_code_only(client):
    nobody = make_somebody("new@council.example", password="")
    by_password(client, nobody.email, "")
    assert not is_signed_in(client)
    sent = client.post("/account/sign-in/code/", {"email": nobody.email})
    client.post(sent["Location"], {"code": code_owed()})
    assert is_signed_in(client)


def test_the_session_changes_its_name_at_sign_in_and_keeps_no_secret(client, somebody):
    client.post("/account/sign-in/code/", {"email": "stranger@council.example"})
    before = client.session.session_key
    assert before
    by_password(client, somebody.email)
    after = client.session.session_key
    assert before != after
    assert not Session.objects.filter(session_key=before).exists()
    held = str([row.get_decoded() for row in Session.objects.all()])
    assert PASSWORD not in held


def test_a_planted_session_name_is_not_taken(somebody):
    client = Client()
    client.cookies["quorate"] = "planted0planted0planted0planted0"
    by_password(client, somebody.email)
    assert client.session.session_key != "planted0planted0planted0planted0"


def test_signing_out_ends_the_session_for_whoever_copied_it(client, somebody):
    by_password(client, somebody.email)
    copied = Client()
    copied.cookies["quorate"] = client.session.session_key
    assert copied.get("/account/security/").status_code == 200
    client.post("/account/sign-out/")
    assert copied.get("/account/security/").status_code == 302
    assert events("accounts.signed_out") == [("accounts.signed_out", str(somebody.account), {})]


def test_a_link_does_not_sign_anybody_out(client, somebody):
    by_password(client, somebody.email)
    assert client.get("/account/sign-out/").status_code == 200
    assert is_signed_in(client)


def test_changing_the_password_ends_every_other_session(client, somebody):
    other = Client()
    by_password(other, somebody.email)
    by_password(client, somebody.email)
    changed = client.post(
        "/account/password/change/", {"oldpassword": PASSWORD, "password1": "another four plain words"}
    )
    assert changed["Location"] == "/account/security/"
    assert client.get("/account/security/").status_code == 200
    assert other.get("/account/security/").status_code == 302


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            {"oldpassword": "wrong", "password1": "another four plain words"},
            "That is not the password you have",
        ),
        ({"oldpassword": PASSWORD, "password1": "short"}, "12 characters"),
        ({"oldpassword": PASSWORD, "password1": "1q2w3e4r5t6y"}, "too common"),
        ({"oldpassword": PASSWORD, "password1": ""}, "Enter a new password."),
    ],
)
def test_a_password_is_changed_only_to_a_good_one_by_who_knows_the_old(client, somebody, typed, said):
    by_password(client, somebody.email)
    answer = client.post("/account/password/change/", typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert account_of(somebody).check_password(PASSWORD)


def test_a_forgotten_password_is_replaced_by_code_and_ends_every_session(client, somebody):
    other = Client()
    by_password(other, somebody.email)
    sent = client.post("/account/password/forgotten/", {"email": somebody.email})
    assert sent["Location"] == "/account/password/forgotten/code/"
    assert client.get("/account/password/forgotten/new/").status_code == 302
    entered = client.post(sent["Location"], {"code": code_owed()})
    assert entered["Location"] == "/account/password/forgotten/new/"
    assert client.get(entered["Location"]).status_code == 200
    set_ = client.post(entered["Location"], {"password1": "another four plain words"})
    assert client.get(set_["Location"]).status_code == 200
    assert not is_signed_in(client)
    assert other.get("/account/security/").status_code == 302
    assert account_of(somebody).check_password("another four plain words")
    assert client.get("/account/password/forgotten/new/").status_code == 302


def test_a_closed_account_cannot_sign_in_in_any_way(client, somebody):
    Account.objects.filter(pk=somebody.account).update(is_active=False)
    assert by_password(client, somebody.email)["Location"] == "/account/closed/"
    assert client.get("/account/closed/").status_code == 200
    client.post("/account/sign-in/code/", {"email": somebody.email})
    assert not Message.objects.exists()
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example/",
        "http:elsewhere.example",
        "javascript:alert(1)",
        "http://localhost.elsewhere.example/",
    ],
)
def test_signing_in_never_leads_to_another_site(client, somebody, elsewhere):
    assert by_password(client, somebody.email, next=elsewhere)["Location"] == "/"


def test_signing_in_leads_back_to_where_one_was_going(client, somebody):
    shown = client.get("/account/sign-in/?next=/account/security/").content.decode()
    assert 'name="next" value="/account/security/"' in shown
    assert by_password(client, somebody.email, next="/account/security/")["Location"] == "/account/security/"


def test_guessing_one_account_is_stopped_though_the_right_password_comes(client, somebody):
    for number in range(5):
        by_password(client, somebody.email, f"guess {number}")
    stopped = by_password(client, somebody.email)
    assert stopped.status_code == 422
    assert "There have been too many tries." in stopped.content.decode()
    assert not is_signed_in(client)
    assert events("accounts.sign_in_failed")[-1][2] == {"reason": "too_many"}


def test_guessing_from_one_place_is_stopped_whatever_a_header_says_of_the_place(client, somebody):
    statuses = [
        client.post(
            SIGN_IN,
            {"login": f"guess{number}@council.example", "password": ""},
            headers={"X-Forwarded-For": f"192.0.2.{number}"},
        ).status_code
        for number in range(31)
    ]
    assert set(statuses[:30]) == {422}
    assert statuses[30] == 429


def test_asking_for_codes_is_limited_for_each_address(client, somebody):
    for _ in range(4):
        Client().post("/account/sign-in/code/", {"email": somebody.email})
    assert Message.objects.count() == 3


def test_the_limits_are_kept_where_every_worker_sees_them(db):
    assert cache.add("held", "once")
    assert not cache.add("held", "twice")
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM quorate_cache")
        assert cursor.fetchone()[0] == 1


def test_another_host_name_is_refused(client):
    answer = client.get("/account/password/forgotten/", headers={"Host": "elsewhere.example"})
    assert answer.status_code == 400


def test_names_that_the_library_asks_for_lead_to_our_table():
    for name in ("account_login", "account_logout", "account_reauthenticate", "mfa_index"):
        assert reverse(name).startswith("/account/")
