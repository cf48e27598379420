"""Signs in as a demonstration person. The one way in without a secret, and only to invented places."""

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.http import HttpRequest

from quorate.domain.kernel.asking import NotFoundError
from quorate.queries.front import demonstration_account
from quorate.web.signin import hooks

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def become(request: HttpRequest, person: str) -> str:
    """Sign in as this demonstration person and give their partnership's slug.

    Raises NotFoundError when the demonstration is off, or for anybody whose account or partnership is
    not of the demonstration: the setting alone opens nothing real.
    """
    if not settings.DEMONSTRATION:
        raise NotFoundError
    account, slug = demonstration_account(person)
    setattr(request, hooks.FROM_DEMONSTRATION, True)
    login(request, get_user_model().objects.get(pk=account, is_demonstration=True), backend=BACKEND)
    return slug
