"""Which pages of the sign-in library exist: those in our table and no other."""

import pytest
from allauth import urls as library
from django.template import engines
from django.template.backends.jinja2 import Template
from django.template.loader import get_template
from django.urls import NoReverseMatch, get_resolver, reverse

from quorate.web.door import Open
from quorate.web.signin import pages

NOT_SERVED = {
    "account_signup",
    "account_email",
    "account_email_verification_sent",
    "account_confirm_email",
    "socialaccount_signup",
    "socialaccount_connections",
    "socialaccount_login_error",
    "socialaccount_login_cancelled",
}
"""Signing up, changing one's own address and linking directories by hand."""


def names_in(resolver) -> set[str]:
    found = set()
    for pattern in resolver.url_patterns:
        found |= names_in(pattern) if hasattr(pattern, "url_patterns") else {pattern.name}
    return found


def library_names() -> set[str]:
    import importlib

    found = set()
    for pattern in importlib.import_module(library.__name__).urlpatterns:
        found |= names_in(pattern) if hasattr(pattern, "url_patterns") else {pattern.name}
    return {name for name in found if name}


def test_every_page_of_the_library_is_in_our_table_or_named_as_not_served():
    ours = {route.name for route in pages.ROUTES}
    assert library_names() - ours == NOT_SERVED & library_names()
    assert not ours & NOT_SERVED


@pytest.mark.parametrize("name", sorted(NOT_SERVED))
def test_what_is_not_served_has_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/accounts/login/",
        "/accounts/signup/",
        "/account/signup/",
        "/account/sign-up/",
        "/account/email/",
        "/account/confirm-email/abc/",
        "/account/social/connections/",
        "/account/",
        "/_allauth/browser/v1/config",
    ],
)
def test_the_librarys_own_addresses_lead_nowhere(client, address):
    assert client.get(address).status_code == 404
    assert client.post(address).status_code in {403, 404}


def test_every_address_goes_through_the_door():
    for pattern in get_resolver().url_patterns:
        assert hasattr(pattern.callback, "route"), pattern


@pytest.mark.django_db
def test_pages_about_ones_own_sign_in_are_for_the_signed_in(client):
    for route in pages.ROUTES:
        if route.needs is Open.SIGNED_IN:
            address = "/" + route.address.replace("<int:pk>", "1")
            answer = client.post(address) if "GET" not in route.methods else client.get(address)
            assert answer.status_code == 302, address
            assert answer["Location"].startswith("/account/sign-in/?next="), address


def templates_of_views() -> set[str]:
    found = {"account/signup_closed.html", "429.html"}
    for route in pages.ROUTES:
        view = getattr(getattr(route.view, "__wrapped__", route.view), "view_class", None)
        name = getattr(view, "template_name", None)
        if name:
            found.add(name)
    return found


def test_every_page_is_drawn_by_our_own_template():
    names = templates_of_views()
    assert len(names) > 20
    for name in names:
        assert isinstance(get_template(name), Template), name
        assert engines["pages"].get_template(name)
