"""By which rules public texts were derived."""

from django.db import models
from django.utils import timezone


class TextRules(models.Model):
    """Rules by which all public texts were derived anew, or are being: ``people.naming.public_text.RULES`` of a release."""

    version = models.PositiveSmallIntegerField(unique=True)
    begun_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"{self.version}"
