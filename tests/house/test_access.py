"""Every address with every role, and with another partnership's ids.

The table of routes is walked, so a page added tomorrow is tested tomorrow. What is not visible answers as
what does not exist, to the byte.
"""

import re
import uuid
from collections import Counter
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import get_resolver

from quorate.domain.access.actor import refusal_to_act
from quorate.domain.access.permissions import GRANTS, SENTENCES, Permission
from quorate.domain.access.roles import Role
from quorate.web.door import Open, Route
from quorate.web.routes import ROUTES
from tests.builders.browsing import signed_in
from tests.builders.whole import make_whole
from tests.builders.world import World

pytestmark = pytest.mark.django_db(transaction=False)

OF_A_PARTNERSHIP = [route for route in ROUTES if isinstance(route.needs, Permission)]
IDS = re.compile(r'<[a-z][^<>]*\sid="([^"]+)"')
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
NOT_THERE_YET = {"pack": Permission.PACK_MAKE}
"""What those who may read it find only later: a pack not yet issued is there for those who make it alone."""
ELSEWHERE = {"home"}
"""Addresses that lead on to another page."""


@dataclass
class Whole:
    """Two partnerships, each with one of everything an address can name."""

    first: World
    second: World
    ids: dict[str, dict[str, object]]

    def address(self, route: Route, slug: str, of: str) -> str:
        def fill(found: re.Match[str]) -> str:
            name = found.group(1)
            return slug if name == "partnership" else str(self.ids[of][f"{route.name}.{name}"])

        return "/" + PARAMETER.sub(fill, route.address)

    def missing(self, route: Route, slug: str) -> str:
        def fill(found: re.Match[str]) -> str:
            if found.group(1) == "partnership":
                return slug
            return str(uuid.uuid4()) if found.group(0).startswith("<uuid") else "no-such-thing"

        return "/" + PARAMETER.sub(fill, route.address)


@pytest.fixture
def whole(settings, tmp_path) -> Whole:
    settings.FILES = tmp_path / "files"
    return Whole(*make_whole())


