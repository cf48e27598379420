"""Signing in through a council's own directory, against a small one served on this machine."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured

from quorate.config.signin import directory
from quorate.records.models import Account
from tests.builders.signin import account_of, events, make_somebody

pytestmark = pytest.mark.django_db
START = "/account/with/directory/"
BACK = "/account/with/directory/back/"


class Directory(BaseHTTPRequestHandler):
    """As much of OpenID Connect as a sign-in needs. `said` is what it says of whoever comes."""

    said: dict = {}
    asked: list = []

    def _json(self, value):
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        at = f"http://127.0.0.1:{self.server.server_port}"
        if self.path.endswith("openid-configuration"):
            self._json(
                {
                    "issuer": at,
                    "authorization_endpoint": f"{at}/authorize",
                    "token_endpoint": f"{at}/token",
                    "userinfo_endpoint": f"{at}/who",
                    "jwks_uri": f"{at}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        else:
            self._json(type(self).said)

    def do_POST(self):
        at = f"http://127.0.0.1:{self.server.server_port}"
        length = int(self.headers["Content-Length"])
        type(self).asked.append(parse_qs(self.rfile.read(length).decode()))
        now = int(time.time())
        claims = {"iss": at, "aud": "quorate", "iat": now, "exp": now + 60, **type(self).said}
        token = jwt.encode(claims, "x" * 40, algorithm="HS256")
        self._json({"access_token": "t", "token_type": "Bearer", "id_token": token})

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def served(settings):
    class Here(Directory):
        said = {"sub": "who-1", "email": "coordinator@council.example", "email_verified": True, "name": "A B"}
        asked = []

    server = HTTPServer(("127.0.0.1", 0), Here)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    issuer = f"http://127.0.0.1:{server.server_port}"
    settings.OIDC_ISSUER, settings.OIDC_NAME = issuer, "Council sign-in"
    settings.SOCIALACCOUNT_PROVIDERS = directory(issuer, "quorate", "secret", "Council", vouches=False)
    yield Here
    server.shutdown()
    thread.join()
    server.server_close()


def through(client, **more):
    """Off to the directory and back, as the browser is sent."""
    off = client.post(START, more)
    asked = parse_qs(urlsplit(off["Location"]).query)
    return client.get(BACK, {"code": "c", "state": asked["state"][0]})


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_a_verified_address_signs_in_to_the_account_that_was_added(client, served):
    somebody = make_somebody()
    answer = through(client)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(somebody.account)
    assert account_of(somebody).has_usable_password()
    assert events()[-1] == ("accounts.signed_in", str(somebody.account), {"how": "socialaccount"})
    linked = SocialAccount.objects.get()
    assert (linked.uid, linked.extra_data) == ("who-1", {})
    assert "code_verifier" in served.asked[0]


def test_once_linked_the_identity_counts_and_not_the_address(client, served):
    somebody = make_somebody()
    through(client)
    client.post("/account/sign-out/")
    served.said = {"sub": "who-1", "email": "married@council.example", "email_verified": True}
    through(client)
    assert client.session["_auth_user_id"] == str(somebody.account)
    assert SocialAccount.objects.get().extra_data == {}


@pytest.mark.parametrize("verified", [False, None, "false", "no", 0, ""])
def test_an_address_nobody_verified_signs_in_to_nothing(client, served, verified):
    make_somebody()
    served.said = served.said | {"email_verified": verified}
    answer = through(client)
    assert "There is no account for you yet" in answer.content.decode()
    assert not is_signed_in(client)
    assert not SocialAccount.objects.exists()


def test_somebody_nobody_added_gets_no_account(client, served):
    make_somebody("somebody.else@council.example")
    answer = through(client)
    assert "Ask your partnership’s coordinator" in answer.content.decode()
    assert Account.objects.count() == 1
    assert not is_signed_in(client)
    assert events()[-1][2] == {"reason": "no_account"}


def test_a_closed_account_is_not_opened_by_the_directory(client, served):
    somebody = make_somebody()
    Account.objects.filter(pk=somebody.account).update(is_active=False)
    through(client)
    assert not is_signed_in(client)


def test_a_directory_that_vouches_need_not_send_the_claim(client, served, settings):
    somebody = make_somebody()
    settings.SOCIALACCOUNT_PROVIDERS = directory(
        settings.OIDC_ISSUER, "quorate", "secret", "Council", vouches=True
    )
    served.said = {"sub": "who-1", "email": somebody.email}
    through(client)
    assert is_signed_in(client)


def test_an_answer_nobody_asked_for_signs_nobody_in(client, served):
    make_somebody()
    client.get(BACK, {"code": "c", "state": "made-up"})
    assert not is_signed_in(client)


def test_giving_up_at_the_directory_leads_back_with_a_sentence(client, served):
    off = client.post(START)
    state = parse_qs(urlsplit(off["Location"]).query)["state"][0]
    back = client.get(BACK, {"error": "access_denied", "state": state})
    assert back["Location"] == "/account/sign-in/"
    assert (
        "Signing in through your directory did not work." in client.get("/account/sign-in/").content.decode()
    )


def test_an_identity_cannot_be_linked_by_hand(client, served):
    somebody = make_somebody()
    client.force_login(account_of(somebody))
    for process in ("connect", "redirect"):
        assert client.post(START, {"process": process}).status_code == 404
        assert client.post(f"{START}?process={process}").status_code == 404


def test_the_way_to_the_directory_is_offered_and_the_policy_lets_it_through(client, served, settings):
    answer = client.get("/account/sign-in/")
    assert "Use Council sign-in" in answer.content.decode()
    assert f"form-action 'self' {settings.OIDC_ISSUER}" in answer["Content-Security-Policy"]


def test_without_a_directory_none_is_offered_and_its_address_leads_nowhere(client, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {}
    answer = client.get("/account/sign-in/")
    assert START not in answer.content.decode()
    assert "form-action 'self';" in answer["Content-Security-Policy"] + ";"
    assert client.post(START).status_code == 404
    assert client.get(BACK).status_code == 404


@pytest.mark.parametrize(
    ("issuer", "client_id", "secret", "vouches", "said"),
    [
        ("https://id.example", "", "", False, "go together"),
        ("", "quorate", "s", False, "go together"),
        ("http://id.example", "quorate", "s", False, "https"),
        ("https://login.example/common/v2.0", "quorate", "s", True, "many directories"),
        ("https://login.example/organizations/v2.0", "quorate", "s", True, "many directories"),
    ],
)
def test_half_a_directory_or_an_unsafe_one_is_refused(issuer, client_id, secret, vouches, said):
    with pytest.raises(ImproperlyConfigured, match=said):
        directory(issuer, client_id, secret, "Council", vouches=vouches)


def test_no_directory_at_all_is_no_settings():
    assert directory("", "", "", "x", vouches=False) == {}
