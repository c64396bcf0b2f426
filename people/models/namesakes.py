"""Questions whether a record is somebody whose name is protected, or another person who is called so."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Greatest, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.base.rows import rows
from people.models.choices import Exposure


class NamesakeQuestionQuerySet(models.QuerySet):
    def standing(self):
        """Those of two that are records of their own, one named and one protected: others wait for a split, or go."""
        found = self.filter(subject__exposure=Exposure.NAMED, subject__merged_into=None, protected__merged_into=None)
        return found.exclude(protected__exposure=Exposure.NAMED)

    def open(self):
        """Those that nobody has answered: the two were not told apart."""
        decided = rows("people.NotTheSame").filter(first=OuterRef("lower"), second=OuterRef("higher"))
        numbered = self.standing().annotate(
            lower=Least("subject_id", "protected_id"), higher=Greatest("subject_id", "protected_id")
        )
        return numbered.filter(~Exists(decided))

    def visible_to(self, user):
        """Those whose protected subject this member of staff may see: to all others there is no question."""
        if not user.has_perm("people.see_protected_subject"):
            return self.none()
        kinds = [kind for kind in ("person", "organization", "place") if user.has_perm(f"people.change_{kind}")]
        return self.filter(subject__kind__in=kinds)

    def with_listing_data(self):
        sides = [f"{side}__{part}" for side in ("subject", "protected") for part in ("texts", "names")]
        return self.select_related("subject", "protected").prefetch_related(*sides)


class NamesakeQuestion(models.Model):
    """A named subject is called like a protected one, or nearly, or claims its number: is it another?

    Whether it is answered, ``NotTheSame`` says. Nothing follows the question from a subject: after a merge it is asked anew.
    """

    subject = models.ForeignKey("people.Subject", on_delete=models.CASCADE, related_name="+")
    protected = models.ForeignKey("people.Subject", on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = NamesakeQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question whether two are the same")
        verbose_name_plural = _("questions whether two are the same")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(name="namesake_question_once", fields=["subject", "protected"]),
            models.CheckConstraint(name="namesake_question_of_two", condition=~Q(subject=F("protected"))),
        ]

    def __str__(self):
        return f"#{self.subject_id} ? #{self.protected_id}"
