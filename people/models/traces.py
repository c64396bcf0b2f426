"""The shapes of the words of stories, pictures and other texts, in a narrow table of their own (see ``detection/traces.py``)."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q


def holding(column: str, asked: list[list[list[str]]]) -> Q:
    """For rows whose trace, in the column, holds what is asked for (see ``shapes_asked_for``)."""
    found = Q()
    for words in asked:
        name = Q()
        for pieces in words:
            one = Q()
            for piece in pieces:
                one |= Q(**{f"{column}__contains": piece})
            name &= one
        found |= name
    return found


class NameTraceQuerySet(models.QuerySet):
    def store(self, row, words: str):
        """Keep what the text of a stored row holds."""
        self.store_all(type(row), {row.pk: words})

    def store_all(self, model, words: dict[int, str]):
        """As ``store``, for many rows of a model by their keys, in one statement."""
        kind = ContentType.objects.get_for_model(model)
        traces = [self.model(content_type=kind, object_id=key, words=text) for key, text in words.items()]
        self.bulk_create(
            traces, update_conflicts=True, unique_fields=["content_type", "object_id"], update_fields=["words"]
        )

    def forget(self, row):
        self.filter(content_type=ContentType.objects.get_for_model(type(row)), object_id=row.pk).delete()

    def may_hold(self, model, asked: list[list[list[str]]]) -> Q:
        """For rows of the model: those whose trace holds what is asked for, and those that have no trace yet.

        ``asked`` is what ``shapes_asked_for`` says.
        """
        own = self.filter(content_type=ContentType.objects.get_for_model(model))
        found = holding("words", asked)
        untraced = ~Exists(own.filter(object_id=OuterRef("pk")))
        return Q(pk__in=own.filter(found).values("object_id")) | Q(untraced) if found else Q(untraced)

    store.alters_data = store_all.alters_data = forget.alters_data = True


class NameTrace(models.Model):
    """What one text holds of names."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    words = models.TextField(blank=True)

    objects = NameTraceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_name_trace_per_text", fields=["content_type", "object_id"])]

    def __str__(self):
        return f"{self.content_type_id} {self.object_id}"
