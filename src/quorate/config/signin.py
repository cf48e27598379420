"""Settings of sign-in: django-allauth, its rate limits, and the one directory a council may bring.

Accounts are added by whoever runs the install; nobody signs up. The operator vouches for an account's
address, so there is no step that verifies it, and no table of addresses beside the account's own.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from quorate.config import environment

MINUTE = 60
OIDC_PROVIDER = "directory"
"""The part of the callback address that names the directory: /account/with/directory/back/."""

ACCOUNT_ADAPTER = "quorate.web.signin.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * MINUTE
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# A code, not a link: no secret in an address, and nothing for a mail scanner to use up.
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * MINUTE
ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_TIMEOUT = 15 * MINUTE
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * MINUTE
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_FORMS = {
    "login": "quorate.web.signin.forms.SignIn",
    "request_login_code": "quorate.web.signin.forms.AskForCode",
    "confirm_login_code": "quorate.web.signin.forms.EnterCode",
    "reset_password": "quorate.web.signin.forms.ForgottenPassword",
    "confirm_password_reset_code": "quorate.web.signin.forms.EnterPasswordCode",
    "reset_password_from_key": "quorate.web.signin.forms.NewPassword",
    "change_password": "quorate.web.signin.forms.ChangePassword",
    "set_password": "quorate.web.signin.forms.FirstPassword",
    "reauthenticate": "quorate.web.signin.forms.ConfirmPassword",
}
# amount/duration/per: "ip" is the address the request came from, "key" the account's address as typed.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "request_login_code": "20/m/ip,3/5m/key",
    "reset_password": "20/m/ip,3/5m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if environment.flag("QUORATE_BEHIND_PROXY") else 0

MFA_ADAPTER = "quorate.web.signin.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["recovery_codes", "totp", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Quorate"
MFA_TOTP_TOLERANCE = 0  # a used code is remembered for one step only, so no older step is taken
MFA_RECOVERY_CODE_COUNT = 10
MFA_FORMS = {
    "authenticate": "quorate.web.signin.forms.SecondStep",
    "reauthenticate": "quorate.web.signin.forms.ConfirmSecondStep",
    "activate_totp": "quorate.web.signin.forms.AddApp",
    "login_webauthn": "quorate.web.signin.forms.SignInByPasskey",
    "authenticate_webauthn": "quorate.web.signin.forms.SecondStepByPasskey",
    "edit_webauthn": "quorate.web.signin.forms.RenamePasskey",
}

# What was just done is said from the session: a cookie of its own would leave its words with the browser.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# Rate limits and used codes must hold across every worker, and adding a key must be atomic for their
# lock: the database is shared and does both, where files and each process's memory do not.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "quorate_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}


def directory(issuer: str, client: str, secret: str, name: str, *, vouches: bool) -> Mapping[str, Any]:
    """django-allauth's settings for one OpenID Connect directory, or none when no issuer is given.

    `vouches` says that the directory's addresses may be believed without an `email_verified` claim,
    which Microsoft Entra does not send. Refuses half a directory, an issuer without https outside this
    machine, and vouching for Entra's shared issuers, where anybody may claim any address.
    """
    if not (issuer or client or secret):
        return {}
    if not (issuer and client and secret):
        raise ImproperlyConfigured(
            "QUORATE_OIDC_ISSUER, QUORATE_OIDC_CLIENT_ID and QUORATE_OIDC_CLIENT_SECRET go together. "
            "Set all three or none."
        )
    parts = urlsplit(issuer)
    if parts.scheme != "https" and parts.hostname not in {"localhost", "127.0.0.1"}:
        raise ImproperlyConfigured(f"QUORATE_OIDC_ISSUER is “{issuer}”. It must start with https://.")
    if vouches and {"common", "organizations", "consumers"} & set(parts.path.split("/")):
        raise ImproperlyConfigured(
            "QUORATE_OIDC_TRUST_ADDRESSES cannot be used with an issuer that many directories share. "
            "Give the issuer of your own directory."
        )
    app = {
        "provider_id": OIDC_PROVIDER,
        "name": name,
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": issuer, "verified_email": vouches, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}


OIDC_ISSUER = environment.text("QUORATE_OIDC_ISSUER")
OIDC_NAME = environment.text("QUORATE_OIDC_NAME", "your organisation’s account")
SOCIALACCOUNT_ADAPTER = "quorate.web.signin.adapters.DirectoryAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
SOCIALACCOUNT_PROVIDERS = directory(
    OIDC_ISSUER,
    environment.text("QUORATE_OIDC_CLIENT_ID"),
    environment.text("QUORATE_OIDC_CLIENT_SECRET"),
    OIDC_NAME,
    vouches=environment.flag("QUORATE_OIDC_TRUST_ADDRESSES"),
)
