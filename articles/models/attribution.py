"""Who made a story and whom it is about."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models.querysets import MentionQuerySet
from people.base.fields import LineField
from people.models import Organization, Person, Subject


class Byline(models.Model):
    """One of those who made the story, in the order that they are printed: a person, a desk or a free text."""

    class Role(models.TextChoices):
        AUTHOR = "author", pgettext_lazy("role", "author")
        REPORTING = "reporting", pgettext_lazy("role", "reporting by")
        PHOTOGRAPHS = "photographs", pgettext_lazy("role", "photographs by")
        TRANSLATION = "translation", pgettext_lazy("role", "translation by")
        EDITING = "editing", pgettext_lazy("role", "editing by")

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="bylines")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="bylines", verbose_name=_("person")
    )
    desk = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="bylines", verbose_name=_("desk")
    )
    text = LineField(_("free text"), max_length=200, blank=True)
    public_text = models.CharField(max_length=500, editable=False, default="")
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.AUTHOR)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                name="byline_person_or_desk_or_text",
                condition=Q(person__isnull=False, desk__isnull=True, text="")
                | Q(person__isnull=True, desk__isnull=False, text="")
                | (Q(person__isnull=True, desk__isnull=True) & ~Q(text="")),
                violation_error_message=_("A byline is a person, a desk or a free text: fill in just one of them."),
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def subject(self):
        """The person or desk, if it is one."""
        return self.person or self.desk

    @property
    def label(self) -> str:
        return self.subject.local_label if self.subject else self.public_text or self.text


class Mention(models.Model):
    """A story is about a subject, or names it."""

    class Prominence(models.TextChoices):
        MAIN = "main", _("what the story is about")
        MENTIONED = "mentioned", _("mentioned")

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("suggested")
        CONFIRMED = "confirmed", _("confirmed")
        REJECTED = "rejected", _("rejected")

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="mentions")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="mentions")
    prominence = models.CharField(max_length=10, choices=Prominence, default=Prominence.MENTIONED)
    state = models.CharField(max_length=10, choices=State, default=State.CONFIRMED)
    spelling = LineField(_("spelling found"), max_length=300, blank=True)

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="mention_once_per_story", fields=["article", "subject"])]
        indexes = [models.Index(fields=["subject", "state", "article"], name="mention_of_subject")]

    def __str__(self):
        return f"{self.article_id}: {self.subject_id}"
