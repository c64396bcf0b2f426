"""Packages: stories on one matter, in the editors' order, with a page of their own."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.editions import InEdition
from articles.models.querysets import PackageQuerySet, PackageStoryQuerySet
from articles.models.taxonomy import SLUG_HELP, Section
from people.base.fields import LineField, PlainTextField
from people.models.public import HasPublicText, masked_index
from people.naming.slugs import free_slug


class Package(HasPublicText, InEdition):
    """Stories on one matter. Readers find it when it is shown and one of its stories is public."""

    heading = LineField(_("heading"), max_length=150)
    slug = models.SlugField(_("address"), max_length=100, unique=True, blank=True, help_text=SLUG_HELP)
    intro = PlainTextField(_("introduction"), max_length=1000, blank=True)
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, null=True, blank=True, related_name="packages", verbose_name=_("section")
    )
    is_shown = models.BooleanField(
        _("readers find it"), default=True, help_text=_("Without the tick nobody but the desk knows of the package.")
    )
    saved_at = models.DateTimeField(auto_now=True)

    # Derived by articles.rendering.texts: a package without them stands nowhere.
    public_heading = models.TextField(null=True, editable=False)
    public_intro = models.TextField(null=True, editable=False)

    LINES = ("heading", "intro")

    objects = PackageQuerySet.as_manager()

    class Meta:
        verbose_name = _("package")
        verbose_name_plural = _("packages")
        ordering = ["-saved_at", "-id"]
        indexes = [masked_index("package_masked")]
        constraints = [
            models.UniqueConstraint(name="package_once_per_edition", fields=["translation_key", "language"]),
            models.CheckConstraint(name="package_has_slug", condition=~Q(slug="")),
            models.CheckConstraint(name="package_has_heading", condition=~Q(heading="")),
        ]

    def __str__(self):
        return self.heading

    def save(self, *args, **kwargs):
        self.slug = self.slug or free_slug(self, self.heading, self.language, fallback="package")
        super().save(*args, **kwargs)

    @classmethod
    def public_columns(cls):
        return [*super().public_columns(), "slug"]

    def get_absolute_url(self):
        with self.in_own_edition():
            return reverse("articles:package", kwargs={"slug": self.slug})

    @property
    def is_public(self) -> bool:
        """The same decision as ``Package.objects.public()``, for a row at hand."""
        return Package.objects.public().filter(pk=self.pk).exists()


class PackageStory(models.Model):
    """A story stands in a package."""

    package = models.ForeignKey(Package, on_delete=models.CASCADE, related_name="parts")
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="packaged")
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    objects = PackageStoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("story of a package")
        verbose_name_plural = _("stories of a package")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(name="package_story_once", fields=["package", "article"]),
            models.UniqueConstraint(name="package_position_once", fields=["package", "position"]),
        ]

    def __str__(self):
        return f"{self.package_id}: {self.position}"
