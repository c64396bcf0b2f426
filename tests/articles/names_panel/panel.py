"""How tests ask for the rows of the panel."""

import re

from django.urls import reverse

from articles.models import Article
from tests.factories import make_article

NEW = "/admin/articles/article/names/"
TEXT = "<p>Aqylbek Muratbai spoke in Nukus. Muratbai's lawyer did not.</p>"


def panel_of(article) -> str:
    return reverse("admin:articles_article_names", args=[article.pk])


def asked(client, address=NEW, **fields) -> str:
    """The panel's rows for a text."""
    response = client.post(address, {"title": "", "summary": "", "body": TEXT, "language": "en"} | fields)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def row_of(html: str, subject) -> str:
    """The rows of a subject, "" where it is not offered."""
    return "".join(re.findall(rf'<li class="names-row" data-subject="{subject.pk}".*?</li>', html))


def draft(**fields) -> Article:
    return make_article("Two days in Nukus", published=False, **({"body": TEXT} | fields))


def states(article) -> dict:
    return dict(article.mentions.values_list("subject__label", "state"))
