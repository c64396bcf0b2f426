"""Accounts."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from people import languages
from people.models import Person


def interface_languages():
    return [(code, languages.name_of(code)) for code in settings.INTERFACE_LANGUAGES]


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

    class Meta(AbstractUser.Meta):
        pass
