"""Authenticator apps, recovery codes and passkeys."""

import json
import re
import secrets
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from tests.builders.signin import PASSWORD, code_owed, events, make_somebody

pytestmark = pytest.mark.django_db
SECOND = "/account/sign-in/second-step/"


@pytest.fixture
def somebody():
    return make_somebody()


@pytest.fixture
def clock(monkeypatch):
    """A clock that a test moves, so that a code of the app is never used up by the step before."""

    class Clock:
        now = time.time()

        def on(self, seconds=30):
            self.now += seconds

    held = Clock()
    monkeypatch.setattr(time, "time", lambda: held.now)
    return held


def by_password(client, somebody):
    return client.post("/account/sign-in/", {"login": somebody.email, "password": PASSWORD})


def confirmed(client, somebody):
    """Signed in, and asked again, as changing how one signs in wants."""
    by_password(client, somebody)
    client.post("/account/confirm/", {"password": PASSWORD})


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def number_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def set_up_app(client, somebody) -> str:
    confirmed(client, somebody)
    secret = secret_on(client.get("/account/security/app/"))
    answer = client.post("/account/security/app/", {"code": number_now(secret)})
    assert answer["Location"] == "/account/security/codes/"
    return secret


def secret_on(page) -> str:
    return re.search(r"<strong[^>]*>([A-Z2-7]{32})</strong>", page.content.decode()).group(1)


def recovery_codes(client) -> list[str]:
    return re.findall(r"<code>(\d{8})</code>", client.get("/account/security/codes/").content.decode())


def test_an_app_is_asked_for_after_the_password(client, somebody, clock):
    secret = set_up_app(client, somebody)
    client.post("/account/sign-out/")
    clock.on()
    assert by_password(client, somebody)["Location"] == SECOND
    assert not is_signed_in(client)
    assert client.get("/account/security/").status_code == 302
    wrong = client.post(SECOND, {"code": "000000"})
    assert wrong.status_code == 422
    assert "Use the newest one the app shows." in wrong.content.decode()
    assert client.post(SECOND, {"code": number_now(secret)})["Location"] == "/"
    assert is_signed_in(client)
    assert events("accounts.sign_in_failed")[-1] == (
        "accounts.sign_in_failed",
        str(somebody.account),
        {"reason": "second_step"},
    )
    assert events()[-1] == ("accounts.signed_in", str(somebody.account), {"how": "mfa"})


def test_an_app_is_asked_for_after_a_code_by_email_and_after_a_new_password(client, somebody, clock):
    set_up_app(client, somebody)
    client.post("/account/sign-out/")
    sent = client.post("/account/sign-in/code/", {"email": somebody.email})
    assert client.post(sent["Location"], {"code": code_owed()})["Location"] == SECOND
    assert not is_signed_in(client)
    other = Client()
    clock.on(1)
    sent = other.post("/account/password/forgotten/", {"email": somebody.email})
    other.post(sent["Location"], {"code": code_owed()})
    other.post("/account/password/forgotten/new/", {"password1": "another four plain words"})
    after = other.post("/account/sign-in/", {"login": somebody.email, "password": "another four plain words"})
    assert after["Location"] == SECOND
    assert not is_signed_in(other)


def test_the_apps_number_works_once(client, somebody, clock):
    secret = set_up_app(client, somebody)
    clock.on()
    number = number_now(secret)
    first, second = Client(), Client()
    for browser in (first, second):
        by_password(browser, somebody)
        browser.post(SECOND, {"code": number})
    assert is_signed_in(first)
    assert not is_signed_in(second)


def test_the_second_step_cannot_be_reached_without_the_first(client, somebody, clock):
    secret = set_up_app(client, somebody)
    client.post("/account/sign-out/")
    clock.on()
    answer = client.post(SECOND, {"code": number_now(secret)})
    assert answer["Location"] == "/account/sign-in/"
    assert not is_signed_in(client)


def test_guessing_the_second_step_is_stopped(client, somebody, clock):
    secret = set_up_app(client, somebody)
    client.post("/account/sign-out/")
    clock.on()
    by_password(client, somebody)
    for _ in range(5):
        client.post(SECOND, {"code": "000000"})
    client.post(SECOND, {"code": number_now(secret)})
    assert not is_signed_in(client)


