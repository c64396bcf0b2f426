"""Keeping the keys under which the names of subjects are found in texts: what they are is for detection/keys.py to say."""

from django.db import models

from people.base.rows import insert, rows
from people.detection import keys_of
from people.models.choices import Kind


class NameKeyQuerySet(models.QuerySet):
    def add_for(self, names):
        """Store the keys of names that have none yet."""
        self._store(self._wanted(names))

    def renew_for(self, names):
        """Bring the keys of names that were changed to what they must be; keys that stay are not touched."""
        names = list(names)
        wanted = self._wanted(names)
        stored = {(name, key): pk for pk, name, key in self.filter(name__in=names).values_list("pk", "name_id", "key")}
        stale = [pk for pair, pk in stored.items() if pair not in wanted]
        if stale:
            self.filter(pk__in=stale).delete()
        self._store(wanted - stored.keys())

    add_for.alters_data = renew_for.alters_data = True

    def _store(self, pairs):
        insert(self.model, ["name_id", "key"], sorted(pairs))

    @staticmethod
    def _wanted(names) -> set[tuple[int, str]]:
        """The pairs of a name's number and a key of it."""
        names = list(names)
        places = {name.subject_id for name in names if name.subject.kind == Kind.PLACE}
        known = rows("people.Place").without_tree_fields().filter(pk__in=places).exclude(country_code="")
        codes = dict(known.values_list("pk", "country_code")) if places else {}
        return {
            (name.pk, key)
            for name in names
            for key in keys_of(name.text, name.subject.kind, name.kind, name.language, codes.get(name.subject_id, ""))
        }
