"""What refers to a subject, in whatever app: asked of the models, so that this app need not know the others."""

from django.db.models import Count, ForeignObjectRel

from people.models import Organization, Person, Place

MODELS = {model.KIND.value: model for model in (Person, Organization, Place)}


def relations(model) -> list[ForeignObjectRel]:
    """Every foreign key to subjects of the kind, those of ``Subject`` and many-to-many tables included.

    Not the link from a kind's table to the common one, and not ``merged_into``. A key without a way back (related_name="+")
    stays where it is: what was decided about two records, or done to them, is about these records.
    """
    found = {_foreign_key(relation).field: _foreign_key(relation) for relation in model._meta.related_objects}
    return [
        relation
        for field, relation in found.items()
        if field.name != "merged_into" and not getattr(relation, "parent_link", False)
    ]


def _foreign_key(relation) -> ForeignObjectRel:
    """The relation itself, or that of the table behind a many-to-many one."""
    if not relation.many_to_many:
        return relation
    return relation.through._meta.get_field(relation.field.m2m_reverse_field_name()).remote_field


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
