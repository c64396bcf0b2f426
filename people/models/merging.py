"""What is kept of a merge, so that it can be undone."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.base.rows import rows


class MergeRecordQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of subjects that this member of staff may see, both of them: a record tells that two are one."""
        seen = rows("people.Subject").visible_to(user)
        return self.filter(survivor__in=seen, other__in=seen)

    def not_split(self):
        """Those that nobody has undone."""
        return self.filter(split_at__isnull=True)

    def of_kind(self, kind):
        return self.filter(survivor__kind=kind)

    def of(self, *subject_ids):
        return self.filter(Q(survivor__in=subject_ids) | Q(other__in=subject_ids))

    def with_listing_data(self):
        subjects = [f"{side}__texts" for side in ("survivor", "other")]
        return self.select_related("survivor", "other", "by", "split_by").prefetch_related(*subjects).defer("payload")


class MergeRecord(models.Model):
    """One subject was merged into another: who did it, and all that is needed to split them again."""

    survivor = models.ForeignKey("people.Subject", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey("people.Subject", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("merged by")
    )
    at = models.DateTimeField(_("merged"), default=timezone.now)
    split_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("split by")
    )
    split_at = models.DateTimeField(_("split"), null=True)
    #: What the merge did to rows (see people.merging.ledger). Holds names that readers may not see.
    payload = models.JSONField(default=dict)

    objects = MergeRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="merge_of_two", condition=~Q(survivor=F("other"))),
            models.CheckConstraint(
                name="merge_split_by_somebody",
                condition=Q(split_at__isnull=True, split_by__isnull=True)
                | Q(split_at__isnull=False, split_by__isnull=False),
            ),
            models.UniqueConstraint(name="merge_once", fields=["other"], condition=Q(split_at__isnull=True)),
        ]

    def __str__(self):
        return f"#{self.other_id} → #{self.survivor_id}"
