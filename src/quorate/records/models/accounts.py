"""Accounts: how somebody signs in. A person need not have one; one account may be several persons."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower

from quorate.records.models.base import Row


class Accounts(BaseUserManager["Account"]):
    """Finds an account by its address, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account with this address."""
        return self.get(email__iexact=username)


class Account(Row, AbstractBaseUser, PermissionsMixin):
    """An address and a password. `is_operator` runs the install and sees no partnership by it."""

    email = models.EmailField(max_length=254, unique=True)
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)
    is_demonstration = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []
    objects = Accounts()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="account_email_once"),
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="account_email_lower"),
        ]


class CalendarFeed(Row):
    """A private address that a person’s calendar reads. Of its token only the digest is kept."""

    person = models.ForeignKey("records.Person", models.CASCADE, related_name="feeds")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