def test_giving_up_the_second_step_forgets_the_first(client, somebody, clock):
    set_up_app(client, somebody)
    client.post("/account/sign-out/")
    by_password(client, somebody)
    client.post("/account/sign-out/", {"next": "/account/sign-in/"})
    assert client.get(SECOND)["Location"] == "/account/sign-in/"


def test_a_recovery_code_works_once(client, somebody, clock):
    set_up_app(client, somebody)
    codes = recovery_codes(client)
    assert len(codes) == 10
    assert codes[0] in client.get("/account/security/codes/download/").content.decode()
    for expected in (True, False):
        browser = Client()
        by_password(browser, somebody)
        browser.post(SECOND, {"code": codes[0]})
        assert is_signed_in(browser) is expected
    assert codes[0] not in recovery_codes(client)


def test_new_recovery_codes_replace_the_old(client, somebody, clock):
    set_up_app(client, somebody)
    before = set(recovery_codes(client))
    assert client.get("/account/security/codes/new/").status_code == 200
    client.post("/account/security/codes/new/")
    assert not before & set(recovery_codes(client))


def test_an_apps_secret_is_not_in_the_database_as_it_is(client, somebody, clock):
    secret = set_up_app(client, somebody)
    assert secret not in json.dumps(Authenticator.objects.get(type="totp").data)


def test_removing_the_app_asks_who_it_is_when_it_has_been_a_while(client, somebody, clock):
    set_up_app(client, somebody)
    clock.on(301)
    asked = client.post("/account/security/app/remove/")
    assert asked["Location"].startswith("/account/confirm/")
    assert client.get(asked["Location"]).status_code == 200
    assert Authenticator.objects.filter(type="totp").exists()
    wrong = client.post(asked["Location"], {"password": "wrong", "next": "/account/security/app/remove/"})
    assert "That is not your password." in wrong.content.decode()
    client.post(asked["Location"], {"password": PASSWORD, "next": "/account/security/app/remove/"})
    assert not Authenticator.objects.filter(type="totp").exists()


def test_an_app_is_set_up_only_with_a_number_from_it(client, somebody):
    confirmed(client, somebody)
    shown = client.get("/account/security/app/")
    text = shown.content.decode()
    assert "<svg role=" in text
    assert "data:image" not in text
    wrong = client.post("/account/security/app/", {"code": "000000"})
    assert wrong.status_code == 422
    assert secret_on(wrong) == secret_on(shown)
    assert not Authenticator.objects.exists()


class Device:
    """A software passkey: enough of an authenticator to answer what the server asks."""

    def __init__(self):
        from cryptography.hazmat.primitives.asymmetric import ec

        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)
        self.account = b""

    def _data(self, flags: int, more: bytes = b"") -> bytes:
        from hashlib import sha256

        return sha256(b"localhost").digest() + bytes([flags]) + (1).to_bytes(4) + more

    @staticmethod
    def _said(kind: str, challenge: str, origin: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": origin}).encode()

    def create(self, options, origin="http://localhost:8000") -> str:
        from fido2 import cbor
        from fido2.cose import ES256
        from fido2.utils import websafe_decode, websafe_encode

        asked = options["publicKey"]
        self.account = websafe_decode(asked["user"]["id"])
        public = cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))
        held = bytes(16) + len(self.id).to_bytes(2) + self.id + public
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": self._data(0x45, held)})
        said = self._said("webauthn.create", asked["challenge"], origin)
        return self._answer(
            {"clientDataJSON": websafe_encode(said), "attestationObject": websafe_encode(attestation)}
        )

    def get(self, options, origin="http://localhost:8000") -> str:
        from hashlib import sha256

        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec
        from fido2.utils import websafe_encode

        said = self._said("webauthn.get", options["publicKey"]["challenge"], origin)
        data = self._data(0x05)
        signature = self.key.sign(data + sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": websafe_encode(said),
                "authenticatorData": websafe_encode(data),
                "signature": websafe_encode(signature),
                "userHandle": websafe_encode(self.account),
            }
        )

    def _answer(self, response) -> str:
        from fido2.utils import websafe_encode

        id = websafe_encode(self.id)
        return json.dumps(
            {
                "type": "public-key",
                "id": id,
                "rawId": id,
                "response": response,
                "clientExtensionResults": {"credProps": {"rk": True}},
            }
        )


