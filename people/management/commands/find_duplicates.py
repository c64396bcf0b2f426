"""List the subjects that may be recorded twice."""

import json

from django.core.management.base import BaseCommand

from people.models import Kind, Subject
from people.search import duplicates


class Command(BaseCommand):
    help = (
        "Lists pairs of people, organisations or places that are likely the same, with the similar spellings and the reason. "
        "Pairs that an editor marked as not the same are left out. The list names protected subjects too: keep it as safe as "
        "the database."
    )

    def add_arguments(self, parser):
        parser.add_argument("--kind", choices=Kind.values, help="Only people, organisations or places.")
        parser.add_argument("--json", action="store_true", help="One JSON object in each line, for programs.")

    def handle(self, *, kind, json, **options):
        subjects = Subject.objects.of_kind(kind) if kind else Subject.objects.all()
        write = self._write_json if json else self._write_text
        looked_at, found, total = 0, 0, subjects.not_merged().count()
        for portion in duplicates.likely_pairs(subjects):
            known = Subject.objects.with_texts().in_bulk({key for pair in portion.pairs for key in pair[:2]})
            for pair in portion.pairs:
                write(pair, known[pair.one], known[pair.other])
            looked_at, found = looked_at + portion.size, found + len(portion.pairs)
            self.stderr.write(f"{looked_at:,} of {total:,} looked at, {found:,} pairs", ending="\r")
        self.stderr.write(f"{looked_at:,} of {total:,} looked at, {found:,} pairs.")

    def _write_json(self, pair, one, other):
        sides = [{"id": one.pk, "label": one.label, "spelling": pair.spelling}]
        sides.append({"id": other.pk, "label": other.label, "spelling": pair.other_spelling})
        line = {"kind": one.kind, "one": sides[0], "other": sides[1], "score": pair.score, "reason": str(pair.reason)}
        self.stdout.write(json.dumps(line, ensure_ascii=False))

    def _write_text(self, pair, one, other):
        self.stdout.write(f"{one.staff_label} = {other.staff_label}")
        self.stdout.write(f"    {pair.spelling} / {pair.other_spelling}: {pair.reason} ({pair.score:.2f})")
