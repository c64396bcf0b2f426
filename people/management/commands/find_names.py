"""Say whom and what texts name: JSON lines in, JSON lines out."""

import json
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from people.detection import find
from people.models import Name
from people.search.index import DatabaseIndex


class Command(BaseCommand):
    help = (
        'Reads lines of {"id": "...", "text": "...", "language": "en"} from standard input and answers each with '
        '{"id": "...", "mentions": [{"start": 0, "end": 9, "surface": "...", "subject": "preferred name"}]}. '
        "Decided mentions only, unless --ambiguous is given."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--ambiguous",
            action="store_true",
            help='Also {"subject": null, "candidates": [...]} where it is undecided.',
        )

    def handle(self, *, ambiguous, **options):
        for number, line in enumerate(sys.stdin, start=1):
            if line.strip():
                asked = read_text(line, number)
                answer = {"id": asked.get("id"), "mentions": mentions_in(asked, ambiguous)}
                self.stdout.write(json.dumps(answer, ensure_ascii=False))


def read_text(line: str, number: int) -> dict:
    """One question; an error names the line and what is wrong with it."""
    try:
        asked = json.loads(line)
    except ValueError as error:
        raise CommandError(f"Line {number} is not JSON: {error}.") from error
    if not isinstance(asked, dict):
        raise CommandError(f"Line {number} is not an object with id, text and language.")
    if not isinstance(asked.get("text"), str):
        raise CommandError(f'Line {number} has no text in "text".')
    if not isinstance(asked.get("language", ""), str):
        raise CommandError(f'Line {number}: "language" is not a code such as "en".')
    return asked


def mentions_in(asked: dict, ambiguous: bool) -> list[dict]:
    findings = find(asked["text"], asked.get("language", ""), DatabaseIndex())
    spans = findings.spans if ambiguous else findings.decided
    labels = preferred_names({candidate.subject_id for span in spans for candidate in span.candidates})
    return [mention(span, labels) for span in spans]


def preferred_names(subject_ids: set[int]) -> dict[int, str]:
    """How each subject is called here: its preferred name, the default edition's before others."""
    names = Name.objects.preferred().filter(subject__in=subject_ids).order_by("-id")
    rows = sorted(
        names.values_list("subject_id", "text", "language"), key=lambda row: row[2] == settings.DEFAULT_EDITION
    )
    return {subject_id: text for subject_id, text, _language in rows}


def mention(span, labels: dict[int, str]) -> dict:
    found = {"start": span.start, "end": span.end, "surface": span.surface, "subject": None}
    if span.subject_id is None:
        return found | {"candidates": [labels.get(one.subject_id, one.text) for one in span.candidates]}
    label = labels.get(span.subject_id, span.candidates[0].text)
    return found | {"subject": label, "score": span.score, "reason": str(span.reason)}
