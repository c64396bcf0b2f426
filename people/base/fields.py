"""Text as people paste it, made fit to store: no byte that a database refuses, a page misrenders or an eye cannot see."""

import re
import unicodedata

from django.db import models

# C0 and C1 controls but tab and line feed, lone surrogates, non-characters, BOM, soft hyphen.
UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\ufeff\u00ad]")
# Zero-width and bidirectional controls; ZWNJ and ZWJ only where no Arabic-script letter needs them (Persian spelling).
INVISIBLE = re.compile(
    "[\u200b\u202a-\u202e\u2060-\u2069]"
    "|(?<![\u0600-\u06ff\u0750-\u077f])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\u06ff\u0750-\u077f])"
)
MARKS = re.compile("[\u200e\u200f]")  # of direction: a right-to-left text may need them, a single line never


def tidy_text(text: str) -> str:
    """Text of several lines, composed (NFC), without what cannot be stored or seen; line ends become one line feed.

    A name that hides an invisible character, or comes decomposed from some keyboards, would escape every search for it.
    """
    text = UNSTORABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", INVISIBLE.sub("", text))


def tidy_line(text: str) -> str:
    """One line: as ``tidy_text``, without marks of direction, white space at the ends or line breaks."""
    if text.isprintable() and "  " not in text:  # none of the signs below; nearly every line
        return unicodedata.normalize("NFC", text).strip()
    return re.sub(r"[ \t\n]+", " ", MARKS.sub("", tidy_text(text))).strip()


class TidyFieldMixin:
    """Tidies in the form, on the instance when it is saved, and in every query parameter."""

    tidy = staticmethod(tidy_text)

    def to_python(self, value):
        value = super().to_python(value)
        return self.tidy(value) if isinstance(value, str) else value

    def pre_save(self, model_instance, add):
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = self.tidy(value)
            setattr(model_instance, self.attname, value)
        return value

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return self.tidy(value) if isinstance(value, str) else value


class LineField(TidyFieldMixin, models.CharField):
    """A CharField for what a person types on one line: a name, a headline."""

    tidy = staticmethod(tidy_line)


class PlainTextField(TidyFieldMixin, models.TextField):
    """A TextField of plain text, never printed as HTML."""


class WebAddressField(models.URLField):
    """A URLField whose form reads "example.org" as https, as Django itself will from 6.0 on."""

    def formfield(self, **kwargs):
        return super().formfield(**({"assume_scheme": "https"} | kwargs))

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs
