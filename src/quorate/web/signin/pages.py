"""The pages of django-allauth that exist, under our addresses and in our table of routes.

Sign-up, changing an address and linking directories by hand have no address, so they do not exist.
"""

import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from allauth.account import views as account
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount.providers.openid_connect import views as directory
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse

from quorate.domain.kernel.asking import NotFoundError
from quorate.web.door import Open, Route, View
from quorate.web.signin import hooks
from quorate.web.signin.faults import faults_of

NOT_VALID = 422
BOTH = ("GET", "POST")


def page(view: Callable[..., HttpResponseBase]) -> View:
    """The view, with its forms' faults for the summary, and 422 when there are any."""

    @functools.wraps(view)
    def shown(request: HttpRequest, **found: Any) -> HttpResponseBase:
        response = view(request, **found)
        if isinstance(response, TemplateResponse) and not response.is_rendered:
            given = response.context_data = response.context_data or {}
            forms = [given.get(name) for name in ("form", "webauthn_form")]
            given["errors"] = faults_of(request, *forms)
            if request.method == "POST" and given["errors"]:
                response.status_code = NOT_VALID
        return response

    return shown


def sign_in(request: HttpRequest) -> HttpResponseBase:
    """By password, with the ways to a code, a passkey and the council's own directory.

    Coming here begins again: a code asked for and not entered does not bar the other ways.
    """
    has_directory = bool(settings.SOCIALACCOUNT_PROVIDERS)
    if not request.user.is_authenticated:
        clear_login(request)
    response = account.login(request)
    if isinstance(response, TemplateResponse):
        response.context_data = (response.context_data or {}) | {
            "directory": settings.OIDC_NAME if has_directory else ""
        }
    if not has_directory:
        return response
    # A browser follows a form only to where the page's policy lets it go.
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(settings.OIDC_ISSUER))
    return csp_update({"form-action": [origin]})(lambda _: response)(request)


def to_directory(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Off to the directory, to sign in and for nothing else."""
    if (request.POST.get("process") or request.GET.get("process") or "login") != "login":
        raise NotFoundError
    return directory.login(request, provider_id=provider_id)


hooks.connect()

_PUBLIC = (
    ("account/sign-in/", sign_in, "account_login", BOTH),
    ("account/sign-out/", account.logout, "account_logout", BOTH),
    ("account/closed/", account.account_inactive, "account_inactive", ("GET",)),
    ("account/sign-in/code/", account.request_login_code, "account_request_login_code", BOTH),
    ("account/sign-in/code/enter/", account.confirm_login_code, "account_confirm_login_code", BOTH),
    ("account/sign-in/second-step/", mfa.authenticate, "mfa_authenticate", BOTH),
    ("account/sign-in/passkey/", webauthn.login_webauthn, "mfa_login_webauthn", BOTH),
    ("account/password/forgotten/", account.password_reset, "account_reset_password", BOTH),
    (
        "account/password/forgotten/code/",
        account.confirm_password_reset_code,
        "account_confirm_password_reset_code",
        BOTH,
    ),
    (
        "account/password/forgotten/new/",
        account.complete_password_reset,
        "account_complete_password_reset",
        BOTH,
    ),
    (
        "account/password/forgotten/done/",
        account.password_reset_from_key_done,
        "account_password_reset_completed",
        ("GET",),
    ),
    ("account/with/<slug:provider_id>/", to_directory, "openid_connect_login", ("POST",)),
    ("account/with/<slug:provider_id>/back/", directory.callback, "openid_connect_callback", ("GET",)),
)
_SIGNED_IN = (
    ("account/security/", mfa.index, "mfa_index", ("GET",)),
    ("account/password/change/", account.password_change, "account_change_password", BOTH),
    ("account/password/set/", account.password_set, "account_set_password", BOTH),
    ("account/confirm/", account.reauthenticate, "account_reauthenticate", BOTH),
    ("account/confirm/code/", mfa.reauthenticate, "mfa_reauthenticate", BOTH),
    ("account/confirm/passkey/", webauthn.reauthenticate_webauthn, "mfa_reauthenticate_webauthn", BOTH),
    ("account/security/app/", totp.activate_totp, "mfa_activate_totp", BOTH),
    ("account/security/app/remove/", totp.deactivate_totp, "mfa_deactivate_totp", BOTH),
    ("account/security/codes/", recovery.view_recovery_codes, "mfa_view_recovery_codes", ("GET",)),
    ("account/security/codes/new/", recovery.generate_recovery_codes, "mfa_generate_recovery_codes", BOTH),
    (
        "account/security/codes/download/",
        recovery.download_recovery_codes,
        "mfa_download_recovery_codes",
        ("GET",),
    ),
    ("account/security/passkeys/", webauthn.list_webauthn, "mfa_list_webauthn", ("GET",)),
    ("account/security/passkeys/add/", webauthn.add_webauthn, "mfa_add_webauthn", BOTH),
    ("account/security/passkeys/<int:pk>/name/", webauthn.edit_webauthn, "mfa_edit_webauthn", BOTH),
    ("account/security/passkeys/<int:pk>/remove/", webauthn.remove_webauthn, "mfa_remove_webauthn", BOTH),
)

ROUTES: tuple[Route, ...] = tuple(
    Route(address, page(view), name, needs, methods=methods)
    for needs, table in ((Open.PUBLIC, _PUBLIC), (Open.SIGNED_IN, _SIGNED_IN))
    for address, view, name, methods in table
)
