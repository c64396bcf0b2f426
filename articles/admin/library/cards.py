"""A picture as lists of the staff show it: its thumbnail, its words as this user may read them, and what it lacks."""

import json
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from articles import library
from articles.pictures import shapes, showing

#: So many days before they end, rights are said to end soon.
SOON = 30


def address(image, label: int) -> str:
    """Where staff fetch one of the picture's JPEG files."""
    return f"{showing.STAFF}{image.token}/{label}.jpg"


def thumbnail(image) -> str:
    return address(image, shapes.THUMBNAIL)


def whole_picture(image, width: int = 1600) -> str:
    """The largest file up to a width that shows all of it and is there already."""
    there = [file.label for file in shapes.files_at_once(image.width, image.height) if not file.is_crop]
    if image.is_ready:
        there += [label for label in shapes.whole_labels(image.width) if label <= width]
    return address(image, max(there))


@dataclass(frozen=True)
class Mark:
    """A word on a card. ``kind`` is how it looks: missing, soon, quiet or gone."""

    kind: str
    word: str


def marks_of(image) -> list[Mark]:
    """What a desk should know of a picture before it uses it."""
    marks = []
    if image.is_withdrawn:
        marks.append(Mark("gone", _("Withdrawn")))
    if image.state == image.State.FAILED:
        marks.append(Mark("gone", _("Could not be prepared")))
    elif not image.is_ready:
        marks.append(Mark("quiet", _("Being prepared")))
    marks += _marks_of_rights(image.rights_until)
    if not image.alt:
        marks.append(Mark("missing", _("No description")))
    if not image.credit:
        marks.append(Mark("missing", _("No credit")))
    if image.is_file_photo:
        marks.append(Mark("quiet", _("File photo")))
    return marks


def _marks_of_rights(until) -> list[Mark]:
    today = timezone.localdate()
    if until is None or until > today + timedelta(days=SOON):
        return []
    day = formats.date_format(until, "j M Y")
    if until < today:
        return [Mark("gone", _("Rights ended %(day)s") % {"day": day})]
    return [Mark("soon", _("Rights end %(day)s") % {"day": day})]


def reads_all(user, image) -> bool:
    """Whether the user reads what was typed; others read what readers do, with protected names replaced."""
    return user.has_perm("people.see_protected_subject") or library.may_edit(user, image)


@dataclass(frozen=True)
class Card:
    """One picture in a grid."""

    image: object
    alt: str
    caption: str
    credit: str
    marks: list[Mark]

    @classmethod
    def of(cls, image, user):
        prefix = "" if reads_all(user, image) else "public_"
        words = (getattr(image, f"{prefix}{name}") for name in ("alt", "caption", "credit"))
        return cls(image, *words, marks_of(image))

    @property
    def thumbnail(self) -> str:
        return thumbnail(self.image)

    @property
    def form(self) -> str:
        return reverse("admin:articles_image_change", args=[self.image.pk])

    @property
    def words(self) -> str:
        """Where its words are given, within a story."""
        return reverse("admin:articles_image_words", args=[self.image.pk])

    @property
    def line(self) -> str:
        """What it is called in a list."""
        return self.alt or self.caption or _("Picture %(number)d") % {"number": self.image.pk}

    @property
    def lacks(self) -> str:
        """Why it cannot be published yet, in a sentence; empty when it can."""
        if self.image.is_withdrawn:
            return _("The picture is withdrawn: readers do not see it.")
        if not self.alt:
            return _("No description yet: the story cannot be published.")
        return ""

    @property
    def as_json(self) -> str:
        return json.dumps(self.as_data())

    def as_data(self) -> dict:
        """What our scripts draw a chosen picture with."""
        return {
            "id": self.image.pk, "token": self.image.token, "thumbnail": self.thumbnail,
            "shown": whole_picture(self.image, 768), "alt": self.alt, "caption": self.caption, "credit": self.credit,
            "form": self.form, "words": self.words, "lacks": self.lacks,
        }  # fmt: skip
