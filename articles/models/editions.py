"""What stands in one edition (a language of the site) and may have siblings in others."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from people.base import languages


def edition_choices():
    return [(code, languages.name_of(code)) for code in settings.EDITIONS]


def default_edition():
    return settings.DEFAULT_EDITION


class InEdition(models.Model):
    """A row of one edition. Siblings in other editions share its ``translation_key``."""

    language = models.CharField(_("language"), max_length=10, choices=edition_choices, default=default_edition)
    translation_key = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)

    class Meta:
        abstract = True

    @property
    def direction(self) -> str:
        return languages.direction_of(self.language)

    @property
    def language_name(self) -> str:
        return languages.name_of(self.language)

    def siblings(self):
        """The same thing in the other editions."""
        return type(self)._default_manager.filter(translation_key=self.translation_key).exclude(pk=self.pk)

    def link_to(self, sibling):
        """Say that this is the sibling's version in another edition; the caller saves."""
        self.translation_key = sibling.translation_key

    def in_own_edition(self):
        """A context in which addresses are made below this row's edition."""
        return translation.override(self.language)
