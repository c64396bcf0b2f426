"""What a merge does to rows, written down so that a split can undo it row by row.

Three kinds of entries, all plain JSON: rows that were given other values (``changed``), rows that were taken out of their
table because a rule of the database leaves no place for them (``aside``), and for each table the last key that it had
(``last``), which tells the rows made since.
"""

import json
from collections import defaultdict

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models.deletion import Collector

CHUNK = 500


def written(row, field):
    """The value of a row's field as JSON can hold it, exact to the microsecond."""
    value = field.value_from_object(row)
    plain = value is None or isinstance(value, (bool, int, str)) or isinstance(field, models.JSONField)
    return value if plain else field.value_to_string(row)


def understood(field, value):
    """The value that was ``written``."""
    texts = (models.CharField, models.TextField, models.JSONField)
    return field.to_python(value) if isinstance(value, str) and not isinstance(field, texts) else value


def field_by_column(model, attname: str):
    return next(field for field in model._meta.concrete_fields if field.attname == attname)


def columns(model):
    """The fields of the model's own table that a row is restored from."""
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def rows_in(model, keys):
    """The rows with these keys, in portions that every database takes."""
    keys = list(keys)
    for start in range(0, len(keys), CHUNK):
        yield from model._base_manager.filter(pk__in=keys[start : start + CHUNK])


class Ledger:
    """Changes rows and remembers how they were."""

    def __init__(self):
        self.changed, self.aside, self.last = [], [], {}
        self._watched = []

    def as_json(self) -> dict:
        """All entries. What was only watched is compared now."""
        for model, attnames, before in self._watched:
            for row in rows_in(model, before):
                self._enter(model, [row.pk], dict(zip(attnames, before[row.pk], strict=True)), values_of(row, attnames))
        self._watched = []
        return {"changed": self.changed, "aside": self.aside, "last": self.last}

    def change(self, rows, **after) -> list:
        """Give all ``rows`` (a queryset) other values, by column. Returns the rows that a rule keeps from having them."""
        groups = defaultdict(list)
        for row in rows.order_by("pk"):
            groups[json.dumps(list(values_of(row, after).values()))].append(row)
        unfit = []
        for before, group in groups.items():
            kept_out = self._change_group(group, after)
            unfit += kept_out
            keys = [row.pk for row in group if row not in kept_out]
            self._enter(rows.model, keys, dict(zip(after, json.loads(before), strict=True)), after)
        return unfit

    def _change_group(self, group, after) -> list:
        """At once if possible; else row by row, so that only those stay behind that must."""
        try:
            with transaction.atomic():
                for start in range(0, len(group), CHUNK):
                    keys = [row.pk for row in group[start : start + CHUNK]]
                    type(group[0])._base_manager.filter(pk__in=keys).update(**after)
        except IntegrityError:
            if len(group) == 1:
                return group
            return [row for one in group for row in self._change_group([one], after)]
        return []

    def watch(self, rows, *attnames):
        """Remember columns of ``rows`` (a queryset) that the merge may change by other doors."""
        model = rows.model
        found = rows.order_by().only("pk", *attnames).distinct()
        self._watched.append(
            (model, attnames, {row.pk: tuple(values_of(row, attnames).values()) for row in found.iterator()})
        )

    def set_aside(self, row):
        """Take a row, with all that goes with it, out of its table. Raises ProtectedError where something holds it."""
        collector = Collector(using=row._state.db or "default", origin=row)
        collector.collect([row])
        for (field, value), found in collector.field_updates.items():
            for rows in found:
                keys = [one.pk for one in rows]
                self.change(field.model._base_manager.filter(pk__in=keys), **{field.attname: value})
        gone = [one for rows in collector.data.values() for one in rows]
        gone += [one for rows in collector.fast_deletes for one in rows]
        self.aside += [
            {"model": type(one)._meta.label_lower, "row": {f.attname: written(one, f) for f in columns(type(one))}}
            for one in gone
        ]
        collector.delete()

    def mark_last(self, model):
        """Remember how far the table's keys have come."""
        last = model._base_manager.order_by().aggregate(last=models.Max("pk"))["last"]
        if last is None or isinstance(last, int):
            self.last[model._meta.label_lower] = last or 0

    def _enter(self, model, keys, before: dict, after: dict):
        values = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
        if keys and values:
            self.changed.append({"model": model._meta.label_lower, "rows": keys, "values": values})


def values_of(row, attnames) -> dict:
    return {name: written(row, field_by_column(type(row), name)) for name in attnames}


class Undoing:
    """Brings rows back to how a ledger found them, as far as nobody has changed them since."""

    def __init__(self, entries: dict):
        self.entries = entries
        self.edited, self.lost = [], []

    def run(self):
        for entry in reversed(self.entries["changed"]):
            self._change_back(entry)
        for entry in self.entries["aside"]:  # a row stands before what goes with it
            self._put_back(entry)

    def _change_back(self, entry):
        model, values = apps.get_model(entry["model"]), entry["values"]
        untouched = []
        for row in rows_in(model, entry["rows"]):
            now = values_of(row, values)
            if all(now[name] == after for name, (_before, after) in values.items()):
                untouched.append(row.pk)
            else:
                self._change_part_back(row, values, now)
        before = {name: understood(field_by_column(model, name), value[0]) for name, value in values.items()}
        for start in range(0, len(untouched), CHUNK):
            model._base_manager.filter(pk__in=untouched[start : start + CHUNK]).update(**before)

    def _change_part_back(self, row, values, now):
        """An edit made since is kept; a row that was given to somebody else since stays there altogether."""
        self.edited.append(row)
        fields = {name: field_by_column(type(row), name) for name in values}
        if any(fields[name].is_relation and now[name] != after for name, (_before, after) in values.items()):
            return
        mine = {
            name: understood(fields[name], before) for name, (before, after) in values.items() if now[name] == after
        }
        if mine:
            type(row)._base_manager.filter(pk=row.pk).update(**mine)

    def _put_back(self, entry):
        model = apps.get_model(entry["model"])
        known = [field for field in columns(model) if field.attname in entry["row"]]  # others came with a later release
        row = model(**{field.attname: understood(field, entry["row"][field.attname]) for field in known})
        if any(self._is_gone(row, field) for field in columns(model) if field.is_relation):
            self.lost.append(row)
            return
        # Raw: no field is made anew, and receivers know that this is no edit.
        row.save_base(raw=True, force_insert=True)

    @staticmethod
    def _is_gone(row, field) -> bool:
        value, target = getattr(row, field.attname), field.target_field
        return value is not None and not target.model._base_manager.filter(**{target.attname: value}).exists()
