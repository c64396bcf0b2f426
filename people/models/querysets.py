"""The vocabulary for asking about subjects and their names."""

from collections import defaultdict

from django.db import connection, models, transaction
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Left, NullIf
from django.utils import timezone
from tree_queries.query import TreeQuerySet

from people.base.rows import insert, rows
from people.models import name_search
from people.models.choices import Exposure, Kind
from people.names import fold


def is_listed() -> Q:
    """The same decision as ``Subject.is_listed``, in the database."""
    now = timezone.now()
    first = Q(listed_from__isnull=False, listed_from__lte=now) & _lasts("listed_until", now)
    again = Q(relisted_from__isnull=False, relisted_from__lte=now) & _lasts("relisted_until", now)
    return first | again


def _lasts(column: str, now) -> Q:
    return Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__gt": now})


class SubjectQuerySet(models.QuerySet):
    def public(self):
        """Those that have a page of their own by now. The only gate to public pages of subjects."""
        return self.filter(is_listed()).exclude(exposure=Exposure.WITHHELD).filter(merged_into__isnull=True)

    def not_listed(self):
        return self.exclude(is_listed())

    def never_listed(self):
        return self.filter(Q(listed_from__isnull=True) | Q(listed_from__gt=timezone.now()))

    def listed_by_hand(self):
        return self.filter(is_listed(), is_listed_by_stories=False)

    def without_parents(self):
        """Without places and organisations that others lie in."""
        found = self
        for label in ("people.Place", "people.Organization"):
            inner = rows(label).without_tree_fields().exclude(parent=None).order_by()
            found = found.exclude(pk__in=inner.values("parent"))
        return found

    def protected(self):
        """Those of whose name readers see less than all."""
        return self.exclude(exposure=Exposure.NAMED)

    def named(self):
        return self.filter(exposure=Exposure.NAMED)

    def not_merged(self):
        return self.filter(merged_into__isnull=True)

    def visible_to(self, user):
        """Those that this member of staff may see: whose name is protected, only with the permission to see them."""
        if not user.is_active or not user.is_staff:
            return self.none()
        if user.has_perm("people.see_protected_subject"):
            return self
        return self.filter(exposure=Exposure.NAMED)

    def of_kind(self, kind):
        return self.filter(kind=kind)

    def named_like(self, query: str, *, among: Q | None = None, exact: bool = False):
        """Those that the query may mean, by any of their names, with their ``closeness``; see people/models/name_search.py.

        ``among`` narrows the names that may be looked at (readers: the public ones).
        """
        return name_search.search(self, query, among=among, exact=exact)

    def publicly_named_like(self, query: str, *, exact: bool = False):
        return self.named_like(query, among=PUBLIC_NAME, exact=exact)

    def by_name(self, texts) -> dict[str, models.Model]:
        """{text: the one of these that is called so, in any spelling}, without texts that fit none or several."""
        keys, called = {text: fold(text)[:400] for text in texts}, defaultdict(set)
        subjects = self.not_merged()
        names = rows("people.Name").filter(subject__in=subjects, folded__in={*keys.values()} - {""})
        for folded, subject in names.values_list("folded", "subject"):
            called[folded].add(subject)
        only = {text: next(iter(called[key])) for text, key in keys.items() if len(called[key]) == 1}
        found = subjects.with_texts().in_bulk(only.values()) if only else {}
        return {text: found[key] for text, key in only.items()}

    def closest_first(self, *order: str):
        """Those that were searched for by how near their names are, then as ``order`` says; all others so at once."""
        return self.order_by(*(["closeness"] if "closeness" in self.query.annotations else []), *order)

    def with_texts(self):
        return self.prefetch_related("texts")

    def with_namesakes(self, user):
        """Each with ``has_namesake``: whether another record that the user may see is called just the same."""
        others = rows("people.Subject").visible_to(user).not_merged().exclude(pk=OuterRef("pk"))
        return self.annotate(has_namesake=Exists(others.filter(kind=OuterRef("kind"), label=OuterRef("label"))))

    def labelled_in(self, language: str):
        """Each with its public label in the language as ``shown_label``, to sort and filter by."""
        own = NullIf(KeyTextTransform(language, "labels"), Value(""))
        return self.annotate(shown_label=Coalesce(own, "label", output_field=models.CharField()))

    def letters(self) -> list[str]:
        """The first letters of the shown labels, each once, in order. After ``labelled_in``."""
        firsts = self.annotate(first=Left("shown_label", 1)).order_by().values_list("first", flat=True).distinct()
        return sorted({letter.upper() for letter in firsts if letter.isalpha()})

    def with_page_data(self):
        """All that a dossier prints of the subject itself."""
        return self.prefetch_related("texts", "names", "identifiers")

    def store_new(self, subjects):
        """Insert many new rows of kinds and their halves here: Django's bulk_create refuses rows of two tables."""
        subjects, common = (
            list(subjects),
            [field.attname for field in self.model._meta.concrete_fields if not field.primary_key],
        )
        for subject in subjects:
            subject.kind = subject.KIND
        halves = [self.model(**{column: getattr(subject, column) for column in common}) for subject in subjects]
        for subject, half in zip(subjects, self.bulk_create(halves, batch_size=500), strict=True):
            subject.id, subject.subject_ptr_id, subject.created_at = half.pk, half.pk, half.created_at
            subject._state.adding, subject._state.db = False, self.db
        for model in {type(subject) for subject in subjects}:
            columns = model._meta.local_concrete_fields
            values = (
                [field.get_db_prep_save(field.pre_save(one, True), connection) for field in columns]
                for one in subjects
                if type(one) is model
            )
            insert(model, [field.column for field in columns], values)

    store_new.alters_data = True


class SubjectTreeQuerySet(SubjectQuerySet, TreeQuerySet):
    """The same words for kinds that stand in a tree."""


#: A name readers may be shown or find: public, of a subject whose exposure lets it. A person known by a pen name has
#: only those, one known by initials or withheld none, and one who may be such a person none either; nor is an organisation
#: found by a protected name that its own holds.
PUBLIC_NAME = (
    Q(visibility="public", public_text=F("text"))
    & Q(subject__merged_into__isnull=True)
    & (Q(subject__is_held=False) | Q(subject__listed_from__isnull=False))
    & (Q(subject__exposure="named") | Q(subject__exposure="alias", kind="pen_name"))
)


class NameQuerySet(models.QuerySet):
    def bulk_create(self, objs, *args, **kwargs):
        """As Django's; the names get their keys and tokens too. Those of others than persons wait to be derived."""
        for name in objs:
            if name.public_text is None and name.subject.kind == Kind.PERSON:
                name.set_public_as_written()
        with transaction.atomic(savepoint=False):
            names = super().bulk_create(objs, *args, **kwargs)
            rows("people.NameKey").add_for(names)
            rows("people.NameToken").add_for(names)
        return names

    def searchable(self):
        """Names by which a reader may find a subject: the public ones, misspellings included."""
        return self.filter(PUBLIC_NAME)

    def public(self):
        """Names that a reader may be shown."""
        return self.searchable().exclude(kind="misspelling")

    def hidden(self):
        """Names that are compared with those of others: all, but for a pen name by which readers know a protected person."""
        return self.exclude(subject__exposure="alias", kind="pen_name", visibility="public")

    def preferred(self):
        return self.filter(kind="preferred")
