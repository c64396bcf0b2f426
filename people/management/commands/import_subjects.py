"""manage.py import_subjects FILE: people, organisations and places from a JSON list."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from people.base.progress import Progress
from people.exchange.importing import Malformed, import_subjects

EXAMPLE = '[{"kind": "person", "name": "...", "names": [{"text": "...", "kind": "alias"}]}]'


class Command(BaseCommand):
    help = (
        f"Imports people, organisations and places from a JSON file like {EXAMPLE}. The same kind and preferred name is the "
        "same subject, so that a second run changes nothing, and one after a run that was cut short goes on where that stopped; "
        "one wrong entry stops the whole import."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file, verbosity, **options):
        text = read(file)
        progress = Progress(self.stderr, "entries", quiet=not verbosity)
        try:
            result = import_subjects(parse(text), progress)
        except Malformed as error:
            line = line_of_entry(text, error.number)
            raise CommandError(f"Entry {error.number} (line {line}): {error.problem} Nothing was imported.") from None
        self.stdout.write(
            f"{len(result.subjects):,} entries: {result.created:,} created, {result.changed:,} extended, "
            f"{result.unchanged:,} unchanged."
        )


def read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(f"The file is not UTF-8 (byte {error.start:,}). Nothing was imported.") from None
    except OSError as error:
        raise CommandError(f"The file cannot be read: {error.strerror}. Nothing was imported.") from None


def parse(text: str) -> list:
    try:
        entries = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise CommandError(f"The file is not JSON: {error.msg} ({where}). Nothing was imported.") from None
    except (ValueError, RecursionError):
        raise CommandError("The file is JSON that cannot be read: too deep, or a number too long.") from None
    if not isinstance(entries, list):
        raise CommandError(f"The file must hold a JSON list, such as {EXAMPLE}. Nothing was imported.")
    return entries


def line_of_entry(text: str, number: int) -> int:
    """The line on which the entry begins, in a text that ``parse`` accepted."""
    decoder, position = json.JSONDecoder(), text.index("[") + 1
    for _ in range(number - 1):
        position = decoder.raw_decode(text, _next_value(text, position))[1]
    return text.count("\n", 0, _next_value(text, position)) + 1


def _next_value(text: str, position: int) -> int:
    while text[position] in " \t\r\n,":
        position += 1
    return position
