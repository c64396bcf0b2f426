"""The picture library: what a picture shows, to whom it belongs, and where it is used.

The files lie beside each other under the picture's random ``token``; ``articles.pictures`` makes them, no row holds a path.
"""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models.editions import default_edition, edition_choices
from articles.models.querysets import ArticleImageQuerySet, ImageQuerySet
from people.base.fields import LineField, PlainTextField
from people.models import Subject

COLOURS = 32


def new_token() -> str:
    """128 random bits in lower-case hexadecimal: the picture's public name, which nobody guesses."""
    return secrets.token_hex(16)


class Image(models.Model):
    """A picture of the library. Readers meet it only where ``objects.public()`` lets them."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Being prepared")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Could not be prepared")

    class Licence(models.TextChoices):
        OWN = "own", _("Our own picture")
        PERMISSION = "permission", _("Used with permission")
        AGENCY = "agency", _("Agency, under contract")
        CC_BY = "cc-by", "CC BY 4.0"
        CC_BY_SA = "cc-by-sa", "CC BY-SA 4.0"
        CC_BY_NC = "cc-by-nc", "CC BY-NC 4.0"
        CC0 = "cc0", "CC0"
        PUBLIC_DOMAIN = "public-domain", _("Public domain")
        HANDOUT = "handout", _("Handout")

        @property
        def url(self) -> str:
            """The address of the licence's text, for those that have one."""
            return {
                "cc-by": "https://creativecommons.org/licenses/by/4.0/",
                "cc-by-sa": "https://creativecommons.org/licenses/by-sa/4.0/",
                "cc-by-nc": "https://creativecommons.org/licenses/by-nc/4.0/",
                "cc0": "https://creativecommons.org/publicdomain/zero/1.0/",
                "public-domain": "https://creativecommons.org/publicdomain/mark/1.0/",
            }.get(self.value, "")

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    format = models.CharField(max_length=4, editable=False, default="jpg")
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    focal_x = models.FloatField(default=0.5)
    focal_y = models.FloatField(default=0.5)
    colour = models.PositiveSmallIntegerField(default=0, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING, editable=False)

    language = models.CharField(
        _("language"), max_length=10, choices=edition_choices, default=default_edition,
        help_text=_("The language of the description and the caption."),
    )  # fmt: skip
    alt = LineField(
        _("description"), max_length=500, blank=True,
        help_text=_("What the picture shows, for readers who cannot see it. Required for publishing a story."),
    )  # fmt: skip
    caption = PlainTextField(_("caption"), max_length=1000, blank=True, help_text=_("Shown below the picture."))
    credit = LineField(_("credit"), max_length=200, blank=True, help_text=_("Such as: Name / Agency. Readers see it."))
    copyright = LineField(_("copyright notice"), max_length=300, blank=True)
    licence = models.CharField(_("licence"), max_length=15, choices=Licence, blank=True)
    source = LineField(
        _("source"), max_length=300, blank=True, help_text=_("Where we got it. For staff: readers do not see it.")
    )
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    is_file_photo = models.BooleanField(
        _("file photo"), default=False, help_text=_("It does not show the event in the story; the caption says so.")
    )
    rights_until = models.DateField(
        _("rights until"), null=True, blank=True, help_text=_("After this day it must not be used in a new story.")
    )
    subjects = models.ManyToManyField(
        Subject, through="articles.ImageSubject", related_name="images", blank=True, verbose_name=_("shows")
    )
    notes = PlainTextField(_("notes"), max_length=3000, blank=True, help_text=_("For staff: readers do not see them."))
    #: What the file said of itself: {field: text}; offered to the editor, and nothing before that.
    suggestions = models.JSONField(default=dict, editable=False)
    original_name = LineField(_("name of the file"), max_length=300, blank=True, editable=False)
    #: Its name in the private folder of untouched originals, if the newsroom keeps them.
    original = models.CharField(max_length=60, blank=True, editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False, db_index=True)

    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="images_uploaded",
        verbose_name=_("added by"),
    )  # fmt: skip
    uploaded_at = models.DateTimeField(_("added"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    # Derived, never edited: as readers see them, with protected names replaced, and what searches of the staff read.
    public_alt = models.TextField(editable=False, default="")
    public_caption = models.TextField(editable=False, default="")
    public_credit = models.TextField(editable=False, default="")
    public_copyright = models.TextField(editable=False, default="")
    folded = models.TextField(editable=False, default="")

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-uploaded_at", "-id"]
        permissions = [
            ("edit_all_images", _("Can see and edit everybody's pictures")),
            ("withdraw_image", _("Can withdraw and redact pictures")),
        ]
        indexes = [
            models.Index(fields=["-uploaded_at", "-id"], name="image_newest"),
            models.Index(fields=["state"], name="image_unprepared", condition=~Q(state="ready")),
        ]
        constraints = [
            models.CheckConstraint(name="image_state_known", condition=Q(state__in=["waiting", "ready", "failed"])),
            models.CheckConstraint(name="image_has_size", condition=Q(width__gt=0, height__gt=0)),
            models.CheckConstraint(name="image_colour_known", condition=Q(colour__lt=COLOURS)),
            models.CheckConstraint(
                name="image_focal_point_inside",
                condition=Q(focal_x__gte=0, focal_x__lte=1, focal_y__gte=0, focal_y__lte=1),
            ),
            models.CheckConstraint(name="image_has_token", condition=~Q(token="")),
        ]

    def __str__(self):
        return f"#{self.pk}"

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def can_be_shown(self) -> bool:
        """Whether a page may show it; whether it is public is for ``objects.public()`` to say."""
        return self.is_ready and not self.is_withdrawn

    def text_in(self, language: str) -> tuple[str, str, str]:
        """(description, caption, their language) as readers see them: in the language, else the picture's own.

        Uses prefetched texts, and none at all in the picture's own language.
        """
        for text in [] if language == self.language else self.texts.all():
            if text.language == language and (text.public_alt or text.public_caption):
                return text.public_alt, text.public_caption, language
        return self.public_alt, self.public_caption, self.language


class ImageText(models.Model):
    """A picture's description and caption in another language."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=10, choices=edition_choices)
    alt = LineField(_("description"), max_length=500, blank=True)
    caption = PlainTextField(_("caption"), max_length=1000, blank=True)
    public_alt = models.TextField(editable=False, default="")
    public_caption = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = pgettext_lazy("of a picture", "text in another language")
        verbose_name_plural = pgettext_lazy("of a picture", "texts in other languages")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="image_text_once_per_language", fields=["image", "language"])]

    def __str__(self):
        return self.get_language_display()


class ImageSubject(models.Model):
    """Whom or what a picture shows (IPTC PersonInImage)."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="shown")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="shown_in")

    class Meta:
        verbose_name = _("subject of a picture")
        verbose_name_plural = _("subjects of pictures")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="image_subject_once", fields=["image", "subject"])]

    def __str__(self):
        return f"{self.image_id}: {self.subject_id}"


