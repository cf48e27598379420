"""Somebody of a made world, at a browser."""

from django.test import Client

from quorate.records.models import Account
from tests.builders.world import World

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(world: World, key: str = "coordinator") -> Client:
    """A browser signed in as somebody."""
    client = Client()
    client.force_login(Account.objects.get(id=world.accounts[key]), backend=BACKEND)
    return client
