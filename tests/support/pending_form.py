"""The form of a pending change as a browser sends it, and the rows that it must not touch."""

from django.contrib.admin.models import LogEntry
from django.urls import reverse
from reversion.models import Version

from articles.models import Article, Byline, Correction, Mention, PendingChange, TopicTagging
from tests.support.admin import as_typed
from tests.support.story_form import errors_of, times

KEPT = (Article, Byline, Mention, TopicTagging, Correction, Version, LogEntry)


def rows() -> dict:
    """Every row that a pending change must not touch."""
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in KEPT}


def form_of(article) -> str:
    return reverse("admin:articles_article_pending", args=[article.pk])


def typed(client, address, **changes):
    page = client.get(address)
    when = page.context["adminform"].form.initial.get("published_at")
    return as_typed(page, **times("published_at", when), **changes)


def begin(client, article, **changes):
    """A pending change with the new text, from its own form."""
    data = typed(client, form_of(article), body="<p>The new text.</p>", **changes)
    answer = client.post(form_of(article), data)
    assert answer.status_code == 302, errors_of(answer)
    return PendingChange.objects.get(state__in=PendingChange.OPEN)