def body(response) -> str:
    """What a page says, less what is new each time."""
    text = b"".join(response.streaming_content if response.streaming else [response.content]).decode()
    return re.sub(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"', "", text)


def test_every_address_is_in_the_table():
    def outside(patterns, prefix=""):
        for pattern in patterns:
            address = prefix + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                yield from outside(pattern.url_patterns, address)
            elif not isinstance(getattr(pattern.callback, "route", None), Route):
                yield address

    assert list(outside(get_resolver().url_patterns)) == []


def test_addresses_and_names_are_used_once():
    names = [route.name for route in ROUTES]
    addresses = [route.address for route in ROUTES]

    assert len(set(names)) == len(names)
    assert len(set(addresses)) == len(addresses)


def test_pages_of_a_partnership_begin_with_its_slug_and_others_do_not():
    for route in ROUTES:
        assert route.address.startswith("<slug:partnership>/") == isinstance(route.needs, Permission), (
            route.name
        )


def test_every_permission_has_a_sentence_and_somebody_who_holds_it():
    assert set(SENTENCES) == set(Permission) == set(GRANTS)
    for permission, roles in GRANTS.items():
        assert roles, permission
        assert roles <= set(Role)


@pytest.mark.usefixtures("who_asks_is_kept")
def test_who_is_not_allowed_is_refused_and_who_is_allowed_is_not(whole):
    refused, let_in = 0, 0
    for key in whole.first.accounts:
        client, actor = signed_in(whole.first, key), whole.first.actor(key)
        for route in OF_A_PARTNERSHIP:
            for method in route.methods:
                needed = route.writes if method == "POST" and route.writes else route.needs
                may = refusal_to_act(actor, Permission(needed)) is None
                if method == "POST" and may:
                    continue  # what a permitted write does is each command's own test
                response = client.generic(method, whole.address(route, whole.first.slug, "first"))
                if may:
                    expected = 302 if route.name in ELSEWHERE else 200
                    if route.name in NOT_THERE_YET and refusal_to_act(actor, NOT_THERE_YET[route.name]):
                        expected = 404
                    assert response.status_code == expected, (key, route.name, response.status_code)
                    let_in += response.status_code == 200
                else:
                    assert response.status_code == 403, (key, method, route.name, response.status_code)
                    refused += 1
    assert refused > 50, "the walk refused almost nobody: is it walking?"
    assert let_in > 100, "the walk let almost nobody in: is it walking?"


def test_the_coordinator_can_open_every_page(whole):
    client = signed_in(whole.first, "coordinator")
    for route in OF_A_PARTNERSHIP:
        if "GET" in route.methods:
            response = client.get(whole.address(route, whole.first.slug, "first"))
            assert response.status_code in {200, 302}, (route.name, response.status_code)
            if response.headers.get("Content-Type", "").startswith("text/html"):
                twice = [id for id, n in Counter(IDS.findall(body(response))).items() if n > 1]
                assert twice == [], (route.name, twice)


@pytest.mark.usefixtures("who_asks_is_kept")
def test_a_stranger_finds_nothing_whatever_they_ask_for(whole):
    """A coordinator of one partnership, with real ids of another, under either slug."""
    client = signed_in(whole.second, "coordinator")
    for route in OF_A_PARTNERSHIP:
        for method in route.methods:
            under_theirs = client.generic(method, whole.address(route, whole.first.slug, "first"))
            no_such = client.generic(method, whole.missing(route, "no-such-partnership"))
            assert under_theirs.status_code == no_such.status_code == 404, (route.name, method)
            assert body(under_theirs) == body(no_such), route.name
            if set(PARAMETER.findall(route.address)) - {"partnership", "group"}:  # both have a board
                under_own = client.generic(method, whole.address(route, whole.second.slug, "first"))
                missing = client.generic(method, whole.missing(route, whole.second.slug))
                assert under_own.status_code == missing.status_code, (route.name, method)
                assert under_own.status_code in {404, 422, 409}, (route.name, method, under_own.status_code)
                if under_own.status_code == 404:
                    assert body(under_own) == body(missing), route.name


def test_nobody_comes_in_without_signing_in(whole):
    client = Client()
    for route in OF_A_PARTNERSHIP:
        for method in route.methods:
            response = client.generic(method, whole.address(route, whole.first.slug, "first"))
            missing = client.generic(method, whole.missing(route, "no-such-partnership"))
            assert response.status_code == missing.status_code, route.name
            if method == "POST":
                assert response.status_code == 403, route.name
                assert "You had signed out" in response.content.decode(), route.name
                assert response.content == missing.content, route.name
            else:
                assert response.status_code == 302, route.name
                assert "/sign-in" in response["Location"] or "login" in response["Location"], route.name


def test_a_page_takes_only_the_methods_it_names(whole):
    client = signed_in(whole.first, "coordinator")
    for route in OF_A_PARTNERSHIP:
        for method in {"GET", "POST", "PUT", "DELETE", "PATCH"} - set(route.methods):
            response = client.generic(method, whole.address(route, whole.first.slug, "first"))
            assert response.status_code == 405, (route.name, method)


def test_reading_changes_nothing_but_the_record_of_reading(whole):
    from quorate.records import models

    def counts():
        return {
            name: getattr(models, name).objects.count()
            for name in models.__all__
            if name not in {"EventRow", "EventChain"}
        }

    client = signed_in(whole.first, "coordinator")
    before = counts()
    for route in OF_A_PARTNERSHIP:
        if "GET" in route.methods:
            client.get(whole.address(route, whole.first.slug, "first"))

    assert counts() == before


def test_answers_are_never_cached_and_carry_the_policy(whole):
    client = signed_in(whole.first, "coordinator")
    for route in OF_A_PARTNERSHIP:
        if "GET" in route.methods:
            response = client.get(whole.address(route, whole.first.slug, "first"))
            assert "no-store" in response["Cache-Control"], route.name
            policy = response["Content-Security-Policy"]
            assert "unsafe-inline" not in policy, route.name
            assert "frame-ancestors 'none'" in policy, route.name
            assert response["X-Content-Type-Options"] == "nosniff", route.name


def test_demonstration_pages_do_not_exist_when_it_is_off(settings):
    settings.DEMONSTRATION = False
    client = Client()
    for route in ROUTES:
        if route.needs is Open.DEMONSTRATION:
            for method in route.methods:
                assert client.generic(method, "/" + route.address).status_code == 404, route.name
