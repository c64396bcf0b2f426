"""Text as people paste it, made fit to store: no byte that a database refuses, a page misrenders or an eye cannot see."""

import re
import unicodedata

from django.db import models

# What ends a line, and no form or page shows: Word's soft break, the end of a page, the separators of Unicode.
SEPARATORS = re.compile("\r\n?|[\x0b\x0c\x1c\x1d\x85\u2028\u2029]")
# C0 and C1 controls but tab and line feed, lone surrogates, non-characters, BOM, soft hyphen.
UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\ufeff\u00ad]")
# Letters of scripts that are written joined; ZWNJ parts them and ZWJ shows that they would go on (Persian, Syriac, Mongolian).
JOINED = "\u0600-\u06ff\u0700-\u07ff\u0860-\u08ff\u1807\u1820-\u18aa\ufb50-\ufdff\ufe70-\ufefc"
# After a virama of the scripts of India and of what they gave rise to, both joiners choose the form of the letters.
VIRAMA = "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u1039\u103a\u17d2"
# What may be a part of a joined emoji, and what may stand between a part and the joiner.
EMOJI = "\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff"
AFTER_EMOJI = EMOJI + "\ufe0f\u20e3"
INVISIBLE = re.compile(
    "[\u200b\u202a-\u202e\u2060-\u2069]|(?<=[\u200c\u200d])[\u200c\u200d]+"
)  # also a joiner after a joiner
JOINER = re.compile("[\u200c\u200d]")
# A joiner that joins and parts nothing.
IDLE_JOINER = re.compile(
    f"(?<![{JOINED}{VIRAMA}])\u200c|(?<=[{JOINED}])\u200c(?![{JOINED}])"
    f"|(?<![{JOINED}{VIRAMA}{AFTER_EMOJI}])\u200d(?![{JOINED}])|(?<=[{AFTER_EMOJI}])\u200d(?![{EMOJI}])"
)
MARKS = re.compile("[\u200e\u200f]")  # of direction: a right-to-left text may need them, a single line never


def tidy_text(text: str) -> str:
    """Text of several lines, composed (NFC), without what cannot be stored or seen; what ends a line becomes one line feed.

    A name that hides an invisible character, or comes decomposed from some keyboards, would escape every search for it.
    """
    text = UNSTORABLE.sub("", SEPARATORS.sub("\n", text).replace("\x1e", "-"))  # the last: Word's no-break hyphen
    text = INVISIBLE.sub("", text)
    return unicodedata.normalize("NFC", IDLE_JOINER.sub("", text) if JOINER.search(text) else text)


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
