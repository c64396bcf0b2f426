"""Accounts, and the links by which people come to them."""

import hashlib
import secrets
import zoneinfo
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from newsroom import zones
from people.base import languages
from people.models import Person


def interface_languages():
    return [(code, languages.name_of(code)) for code in settings.INTERFACE_LANGUAGES]


def new_salt() -> str:
    return secrets.token_urlsafe(16)


class User(AbstractUser):
    """An account of the staff; deactivated when somebody leaves, never deleted."""

    person = models.OneToOneField(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="account",
        verbose_name=_("signs as"),
        help_text=_("The person whose byline this account's stories carry."),
    )
    language = models.CharField(
        _("language of the admin"), max_length=10, choices=interface_languages, default="", blank=True
    )
    time_zone = models.CharField(_("time zone"), max_length=64, choices=zones.choices, default="", blank=True)
    #: Part of what each session is checked against: a new one ends them all.
    session_salt = models.CharField(max_length=32, default=new_salt, editable=False)
    #: Part of the key that opens what this person's browsers keep: a new one makes that useless, wherever it lies.
    keeping_salt = models.CharField(max_length=32, default=new_salt, editable=False)

    class Meta(AbstractUser.Meta):
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    @property
    def zone(self) -> zoneinfo.ZoneInfo | None:
        """The zone that this person works in; None is the newsroom's own."""
        return zones.zone(self.time_zone)

    def set_password(self, raw_password):
        """Another password is another key; a hash that is only made anew at a sign-in stores the password alone."""
        super().set_password(raw_password)
        self.keeping_salt = new_salt()

    def keeping_key(self) -> bytes:
        """32 bytes that open what was typed in this person's browsers. Drawn anew by signing out and by ending sessions."""
        salts = f"{self.pk}:{self.keeping_salt}:{self.session_salt}"
        return salted_hmac("newsroom.keeping", salts, algorithm="sha256").digest()

    def get_session_auth_hash(self):
        return self._salted(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self):
        return map(self._salted, super().get_session_auth_fallback_hash())

    def _salted(self, session_hash: str) -> str:
        # The hash holds the secret already: the current one, or in turn each that it followed.
        return hashlib.sha256(f"{session_hash}{self.session_salt}".encode()).hexdigest()


class InvitationQuerySet(models.QuerySet):
    def open(self):
        """Links that still lead somewhere: not used, not run out, of an account that is not closed."""
        return self.filter(used_at=None, expires_at__gt=timezone.now(), user__is_active=True, user__is_staff=True)

    def led_to_by(self, token: str):
        """The open ones (one or none) of the link that ends with this token."""
        return self.open().filter(token_hash=hash_of(token))


def hash_of(token: str) -> str:
    """What is stored of a token; it has 256 random bits, so a plain hash tells nothing."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


class Invitation(models.Model):
    """A link by which somebody chooses the password of their account, once. The link itself is not stored."""

    LIFETIME = timedelta(hours=72)

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.CheckConstraint(name="invitation_expires_later", condition=Q(expires_at__gt=F("made_at"))),
            models.UniqueConstraint(name="invitation_one_unused", fields=["user"], condition=Q(used_at__isnull=True)),
        ]

    def __str__(self):
        return f"#{self.pk}"


class SignInTries(models.Model):
    """How often a password was typed for one account, from one address or in one browser, since it last was right.

    The key is a hash (see newsroom/accounts/throttle.py): the row names nobody.
    """

    key = models.CharField(max_length=40, unique=True)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(default=timezone.now, db_index=True)
    #: No password is looked at before then.
    until = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return self.key
