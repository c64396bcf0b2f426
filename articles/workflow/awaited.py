"""Stories that go out as soon as their picture is ready: the rows that say so, begun and ended.

``completing`` publishes them. A row is of one version: a later save ends it, and so does whatever would make a press of
"Publish" by the same person be refused at that moment.
"""

import hashlib

from django.utils import timezone, translation

from articles import audit
from articles.models import AwaitedPublication, Image
from articles.workflow.checklist import checklist

REPLACED = AwaitedPublication.Outcome.REPLACED


def accept(article, by, *, at, reason: str, seen) -> AwaitedPublication:
    """Have the story go out when its pictures are ready. Part of a change: its checklist was asked, ``seen`` is what it said."""
    row = AwaitedPublication.objects.create(
        article=article, user=by, version=article.version, at=at, reason=reason, warnings=digests(article, by) if seen else [],
        pictures=tokens(article),
    )  # fmt: skip
    audit.record(by, "publication awaited", article=article, version=article.version)
    return row


def waiting(article) -> AwaitedPublication | None:
    """What the story waits with, unless it was saved since."""
    return article.awaited.open().filter(version=article.version).first()


def end_of(article, outcome):
    """End what the story waits with, if it does. Part of a change."""
    for row in article.awaited.open().select_for_update():
        end(row, outcome)


def end(row: AwaitedPublication, outcome):
    """Part of a change. Of what did not go out the log tells why, in one word."""
    row.ended_at, row.outcome = timezone.now(), outcome
    row.save(update_fields=["ended_at", "outcome"])
    if outcome not in AwaitedPublication.QUIET:
        audit.record(row.user, "publication not made", article=row.article, why=str(outcome))


def tokens(article) -> dict[str, str]:
    """The pictures of the story as they are now."""
    rows = Image.objects.filter(uses__in=article.image_uses.on_page())
    return {str(key): token for key, token in rows.values_list("pk", "token")}


def digests(article, user) -> list[str]:
    """What the checklist warns the user of, to be recognised later; no word of a story lies in a second place."""
    with translation.override("en"):
        lines = [f"{item.code}:{item.subject}:{item.sentence}" for item in checklist(article, user) if not item.blocks]
    return sorted({hashlib.sha256(line.encode()).hexdigest() for line in lines})


accept.alters_data = end_of.alters_data = end.alters_data = True
