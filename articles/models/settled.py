"""What somebody who may see a protected name has said of single paragraphs."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import Subject


class SettledPassage(models.Model):
    """A paragraph in which words that resemble a protected name mean somebody else.

    It holds as long as the paragraph reads so: ``digest`` is that of its words (``people.naming.hiding.paragraph_digest``).
    """

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="settled_passages")
    #: Without a way back: a merge does not carry over to one person what was said of another.
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("settled passage")
        verbose_name_plural = _("settled passages")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="passage_settled_once", fields=["article", "subject", "digest"]),
        ]

    def __str__(self):
        return f"{self.article_id}: {self.subject_id}"
