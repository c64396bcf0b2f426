"""What refers to a subject, in whatever app: asked of the models, so that this app need not know the others."""

from django.db.models import Count, ForeignObjectRel

from people.merge_models import MergeRecord
from people.models import Organization, Person, Place

MODELS = {model.KIND.value: model for model in (Person, Organization, Place)}


def relations(model) -> list[ForeignObjectRel]:
    """Every foreign key to subjects of the kind, those of ``Subject`` and many-to-many tables included.

    Not the link from a kind's table to the common one, not ``merged_into``, and not the records of merges.
    """
    return [
        relation
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel)
        and (relation.one_to_many or relation.one_to_one)
        and not getattr(relation, "parent_link", False)
        and relation.field.name != "merged_into"
        and relation.related_model is not MergeRecord
    ]


def rows_of(relation, subject):
    """The rows that refer to the subject by this relation."""
    return relation.related_model._base_manager.filter(**{relation.field.name: subject})


def references(subjects) -> dict[int, list[tuple[str, int]]]:
    """How much refers to each of the subjects, all of one kind: {7: [("mentions", 12), ...]}. For lists of staff."""
    found = {subject.pk: [] for subject in subjects}
    for relation in relations(MODELS[subjects[0].kind]):
        rows, column = relation.related_model._base_manager.order_by(), relation.field.attname
        counted = rows.filter(**{f"{column}__in": found}).values_list(column).annotate(Count("pk"))
        for key, count in counted:
            found[key].append((relation.related_model._meta.verbose_name_plural, count))
    return found
