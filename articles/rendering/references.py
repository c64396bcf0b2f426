"""Which of our own stories the text of a story leads to: what readers find most linked is counted from these rows alone."""

import re

from django.conf import settings
from django.db import transaction

from articles.models import Article, Status, StoryLink

LINK = re.compile(r'href="([^"]*)/a/[-\w]+/(\d{1,18})/?[?#"]')
PORTION = 200


def targets_of(body_html: str) -> set[int]:
    """Keys that the links of a text name as stories of this site; whether there are such stories is not asked."""
    prefixes = {"", settings.SITE_URL} | {
        f"{host}/{code}" for host in ("", settings.SITE_URL) for code in settings.EDITIONS
    }
    return {int(key) for before, key in LINK.findall(body_html) if before in prefixes}


@transaction.atomic
def follow(keys):
    """Make the rows of these stories what their texts lead to now."""
    keys = sorted(keys)
    for start in range(0, len(keys), PORTION):
        _follow(keys[start : start + PORTION])


def _follow(keys: list[int]):
    texts = Article.objects.filter(pk__in=keys, status=Status.PUBLISHED).values_list("pk", "body_html")
    wanted = {(source, target) for source, text in texts for target in targets_of(text) - {source}}
    there = set(Article.objects.filter(pk__in={target for _source, target in wanted}).values_list("pk", flat=True))
    wanted = {pair for pair in wanted if pair[1] in there}
    stored = {(link.source_id, link.target_id): link.pk for link in StoryLink.objects.filter(source__in=keys)}
    StoryLink.objects.filter(pk__in=[key for pair, key in stored.items() if pair not in wanted]).delete()
    StoryLink.objects.bulk_create(
        StoryLink(source_id=source, target_id=target) for source, target in sorted(wanted - stored.keys())
    )


follow.alters_data = True
