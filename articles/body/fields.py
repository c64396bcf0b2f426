"""The field that lets no unclean HTML into the database."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import ngettext_lazy

from articles.body import note_marks
from articles.body.cleaning import clean
from articles.body.editor import BodyFormField

#: Characters of HTML: about 200,000 Cyrillic words. Beyond it a form field says so and keeps the text.
MAX_LENGTH = 2_000_000


class BodyField(models.TextField):
    """HTML of the allow-list in ``articles.body.cleaning``, cleaned on every way into the database.

    ``pre_save`` sets the cleaned text on the instance too; ``get_prep_value`` also covers ``update()``, ``bulk_create()``
    and ``bulk_update()``. With ``takes_notes`` the marks stay on words that a note to colleagues points at.
    """

    default_validators = [
        MaxLengthValidator(
            MAX_LENGTH,
            ngettext_lazy(
                "The text is too long: at most %(limit_value)d character, this has %(show_value)d.",
                "The text is too long: at most %(limit_value)d characters, this has %(show_value)d.",
                "limit_value",
            ),
        )
    ]

    def __init__(self, *args, takes_notes=False, **kwargs):
        self.takes_notes = takes_notes  # nothing of the column, and in no migration
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance, add):
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = self._clean(value, getattr(model_instance, "language", ""))
            setattr(model_instance, self.attname, value)
        return value

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return self._clean(value) if isinstance(value, str) else value

    def _clean(self, value: str, language: str = "") -> str:
        cleaned = clean(value, language)
        return cleaned if self.takes_notes else note_marks.without(cleaned)

    def formfield(self, **kwargs):
        return super().formfield(**({"form_class": BodyFormField} | kwargs))
