"""Say of pairs of names whether they are one: JSON lines in, JSON lines out."""

import json
import sys

from django.core.management.base import BaseCommand, CommandError

from people.names import compare

KINDS = ("person", "organization", "place")


class Command(BaseCommand):
    help = (
        'Reads lines of {"a": "...", "b": "...", "kind": "person"} from standard input and answers each with '
        '{"same": true, "score": 0.97, "reason": "...", "is_open": false}. Optional: language_a, language_b.'
    )

    def handle(self, *args, **options):
        for number, line in enumerate(sys.stdin, start=1):
            if line.strip():
                verdict = compare(**read_pair(line, number))
                self.stdout.write(json.dumps(verdict._asdict() | {"reason": str(verdict.reason)}, ensure_ascii=False))


def read_pair(line: str, number: int) -> dict[str, str]:
    """The arguments of one comparison; an error names the line and what is wrong with it."""
    try:
        pair = json.loads(line)
    except ValueError as error:
        raise CommandError(f"Line {number} is not JSON: {error}.") from error
    if not isinstance(pair, dict):
        raise CommandError(f"Line {number} is not an object with a and b.")
    for field in ("a", "b"):
        if not isinstance(pair.get(field), str):
            raise CommandError(f'Line {number} has no text in "{field}".')
    kind = pair.get("kind", "person")
    if kind not in KINDS:
        raise CommandError(f'Line {number}: kind is "{kind}", but can be {", ".join(KINDS)}.')
    languages = {field: str(pair.get(field) or "") for field in ("language_a", "language_b")}
    return {"a": pair["a"], "b": pair["b"], "kind": kind, **languages}