def options_on(page) -> dict:
    return json.loads(re.search(r"data-options='([^']+)'", page.content.decode()).group(1))


def add_passkey(client, somebody) -> Device:
    confirmed(client, somebody)
    device = Device()
    made = device.create(options_on(client.get("/account/security/passkeys/add/")))
    answer = client.post(
        "/account/security/passkeys/add/", {"name": "Work laptop", "passwordless": "on", "credential": made}
    )
    assert answer["Location"] == "/account/security/codes/"
    return device


def asked_without_account(client) -> dict:
    return client.get("/account/sign-in/passkey/", headers={"Accept": "application/json"}).json()[
        "request_options"
    ]


def test_a_passkey_alone_signs_in(client, somebody):
    device = add_passkey(client, somebody)
    other = Client()
    answer = other.post("/account/sign-in/passkey/", {"credential": device.get(asked_without_account(other))})
    assert answer["Location"] == "/"
    assert is_signed_in(other)
    assert events()[-1] == ("accounts.signed_in", str(somebody.account), {"how": "mfa"})


def test_a_passkeys_answer_works_once_and_only_from_this_site(client, somebody):
    device = add_passkey(client, somebody)
    other = Client()
    elsewhere = device.get(asked_without_account(other), origin="https://elsewhere.example")
    other.post("/account/sign-in/passkey/", {"credential": elsewhere})
    assert not is_signed_in(other)
    shown = other.get("/account/sign-in/").content.decode()
    assert "The passkey was not accepted." in shown
    good = device.get(asked_without_account(other))
    other.post("/account/sign-in/passkey/", {"credential": good})
    assert is_signed_in(other)
    again = Client()
    asked_without_account(again)
    again.post("/account/sign-in/passkey/", {"credential": good})
    assert not is_signed_in(again)
    assert [said for _, _, said in events("accounts.sign_in_failed")] == [{"reason": "passkey"}] * 2


@pytest.mark.parametrize("junk", ["", "[]", "7", '{"response": {}}', '{"type": "public-key"}', "not json"])
def test_junk_for_a_passkey_is_refused_like_any_wrong_one(client, junk):
    asked_without_account(client)
    answer = client.post("/account/sign-in/passkey/", {"credential": junk})
    assert answer["Location"] == "/account/sign-in/"


def test_a_passkey_is_the_second_step_after_a_password(client, somebody):
    device = add_passkey(client, somebody)
    other = Client()
    assert by_password(other, somebody)["Location"] == SECOND
    other.post(SECOND, {"credential": device.get(options_on(other.get(SECOND)))})
    assert is_signed_in(other)


def test_a_passkey_is_renamed_and_removed_by_its_holder_alone(client, somebody):
    add_passkey(client, somebody)
    key = Authenticator.objects.get(type="webauthn")
    assert client.post(f"/account/security/passkeys/{key.pk}/name/", {"name": ""}).status_code == 422
    client.post(f"/account/security/passkeys/{key.pk}/name/", {"name": "Home"})
    assert "Home" in client.get("/account/security/passkeys/").content.decode()
    other, stranger = Client(), make_somebody("stranger@council.example", slug="elsewhere")
    confirmed(other, stranger)
    for part in ("name", "remove"):
        assert other.get(f"/account/security/passkeys/{key.pk}/{part}/").status_code == 404
        assert other.post(f"/account/security/passkeys/{key.pk}/{part}/", {"name": "x"}).status_code == 404
    assert client.get(f"/account/security/passkeys/{key.pk}/remove/").status_code == 200
    client.post(f"/account/security/passkeys/{key.pk}/remove/")
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_no_page_of_sign_in_has_an_inline_script(client, somebody):
    confirmed(client, somebody)
    for address in ("/account/security/passkeys/add/", "/account/security/", "/account/security/app/"):
        answer = client.get(address)
        assert "unsafe-inline" not in answer["Content-Security-Policy"]
        assert not re.search(r"<script(?![^>]*\bsrc=)", answer.content.decode())
        assert "style=" not in answer.content.decode()
