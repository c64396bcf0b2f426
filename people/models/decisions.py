"""What the newsroom decided about two subjects that are called alike."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class NotTheSameQuerySet(models.QuerySet):
    def decide(self, one: int, other: int, user=None):
        """Remember that two subjects are not the same; the first decision stays."""
        if one != other:
            self.get_or_create(first_id=min(one, other), second_id=max(one, other), defaults={"decided_by": user})

    def undo(self, one: int, other: int):
        self.filter(first=min(one, other), second=max(one, other)).delete()

    decide.alters_data = undo.alters_data = True

    def pairs(self) -> set[tuple[int, int]]:
        """The decided pairs of primary keys; for a subject that was merged since, also with the one it is part of now."""
        decided, merged = (
            set(),
            dict(self._subjects().filter(merged_into__isnull=False).values_list("pk", "merged_into")),
        )
        for first, second in self.values_list("first", "second"):
            one, other = _followed(first, merged), _followed(second, merged)
            decided |= {(first, second), (min(one, other), max(one, other))}
        return decided

    def other_than(self, subject: int) -> set[int]:
        """The subjects that this one is not."""
        about = self.filter(Q(first=subject) | Q(second=subject))
        return {key for pair in about.values_list("first", "second") for key in pair if key != subject}

    def _subjects(self):
        return self.model._meta.get_field("first").remote_field.model.objects


def _followed(subject: int, merged: dict[int, int]) -> int:
    while subject in merged:
        subject = merged[subject]
    return subject


class NotTheSame(models.Model):
    """Two subjects that an editor told apart. They are never again offered as one.

    The pair stays as it is when one of the two is merged, so that splitting again finds it: nothing follows it from a subject.
    """

    first = models.ForeignKey("people.Subject", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey("people.Subject", on_delete=models.CASCADE, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(auto_now_add=True)

    objects = NotTheSameQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision that two are not the same")
        verbose_name_plural = _("decisions that two are not the same")
        ordering = ["-decided_at", "-id"]
        constraints = [
            models.UniqueConstraint(name="not_the_same_once", fields=["first", "second"]),
            models.CheckConstraint(name="not_the_same_in_order", condition=Q(first__lt=F("second"))),
        ]

    def __str__(self):
        return f"#{self.first_id} ≠ #{self.second_id}"
