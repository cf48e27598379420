"""What django-allauth asks of us: where codes go, what sentences say, and that nobody signs up."""
# ruff: noqa: ARG002 django-allauth gives more than every answer needs

import base64
import hashlib
import re
from typing import Any
from urllib.parse import urlsplit

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from qrcode.image.svg import SvgPathImage

from quorate.commands.accounts import CodeFor, Failure
from quorate.web.signin import hooks
from quorate.web.signin.faults import keep_fault

CODES = {
    "account/email/login_code": CodeFor.SIGN_IN,
    "account/email/password_reset_code": CodeFor.PASSWORD,
}
DONE = {
    "account/messages/logged_out.txt": "You have signed out.",
    "account/messages/password_changed.txt": "Your password is changed. Every other place where you were "
    "signed in has been signed out.",
    "account/messages/password_set.txt": "Your password is set.",
    "mfa/messages/totp_activated.txt": "Your authenticator app is set up. You will be asked for a code from "
    "it when you sign in.",
    "mfa/messages/totp_deactivated.txt": "Your authenticator app is removed.",
    "mfa/messages/webauthn_added.txt": "Your passkey is added.",
    "mfa/messages/webauthn_removed.txt": "Your passkey is removed.",
}
"""The sentence after each deed. A deed that is not here, such as signing in, needs none."""


class AccountAdapter(DefaultAccountAdapter):
    """Sentences, codes and destinations of sign-in."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The email address or the password is not right.",
        "too_many_login_attempts": "There have been too many tries. Wait five minutes, then try again.",
        "rate_limited": "There have been too many tries. Wait five minutes, then try again.",
        "incorrect_code": "That code is not right. Check it, or ask for a new one.",
        "incorrect_password": "That is not your password.",
        "enter_current_password": "That is not the password you have now.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: accounts are added by whoever runs the install."""
        return False

    def get_login_stages(self) -> list[str]:
        """A code by email where that was asked for, then the second step."""
        return ["allauth.account.stages.LoginByCodeStage", "allauth.mfa.stages.AuthenticateStage"]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Owe the message. The request does not wait for a mail server; the work loop sends it."""
        if template_prefix in CODES:
            hooks.code_for(email, CODES[template_prefix], str(context["code"]))

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say what was done, or keep what went wrong for the next page's summary."""
        if level >= messages.ERROR:
            keep_fault(request, message or "That could not be done.")
        elif sentence := message or DONE.get(message_template or ""):
            messages.add_message(request, level, sentence, extra_tags=extra_tags)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Record where guessing was stopped."""
        try:
            super().pre_authenticate(request, **credentials)
        except Exception:
            hooks.failed(Failure.TOO_MANY, address=str(credentials.get("email") or ""))
            raise

    def reauthenticate(self, user: Any, password: str) -> bool:
        """Whether this is the account's password; guessing counts towards its limit."""
        found = self.authenticate(self.request, email=user.email.lower(), password=password)
        return found is not None and found.pk == user.pk

    def is_safe_url(self, url: str) -> bool:
        """Only addresses of this site, as paths: an absolute address could be another site's."""
        parts = urlsplit(url.replace("\\", "/"))
        is_path = url.startswith("/") and not parts.scheme and not parts.netloc
        return is_path and super().is_safe_url(url)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to how one signs in."""
        return reverse("mfa_index")


class MfaAdapter(DefaultMFAAdapter):
    """Second steps. An app's secret is kept encrypted, so that a copy of the database is not enough."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code is not right. Use the newest one the app shows.",
        "cannot_generate_recovery_codes": "Set up an authenticator app or a passkey first.",
    }

    def encrypt(self, text: str) -> str:
        """Encrypted with a key made from the install's secret key."""
        return _locked().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What `encrypt` was given."""
        return _locked().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """The square for the app's camera, as markup of the page itself: the policy allows no data: image."""
        image = qrcode.make(url, image_factory=SvgPathImage, border=2)
        drawn = image.to_string(encoding="unicode")
        drawn = re.sub(r'width="[^"]*" height="[^"]*"', 'width="240" height="240"', drawn, count=1)
        return drawn.replace("<svg ", '<svg role="img" aria-label="Square for the app’s camera" ', 1)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """A name to begin with."""
        return "My passkey"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The site's name as configured, not as the request says."""
        return {"id": urlsplit(settings.BASE_URL).hostname or "localhost", "name": "Quorate"}


class DirectoryAdapter(DefaultSocialAccountAdapter):
    """A council's own directory. It only ever signs in to an account that was added here."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody signs up."""
        return False

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: Any) -> Any:
        """Keep none of what the directory says of somebody but their identifier."""
        sociallogin.account.extra_data = {}
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Link the directory's identity to the account with the same verified address, the first time."""
        if sociallogin.is_existing:
            return
        account = _account_with(sociallogin)
        if account is None:
            hooks.failed(Failure.NO_ACCOUNT)
            return
        sociallogin.connect(request, account)

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Any:
        """Never reached, and never makes an account."""
        raise AssertionError("accounts are added by a command")

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_: Any) -> None:
        """Back to the sign-in page, which says that it did not work."""
        hooks.failed(Failure.DIRECTORY)
        keep_fault(
            request, "Signing in through your directory did not work. Try again, or sign in another way."
        )
        raise ImmediateHttpResponse(redirect("account_login"))


def _account_with(sociallogin: Any) -> Any:
    # Some directories send "false" as words, which Python takes for true.
    verified = [
        one.email for one in sociallogin.email_addresses if one.verified in (True, "true", "True", 1, "1")
    ]
    for address in verified:
        found = get_user_model().objects.filter(email__iexact=address, is_active=True).first()
        if found:
            return found
    return None


def _locked() -> Fernet:
    key = hashlib.sha256(b"quorate.second-step:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
