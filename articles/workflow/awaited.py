"""Stories that go out as soon as their picture is ready: the rows that say so, begun and ended.

``completing`` publishes them. A row is of one version: a later save ends it, and so does whatever would make a press of
"Publish" by the same person be refused at that moment.
"""

import hashlib

from django.utils import timezone, translation

from articles import audit
from articles.models import AwaitedPublication, Image
from articles.workflow.checklist import Item, checklist

REPLACED = AwaitedPublication.Outcome.REPLACED


def accept(article, by, *, at, reason: str) -> AwaitedPublication:
    """Have the story go out when its pictures are ready. Part of a change: its checklist was asked, and the reason covers it."""
    row = AwaitedPublication.objects.create(
        article=article, user=by, version=article.version, at=at, reason=reason,
        warnings=digests(in_english(article, by)), pictures=tokens(article),
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


def in_english(article, user) -> list[Item]:
    """The checklist in the language of the digests."""
    with translation.override("en"):
        return checklist(article, user)


def digests(items: list[Item]) -> list[str]:
    """What the checklist warns of, to be recognised later; no word of a story lies in a second place."""
    lines = [f"{item.code}:{item.subject}:{item.sentence}" for item in items if not item.blocks]
    return sorted({hashlib.sha256(line.encode()).hexdigest() for line in lines})


accept.alters_data = end_of.alters_data = end.alters_data = True
