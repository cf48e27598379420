"""Reports what sign-in does to the install's chain of events, through one module of commands."""

from typing import Any

from allauth.account import signals as account_signals
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa import signals as mfa_signals
from django.conf import settings
from django.contrib.auth import signals as auth_signals
from django.http import HttpRequest

from quorate.commands import accounts
from quorate.commands.accounts import CodeFor, Failure, How
from quorate.commands.runner import As
from quorate.queries.access import operator
from quorate.web.http import moment_now

FROM_DEMONSTRATION = "_signing_in_to_demonstration"
"""Set on a request whose sign-in is the press of a button on the front page."""


def asked() -> As:
    """Sign-in speaks for the install, not for a person."""
    return As(operator(), moment_now())


def code_for_nobody(address: str, code_for: CodeFor) -> None:
    """Record that a code was asked for at an address that has no account, and send none."""
    accounts.owe_code(asked(), address=address, code_for=code_for, code="", minutes=0)


def code_for(address: str, code_for: CodeFor, code: str) -> None:
    """Owe an account its code."""
    seconds = {
        CodeFor.SIGN_IN: settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT,
        CodeFor.PASSWORD: settings.ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT,
    }[code_for]
    accounts.owe_code(asked(), address=address, code_for=code_for, code=code, minutes=seconds // 60)


def failed(reason: Failure, *, account: Any = None, address: str = "") -> None:
    """Record a failure to sign in."""
    id = account.pk if account else None
    accounts.record_failed_sign_in(asked(), reason=reason, account=id, address=address)


def _how(request: HttpRequest | None) -> How:
    if request is None:
        return How.NOT_SAID
    if getattr(request, FROM_DEMONSTRATION, False):
        return How.DEMONSTRATION
    steps = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY) or [{}]
    said = steps[-1].get("method", "")
    return How(said) if said in set(How) else How.NOT_SAID


def _signed_in(request: HttpRequest | None, user: Any, **_: object) -> None:
    accounts.record_sign_in(asked(), account=user.pk, how=_how(request))


def _signed_out(user: Any, **_: object) -> None:
    if user is not None:
        accounts.record_sign_out(asked(), account=user.pk)


def _password_wrong(credentials: dict[str, Any], **_: object) -> None:
    failed(Failure.PASSWORD, address=str(credentials.get("email") or ""))


def _code_wrong(user: Any, **_: object) -> None:
    failed(Failure.CODE, account=user)


def _password_code_wrong(user: Any, **_: object) -> None:
    failed(Failure.PASSWORD_CODE, account=user)


def _second_step_wrong(user: Any, **_: object) -> None:
    failed(Failure.SECOND_STEP, account=user)


def connect() -> None:
    """Listen, once."""
    for signal, receiver in (
        (auth_signals.user_logged_in, _signed_in),
        (auth_signals.user_logged_out, _signed_out),
        (auth_signals.user_login_failed, _password_wrong),
        (account_signals.login_code_rejected, _code_wrong),
        (account_signals.password_reset_code_rejected, _password_code_wrong),
        (mfa_signals.authentication_failed, _second_step_wrong),
    ):
        signal.connect(receiver, dispatch_uid=f"quorate.signin.{receiver.__name__}")
