"""Translations as they come about: begun by the door, and published."""

from articles import workflow
from articles.models import Article
from tests.factories import make_section


def translated(story, *, by, language="ru"):
    """The published translation of a story."""
    made = workflow.translate(story, language, by=by)
    Article.objects.filter(pk=made.pk).update(section=make_section(language=language))
    made.refresh_from_db()
    workflow.publish(made, by=by, reason="Checked.")
    return made
