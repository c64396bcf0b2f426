"""The writing form as a browser sends it, for tests of what it saves, refuses and keeps."""

from django.urls import reverse
from django.utils import timezone

from tests.factories import make_section


def form_data(article=None, **fields) -> dict:
    """What the browser sends for a story: its own content, and what the test states."""
    data = {
        "title": "A story", "summary": "", "short_title": "", "how_we_know": "", "body": "<p>Text.</p>",
        "language": "en", "kind": "news", "dateline": "",
        "section": make_section().pk, "opened_version": 0,
        "bylines-TOTAL_FORMS": 0, "bylines-INITIAL_FORMS": 0,
        "corrections-TOTAL_FORMS": 0, "corrections-INITIAL_FORMS": 0,
    }  # fmt: skip
    if article:
        data |= {
            "title": article.title, "summary": article.summary, "short_title": article.short_title,
            "how_we_know": article.how_we_know, "body": article.body, "language": article.language,
            "kind": article.kind, "section": article.section_id or "", "slug": article.slug,
            "opened_version": article.version,
            "people": keys(article, "person"), "places": keys(article, "place"),
            "organizations": keys(article, "organization"),
            "topics": [topic.pk for topic in article.topics.all()],
            "main_subjects": [row.subject_id for row in article.mentions.filter(prominence="main")],
        }  # fmt: skip
        data |= times("published_at", article.published_at)
    if "_publish" in fields:
        data["publish_reason"] = "It is urgent."  # for what is published without a dek or a byline
    return data | fields


def byline(**who) -> dict:
    """A new byline in the form: a ``person``, a ``desk`` or a ``text``."""
    row = {"position": 1, "role": "author"} | who
    return {"bylines-TOTAL_FORMS": 1} | {f"bylines-0-{name}": value for name, value in row.items()}


def keys(article, kind):
    return [row.subject_id for row in article.mentions.filter(state="confirmed", subject__kind=kind)]


def times(name, when) -> dict:
    return {name: f"{timezone.localtime(when):%Y-%m-%d %H:%M:%S}" if when else ""}


ADD = "/admin/articles/article/add/"


def change(article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def errors_of(response) -> str:
    """All that the form says is wrong, as one text."""
    assert response.status_code == 200
    form = response.context["adminform"].form
    parts = [str(formset.formset.errors) + str(formset.formset.non_form_errors()) for formset in
             response.context["inline_admin_formsets"]]  # fmt: skip
    return str(form.errors) + "".join(parts)


def saved(response, article):
    assert response.status_code == 302, errors_of(response)
    article.refresh_from_db()
    return article
