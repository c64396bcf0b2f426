"""Keeping the keys under which the names of subjects are found in texts: what they are is for detection/keys.py to say."""

from django.db import models

from people.detection import keys_of


class NameKeyQuerySet(models.QuerySet):
    def add_for(self, names):
        """Store the keys of names that have none yet."""
        names = list(names)
        codes = self._country_codes(names)
        self.bulk_create(
            (
                self.model(name=name, key=key)
                for name in names
                for key in keys_of(
                    name.text, name.subject.kind, name.kind, name.language, codes.get(name.subject_id, "")
                )
            ),
            batch_size=1000,
        )

    def renew_for(self, names):
        """Store the keys of names that were changed."""
        names = list(names)
        self.filter(name__in=names).delete()
        self.add_for(names)

    add_for.alters_data = renew_for.alters_data = True

    @staticmethod
    def _country_codes(names) -> dict[int, str]:
        from people.models import Kind, Place

        places = {name.subject_id for name in names if name.subject.kind == Kind.PLACE}
        known = Place.objects.without_tree_fields().filter(pk__in=places).exclude(country_code="")
        return dict(known.values_list("pk", "country_code")) if places else {}
