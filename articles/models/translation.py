"""Which story a translation was made from, and what became of that story since."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models.querysets import TranslationQuerySet


class Translation(models.Model):
    """A story that follows another one in another edition.

    What counts is what both say: headline, dek, text, and what readers are told of corrections. A pending change counts when
    it is published, for until then the original does not say it.
    """

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, primary_key=True, related_name="translation"
    )
    original = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="translations")
    #: Of the original, the one that it follows; nothing where that was before this was written down.
    version = models.PositiveIntegerField(null=True)
    #: When it was made, or last brought up to date.
    followed_at = models.DateTimeField()
    #: When the original was last changed since then, and when readers were shown another text.
    changed_at = models.DateTimeField(null=True)
    public_changed_at = models.DateTimeField(null=True)
    #: Whether its readers are told.
    is_told = models.BooleanField(default=False)

    objects = TranslationQuerySet.as_manager()

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("Stories by language")
        default_permissions = ()  # whoever may see a story may see what it follows
        constraints = [models.CheckConstraint(name="translation_of_another", condition=~Q(article=F("original")))]

    def __str__(self):
        return f"#{self.pk}"

    @property
    def is_behind(self) -> bool:
        return self.changed_at is not None
