"""django-allauth's forms with our sentences. Labels and hints are the templates'.

A new password is typed once: a mistake is mended by asking for a code, and typing it twice only makes
people choose shorter ones.
"""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, EditWebAuthnForm, LoginWebAuthnForm
from django import forms
from django.http import HttpRequest

from quorate.commands.accounts import CodeFor, Failure
from quorate.web.signin import hooks

ADDRESS = {
    "required": "Enter your email address.",
    "invalid": "Write the email address in full, like name@council.gov.uk.",
}
CODE = {"required": "Enter the code."}
PASSWORD = {"required": "Enter your password."}
NEW_PASSWORD = {"required": "Enter a new password."}


def say(form: forms.Form, **sentences: dict[str, str]) -> None:
    """Give each named field its own sentences."""
    for name, said in sentences.items():
        if name in form.fields:
            form.fields[name].error_messages.update(said)


class SignIn(account.LoginForm):
    """Sign in by password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, login=ADDRESS, password=PASSWORD)


class AskForCode(account.RequestLoginCodeForm):
    """Ask for a code by email."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, email=ADDRESS)

    def clean_email(self) -> str:
        """Do the same work for an address without an account as for one with."""
        address: str = super().clean_email()
        if address and self._user is None:
            hooks.code_for_nobody(address, CodeFor.SIGN_IN)
        return address


class EnterCode(account.ConfirmLoginCodeForm):
    """Enter the code that signs in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, code=CODE)


class ForgottenPassword(account.ResetPasswordForm):
    """Ask for a code that lets a new password be set."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, email=ADDRESS)

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Do the same work for an address without an account as for one with."""
        address: str = super().save(request, **kwargs)
        if not self.users:
            hooks.code_for_nobody(address, CodeFor.PASSWORD)
        return address


class EnterPasswordCode(account.ConfirmPasswordResetCodeForm):
    """Enter the code that lets a new password be set."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, code=CODE)


class _TypedOnce(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        say(self, password1=NEW_PASSWORD, oldpassword={"required": "Enter the password you have now."})


class NewPassword(_TypedOnce, account.ResetPasswordKeyForm):
    """Set a new password in place of one forgotten."""


class ChangePassword(_TypedOnce, account.ChangePasswordForm):
    """Change a password that is known."""


class FirstPassword(_TypedOnce, account.SetPasswordForm):
    """Set a password where there was none."""


class ConfirmPassword(account.ReauthenticateForm):
    """Enter the password again before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, password=PASSWORD)


class SecondStep(mfa.AuthenticateForm):
    """Enter a code from the app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, code=CODE)


class ConfirmSecondStep(mfa.ReauthenticateForm):
    """Enter a code from the app again before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, code=CODE)


class AddApp(ActivateTOTPForm):
    """Enter the first code from an app, which proves that it was set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, code=CODE)


NO_PASSKEY = "The passkey was not accepted. Try again, or sign in another way."


class _Passkey(forms.Form):
    def clean_credential(self) -> Any:
        """Check what the device answered; an answer of the wrong shape is as wrong as a wrong one."""
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (forms.ValidationError, AttributeError, KeyError, TypeError, ValueError) as wrong:
            hooks.failed(Failure.PASSKEY, account=getattr(self, "user", None))
            raise forms.ValidationError(NO_PASSKEY) from wrong


class SignInByPasskey(_Passkey, LoginWebAuthnForm):
    """Sign in by passkey alone."""


class SecondStepByPasskey(_Passkey, AuthenticateWebAuthnForm):
    """Take the second step by passkey."""


class RenamePasskey(EditWebAuthnForm):
    """Give a passkey a name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, name={"required": "Give the passkey a name."})