class ArticleImage(models.Model):
    """A story uses a picture. Kept by the save of the story, from its lead picture and its text."""

    class Place(models.TextChoices):
        LEAD = "lead", _("lead picture")
        BODY = "body", _("in the text")
        #: In a change that is not published yet: keeps the picture from being deleted and shows it to no reader.
        PENDING = "pending", _("in a pending change")

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="image_uses")
    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="uses")
    place = models.CharField(max_length=10, choices=Place)

    objects = ArticleImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("use of a picture")
        verbose_name_plural = _("uses of pictures")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="article_image_once_per_place", fields=["article", "image", "place"]),
            models.CheckConstraint(
                name="article_image_place_known", condition=Q(place__in=["lead", "body", "pending"])
            ),
        ]
        indexes = [models.Index(fields=["image", "place", "article"], name="article_image_of_image")]

    def __str__(self):
        return f"{self.article_id}: {self.image_id}"


class Portrait(models.Model):
    """The picture that stands on a subject's page. Declared here, since ``people`` knows no pictures."""

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="portrait")
    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="portrait_of", verbose_name=_("picture"))

    class Meta:
        verbose_name = _("portrait")
        verbose_name_plural = _("portraits")
        ordering = ["id"]

    def __str__(self):
        return f"{self.subject_id}: {self.image_id}"
